package urn_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/urn"
)

func TestWholeElection(t *testing.T) {
	single := draft
	single.Trustees, single.Threshold, single.Questions = 2, 2, []belenios.Question{{Question: "Có hay không?", Answers: []string{"Có", "Không"}, Max: 1}}
	old := draft // belenios-tool of Debian 12 reads this group
	old.Group = "BELENIOS-2048"
	for name, d := range map[string]urn.Draft{"threshold": draft, "single": single, "finite field": old} {
		storetest.Each(t, func(t *testing.T, db *store.DB) {
			t.Run(name, func(t *testing.T) {
				h := newHall(t, db, d)
				rows := [][]int{{0, 1, 1, 0}, {0, 0, 1, 0}, {1, 0, 0, 0}}
				want := urn.Counts{Slips: 4, Cast: 3, Cancelled: 1, Blank: []int{1}, Votes: [][]int{{1, 2, 0}}}
				if name == "single" {
					rows = [][]int{{1, 0}, {0, 1}, {1, 0}}
					want.Blank, want.Votes = []int{0}, [][]int{{2, 1}}
				}
				var trackers []string
				for i, row := range rows {
					r, err := h.cast(h.vote(i, row...))
					h.must(err)
					trackers = append(trackers, r.Tracker)
					if h.seek(r.Tracker) != urn.Counting {
						t.Errorf("ballot %d is not found at once", i)
					}
				}
				if r := h.verify(); r.Phase != belenios.Voting || r.Ballots != 0 {
					t.Errorf("the archive of an open box has %d ballots, phase %s", r.Ballots, r.Phase)
				}
				h.close()
				h.must(h.cancel(3))
				if b := h.board(); b.Missing() != 0 || !slices.IsSorted(b.Trackers) || !sameSet(b.Trackers, trackers) {
					t.Errorf("the board of the closed box: %+v", b)
				}
				before := h.archive()
				h.tally()
				owners := []int{2, 0}
				if name == "single" {
					owners = []int{1, 0}
				}
				for _, i := range owners {
					h.step(i)
				}
				got, err := h.outcome()
				h.must(err)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
				r := h.verify()
				if r.Phase != belenios.Finished || r.Ballots != 3 {
					t.Errorf("the archive: %s, %d ballots", r.Phase, r.Ballots)
				}
				if !strings.HasPrefix(string(h.archive()), string(before)) {
					t.Error("the archive did not only grow")
				}
				if name == "finite field" {
					h.secondOpinion(t)
				}
				if s := h.stepOf(1); s.Next != "done" {
					t.Errorf("a member who was not needed sees %s", s.Next)
				}
			})
		})
	}
}

// secondOpinion asks a program that we did not write: it passes the archive, and
// not when one decrypted sum is another.
func (h *hall) secondOpinion(t *testing.T) {
	t.Helper()
	tool, err := exec.LookPath("belenios-tool")
	if err != nil {
		t.Fatal("install the Debian package belenios-tool: this test needs a second opinion")
	}
	good := h.archive()
	for what, raw := range map[string][]byte{"passes": good, "refuses": bytes.Replace(good, []byte(`{"result":[[1,1,2,0]]}`), []byte(`{"result":[[1,2,1,0]]}`), 1)} {
		dir := t.TempDir()
		h.must(os.WriteFile(filepath.Join(dir, h.box.UUID+".bel"), raw, 0o600))
		out, err := exec.CommandContext(t.Context(), tool, "election", "verify", "--dir", dir).CombinedOutput()
		if passed := err == nil && strings.Contains(string(out), "all checks passed"); passed != (what == "passes") {
			t.Errorf("it %s the archive? %v: %s", what, err, out)
		}
	}
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func TestRevote(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := draft
		d.Revote, d.Trustees, d.Threshold = true, 1, 1
		h := newHall(t, db, d)
		first, err := h.cast(h.vote(0, 0, 1, 0, 0))
		h.must(err)
		_, err = h.cast(h.vote(1, 0, 1, 0, 0))
		h.must(err)
		last, err := h.cast(h.vote(0, 0, 0, 0, 1))
		h.must(err)
		_, err = h.cast(h.vote(2, 1, 0, 0, 0))
		h.must(err)
		if first.Again || !last.Again || h.seek(first.Tracker) != urn.Replaced || h.seek(last.Tracker) != urn.Counting {
			t.Errorf("first %+v, last %+v", first, last)
		}
		h.close()
		if h.seek(first.Tracker) != urn.Replaced || h.seek("x") != urn.Nowhere {
			t.Error("after the closing the places are others")
		}
		h.tally()
		h.step(0)
		got, err := h.outcome()
		h.must(err)
		if want := (urn.Counts{Slips: 4, Cast: 3, Blank: []int{1}, Votes: [][]int{{1, 0, 1}}}); !cmp.Equal(want, got) {
			t.Error(cmp.Diff(want, got))
		}
		if r := h.verify(); r.Ballots != 4 || len(r.Counted) != 3 {
			t.Errorf("%d ballots, %d count", r.Ballots, len(r.Counted))
		}
	})
}

