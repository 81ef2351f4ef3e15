package election

import (
	"crypto/rand"
	"slices"
	"strconv"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
	"hoinghi/tally"
)

// Round is one vote of an election, from the slips given out to its outcome.
type Round struct {
	ID, Election string
	No           int
	Kind         string // first; again (among the tied); further (seats left empty); rerun (after one set aside)
	Seats        int
	State        string // open, counting, decided or set-aside
	OpenedAt     time.Time
	ClosedAt     time.Time // no more ballots from here
	DecidedAt    time.Time
	Convened     int64 // at the closing
	Present      int64 // at the closing
	Printed      int64 // slips with serials reserved for the round
	Spoiled      int64 // slips that voters exchanged for another
	Unused       int64 // slips left over, counted at the closing
	Pass         int   // 1, and one more for each recount
}

// Progress is how far an election has come.
type Progress struct {
	Rounds  []Round
	Running string   // the round that is open or being counted; empty for none
	Won     []string // candidates elected so far, in the order of their winning
	Next    Plan     // what the next round would be; Kind is empty when none is needed
}

// Filled is how many seats are filled.
func (p Progress) Filled() int { return len(p.Won) }

// Plan is a round to be opened.
type Plan struct {
	Kind       string
	Seats      int
	Candidates []string // ids, in the order of the slip
}

// ProgressOf reads the rounds of an election, who won, and what comes next.
func ProgressOf(tx *store.Tx, election string) (Progress, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Progress{}, err
	}
	e, err := oneElection(tx, election)
	if err != nil {
		return Progress{}, err
	}
	return progress(tx, e)
}

func progress(tx *store.Tx, e Election) (p Progress, err error) {
	if p.Rounds, err = roundsOf(tx, e.ID); err != nil {
		return p, err
	}
	var last []row
	for _, r := range p.Rounds {
		switch r.State {
		case "open", "counting":
			p.Running = r.ID
		case "decided":
			if last, err = resultsOf(tx, r.ID, r.Pass); err != nil {
				return p, err
			}
			for _, x := range last {
				if x.Won {
					p.Won = append(p.Won, x.Candidate)
				}
			}
		}
	}
	all, err := candidatesOf(tx, e.ID)
	if err != nil || p.Running != "" || p.Filled() >= e.Seats {
		return p, err
	}
	p.Next = next(e, p, all, last)
	return p, nil
}

// next is the round that the last outcome asks for: among the tied first, then
// for the seats left empty among those who have not been elected.
func next(e Election, p Progress, all []Candidate, last []row) Plan {
	n := Plan{Kind: "first", Seats: e.Seats - p.Filled()}
	if len(p.Rounds) > 0 {
		n.Kind = "further"
		if p.Rounds[len(p.Rounds)-1].State == "set-aside" {
			n.Kind = "rerun"
		}
	}
	tied := map[string]bool{}
	for _, x := range last {
		tied[x.Candidate] = x.Standing == tally.Tied && !x.Won && !resolved(last)
	}
	if n.Kind == "further" && slices.ContainsFunc(last, func(x row) bool { return tied[x.Candidate] }) {
		n.Kind = "again"
	}
	for _, c := range all {
		if c.Standing() && !slices.Contains(p.Won, c.ID) && (n.Kind != "again" || tied[c.ID]) {
			n.Candidates = append(n.Candidates, c.ID)
		}
	}
	return n
}

// resolved reports whether the tie of a round is settled.
func resolved(rows []row) bool {
	return slices.ContainsFunc(rows, func(x row) bool { return x.Standing == tally.Tied && x.Won })
}

// OpenRound opens the vote that comes next. The list must be closed, the rules
// settled, two tellers appointed and a quorum present.
func OpenRound(tx *store.Tx, election string) (string, error) {
	e, err := running(tx, election)
	if err != nil {
		return "", err
	}
	if err := leads(tx, e.ID); err != nil {
		return "", err
	}
	if err := ready(tx, e); err != nil {
		return "", err
	}
	p, err := progress(tx, e)
	if err != nil {
		return "", err
	}
	switch {
	case p.Running != "":
		return "", fault.New(fault.Conflict, "election.round.running")
	case p.Filled() >= e.Seats:
		return "", fault.New(fault.Conflict, "election.seats.filled")
	case len(p.Next.Candidates) == 0:
		return "", fault.New(fault.Conflict, "election.round.nobody")
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return "", err
	}
	if c.State != conference.Open {
		return "", fault.New(fault.Conflict, "conference.not.open")
	}
	turnout, err := conference.Quorum(tx, c)
	if err != nil {
		return "", err
	}
	if !turnout.Reached {
		return "", fault.New(fault.Conflict, "election.no.quorum", turnout.Present, turnout.Needed)
	}
	r := Round{ID: rand.Text(), Election: e.ID, No: len(p.Rounds) + 1, Kind: p.Next.Kind, Seats: p.Next.Seats, State: "open", OpenedAt: tx.Now,
		Convened: turnout.Convened, Present: turnout.Present, Pass: 1}
	if err := insertRound(tx, r, p.Next.Candidates); err != nil {
		return "", err
	}
	tx.Announce(Topic(e.ID), conference.Topic(e.Conference))
	return r.ID, journal.Write(tx, "election.round.open", e.ID, strconv.Itoa(r.No)+" "+r.Kind)
}

