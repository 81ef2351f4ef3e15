package ballot

import (
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/regulation"
	"hoinghi/store"
)

// Count is a teller's count of one row of seats or one block.
type Count struct {
	Row                      string
	InFavour, Against, Other int64
	Teller                   string
	At                       time.Time
}

// Enter keeps a teller's count of a row; entering the row again corrects it,
// and the journal keeps both. The counts of all rows together may not exceed
// the people present who have not voted by phone.
func Enter(tx *store.Tx, ballot string, c Count) error {
	if err := mayCount(tx); err != nil {
		return err
	}
	b, err := oneBallot(tx, ballot)
	if err != nil {
		return err
	}
	if b.State != "open" {
		return fault.New(fault.Conflict, "ballot.closed")
	}
	if b.Method == "phone" {
		return fault.New(fault.Conflict, "ballot.by.phone")
	}
	c.Row = strings.TrimSpace(c.Row)
	var f fault.Form
	f.Check(c.Row != "", "row", "fault.required")
	f.Check(c.InFavour >= 0 && c.InFavour < 100_000, "for", "fault.number")
	f.Check(c.Against >= 0 && c.Against < 100_000, "against", "fault.number")
	f.Check(c.Other >= 0 && c.Other < 100_000, "other", "fault.number")
	if err := f.Err(); err != nil {
		return err
	}
	c.Teller, c.At = tx.Who.Person, tx.Now
	if err := upsertCount(tx, ballot, c); err != nil {
		return err
	}
	if err := within(tx, b); err != nil {
		return err
	}
	tx.Announce(Topic(b.Conference))
	return journal.Write(tx, "ballot.count", ballot, counted(c))
}

// Strike takes a row that was entered by mistake out of the count.
func Strike(tx *store.Tx, ballot, row string) error {
	if err := mayCount(tx); err != nil {
		return err
	}
	b, err := oneBallot(tx, ballot)
	if err != nil {
		return err
	}
	if b.State != "open" {
		return fault.New(fault.Conflict, "ballot.closed")
	}
	if err := deleteCount(tx, ballot, row); err != nil {
		return err
	}
	tx.Announce(Topic(b.Conference))
	return journal.Write(tx, "ballot.strike", ballot, row)
}

// Tellers count; where a small unit has none, the chair does.
func mayCount(tx *store.Tx) error {
	if tx.Who.May(access.Preside) {
		return nil
	}
	return tx.Who.Need(access.Count)
}

// within refuses more voices than people in the hall.
func within(tx *store.Tx, b Ballot) error {
	sum, err := tally(tx, b)
	if err != nil {
		return err
	}
	turnout, err := turnoutOf(tx, b)
	if err != nil {
		return err
	}
	if sum.Cast() > turnout.Present {
		var f fault.Form
		f.Check(false, "for", "ballot.too.many", sum.Cast(), turnout.Present)
		return f.Err()
	}
	return nil
}

func turnoutOf(tx *store.Tx, b Ballot) (conference.Turnout, error) {
	c, err := conference.Find(tx, b.Conference)
	if err != nil {
		return conference.Turnout{}, err
	}
	return conference.Quorum(tx, c)
}

// tally adds slips and counts.
func tally(tx *store.Tx, b Ballot) (Ballot, error) {
	slips, err := sumSlips(tx, b.ID)
	if err != nil {
		return b, err
	}
	counts, err := sumCounts(tx, b.ID)
	b.InFavour, b.Against, b.Other = slips.InFavour+counts.InFavour, slips.Against+counts.Against, slips.Other+counts.Other
	return b, err
}

// Close ends the vote and decides it: more than the share of the rule, of
// those attending, in favour. The base of the printed percentage does not move
// the verdict, which the law ties to those attending.
func Close(tx *store.Tx, ballot string) (Ballot, error) {
	if err := tx.Who.Need(access.Preside); err != nil {
		return Ballot{}, err
	}
	b, err := oneBallot(tx, ballot)
	if err != nil {
		return b, err
	}
	if b.State == "closed" {
		return current(tx, b)
	}
	if b.State != "open" {
		return b, fault.New(fault.Conflict, "ballot.closed")
	}
	if b, err = tally(tx, b); err != nil {
		return b, err
	}
	turnout, err := turnoutOf(tx, b)
	if err != nil {
		return b, err
	}
	if b.Bar, err = regulation.Named(tx, b.Rule); err != nil {
		return b, err
	}
	b.Convened, b.Present = turnout.Convened, max(turnout.Present, b.Cast())
	b.Passed = b.Bar.Is.Met(b.InFavour, b.Present)
	b.State, b.ClosedAt = "closed", tx.Now
	if err := finish(tx, b); err != nil {
		return b, err
	}
	return b, journal.Write(tx, "ballot.close", b.ID, summary(b))
}

