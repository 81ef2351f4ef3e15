// Package watch keeps what the tamper watch found: whether the files that the
// public is served are still those of the record.
//
// It remembers the last look alone, for the page that tells everybody how the
// site is; each look is in the journal.
package watch

import (
	"fmt"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Look is one comparison of what is served with what was written.
type Look struct {
	At    time.Time // zero when nobody has looked yet
	Where string    // address or folder; not for the public
	Files int       // that were compared
	Wrong int       // changed, missing or there without reason
}

// Keep notes a look as the last one.
func Keep(tx *store.Tx, l Look) error {
	if err := tx.Who.Need(access.SetUp); err != nil {
		return err
	}
	if err := putLook(tx, l); err != nil {
		return err
	}
	return journal.Write(tx, "watch.look", l.Where, fmt.Sprintf("%d/%d", l.Wrong, l.Files))
}

// Last reads the last look; anybody may ask.
func Last(tx *store.Tx) (Look, error) {
	l, err := lastLook(tx)
	if fault.Is(err, fault.Missing) {
		return Look{}, nil
	}
	return l, err
}
