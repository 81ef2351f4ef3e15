package lint

import (
	"slices"
	"strings"
	"sync"
)

// slip is a mistyped set phrase: its words and commas, what they should be,
// and the neighbours that make it right after all.
type slip struct {
	words, right  []string
	before, after []string
}

type phraseBook struct {
	slips     map[string][]slip // by first word, longest first
	compounds map[string]bool   // words that belong side by side
}

var book = sync.OnceValue(func() phraseBook {
	b := phraseBook{map[string][]slip{}, setOf("compounds")}
	for _, line := range lines("phrases") {
		right, slips, _ := strings.Cut(line, " | ")
		words := pieces(right)
		for i := 1; i < len(words); i++ {
			b.compounds[words[i-1]+" "+words[i]] = true
		}
		for s := range strings.SplitSeq(slips, ";") {
			if s = strings.TrimSpace(s); s != "" {
				x := readSlip(s, words)
				b.slips[x.words[0]] = append(b.slips[x.words[0]], x)
			}
		}
	}
	for _, list := range b.slips {
		slices.SortStableFunc(list, func(x, y slip) int { return len(y.words) - len(x.words) })
	}
	return b
})

func compounds() map[string]bool { return book().compounds }

// readSlip reads: (before) words (after).
func readSlip(s string, right []string) slip {
	x := slip{right: right}
	if list, rest, ok := strings.Cut(s, ") "); ok && s[0] == '(' {
		x.before, s = canonical(list[1:]), rest
	}
	if rest, list, ok := strings.Cut(s, " ("); ok {
		x.after, s = canonical(strings.TrimSuffix(list, ")")), rest
	}
	x.words = pieces(s)
	return x
}

// pieces are the words and commas of a phrase.
func pieces(s string) []string { return canonical(strings.ReplaceAll(s, ",", " ,")) }

func canonical(s string) []string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = spelled(w).canon
	}
	return words
}

// phrases finds the slips of data/phrases.txt, in any case and with the tone
// mark in either place.
func phrases(p *prose) (found []Finding) {
	slips := book().slips
	for i := 0; i < len(p.tokens); i++ {
		if p.tokens[i].kind != word {
			continue
		}
		for _, x := range slips[p.tokens[i].canon] {
			if at, ok := p.matches(i, x); ok {
				found = append(found, p.finding(Phrase, i, at[len(at)-1], p.mend(x, at)))
				i = at[len(at)-1]
				break
			}
		}
	}
	return found
}

// matches gives the tokens of a slip that begins at i.
func (p *prose) matches(i int, x slip) (at []int, ok bool) {
	next := i
	for n, want := range x.words {
		if n > 0 && want != "," {
			if p.at(next).kind != blank {
				return nil, false
			}
			next++
		}
		t := p.at(next)
		if t.canon != want && !(want == "," && p.sign(next) == ',') {
			return nil, false
		}
		at = append(at, next)
		next++
	}
	if slices.Contains(x.before, p.at(i-2).canon) && p.at(i-1).kind == blank {
		return nil, false
	}
	if slices.Contains(x.after, p.at(next+1).canon) && p.at(next).kind == blank {
		return nil, false
	}
	return at, true
}

// mend writes the right phrase in the capitals and the custom of the text.
func (p *prose) mend(x slip, at []int) string {
	var out strings.Builder
	for i, w := range x.right {
		if s, ok := parse(w); ok {
			w = s.written(p.newer)
		}
		model := p.text(p.tokens[at[min(i, len(at)-1)]])
		if len(at) != len(x.right) && i > 0 && len(model) > 0 {
			model = p.text(p.tokens[at[0]])
			if model != strings.ToUpper(model) {
				model = ""
			}
		}
		if i > 0 && w != "," {
			out.WriteByte(' ')
		}
		out.WriteString(like(w, model))
	}
	return out.String()
}
