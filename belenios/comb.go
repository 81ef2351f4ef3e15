package belenios

import (
	"encoding/binary"
	"math/big"
	"sync"

	"filippo.io/edwards25519/field"
)

const (
	combBits  = 9
	combLen   = 29                  // digits of an exponent
	combWidth = 1 << (combBits - 1) // the largest |digit|
)

// comb holds d * 2^(9i) times one point for every digit d: a power costs 29
// additions and no doubling (Brickell, Gordon, McCurley and Wilson, 1992). It is
// made when first used: that costs as much as a few ballots.
type comb struct {
	base point
	made sync.Once
	at   *[combLen][combWidth]flat
}

func (g *edwards) table(base Element) table {
	if p := base.(*point); !p.equal(edwardsGenerator()) {
		return &comb{base: *p}
	}
	return generatorComb()
}

var generatorComb = sync.OnceValue(func() *comb { return &comb{base: *edwardsGenerator()} })

func (t *comb) make() {
	points := make([]point, 0, combLen*combWidth)
	row := t.base
	for range combLen {
		var step cached
		step.set(&row)
		p := row
		for range combWidth {
			points = append(points, p)
			p.addCached(&step, false)
		}
		row = points[len(points)-1]
		row.double(true)
	}
	t.at = new([combLen][combWidth]flat)
	for i, f := range flatten(points) {
		t.at[i/combWidth][i%combWidth] = f
	}
}

// flatten makes every z one and halves the rest.
func flatten(points []point) []flat {
	inv := make([]field.Element, len(points))
	for i := range points {
		inv[i].Add(&points[i].z, &points[i].z)
	}
	invert(inv)
	list := make([]flat, len(points))
	for i := range points {
		var x, y field.Element
		x.Multiply(&points[i].x, &inv[i])
		y.Multiply(&points[i].y, &inv[i])
		f := &list[i]
		f.plus.Add(&y, &x)
		f.minus.Subtract(&y, &x)
		f.td.Multiply(&x, &y)
		f.td.Multiply(&f.td, &curveD2)
		f.td.Add(&f.td, &f.td)
	}
	return list
}

func (t *comb) times(e Element, n *big.Int) Element {
	t.made.Do(t.make)
	p := *e.(*point)
	for i, d := range wide(n) {
		switch {
		case d > 0:
			p.addFlat(&t.at[i][d-1], false)
		case d < 0:
			p.addFlat(&t.at[i][-d-1], true)
		}
	}
	return &p
}

// wide writes n in base 2^9 with digits in [-256, 255], lowest first.
func wide(n *big.Int) (out [combLen]int) {
	b := littleEndian(n)
	carry := 0
	for i := range out {
		at := i * combBits
		d := int(binary.LittleEndian.Uint32(b[at/8:])>>(at%8))&(2*combWidth-1) + carry
		carry = 0
		if d >= combWidth {
			d, carry = d-2*combWidth, 1
		}
		out[i] = d
	}
	return out
}
