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
	m.On("GET /tin/chuyen-muc/{slug}/tin.rss", rssFeed)
	m.On("GET /tin/{address}", article)
	m.Upload("POST /tin/{address}/binh-luan", mostForm, sendComment)
	m.On("GET /tin.rss", rssFeed)
	m.On("GET /tin.atom", atomFeed)
	m.On("GET /anh/{file}/{size}", picture)
	m.On("GET /sitemap.xml", sitemap)
	m.On("GET /sitemap/{page}", sitemapPage)
	m.On("GET /robots.txt", robots)
	m.On("GET /dem", count)
	m.On("GET /luot-truy-cap", countPage)
	m.On("GET /cong-khai", disclosures)
	m.On("GET /cong-khai/{id}", openDisclosure)
	m.On("GET /nghi-quyet", progress)
	m.On("GET /trang-thai", status)
	lawRoutes(m)
}
