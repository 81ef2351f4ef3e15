// Package desk is one of the five surfaces.
package desk

import "hoinghi/web/kit"

// Routes joins the paths of this surface.
func Routes(m *kit.Mux) {
	peopleRoutes(m)
	prepareRoutes(m)
	hallRoutes(m)
	outcomeRoutes(m)
	regulationRoutes(m)
	calendarRoutes(m)
}
