package kit_test

import (
	"strings"
	"testing"

	"hoinghi/belenios"
)

// The helpers of a trustee's page judge ballots as the page would; those that
// could not start are not waited for, and the page does their work.
func TestBrowserHelpers(t *testing.T) {
	b, h := newBench(t), newHall(t, belenios.Ed25519(), 2, belenios.Question{Answers: []string{"An", "Bình"}, Max: 2, Question: "?"})
	ballots := h.vote(b, voteCase{h.credentials[0], [][]int{{1, 0}}}, voteCase{h.credentials[1], [][]int{{1, 1}}})
	good := ballots[0].Raw
	at := strings.Index(good, `"challenge":"`) + len(`"challenge":"`) + 5
	forged := good[:at] + string('0'+(good[at]-'0'+1)%10) + good[at+1:]
	ask := func(script, ballot string) (wide int, said []string) {
		t.Helper()
		parsed, err := h.e.ParseBallot([]byte(good))
		must(t, err)
		out := work[struct {
			Wide int
			Said []string
		}](b, "pool", map[string]any{"script": script, "election": string(h.e.Raw()), "ballot": ballot, "credential": parsed.Credential})
		if out.Wide > 0 && len(out.Said) != 2*out.Wide {
			t.Fatalf("%s: %d answers of %d helpers", script, len(out.Said), out.Wide)
		}
		return out.Wide, out.Said
	}
	for _, c := range []struct{ what, script, ballot, want string }{
		{"a good ballot", "/helper.js", good, ""},
		{"a forged one", "/helper.js", forged, "forged-proof"},
		{"a helper that throws", "/broken.js", good, "broken"},
		{"a helper that is not there", "/none.js", good, "broken"},
	} {
		wide, said := ask(c.script, c.ballot)
		if wide != 2 {
			t.Fatalf("%d helpers, want 2", wide)
		}
		for i, got := range said {
			if got != c.want {
				t.Errorf("%s, question %d: %q, want %q", c.what, i+1, got, c.want)
			}
		}
	}
	name := b.put(h.archive(t, ballots, nil))
	for _, script := range []string{"/helper.js", "/broken.js"} {
		if r := work[struct {
			Kind    string
			Ballots int
		}](b, "whole", map[string]any{"script": script, "name": name}); r.Kind != "" || r.Ballots != 2 {
			t.Errorf("%s: %+v", script, r)
		}
	}
}
