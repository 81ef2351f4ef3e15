package belenios

import (
	"math/big"

	"filippo.io/edwards25519/field"
)

const (
	chainLen   = 64  // digits of 4 bits
	tableLen   = 32  // digits of 8 bits
	tableWidth = 128 // |digit| of 8 bits
)

// chain holds 16^i times one point, so that several powers share its 252
// doublings. A power sorts these by digit into eight buckets and sums the
// buckets with their weights (Yao, 1976).
type chain struct{ at [chainLen]cached }

func (g *edwards) powers(base Element) powers {
	c, p := new(chain), *base.(*point)
	for i := range c.at {
		c.at[i].set(&p)
		if i == chainLen-1 {
			break
		}
		p.double(false)
		p.double(false)
		p.double(false)
		p.double(true)
	}
	return c
}

func (c *chain) exp(n *big.Int) Element {
	var buf [chainLen]int8
	return c.sum(digits(buf[:], n, 4))
}

func (c *chain) sum(ds []int8) *point {
	var buckets [8]point
	var full [8]bool
	for i, d := range ds {
		if d == 0 {
			continue
		}
		k, minus := int(d)-1, false
		if d < 0 {
			k, minus = -int(d)-1, true
		}
		if !full[k] {
			buckets[k].setCached(&c.at[i], minus)
			full[k] = true
			continue
		}
		buckets[k].addCached(&buckets[k], &c.at[i], minus)
	}
	return weigh(&buckets, &full)
}

// weigh is 1*b[0] + 2*b[1] + ... + 8*b[7], by sums of sums from the end.
func weigh(buckets *[8]point, full *[8]bool) *point {
	total := identity()
	var running point
	var prepared cached
	any := false
	for k := 7; k >= 0; k-- {
		if full[k] {
			if any {
				running.addCached(&running, prepared.set(&buckets[k]), false)
			} else {
				running, any = buckets[k], true
			}
		}
		if any {
			total.addCached(total, prepared.set(&running), false)
		}
	}
	return total
}

// member tests q*p = identity with the whole order as exponent: as a reduced
// scalar it would be zero and test nothing.
func (c *chain) member() bool {
	var buf [chainLen]int8
	return c.sum(digits(buf[:], ed25519Group().order, 4)).isIdentity()
}

// comb holds d * 256^i times one point for every digit d: a power costs 32
// additions and no doubling.
type comb struct {
	at   [tableLen][tableWidth]flat
	base point
}

func (g *edwards) table(base Element) powers {
	t := &comb{base: *base.(*point)}
	points := make([]point, 0, tableLen*tableWidth)
	row := t.base
	for range tableLen {
		var step cached
		step.set(&row)
		p := row
		for range tableWidth {
			points = append(points, p)
			p.addCached(&p, &step, false)
		}
		row = points[len(points)-1]
		row.double(true)
	}
	flatten(t, points)
	return t
}

func flatten(t *comb, points []point) {
	inv := make([]field.Element, len(points))
	for i := range points {
		inv[i] = points[i].z
	}
	invert(inv)
	for i := range points {
		var x, y field.Element
		x.Multiply(&points[i].x, &inv[i])
		y.Multiply(&points[i].y, &inv[i])
		f := &t.at[i/tableWidth][i%tableWidth]
		f.plus.Add(&y, &x)
		f.minus.Subtract(&y, &x)
		f.t2d.Multiply(&x, &y)
		f.t2d.Multiply(&f.t2d, &curveD2)
	}
}

func (t *comb) exp(n *big.Int) Element {
	var buf [tableLen]int8
	p := identity()
	for i, d := range digits(buf[:], n, 8) {
		switch {
		case d > 0:
			p.addFlat(&t.at[i][d-1], false)
		case d < 0:
			p.addFlat(&t.at[i][-int(d)-1], true)
		}
	}
	return p
}

func (t *comb) member() bool { return ed25519Group().powers(&t.base).member() }
