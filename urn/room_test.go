package urn_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"math/big"
	"slices"
	"testing"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/urn"
)

const org = "donvi"

var chair = access.Machine(org)

// hall is one election with all that stays on the devices of its people: the
// slips on paper, the trustees' secrets.
type hall struct {
	t     testing.TB
	db    *store.DB
	box   urn.Box
	links urn.Links
	slips []string

	secrets []*big.Int // of single trustees
	seeds   []string   // of members
}

var draft = urn.Draft{Subject: "cuoc-bau-1", Name: "Bầu Ban Thanh tra nhân dân", Slips: 4, Trustees: 3, Threshold: 2,
	Questions: []belenios.Question{{Question: "Chọn 1 đến 2 người", Answers: []string{"An", "Bình", "Cường"}, Min: 1, Max: 2, Blank: true}}}

// newHall prepares a box up to its opening.
func newHall(t testing.TB, db *store.DB, d urn.Draft) *hall {
	t.Helper()
	h := &hall{t: t, db: db}
	h.write(func(tx *store.Tx) (err error) { h.box, err = urn.Prepare(tx, d); return err })
	h.read(func(tx *store.Tx) (err error) { h.links, err = urn.LinksOf(tx, h.box.ID); return err })
	h.must(h.enrol())
	h.secrets, h.seeds = make([]*big.Int, d.Trustees), make([]string, d.Trustees)
	for range 3 {
		for i := range d.Trustees {
			h.step(i)
		}
	}
	h.refresh()
	if h.box.State != urn.Ready {
		t.Fatalf("after the set-up the box is %s", h.box.State)
	}
	h.write(func(tx *store.Tx) error { return urn.Open(tx, h.box.ID) })
	h.refresh()
	return h
}

func (h *hall) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) write(f func(*store.Tx) error) {
	h.t.Helper()
	h.must(h.db.Write(h.t.Context(), chair, f))
}
func (h *hall) read(f func(*store.Tx) error) {
	h.t.Helper()
	h.must(h.db.Read(h.t.Context(), chair, f))
}

// public does something without any right, as browsers with a link do.
func (h *hall) public(f func(*store.Tx) error) error {
	return h.db.Write(h.t.Context(), access.Public(org), f)
}

func (h *hall) refresh() {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { h.box, err = urn.Find(tx, h.box.ID); return err })
}

func (h *hall) group() belenios.Group {
	g, err := belenios.GroupNamed(h.box.Group)
	h.must(err)
	return g
}

// enrol is the officer's browser.
func (h *hall) enrol() error {
	var list []string
	for range h.box.Slips {
		c, err := belenios.NewCredential(rand.Reader)
		h.must(err)
		p, err := belenios.PublicCredential(h.group(), h.box.UUID, c)
		h.must(err)
		h.slips, list = append(h.slips, c), append(list, p)
	}
	slices.Sort(list)
	raw, err := json.Marshal(list)
	h.must(err)
	return h.public(func(tx *store.Tx) error { return urn.Enrol(tx, h.box.ID, h.links.Officer, raw) })
}

func (h *hall) stepOf(i int) (s urn.Step) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { s, err = urn.StepOf(tx, h.box.ID, h.links.Trustees[i]); return err })
	return s
}

func (h *hall) publish(i int, raw []byte) error {
	return h.public(func(tx *store.Tx) error { return urn.Publish(tx, h.box.ID, h.links.Trustees[i], raw) })
}

// step is what a trustee's browser does when its page says what is due.
func (h *hall) step(i int) {
	h.t.Helper()
	s := h.stepOf(i)
	raw := h.work(i, s)
	if raw != nil {
		h.must(h.publish(i, raw))
	}
}

