package cli

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// between is the relative link from one file of the export to another.
func between(from, to string) string { return strings.Repeat("../", strings.Count(from, "/")) + to }

var (
	// element is a tag or comment as the pages of the portal write them: values
	// stand between double quotes.
	element   = regexp.MustCompile(`(?s)<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*/?>`)
	attribute = regexp.MustCompile(`\s+([^\s=>"/]+)(?:="([^"]*)")?`)
	ours      = regexp.MustCompile(regexp.QuoteMeta(walkOrigin) + `[^\s<>"']*`)
	hollow    = regexp.MustCompile(`<p[^>]*>\s*</p>`)
	styleURL  = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)
)

// dropped need a server or a script; an element that says data-served, too.
var dropped = []string{"form", "button", "script", "noscript", "iframe", "object", "embed", "input", "base"}

const still = `<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'">`

// pageOut rewrites one page.
type pageOut struct {
	w      *walk
	target string
	name   string
	out    strings.Builder
	skip   string // element being left out, and how deep
	depth  int
	opened []bool // of the links around us: is each written
	body   int    // depth within an article's text, counted in div
}

// page makes a page stand alone: links lead to files, what needs a server or
// runs is left out.
func (w *walk) page(target, text string) string {
	p := &pageOut{w: w, target: target, name: w.name(target)}
	at := 0
	for _, m := range element.FindAllStringSubmatchIndex(text, -1) {
		p.say(text[at:m[0]])
		at = m[1]
		if m[4] >= 0 {
			p.tag(tag{closing: m[2] < m[3], name: strings.ToLower(text[m[4]:m[5]]), whole: text[m[0]:m[1]], attrs: text[m[6]:m[7]]})
		}
	}
	p.say(text[at:])
	return hollow.ReplaceAllString(p.out.String(), "")
}

type tag struct {
	closing            bool
	name, whole, attrs string
}

func (t tag) attr(name string) (string, bool) {
	for _, m := range attribute.FindAllStringSubmatch(t.attrs, -1) {
		if m[1] == name {
			return html.UnescapeString(m[2]), true
		}
	}
	return "", false
}

var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

func (p *pageOut) say(s string) {
	if p.skip == "" {
		p.out.WriteString(s)
	}
}

func (p *pageOut) tag(t tag) {
	switch {
	case p.skip != "":
		if t.name == p.skip && !strings.HasSuffix(t.whole, "/>") {
			p.depth += 1
			if t.closing {
				p.depth -= 2
			}
			if p.depth == 0 {
				p.skip = ""
			}
		}
	case !t.closing && p.left(t):
		if !slices.Contains(void, t.name) {
			p.skip, p.depth = t.name, 1
		}
	case t.name == "a":
		p.anchor(t)
	case t.closing:
		if t.name == "div" && p.body > 0 {
			p.body--
		}
		p.say(t.whole)
	default:
		if prop, _ := t.attr("itemprop"); t.name == "div" && (p.body > 0 || prop == "articleBody") {
			p.body++
		}
		p.say("<" + t.name + p.attrs(t) + ">")
		if charset, ok := t.attr("charset"); ok && charset != "" {
			p.say(still)
		}
	}
}

// left says what is left out whole.
func (p *pageOut) left(t tag) bool {
	if _, served := t.attr("data-served"); served || slices.Contains(dropped, t.name) {
		return true
	}
	class, _ := t.attr("class")
	single := strings.HasPrefix(p.target, "/tin/") && !strings.HasPrefix(p.target, "/tin/chuyen-muc/")
	if t.name == "nav" && class == "pager" && single {
		return true // other news page by page would be as many pages for each article
	}
	for _, name := range []string{"href", "content", "src"} { // addresses with a host, where there is none yet
		if v, ok := t.attr(name); ok && t.name != "a" && strings.HasPrefix(v, walkOrigin) && p.w.to.public == "" {
			return true
		}
	}
	href, ok := t.attr("href")
	if t.name == "link" && ok && !strings.HasPrefix(href, walkOrigin) {
		_, _, ok = p.w.target(href, p.target)
		return !ok
	}
	src, ok := t.attr("src")
	if t.name == "img" && ok && !strings.HasPrefix(src, "data:") {
		_, _, ok = p.w.target(src, p.target)
		return !ok
	}
	return false
}

