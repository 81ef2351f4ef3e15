package oldnews

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"

	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/portal"
)

// Bounds on what comes from outside.
const (
	MostFile  = 32 << 20 // bytes of a file
	mostItems = 20_000   // articles of a file
	mostDepth = 200      // of nested elements
)

// Read understands a file by its content: DOCX, RSS, Atom, a WordPress export,
// a web page, or text in any of the old encodings. A file that is none of them,
// is broken or too large is refused as Invalid, in the field "file".
func Read(name string, body []byte) ([]Item, error) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	switch {
	case len(body) > MostFile:
		return nil, refuse("oldnews.large", name, MostFile>>20)
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		all, err := document.ReadDOCXText(bytes.NewReader(body), int64(len(body)))
		if errors.Is(err, document.ErrTooLarge) {
			return nil, refuse("oldnews.large", name, MostFile>>20)
		}
		if err != nil {
			return nil, refuse("oldnews.docx", name)
		}
		i := Plain(name, strings.Join(all, "\n"))
		i.picturesOf(body)
		return []Item{i}, nil
	case isFeed(body):
		return readFeed(name, body)
	}
	text, _, err := locale.Decode(body)
	if err != nil || strings.ContainsRune(text, 0) {
		return nil, refuse("oldnews.kind", name)
	}
	if page.MatchString(text) || portal.IsHTML(text) {
		return []Item{readPage(name, text)}, nil
	}
	i := Plain(name, text)
	if i.Title == "" || i.Body == "" {
		return nil, refuse("oldnews.empty", name)
	}
	return []Item{i}, nil
}

func refuse(key string, args ...any) error {
	var f fault.Form
	f.Check(false, "file", key, args...)
	return f.Err()
}

var (
	feedRoot = regexp.MustCompile(`^(?:\s|\x{feff}|<\?xml[^>]*>|<!--(?s:.*?)-->|<!DOCTYPE[^>]*>)*<(rss|feed|rdf:RDF)[\s>]`)
	page     = regexp.MustCompile(`(?is)^(\s|\x{feff}|<!--.*?-->)*(<!doctype html|<html[\s>])`)
	images   = regexp.MustCompile(`(?is)<img\s[^>]*?\bsrc\s*=\s*["']([^"'<>]+)["']`)
	caption  = regexp.MustCompile(`(?is)<figcaption[^>]*>(.*?)</figcaption>`)
	shortcut = regexp.MustCompile(`(?is)\[caption[^\]]*\](.*?)\[/caption\]`)
	moreMark = regexp.MustCompile(`<!--more-->|<!--nextpage-->|<!-- /?wp:[^>]*-->|\[/?(gallery|embed|video|audio)[^\]]*\]`)
	pageName = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	heading  = regexp.MustCompile(`(?is)<h1[^>]*>(.*?)</h1>`)
	article  = regexp.MustCompile(`(?is)<(article|main)[\s>].*</(article|main)>`)
)

func isFeed(body []byte) bool { return feedRoot.Match(body[:min(len(body), 4096)]) }

// the parts of feeds, RSS 2.0 with the modules of WordPress and Dublin Core,
// and Atom (RFC 4287)
type feedItem struct {
	Title    string   `xml:"title"`
	Summary  string   `xml:"description"`
	Content  string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
	At       string   `xml:"pubDate"`
	Creator  string   `xml:"http://purl.org/dc/elements/1.1/ creator"`
	Category []string `xml:"category"`
	Kind     string   `xml:"post_type"`
	Status   string   `xml:"status"`
	Local    string   `xml:"post_date"`
	File     string   `xml:"attachment_url"`
	Parent   string   `xml:"post_parent"`
	ID       string   `xml:"post_id"`
	Close    struct {
		URL  string `xml:"url,attr"`
		Type string `xml:"type,attr"`
	} `xml:"enclosure"`
}

