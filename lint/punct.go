package lint

import (
	"strings"
	"unicode/utf8"
)

// punctuation finds a blank before a comma or the like, none after it, two in
// a row, and a comma after a word that leads on.
func punctuation(p *prose) (found []Finding) {
	for i := 0; i < len(p.tokens); i++ {
		var f Finding
		var end int
		switch {
		case p.strayComma(i):
			f, end = p.finding(Punctuation, i, i+1, p.text(p.tokens[i])), i+1
		case p.wordLike(i):
			f, end = p.tight(i)
		default:
			f, end = p.signs(i)
		}
		if f.Text != "" {
			found = append(found, f)
		}
		i = end
	}
	return found
}

func (p *prose) wordLike(i int) bool {
	k := p.at(i).kind
	return k == word || k == number
}

func (p *prose) strayComma(i int) bool {
	t := p.tokens[i]
	return t.kind == word && p.sign(i+1) == ',' && dangling[t.canon] && p.at(i+2).kind == blank && p.at(i+3).kind == word
}

// tight parts words that only a sign parts: lượng;Mở, also a chain of them.
func (p *prose) tight(i int) (Finding, int) {
	end := i
	if !p.wantsBlank(i) {
		return Finding{}, i
	}
	var mend strings.Builder
	mend.WriteString(p.text(p.tokens[i]))
	for p.wantsBlank(end) {
		mend.WriteString(p.text(p.tokens[end+1]) + " " + p.text(p.tokens[end+2]))
		end += 2
	}
	return p.finding(Punctuation, i, end, mend.String()), end - 1
}

// wantsBlank reports whether the word or number at i is followed by a sign
// and, at once, by a word. Full stops need more care: TP.HCM, v.v, 1.000.
func (p *prose) wantsBlank(i int) bool {
	a, b := p.at(i), p.at(i+2)
	if b.kind != word && !(b.kind == number && a.kind == word) {
		return false
	}
	switch p.sign(i + 1) {
	case ',', ';':
		return p.sign(i-1) != '&' && (vietnamese(a) || vietnamese(b) || plain(a) && plain(b))
	case ':', '?', '!':
		return b.kind == word && a.kind == word && a.isSyllable && utf8.RuneCountInString(a.low) > 1 && b.isSyllable
	case '.':
		return p.sentenceEnds(a) && b.isSyllable && p.capital(b) && utf8.RuneCountInString(b.low) > 1
	}
	return false
}

// vietnamese and plain report a syllable with marks, or any of two letters.
func vietnamese(t token) bool {
	marks, _ := bears(t.low)
	return t.isSyllable && marks
}

func plain(t token) bool { return t.isSyllable && utf8.RuneCountInString(t.low) > 1 }

func (p *prose) sentenceEnds(t token) bool {
	return t.kind == word && t.isSyllable && t.syl.strict() && utf8.RuneCountInString(t.low) > 1 && p.text(t) == strings.ToLower(p.text(t))
}

// signs looks at the blank and the signs from i.
func (p *prose) signs(i int) (Finding, int) {
	if p.at(i).kind == blank && !p.wide(p.tokens[i]) && p.wordLike(i-1) && p.loneBefore(i) {
		return p.finding(Punctuation, i, i+1, p.text(p.tokens[i+1])), i + 1
	}
	if r := p.sign(i); r != ',' && r != ';' && r != '.' {
		return Finding{}, i
	}
	mend, end := p.crowd(i)
	if mend == "" || end == i {
		return Finding{}, end
	}
	return p.finding(Punctuation, i, end, mend), end
}

// loneBefore reports whether the blank at i stands before a sign that takes
// none. Dots for something left out (" ...", " ./.") are another custom.
func (p *prose) loneBefore(i int) bool {
	after := p.at(i + 2)
	ends := after.kind == blank || after.kind == newline
	switch p.sign(i + 1) {
	case ',', ';':
		return ends || after.kind == word
	case '.', '!', '?':
		return ends
	case ':':
		return ends && !p.label(i)
	}
	return false
}

// label reports whether the blank at i ends a short label that begins its
// line, where forms set the colon apart.
func (p *prose) label(i int) bool {
	words := 0
	for i--; p.at(i).kind != newline && words <= 4; i-- {
		if p.at(i).kind != blank {
			words++
		}
	}
	return words <= 4
}

// crowd gives the one sign for several that stand together: ",," ", ;" "..".
// Dots that leave something out, as in "v.v...", are right.
func (p *prose) crowd(i int) (mend string, end int) {
	end = i
	dots, best := 0, p.sign(i)
	for j := i; ; j++ {
		switch r := p.sign(j); {
		case r == '…' || r == '/':
			return "", end
		case r == '.':
			dots++
			best, end = r, j
		case (r == ',' || r == ';') && dots == 0:
			if best == ',' {
				best = r
			}
			end = j
		case p.at(j).kind == blank && j > i && (p.sign(j+1) == ',' || p.sign(j+1) == ';'):
		default:
			if dots > 2 || dots == 2 && (p.wordLike(end+1) || !p.wordLike(i-1)) {
				best = 0
			}
			return strings.Trim(string(best), "\x00"), end
		}
	}
}

// spaces finds blanks within a line that are too many, and none at a bracket.
func spaces(p *prose) (found []Finding) {
	for i, t := range p.tokens {
		if t.kind != blank && t.kind != mark {
			continue
		}
		before, after := p.at(i-1), p.at(i+1)
		switch {
		case t.kind == blank && p.doubledBlank(i):
			found = append(found, p.finding(Space, i, i, " "))
		case t.kind == blank && (p.sign(i-1) == '(' || p.sign(i-1) == '“') && after.kind == word:
			found = append(found, p.finding(Space, i-1, i, p.text(before)))
		case t.kind == blank && !p.wide(t) && before.kind == word && (p.sign(i+1) == ')' || p.sign(i+1) == '”'):
			found = append(found, p.finding(Space, i, i+1, p.text(after)))
		case (p.sign(i) == ')' || p.sign(i) == '”') && after.kind == word && after.isSyllable && utf8.RuneCountInString(after.low) > 1:
			found = append(found, p.finding(Space, i, i+1, p.text(t)+" "+p.text(after)))
		case (p.sign(i) == '(' || p.sign(i) == '“') && p.opensTight(before, after):
			found = append(found, p.finding(Space, i-1, i, p.text(before)+" "+p.text(t)))
		}
	}
	return found
}

// wide reports whether a blank lays out columns: a tab, four spaces or more.
func (p *prose) wide(t token) bool {
	s := p.text(t)
	return strings.Contains(s, "\t") || utf8.RuneCountInString(s) > 3
}

// doubledBlank reports whether the blank at i parts two words of prose by two
// or three spaces.
func (p *prose) doubledBlank(i int) bool {
	s, before := p.text(p.tokens[i]), p.sign(i-1)
	if utf8.RuneCountInString(s) < 2 || p.wide(p.tokens[i]) {
		return false
	}
	prose := p.wordLike(i-1) || before != 0 && strings.ContainsRune(",;:.!?…)”", before)
	return prose && (p.wordLike(i+1) || p.sign(i+1) == '(' || p.sign(i+1) == '“')
}

func (p *prose) opensTight(before, after token) bool {
	marks, _ := bears(before.low)
	return before.kind == word && before.isSyllable && marks && after.kind == word && utf8.RuneCountInString(after.low) > 1
}
