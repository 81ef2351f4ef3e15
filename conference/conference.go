// Package conference holds the yearly staff conference: its name and years,
// convened list, agenda, papers, attendance, quorum, speakers and minutes.
//
// The verbs are those of the regulation. What was shown is frozen when its
// item opens; who was convened keeps the name, post and department of that
// day; nothing that happened is overwritten.
package conference

import (
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/store"
)

// Conference is one staff conference. Review year, plan year and the day it is
// held are three facts: none follows from another.
type Conference struct {
	ID           string
	Name         string  // as printed; made from the facts unless OwnName
	OwnName      bool    // the unit chose the name itself
	NameStyle    string  // how the made name is written: words of NameStyles, with spaces between
	Track        string  // staff (the staff conference), joint (with the union's year review)
	Form         string  // whole (toàn thể) or delegates (đại biểu)
	YearName     string  // which year the name carries: review, plan or both
	ReviewYear   int     // the year looked back on
	PlanYear     int     // the year planned
	Period       string  // calendar or school
	HeldOn       law.Day // the legal day of everything decided
	Session      string  // morning, afternoon, day; empty when not said
	StartsAt     string  // 08:00; empty when not said
	Place        string  // the hall
	Scope        string  // office (the unit itself) or all (with its subordinate units)
	Purpose      string
	GuidanceName string // what the superior's guidance calls the conference
	ConsentBy    string // the superior who agreed to the convening
	ConsentOn    law.Day
	ConsentDoc   string
	Dispersed    bool // people are scattered or cannot leave their posts
	State        State
	OpenedAt     time.Time
	ClosedAt     time.Time
	Item         string // the agenda item that is open
	ScreenKey    string // opens the projector without a person
	Channel      string // what the hall sees: welcome, agenda, item, speaker, quorum, vote, result, blank, rest
	ChannelRef   string
	TimerEnds    time.Time     // zero when no timer runs
	TimerLeft    time.Duration // when the timer is held
	QuorumRule   string        // id of the rule that decides, fixed at the opening
}

// State is how far a conference has come.
type State string

// The states, in order.
const (
	Draft    State = "draft"
	Convened State = "convened" // the list is frozen, people are invited
	Open     State = "open"
	Closed   State = "closed"
)

// Item is one point of the agenda.
type Item struct {
	ID          string
	Conference  string
	Position    int
	Kind        string // of the catalogue, or other
	Title       string
	PresenterID string // a person of the roster; empty for a guest or a body
	Presenter   string // name and post as printed
	Minutes     int    // planned
	Ends        string // heard, discussed, adopted, voted, elected, signed, announced
	OpenedAt    time.Time
	ClosedAt    time.Time
	Outcome     string // in words, when closed
	Note        string // the secretary's, for the minutes
}

// Paper is a document of the conference; what is shown is frozen when the
// item opens, and carries the hash of its bytes as file id.
type Paper struct {
	ID         string
	Conference string
	Item       string
	Title      string
	File       string // media id: SHA-256
	FileName   string
	Version    int
	PutAt      time.Time
	FrozenAt   time.Time
}

// Attendee is one person of the convened list and what became of it.
type Attendee struct {
	Person     string
	Name       string
	Sort       string
	Fold       string
	Category   string
	Department string
	Post       string
	Excuse     string // absent with this reason
	ArrivedAt  time.Time
	LeftAt     time.Time
	Way        string // card, code, name, sheet
	Room       string // where the person attends: the hall when empty, second or remote
}

// Present reports whether the person is in the hall.
func (a Attendee) Present() bool { return !a.ArrivedAt.IsZero() && a.LeftAt.IsZero() }

// Guest attends without being convened and never counts in the quorum.
type Guest struct {
	ID         string
	Conference string
	Honorific  string // đồng chí, ông, bà; empty when not said
	Name       string
	Posts      []string // in order of precedence
	Position   int      // precedence among guests
	Superior   bool     // speaks for the superior body
	OnBehalf   string   // thừa ủy quyền của …
	CameAt     time.Time
}

// Speaker is a request to speak and what became of it.
type Speaker struct {
	ID          string
	Conference  string
	Item        string
	Person      string // empty for a guest
	Name        string
	Department  string // or post of a guest
	Topic       string
	Way         string // phone or slip
	AskedAt     time.Time
	CalledAt    time.Time
	EndedAt     time.Time
	WithdrawnAt time.Time
	Note        string // what was said, for the minutes
}

// Task is a duty of the organising committee.
type Task struct {
	ID         string
	Conference string
	Person     string
	PersonName string
	Duty       string // Trưởng ban, Phó trưởng ban, Thành viên
	What       string
	Due        law.Day
	DoneAt     time.Time
	Position   int
}

// Fact is a figure or statement of the conference that no other room holds
// yet, as entered: what, how many, of whom, who decided. Unknown is empty,
// never zero.
type Fact struct {
	ID         string
	Conference string
	Position   int
	Topic      string // result, plan, award, union, pay, finance, pledge, petition, speech, attendance, limitation, other
	What       string // in words, without the figure
	Low, High  string // "5" and "29,2", or one figure in Low; as printed
	Unit       string // %, cá nhân, tập thể, đoàn viên …
	Base       string // of whom: the population
	DecidedBy  string
	State      string // done, planned, proposed
	Year       int
}

// Topic is announced when anything of a conference changes.
func Topic(id string) live.Topic { return live.Topic("conference/" + id) }

// List reads all conferences, the latest day first.
func List(tx *store.Tx) ([]Conference, error) {
	if err := tx.Who.Need(access.Attend); err != nil {
		return nil, err
	}
	return allConferences(tx)
}

// Find reads one conference.
func Find(tx *store.Tx, id string) (Conference, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Conference{}, err
	}
	return oneConference(tx, id)
}

// Current is the conference that people mean when they say none: the open
// one, else the next to be held, else the last.
func Current(tx *store.Tx) (Conference, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Conference{}, err
	}
	all, err := allConferences(tx)
	if err != nil {
		return Conference{}, err
	}
	if len(all) == 0 {
		return Conference{}, fault.New(fault.Missing, "conference.none")
	}
	best := all[0]
	for _, c := range all {
		if rank(c) < rank(best) || rank(c) == rank(best) && c.State != Closed && c.HeldOn.Before(best.HeldOn) {
			best = c
		}
	}
	return best, nil
}

func rank(c Conference) int {
	switch c.State {
	case Open:
		return 0
	case Convened, Draft:
		return 1
	}
	return 2
}

// FindByKey finds what a projector shows by the key in its address.
func FindByKey(tx *store.Tx, key string) (Conference, error) { return byKey(tx, key) }

// need reads a conference that must not be closed yet.
func need(tx *store.Tx, id string) (Conference, error) {
	c, err := oneConference(tx, id)
	if err != nil {
		return c, err
	}
	if c.State == Closed {
		return c, fault.New(fault.Conflict, "conference.closed")
	}
	return c, nil
}
