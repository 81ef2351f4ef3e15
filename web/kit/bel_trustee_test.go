package kit_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hoinghi/belenios"
)

// A trustee alone: the key of the browser is proved, and its decryption is the
// one of the sum.
func TestBrowserTrusteeAlone(t *testing.T) {
	b := newBench(t)
	made := work[struct{ Secret, Key string }](b, "key", nil)
	ts, err := belenios.ParseTrustees(belenios.Ed25519(), []byte(`[["Single",`+made.Key+`]]`))
	must(t, err)
	must(t, ts.Check(belenios.Ed25519()))
	secret, ok := new(big.Int).SetString(made.Secret, 10)
	if !ok || !belenios.Ed25519().Equal(belenios.Power(belenios.Ed25519(), secret), ts[0].Single.Key) {
		t.Fatalf("the key is not that of %s", made.Secret)
	}
	h := &hall{secret: secret, trustees: ts}
	h.seal(t, belenios.Ed25519(), 3, []belenios.Question{{Answers: []string{"An", "Bình", "Cường"}, Max: 2, Question: "?"}})
	cases := []voteCase{{h.credentials[0], [][]int{{1, 0, 1}}}, {h.credentials[2], [][]int{{0, 0, 1}}}}
	raw := h.archive(t, h.vote(b, cases...), func(soFar []byte) string {
		return work[string](b, "decrypt", map[string]any{"name": b.put(soFar), "secret": made.Secret})
	})
	report, err := belenios.Verify(bytes.NewReader(raw), int64(len(raw)), belenios.Options{})
	must(t, err)
	if got, want := string(report.Result.JSON()), sumOf(h.e, cases); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// ring is a threshold group whose members are browsers and whose server is this
// test: it only relays.
type ring struct {
	b         *bench
	threshold int
	seeds     []string
	certs     []string
	dealings  []string
}

func newRing(b *bench, threshold, size int) *ring {
	r := &ring{b: b, threshold: threshold}
	for i := range size {
		m := work[struct{ Seed, Cert string }](b, "cert", map[string]any{"threshold": threshold, "index": i + 1, "size": size})
		r.seeds, r.certs = append(r.seeds, m.Seed), append(r.certs, m.Cert)
	}
	for i := range size {
		r.dealings = append(r.dealings, work[string](b, "deal", r.member(i)))
	}
	return r
}

func (r *ring) member(i int) map[string]any {
	return map[string]any{"seed": r.seeds[i], "threshold": r.threshold, "certs": r.certs}
}

func (r *ring) ceremony(t testing.TB) (belenios.Ceremony, []belenios.Dealing) {
	c := belenios.Ceremony{Threshold: r.threshold}
	var dealings []belenios.Dealing
	for i := range r.certs {
		s, err := belenios.ParseSigned(belenios.Ed25519(), []byte(r.certs[i]))
		must(t, err)
		d, err := belenios.ParseDealing(belenios.Ed25519(), []byte(r.dealings[i]))
		must(t, err)
		c.Certs, dealings = append(c.Certs, s), append(dealings, *d)
	}
	return c, dealings
}

type finished struct{ Message, Key, Kind string }

func (r *ring) finish(i int, input string) finished {
	in := r.member(i)
	in["input"] = input
	return work[finished](r.b, "finish", in)
}

// Two of three browsers decrypt what the three made a key for; nobody learns
// another's share, and the server verifies every message.
func TestBrowserTrusteesByThreshold(t *testing.T) {
	g, b := belenios.Ed25519(), newBench(t)
	r := newRing(b, 2, 3)
	c, dealings := r.ceremony(t)
	inputs := belenios.Inputs(dealings)
	var outputs []belenios.Output
	for i := range inputs {
		f := r.finish(i, string(inputs[i].JSON()))
		o, err := belenios.ParseOutput(g, []byte(f.Message))
		if err != nil {
			t.Fatalf("member %d: %v %s", i+1, err, f.Kind)
		}
		outputs = append(outputs, *o)
	}
	outcome, err := c.Assemble(g, dealings, outputs)
	must(t, err)
	h := &hall{trustees: belenios.Trustees{{Pedersen: outcome}}}
	h.seal(t, g, 3, []belenios.Question{{Answers: []string{"An", "Bình"}, Blank: true, Min: 1, Max: 1, Question: "?"}})
	cases := []voteCase{{h.credentials[0], [][]int{{0, 0, 1}}}, {h.credentials[1], [][]int{{1, 0, 0}}}, {h.credentials[2], [][]int{{0, 0, 1}}}}
	ballots := h.vote(b, cases...)
	soFar := h.archive(t, ballots, nil)
	for _, who := range [][]int{{1, 3}, {2, 3}} {
		raw := r.result(t, h, soFar, outputs, who)
		report, err := belenios.Verify(bytes.NewReader(raw), int64(len(raw)), belenios.Options{})
		must(t, err)
		if got, want := string(report.Result.JSON()), sumOf(h.e, cases); got != want {
			t.Errorf("%v: %s, want %s", who, got, want)
		}
		if v := work[[]struct{ Kind, Result string }](b, "verify", map[string]any{"names": []string{b.put(raw)}}); v[0].Kind != "" || v[0].Result == "" {
			t.Errorf("the browser refuses it: %v", v)
		}
	}
}

// result lets some members decrypt and closes the archive.
func (r *ring) result(t testing.TB, h *hall, soFar []byte, outputs []belenios.Output, who []int) []byte {
	t.Helper()
	var tail bytes.Buffer
	a, intact, err := belenios.Resume(&tail, bytes.NewReader(soFar), int64(len(soFar)))
	if err != nil || intact != int64(len(soFar)) {
		t.Fatalf("resume: %v", err)
	}
	report, err := belenios.Verify(bytes.NewReader(soFar), int64(len(soFar)), belenios.Options{})
	must(t, err)
	checked := map[int]*belenios.Decryption{}
	name := r.b.put(soFar)
	for _, owner := range who {
		raw := work[string](r.b, "decrypt", map[string]any{"name": name, "seed": r.seeds[owner-1], "kept": outputs[owner-1].Private})
		d, err := belenios.ParseDecryption(h.e.Group, []byte(raw))
		must(t, err)
		must(t, h.e.CheckDecryption(report.Tally, d, h.trustees.Owners()[owner-1]))
		must(t, a.Decryption(h.e.Group, owner, d))
		checked[owner] = d
	}
	res, err := h.e.Result(h.trustees, report.Tally, checked)
	must(t, err)
	must(t, a.Result(res))
	return append(bytes.Clone(soFar), tail.Bytes()...)
}

// A false server or a false member is found by the browser before it publishes.
func TestBrowserMemberRefusesFalseMessages(t *testing.T) {
	b := newBench(t)
	r, other := newRing(b, 2, 3), newRing(b, 2, 3)
	_, dealings := r.ceremony(t)
	in := belenios.Inputs(dealings)[0]
	if f := r.finish(0, string(in.JSON())); f.Kind != "" {
		t.Fatalf("the honest input is refused: %s", f.Kind)
	}
	_, strange := other.ceremony(t)
	swapped, foreign, short := in, in, in
	swapped.Secrets = []string{in.Secrets[1], in.Secrets[0], in.Secrets[2]}
	foreign.Coefficients = []belenios.Signed{in.Coefficients[0], strange[1].Coefficients, in.Coefficients[2]}
	short.Secrets = in.Secrets[:2]
	for name, x := range map[string]belenios.Input{"swapped secrets": swapped, "coefficients of another": foreign, "too few": short} {
		if f := r.finish(0, string(x.JSON())); f.Kind != string(belenios.BadTrustee) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	false1 := *r
	false1.certs = []string{r.certs[0], other.certs[1], r.certs[2]}
	if f := false1.finish(0, string(in.JSON())); f.Kind != string(belenios.BadTrustee) {
		t.Errorf("a certificate put in between: %+v", f)
	}
	false2 := *r
	false2.certs = other.certs
	if f := false2.finish(0, string(in.JSON())); f.Kind != string(belenios.BadTrustee) {
		t.Errorf("certificates of others: %+v", f)
	}
}

// Slips are shuffled: in many tries each order of three comes about as often.
func TestSlipsAreShuffled(t *testing.T) {
	const times = 3000
	seen := map[string]int{}
	for _, got := range work[[][]int](newBench(t), "shuffled", map[string]any{"n": 3, "times": times}) {
		seen[fmt.Sprint(got)]++
	}
	if len(seen) != 6 {
		t.Fatalf("orders %v", seen)
	}
	for order, n := range seen {
		if n < 380 || n > 620 { // 500 expected, deviation 20
			t.Errorf("%s comes %d times in %d", order, n, times)
		}
	}
}

// A ballot of seven candidates must not keep a voter waiting. The bound is
// generous: this machine is shared; the log tells the figure.
func TestEncryptionIsFast(t *testing.T) {
	b := newBench(t)
	var names []string
	for i := range 7 {
		names = append(names, fmt.Sprintf("Người thứ %d", i+1))
	}
	h := newHall(t, belenios.Ed25519(), 6, belenios.Question{Answers: names, Max: 5, Question: "?"})
	var cases []voteCase
	for _, c := range h.credentials {
		cases = append(cases, voteCase{c, [][]int{{1, 0, 1, 0, 1, 0, 0}}})
	}
	made := h.vote(b, cases...)
	var ms []float64
	for _, m := range made {
		ms = append(ms, m.MS)
	}
	first := ms[0]
	slices.Sort(ms)
	v := work[struct {
		MS      float64
		Ballots int
	}](b, "speed", map[string]any{"name": b.put(h.archive(t, made, nil))})
	t.Logf("first ballot %.0f ms, then %.0f ms; verified in %.0f ms a ballot on one core", first, ms[2], v.MS/float64(v.Ballots))
	if ms[2] > 3000 {
		t.Errorf("a ballot takes %.0f ms", ms[2])
	}
}

var shaLine = regexp.MustCompile(`^([0-9a-f]{64})  (\S+)$`)

// The list of hashes that people compare with is that of the scripts served.
func TestScriptHashesAreListed(t *testing.T) {
	list, err := os.ReadFile("static/urn.sha256.txt")
	must(t, err)
	var listed []string
	for line := range strings.Lines(string(list)) {
		m := shaLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			t.Fatalf("line %q", line)
		}
		raw, err := os.ReadFile("static/" + m[2])
		must(t, err)
		if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != m[1] {
			t.Errorf("%s is listed with another hash", m[2])
		}
		listed = append(listed, m[2])
	}
	if want := []string{"app.js", "urn-booth.js", "urn-officer.js", "urn-scan.js", "urn-trustee.js"}; !slices.Equal(listed, want) {
		t.Errorf("listed %v, want %v", listed, want)
	}
}

// Nothing of the secret ballot draws chance but from the browser's generator,
// evaluates text as code, or keeps a slip beyond the page.
func TestScriptsOfTheBallotAreTame(t *testing.T) {
	for _, name := range []string{"urn-booth.js", "urn-officer.js", "urn-trustee.js"} {
		raw, err := os.ReadFile("static/" + name)
		must(t, err)
		for _, bad := range []string{"Math.random", "eval(", "new Function", "WebAssembly", "document.cookie", "sendBeacon", "innerHTML", "indexedDB"} {
			if bytes.Contains(raw, []byte(bad)) {
				t.Errorf("%s has %s", name, bad)
			}
		}
		if name != "urn-trustee.js" && bytes.Contains(raw, []byte("Storage")) {
			t.Errorf("%s stores something", name)
		}
	}
}

// The size of the booth is what a phone loads over a slow link before a vote.
func TestBoothIsSmall(t *testing.T) {
	info, err := os.Stat("static/urn-booth.js")
	must(t, err)
	if info.Size() > 60_000 {
		t.Errorf("%d bytes", info.Size())
	}
}
