package conference

import (
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
)

// Convene freezes the list of the convened with name, post, department and
// category as they are handed in, which is as of the day of the conference.
// It may be repeated until the closing: people are added, and those taken off
// who have not arrived; excuses and arrivals stay. A missing legal basis is
// for the page to warn of.
func Convene(tx *store.Tx, conference string, people []roster.Person) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	c, err := need(tx, conference)
	if err != nil {
		return err
	}
	if len(people) == 0 {
		return fault.New(fault.Invalid, "conference.convene.nobody")
	}
	list, err := allAttendees(tx, conference)
	if err != nil {
		return err
	}
	had := map[string]Attendee{}
	for _, a := range list {
		had[a.Person] = a
	}
	if err := writeConvened(tx, conference, people, had); err != nil {
		return err
	}
	for _, a := range had { // whoever is left was not handed in again
		if a.ArrivedAt.IsZero() {
			if err := deleteAttendee(tx, conference, a.Person); err != nil {
				return err
			}
		}
	}
	if c.State == Draft {
		c.State = Convened
	}
	return change(tx, c, "conference.convene", strconv.Itoa(len(people)))
}

// writeConvened adds or refreshes each person, taking them out of had.
func writeConvened(tx *store.Tx, conference string, people []roster.Person, had map[string]Attendee) error {
	seen := map[string]bool{}
	for _, p := range people {
		if seen[p.ID] {
			continue
		}
		seen[p.ID] = true
		before, known := had[p.ID]
		delete(had, p.ID)
		a := attendeeOf(p)
		if !known {
			if err := insertAttendee(tx, conference, a); err != nil {
				return err
			}
			continue
		}
		a.Excuse, a.ArrivedAt, a.LeftAt, a.Way, a.Room = before.Excuse, before.ArrivedAt, before.LeftAt, before.Way, before.Room
		if a == before {
			continue
		}
		if err := refreshAttendee(tx, conference, a); err != nil {
			return err
		}
	}
	return nil
}

func attendeeOf(p roster.Person) Attendee {
	return Attendee{Person: p.ID, Name: p.Name, Sort: locale.SortKey(locale.Name{Family: p.Family, Middle: p.Middle, Given: p.Given}),
		Fold: locale.FoldSearch(p.Name), Category: string(p.Category), Department: p.DepartmentName, Post: p.Post}
}

// ConvenedList reads the convened in the order of names.
func ConvenedList(tx *store.Tx, conference string) ([]Attendee, error) {
	return Attendance(tx, conference)
}

// Excuse notes why a convened person will be absent; an empty reason takes
// the excuse back. Reception may do it too, for people call that morning.
func Excuse(tx *store.Tx, conference, person, reason string) error {
	if !tx.Who.May(access.Receive) {
		if err := tx.Who.Need(access.Prepare); err != nil {
			return err
		}
	}
	if _, err := need(tx, conference); err != nil {
		return err
	}
	a, err := oneAttendee(tx, conference, person)
	if err != nil {
		return err
	}
	a.Excuse = strings.Join(strings.Fields(reason), " ")
	var f fault.Form
	f.Check(len([]rune(a.Excuse)) <= longestTitle, "reason", "fault.long", longestTitle)
	f.Check(a.Excuse == "" || !a.Present(), "reason", "conference.excuse.present")
	if err := f.Err(); err != nil {
		return err
	}
	if err := refreshAttendee(tx, conference, a); err != nil {
		return err
	}
	tx.Announce(Topic(conference))
	return journal.Write(tx, "conference.excuse", person, a.Excuse)
}
