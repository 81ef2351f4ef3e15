package law

import (
	"cmp"
	"slices"
)

// Post is a person's place in the salary tables.
type Post struct {
	Scale      string
	Step       int
	Since      Day // start of the step
	Staff      StaffKind
	NotCounted int        // months in the step that do not count, see MonthsNotCounted
	Sanctions  []Sanction // discipline decided since the start of the step
	Failed     []int      // years rated as failed since then
}

// Sanction is discipline and the day of its decision.
type Sanction struct {
	Form    Discipline
	Decided Day
}

// Raise is the regular raise of a post.
type Raise struct {
	Due                          Day
	Step                         int   // after the raise
	Coefficient                  int64 // after the raise, in hundredths
	Months, NotCounted, Extended int   // what makes up the time
	Rule                         string
	Cite                         string
	Conf                         Confidence
}

// MonthsNotCounted turns a time that does not count into whole months: fewer
// than 11 working days beyond the months are dropped, 11 and more are a month.
func MonthsNotCounted(months, oddWorkingDays int) int {
	if oddWorkingDays >= 11 {
		return months + 1
	}
	return months
}

// setback is an event that puts a raise off.
type setback struct {
	day    Day
	months int
}

// setbacks lists what puts the raises of a post off, in order of time.
func (p Post) setbacks() ([]setback, error) {
	var out []setback
	for _, s := range p.Sanctions {
		x, err := Extension(p.Staff, s.Form, s.Decided)
		if err != nil {
			return nil, err
		}
		out = append(out, setback{s.Decided, x.Is.N})
	}
	for _, y := range p.Failed {
		end := Day{y, 12, 31}
		x, err := ExtFailed.On(end)
		if err != nil {
			return nil, err
		}
		out = append(out, setback{end, x.Is.N})
	}
	slices.SortStableFunc(out, func(a, b setback) int { return cmp.Or(a.day.Compare(b.day), a.months-b.months) })
	return out, nil
}

// put gives the end of a time that begins on a day, put off by what happens
// within it, and the months of that.
func put(start Day, months int, backs []setback) (due Day, extended int) {
	due = start.AddMonths(months)
	for _, b := range backs {
		if !b.day.Before(start) && b.day.Before(due) {
			extended += b.months
			due = start.AddMonths(months + extended)
		}
	}
	return due, extended
}

// scale checks a post and gives its scale and the time of a step.
func (p Post) scale() (Scale, Dated[Span], error) {
	if _, err := ParseStaffKind(string(p.Staff)); err != nil {
		return Scale{}, Dated[Span]{}, err
	}
	s, err := ScaleOf(p.Scale, p.Since)
	if err != nil {
		return Scale{}, Dated[Span]{}, err
	}
	if _, err := s.Coefficient(p.Step); err != nil {
		return Scale{}, Dated[Span]{}, err
	}
	if p.NotCounted < 0 {
		return Scale{}, Dated[Span]{}, missing(KeyPayPeriod, p.NotCounted)
	}
	m, err := s.months(p.Since)
	return s, m, err
}

// RegularRaise is the next regular raise of a post; the last step has none.
func RegularRaise(p Post) (Raise, error) {
	s, m, err := p.scale()
	if err != nil {
		return Raise{}, err
	}
	if p.Step == s.Steps {
		return Raise{}, missing(KeyPayLast, p.Scale)
	}
	backs, err := p.setbacks()
	if err != nil {
		return Raise{}, err
	}
	r := Raise{Step: p.Step + 1, Months: m.Is.N, NotCounted: p.NotCounted, Rule: m.ID, Cite: m.Cite, Conf: m.Conf}
	r.Due, r.Extended = put(p.Since, r.Months+r.NotCounted, backs)
	if r.Extended > 0 {
		r.Cite = joinCites(r.Cite, extCite)
	}
	r.Coefficient, err = s.Coefficient(r.Step)
	return r, err
}

// OverScale is the over-scale seniority allowance of a post on a day.
type OverScale struct {
	Percent int // of the last coefficient; zero before the first
	Next    Day // when it grows again
	Rule    string
	Cite    string
	Conf    Confidence
}

// OverScaleOn gives the allowance on a day of a person at the last step.
func OverScaleOn(p Post, on Day) (OverScale, error) {
	s, m, err := p.scale()
	if err != nil {
		return OverScale{}, err
	}
	if p.Step != s.Steps {
		return OverScale{}, missing(KeyPayNotLast, p.Scale, p.Step)
	}
	backs, err := p.setbacks()
	if err != nil {
		return OverScale{}, err
	}
	first, err := OverFirst.On(on)
	if err != nil {
		return OverScale{}, err
	}
	next, err := OverNext.On(on)
	if err != nil {
		return OverScale{}, err
	}
	o := OverScale{Rule: first.ID, Cite: first.Cite, Conf: first.Conf}
	if s.Group == GroupExpert {
		o.Conf = Low // months of experts before the allowance were not found
	}
	o.Next, _ = put(p.Since, m.Is.N+p.NotCounted, backs)
	for step := first.Is; !on.Before(o.Next); step = next.Is {
		o.Percent += step
		o.Next, _ = put(o.Next, 12, backs)
	}
	return o, nil
}

// Slots is the early raises of a unit in a year.
type Slots struct {
	Slots     int64
	Remainder int64 // people beyond full tens, reported to the superior
	Rule      string
	Cite      string
	Conf      Confidence
}

// EarlySlots is how many early raises a payroll allows in a year: one for
// every full ten people.
func EarlySlots(payroll int64, year int) (Slots, error) {
	if payroll < 0 {
		return Slots{}, missing(KeyPayPeriod, payroll)
	}
	d, err := EarlyQuota.On(Day{year, 12, 31})
	if err != nil {
		return Slots{}, err
	}
	n := d.Is.Most(payroll)
	return Slots{n, payroll - n*d.Is.Den/d.Is.Num, d.ID, d.Cite, d.Conf}, nil
}
