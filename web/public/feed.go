package public

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// RSS 2.0 (rssboard.org/rss-specification) with the link to itself that the
// RSS Advisory Board asks for.
type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Channel channel  `xml:"channel"`
}

type channel struct {
	Title    string `xml:"title"`
	Link     string `xml:"link"`
	About    string `xml:"description"`
	Language string `xml:"language"`
	Built    string `xml:"lastBuildDate,omitempty"`
	Self     link   `xml:"atom:link"`
	Items    []item `xml:"item"`
}

type link struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
}

type item struct {
	Title    string `xml:"title"`
	Link     string `xml:"link"`
	GUID     string `xml:"guid"`
	About    string `xml:"description"`
	Category string `xml:"category,omitempty"`
	At       string `xml:"pubDate"`
}

// atom is RFC 4287.
type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []link   `xml:"link"`
	Entries []entry  `xml:"entry"`
}

type entry struct {
	ID        string `xml:"id"`
	Title     string `xml:"title"`
	Link      link   `xml:"link"`
	Published string `xml:"published"`
	Updated   string `xml:"updated"`
	Summary   string `xml:"summary"`
}

const (
	mostFeed = 20
	rssType  = "application/rss+xml"
	atomType = "application/atom+xml"
	htmlType = "text/html"
)

// news is what a feed tells: of one heading, or of all.
type news struct {
	Title    string
	Articles []portal.Article
	Since    time.Time
	Until    time.Time // when the next article comes by itself
}

func readNews(r *http.Request, v *kit.Visit) (n news, err error) {
	n.Title = v.Place.Name
	slug := r.PathValue("slug")
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		heading, err := headingOf(tx, slug)
		if err != nil {
			return err
		}
		if heading != "" {
			n.Title += " - " + heading
		}
		if n.Articles, _, err = portal.ListPublished(tx, portal.Query{Category: slug, Most: mostFeed}); err == nil {
			n.Since, n.Until, err = changes(tx)
		}
		return err
	})
	return n, err
}

// changes are the last of what the public reads, and the next that the clock brings.
func changes(tx *store.Tx) (last, next time.Time, err error) {
	if last, err = portal.LastChange(tx); err == nil {
		next, err = portal.NextHour(tx)
	}
	return last, next, err
}

func rssFeed(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	n, err := readNews(r, v)
	if err != nil {
		return err
	}
	base := kit.Origin(r)
	c := channel{Title: n.Title, Link: base + v.Path("/"), About: v.T("public.feed.about", n.Title), Language: "vi",
		Self: link{base + v.Path(r.URL.Path), "self", rssType}}
	if !n.Since.IsZero() {
		c.Built = n.Since.In(locale.Zone).Format(time.RFC1123Z)
	}
	for _, a := range n.Articles {
		c.Items = append(c.Items, item{a.Title, base + v.Path("/tin/", a.Address()), base + v.Path("/tin/", a.ID), a.Lead, a.Category, a.PublishedAt.In(locale.Zone).Format(time.RFC1123Z)})
	}
	return sendXML(w, r, rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Channel: c}, paper{rssType, n.Since, n.Until})
}

func atomFeed(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	n, err := readNews(r, v)
	if err != nil {
		return err
	}
	base := kit.Origin(r)
	f := atom{ID: base + v.Path("/"), Title: n.Title, Author: v.Place.Name, Updated: n.Since.UTC().Format(time.RFC3339),
		Links: []link{{base + v.Path("/"), "alternate", htmlType}, {base + v.Path(r.URL.Path), "self", atomType}}}
	for _, a := range n.Articles {
		updated := a.PublishedAt
		if a.ChangedAt.After(updated) {
			updated = a.ChangedAt
		}
		f.Entries = append(f.Entries, entry{ID: base + v.Path("/tin/", a.ID), Title: a.Title, Link: link{base + v.Path("/tin/", a.Address()), "alternate", htmlType},
			Published: a.PublishedAt.UTC().Format(time.RFC3339), Updated: updated.UTC().Format(time.RFC3339), Summary: a.Lead})
	}
	return sendXML(w, r, f, paper{atomType, n.Since, n.Until})
}

// paper is a document for programs: its media type, its last change and when
// the clock alone changes it.
type paper struct {
	Type         string
	Since, Until time.Time
}

func sendXML(w http.ResponseWriter, r *http.Request, doc any, p paper) error {
	body, err := xml.MarshalIndent(doc, "", " ")
	if err != nil {
		return err
	}
	v := kit.From(r.Context())
	k := kit.NewKept(v, xml.Header+string(body)+"\n", "", nil)
	k.Type, k.Control, k.Since, k.Until = p.Type+"; charset=utf-8", briefly, p.Since, p.Until
	kit.Keep(r.Context(), k)
	return k.Serve(w, r, v)
}

