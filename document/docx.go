package document

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// DOCX writes a paper for Word (ECMA-376, transitional). The children of each
// element stand in the order of the schema, on which Word insists.
func DOCX(w io.Writer, p Paper) error {
	sections, err := flow(p)
	if err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	if err := writeDOCX(w, sections, metaOf(p)); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	return nil
}

// writeDOCX packs sections with the parts that Word wants around them.
func writeDOCX(w io.Writer, sections []section, m Meta) error {
	d := &docx{}
	d.document(sections)
	parts := []part{
		{"[Content_Types].xml", []byte(contentTypes)},
		{"_rels/.rels", []byte(packageRels)},
		{"docProps/core.xml", []byte(coreProps(m))},
		{"docProps/app.xml", []byte(appProps)},
		{"word/document.xml", d.b.Bytes()},
		{"word/_rels/document.xml.rels", []byte(d.rels())},
		{"word/styles.xml", []byte(stylesXML())},
		{"word/settings.xml", []byte(settingsXML)},
		{"word/fontTable.xml", []byte(fontTableXML())},
		{"word/header1.xml", []byte(pageNumberXML())},
		{"word/header2.xml", []byte(emptyHeaderXML())},
	}
	return pack(w, append(parts, d.media...), stamp(m.Created))
}

// metaOf fills an empty title from the paper itself.
func metaOf(p Paper) Meta {
	m := p.Meta
	if m.Title == "" {
		m.Title = strings.TrimSpace(p.Kind + " " + p.Title)
	}
	m.Title, m.Author, m.Subject = oneLine(m.Title), oneLine(m.Author), oneLine(m.Subject)
	return m
}

// hairline makes a paragraph that only carries a break take no room.
const hairline = `<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>`

// docx is word/document.xml in the making, with the pictures met so far.
type docx struct {
	b     bytes.Buffer
	media []part
	face  string // w:rFonts of all runs; empty for that of the styles
}

func (d *docx) put(format string, args ...any) { fmt.Fprintf(&d.b, format, args...) }

func (d *docx) document(sections []section) {
	d.put("%s<w:document %s><w:body>", xmlHead, namespaces)
	for i, s := range sections {
		for _, e := range s.body {
			d.element(e)
		}
		if i < len(sections)-1 {
			d.put("<w:p><w:pPr>%s", hairline)
			d.section(s)
			d.put("</w:pPr></w:p>")
		}
	}
	if n := len(sections) - 1; n >= 0 {
		d.section(sections[n])
	}
	d.put("</w:body></w:document>")
}

// section ends a run of pages; only the first page of a paper has no number.
func (d *docx) section(s section) {
	w, h := s.page()
	m := s.margins()
	d.put(`<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>`)
	d.put(`<w:type w:val="nextPage"/><w:pgSz w:w="%d" w:h="%d"`, w, h)
	if s.wide {
		d.put(` w:orient="landscape"`)
	}
	d.put(`/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		m.top, m.right, m.bottom, m.left, headerEdge, headerEdge)
	if s.again {
		d.put(`<w:pgNumType w:start="1"/>`)
	}
	if s.first {
		d.put(`<w:titlePg/>`)
	}
	d.put(`</w:sectPr>`)
}

func (d *docx) element(e element) {
	switch e := e.(type) {
	case *line:
		d.line(e)
	case *rule:
		d.rule(e)
	case *grid:
		d.grid(e)
	case *image:
		d.image(e)
	case *leap:
		d.put(`<w:p><w:pPr>%s</w:pPr><w:r><w:br w:type="page"/></w:r></w:p>`, hairline)
	}
}

var jc = map[Align]string{Left: "left", Center: "center", Right: "right", Justify: "both"}

func (d *docx) line(l *line) {
	d.put("<w:p><w:pPr>")
	if l.level > 0 {
		d.put(`<w:pStyle w:val="Heading%d"/>`, l.level)
	}
	if l.keep {
		d.put("<w:keepNext/>")
	}
	d.put(`<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="auto"/>`, l.before, l.after, orElse(l.leading, 100)*240/100)
	if l.left != 0 || l.first != 0 {
		d.put(`<w:ind w:left="%d" w:firstLine="%d"/>`, l.left, l.first)
	}
	d.put(`<w:jc w:val="%s"/>`, jc[l.align])
	if len(l.runs) == 0 {
		d.put(`<w:rPr><w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr>`, l.size, l.size)
	}
	d.put("</w:pPr>")
	for _, r := range l.runs {
		d.run(r, l.size)
	}
	d.put("</w:p>")
}

func (d *docx) run(r Run, size int) {
	d.put("<w:r><w:rPr>%s", d.face)
	if r.Bold {
		d.put("<w:b/><w:bCs/>")
	}
	if r.Italic {
		d.put("<w:i/><w:iCs/>")
	}
	if r.Strike {
		d.put("<w:strike/>")
	}
	d.put(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, size, size)
	if r.Underline {
		d.put(`<w:u w:val="single"/>`)
	}
	d.put("</w:rPr>")
	for i, part := range strings.Split(r.Text, "\n") {
		if i > 0 {
			d.put("<w:br/>")
		}
		for j, s := range strings.Split(part, "\t") {
			if j > 0 {
				d.put("<w:tab/>")
			}
			if s != "" {
				d.put(`<w:t xml:space="preserve">%s</w:t>`, escape(s))
			}
		}
	}
	d.put("</w:r>")
}

// rule is the upper border of an empty paragraph, drawn in from both sides.
func (d *docx) rule(r *rule) {
	in := max((r.in-r.width)/2, 0)
	d.put("<w:p><w:pPr>")
	if r.keep {
		d.put("<w:keepNext/>")
	}
	d.put(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>`)
	d.put(`<w:spacing w:before="%d" w:after="%d" w:line="120" w:lineRule="exact"/>`, ruleAbove, r.after)
	d.put(`<w:ind w:left="%d" w:right="%d"/><w:rPr><w:sz w:val="8"/><w:szCs w:val="8"/></w:rPr></w:pPr></w:p>`, in, in)
}
