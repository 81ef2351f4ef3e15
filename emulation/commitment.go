package emulation

import (
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Commit signs a commitment on one's own phone by typing the own name, with
// marks or without. The same signature again changes nothing.
func Commit(tx *store.Tx, commitment, typed string) error {
	if err := tx.Who.Need(access.Attend); err != nil {
		return err
	}
	c, err := standing(onePact(tx, commitment))
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
	c, err := standing(onePact(tx, commitment))
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
	c, err := onePact(tx, commitment)
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

func splitLines(s string) []string {
	if s = paragraphs(s); s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