// Each refusal has its own name and leaves nothing behind.
func TestRefusedBallots(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, draft)
		good := h.vote(0, 0, 1, 0, 0)
		_, err := h.cast(good)
		h.must(err)
		h.must(h.cancel(2))
		other := newHall(t, db, draft)
		fresh := string(h.vote(1, 0, 1, 0, 0))
		proof := strings.Index(fresh, `"individual_proofs":`)
		for what, c := range map[string]struct {
			raw string
			key string
		}{
			"another election":  {string(other.vote(0, 0, 1, 0, 0)), "belenios.other-election"},
			"replayed":          {string(good), "belenios.replayed"},
			"used":              {string(h.vote(0, 0, 0, 1, 0)), "belenios.used-credential"},
			"cancelled":         {string(h.vote(2, 0, 1, 0, 0)), "urn.cancelled"},
			"stranger":          {h.strange(), "belenios.unknown-credential"},
			"spaces":            {fresh + "\n", "belenios.not-canonical"},
			"nothing":           {"", "belenios.not-canonical"},
			"too long":          {fresh + strings.Repeat(" ", 10<<20), "belenios.too-big"},
			"forged proof":      {nudge(fresh, proof), "belenios.forged-proof"},
			"out of bounds":     {nudge(fresh, strings.Index(fresh, `"overall_proof":`)), "belenios.out-of-bounds"},
			"signature":         {nudge(fresh, strings.Index(fresh, `"signature":`)), "belenios.bad-signature"},
			"scalar above q":    {long(fresh, proof), "belenios.bad-scalar"},
			"leading zero":      {zero(fresh, proof), "belenios.bad-scalar"},
			"point of no group": {point(fresh, strings.Repeat("f", 64)), "belenios.bad-point"},
			"point in capitals": {point(fresh, strings.ToUpper(alpha(fresh))), "belenios.bad-point"},
		} {
			_, err := h.cast([]byte(c.raw))
			wantFault(t, what, err, c.key)
		}
		if b := h.board(); b.Cast != 1 {
			t.Errorf("%d ballots were kept, want 1", b.Cast)
		}
		wantFault(t, "cancelling a used slip", h.cancel(0), "belenios.used-credential")
		err = h.db.Write(t.Context(), chair, func(tx *store.Tx) error { return urn.Cancel(tx, h.box.ID, "x") })
		wantFault(t, "cancelling nothing", err, "belenios.unknown-credential")
		h.close()
		_, err = h.cast([]byte(fresh))
		wantFault(t, "closed", err, "belenios.closed")
		if n := len(h.board().Trackers); n != 1 {
			t.Errorf("%d ballots after the closing, want 1", n)
		}
	})
}

// strange is a ballot of a credential that nobody printed.
func (h *hall) strange() string {
	h.slips = append(h.slips, "AAAAA-BBBBBB-CCCCC-DDDDDD")
	defer func() { h.slips = h.slips[:len(h.slips)-1] }()
	return string(h.vote(len(h.slips)-1, 0, 1, 0, 0))
}

const challenge = `"challenge":"`

// nudge changes one digit of the first challenge after a place.
func nudge(raw string, at int) string {
	at += strings.Index(raw[at:], challenge) + len(challenge) + 5
	digit := byte('1')
	if raw[at] == '1' {
		digit = '2'
	}
	return raw[:at] + string(digit) + raw[at+1:]
}

