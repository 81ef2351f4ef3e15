package ballot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/regulation"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var chair = access.Actor{Org: "a", Person: "chair", Roles: []access.Role{access.Secretary, access.Presidium, access.Head}}

func delegate(i int) access.Actor {
	return access.Actor{Org: "a", Person: fmt.Sprintf("p%03d", i), Roles: []access.Role{access.Delegate}}
}

// hall is an open conference of n convened people of whom the first present
// are in the hall.
func hall(t *testing.T, db *store.DB, n, present int) (conf string) {
	t.Helper()
	act(t, db, chair, func(tx *store.Tx) (err error) { conf, err = hallOf(tx, n, present); return err })
	return conf
}

func hallOf(tx *store.Tx, n, present int) (conf string, err error) {
	conf, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị", OwnName: true, Track: "staff", Form: "whole", YearName: "plan",
		ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: law.MustDay("2026-01-23"), Session: "morning", StartsAt: "08:00", Place: "Hội trường", Scope: "office"})
	if err != nil {
		return "", err
	}
	var people []roster.Person
	for i := range n {
		people = append(people, roster.Person{ID: fmt.Sprintf("p%03d", i), Name: fmt.Sprintf("Nguyễn Văn %03d", i), Category: roster.PublicEmployee, DepartmentName: "Phòng"})
	}
	if err := conference.Convene(tx, conf, people); err != nil {
		return "", err
	}
	for i := range present {
		if _, _, err := conference.CheckIn(tx, conf, fmt.Sprintf("p%03d", i), conference.ByName); err != nil {
			return "", err
		}
	}
	return conf, conference.Begin(tx, conf)
}

func act(t *testing.T, db *store.DB, who access.Actor, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), who, f); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, db *store.DB, conf, method string) (id string) {
	t.Helper()
	act(t, db, chair, func(tx *store.Tx) (err error) {
		id, err = ballot.Open(tx, ballot.Ballot{Conference: conf, Question: "Thông qua Nghị quyết", Method: method, Base: "present", Shown: "live"})
		return err
	})
	return id
}

func closed(t *testing.T, db *store.DB, id string) (b ballot.Ballot) {
	t.Helper()
	act(t, db, chair, func(tx *store.Tx) (err error) { b, err = ballot.Close(tx, id); return err })
	return b
}

func TestTwoHundredVoteAtOnceTwiceEach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const n = 200
		id := open(t, db, hall(t, db, n, n), "phone")
		var mu sync.Mutex
		var wg sync.WaitGroup
		counted, refused := 0, 0
		for i := range n {
			for _, choice := range []string{ballot.For, ballot.Against} {
				wg.Go(func() {
					err := db.Write(context.Background(), delegate(i), func(tx *store.Tx) error { _, err := ballot.Cast(tx, id, choice); return err })
					mu.Lock()
					defer mu.Unlock()
					switch {
					case err == nil:
						counted++
					case fault.Of(err).Key == "ballot.twice":
						refused++
					default:
						t.Errorf("person %d: %v", i, err)
					}
				})
			}
		}
		wg.Wait()
		if counted != n || refused != n {
			t.Errorf("%d counted and %d refused, want %d each", counted, refused, n)
		}
		if b := closed(t, db, id); b.Cast() != n || b.Present != n {
			t.Errorf("the result counts %d voices of %d present, want %d", b.Cast(), b.Present, n)
		}
	})
}

func TestSameSlipSentTwiceCountsOnceWithTheSameReceipt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := open(t, db, hall(t, db, 3, 3), "phone")
		var first, second ballot.Receipt
		for _, r := range []*ballot.Receipt{&first, &second} {
			act(t, db, delegate(0), func(tx *store.Tx) (err error) { *r, err = ballot.Cast(tx, id, ballot.For); return err })
		}
		if first.Code == "" || first.Code != second.Code || !first.At.Equal(second.At.Add(0)) && first.At.UnixMilli() != second.At.UnixMilli() {
			t.Errorf("receipts differ: %+v, %+v", first, second)
		}
		if b := closed(t, db, id); b.InFavour != 1 {
			t.Errorf("counted %d, want 1", b.InFavour)
		}
	})
}

