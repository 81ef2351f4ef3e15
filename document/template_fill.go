package document

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Fill writes the template with the data in it. Names that the data lacks are
// empty; whether all are known Check tells before. The layout, headers, footers
// and pictures of the template stay; annexes follow at the end.
func (t *Template) Fill(w io.Writer, d Data) error {
	return t.FillSheets(w, []Data{d}, Offset{})
}

// filler writes one part.
type filler struct {
	b     bytes.Buffer
	data  Data
	docx  *docx // draws the body; keeps its pictures for all parts
	root  *node
	main  bool
	rows  []map[string]string // of the lists around, outermost first
	again bool                // a repetition: names of places may not come twice
	width int                 // of the cell around, 0 for none
	err   error

	proven bool   // the proof is drawn
	sheets []Data // of the main part: the body is drawn for each
	more   bool   // sheets follow the one being drawn
}

// what says a name within the lists around.
func (f *filler) what(name string) string {
	for _, r := range slices.Backward(f.rows) {
		if s, ok := r[name]; ok {
			return clean(s)
		}
	}
	return clean(f.data.Values[name])
}

func (f *filler) node(n *node) {
	switch {
	case n.repeat != "":
		f.list(n)
	case n.pieces != nil:
		f.text(n)
	case n.name == "":
		f.b.Write(n.open)
		f.kids(n)
	case n.name == "w:p" && n.para != nil && n.para.alone == bodyName && f.main:
		f.body(n)
	case n.name == "w:p" && n.para != nil && n.para.alone == proofName && f.main:
		f.proof(n)
		f.broken(n)
	case n.name == "w:body" && f.main:
		f.copies(n)
	case n.name == "w:tbl":
		f.table(n)
	case n.name == "w:dataBinding": // Word would write the bound value over ours
	case f.again && (n.name == "w:bookmarkStart" || n.name == "w:bookmarkEnd"):
	case n.name == "w:sectPr" && f.main && n == f.lastSection():
		f.end(n)
	default:
		f.element(n)
	}
}

func (f *filler) kids(n *node) {
	for _, k := range n.kids {
		f.node(k)
	}
}

// paragraphID must be alone in its document (MS-DOCX 2.6.2.3).
var paragraphID = regexp.MustCompile(` w14:(paraId|textId)="[^"]*"`)

// element writes a tag and its kids; cells, headers and boxes must end with a
// paragraph.
func (f *filler) element(n *node) {
	open := n.open
	if f.again {
		open = paragraphID.ReplaceAll(open, nil)
	}
	f.b.Write(open)
	from, width := f.b.Len(), f.width
	if n.name == "w:tc" {
		f.width = cellWidth(n)
	}
	f.kids(n)
	f.width = width
	if holdsParagraphs(n.name) && !bytes.HasSuffix(bytes.TrimSpace(f.b.Bytes()[from:]), []byte("</w:p>")) && !bytes.HasSuffix(bytes.TrimSpace(f.b.Bytes()[from:]), []byte("<w:p/>")) {
		f.b.WriteString("<w:p/>")
	}
	f.b.Write(n.close)
}

func holdsParagraphs(name string) bool {
	return name == "w:tc" || name == "w:hdr" || name == "w:ftr" || name == "w:txbxContent"
}

// cellWidth is the room for text in a cell, in twips; 0 when it does not say.
func cellWidth(n *node) int {
	if pr := n.find("w:tcPr"); pr != nil {
		if w := pr.find("w:tcW"); w != nil && w.attr("w:type") == "dxa" {
			return max(number(w, "w:w")-216, 0) // Word's own margins of a cell
		}
	}
	return 0
}

func number(n *node, name string) int {
	v, err := strconv.Atoi(n.attr(name))
	if err != nil || v < 0 || v > 1<<20 {
		return 0
	}
	return v
}

// list draws what is within once for each row; of a value, once unless empty.
func (f *filler) list(n *node) {
	rows, ok := f.data.Rows[n.repeat]
	if !ok && f.what(n.repeat) != "" {
		rows = []map[string]string{nil}
	}
	again := f.again
	for i, r := range rows {
		f.rows = append(f.rows, r)
		f.again = again || i > 0
		f.kids(n)
		f.rows = f.rows[:len(f.rows)-1]
	}
	f.again = again
}

