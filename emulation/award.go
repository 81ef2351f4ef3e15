package emulation

import (
	"crypto/rand"
	"reflect"
	"slices"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Decide notes a decision on rewards and answers its id.
func Decide(tx *store.Tx, d Decision) (string, error) {
	if err := keeps(tx); err != nil {
		return "", err
	}
	if _, err := conference.Find(tx, d.Conference); err != nil {
		return "", err
	}
	var t texts
	if d.tidy(&t); t.f.Err() != nil {
		return "", t.f.Err()
	}
	had, err := allDecisions(tx, d.Conference)
	if err != nil {
		return "", err
	}
	d.ID, d.Position = rand.Text(), len(had)+1
	d.AnnouncedAt, d.PublicAt, d.WithdrawnAt, d.Withdrawn = time.Time{}, time.Time{}, time.Time{}, ""
	if err := insertDecision(tx, d); err != nil {
		return "", err
	}
	tx.Announce(Topic(d.Conference))
	return d.ID, journal.Write(tx, "emulation.decide", d.ID, d.Number+" "+d.Subject)
}

// Fixed reports whether a decision is known outside the office: then a change
// has to say why.
func (d Decision) Fixed() bool { return !d.AnnouncedAt.IsZero() || !d.PublicAt.IsZero() }

// AmendDecision mends a decision; what was announced stays announced. Of one
// that is known outside it asks why.
func AmendDecision(tx *store.Tx, d Decision, reason string) error {
	was, err := keptDecision(tx, d.ID)
	if err != nil {
		return err
	}
	now := was
	now.Number, now.Dated, now.Issuer, now.Signer, now.SignerPost = d.Number, d.Dated, d.Issuer, d.Signer, d.SignerPost
	now.Subject, now.Words, now.Behalf = d.Subject, d.Words, d.Behalf
	var t texts
	now.tidy(&t)
	t.line(&reason, "reason", was.Fixed())
	if !was.PublicAt.IsZero() {
		now.publishable(tx, &t)
	}
	if t.f.Err() != nil || reflect.DeepEqual(was, now) {
		return t.f.Err()
	}
	return changed(tx, was, reason, func() error {
		if err := updateDecision(tx, now); err != nil {
			return err
		}
		return journal.Write(tx, "emulation.decision.amend", d.ID, was.Number+" "+was.Subject+" → "+now.Number+" "+now.Subject+because(reason))
	})
}

// changed keeps what a decision was, changes it and tells the pages.
func changed(tx *store.Tx, was Decision, reason string, change func() error) error {
	if err := keepVersion(tx, was.ID, was, reason); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	tx.Announce(Topic(was.Conference))
	return nil
}

// RemoveDecision takes away a draft that is not known outside the office, with
// its awards.
func RemoveDecision(tx *store.Tx, id string) error {
	d, err := keptDecision(tx, id)
	if err != nil {
		return err
	}
	if d.Fixed() {
		return fault.New(fault.Conflict, "emulation.announced")
	}
	if err := deleteDecision(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(d.Conference))
	return journal.Write(tx, "emulation.decision.remove", id, d.Number+" "+d.Subject)
}

// WithdrawDecision notes that a decision holds no more, and why. It leaves the
// ceremony and the papers; its number and the reason stay before the public
// where it was, its names do not.
func WithdrawDecision(tx *store.Tx, id, reason string) error {
	d, err := keptDecision(tx, id)
	if err != nil {
		return err
	}
	var t texts
	if t.line(&reason, "reason", true); t.f.Err() != nil {
		return t.f.Err()
	}
	d.WithdrawnAt, d.Withdrawn = tx.Now, reason
	if err := updateDecision(tx, d); err != nil {
		return err
	}
	tx.Announce(Topic(d.Conference))
	return journal.Write(tx, "emulation.decision.withdraw", id, d.Number+" "+d.Subject+because(reason))
}

// Decisions reads the decisions of a conference that hold, with their awards
// in order.
func Decisions(tx *store.Tx, conference string) ([]Decision, error) {
	list, err := decisionsOf(tx, conference)
	return slices.DeleteFunc(list, func(d Decision) bool { return !d.WithdrawnAt.IsZero() }), err
}

// WithdrawnDecisions reads those that hold no more, for the office.
func WithdrawnDecisions(tx *store.Tx, conference string) ([]Decision, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	list, err := decisionsOf(tx, conference)
	return slices.DeleteFunc(list, func(d Decision) bool { return d.WithdrawnAt.IsZero() }), err
}

func decisionsOf(tx *store.Tx, conference string) ([]Decision, error) {
	if err := sees(tx); err != nil {
		return nil, err
	}
	list, err := allDecisions(tx, conference)
	if err != nil {
		return nil, err
	}
	awards, err := allAwards(tx, conference)
	join(list, awards)
	return list, err
}

// join gives decisions their awards.
func join(list []Decision, awards []Award) {
	for i := range list {
		for _, a := range awards {
			if a.Decision == list[i].ID {
				list[i].Awards = append(list[i].Awards, a)
			}
		}
	}
}

// FindDecision reads one decision with its awards, also a withdrawn one.
func FindDecision(tx *store.Tx, id string) (Decision, error) {
	if err := sees(tx); err != nil {
		return Decision{}, err
	}
	return findDecision(tx, id)
}

func findDecision(tx *store.Tx, id string) (Decision, error) {
	d, err := oneDecision(tx, id)
	if err != nil {
		return d, err
	}
	d.Awards, err = awardsOf(tx, id)
	return d, err
}

func (d *Decision) tidy(t *texts) {
	t.line(&d.Number, "number", false)
	t.line(&d.Issuer, "issuer", true)
	t.line(&d.Signer, "signer", false)
	t.line(&d.SignerPost, "signer_post", false)
	t.line(&d.Subject, "subject", true)
	t.line(&d.Behalf, "behalf", false)
	t.long(&d.Words, "words", false)
}

// keptDecision reads a decision that holds, for who may change it.
func keptDecision(tx *store.Tx, id string) (Decision, error) {
	if err := keeps(tx); err != nil {
		return Decision{}, err
	}
	d, err := findDecision(tx, id)
	if err == nil && !d.WithdrawnAt.IsZero() {
		err = fault.New(fault.Conflict, "emulation.withdrawn")
	}
	return d, err
}
