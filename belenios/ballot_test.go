package belenios

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type keys struct {
	Credentials map[string]string `json:"private_credentials"`
	Details     []struct{ Voter, Credential, Secret, Public string }
	Trustees    []struct {
		Owner, Index   int
		Kind           string
		PrivateKey     string `json:"private_key"`
		Seed           string
		EncryptedShare string `json:"encrypted_share"`
	}
}

var samples = []string{"ed25519-single", "ed25519-threshold", "ed25519-blank-2q", "ed25519-weights",
	"belenios2048-single", "rfc3526-threshold", "tampered/base"}

func sample(t testing.TB, folder string) *Election {
	t.Helper()
	raw, err := os.ReadFile("testdata/vectors/" + folder + "/election.json")
	if err != nil {
		t.Fatal(err)
	}
	e, err := ParseElection(raw)
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	return e
}

func classOf(err error) Class {
	var f *Failure
	if err == nil {
		return ""
	}
	if !errors.As(err, &f) {
		return Class("untyped: " + err.Error())
	}
	return f.Class
}

// checked parses and checks a ballot whose credential is taken from itself.
func checked(e *Election, raw []byte) error {
	b, err := e.ParseBallot(raw)
	if err != nil {
		return err
	}
	credential, err := e.Group.Parse(b.Credential)
	if err != nil {
		return failed(UnknownCredential, "%v", err)
	}
	return e.Check(b, credential)
}

func TestElectionsReadAndWriteBack(t *testing.T) {
	for _, folder := range samples {
		e := sample(t, folder)
		if got := string(e.appendJSON(nil)); got != string(e.raw) {
			t.Errorf("%s:\n got %s\nwant %s", folder, got, e.raw)
		}
		var want struct {
			Fingerprint string `json:"fingerprint_base64"`
		}
		load(t, folder+"/expected.json", &want)
		if e.Fingerprint() != want.Fingerprint {
			t.Errorf("%s: fingerprint %s, want %s", folder, e.Fingerprint(), want.Fingerprint)
		}
	}
}

