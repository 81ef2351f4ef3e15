// Package stage has the pages around the hall in the workspace: opinions and
// petitions with their answers, what is honoured and pledged, who follows from
// another room, and the script of the MC and of each of the presidium.
//
// The rooms decide who may do what; a page offers only what its reader may do.
package stage

import "hoinghi/web/kit"

// Routes joins the paths of this area.
func Routes(m *kit.Mux) {
	opinionRoutes(m)
	emulationRoutes(m)
	amendRoutes(m)
	cueRoutes(m)
	roomRoutes(m)
	kioskRoutes(m)
	readyRoutes(m)
	rehearsalRoutes(m)
}
