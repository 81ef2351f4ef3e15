// Package stage has the pages of ceremonies, pledges, opinions, kiosk, rehearsal and readiness.
package stage

import "hoinghi/web/kit"

// Routes joins the paths of this area.
func Routes(m *kit.Mux) {
}
