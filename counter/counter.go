// Package counter says honestly how many read the portal.
//
// A visit is a reader who comes after half an hour of silence; a view is a
// page that such a reader opens. Who reads is known for half an hour and in
// memory alone, as a hash of the network's address and the browser with a salt
// of the day; nothing of a reader is ever stored. Programs are not counted.
// Figures are written together, some times a minute, however many read.
package counter

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Kinds of figures. counter.<kind> is the key of the usual label, and
// counter.means.<kind> that of what it means.
const (
	Online = "online" // readers of the last five minutes
	Today  = "today"  // visits since midnight
	Week   = "week"   // visits since Monday
	Month  = "month"  // visits since the first of the month
	Total  = "total"  // visits since the count began, and what it began with
)

// Kinds lists the figures from the shortest time to the longest.
func Kinds() []string { return []string{Online, Today, Week, Month, Total} }

// keys: counter.online counter.today counter.week counter.month counter.total counter.means.*

// Figure is one line of the block.
type Figure struct {
	Kind   string
	Label  string // as the site words it; empty is the usual label
	Start  int64  // counted before this program did; of Total
	Hidden bool
	N      int64
}

// Figures reads the lines as the site sets them, without their numbers; anybody
// may ask.
func Figures(tx *store.Tx) ([]Figure, error) {
	all, err := figureRows(tx)
	for _, k := range Kinds() {
		if !slices.ContainsFunc(all, func(f Figure) bool { return f.Kind == k }) {
			all = append(all, Figure{Kind: k, Hidden: len(all) >= len(Kinds())})
		}
	}
	return all, err
}

const mostLabel = 60

// Arrange sets which figures stand in which order under which label. Each kind
// stands once.
func Arrange(tx *store.Tx, all []Figure) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	var f fault.Form
	seen := map[string]bool{}
	for i := range all {
		x := &all[i]
		x.Label = strings.Join(strings.Fields(x.Label), " ")
		f.Check(slices.Contains(Kinds(), x.Kind) && !seen[x.Kind], "kind", "fault.choice")
		f.Check(utf8.RuneCountInString(x.Label) <= mostLabel, "label-"+x.Kind, "fault.long", mostLabel)
		f.Check(x.Start >= 0 && (x.Start == 0 || x.Kind == Total), "start", "fault.number")
		seen[x.Kind] = true
	}
	if err := f.Err(); err != nil {
		return err
	}
	for i, x := range all {
		if err := putFigure(tx, x, i); err != nil {
			return err
		}
	}
	return journal.Write(tx, "counter.arrange", "", "")
}

// Day is what was counted on a day.
type Day struct {
	Day           law.Day
	Visits, Views int64
}

// History reads the days from first to last that were counted, the newest
// first; anybody may ask.
func History(tx *store.Tx, first, last law.Day) ([]Day, error) { return dayRows(tx, first, last) }

// Months reads the sums of the months, the newest first; Day is the first of
// the month. Anybody may ask.
func Months(tx *store.Tx) ([]Day, error) { return monthRows(tx) }

// Views are the times that each article was opened, by id; anybody may ask.
func Views(tx *store.Tx, articles ...string) (map[string]int64, error) {
	out := map[string]int64{}
	if len(articles) == 0 {
		return out, nil
	}
	rows, err := viewRows(tx, articles)
	for _, r := range rows {
		out[r.id] = r.n
	}
	return out, err
}

// Sums are the stored figures of a moment.
type Sums struct {
	Today, Week, Month, Total int64
}

// sumsOn reads the sums as of a day. The week begins on Monday, the month on
// its first: early in a month the week may hold more.
func sumsOn(tx *store.Tx, today law.Day) (Sums, error) {
	monday := today.AddDays(-((int(today.Weekday()) + 6) % 7))
	first := law.Day{Year: today.Year, Month: today.Month, Day: 1}
	return sums(tx, today, monday, first)
}

// Take is what was counted since the last time it was written.
type Take struct {
	Days     map[law.Day]Day
	Articles map[string]int64
}

// Empty reports whether there is nothing to write.
func (t Take) Empty() bool { return len(t.Days) == 0 && len(t.Articles) == 0 }

// Add writes a take to what is stored. Only the program itself may.
func Add(tx *store.Tx, t Take) error {
	if err := tx.Who.Need(access.SetUp); err != nil {
		return err
	}
	for _, d := range t.Days {
		if err := addDay(tx, d); err != nil {
			return err
		}
	}
	for id, n := range t.Articles {
		if err := addViews(tx, id, n); err != nil {
			return err
		}
	}
	return nil
}

func dayOf(tx *store.Tx) law.Day { return law.DayOf(tx.Now.In(locale.Zone)) }
