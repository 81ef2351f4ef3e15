package kit_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hoinghi/belenios"
)

const vectors = "../../belenios/testdata/vectors/"

// The texts of the format, as its vectors state them.
func TestScriptWritesTheTextsOfTheFormat(t *testing.T) {
	var v struct {
		Ed25519 struct {
			Multiples map[string]string      `json:"multiples_of_g"`
			Refused   []struct{ Hex string } `json:"must_reject_as_group_element"`
		}
		Derivation []struct {
			Group, UUID, Credential, Public string
			Secret                          string `json:"secret_exponent"`
		} `json:"credential_derivation"`
		Wrong  []string `json:"invalid_credentials"`
		Hashes []struct {
			Text   string
			Base64 string `json:"base64_no_padding"`
		} `json:"base64_of_hash"`
	}
	raw, err := os.ReadFile(vectors + "primitives.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	in := map[string]any{"multiples": v.Ed25519.Multiples, "wrong": v.Wrong, "text": "\"\\\b\f\n\r\t\x01\x1f\x7f</b>&é\u2028"}
	type derived struct{ Secret, Public string }
	type pair struct {
		UUID       string `json:"uuid"`
		Credential string `json:"credential"`
	}
	var refused, hashed, hashes []string
	var pairs []pair
	var want []derived
	for _, x := range v.Ed25519.Refused {
		refused = append(refused, x.Hex)
	}
	for _, h := range v.Hashes {
		hashed, hashes = append(hashed, h.Text), append(hashes, h.Base64)
	}
	for _, d := range v.Derivation {
		if d.Group == "Ed25519" {
			pairs, want = append(pairs, pair{d.UUID, d.Credential}), append(want, derived{d.Secret, d.Public})
		}
	}
	in["refused"], in["hashes"], in["credentials"] = refused, hashed, pairs
	got := work[struct {
		Multiples                     map[string]string
		Accepted, Credentials, Hashes []string
		Derived                       []derived
		Quoted                        string
	}](newBench(t), "texts", in)
	if len(refused) == 0 || len(want) == 0 || len(hashes) == 0 || len(v.Ed25519.Multiples) == 0 {
		t.Fatal("no vectors")
	}
	if len(got.Accepted) > 0 || len(got.Credentials) > 0 {
		t.Errorf("accepted: %v %v", got.Accepted, got.Credentials)
	}
	if d := cmp.Diff(v.Ed25519.Multiples, got.Multiples); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(want, got.Derived); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(hashes, got.Hashes); d != "" {
		t.Error(d)
	}
	if want := `"\"\\\b\f\n\r\t\u0001\u001f\u007f</b>&é` + "\u2028\""; got.Quoted != want {
		t.Errorf("quoted %s, want %s", got.Quoted, want)
	}
}

// hall is an election with the slips of its voters.
type hall struct {
	e           *belenios.Election
	secret      *big.Int
	trustees    belenios.Trustees
	credentials []string
	list        []byte
}

func newHall(t testing.TB, g belenios.Group, voters int, questions ...belenios.Question) *hall {
	t.Helper()
	secret, key, err := belenios.NewTrustee(g, rand.Reader)
	must(t, err)
	h := &hall{secret: secret, trustees: belenios.Trustees{{Single: &key}}}
	h.seal(t, g, voters, questions)
	return h
}

func (h *hall) seal(t testing.TB, g belenios.Group, voters int, questions []belenios.Question) {
	t.Helper()
	uuid, err := belenios.NewUUID(rand.Reader)
	must(t, err)
	h.e = &belenios.Election{Name: "Bầu Ban Thanh tra nhân dân", Description: "Thử \"một\" \\ </b>\n\u2028", Group: g,
		PublicKey: h.trustees.Key(g), Questions: questions, UUID: uuid}
	must(t, h.e.Seal())
	var public []belenios.Voter
	for range voters {
		c, err := belenios.NewCredential(rand.Reader)
		must(t, err)
		p, err := belenios.PublicCredential(g, uuid, c)
		must(t, err)
		h.credentials, public = append(h.credentials, c), append(public, belenios.Voter{Credential: p})
	}
	h.list = belenios.CredentialsJSON(public)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *hall) box(t testing.TB) *belenios.Box {
	t.Helper()
	voters, err := belenios.ParseVoters(h.e.Group, h.list, 0)
	must(t, err)
	return belenios.NewBox(h.e, voters, false)
}

type voteCase struct {
	Credential string  `json:"credential"`
	Choice     [][]int `json:"choice"`
}

type madeBallot struct {
	Raw, Tracker string
	Opening      struct {
		Choice     [][]int
		Randomness [][]string
	}
	MS          float64
	Opens, Lies bool
}

