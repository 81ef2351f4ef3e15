package public_test

import (
	"encoding/xml"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/watch"
	"hoinghi/web"
	"hoinghi/web/kit"
)

// absolute fails unless an address is whole and of this site.
func (s *site) absolute(what, address string) {
	s.t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Host == "" || !strings.HasPrefix(address, s.url+"/") {
		s.t.Errorf("%s: %q is no address of the site", what, address)
	}
}

// fed is a site of a year's news with an hour of publication each.
func fed(t *testing.T) *site {
	s := newSite(t)
	for i := range 25 {
		s.publish(portal.Text{Title: "Tin & bài <" + string(rune('a'+i)) + ">", Category: "Thi đua", PublishAt: s.now().AddDate(0, 0, i-30)})
	}
	return s
}

// What RFC 4287 asks of a feed: 4.1.1 a title, an id and a last change, an
// author; 4.1.2 the same of an entry; 4.2.6 ids that differ; 3.3 dates of
// RFC 3339; 4.2.7 one link to itself.
func TestAtomIsValid(t *testing.T) {
	s := fed(t)
	res, body := s.get("/tin.atom")
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
		Type string `xml:"type,attr"`
	}
	var f struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      []string `xml:"http://www.w3.org/2005/Atom id"`
		Title   []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Author  []string `xml:"http://www.w3.org/2005/Atom author>name"`
		Links   []link   `xml:"http://www.w3.org/2005/Atom link"`
		Entries []struct {
			ID        []string `xml:"id"`
			Title     []string `xml:"title"`
			Updated   []string `xml:"updated"`
			Published []string `xml:"published"`
			Summary   []string `xml:"summary"`
			Links     []link   `xml:"link"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	if err := xml.Unmarshal([]byte(body), &f); err != nil {
		t.Fatal(err)
	}
	if got := res.Header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" || !strings.HasPrefix(body, `<?xml version="1.0" encoding="UTF-8"?>`) {
		t.Errorf("%s: %.60s", got, body)
	}
	if len(f.ID) != 1 || len(f.Title) != 1 || len(f.Updated) != 1 || len(f.Author) != 1 || f.Author[0] == "" || len(f.Entries) != 20 {
		t.Fatalf("%+v", f)
	}
	dated := func(all []string) (at time.Time) {
		t.Helper()
		if len(all) != 1 {
			t.Fatalf("dates %q", all)
		}
		at, err := time.Parse(time.RFC3339, all[0])
		if err != nil {
			t.Error(err)
		}
		return at
	}
	newest, ids, rels := dated(f.Updated), map[string]bool{f.ID[0]: true}, map[string]int{}
	for _, l := range f.Links {
		s.absolute("link", l.Href)
		rels[l.Rel]++
	}
	if rels["self"] != 1 || rels["alternate"] != 1 {
		t.Errorf("links %v", f.Links)
	}
	for _, e := range f.Entries {
		if len(e.ID) != 1 || ids[e.ID[0]] || len(e.Title) != 1 || e.Title[0] == "" || len(e.Links) != 1 || e.Links[0].Rel != "alternate" || len(e.Summary) != 1 {
			t.Errorf("entry %+v", e)
			continue
		}
		ids[e.ID[0]] = true
		s.absolute("entry", e.ID[0])
		if dated(e.Updated).After(newest) || dated(e.Updated).Before(dated(e.Published)) {
			t.Errorf("%s of a feed of %s: %q, %q", e.ID[0], newest, e.Published, e.Updated)
		}
	}
}

// What rssboard.org/rss-specification asks: title, link and description of the
// channel, dates of RFC 822, items with a title and an address that stays.
func TestRSSIsValid(t *testing.T) {
	s := fed(t)
	for _, path := range []string{"/tin.rss", "/tin/chuyen-muc/thi-dua/tin.rss"} {
		_, body := s.get(path)
		var f struct {
			XMLName xml.Name `xml:"rss"`
			Version string   `xml:"version,attr"`
			Channel []struct {
				Title       []string `xml:"title"`
				Description []string `xml:"description"`
				Language    []string `xml:"language"`
				Built       []string `xml:"lastBuildDate"`
				Self        []struct {
					Href string `xml:"href,attr"`
					Rel  string `xml:"rel,attr"`
				} `xml:"http://www.w3.org/2005/Atom link"`
				Items []struct {
					Title       []string `xml:"title"`
					Description []string `xml:"description"`
					PubDate     []string `xml:"pubDate"`
					GUID        []string `xml:"guid"`
					Link        []string `xml:"link"`
				} `xml:"item"`
			} `xml:"channel"`
		}
		if err := xml.Unmarshal([]byte(body), &f); err != nil {
			t.Fatal(err)
		}
		if f.Version != "2.0" || len(f.Channel) != 1 {
			t.Fatalf("%s: %+v", path, f)
		}
		c, seen := f.Channel[0], map[string]bool{}
		if len(c.Title) != 1 || len(c.Description) != 1 || len(c.Language) != 1 || len(c.Built) != 1 || len(c.Self) != 1 || c.Self[0].Rel != "self" || c.Self[0].Href != s.url+path || len(c.Items) != 20 {
			t.Fatalf("%s: %+v", path, c)
		}
		for _, i := range c.Items {
			if len(i.Title) != 1 || len(i.Description) != 1 || len(i.PubDate) != 1 || len(i.GUID) != 1 || len(i.Link) != 1 || seen[i.GUID[0]] {
				t.Errorf("%s: %+v", path, i)
				continue
			}
			seen[i.GUID[0]] = true
			s.absolute("guid", i.GUID[0])
			s.absolute("link", i.Link[0])
			if _, err := time.Parse(time.RFC1123Z, i.PubDate[0]); err != nil {
				t.Error(err)
			}
		}
	}
}

// What sitemaps.org/protocol.html asks: whole addresses, below the folder of
// the map, that lead to pages; and none that robots.txt forbids.
func TestTheSiteMapLeadsToPages(t *testing.T) {
	s := newSite(t)
	s.honours(2)
	s.publish(portal.Text{Title: "Tin", Category: "Thi đua"})
	s.write(func(tx *store.Tx) error { return portal.SetUp(tx, portal.Site{Progress: true}) })
	_, rules := s.get("/robots.txt")
	_, body := s.get("/sitemap/1.xml")
	var m struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []struct {
			Loc     []string `xml:"loc"`
			LastMod []string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(body), &m); err != nil {
		t.Fatal(err)
	}
	awards, resolution := 0, false
	for _, u := range m.URLs {
		if len(u.Loc) != 1 || len(u.Loc[0]) > 2048 || len(u.LastMod) > 1 {
			t.Fatalf("%+v", u)
		}
		s.absolute("map", u.Loc[0])
		path := strings.TrimPrefix(u.Loc[0], s.url)
		if res, _ := s.get(path); res.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
		for rule := range strings.Lines(rules) {
			if no, ok := strings.CutPrefix(rule, "Disallow: /d/thu-vien"); ok && strings.HasPrefix(path, strings.TrimSpace(no)) {
				t.Errorf("%s is forbidden: %s", path, rule)
			}
		}
		if strings.HasPrefix(path, "/khen-thuong/") {
			awards++
		}
		resolution = resolution || path == "/nghi-quyet"
	}
	if awards != 2 || !resolution {
		t.Errorf("%d decisions, the resolution %v: %s", awards, resolution, body)
	}
	_, body = newSite(t).get("/sitemap/1.xml")
	s.lacks(body, "/nghi-quyet")
}

// Search engines ask for the rules at the root of a host, where no agency of
// those under /d/… is.
func TestRobotsAtTheRoot(t *testing.T) {
	s := newSite(t)
	srv := httptest.NewServer(web.New(&kit.Site{DB: s.db, Log: slog.New(slog.DiscardHandler), Now: s.now, Wall: s.now, Done: s.done}))
	t.Cleanup(srv.Close)
	for _, path := range []string{"/robots.txt", "/d/thu-vien/robots.txt"} {
		res, err := http.Get(srv.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %v", path, res.StatusCode, err)
		}
		s.has(string(b), "User-agent: *\n", "Disallow: /d/thu-vien/ban\n", "Sitemap: "+srv.URL+"/d/thu-vien/sitemap.xml\n")
	}
}

// Everybody sees what the tamper watch found.
func TestTheStatusTellsOfTheWatch(t *testing.T) {
	s := newSite(t)
	keep := func(l watch.Look) string {
		t.Helper()
		if err := s.db.Write(t.Context(), access.Machine(s.org.ID), func(tx *store.Tx) error { return watch.Keep(tx, l) }); err != nil {
			t.Fatal(err)
		}
		_, body := s.get("/trang-thai")
		return body
	}
	_, body := s.get("/trang-thai")
	s.has(body, "hoạt động bình thường")
	s.lacks(body, "Đối chiếu")
	body = keep(watch.Look{Where: "/srv/bi-mat", Files: 1234})
	s.has(body, "hoạt động bình thường", "Cả 1.234 tệp đang phục vụ đều đúng bản gốc", "23 tháng 1 năm 2026")
	s.lacks(body, "bi-mat")
	body = keep(watch.Look{Where: "/srv/bi-mat", Files: 1234, Wrong: 2})
	s.has(body, "Có tệp đang phục vụ không đúng bản gốc", "2 trong 1.234 tệp")
	s.lacks(body, "hoạt động bình thường", "bi-mat")
	tidy(t, "/trang-thai", body)
}