func TestWhoMayNotVote(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		conf := hall(t, db, 4, 3)
		id := open(t, db, conf, "phone")
		byHand := func(tx *store.Tx) error { _, err := ballot.Cast(tx, id, ballot.For); return err }
		for _, c := range []struct {
			name string
			who  access.Actor
			key  string
		}{
			{"absent", delegate(3), "conference.not.present"},
			{"guest", access.Actor{Org: "a", Person: "p000", Roles: []access.Role{access.Guest}}, "fault.denied"},
			{"stranger", access.Public("a"), "fault.missing"},
			{"machine", access.Machine("a"), "fault.missing"},
			{"another organisation", access.Actor{Org: "b", Person: "p000", Roles: access.Roles()}, "fault.missing"},
		} {
			if err := db.Write(t.Context(), c.who, byHand); err == nil || fault.Of(err).Key != c.key {
				t.Errorf("%s: got %v, want %s", c.name, err, c.key)
			}
		}
		closed(t, db, id)
		if err := db.Write(t.Context(), delegate(0), byHand); err == nil || fault.Of(err).Key != "ballot.closed" {
			t.Errorf("after the closing: got %v", err)
		}
	})
}

func TestNoVoteWithoutQuorum(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		conf := hall(t, db, 64, 42)
		ask := func(tx *store.Tx) error {
			_, err := ballot.Open(tx, ballot.Ballot{Conference: conf, Question: "?", Method: "hand", Base: "present", Shown: "live"})
			return err
		}
		if err := db.Write(t.Context(), chair, ask); err == nil || fault.Of(err).Key != "ballot.no.quorum" {
			t.Errorf("42 of 64: got %v, want no quorum", err)
		}
		act(t, db, chair, func(tx *store.Tx) error {
			_, _, err := conference.CheckIn(tx, conf, "p042", conference.ByCard)
			return err
		})
		act(t, db, chair, ask)
		if err := db.Write(t.Context(), chair, ask); err == nil || fault.Of(err).Key != "ballot.another" {
			t.Errorf("a second open vote: got %v", err)
		}
	})
}

func TestHandCountByRows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := open(t, db, hall(t, db, 64, 48), "hand")
		enter := func(row string, yes, no int64) error {
			return db.Write(t.Context(), chair, func(tx *store.Tx) error {
				return ballot.Enter(tx, id, ballot.Count{Row: row, InFavour: yes, Against: no})
			})
		}
		for _, c := range []struct {
			row     string
			yes, no int64
			key     string
		}{{"1", 20, 0, ""}, {"2", 29, 0, "fault.form"}, {"2", 27, 1, ""}, {"2", 27, -1, "fault.form"}, {" ", 1, 0, "fault.form"}} {
			err := enter(c.row, c.yes, c.no)
			if c.key == "" && err != nil || c.key != "" && (err == nil || fault.Of(err).Key != c.key) {
				t.Errorf("row %q %d/%d: got %v, want %q", c.row, c.yes, c.no, err, c.key)
			}
		}
		b := closed(t, db, id)
		if b.InFavour != 47 || b.Against != 1 || !b.Passed || b.Unanimous() {
			t.Errorf("got %+v, want 47/1 passed and not unanimous", b)
		}
		if got := locale.Percent(b.InFavour, b.Of(), 1); got != "97,9%" {
			t.Errorf("share %s, want 97,9%%", got)
		}
	})
}

func TestHalfIsNotMoreThanHalf(t *testing.T) {
	for _, c := range []struct {
		yes    int
		passed bool
	}{{5, false}, {6, true}} {
		db := storetest.SQLite(t)
		id := open(t, db, hall(t, db, 10, 10), "hand")
		act(t, db, chair, func(tx *store.Tx) error { return ballot.Enter(tx, id, ballot.Count{Row: "1", InFavour: int64(c.yes)}) })
		if b := closed(t, db, id); b.Passed != c.passed {
			t.Errorf("%d of 10: passed %v, want %v", c.yes, b.Passed, c.passed)
		}
	}
}

