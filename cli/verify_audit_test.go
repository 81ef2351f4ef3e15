package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hoinghi/belenios"
)

// poll is a small election whose archive is open for ballots.
type poll struct {
	*testing.T
	e     *belenios.Election
	slip  string
	file  bytes.Buffer
	kept  *belenios.Writer
	draws int
}

func newPoll(t *testing.T) *poll {
	p, g := &poll{T: t}, belenios.Ed25519()
	random := rand.NewChaCha8([32]byte{5})
	_, key, err := belenios.NewTrustee(g, random)
	p.ok(err)
	trustees := belenios.Trustees{{Single: &key}}
	uuid, err := belenios.NewUUID(random)
	p.ok(err)
	p.e = &belenios.Election{Name: "Bầu thử", Group: g, PublicKey: trustees.Key(g), UUID: uuid,
		Questions: []belenios.Question{{Question: "Ai?", Answers: []string{"An", "Bình"}, Max: 2, Blank: true}}}
	p.ok(p.e.Seal())
	p.slip, err = belenios.NewCredential(random)
	p.ok(err)
	public, err := belenios.PublicCredential(g, uuid, p.slip)
	p.ok(err)
	p.kept, err = belenios.NewArchive(&p.file, 1795288452)
	p.ok(err)
	p.ok(p.kept.Setup(p.e, trustees, belenios.CredentialsJSON([]belenios.Voter{{Credential: public}})))
	return p
}

func (p *poll) ok(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// open makes a ballot and what a booth saves of it when it is opened.
func (p *poll) open(row []int) (raw []byte, file map[string]any) {
	p.Helper()
	p.draws++
	seed := [32]byte{byte(p.draws)}
	raw, err := p.e.Vote(rand.NewChaCha8(seed), p.slip, [][]int{row})
	p.ok(err)
	b, err := p.e.ParseBallot(raw)
	p.ok(err)
	return raw, map[string]any{"audit": 1, "tracker": b.Tracker(), "choice": [][]int{row}, "randomness": [][]string{p.drawn(rand.NewChaCha8(seed), b)}, "ballot": json.RawMessage(raw)}
}

// drawn finds the randomness of each ciphertext among all that was drawn.
func (p *poll) drawn(random io.Reader, b *belenios.Ballot) (out []string) {
	p.Helper()
	by := map[string]string{}
	for range 100 {
		r, err := belenios.RandomExponent(p.e.Group, random)
		p.ok(err)
		by[belenios.Text(p.e.Group, belenios.Power(p.e.Group, r))] = r.String()
	}
	for _, c := range b.Answers[0].Choices {
		out = append(out, by[belenios.Text(p.e.Group, c.Alpha)])
	}
	return out
}

func (p *poll) verify(file map[string]any) (status int, said string) {
	p.Helper()
	dir := p.TempDir()
	audit, record := filepath.Join(dir, "soi.json"), filepath.Join(dir, p.e.UUID+".bel")
	raw, err := json.Marshal(file)
	p.ok(err)
	p.ok(os.WriteFile(audit, raw, 0o600))
	p.ok(os.WriteFile(record, p.file.Bytes(), 0o600))
	status, out, errs := call("verify", "--audit", audit, record)
	return status, out + errs
}

// An opened ballot is told by the names in it; one that is not what it says to
// be is refused by the name of what is wrong.
func TestVerifyAnOpenedBallot(t *testing.T) {
	p := newPoll(t)
	_, blank := p.open([]int{1, 0, 0})
	_, none := p.open([]int{0, 0, 0})
	raw, one := p.open([]int{0, 0, 1})
	other := func(field string, value any) map[string]any {
		out := map[string]any{}
		for k, v := range one {
			out[k] = v
		}
		out[field] = value
		return out
	}
	for what, c := range map[string]struct {
		file   map[string]any
		status int
		say    string
	}{
		"one name":        {one, 0, "    ✓ Bình\n"},
		"a blank vote":    {blank, 0, "Phiếu trắng"},
		"nobody":          {none, 0, "Không chọn ai"},
		"another choice":  {other("choice", [][]int{{0, 1, 0}}), 1, "SAI (wrong-opening)"},
		"another tracker": {other("tracker", blank["tracker"]), 1, "SAI (wrong-tracker)"},
		"not a file":      {other("audit", 7), 1, "SAI (bad-opening)"},
		"another number":  {other("randomness", [][]string{{"1", "2", "03"}}), 1, "SAI (bad-scalar)"},
	} {
		if status, said := p.verify(c.file); status != c.status || !strings.Contains(said, c.say) {
			t.Errorf("%s: status %d, want %d and %q:\n%s", what, status, c.status, c.say, said)
		}
	}
	p.ok(p.kept.Ballot(raw)) // somebody casts what was opened
	p.ok(p.kept.EndBallots())
	if status, said := p.verify(one); status != 1 || !strings.Contains(said, "SAI (opened-counted)") {
		t.Errorf("an opened ballot that counts: status %d:\n%s", status, said)
	}
	if status, _, errs := call("verify", "--audit", "none.json", archives(t)[0]); status != 2 || errs == "" {
		t.Errorf("no file: status %d, %s", status, errs)
	}
}