// table leaves out a table whose rows are all gone: Word calls it broken.
func (f *filler) table(n *node) {
	from := f.b.Len()
	f.element(n)
	if !bytes.Contains(f.b.Bytes()[from:], []byte("<w:tr>")) && !bytes.Contains(f.b.Bytes()[from:], []byte("<w:tr ")) {
		f.b.Truncate(from)
	}
}

// text writes a w:t with what its names say; a line feed and a tab are elements
// beside it.
func (f *filler) text(n *node) {
	var s strings.Builder
	for _, p := range n.pieces {
		if p.name == "" {
			s.WriteString(clean(p.text))
			continue
		}
		s.WriteString(f.what(p.name))
	}
	for i, row := range strings.Split(s.String(), "\n") {
		if i > 0 {
			f.b.WriteString("<w:br/>")
		}
		for j, cell := range strings.Split(row, "\t") {
			if j > 0 {
				f.b.WriteString("<w:tab/>")
			}
			if cell != "" {
				f.b.WriteString(`<w:t xml:space="preserve">` + escape(cell) + `</w:t>`)
			}
		}
	}
}

// body draws the blocks of the paper in place of a paragraph, in the font and
// size of its name and as wide as its page or cell.
func (f *filler) body(n *node) {
	width := f.width
	if width == 0 {
		width = textWidthOf(f.sectionAfter(n))
	}
	list, err := blocks(f.data.Body, width)
	if err != nil {
		f.err = err
		return
	}
	if f.data.End {
		list = closeBody(list)
	}
	if pPr := n.find("w:pPr"); pPr != nil && pPr.find("w:keepNext") != nil {
		keepLast(list, width)
	}
	f.docx.face = ""
	if size := f.style(n); size > 0 {
		resize(list, size)
	}
	f.drawn(list)
	f.broken(n)
}

// broken keeps the section break that a paragraph carried.
func (f *filler) broken(n *node) {
	if n.section() != nil {
		f.b.WriteString("<w:p>")
		f.node(n.find("w:pPr"))
		f.b.WriteString("</w:p>")
	}
}

// proof draws the code of an issued paper; a draft has none.
func (f *filler) proof(n *node) {
	f.proven = true
	width := f.width
	if width == 0 {
		width = textWidthOf(f.sectionAfter(n))
	}
	list, err := proofOf(f.data.Proof, width)
	if err != nil {
		f.err = err
		return
	}
	f.docx.face = ""
	f.drawn(list)
}

// end puts what the template has no place for behind its last paragraph.
func (f *filler) end(last *node) {
	if !f.proven {
		f.proof(&node{at: last.at - 1})
	}
	if len(f.data.Annexes) > 0 {
		f.annexes(last)
		return
	}
	var b filler
	b.element(last)
	f.close(b.b.Bytes())
}

// style takes the font of the run that holds the name and gives its size.
func (f *filler) style(n *node) int {
	var rPr *node
	var seek func(n *node)
	seek = func(n *node) {
		for _, k := range n.kids {
			if k.pieces != nil && slices.ContainsFunc(k.pieces, func(p piece) bool { return p.name != "" }) {
				rPr = n.find("w:rPr")
				return
			}
			seek(k)
		}
	}
	seek(n)
	if rPr == nil {
		return 0
	}
	if fonts := rPr.find("w:rFonts"); fonts != nil {
		f.docx.face = string(fonts.open) + string(fonts.close)
	}
	if sz := rPr.find("w:sz"); sz != nil {
		return min(max(number(sz, "w:val"), 16), 48)
	}
	return 0
}

// resize gives the paragraphs of the body another size.
func resize(list []element, size int) {
	for _, e := range list {
		if l, ok := e.(*line); ok && l.size == sizeBody {
			l.size = size
		}
	}
}

// drawn adds elements with names of pictures that no template has.
func (f *filler) drawn(list []element) {
	from := f.docx.b.Len()
	for _, e := range list {
		f.docx.element(e)
	}
	b := f.docx.b.Bytes()[from:]
	for _, r := range [][2]string{{`<a:blip r:embed="rId`, `<a:blip r:embed="hoinghi`}, {`<wp:docPr id="`, `<wp:docPr id="90`}, {`<pic:cNvPr id="`, `<pic:cNvPr id="90`}} {
		b = bytes.ReplaceAll(b, []byte(r[0]), []byte(r[1]))
	}
	f.b.Write(b)
}

