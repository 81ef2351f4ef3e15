package election_test

import (
	"slices"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/regulation"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/tally"
)

func (h *hall) progress(id string) (p election.Progress) {
	h.Helper()
	h.do(func(tx *store.Tx) (err error) { p, err = election.ProgressOf(tx, id); return err })
	return p
}

// Too few pass the bar, then two are equal: each time the next round holds the
// seats and the people that are still open, and no more.
func TestFurtherRounds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, 20)
		id := h.call(plan{3, []int{3, 4, 5, 6, 7}, election.Paper, "again", tally.Choose})
		first := h.open(id)
		h.paper(first, 20)
		h.both(first, count(20, 0, 0, 20, 10, 9, 9, 9))
		if o := h.decide(first); len(won(o)) != 1 || o.Missing != 2 || len(o.Revealed) != 1 {
			t.Errorf("first round: %v won, %d missing, %v told", won(o), o.Missing, o.Revealed)
		}
		p := h.progress(id)
		if p.Next.Kind != "further" || p.Next.Seats != 2 || len(p.Next.Candidates) != 4 {
			t.Errorf("after the first round: %+v", p.Next)
		}
		h.refused(h.desk, "fault.required", func(tx *store.Tx) error { return election.End(tx, id, "") })
		second := h.open(id)
		h.paper(second, 20)
		a, _ := h.tellers()
		h.refused(a, "election.count.votes", func(tx *store.Tx) error {
			return election.EnterCount(tx, second, count(20, 0, 0, 19, 12, 12, 1))
		})
		h.both(second, count(20, 0, 0, 13, 11, 11, 3))
		o := h.decide(second)
		if !o.Tied() || o.Open != 1 || len(won(o)) != 1 || o.Stood[1].Why.Verdict != law.NotDecided {
			t.Errorf("second round: open %d, won %v", o.Open, won(o))
		}
		h.refused(h.desk, "election.lot.rule", func(tx *store.Tx) error {
			return election.DrawLot(tx, second, []string{o.Stood[1].ID}, "rút thăm")
		})
		p = h.progress(id)
		if p.Next.Kind != "again" || p.Next.Seats != 1 || len(p.Next.Candidates) != 2 {
			t.Errorf("after the tie: %+v", p.Next)
		}
		third := h.open(id)
		h.paper(third, 20)
		h.both(third, count(20, 0, 0, 12, 8))
		h.decide(third)
		if p = h.progress(id); p.Filled() != 3 || p.Next.Kind != "" {
			t.Errorf("at last: %d seats, next %+v", p.Filled(), p.Next)
		}
		h.refused(h.desk, "election.seats.filled", func(tx *store.Tx) error { _, err := election.OpenRound(tx, id); return err })
		h.refused(h.desk, "election.recount.later", func(tx *store.Tx) error { return election.Recount(tx, first, "x") })
		h.byElection(id)
	})
}

// byElection releases a member by vote and fills the seat for the rest of the
// term.
func (h *hall) byElection(id string) {
	h.Helper()
	h.do(func(tx *store.Tx) error { return election.End(tx, id, "") })
	h.do(func(tx *store.Tx) error {
		return election.Recognise(tx, id, election.Recognition{Number: "1", SignedOn: held, Issuer: "Công đoàn"})
	})
	var gone election.Member
	h.do(func(tx *store.Tx) error {
		all, err := election.Members(tx, id)
		gone = all[0]
		return err
	})
	no, yes := h.vote(3), h.vote(20)
	release := func(r election.Release) func(*store.Tx) error {
		return func(tx *store.Tx) error { return election.ReleaseMember(tx, r) }
	}
	h.refused(h.desk, "election.vote.not.passed", release(election.Release{Member: gone.ID, Vote: no, On: held.AddDays(30), Why: "chuyển công tác"}))
	h.refused(h.desk, "fault.required", release(election.Release{Member: gone.ID, Vote: yes, On: held.AddDays(30)}))
	h.refused(h.desk, "election.release.day", release(election.Release{Member: gone.ID, Vote: yes, On: held, Why: "chuyển công tác"}))
	h.do(release(election.Release{Member: gone.ID, Vote: yes, On: held.AddDays(30), Why: "chuyển công tác"}))
	h.refused(h.desk, "election.release.twice", release(election.Release{Member: gone.ID, Vote: yes, On: held.AddDays(30), Why: "chuyển công tác"}))
	h.do(func(tx *store.Tx) error {
		serving, err := election.Serving(tx, held.AddDays(31))
		posts, err2 := roster.PostsOn(tx, gone.Person, held.AddDays(31))
		if len(serving) != 2 || slices.ContainsFunc(posts, func(p roster.Post) bool { return p.ID == gone.Post }) {
			h.Errorf("%d serve after the release, posts %v", len(serving), posts)
		}
		if err == nil {
			err = err2
		}
		return err
	})
	var by string
	h.do(func(tx *store.Tx) (err error) {
		by, err = election.Call(tx, election.Election{Conference: h.conf, Purpose: election.Board, Title: "Bầu bổ sung", Seats: 1, Of: id})
		if err != nil {
			return err
		}
		e, err := election.Find(tx, by)
		if err != nil {
			return err
		}
		if end, err := election.TermEnd(tx, e); err != nil || end != law.MustDay("2028-01-23") {
			h.Errorf("the term of a by-election ends %s, %v", end, err)
		}
		return nil
	})
	h.refused(h.desk, "election.size", func(tx *store.Tx) error {
		_, err := election.Call(tx, election.Election{Conference: h.conf, Purpose: election.Board, Title: "Bầu bổ sung", Seats: 8, Of: id})
		return err
	})
}

