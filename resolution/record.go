package resolution

import (
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/journal"
	"hoinghi/locale"
	"hoinghi/store"
)

// Office is what papers need to know of the agency and of who presides.
// Every field may be empty.
type Office struct {
	Name         string   `json:"name"`
	Parent       string   `json:"parent"` // the superior body
	Place        string   `json:"place"`  // of the date line
	HeadTitle    string   `json:"head_title"`
	Head         string   `json:"head"`          // name of the head
	Partner      string   `json:"partner"`       // who organises with the head
	PartnerTitle string   `json:"partner_title"` // post of the one who signs for it; empty is the chair
	PartnerHead  string   `json:"partner_head"`
	Presidium    []string `json:"presidium"` // the first one presides
	Secretaries  []string `json:"secretaries"`
	Tellers      []string `json:"tellers"`
}

// record is all that happened at a conference, read in one transaction.
type record struct {
	conf     conference.Conference
	office   Office
	items    []conference.Item
	papers   []conference.Paper
	speakers []conference.Speaker
	guests   []conference.Guest
	people   []conference.Attendee
	moves    []conference.Movement
	tasks    []conference.Task
	ballots  []ballot.Ballot
	turnout  conference.Turnout
	edits    []conference.Section
	honoured
	head string // of the journal at the closing
	now  time.Time
}

func read(tx *store.Tx, id string, office Office) (r record, err error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return r, err
	}
	r.office, r.now = office, tx.Now
	if r.conf, err = conference.Find(tx, id); err != nil {
		return r, err
	}
	for _, part := range []func() error{
		func() error { r.items, err = conference.Agenda(tx, id); return err },
		func() error { r.papers, err = conference.Papers(tx, id); return err },
		func() error { r.speakers, err = conference.Speakers(tx, id); return err },
		func() error { r.guests, err = conference.Guests(tx, id); return err },
		func() error { r.people, err = conference.Attendance(tx, id); return err },
		func() error { r.moves, err = conference.Movements(tx, id); return err },
		func() error { r.tasks, err = conference.Tasks(tx, id); return err },
		func() error { r.ballots, err = ballot.List(tx, id); return err },
		func() error { r.turnout, err = conference.Quorum(tx, r.conf); return err },
		func() error { r.edits, err = conference.Sections(tx, id); return err },
		func() error { r.honoured, err = readHonoured(tx, id); return err },
		func() error { r.head, err = headAt(tx, r.conf.ClosedAt); return err },
	} {
		if err := part(); err != nil {
			return r, err
		}
	}
	r.appoint()
	return r, nil
}

// headAt is the hash of the journal's chain as it stood at an instant.
func headAt(tx *store.Tx, at time.Time) (string, error) {
	if at.IsZero() {
		return "", nil
	}
	entries, err := journal.List(tx, 1<<30)
	var head journal.Entry
	for _, e := range entries {
		if e.Seq > head.Seq && store.Ms(e.At) <= store.Ms(at) {
			head = e
		}
	}
	return head.Hash, err
}

// appoint fills the bodies that the office did not name from the duties that
// were given out for the conference.
func (r *record) appoint() {
	for _, body := range []struct {
		names *[]string
		duty  string
	}{{&r.office.Presidium, "doan chu tich"}, {&r.office.Secretaries, "thu ky"}, {&r.office.Tellers, "kiem phieu"}} {
		if len(*body.names) > 0 {
			continue
		}
		for _, t := range r.tasks {
			if strings.Contains(locale.Fold(t.Duty), body.duty) && !slices.Contains(*body.names, t.PersonName) {
				*body.names = append(*body.names, t.PersonName)
			}
		}
	}
}

// presence is who came and went, as the opening and the closing saw it.
type presence struct {
	there       map[string]bool // in the hall at the opening, or now before it
	late, early int64           // came after the opening; had left at the closing
}

func (r record) presence() presence {
	p := presence{there: map[string]bool{}}
	begun := r.conf.OpenedAt
	if begun.IsZero() {
		begun = r.now
	}
	last := map[string]conference.Movement{}
	seen := map[string]bool{}
	for _, m := range standing(r.moves) {
		if !m.At.After(begun) {
			p.there[m.Person] = m.Arrival
		}
		if r.conf.ClosedAt.IsZero() || !m.At.After(r.conf.ClosedAt) {
			last[m.Person], seen[m.Person] = m, seen[m.Person] || m.Arrival
		}
	}
	for person, m := range last {
		if seen[person] && !p.there[person] && m.At.After(begun) {
			p.late++
		}
		if !m.Arrival && seen[person] && m.At.After(begun) {
			p.early++
		}
	}
	return p
}

// standing leaves out arrivals that were taken back.
func standing(moves []conference.Movement) (out []conference.Movement) {
	for _, m := range moves {
		if m.Arrival || m.Way != "" {
			out = append(out, m)
			continue
		}
		for i := len(out) - 1; i >= 0; i-- {
			if out[i].Person == m.Person && out[i].Arrival {
				out = slices.Delete(out, i, i+1)
				break
			}
		}
	}
	return out
}

func (p presence) count() (n int64) {
	for _, here := range p.there {
		if here {
			n++
		}
	}
	return n
}

// came reports whether a convened person was in the hall at any time.
func (r record) came(person string) bool {
	return slices.ContainsFunc(standing(r.moves), func(m conference.Movement) bool { return m.Person == person && m.Arrival })
}
