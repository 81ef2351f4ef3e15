package public

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"time"

	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// RSS 2.0 (rssboard.org/rss-specification).
type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Channel channel  `xml:"channel"`
}

type channel struct {
	Title    string `xml:"title"`
	Link     string `xml:"link"`
	About    string `xml:"description"`
	Language string `xml:"language"`
	Items    []item `xml:"item"`
}

type item struct {
	Title    string `xml:"title"`
	Link     string `xml:"link"`
	GUID     string `xml:"guid"`
	About    string `xml:"description"`
	Category string `xml:"category,omitempty"`
	At       string `xml:"pubDate"`
}

const mostFeed = 20

func feed(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var articles []portal.Article
	var since time.Time
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if articles, _, err = portal.ListPublished(tx, portal.Query{Most: mostFeed}); err == nil {
			since, err = portal.LastChange(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	base := kit.Origin(r)
	c := channel{Title: v.Place.Name, Link: base + v.Path("/"), About: v.T("public.feed.about", v.Place.Name), Language: "vi"}
	for _, a := range articles {
		link := base + v.Path("/tin/", a.Address())
		c.Items = append(c.Items, item{a.Title, link, base + v.Path("/tin/", a.ID), a.Lead, a.Category, a.PublishedAt.In(locale.Zone).Format(time.RFC1123Z)})
	}
	body, err := xml.MarshalIndent(rss{Version: "2.0", Channel: c}, "", " ")
	if err != nil {
		return err
	}
	text := xml.Header + string(body) + "\n"
	if unchanged(w, r, text, since) {
		return nil
	}
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	w.Header().Set("Cache-Control", briefly)
	_, _ = w.Write([]byte(text)) // a reader who hangs up is nobody's fault
	return nil
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
