package belenios

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// kept are elections that we made once and keep in testdata/ours; UPDATE=1 writes
// them anew.
var kept = []struct {
	file   string
	o      pollOptions
	owners []int
	slips  []slip
}{
	{"belenios2048-single", pollOptions{group: Belenios2048(), voters: 4, questions: twoQuestions, seed: 3}, []int{1}, keptSlips},
	{"belenios2048-threshold", pollOptions{group: Belenios2048(), voters: 4, threshold: 2, questions: twoQuestions, seed: 4}, []int{1, 4, 2}, keptSlips},
	{"rfc3526-single", pollOptions{group: RFC3526(), voters: 4, questions: twoQuestions, seed: 5}, []int{1}, keptSlips},
	{"ed25519-threshold", pollOptions{group: Ed25519(), voters: 4, threshold: 2, questions: twoQuestions, seed: 6}, []int{1, 2, 3}, keptSlips},
	{"ed25519-weights", pollOptions{group: Ed25519(), voters: 4, weights: []int64{1, 70}, questions: twoQuestions, seed: 7}, []int{1}, keptSlips},
}

var keptSlips = []slip{{0, [][]int{{1, 0, 0}, {1, 0, 1}}}, {1, [][]int{{0, 1, 1}, {0, 0, 0}}},
	{0, [][]int{{0, 0, 1}, {0, 1, 0}}}, {2, [][]int{{0, 1, 0}, {1, 0, 0}}}}

func keptFile(t *testing.T, folder string) (string, []byte) {
	t.Helper()
	files, _ := filepath.Glob("testdata/ours/" + folder + "/*.bel")
	if len(files) != 1 {
		t.Fatalf("%d archives in %s", len(files), folder)
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(files[0]), raw
}

// What we make from given randomness never changes, and stays valid.
func TestKeptArchives(t *testing.T) {
	for _, k := range kept {
		p := newPoll(t, k.o)
		raw, res := p.run(k.slips, k.owners...)
		if os.Getenv("UPDATE") != "" {
			dir := filepath.Join("testdata/ours", k.file)
			p.must(os.MkdirAll(dir, 0o755))
			p.must(os.WriteFile(filepath.Join(dir, p.e.UUID+".bel"), raw, 0o644))
		}
		name, before := keptFile(t, k.file)
		if !bytes.Equal(raw, before) {
			t.Errorf("%s is made differently now", k.file)
		}
		report, err := verify(before, Options{Name: name})
		if err != nil || string(report.Result.JSON()) != string(res.JSON()) || len(report.Notes) > 0 {
			t.Errorf("%s: %v", k.file, err)
		}
	}
}

// An independent program verifies what we made. Its version 2.0, in Debian 12,
// knows the finite-field groups only.
func TestAnotherProgramVerifiesOurs(t *testing.T) {
	tool, err := exec.LookPath("belenios-tool")
	if err != nil {
		t.Fatal("install the Debian package belenios-tool: this test needs a second opinion")
	}
	for _, k := range kept {
		if k.o.group == Ed25519() {
			continue
		}
		name, raw := keptFile(t, k.file)
		if out, err := opinion(t, tool, name, raw); err != nil || !strings.Contains(out, "all checks passed") {
			t.Errorf("%s: %v: %s", k.file, err, out)
		}
		a, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
		if err != nil {
			t.Fatal(err)
		}
		spoiled := rechain(t, a, func(h Hash, content []byte) []byte {
			if h == a.ballots[0].hash {
				return bytes.Replace(content, []byte(`"response":"1`), []byte(`"response":"2`), 1)
			}
			return content
		})
		if out, err := opinion(t, tool, name, spoiled); err == nil {
			t.Errorf("%s: it passes a spoiled ballot, so its word is worth nothing: %s", k.file, out)
		}
	}
}

func opinion(t *testing.T, tool, name string, raw []byte) (string, error) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), tool, "election", "verify", "--dir", dir).CombinedOutput()
	return string(out), err
}
