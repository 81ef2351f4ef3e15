package conference_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/regulation"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// gathered is a conference whose list of n people is frozen.
func gathered(t *testing.T, db *store.DB, n int) *hall {
	t.Helper()
	h := prepared(t, db)
	h.act(func(tx *store.Tx) error {
		var people []roster.Person
		for i := range n {
			people = append(people, roster.Person{ID: fmt.Sprint("p", i), Name: fmt.Sprintf("Lê Văn %c", 'A'+i), Category: roster.PublicEmployee, DepartmentName: "Phòng Tin học"})
		}
		return conference.Convene(tx, h.id, people)
	})
	return h
}

func (h *hall) arrives(people ...string) {
	h.t.Helper()
	for _, p := range people {
		h.act(func(tx *store.Tx) error {
			_, _, err := conference.CheckIn(tx, h.id, p, conference.ByCard)
			return err
		})
	}
}

func (h *hall) now() (c conference.Conference) {
	h.t.Helper()
	h.act(func(tx *store.Tx) (err error) { c, err = conference.Find(tx, h.id); return err })
	return c
}

func (h *hall) turnout() (out conference.Turnout) {
	h.t.Helper()
	c := h.now()
	h.act(func(tx *store.Tx) (err error) { out, err = conference.Quorum(tx, c); return err })
	return out
}

func refused(t *testing.T, err error, key string) {
	t.Helper()
	if err == nil || fault.Of(err).Key != key {
		t.Errorf("got %v, want %s", err, key)
	}
}

func TestQuorumMovesWithTheHall(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 6)
		h.arrives("p0", "p1", "p2")
		if q := h.turnout(); q.Convened != 6 || q.Present != 3 || q.Needed != 4 || q.Reached {
			t.Errorf("three of six: %+v", q)
		}
		h.arrives("p3", "p3")
		if q := h.turnout(); q.Present != 4 || !q.Reached || q.Rule.ID != "conf.quorum.fraction@2023-07-01" {
			t.Errorf("four of six: %+v", q)
		}
		h.act(func(tx *store.Tx) error { return conference.CheckOut(tx, h.id, "p0") })
		if q := h.turnout(); q.Present != 3 || q.Reached {
			t.Errorf("one left: %+v", q)
		}
		refused(t, h.try(func(tx *store.Tx) error {
			_, _, err := conference.CheckIn(tx, h.id, "nobody", conference.ByCard)
			return err
		}), "conference.not.on.list")
	})
}

func TestTwoDesksOneCard(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 3)
		var wg sync.WaitGroup
		var mu sync.Mutex
		first := 0
		for range 20 {
			wg.Go(func() {
				var again bool
				err := db.Write(context.Background(), access.Machine(h.org), func(tx *store.Tx) (err error) {
					_, again, err = conference.CheckIn(tx, h.id, "p1", conference.ByCard)
					return err
				})
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				if !again {
					first++
				}
			})
		}
		wg.Wait()
		if q := h.turnout(); first != 1 || q.Present != 1 {
			t.Errorf("%d first arrivals, %d present, want one of each", first, q.Present)
		}
	})
}

func TestTickTakesOverASheet(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 5)
		h.arrives("p0")
		tick := func(people ...string) (came, back int) {
			h.act(func(tx *store.Tx) (err error) { came, back, err = conference.Tick(tx, h.id, people); return err })
			return came, back
		}
		if came, back := tick("p0", "p1", "p2"); came != 2 || back != 0 {
			t.Errorf("first sheet: %d came, %d back", came, back)
		}
		if came, back := tick("p0", "p1", "p3"); came != 1 || back != 1 {
			t.Errorf("corrected sheet: %d came, %d back", came, back)
		}
		if came, back := tick(); came != 0 || back != 2 {
			t.Errorf("empty sheet: %d came, %d back", came, back)
		}
		if q := h.turnout(); q.Present != 1 {
			t.Errorf("%d present; who came with a card stays", q.Present)
		}
	})
}