func (h *hall) vote(b *bench, cases ...voteCase) []madeBallot {
	b.t.Helper()
	return work[[]madeBallot](b, "votes", map[string]any{"election": string(h.e.Raw()), "cases": cases})
}

// someChoice is an allowed row, the extremes and the blank vote as often as others.
func someChoice(q belenios.Question, r *mathrand.Rand) []int {
	n := len(q.Answers)
	sum := q.Min + r.IntN(q.Max-q.Min+1)
	row := make([]int, n)
	for _, j := range r.Perm(n)[:sum] {
		row[j] = 1
	}
	if !q.Blank {
		return row
	}
	if r.IntN(3) == 0 {
		return append([]int{1}, make([]int, n)...)
	}
	return append([]int{0}, row...)
}

func someQuestion(r *mathrand.Rand) belenios.Question {
	q := belenios.Question{Blank: r.IntN(2) == 0, Question: "Chọn \"ai\"?\n"}
	for range 1 + r.IntN(6) {
		q.Answers = append(q.Answers, fmt.Sprintf("Nguyễn Văn %c", 'A'+len(q.Answers)))
	}
	q.Max = r.IntN(len(q.Answers) + 1)
	q.Min = r.IntN(q.Max + 1)
	return q
}

// Whatever the bounds and the choice, what the booth makes is accepted and is
// what was chosen; opened for a check it tells the choice and no other.
func TestBallotsOfTheBoothAreAccepted(t *testing.T) {
	b := newBench(t)
	r := mathrand.New(mathrand.NewPCG(2, 6))
	for range 8 {
		h := newHall(t, belenios.Ed25519(), 4, someQuestion(r), someQuestion(r))
		var cases []voteCase
		for _, c := range h.credentials {
			cases = append(cases, voteCase{c, [][]int{someChoice(h.e.Questions[0], r), someChoice(h.e.Questions[1], r)}})
		}
		box := h.box(t)
		for i, m := range h.vote(b, cases...) {
			x, err := box.Accept([]byte(m.Raw), nil)
			if err != nil {
				t.Fatalf("%+v %v: %v", h.e.Questions, cases[i].Choice, err)
			}
			if x.Tracker() != m.Tracker || !m.Opens || m.Lies {
				t.Errorf("tracker %s, want %s; opens %v, lies %v", m.Tracker, x.Tracker(), m.Opens, m.Lies)
			}
			spoiled := bytes.Replace([]byte(m.Raw), []byte(`"response":"`), []byte(`"response":"1`), 1)
			if _, err := box.Accept(spoiled, nil); err == nil {
				t.Error("the box accepts anything")
			}
		}
		tally := box.Tally()
		d, err := h.e.Decrypt(rand.Reader, tally, h.secret)
		must(t, err)
		res, err := h.e.Result(h.trustees, tally, map[int]*belenios.Decryption{1: d})
		must(t, err)
		if got, want := string(res.JSON()), sumOf(h.e, cases); got != want {
			t.Errorf("sum %s, want %s", got, want)
		}
	}
}

func sumOf(e *belenios.Election, cases []voteCase) string {
	var res belenios.Result
	for i := range e.Questions {
		row := make([]*big.Int, len(cases[0].Choice[i]))
		for j := range row {
			row[j] = new(big.Int)
			for _, c := range cases {
				row[j].Add(row[j], big.NewInt(int64(c.Choice[i][j])))
			}
		}
		res = append(res, row)
	}
	return string(res.JSON())
}

func TestBoothRefusesAChoiceOutOfBounds(t *testing.T) {
	b := newBench(t)
	h := newHall(t, belenios.Ed25519(), 1, belenios.Question{Answers: []string{"An", "Bình", "Cường"}, Blank: true, Min: 1, Max: 2, Question: "?"})
	for _, row := range [][]int{{0, 0, 0, 0}, {0, 1, 1, 1}, {1, 1, 0, 0}, {0, 2, 0, 0}, {0, 1, 0}, {0, -1, 1, 1}} {
		if !work[bool](b, "refuses", map[string]any{"election": string(h.e.Raw()), "credential": h.credentials[0], "choice": [][]int{row}}) {
			t.Errorf("%v is encrypted", row)
		}
	}
}

