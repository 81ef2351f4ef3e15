package lint

import (
	"embed"
	"strings"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/*.txt
var data embed.FS

var (
	onsets   = setOf("onsets")   // b, ngh, qu
	rimes    = setOf("rimes")    // a, ương
	starts   = setOf("starts")   // syllables without onset
	units    = setOf("units")    // may follow a number at once
	foreign  = setOf("foreign")  // words of other origin
	function = setOf("function") // belong to no compound
	dangling = setOf("dangling") // lead on
	repeats  = setOf("repeats")  // doubled on purpose
	links    = setOf("links")    // end one compound and begin another
)

// lines are those of a table, without remarks.
func lines(table string) []string {
	b, err := data.ReadFile("data/" + table + ".txt")
	if err != nil {
		panic(err) // embedded at build time
	}
	var out []string
	for line := range strings.Lines(norm.NFC.String(string(b))) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// setOf holds the words of a table; a line with bars holds phrases.
func setOf(table string) map[string]bool {
	set := map[string]bool{}
	for _, line := range lines(table) {
		parts := strings.Fields(line)
		if strings.Contains(line, "|") {
			parts = strings.Split(line, " | ")
		}
		for _, p := range parts {
			set[p] = true
		}
	}
	return set
}
