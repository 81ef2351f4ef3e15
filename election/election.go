// Package election holds the elections of a conference: who stands, by which
// rules, the paper and hand counts, the outcome of each round, and what follows
// until the People's Inspection Board is recognised and has met.
//
// The roll says that a person got a ballot and by which way, never which one:
// nothing here ties a serial or a vote to anybody. Two tellers count blind to
// each other, and no result exists until their figures agree and close. What
// was decided stays in place; corrections, recounts and objections are added.
package election

import (
	"crypto/rand"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/tally"
)

// What an election is for.
const (
	Board = "board" // the People's Inspection Board
	Other = "other"
)

// Election is one election of a conference.
type Election struct {
	ID         string
	Conference string
	Item       string // of the agenda; empty when the agenda has none for it
	Purpose    string // Board or Other
	Title      string
	Of         string // a by-election names the election whose seats it fills
	Seats      int
	Special    bool // a special or scattered unit, which may have a larger board
	TermMonths int  // 0 where there is no term
	CalledAt   time.Time
	ListAt     time.Time // zero while the list is open
	ListBallot string    // the vote that closed the list
	Rules      Rules
	EndedAt    time.Time
	Ended      string // done: every seat is filled; short: ended with seats empty; set-aside
}

// Rules are what the conference settles before the vote.
type Rules struct {
	Way     tally.Way
	Form    string // one of Forms
	Base    string // whom the bar is a share of: present or valid
	Tie     string // at the last seat: again, seniority or lot
	TieCite string
	Min     int    // candidates on a valid slip
	Max     int    // at most the seats
	Bar     string // id of the bar to be elected, fixed here
	At      time.Time
	Ballot  string // the vote that adopted the rules; may be empty
}

// The forms of an election.
const (
	Hands      = "open"       // hands, counted by tellers
	Paper      = "paper"      // secret, on paper
	Electronic = "electronic" // secret, in an electronic box
	Mixed      = "mixed"      // secret, each voter by one of both ways
)

// Forms lists the forms.
func Forms() []string { return []string{Paper, Mixed, Electronic, Hands} }

// Ties lists the rules for equals at the last seat.
func Ties() []string { return []string{"again", "seniority", "lot"} }

// Settled reports whether the list of candidates is closed.
func (e Election) Settled() bool { return !e.ListAt.IsZero() }

// Ruled reports whether the rules are settled.
func (e Election) Ruled() bool { return !e.Rules.At.IsZero() }

// Over reports whether the election has ended.
func (e Election) Over() bool { return !e.EndedAt.IsZero() }

// Bounds are what one slip may hold when so many seats are to be filled.
func (r Rules) Bounds(seats int) tally.Bounds {
	most := min(r.Max, seats)
	return tally.Bounds{Way: r.Way, Min: min(r.Min, most), Max: most}
}

// Topic is announced when anything of an election changes.
func Topic(id string) live.Topic { return live.Topic("election/" + id) }

// Call announces an election: its purpose, seats and term. A board of a size
// that the law does not allow is refused with the law's reason.
func Call(tx *store.Tx, e Election) (string, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return "", err
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return "", err
	}
	if c.State == conference.Closed {
		return "", fault.New(fault.Conflict, "conference.closed")
	}
	e.Title = strings.Join(strings.Fields(e.Title), " ")
	if err := check(tx, c, &e); err != nil {
		return "", err
	}
	if e.Item == "" {
		if e.Item, err = itemOf(tx, c.ID); err != nil {
			return "", err
		}
	}
	e.ID, e.CalledAt = rand.Text(), tx.Now
	if err := insertElection(tx, e); err != nil {
		return "", err
	}
	return e.ID, journal.Write(tx, "election.call", e.ID, e.Title)
}

const mostSeats = 30

