package portal

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

var tagged = regexp.MustCompile(`(?i)</?(p|div|span|table|h[1-6]|br|ul|ol|li|b|i|strong|em|font|html|body|meta|style|script|o:p|a|img)(\s[^<>]*)?/?>`)

var prologue = regexp.MustCompile(`(?is)^(\s|<!--.*?-->|<!doctype[^>]*>|<\?xml[^>]*>|<!\[.*?\]>)*`)

// IsHTML reports whether a text is a page or a piece of one, as word
// processors and web sites put on the clipboard, and not Markdown with a mark
// in it: it begins with an element and has more.
func IsHTML(s string) bool {
	s = s[len(prologue.FindString(s)):]
	all := tagged.FindAllStringIndex(s, 2)
	return len(all) == 2 && all[0][0] == 0
}

// pasted keeps what an article can say of what a word processor writes.
var pasted = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "ul", "ol", "li", "blockquote", "tr", "td", "th")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireParseableURLs(true)
	return p
})

var comments = regexp.MustCompile(`(?s)<!--.*?(-->|$)|<!\[.*?\]>`)

// FromHTML turns a pasted page into Markdown: paragraphs, headings, bold,
// italic, lists, links; a row of a table is a line. Styles, scripts, pictures
// and all else fall away. It never fails: what is no HTML stays words.
func FromHTML(s string) string {
	clean := pasted().Sanitize(comments.ReplaceAllString(s, ""))
	d := xml.NewDecoder(strings.NewReader("<body>" + clean + "</body>"))
	d.Strict, d.AutoClose, d.Entity = false, []string{"br"}, xml.HTMLEntity
	var m marker
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			m.say(Plain(clean[min(len(clean), int(d.InputOffset())):]))
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			m.open(t)
		case xml.EndElement:
			m.close(t.Name.Local)
		case xml.CharData:
			m.say(string(t))
		}
	}
	return m.text()
}

// marker writes Markdown, a block at a time.
type marker struct {
	blocks []string
	line   strings.Builder
	lead   string // before the next block: "## ", "- "
	lists  []int  // the numbers so far of the open lists; -1 has none
	links  []string
}

func (m *marker) open(t xml.StartElement) {
	switch name := t.Name.Local; name {
	case "p", "div", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6":
		m.end()
		if name == "blockquote" {
			m.lead = "> "
		} else if name[0] == 'h' {
			m.lead = "##" + strings.Repeat("#", min(max(int(name[1]-'0')-2, 0), 2)) + " "
		}
	case "ul":
		m.end()
		m.lists = append(m.lists, -1)
	case "ol":
		m.end()
		m.lists = append(m.lists, 0)
	case "li":
		m.end()
		m.lead = m.item()
	case "b", "strong":
		m.mark("**")
	case "i", "em":
		m.mark("*")
	case "br":
		m.line.WriteString("\n")
	case "td", "th":
		m.line.WriteString(" ")
	case "a":
		href := ""
		for _, x := range t.Attr {
			if x.Name.Local == "href" {
				href = x.Value
			}
		}
		m.links = append(m.links, href)
		if href != "" {
			m.line.WriteString("[")
		}
	}
}

func (m *marker) item() string {
	last := len(m.lists) - 1
	if last < 0 || m.lists[last] < 0 {
		return "- "
	}
	m.lists[last]++
	return strconv.Itoa(m.lists[last]) + ". "
}

func (m *marker) close(name string) {
	switch name {
	case "p", "div", "tr", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6":
		m.end()
	case "ul", "ol":
		m.end()
		if n := len(m.lists); n > 0 {
			m.lists = m.lists[:n-1]
		}
	case "b", "strong":
		m.mark("**")
	case "i", "em":
		m.mark("*")
	case "a":
		if n := len(m.links); n > 0 {
			if href := m.links[n-1]; href != "" {
				m.line.WriteString("](" + strings.NewReplacer("(", "%28", ")", "%29", " ", "%20").Replace(href) + ")")
			}
			m.links = m.links[:n-1]
		}
	}
}

// mark sets bold or italic marks tight to their words, as Markdown wants.
func (m *marker) mark(with string) {
	if strings.HasPrefix(m.lead, "#") {
		return
	}
	m.line.WriteString("\x00" + with)
}

var escaped = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "`", "\\`", "<", "&lt;")

func (m *marker) say(s string) {
	m.line.WriteString(escaped.Replace(strings.NewReplacer("\n", " ", "\r", " ", "\u00a0", " ").Replace(s)))
}

var (
	empty  = regexp.MustCompile(`\x00\*+(\s*)\x00\*+`)
	blanks = regexp.MustCompile(`[ \t]+`)
)

// end finishes the block in hand.
func (m *marker) end() {
	s := m.line.String()
	m.line.Reset()
	for empty.MatchString(s) {
		s = empty.ReplaceAllString(s, "$1")
	}
	s = tight(s)
	s = strings.TrimSpace(blanks.ReplaceAllString(s, " "))
	if s == "" {
		return
	}
	m.blocks = append(m.blocks, m.lead+s)
	m.lead = ""
}

// tight moves blanks out of marked words: "** đậm **" is " **đậm** ".
func tight(s string) string {
	open := map[string]bool{}
	var out strings.Builder
	for i, part := range strings.Split(s, "\x00") {
		if i == 0 {
			out.WriteString(part)
			continue
		}
		with := "*"
		if strings.HasPrefix(part, "**") {
			with = "**"
		}
		rest := part[len(with):]
		if open[with] {
			before := strings.TrimRight(out.String(), " \n")
			gap := out.String()[len(before):]
			out.Reset()
			out.WriteString(before + with + gap + rest)
		} else {
			bare := strings.TrimLeft(rest, " ")
			out.WriteString(rest[:len(rest)-len(bare)] + with + bare)
		}
		open[with] = !open[with]
	}
	return out.String()
}

func (m *marker) text() string {
	m.end()
	var out strings.Builder
	for i, b := range m.blocks {
		switch {
		case i == 0:
		case listed(b) != ' ' && listed(b) == listed(m.blocks[i-1]):
			out.WriteString("\n")
		default:
			out.WriteString("\n\n")
		}
		out.WriteString(b)
	}
	return out.String()
}

var bullet = regexp.MustCompile(`^(- |\d+\. )`)

// listed is the kind of list that a block is of: - or 1, or a blank for none.
func listed(b string) byte {
	switch {
	case !bullet.MatchString(b):
		return ' '
	case b[0] == '-':
		return '-'
	}
	return '1'
}
