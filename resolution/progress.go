package resolution

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
)

// What is said of a point of an adopted resolution.
const (
	Doing   = "doing"
	Done    = "done"
	Dropped = "dropped"
)

// Where a point of which nothing was said stands.
const (
	Waiting = "waiting"
	Overdue = "overdue" // also one that is being done
)

// Progress is what the agency said of a point on a day. The newest word counts;
// the ones before it stay to be read.
type Progress struct {
	ID    string
	Item  string
	State string  // Doing, Done, Dropped
	Note  string  // what was reached, or why the point was given up
	On    law.Day // of what is said, not of the saying
	At    time.Time
}

// Said are the words that a person may choose from.
func Said() []string { return []string{Doing, Done, Dropped} }

const longestNote = 2000

// Report says how far a point of an adopted resolution is. A point that is done
// or given up needs a note; the day is between the resolution's and today.
func Report(tx *store.Tx, resolution string, p Progress) error {
	if err := tx.Who.Need(access.Record); err != nil {
		return err
	}
	r, err := oneRow(tx, resolution)
	if err != nil {
		return err
	}
	if r.State != Adopted {
		return fault.New(fault.Conflict, "resolution.progress.draft")
	}
	items, err := itemsOf(tx, r.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(items, func(i Item) bool { return i.ID == p.Item && i.HasProgress() })
	if at < 0 {
		return fault.New(fault.Missing, "fault.missing")
	}
	p.Note = strings.Join(strings.Fields(p.Note), " ")
	today := roster.Today(tx)
	var f fault.Form
	f.Check(slices.Contains(Said(), p.State), "state", "fault.choice")
	f.Check(p.Note != "" || p.State == Doing, "note", "resolution.progress.note")
	f.Check(len([]rune(p.Note)) <= longestNote, "note", "fault.long", longestNote)
	f.Check(!p.On.IsZero(), "on", "fault.required")
	f.Check(p.On.IsZero() || !p.On.Before(r.Dated) && !today.Before(p.On), "on", "resolution.progress.day", r.Dated, today)
	if err := f.Err(); err != nil {
		return err
	}
	p.ID, p.At = rand.Text(), tx.Now
	if err := insertProgress(tx, p); err != nil {
		return err
	}
	return wrote(tx, r, "resolution.progress", items[at].Text+": "+p.State+" "+p.Note)
}

// HasProgress reports whether a point is something to be done.
func (i Item) HasProgress() bool { return i.Part == "targets" || i.Part == "tasks" }

// Course is how far a resolution is on a day.
type Course struct {
	Points []Item                // that somebody has to do
	Said   map[string][]Progress // by the point's id, the newest first
	Day    law.Day
}

// CourseOf reads how far an adopted resolution is; of a draft there is nothing.
// Who may read the resolution may read it.
func CourseOf(tx *store.Tx, r Resolution) (Course, error) {
	c := Course{Said: map[string][]Progress{}, Day: roster.Today(tx)}
	if err := tx.Who.Need(access.Attend); err != nil || r.State != Adopted {
		return c, err
	}
	for _, i := range r.Items {
		if i.HasProgress() {
			c.Points = append(c.Points, i)
		}
	}
	all, err := progressOf(tx, r.ID)
	for _, p := range all {
		c.Said[p.Item] = append(c.Said[p.Item], p)
	}
	return c, err
}

// Standing is where a point stands.
func (c Course) Standing(i Item) string { return i.Standing(c.Said[i.ID], c.Day) }

// Count is how many points stand where.
func (c Course) Count() map[string]int64 {
	out := map[string]int64{}
	for _, i := range c.Points {
		out[c.Standing(i)]++
	}
	return out
}

// Standing is where a point stands on a day, given what was said of it, the
// newest first: Waiting, Doing, Overdue, Done or Dropped. The day it is due
// still belongs to it.
func (i Item) Standing(said []Progress, day law.Day) string {
	switch {
	case len(said) > 0 && said[0].State != Doing:
		return said[0].State
	case !i.Due.IsZero() && i.Due.Before(day):
		return Overdue
	case len(said) > 0:
		return Doing
	}
	return Waiting
}

// Words are the key of what was said and its arguments.
func (p Progress) Words() (key string, args []any) {
	if p.Note == "" {
		return "resolution.progress.bare", []any{p.On}
	}
	return "resolution.progress.said", []any{p.On, p.Note}
}

// keys: resolution.progress.bare resolution.progress.said

// Standings are the words of Standing, in the order in which they are shown.
func Standings() []string { return []string{Done, Doing, Waiting, Overdue, Dropped} }