// archive is an election of the browser's ballots up to the end of voting, or
// to its result if somebody decrypts.
func (h *hall) archive(t testing.TB, ballots []madeBallot, decrypt func(soFar []byte) string) []byte {
	t.Helper()
	var out bytes.Buffer
	a, err := belenios.NewArchive(&out, 1795288452)
	must(t, err)
	must(t, a.Setup(h.e, h.trustees, h.list))
	box := h.box(t)
	for _, m := range ballots {
		_, err := box.Accept([]byte(m.Raw), func(raw []byte, _ *belenios.Ballot) error { return a.Ballot(raw) })
		must(t, err)
	}
	must(t, a.EndBallots())
	tally := box.Tally()
	must(t, a.Tally(tally))
	if decrypt == nil {
		return out.Bytes()
	}
	d, err := belenios.ParseDecryption(h.e.Group, []byte(decrypt(out.Bytes())))
	must(t, err)
	must(t, h.e.CheckDecryption(tally, d, h.trustees.Owners()[0]))
	must(t, a.Decryption(h.e.Group, 1, d))
	res, err := h.e.Result(h.trustees, tally, map[int]*belenios.Decryption{1: d})
	must(t, err)
	must(t, a.Result(res))
	return out.Bytes()
}

// A program that we did not write accepts an election whose ballots and
// decryption were made by the browser's code. Its version 2.0 knows the
// finite-field groups only, which share all code but the group.
func TestAnotherProgramAcceptsTheBrowsersElection(t *testing.T) {
	tool, err := exec.LookPath("belenios-tool")
	if err != nil {
		t.Fatal("install the Debian package belenios-tool: this test needs a second opinion")
	}
	b := newBench(t)
	q := belenios.Question{Answers: []string{"An", "Bình"}, Blank: true, Min: 1, Max: 2, Question: "Ai?"}
	h := newHall(t, belenios.Belenios2048(), 3, q)
	made := h.vote(b, voteCase{h.credentials[0], [][]int{{0, 1, 1}}}, voteCase{h.credentials[1], [][]int{{1, 0, 0}}})
	raw := h.archive(t, made, func(soFar []byte) string {
		return work[string](b, "decrypt", map[string]any{"name": b.put(soFar), "secret": h.secret.String()})
	})
	for what, raw := range map[string][]byte{"passes": raw, "refuses": bytes.Replace(raw, []byte(`"response":"1`), []byte(`"response":"2`), 1)} {
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, h.e.UUID+".bel"), raw, 0o600))
		out, err := exec.CommandContext(t.Context(), tool, "election", "verify", "--dir", dir).CombinedOutput()
		if passed := err == nil && strings.Contains(string(out), "all checks passed"); passed != (what == "passes") {
			t.Errorf("it %s? %v: %s", what, err, out)
		}
	}
}

func TestScriptVerifiesArchivesAsTheServerDoes(t *testing.T) {
	b := newBench(t)
	var cases []struct {
		File  string
		Class belenios.Class
	}
	raw, err := os.ReadFile(vectors + "tampered/cases.json")
	must(t, err)
	must(t, json.Unmarshal(raw, &cases))
	var names, files []string
	for _, c := range cases {
		files = append(files, vectors+"tampered/"+c.File)
	}
	good, _ := filepath.Glob(vectors + "ed25519-*/*.bel")
	early, _ := filepath.Glob(vectors + "ed25519-*/voting-phase/*.bel")
	ours, _ := filepath.Glob("../../belenios/testdata/ours/ed25519-*/*.bel")
	if len(cases) < 36 || len(good) != 4 || len(early) != 4 || len(ours) < 2 {
		t.Fatalf("%d cases, %d, %d and %d archives", len(cases), len(good), len(early), len(ours))
	}
	for _, list := range [][]string{good, early, ours} {
		files = append(files, list...)
	}
	for _, f := range files {
		names = append(names, b.read(f))
	}
	type verdict struct {
		Kind    belenios.Class
		Ballots int
		Counted []string
		Head    string
		Result  string
	}
	got := work[[]verdict](b, "verify", map[string]any{"names": names})
	for i, f := range files {
		raw, err := os.ReadFile(f)
		must(t, err)
		report, err := belenios.Verify(bytes.NewReader(raw), int64(len(raw)), belenios.Options{})
		want := verdict{}
		var refused *belenios.Failure
		if errors.As(err, &refused) {
			want.Kind = refused.Class
		} else {
			want.Ballots, want.Head = report.Ballots, report.Head.String()
			for _, c := range report.Counted {
				want.Counted = append(want.Counted, c.Ballot.String())
			}
			if report.Result != nil {
				rows, err := json.Marshal(texts(report.Result))
				must(t, err)
				want.Result = string(rows)
			}
		}
		if i < len(cases) && want.Kind != cases[i].Class {
			t.Errorf("%s: %s, want %s", f, want.Kind, cases[i].Class)
		}
		got[i].Counted = append([]string(nil), got[i].Counted...)
		if d := cmp.Diff(want, got[i]); d != "" {
			t.Errorf("%s (-server +script):\n%s", f, d)
		}
	}
}

func texts(res belenios.Result) (rows [][]string) {
	for _, r := range res {
		var row []string
		for _, n := range r {
			row = append(row, n.String())
		}
		rows = append(rows, row)
	}
	return rows
}