// ready refuses a round before its preparation is complete.
func ready(tx *store.Tx, e Election) error {
	switch {
	case !e.Settled():
		return fault.New(fault.Conflict, "election.list.open")
	case !e.Ruled():
		return fault.New(fault.Conflict, "election.rules.none")
	}
	tellers, err := tellersOf(tx, e.ID)
	if err != nil {
		return err
	}
	if len(tellers) < 2 {
		return fault.New(fault.Conflict, "election.teller.two")
	}
	return nil
}

// FindRound reads one round and its election.
func FindRound(tx *store.Tx, id string) (Round, Election, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Round{}, Election{}, err
	}
	return roundOf(tx, id)
}

func roundOf(tx *store.Tx, id string) (Round, Election, error) {
	r, err := oneRound(tx, id)
	if err != nil {
		return r, Election{}, err
	}
	e, err := oneElection(tx, r.Election)
	return r, e, err
}

// Standers reads the candidates of a round in the order of its slip, which is
// also the order of tally's sums.
func Standers(tx *store.Tx, round string) ([]Candidate, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	return standersOf(tx, round)
}

// leading reads a round in one of some states, for whoever runs it.
func leading(tx *store.Tx, id string, states ...string) (Round, Election, error) {
	r, e, err := roundOf(tx, id)
	if err != nil {
		return r, e, err
	}
	if err := leads(tx, e.ID); err != nil {
		return r, e, err
	}
	return r, e, in(r, e, states)
}

func in(r Round, e Election, states []string) error {
	if e.Over() {
		return fault.New(fault.Conflict, "election.over")
	}
	if !slices.Contains(states, r.State) {
		return fault.New(fault.Conflict, stateFaults[r.State])
	}
	return nil
}

// keys: election.round.is.*
var stateFaults = map[string]string{"open": "election.round.is.open", "counting": "election.round.is.counting",
	"decided": "election.round.is.decided", "set-aside": "election.round.is.set-aside"}

// Stub is what the tellers count of the slips that were not put into the box.
type Stub struct{ Spoiled, Unused int64 }

// CloseVoting ends the giving out and the casting: whoever has not voted by now
// does not. Printed slips must be accounted for: given out, spoiled or left
// over.
func CloseVoting(tx *store.Tx, round string, s Stub) error {
	r, e, err := leading(tx, round, "open")
	if err != nil {
		return err
	}
	roll, err := rollSums(tx, r.ID)
	if err != nil {
		return err
	}
	var f fault.Form
	f.Check(s.Spoiled >= 0 && s.Spoiled <= r.Printed, "spoiled", "fault.number")
	f.Check(s.Unused >= 0 && s.Unused <= r.Printed, "unused", "fault.number")
	if err := f.Err(); err != nil {
		return err
	}
	if got := roll[ByPaper] + s.Spoiled + s.Unused; r.Printed > 0 && got != r.Printed {
		f.Check(false, "unused", "election.stub", r.Printed, roll[ByPaper], s.Spoiled, s.Unused, r.Printed-got)
		return f.Err()
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return err
	}
	turnout, err := conference.Quorum(tx, c)
	if err != nil {
		return err
	}
	r.Spoiled, r.Unused, r.State, r.ClosedAt = s.Spoiled, s.Unused, "counting", tx.Now
	r.Convened, r.Present = turnout.Convened, max(turnout.Present, roll[ByPaper]+roll[ByBox])
	return moved(tx, r, "election.round.close", "")
}

// SetAside annuls a round that is not lawful, decided or not: it stays in the
// record with the reason, nobody is elected by it, and another may be opened.
func SetAside(tx *store.Tx, round, reason string) error {
	r, e, err := leading(tx, round, "open", "counting", "decided")
	if err != nil {
		return err
	}
	if err := note(tx, Note{Election: e.ID, Round: r.ID, Kind: "set-aside", Text: reason}); err != nil {
		return err
	}
	r.State = "set-aside"
	return moved(tx, r, "election.round.set-aside", strings.TrimSpace(reason))
}

// moved keeps a round's new state and tells the hall, whose phones say it.
func moved(tx *store.Tx, r Round, act, detail string) error {
	if err := updateRound(tx, r); err != nil {
		return err
	}
	e, err := oneElection(tx, r.Election)
	if err != nil {
		return err
	}
	tx.Announce(Topic(e.ID), conference.Topic(e.Conference))
	return journal.Write(tx, act, r.Election, strings.TrimSpace(strconv.Itoa(r.No)+" "+detail))
}
