package law

import (
	"errors"
	"slices"
)

// Rule is the history of one rule, written out for people.
type Rule struct {
	ID      string // for example "conf.quorum.fraction"
	Title   string
	Topic   string
	Kinds   []UnitKind // kinds of unit it is for
	Entries []Entry    // oldest first
	Gaps    []Gap      // days after the first entry for which no value is known, and why
	Analogy bool       // party and mass bodies use it by analogy only
	Review  Day        // when the pack must be read again against the law
}

// Entry is one value of a rule, written out in Vietnamese.
type Entry struct {
	ID, Value string
	From, To  Day // To is zero when open
	Cite      string
	Conf      Confidence
	Note      string
}

// Gap declares that no value is known from one day to another, and why.
type Gap struct {
	From, To Day // To is zero when open
	Reason   string
}

// Holds reports whether a day falls into the gap.
func (g Gap) Holds(on Day) bool {
	return !on.Before(g.From) && (g.To.IsZero() || !g.To.Before(on))
}

// topic is a pack of rules that are read and reviewed together.
type topic struct {
	name   string
	review Day
	kinds  []UnitKind
	likens bool // party and mass bodies use it by analogy
	rules  []Rule
}

// rule writes a series out; only its topic and review day are still open.
func rule[T any](s Series[T], title string, show func(T) string, gaps ...Gap) Rule {
	r := Rule{ID: s.ID(), Title: title, Gaps: gaps}
	for _, d := range s {
		r.Entries = append(r.Entries, entry(d, show))
	}
	return r
}

func entry[T any](d Dated[T], show func(T) string) Entry {
	return Entry{ID: d.ID, Value: show(d.Is), From: d.From, To: d.To, Cite: d.Cite, Conf: d.Conf, Note: d.Note}
}

func gap(from, to, reason string) Gap { return Gap{MustDay(from), MustDay(to), reason} }

// only narrows a rule to some kinds of unit.
func (r Rule) only(kinds ...UnitKind) Rule {
	r.Kinds = kinds
	return r
}

// Rules lists every rule, pack by pack.
func Rules() []Rule {
	var out []Rule
	for _, t := range topics() {
		for _, r := range t.rules {
			r.Topic, r.Review = t.name, t.review
			r.Analogy = t.likens && r.Kinds == nil
			if r.Kinds == nil {
				r.Kinds = t.kinds
			}
			out = append(out, r)
		}
	}
	return out
}

// Find gives a rule by its id, with or without the day of one of its values.
func Find(id string) (Rule, bool) {
	for _, r := range Rules() {
		if r.ID == ruleID(id) {
			return r, true
		}
	}
	return Rule{}, false
}

// Overdue lists the rules whose pack must be read again by a day.
func Overdue(on Day) []Rule {
	return slices.DeleteFunc(Rules(), func(r Rule) bool { return on.Before(r.Review) })
}

// Application says how a rule bears on a kind of unit.
type Application string

// The applications.
const (
	Directly  Application = "direct"
	ByAnalogy Application = "analogy" // party and mass bodies: their own central organ rules
	NotAtAll  Application = "none"
)

// Explanation is one rule read for a day and a kind of unit.
type Explanation struct {
	Rule    Rule
	On      Day
	Kind    UnitKind
	Entry   Entry // the value in force
	Applies Application
	Banner  string // what to tell the reader first, in Vietnamese; may be empty
}

// Explain reads a rule for a day and a kind of unit. The *Error it may give
// names an unknown rule or kind, or says why no value is known on that day.
func Explain(id string, on Day, kind UnitKind) (Explanation, error) {
	r, ok := Find(id)
	if !ok {
		return Explanation{}, missing(KeyRuleUnknown, id)
	}
	if _, err := ParseUnitKind(string(kind)); err != nil {
		return Explanation{}, err
	}
	e, err := r.On(on)
	if err != nil {
		return Explanation{}, err
	}
	x := Explanation{Rule: r, On: on, Kind: kind, Entry: e}
	x.Applies, x.Banner = r.bearing(kind, on)
	return x, nil
}

// On gives the entry in force on a day; a day in a declared gap is refused
// with the gap's reason.
func (r Rule) On(on Day) (Entry, error) {
	s := make(Series[Entry], len(r.Entries))
	for i, e := range r.Entries {
		s[i] = Dated[Entry]{ID: e.ID, From: e.From, To: e.To, Is: e}
	}
	d, err := s.On(on)
	return d.Is, r.reasoned(err, on)
}

// reasoned adds the reason of a declared gap to a refusal.
func (r Rule) reasoned(err error, on Day) error {
	var e *Error
	if !errors.As(err, &e) || e.Key != KeyDayGap {
		return err
	}
	for _, g := range r.Gaps {
		if g.Holds(on) {
			return missing(KeyDayGap, r.ID, on, g.Reason)
		}
	}
	return err
}

// bearing says how the rule bears on a kind of unit, with the banner to show.
func (r Rule) bearing(kind UnitKind, on Day) (Application, string) {
	switch {
	case !slices.Contains(r.Kinds, kind) && kind == Enterprise:
		return NotAtAll, bannerEnterprise
	case !slices.Contains(r.Kinds, kind):
		return NotAtAll, bannerOutside
	case kind == PartyOrMass && r.Analogy && on.Before(MustDay("2023-07-01")):
		return ByAnalogy, bannerAnalogyOld
	case kind == PartyOrMass && r.Analogy:
		return ByAnalogy, bannerAnalogy
	}
	return Directly, ""
}
