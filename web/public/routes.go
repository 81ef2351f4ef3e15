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
	m.On("GET /{$}", kept(home))
	m.On("GET /tin", kept(list))
	m.On("GET /tin/chuyen-muc/{slug}", kept(list))
	m.On("GET /tin/chuyen-muc/{slug}/tin.rss", kept(rssFeed))
	m.On("GET /tin/{address}", kept(article))
	m.Upload("POST /tin/{address}/binh-luan", mostForm, sendComment)
	m.On("GET /tin.rss", kept(rssFeed))
	m.On("GET /tin.atom", kept(atomFeed))
	m.On("GET /anh/{file}/{size}", picture)
	m.On("GET /sitemap.xml", kept(sitemap))
	m.On("GET /sitemap/{page}", kept(sitemapPage))
	m.On("GET /robots.txt", robots)
	m.On("GET /dem", count)
	m.On("GET /luot-truy-cap", kept(countPage))
	m.On("GET /cong-khai", kept(disclosures))
	m.On("GET /cong-khai/{id}", openDisclosure)
	m.On("GET /nghi-quyet", kept(progress))
	m.On("GET /trang-thai", status)
	awardRoutes(m)
	lawRoutes(m)
}
