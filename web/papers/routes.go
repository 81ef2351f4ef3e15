// Package papers has the pages of the papers of a conference: the set, templates, print packs, the archive.
package papers

import "hoinghi/web/kit"

// Routes joins the paths of this area.
func Routes(m *kit.Mux) {
	setRoutes(m)
	templateRoutes(m)
	packRoutes(m)
	archiveRoutes(m)
}
