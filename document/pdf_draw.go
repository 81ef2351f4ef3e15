package document

import (
	"bytes"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
)

// The shape of Times New Roman, in parts of its size.
const (
	single  = 1.149 // line height
	ascent  = 0.891
	between = (single - 0.891 - 0.216) / 2
)

// high is the height of one line in points.
func (l *line) high() float64 {
	return float64(l.size) / 2 * single * float64(orElse(l.leading, 100)) / 100
}

// height is what an element takes in a column of a width in twips.
func (d *press) height(e element, width int) float64 {
	switch e := e.(type) {
	case *line:
		return points(e.before+e.after) + float64(len(wrap(e, width)))*e.high()
	case *rule:
		return points(ruleAbove + 120 + e.after)
	case *image:
		return points(e.height + 180)
	case *grid:
		sum := 0.0
		for _, h := range e.heights(d) {
			sum += h
		}
		return sum
	}
	return 0
}

// draw puts an element that is not broken over pages into a box.
func (d *press) draw(e element, b box) {
	switch e := e.(type) {
	case *line:
		b.y += points(e.before)
		d.drawLines(e, wrap(e, int(b.w*20)), b)
	case *rule:
		d.f.SetLineWidth(0.6)
		x, y := b.x+(b.w-points(e.width))/2, b.y+points(ruleAbove)
		d.f.Line(x, y, x+points(e.width), y)
	case *image:
		d.picture(e, b)
	case *grid:
		d.rows(e, box{b.x, b.y, b.w}, e.rows, e.heights(d))
	}
}

func (d *press) picture(i *image, b box) {
	d.pictures++
	name := "picture" + strconv.Itoa(d.pictures)
	o := fpdf.ImageOptions{ImageType: i.ext}
	d.f.RegisterImageOptionsReader(name, o, bytes.NewReader(i.data))
	w := points(i.width)
	x := b.x + (b.w-w)/2
	if i.left {
		x = b.x
	}
	d.f.ImageOptions(name, x, b.y+6, w, points(i.height), false, o, 0, "")
}

// drawLines draws wrapped lines of a paragraph from the top of a box.
func (d *press) drawLines(l *line, lines []setLine, b box) {
	size, first := float64(l.size)/2, l.first
	y := b.y + (l.high()-size*single)/2 + size*(ascent+between)
	for _, s := range lines {
		x, w := b.x+points(l.left+first), b.w-points(l.left+first)
		stretch := 0.0
		switch slack := w - points(s.width); {
		case l.align == Center:
			x += slack / 2
		case l.align == Right:
			x += slack
		case l.align == Justify && !s.last && len(s.words) > 1:
			stretch = slack / float64(len(s.words)-1)
		}
		d.words(l, s.words, stretch, box{x: x, y: y})
		y += l.high()
		first = 0
	}
}

// words places each word itself, since fpdf cannot stretch the spaces of such
// fonts; a space is drawn after it for those who copy or search the text.
func (d *press) words(l *line, words []word, stretch float64, b box) {
	x := b.x
	for i, w := range words {
		x += points(w.gap)
		if i > 0 {
			x += stretch
		}
		for j, p := range w.pieces {
			d.font(p, l.size)
			pw := points(faceOf(p.Bold, p.Italic).textWidth(p.Text, l.size))
			if p.Underline {
				d.f.SetLineWidth(0.6)
				d.f.Line(x, b.y+2, x+pw, b.y+2)
			}
			if p.Strike {
				d.f.SetLineWidth(0.6)
				d.f.Line(x, b.y-float64(l.size)/8, x+pw, b.y-float64(l.size)/8)
			}
			if j == len(w.pieces)-1 && i < len(words)-1 {
				p.Text += " "
			}
			d.f.Text(x, b.y, p.Text)
			x += pw
		}
	}
}
