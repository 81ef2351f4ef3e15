package watch_test

import (
	"testing"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/watch"
)

func TestTheLastLookIsKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		last := func(org string) (l watch.Look) {
			t.Helper()
			err := db.Read(t.Context(), access.Public(org), func(tx *store.Tx) (err error) { l, err = watch.Last(tx); return err })
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		if l := last("a"); !l.At.IsZero() {
			t.Errorf("a look before any: %+v", l)
		}
		for _, l := range []watch.Look{{Where: "/srv/web", Files: 41}, {Where: "/srv/web", Files: 42, Wrong: 3}} {
			if err := db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error { return watch.Keep(tx, l) }); err != nil {
				t.Fatal(err)
			}
		}
		if l := last("a"); l.At.IsZero() || l.Files != 42 || l.Wrong != 3 || l.Where != "/srv/web" {
			t.Errorf("%+v", l)
		}
		if l := last("b"); !l.At.IsZero() {
			t.Errorf("of another organisation: %+v", l)
		}
		err := db.Write(t.Context(), access.Public("a"), func(tx *store.Tx) error { return watch.Keep(tx, watch.Look{Files: 1}) })
		if !fault.Is(err, fault.Missing) && !fault.Is(err, fault.Denied) {
			t.Errorf("a stranger: %v", err)
		}
	})
}
