package document

import (
	"fmt"
	"io"
	"strings"

	"rsc.io/qr"
)

// Card admits one person to the conference.
type Card struct {
	Role string // "ĐẠI BIỂU"
	Name string
	Unit string
	Code string // eight characters, drawn in two groups of four
	QR   string // text of the code to scan; empty draws none
	Seat string // "Ghế C-12 · Số 031"
}

// Deck is what all cards share.
type Deck struct {
	Agency string
	Title  string // name of the conference
	Label  string // over the code: "Mã vào hội nghị"
	Foot   string // when and where
	Small  bool   // eight on an A4 instead of four of size A6
	Meta   Meta
}

// Colours of the house: sơn son, and the gold of certificates.
var (
	lacquer = [3]int{0x9f, 0x1d, 0x20}
	gold    = [3]int{0xb8, 0x86, 0x0b}
	tint    = [3]int{0xf6, 0xee, 0xdc} // gold at an eighth
	white   = [3]int{255, 255, 255}
)

// Cards draws cards on A4 with lines to cut along. Long names shrink to fit.
func Cards(w io.Writer, cards []Card, deck Deck) error {
	d := newPress(deck.Meta, false)
	d.bare = true
	if err := d.cards(cards, deck); err != nil {
		return err
	}
	if len(cards) == 0 {
		d.f.AddPage()
	}
	if err := d.f.Output(w); err != nil {
		return fmt.Errorf("draw cards: %w", err)
	}
	return nil
}

func (d *press) cards(cards []Card, deck Deck) error {
	cols, rows, draw := 2, 2, d.card
	if deck.Small {
		rows, draw = 4, d.smallCard
	}
	cw, ch := points(pageShort)/float64(cols), points(pageLong)/float64(rows)
	for i, c := range cards {
		at := i % (cols * rows)
		if at == 0 {
			d.f.AddPageFormat("P", sheetSize(false))
			d.cutLines(cols, rows, false)
		}
		x, y := float64(at%cols)*cw, float64(at/cols)*ch
		if err := draw(c, deck, frameBox{x, y, cw, ch}); err != nil {
			return fmt.Errorf("draw card %d: %w", i+1, err)
		}
	}
	return nil
}

// frameBox is a place of a width and height, in points.
type frameBox struct{ x, y, w, h float64 }

func (d *press) card(c Card, deck Deck, b frameBox) error {
	in := box{b.x + mm(7), b.y + mm(7), b.w - mm(14)}
	d.seal(disc{b.x + b.w/2, in.y + mm(5.5), mm(5.5)})
	in.y += mm(12.5)
	in.y += d.fitted(deck.Agency, ink{size: 21}, in, mm(9))
	in.y += d.fitted(deck.Title, ink{size: 23, bold: true}, in, mm(14))
	in.y = max(in.y+mm(4), b.y+mm(41))
	in.y += d.fitted(c.Role, ink{size: 38, bold: true, color: lacquer}, in, mm(9)) + mm(3)
	in.y += d.fitted(c.Name, ink{size: 38, bold: true}, in, mm(17))
	d.fitted(c.Unit, ink{size: 22}, in, mm(10))
	low := b.y + b.h - mm(52)
	d.f.SetDrawColor(0, 0, 0)
	d.f.SetLineWidth(0.8)
	d.f.Line(in.x, low, in.x+in.w, low)
	if err := d.code(c.QR, frameBox{in.x, low + mm(4), mm(32), mm(32)}); err != nil {
		return err
	}
	side := box{in.x + mm(36), low + mm(9), in.w - mm(36)}
	side.y += d.fitted(deck.Label, ink{size: 21, align: Left}, side, mm(10))
	side.y += d.fitted(grouped(c.Code), ink{size: 36, bold: true, align: Left}, side, mm(9)) + mm(1)
	d.fitted(c.Seat, ink{size: 22, bold: true, align: Left}, side, mm(10))
	d.band(deck.Foot, frameBox{b.x, b.y + b.h - mm(12), b.w, mm(12)}, 20)
	return nil
}

