package rehearsal_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/rehearsal"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// record is a conference of n people that is prepared and not held.
func record(t *testing.T, db *store.DB, n int) (org account.Org, conf string) {
	t.Helper()
	org, err := account.Found(t.Context(), db, account.Org{Slug: "tv", Host: "hn.vn", Name: "Thư viện tỉnh Hồng Lam", Kind: "su-nghiep", HeadTitle: "Giám đốc", Symbol: "TVT"})
	if err != nil {
		t.Fatal(err)
	}
	write(t, db, access.Machine(org.ID), func(tx *store.Tx) (err error) {
		day := law.MustDay("2026-01-23")
		conf, err = conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan", HeldOn: day, Session: "morning", StartsAt: "08:00", Place: "Hội trường"})
		for i := range n {
			if err != nil {
				return err
			}
			_, err = roster.Hire(tx, roster.Person{Name: fmt.Sprintf("Nguyễn Thị %s", string(rune('A'+i%26))+string(rune('a'+i/26))), Category: roster.PublicEmployee, Joined: law.MustDay("2015-01-01")})
		}
		staff, err := roster.StaffOn(tx, day)
		if err != nil || n == 0 {
			return err
		}
		if err := conference.Convene(tx, conf, staff); err != nil {
			return err
		}
		if err := conference.Excuse(tx, conf, staff[3].ID, "ốm"); err != nil {
			return err
		}
		return conference.DraftAgenda(tx, conf, []string{"reason", "review", "discussion", "answers", "resolution", "close"})
	})
	return org, conf
}

func write(t *testing.T, db *store.DB, who access.Actor, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), who, f); err != nil {
		t.Fatal(err)
	}
}

// dump is every row of a record, without the hour of the dump.
func dump(t *testing.T, db *store.DB) []string {
	t.Helper()
	var b bytes.Buffer
	if _, err := db.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		lines = append(lines, in.Text())
	}
	return lines[1 : len(lines)-1]
}

// try is how a rehearsal is played.
type try struct {
	seed  uint64
	named bool
}

// day plays a rehearsal of the record and answers what was told.
func day(t *testing.T, db *store.DB, org account.Org, conf string, how try) (said []string, copied *store.DB, s *rehearsal.Stage) {
	t.Helper()
	var plot rehearsal.Plot
	err := db.Read(t.Context(), access.Machine(org.ID), func(tx *store.Tx) (err error) {
		plot, err = rehearsal.Take(tx, conf, how.named)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	clock := new(rehearsal.Clock)
	copied, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "dien-tap.db"), store.Options{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { copied.Close() })
	if s, err = rehearsal.Lay(t.Context(), copied, clock, plot); err != nil {
		t.Fatal(err)
	}
	start := clock.Now()
	r, err := s.Play(t.Context(), how.seed, func(rehearsal.Report) {})
	for _, a := range r.Acts {
		said = append(said, a.At.Format("15:04:05 ")+a.In(locale.In("vi")))
	}
	if err != nil || len(r.Stuck) > 0 || !r.Over {
		t.Fatalf("%v %v\nafter\n%s", err, r.Stuck, strings.Join(said, "\n"))
	}
	if took := r.At.Sub(start); took > s.Length()*11/10 || took < s.Length()*9/10 {
		t.Errorf("the day took %v where %v was foreseen", took, s.Length())
	}
	return said, copied, s
}

func TestTheWholeDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		org, conf := record(t, db, 40)
		before := dump(t, db)
		said, copied, s := day(t, db, org, conf, try{7, false})
		if after := dump(t, db); !slices.Equal(before, after) {
			t.Error("the rehearsal left a trace in the record")
		}
		all := strings.Join(said, "\n")
		for _, want := range []string{"Khai mạc", "lệch một số", "bằng nhau", "Bế mạc", "kiến nghị"} {
			if !strings.Contains(all, want) {
				t.Errorf("the day lacks %q:\n%s", want, all)
			}
		}
		write(t, copied, access.Machine(s.Org.ID), func(tx *store.Tx) error { return ended(t, tx, s) })
		people := strings.Join(dump(t, copied), "\n")
		if strings.Contains(people, "Nguyễn Thị") {
			t.Error("a name of the record is in the copy")
		}
	})
}

