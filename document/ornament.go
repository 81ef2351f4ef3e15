package document

import (
	"math"

	"codeberg.org/go-pdf/fpdf"
)

// The ornaments of the house, after the bronze drum of Đông Sơn: the seal on
// cards, the frame and the drum on certificates.

// disc is a circle: its centre and radius, in points.
type disc struct{ x, y, r float64 }

// star is a polygon of rays within a disc.
func star(o disc, inner float64, rays int) []fpdf.PointType {
	var out []fpdf.PointType
	for i := range 2 * rays {
		r := o.r
		if i%2 == 1 {
			r = inner
		}
		a := math.Pi*float64(i)/float64(rays) - math.Pi/2
		out = append(out, fpdf.PointType{X: o.x + r*math.Cos(a), Y: o.y + r*math.Sin(a)})
	}
	return out
}

// seal is a star of twelve rays in three rings.
func (d *press) seal(o disc) {
	u := o.r / 20
	d.f.SetDrawColor(lacquer[0], lacquer[1], lacquer[2])
	d.f.SetFillColor(lacquer[0], lacquer[1], lacquer[2])
	d.ring(disc{o.x, o.y, 19 * u}, stroke{width: 1.5 * u})
	d.ring(disc{o.x, o.y, 15.6 * u}, stroke{width: 2.2 * u, dash: .8 * u, gap: 1.65 * u})
	d.ring(disc{o.x, o.y, 12.6 * u}, stroke{width: u})
	d.f.Polygon(star(disc{o.x, o.y, 10.5 * u}, 3.6*u, 12), "F")
}

// stroke is a line, dashed when it has a gap, with round ends when round.
type stroke struct {
	width, dash, gap float64
	round            bool
}

func (d *press) ring(o disc, s stroke) {
	d.pen(s)
	d.f.Circle(o.x, o.y, o.r, "D")
	d.pen(stroke{width: 0.5})
}

func (d *press) pen(s stroke) {
	d.f.SetLineWidth(s.width)
	end := "butt"
	if s.round {
		end = "round"
	}
	d.f.SetLineCapStyle(end)
	if s.gap > 0 {
		d.f.SetDashPattern([]float64{s.dash, s.gap}, 0)
		return
	}
	d.f.SetDashPattern(nil, 0)
}

// drum is the face of the drum with two rows of birds.
func (d *press) drum(o disc, color [3]int) {
	u := o.r / 297
	d.f.SetDrawColor(color[0], color[1], color[2])
	d.f.SetFillColor(color[0], color[1], color[2])
	d.f.Polygon(star(disc{o.x, o.y, 66 * u}, 20*u, 14), "F")
	for _, ring := range []struct {
		r float64
		s stroke
	}{
		{74, stroke{width: 2}}, {80, stroke{width: 1.5}}, {88, stroke{7, .01, 9.864, true}}, {96, stroke{width: 1.5}},
		{102, stroke{width: 8, dash: 1.6, gap: 3.74}}, {109, stroke{width: 1.5}}, {113, stroke{width: 1.5}},
		{168, stroke{width: 1.5}}, {172, stroke{width: 1.5}}, {180, stroke{width: 10, dash: 1.88, gap: 4.4}}, {188, stroke{width: 1.5}},
		{197, stroke{8, .01, 11.243, true}}, {206, stroke{width: 1.5}}, {210, stroke{width: 1.5}},
		{262, stroke{width: 1.5}}, {266, stroke{width: 1.5}}, {275, stroke{width: 11, dash: 1.99, gap: 4.65}},
		{284, stroke{width: 2}}, {291, stroke{width: 1.5}}, {297, stroke{width: 2.5}},
	} {
		s := ring.s
		d.ring(disc{o.x, o.y, ring.r * u}, stroke{s.width * u, s.dash * u, s.gap * u, s.round})
	}
	for i := range 14 {
		d.bird(o, 2*math.Pi*float64(i)/14, 140*u)
	}
	for i := range 20 {
		d.bird(o, math.Pi/20+2*math.Pi*float64(i)/20, 236*u)
	}
}

// lac is the outline of a bird: a start, then curves (six numbers) and lines
// (two numbers).
var lac = [][]float64{
	{-27, 2}, {-20, -1, -15, -4, -10, -4}, {-8, -9, -3, -11, 4, -11}, {-2, -6}, {-2, -6, 4, -5, 7, -3}, {5, -10, 9, -18, 18, -21},
	{16, -14, 17, -7, 20, -3}, {38, -8}, {34, -2}, {40, 3}, {22, 4}, {16, 12, 6, 15, -3, 14}, {2, 11, 4, 8, 4, 5},
	{-2, 5, -6, 3, -9, 1}, {-14, 1, -20, 2, -27, 2},
}

// bird draws the outline on a drum at an angle from its top and a distance from
// its centre.
func (d *press) bird(o disc, angle, away float64) {
	u := o.r / 297
	sin, cos := math.Sincos(angle)
	at := func(px, py float64) (float64, float64) {
		px, py = px*u, py*u-away
		return o.x + px*cos - py*sin, o.y + px*sin + py*cos
	}
	x0, y0 := at(lac[0][0], lac[0][1])
	d.f.MoveTo(x0, y0)
	for _, p := range lac[1:] {
		if len(p) == 2 {
			d.f.LineTo(at(p[0], p[1]))
			continue
		}
		ax, ay := at(p[0], p[1])
		bx, by := at(p[2], p[3])
		cx, cy := at(p[4], p[5])
		d.f.CurveBezierCubicTo(ax, ay, bx, by, cx, cy)
	}
	d.f.ClosePath()
	d.f.DrawPath("F")
}

// border is the double frame of a landscape A4.
func (d *press) border() {
	d.f.SetDrawColor(gold[0], gold[1], gold[2])
	w, h := mm(297), mm(210)
	rect := func(in, width float64) {
		d.pen(stroke{width: mm(width)})
		d.f.Rect(mm(in), mm(in), w-2*mm(in), h-2*mm(in), "D")
	}
	rect(7, 1.6)
	rect(10.5, .4)
	rect(15.5, .4)
	d.pen(stroke{width: mm(2.2), dash: mm(.7), gap: mm(1.4226)})
	for _, l := range [][4]float64{{15.5, 13, 281.5, 13}, {15.5, 197, 281.5, 197}, {13, 15.5, 13, 194.5}, {284, 15.5, 284, 194.5}} {
		d.f.Line(mm(l[0]), mm(l[1]), mm(l[2]), mm(l[3]))
	}
	d.pen(stroke{width: mm(.5)})
	for _, c := range [][2]float64{{12, 12}, {283, 12}, {12, 196}, {283, 196}} {
		d.f.Rect(mm(c[0]), mm(c[1]), mm(2), mm(2), "D")
	}
}
