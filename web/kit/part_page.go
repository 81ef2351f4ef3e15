package kit

import (
	"strconv"

	"hoinghi/law"
	"hoinghi/locale"
)

// Crumb is one step of the way here; the last one has no path.
type Crumb struct{ Label, Path string }

// Tab is one part of a record; Count is written behind its label when above 0.
type Tab struct {
	Label, Path string
	Count       int
	Here        bool
}

// WhyBox is the reason of a decision, as shown under its number.
type WhyBox struct {
	Title      string // empty is the usual question
	Rule       string // what the rule asks
	Cite       string
	Figures    []law.Figure
	Conclusion string
	Verdict    law.Verdict
	Note       string
	Change     string         // what would turn the verdict
	On         law.Day        // the day whose rule was applied
	Conf       law.Confidence // below Verified the reader is asked to confirm
	Readings   []law.Reading  // where the law can be read in more than one way
	Path       string         // of the explanation of the rule; may be empty
	Open       bool
}

// WhyOf takes a reason of the law as it stands.
func WhyOf(x law.Why) WhyBox {
	return WhyBox{Rule: x.Requirement, Cite: x.Cite, Figures: x.Inputs, Conclusion: x.Conclusion, Verdict: x.Verdict, Note: x.Note, Change: x.Change,
		On: x.On, Conf: x.Conf, Readings: x.Readings}
}

// WhyOf takes a reason of the law with the way to the rule's own page, as it
// stood on the day.
func (v *Visit) WhyOf(x law.Why) WhyBox {
	b := WhyOf(x)
	if rule, ok := law.Find(x.Rule); ok {
		b.Path = v.Path("/luat/", rule.ID, "?ngay=", x.On.String())
	}
	return b
}

// Doubtful reports whether the text of the rule was not read in its source.
func (b WhyBox) Doubtful() bool { return b.Conf != "" && b.Conf != law.Verified }

// keys: kit.verdict.*
var verdicts = map[law.Verdict][2]string{
	law.Met: {"done", "check"}, law.Short: {"bad", "warn"}, law.Warned: {"warn", "warn"}, law.NotDecided: {"", "info"},
}

func (b WhyBox) title(w *locale.Words) string {
	if b.Title != "" {
		return b.Title
	}
	return w.T("kit.why")
}

func alertIcon(kind string) string {
	if kind == "warn" {
		return "warn"
	}
	if icon := stateIcons[kind]; icon != "" && kind != "" {
		return icon
	}
	return "info"
}

func stateIcon(kind, icon string) string {
	if icon != "" {
		return icon
	}
	return stateIcons[kind]
}

// pageLinks are the numbers a pager shows: the first, the last, and those
// around the page; 0 stands for a gap.
func pageLinks(page, pages int) []int {
	var out []int
	for n := 1; n <= pages; n++ {
		near := n >= page-1 && n <= page+1
		if n == 1 || n == pages || near || pages <= 7 {
			out = append(out, n)
		} else if out[len(out)-1] != 0 {
			out = append(out, 0)
		}
	}
	return out
}

// sorted is the aria-sort of a column.
func (l List) sorted(key string) string {
	switch {
	case l.Sort != key:
		return "none"
	case l.Desc:
		return "descending"
	}
	return "ascending"
}

// sortTo is the address that sorts by a column, the other way when it already does.
func (l List) sortTo(key string) string {
	turn := ""
	if l.Sort == key && !l.Desc {
		turn = "giam"
	}
	return l.To("theo", key, "chieu", turn)
}

func (l List) sortIcon(key string) string {
	switch l.sorted(key) {
	case "ascending":
		return "up"
	case "descending":
		return "down"
	}
	return "sort"
}

func (l List) pageTo(n int) string {
	if n == 1 {
		return l.To("trang", "")
	}
	return l.To("trang", strconv.Itoa(n))
}

// rangeWords says which rows are shown: 51–100 of 164.
func (l List) rangeWords(w *locale.Words) string {
	if l.Total == 0 {
		return w.T("kit.pager.none")
	}
	return w.T("kit.pager.range", l.From()+1, min(l.From()+l.Per, l.Total), l.Total)
}

// alertRole lets a screen reader say at once what went wrong, and the rest in turn.
func alertRole(kind string) string {
	if kind == "bad" {
		return "alert"
	}
	return "status"
}
