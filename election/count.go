package election

import (
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
	"hoinghi/tally"
)

// Entry is what one teller counted.
type Entry struct {
	Seat         string // a, b, or c for the third reading
	Teller, Name string
	Count        tally.Count
}

// Counting is the count of a round's paper or hands as one reader may see it.
// Until both entries are in, only the reader's own is filled.
type Counting struct {
	Round   Round
	Issued  int64 // paper ballots given out; for hands, who may raise one
	Names   []Candidate
	In      []string // names of those who have entered, without their figures
	Own     *Entry
	Both    bool
	A, B    Entry // only once both are in
	Differ  []int // the figures in which they differ, by tally's lines
	Third   *Entry
	Agreed  bool // both agree, or the third reading settled the rest
	Settled tally.Count
	Closes  bool
	Gap     int64 // slips not accounted for; below nothing when too many
}

// Done reports whether the figures agree and close, so that they count.
func (c Counting) Done() bool { return c.Agreed && c.Closes }

// EnterCount keeps the count of the teller who acts. The first two tellers of a
// pass take the two seats, and each may correct the own figures until both are
// in; a third teller is refused. Figures that no box can hold are refused, each
// by its own sentence.
func EnterCount(tx *store.Tx, round string, c tally.Count) error {
	return enter(tx, round, func(k Counting) (Entry, error) {
		switch {
		case k.Both:
			return Entry{}, fault.New(fault.Conflict, "election.count.both")
		case k.Own != nil:
			return Entry{Seat: k.Own.Seat, Count: c}, nil
		case len(k.In) == 1:
			return Entry{Seat: "b", Count: c}, nil
		}
		return Entry{Seat: "a", Count: c}, nil
	})
}

// enter keeps what the teller who acts makes of the count so far.
func enter(tx *store.Tx, round string, of func(Counting) (Entry, error)) error {
	r, e, err := roundOf(tx, round)
	if err != nil {
		return err
	}
	if err := counts(tx, e.ID); err != nil {
		return err
	}
	if err := in(r, e, []string{"counting"}); err != nil {
		return err
	}
	k, err := counting(tx, r, e)
	if err != nil {
		return err
	}
	x, err := of(k)
	if err != nil {
		return err
	}
	if err := possible(k, e, x.Count); err != nil {
		return err
	}
	x.Teller = tx.Who.Person
	if err := putCount(tx, r, x, k.Names); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.count", e.ID, strings.ToUpper(x.Seat))
}

// possible refuses figures that cannot be.
func possible(k Counting, e Election, c tally.Count) error {
	var f fault.Form
	if e.Rules.Form == Hands {
		f.Check(len(c.For) == len(k.Names), "valid", "election.count.width")
		for i, v := range c.For {
			f.Check(v >= 0 && v <= k.Issued, k.Field(i), "election.count.hands", k.Issued)
		}
		return f.Err()
	}
	for _, s := range c.Check(e.Rules.Bounds(k.Round.Seats), len(k.Names), k.Issued) {
		switch s.Fault {
		case tally.Width, tally.Negative:
			f.Check(false, "valid", "election.count.width")
		case tally.TooMany:
			f.Check(false, "valid", "election.count.many", c.Slips(), k.Issued)
		case tally.Candidate:
			f.Check(false, k.Field(s.At), "election.count.above", c.For[s.At], c.Valid)
		case tally.Votes:
			f.Check(false, "valid", "election.count.votes", sum(c.For), c.Valid, e.Rules.Bounds(k.Round.Seats).Max)
		case tally.Few:
			f.Check(false, "valid", "election.count.few", sum(c.For), c.Valid, e.Rules.Bounds(k.Round.Seats).Min)
		}
	}
	return f.Err()
}

func sum(all []int64) (n int64) {
	for _, v := range all {
		n += v
	}
	return n
}

// Field is the name of a figure in forms: a candidate's id, valid, invalid or
// out.
func (c Counting) Field(line int) string {
	switch line {
	case tally.LineValid:
		return "valid"
	case tally.LineInvalid:
		return "invalid"
	case tally.LineNotReturned:
		return "out"
	}
	return c.Names[line].ID
}

// CountingOf reads the count as the reader may see it.
func CountingOf(tx *store.Tx, round string) (Counting, error) {
	r, e, err := roundOf(tx, round)
	if err != nil {
		return Counting{}, err
	}
	if err := leads(tx, e.ID); err != nil {
		return Counting{}, err
	}
	return counting(tx, r, e)
}

