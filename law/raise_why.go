package law

import "fmt"

// RaiseWhy says when the next regular raise of a post is due, seen on a day.
func RaiseWhy(on Day, unit Unit, p Post) (Why, error) {
	if err := unit.check(); err != nil {
		return Why{}, err
	}
	if on.IsZero() {
		return Why{}, missing(KeyDayMissing)
	}
	r, err := RegularRaise(p)
	if err != nil {
		return Why{}, err
	}
	std, err := RaiseStandards.On(on)
	if err != nil {
		return Why{}, err
	}
	w := Why{Rule: r.Rule, Title: textRaiseTitle, Cite: joinCites(r.Cite, std.Cite), Conf: r.Conf, On: on}
	w.Requirement = fmt.Sprintf(textRaiseRule, r.Months, excluded(std.Is))
	w.Inputs = []Figure{{labelStepSince, vnDay(p.Since)}, {labelStep, number(int64(p.Step))},
		{labelNotCounted, number(int64(r.NotCounted))}, {labelExtended, number(int64(r.Extended))}}
	w.Conclusion = fmt.Sprintf(textRaiseSum, r.Months, vnDay(p.Since))
	if r.NotCounted > 0 {
		w.Conclusion += fmt.Sprintf(textRaiseNotCounted, r.NotCounted)
	}
	if r.Extended > 0 {
		w.Conclusion += fmt.Sprintf(textRaiseExtended, r.Extended)
	}
	w.Conclusion += fmt.Sprintf(textRaiseDue, vnDay(r.Due), r.Step, decimal(r.Coefficient, 100, 2))
	w.Verdict = Met
	if on.Before(r.Due) {
		w.Verdict = Short
		w.Conclusion += textRaiseNotYet
		w.Change = fmt.Sprintf(textRaiseFrom, vnDay(r.Due))
	}
	return w, nil
}

// EarlyCase is what an early raise is judged by.
type EarlyCase struct {
	Post
	Year        int  // review year
	Achievement bool // has a written recognition within the time that counts
	LastEarly   bool // the step before was an early raise
	Notice      Day  // of retirement; zero for an early raise by achievement
}

// EarlyRaiseWhy says whether a person may have an early raise. The unit's
// quota is another question: QuotaWhy.
func EarlyRaiseWhy(unit Unit, c EarlyCase) (Why, error) {
	if err := unit.check(); err != nil {
		return Why{}, err
	}
	at, series := Day{c.Year, 12, 31}, EarlyShort
	if !c.Notice.IsZero() {
		at, series = c.Notice, RetireShort
	}
	d, err := series.On(at)
	if err != nil {
		return Why{}, err
	}
	rule, _ := Find(d.ID)
	w := Why{Rule: d.ID, Title: rule.Title, Cite: d.Cite, Conf: d.Conf, On: at, Requirement: textEarlyRule}
	w.Inputs = []Figure{{labelStepSince, vnDay(c.Since)}, {labelStep, number(int64(c.Step))}, {labelCountedTo, vnDay(at)}}
	faults, err := c.faults(at, d.Is)
	if err != nil {
		return Why{}, err
	}
	if len(faults) == 0 {
		w.Verdict, w.Conclusion = Met, textEarlyMet
		return w, nil
	}
	w.Verdict, w.Conclusion = Short, textEarlyShort+excluded(faults)
	return w, nil
}

// faults lists why an early raise is refused.
func (c EarlyCase) faults(at Day, short Span) ([]Item, error) {
	s, _, err := c.scale()
	if err != nil {
		return nil, err
	}
	if c.Step == s.Steps {
		return []Item{{"last", textEarlyLast}}, nil
	}
	r, err := RegularRaise(c.Post)
	if err != nil {
		return nil, err
	}
	var out []Item
	if r.Extended > 0 {
		out = append(out, Item{"standards", textEarlyStandards})
	}
	if limit := at.AddMonths(short.N); limit.Before(r.Due) {
		out = append(out, Item{"short", fmt.Sprintf(textEarlyFar, vnDay(r.Due), vnDay(at), short.N)})
	}
	if !c.Notice.IsZero() {
		return out, nil
	}
	if !c.Achievement {
		out = append(out, Item{"achievement", textEarlyAchievement})
	}
	if again, err := EarlyConsecutive.On(at); err == nil && !again.Is && c.LastEarly {
		out = append(out, Item{"twice", textEarlyTwice})
	}
	return out, nil
}

// QuotaWhy says whether a unit keeps within its early raises of a year;
// raises for retirement are not counted.
func QuotaWhy(unit Unit, year int, payroll, proposed int64) (Why, error) {
	w, _, err := reason(EarlyQuota, Day{year, 12, 31}, unit)
	if err != nil {
		return Why{}, err
	}
	if err := counted(proposed, payroll); err != nil {
		return Why{}, err
	}
	s, err := EarlySlots(payroll, year)
	if err != nil {
		return Why{}, err
	}
	w.Inputs = []Figure{people(labelPayroll, payroll), people(labelProposed, proposed)}
	w.Conclusion = fmt.Sprintf(textQuota, payroll, s.Slots, s.Remainder, proposed)
	w.Verdict = Met
	if proposed > s.Slots {
		w.Verdict = Short
		w.Conclusion += fmt.Sprintf(textQuotaOver, proposed-s.Slots)
		w.Change = fmt.Sprintf(textQuotaChange, proposed-s.Slots)
	}
	return w, nil
}
