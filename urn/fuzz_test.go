package urn_test

import (
	"slices"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/urn"
)

// Whatever the network sends is accepted as a sound ballot or refused by name,
// and never an internal fault.
func FuzzCast(f *testing.F) {
	h := newHall(f, storetest.SQLite(f), draft)
	for i := range 2 {
		f.Add(h.vote(i, 0, 1, 0, 0))
	}
	f.Add([]byte(`{"election_uuid":"","election_hash":""}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, err := urn.Voters{DB: h.db, Org: org}.Cast(t.Context(), h.box.ID, raw)
		if err == nil {
			return // one of the seeds, the first time
		}
		if key := fault.Of(err).Key; !strings.HasPrefix(key, "belenios.") {
			t.Errorf("%.200q: %v", raw, err)
		}
	})
}

// The same of the lists and messages of officer and trustees, at every step.
func FuzzMessages(f *testing.F) {
	db := storetest.SQLite(f)
	h := &hall{t: f, db: db}
	h.write(func(tx *store.Tx) (err error) { h.box, err = urn.Prepare(tx, draft); return err })
	h.read(func(tx *store.Tx) (err error) { h.links, err = urn.LinksOf(tx, h.box.ID); return err })
	h.seeds = make([]string, draft.Trustees)
	f.Add(h.work(0, h.stepOf(0)))
	f.Add([]byte(`["` + strings.Repeat("6", 63) + `8"]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, act := range []func(*store.Tx) error{
			func(tx *store.Tx) error { return urn.Enrol(tx, h.box.ID, h.links.Officer, raw) },
			func(tx *store.Tx) error { return urn.Publish(tx, h.box.ID, h.links.Trustees[1], raw) },
			func(tx *store.Tx) error { return urn.CancelBy(tx, h.box.ID, h.links.Trustees[1], string(raw)) },
		} {
			err := db.Write(t.Context(), access.Public(org), act)
			known := []fault.Kind{fault.Invalid, fault.Conflict}
			if err != nil && !slices.Contains(known, fault.Of(err).Kind) {
				t.Errorf("%.200q: %v", raw, err)
			}
		}
	})
}
