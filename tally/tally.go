// Package tally is the arithmetic of elections: what a slip is worth, who is
// elected to the seats, what a tie leaves open, and when figures close.
//
// It counts in whole numbers and law's exact shares, knows no names, disk or
// clock, and promises that the order of slips, tellers and candidates never
// changes who is elected, and that one more vote never harms its candidate.
package tally

import (
	"slices"

	"hoinghi/law"
)

// Way is how a voter marks a slip.
type Way string

// The ways. Either way a name that is left standing or marked is a vote for
// the candidate.
const (
	Cross  Way = "cross"  // names not wanted are crossed out
	Choose Way = "choose" // names wanted are marked
)

// Bounds are how many candidates one slip may hold.
type Bounds struct {
	Way      Way
	Min, Max int // Min 0 lets a slip for nobody be valid
}

// Flaw is what makes a slip invalid, by the rules read out before the vote.
type Flaw string

// The flaws; the empty one is a valid slip.
const (
	Sound   Flaw = ""
	Foreign Flaw = "foreign" // not a slip of the tellers
	Signed  Flaw = "signed"  // bears a name or a mark that tells the voter
	Added   Flaw = "added"   // a name that does not stand was written on it
	Over    Flaw = "over"    // more candidates than the rules allow
	Under   Flaw = "under"   // fewer candidates, or nobody
)

// Flaws lists what makes a slip invalid, in the order in which rules name it.
func Flaws() []Flaw { return []Flaw{Foreign, Added, Signed, Over, Under} }

// Slip is one slip as read: Marks holds, for each candidate, whether the voter
// crossed the name out (Cross) or marked it (Choose).
type Slip struct {
	Marks []bool
	Flaw  Flaw // what the reader saw: Foreign, Signed or Added; else empty
}

// For reports which candidates the slip stands for.
func (b Bounds) For(s Slip) []bool {
	out := slices.Clone(s.Marks)
	if b.Way == Cross {
		for i := range out {
			out[i] = !out[i]
		}
	}
	return out
}

// Judge says whether a slip counts: Sound, or the first flaw it has.
func (b Bounds) Judge(s Slip) Flaw {
	if s.Flaw != Sound {
		return s.Flaw
	}
	n := 0
	for _, wanted := range b.For(s) {
		if wanted {
			n++
		}
	}
	switch {
	case n > b.Max:
		return Over
	case n < b.Min:
		return Under
	}
	return Sound
}

// Sums are slips added up.
type Sums struct {
	Valid, Invalid int64
	For            []int64 // by candidate, in the order of the slip
}

// Slips is how many were in the box.
func (s Sums) Slips() int64 { return s.Valid + s.Invalid }

// Read adds slips of a list of n candidates. A slip that does not mark exactly
// n names is not one of this list and counts as Foreign.
func (b Bounds) Read(n int, slips []Slip) Sums {
	out := Sums{For: make([]int64, n)}
	for _, s := range slips {
		if len(s.Marks) != n || b.Judge(s) != Sound {
			out.Invalid++
			continue
		}
		out.Valid++
		for i, wanted := range b.For(s) {
			if wanted {
				out.For[i]++
			}
		}
	}
	return out
}

// Add is two sums of the same list together, in either order.
func (s Sums) Add(o Sums) Sums {
	out := Sums{Valid: s.Valid + o.Valid, Invalid: s.Invalid + o.Invalid, For: make([]int64, max(len(s.For), len(o.For)))}
	for i := range out.For {
		if i < len(s.For) {
			out.For[i] += s.For[i]
		}
		if i < len(o.For) {
			out.For[i] += o.For[i]
		}
	}
	return out
}

// Poll is what decides one round.
type Poll struct {
	Seats int
	Bar   law.Share
	Base  int64   // whom the bar is a share of: those attending, or the valid slips
	Votes []int64 // by candidate
}

// Standing is where a candidate stands after a round.
type Standing string

// The standings.
const (
	Elected Standing = "elected"
	Tied    Standing = "tied"  // over the bar, equal at the last seat
	Spare   Standing = "spare" // over the bar, but the seats went to others
	Short   Standing = "short" // not over the bar
)

// Result is the outcome of a round.
type Result struct {
	Standing []Standing // by candidate
	Rank     []int      // by candidate, 1 for most votes; equals share a rank
	Open     int        // seats that the tied are still to share out
	Missing  int        // seats for which nobody passed the bar
}

// Decide fills the seats with those over the bar who have most votes. Equals at
// the last seat are all Tied: which of them wins is for the unit's own rule.
func (p Poll) Decide() Result {
	n := len(p.Votes)
	r := Result{Standing: make([]Standing, n), Rank: make([]int, n)}
	over := 0
	for i, v := range p.Votes {
		r.Rank[i] = 1 + p.above(v, false)
		if p.Bar.Met(v, p.Base) {
			over++
		}
	}
	for i, v := range p.Votes {
		better, equal := p.above(v, true), p.equal(v)
		switch {
		case !p.Bar.Met(v, p.Base):
			r.Standing[i] = Short
		case better+equal <= p.Seats:
			r.Standing[i] = Elected
		case better >= p.Seats:
			r.Standing[i] = Spare
		default:
			r.Standing[i] = Tied
			r.Open = p.Seats - better
		}
	}
	r.Missing = max(0, p.Seats-over)
	return r
}

// above counts the candidates with more votes than v, all or those who passed.
func (p Poll) above(v int64, passed bool) (n int) {
	for _, x := range p.Votes {
		if x > v && (!passed || p.Bar.Met(x, p.Base)) {
			n++
		}
	}
	return n
}

func (p Poll) equal(v int64) (n int) {
	for _, x := range p.Votes {
		if x == v {
			n++
		}
	}
	return n
}

// With are the candidates of a standing, in the order of the slip.
func (r Result) With(s Standing) (out []int) {
	for i, x := range r.Standing {
		if x == s {
			out = append(out, i)
		}
	}
	return out
}
