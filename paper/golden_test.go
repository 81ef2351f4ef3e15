package paper_test

import (
	"regexp"
	"strings"
	"testing"

	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/paper"
	"hoinghi/store/storetest"
)

var journalHash = regexp.MustCompile(`[0-9a-f]{64}`)

// shown is a draft as a golden keeps it: the text, what is missing, the figures
// with their tables.
func shown(d paper.Draft) string {
	var b strings.Builder
	b.WriteString(journalHash.ReplaceAllString(document.Text(d.Paper), "(SHA-256)"))
	for _, m := range d.Missing {
		b.WriteString("missing: " + m + "\n")
	}
	for _, s := range d.Sources {
		b.WriteString("source: " + s.What + " = " + s.Figure + " of " + s.Record + "\n")
	}
	return b.String()
}

// Every paper, of a conference that was held and of one of which nothing is
// known yet. No text lacks its words or an argument.
func TestGoldens(t *testing.T) {
	full, empty := held(t, storetest.SQLite(t), 24), bare(t, storetest.SQLite(t))
	for _, k := range paper.Kinds() {
		for folder, h := range map[string]*hall{"held": full, "bare": empty} {
			got := shown(h.make(k.Key))
			if strings.Contains(got, "%!") || strings.Contains(got, "⟦") {
				t.Errorf("%s: a text without its words or arguments:\n%s", k.Key, got)
			}
			documenttest.Golden(t, folder+"/"+k.Key+".txt", got)
		}
	}
}

// Where the record is silent the paper says so and names what is missing.
func TestGaps(t *testing.T) {
	h := bare(t, storetest.SQLite(t))
	for _, k := range paper.Kinds() {
		d := h.make(k.Key)
		if len(d.Missing) == 0 {
			t.Errorf("%s of an empty record lacks nothing", k.Key)
		}
		for _, s := range d.Sources {
			if len(s.Rows) == 0 && s.Figure != "00" {
				t.Errorf("%s: %s = %q comes from no row", k.Key, s.What, s.Figure)
			}
		}
	}
}
