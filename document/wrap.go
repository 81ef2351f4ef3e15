package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is what may not be broken: pieces of one or more styles and the gap
// before them. Lengths are twips.
type word struct {
	pieces []Run
	gap    int
	width  int
	cutOff bool // goes on in the next line
}

// setLine is one line of wrapped words; last ends a paragraph or line feed and
// is not stretched.
type setLine struct {
	words []word
	width int
	last  bool
}

// wrap breaks a paragraph into lines of a width.
func wrap(l *line, width int) []setLine {
	width -= l.left
	var out []setLine
	cur, room := setLine{}, width-l.first
	end := func(last bool) {
		cur.last = last
		out = append(out, cur)
		cur, room = setLine{}, width
	}
	for i, part := range splitDrawable(l.runs) {
		if i > 0 {
			end(true)
		}
		for _, w := range words(part, l.size) {
			if len(cur.words) == 0 {
				w.gap = 0
			} else if cur.width+w.gap+w.width > room {
				end(false)
				w.gap = 0
			}
			for w.width > room && w.divisible() {
				var head word
				head, w = w.cut(room, l.size)
				cur.add(head)
				end(false)
			}
			cur.add(w)
		}
	}
	end(true)
	return out
}

func (s *setLine) add(w word) {
	s.words = append(s.words, w)
	s.width += w.gap + w.width
}

// divisible reports whether a word has more than one letter.
func (w word) divisible() bool {
	if len(w.pieces) != 1 {
		return len(w.pieces) > 1
	}
	_, n := utf8.DecodeRuneInString(w.pieces[0].Text)
	return n < len(w.pieces[0].Text)
}

// cut parts a word that is wider than its line; the head has a letter at least.
func (w word) cut(room, size int) (head, tail word) {
	head.gap, head.cutOff = w.gap, true
	for i, p := range w.pieces {
		f := faceOf(p.Bold, p.Italic)
		for at, r := range p.Text {
			rw := f.textWidth(string(r), size)
			if head.width+rw > room && head.width > 0 {
				h, t := p, p
				h.Text, t.Text = p.Text[:at], p.Text[at:]
				if at > 0 {
					head.pieces = append(head.pieces, h)
				}
				tail.pieces = append([]Run{t}, w.pieces[i+1:]...)
				tail.width = w.width - head.width
				return head, tail
			}
			head.width += rw
		}
		head.pieces = append(head.pieces, p)
	}
	return head, tail
}

// words parts runs at their spaces.
func words(runs []Run, size int) []word {
	var out []word
	var cur word
	gap := 0
	flush := func() {
		if len(cur.pieces) > 0 {
			out = append(out, cur)
		}
		cur = word{}
	}
	for _, r := range runs {
		f := faceOf(r.Bold, r.Italic)
		for i, s := range strings.Split(r.Text, " ") {
			if i > 0 {
				flush()
				gap += f.textWidth(" ", size)
			}
			if s == "" {
				continue
			}
			if len(cur.pieces) == 0 {
				cur.gap, gap = gap, 0
			}
			r.Text = s
			cur.pieces = append(cur.pieces, r)
			cur.width += f.textWidth(s, size)
		}
	}
	flush()
	return out
}

// splitDrawable parts runs at line feeds and keeps what the font can draw.
func splitDrawable(runs []Run) [][]Run {
	parts := splitRuns(runs)
	for _, part := range parts {
		for i, r := range part {
			part[i].Text = drawable(faceOf(r.Bold, r.Italic), r.Text)
		}
	}
	return parts
}

var similar = map[rune]rune{'\u2010': '-', '\u2011': '-', '\u2212': '-', '\u202f': '\u00a0', '\u2009': ' ', '\u3000': ' '}

// drawable replaces what the font lacks: signs and emoji are dropped, letters of
// other scripts become a box.
func drawable(f *face, s string) string {
	s = strings.ReplaceAll(s, "\t", "\u00a0\u00a0\u00a0\u00a0")
	return strings.Map(func(r rune) rune {
		if f.has(r) {
			return r
		}
		if other, ok := similar[r]; ok {
			return other
		}
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return '□'
		}
		return -1
	}, s)
}
