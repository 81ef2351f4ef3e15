// Package law holds the rules of the land as data: each value with its days of
// force, its citation and how sure we are of it.
//
// A case asks for the rule in force on its legal day (Series.On), stores the
// rule's id, and is always recomputed with that rule (Series.Named). Nothing
// here knows a clock, a database or a person; fractions are exact, days are
// days and money is whole đồng.
package law

import "fmt"

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

// On gives the value in force on a day.
func (s Series[T]) On(d Day) (Dated[T], error) {
	for _, r := range s {
		if r.Holds(d) {
			return r, nil
		}
	}
	return Dated[T]{}, fmt.Errorf("no rule in force on %s", d)
}

// Named gives the value that an earlier decision was taken under.
func (s Series[T]) Named(id string) (Dated[T], error) {
	for _, r := range s {
		if r.ID == id {
			return r, nil
		}
	}
	return Dated[T]{}, fmt.Errorf("no rule named %q", id)
}