// A unit that asks for more than the law is held to it, and the reason names
// its own document.
func TestTheUnitsOwnMajorityDecides(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		act(t, db, chair, func(tx *store.Tx) error {
			_, err := regulation.Record(tx, regulation.Own{Rule: "conf.pass.fraction", Value: "ít nhất 2/3",
				Document: law.Document{Number: "15/QC-TVT", Day: law.MustDay("2024-01-15"), Article: "khoản 2 Điều 7"}})
			return err
		})
		conf := hall(t, db, 10, 10)
		for _, c := range []struct {
			yes    int64
			passed bool
		}{{6, false}, {7, true}} {
			id := open(t, db, conf, "hand")
			act(t, db, chair, func(tx *store.Tx) error { return ballot.Enter(tx, id, ballot.Count{Row: "1", InFavour: c.yes}) })
			if b := closed(t, db, id); b.Passed != c.passed {
				t.Errorf("%d of 10: passed %v, want %v", c.yes, b.Passed, c.passed)
			}
			act(t, db, chair, func(tx *store.Tx) error {
				b, err := ballot.Find(tx, id)
				if err != nil {
					return err
				}
				w, err := law.MajorityUnder(b.Bar, law.MustDay("2026-01-23"), law.Unit{Kind: law.PublicService}, law.Count{Base: b.Present, Part: b.InFavour})
				if (w.Verdict == law.Met) != c.passed || !strings.Contains(w.Cite, "15/QC-TVT") || !strings.Contains(w.Requirement, "2/3") {
					t.Errorf("%d of 10: the reason is %+v", c.yes, w)
				}
				return err
			})
		}
	})
}

// A tighter quorum of the unit's own keeps a vote from being opened.
func TestTheUnitsOwnQuorumDecides(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		act(t, db, chair, func(tx *store.Tx) error {
			_, err := regulation.Record(tx, regulation.Own{Rule: "conf.quorum.fraction", Value: "3/4",
				Document: law.Document{Number: "15/QC-TVT", Day: law.MustDay("2024-01-15"), Article: "khoản 2 Điều 7"}})
			return err
		})
		conf := hall(t, db, 10, 7)
		err := db.Write(t.Context(), chair, func(tx *store.Tx) error {
			_, err := ballot.Open(tx, ballot.Ballot{Conference: conf, Question: "?", Method: "hand", Base: "present", Shown: "live"})
			return err
		})
		if err == nil || fault.Of(err).Key != "ballot.no.quorum" {
			t.Errorf("7 of 10 where 3/4 are asked: %v", err)
		}
	})
}

// Until the closing, who neither counts nor presides learns how many have
// voted and not how.
func TestAVeiledCountIsNotTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		conf := hall(t, db, 4, 4)
		var id string
		act(t, db, chair, func(tx *store.Tx) (err error) {
			id, err = ballot.Open(tx, ballot.Ballot{Conference: conf, Question: "?", Method: "mixed", Base: "cast", Shown: "closed"})
			return err
		})
		act(t, db, delegate(0), func(tx *store.Tx) error { _, err := ballot.Cast(tx, id, ballot.For); return err })
		act(t, db, chair, func(tx *store.Tx) error { return ballot.Enter(tx, id, ballot.Count{Row: "1", InFavour: 1, Against: 1}) })
		look := func(who access.Actor, yes, no, rows int64) {
			t.Helper()
			act(t, db, who, func(tx *store.Tx) error {
				one, err1 := ballot.Find(tx, id)
				all, err2 := ballot.List(tx, conf)
				open, err3 := ballot.OpenOf(tx, conf)
				if fault.Is(err3, fault.Missing) {
					open, err3 = one, nil
				}
				for _, b := range append(all, one, open) {
					if b.InFavour != yes || b.Against != no || b.Cast() != 3 || b.Unanimous() {
						t.Errorf("%v sees %+v, want %d/%d of 3", who.Roles, b, yes, no)
					}
				}
				if who.May(access.SeeWork) {
					counts, err := ballot.Counts(tx, id)
					if err != nil || int64(len(counts)) != rows {
						t.Errorf("%v sees the rows %+v, %v", who.Roles, counts, err)
					}
				}
				return errors.Join(err1, err2, err3)
			})
		}
		editor := access.Actor{Org: "a", Person: "e", Roles: []access.Role{access.Editor}}
		teller := access.Actor{Org: "a", Person: "t", Roles: []access.Role{access.Teller}}
		for _, who := range []access.Actor{delegate(0), access.Screen("a"), editor} {
			look(who, 0, 0, 0)
		}
		look(teller, 2, 1, 1)
		look(chair, 2, 1, 1)
		if b := closed(t, db, id); b.InFavour != 2 || b.Against != 1 {
			t.Errorf("closed with %+v", b)
		}
		look(delegate(0), 2, 1, 1)
		look(editor, 2, 1, 1)
	})
}

