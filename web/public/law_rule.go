package public

import (
	"net/http"
	"slices"
	"strconv"

	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/web/kit"
)

// lawRulePage is one rule: what holds on the day asked for, and its history.
type lawRulePage struct {
	asked
	Rule     law.Rule
	Now      line
	Banner   string // how it bears on the kind asked for
	NotFor   bool   // not for that kind at all
	Line     timeline
	Rows     []spell
	Doubts   []law.Doubt
	Overdue  bool
	Settable bool
}

func lawRule(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	x, ok := law.Find(r.PathValue("id"))
	if !ok {
		return fault.New(fault.Missing, law.KeyRuleUnknown, cut(r.PathValue("id")))
	}
	p := lawRulePage{Rule: x}
	if err := p.asked.read(r, v); err != nil {
		return err
	}
	every := p.asked
	every.Kind = ""
	p.Now, _ = every.lineOf(x)
	if p.Kind != "" {
		p.bear()
	}
	p.Rows = rowsOf(x)
	p.Line = newTimeline(p.Rows, p.On)
	p.Doubts = slices.DeleteFunc(law.Doubts(), func(d law.Doubt) bool { return !slices.Contains(d.Rules, x.ID) })
	p.Overdue = !law.DayOf(v.Now()).Before(x.Review)
	p.Settable = slices.ContainsFunc(law.Settables(p.On), func(s law.Settable) bool { return s.ID == x.ID })
	return p.answer(w, r, sheet{Body: lawRuleView(p)})
}

// bear notes how the rule bears on the kind asked for, also on a day without
// a value.
func (p *lawRulePage) bear() {
	p.NotFor = !slices.Contains(p.Rule.Kinds, p.Kind)
	if e, err := law.Explain(p.Rule.ID, p.On, p.Kind); err == nil {
		p.Banner = e.Banner
	}
}

// spell is one stretch of the history: a value or a declared gap.
type spell struct {
	No       int // of a value, from 1; 0 for a gap
	From, To law.Day
	Entry    law.Entry
	Reason   string
}

// Holds reports whether a day falls into the stretch.
func (s spell) Holds(on law.Day) bool {
	return !on.Before(s.From) && (s.To.IsZero() || !s.To.Before(on))
}

func rowsOf(x law.Rule) []spell {
	var out []spell
	for i, e := range x.Entries {
		out = append(out, spell{No: i + 1, From: e.From, To: e.To, Entry: e})
	}
	for _, g := range x.Gaps {
		out = append(out, spell{From: g.From, To: g.To, Reason: g.Reason})
	}
	slices.SortStableFunc(out, func(a, b spell) int { return a.From.Compare(b.From) })
	return out
}

// timeline is the history drawn to scale: places are per cent of its width.
type timeline struct {
	Stretches []stretch
	Ticks     []tick
	On        string // place of the day asked for; empty when it lies outside
	OnEnd     bool   // its label stands left of it
}

type stretch struct {
	No       int // 0 is a gap
	X, Width string
	Middle   string
	Here     bool
	Wide     bool // room for its number
}

type tick struct {
	X    string
	Year int
}

const mostTicks = 6 // years named under a timeline

// newTimeline spans whole years, from the first value to a year after the
// last change or the day asked for, whichever is later.
func newTimeline(rows []spell, on law.Day) timeline {
	first, last := rows[0].From, on
	for _, s := range rows {
		for _, d := range []law.Day{s.From, s.To} {
			if last.Before(d) {
				last = d
			}
		}
	}
	begin, end := law.Day{Year: first.Year, Month: 1, Day: 1}, law.Day{Year: last.Year + 2, Month: 1, Day: 1}
	scale := func(d law.Day) int { return 10_000 * begin.DaysUntil(d) / begin.DaysUntil(end) }
	t := timeline{}
	for _, s := range rows {
		to := end
		if !s.To.IsZero() {
			to = s.To.AddDays(1)
		}
		a, b := scale(s.From), scale(to)
		t.Stretches = append(t.Stretches, stretch{No: s.No, X: hundredths(a), Width: hundredths(max(b-a, 20)), Middle: hundredths((a + b) / 2), Here: s.Holds(on), Wide: b-a >= 500})
	}
	step := max(1, (end.Year-begin.Year+mostTicks-1)/mostTicks)
	for y := begin.Year; y < end.Year; y += step {
		t.Ticks = append(t.Ticks, tick{hundredths(scale(law.Day{Year: y, Month: 1, Day: 1})), y})
	}
	if !on.Before(begin) && on.Before(end) {
		t.On, t.OnEnd = hundredths(scale(on)), scale(on) > 5_000
	}
	return t
}

// hundredths writes 1234 as 12.34%.
func hundredths(n int) string {
	frac := strconv.Itoa(100 + n%100)[1:]
	return strconv.Itoa(n/100) + "." + frac + "%"
}

// period is the days of a stretch in words.
func (p lawRulePage) period(s spell) string {
	if s.To.IsZero() {
		return p.T("public.law.since", locale.Date(s.From))
	}
	return p.T("public.law.between", locale.Date(s.From), locale.Date(s.To))
}

func (p lawRulePage) kinds() []string {
	var out []string
	for _, k := range p.Rule.Kinds {
		s := p.T("public.law.kind." + string(k))
		if k == law.PartyOrMass && p.Rule.Analogy {
			s = p.T("public.law.likened", s)
		}
		out = append(out, s)
	}
	return out
}