// The unit's recorded rule decides between equals: who served longer, or a lot
// that people drew.
func TestTies(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, 20)
		for _, tie := range []string{"seniority", "lot"} {
			id := h.call(plan{3, []int{6, 5, 4, 3}, election.Paper, tie, tally.Choose})
			round := h.open(id)
			h.paper(round, 20)
			h.both(round, count(20, 0, 0, 15, 13, 12, 12))
			o := h.decide(round)
			if tie == "seniority" {
				if got := won(o); len(got) != 3 || got[2] != h.p[3] || o.Tied() || o.Stood[3].How != "seniority" || !strings.Contains(o.Stood[3].Why.Conclusion, "công tác lâu hơn") {
					t.Errorf("by seniority won %v, reason %q", got, o.Stood[3].Why.Conclusion)
				}
				continue
			}
			tied := o.Stood[2:]
			lot := func(who ...string) func(*store.Tx) error {
				return func(tx *store.Tx) error { return election.DrawLot(tx, round, who, "Bốc thăm trước hội nghị") }
			}
			h.refused(h.desk, "election.lot.tied", lot(o.Stood[0].ID))
			h.refused(h.desk, "election.lot.seats", lot(tied[0].ID, tied[1].ID))
			h.refused(h.desk, "fault.required", func(tx *store.Tx) error { return election.DrawLot(tx, round, []string{tied[1].ID}, " ") })
			h.do(lot(tied[1].ID))
			h.do(func(tx *store.Tx) (err error) { o, err = election.OutcomeOf(tx, round); return err })
			if got := won(o); len(got) != 3 || !slices.Contains(got, tied[1].Person) || o.Tied() {
				t.Errorf("by lot won %v", got)
			}
			if p := h.progress(id); p.Filled() != 3 || p.Next.Kind != "" {
				t.Errorf("after the lot: %+v", p.Next)
			}
		}
	})
}

// A recount, an objection and a round set aside are added; what was decided
// before can still be read.
func TestCorrectionsLeaveEverythingInPlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, 20)
		id := h.call(plan{3, []int{3, 4, 5, 6}, election.Paper, "again", tally.Choose})
		round := h.open(id)
		h.paper(round, 20)
		h.both(round, count(20, 0, 0, 15, 14, 13, 12))
		h.decide(round)
		h.refused(h.as(h.p[8], access.Delegate), "fault.denied", func(tx *store.Tx) error {
			return election.Add(tx, election.Note{Election: id, Kind: "objection", By: "x", Text: "y"})
		})
		h.refused(h.desk, "fault.choice", func(tx *store.Tx) error {
			return election.Add(tx, election.Note{Election: id, Kind: "lot", By: "x", Text: "y"})
		})
		h.do(func(tx *store.Tx) error {
			return election.Add(tx, election.Note{Election: id, Round: round, Kind: "objection", By: "Nguyễn Văn An", Text: "Đề nghị kiểm lại"})
		})
		h.do(func(tx *store.Tx) error { return election.Recount(tx, round, "Theo đề nghị kiểm lại") })
		h.both(round, count(20, 0, 0, 12, 14, 13, 15))
		if o := h.decide(round); slices.Contains(won(o), h.p[3]) {
			t.Errorf("the recount elects %v", won(o))
		}
		h.do(func(tx *store.Tx) error {
			return election.SetAside(tx, round, "Phiếu không do ban kiểm phiếu phát")
		})
		if p := h.progress(id); p.Filled() != 0 || p.Next.Kind != "rerun" || len(p.Next.Candidates) != 4 {
			t.Errorf("after setting aside: %d filled, next %+v", p.Filled(), p.Next)
		}
		h.do(func(tx *store.Tx) error {
			notes, err := election.Notes(tx, id)
			var kinds []string
			for _, n := range notes {
				kinds = append(kinds, n.Kind)
			}
			if strings.Join(kinds, " ") != "objection recount set-aside" {
				t.Errorf("notes: %v", kinds)
			}
			old, err2 := store.Value[int64](tx, `SELECT COUNT(*) FROM election_result WHERE org_id = $1 AND round_id = $2`, round)
			if old != 8 {
				t.Errorf("%d lines of results are kept, want both passes", old)
			}
			if err == nil {
				err = err2
			}
			return err
		})
	})
}