func TestClosingTwiceAndAnnulling(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := open(t, db, hall(t, db, 3, 3), "phone")
		first := closed(t, db, id)
		time.Sleep(2 * time.Millisecond)
		if second := closed(t, db, id); !second.ClosedAt.Truncate(time.Millisecond).Equal(first.ClosedAt.UTC().Truncate(time.Millisecond)) {
			t.Errorf("closing again moved the closing from %v to %v", first.ClosedAt, second.ClosedAt)
		}
		err := db.Write(t.Context(), chair, func(tx *store.Tx) error { return ballot.Annul(tx, id, " ") })
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("annulled without a reason: %v", err)
		}
		act(t, db, chair, func(tx *store.Tx) error { return ballot.Annul(tx, id, "đếm nhầm") })
		act(t, db, chair, func(tx *store.Tx) error {
			b, err := ballot.Find(tx, id)
			if b.State != "annulled" || b.Passed {
				t.Errorf("got %+v", b)
			}
			return err
		})
	})
}

// Every exported verb, asked by somebody of another organisation with every
// role, answers Missing or nothing.
func TestTenant(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		conf := hall(t, db, 3, 3)
		id := open(t, db, conf, "mixed")
		verbs := map[string]func(*store.Tx) error{
			"Open": func(tx *store.Tx) error {
				_, err := ballot.Open(tx, ballot.Ballot{Conference: conf, Question: "?", Method: "hand", Base: "present", Shown: "live"})
				return err
			},
			"Cast":       func(tx *store.Tx) error { _, err := ballot.Cast(tx, id, ballot.For); return err },
			"OwnReceipt": func(tx *store.Tx) error { _, err := ballot.OwnReceipt(tx, id); return err },
			"Enter":      func(tx *store.Tx) error { return ballot.Enter(tx, id, ballot.Count{Row: "1"}) },
			"Strike":     func(tx *store.Tx) error { return ballot.Strike(tx, id, "1") },
			"Close":      func(tx *store.Tx) error { _, err := ballot.Close(tx, id); return err },
			"Annul":      func(tx *store.Tx) error { return ballot.Annul(tx, id, "x") },
			"Find":       func(tx *store.Tx) error { _, err := ballot.Find(tx, id); return err },
			"OpenOf":     func(tx *store.Tx) error { _, err := ballot.OpenOf(tx, conf); return err },
			"Counts":     func(tx *store.Tx) error { _, err := ballot.Counts(tx, id); return err },
			"Voices":     func(tx *store.Tx) error { _, err := ballot.Voices(tx, id); return err },
			"List": func(tx *store.Tx) error {
				all, err := ballot.List(tx, conf)
				if len(all) > 0 {
					t.Error("List shows another organisation's ballots")
				}
				if err == nil {
					return fault.New(fault.Missing, "nothing")
				}
				return err
			},
		}
		other := access.Actor{Org: "b", Person: "p000", Roles: access.Roles()}
		for name, verb := range verbs {
			if err := db.Write(t.Context(), other, verb); !fault.Is(err, fault.Missing) {
				t.Errorf("%s: got %v, want Missing", name, err)
			}
		}
	})
}
