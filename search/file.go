package search

import (
	"encoding/binary"
	"maps"
	"slices"

	"hoinghi/store"
)

// Change is what becomes of one text.
type Change struct {
	Number        int64    // from 1; the room gives them
	Before, After []string // its terms as they were filed, and as they are
	Hour          int64    // by which it is ordered; 0 for one that is not to be found
}

// Filing collects changes, so that the texts of one unit of work write each
// row once.
type Filing struct {
	words map[int64]map[string]map[int]bool // part, word, place: whether it has the word now
	hours map[int64]map[int]int64
}

// NewFiling begins one without changes.
func NewFiling() *Filing {
	return &Filing{words: map[int64]map[string]map[int]bool{}, hours: map[int64]map[int]int64{}}
}

// Note adds a change.
func (f *Filing) Note(c Change) {
	part, place := c.Number/partSize, int(c.Number%partSize)
	if f.words[part] == nil {
		f.words[part], f.hours[part] = map[string]map[int]bool{}, map[int]int64{}
	}
	f.hours[part][place] = c.Hour
	known := map[string]bool{}
	for _, w := range c.Before {
		known[w] = true
	}
	for _, w := range c.After {
		if !known[w] {
			f.note(part, w, place, true)
		}
		delete(known, w)
	}
	for w := range known {
		f.note(part, w, place, false)
	}
}

func (f *Filing) note(part int64, word string, place int, in bool) {
	m := f.words[part]
	if m[word] == nil {
		m[word] = map[int]bool{}
	}
	m[word][place] = in
}

// Write puts the changes into the record. Rights are the room's to ask.
func (f *Filing) Write(tx *store.Tx) error {
	for _, part := range slices.Sorted(maps.Keys(f.words)) {
		words := slices.Sorted(maps.Keys(f.words[part]))
		for some := range slices.Chunk(words, wordsAtOnce) {
			if err := f.writeWords(tx, part, some); err != nil {
				return err
			}
		}
		if err := f.writeHours(tx, part); err != nil {
			return err
		}
	}
	return nil
}

func (f *Filing) writeWords(tx *store.Tx, part int64, words []string) error {
	old, err := wordsOfPart(tx, part, words)
	if err != nil {
		return err
	}
	sets := map[string]set{}
	for _, r := range old {
		sets[r.word] = unpacked(r.texts)
	}
	rows := make([]wordRow, len(words))
	for i, w := range words {
		s := sets[w]
		for place, in := range f.words[part][w] {
			s.put(place, in)
		}
		rows[i] = wordRow{w, part, s.packed()}
	}
	return putWords(tx, rows)
}

func (f *Filing) writeHours(tx *store.Tx, part int64) error {
	old, err := partRows(tx, part, part)
	if err != nil {
		return err
	}
	var b []byte
	if len(old) > 0 {
		b = old[0].hours
	}
	for place, hour := range f.hours[part] {
		if short := 8*(place+1) - len(b); short > 0 {
			b = append(b, make([]byte, short)...)
		}
		binary.BigEndian.PutUint64(b[8*place:], uint64(hour))
	}
	return putPart(tx, partRow{part, b})
}

// hourOf is when the article at a place is before the public; 0 when it is not.
func hourOf(hours []byte, place int) int64 {
	if len(hours) < 8*(place+1) {
		return 0
	}
	return int64(binary.BigEndian.Uint64(hours[8*place:]))
}
