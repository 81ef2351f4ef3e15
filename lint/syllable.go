package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Vietnamese syllable is an onset, a rime and a tone, and there are few of
// each; the tables are data/onsets.txt and data/rimes.txt.
type syllable struct {
	onset, rime string // without tone
	tone        rune   // combining mark, 0 when level
	low         string // as it was written
}

// vowel is a vowel taken off its tone.
type vowel struct{ base, tone rune }

var vowels, toned = vowelTables()

func vowelTables() (map[rune]vowel, map[vowel]rune) {
	apart, whole := map[rune]vowel{}, map[vowel]rune{}
	for _, base := range "aăâeêioôơuưy" {
		for _, tone := range "\u0300\u0301\u0303\u0309\u0323" {
			r, _ := utf8.DecodeRuneInString(norm.NFC.String(string(base) + string(tone)))
			apart[r], whole[vowel{base, tone}] = vowel{base, tone}, r
		}
	}
	return apart, whole
}

// parse takes a word in small letters and NFC apart. It is lenient: it lets
// pass what is a slip of tone rather than no syllable.
func parse(low string) (syllable, bool) {
	if len(low) > 16 {
		return syllable{}, false
	}
	var tone rune
	bare := make([]byte, 0, 16)
	for _, r := range low {
		if v, ok := vowels[r]; ok {
			if tone != 0 {
				return syllable{}, false
			}
			r, tone = v.base, v.tone
		}
		bare = utf8.AppendRune(bare, r)
	}
	for n := min(3, len(bare)-1); n >= 0; n-- {
		if (n == 0 || onsets[string(bare[:n])]) && rimes[string(bare[n:])] {
			return syllable{string(bare[:n]), string(bare[n:]), tone, low}, true
		}
	}
	return syllable{}, false
}

// strict adds the rules of spelling: a stop has the tone sắc or nặng, k and gh
// stand before e, ê, i.
func (s syllable) strict() bool {
	first, _ := utf8.DecodeRuneInString(s.rime)
	last := s.rime[len(s.rime)-1]
	front := strings.ContainsRune("eêiy", first)
	if stop := strings.IndexByte("cpt", last) >= 0 || strings.HasSuffix(s.rime, "ch"); stop && s.tone != '\u0301' && s.tone != '\u0323' {
		return false
	}
	switch s.onset {
	case "p":
		return false
	case "c":
		return !front
	case "k", "gh", "ngh":
		return front
	case "g", "ng":
		return !front || first == 'i' && s.onset == "g"
	case "":
		return !strings.HasPrefix(s.rime, "iê")
	}
	return first != 'y' || s.rime == "y" || s.onset == "qu"
}

// written is the syllable with its tone mark in its place. The customs differ
// where oa, oe or uy end the syllable: hóa of old, hoá of late.
func (s syllable) written(newer bool) string {
	if s.tone == 0 {
		return s.low
	}
	at := place(s.rime, newer)
	var out strings.Builder
	out.WriteString(s.onset)
	for i, r := range s.rime {
		if i == at {
			r = toned[vowel{r, s.tone}]
		}
		out.WriteRune(r)
	}
	return out.String()
}

// place is the byte of a rime whose vowel bears the tone mark.
func place(rime string, newer bool) int {
	if at := strings.LastIndexAny(rime, "ăâêôơ"); at >= 0 {
		return at
	}
	if at := strings.IndexRune(rime, 'ư'); at >= 0 {
		return at
	}
	n := strings.IndexFunc(rime, func(r rune) bool { return !strings.ContainsRune("aeiouy", r) })
	closed := n >= 0
	if !closed {
		n = len(rime)
	}
	switch {
	case n == 1:
		return 0
	case closed:
		return n - 1
	case n == 3:
		return 1
	case newer && (rime == "oa" || rime == "oe" || rime == "uy"):
		return 1
	}
	return 0
}

// bears reports whether a word has a mark that a foreign word would not have.
func bears(low string) (marks, vietnamese bool) {
	for _, r := range low {
		if r <= unicode.MaxASCII {
			continue
		}
		marks = true
		if !strings.ContainsRune("àáâãèéêìíòóôõùúçñîûëïöüä", r) {
			vietnamese = true
		}
	}
	return marks, vietnamese
}

// like gives a word the capitals of another: HÓA, Hóa, hóa.
func like(low, model string) string {
	first, n := utf8.DecodeRuneInString(model)
	switch {
	case !unicode.IsUpper(first):
		return low
	case len(model) > n && model == strings.ToUpper(model):
		return strings.ToUpper(low)
	}
	r, n := utf8.DecodeRuneInString(low)
	return string(unicode.ToUpper(r)) + low[n:]
}
