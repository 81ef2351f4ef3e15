package journal_test

import (
	"testing"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func write(t *testing.T, db *store.DB, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), access.Machine("a"), f); err != nil {
		t.Fatal(err)
	}
}

func TestChainFindsAChangedEntry(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		heads := map[string]bool{}
		for _, subject := range []string{"one", "two", "three"} {
			write(t, db, func(tx *store.Tx) error {
				if err := journal.Write(tx, "test.act", subject, "48/64"); err != nil {
					return err
				}
				head, err := journal.Seal(tx)
				heads[head] = true
				return err
			})
		}
		if len(heads) != 3 {
			t.Errorf("three seals gave %d heads", len(heads))
		}
		write(t, db, journal.Verify)
		write(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE journal_entry SET detail = '47/64' WHERE org_id = $1 AND subject = 'two'`)
			return err
		})
		err := db.Read(t.Context(), access.Machine("a"), journal.Verify)
		if f := fault.Of(err); f.Key != "journal.broken" || f.Args[0] != 2 {
			t.Errorf("got %v, want the chain to break at entry 2", err)
		}
	})
}

func TestJournalIsForTheHouse(t *testing.T) {
	db := storetest.SQLite(t)
	err := db.Read(t.Context(), access.Public("a"), func(tx *store.Tx) error { _, err := journal.List(tx, 10); return err })
	if !fault.Is(err, fault.Missing) {
		t.Errorf("a stranger reads the journal: %v", err)
	}
}
