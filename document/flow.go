package document

import "strings"

// A paper is first laid out as a flow of five kinds of element, and each format
// draws those and nothing else; so DOCX, PDF and Text cannot disagree.
type element interface{ element() }

// line is a paragraph with every choice of style made.
type line struct {
	runs          []Run
	size          int // half points
	level         int // 1 to 4 for a heading, else 0
	align         Align
	first, left   int // indents, twips
	before, after int // space, twips
	leading       int // percent; 0 is single
	keep          bool
}

// rule is a short centred stroke.
type rule struct {
	width, in int // twips: of the stroke, of the space it is centred in
	after     int
	keep      bool
}

// grid is a table: ruled, or a borderless frame for the head and signatures.
type grid struct {
	cols  []int // twips
	rows  []row
	ruled bool
	heads int // first rows repeated on each page
}

type row struct {
	cells []cell
	whole bool // not split over pages
	high  int  // least height, twips
}

type cell struct {
	span   int  // columns, at least 1
	down   int  // 0 alone, 1 begins a cell over several rows, 2 continues it
	middle bool // centred in height
	body   []element
}

// image is a picture or a code, centred.
type image struct {
	data          []byte
	ext           string // "png" or "jpeg"
	width, height int    // twips
	alt           string
	keep          bool
	left          bool // at the left edge, not in the middle
}

// leap begins a new page.
type leap struct{}

func (*line) element()  {}
func (*rule) element()  {}
func (*grid) element()  {}
func (*image) element() {}
func (*leap) element()  {}

// section is a run of pages of one orientation.
type section struct {
	wide  bool
	small bool // A5
	first bool // begins a paper: its first page carries no number
	again bool // begins a further paper: pages count from 1
	body  []element
}

// edges are margins in twips.
type edges struct{ top, right, bottom, left int }

func (s section) margins() edges {
	if s.small {
		return edges{marginSmall, marginSmall, marginSmall, marginSmall}
	}
	return edges{marginTop, marginRight, marginBottom, marginLeft}
}

// width is that of the text, in twips.
func (s section) width() int {
	w, _ := s.page()
	m := s.margins()
	return w - m.left - m.right
}

func (s section) page() (w, h int) {
	w, h = pageShort, pageLong
	if s.small {
		w, h = pageHalf, pageShort
	}
	if s.wide {
		return h, w
	}
	return w, h
}

// flow lays a paper out. The only error is a picture that cannot be read.
func flow(p Paper) ([]section, error) {
	s := section{wide: p.Wide, small: p.A5, first: true}
	s.body = append(headOf(p, s.width()), titleOf(p, s.width())...)
	body, err := blocks(p.Body, s.width())
	if err != nil {
		return nil, err
	}
	if p.End {
		body = closeBody(body)
	}
	if len(p.Sign) > 0 {
		keepLast(body, s.width())
	}
	s.body = append(s.body, body...)
	proof, err := proofOf(p.Proof, endRoom(p, s.width()))
	if err != nil {
		return nil, err
	}
	s.body = tailed(append(s.body, endWith(p, s.width(), proof)...))
	all := []section{s}
	for _, a := range p.Annexes {
		s := section{wide: a.Wide, small: p.A5}
		body, err := blocks(a.Body, s.width())
		if err != nil {
			return nil, err
		}
		s.body = tailed(append(annexHeadOf(a, s.width()), body...))
		all = append(all, s)
	}
	for _, next := range p.Next {
		more, err := flow(next)
		if err != nil {
			return nil, err
		}
		more[0].again = true
		all = append(all, more...)
	}
	return all, nil
}

// text is a line of one style; its text is cleaned here.
func text(s string, size int, r Run) *line {
	r.Text = clean(s)
	return &line{runs: []Run{r}, size: size, align: Center}
}

// width is that of the longest line between line feeds.
func (l *line) width() int {
	longest, n := 0, 0
	for _, r := range l.runs {
		for i, s := range strings.Split(r.Text, "\n") {
			if i > 0 {
				n = 0
			}
			n += faceOf(r.Bold, r.Italic).textWidth(s, l.size)
			longest = max(longest, n)
		}
	}
	return longest
}

// balanced breaks the text of one run into two lines of like length, rather after
// a comma, when it is wider than its space but less than twice as wide.
func balanced(l *line, width int) *line {
	s, f := l.runs[0].Text, faceOf(l.runs[0].Bold, l.runs[0].Italic)
	if w := l.width(); w <= width || w > 2*width || strings.Contains(s, "\n") {
		return l
	}
	best, at := 2*width, -1
	for i, r := range s {
		if r == ' ' && i > 0 {
			longer := max(f.textWidth(s[:i], l.size), f.textWidth(s[i+1:], l.size))
			if longer <= width && s[i-1] == ',' {
				longer = longer * 3 / 4
			}
			if longer < best {
				best, at = longer, i
			}
		}
	}
	if at > 0 && best <= width {
		l.runs[0].Text = s[:at] + "\n" + s[at+1:]
	}
	return l
}

// ruleUnder is a stroke of a share (percent) of the length of a line.
func ruleUnder(l *line, share, in int) *rule {
	return &rule{width: min(l.width(), in) * share / 100, in: in, after: 60}
}

// keepLast holds the last paragraph, or the last row of a table, with what
// follows, through a spacer; a paragraph of a single line with what is before
// it, so that more than a line stands over signatures on a new page.
func keepLast(body []element, width int) {
	for i := len(body) - 1; i >= 0; i-- {
		switch e := body[i].(type) {
		case *line:
			e.keep = true
			switch {
			case e.size == sizeSpacer:
			case e.width()+e.first > width:
				return
			default:
				width = -1 // one more is enough
			}
		case *grid:
			for _, c := range e.rows[len(e.rows)-1].cells {
				keepLast(c.body, -1)
			}
			return
		default:
			return
		}
	}
}

// tailed makes the spacer that ends a section too small to begin a page.
func tailed(body []element) []element {
	if len(body) == 0 {
		return body
	}
	if l, ok := body[len(body)-1].(*line); ok && l.size == sizeSpacer && len(l.runs) == 0 {
		body[len(body)-1] = &line{size: sizeTail, align: Left}
	}
	return body
}
