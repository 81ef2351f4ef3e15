// Package screen is one of the five surfaces.
package screen

import "hoinghi/web/kit"

// Routes joins the paths of this surface.
func Routes(m *kit.Mux) {
}
