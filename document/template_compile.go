package document

import (
	"slices"
	"strings"
)

// para is what is known of a paragraph of a template.
type para struct {
	part  string
	no    int
	text  string
	alone string // the only thing in it, a name; else empty
	blank bool   // nothing but marks of lists: it is not drawn
}

// piece of a w:t is text or, with a name, what is put in its place.
type piece struct {
	text string
	name string
}

// mark begins or ends a list.
type mark struct {
	name  string
	end   bool
	mixed bool // other text stands on the wrong side of it
	at    *para
	typed string
}

// compiler finds the placeholders of one part.
type compiler struct {
	t    *Template
	part string
	no   int
	copy bool // within mc:Fallback, which says everything a second time

	fields strings.Builder // the codes of all fields: Word splits them too
}

// root compiles a whole part.
func (c *compiler) root(n *node) error {
	for _, m := range c.node(n) {
		c.unpaired(m)
	}
	if code := c.fields.String() + " "; unsafeField.MatchString(code) {
		return refused(RefusedExternal, limit(oneLine(unsafeField.FindString(code)), 200))
	}
	return nil
}

func (c *compiler) fault(p *para, name, why string) {
	if c.copy {
		return
	}
	c.t.faults = append(c.t.faults, Mistake{Part: p.part, Paragraph: p.no, Text: p.short(), Name: name, Why: why})
}

func (p *para) short() string { return limit(oneLine(p.text), 90) }

func (c *compiler) unpaired(m mark) {
	if m.end {
		c.fault(m.at, m.typed, MistakeClose)
		return
	}
	c.fault(m.at, m.typed, MistakeOpen)
}

// cells may hold one end of a list of rows; all else keeps lists within.
func (c *compiler) node(n *node) []mark {
	if n.name == "mc:Fallback" && !c.copy {
		c.copy = true
		defer func() { c.copy = false }()
	}
	if n.name == "w:p" {
		c.paragraph(n)
		return nil // its parent asks for n.marks
	}
	var loose []mark
	for _, k := range n.kids {
		up := c.node(k)
		if k.name == "w:tc" {
			loose = append(loose, up...)
			continue
		}
		for _, m := range up {
			c.unpaired(m)
		}
	}
	if n.name == "w:tr" {
		n.marks = loose
		return nil
	}
	n.kids, loose = c.group(n.kids)
	if n.name == "w:tc" {
		return loose
	}
	for _, m := range loose {
		c.unpaired(m)
	}
	return nil
}

// group puts what stands between the marks of a list under one node.
func (c *compiler) group(kids []*node) (out []*node, loose []mark) {
	type frame struct {
		mark mark
		kids []*node
	}
	stack := []frame{{}}
	top := func() *frame { return &stack[len(stack)-1] }
	take := func(m mark) {
		switch {
		case !m.end:
			stack = append(stack, frame{mark: m})
		case len(stack) == 1:
			loose = append(loose, m)
		case top().mark.name != m.name:
			c.fault(m.at, m.typed, MistakeCross)
		default:
			f := *top()
			stack = stack[:len(stack)-1]
			top().kids = append(top().kids, &node{repeat: m.name, kids: f.kids, para: f.mark.at})
			for _, e := range []mark{f.mark, m} {
				if e.mixed {
					c.fault(e.at, e.typed, MistakeMixed)
				}
			}
		}
	}
	for _, k := range kids {
		rest := k.marks
		blank := k.name == "w:p" && k.para != nil && k.para.blank
		for !blank && len(rest) > 0 && !rest[0].end {
			take(rest[0])
			rest = rest[1:]
		}
		if !blank {
			top().kids = append(top().kids, k)
		}
		for _, m := range rest {
			take(m)
		}
	}
	for len(stack) > 1 { // never closed: bubbles from a cell, else a mistake
		f := *top()
		stack = stack[:len(stack)-1]
		loose = append(loose, f.mark)
		top().kids = append(top().kids, f.kids...)
	}
	return stack[0].kids, loose
}

