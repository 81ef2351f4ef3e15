package emulation

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/media"
	"hoinghi/roster"
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
	if err := d.tidy(); err != nil {
		return "", err
	}
	had, err := allDecisions(tx, d.Conference)
	if err != nil {
		return "", err
	}
	d.ID, d.Position, d.AnnouncedAt = rand.Text(), len(had)+1, time.Time{}
	if err := insertDecision(tx, d); err != nil {
		return "", err
	}
	tx.Announce(Topic(d.Conference))
	return d.ID, journal.Write(tx, "emulation.decide", d.ID, d.Number+" "+d.Subject)
}

// AmendDecision mends a decision; what was announced stays announced.
func AmendDecision(tx *store.Tx, d Decision) error {
	if err := keeps(tx); err != nil {
		return err
	}
	was, err := oneDecision(tx, d.ID)
	if err != nil {
		return err
	}
	if err := d.tidy(); err != nil {
		return err
	}
	d.Conference, d.Position, d.AnnouncedAt = was.Conference, was.Position, was.AnnouncedAt
	if err := updateDecision(tx, d); err != nil {
		return err
	}
	tx.Announce(Topic(d.Conference))
	return journal.Write(tx, "emulation.decision.amend", d.ID, was.Number+" "+was.Subject+" → "+d.Number+" "+d.Subject)
}

// RemoveDecision takes a decision away that was not announced, with its awards.
func RemoveDecision(tx *store.Tx, id string) error {
	if err := keeps(tx); err != nil {
		return err
	}
	d, err := oneDecision(tx, id)
	if err != nil {
		return err
	}
	if !d.AnnouncedAt.IsZero() {
		return fault.New(fault.Conflict, "emulation.announced")
	}
	if err := deleteDecision(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(d.Conference))
	return journal.Write(tx, "emulation.decision.remove", id, d.Number+" "+d.Subject)
}

// Decisions reads the decisions of a conference with their awards in order.
func Decisions(tx *store.Tx, conference string) ([]Decision, error) {
	if err := sees(tx); err != nil {
		return nil, err
	}
	list, err := allDecisions(tx, conference)
	if err != nil {
		return nil, err
	}
	awards, err := allAwards(tx, conference)
	if err != nil {
		return nil, err
	}
	for i := range list {
		for _, a := range awards {
			if a.Decision == list[i].ID {
				list[i].Awards = append(list[i].Awards, a)
			}
		}
	}
	return list, nil
}

// FindDecision reads one decision with its awards.
func FindDecision(tx *store.Tx, id string) (Decision, error) {
	if err := sees(tx); err != nil {
		return Decision{}, err
	}
	d, err := oneDecision(tx, id)
	if err != nil {
		return d, err
	}
	d.Awards, err = awardsOf(tx, id)
	return d, err
}

func (d *Decision) tidy() error {
	var t texts
	t.line(&d.Number, "number", false)
	t.line(&d.Issuer, "issuer", true)
	t.line(&d.Signer, "signer", false)
	t.line(&d.SignerPost, "signer_post", false)
	t.line(&d.Subject, "subject", true)
	t.line(&d.Behalf, "behalf", false)
	t.long(&d.Words, "words", false)
	return t.f.Err()
}

// Reward adds a recipient at the end of the order of a decision and answers
// the id. A person of the roster brings name and department.
func Reward(tx *store.Tx, a Award) (string, error) {
	d, err := keptDecision(tx, a.Decision)
	if err != nil {
		return "", err
	}
	if err := a.tidy(tx); err != nil {
		return "", err
	}
	had, err := awardsOf(tx, a.Decision)
	if err != nil {
		return "", err
	}
	a.ID, a.Position, a.HandedAt = rand.Text(), len(had)+1, time.Time{}
	if err := insertAward(tx, a); err != nil {
		return "", err
	}
	tx.Announce(Topic(d.Conference))
	return a.ID, journal.Write(tx, "emulation.reward", a.ID, a.What()+": "+a.Name)
}

// AmendAward mends a recipient; the place in the order stays.
func AmendAward(tx *store.Tx, a Award) error {
	was, d, err := keptAward(tx, a.ID)
	if err != nil {
		return err
	}
	a.Decision, a.Position, a.HandedAt = was.Decision, was.Position, was.HandedAt
	if a.Picture == "" {
		a.Picture = was.Picture
	}
	if err := a.tidy(tx); err != nil {
		return err
	}
	if err := updateAward(tx, a); err != nil {
		return err
	}
	tx.Announce(Topic(d.Conference))
	return journal.Write(tx, "emulation.award.amend", a.ID, was.What()+": "+was.Name+" → "+a.What()+": "+a.Name)
}

// MoveAward changes the order by some places, up with a negative number.
func MoveAward(tx *store.Tx, id string, by int) error {
	a, d, err := keptAward(tx, id)
	if err != nil {
		return err
	}
	list, err := awardsOf(tx, a.Decision)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(x Award) bool { return x.ID == id })
	to := min(max(at+by, 0), len(list)-1)
	list = slices.Insert(slices.Delete(list, at, at+1), to, a)
	for n, x := range list {
		if x.Position == n+1 {
			continue
		}
		x.Position = n + 1
		if err := updateAward(tx, x); err != nil {
			return err
		}
	}
	tx.Announce(Topic(d.Conference))
	return nil
}

// RemoveAward takes a recipient off who has not received it.
func RemoveAward(tx *store.Tx, id string) error {
	a, d, err := keptAward(tx, id)
	if err != nil {
		return err
	}
	if !a.HandedAt.IsZero() {
		return fault.New(fault.Conflict, "emulation.handed")
	}
	if err := deleteAward(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(d.Conference))
	return journal.Write(tx, "emulation.award.remove", id, a.What()+": "+a.Name)
}

// Totals counts collectives and people that a conference rewards.
func Totals(list []Decision) (collectives, people int64) {
	for _, d := range list {
		for _, a := range d.Awards {
			if a.Collective {
				collectives++
			} else {
				people++
			}
		}
	}
	return collectives, people
}

func keptDecision(tx *store.Tx, id string) (Decision, error) {
	if err := keeps(tx); err != nil {
		return Decision{}, err
	}
	return oneDecision(tx, id)
}

func keptAward(tx *store.Tx, id string) (Award, Decision, error) {
	if err := keeps(tx); err != nil {
		return Award{}, Decision{}, err
	}
	a, err := oneAward(tx, id)
	if err != nil {
		return a, Decision{}, err
	}
	d, err := oneDecision(tx, a.Decision)
	return a, d, err
}

func (a *Award) tidy(tx *store.Tx) error {
	if a.Person != "" {
		p, err := roster.Find(tx, a.Person)
		if err != nil {
			return err
		}
		a.Collective, a.Name = false, p.Name
		if oneLine(a.Under) == "" {
			a.Under = p.DepartmentName
		}
	}
	var t texts
	t.line(&a.Name, "name", true)
	t.line(&a.Under, "under", false)
	t.line(&a.Title, "title", false)
	t.line(&a.Form, "form", false)
	t.line(&a.Reason, "reason", false)
	t.f.Check(a.What() != "", "title", "emulation.award.what")
	if a.Picture != "" {
		p, err := media.Find(tx, a.Picture)
		t.f.Check(err == nil && strings.HasPrefix(p.Type, "image/"), "picture", "fault.choice")
	}
	return t.f.Err()
}
