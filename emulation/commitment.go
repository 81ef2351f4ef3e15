package emulation

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// DrawCommitment drafts what each person will sign and answers its id.
func DrawCommitment(tx *store.Tx, c Commitment) (string, error) {
	if err := keeps(tx); err != nil {
		return "", err
	}
	if _, err := conference.Find(tx, c.Conference); err != nil {
		return "", err
	}
	if err := c.tidy(); err != nil {
		return "", err
	}
	had, err := allCommitments(tx, c.Conference)
	if err != nil {
		return "", err
	}
	c.ID, c.Position, c.OpenedAt = rand.Text(), len(had)+1, time.Time{}
	if err := insertCommitment(tx, c); err != nil {
		return "", err
	}
	tx.Announce(Topic(c.Conference))
	return c.ID, journal.Write(tx, "emulation.commitment", c.ID, c.Title)
}

// AmendCommitment mends a text that nobody has signed.
func AmendCommitment(tx *store.Tx, c Commitment) error {
	was, err := looseCommitment(tx, c.ID)
	if err != nil {
		return err
	}
	if err := c.tidy(); err != nil {
		return err
	}
	c.Conference, c.Position, c.OpenedAt = was.Conference, was.Position, was.OpenedAt
	if err := updateCommitment(tx, c); err != nil {
		return err
	}
	tx.Announce(Topic(c.Conference))
	return journal.Write(tx, "emulation.commitment.amend", c.ID, was.Title+" → "+c.Title)
}

// RemoveCommitment takes one away that nobody has signed.
func RemoveCommitment(tx *store.Tx, id string) error {
	c, err := looseCommitment(tx, id)
	if err != nil {
		return err
	}
	if err := deleteCommitment(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(c.Conference))
	return journal.Write(tx, "emulation.commitment.remove", id, c.Title)
}

// OpenCommitment lets people sign from now on; once is enough.
func OpenCommitment(tx *store.Tx, id string) error {
	if !tx.Who.May(access.Preside) {
		if err := keeps(tx); err != nil {
			return err
		}
	}
	c, err := oneCommitment(tx, id)
	if err != nil || !c.OpenedAt.IsZero() {
		return err
	}
	c.OpenedAt = tx.Now
	if err := updateCommitment(tx, c); err != nil {
		return err
	}
	tx.Announce(Topic(c.Conference), conference.Topic(c.Conference))
	return journal.Write(tx, "emulation.commitment.open", id, c.Title)
}

// Commit signs a commitment on one's own phone by typing the own name, with
// marks or without. The same signature again changes nothing.
func Commit(tx *store.Tx, commitment, typed string) error {
	if err := tx.Who.Need(access.Attend); err != nil {
		return err
	}
	c, err := oneCommitment(tx, commitment)
	if err != nil {
		return err
	}
	own, err := conference.OwnPlace(tx, c.Conference)
	if fault.Is(err, fault.Missing) {
		return fault.New(fault.Denied, "emulation.not.convened")
	}
	if err != nil {
		return err
	}
	if c.OpenedAt.IsZero() {
		return fault.New(fault.Conflict, "emulation.commitment.shut")
	}
	if err := sameName(typed, own.Name); err != nil {
		return err
	}
	return keepSignature(tx, c, Signature{Commitment: c.ID, Person: own.Person, Name: own.Name, Way: OnScreen})
}

// CommitPaper notes who has signed sheets of paper: convened people, each once.
func CommitPaper(tx *store.Tx, commitment string, people []string) (signed int, err error) {
	if err := keeps(tx); err != nil {
		return 0, err
	}
	c, err := oneCommitment(tx, commitment)
	if err != nil {
		return 0, err
	}
	list, err := conference.Attendance(tx, c.Conference)
	if err != nil {
		return 0, err
	}
	had, err := signaturesOf(tx, commitment)
	if err != nil {
		return 0, err
	}
	for _, person := range people {
		i := slices.IndexFunc(list, func(a conference.Attendee) bool { return a.Person == person })
		if i < 0 {
			return 0, fault.New(fault.Conflict, "emulation.not.convened")
		}
		if slices.ContainsFunc(had, func(s Signature) bool { return s.Person == person }) {
			continue
		}
		signed++
		if err := keepSignature(tx, c, Signature{Commitment: c.ID, Person: person, Name: list[i].Name, Way: OnPaper}); err != nil {
			return 0, err
		}
	}
	return signed, nil
}

func keepSignature(tx *store.Tx, c Commitment, s Signature) error {
	s.SignedAt, s.By = tx.Now, tx.Who.Person
	first, err := insertSignature(tx, s)
	if err != nil || !first {
		return err
	}
	tx.Announce(Topic(c.Conference), conference.Topic(c.Conference))
	return journal.Write(tx, "emulation.commit", c.ID, s.Name+": "+s.Way)
}

// Commitments reads the commitments of a conference.
func Commitments(tx *store.Tx, conference string) ([]Commitment, error) {
	if err := sees(tx); err != nil {
		return nil, err
	}
	return allCommitments(tx, conference)
}

// FindCommitment reads one commitment.
func FindCommitment(tx *store.Tx, id string) (Commitment, error) {
	if err := sees(tx); err != nil {
		return Commitment{}, err
	}
	return oneCommitment(tx, id)
}

// OwnSignature is the reader's; Missing when there is none.
func OwnSignature(tx *store.Tx, commitment string) (Signature, error) {
	if err := tx.Who.Need(access.Attend); err != nil {
		return Signature{}, err
	}
	if tx.Who.Person == "" {
		return Signature{}, fault.New(fault.Missing, "fault.missing")
	}
	return oneSignature(tx, commitment, tx.Who.Person)
}

// Signatures reads who has signed, in the order of signing. Only the office
// sees names: there is no public list of those who did not sign.
func Signatures(tx *store.Tx, commitment string) ([]Signature, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return signaturesOf(tx, commitment)
}

// Signed is how many of those convened have signed, as of the day of asking.
func Signed(tx *store.Tx, commitment string) (Rate, error) {
	if err := sees(tx); err != nil {
		return Rate{}, err
	}
	c, err := oneCommitment(tx, commitment)
	if err != nil {
		return Rate{}, err
	}
	f, err := conference.Find(tx, c.Conference)
	if err != nil {
		return Rate{}, err
	}
	turnout, err := conference.Quorum(tx, f)
	if err != nil && !fault.Is(err, fault.Conflict) { // a day before the law has no quorum, yet people
		return Rate{}, err
	}
	had, err := signaturesOf(tx, commitment)
	if err != nil {
		return Rate{}, err
	}
	r := Rate{Signed: int64(len(had)), Of: turnout.Convened, Population: "convened", On: law.DayOf(tx.Now.In(locale.Zone))}
	for _, s := range had {
		if s.Way == OnPaper {
			r.Paper++
		} else {
			r.Screen++
		}
	}
	return r, nil
}

func looseCommitment(tx *store.Tx, id string) (Commitment, error) {
	if err := keeps(tx); err != nil {
		return Commitment{}, err
	}
	c, err := oneCommitment(tx, id)
	if err != nil {
		return c, err
	}
	had, err := signaturesOf(tx, id)
	if err == nil && len(had) > 0 {
		err = fault.New(fault.Conflict, "emulation.signed")
	}
	return c, err
}

func (c *Commitment) tidy() error {
	var t texts
	t.line(&c.Title, "title", true)
	t.long(&c.Text, "text", true)
	return t.f.Err()
}

func splitLines(s string) []string {
	if s = paragraphs(s); s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
