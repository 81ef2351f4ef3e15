// Package vote has the pages of elections and the secret ballot: lists, counts, booth, trustees, public board.
package vote

import "hoinghi/web/kit"

// Routes joins the paths of this area.
func Routes(m *kit.Mux) {
	urnRoutes(m)
	electionRoutes(m)
}
