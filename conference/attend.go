package conference

import (
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/regulation"
	"hoinghi/store"
)

// Ways in which a person is checked in.
const (
	ByCard  = "card"
	ByCode  = "code"
	ByName  = "name"
	BySheet = "sheet"
)

// Rooms in which a person attends besides the hall itself.
const (
	SecondRoom = "second"
	Remote     = "remote"
)

// Seat notes in which room a convened person attends: the hall when empty.
// The law says nothing of attending from afar, so that is refused unless the
// unit's own democracy regulation allows it.
func Seat(tx *store.Tx, conference, person, room string) error {
	if err := tx.Who.Need(access.Receive); err != nil {
		return err
	}
	c, err := need(tx, conference)
	if err != nil {
		return err
	}
	if room != "" && room != SecondRoom && room != Remote {
		return fault.New(fault.Invalid, "fault.choice")
	}
	a, err := oneAttendee(tx, conference, person)
	if err != nil || a.Room == room {
		return err
	}
	if room == Remote {
		rule, err := RemoteRule(tx, c)
		if err != nil {
			return err
		}
		if rule.Choice.Code != "hybrid" {
			return fault.New(fault.Conflict, "conference.remote.not.allowed", rule.Cite)
		}
	}
	a.Room = room
	if err := updateAttendee(tx, conference, a); err != nil {
		return err
	}
	tx.Announce(Topic(conference))
	return journal.Write(tx, "conference.seat", person, room)
}

// RemoteRule is what decides whether people may attend from afar: the unit's
// own regulation, else that the law does not provide for it.
func RemoteRule(tx *store.Tx, c Conference) (law.Settled, error) {
	return regulation.Settled(tx, "conf.online", c.HeldOn)
}

// CheckIn notes that a convened person is in the hall. Who is there already
// stays there: again is true and nothing else changes, so two desks that scan
// one card do no harm. Nor does an arrival that is told late bring back who has
// left since. Who is not convened is refused with the reason.
func CheckIn(tx *store.Tx, conference, person, way string) (a Attendee, again bool, err error) {
	if err := tx.Who.Need(access.Receive); err != nil {
		return a, false, err
	}
	if _, err := need(tx, conference); err != nil {
		return a, false, err
	}
	a, err = oneAttendee(tx, conference, person)
	if fault.Is(err, fault.Missing) {
		return a, false, fault.New(fault.Conflict, "conference.not.on.list")
	}
	if err != nil || a.Present() || tx.Now.Before(a.LeftAt) {
		return a, true, err
	}
	a.Way, a.LeftAt = way, time.Time{}
	a.ArrivedAt = tx.Now
	return a, false, move(tx, conference, a, true)
}

// CheckOut notes that a person has left the hall, which moves the quorum.
func CheckOut(tx *store.Tx, conference, person string) error {
	if err := tx.Who.Need(access.Receive); err != nil {
		return err
	}
	if _, err := need(tx, conference); err != nil {
		return err
	}
	a, err := oneAttendee(tx, conference, person)
	if err != nil || !a.Present() {
		return err
	}
	a.LeftAt = tx.Now
	return move(tx, conference, a, false)
}

// Tick takes over a paper attendance sheet: exactly these people are in the
// hall besides those who came with a card or by name. People ticked before
// and no longer on the sheet are taken back. It returns how many arrived and
// how many were taken back.
func Tick(tx *store.Tx, conference string, people []string) (came, back int, err error) {
	if err := tx.Who.Need(access.Receive); err != nil {
		return 0, 0, err
	}
	if _, err := need(tx, conference); err != nil {
		return 0, 0, err
	}
	list, err := allAttendees(tx, conference)
	if err != nil {
		return 0, 0, err
	}
	ticked := map[string]bool{}
	for _, p := range people {
		ticked[p] = true
	}
	for _, a := range list {
		switch {
		case ticked[a.Person] && !a.Present():
			a.ArrivedAt, a.LeftAt, a.Way = tx.Now, time.Time{}, BySheet
			came++
		case !ticked[a.Person] && a.Present() && a.Way == BySheet:
			a.ArrivedAt, a.LeftAt, a.Way = time.Time{}, time.Time{}, ""
			back++
		default:
			continue
		}
		if err := move(tx, conference, a, a.Present()); err != nil {
			return 0, 0, err
		}
	}
	return came, back, nil
}

