package belenios

import (
	"filippo.io/edwards25519"
	"filippo.io/edwards25519/field"
)

// point is on the twisted Edwards curve of RFC 8032, in extended coordinates
// (Hisil, Wong, Carter and Dawson, 2008). The library's own points hide theirs,
// and verification needs what it does not offer: many powers of one base from
// one chain of doublings, and one inversion for many encodings. Nothing here
// runs in constant time: public values only.
type point struct{ x, y, z, t field.Element }

func (*point) element() {}

// cached is a point prepared for additions.
type cached struct{ plus, minus, z2, t2d field.Element }

// flat is a cached point whose z is 1; all are halves, which spares the doubling
// of the other point's z.
type flat struct{ plus, minus, td field.Element }

var curveD2 = func() (d field.Element) {
	// d = -121665/121666
	var one, den field.Element
	one.One()
	den.Mult32(&one, 121666)
	d.Mult32(&one, 121665)
	d.Negate(&d)
	d.Multiply(&d, den.Invert(&den))
	d.Add(&d, &d)
	return d
}()

func identity() *point {
	p := new(point)
	p.y.One()
	p.z.One()
	return p
}

func fromLibrary(q *edwards25519.Point) *point {
	x, y, z, t := q.ExtendedCoordinates()
	return &point{*x, *y, *z, *t}
}

func (p *point) library() *edwards25519.Point {
	q, err := new(edwards25519.Point).SetExtendedCoordinates(&p.x, &p.y, &p.z, &p.t)
	if err != nil {
		panic("belenios: a point left the curve: " + err.Error())
	}
	return q
}

func (c *cached) set(p *point) *cached {
	sum(&c.plus, &p.y, &p.x)
	difference(&c.minus, &p.y, &p.x)
	sum(&c.z2, &p.z, &p.z)
	c.t2d.Multiply(&p.t, &curveD2)
	return c
}

// double sets p to 2p. The coordinate t is only needed before an addition. Each
// value stands where the next step wants it: this is half of the whole work.
func (p *point) double(needT bool) {
	var h field.Element
	sum(&p.t, &p.x, &p.y)
	p.t.Square(&p.t)
	p.x.Square(&p.x)
	p.y.Square(&p.y)
	p.z.Square(&p.z)
	sum(&p.z, &p.z, &p.z)
	sum(&h, &p.y, &p.x)
	differenceOfSum(&p.t, &p.t, &h)   // e
	difference(&p.y, &p.y, &p.x)      // g
	differenceOfSum(&p.z, &p.z, &p.y) // f
	p.x.Multiply(&p.t, &p.z)
	p.z.Multiply(&p.z, &p.y)
	p.y.Multiply(&p.y, &h)
	if needT {
		p.t.Multiply(&p.t, &h)
	}
}

// finish ends the formulas of p + c; x and y hold the products a and b, z is d,
// and t is c. For p - c the last two change roles, which negates t.
func (p *point) finish(minus bool) {
	var e, f field.Element
	difference(&e, &p.y, &p.x)
	sum(&p.y, &p.y, &p.x) // h
	if minus {
		sum(&f, &p.z, &p.t)
		difference(&p.z, &p.z, &p.t) // g
	} else {
		difference(&f, &p.z, &p.t)
		sum(&p.z, &p.z, &p.t) // g
	}
	p.x.Multiply(&e, &f)
	p.t.Multiply(&e, &p.y)
	p.y.Multiply(&p.y, &p.z)
	p.z.Multiply(&p.z, &f)
}

// begin sets x and y to (y-x)(v-u) and (y+x)(v+u) for the point whose sums are
// given, or for its negative.
func (p *point) begin(plus, less *field.Element, minus bool) {
	if minus {
		plus, less = less, plus
	}
	var b field.Element
	sum(&b, &p.y, &p.x)
	difference(&p.x, &p.y, &p.x)
	p.x.Multiply(&p.x, less)
	p.y.Multiply(&b, plus)
}

// addCached sets p to p + c, or to p - c.
func (p *point) addCached(c *cached, minus bool) {
	p.begin(&c.plus, &c.minus, minus)
	p.t.Multiply(&p.t, &c.t2d)
	p.z.Multiply(&p.z, &c.z2)
	p.finish(minus)
}

// addFlat sets p to p + c, or to p - c.
func (p *point) addFlat(c *flat, minus bool) {
	p.begin(&c.plus, &c.minus, minus)
	p.t.Multiply(&p.t, &c.td)
	p.finish(minus)
}

// setCached sets p to c, or to -c, at half the price of an addition.
func (p *point) setCached(c *cached, minus bool) {
	var e, h field.Element
	sum(&h, &c.plus, &c.minus) // 2y
	if minus {
		differenceOfSum(&e, &c.minus, &c.plus)
	} else {
		differenceOfSum(&e, &c.plus, &c.minus)
	}
	p.x.Multiply(&e, &c.z2)
	p.y.Multiply(&c.z2, &h)
	p.z.Square(&c.z2)
	p.t.Multiply(&e, &h)
}

func (p *point) isIdentity() bool {
	return p.x.Equal(new(field.Element)) == 1 && p.y.Equal(&p.z) == 1
}

func (p *point) equal(q *point) bool {
	var a, b, c, d field.Element
	a.Multiply(&p.x, &q.z)
	b.Multiply(&q.x, &p.z)
	c.Multiply(&p.y, &q.z)
	d.Multiply(&q.y, &p.z)
	return a.Equal(&b) == 1 && c.Equal(&d) == 1
}

// invert replaces every element by its inverse with one inversion (Montgomery's
// trick). None may be zero.
func invert(list []field.Element) {
	if len(list) == 0 {
		return
	}
	before := make([]field.Element, len(list))
	acc := *new(field.Element).One()
	for i := range list {
		before[i] = acc
		acc.Multiply(&acc, &list[i])
	}
	acc.Invert(&acc)
	for i := len(list) - 1; i >= 0; i-- {
		var inv field.Element
		inv.Multiply(&acc, &before[i])
		acc.Multiply(&acc, &list[i])
		list[i] = inv
	}
}
