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

// DrawPledge drafts a pledge and answers its id; its parties are added one by one.
func DrawPledge(tx *store.Tx, p Pledge) (string, error) {
	if err := keeps(tx); err != nil {
		return "", err
	}
	if _, err := conference.Find(tx, p.Conference); err != nil {
		return "", err
	}
	if err := p.tidy(); err != nil {
		return "", err
	}
	had, err := allPledges(tx, p.Conference)
	if err != nil {
		return "", err
	}
	p.ID, p.Position, p.OpenedAt = rand.Text(), len(had)+1, time.Time{}
	if err := insertPledge(tx, p); err != nil {
		return "", err
	}
	tx.Announce(Topic(p.Conference))
	return p.ID, journal.Write(tx, "emulation.pledge", p.ID, p.Title)
}

// AmendPledge mends a pledge that nobody has signed: a signed text never moves.
func AmendPledge(tx *store.Tx, p Pledge) error {
	was, err := loosePledge(tx, p.ID)
	if err != nil {
		return err
	}
	if err := p.tidy(); err != nil {
		return err
	}
	p.Conference, p.Position, p.OpenedAt = was.Conference, was.Position, was.OpenedAt
	if err := updatePledge(tx, p); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference))
	return journal.Write(tx, "emulation.pledge.amend", p.ID, was.Title+" → "+p.Title)
}

// RemovePledge takes a pledge away that nobody has signed.
func RemovePledge(tx *store.Tx, id string) error {
	p, err := loosePledge(tx, id)
	if err != nil {
		return err
	}
	if err := deletePledge(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference))
	return journal.Write(tx, "emulation.pledge.remove", id, p.Title)
}

// AddParty adds one who will sign. Parties may be added while others have
// signed already: they come to the same text.
func AddParty(tx *store.Tx, x Party) (string, error) {
	if err := keeps(tx); err != nil {
		return "", err
	}
	p, err := FindPledge(tx, x.Pledge)
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

// Pledges reads the pledges of a conference with their parties in order.
func Pledges(tx *store.Tx, conference string) ([]Pledge, error) {
	if err := sees(tx); err != nil {
		return nil, err
	}
	list, err := allPledges(tx, conference)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Parties, err = partiesOf(tx, list[i].ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// FindPledge reads one pledge with its parties.
func FindPledge(tx *store.Tx, id string) (Pledge, error) {
	if err := sees(tx); err != nil {
		return Pledge{}, err
	}
	p, err := onePledge(tx, id)
	if err != nil {
		return p, err
	}
	p.Parties, err = partiesOf(tx, id)
	return p, err
}

// OpenPledge puts a pledge before the hall for signing, once.
func OpenPledge(tx *store.Tx, id string) error {
	if !tx.Who.May(access.Preside) {
		if err := keeps(tx); err != nil {
			return err
		}
	}
	p, err := onePledge(tx, id)
	if err != nil || !p.OpenedAt.IsZero() {
		return err
	}
	p.OpenedAt = tx.Now
	if err := updatePledge(tx, p); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference), conference.Topic(p.Conference))
	return journal.Write(tx, "emulation.pledge.open", id, p.Title)
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

func loosePledge(tx *store.Tx, id string) (Pledge, error) {
	if err := keeps(tx); err != nil {
		return Pledge{}, err
	}
	p, err := FindPledge(tx, id)
	if err == nil && p.Signed() > 0 {
		err = fault.New(fault.Conflict, "emulation.signed")
	}
	return p, err
}

func partyOf(tx *store.Tx, id string) (Party, Pledge, error) {
	x, err := oneParty(tx, id)
	if err != nil {
		return x, Pledge{}, err
	}
	p, err := onePledge(tx, x.Pledge)
	return x, p, err
}

func (p *Pledge) tidy() error {
	var t texts
	t.line(&p.Title, "title", true)
	t.long(&p.Text, "text", true)
	return t.f.Err()
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
