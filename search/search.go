// Package search finds numbered texts by the words in them, however many there
// are: whole words, folded, that all stand in a text. Vietnamese writes each
// syllable as a word.
//
// A thousand numbers are a part; of each word and part one short row says which
// texts have it, so that a question is one look over some hundred rows, the
// same on both engines, and its count is exact. Rooms keep the texts.
package search

import (
	"cmp"
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"hoinghi/locale"
	"hoinghi/store"
)

const (
	partSize = 1024 // articles of a part; a row of bits is an eighth of it
	bitBytes = partSize / 8
	longWord = 40 // bytes of a word that count
)

// Words are the different words of a text as the search knows them.
func Words(text string) []string {
	found := map[string]bool{}
	for w := range strings.FieldsFuncSeq(locale.FoldSearch(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		found[shortened(w)] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func shortened(w string) string {
	if len(w) > longWord {
		return strings.ToValidUTF8(w[:longWord], "")
	}
	return w
}

// set is which articles of a part have a word.
type set [partSize / 64]uint64

func (s *set) put(place int, in bool) {
	if s[place/64] &^= 1 << (place % 64); in {
		s[place/64] |= 1 << (place % 64)
	}
}

// unpacked reads the form of the table: bits, or a list of places.
func unpacked(b []byte) (s set) {
	if len(b) == bitBytes {
		for i := range s {
			s[i] = binary.BigEndian.Uint64(b[8*i:])
		}
		return s
	}
	for ; len(b) >= 2; b = b[2:] {
		if place := int(binary.BigEndian.Uint16(b)); place < partSize {
			s.put(place, true)
		}
	}
	return s
}

func (s set) packed() []byte {
	n := 0
	for _, x := range s {
		n += bits.OnesCount64(x)
	}
	if 2*n >= bitBytes {
		b := make([]byte, 0, bitBytes)
		for _, x := range s {
			b = binary.BigEndian.AppendUint64(b, x)
		}
		return b
	}
	b := make([]byte, 0, 2*n)
	for place := range s.all {
		b = binary.BigEndian.AppendUint16(b, uint16(place))
	}
	return b
}

func (s set) all(yield func(int) bool) {
	for i, x := range s {
		for ; x != 0; x &= x - 1 {
			if !yield(64*i + bits.TrailingZeros64(x)) {
				return
			}
		}
	}
}

// hit is an article that was found, with its hour.
type hit struct{ number, hour int64 }

func newest(x, y hit) int {
	return cmp.Or(cmp.Compare(y.hour, x.hour), cmp.Compare(y.number, x.number))
}

// Ask is what is wanted: the texts that have all Words and whose hour is
// Within, but for one, the newest first.
type Ask struct {
	Words      []string // of Words, or terms that a room filed
	Within     func(hour int64) bool
	Except     int64 // a number; 0 for none
	From, Most int   // texts to skip, texts to give
}

// Find gives the numbers of a page, and how many there are over all pages. Of
// two of one hour the one with the larger number comes first. Anybody may ask:
// the room says in Within what the reader may see.
func Find(tx *store.Tx, a Ask) (page []int64, total int, err error) {
	found, err := matching(tx, a.Words)
	if err != nil || len(found) == 0 {
		return nil, 0, err
	}
	parts := slices.Sorted(maps.Keys(found))
	rows, err := partRows(tx, parts[0], parts[len(parts)-1])
	if err != nil {
		return nil, 0, err
	}
	best := top{most: a.From + a.Most}
	for _, r := range rows {
		for place := range found[r.part].all {
			h := hit{r.part*partSize + int64(place), hourOf(r.hours, place)}
			if h.hour != 0 && h.number != a.Except && a.Within(h.hour) {
				best.add(h)
			}
		}
	}
	best.trim()
	for _, h := range best.kept[min(a.From, len(best.kept)):] {
		page = append(page, h.number)
	}
	return page, best.total, nil
}

// matching are the articles that have all words, by part.
func matching(tx *store.Tx, words []string) (map[int64]set, error) {
	rows, err := wordRows(tx, words)
	found, seen := map[int64]set{}, map[int64]int{}
	for _, r := range rows {
		s := unpacked(r.texts)
		if old, ok := found[r.part]; ok {
			for i := range s {
				s[i] &= old[i]
			}
		}
		found[r.part] = s
		seen[r.part]++
	}
	maps.DeleteFunc(found, func(part int64, s set) bool { return seen[part] < len(words) || s == set{} })
	return found, err
}

// top keeps the newest of many hits without sorting all.
type top struct {
	most, total int
	kept        []hit
	last        hit // what must be beaten, once full is set
	full        bool
}

func (t *top) add(h hit) {
	t.total++
	if t.full && newest(h, t.last) > 0 {
		return
	}
	if t.kept = append(t.kept, h); len(t.kept) > 2*t.most+64 {
		t.trim()
	}
}

func (t *top) trim() {
	slices.SortFunc(t.kept, newest)
	if len(t.kept) > t.most {
		t.kept = t.kept[:t.most]
		if t.full = t.most > 0; t.full {
			t.last = t.kept[t.most-1]
		}
	}
}