func move(tx *store.Tx, conference string, a Attendee, arrival bool) error {
	if err := updateAttendee(tx, conference, a); err != nil {
		return err
	}
	tx.Announce(Topic(conference))
	return insertMovement(tx, movement{rand.Text(), conference, a.Person, arrival, a.Way})
}

// Attendance reads the convened list in the order of names.
func Attendance(tx *store.Tx, conference string) ([]Attendee, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	if _, err := oneConference(tx, conference); err != nil {
		return nil, err
	}
	return allAttendees(tx, conference)
}

// Seek finds convened people by a part of the name, marks or not.
func Seek(list []Attendee, words string) []Attendee {
	q := locale.FoldSearch(words)
	var found []Attendee
	for _, a := range list {
		if strings.Contains(locale.FoldSearch(a.Name), q) {
			found = append(found, a)
		}
	}
	return found
}

// OwnPlace is the line of whoever is signed in on the convened list; somebody who
// is not convened gets Missing.
func OwnPlace(tx *store.Tx, conference string) (Attendee, error) {
	if err := tx.Who.Need(access.Attend); err != nil {
		return Attendee{}, err
	}
	if tx.Who.Person == "" {
		return Attendee{}, fault.New(fault.Missing, "fault.missing")
	}
	return oneAttendee(tx, conference, tx.Who.Person)
}

// IsPresent reports whether a person is convened and in the hall.
func IsPresent(tx *store.Tx, conference, person string) (bool, error) {
	a, err := oneAttendee(tx, conference, person)
	if fault.Is(err, fault.Missing) {
		return false, nil
	}
	return a.Present(), err
}

// Turnout is who was convened and who is there, with the rule of the day.
type Turnout struct {
	Convened, Present, Excused, Guests int64
	Second, Remote                     int64 // of the present: in a second room, from afar
	Needed                             int64 // smallest number present for a quorum
	Reached                            bool
	Rule                               law.Dated[law.Share]
}

// Why is the reason of the quorum, by the rule that decided it.
func (t Turnout) Why(c Conference, unit law.Unit) (law.Why, error) {
	return law.QuorumUnder(t.Rule, c.HeldOn, unit, law.Count{Base: t.Convened, Part: t.Present})
}

// Quorum counts the hall by the rule in force on the conference's day, the
// unit's own where it is tighter. Guests are counted apart and never among the
// present.
func Quorum(tx *store.Tx, c Conference) (Turnout, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Turnout{}, err
	}
	t, err := countAttendance(tx, c.ID)
	if err != nil {
		return t, err
	}
	if c.QuorumRule != "" {
		t.Rule, err = regulation.Named(tx, c.QuorumRule)
	} else {
		t.Rule, err = regulation.QuorumRule(tx, c.HeldOn)
	}
	if err != nil {
		return t, noRule(c.HeldOn, err)
	}
	t.Needed = t.Rule.Is.Needed(t.Convened)
	t.Reached = t.Rule.Is.Met(t.Present, t.Convened)
	return t, nil
}

// noRule is a Conflict where the law has nothing for the day.
func noRule(on law.Day, err error) error {
	var e *law.Error
	if errors.As(err, &e) {
		return fault.New(fault.Conflict, "conference.no.rule", on).Because(err)
	}
	return err
}

// MajorityOn is the share of those attending who must be in favour on the
// conference's day, the unit's own where it is tighter.
func MajorityOn(tx *store.Tx, c Conference) (law.Dated[law.Share], error) {
	rule, err := regulation.Majority(tx, c.HeldOn)
	if err != nil {
		return rule, noRule(c.HeldOn, err)
	}
	return rule, nil
}
