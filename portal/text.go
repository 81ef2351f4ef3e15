package portal

import (
	"bytes"
	"html"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	mark "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"hoinghi/locale"
)

var markdown = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithRendererOptions(mark.WithHardWraps()), // a new line is meant as one
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(lower{}, 100))),
	)
})

// lower puts headings below the article's title: # is h2, nothing is below h4.
type lower struct{}

func (lower) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			h.Level = min(max(h.Level, 2), 4)
		}
	}
}

var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "h2", "h3", "h4", "strong", "em", "ul", "ol", "li", "blockquote", "hr", "code", "pre")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
})

// HTML is a body as a page shows it. It is safe whatever the body holds: raw
// HTML is left out, links lead only to the web, mail and telephone.
func HTML(body string) string {
	var b bytes.Buffer
	if err := markdown().Convert([]byte(body), &b); err != nil {
		return "<p>" + html.EscapeString(body) + "</p>" // a Buffer does not fail
	}
	return policy().Sanitize(b.String())
}

var bare = sync.OnceValue(bluemonday.StrictPolicy)

// Plain is a body without its marks, in one line.
func Plain(body string) string {
	spaced := strings.ReplaceAll(HTML(body), "<", " <") // words of two paragraphs stay two
	return strings.Join(strings.Fields(html.UnescapeString(bare().Sanitize(spaced))), " ")
}

const endMark = "./."

// Ended is the body with its end mark, if it has one.
func (t Text) Ended() string {
	body := strings.TrimRight(t.Body, " \n\t")
	if !t.EndMark || body == "" || strings.HasSuffix(body, endMark) {
		return body
	}
	return strings.TrimRight(body, ".") + endMark
}

// Slug is a name for addresses: thi-dua-khen-thuong.
func Slug(name string) string {
	words := strings.FieldsFunc(locale.Fold(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	slug := strings.Join(words, "-")
	if len(slug) <= 80 {
		return slug
	}
	cut := strings.LastIndexByte(slug[:81], '-')
	if cut < 1 {
		cut = 80
	}
	return slug[:cut]
}

// Address is the article's own part of its path: its title and its id.
func (a Article) Address() string {
	return strings.TrimPrefix(Slug(a.Title)+"-"+a.ID, "-")
}

// IDOf is the id at the end of an address.
func IDOf(address string) string {
	return address[strings.LastIndexByte(address, '-')+1:]
}
