package belenios

import (
	"math/rand/v2"
	"testing"

	"filippo.io/edwards25519/field"
)

// The library's own sums are the measure of those without a carry, also where
// two of them follow one another and where every digit is as large as a product
// leaves it.
func TestLimbs(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	short := func() (e field.Element) {
		for i := range digits(&e) {
			switch top := uint64(1<<51 + 1<<18); r.IntN(4) {
			case 0:
				digits(&e)[i] = top - 1
			case 1:
				digits(&e)[i] = 0
			default:
				digits(&e)[i] = r.Uint64N(top)
			}
		}
		return e
	}
	for range 20_000 {
		a, b, c, d := short(), short(), short(), short()
		var one, two, want, mine, theirs field.Element
		mul := func(v, x, y *field.Element) *field.Element { return v.Multiply(x, y) }
		for _, x := range []struct {
			name string
			do   func()
		}{
			{"a+b", func() { sum(&mine, &a, &b); theirs.Add(&a, &b) }},
			{"a-b", func() { difference(&mine, &a, &b); theirs.Subtract(&a, &b) }},
			{"(a+b)-(c+d)", func() {
				sum(&one, &a, &b)
				sum(&two, &c, &d)
				differenceOfSum(&mine, &one, &two)
				theirs.Subtract(theirs.Add(&a, &b), want.Add(&c, &d))
			}},
			{"(a+b)-(c-d)", func() {
				sum(&one, &a, &b)
				difference(&two, &c, &d)
				differenceOfSum(&mine, &one, &two)
				theirs.Subtract(theirs.Add(&a, &b), want.Subtract(&c, &d))
			}},
		} {
			x.do()
			// The product of the longest by itself is what the formulas ask at most.
			got, longest := *mul(new(field.Element), &mine, &mine), *new(field.Element).Square(&mine)
			expect := mul(new(field.Element), &theirs, &theirs)
			if got.Equal(expect) != 1 || longest.Equal(expect) != 1 {
				t.Fatalf("%s of %v %v %v %v", x.name, a, b, c, d)
			}
			for _, e := range []*field.Element{&got, &longest} {
				for _, n := range digits(e) {
					if n >= 1<<51+1<<18 {
						t.Fatalf("%s: a product has the digit %d", x.name, n)
					}
				}
			}
		}
	}
}
