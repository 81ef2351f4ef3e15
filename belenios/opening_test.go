package belenios

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// opened makes a ballot from known randomness and the file that opens it.
func opened(t testing.TB, e *Election, credential string, choice [][]int) map[string]any {
	t.Helper()
	var seed [32]byte
	copy(seed[:], "một lá phiếu được mở")
	raw, err := e.Vote(rand.NewChaCha8(seed), credential, choice)
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.ParseBallot(raw)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{"audit": 1, "tracker": b.Tracker(), "choice": choice, "randomness": drawnFor(t, e, rand.NewChaCha8(seed), b), "ballot": json.RawMessage(raw)}
}

// drawnFor finds what was drawn for each ciphertext among all that was drawn.
func drawnFor(t testing.TB, e *Election, random io.Reader, b *Ballot) (out [][]string) {
	t.Helper()
	by := map[string]string{}
	for range 200 {
		r, err := RandomExponent(e.Group, random)
		if err != nil {
			t.Fatal(err)
		}
		by[Text(e.Group, Power(e.Group, r))] = r.String()
	}
	for i, a := range b.Answers {
		out = append(out, nil)
		for _, c := range a.Choices {
			out[i] = append(out[i], by[Text(e.Group, c.Alpha)])
		}
	}
	return out
}

func written(t testing.TB, file map[string]any) []byte {
	t.Helper()
	raw, err := json.MarshalIndent(file, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func tryOpening(e *Election, raw []byte) error {
	o, err := ParseOpening(e.Group, raw)
	if err != nil {
		return err
	}
	return e.CheckOpening(o)
}

const anyCredential = "AAAAA-BBBBBB-CCCCC-DDDDDD"

// An opened ballot passes when it holds the choice; whatever is changed in the
// file is found and named.
func TestOpenedBallots(t *testing.T) {
	e := sample(t, "ed25519-blank-2q")
	choice := allowedChoice(e)
	base := opened(t, e, anyCredential, choice)
	if err := tryOpening(e, written(t, base)); err != nil {
		t.Fatalf("a true opening is refused: %v", err)
	}
	ballot := string(base["ballot"].(json.RawMessage))
	cases := map[string]struct {
		field string
		value any
		class Class
	}{
		"another choice":     {"choice", flipped(choice), WrongOpening},
		"a question less":    {"choice", choice[:1], WrongOpening},
		"two for one":        {"choice", [][]int{{2, 0, 0}, {1}}, WrongOpening},
		"another tracker":    {"tracker", strings.Repeat("A", 43), WrongTracker},
		"other randomness":   {"randomness", other(base["randomness"].([][]string)), WrongOpening},
		"randomness above q": {"randomness", [][]string{{strings.Repeat("9", 90)}}, BadScalar},
		"randomness 007":     {"randomness", [][]string{{"007"}}, BadScalar},
		"another version":    {"audit", 2, BadOpening},
		"no ballot":          {"ballot", nil, NotCanonical},
		"a longer ballot":    {"ballot", json.RawMessage(strings.Replace(ballot, `{"election_uuid"`, `{"more":1,"election_uuid"`, 1)), NotCanonical},
		"another election's": {"ballot", json.RawMessage(strings.Replace(ballot, e.UUID, "AAAAAAAAAAAAAA", 1)), OtherElection},
		"a field more":       {"more", 1, BadOpening},
	}
	for what, c := range cases {
		file := map[string]any{}
		for k, v := range base {
			file[k] = v
		}
		file[c.field] = c.value
		if got := classOf(tryOpening(e, written(t, file))); got != c.class {
			t.Errorf("%s: %q, want %q", what, got, c.class)
		}
	}
	if got := classOf(tryOpening(e, bytes.Repeat([]byte(" "), MaxOpening+1))); got != TooBig {
		t.Errorf("too long: %q", got)
	}
	at := strings.Index(ballot, `"challenge":"`) + len(`"challenge":"`) + 5
	forged := ballot[:at] + string('0'+(ballot[at]-'0'+1)%10) + ballot[at+1:]
	b, err := e.ParseBallot([]byte(forged))
	if err != nil {
		t.Fatal(err)
	}
	base["ballot"], base["tracker"] = json.RawMessage(forged), b.Tracker()
	if got := classOf(tryOpening(e, written(t, base))); got != ForgedProof {
		t.Errorf("forged: %q", got)
	}
}

func allowedChoice(e *Election) (out [][]int) {
	for _, q := range e.Questions {
		row := make([]int, q.size())
		for i := range max(q.Min, 1) {
			row[len(row)-1-i] = 1
		}
		out = append(out, row)
	}
	return out
}

// flipped is another allowed choice: the one chosen moves.
func flipped(choice [][]int) (out [][]int) {
	for _, row := range choice {
		out = append(out, append(append([]int{}, row[1:]...), row[0]))
	}
	return out
}

func other(r [][]string) (out [][]string) {
	for _, row := range r {
		next := append([]string{}, row...)
		next[0] = fmt.Sprint(len(next) + 1)
		out = append(out, next)
	}
	return out
}

// FuzzOpening: no file opens a ballot as two choices.
func FuzzOpening(f *testing.F) {
	e := sample(f, "ed25519-blank-2q")
	choice := allowedChoice(e)
	true1 := opened(f, e, anyCredential, choice)
	f.Add(written(f, true1))
	f.Add([]byte(`{"audit":1,"ballot":null}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		o, err := ParseOpening(e.Group, raw)
		if err != nil || e.CheckOpening(o) != nil {
			return
		}
		if o.Tracker == true1["tracker"] && fmt.Sprint(o.Choice) != fmt.Sprint(choice) {
			t.Errorf("the same ballot opens as %v and %v", choice, o.Choice)
		}
	})
}
