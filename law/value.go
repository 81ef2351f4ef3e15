package law

import "strconv"

// Limit is the most that a count may be.
type Limit struct {
	N      int64
	Strict bool // true: below N; false: N itself is still allowed
}

// UpTo is the limit that still allows n.
func UpTo(n int64) Limit { return Limit{N: n} }

// Below is the limit that no longer allows n.
func Below(n int64) Limit { return Limit{N: n, Strict: true} }

// Allows reports whether a count keeps within the limit.
func (l Limit) Allows(n int64) bool { return n < l.N || !l.Strict && n == l.N }

// Cap is the largest part of a base that something may be.
type Cap struct{ Fraction }

// AtMost is the cap of num/den.
func AtMost(num, den int64) Cap { return Cap{Fraction{num, den}} }

// Holds reports whether n of base keeps within the cap.
func (c Cap) Holds(n, base int64) bool { return n*c.Den <= c.Num*base }

// Most is the largest whole count within the cap.
func (c Cap) Most(base int64) int64 { return c.Num * base / c.Den }

// Span is a time limit written in law, such as five working days.
type Span struct {
	N    int
	Unit SpanUnit
}

// SpanUnit is what a Span counts in.
type SpanUnit int

// The units of time limits.
const (
	Days SpanUnit = iota
	WorkingDaysOnly
	Months
	Years
)

// After is the last day of the time limit that begins with an event on a day;
// the day of the event is not counted.
func (s Span) After(d Day) (Day, error) {
	switch s.Unit {
	case WorkingDaysOnly:
		return AddWorkingDays(d, s.N)
	case Months:
		return d.AddMonths(s.N), nil
	case Years:
		return d.AddMonths(12 * s.N), nil
	}
	return d.AddDays(s.N), nil
}

// Item is one entry of a list fixed by law: a point, clause or number and its
// short wording in Vietnamese.
type Item struct{ Code, Text string }

// Step is one point of the order of the conference fixed by law.
type Step struct {
	Code  string // the letter of the point: a, b, c, d, đ, e, g, h, i
	Text  string
	Actor string // who does it, in Vietnamese
}

// Codes lists the codes of items in their order.
func Codes(items []Item) []string {
	out := make([]string, len(items))
	for i, x := range items {
		out[i] = x.Code
	}
	return out
}

// has reports whether items hold a code.
func has(items []Item, code string) bool {
	for _, x := range items {
		if x.Code == code {
			return true
		}
	}
	return false
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
