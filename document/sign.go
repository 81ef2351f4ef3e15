package document

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Sign is a name plate for a table: one wide A4, folded once in the middle.
type Sign struct {
	Name string
	Post string // under the name
	Unit string // small, over the name: the agency
}

// Page is a name plate as a page for Word: both halves say the same; a long name
// is written smaller.
func (s Sign) Page(h Head) Paper {
	size := 60
	if len([]rune(s.Name)) > 18 {
		size = 44
	}
	line := func(text string, size int, bold bool) Para {
		return Para{Text: text, Align: Center, Bold: bold, Size: size, Flush: true}
	}
	half := []Block{line(strings.ToUpper(s.Unit), 16, false), line(strings.ToUpper(s.Name), size, true), line(s.Post, 20, false)}
	h.Plain = true
	return Paper{Head: h, Wide: true, Body: slices.Concat(half, []Block{Para{Size: 40}, Para{Size: 12}}, half)}
}

// Signs draws name plates, each name twice so that it is read from both sides.
func Signs(w io.Writer, list []Sign, m Meta) error {
	d := newPress(m, true)
	d.bare = true
	d.signs(list)
	if len(list) == 0 {
		d.f.AddPage()
	}
	if err := d.f.Output(w); err != nil {
		return fmt.Errorf("draw signs: %w", err)
	}
	return nil
}

func (d *press) signs(list []Sign) {
	size := sheetSize(true)
	for _, s := range list {
		d.f.AddPageFormat("P", size)
		d.cutLines(1, 2, true)
		half := frameBox{0, size.Ht / 2, size.Wd, size.Ht / 2}
		d.sign(s, half)
		d.f.TransformBegin()
		d.f.TransformRotate(180, size.Wd/2, size.Ht/2)
		d.sign(s, half)
		d.f.TransformEnd()
	}
}

// sign is one face of a plate: the name as large as its width allows.
func (d *press) sign(s Sign, b frameBox) {
	in := box{b.x + mm(14), b.y + mm(12), b.w - mm(28)}
	d.fitted(s.Unit, ink{size: 34, color: lacquer}, in, mm(9))
	d.f.SetDrawColor(gold[0], gold[1], gold[2])
	d.f.SetLineWidth(1.4)
	d.f.Line(b.x+b.w/2-mm(22), b.y+mm(24), b.x+b.w/2+mm(22), b.y+mm(24))
	d.f.SetDrawColor(0, 0, 0)
	d.middle(s.Name, ink{size: 190, bold: true}, frameBox{in.x, b.y + mm(27), in.w, mm(46)})
	d.middle(s.Post, ink{size: 56}, frameBox{in.x, b.y + mm(75), in.w, mm(20)})
}