// ended looks at what the day left in the copy.
func ended(t *testing.T, tx *store.Tx, s *rehearsal.Stage) error {
	c, err := conference.Find(tx, s.Conf)
	if err != nil || c.State != conference.Closed || !c.ClosedAt.After(c.OpenedAt.Add(30*time.Minute)) {
		t.Errorf("closed: %s after %v, %v", c.State, c.ClosedAt.Sub(c.OpenedAt), err)
	}
	r, err := resolution.Find(tx, s.Conf, resolution.Office{})
	if err != nil || r.State != resolution.Adopted || r.Number == "" {
		t.Errorf("the resolution is %s %s, %v", r.State, r.Number, err)
	}
	m, err := resolution.Assemble(tx, s.Conf, resolution.Office{})
	if err != nil || len(m.Sections) < 8 {
		t.Errorf("the minutes have %d sections, %v", len(m.Sections), err)
	}
	all, err := election.List(tx, s.Conf)
	if err != nil || len(all) != 1 || all[0].Ended != "done" {
		t.Errorf("elections: %+v, %v", all, err)
		return err
	}
	done, err := election.ProgressOf(tx, all[0].ID)
	if err != nil || len(done.Rounds) != 2 || done.Rounds[1].Kind != "again" || done.Filled() != all[0].Seats {
		t.Errorf("rounds: %+v, %v", done, err)
	}
	votes, err := ballot.List(tx, s.Conf)
	for _, b := range votes {
		if b.State != "closed" || b.Cast() != b.Present {
			t.Errorf("a vote of %d among %d: %+v", b.Cast(), b.Present, b)
		}
	}
	asked, err2 := opinion.List(tx, s.Conf)
	if len(asked) != 5 || err2 != nil {
		t.Errorf("%d petitions, %v", len(asked), err2)
	}
	return err
}

func TestTheSameSeedPlaysTheSameDay(t *testing.T) {
	db := storetest.SQLite(t)
	org, conf := record(t, db, 60)
	a, _, _ := day(t, db, org, conf, try{3, true})
	b, _, _ := day(t, db, org, conf, try{3, true})
	c, _, _ := day(t, db, org, conf, try{4, true})
	if !slices.Equal(a, b) || slices.Equal(a, c) {
		t.Errorf("seeds 3, 3 and 4 play\n%s\n\n%s\n\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"), strings.Join(c, "\n"))
	}
}

// An office that has only begun to prepare can rehearse: people and points that
// are missing are made up.
func TestAnEmptyConferenceIsRehearsed(t *testing.T) {
	db := storetest.SQLite(t)
	org, conf := record(t, db, 0)
	said, _, _ := day(t, db, org, conf, try{1, true})
	if len(said) < 10 {
		t.Errorf("the day: %q", said)
	}
}

func TestTheClock(t *testing.T) {
	wall := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	c := &rehearsal.Clock{Wall: func() time.Time { return wall }, Speed: 20}
	start := time.Date(2026, 1, 23, 8, 0, 0, 0, time.UTC)
	c.Set(start)
	wall = wall.Add(3 * time.Minute)
	if got := c.Now(); !got.Equal(start.Add(time.Hour)) {
		t.Errorf("after three minutes it is %v", got)
	}
	c.Slow()
	wall = wall.Add(time.Minute)
	if got := c.Now(); !got.Equal(start.Add(61 * time.Minute)) {
		t.Errorf("slowed down it is %v", got)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if err := c.Wait(gone, start.Add(time.Hour*9)); err == nil {
		t.Error("a stopped rehearsal waits")
	}
}
