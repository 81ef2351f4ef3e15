package belenios

import (
	"unsafe"

	"filippo.io/edwards25519/field"
)

// limbs are an element's five digits of 51 bits, the lowest first. The library
// carries after every sum; its products take digits of up to 54 bits, so the
// sums of the curve's formulas, of which none is deeper than two, need no carry.
// A product has digits below 2^51 + 2^18, called short here. TestLimbs holds
// this to the library's own sums, and to where it keeps the digits.
type limbs [5]uint64

const _ = -(unsafe.Sizeof(field.Element{}) ^ unsafe.Sizeof(limbs{})) // does not compile unless they are alike

func digits(e *field.Element) *limbs { return (*limbs)(unsafe.Pointer(e)) }

// sum sets v to a + b.
func sum(v, a, b *field.Element) {
	r, x, y := digits(v), digits(a), digits(b)
	r[0] = x[0] + y[0]
	r[1] = x[1] + y[1]
	r[2] = x[2] + y[2]
	r[3] = x[3] + y[3]
	r[4] = x[4] + y[4]
}

// Twice and four times the prime, by digits: what is added before a subtraction,
// so that no digit falls below zero.
const (
	twice0, twice = 2<<51 - 38, 2<<51 - 2
	four0, four   = 2 * twice0, 2 * twice
)

// difference sets v to a - b; b is short.
func difference(v, a, b *field.Element) {
	r, x, y := digits(v), digits(a), digits(b)
	r[0] = x[0] + twice0 - y[0]
	r[1] = x[1] + twice - y[1]
	r[2] = x[2] + twice - y[2]
	r[3] = x[3] + twice - y[3]
	r[4] = x[4] + twice - y[4]
}

// differenceOfSum sets v to a - b; b is a sum or a difference of short ones.
func differenceOfSum(v, a, b *field.Element) {
	r, x, y := digits(v), digits(a), digits(b)
	r[0] = x[0] + four0 - y[0]
	r[1] = x[1] + four - y[1]
	r[2] = x[2] + four - y[2]
	r[3] = x[3] + four - y[3]
	r[4] = x[4] + four - y[4]
}
