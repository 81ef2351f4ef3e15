package desk

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func calendarRoutes(m *kit.Mux) {
	m.On("GET /ban/lich", kit.Only(access.SeeWork, showCalendar))
	m.On("GET /lich.ics", calendarFeed)
}

// calendarPage is the clock of one working year.
type calendarPage struct {
	*kit.Visit
	Org      account.Org
	Year     law.Year
	Named    int   // year of the working year that is looked back on
	Years    []int // that can be chosen
	Today    law.Day
	Windows  []window
	Said     string // why the law has no calendar for the unit, in words
	Months   []monthMark
	TodayAt  string // place on the time line; empty when it lies outside
	Holidays []law.Holiday
	Feed     string // address to subscribe to
}

// window is a legal window with how it stands today.
type window struct {
	law.Window
	Kind, State string
	Left        int // days to its end, negative when past
	X, Width    string
	Due         string // place of its last day
}

type monthMark struct {
	X     string
	Month int
}

func showCalendar(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := calendarPage{Visit: v, Today: law.DayOf(v.Now())}
	var all []conference.Conference
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Org, err = account.FindOrg(tx); err != nil {
			return err
		}
		all, err = conference.List(tx)
		return err
	})
	if err != nil {
		return err
	}
	p.Named = lookedBack(all, p.Today)
	if n, err := strconv.Atoi(r.FormValue("nam")); err == nil && n >= 2016 && n <= p.Today.Year+2 {
		p.Named = n
	}
	p.Year = yearOf(all, p.Named, p.Today)
	err = v.Read(r.Context(), func(tx *store.Tx) error { return board(tx, &p.Year) })
	if err != nil {
		return err
	}
	p.years()
	if err := p.read(); err != nil {
		return err
	}
	p.Feed = kit.Origin(r) + v.Path("/lich.ics")
	return v.Show(w, r, calendarView(p))
}

// lookedBack is the working year whose conference is due or was held last: by
// the next conference that is noted, else the last year that has ended.
func lookedBack(all []conference.Conference, today law.Day) int {
	for _, c := range all { // the latest day first
		if !c.HeldOn.Before(today.AddMonths(-6)) {
			return c.ReviewYear
		}
	}
	return today.Year - 1
}

// yearOf is a working year as the law asks about it: it ends as its conference
// says, and counts as held when the day of the conference has come.
func yearOf(all []conference.Conference, named int, today law.Day) law.Year {
	y := law.Year{End: conference.Conference{ReviewYear: named}.YearEnd()}
	if len(all) > 0 {
		y.End = conference.Conference{ReviewYear: named, Period: all[0].Period}.YearEnd()
	}
	for _, c := range all {
		if c.ReviewYear == named {
			y.End = c.YearEnd()
			if c.State == conference.Closed || c.State == conference.Open && !today.Before(c.HeldOn) {
				y.Held = c.HeldOn
			}
			break
		}
	}
	return y
}

// board notes when the Inspection Board in office was elected, for the end of
// its term: the day of the general election that its members come from, and
// without a recognised one here, of the conference that closed an election.
func board(tx *store.Tx, y *law.Year) (err error) {
	members, err := election.Serving(tx, roster.Today(tx))
	if err != nil {
		return err
	}
	for _, m := range members {
		e, err := election.Find(tx, m.Election)
		if err != nil {
			return err
		}
		if e.Of != "" {
			continue // a by-election fills the term of another
		}
		c, err := conference.Find(tx, e.Conference)
		y.BoardElected = c.HeldOn
		return err
	}
	y.BoardElected, err = conference.BoardElected(tx, y.End.AddMonths(12))
	return err
}

func (p *calendarPage) years() {
	for n := p.Named - 2; n <= p.Named+2; n++ {
		if n >= 2016 && n <= p.Today.Year+2 {
			p.Years = append(p.Years, n)
		}
	}
}

func (p *calendarPage) read() error {
	all, err := law.Calendar(conference.UnitOf(p.Org), p.Year)
	var e *law.Error
	if errors.As(err, &e) {
		p.Said = p.T(e.Key, e.Args...)
	} else if err != nil {
		return err
	}
	for _, w := range all {
		p.Windows = append(p.Windows, p.stand(w))
	}
	p.place()
	p.Holidays, err = law.Holidays(p.Year.End.AddDays(1).Year)
	return err
}

// soon is how many days before its end a window calls for attention.
const soon = 14

// stand says how a window stands today.
func (p *calendarPage) stand(w law.Window) window {
	x := window{Window: w, Left: p.Today.DaysUntil(w.To)}
	held := p.Year.Held
	switch {
	case p.ofConference(w) && !held.IsZero() && w.To.Before(held):
		x.Kind, x.State = "bad", p.T("desk.calendar.late", held)
	case p.ofConference(w) && !held.IsZero():
		x.Kind, x.State = "done", p.T("desk.calendar.held", held)
	case x.Left < 0:
		x.State = p.T("desk.calendar.past")
	case !w.From.IsZero() && p.Today.Before(w.From):
		x.Kind, x.State = "", p.T("desk.calendar.coming")
	case x.Left <= soon:
		x.Kind, x.State = "warn", p.T("desk.calendar.soon")
	default:
		x.Kind, x.State = "now", p.T("desk.calendar.open")
	}
	return x
}

// ofConference reports whether a window is that of the conference itself.
func (p *calendarPage) ofConference(w law.Window) bool {
	return slices.ContainsFunc([]string{law.Deadline.ID(), law.DeadlineOld.ID()}, func(id string) bool {
		return len(w.Rule) > len(id) && w.Rule[:len(id)+1] == id+"@"
	})
}

// place draws the windows to scale, in per cent of the width, over whole months.
func (p *calendarPage) place() {
	if len(p.Windows) == 0 {
		return
	}
	first, last := p.Windows[0].To, p.Windows[0].To
	for _, w := range p.Windows {
		for _, d := range []law.Day{w.From, w.To} {
			if !d.IsZero() && d.Before(first) {
				first = d
			}
			if last.Before(d) {
				last = d
			}
		}
	}
	begin := law.Day{Year: first.Year, Month: first.Month, Day: 1}
	end := law.Day{Year: last.Year, Month: last.Month, Day: 1}.AddMonths(1)
	at := func(d law.Day) int { return 10_000 * begin.DaysUntil(d) / begin.DaysUntil(end) }
	for i, w := range p.Windows {
		from := w.From
		if from.IsZero() {
			from = w.To
		}
		p.Windows[i].X, p.Windows[i].Width = partOf(at(from)), partOf(max(at(w.To)-at(from), 10))
		p.Windows[i].Due = partOf(at(w.To))
	}
	for d := begin; d.Before(end); d = d.AddMonths(3) {
		p.Months = append(p.Months, monthMark{partOf(at(d)), int(d.Month)})
	}
	if !p.Today.Before(begin) && p.Today.Before(end) {
		p.TodayAt = partOf(at(p.Today))
	}
}

// partOf writes 1234 hundredths as 12.34%.
func partOf(n int) string { return strconv.Itoa(n/100) + "." + strconv.Itoa(100 + n%100)[1:] + "%" }

// drawn is the class of a window on the time line.
func (x window) drawn() string {
	switch {
	case x.Left < 0:
		return "past"
	case x.Kind == "warn":
		return "warn"
	case x.Kind == "":
		return "coming"
	}
	return ""
}
