// Package press has the pages of the newsroom: articles, comments, side blocks, old news.
package press

import "hoinghi/web/kit"

// Routes joins the paths of this area.
func Routes(m *kit.Mux) {
	articleRoutes(m)
	commentRoutes(m)
	siteRoutes(m)
	oldRoutes(m)
}
