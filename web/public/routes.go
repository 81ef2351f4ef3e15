// Package public is the portal that everybody reads: the front page, articles,
// news by day, heading and words, the feed, and the pictures of what is
// published.
//
// It works without JavaScript, and a reader who has not signed in may be
// answered from a cache for half a minute.
package public

import "hoinghi/web/kit"

// Routes joins the paths of this surface.
func Routes(m *kit.Mux) {
	m.On("GET /{$}", home)
	m.On("GET /tin", list)
	m.On("GET /tin/chuyen-muc/{slug}", list)
	m.On("GET /tin/{address}", article)
	m.On("GET /tin.rss", feed)
	m.On("GET /anh/{file}/{size}", picture)
	lawRoutes(m)
}
