// Package lint finds what is mistyped in Vietnamese official prose: doubled
// and glued words, blanks, the place of the tone mark, set phrases,
// punctuation and marks that are not composed.
//
// It would rather miss a slip than accuse a right word: names, foreign words,
// addresses, abbreviations and document symbols are left alone. A finding
// offers a mend and changes nothing. The package is pure, and every function
// may be called from many goroutines. What it knows of the language are the
// tables in data/.
package lint

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind is what is wrong; lint.<kind> is the key of its name.
type Kind string

// The kinds.
const (
	Doubled     Kind = "doubled"     // và và; hội nghị hội nghị
	Glued       Kind = "glued"       // tậpthể, 2023và
	Space       Kind = "space"       // two blanks, or none at a bracket
	Tone        Kind = "tone"        // hoá among hóa; qúy
	Phrase      Kind = "phrase"      // a set phrase with a slip
	Punctuation Kind = "punctuation" // blank before a comma, none after, two of them
	NFD         Kind = "nfd"         // letters with loose marks, which searches miss
)

// keys: lint.*

// Finding is one defect.
type Finding struct {
	Kind   Kind   `json:"kind"`
	Line   int    `json:"line"`   // from 1
	Column int    `json:"column"` // in runes, from 1
	Offset int    `json:"offset"` // in bytes
	Text   string `json:"text"`   // as it stands at Offset
	Mend   string `json:"mend"`   // what could stand there instead
}

// Text gives the findings in the order of the text. Those of one place do not
// overlap, except that one of NFD covers a stretch of its line.
func Text(s string) []Finding {
	p := read(s)
	covered := make([]bool, len(s))
	var found []Finding
	for _, check := range []func(*prose) []Finding{phrases, doubled, glued, punctuation, spaces, tones} {
		for _, f := range check(p) {
			if place := covered[f.Offset : f.Offset+len(f.Text)]; !slices.Contains(place, true) {
				for i := range place {
					place[i] = true
				}
				found = append(found, f)
			}
		}
	}
	found = append(found, loose(s)...)
	slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Compare(a.Offset, b.Offset) })
	locate(s, found)
	return found
}

// locate counts on from the finding before, so that a long line is read once.
func locate(s string, found []Finding) {
	line, column, from := 1, 1, 0
	for i := range found {
		part := s[from:found[i].Offset]
		if last := strings.LastIndexByte(part, '\n'); last >= 0 {
			line, column = line+strings.Count(part, "\n"), 1
			part = part[last+1:]
		}
		column += utf8.RuneCountInString(part)
		from = found[i].Offset
		found[i].Line, found[i].Column = line, column
	}
}

// rounds bounds Mended: a mend may uncover a defect that it hid.
const rounds = 12

// Mended is the text with every mend accepted, for those who ask for that.
func Mended(s string) string {
	for range rounds {
		next := apply(s, Text(s))
		if next == s {
			break
		}
		s = next
	}
	return s
}

// apply takes the mends of NFD first, because they cover others.
func apply(s string, found []Finding) string {
	composing := slices.ContainsFunc(found, func(f Finding) bool { return f.Kind == NFD })
	var out strings.Builder
	from := 0
	for _, f := range found {
		if composing != (f.Kind == NFD) {
			continue
		}
		out.WriteString(s[from:f.Offset])
		out.WriteString(f.Mend)
		from = f.Offset + len(f.Text)
	}
	out.WriteString(s[from:])
	return out.String()
}