// paragraph finds the names in its joined text. Text boxes within are
// paragraphs of their own.
func (c *compiler) paragraph(n *node) {
	c.no++
	p := &para{part: c.part, no: c.no}
	n.para = p
	var texts []*node
	other := c.gather(n, &texts)
	c.fields.WriteString(" ")
	for _, t := range texts {
		p.text += t.text()
	}
	found := c.placeholders(p)
	c.place(texts, p.text, found)
	rest := p.text
	for i := len(found) - 1; i >= 0; i-- {
		f := found[i]
		rest = rest[:f.from] + rest[f.to:]
		if f.kind == 0 {
			continue
		}
		before, after := strings.TrimSpace(cutMarks(p.text, found, 0, f.from)), strings.TrimSpace(cutMarks(p.text, found, f.to, len(p.text)))
		m := mark{name: f.name, end: f.kind == '/', at: p, typed: f.typed, mixed: f.kind == '#' && before != "" || f.kind == '/' && after != ""}
		n.marks = append(n.marks, m)
	}
	slices.Reverse(n.marks)
	bare := strings.TrimSpace(rest) == "" && !other
	p.blank = bare && len(n.marks) > 0 && len(n.marks) == len(found) && n.section() == nil
	if bare && len(found) == 1 && found[0].kind == 0 {
		p.alone = found[0].name
	}
	c.inside(n)
}

// inside goes on to the text boxes within a paragraph.
func (c *compiler) inside(n *node) {
	for _, k := range n.kids {
		for _, m := range c.node(k) {
			c.unpaired(m)
		}
	}
}

// cutMarks is text between two places without the placeholders of lists.
func cutMarks(s string, found []placeholder, from, to int) string {
	var b strings.Builder
	at := from
	for _, f := range found {
		if f.kind != 0 && f.from >= from && f.to <= to {
			b.WriteString(s[at:f.from])
			at = f.to
		}
	}
	b.WriteString(s[at:to])
	return b.String()
}

// gather collects the texts of a paragraph and reports whether it shows
// anything else.
func (c *compiler) gather(n *node, texts *[]*node) (other bool) {
	for _, k := range n.kids {
		switch k.name {
		case "w:p", "w:txbxContent":
			other = true
			continue
		case "w:t":
			*texts = append(*texts, k)
			continue
		case "w:drawing", "w:pict", "w:br", "w:fldChar", "w:sym", "w:footnoteReference":
			other = true
		case "w:instrText":
			c.fields.WriteString(k.text())
		}
		other = c.gather(k, texts) || other
	}
	return other
}

// section is the break that a paragraph carries.
func (n *node) section() *node {
	if pPr := n.find("w:pPr"); pPr != nil {
		return pPr.find("w:sectPr")
	}
	return nil
}

// placeholder is a name in braces: kind is '#', '/' or 0.
type placeholder struct {
	from, to int
	kind     byte
	name     string // lower case, without spaces
	typed    string
}

// placeholders finds them in a joined text and notes what is broken.
func (c *compiler) placeholders(p *para) (out []placeholder) {
	s, at := p.text, 0
	for {
		i := strings.Index(s[at:], "{{")
		if j := strings.Index(s[at:], "}}"); j >= 0 && (i < 0 || j < i) {
			c.fault(p, "}}", MistakeBraces)
			at += j + 2
			continue
		}
		if i < 0 {
			return out
		}
		from := at + i
		j := strings.Index(s[from:], "}}")
		if k := strings.Index(s[from+2:], "{{"); j < 0 || k >= 0 && k+2 < j {
			c.fault(p, limit(s[from:], 30), MistakeBraces)
			at = from + 2
			continue
		}
		at = from + j + 2
		f := placeholder{from: from, to: at, typed: s[from+2 : at-2]}
		if !f.read() {
			c.fault(p, limit(f.typed, 60), MistakeForm)
			continue
		}
		c.t.holes++
		out = append(out, f)
	}
}

// read takes the name apart; Word likes to write capitals and hard spaces.
func (f *placeholder) read() bool {
	s := strings.ToLower(strings.TrimSpace(clean(f.typed)))
	if s != "" && (s[0] == '#' || s[0] == '/') {
		f.kind, s = s[0], strings.TrimSpace(s[1:])
	}
	f.name = s
	return s != "" && len(s) <= 60 && !strings.ContainsAny(s, " \t\n{}#/<>&\"'")
}

// place turns the texts of a paragraph into pieces: a name stands where it
// begins, in the style of that run.
func (c *compiler) place(texts []*node, all string, found []placeholder) {
	at := 0
	for _, t := range texts {
		s := t.text()
		from, to := at, at+len(s)
		at = to
		var out []piece
		pos, touched := from, false
		for _, f := range found {
			if f.to <= from || f.from >= to {
				continue
			}
			touched = true
			if f.from > pos {
				out = append(out, piece{text: all[pos:f.from]})
			}
			if f.from >= from && f.kind == 0 {
				out = append(out, piece{name: f.name})
			}
			pos = min(f.to, to)
		}
		if !touched {
			continue
		}
		if pos < to {
			out = append(out, piece{text: all[pos:to]})
		}
		if out == nil {
			out = []piece{{}}
		}
		t.pieces = out
	}
}
