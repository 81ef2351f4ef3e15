package document

import (
	"fmt"
	"io"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
)

// PDF draws a paper with the layout of DOCX. What the font lacks is left out or
// drawn as a box.
func PDF(w io.Writer, p Paper) error {
	sections, err := flow(p)
	if err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	d := newPress(metaOf(p), p.Wide)
	for _, s := range sections {
		if s.again {
			d.before = d.f.PageNo()
		}
		d.begin(s)
		d.flow(s.body)
	}
	if err := d.f.Output(w); err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	return nil
}

// press draws elements down a page; all its lengths are points.
type press struct {
	f              *fpdf.Fpdf
	left, width    float64 // of the text
	y, top, bottom float64
	wide           bool
	bare           bool // no page numbers
	before         int  // pages of papers that stand before in the file
	small          bool // A5
	pictures       int
	read           map[string]bool // styles of the font
}

// newPress begins a file. Its pages are always "P", wide ones by their size: for
// "L" fpdf puts templates at the height of an upright page.
func newPress(m Meta, wide bool) *press {
	f := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: sheetSize(wide)})
	at := stamp(m.Created)
	f.SetCreationDate(at)
	f.SetModificationDate(at)
	f.SetCatalogSort(true)
	f.SetProducer("hoinghi", false)
	f.SetTitle(m.Title, true)
	f.SetAuthor(m.Author, true)
	f.SetSubject(m.Subject, true)
	f.SetLang(language)
	f.SetMargins(0, 0, 0)
	f.SetCellMargin(0)
	f.SetAutoPageBreak(false, 0)
	return &press{f: f, read: map[string]bool{}}
}

func points(twips int) float64 { return float64(twips) / 20 }

// sheetSize is A4.
func sheetSize(wide bool) fpdf.SizeType {
	w, h := section{wide: wide}.page()
	return fpdf.SizeType{Wd: points(w), Ht: points(h)}
}

// begin opens the first page of a section.
func (d *press) begin(s section) {
	_, h := s.page()
	m := s.margins()
	d.wide, d.small = s.wide, s.small
	d.left, d.width = points(m.left), points(s.width())
	d.top, d.bottom = points(m.top), points(h-m.bottom)
	d.page()
}

// page opens a page; all but the first carry their number in the top margin.
func (d *press) page() {
	w, h := section{wide: d.wide, small: d.small}.page()
	d.f.AddPageFormat("P", fpdf.SizeType{Wd: points(w), Ht: points(h)})
	d.y = d.top
	if n := d.f.PageNo() - d.before; n > 1 && !d.bare {
		l := &line{runs: []Run{{Text: strconv.Itoa(n)}}, size: sizePage, align: Center}
		d.drawLines(l, wrap(l, d.twips()), box{d.left, points(headerEdge), d.width})
	}
}

func (d *press) twips() int { return int(d.width * 20) }

// box is where something is drawn: its upper left corner and its width.
type box struct{ x, y, w float64 }

// flow draws elements one under another, over as many pages as they need.
func (d *press) flow(list []element) {
	for i, e := range list {
		switch e := e.(type) {
		case *line:
			d.paragraph(e, d.follow(list, i))
		case *grid:
			d.table(e, d.follow(list, i))
		case *leap:
			d.page()
		default:
			h := d.height(e, d.twips())
			d.need(h + d.follow(list, i))
			d.draw(e, box{d.left, d.y, d.width})
			d.y += h
		}
	}
}

// need opens a page unless so much room is left; more than a page cannot be.
func (d *press) need(h float64) bool {
	if d.y+h <= d.bottom+0.01 || d.y <= d.top {
		return false
	}
	d.page()
	return true
}

// follow is the height of what must stay on the page with the end of an element.
func (d *press) follow(list []element, i int) float64 {
	sum := 0.0
	for ; i+1 < len(list) && keeps(list[i]) && sum < d.bottom-d.top; i++ {
		h, whole := d.start(list[i+1])
		sum += h
		if !whole {
			break
		}
	}
	if sum > (d.bottom-d.top)*0.8 {
		return 0 // it could never be kept
	}
	return sum
}

func keeps(e element) bool {
	switch e := e.(type) {
	case *line:
		return e.keep
	case *rule:
		return true
	case *image:
		return e.keep
	case *grid:
		return e.rows[len(e.rows)-1].kept()
	}
	return false
}

// kept reports whether all paragraphs of a row stay with what follows.
func (r row) kept() bool {
	any := false
	for _, c := range r.cells {
		for _, e := range c.body {
			if l, ok := e.(*line); ok {
				if any = true; !l.keep {
					return false
				}
			}
		}
	}
	return any
}

// start is the least of an element that may stand at the foot of a page, and
// whether that is all of it.
func (d *press) start(e element) (h float64, whole bool) {
	switch e := e.(type) {
	case *line:
		if n := len(wrap(e, d.twips())); n > 3 {
			return points(e.before) + 2*e.high(), false
		}
	case *grid:
		hs := e.heights(d)
		for i, r := range e.rows {
			if h += hs[i]; !r.kept() {
				return h, i == len(hs)-1
			}
		}
		return h, true
	case *leap:
		return 0, false
	}
	return d.height(e, d.twips()), true
}

// paragraph draws a paragraph line by line: never one line alone at the foot or
// head of a page, and its last two with what follows.
func (d *press) paragraph(l *line, follow float64) {
	lines, high := wrap(l, d.twips()), l.high()
	if d.y > d.top {
		d.y += points(l.before)
	}
	for i := range lines {
		n := 1
		if i == 0 {
			n = min(2, len(lines))
		}
		rest, after := len(lines)-i, 0.0
		if rest == 2 || i == 0 && rest <= 3 {
			n, after = rest, follow
		}
		d.need(float64(n)*high + after)
		part := *l
		if i > 0 {
			part.first = 0
		}
		d.drawLines(&part, lines[i:i+1], box{d.left, d.y, d.width})
		d.y += high
	}
	d.y += points(l.after)
}

// font turns to a font; fpdf reads it when it is first needed, since that costs
// more than most papers.
func (d *press) font(r Run, size int) {
	f := faceOf(r.Bold, r.Italic)
	if !d.read[f.style] {
		d.f.AddUTF8FontFromBytes("tinos", f.style, f.data)
		d.read[f.style] = true
	}
	d.f.SetFont("tinos", f.style, float64(size)/2)
}