func counting(tx *store.Tx, r Round, e Election) (k Counting, err error) {
	k.Round = r
	if k.Names, err = standersOf(tx, r.ID); err != nil {
		return k, err
	}
	roll, err := rollSums(tx, r.ID)
	if err != nil {
		return k, err
	}
	k.Issued = roll[ByPaper]
	if e.Rules.Form == Hands {
		k.Issued = r.Present
	}
	all, err := entriesOf(tx, r, k.Names)
	if err != nil {
		return k, err
	}
	tellers, err := tellersOf(tx, e.ID)
	if err != nil {
		return k, err
	}
	for i, x := range all {
		if j := slices.IndexFunc(tellers, func(t Teller) bool { return t.Person == x.Teller }); j >= 0 {
			all[i].Name = tellers[j].Name
		}
		k.In = append(k.In, all[i].Name)
		if x.Teller == tx.Who.Person && x.Seat != "c" {
			k.Own = &all[i]
		}
	}
	k.settle(e, all)
	return k, nil
}

// settle lays the two entries side by side once both are in.
func (k *Counting) settle(e Election, all []Entry) {
	if len(all) < 2 {
		return
	}
	k.Both, k.A, k.B = true, all[0], all[1]
	k.Differ = tally.Differ(k.A.Count, k.B.Count)
	k.Settled, k.Agreed = k.A.Count, len(k.Differ) == 0
	if len(all) > 2 {
		k.Third, k.Settled, k.Agreed = &all[2], all[2].Count, true
	}
	if e.Rules.Form == Hands {
		k.Closes = true
		return
	}
	k.Gap, k.Closes = k.Settled.Left(k.Issued), k.Settled.Closes(k.Issued)
}

// ThirdReading settles the figures in which the two entries differ, by tally's
// lines, and nothing else. It is entered when both tellers have read those
// slips again together.
func ThirdReading(tx *store.Tx, round string, figures map[int]int64) error {
	return enter(tx, round, func(k Counting) (Entry, error) {
		if !k.Both || len(k.Differ) == 0 {
			return Entry{}, fault.New(fault.Conflict, "election.third.none")
		}
		var f fault.Form
		for _, line := range k.Differ {
			_, ok := figures[line]
			f.Check(ok, k.Field(line), "fault.required")
		}
		for line := range figures {
			f.Check(slices.Contains(k.Differ, line), k.Field(line), "election.third.agreed")
		}
		return Entry{Seat: "c", Count: tally.Settle(k.A.Count, k.B.Count, figures)}, f.Err()
	})
}

// Recount begins a new pass of counting, of a count that does not close or of
// one that was objected to; the earlier figures and result stay.
func Recount(tx *store.Tx, round, reason string) error {
	r, e, err := leading(tx, round, "counting", "decided")
	if err != nil {
		return err
	}
	if _, recognised, err := recognition(tx, e.ID); err != nil || recognised {
		return either(err, fault.New(fault.Conflict, "election.recognised"))
	}
	later, err := roundsOf(tx, e.ID)
	if err != nil {
		return err
	}
	if r.No < len(later) {
		return fault.New(fault.Conflict, "election.recount.later")
	}
	if err := note(tx, Note{Election: e.ID, Round: r.ID, Kind: "recount", Text: reason}); err != nil {
		return err
	}
	r.Pass++
	r.State, r.DecidedAt = "counting", time.Time{}
	return moved(tx, r, "election.recount", strings.TrimSpace(reason))
}

func either(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// Box is what an electronic box was opened with.
type Box struct {
	ID   string
	Sums tally.Sums // For in the order of the round's standers
}

// AddBoxResult adds the sums of an electronic box to a round whose voting has
// closed. There cannot be more slips in the boxes than people who drew one. The
// same sums again change nothing; others for the same box are refused.
func AddBoxResult(tx *store.Tx, round string, b Box) error {
	r, e, err := leading(tx, round, "counting")
	if err != nil {
		return err
	}
	if err := offered(e, ByBox); err != nil {
		return err
	}
	names, err := standersOf(tx, r.ID)
	if err != nil {
		return err
	}
	had, err := boxesOf(tx, r, names)
	if err != nil {
		return err
	}
	var before int64
	for _, x := range had {
		if x.ID == b.ID {
			if slices.Equal(x.Sums.For, b.Sums.For) && x.Sums.Valid == b.Sums.Valid && x.Sums.Invalid == b.Sums.Invalid {
				return nil
			}
			return fault.New(fault.Conflict, "election.box.twice")
		}
		before += x.Sums.Slips()
	}
	roll, err := rollSums(tx, r.ID)
	if err != nil {
		return err
	}
	c := tally.Count{Sums: b.Sums}
	if spots := c.Check(e.Rules.Bounds(r.Seats), len(names), roll[ByBox]-before); len(spots) > 0 {
		return fault.New(fault.Conflict, "election.box.sums", b.Sums.Slips(), roll[ByBox]-before)
	}
	if err := insertBox(tx, r, b, names); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.box", e.ID, b.ID)
}

// BoxesOf reads what was added of electronic boxes, for whoever runs the round.
func BoxesOf(tx *store.Tx, round string) ([]Box, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	r, e, err := roundOf(tx, round)
	if err != nil {
		return nil, err
	}
	if err := leads(tx, e.ID); err != nil {
		return nil, err
	}
	names, err := standersOf(tx, r.ID)
	if err != nil {
		return nil, err
	}
	return boxesOf(tx, r, names)
}
