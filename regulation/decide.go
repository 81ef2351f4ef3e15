package regulation

import (
	"errors"
	"strings"

	"hoinghi/access"
	"hoinghi/law"
	"hoinghi/store"
)

// Majority is the share of those attending who must be in favour on a day: the
// unit's own where it is tighter, else the law's. Where the law has none, the
// error is its *law.Error.
func Majority(tx *store.Tx, on law.Day) (law.Dated[law.Share], error) {
	return Bar(tx, law.Majority, on)
}

// QuorumRule is the share of the convened who must be present on a day.
func QuorumRule(tx *store.Tx, on law.Day) (law.Dated[law.Share], error) {
	return Bar(tx, law.Quorum, on)
}

// Bar is any bar to pass on a day, under the unit's own value if it has one
// that the law of the day still allows.
func Bar(tx *store.Tx, s law.Series[law.Share], on law.Day) (law.Dated[law.Share], error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return law.Dated[law.Share]{}, err
	}
	base, err := s.On(on)
	if err != nil {
		return base, err
	}
	o, ok, err := holding(tx, s.ID(), on)
	if err != nil || !ok {
		return base, err
	}
	laid, err := lay(s, o, on)
	if overtaken(err) {
		return base, nil
	}
	return laid, err
}

// overtaken reports whether the law of the day asks more than the own value.
func overtaken(err error) bool {
	var e *law.Error
	return errors.As(err, &e) && e.Key == law.KeyOverlayLooser
}

// lay is the own value over the law's, with an id that Named finds again.
func lay(s law.Series[law.Share], o Own, on law.Day) (law.Dated[law.Share], error) {
	v, _ := law.ParseShare(o.Value)
	d, err := law.TightenShare(s, v, o.Document, on)
	if err != nil {
		return d, err
	}
	base, err := s.On(on)
	d.ID = base.ID + "+" + o.ID
	if d.From.Before(o.From) {
		d.From = o.From
	}
	if !o.To.IsZero() && (d.To.IsZero() || o.To.Before(d.To)) {
		d.To = o.To
	}
	return d, err
}

// Named is the bar that a past decision was taken under, the law's or the
// unit's own, by the id kept with the decision. It also finds what has ended.
func Named(tx *store.Tx, id string) (law.Dated[law.Share], error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return law.Dated[law.Share]{}, err
	}
	ofLaw, ofUnit, own := strings.Cut(id, "+")
	s, _ := law.Bar(ofLaw)
	base, err := s.Named(ofLaw)
	if err != nil || !own {
		return base, err
	}
	o, err := oneOwn(tx, ofUnit)
	if err != nil {
		return base, err
	}
	on := base.From
	if on.Before(o.From) {
		on = o.From
	}
	return lay(s, o, on)
}

// holding finds the own value of a rule that is in force on a day.
func holding(tx *store.Tx, rule string, on law.Day) (Own, bool, error) {
	all, err := ownOf(tx, rule)
	for _, o := range all {
		if o.Holds(on) {
			return o, true, err
		}
	}
	return Own{}, false, err
}

// Settled is the answer to a question that the law leaves open, the unit's own
// or the one used until it decides. What is no such question is a *law.Error.
func Settled(tx *store.Tx, opening string, on law.Day) (law.Settled, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return law.Settled{}, err
	}
	q, ok := law.FindOpening(opening)
	if !ok {
		return law.Settled{}, &law.Error{Key: law.KeyOverlayClosed, Args: []any{opening}}
	}
	o, ok, err := holding(tx, opening, on)
	if err != nil || !ok {
		return q.Unsettled(), err
	}
	return law.Fill(opening, o.Value, o.Document, on)
}
