package law

import "fmt"

// DeadlineWhy judges the day of a regular conference by the law of the day
// given, which may be the day it was held or another: before 1 July 2023 the
// conference belonged at the end of the year, since then it belongs after the
// working year and within the first months of the next.
func DeadlineWhy(on Day, unit Unit, yearEnd, held Day) (Why, error) {
	if yearEnd.IsZero() || held.IsZero() {
		return Why{}, missing(KeyDayMissing)
	}
	if DeadlineOld[0].Holds(on) {
		return oldDeadlineWhy(on, unit, yearEnd, held)
	}
	w, span, err := reason(Deadline, on, unit)
	if err != nil {
		return Why{}, err
	}
	w.Inputs = heldFigures(yearEnd, held)
	first, last := conferenceWindow(yearEnd, span)
	return w.window(first, last, held), nil
}

// conferenceWindow is the first and last day for the regular conference.
func conferenceWindow(yearEnd Day, span Span) (first, last Day) {
	first = yearEnd.AddDays(1)
	return first, first.AddMonths(span.N).AddDays(-1)
}

func heldFigures(yearEnd, held Day) []Figure {
	return []Figure{{labelYearEnd, vnDay(yearEnd)}, {labelHeld, vnDay(held)}}
}

// window judges a day against a first and a last day.
func (w Why) window(first, last, held Day) Why {
	span := fmt.Sprintf(textWindow, vnDay(first), vnDay(last))
	switch {
	case held.Before(first):
		w.Verdict = Warned
		w.Conclusion = span + fmt.Sprintf(textHeldEarly, vnDay(held))
		w.Change = fmt.Sprintf(textChangeFrom, vnDay(first))
	case last.Before(held):
		w.Verdict = Short
		w.Conclusion = span + fmt.Sprintf(textHeldLate, vnDay(held), last.DaysUntil(held))
		w.Change = fmt.Sprintf(textChangeBy, vnDay(last))
	default:
		w.Verdict = Met
		w.Conclusion = span + fmt.Sprintf(textHeldInside, vnDay(held))
	}
	return w
}

// endOfYear is how long before the end of the working year still counts as
// "the end of the year"; the circular gives no number, so this only warns.
const endOfYear = 3

func oldDeadlineWhy(on Day, unit Unit, yearEnd, held Day) (Why, error) {
	w, _, err := reason(DeadlineOld, on, unit)
	if err != nil {
		return Why{}, err
	}
	w.Inputs = heldFigures(yearEnd, held)
	switch {
	case yearEnd.Before(held):
		w.Verdict = Warned
		w.Conclusion = fmt.Sprintf(textOldLate, vnDay(held), yearEnd.DaysUntil(held))
		w.Change = fmt.Sprintf(textChangeBy, vnDay(yearEnd))
	case held.Before(yearEnd.AddMonths(-endOfYear)):
		w.Verdict = Warned
		w.Conclusion = fmt.Sprintf(textOldEarly, vnDay(held), vnDay(yearEnd))
		w.Change = fmt.Sprintf(textChangeBy, vnDay(yearEnd))
	default:
		w.Verdict = Met
		w.Conclusion = fmt.Sprintf(textOldFits, vnDay(held))
	}
	return w, nil
}
