package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Encoding is how a text was written before it became Unicode.
type Encoding string

// The encodings. A text of plain ASCII counts as UTF8.
const (
	UTF8        Encoding = "UTF-8"
	UTF16LE     Encoding = "UTF-16LE"
	UTF16BE     Encoding = "UTF-16BE"
	Windows1258 Encoding = "Windows-1258"
	TCVN3       Encoding = "TCVN3 (ABC)"
	VNI         Encoding = "VNI"
	Ambiguous   Encoding = "ambiguous" // could be more than one; left as it was
)

// Mended is a text and what it was written in.
type Mended struct {
	Text string
	Was  Encoding
}

// Mend gives back text that was typed in an old font (TCVN3 or VNI) and came
// over as Latin-1, as cells of old workbooks do: "NguyÔn V¨n An" or
// "Nguyeãn Vaên An". It changes a text only when its words are no Vietnamese
// as they stand, are Vietnamese in exactly one of the two, and no letter is
// beyond Latin-1. A lone short word often leaves doubt: use MendAll.
//
// TCVN3 has no capitals with a tone, so "¸nh" is ánh where a name wants Ánh;
// TitleName helps. A text all in capitals is made so again.
func Mend(s string) (string, Encoding) {
	enc := judge([]string{s})
	return convert(s, enc), enc
}

// MendAll mends the cells of one column, which help each other: "Tó" may be
// right, but under "NguyÔn" it is Tú. When a cell holds letters that no old
// font has, the column is of mixed origin and each cell is judged alone.
func MendAll(cells []string) []Mended {
	mended := make([]Mended, len(cells))
	column := judge(cells)
	for i, cell := range cells {
		switch {
		case !marked(cell):
			mended[i] = Mended{cell, UTF8}
		case old(column):
			mended[i] = Mended{convert(cell, column), column}
		default:
			text, enc := Mend(cell)
			mended[i] = Mended{text, enc}
		}
	}
	return mended
}

func old(enc Encoding) bool { return enc == TCVN3 || enc == VNI }

// modern reports letters or marks that Latin-1 does not have.
func modern(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r > unicode.MaxLatin1 && (unicode.IsLetter(r) || unicode.IsMark(r))
	})
}

func marked(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r > 0xA0 && r <= unicode.MaxLatin1 })
}

// words cuts a text at everything that is in no word of an old font.
func words(s string) []string {
	return strings.FieldsFunc(s, apart)
}

func apart(r rune) bool {
	if r <= unicode.MaxASCII {
		return !unicode.IsLetter(r)
	}
	if r > unicode.MaxLatin1 {
		return !unicode.IsLetter(r) && !unicode.IsMark(r)
	}
	return r <= 0xA0 || strings.ContainsRune("¯°±²³´º¿", r)
}

// tally counts how the words of a text stand in one reading.
type tally struct{ good, bad, strong int }

// holds reports that nearly every word is Vietnamese, one of them surely.
func (t tally) holds() bool { return t.strong > 0 && t.bad*10 <= t.good+t.bad }

func (t *tally) add(raw, text string, ok bool) {
	switch {
	case utf8.RuneCountInString(raw) == 1: // a sign such as § or the word ở: no witness
	case ok && sane(text) && syllable(text, true):
		t.good++
		if telling(raw) {
			t.strong++
		}
	case !ok || !abbreviation(text):
		t.bad++
	}
}

// telling words are long, or have a sign where Latin-1 has no letter ("Hµ",
// but not "µm").
func telling(raw string) bool {
	sign := strings.ContainsFunc(raw, func(r rune) bool {
		return r > 0xA0 && r < 0xC0 || r == '×' || r == '÷'
	})
	return utf8.RuneCountInString(raw) > 2 || sign && raw[0] <= unicode.MaxASCII
}

// judge says which old font the texts were typed in, if all of them were.
func judge(texts []string) Encoding {
	var plain int // words that are wrong as they stand
	var tcvn3, vni tally
	for _, text := range texts {
		if modern(text) {
			return UTF8
		}
		for _, word := range words(text) {
			if !marked(word) {
				continue
			}
			if !standing(word) {
				plain++
			}
			read, ok := fromTCVN3(word)
			tcvn3.add(word, read, ok)
			read, ok = fromVNI(word)
			vni.add(word, read, ok)
		}
	}
	switch a, b := tcvn3.holds(), vni.holds(); {
	case plain == 0 || !a && !b:
		return UTF8
	case a && b:
		return Ambiguous
	case a:
		return TCVN3
	}
	return VNI
}

// standing reports that a word may be right as it is: a Vietnamese syllable of
// Latin-1 letters in a sane case (ð often stands for đ), or a single sign.
func standing(word string) bool {
	if utf8.RuneCountInString(word) == 1 {
		return true
	}
	return sane(word) && syllable(strings.ReplaceAll(strings.ToLower(word), "ð", "đ"), false)
}

// sane reports a word all in capitals, or small after its first letter.
func sane(word string) bool {
	_, n := utf8.DecodeRuneInString(word)
	return word == strings.ToUpper(word) || word[n:] == strings.ToLower(word[n:])
}

// convert reads a text as an old font shows it; words that the font cannot
// have, such as m², stay.
func convert(s string, enc Encoding) string {
	var read decoder
	switch enc {
	case TCVN3:
		read = fromTCVN3
	case VNI:
		read = fromVNI
	default:
		return s
	}
	var out strings.Builder
	for len(s) > 0 {
		end := strings.IndexFunc(s, apart)
		if end < 0 {
			end = len(s)
		}
		if text, ok := read(s[:end]); ok {
			out.WriteString(text)
		} else {
			out.WriteString(s[:end])
		}
		_, gap := utf8.DecodeRuneInString(s[end:])
		out.WriteString(s[end : end+gap])
		s = s[end+gap:]
	}
	if enc == TCVN3 {
		return raise(out.String())
	}
	return out.String()
}

// raise makes capitals of the toned letters in a text that has no other small
// letter and a word in capitals: NGUYỄN VŨ.
func raise(s string) string {
	capitals := false
	for _, word := range words(s) {
		if small(word) {
			return s
		}
		capitals = capitals || shouted(word)
	}
	if !capitals {
		return s
	}
	return strings.ToUpper(s)
}

// shouted reports a word of two capitals or more and no letter that could
// have been one and is not.
func shouted(word string) bool {
	capitals := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1 && !small(word)
}

// small reports a small letter that TCVN3 has as a capital too.
func small(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool {
		_, tone, _ := untone(string(r))
		return unicode.IsLower(r) && tone == 0
	})
}
