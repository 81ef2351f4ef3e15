// Package journal is the append-only record of who did what.
//
// Write notes an act inside its own transaction. Seal chains the notes by
// SHA-256 in the order of their instants, so that a note changed, removed or
// slipped in later is found by Verify. A secret ballot never writes here.
package journal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
)

// Entry is one act.
type Entry struct {
	ID      string
	At      time.Time
	Who     string // person; empty for the machine
	Act     string // verb, for example "conference.open"
	Subject string // what it was done to
	Detail  string // the figures or words that matter, readable in 20 years
	Seq     int64  // place in the chain from 1; 0 while not sealed
	Hash    string // hex SHA-256 over this entry and the hash before it
}

// Write notes an act of the transaction's actor.
func Write(tx *store.Tx, act, subject, detail string) error {
	return insert(tx, Entry{ID: rand.Text(), At: tx.Now, Who: tx.Who.Person, Act: act, Subject: subject, Detail: detail})
}

// Seal chains every note that is not yet in the chain and returns its head:
// the hash to print in minutes. An empty journal has an empty head.
func Seal(tx *store.Tx) (head string, err error) {
	last, err := lastSealed(tx)
	if err != nil {
		return "", err
	}
	loose, err := unsealed(tx)
	if err != nil {
		return "", err
	}
	for _, e := range loose {
		e.Seq, e.Hash = last.Seq+1, hash(last.Hash, e)
		if err := seal(tx, e); err != nil {
			return "", err
		}
		last = e
	}
	return last.Hash, nil
}

// List reads the newest entries first.
func List(tx *store.Tx, limit int) ([]Entry, error) {
	if err := tx.Who.Need(access.ReadRecord); err != nil {
		return nil, err
	}
	return newest(tx, limit)
}

// Verify recomputes the chain and says at which entry it breaks.
func Verify(tx *store.Tx) error {
	if err := tx.Who.Need(access.ReadRecord); err != nil {
		return err
	}
	chain, err := sealed(tx)
	if err != nil {
		return err
	}
	before := ""
	for i, e := range chain {
		if e.Seq != int64(i+1) || e.Hash != hash(before, e) {
			return fault.New(fault.Conflict, "journal.broken", i+1)
		}
		before = e.Hash
	}
	return nil
}

// Chain reads what is sealed in its order, and how many notes are not yet.
func Chain(tx *store.Tx) (chain []Entry, loose int, err error) {
	if err := tx.Who.Need(access.ReadRecord); err != nil {
		return nil, 0, err
	}
	rest, err := unsealed(tx)
	if err != nil {
		return nil, 0, err
	}
	chain, err = sealed(tx)
	return chain, len(rest), err
}

// Follows reports whether an entry bears the hash that it must have after the
// hash before it: whoever holds an extract of the chain can ask.
func (e Entry) Follows(before string) bool { return e.Hash == hash(before, e) }

// hash writes each part with its length, so that no two entries look alike.
func hash(before string, e Entry) string {
	h := sha256.New()
	for _, part := range []string{before, e.ID, e.At.UTC().Format(time.RFC3339Nano), e.Who, e.Act, e.Subject, e.Detail} {
		fmt.Fprintf(h, "%d:%s\n", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}
