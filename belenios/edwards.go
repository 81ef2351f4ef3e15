package belenios

import (
	"math/big"

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

// flat is a cached point whose z is 1.
type flat struct{ plus, minus, t2d field.Element }

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
	c.plus.Add(&p.y, &p.x)
	c.minus.Subtract(&p.y, &p.x)
	c.z2.Add(&p.z, &p.z)
	c.t2d.Multiply(&p.t, &curveD2)
	return c
}

// double sets p to 2p. The coordinate t is only needed before an addition.
func (p *point) double(needT bool) {
	var xx, yy, zz, e, g, f, h field.Element
	xx.Square(&p.x)
	yy.Square(&p.y)
	zz.Square(&p.z)
	zz.Add(&zz, &zz)
	e.Add(&p.x, &p.y)
	e.Square(&e)
	h.Add(&yy, &xx)
	g.Subtract(&yy, &xx)
	e.Subtract(&e, &h)
	f.Subtract(&zz, &g)
	p.x.Multiply(&e, &f)
	p.y.Multiply(&g, &h)
	p.z.Multiply(&f, &g)
	if needT {
		p.t.Multiply(&e, &h)
	}
}

// finish sets p from the common end of the addition formulas.
func (p *point) finish(a, b, c, d *field.Element) *point {
	var e, f, g, h field.Element
	e.Subtract(b, a)
	f.Subtract(d, c)
	g.Add(d, c)
	h.Add(b, a)
	p.x.Multiply(&e, &f)
	p.y.Multiply(&g, &h)
	p.z.Multiply(&f, &g)
	p.t.Multiply(&e, &h)
	return p
}

// addCached sets p to q + c, or to q - c.
func (p *point) addCached(q *point, c *cached, minus bool) *point {
	a, b, t, d := new(field.Element), new(field.Element), new(field.Element), new(field.Element)
	a.Subtract(&q.y, &q.x)
	b.Add(&q.y, &q.x)
	t.Multiply(&q.t, &c.t2d)
	d.Multiply(&q.z, &c.z2)
	if minus {
		return p.finish(a.Multiply(a, &c.plus), b.Multiply(b, &c.minus), t.Negate(t), d)
	}
	return p.finish(a.Multiply(a, &c.minus), b.Multiply(b, &c.plus), t, d)
}

// addFlat sets p to p + c, or to p - c.
func (p *point) addFlat(c *flat, minus bool) {
	a, b, t, d := new(field.Element), new(field.Element), new(field.Element), new(field.Element)
	a.Subtract(&p.y, &p.x)
	b.Add(&p.y, &p.x)
	t.Multiply(&p.t, &c.t2d)
	d.Add(&p.z, &p.z)
	if minus {
		p.finish(a.Multiply(a, &c.plus), b.Multiply(b, &c.minus), t.Negate(t), d)
		return
	}
	p.finish(a.Multiply(a, &c.minus), b.Multiply(b, &c.plus), t, d)
}

// setCached sets p to c, or to -c, at half the price of an addition.
func (p *point) setCached(c *cached, minus bool) {
	var e, h field.Element
	h.Add(&c.plus, &c.minus) // 2y
	if minus {
		e.Subtract(&c.minus, &c.plus)
	} else {
		e.Subtract(&c.plus, &c.minus)
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

// digits writes n in base 2^w with digits in [-2^(w-1), 2^(w-1)-1], lowest
// first. w divides 8 and n < 2^255.
func digits(out []int8, n *big.Int, w uint) []int8 {
	var b [32]byte
	n.FillBytes(b[:])
	out = out[:0]
	half, full, carry := 1<<(w-1), 1<<w, 0
	for i := 31; i >= 0; i-- {
		for s := uint(0); s < 8; s += w {
			d := int(b[i]>>s)&(full-1) + carry
			carry = 0
			if d >= half {
				d, carry = d-full, 1
			}
			out = append(out, int8(d))
		}
	}
	return out
}
