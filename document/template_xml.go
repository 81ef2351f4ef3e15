package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// node is a piece of a part's XML. What a template does not touch is written
// back byte by byte as it came.
type node struct {
	name  string // "w:p"; empty for text and the like
	open  []byte // start tag, or the text itself
	close []byte // end tag; empty for <w:p/>
	attrs []xml.Attr
	kids  []*node
	at    int // order of its start in the part
	// what the compiler found
	pieces []piece // of a w:t: text and names in place of its kids
	marks  []mark  // of a paragraph or row: lists that begin and end here
	para   *para   // of a paragraph
	repeat string  // a list around the kids; name is empty then
}

const (
	templateNodes = 400_000
	templateDepth = 200
)

// parseTemplate reads a part into a tree; count runs over all parts.
func parseTemplate(p part, count *int) (*node, error) {
	top := &node{}
	stack := []*node{top}
	d := xml.NewDecoder(bytes.NewReader(p.data))
	broken := func(err error) error { return &Refusal{Why: RefusedFormat, Detail: p.name, Err: err} }
	for {
		from := d.InputOffset()
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, broken(err)
		}
		raw := p.data[from:d.InputOffset()]
		if *count++; *count > templateNodes || len(stack) > templateDepth {
			return nil, refused(RefusedLarge, p.name)
		}
		last := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{name: rawName(t.Name), open: raw, attrs: t.Copy().Attr, at: *count}
			if err := vetElement(p, n); err != nil {
				return nil, err
			}
			last.kids = append(last.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			if len(stack) == 1 || last.name != rawName(t.Name) {
				return nil, broken(nil)
			}
			last.close = raw
			stack = stack[:len(stack)-1]
		case xml.Directive:
			return nil, broken(nil) // a DOCTYPE has no place in a DOCX
		default:
			last.kids = append(last.kids, &node{open: raw, at: *count})
		}
	}
	if len(stack) != 1 {
		return nil, broken(nil)
	}
	if err := vetRoot(p, top); err != nil {
		return nil, err
	}
	if p.name == mainPart {
		closeSection(top.element().find("w:body"), *count+1)
	}
	return top, nil
}

// closeSection gives a body without page settings those of the decree.
func closeSection(body *node, at int) {
	if body.find("w:sectPr") != nil {
		return
	}
	w, h := section{}.page()
	s := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		w, h, marginTop, marginRight, marginBottom, marginLeft, headerEdge, headerEdge)
	inner := &node{open: []byte(s), at: at}
	body.kids = append(body.kids, &node{name: "w:sectPr", open: []byte("<w:sectPr>"), close: []byte("</w:sectPr>"), kids: []*node{inner}, at: at})
}

func rawName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// drawnWith finds the prefixes that a body is drawn with.
var drawnWith = regexp.MustCompile(`xmlns:(\w+)="([^"]*)"`)

// vetRoot wants the prefixes that Word, LibreOffice and we write.
func vetRoot(p part, top *node) error {
	root := top.element()
	if root == nil || !strings.HasPrefix(root.name, "w:") {
		return refused(RefusedFormat, p.name)
	}
	if p.name == mainPart && (root.name != "w:document" || root.find("w:body") == nil) {
		return refused(RefusedFormat, p.name)
	}
	for _, m := range drawnWith.FindAllStringSubmatch(namespaces, -1) {
		i := slices.IndexFunc(root.attrs, func(a xml.Attr) bool { return a.Name.Space == "xmlns" && a.Name.Local == m[1] })
		switch {
		case i < 0 && m[1] == "w":
			return refused(RefusedFormat, p.name)
		case i >= 0 && root.attrs[i].Value == strictNS:
			return refused(RefusedStrict, "")
		case i >= 0 && root.attrs[i].Value != m[2]:
			return refused(RefusedFormat, p.name)
		case i < 0:
			root.open = inTag(root.open, ` xmlns:`+m[1]+`="`+m[2]+`"`)
		}
	}
	return nil
}

// inTag adds an attribute at the end of a start tag.
func inTag(tag []byte, s string) []byte {
	at := len(tag) - 1
	if bytes.HasSuffix(tag, []byte("/>")) {
		at--
	}
	return slices.Concat(tag[:at], []byte(s), tag[at:])
}

var (
	unsafeField = regexp.MustCompile(`(?i)(^|\s)(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON)\s|://|mailto:|\\\\\\\\`)
	tracked     = []string{"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel", "w:cellMerge"}
	embedded    = []string{"w:object", "w:control", "w:altChunk", "w:subDoc", "o:OLEObject", "w:movie"}
)

// vetElement refuses what a template must not hold within its text.
func vetElement(p part, n *node) error {
	switch {
	case slices.Contains(embedded, n.name):
		return refused(RefusedEmbedded, n.name)
	case slices.Contains(tracked, n.name):
		return refused(RefusedTracked, partTitle(p.name))
	case n.name == "w:fldSimple" && unsafeField.MatchString(n.attr("w:instr")+" "):
		return refused(RefusedExternal, limit(oneLine(n.attr("w:instr")), 200))
	}
	for _, a := range n.attrs {
		if a.Name.Space == "xmlns" && a.Name.Local == "w" && a.Value != wordNS && a.Value != strictNS {
			return refused(RefusedFormat, p.name)
		}
	}
	return nil
}

// element is the first element among the kids.
func (n *node) element() *node {
	for _, k := range n.kids {
		if k.name != "" {
			return k
		}
	}
	return nil
}

// find is the first kid of a name.
func (n *node) find(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if rawName(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

// text is what a w:t or w:instrText says.
func (n *node) text() string {
	var b strings.Builder
	for _, k := range n.kids {
		if k.name == "" {
			b.WriteString(unescape(k.open))
		}
	}
	return b.String()
}

// unescape reads character data and CDATA; comments are nothing.
func unescape(raw []byte) string {
	t, err := xml.NewDecoder(bytes.NewReader(raw)).RawToken()
	if s, ok := t.(xml.CharData); ok && err == nil {
		return string(s)
	}
	return ""
}
