package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// items of the inventory: so many of each article.
var inventory = []int{33, 41, 39, 33, 48}

var coverageRow = regexp.MustCompile(`(?m)^\| (S\d-\d\d) \| ([^|]+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$`)

func TestCoverageListsEachItemOnce(t *testing.T) {
	var want, got []string
	for article, n := range inventory {
		for i := range n {
			want = append(want, fmt.Sprintf("S%d-%02d", article, i+1))
		}
	}
	for _, row := range coverageRows(t) {
		got = append(got, row[1])
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %d items, want %d: %v", len(got), len(want), got)
	}
}

// A proof is named with its package, exists, and, where it is the one of the
// examples, looks for that very item.
func TestCoverageNamesRealProofs(t *testing.T) {
	proofs := map[string]bool{}
	for _, x := range examples {
		for _, p := range x.proofs {
			for _, id := range strings.Fields(p.id) {
				proofs[id] = true
			}
		}
	}
	count := map[string]int{}
	for _, row := range coverageRows(t) {
		id, state, tests, room := row[1], row[3], strings.TrimSpace(row[4]), strings.TrimSpace(row[5])
		count[state]++
		if (state == "not yet") != (tests == "") || (state == "held") != (room == "") {
			t.Errorf("%s: %s, proof %q, room %q", id, state, tests, room)
		}
		if room != "" && !rooms[room] {
			t.Errorf("%s: no room %q", id, room)
		}
		for _, name := range strings.Split(tests, ", ") {
			if name != "" && !testExists(t, name) {
				t.Errorf("%s: there is no test %s", id, name)
			}
			if name == "cli.TestExamples" && !proofs[id] {
				t.Errorf("%s: the examples do not look for it", id)
			}
		}
	}
	body := coverage(t)
	sum := fmt.Sprintf("%d are held, %d are entered, %d are not there yet", count["held"], count["entered"], count["not yet"])
	if len(count) != 3 || !strings.Contains(body, sum) {
		t.Errorf("the page should say: %s", sum)
	}
}

// rooms are those that ARCHITECTURE.md draws.
var rooms = func() map[string]bool {
	out := map[string]bool{}
	body, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		return out
	}
	for line := range strings.Lines(string(body)) {
		if list, ok := strings.CutPrefix(line, "rooms: "); ok {
			for _, r := range strings.Fields(list) {
				out[r] = true
			}
		}
	}
	return out
}()

func coverage(t *testing.T) string {
	t.Helper()
	body, err := os.ReadFile("../docs/coverage.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func coverageRows(t *testing.T) [][]string {
	return coverageRow.FindAllStringSubmatch(coverage(t), -1)
}

func testExists(t *testing.T, name string) bool {
	t.Helper()
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return false
	}
	files, err := filepath.Glob("../" + name[:at] + "/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(files, func(f string) bool {
		body, err := os.ReadFile(f)
		return err == nil && strings.Contains(string(body), "\nfunc "+name[at+1:]+"(")
	})
}