// sections are the page settings of a part in order.
func sections(n *node) (out []*node) {
	for _, k := range n.kids {
		if k.name == "w:sectPr" {
			out = append(out, k)
		}
		out = append(out, sections(k)...)
	}
	return out
}

// sectionAfter holds for a paragraph: settings stand after what they set.
func (f *filler) sectionAfter(n *node) *node {
	for _, s := range sections(f.root) {
		if s.at > n.at {
			return s
		}
	}
	return nil
}

// lastSection closes the body, if anything does.
func (f *filler) lastSection() *node {
	if doc := f.root.element(); doc != nil {
		if body := doc.find("w:body"); body != nil {
			return body.find("w:sectPr")
		}
	}
	return nil
}

// textWidthOf is the width between the margins, in twips; of nothing, A4's.
func textWidthOf(s *node) int {
	if s != nil {
		size, margin := s.find("w:pgSz"), s.find("w:pgMar")
		if size != nil && margin != nil {
			if w := number(size, "w:w") - number(margin, "w:left") - number(margin, "w:right"); w > 1000 {
				return w
			}
		}
	}
	return section{}.width()
}

var pageSize = regexp.MustCompile(`<w:pgSz [^>]*/>`)

// annexes ends the paper and gives each annex a section like the last, turned
// when the annex is wide.
func (f *filler) annexes(last *node) {
	var b filler
	b.element(last)
	like := b.b.String()
	f.b.WriteString(`<w:p><w:pPr>` + hairline + like + `</w:pPr></w:p>`)
	for i, a := range f.data.Annexes {
		s := section{wide: a.Wide}
		body, err := blocks(a.Body, s.width())
		if err != nil {
			f.err = err
			return
		}
		f.drawn(append(annexHeadOf(a, s.width()), body...))
		page := like
		if w, h := s.page(); a.Wide {
			page = pageSize.ReplaceAllString(page, fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, w, h))
		}
		page = strings.Replace(page, "<w:titlePg/>", "", 1)
		if i == len(f.data.Annexes)-1 {
			f.close([]byte(page))
			return
		}
		f.b.WriteString(`<w:p><w:pPr>` + hairline + page + `</w:pPr></w:p>`)
	}
}

// withMedia adds the pictures of the body with their types and targets.
func withMedia(parts []part, media []part) []part {
	if len(media) == 0 {
		return parts
	}
	var rels strings.Builder
	for i, m := range media {
		name := fmt.Sprintf("media/hoinghi%d%s", i+1, m.name[strings.LastIndex(m.name, "."):])
		parts = append(parts, part{"word/" + name, m.data})
		fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%simage" Target="%s"/>`, strings.Replace(pictureRel(i+1), "rId", "hoinghi", 1), relURL, name)
	}
	const relsName = "word/_rels/document.xml.rels"
	i := slices.IndexFunc(parts, func(p part) bool { return p.name == relsName })
	if i < 0 {
		parts = append(parts, part{relsName, []byte(xmlHead + relsNS + `</Relationships>`)})
		i = len(parts) - 1
	}
	parts[i].data = before(parts[i].data, "</Relationships>", rels.String())
	for i, p := range parts {
		if strings.EqualFold(p.name, "[Content_Types].xml") {
			parts[i].data = withTypes(p.data)
		}
	}
	return parts
}

// before puts text in front of the last of a mark.
func before(b []byte, mark, s string) []byte {
	at := bytes.LastIndex(b, []byte(mark))
	if at < 0 {
		return b
	}
	return slices.Concat(b[:at], []byte(s), b[at:])
}

func withTypes(b []byte) []byte {
	low := strings.ToLower(string(b))
	for _, ext := range []string{"png", "jpeg"} {
		if !strings.Contains(low, `extension="`+ext+`"`) {
			at := bytes.Index(b, []byte("<Types"))
			if end := bytes.IndexByte(b[max(at, 0):], '>'); at >= 0 && end >= 0 {
				at += end + 1
				b = slices.Concat(b[:at], []byte(`<Default Extension="`+ext+`" ContentType="image/`+ext+`"/>`), b[at:])
			}
		}
	}
	return b
}
