package document

import (
	"fmt"
	"io"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// Slip is a ballot on paper: who is voted on or what is asked, a square for each
// answer.
type Slip struct {
	Agency  string
	Title   string // "PHIẾU BẦU CỬ"
	About   string // "Bầu Ban Thanh tra nhân dân nhiệm kỳ 2026 – 2028"
	Note    string // how to fill it in
	Head    string // over the names: "Họ và tên"
	Rows    []SlipRow
	Answers []string // over the squares: "Đồng ý", "Không đồng ý"
	Foot    string   // where and when, at the bottom
	Stamp   string   // in the frame for the stamp of the tellers; empty draws none
	No      string   // over the numbers, on the page for Word: "STT"
}

// Page is a ballot as a page for Word, under a head of its own.
func (s Slip) Page(h Head) Paper {
	t := Table{High: 11, Columns: []Column{{Title: s.No, Width: 14, Align: Center}, {Title: s.Head}}}
	for _, a := range s.Answers {
		t.Columns = append(t.Columns, Column{Title: a, Width: 36 - 4*len(s.Answers), Align: Center})
	}
	for _, r := range s.Rows {
		row := []string{r.No, strings.TrimRight(r.Name+"\n"+r.Detail, "\n")}
		for range s.Answers {
			row = append(row, "□")
		}
		t.Rows = append(t.Rows, row)
	}
	return Paper{Head: h, Kind: s.Title, Title: s.About, Body: []Block{t, Para{Text: s.Note, Italic: true}}, Sign: []Signature{{Post: s.Stamp}}}
}

// SlipRow is a name or a question.
type SlipRow struct {
	No     string
	Name   string
	Detail string // post and department, smaller
}

// SlipSet is how many of a slip are printed.
type SlipSet struct {
	Slip   Slip
	Copies int
	Serial bool   // each carries a number from 001; a secret ballot is better without
	Label  string // before the number: "Số phiếu"

	Serials []string // instead of numbers, one each; whoever prints shuffles them
}

// The sizes that slips come in, by how many rows they hold. A6 are four on an
// A4, A5 two on a wide one; lines show where to cut.
var slipSizes = []struct {
	rows, cols, lines int
	wide              bool
}{
	{7, 2, 2, false},  // A6
	{15, 2, 1, true},  // A5
	{34, 1, 1, false}, // A4
}

// MostRows is what the largest slip holds.
const MostRows = 34

// Slips draws ballots, on the smallest size that holds their rows.
func Slips(w io.Writer, sets []SlipSet, m Meta) error {
	d := newPress(m, false)
	d.bare = true
	if err := d.slips(sets); err != nil {
		return err
	}
	if d.f.PageNo() == 0 {
		d.f.AddPage()
	}
	if err := d.f.Output(w); err != nil {
		return fmt.Errorf("draw slips: %w", err)
	}
	return nil
}

func (d *press) slips(sets []SlipSet) error {
	for _, s := range sets {
		if n := len(s.Slip.Rows); n > MostRows {
			return fmt.Errorf("draw slips: %d rows, at most %d", n, MostRows)
		}
		at := 0
		for len(s.Slip.Rows) > slipSizes[at].rows {
			at++
		}
		size := slipSizes[at]
		per := size.cols * size.lines
		sheet := func(on *press, from int) {
			on.cutLines(size.cols, size.lines, size.wide)
			w, h := section{wide: size.wide}.page()
			cw, ch := points(w)/float64(size.cols), points(h)/float64(size.lines)
			for i := range min(per, s.Copies-from) {
				on.slip(s.Slip, s.serial(from+i), frameBox{float64(i%size.cols) * cw, float64(i/size.cols) * ch, cw, ch})
			}
		}
		var again fpdf.Template // of a full page without numbers
		for at := 0; at < s.Copies; at += per {
			d.f.AddPageFormat("P", sheetSize(size.wide))
			if again != nil && at+per <= s.Copies {
				d.f.UseTemplate(again)
				continue
			}
			sheet(d, at)
			if at == 0 && s.Copies >= 2*per && s.serial(0) == "" {
				again = d.repeated(sheetSize(size.wide), func(on *press) { sheet(on, 0) })
			}
		}
	}
	return nil
}

// serial is the number of a copy, counted from 0; empty when it has none.
func (s SlipSet) serial(i int) string {
	switch {
	case i < len(s.Serials):
		return s.Label + " " + s.Serials[i]
	case s.Serial:
		return fmt.Sprintf("%s %03d", s.Label, i+1)
	}
	return ""
}

// repeated draws what many pages show. Its fonts must be those that the file has
// read already.
func (d *press) repeated(size fpdf.SizeType, draw func(*press)) fpdf.Template {
	return d.f.CreateTemplateCustom(fpdf.PointType{}, size, func(t *fpdf.Tpl) {
		on := *d
		on.f = &t.Fpdf
		on.font(Run{}, 1) // a font that is the last one in use would not be named again
		draw(&on)
	})
}

// cutLines are dashed lines between the parts of a page.
func (d *press) cutLines(cols, rows int, wide bool) {
	size := sheetSize(wide)
	d.f.SetDrawColor(150, 150, 150)
	d.f.SetLineWidth(0.3)
	d.f.SetDashPattern([]float64{3, 3}, 0)
	for i := 1; i < cols; i++ {
		d.f.Line(size.Wd*float64(i)/float64(cols), 0, size.Wd*float64(i)/float64(cols), size.Ht)
	}
	for i := 1; i < rows; i++ {
		d.f.Line(0, size.Ht*float64(i)/float64(rows), size.Wd, size.Ht*float64(i)/float64(rows))
	}
	d.f.SetDashPattern(nil, 0)
	d.f.SetDrawColor(0, 0, 0)
}

// slip draws one ballot: head, ruled rows, and at the foot the note and the
// frame for the stamp.
func (d *press) slip(s Slip, serial string, b frameBox) {
	in := box{b.x + mm(8), b.y + mm(7), b.w - mm(16)}
	if serial != "" {
		d.fitted(serial, ink{size: 18, align: Right}, box{in.x, b.y + mm(3), in.w}, mm(4))
	}
	in.y += d.fitted(s.Agency, ink{size: 20}, in, mm(8)) + mm(2.5)
	in.y += d.fitted(s.Title, ink{size: 28, bold: true}, in, mm(7)) + mm(.5)
	in.y += d.fitted(s.About, ink{size: 23, bold: true}, in, mm(14)) + mm(2.5)
	low := b.y + b.h - mm(7)
	foot := mm(5)
	if s.Foot == "" {
		foot = 0
	}
	stamp := 0.0
	if s.Stamp != "" {
		stamp = mm(26)
	}
	note := mm(14)
	d.slipRows(s, in, low-foot-note-mm(2)-in.y)
	at := low - foot - note
	d.fitted(s.Note, ink{size: 19, italic: true, align: Left}, box{in.x, at, in.w - stamp}, note)
	if stamp > 0 {
		d.f.SetLineWidth(0.4)
		d.f.SetDrawColor(120, 120, 120)
		d.f.Rect(in.x+in.w-stamp+mm(2), at, stamp-mm(2), note, "D")
		d.fitted(s.Stamp, ink{size: 16, italic: true, color: [3]int{110, 110, 110}}, box{in.x + in.w - stamp + mm(3), at + mm(1), stamp - mm(4)}, note-mm(2))
		d.f.SetDrawColor(0, 0, 0)
	}
	if foot > 0 {
		d.fitted(s.Foot, ink{size: 17, italic: true}, box{in.x, low - mm(4), in.w}, mm(4))
	}
}

// slipRows draws the names with a square for each answer.
func (d *press) slipRows(s Slip, in box, room float64) {
	n := float64(len(s.Rows))
	if n == 0 {
		return
	}
	head := mm(8)
	high := min((room-head)/n, mm(11))
	no, answer := mm(8), mm(17)
	if in.w > mm(100) {
		answer = mm(22)
	}
	name := in.w - no - answer*float64(len(s.Answers))
	d.f.SetLineWidth(0.5)
	y := in.y
	line := func() { d.f.Line(in.x, y, in.x+in.w, y) }
	line()
	d.middle(s.Head, ink{size: 20, bold: true}, frameBox{in.x + no, y, name, head})
	for i, a := range s.Answers {
		d.middle(a, ink{size: 19, bold: true}, frameBox{in.x + no + name + answer*float64(i), y, answer, head})
	}
	y += head
	line()
	for _, r := range s.Rows {
		d.middle(r.No, ink{size: 22}, frameBox{in.x, y, no, high})
		d.slipName(r, frameBox{in.x + no + mm(1.5), y, name - mm(2), high})
		side := min(high-mm(2), mm(5.5))
		for i := range s.Answers {
			x := in.x + no + name + answer*(float64(i)+.5) - side/2
			d.f.SetLineWidth(0.9)
			d.f.Rect(x, y+(high-side)/2, side, side, "D")
			d.f.SetLineWidth(0.5)
		}
		y += high
		line()
	}
	for _, x := range []float64{0, no, in.w} {
		d.f.Line(in.x+x, in.y, in.x+x, y)
	}
	for i := range s.Answers {
		x := in.x + no + name + answer*float64(i)
		d.f.Line(x, in.y, x, y)
	}
}

// slipName is a name, with what tells it apart under it where there is room.
func (d *press) slipName(r SlipRow, b frameBox) {
	if r.Detail == "" || b.h < mm(8) {
		d.middle(r.Name, ink{size: 24, bold: r.Detail != "", align: Left}, b)
		return
	}
	d.middle(r.Name, ink{size: 24, bold: true, align: Left}, frameBox{b.x, b.y + mm(.2), b.w, b.h * .45})
	d.middle(r.Detail, ink{size: 17, italic: true, align: Left}, frameBox{b.x, b.y + b.h*.46, b.w, b.h*.54 - mm(.2)})
}

// middle draws text in the middle of the height of a box.
func (d *press) middle(s string, k ink, b frameBox) {
	l := text(oneLine(s), k.size, Run{Bold: k.bold, Italic: k.italic})
	if l.runs[0].Text == "" {
		return
	}
	width := int(b.w * 20)
	lines := wrap(l, width)
	for l.size > 14 && (float64(len(lines))*l.high() > b.h || broken(lines)) {
		l.size--
		lines = wrap(l, width)
	}
	k.size = l.size
	high := float64(len(lines)) * l.high()
	d.fitted(oneLine(s), k, box{b.x, b.y + max(b.h-high, 0)/2, b.w}, max(high, l.high()))
}
