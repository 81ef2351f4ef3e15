package emulation

import (
	"crypto/rand"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/locale"
	"hoinghi/store"
)

// AddParty adds one who will sign. Parties may be added while others have
// signed already: they come to the same text.
func AddParty(tx *store.Tx, x Party) (string, error) {
	if err := keeps(tx); err != nil {
		return "", err
	}
	p, err := standing(findPact(tx, x.Pledge))
	if err != nil {
		return "", err
	}
	var t texts
	t.line(&x.Name, "name", true)
	t.line(&x.Signer, "signer", true)
	t.line(&x.Post, "post", false)
	if err := t.f.Err(); err != nil {
		return "", err
	}
	x.ID, x.Position, x.SignedAt, x.Way, x.By = rand.Text(), len(p.Parties)+1, time.Time{}, "", ""
	if err := insertParty(tx, x); err != nil {
		return "", err
	}
	tx.Announce(Topic(p.Conference))
	return x.ID, journal.Write(tx, "emulation.party", x.ID, x.Name+": "+x.Signer)
}

// RemoveParty takes one off who has not signed.
func RemoveParty(tx *store.Tx, id string) error {
	if err := keeps(tx); err != nil {
		return err
	}
	x, p, err := partyOf(tx, id)
	if err != nil {
		return err
	}
	if !x.SignedAt.IsZero() {
		return fault.New(fault.Conflict, "emulation.signed")
	}
	if err := deleteParty(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference))
	return journal.Write(tx, "emulation.party.remove", id, x.Name)
}

// Sign is done on screen by the one who signs for a party, who types the own
// name, with marks or without. Who has signed already stays so.
func Sign(tx *store.Tx, party, typed string) error {
	if err := tx.Who.Need(access.Attend); err != nil {
		return err
	}
	x, p, err := partyOf(tx, party)
	if err != nil {
		return err
	}
	if x.Person == "" || x.Person != tx.Who.Person {
		return fault.New(fault.Denied, "emulation.not.yours")
	}
	if p.OpenedAt.IsZero() {
		return fault.New(fault.Conflict, "emulation.pledge.shut")
	}
	if err := sameName(typed, x.Signer); err != nil {
		return err
	}
	return sign(tx, p, x, OnScreen)
}

// SignPaper notes that a party has signed the sheet of paper.
func SignPaper(tx *store.Tx, party string) error {
	if err := keeps(tx); err != nil {
		return err
	}
	x, p, err := partyOf(tx, party)
	if err != nil {
		return err
	}
	return sign(tx, p, x, OnPaper)
}

func sign(tx *store.Tx, p Pledge, x Party, way string) error {
	if !x.SignedAt.IsZero() {
		return nil
	}
	x.SignedAt, x.Way, x.By = tx.Now, way, tx.Who.Person
	if err := updateParty(tx, x); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference), conference.Topic(p.Conference))
	return journal.Write(tx, "emulation.sign", x.ID, p.Title+": "+x.Name+": "+x.Signer+": "+way)
}

// sameName asks that somebody typed the own name.
func sameName(typed, name string) error {
	var f fault.Form
	f.Check(oneLine(typed) != "" && locale.FoldSearch(oneLine(typed)) == locale.FoldSearch(oneLine(name)), "typed", "emulation.typed", name)
	return f.Err()
}

func partyOf(tx *store.Tx, id string) (Party, Pledge, error) {
	x, err := oneParty(tx, id)
	if err != nil {
		return x, Pledge{}, err
	}
	p, err := standing(onePact(tx, x.Pledge))
	return x, p, err
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// paragraphs keeps the lines that say something.
func paragraphs(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if line = oneLine(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
