package chair_test

import (
	"crypto/rand"
	"testing"

	"hoinghi/belenios"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/urn"
	"hoinghi/web/browser"
)

// cast opens a real box of one trustee, lets n of its slips vote and gives the
// codes that the voters keep.
func (c *contest) cast(n int) (box string, trackers []string) {
	c.t.Helper()
	ok := func(err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatal(err)
		}
	}
	g := belenios.Ed25519()
	var b urn.Box
	var links urn.Links
	c.act(func(tx *store.Tx) (err error) {
		b, err = urn.Prepare(tx, urn.Draft{Subject: c.round, Name: "Hòm", Questions: []belenios.Question{{Question: "Bầu", Answers: []string{"A", "B"}, Max: 1}}, Slips: n, Trustees: 1, Threshold: 1})
		if err == nil {
			links, err = urn.LinksOf(tx, b.ID)
		}
		return err
	})
	var slips []string
	var public []belenios.Voter
	for range n {
		s, err := belenios.NewCredential(rand.Reader)
		ok(err)
		p, err := belenios.PublicCredential(g, b.UUID, s)
		ok(err)
		slips, public = append(slips, s), append(public, belenios.Voter{Credential: p})
	}
	_, key, err := belenios.NewTrustee(g, rand.Reader)
	ok(err)
	list := belenios.Trustees{{Single: &key}}.JSON(g)
	c.act(func(tx *store.Tx) error {
		if err := urn.Enrol(tx, b.ID, links.Officer, belenios.CredentialsJSON(public)); err != nil {
			return err
		}
		if err := urn.Publish(tx, b.ID, links.Trustees[0], list[len(`[["Single",`):len(list)-2]); err != nil {
			return err
		}
		return urn.Open(tx, b.ID)
	})
	var e *belenios.Election
	c.act(func(tx *store.Tx) error {
		raw, err := urn.Record(tx, b.ID, "election")
		if err == nil {
			e, err = belenios.ParseElection(raw)
		}
		return err
	})
	for _, s := range slips {
		raw, err := e.Vote(rand.Reader, s, [][]int{{1, 0}})
		ok(err)
		r, err := urn.Voters{DB: c.db, Org: c.org.ID}.Cast(c.t.Context(), b.ID, raw)
		ok(err)
		trackers = append(trackers, r.Tracker)
	}
	return b.ID, trackers
}

// The hall sees the codes of all ballots, page after page, in letters of a size
// that an old projector shows; the console offers it once there are any.
func TestTrackersOnTheWall(t *testing.T) {
	c := newContest(t, 24)
	c.called()
	c.ruled("mixed", "lot", c.passed())
	lacks(t, c.get("/dieu-hanh"), conference.Trackers)
	box, trackers := c.cast(20)
	has(t, c.get("/dieu-hanh"), `value="`+box+conference.Trackers+`"`, "Mã theo dõi")
	page := c.show("urn", box+conference.Trackers)
	has(t, page, "<b>20</b>", "Trang 1/3", "Trang 3/3")
	for _, s := range trackers {
		has(t, page, "<b>"+s[:6]+"</b>"+s[6:])
	}
	wall := browser.Start(t).Page(t, 1024, 768)
	wall.Open(c.url + "/man-chieu/" + c.key)
	seen := map[string]bool{}
	for range 3 {
		at := wall.Text("[data-turn]:not([hidden]) .muted")
		if n := wall.Count("[data-turn]:not([hidden])"); n != 1 {
			t.Errorf("%d pages are shown at once", n)
		}
		seen[at] = true
		wall.ShotAt("screen-election-trackers", 1024)
		if len(seen) < 3 {
			wall.WaitChange("[data-turn]:not([hidden]) .muted", at)
		}
	}
	if len(seen) != 3 {
		t.Errorf("the wall turned to %v", seen)
	}
	if out := append(wall.Axe(), wall.Console()...); len(out) > 0 || wall.SticksOut(1024) != "" {
		t.Errorf("the wall: %q %s", out, wall.SticksOut(1024))
	}
	c.show("blank", box+conference.Trackers)
	has(t, c.show("back", box+conference.Trackers), "Trang 1/3")
}
