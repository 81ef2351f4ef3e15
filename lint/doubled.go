package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longest = 5  // words of a phrase that may be doubled
	most    = 40 // repetitions in one finding
)

// doubled finds words and phrases that stand twice, side by side in a line.
func doubled(p *prose) (found []Finding) {
	for i := 0; i < len(p.tokens); i++ {
		if p.tokens[i].kind != word {
			continue
		}
		for n := 1; n <= longest; n++ {
			end := p.repeated(i, n)
			if end < 0 {
				continue
			}
			found = append(found, p.finding(Doubled, i, end, p.text(token{start: p.tokens[i].start, end: p.tokens[i+2*(n-1)].end})))
			i = end
			break
		}
	}
	return found
}

// repeated is the last token of the repetitions of the n words from i, which
// are parted by blanks; -1 when there are none, or rightly.
func (p *prose) repeated(i, n int) int {
	end, times := -1, 1
	if p.sign(i-1) == '-' { // Ca-na-đa đa ngữ
		return -1
	}
	for next := i + 2*n; times < most && p.same(i, next, n); next += 2 * n {
		end = next + 2*(n-1)
		times++
	}
	if end < 0 || repeats[p.phrase(i, n)] || !p.ours(i, n) {
		return -1
	}
	if n == 1 && (p.named(i) || times == 2 && p.linked(i)) {
		return -1
	}
	return end
}

// ours reports whether n words are Vietnamese beyond doubt: one has a mark of
// its own, or they are known unmarked ones. "Side by side by" is not, and
// the heads of a table, all one word, are no phrase.
func (p *prose) ours(i, n int) bool {
	known, alike := false, n > 1
	for k := 0; k < 2*n; k += 2 {
		w := p.tokens[i+k].canon
		marks, _ := bears(w)
		known = known || marks || n == 1 && (function[w] || links[w]) || k > 0 && compounds()[p.tokens[i+k-2].canon+" "+w]
		alike = alike && w == p.tokens[i].canon
	}
	return known && !alike
}

// same compares n words with blanks between them, none so wide that it lays
// out columns. A second one in other capitals is another thing: bộ Bộ Nội vụ.
func (p *prose) same(i, j, n int) bool {
	for k := 0; k < 2*n; k += 2 {
		a, b := p.at(i+k), p.at(j+k)
		if gap := p.at(j + k - 1); gap.kind != blank || a.kind != b.kind || p.wide(gap) {
			return false
		}
		switch {
		case a.kind == word && a.canon == b.canon && !(p.capital(b) && !p.capital(a)) && (!p.shouts(a) || p.shouts(b)):
		case a.kind == number && k > 0 && p.text(a) == p.text(b):
		default:
			return false
		}
	}
	last := p.at(j + 2*n - 1).kind
	return last != word && last != number
}

func (p *prose) phrase(i, n int) string {
	if n == 1 {
		return p.tokens[i].canon
	}
	var words []string
	for k := range n {
		words = append(words, p.tokens[i+2*k].canon)
	}
	return strings.Join(words, " ")
}

func (p *prose) shouts(t token) bool {
	w := p.text(t)
	return utf8.RuneCountInString(w) > 1 && w == strings.ToUpper(w)
}

func (p *prose) capital(t token) bool {
	r, _ := utf8.DecodeRuneInString(p.s[t.start:])
	return unicode.IsUpper(r)
}

// named reports whether a doubled word is a name, or no Vietnamese: Lan Lan.
func (p *prose) named(i int) bool {
	t, second := p.tokens[i], p.tokens[i+2]
	if !t.isSyllable || utf8.RuneCountInString(t.low) < 2 && t.low != "ở" && t.low != "ý" {
		return true
	}
	return p.capital(t) && p.capital(second) && !p.shouts(second) && !function[t.canon]
}

// linked reports whether a doubled word may end one compound and begin
// another. Where the second ends its clause it cannot.
func (p *prose) linked(i int) bool {
	w := p.tokens[i].canon
	if function[w] || !links[w] {
		return false
	}
	next := p.at(i + 4)
	return p.at(i+3).kind == blank && (next.kind == word && !function[next.canon] || next.kind == number)
}
