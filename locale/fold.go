package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folds maps each rune below foldEnd to its base letter in lower case.
const foldEnd = 0x1F00

var folds = foldTable()

func foldTable() *[foldEnd]rune {
	var t [foldEnd]rune
	for r := range rune(foldEnd) {
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		t[r] = unicode.ToLower(base)
		if unicode.Is(unicode.Mn, r) {
			t[r] = -1
		}
	}
	for _, r := range "đĐðÐƉ" { // the last three are typed for Đ by mistake
		t[r] = 'd'
	}
	return &t
}

func foldRune(r rune) rune {
	switch {
	case r < foldEnd:
		return folds[r]
	case unicode.Is(unicode.Mn, r):
		return -1
	}
	return unicode.ToLower(r)
}

// Fold is the text in lower case without marks, đ as d. Each rune of the NFC
// text gives one rune, so offsets in runes serve to highlight; only a mark
// that belongs to no letter gives none.
func Fold(s string) string {
	return strings.Map(foldRune, norm.NFC.String(s))
}

// FoldSearch is Fold for comparing what people type with what is stored: y
// after a consonant or qu is i (quy chế = qui chế, kỹ = kĩ), and white space
// is one blank. The place of the tone mark (hóa, hoá) falls away by itself.
func FoldSearch(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	var before, last rune = ' ', ' ' // a blank first drops leading space
	for _, r := range Fold(s) {
		if unicode.IsSpace(r) {
			r = ' '
			if last == ' ' {
				continue
			}
		}
		if r == 'y' && (consonant(last) || before == 'q' && last == 'u') {
			r = 'i'
		}
		before, last = last, r
		out.WriteRune(r)
	}
	return strings.TrimSuffix(out.String(), " ")
}

func consonant(r rune) bool {
	return r >= 'b' && r <= 'z' && !strings.ContainsRune("eiouy", r)
}

// Upper is the text in capitals with all its marks, in NFC.
func Upper(s string) string { return strings.ToUpper(norm.NFC.String(s)) }
