package tally_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hoinghi/law"
	"hoinghi/tally"
)

var half = law.MoreThan(1, 2)

func TestASlipIsReadByItsRules(t *testing.T) {
	cross := tally.Bounds{Way: tally.Cross, Min: 1, Max: 2}
	choose := tally.Bounds{Way: tally.Choose, Min: 0, Max: 2}
	for _, c := range []struct {
		name string
		b    tally.Bounds
		s    tally.Slip
		want tally.Flaw
	}{
		{"one crossed out of three", cross, tally.Slip{Marks: []bool{true, false, false}}, tally.Sound},
		{"none crossed out of three", cross, tally.Slip{Marks: []bool{false, false, false}}, tally.Over},
		{"all crossed out", cross, tally.Slip{Marks: []bool{true, true, true}}, tally.Under},
		{"two marked", choose, tally.Slip{Marks: []bool{true, true, false}}, tally.Sound},
		{"three marked", choose, tally.Slip{Marks: []bool{true, true, true}}, tally.Over},
		{"blank where blank counts", choose, tally.Slip{Marks: []bool{false, false, false}}, tally.Sound},
		{"signed", choose, tally.Slip{Marks: []bool{true, false, false}, Flaw: tally.Signed}, tally.Signed},
		{"not of the tellers", cross, tally.Slip{Marks: []bool{true, false, false}, Flaw: tally.Foreign}, tally.Foreign},
	} {
		if got := c.b.Judge(c.s); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	got := cross.Read(3, []tally.Slip{{Marks: []bool{true, false, false}}, {Marks: []bool{false, false, false}}, {Marks: []bool{true, true}}, {Marks: []bool{false, true, true}}})
	if want := (tally.Sums{Valid: 2, Invalid: 2, For: []int64{1, 1, 1}}); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
}

func TestWhoIsElected(t *testing.T) {
	const e, x, sp, sh = tally.Elected, tally.Tied, tally.Spare, tally.Short
	for _, c := range []struct {
		name          string
		p             tally.Poll
		want          []tally.Standing
		open, missing int
	}{
		{"three of four", tally.Poll{3, half, 48, []int64{40, 47, 30, 25}}, []tally.Standing{e, e, e, sp}, 0, 0},
		{"half is not more than half", tally.Poll{2, half, 48, []int64{24, 25}}, []tally.Standing{sh, e}, 0, 1},
		{"equals at the last seat", tally.Poll{2, half, 40, []int64{30, 35, 30, 29}}, []tally.Standing{x, e, x, sp}, 1, 0},
		{"equals where both fit", tally.Poll{3, half, 40, []int64{30, 35, 30}}, []tally.Standing{e, e, e}, 0, 0},
		{"three equals for two seats", tally.Poll{2, half, 40, []int64{30, 30, 30}}, []tally.Standing{x, x, x}, 2, 0},
		{"equals below the bar", tally.Poll{2, half, 40, []int64{20, 35, 20}}, []tally.Standing{sh, e, sh}, 0, 1},
		{"nobody", tally.Poll{3, half, 40, []int64{0, 0, 0}}, []tally.Standing{sh, sh, sh}, 0, 3},
		{"nobody attends", tally.Poll{1, half, 0, []int64{0}}, []tally.Standing{sh}, 0, 1},
	} {
		got := c.p.Decide()
		if !slices.Equal(got.Standing, c.want) || got.Open != c.open || got.Missing != c.missing {
			t.Errorf("%s: %+v, want %v open %d missing %d", c.name, got, c.want, c.open, c.missing)
		}
	}
	if got := (tally.Poll{2, half, 40, []int64{30, 35, 30, 29}}).Decide().Rank; !slices.Equal(got, []int{2, 1, 2, 4}) {
		t.Errorf("ranks %v", got)
	}
}

func polls(t *rapid.T) tally.Poll {
	n := rapid.IntRange(1, 9).Draw(t, "candidates")
	base := rapid.Int64Range(0, 60).Draw(t, "base")
	den := rapid.Int64Range(1, 5).Draw(t, "den")
	bar := law.Share{Fraction: law.Fraction{Num: rapid.Int64Range(1, den).Draw(t, "num"), Den: den}, Strict: rapid.Bool().Draw(t, "strict")}
	return tally.Poll{Seats: rapid.IntRange(1, 9).Draw(t, "seats"), Bar: bar, Base: base,
		Votes: rapid.SliceOfN(rapid.Int64Range(0, base), n, n).Draw(t, "votes")}
}

func TestEveryOutcomeFillsNoMoreThanItsSeats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := polls(t)
		r := p.Decide()
		won, tied := r.With(tally.Elected), r.With(tally.Tied)
		if len(won)+r.Open+r.Missing > p.Seats || len(won) > p.Seats {
			t.Fatalf("%d elected, %d open, %d missing of %d seats", len(won), r.Open, r.Missing, p.Seats)
		}
		if r.Missing == 0 && len(won)+r.Open != p.Seats {
			t.Fatalf("%d elected and %d open of %d seats, none missing", len(won), r.Open, p.Seats)
		}
		if (len(tied) > 0) != (r.Open > 0) || len(tied) > 0 && len(tied) <= r.Open {
			t.Fatalf("%d tied for %d seats", len(tied), r.Open)
		}
		for i, a := range r.Standing {
			for j, b := range r.Standing {
				if a == tally.Elected && b != tally.Elected && p.Votes[j] > p.Votes[i] {
					t.Fatalf("%d with %d votes is elected before %d with %d", i, p.Votes[i], j, p.Votes[j])
				}
				if p.Votes[i] == p.Votes[j] && a != b {
					t.Fatalf("equals stand differently: %v", r.Standing)
				}
			}
			if a == tally.Elected && !p.Bar.Met(p.Votes[i], p.Base) {
				t.Fatalf("elected below the bar with %d of %d", p.Votes[i], p.Base)
			}
		}
	})
}

