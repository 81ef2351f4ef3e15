package document

import (
	"fmt"
	"io"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// Certificate is a landscape A4 such as a GIẤY KHEN.
type Certificate struct {
	Head Head     // Over, Issuer, Place and Day; the national name always stands right
	By   string   // who gives it, "GIÁM ĐỐC THƯ VIỆN TỈNH HỒNG LAM"
	Verb string   // "Tặng"
	Kind string   // "GIẤY KHEN"
	Name string   // "Bà Phạm Thị Ngọc Lan"
	Unit string   // post and department
	Deed string   // "Đã có thành tích …"
	Refs []string // decision and number in the golden book, lower left
	QR   string   // text of the code between references and signature
	Sign Signature
}

// Page is a certificate as a page for Word.
func (c Certificate) Page() Paper {
	line := func(text string, size int, bold bool) Para {
		return Para{Text: text, Align: Center, Size: size, Bold: bold, Flush: true}
	}
	body := []Block{line(c.By, 16, true), line(c.Verb, 14, false), line(c.Kind, 36, true), line(c.Name, 22, true)}
	if c.Unit != "" {
		body = append(body, line(c.Unit, 14, false))
	}
	body = append(body, line(c.Deed, 15, false), Para{Text: strings.Join(c.Refs, "\n"), Align: Left, Size: 12, Flush: true})
	return Paper{Head: c.Head, Body: body, Sign: []Signature{c.Sign}, Wide: true}
}

// Stock is paper that certificates are printed onto. The zero Stock is plain
// paper, on which frame and ornament are drawn too.
type Stock struct {
	Framed bool // the frame and the drum are printed on it already
	Headed bool // so are the national name and the word for the certificate
	Offset
}

// Certificates draws one page each in a single file: the fonts and ornaments are
// then stored once.
func Certificates(w io.Writer, list []Certificate, m Meta) error {
	return CertificatesOn(w, list, Stock{}, m)
}

// CertificatesOn draws them onto stock: what is printed on it is left out, and
// the rest moved until it meets the lines of the stock.
func CertificatesOn(w io.Writer, list []Certificate, on Stock, m Meta) error {
	d := newPress(m, true)
	d.bare = true
	ornament := d.f.CreateTemplateCustom(fpdf.PointType{}, sheetSize(true), func(t *fpdf.Tpl) {
		o := &press{f: &t.Fpdf}
		o.drum(disc{mm(148.5), mm(105), mm(85)}, tint)
		o.border()
	})
	for i, c := range list {
		d.f.AddPage()
		if !on.Framed {
			d.f.UseTemplate(ornament)
		}
		moved := on.Right != 0 || on.Down != 0
		if moved {
			d.f.TransformBegin()
			d.f.TransformTranslate(mm(float64(on.Right)/10), mm(float64(on.Down)/10))
		}
		if err := d.certificate(c, on.Headed); err != nil {
			return fmt.Errorf("draw certificate %d: %w", i+1, err)
		}
		if moved {
			d.f.TransformEnd()
		}
	}
	if len(list) == 0 {
		d.f.AddPage()
	}
	if err := d.f.Output(w); err != nil {
		return fmt.Errorf("draw certificates: %w", err)
	}
	return nil
}

func (d *press) certificate(c Certificate, headed bool) error {
	d.f.SetDrawColor(0, 0, 0)
	if !headed {
		d.crest(c.Head)
	}
	in := box{mm(36), mm(66), mm(225)}
	in.y += d.fitted(c.By, ink{size: 32, bold: true}, in, mm(14)) + mm(1)
	in.y += d.fitted(c.Verb, ink{size: 28}, in, mm(7))
	kind := ink{size: 88, bold: true, color: lacquer}
	if headed {
		in.y += mm(18)
	} else {
		in.y += d.fitted(c.Kind, kind, in, mm(20)) + mm(2)
	}
	in.y += d.fitted(c.Name, ink{size: 46, bold: true}, in, mm(22)) + mm(1)
	in.y += d.fitted(c.Unit, ink{size: 28}, in, mm(12)) + mm(2)
	d.fitted(c.Deed, ink{size: 30}, box{mm(56), in.y, mm(185)}, max(mm(148)-in.y, mm(8)))
	y := mm(182) - float64(len(c.Refs))*mm(6)
	for _, s := range c.Refs {
		y += d.fitted(s, ink{size: 26, align: Left}, box{mm(28), y, mm(95)}, mm(6)) + mm(.4)
	}
	sign := box{mm(178), mm(148), mm(91)}
	sign.y += d.fitted(c.Head.DateLine(), ink{size: 27, italic: true}, sign, mm(6))
	for _, s := range []string{c.Sign.Formula, c.Sign.Post} {
		sign.y += d.fitted(s, ink{size: 28, bold: true}, sign, mm(6))
	}
	d.fitted(c.Sign.Note, ink{size: 22, italic: true}, sign, mm(5))
	d.fitted(c.Sign.Name, ink{size: 28, bold: true}, box{sign.x, mm(180), sign.w}, mm(6))
	return d.code(c.QR, frameBox{mm(137.5), mm(166), mm(22), mm(22)})
}

// crest is the issuer on the left and the national name on the right.
func (d *press) crest(h Head) {
	left, right := box{mm(26), mm(26), mm(100)}, box{mm(168), mm(26), mm(102)}
	for i, half := range [][]element{issuerOf(State, Issuer{h.Over, h.Issuer}, int(left.w*20)), nationOf(State, int(right.w*20))} {
		b := left
		if i == 1 {
			b = right
		}
		for _, e := range half {
			if l, ok := e.(*line); ok {
				b.y += d.fitted(l.runs[0].Text, ink{size: l.size, bold: l.runs[0].Bold}, b, mm(11))
				continue
			}
			d.draw(e, b)
		}
	}
}