func finish(tx *store.Tx, b Ballot) error {
	if err := updateBallot(tx, b); err != nil {
		return err
	}
	tx.Announce(Topic(b.Conference))
	return conference.Show(tx, b.Conference, "result", b.ID)
}

// Annul sets a vote aside, open or closed; it stays in the record with the
// reason, and another vote may be opened.
func Annul(tx *store.Tx, ballot, reason string) error {
	if err := tx.Who.Need(access.Preside); err != nil {
		return err
	}
	b, err := oneBallot(tx, ballot)
	if err != nil {
		return err
	}
	var f fault.Form
	f.Check(strings.TrimSpace(reason) != "", "reason", "fault.required")
	if err := f.Err(); err != nil {
		return err
	}
	if b, err = tally(tx, b); err != nil {
		return err
	}
	b.State, b.ClosedAt, b.Passed = "annulled", tx.Now, false
	if err := updateBallot(tx, b); err != nil {
		return err
	}
	tx.Announce(Topic(b.Conference))
	if err := conference.Show(tx, b.Conference, "agenda", ""); err != nil {
		return err
	}
	return journal.Write(tx, "ballot.annul", b.ID, strings.TrimSpace(reason))
}

// Find reads a ballot; one that is open carries the count of this moment, or
// only how many have voted when the count is not to be shown before closing.
func Find(tx *store.Tx, id string) (Ballot, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Ballot{}, err
	}
	b, err := oneBallot(tx, id)
	if err != nil {
		return b, err
	}
	return current(tx, b)
}

// current adds to a row the rule it is under and, while it is open, the count
// of this moment; of a count that is not to be shown yet, only those who count
// or preside learn more than how many have voted.
func current(tx *store.Tx, b Ballot) (_ Ballot, err error) {
	if b.Bar, err = regulation.Named(tx, b.Rule); err != nil || b.State != "open" {
		return b, err
	}
	turnout, err := turnoutOf(tx, b)
	if err != nil {
		return b, err
	}
	b.Convened, b.Present = turnout.Convened, turnout.Present
	if b, err = tally(tx, b); err != nil || b.Told() || mayCount(tx) == nil {
		return b, err
	}
	b.Veiled, b.InFavour, b.Against, b.Other = b.Cast(), 0, 0, 0
	return b, nil
}

// List reads the ballots of a conference in the order of their opening.
func List(tx *store.Tx, conferenceID string) ([]Ballot, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	all, err := ballotsOf(tx, conferenceID)
	for i, b := range all {
		if err == nil {
			all[i], err = current(tx, b)
		}
	}
	return all, err
}

// OpenOf is the ballot that is open now; none is Missing.
func OpenOf(tx *store.Tx, conferenceID string) (Ballot, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Ballot{}, err
	}
	open, err := openBallots(tx, conferenceID)
	if err != nil {
		return Ballot{}, err
	}
	if len(open) == 0 {
		return Ballot{}, fault.New(fault.Missing, "ballot.none")
	}
	return current(tx, open[0])
}

// Counts reads the tellers' rows; while the count is not to be shown, only
// those who count or preside get them.
func Counts(tx *store.Tx, ballot string) ([]Count, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	b, err := oneBallot(tx, ballot)
	if err != nil || !b.Told() && mayCount(tx) != nil {
		return nil, err
	}
	return countsOf(tx, ballot)
}

// Voices reads who voted what, of a closed open vote, in the order of names.
func Voices(tx *store.Tx, ballot string) ([]Voice, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	b, err := oneBallot(tx, ballot)
	if err != nil {
		return nil, err
	}
	if b.State == "open" {
		return nil, fault.New(fault.Conflict, "ballot.still.open")
	}
	list, err := conference.Attendance(tx, b.Conference)
	if err != nil {
		return nil, err
	}
	slips, err := slipsOf(tx, ballot)
	if err != nil {
		return nil, err
	}
	var voices []Voice
	for _, a := range list {
		if s, ok := slips[a.Person]; ok {
			voices = append(voices, Voice{Name: a.Name, Department: a.Department, Choice: s})
		}
	}
	return voices, nil
}

// Voice is one named vote.
type Voice struct{ Name, Department, Choice string }