var better = map[tally.Standing]int{tally.Short: 0, tally.Spare: 1, tally.Tied: 2, tally.Elected: 3}

// One more vote never harms, whether it comes on a slip that was there or on
// one more slip of those attending.
func TestOneMoreVoteNeverLoses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := polls(t)
		i := rapid.IntRange(0, len(p.Votes)-1).Draw(t, "who")
		before := p.Decide().Standing[i]
		p.Votes = slices.Clone(p.Votes)
		p.Votes[i]++
		if p.Votes[i] > p.Base || rapid.Bool().Draw(t, "one more slip") {
			p.Base++
		}
		if after := p.Decide().Standing[i]; better[after] < better[before] {
			t.Fatalf("%s became %s by one more vote", before, after)
		}
	})
}

func TestTheOrderOfCandidatesNeverMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := polls(t)
		r := p.Decide()
		order := rapid.Permutation(index(len(p.Votes))).Draw(t, "order")
		q := p
		q.Votes = nil
		for _, i := range order {
			q.Votes = append(q.Votes, p.Votes[i])
		}
		s := q.Decide()
		for at, i := range order {
			if s.Standing[at] != r.Standing[i] || s.Rank[at] != r.Rank[i] {
				t.Fatalf("candidate %d is %s, in another order %s", i, r.Standing[i], s.Standing[at])
			}
		}
	})
}

func index(n int) (out []int) {
	for i := range n {
		out = append(out, i)
	}
	return out
}

func slips(t *rapid.T, n int) []tally.Slip {
	one := rapid.Custom(func(t *rapid.T) tally.Slip {
		return tally.Slip{Marks: rapid.SliceOfN(rapid.Bool(), n, n).Draw(t, "marks"),
			Flaw: rapid.SampledFrom([]tally.Flaw{tally.Sound, tally.Sound, tally.Sound, tally.Foreign, tally.Signed}).Draw(t, "flaw")}
	})
	return rapid.SliceOfN(one, 0, 40).Draw(t, "slips")
}

func bounds(t *rapid.T, n int) tally.Bounds {
	most := rapid.IntRange(1, n).Draw(t, "max")
	return tally.Bounds{Way: rapid.SampledFrom([]tally.Way{tally.Cross, tally.Choose}).Draw(t, "way"), Min: rapid.IntRange(0, most).Draw(t, "min"), Max: most}
}

// Neither the order of slips nor the piles they are counted in matter, every
// slip is counted once, and what is counted is a count that can be.
func TestSumsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "candidates")
		b, all := bounds(t, n), slips(t, n)
		sums := b.Read(n, all)
		shuffled := slices.Clone(all)
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		rnd.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		cut := rapid.IntRange(0, len(all)).Draw(t, "cut")
		piles := b.Read(n, shuffled[cut:]).Add(b.Read(n, shuffled[:cut]))
		if !cmp.Equal(sums, piles) {
			t.Fatal(cmp.Diff(sums, piles))
		}
		if sums.Slips() != int64(len(all)) {
			t.Fatalf("%d slips read of %d", sums.Slips(), len(all))
		}
		out := rapid.Int64Range(0, 5).Draw(t, "not returned")
		c := tally.Count{Sums: sums, NotReturned: out}
		if f := c.Check(b, n, sums.Slips()+out); len(f) > 0 {
			t.Fatalf("a true count is refused: %v", f)
		}
		if !c.Closes(sums.Slips() + out) {
			t.Fatal("a true count does not close")
		}
	})
}

