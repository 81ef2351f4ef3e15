package portal

import (
	"slices"
	"strings"

	"hoinghi/conference"
)

// keys: portal.draft.fact.* portal.draft.undated.*

// topics are the subjects of facts that are told together, in their order.
var topics = []string{"result", "union", "pay", "finance", "limitation", "plan"}

// results tells figures and statements by subject and year. What is planned
// is never told as done.
func (s *story) results() (out []string) {
	for _, topic := range topics {
		out = append(out, s.about(topic, func(f conference.Fact) bool {
			if f.State == "proposed" || f.Topic == "award" && f.State != "planned" {
				return false
			}
			if f.State == "planned" {
				return topic == "plan"
			}
			return f.Topic == topic
		})...)
	}
	return out
}

// about is a sentence for each year of a subject.
func (s *story) about(topic string, fits func(conference.Fact) bool) (out []string) {
	var years []int
	by := map[int][]string{}
	for _, f := range s.facts {
		if !fits(f) {
			continue
		}
		if by[f.Year] == nil {
			years = append(years, f.Year)
		}
		by[f.Year] = append(by[f.Year], s.clause(f))
	}
	slices.Sort(years)
	for _, y := range years {
		told := strings.Join(by[y], "; ")
		if y == 0 {
			out = append(out, large(ended(s.w.T("portal.draft.undated."+topic, told))))
			continue
		}
		out = append(out, ended(s.w.T("portal.draft.fact."+topic, y, told)))
	}
	return out
}

const blank = "…" // where the figure of a fact stands among its words

// clause writes a fact: its words with the figure where they leave it a blank,
// else behind them.
func (s *story) clause(f conference.Fact) string { return s.filled(f, figure(f)) }

func (s *story) filled(f conference.Fact, figure string) string {
	what := s.small(strings.TrimRight(f.What, ".;"))
	words := strings.Fields(what)
	if at := slices.Index(words, blank); at >= 0 && figure != "" {
		words[at] = figure
		return strings.Join(words, " ")
	}
	return strings.TrimSpace(what + " " + figure)
}

// small begins a phrase within a sentence, unless it begins with the unit.
func (s *story) small(what string) string {
	if begins(what, s.org.Name) || begins(what, s.org.Short) {
		return what
	}
	return small(what)
}

// figure is the figure with whom it is of: 100% cán bộ đoàn viên. A count
// carries its people in its unit.
func figure(f conference.Fact) string {
	if f.Unit == "%" && f.Base != "" && !strings.Contains(f.What, f.Base) {
		return f.Figure() + " " + f.Base
	}
	return f.Figure()
}

// awards tells what was awarded, by whom, and apart from it what was only
// proposed.
func (s *story) awards() (out []string) {
	var done, proposed []conference.Fact
	for _, f := range s.facts {
		switch {
		case f.Topic == "award" && f.State == "done":
			done = append(done, f)
		case f.Topic == "award" && f.State == "proposed":
			proposed = append(proposed, f)
		}
	}
	for _, g := range grouped(done, func(f conference.Fact) any { return [2]any{f.DecidedBy, f.Year} }) {
		out = append(out, s.awarded(g))
	}
	for _, g := range grouped(proposed, func(f conference.Fact) any { return f.DecidedBy }) {
		key := "portal.draft.proposed"
		if g[0].DecidedBy == "" {
			key = "portal.draft.proposed.open"
			out = append(out, s.w.T(key, s.honours(g)))
			continue
		}
		out = append(out, s.w.T("portal.draft.proposed", g[0].DecidedBy, s.honours(g)))
	}
	if len(out) == 0 {
		return nil
	}
	return []string{strings.Join(out, " ")}
}

func (s *story) awarded(g []conference.Fact) string {
	by, year, list := g[0].DecidedBy, g[0].Year, s.honours(g)
	at := slices.IndexFunc(s.guests, func(x conference.Guest) bool { return x.OnBehalf != "" && x.OnBehalf == by })
	switch {
	case at >= 0:
		guest := s.guests[at]
		guest.Posts = nil // told among the guests
		return s.w.T("portal.draft.handed", by, guest.Printed(), list)
	case by != "" && year > 0:
		return s.w.T("portal.draft.awarded.by.year", year, by, list)
	case by != "":
		return s.w.T("portal.draft.awarded.by", by, list)
	case year > 0:
		return s.w.T("portal.draft.awarded.year", year, list)
	}
	return s.w.T("portal.draft.awarded", list)
}

// honours lists awards; one award to collectives and to individuals is told
// once: "… cho 06 tập thể và 18 cá nhân".
func (s *story) honours(g []conference.Fact) string {
	var list []string
	for _, same := range grouped(g, func(f conference.Fact) any { return f.What }) {
		var figures []string
		for _, f := range same {
			if x := figure(f); x != "" {
				figures = append(figures, x)
			}
		}
		to := ""
		if len(figures) > 0 {
			last := len(figures) - 1
			if to = figures[last]; last > 0 {
				to = s.w.T("portal.draft.and", strings.Join(figures[:last], ", "), to)
			}
			if !slices.Contains(strings.Fields(same[0].What), blank) {
				to = s.w.T("portal.draft.for", to)
			}
		}
		list = append(list, s.filled(same[0], to))
	}
	return strings.Join(list, "; ")
}

// grouped puts facts of one key together, the keys in the order of the record.
func grouped(facts []conference.Fact, key func(conference.Fact) any) (out [][]conference.Fact) {
	at := map[any]int{}
	for _, f := range facts {
		k := key(f)
		if _, ok := at[k]; !ok {
			at[k] = len(out)
			out = append(out, nil)
		}
		out[at[k]] = append(out[at[k]], f)
	}
	return out
}

// others tells what is done and belongs to no subject above, and what is
// proposed besides awards.
func (s *story) others() (out []string) {
	var told, asked []string
	for _, f := range s.facts {
		switch {
		case f.State == "proposed" && f.Topic != "award":
			asked = append(asked, s.clause(f))
		case f.State == "done" && f.Topic != "award" && !slices.Contains(topics, f.Topic):
			told = append(told, large(ended(s.clause(f))))
		}
	}
	if len(told) > 0 {
		out = append(out, strings.Join(told, " "))
	}
	if len(asked) > 0 {
		out = append(out, s.w.T("portal.draft.asked", strings.Join(asked, "; ")))
	}
	return out
}
