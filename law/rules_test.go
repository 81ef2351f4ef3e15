package law_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"hoinghi/law"
)

var update = flag.Bool("update", false, "rewrite the tables in testdata")

// Each row of the research table is a rule of the book on its days, with the
// confidence it was given there.
func TestResearchTable(t *testing.T) {
	raw, err := os.ReadFile("testdata/rules.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		r, ok := law.Find(c[0])
		if !ok {
			t.Errorf("%s is not in the book", c[0])
			continue
		}
		for _, s := range differs(r, c[1], c[2], c[3]) {
			t.Errorf("%s: %s", c[0], s)
		}
	}
}

// differs says where a rule does not match the days and confidence of a row.
func differs(r law.Rule, from, to, conf string) (bad []string) {
	first, err := r.On(day(from))
	if err != nil {
		return []string{err.Error()}
	}
	if first.From != day(from) {
		bad = append(bad, "no entry starts on "+from)
	}
	if conf != "-" && !strings.Contains(conf, string(first.Conf)) {
		bad = append(bad, fmt.Sprintf("confidence %s on %s, want %s", first.Conf, from, conf))
	}
	end := r.Entries[len(r.Entries)-1].To
	if to == "" && !end.IsZero() {
		bad = append(bad, "is not open")
	}
	if to != "" && !slices.ContainsFunc(r.Entries, func(e law.Entry) bool { return e.To == day(to) }) {
		bad = append(bad, "no entry ends on "+to)
	}
	return bad
}

// The table of days: what ends and begins on each boundary day. Reading it
// beside the sources is the review of the book.
func TestDaysToRules(t *testing.T) {
	got := ""
	for _, d := range boundaries() {
		got += d.String() + "\n"
		before, after := inForce(d.AddDays(-1)), inForce(d)
		for _, id := range before {
			if !slices.Contains(after, id) {
				got += "  - " + id + "\n"
			}
		}
		for _, id := range after {
			if !slices.Contains(before, id) {
				got += "  + " + id + "\n"
			}
		}
	}
	compareGolden(t, "testdata/days.txt", got)
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs, rewrite it with -update after reading:\n%s", name, d)
	}
}

// boundaries lists the days on which any rule begins, and the days after any ends.
func boundaries() []law.Day {
	days := map[law.Day]bool{}
	for _, r := range law.Rules() {
		for _, e := range r.Entries {
			days[e.From] = true
			if !e.To.IsZero() {
				days[e.To.AddDays(1)] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(days), law.Day.Compare)
}

// inForce asks each rule, as a case would, for the value of a day.
func inForce(d law.Day) []string {
	var ids []string
	for _, r := range law.Rules() {
		if e, err := r.On(d); err == nil {
			ids = append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// The book as people read it: one line for each value.
func TestBook(t *testing.T) {
	got := ""
	for _, r := range law.Rules() {
		got += r.ID + " | " + r.Topic + " | " + r.Title + "\n"
		for _, e := range r.Entries {
			got += fmt.Sprintf("  %s..%s %s %s [%s]\n", e.From, e.To, e.Conf, e.Value, e.Cite)
		}
		for _, g := range r.Gaps {
			got += fmt.Sprintf("  %s..%s ? %s\n", g.From, g.To, g.Reason)
		}
	}
	compareGolden(t, "testdata/book.txt", got)
}
