// Package ballot holds the votes of a conference: open votes by phone, counts
// of hands by tellers, and their results by the rule of the day.
//
// An open vote is named: who voted what stands in the record, and pages say
// so. A person has one voice; the same slip sent twice counts once and answers
// with the same receipt. The base of a percentage is chosen before the vote
// and stored with the result.
package ballot

import (
	"crypto/rand"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/store"
)

// Ballot is one question put to the conference.
type Ballot struct {
	ID         string
	Conference string
	Item       string
	Question   string
	Method     string // phone, hand, or mixed: phones, and tellers for those without
	Base       string // of the percentage: convened, present or cast
	Shown      string // live, or closed: the count is shown only when closed
	State      string // open, closed or annulled
	OpenedAt   time.Time
	ClosedAt   time.Time
	Convened   int64 // at the closing
	Present    int64 // at the closing
	InFavour   int64
	Against    int64
	Other      int64
	Veiled     int64                // voices of an open vote whose division the reader may not see yet
	Rule       string               // id of the majority's rule
	Bar        law.Dated[law.Share] // that rule; filled when a ballot is read
	Passed     bool
	Resolution string // what was adopted: resolution, or empty
}

// The choices of an open vote.
const (
	For     = "for"
	Against = "against"
	Other   = "other"
)

// Cast counts the voices given.
func (b Ballot) Cast() int64 { return b.Veiled + b.InFavour + b.Against + b.Other }

// Told reports whether the hall may see how the voices divide: always of a
// vote that has ended, of an open one when it is counted in public.
func (b Ballot) Told() bool { return b.State != "open" || b.Shown == "live" }

// Of is the number that percentages are taken of.
func (b Ballot) Of() int64 {
	switch b.Base {
	case "convened":
		return b.Convened
	case "cast":
		return b.Cast()
	}
	return b.Present
}

// Unanimous reports whether "100%" may be printed: everybody of the base is
// in favour.
func (b Ballot) Unanimous() bool { return b.Of() > 0 && b.InFavour == b.Of() }

// Topic is announced when a ballot of a conference changes.
func Topic(conference string) live.Topic { return live.Topic("ballot/" + conference) }

// Open puts a question to the conference. Without a quorum no vote is opened.
// Only one vote is open at a time.
func Open(tx *store.Tx, b Ballot) (string, error) {
	if err := tx.Who.Need(access.Preside); err != nil {
		return "", err
	}
	c, err := conference.Find(tx, b.Conference)
	if err != nil {
		return "", err
	}
	if c.State != conference.Open {
		return "", fault.New(fault.Conflict, "conference.not.open")
	}
	if err := b.check(); err != nil {
		return "", err
	}
	turnout, err := conference.Quorum(tx, c)
	if err != nil {
		return "", err
	}
	if !turnout.Reached {
		return "", fault.New(fault.Conflict, "ballot.no.quorum", turnout.Present, turnout.Needed)
	}
	if busy, err := openBallots(tx, b.Conference); err != nil || len(busy) > 0 {
		return "", either(err, fault.New(fault.Conflict, "ballot.another"))
	}
	rule, err := conference.MajorityOn(tx, c)
	if err != nil {
		return "", err
	}
	b.ID, b.State, b.OpenedAt, b.Rule = rand.Text(), "open", tx.Now, rule.ID
	b.Question = strings.TrimSpace(b.Question)
	b.Convened, b.Present = turnout.Convened, turnout.Present
	if err := insertBallot(tx, b); err != nil {
		return "", err
	}
	if err := conference.Show(tx, c.ID, "vote", b.ID); err != nil {
		return "", err
	}
	return b.ID, journal.Write(tx, "ballot.open", b.ID, b.Question)
}

func either(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (b Ballot) check() error {
	var f fault.Form
	f.Check(strings.TrimSpace(b.Question) != "", "question", "fault.required")
	f.Check(b.Method == "phone" || b.Method == "hand" || b.Method == "mixed", "method", "fault.choice")
	f.Check(b.Base == "convened" || b.Base == "present" || b.Base == "cast", "base", "fault.choice")
	f.Check(b.Shown == "live" || b.Shown == "closed", "shown", "fault.choice")
	return f.Err()
}

// Receipt is what a voter sees after the vote was recorded.
type Receipt struct {
	Code   string
	Choice string
	At     time.Time
}

// Cast records the voter's choice once and answers with its receipt. The same
// choice again, after a link broke, answers with the same receipt; another
// choice is refused, because a hall must be able to trust a count.
func Cast(tx *store.Tx, ballot, choice string) (Receipt, error) {
	if err := tx.Who.Need(access.Vote); err != nil {
		return Receipt{}, err
	}
	b, err := oneBallot(tx, ballot)
	if err != nil {
		return Receipt{}, err
	}
	if choice != For && choice != Against && choice != Other {
		return Receipt{}, fault.New(fault.Invalid, "fault.choice")
	}
	if r, err := slipOf(tx, ballot, tx.Who.Person); !fault.Is(err, fault.Missing) {
		if err == nil && r.Choice != choice {
			err = fault.New(fault.Conflict, "ballot.twice", r.Code)
		}
		return r, err
	}
	if b.State != "open" {
		return Receipt{}, fault.New(fault.Conflict, "ballot.closed")
	}
	if b.Method == "hand" {
		return Receipt{}, fault.New(fault.Conflict, "ballot.by.hand")
	}
	present, err := conference.IsPresent(tx, b.Conference, tx.Who.Person)
	if err != nil {
		return Receipt{}, err
	}
	if !present {
		return Receipt{}, fault.New(fault.Conflict, "conference.not.present")
	}
	r := Receipt{Code: rand.Text()[:8], Choice: choice, At: tx.Now}
	tx.Announce(Topic(b.Conference))
	return r, insertSlip(tx, ballot, tx.Who.Person, r)
}

// OwnReceipt finds the reader's own slip of a ballot; none is Missing.
func OwnReceipt(tx *store.Tx, ballot string) (Receipt, error) {
	if err := tx.Who.Need(access.Vote); err != nil {
		return Receipt{}, err
	}
	if _, err := oneBallot(tx, ballot); err != nil {
		return Receipt{}, err
	}
	return slipOf(tx, ballot, tx.Who.Person)
}
