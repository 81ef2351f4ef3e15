package law

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Window is a stretch of days in which something is due by law.
type Window struct {
	Rule  string // id of the value applied
	Title string // in Vietnamese
	From  Day    // zero where the law sets only the end
	To    Day    // last day
	Cite  string
	Conf  Confidence
	Note  string
}

// Year is the working year that a calendar is made for.
type Year struct {
	End          Day // last day of the working year under review
	Held         Day // of its conference; zero while it has not been held
	BoardElected Day // of the Inspection Board in office; zero without one
}

// Calendar lists the legal windows around the end of a working year, in order
// of their last days: the conference, what follows from it once it was held,
// the term of the Inspection Board, ratings, raises and the budget year after.
func Calendar(u Unit, y Year) ([]Window, error) {
	if y.End.IsZero() {
		return nil, missing(KeyDayMissing)
	}
	out, err := conferenceDates(u, y)
	if err != nil {
		return nil, err
	}
	for _, part := range []func(Unit, Year) ([]Window, error){heldDates, boardDates, ratingDates, budgetDates} {
		more, err := part(u, y)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	slices.SortStableFunc(out, func(a, b Window) int { return cmp.Or(a.To.Compare(b.To), cmp.Compare(a.Rule, b.Rule)) })
	return out, nil
}

// windowOf begins a window from the value in force for a unit.
func windowOf[T any](s Series[T], on Day, u Unit, title string) (Window, T, error) {
	w, v, err := reason(s, on, u)
	if title == "" {
		title = w.Title
	}
	return Window{Rule: w.Rule, Title: title, Cite: w.Cite, Conf: w.Conf, Note: w.Note}, v, err
}

// until is the window that begins with an event and ends with a time limit.
func until(s Series[Span], event Day, u Unit, title string) (Window, error) {
	w, span, err := windowOf(s, event, u, title)
	if err != nil {
		return Window{}, err
	}
	w.From = event
	w.To, err = span.After(event)
	return w, err
}

func conferenceDates(u Unit, y Year) ([]Window, error) {
	next := y.End.AddDays(1)
	if DeadlineOld[0].Holds(next) {
		w, _, err := windowOf(DeadlineOld, next, u, titleConference)
		w.From, w.To = y.End.AddMonths(-endOfYear), y.End
		return []Window{w}, err
	}
	w, span, err := windowOf(Deadline, next, u, titleConference)
	if err != nil {
		return nil, err
	}
	w.From, w.To = conferenceWindow(y.End, span)
	return []Window{w}, nil
}

// heldDates is what follows from a conference held under the law of 2022.
func heldDates(u Unit, y Year) ([]Window, error) {
	if y.Held.IsZero() || y.Held.Before(DisclosureDeadline[0].From) {
		return nil, nil
	}
	publish, err := until(DisclosureDeadline, y.Held, u, titlePublish)
	if err != nil {
		return nil, err
	}
	posted, err := until(DisclosureDuration, publish.To, u, titlePosted)
	if err != nil {
		return nil, err
	}
	first, err := until(ReviewPeriod, y.Held, u, titleReview)
	if err != nil {
		return nil, err
	}
	second, err := until(ReviewPeriod, first.To, u, titleReview)
	return []Window{publish, posted, first, second}, err
}

func boardDates(u Unit, y Year) ([]Window, error) {
	if y.BoardElected.IsZero() {
		return nil, nil
	}
	var out []Window
	if !y.BoardElected.Before(BoardRecognised[0].From) {
		w, err := until(BoardRecognised, y.BoardElected, u, titleRecognise)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	term, err := until(BoardTerm, y.BoardElected, u, titleTerm)
	term.From = term.To
	return append(out, term), err
}

// ratingDates is the end of a working year that is a calendar year; other
// working years are rated on days that their ministry sets.
func ratingDates(u Unit, y Year) ([]Window, error) {
	if y.End.Month != time.December || y.End.Before(RatingDeadline[0].From) {
		return nil, nil
	}
	rated, _, err := windowOf(RatingDeadline, y.End, u, titleRating)
	if err != nil {
		return nil, err
	}
	rated.To = Day{y.End.Year, 12, 14}
	early, _, err := windowOf(EarlyShort, y.End, u, titleEarly)
	if err != nil {
		return nil, err
	}
	early.From, early.To = Day{y.End.Year, 10, 1}, Day{y.End.Year, 12, 31}
	return []Window{rated, early}, nil
}

// budgetDates is the parts of the budget year that begins after the end.
func budgetDates(u Unit, y Year) ([]Window, error) {
	year := y.End.AddDays(1).Year
	if year < QuarterDeadline[0].From.Year {
		return nil, nil
	}
	var out []Window
	for months := 3; months <= 9; months += 3 {
		w, span, err := windowOf(QuarterDeadline, Day{year, 12, 31}, u, fmt.Sprintf(titleBudget, months, year))
		if err != nil {
			return nil, err
		}
		end := Day{year, 1, 1}.AddMonths(months).AddDays(-1)
		w.From = end.AddDays(1)
		if w.To, err = span.After(end); err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}
