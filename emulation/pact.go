package emulation

import (
	"crypto/rand"
	"slices"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// DrawPledge drafts a pledge and answers its id; its parties are added one by one.
func DrawPledge(tx *store.Tx, p Pledge) (string, error) {
	p.Kind = PledgePact
	return draw(tx, p)
}

// DrawCommitment drafts what each person will sign and answers its id.
func DrawCommitment(tx *store.Tx, c Commitment) (string, error) {
	c.Kind = CommitmentPact
	return draw(tx, c)
}

func draw(tx *store.Tx, p Pact) (string, error) {
	if err := keeps(tx); err != nil {
		return "", err
	}
	if _, err := conference.Find(tx, p.Conference); err != nil {
		return "", err
	}
	var t texts
	if p.tidy(&t); t.f.Err() != nil {
		return "", t.f.Err()
	}
	had, err := allPacts(tx, p.Conference, p.Kind)
	if err != nil {
		return "", err
	}
	p.ID, p.Position, p.OpenedAt, p.WithdrawnAt, p.Withdrawn = rand.Text(), len(had)+1, time.Time{}, time.Time{}, ""
	if err := insertPact(tx, p); err != nil {
		return "", err
	}
	tx.Announce(Topic(p.Conference))
	return p.ID, journal.Write(tx, "emulation."+string(p.Kind), p.ID, p.Title)
}

// AmendPact mends title and text of a pact that nobody has signed: a signed
// text never moves. Of one that was shown to the hall it asks why.
func AmendPact(tx *store.Tx, p Pact, reason string) error {
	was, err := loosePact(tx, p.ID)
	if err != nil {
		return err
	}
	now := was
	now.Title, now.Text = p.Title, p.Text
	var t texts
	now.tidy(&t)
	t.line(&reason, "reason", !was.OpenedAt.IsZero())
	if t.f.Err() != nil {
		return t.f.Err()
	}
	if now.Title == was.Title && now.Text == was.Text {
		return nil
	}
	if err := keepVersion(tx, was.ID, was, reason); err != nil {
		return err
	}
	if err := updatePact(tx, now); err != nil {
		return err
	}
	tx.Announce(Topic(now.Conference), conference.Topic(now.Conference))
	return journal.Write(tx, "emulation."+string(was.Kind)+".amend", was.ID, was.Title+" → "+now.Title+because(reason))
}

// WithdrawPact takes a pact from the hall, with or without signatures, which
// stay on record. Nobody signs it any more.
func WithdrawPact(tx *store.Tx, id, reason string) error {
	if err := keeps(tx); err != nil {
		return err
	}
	p, err := standing(onePact(tx, id))
	if err != nil {
		return err
	}
	var t texts
	if t.line(&reason, "reason", true); t.f.Err() != nil {
		return t.f.Err()
	}
	p.WithdrawnAt, p.Withdrawn = tx.Now, reason
	if err := updatePact(tx, p); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference), conference.Topic(p.Conference))
	return journal.Write(tx, "emulation."+string(p.Kind)+".withdraw", id, p.Title+because(reason))
}

// RemovePact takes a draft away that the hall has not seen.
func RemovePact(tx *store.Tx, id string) error {
	p, err := loosePact(tx, id)
	if err != nil {
		return err
	}
	if !p.OpenedAt.IsZero() {
		return fault.New(fault.Conflict, "emulation.opened")
	}
	if err := deletePact(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference))
	return journal.Write(tx, "emulation."+string(p.Kind)+".remove", id, p.Title)
}

// OpenPact puts a pact before the hall for signing; once is enough.
func OpenPact(tx *store.Tx, id string) error {
	if !tx.Who.May(access.Preside) {
		if err := keeps(tx); err != nil {
			return err
		}
	}
	p, err := standing(onePact(tx, id))
	if err != nil || !p.OpenedAt.IsZero() {
		return err
	}
	p.OpenedAt = tx.Now
	if err := updatePact(tx, p); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference), conference.Topic(p.Conference))
	return journal.Write(tx, "emulation."+string(p.Kind)+".open", id, p.Title)
}

// Pledges reads the pledges of a conference that stand, with their parties in
// order.
func Pledges(tx *store.Tx, conference string) ([]Pledge, error) {
	return pacts(tx, conference, PledgePact, stands)
}

// Commitments reads the commitments of a conference that stand.
func Commitments(tx *store.Tx, conference string) ([]Commitment, error) {
	return pacts(tx, conference, CommitmentPact, stands)
}

// WithdrawnPacts reads what was withdrawn of a conference, for the office.
func WithdrawnPacts(tx *store.Tx, conference string) ([]Pact, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	gone := func(p Pact) bool { return !stands(p) }
	pledges, err := pacts(tx, conference, PledgePact, gone)
	if err != nil {
		return nil, err
	}
	commitments, err := pacts(tx, conference, CommitmentPact, gone)
	return append(pledges, commitments...), err
}

func stands(p Pact) bool { return p.WithdrawnAt.IsZero() }

func pacts(tx *store.Tx, conference string, k PactKind, keep func(Pact) bool) ([]Pact, error) {
	if err := sees(tx); err != nil {
		return nil, err
	}
	list, err := allPacts(tx, conference, k)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(p Pact) bool { return !keep(p) })
	for i := range list {
		if list[i].Parties, err = partiesOf(tx, list[i].ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// FindPact reads one pact with its parties, also a withdrawn one.
func FindPact(tx *store.Tx, id string) (Pact, error) {
	if err := sees(tx); err != nil {
		return Pact{}, err
	}
	return findPact(tx, id)
}

func findPact(tx *store.Tx, id string) (Pact, error) {
	p, err := onePact(tx, id)
	if err != nil {
		return p, err
	}
	p.Parties, err = partiesOf(tx, id)
	return p, err
}

// standing refuses a pact that was withdrawn.
func standing(p Pact, err error) (Pact, error) {
	if err == nil && !stands(p) {
		err = fault.New(fault.Conflict, "emulation.withdrawn")
	}
	return p, err
}

// loosePact reads a pact that nobody has signed.
func loosePact(tx *store.Tx, id string) (Pact, error) {
	if err := keeps(tx); err != nil {
		return Pact{}, err
	}
	p, err := standing(findPact(tx, id))
	if err != nil {
		return p, err
	}
	signed, err := signaturesOf(tx, id)
	if err == nil && p.Signed()+len(signed) > 0 {
		err = fault.New(fault.Conflict, "emulation.signed")
	}
	return p, err
}

func (p *Pact) tidy(t *texts) {
	t.line(&p.Title, "title", true)
	t.long(&p.Text, "text", true)
}
