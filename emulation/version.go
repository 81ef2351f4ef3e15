package emulation

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"time"

	"hoinghi/access"
	"hoinghi/store"
)

// Version is what stood before a change of a decision or a pact.
type Version struct {
	ID      string
	Number  int // from 1
	At      time.Time
	By      string // person who changed it
	Reason  string // may be empty of a draft
	subject string
	was     string // JSON of the Decision or the Pact
}

// Decision is what a decision was, with its awards.
func (v Version) Decision() (d Decision, err error) { return d, json.Unmarshal([]byte(v.was), &d) }

// Pact is what a pact was, with its parties.
func (v Version) Pact() (p Pact, err error) { return p, json.Unmarshal([]byte(v.was), &p) }

// Versions reads what a decision or a pact was before, the latest first, for
// the office.
func Versions(tx *store.Tx, id string) ([]Version, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return versionsOf(tx, id)
}

// keepVersion keeps a subject as it stood.
func keepVersion(tx *store.Tx, subject string, was any, reason string) error {
	b, err := json.Marshal(was)
	if err != nil {
		return fmt.Errorf("keep what stood: %w", err)
	}
	had, err := versionsOf(tx, subject)
	if err != nil {
		return err
	}
	return insertVersion(tx, Version{ID: rand.Text(), Number: len(had) + 1, At: tx.Now, By: tx.Who.Person, Reason: reason, subject: subject, was: string(b)})
}

// because adds a reason to a line of the journal.
func because(reason string) string {
	if reason == "" {
		return ""
	}
	return " (" + reason + ")"
}