// anchor writes a link that leads somewhere. One that does not is left out,
// but the words of an article stay.
func (p *pageOut) anchor(t tag) {
	if t.closing {
		if n := len(p.opened); n > 0 {
			if p.opened[n-1] {
				p.say(t.whole)
			}
			p.opened = p.opened[:n-1]
		}
		return
	}
	href, _ := t.attr("href")
	_, _, inside := p.w.target(href, p.target)
	switch {
	case href == "", inside, foreign(href):
		p.opened = append(p.opened, true)
		p.say("<a" + p.attrs(t) + ">")
	case p.body > 0:
		p.opened = append(p.opened, false)
	default:
		text := strings.TrimRight(p.out.String(), " \n\t")
		if cut, ok := strings.CutSuffix(text, "<br>"); ok {
			p.out.Reset()
			p.out.WriteString(cut)
		}
		p.skip, p.depth = "a", 1
	}
}

// foreign is a link that leaves the site or stays on the page.
func foreign(href string) bool {
	return strings.HasPrefix(href, "#") || strings.Contains(href, ":") && !strings.HasPrefix(href, walkOrigin)
}

func (p *pageOut) attrs(t tag) string {
	var out strings.Builder
	for _, m := range attribute.FindAllStringSubmatch(t.attrs, -1) {
		name, value := strings.ToLower(m[1]), html.UnescapeString(m[2])
		switch {
		case strings.HasPrefix(name, "on"), strings.HasPrefix(name, "data-"), name == "style", name == "action":
			continue
		case name == "href", name == "src":
			value = p.link(value)
		case name == "srcset":
			value = p.sources(value)
		case name == "content" && strings.HasPrefix(value, walkOrigin):
			value = p.w.absolute(value)
		}
		out.WriteString(" " + name)
		if strings.Contains(m[0], "=") {
			out.WriteString(`="` + html.EscapeString(value) + `"`)
		}
	}
	return out.String()
}

// link leads from this page to another file of the export.
func (p *pageOut) link(to string) string {
	if strings.HasPrefix(to, walkOrigin) && !strings.HasPrefix(to, walkOrigin+"/static/") {
		return p.w.absolute(to)
	}
	t, fragment, ok := p.w.target(to, p.target)
	if !ok || strings.HasPrefix(to, "#") {
		return to
	}
	to = between(p.name, p.w.file(t))
	if fragment != "" {
		to += "#" + fragment
	}
	return to
}

func (p *pageOut) sources(set string) string {
	all := strings.Split(set, ", ")
	for i, s := range all {
		address, size, _ := strings.Cut(s, " ")
		all[i] = p.link(address) + " " + size
	}
	return strings.Join(all, ", ")
}

// file is the file that a target will have. A paper is fetched at once: its
// content tells how its file is named.
func (w *walk) file(target string) string {
	if strings.HasPrefix(target, "/cong-khai/") && !w.seen[target] {
		w.seen[target] = true
		if err := w.fetch(target); err != nil {
			w.missing++
		}
	}
	w.want(target)
	return w.name(target)
}

// absolute gives the addresses in a text those under which the export will
// stand, and notes what they lead to.
func (w *walk) absolute(text string) string {
	return ours.ReplaceAllStringFunc(text, func(s string) string {
		t, _, ok := w.target(html.UnescapeString(s), "/")
		if !ok {
			return w.to.public
		}
		return w.to.public + strings.TrimSuffix(w.file(t), "index.html")
	})
}

// style notes what a style sheet loads; the paths within are relative.
func (w *walk) style(target, text string) {
	for _, m := range styleURL.FindAllStringSubmatch(text, -1) {
		if t, _, ok := w.target(m[1], target); ok && !strings.HasPrefix(m[1], "data:") {
			w.want(t)
		}
	}
}
