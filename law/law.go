// Package law holds the rules of the land as data: each value with its days of
// force, its citation and how sure we are of it.
//
// A case asks for the rule in force on its legal day (Series.On), stores the
// rule's id, and is always recomputed with that rule (Series.Named). Rules
// lists every history, Explain reads one for a day and a kind of unit, and the
// Why builders give the reason of a decision in words. Nothing here knows a
// clock, a database or a person; shares are exact, days are days and money is
// whole đồng.
package law

import "strings"

// Confidence says how far a rule was checked against its text.
type Confidence string

// The confidences, best first: V was read in a source; H, M and L come from
// knowledge of high, medium and low certainty.
const (
	Verified Confidence = "V"
	High     Confidence = "H"
	Medium   Confidence = "M"
	Low      Confidence = "L"
)

// Dated is one value of a rule with the days on which it is in force.
type Dated[T any] struct {
	ID   string // stored with each decision, for example "conf.quorum.fraction@2023-07-01"
	From Day    // first day in force
	To   Day    // last day in force; zero when open
	Cite string // document, article, clause, as Vietnamese offices cite it
	Conf Confidence
	Note string // what a reader should know, in Vietnamese; may be empty
	Is   T
}

// Holds reports whether the rule is in force on a day.
func (d Dated[T]) Holds(on Day) bool {
	return !on.Before(d.From) && (d.To.IsZero() || !d.To.Before(on))
}

// Series is the history of one rule, oldest first, without overlap.
type Series[T any] []Dated[T]

// ID is the name of the rule without a day, for example "conf.quorum.fraction".
func (s Series[T]) ID() string {
	if len(s) == 0 {
		return ""
	}
	return ruleID(s[0].ID)
}

// ruleID takes the day off the id of a Dated.
func ruleID(id string) string {
	id, _, _ = strings.Cut(id, "@")
	return id
}

// On gives the value in force on a day, or an *Error that says whether the day
// is missing, lies before the first rule known, or falls where none is known.
func (s Series[T]) On(d Day) (Dated[T], error) {
	if d.IsZero() {
		return Dated[T]{}, missing(KeyDayMissing)
	}
	for _, r := range s {
		if r.Holds(d) {
			return r, nil
		}
	}
	if len(s) > 0 && d.Before(s[0].From) {
		return Dated[T]{}, missing(KeyDayBefore, s.ID(), d, s[0].From)
	}
	return Dated[T]{}, missing(KeyDayGap, s.ID(), d, "")
}

// Named gives the value that an earlier decision was taken under.
func (s Series[T]) Named(id string) (Dated[T], error) {
	for _, r := range s {
		if r.ID == id {
			return r, nil
		}
	}
	return Dated[T]{}, missing(KeyRuleUnknown, id)
}

// source is where a value was found and how sure we are of it.
type source struct {
	cite string
	conf Confidence
	note string
}

func read(cite string) source { return source{cite: cite, conf: Verified} }

func known(conf Confidence, cite string) source { return source{cite: cite, conf: conf} }

func (s source) noting(note string) source {
	s.note = note
	return s
}

// between is a value in force from one day to another, both included.
func between[T any](from, to string, is T, s source) Dated[T] {
	return Dated[T]{From: MustDay(from), To: MustDay(to), Cite: s.cite, Conf: s.conf, Note: s.note, Is: is}
}

// since is a value in force from a day on.
func since[T any](from string, is T, s source) Dated[T] { return between(from, "", is, s) }

// history names each value by the rule and its first day.
func history[T any](id string, entries ...Dated[T]) Series[T] {
	for i := range entries {
		entries[i].ID = id + "@" + entries[i].From.String()
	}
	return entries
}
