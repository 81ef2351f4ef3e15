package belenios

import (
	"bytes"
	"regexp"
	"testing"
)

// Every point that anybody sends may carry a part of small order, which the
// equations of proofs may not see. Each must be refused as a point, wherever it
// stands.
func TestPartsOfSmallOrderAreFoundEverywhere(t *testing.T) {
	_, raw := archiveIn(t, "tampered/base")
	a, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
	if err != nil {
		t.Fatal(err)
	}
	content := func(rec record) []byte {
		b, err := a.c.reread(rec)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	e, err := ParseElection(content(a.election))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		raw    []byte
		points int
		want   Class
		read   func([]byte) error
	}{
		"election":    {content(a.election), 1, BadPoint, func(b []byte) error { _, err := ParseElection(b); return err }},
		"credentials": {content(a.credentials), 7, BadCredential, func(b []byte) error { _, err := ParseVoters(e.Group, b, 1); return err }},
		"trustees": {content(a.trustees), 1 + 3*2 + 3*2 + 3, BadPoint, func(b []byte) error {
			ts, err := ParseTrustees(e.Group, b)
			if err != nil {
				return err
			}
			return ts.Check(e.Group)
		}},
		"decryption": {content(a.decryptions[0].record), 4, BadPoint, func(b []byte) error { _, err := ParseDecryption(e.Group, b); return err }},
		"ballot": {content(a.ballots[0].record), 1 + 4*2, BadPoint, func(b []byte) error {
			x, err := e.ParseBallot(b)
			if err != nil {
				return err
			}
			return e.Check(x, e.Group.Generator())
		}},
	} {
		all := regexp.MustCompile(`"[0-9a-f]{64}\\?"`).FindAllIndex(c.raw, -1)
		if len(all) != c.points {
			t.Errorf("%s: %d points, want %d", name, len(all), c.points)
		}
		for i, at := range all {
			if name == "ballot" && i == 0 {
				continue // its credential, which must be in the list
			}
			spoiled := bytes.Clone(c.raw)
			point := spoiled[at[0]+1 : at[0]+65]
			copy(point, withSmallOrder(t, string(point)))
			if got := classOf(c.read(spoiled)); got != c.want {
				t.Errorf("%s: point %d: %q, want %s", name, i, got, c.want)
			}
		}
	}
}

// withSmallOrder adds the point of order 8 of the vectors.
func withSmallOrder(t *testing.T, text string) string {
	t.Helper()
	g := Ed25519()
	p, err := g.decode(text)
	q, err2 := g.decode(vectors(t).Ed25519.MustReject[0].Hex)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	return Text(g, g.Mul(p, q))
}