func TestTheDayFromOpeningToClosing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 3)
		h.arrives("p0", "p1", "p2")
		h.act(func(tx *store.Tx) error {
			return conference.DraftAgenda(tx, h.id, []string{"review", "discussion", "close"})
		})
		items := h.agenda()
		open := func(i int) func(*store.Tx) error {
			return func(tx *store.Tx) error { return conference.OpenItem(tx, items[i].ID) }
		}
		refused(t, h.try(open(0)), "conference.not.open")
		begin := func(tx *store.Tx) error { return conference.Begin(tx, h.id) }
		h.act(begin)
		h.act(begin) // a second chair
		h.act(open(0))
		h.act(open(1))
		items = h.agenda()
		if items[0].ClosedAt.IsZero() || items[1].OpenedAt.IsZero() || h.now().Item != items[1].ID {
			t.Errorf("opening the second point did not close the first: %+v", items[:2])
		}
		h.act(func(tx *store.Tx) error { return conference.CloseItem(tx, items[1].ID, "Nhất trí") })
		h.act(func(tx *store.Tx) error { return conference.CloseItem(tx, items[1].ID, "lần hai") })
		if items = h.agenda(); items[1].Outcome != "Nhất trí" || h.now().Item != "" {
			t.Errorf("closing twice changed the outcome: %q", items[1].Outcome)
		}
		h.act(open(2))
		end := func(tx *store.Tx) error { return conference.End(tx, h.id) }
		h.act(end)
		if c := h.now(); c.State != conference.Closed || c.ClosedAt.IsZero() || h.agenda()[2].ClosedAt.IsZero() {
			t.Errorf("after the end: %+v", c)
		}
		for name, act := range map[string]func(*store.Tx) error{"end": end, "open": open(0), "begin": begin,
			"check in": func(tx *store.Tx) error { _, _, err := conference.CheckIn(tx, h.id, "p0", "card"); return err }} {
			err := h.try(act)
			if err == nil || fault.Of(err).Key != "conference.closed" {
				t.Errorf("%s after the end: %v", name, err)
			}
		}
		h.act(journal.Verify)
	})
}

func (h *hall) agenda() (items []conference.Item) {
	h.t.Helper()
	h.act(func(tx *store.Tx) (err error) { items, err = conference.Agenda(tx, h.id); return err })
	return items
}

func (h *hall) as(person string, f func(*store.Tx) error) error {
	return h.db.Write(context.Background(), access.Actor{Org: h.org, Person: person, Roles: []access.Role{access.Delegate}}, f)
}

func (h *hall) speakers() (all []conference.Speaker) {
	h.t.Helper()
	h.act(func(tx *store.Tx) (err error) { all, err = conference.Speakers(tx, h.id); return err })
	return all
}

// S0-11: a queue of three, one taken out, the order kept, each speech with its
// beginning, end and note.
func TestQueueOfSpeakers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 4)
		h.arrives("p0", "p1", "p2")
		ask := func(tx *store.Tx) error { return conference.Ask(tx, h.id, "Chi tiêu nội bộ") }
		refused(t, h.as("p0", ask), "conference.not.open")
		h.act(func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
		for _, p := range []string{"p0", "p1", "p2", "p0"} { // the last asks twice
			if err := h.as(p, ask); err != nil {
				t.Fatal(err)
			}
		}
		refused(t, h.as("p3", ask), "conference.not.present")
		q := h.speakers()
		if len(q) != 3 || q[0].Person != "p0" || q[2].Person != "p2" {
			t.Fatalf("queue: %+v", q)
		}
		if err := h.as("p0", func(tx *store.Tx) error { return conference.Withdraw(tx, q[1].ID) }); !fault.Is(err, fault.Denied) {
			t.Errorf("one delegate takes another out: %v", err)
		}
		if err := h.as("p1", func(tx *store.Tx) error { return conference.Withdraw(tx, q[1].ID) }); err != nil {
			t.Error(err)
		}
		call := func(i int) func(*store.Tx) error {
			return func(tx *store.Tx) error { return conference.Call(tx, q[i].ID, 5*time.Minute) }
		}
		h.act(call(0))
		refused(t, h.try(call(1)), "conference.speaker.gone")
		h.act(call(2)) // the first has finished with that
		h.act(func(tx *store.Tx) error { return conference.Finish(tx, q[2].ID, "Đề nghị sửa định mức") })
		q = h.speakers()
		if q[0].EndedAt.IsZero() || q[2].Note == "" || q[2].EndedAt.IsZero() || q[2].EndedAt.Before(q[2].CalledAt) {
			t.Errorf("speeches: %+v", q)
		}
	})
}