type atomEntry struct {
	Title     string   `xml:"title"`
	Summary   string   `xml:"summary"`
	Content   atomText `xml:"content"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Author    string   `xml:"author>name"`
}

// atomText is text, escaped HTML or XHTML.
type atomText struct {
	Text  string `xml:",chardata"`
	Inner string `xml:",innerxml"`
	Type  string `xml:"type,attr"`
}

// readFeed reads a feed an element at a time, so that a large one is not held
// twice. Entities that it declares itself are not followed.
func readFeed(name string, body []byte) ([]Item, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	var out []Item
	files := map[string][]string{} // pictures by the post they hang on
	posts := map[string]int{}
	depth := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, refuse("oldnews.xml", name)
		}
		if _, ok := t.(xml.EndElement); ok {
			depth--
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if depth++; depth > mostDepth || len(out) > mostItems {
			return nil, refuse("oldnews.large", name, MostFile>>20)
		}
		if start.Name.Local != "item" && start.Name.Local != "entry" {
			continue
		}
		depth--
		source := fmt.Sprintf("%s #%d", name, len(out)+1)
		if start.Name.Local == "entry" {
			var e atomEntry
			if err := d.DecodeElement(&e, &start); err != nil {
				return nil, refuse("oldnews.xml", name)
			}
			out = append(out, e.item(source))
			continue
		}
		var f feedItem
		if err := d.DecodeElement(&f, &start); err != nil {
			return nil, refuse("oldnews.xml", name)
		}
		switch {
		case f.Kind == "attachment":
			files[f.Parent] = append(files[f.Parent], f.File)
		case f.Kind == "" || f.Kind == "post" && f.Status == "publish":
			posts[f.ID] = len(out)
			out = append(out, f.item(source))
		}
	}
	for id, all := range files {
		if n, ok := posts[id]; ok && id != "" {
			out[n].Pictures = unlike(out[n].Pictures, all)
		}
	}
	if len(out) == 0 {
		return nil, refuse("oldnews.empty", name)
	}
	return out, nil
}

func (f feedItem) item(source string) Item {
	text := f.Content
	if text == "" {
		text = f.Summary
	}
	i := readHTML(source, text, plainText(f.Title))
	if f.Content != "" && f.Summary != "" {
		i.summarised(plainText(f.Summary))
	}
	i.stampAt(f.Local, f.At)
	if f.Creator != "" && i.Byline.Kind == "" {
		i.Byline = portal.Byline{Kind: portal.BylineName, Name: plainText(f.Creator)}
	}
	for _, c := range f.Category {
		if i.Category == "" {
			i.Category = plainText(c)
		}
	}
	if strings.HasPrefix(f.Close.Type, "image/") {
		i.Pictures = unlike(i.Pictures, []string{f.Close.URL})
	}
	return i
}

func (e atomEntry) item(source string) Item {
	text := e.Content.Text
	if e.Content.Type == "xhtml" {
		text = e.Content.Inner
	}
	if strings.TrimSpace(text) == "" {
		text = e.Summary
	}
	i := readHTML(source, text, plainText(e.Title))
	i.stampAt("", e.Published, e.Updated)
	if e.Author != "" && i.Byline.Kind == "" {
		i.Byline = portal.Byline{Kind: portal.BylineName, Name: plainText(e.Author)}
	}
	return i
}

// summarised takes the lead that the feed gives and leaves the whole text as
// the body.
func (i *Item) summarised(lead string) {
	if lead == "" || lead == i.Lead || utf8.RuneCountInString(lead) > mostLead {
		return
	}
	if i.Lead != "" && !strings.HasPrefix(i.Body, i.Lead) {
		i.Body = strings.TrimSpace(i.Lead + "\n\n" + i.Body)
	}
	i.Lead = lead
}

var moments = []string{time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC3339, "2 Jan 2006 15:04:05 -0700"}

// stampAt takes the first instant that can be read. WordPress keeps the hour
// of the place in a form of its own.
func (i *Item) stampAt(local string, said ...string) {
	set := func(at time.Time, said string) {
		if at.Year() > 1900 && at.Year() < 2200 {
			i.At, i.Day, i.DaySaid, i.OfEvent, i.WrongDay = at, dayOf(at), said, false, false
		}
	}
	if at, err := time.ParseInLocation(time.DateTime, strings.TrimSpace(local), locale.Zone); err == nil {
		set(at, local)
		return
	}
	for _, s := range said {
		for _, form := range moments {
			if at, err := time.Parse(form, strings.TrimSpace(s)); err == nil {
				set(at, s)
				return
			}
		}
	}
}

// readPage reads a saved web page: its article, or the whole body.
func readPage(name, text string) Item {
	title := ""
	for _, form := range []*regexp.Regexp{heading, pageName} {
		if m := form.FindStringSubmatch(text); m != nil && title == "" {
			title = plainText(m[1])
		}
	}
	if m := article.FindString(text); m != "" {
		text = m
	}
	return readHTML(name, heading.ReplaceAllString(text, ""), title)
}

// readHTML reads a piece of HTML. Scripts, styles and forms fall away.
func readHTML(source, text, title string) Item {
	i := Item{Source: source}
	for _, m := range images.FindAllStringSubmatch(text, -1) {
		i.Pictures = unlike(i.Pictures, []string{html.UnescapeString(m[1])})
	}
	var captions []string
	take := func(form *regexp.Regexp) {
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			if s := plainText(m[1]); s != "" {
				captions = append(captions, s)
			}
		}
		text = form.ReplaceAllString(text, "")
	}
	take(caption)
	take(shortcut)
	text = moreMark.ReplaceAllString(text, "")
	if !strings.Contains(text, "<p") && !strings.Contains(text, "<div") && !strings.Contains(text, "<br") {
		text = "<p>" + strings.ReplaceAll(text, "\n\n", "</p><p>") + "</p>" // WordPress keeps blank lines
	}
	i.read(lines(portal.FromHTML(bare().Sanitize(text))), title)
	for _, c := range captions {
		i.Rows = append(i.Rows, Row{c, Caption})
	}
	i.Captions = append(i.Captions, captions...)
	return i
}

// bare keeps what an article may have, and nothing of what stands around it.
func bare() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "div", "br", "h2", "h3", "h4", "strong", "b", "em", "i", "ul", "ol", "li", "blockquote", "tr", "td", "th", "table")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireParseableURLs(true)
	p.SkipElementsContent("nav", "header", "footer", "aside", "form", "script", "style", "noscript", "head", "title", "iframe", "object", "svg", "button", "select", "textarea")
	return p
}

// plainText is a piece of HTML without its marks, in one line.
func plainText(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(bluemonday.StrictPolicy().Sanitize(s))), " ")
}

// unlike adds what is not in a list yet.
func unlike(all, more []string) []string {
	for _, s := range more {
		there := false
		for _, a := range all {
			there = there || a == s
		}
		if s != "" && !there && len(all) < 100 {
			all = append(all, s)
		}
	}
	return all
}