func TestTracedBallots(t *testing.T) {
	files, _ := filepath.Glob("testdata/vectors/trace/*.json")
	if len(files) != 4 {
		t.Fatal("traces are missing")
	}
	for _, file := range files {
		var trace struct {
			Ballot, Tracker string
		}
		load(t, "trace/"+filepath.Base(file), &trace)
		folder, _, _ := strings.Cut(filepath.Base(file), "-ballot")
		e := sample(t, folder)
		if err := checked(e, []byte(trace.Ballot)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		b, _ := e.ParseBallot([]byte(trace.Ballot))
		if b.Tracker() != trace.Tracker {
			t.Errorf("%s: tracker %s, want %s", file, b.Tracker(), trace.Tracker)
		}
		_, signature, _ := strings.Cut(trace.Ballot, `,"signature":`)
		if got := string(e.appendUnsigned(nil, b)); got[:len(got)-1]+`,"signature":`+signature != trace.Ballot {
			t.Errorf("%s: written differently", file)
		}
	}
}

// rows are all kinds of votes: nobody, as many as allowed, and blank.
func rows(q Question) [][]int {
	few, many := make([]int, q.size()), make([]int, q.size())
	first := 0
	if q.Blank {
		first = 1
	}
	for i := range q.Min {
		few[first+i] = 1
	}
	for i := range q.Max {
		many[len(many)-1-i] = 1
	}
	list := [][]int{few, many}
	if q.Blank {
		blank := make([]int, q.size())
		blank[0] = 1
		list = append(list, blank)
	}
	return list
}

func TestOwnBallotsPass(t *testing.T) {
	for _, folder := range samples {
		e := sample(t, folder)
		for k := range rows(e.Questions[0]) {
			var choice [][]int
			for _, q := range e.Questions {
				all := rows(q)
				choice = append(choice, all[k%len(all)])
			}
			raw, err := e.Vote(rand.Reader, "HsqB3-YduDbL-3oKu1-XuaYQ8", choice)
			if err != nil {
				t.Fatalf("%s %v: %v", folder, choice, err)
			}
			if err := checked(e, raw); err != nil {
				t.Errorf("%s %v: %v", folder, choice, err)
			}
			if 3*len(raw) < e.maxBallot() || len(raw) > e.maxBallot() {
				t.Errorf("%s: limit %d for a ballot of %d bytes", folder, e.maxBallot(), len(raw))
			}
		}
	}
}

func TestForbiddenChoicesAreNotMade(t *testing.T) {
	e := sample(t, "ed25519-blank-2q")
	for _, choice := range [][][]int{
		nil, {{0, 1, 0, 0, 0, 0}}, {{0, 0, 0, 0, 0, 0}, {0, 0, 0}}, {{1, 1, 0, 0, 0, 0}, {0, 0, 0}},
		{{0, 1, 1, 1, 1, 0}, {0, 0, 0}}, {{0, 2, 0, 0, 0, 0}, {0, 0, 0}}, {{0, 1, 0, 0, 0, 0}, {1, 1, 0}},
		{{0, -1, 1, 1, 0, 0}, {0, 0, 0}}, {{1, 0, 0, 0, 0, 0, 0}, {0, 0, 0}},
	} {
		if _, err := e.Vote(rand.Reader, "HsqB3-YduDbL-3oKu1-XuaYQ8", choice); !errors.Is(err, ErrChoice) {
			t.Errorf("%v: %v", choice, err)
		}
	}
}

// Each edit of an honest ballot must be refused with its own class.
func TestEditedBallots(t *testing.T) {
	var trace struct{ Ballot string }
	load(t, "trace/ed25519-single-ballot0.json", &trace)
	e := sample(t, "ed25519-single")
	edit := func(old, new string) string { return strings.Replace(trace.Ballot, old, new, 1) }
	big := strings.Repeat(" ", e.maxBallot()) + trace.Ballot
	q := e.Group.Order().String()
	for name, c := range map[string]struct {
		raw  string
		want Class
	}{
		"honest":         {trace.Ballot, ""},
		"empty":          {"", NotCanonical},
		"too big":        {big, TooBig},
		"trailing":       {trace.Ballot + "\n", NotCanonical},
		"space":          {edit(`,"answers"`, `, "answers"`), NotCanonical},
		"other uuid":     {edit(e.UUID, "11111111111111"), OtherElection},
		"other hash":     {edit(`"election_hash":"`+e.phi[:4], `"election_hash":"AAAA`), OtherElection},
		"no answers":     {trace.Ballot[:strings.Index(trace.Ballot, `"answers":[`)+11] + "]" + trace.Ballot[strings.Index(trace.Ballot, `,"signature"`):], BadShape},
		"leading zero":   {edit(`"challenge":"`, `"challenge":"0`), BadScalar},
		"q as scalar":    {edit(`"response":"`, `"response":"`+q+`","x":"`), BadScalar},
		"negative":       {edit(`"response":"`, `"response":"-`), BadScalar},
		"escaped":        {edit(`"hash":"`, `"hash":"\u0041`), NotCanonical},
		"short point":    {edit(`"alpha":"`, `"alpha":"0`), BadPoint},
		"signature hash": {edit(`"signature":{"hash":"`, `"signature":{"hash":"A`), BadSignature},
		"unknown field":  {edit(`"credential":`, `"x":"y","credential":`), NotCanonical},
		"twice a field":  {edit(`"credential":`, `"credential":"a","credential":`), NotCanonical},
	} {
		if got := classOf(checked(e, []byte(c.raw))); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestElectionsThatAreRefused(t *testing.T) {
	raw, err := os.ReadFile("testdata/vectors/tampered/base/election.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		old, new string
		want     Class
	}{
		"honest":     {`"min":0`, `"min":0`, ""},
		"version":    {`"version":1`, `"version":2`, NotSupported},
		"group":      {`"group":"Ed25519"`, `"group":"Ed448"`, NotSupported},
		"type":       {`"questions":[{`, `"questions":[{"type":"Lists",`, NotSupported},
		"min":        {`"min":0`, `"min":3`, BadElection},
		"max":        {`"max":2`, `"max":5`, BadElection},
		"short uuid": {`"uuid":"6A`, `"uuid":"A`, BadElection},
		"odd uuid":   {`"uuid":"6`, `"uuid":"0`, BadElection},
		"language":   {`"uuid":"6AacxcUQePNEdh"`, `"uuid":"6AacxcUQePNEdh","language":["vi","up"]`, NotCanonical},
		"escape":     {`"name":"M`, `"name":"\u004d`, NotCanonical},
		"newline":    {`}],`, "}],\n", NotCanonical},
		"no answers": {`"answers":["`, `"answers":[],"x":["`, NotCanonical},
	} {
		changed := strings.Replace(string(raw), c.old, c.new, 1)
		if _, err := ParseElection([]byte(changed)); classOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