func TestTimerRunsHoldsAndStops(t *testing.T) {
	db := storetest.SQLite(t)
	h := gathered(t, db, 3)
	for name, n := range map[string]time.Duration{"none": 0, "backwards": -time.Minute, "a day": 24 * time.Hour} {
		if err := h.try(func(tx *store.Tx) error { return conference.StartTimer(tx, h.id, n) }); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.act(func(tx *store.Tx) error { return conference.StartTimer(tx, h.id, 5*time.Minute) })
	if h.now().TimerEnds.IsZero() {
		t.Error("the timer does not run")
	}
	hold := func(tx *store.Tx) error { return conference.HoldTimer(tx, h.id) }
	h.act(hold)
	if c := h.now(); !c.TimerEnds.IsZero() || c.TimerLeft < 4*time.Minute {
		t.Errorf("held: %+v", c)
	}
	h.act(hold)
	if c := h.now(); c.TimerEnds.IsZero() || c.TimerLeft != 0 {
		t.Errorf("running again: %+v", c)
	}
	h.act(func(tx *store.Tx) error { return conference.StopTimer(tx, h.id) })
	if c := h.now(); !c.TimerEnds.IsZero() || c.TimerLeft != 0 {
		t.Errorf("stopped: %+v", c)
	}
	refused(t, h.try(func(tx *store.Tx) error { return conference.Show(tx, h.id, "cinema", "") }), "fault.choice")
}

// Everybody finds the own line of the list; who is not convened has none, and
// that is not the same as not having come.
func TestOwnPlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 3)
		h.arrives("p0")
		for person, present := range map[string]bool{"p0": true, "p1": false} {
			err := h.as(person, func(tx *store.Tx) error {
				a, err := conference.OwnPlace(tx, h.id)
				if a.Person != person || a.Present() != present {
					t.Errorf("%s finds %+v", person, a)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
		for name, who := range map[string]access.Actor{"not convened": {Org: h.org, Person: "x", Roles: []access.Role{access.Delegate}}, "machine": access.Machine(h.org), "public": access.Public(h.org)} {
			err := db.Read(t.Context(), who, func(tx *store.Tx) error { _, err := conference.OwnPlace(tx, h.id); return err })
			if !fault.Is(err, fault.Missing) {
				t.Errorf("%s: %v, want Missing", name, err)
			}
		}
	})
}

// Every verb of the running day, asked by somebody of another organisation
// with every role, answers Missing.
func TestRunningIsHiddenFromOthers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 3)
		h.arrives("p0", "p1", "p2")
		h.act(func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
		h.act(func(tx *store.Tx) error { return conference.DraftAgenda(tx, h.id, []string{"review"}) })
		if err := h.as("p0", func(tx *store.Tx) error { return conference.Ask(tx, h.id, "") }); err != nil {
			t.Fatal(err)
		}
		item, speaker := h.agenda()[0].ID, h.speakers()[0].ID
		verbs := map[string]func(*store.Tx) error{
			"Begin":      func(tx *store.Tx) error { return conference.Begin(tx, h.id) },
			"End":        func(tx *store.Tx) error { return conference.End(tx, h.id) },
			"OpenItem":   func(tx *store.Tx) error { return conference.OpenItem(tx, item) },
			"CloseItem":  func(tx *store.Tx) error { return conference.CloseItem(tx, item, "") },
			"Remark":     func(tx *store.Tx) error { return conference.Remark(tx, item, "x") },
			"Show":       func(tx *store.Tx) error { return conference.Show(tx, h.id, "agenda", "") },
			"StartTimer": func(tx *store.Tx) error { return conference.StartTimer(tx, h.id, time.Minute) },
			"HoldTimer":  func(tx *store.Tx) error { return conference.HoldTimer(tx, h.id) },
			"StopTimer":  func(tx *store.Tx) error { return conference.StopTimer(tx, h.id) },
			"CheckIn":    func(tx *store.Tx) error { _, _, err := conference.CheckIn(tx, h.id, "p0", "card"); return err },
			"CheckOut":   func(tx *store.Tx) error { return conference.CheckOut(tx, h.id, "p0") },
			"Tick":       func(tx *store.Tx) error { _, _, err := conference.Tick(tx, h.id, []string{"p0"}); return err },
			"Attendance": func(tx *store.Tx) error { _, err := conference.Attendance(tx, h.id); return err },
			"Ask":        func(tx *store.Tx) error { return conference.Ask(tx, h.id, "") },
			"AskBySlip": func(tx *store.Tx) error {
				return conference.AskBySlip(tx, conference.Speaker{Conference: h.id, Name: "X"})
			},
			"Withdraw": func(tx *store.Tx) error { return conference.Withdraw(tx, speaker) },
			"Call":     func(tx *store.Tx) error { return conference.Call(tx, speaker, 0) },
			"Finish":   func(tx *store.Tx) error { return conference.Finish(tx, speaker, "") },
			"Find":     func(tx *store.Tx) error { _, err := conference.Find(tx, h.id); return err },
			"OwnPlace": func(tx *store.Tx) error { _, err := conference.OwnPlace(tx, h.id); return err },
			"Current":  func(tx *store.Tx) error { _, err := conference.Current(tx); return err },
		}
		other := access.Actor{Org: "other", Person: "p0", Roles: access.Roles()}
		for name, verb := range verbs {
			if err := db.Write(t.Context(), other, verb); !fault.Is(err, fault.Missing) {
				t.Errorf("%s: got %v, want Missing", name, err)
			}
		}
	})
}

