// Package delegate is one of the five surfaces.
package delegate

import "hoinghi/web/kit"

// Routes joins the paths of this surface.
func Routes(m *kit.Mux) {
}