func (d *press) smallCard(c Card, deck Deck, b frameBox) error {
	side := box{b.x + mm(5), b.y + mm(17), mm(30)}
	if err := d.code(c.QR, frameBox{side.x, side.y, side.w, side.w}); err != nil {
		return err
	}
	side.y += side.w + mm(1)
	d.fitted(grouped(c.Code), ink{size: 28, bold: true}, side, mm(7))
	d.seal(disc{side.x + mm(15), b.y + mm(10), mm(4.5)})
	in := box{b.x + mm(38), b.y + mm(6), b.w - mm(43)}
	in.y += d.fitted(deck.Agency, ink{size: 18}, in, mm(7))
	in.y += d.fitted(deck.Title, ink{size: 19, bold: true}, in, mm(11))
	in.y = max(in.y+mm(2), b.y+mm(25))
	in.y += d.fitted(c.Role, ink{size: 26, bold: true, color: lacquer}, in, mm(6)) + mm(1)
	in.y += d.fitted(c.Name, ink{size: 30, bold: true}, in, mm(13))
	in.y += d.fitted(c.Unit, ink{size: 20}, in, mm(8))
	d.fitted(c.Seat, ink{size: 20, bold: true}, in, mm(5))
	d.band(deck.Foot, frameBox{b.x, b.y + b.h - mm(9), b.w, mm(9)}, 18)
	return nil
}

func mm(n float64) float64 { return n * 72 / 25.4 }

// grouped parts a code in fours: K7M4 P2XQ.
func grouped(code string) string {
	r := []rune(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, oneLine(code)))
	var parts []string
	for len(r) > 4 {
		parts, r = append(parts, string(r[:4])), r[4:]
	}
	return strings.Join(append(parts, string(r)), " ")
}

// ink is how fitted text looks: size in half points at most.
type ink struct {
	size         int
	bold, italic bool
	color        [3]int
	align        Align // Auto is centred
}

// fitted draws text over as many lines as its height allows, in the largest size
// that fits, and gives the height taken. What does not fit at 7 points is cut.
func (d *press) fitted(s string, k ink, b box, high float64) float64 {
	l := text(strings.TrimSpace(s), k.size, Run{Bold: k.bold, Italic: k.italic})
	if k.align != Auto {
		l.align = k.align
	}
	if l.runs[0].Text == "" {
		return 0
	}
	width := int(b.w * 20)
	lines := wrap(l, width)
	for ; l.size > 14 && (float64(len(lines))*l.high() > high+0.5 || broken(lines)); lines = wrap(l, width) {
		l.size--
	}
	if len(lines) == 2 && l.align == Center {
		lines = wrap(balanced(l, width), width)
	}
	lines = lines[:min(len(lines), max(int((high+0.5)/l.high()), 1))]
	d.f.SetTextColor(k.color[0], k.color[1], k.color[2])
	d.drawLines(l, lines, b)
	d.f.SetTextColor(0, 0, 0)
	return float64(len(lines)) * l.high()
}

// broken reports whether a word had to be cut: such lines are full of one word.
func broken(lines []setLine) bool {
	for i, s := range lines {
		if i+1 < len(lines) && len(s.words) == 1 && !s.last && s.words[0].cutOff {
			return true
		}
	}
	return false
}

// band is white text on lacquer.
func (d *press) band(s string, b frameBox, size int) {
	d.f.SetFillColor(lacquer[0], lacquer[1], lacquer[2])
	d.f.Rect(b.x, b.y, b.w, b.h, "F")
	l := &line{size: size}
	top := (b.h - l.high()) / 2
	d.fitted(oneLine(s), ink{size: size, bold: true, color: white}, box{b.x + mm(3), b.y + top, b.w - mm(6)}, l.high())
}

// code draws a QR code as squares, joined along each row, in a white margin of
// its own.
func (d *press) code(s string, b frameBox) error {
	if s = clean(s); s == "" {
		return nil
	}
	c, err := qr.Encode(s, qr.M)
	if err != nil {
		return fmt.Errorf("code: %w", err)
	}
	d.f.SetFillColor(255, 255, 255)
	d.f.Rect(b.x, b.y, b.w, b.h, "F")
	d.f.SetFillColor(0, 0, 0)
	unit := b.w / float64(c.Size+4)
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			n := 0
			for x+n < c.Size && c.Black(x+n, y) {
				n++
			}
			if n > 0 {
				d.f.Rect(b.x+float64(x+2)*unit, b.y+float64(y+2)*unit, float64(n)*unit, unit*1.01, "F")
				x += n
			}
		}
	}
	return nil
}