func long(raw string, at int) string {
	at += strings.Index(raw[at:], challenge) + len(challenge)
	end := at + strings.IndexByte(raw[at:], '"')
	return raw[:at] + "8" + strings.Repeat("9", 75) + raw[end:]
}

func zero(raw string, at int) string {
	at += strings.Index(raw[at:], challenge) + len(challenge)
	return raw[:at] + "0" + raw[at:]
}

func alpha(raw string) string {
	at := strings.Index(raw, `"alpha":"`) + len(`"alpha":"`)
	return raw[at : at+64]
}

func point(raw, text string) string { return strings.Replace(raw, alpha(raw), text, 1) }

func TestOrderOfActs(t *testing.T) {
	db := storetest.SQLite(t)
	h := newHall(t, db, draft)
	id := h.box.ID
	do := func(f func(*store.Tx) error) error { return db.Write(t.Context(), chair, f) }
	wantFault(t, "open twice", do(func(tx *store.Tx) error { return urn.Open(tx, id) }), "urn.notready")
	wantFault(t, "a second list", h.enrol(), "urn.haslist")
	wantFault(t, "tally of an open box", do(func(tx *store.Tx) error { return urn.Tally(tx, id) }), "urn.step")
	wantFault(t, "a step not due", h.publish(0, []byte("{}")), "urn.step")
	_, err := h.outcome()
	wantFault(t, "outcome of an open box", err, "urn.noresult")
	for i := range 3 {
		_, err := h.cast(h.vote(i, 0, 1, 0, 0))
		h.must(err)
		if i == 0 {
			alone := newHall(t, db, draft)
			_, err := alone.cast(alone.vote(0, 0, 1, 0, 0))
			h.must(err)
			alone.close()
			wantFault(t, "the sum of one ballot", do(func(tx *store.Tx) error { return urn.Tally(tx, alone.box.ID) }), "urn.few")
		}
	}
	h.close()
	h.close() // once more is no harm
	h.tally()
	wantFault(t, "a false decryption", h.publish(0, []byte(`{"decryption_factors":[],"decryption_proofs":[]}`)), "belenios.bad-decryption")
	wantFault(t, "cancelling during the decryption", h.cancel(3), "urn.step")
	opened := h.opening(0, h.stepOf(0))
	h.must(h.publish(0, opened))
	h.must(h.publish(0, opened)) // the answer was lost
	wantFault(t, "decrypting twice", h.publish(0, []byte("{}")), "urn.step")
	h.step(1)
	err = urn.GiveUp(t.Context(), db, chair, id)
	wantFault(t, "giving up a finished box", err, "urn.done")
	second := newHall(t, db, draft)
	second.must(urn.GiveUp(t.Context(), db, chair, second.box.ID))
	_, err = second.cast(second.vote(0, 0, 1, 0, 0))
	wantFault(t, "a void box", err, "urn.void")
}

func TestLists(t *testing.T) {
	db := storetest.SQLite(t)
	h := &hall{t: t, db: db}
	h.write(func(tx *store.Tx) (err error) { h.box, err = urn.Prepare(tx, draft); return err })
	h.read(func(tx *store.Tx) (err error) { h.links, err = urn.LinksOf(tx, h.box.ID); return err })
	key := strings.Repeat("6", 63) + "8"
	for raw, want := range map[string]string{
		`{}`:                                   "belenios.not-canonical",
		`["` + key + `"]`:                      "urn.listsize",
		fmt.Sprintf(`["a","b","c","%s"]`, key): "belenios.bad-credential",
		fmt.Sprintf(`["%[1]s","%[1]s","%[1]s","%[1]s"]`, key): "belenios.twice-listed",
		fmt.Sprintf(`["%[1]s,2","%[1]s,3","a","b"]`, key):     "belenios.bad-credential",
	} {
		err := h.public(func(tx *store.Tx) error { return urn.Enrol(tx, h.box.ID, h.links.Officer, []byte(raw)) })
		wantFault(t, raw, err, want)
	}
	h.must(h.enrol())
	wantFault(t, "a second list", h.enrol(), "urn.haslist")
}

