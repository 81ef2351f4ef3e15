package emulation

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"hoinghi/journal"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/roster"
	"hoinghi/store"
)

// Reward adds a recipient at the end of the order of a decision and answers
// the id. A person of the roster brings name and department.
func Reward(tx *store.Tx, a Award) (string, error) {
	d, err := keptDecision(tx, a.Decision)
	if err != nil {
		return "", err
	}
	var t texts
	if err := a.tidy(tx, &t); err != nil {
		return "", err
	}
	if t.f.Err() != nil {
		return "", t.f.Err()
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

// AmendAward mends a recipient; the place in the order stays. Of a decision
// that is known outside, or an award handed over, it asks why.
func AmendAward(tx *store.Tx, a Award, reason string) error {
	was, d, err := keptAward(tx, a.ID)
	if err != nil {
		return err
	}
	a.Decision, a.Position, a.HandedAt, a.Consent = was.Decision, was.Position, was.HandedAt, ""
	if a.Picture == "" {
		a.Picture = was.Picture
	}
	var t texts
	if err := a.tidy(tx, &t); err != nil {
		return err
	}
	if same := locale.FoldSearch(a.Name) == locale.FoldSearch(was.Name); same && !a.Collective { // another person has to agree anew
		a.Consent = was.Consent
	}
	t.line(&reason, "reason", d.Fixed() || !was.HandedAt.IsZero())
	if t.f.Err() != nil || a == was {
		return t.f.Err()
	}
	return changed(tx, d, reason, func() error {
		if err := updateAward(tx, a); err != nil {
			return err
		}
		return journal.Write(tx, "emulation.award.amend", a.ID, was.What()+": "+was.Name+" → "+a.What()+": "+a.Name+because(reason))
	})
}

// FindAward reads one award with the decision it is of.
func FindAward(tx *store.Tx, id string) (Award, Decision, error) {
	if err := sees(tx); err != nil {
		return Award{}, Decision{}, err
	}
	a, err := oneAward(tx, id)
	if err != nil {
		return a, Decision{}, err
	}
	d, err := findDecision(tx, a.Decision)
	return a, d, err
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

// RemoveAward takes a recipient off. Of a decision that is known outside, or an
// award handed over, it asks why.
func RemoveAward(tx *store.Tx, id, reason string) error {
	a, d, err := keptAward(tx, id)
	if err != nil {
		return err
	}
	var t texts
	t.line(&reason, "reason", d.Fixed() || !a.HandedAt.IsZero())
	if t.f.Err() != nil {
		return t.f.Err()
	}
	return changed(tx, d, reason, func() error {
		if err := deleteAward(tx, id); err != nil {
			return err
		}
		return journal.Write(tx, "emulation.award.remove", id, a.What()+": "+a.Name+because(reason))
	})
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

func keptAward(tx *store.Tx, id string) (Award, Decision, error) {
	if err := keeps(tx); err != nil {
		return Award{}, Decision{}, err
	}
	a, err := oneAward(tx, id)
	if err != nil {
		return a, Decision{}, err
	}
	d, err := keptDecision(tx, a.Decision)
	return a, d, err
}

// tidy answers what keeps it from being read; what a person must mend is in t.
func (a *Award) tidy(tx *store.Tx, t *texts) error {
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
	t.line(&a.Name, "name", true)
	t.line(&a.Under, "under", false)
	t.line(&a.Title, "title", false)
	t.line(&a.Form, "form", false)
	t.line(&a.Reason, "merit", false)
	t.line(&a.Consent, "consent", false)
	t.f.Check(a.What() != "", "title", "emulation.award.what")
	if a.Picture != "" {
		p, err := media.Find(tx, a.Picture)
		t.f.Check(err == nil && strings.HasPrefix(p.Type, "image/"), "picture", "fault.choice")
	}
	return nil
}
