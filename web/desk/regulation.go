package desk

import (
	"net/http"
	"slices"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/regulation"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func regulationRoutes(m *kit.Mux) {
	m.On("GET /ban/quy-che", kit.Only(access.SeeWork, showRegulation))
	m.On("GET /ban/quy-che/ty-le-chien-si", kit.Only(access.SeeWork, showShare))
	m.On("GET /ban/quy-che/moi", kit.Only(access.Prepare, newRegulation))
	m.On("POST /ban/quy-che", kit.Only(access.Prepare, recordRegulation))
	m.On("POST /ban/quy-che/{id}/het", kit.Only(access.Prepare, endRegulation))
}

// regulationPage is what the unit has set for itself and what it may set.
type regulationPage struct {
	*kit.Visit
	Today    law.Day
	Own      []ownLine
	Settable []settableGroup
	Unsure   []law.Rule // not read in their texts, and in force for this unit
	EndID    string     // the form that came back
	Last     string
	Faults   kit.Faults
}

type settableGroup struct {
	Topic string // empty: questions that the law leaves open
	Rules []law.Settable
}

// ownLine is one own value beside what the law says.
type ownLine struct {
	regulation.Own
	Title       string
	Says        string // the value in words
	Law         law.Entry
	Kind, State string
	Current     bool // in force or to come: it may be ended
	Why         kit.WhyBox
}

func readRegulation(r *http.Request, v *kit.Visit) (regulationPage, error) {
	p := regulationPage{Visit: v, Today: law.DayOf(v.Now())}
	var all []regulation.Own
	var org account.Org
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if org, err = account.FindOrg(tx); err != nil {
			return err
		}
		all, err = regulation.List(tx)
		return err
	})
	for _, o := range all {
		p.Own = append(p.Own, p.line(o))
	}
	slices.SortStableFunc(p.Own, func(a, b ownLine) int { return settled(a) - settled(b) })
	for _, s := range law.Settables(p.Today) {
		if n := len(p.Settable); n == 0 || p.Settable[n-1].Topic != s.Topic {
			p.Settable = append(p.Settable, settableGroup{Topic: s.Topic})
		}
		last := &p.Settable[len(p.Settable)-1]
		last.Rules = append(last.Rules, s)
	}
	p.Unsure = unsure(p.Today, law.UnitKind(org.Kind))
	return p, err
}

// settled puts what is over behind what holds.
func settled(l ownLine) int {
	if l.Current {
		return 0
	}
	return 1
}

// unsure are the rules in force for a kind of unit that were not read in their
// texts.
func unsure(on law.Day, kind law.UnitKind) []law.Rule {
	return slices.DeleteFunc(law.Rules(), func(x law.Rule) bool {
		e, err := x.On(on)
		return err != nil || e.Conf == law.Verified || e.Conf == law.High || kind != "" && !slices.Contains(x.Kinds, kind)
	})
}

// line sets an own value beside the law of today, or of the time it was in
// force.
func (p regulationPage) line(o regulation.Own) ownLine {
	l := ownLine{Own: o, Says: o.Value}
	on := p.Today
	if on.Before(o.From) || o.Struck() {
		on = o.From
	} else if !o.To.IsZero() && o.To.Before(on) {
		on = o.To
	}
	l.Title, l.Law = lawOf(o.Rule, on)
	laid, err := o.Lay(on)
	if err == nil {
		l.Says = laid.Value
	}
	switch {
	case o.Struck():
		l.Kind, l.State = "bad", p.T("desk.regulation.struck")
	case !o.To.IsZero() && o.To.Before(p.Today):
		l.State = p.T("desk.regulation.over", o.To)
	case err != nil:
		l.Kind, l.State, l.Current = "warn", p.T("desk.regulation.overtaken"), true
	case p.Today.Before(o.From):
		l.Kind, l.State, l.Current = "now", p.T("desk.regulation.coming"), true
	default:
		l.Kind, l.State, l.Current = "done", p.T("desk.regulation.holds"), true
	}
	l.Why = p.why(l, laid, err)
	return l
}

// why says which of the two decides, with both citations.
func (p regulationPage) why(l ownLine, laid law.Entry, err error) kit.WhyBox {
	b := kit.WhyBox{Rule: l.Law.Value, Cite: laid.Cite, Note: l.Law.Note, Path: p.Path("/luat/", l.Rule), Verdict: law.Met, Conclusion: p.T("desk.regulation.decides", l.Says)}
	b.Figures = []law.Figure{{Label: p.T("desk.regulation.unit"), Value: l.Says}, {Label: p.T("desk.regulation.law"), Value: l.Law.Value}}
	if err != nil {
		b.Cite, b.Verdict, b.Conclusion = l.Law.Cite, law.Warned, p.T("desk.regulation.law.decides", l.Law.Value)
		b.Change = p.T("desk.regulation.change")
	}
	if _, open := law.FindOpening(l.Rule); open {
		b.Path = ""
	}
	return b
}

// lawOf is the title of a rule or of an open question, and what the law says.
func lawOf(id string, on law.Day) (string, law.Entry) {
	for _, s := range law.Settables(on) {
		if s.ID == id {
			return s.Title, s.Law
		}
	}
	x, _ := law.Find(id)
	return x.Title, law.Entry{}
}

func showRegulation(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readRegulation(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, regulationView(p))
}

func endRegulation(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	last := t.day("last")
	err := t.faults.Err()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			return v.Path("/ban/quy-che"), regulation.End(tx, r.PathValue("id"), last)
		})
	}
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	said := v.Faults(err)
	p, err := readRegulation(r, v)
	if err != nil {
		return err
	}
	p.EndID, p.Last, p.Faults = r.PathValue("id"), t.Get("last"), said
	return v.Return(w, r, regulationView(p))
}
