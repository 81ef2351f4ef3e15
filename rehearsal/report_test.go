package rehearsal_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/locale"
	"hoinghi/rehearsal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// laid is a copy of a record, ready to be played at a speed.
func laid(t *testing.T, db *store.DB, org account.Org, conf string) (*rehearsal.Stage, *rehearsal.Clock) {
	t.Helper()
	var plot rehearsal.Plot
	err := db.Read(t.Context(), access.Machine(org.ID), func(tx *store.Tx) (err error) {
		plot, err = rehearsal.Take(tx, conf, false)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	clock := &rehearsal.Clock{Wall: time.Now}
	copied, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "dien-tap.db"), store.Options{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { copied.Close() })
	s, err := rehearsal.Lay(t.Context(), copied, clock, plot)
	if err != nil {
		t.Fatal(err)
	}
	return s, clock
}

func TestTheReport(t *testing.T) {
	db := storetest.SQLite(t)
	org, conf := record(t, db, 40)
	s, _ := laid(t, db, org, conf)
	var seen []rehearsal.Report
	r, err := s.Play(t.Context(), 7, func(r rehearsal.Report) { seen = append(seen, r) })
	if err != nil {
		t.Fatal(err)
	}
	if r.People != 40 || !r.Quorate() || r.Opened < 30 || r.Needed != 27 || r.Petitions != 5 || r.Speeches != 3 || r.Tied != int(r.Here)/2+1 || r.Elected != 2 || r.Resolution == "" {
		t.Errorf("the report: %+v", r)
	}
	if len(r.Points) != 6 || r.Items != 6 || r.Now.No != 0 {
		t.Errorf("%d points of %d, now %+v", len(r.Points), r.Items, r.Now)
	}
	late := false
	for n, p := range r.Points {
		late = late || p.Longer() > 0
		if p.No != n+1 || p.Took < p.Planned || p.Stuck || n > 0 && p.Began.Before(r.Points[n-1].Began.Add(r.Points[n-1].Took)) {
			t.Errorf("point %+v", p)
		}
	}
	if !late {
		t.Error("two rounds of an election fit into a short point")
	}
	for n := range seen {
		if n > 0 && (seen[n].At.Before(seen[n-1].At) || len(seen[n].Acts) < len(seen[n-1].Acts)) {
			t.Errorf("step %d goes back", n)
		}
	}
	at := slices.IndexFunc(seen, func(r rehearsal.Report) bool { return r.Cast > 3 })
	if at < 0 || seen[at].Question == "" || seen[at].Now.Title == "" {
		t.Error("nobody sees a vote while it is open")
	}
}

// Where too few come, each vote is refused with its reason, the day goes on,
// and the report says so.
func TestTooFewCome(t *testing.T) {
	db := storetest.SQLite(t)
	org, conf := record(t, db, 40)
	write(t, db, access.Machine(org.ID), func(tx *store.Tx) error {
		people, err := conference.Attendance(tx, conf)
		for _, a := range people[10:38] {
			if err == nil {
				err = conference.Excuse(tx, conf, a.Person, "ốm")
			}
		}
		return err
	})
	s, _ := laid(t, db, org, conf)
	r, err := s.Play(t.Context(), 1, func(rehearsal.Report) {})
	if err != nil || !r.Over || r.Quorate() || len(r.Stuck) == 0 || len(r.Points) != 6 || r.Resolution != "" {
		t.Fatalf("the day of too few: %+v, %v", r, err)
	}
	if w := locale.In("vi").T(r.Stuck[0].Why.Key, r.Stuck[0].Why.Args...); strings.Contains(w, "⟦") || r.Stuck[0].Point == "" {
		t.Errorf("stuck at %q: %s", r.Stuck[0].Point, w)
	}
}

// A rehearsal that is stopped says how far it came, and is not stuck.
func TestStopping(t *testing.T) {
	db := storetest.SQLite(t)
	org, conf := record(t, db, 20)
	s, clock := laid(t, db, org, conf)
	clock.Speed = 1
	clock.Set(clock.Now())
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(300*time.Millisecond, stop)
	r, err := s.Play(ctx, 1, func(rehearsal.Report) {})
	if err == nil || r.Over || len(r.Stuck) > 0 {
		t.Errorf("stopped: %+v, %v", r, err)
	}
	if n := s.Speed(10 * time.Minute); time.Duration(n)*10*time.Minute > s.Length() || n < 5 {
		t.Errorf("a day of %v in ten minutes goes %d times as fast", s.Length(), n)
	}
}

func TestTheDoorsOfACopy(t *testing.T) {
	db := storetest.SQLite(t)
	org, conf := record(t, db, 20)
	s, _ := laid(t, db, org, conf)
	d, err := s.Doors(t.Context(), access.Head, access.Delegate, access.Admin)
	if err != nil || d.Screen == "" || len(d.Cards[access.Head]) != 8 || d.Cards[access.Delegate] == "" || d.Cards[access.Admin] != "" || d.Cards[access.Head] == d.Cards[access.Delegate] {
		t.Errorf("doors %+v, %v", d, err)
	}
	if s.Org.Slug != "tv-dien-tap" {
		t.Errorf("the copy lives at %s", s.Org.Slug)
	}
	if long := rehearsal.Slug(strings.Repeat("a", 30) + "-" + strings.Repeat("b", 9)); long != strings.Repeat("a", 30)+"-dien-tap" {
		t.Errorf("a long path becomes %s", long)
	}
}
