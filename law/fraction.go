package law

import "fmt"

// Fraction is an exact share, never a float.
type Fraction struct{ Num, Den int64 }

// Share is a bar to pass: at least a fraction, or more than it.
type Share struct {
	Fraction
	Strict bool // true: more than; false: at least
}

// AtLeast is the bar of num/den and above.
func AtLeast(num, den int64) Share { return Share{Fraction{num, den}, false} }

// MoreThan is the bar strictly above num/den.
func MoreThan(num, den int64) Share { return Share{Fraction{num, den}, true} }

// Met reports whether n of base reaches the bar. An empty base never does.
func (s Share) Met(n, base int64) bool {
	if base <= 0 {
		return false
	}
	l, r := n*s.Den, s.Num*base
	return l > r || !s.Strict && l == r
}

// Needed is the smallest count that reaches the bar for a base.
func (s Share) Needed(base int64) int64 {
	x := s.Num * base
	n := x / s.Den
	if s.Strict || x%s.Den != 0 {
		n++
	}
	return n
}

// String is the fraction as written in law, for example 2/3.
func (f Fraction) String() string { return fmt.Sprintf("%d/%d", f.Num, f.Den) }