func (h *hall) work(i int, s urn.Step) []byte {
	h.t.Helper()
	g := h.group()
	if s.Next == "key" {
		secret, key, err := belenios.NewTrustee(g, rand.Reader)
		h.must(err)
		h.secrets[i] = secret
		raw := belenios.Trustees{{Single: &key}}.JSON(g)
		return bytes.TrimSuffix(bytes.TrimPrefix(raw, []byte(`[["Single",`)), []byte(`]]`))
	}
	if s.Next == "cert" {
		seed, err := belenios.NewSeed(rand.Reader)
		h.must(err)
		h.seeds[i] = seed
	}
	if s.Next == "decrypt" {
		return h.opening(i, s)
	}
	if !slices.Contains([]string{"cert", "deal", "finish"}, s.Next) {
		return nil
	}
	m, err := belenios.NewMember(g, h.seeds[i])
	h.must(err)
	c := belenios.Ceremony{Threshold: h.box.Threshold}
	for _, raw := range s.Certs {
		cert, err := belenios.ParseSigned(g, raw)
		h.must(err)
		c.Certs = append(c.Certs, cert)
	}
	switch s.Next {
	case "cert":
		cert, err := m.Cert(rand.Reader, h.box.Threshold, s.Nth, h.box.Trustees)
		h.must(err)
		return cert.JSON()
	case "deal":
		d, err := m.Deal(rand.Reader, c)
		h.must(err)
		return d.JSON()
	}
	in, err := belenios.ParseInput(g, s.Input)
	h.must(err)
	out, err := m.Finish(rand.Reader, c, *in)
	h.must(err)
	return out.JSON(g)
}

// opening verifies the archive and decrypts its tally.
func (h *hall) opening(i int, s urn.Step) []byte {
	h.t.Helper()
	secret := h.secrets[i]
	if s.Private != "" {
		m, err := belenios.NewMember(h.group(), h.seeds[i])
		h.must(err)
		secret, err = m.Share(s.Private)
		h.must(err)
	}
	owner, d, err := h.verify().Contribute(rand.Reader, secret, s.Announced)
	h.must(err)
	if owner != s.Nth {
		h.t.Errorf("the key is that of trustee %d, the link that of %d", owner, s.Nth)
	}
	return d.JSON(h.group())
}

func (h *hall) archive() []byte {
	h.t.Helper()
	var b bytes.Buffer
	h.read(func(tx *store.Tx) error { b.Reset(); return urn.WriteArchive(tx, h.box.ID, &b) })
	return b.Bytes()
}

func (h *hall) verify() *belenios.Report {
	h.t.Helper()
	raw := h.archive()
	r, err := belenios.Verify(bytes.NewReader(raw), int64(len(raw)), belenios.Options{Name: h.box.UUID + ".bel"})
	h.must(err)
	return r
}

func (h *hall) election() *belenios.Election {
	h.t.Helper()
	var raw []byte
	h.read(func(tx *store.Tx) (err error) { raw, err = urn.Record(tx, h.box.ID, "election"); return err })
	e, err := belenios.ParseElection(raw)
	h.must(err)
	return e
}

// vote is the voter's browser.
func (h *hall) vote(slip int, row ...int) []byte {
	h.t.Helper()
	raw, err := h.election().Vote(rand.Reader, h.slips[slip], [][]int{row})
	h.must(err)
	return raw
}

func (h *hall) cast(raw []byte) (urn.Receipt, error) {
	return urn.Voters{DB: h.db, Org: org}.Cast(h.t.Context(), h.box.ID, raw)
}

func (h *hall) publicOf(slip int) string {
	c, err := belenios.PublicCredential(h.group(), h.box.UUID, h.slips[slip])
	h.must(err)
	return c
}

func (h *hall) cancel(slip int) error {
	return h.db.Write(h.t.Context(), chair, func(tx *store.Tx) error { return urn.Cancel(tx, h.box.ID, h.publicOf(slip)) })
}

func (h *hall) close() {
	h.t.Helper()
	h.must(urn.Close(h.t.Context(), h.db, chair, h.box.ID))
	h.refresh()
}

func (h *hall) tally() {
	h.t.Helper()
	h.write(func(tx *store.Tx) error { return urn.Tally(tx, h.box.ID) })
	h.refresh()
}

func (h *hall) board() (b urn.Board) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { b, err = urn.BoardOf(tx, h.box.ID); return err })
	return b
}

func (h *hall) outcome() (c urn.Counts, err error) {
	err = h.db.Read(h.t.Context(), chair, func(tx *store.Tx) (err error) { c, err = urn.Outcome(tx, h.box.ID); return err })
	return c, err
}

func (h *hall) seek(tracker string) (p urn.Place) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { p, err = urn.Seek(tx, h.box.ID, tracker); return err })
	return p
}

func wantFault(t testing.TB, what string, err error, key string) {
	t.Helper()
	if err == nil || fault.Of(err).Key != key {
		t.Errorf("%s: %v, want %s", what, err, key)
	}
}