func TestOneMoreSlipForNeverLoses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "candidates")
		b := tally.Bounds{Way: tally.Choose, Min: 0, Max: n}
		all := slips(t, n)
		before := b.Read(n, all)
		one := tally.Slip{Marks: make([]bool, n)}
		i := rapid.IntRange(0, n-1).Draw(t, "who")
		one.Marks[i] = true
		after := b.Read(n, append(slices.Clone(all), one))
		poll := func(s tally.Sums) tally.Standing { return tally.Poll{1, half, s.Valid, s.For}.Decide().Standing[i] }
		if better[poll(after)] < better[poll(before)] {
			t.Fatalf("a slip for a candidate turned %s into %s", poll(before), poll(after))
		}
	})
}

func TestWhatNoBoxCanHold(t *testing.T) {
	b := tally.Bounds{Way: tally.Choose, Min: 1, Max: 2}
	count := func(valid, invalid, out int64, votes ...int64) tally.Count {
		return tally.Count{Sums: tally.Sums{Valid: valid, Invalid: invalid, For: votes}, NotReturned: out}
	}
	for _, c := range []struct {
		name   string
		count  tally.Count
		want   []tally.Spot
		closes bool
	}{
		{"closes", count(9, 1, 0, 5, 6, 4), nil, true},
		{"one slip short", count(8, 1, 0, 5, 6, 4), nil, false},
		{"one over, though below issued", count(8, 1, 2, 5, 6, 4), nil, false},
		{"more slips than given out", count(10, 1, 0, 5, 6, 4), []tally.Spot{{tally.TooMany, -1}}, false},
		{"a candidate above the valid", count(9, 1, 0, 5, 10, 2), []tally.Spot{{tally.Candidate, 1}}, true},
		{"more votes than slips hold", count(9, 1, 0, 9, 9, 1), []tally.Spot{{tally.Votes, -1}}, true},
		{"fewer votes than slips", count(9, 1, 0, 2, 3, 3), []tally.Spot{{tally.Few, -1}}, true},
		{"below nothing", count(9, 1, 0, 5, -1, 4), []tally.Spot{{tally.Negative, -1}}, true},
		{"a name too few", count(9, 1, 0, 5, 6), []tally.Spot{{tally.Width, -1}}, true},
	} {
		if got := c.count.Check(b, 3, 10); !slices.Equal(got, c.want) || c.count.Closes(10) != c.closes {
			t.Errorf("%s: %v closes %v", c.name, got, c.count.Closes(10))
		}
	}
}

// Two tellers who wrote the same things in any figures but some differ there
// and nowhere else, whoever is first, and the third reading of those settles.
func TestOnlyTheDifferencesAreReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "candidates")
		figure := rapid.Int64Range(0, 30)
		truth := tally.Count{Sums: tally.Sums{Valid: figure.Draw(t, "valid"), Invalid: figure.Draw(t, "invalid"),
			For: rapid.SliceOfN(figure, n, n).Draw(t, "for")}, NotReturned: figure.Draw(t, "out")}
		a, b := truth, truth
		wrong := map[int]int64{}
		for _, line := range tally.Lines(n) {
			switch rapid.IntRange(0, 3).Draw(t, "slip of the pen") {
			case 0:
				a = a.Put(line, truth.At(line)+1)
				wrong[line] = truth.At(line)
			case 1:
				b = b.Put(line, truth.At(line)+2)
				wrong[line] = truth.At(line)
			}
		}
		ab, ba := tally.Differ(a, b), tally.Differ(b, a)
		if !slices.Equal(ab, ba) || len(ab) != len(wrong) {
			t.Fatalf("differ in %v and %v, want the %d of %v", ab, ba, len(wrong), wrong)
		}
		if got := tally.Settle(a, b, wrong); len(tally.Differ(got, truth)) > 0 {
			t.Fatalf("settled %+v, want %+v", got, truth)
		}
	})
}

func TestASmallWayHidesInTheWhole(t *testing.T) {
	sums := func(valid int64, votes ...int64) tally.Sums { return tally.Sums{Valid: valid, For: votes} }
	for _, c := range []struct {
		name string
		ways []tally.Sums
		want bool
	}{
		{"both large and mixed", []tally.Sums{sums(20, 12, 8), sums(10, 4, 6)}, true},
		{"one too small", []tally.Sums{sums(40, 12, 8), sums(9, 4, 6)}, false},
		{"one of one mind", []tally.Sums{sums(20, 12, 8), sums(10, 10, 6)}, false},
		{"all of one mind", []tally.Sums{sums(20, 20, 8), sums(10, 10, 6)}, true},
		{"one way alone", []tally.Sums{sums(3, 1, 2), sums(0, 0, 0)}, true},
		{"nobody voted", []tally.Sums{sums(0, 0), sums(0, 0)}, false},
	} {
		if got := tally.Separable(c.ways...); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if got := tally.Reveals(sums(15, 15, 8, 0)); !slices.Equal(got, []int{0, 2}) {
		t.Errorf("a room of 15 is told by %v", got)
	}
	if got := tally.Reveals(sums(21, 21, 0)); got != nil {
		t.Errorf("a room of 21 is told by %v", got)
	}
}
