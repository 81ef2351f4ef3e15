package locale

import (
	"encoding/hex"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Name is a person's name in its parts; Middle may be several words.
type Name struct{ Family, Middle, Given string }

// SplitName takes a full name in Vietnamese order apart: the first word is
// the family name, the last the given name; a single word is the given name.
// Names all in capitals or all in small letters are put right by TitleName.
func SplitName(full string) Name {
	words := strings.Fields(norm.NFC.String(full))
	if joined := strings.Join(words, " "); oneCase(joined) {
		words = strings.Fields(TitleName(joined))
	}
	last := len(words) - 1
	switch {
	case last < 0:
		return Name{}
	case last == 0:
		return Name{Given: words[0]}
	}
	return Name{words[0], strings.Join(words[1:last], " "), words[last]}
}

// Full joins the parts in Vietnamese order with single blanks.
func (n Name) Full() string {
	return strings.Join(strings.Fields(n.Family+" "+n.Middle+" "+n.Given), " ")
}

func oneCase(s string) bool {
	return s == strings.ToUpper(s) || s == strings.ToLower(s)
}

// TitleName writes each word with a capital and the rest small, also after a
// hyphen or an apostrophe (H'Hen), with single blanks and in NFC.
func TitleName(s string) string {
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	first := true
	return strings.Map(func(r rune) rune {
		now := first
		first = strings.ContainsRune(" -'’.", r)
		if now {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

// sorters is a pool because a Collator serves one goroutine at a time.
var sorters = sync.Pool{New: func() any { return &sorter{c: collate.New(language.Vietnamese)} }}

type sorter struct {
	c   *collate.Collator
	buf collate.Buffer
}

// SortKey orders people by given name, then family name, then middle name,
// each compared wholly (letters, then tones) by the Vietnamese alphabet. It
// is hexadecimal text whose byte order is that order on any engine.
func SortKey(n Name) string {
	s := sorters.Get().(*sorter)
	defer sorters.Put(s)
	var room [128]byte // most keys fit
	key := room[:0]
	for i, part := range []string{n.Given, n.Family, n.Middle} {
		if i > 0 {
			key = append(key, 0, 0, 0) // below any weight: the shorter part first
		}
		s.buf.Reset()
		key = append(key, s.c.KeyFromString(&s.buf, part)...)
	}
	return hex.EncodeToString(key)
}
