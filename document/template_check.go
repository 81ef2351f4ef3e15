package document

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Names are what a template may call: those of every paper and those of its
// kind.
type Names struct {
	Values []string
	Rows   map[string][]string // fields of each list
	Sheet  []string            // those of either that differ from sheet to sheet of a file
}

// Placeholders that stand alone in a paragraph: the whole body, and the proof of
// an issued paper, which else follows the signatures.
const (
	bodyName  = "noi_dung"
	proofName = "ma_xac_thuc"
)

// Check gives every mistake in reading order; none means that Fill can be used.
func (t *Template) Check(names Names) []Mistake {
	k := &checker{t: t, names: names.with(paperNames())}
	for _, p := range inReadingOrder(t.parts) {
		k.walk(t.trees[p.name], nil)
	}
	out := append(slices.Clone(t.faults), k.out...)
	if t.holes == 0 && len(out) == 0 {
		return []Mistake{{Part: "document", Why: MistakeNothing}}
	}
	if len(out) == 0 && !slices.Contains(k.used, bodyName) && !k.own(names) {
		return []Mistake{{Part: "document", Name: bodyName, Why: MistakeBodyless}}
	}
	slices.SortStableFunc(out, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(order(a.Part), order(b.Part)), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Paragraph, b.Paragraph))
	})
	return slices.Compact(out)
}

func order(part string) int {
	if part == "document" {
		return 0
	}
	return 1
}

// with joins two sets of names; those of o win, as in Data.With. Each row has its
// number.
func (n Names) with(o Names) Names {
	out := Names{Values: slices.Concat(n.Values, o.Values), Rows: map[string][]string{}, Sheet: slices.Concat(n.Sheet, o.Sheet)}
	for list, fields := range n.Rows {
		out.Rows[list] = append(slices.Clone(fields), "stt")
	}
	maps.Copy(out.Rows, o.Rows)
	return out
}

type checker struct {
	t     *Template
	names Names
	out   []Mistake
	used  []string
	drawn []string // bodyName, proofName
	copy  bool
	part  *para // the paragraph being read
}

// own reports whether anything of the kind's own is called.
func (k *checker) own(n Names) bool {
	return slices.ContainsFunc(k.used, func(s string) bool {
		_, list := n.Rows[s]
		return list || slices.Contains(n.Values, s)
	})
}

func (k *checker) walk(n *node, lists []string) {
	switch {
	case n.name == "mc:Fallback" && !k.copy:
		k.copy = true
		defer func() { k.copy = false }()
	case n.repeat != "":
		k.list(n)
		lists = append(slices.Clone(lists), n.repeat)
	case n.name == "w:p":
		outer := k.part
		k.part = n.para
		defer func() { k.part = outer }()
	}
	for _, p := range n.pieces {
		if p.name != "" {
			k.name(p.name, lists)
		}
	}
	for _, kid := range n.kids {
		k.walk(kid, lists)
	}
}

func (k *checker) fault(p *para, name, why, nearest string) {
	if !k.copy {
		k.out = append(k.out, Mistake{Part: p.part, Paragraph: p.no, Text: p.short(), Name: name, Why: why, Nearest: nearest})
	}
}

func (k *checker) list(n *node) {
	k.used = append(k.used, n.repeat)
	if n.para.part != "document" && slices.Contains(k.names.Sheet, n.repeat) {
		k.fault(n.para, "#"+n.repeat, MistakeSheet, "")
		return
	}
	if _, ok := k.names.Rows[n.repeat]; ok || slices.Contains(k.names.Values, n.repeat) {
		return
	}
	var all []string
	for list := range k.names.Rows {
		all = append(all, "#"+list)
	}
	for _, v := range k.names.Values {
		all = append(all, "#"+v)
	}
	k.fault(n.para, "#"+n.repeat, MistakeUnknown, nearest("#"+n.repeat, all))
}

func (k *checker) name(name string, lists []string) {
	k.used = append(k.used, name)
	if name == bodyName || name == proofName {
		switch {
		case k.part.alone != name || k.part.part != "document" || len(lists) > 0:
			k.fault(k.part, name, MistakeAlone, "")
		case slices.Contains(k.drawn, name) && !k.copy:
			k.fault(k.part, name, MistakeTwice, "")
		}
		k.drawn = append(k.drawn, name)
		return
	}
	if k.part.part != "document" && slices.Contains(k.names.Sheet, name) {
		k.fault(k.part, name, MistakeSheet, "")
		return
	}
	all := append(slices.Clone(k.names.Values), bodyName, proofName)
	for _, l := range lists {
		all = append(all, k.names.Rows[l]...)
	}
	if slices.Contains(all, name) {
		return
	}
	var homes []string
	for list, fields := range k.names.Rows {
		if slices.Contains(fields, name) {
			homes = append(homes, "#"+list)
		}
	}
	if len(homes) > 0 {
		k.fault(k.part, name, MistakeOutside, slices.Min(homes))
		return
	}
	if _, ok := k.names.Rows[name]; ok {
		k.fault(k.part, name, MistakeUnknown, "#"+name)
		return
	}
	k.fault(k.part, name, MistakeUnknown, nearest(name, all))
}

// nearest is the name that fewest letters part from the one written; none when
// half of the letters differ. "so_hieu" is as good as "Số hiệu" without marks.
func nearest(name string, all []string) string {
	name = plain(name)
	best, least := "", len(name)/2+1
	slices.Sort(all)
	for _, s := range all {
		if n := distance(name, s); n < least {
			best, least = s, n
		}
	}
	return best
}

// plain writes a name as names are written: without diacritics, with _ between.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.', '\u00a0':
			return '_'
		case 'đ', 'Đ':
			return 'd'
		}
		return r
	}, strings.ToLower(unmarked(s)))
}

// distance is Levenshtein's.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		last := row[0]
		row[0] = i + 1
		for j := range y {
			cost := last
			if x[i] != y[j] {
				cost = min(last, row[j], row[j+1]) + 1
			}
			last, row[j+1] = row[j+1], cost
		}
	}
	return row[len(y)]
}