// A tighter bar of the unit's own decides and is named.
func TestTheUnitsOwnBar(t *testing.T) {
	h := newHall(t, storetest.SQLite(t), 20)
	h.do(func(tx *store.Tx) error {
		_, err := regulation.Record(tx, regulation.Own{Rule: "ttnd.elected", Value: "ít nhất 2/3", Document: law.Document{Number: "15/QC-TVT", Day: law.MustDay("2024-01-15"), Article: "Điều 7"}})
		return err
	})
	id := h.call(plan{3, []int{3, 4, 5, 6}, election.Hands, "again", tally.Choose})
	round := h.open(id)
	h.do(func(tx *store.Tx) error { return election.CloseVoting(tx, round, election.Stub{}) })
	a, _ := h.tellers()
	h.refused(a, "election.count.hands", func(tx *store.Tx) error { return election.EnterCount(tx, round, count(0, 0, 0, 21, 1, 1, 1)) })
	h.both(round, count(0, 0, 0, 18, 14, 13, 2))
	o := h.decide(round)
	if len(won(o)) != 2 || o.Missing != 1 {
		t.Errorf("by two thirds of 20 won %d", len(won(o)))
	}
	if w := o.Stood[2].Why; w.Verdict != law.Short || !strings.Contains(w.Cite, "15/QC-TVT") || !strings.Contains(w.Conclusion, "14") {
		t.Errorf("the reason: %q %q", w.Conclusion, w.Cite)
	}
}

// Another organisation finds nothing, whatever it asks, and changes nothing.
func TestStrangersFindNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, 12)
		id := h.call(plan{3, []int{3, 4, 5}, election.Paper, "lot", tally.Choose})
		round := h.open(id)
		h.paper(round, 12)
		other := access.Actor{Org: "b", Person: h.p[11], Roles: []access.Role{access.Secretary, access.Presidium, access.Teller, access.Head}}
		for name, f := range map[string]func(*store.Tx) error{
			"find":     func(tx *store.Tx) error { _, err := election.Find(tx, id); return err },
			"round":    func(tx *store.Tx) error { _, _, err := election.FindRound(tx, round); return err },
			"count":    func(tx *store.Tx) error { return election.EnterCount(tx, round, count(12, 0, 0, 9, 8, 7)) },
			"counting": func(tx *store.Tx) error { _, err := election.CountingOf(tx, round); return err },
			"hand":     func(tx *store.Tx) error { return election.HandOut(tx, round, election.ByPaper, h.p[0]) },
			"roll":     func(tx *store.Tx) error { _, err := election.Roll(tx, round); return err },
			"serials":  func(tx *store.Tx) error { _, err := election.Serials(tx, round); return err },
			"decide":   func(tx *store.Tx) error { _, err := election.Decide(tx, round); return err },
			"box":      func(tx *store.Tx) error { return election.AddBoxResult(tx, round, election.Box{ID: "x"}) },
			"aside":    func(tx *store.Tx) error { return election.SetAside(tx, round, "x") },
			"note":     func(tx *store.Tx) error { return election.Add(tx, election.Note{Election: id}) },
			"end":      func(tx *store.Tx) error { return election.End(tx, id, "x") },
		} {
			if err := db.Write(t.Context(), other, f); !fault.Is(err, fault.Missing) {
				t.Errorf("%s from another organisation: %v", name, err)
			}
		}
		err := db.Read(t.Context(), other, func(tx *store.Tx) error {
			list, err := election.List(tx, h.conf)
			names, err2 := election.Candidates(tx, id)
			if len(list)+len(names) != 0 || err2 != nil {
				t.Errorf("another organisation lists %d and %d, %v", len(list), len(names), err2)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// The stack of slips comes in another order each time, and holds each serial
// once.
func TestSerialsAreShuffled(t *testing.T) {
	h := newHall(t, storetest.SQLite(t), 12)
	round := h.open(h.call(plan{3, []int{3, 4, 5}, election.Paper, "lot", tally.Choose}))
	h.do(func(tx *store.Tx) error { return election.PrintSlips(tx, round, 60) })
	read := func() (out []string) {
		h.do(func(tx *store.Tx) error {
			all, err := election.Serials(tx, round)
			for _, s := range all {
				out = append(out, s.String())
			}
			return err
		})
		return out
	}
	a, b := read(), read()
	if slices.Equal(a, b) || slices.IsSorted(a) {
		t.Error("the stack is in the order of its numbers")
	}
	slices.Sort(a)
	if len(slices.Compact(a)) != 60 {
		t.Errorf("%d different serials of 60", len(a))
	}
	h.refused(h.as(h.p[0], access.Delegate), "election.teller.only", func(tx *store.Tx) error { _, err := election.Serials(tx, round); return err })
}