func check(tx *store.Tx, c conference.Conference, e *Election) error {
	var f fault.Form
	f.Check(e.Title != "", "title", "fault.required")
	f.Check(len([]rune(e.Title)) <= 200, "title", "fault.long", 200)
	f.Check(e.Purpose == Board || e.Purpose == Other, "purpose", "fault.choice")
	f.Check(e.Seats >= 1 && e.Seats <= mostSeats, "seats", "election.seats", mostSeats)
	if err := f.Err(); err != nil {
		return err
	}
	if e.Purpose != Board {
		f.Check(e.Of == "", "of", "election.by.board")
		return f.Err()
	}
	kept, err := keptMembers(tx, e.Of)
	if err != nil {
		return err
	}
	why, err := SizeWhy(tx, c, *e, kept)
	if err != nil {
		return err
	}
	f.Check(why.Verdict != law.Short, "seats", "election.size", why.Conclusion)
	term, err := law.BoardTerm.On(c.HeldOn)
	if err != nil {
		return err
	}
	e.TermMonths = term.Is.N
	return f.Err()
}

// keptMembers counts who still serves on the board that a by-election fills up.
func keptMembers(tx *store.Tx, of string) (n int, err error) {
	if of == "" {
		return 0, nil
	}
	if _, err := oneElection(tx, of); err != nil {
		return 0, err
	}
	all, err := membersOf(tx, of)
	for _, m := range all {
		if m.To.IsZero() || m.ReleasedWhy == "" {
			n++
		}
	}
	if err == nil && len(all) == 0 {
		err = fault.New(fault.Conflict, "election.by.unknown")
	}
	return n, err
}

// SizeWhy says whether the unit may have a board of the members kept and the
// seats of this election together.
func SizeWhy(tx *store.Tx, c conference.Conference, e Election, kept int) (law.Why, error) {
	org, err := account.FindOrg(tx)
	if err != nil {
		return law.Why{}, err
	}
	staff, err := roster.StaffOn(tx, c.HeldOn)
	if err != nil {
		return law.Why{}, err
	}
	plan := law.Board{Staff: int64(len(staff)), Members: int64(kept + e.Seats), Special: e.Special}
	if plan.Staff < plan.Members {
		return law.Why{}, fault.New(fault.Conflict, "election.staff.few", plan.Staff, plan.Members)
	}
	return law.BoardSizeWhy(c.HeldOn, conference.UnitOf(org), plan)
}

// itemOf is the agenda's item of elections, or empty.
func itemOf(tx *store.Tx, conf string) (string, error) {
	items, err := conference.Agenda(tx, conf)
	for _, i := range items {
		if i.Kind == "election" {
			return i.ID, err
		}
	}
	return "", err
}

// Find reads one election.
func Find(tx *store.Tx, id string) (Election, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Election{}, err
	}
	return oneElection(tx, id)
}

// List reads the elections of a conference in the order in which they were
// called.
func List(tx *store.Tx, conf string) ([]Election, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	return electionsOf(tx, conf)
}

// changing reads an election that has not ended, for a verb of preparation.
func changing(tx *store.Tx, id string) (Election, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Election{}, err
	}
	return running(tx, id)
}

func running(tx *store.Tx, id string) (Election, error) {
	e, err := oneElection(tx, id)
	if err == nil && e.Over() {
		err = fault.New(fault.Conflict, "election.over")
	}
	return e, err
}

// End closes an election whose seats are filled, or says plainly that seats
// stay empty: then the reason is kept.
func End(tx *store.Tx, id, reason string) error {
	e, err := running(tx, id)
	if err != nil {
		return err
	}
	if err := leads(tx, e.ID); err != nil {
		return err
	}
	p, err := progress(tx, e)
	if err != nil {
		return err
	}
	if p.Running != "" {
		return fault.New(fault.Conflict, "election.round.running")
	}
	e.Ended, e.EndedAt = "done", tx.Now
	if p.Filled() < e.Seats {
		reason = strings.TrimSpace(reason)
		var f fault.Form
		if !f.Check(reason != "", "reason", "fault.required") {
			return f.Err()
		}
		e.Ended = "short"
		if err := note(tx, Note{Election: e.ID, Kind: "ended", Text: reason}); err != nil {
			return err
		}
	}
	if err := updateElection(tx, e); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.end", e.ID, e.Ended)
}

// words speaks in what is kept and printed: Vietnamese whatever language the
// reader's pages are in.
func words() *locale.Words { return locale.In("vi") }
