package tally

import "slices"

// Count is what one teller wrote down of a box of paper slips.
type Count struct {
	Sums
	NotReturned int64 // slips given out that did not come into the box
}

// Fault is a reason why a count cannot be right.
type Fault string

// The faults of a count.
const (
	Negative  Fault = "negative"  // a figure below nothing
	Width     Fault = "width"     // not one figure for each candidate
	TooMany   Fault = "too-many"  // more slips in the box than were given out
	Candidate Fault = "candidate" // a candidate has more votes than valid slips
	Votes     Fault = "votes"     // more votes than the valid slips can hold
	Few       Fault = "few"       // fewer votes than the valid slips must hold
	Gap       Fault = "gap"       // given out ≠ valid + invalid + not returned
)

// Spot is a fault and where it is: the candidate's place, or -1.
type Spot struct {
	Fault Fault
	At    int
}

// Check finds what no box can hold: slips given out are issued. What is not
// closed yet is for Closes.
func (c Count) Check(b Bounds, n int, issued int64) []Spot {
	if len(c.For) != n {
		return []Spot{{Width, -1}}
	}
	if c.Valid < 0 || c.Invalid < 0 || c.NotReturned < 0 || slices.ContainsFunc(c.For, func(v int64) bool { return v < 0 }) {
		return []Spot{{Negative, -1}}
	}
	var out []Spot
	if c.Slips() > issued {
		out = append(out, Spot{TooMany, -1})
	}
	var votes int64
	for i, v := range c.For {
		votes += v
		if v > c.Valid {
			out = append(out, Spot{Candidate, i})
		}
	}
	switch {
	case len(out) > 0:
	case votes > c.Valid*int64(min(b.Max, n)):
		out = append(out, Spot{Votes, -1})
	case votes < c.Valid*int64(b.Min):
		out = append(out, Spot{Few, -1})
	}
	return out
}

// Closes reports whether issued = valid + invalid + not returned.
func (c Count) Closes(issued int64) bool { return c.Left(issued) == 0 }

// Left is how many slips given out are not accounted for; below nothing when
// there are too many.
func (c Count) Left(issued int64) int64 { return issued - c.Slips() - c.NotReturned }

// The figures that are not a candidate's.
const (
	LineValid       = -1
	LineInvalid     = -2
	LineNotReturned = -3
)

// Lines lists every figure of a count of n candidates.
func Lines(n int) []int {
	out := []int{LineValid, LineInvalid, LineNotReturned}
	for i := range n {
		out = append(out, i)
	}
	return out
}

// At is one figure.
func (c Count) At(line int) int64 {
	switch line {
	case LineValid:
		return c.Valid
	case LineInvalid:
		return c.Invalid
	case LineNotReturned:
		return c.NotReturned
	}
	return c.For[line]
}

// Put is the count with one figure replaced.
func (c Count) Put(line int, v int64) Count {
	switch line {
	case LineValid:
		c.Valid = v
	case LineInvalid:
		c.Invalid = v
	case LineNotReturned:
		c.NotReturned = v
	default:
		c.For = slices.Clone(c.For)
		c.For[line] = v
	}
	return c
}

// Differ lists the figures in which two counts of the same list differ.
func Differ(a, b Count) (out []int) {
	for _, line := range Lines(len(a.For)) {
		if a.At(line) != b.At(line) {
			out = append(out, line)
		}
	}
	return out
}

// Settle is what two counts agree on, with a third reading of the rest. Lines
// that the third reading lacks keep the first count's figure.
func Settle(a, b Count, third map[int]int64) Count {
	out := a
	for _, line := range Differ(a, b) {
		if v, ok := third[line]; ok {
			out = out.Put(line, v)
		}
	}
	return out
}