func TestRightsAndTenants(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, draft)
		id := h.box.ID
		nobody := access.Actor{Org: org, Person: "p", Roles: []access.Role{access.Delegate}}
		for what, err := range map[string]error{
			"prepare": db.Write(t.Context(), nobody, func(tx *store.Tx) error { _, err := urn.Prepare(tx, draft); return err }),
			"links":   db.Read(t.Context(), nobody, func(tx *store.Tx) error { _, err := urn.LinksOf(tx, id); return err }),
			"open":    db.Write(t.Context(), nobody, func(tx *store.Tx) error { return urn.Open(tx, id) }),
			"close":   urn.Close(t.Context(), db, nobody, id),
			"give up": urn.GiveUp(t.Context(), db, nobody, id),
			"tally":   db.Write(t.Context(), nobody, func(tx *store.Tx) error { return urn.Tally(tx, id) }),
			"cancel":  db.Write(t.Context(), nobody, func(tx *store.Tx) error { return urn.Cancel(tx, id, h.publicOf(1)) }),
		} {
			if !fault.Is(err, fault.Denied) {
				t.Errorf("%s by a delegate: %v", what, err)
			}
		}
		strange := access.Machine("khac")
		link := h.links.Trustees[0]
		for what, f := range map[string]func(tx *store.Tx) error{
			"find":    func(tx *store.Tx) error { _, err := urn.Find(tx, id); return err },
			"board":   func(tx *store.Tx) error { _, err := urn.BoardOf(tx, id); return err },
			"links":   func(tx *store.Tx) error { _, err := urn.LinksOf(tx, id); return err },
			"step":    func(tx *store.Tx) error { _, err := urn.StepOf(tx, id, link); return err },
			"publish": func(tx *store.Tx) error { return urn.Publish(tx, id, link, nil) },
			"enrol":   func(tx *store.Tx) error { return urn.Enrol(tx, id, h.links.Officer, nil) },
			"cancel":  func(tx *store.Tx) error { return urn.Cancel(tx, id, h.publicOf(1)) },
			"tally":   func(tx *store.Tx) error { return urn.Tally(tx, id) },
			"archive": func(tx *store.Tx) error { return urn.WriteArchive(tx, id, nil) },
			"seek":    func(tx *store.Tx) error { _, err := urn.Seek(tx, id, "x"); return err },
			"record":  func(tx *store.Tx) error { _, err := urn.Record(tx, id, "election"); return err },
			"outcome": func(tx *store.Tx) error { _, err := urn.Outcome(tx, id); return err },
		} {
			if err := db.Write(t.Context(), strange, f); !fault.Is(err, fault.Missing) {
				t.Errorf("%s from another organisation: %v", what, err)
			}
		}
		_, err := urn.Voters{DB: db, Org: "khac"}.Cast(t.Context(), id, h.vote(0, 0, 1, 0, 0))
		if !fault.Is(err, fault.Missing) {
			t.Errorf("a ballot through another organisation: %v", err)
		}
		for _, wrong := range []string{"", "x", h.links.Officer} {
			err := h.public(func(tx *store.Tx) error { return urn.CancelBy(tx, id, wrong, h.publicOf(1)) })
			if !fault.Is(err, fault.Missing) {
				t.Errorf("link %q of a trustee: %v", wrong, err)
			}
		}
	})
}

func TestDraftsAreChecked(t *testing.T) {
	db := storetest.SQLite(t)
	bad := draft
	bad.Name, bad.Slips, bad.Trustees, bad.Threshold = " ", 0, 0, 2
	bad.Questions = []belenios.Question{{Question: "?", Answers: []string{"An", "An"}, Max: 1}}
	err := db.Write(t.Context(), chair, func(tx *store.Tx) error { _, err := urn.Prepare(tx, bad); return err })
	var fields []string
	for _, f := range fault.Of(err).Fields {
		fields = append(fields, f.Name)
	}
	if want := []string{"name", "slips", "trustees", "threshold", "questions"}; !slices.Equal(fields, want) {
		t.Errorf("faults in %v, want %v", fields, want)
	}
}