// A case is decided by the rule it was begun under, whatever the unit records
// afterwards.
func TestTheRuleOfTheOpeningStays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 8)
		h.arrives("p0", "p1", "p2", "p3", "p4", "p5")
		h.act(func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
		h.act(func(tx *store.Tx) error {
			_, err := regulation.Record(tx, regulation.Own{Rule: "conf.quorum.fraction", Value: "9/10",
				Document: law.Document{Number: "15/QC-TVT", Day: law.MustDay("2024-01-15"), Article: "Điều 7"}})
			return err
		})
		if q := h.turnout(); !q.Reached || q.Rule.ID != "conf.quorum.fraction@2023-07-01" || h.now().QuorumRule != q.Rule.ID {
			t.Errorf("the open conference is judged by %s: %+v", q.Rule.ID, q)
		}
	})
}

// The Board's term runs from the conference that elected it, and only once the
// election was held.
func TestBoardIsElectedWhenItsPointIsClosed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 3)
		h.arrives("p0", "p1", "p2")
		elected := func(until string) (on law.Day) {
			h.act(func(tx *store.Tx) (err error) {
				on, err = conference.BoardElected(tx, law.MustDay(until))
				return err
			})
			return on
		}
		h.act(func(tx *store.Tx) error { return conference.DraftAgenda(tx, h.id, []string{"election"}) })
		h.act(func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
		item := h.agenda()[0].ID
		h.act(func(tx *store.Tx) error { return conference.OpenItem(tx, item) })
		if on := elected("2026-12-31"); !on.IsZero() {
			t.Errorf("elected on %s before the election was over", on)
		}
		h.act(func(tx *store.Tx) error { return conference.CloseItem(tx, item, "") })
		if on := elected("2026-12-31"); on != law.MustDay("2026-01-23") {
			t.Errorf("elected on %s, want the day of the conference", on)
		}
		if on := elected("2025-12-31"); !on.IsZero() {
			t.Errorf("elected on %s by the end of the year before", on)
		}
		other := access.Actor{Org: "other", Person: "x", Roles: access.Roles()}
		err := db.Read(t.Context(), other, func(tx *store.Tx) error {
			on, err := conference.BoardElected(tx, law.MustDay("2026-12-31"))
			if !on.IsZero() {
				t.Errorf("another organisation sees the election of %s", on)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
