package store_test

import (
	"bytes"
	"testing"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func TestSecretsStandBesideTheDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		read := func(org string) (b []byte, err error) {
			err = db.Read(t.Context(), access.Public(org), func(tx *store.Tx) error {
				b, err = tx.Secret("box")
				return err
			})
			return b, err
		}
		draw := func() error {
			return db.Write(t.Context(), access.Public("a"), func(tx *store.Tx) error { return tx.MakeSecret("box") })
		}
		if _, err := read("a"); !fault.Is(err, fault.Missing) {
			t.Fatalf("before it was made: %v", err)
		}
		must(t, draw())
		first, err := read("a")
		must(t, err)
		must(t, draw())
		if again, err := read("a"); err != nil || !bytes.Equal(first, again) || len(first) != 32 {
			t.Errorf("a second drawing gave %x after %x, %v", again, first, err)
		}
		if _, err := read("b"); !fault.Is(err, fault.Missing) {
			t.Errorf("another organisation: %v", err)
		}
		must(t, db.ForgetSecret("a", "box"))
		must(t, db.ForgetSecret("a", "box"))
		if _, err := read("a"); !fault.Is(err, fault.Missing) {
			t.Errorf("after it was forgotten: %v", err)
		}
	})
}
