package election

import (
	"crypto/rand"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// The ways by which a person gets a ballot.
const (
	ByPaper = "paper"
	ByBox   = "box" // an electronic slip drawn at random
)

// Serial is the mark of a printed slip. Its code is random, so that a number
// alone does not make a slip.
type Serial struct {
	No   int64
	Code string
}

// String is the mark as printed: 0042-K7QM.
func (s Serial) String() string {
	no := strconv.FormatInt(s.No, 10)
	return strings.Repeat("0", max(0, 4-len(no))) + no + "-" + s.Code
}

const mostSlips = 2000

// PrintSlips reserves serials for so many more slips of a round. Who gets which
// is never recorded.
func PrintSlips(tx *store.Tx, round string, n int) error {
	r, e, err := leading(tx, round, "open")
	if err != nil {
		return err
	}
	if e.Rules.Form != Paper && e.Rules.Form != Mixed {
		return fault.New(fault.Conflict, "election.form.paper")
	}
	var f fault.Form
	f.Check(n >= 1 && r.Printed+int64(n) <= mostSlips, "slips", "election.slips", mostSlips)
	if err := f.Err(); err != nil {
		return err
	}
	for i := range int64(n) {
		if err := insertSerial(tx, r.ID, Serial{r.Printed + i + 1, rand.Text()[:4]}); err != nil {
			return err
		}
	}
	r.Printed += int64(n)
	return moved(tx, r, "election.slips.print", strconv.Itoa(n))
}

// Serials are the marks of a round's slips, shuffled anew each time: the order
// of the stack is in nobody's record.
func Serials(tx *store.Tx, round string) ([]Serial, error) {
	r, e, err := roundOf(tx, round)
	if err != nil {
		return nil, err
	}
	if err := leads(tx, e.ID); err != nil {
		return nil, err
	}
	all, err := serialsOf(tx, r.ID)
	for i := len(all) - 1; i > 0; i-- {
		j := below(uint64(i + 1))
		all[i], all[j] = all[j], all[i]
	}
	return all, err
}

// below draws a number under n.
func below(n uint64) uint64 {
	var b [8]byte
	rand.Read(b[:])
	return binary.LittleEndian.Uint64(b[:]) % n
}

// handing lets the desk give out ballots: reception, tellers and who presides.
func handing(tx *store.Tx, round string) (Round, Election, error) {
	r, e, err := roundOf(tx, round)
	if err != nil {
		return r, e, err
	}
	if !tx.Who.May(access.Receive) {
		if err := leads(tx, e.ID); err != nil {
			return r, e, err
		}
	}
	return r, e, in(r, e, []string{"open"})
}

// HandOut notes that people who are in the hall got a ballot by one way. Nobody
// gets a second one, by whichever way, and no more slips go out than were
// printed. Nothing is written of the moment, and the journal is silent: a row
// of seats at once is as good as one by one.
func HandOut(tx *store.Tx, round, channel string, people ...string) error {
	r, e, err := handing(tx, round)
	if err != nil {
		return err
	}
	if err := offered(e, channel); err != nil {
		return err
	}
	if len(people) == 0 {
		return fault.New(fault.Invalid, "election.hand.nobody")
	}
	list, err := conference.Attendance(tx, e.Conference)
	if err != nil {
		return err
	}
	for _, person := range people {
		i := slices.IndexFunc(list, func(a conference.Attendee) bool { return a.Person == person })
		if i < 0 {
			return fault.New(fault.Conflict, "conference.not.on.list")
		}
		if err := handOne(tx, r, channel, list[i]); err != nil {
			return err
		}
	}
	roll, err := rollSums(tx, r.ID)
	if err != nil {
		return err
	}
	if channel == ByPaper && roll[ByPaper]+r.Spoiled > r.Printed {
		return fault.New(fault.Conflict, "election.hand.printed", r.Printed)
	}
	tx.Announce(Topic(e.ID))
	return nil
}

// offered refuses a way that the form of the election does not have.
func offered(e Election, channel string) error {
	if e.Rules.Form == Mixed && (channel == ByPaper || channel == ByBox) ||
		e.Rules.Form == Paper && channel == ByPaper || e.Rules.Form == Electronic && channel == ByBox {
		return nil
	}
	return fault.New(fault.Conflict, "election.hand.form")
}

func handOne(tx *store.Tx, r Round, channel string, a conference.Attendee) error {
	if !a.Present() {
		return fault.New(fault.Conflict, "election.hand.absent", a.Name)
	}
	had, err := channelOf(tx, r.ID, a.Person)
	if err != nil {
		return err
	}
	switch had {
	case "":
		return insertRoll(tx, r.ID, a.Person, channel)
	case channel:
		return fault.New(fault.Conflict, "election.hand.twice", a.Name)
	case ByBox:
		return fault.New(fault.Conflict, "election.hand.swap", a.Name)
	}
	return fault.New(fault.Conflict, "election.hand.paper", a.Name)
}

// Swap gives paper to a person who drew an electronic slip and hands it back
// unused. cancel takes that slip out of its box and must fail when it was
// voted with; then nothing changes. Only the roll learns who the person is, and
// only the box which slip it was.
func Swap(tx *store.Tx, round, person string, cancel func(*store.Tx) error) error {
	r, e, err := handing(tx, round)
	if err != nil {
		return err
	}
	if err := offered(e, ByPaper); err != nil {
		return err
	}
	had, err := channelOf(tx, r.ID, person)
	if err != nil {
		return err
	}
	if had != ByBox {
		return fault.New(fault.Conflict, "election.swap.none")
	}
	if err := cancel(tx); err != nil {
		return err
	}
	roll, err := rollSums(tx, r.ID)
	if err != nil {
		return err
	}
	if roll[ByPaper]+1+r.Spoiled > r.Printed {
		return fault.New(fault.Conflict, "election.hand.printed", r.Printed)
	}
	tx.Announce(Topic(e.ID))
	return updateRoll(tx, r.ID, person, ByPaper)
}

// TakeBack undoes a mistake of the desk: the person was ticked but got nothing.
func TakeBack(tx *store.Tx, round, person string) error {
	r, e, err := handing(tx, round)
	if err != nil {
		return err
	}
	had, err := channelOf(tx, r.ID, person)
	if err != nil || had == "" {
		return err
	}
	if had == ByBox {
		return fault.New(fault.Conflict, "election.back.box")
	}
	if err := deleteRoll(tx, r.ID, person); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.hand.back", e.ID, person)
}

// Spoil notes that a voter exchanged a spoiled slip for another.
func Spoil(tx *store.Tx, round string) error {
	r, e, err := handing(tx, round)
	if err != nil {
		return err
	}
	roll, err := rollSums(tx, r.ID)
	if err != nil {
		return err
	}
	r.Spoiled++
	if roll[ByPaper]+r.Spoiled > r.Printed {
		return fault.New(fault.Conflict, "election.hand.printed", r.Printed)
	}
	tx.Announce(Topic(e.ID))
	return updateRound(tx, r)
}

// Voter is a line of the roll: a convened person and the way by which they got
// a ballot, empty for none.
type Voter struct {
	conference.Attendee
	Channel string
}

// Roll reads who got a ballot by which way, in the order of names.
func Roll(tx *store.Tx, round string) ([]Voter, error) {
	r, e, err := roundOf(tx, round)
	if err != nil {
		return nil, err
	}
	if !tx.Who.May(access.Receive) {
		if err := leads(tx, e.ID); err != nil {
			return nil, err
		}
	}
	list, err := conference.Attendance(tx, e.Conference)
	if err != nil {
		return nil, err
	}
	got, err := rollOf(tx, r.ID)
	var out []Voter
	for _, a := range list {
		out = append(out, Voter{a, got[a.Person]})
	}
	return out, err
}

// Issued is how many ballots went out by each way.
type Issued struct{ Paper, Box int64 }

// IssuedOf reads how many ballots of a round went out.
func IssuedOf(tx *store.Tx, round string) (Issued, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Issued{}, err
	}
	if _, err := oneRound(tx, round); err != nil {
		return Issued{}, err
	}
	roll, err := rollSums(tx, round)
	return Issued{roll[ByPaper], roll[ByBox]}, err
}