// The site map (sitemaps.org/protocol.html): an index of parts, since one part
// holds 50,000 addresses at most.
type sitemapIndex struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Parts   []address `xml:"sitemap"`
}

type urlSet struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []address `xml:"url"`
}

type address struct {
	Loc     string `xml:"loc"`
	Changed string `xml:"lastmod,omitempty"`
}

const perPart = 5_000 // articles of a part of the site map

func sitemap(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var x sitemapIndex
	var since, until time.Time
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		_, total, err := portal.ListPublished(tx, portal.Query{})
		for n := 0; n == 0 || n*perPart < total; n++ {
			x.Parts = append(x.Parts, address{Loc: kit.Origin(r) + v.Path("/sitemap/", strconv.Itoa(n+1), ".xml")})
		}
		if err == nil {
			since, until, err = changes(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	return sendXML(w, r, x, paper{"application/xml", since, until})
}

func sitemapPage(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	name, ok := strings.CutSuffix(r.PathValue("page"), ".xml")
	n, err := strconv.Atoi(name)
	if !ok || err != nil || n < 1 || n > 100_000 {
		return notHere
	}
	base := kit.Origin(r)
	var x urlSet
	var since, until time.Time
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		if n == 1 {
			if err := x.front(tx, v, base); err != nil {
				return err
			}
		}
		all, total, err := portal.ListPublished(tx, portal.Query{Most: perPart, From: (n - 1) * perPart})
		if err == nil && n > 1 && (n-1)*perPart >= total {
			return notHere
		}
		for _, a := range all {
			x.URLs = append(x.URLs, address{base + v.Path("/tin/", a.Address()), a.ChangedAt.UTC().Format(time.RFC3339)})
		}
		if err == nil {
			since, until, err = changes(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	return sendXML(w, r, x, paper{"application/xml", since, until})
}

// front adds the pages that are no articles.
func (x *urlSet) front(tx *store.Tx, v *kit.Visit, base string) error {
	paths := []string{"/", "/tin", "/cong-khai", "/khen-thuong", "/luat", "/luot-truy-cap", "/trang-thai"}
	site, err := portal.FindSite(tx)
	if err != nil {
		return err
	}
	if site.Progress {
		paths = append(paths, "/nghi-quyet")
	}
	all, err := portal.Categories(tx)
	if err != nil {
		return err
	}
	for _, c := range all {
		paths = append(paths, "/tin/chuyen-muc/"+c.Slug)
	}
	for _, path := range paths {
		x.URLs = append(x.URLs, address{Loc: base + v.Path(path)})
	}
	decisions, err := emulation.PublicDecisions(tx)
	for _, d := range decisions {
		if d.WithdrawnAt.IsZero() {
			x.URLs = append(x.URLs, address{Loc: base + v.Path("/khen-thuong/", strings.ToLower(d.ID))})
		}
	}
	return err
}

func robots(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	Robots(w, r, v.Place.Base)
	return nil
}

// Robots tells search engines where not to go (RFC 9309), for the sites of a
// host by what stands before their paths. They ask at the root of a host alone,
// so that sites under /d/… need it there.
func Robots(w http.ResponseWriter, r *http.Request, bases ...string) {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for _, base := range bases {
		for _, path := range []string{"/ban", "/dai-bieu", "/dieu-hanh", "/man-chieu/", "/vao", "/the/", "/moi/", "/dem"} {
			b.WriteString("Disallow: " + base + path + "\n")
		}
	}
	for _, base := range bases {
		b.WriteString("\nSitemap: " + kit.Origin(r) + base + "/sitemap.xml\n")
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", briefly)
	_, _ = w.Write([]byte(b.String()))
}

// picture serves a photo in one of its sizes. What is published may be kept
// for ever, because its address is its content's hash.
func picture(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	width, ok := sizeOf(r.PathValue("size"))
	if !ok {
		return fault.New(fault.Missing, "fault.missing")
	}
	var body []byte
	var public bool
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		body, public, err = portal.OpenPicture(tx, r.PathValue("file"), width)
		return err
	})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "private, no-store")
	if public {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, _ = w.Write(body)
	return nil
}

func sizeOf(name string) (int, bool) {
	if name == "goc" {
		return 0, true
	}
	for _, w := range media.Sizes {
		if strconv.Itoa(w) == name {
			return w, true
		}
	}
	return 0, false
}
