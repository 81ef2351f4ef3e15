package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// glued finds words that run together: tậpthể, chíHoàng, 2023và, năm2023.
func glued(p *prose) (found []Finding) {
	for i := 0; i < len(p.tokens); i++ {
		if !p.wordLike(i) || !p.wordLike(i+1) && (p.tokens[i].isSyllable || p.tokens[i].kind == number) {
			continue
		}
		mend, end := p.ungluedRun(i)
		if first, last := p.tokens[i], p.tokens[end]; mend != p.s[first.start:last.end] {
			found = append(found, p.finding(Glued, i, end, mend))
		}
		i = end
	}
	return found
}

// ungluedRun parts the letters and digits from i to end, which touch.
func (p *prose) ungluedRun(i int) (mend string, end int) {
	var out strings.Builder
	for end = i; ; end++ {
		t := p.at(end)
		if t.kind == word {
			out.WriteString(unglue(p.text(t), t))
		} else {
			out.WriteString(p.text(t))
		}
		next := p.at(end + 1)
		if next.kind != word && next.kind != number {
			return out.String(), end
		}
		if t.kind == number && p.apart(next) || next.kind == number && t.kind == word && p.apart(t) {
			out.WriteByte(' ')
		}
	}
}

// apart reports whether a word may not touch a number: và, cho, but not km.
func (p *prose) apart(t token) bool {
	first := t.spelling
	if !t.isSyllable {
		whole, _, ok := strings.Cut(unglue(p.text(t), t), " ")
		if !ok {
			return false
		}
		first = spelled(whole)
	}
	n := utf8.RuneCountInString(first.low)
	if marks, _ := bears(first.low); marks {
		return n >= 2 && first.syl.strict()
	}
	upper := p.capital(t)
	return n >= 3 && !upper && !units[first.low] && first.syl.strict()
}

// unglue gives the words of a token with blanks between them; a token that is
// one word, a name or of another language stays as it is.
func unglue(w string, t token) string {
	if t.isSyllable || t.kind != word || len(w) > 64 || foreign[t.low] {
		return w
	}
	w = norm.NFC.String(w)
	if parts := capitals(w); len(parts) > 1 {
		return strings.Join(parts, " ")
	}
	marks, vietnamese := bears(t.low)
	if first, second, ok := halves(t.low, marks && (vietnamese || w == t.low)); ok && oneShape(w, t.low) {
		n := utf8.RuneCountInString(first)
		runes := []rune(w)
		if n+utf8.RuneCountInString(second) == len(runes) {
			return string(runes[:n]) + " " + string(runes[n:])
		}
	}
	return w
}

// oneShape is hội, Hội or HỘI; other mixtures are brands.
func oneShape(w, low string) bool {
	return w == low || w == like(low, w)
}

// capitals parts a token where a small letter is followed by a capital, when
// every part is a syllable and one bears a mark.
func capitals(w string) []string {
	var parts []string
	from, before := 0, ' '
	for i, r := range w {
		if unicode.IsLower(before) && unicode.IsUpper(r) {
			parts = append(parts, w[from:i])
			from = i
		}
		before = r
	}
	parts = append(parts, w[from:])
	marked := false
	for i, part := range parts {
		low := strings.ToLower(part)
		s, ok := parse(low)
		if !ok || !s.strict() || utf8.RuneCountInString(low) < 2 || i > 0 && part != like(low, "A") {
			return nil
		}
		marks, _ := bears(low)
		marked = marked || marks
	}
	if !marked {
		return nil
	}
	return parts
}

// halves parts a word in small letters into two syllables. A known compound
// goes first; others only when free, at the longest onset of the second.
func halves(low string, free bool) (first, second string, ok bool) {
	for i := range low {
		a, b := low[:i], low[i:]
		if i == 0 || !whole(a, true) || !whole(b, false) {
			continue
		}
		if compounds()[a+" "+b] {
			return a, b, true
		}
		if free && !ok {
			first, second, ok = a, b, true
		}
	}
	return first, second, ok
}

// whole reports whether a part of a word can stand alone.
func whole(low string, leads bool) bool {
	s, ok := parse(low)
	switch {
	case !ok || !s.strict():
		return false
	case len(s.onset) > 0:
		return true
	case leads:
		return utf8.RuneCountInString(low) > 1 || low == "ở" || low == "ý"
	}
	return starts[low]
}
