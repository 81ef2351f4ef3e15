package public

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/counter"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// frame is what stands around every page of the portal.
type frame struct {
	*kit.Visit
	Org        account.Org
	All        []portal.Category // the fullest heading first
	Categories []portal.Category // those of them that stand in the bar
	Here       string            // slug of the heading one is under; "/" is the front page
	Month      month
	Next       conference.Conference // without a name when none is called
	Origin     string                // https://host, for addresses that leave the site
	Tags       templ.Component       // of the head: previews and feed; nil for none
	Settings   portal.Site
	Blocks     []portal.Block   // beside the page, in the editor's order
	Figures    []counter.Figure // of the counter
	Papers     int              // that are laid open to everybody
	Pixel      string           // whose request counts this page; empty does not count
	Until      time.Time        // when the clock alone changes the page: midnight, or an hour of publication
}

const mostHeadings = 6 // in the bar under the name

// newFrame reads what surrounds a page, for the month that contains a day.
func newFrame(tx *store.Tx, r *http.Request, v *kit.Visit, around law.Day) (frame, error) {
	f := frame{Visit: v, Origin: kit.Origin(r)}
	var err error
	if f.Org, err = account.FindOrg(tx); err != nil {
		return f, err
	}
	if f.All, err = portal.Categories(tx); err != nil {
		return f, err
	}
	f.Categories = f.All[:min(len(f.All), mostHeadings)]
	days, err := portal.DaysOf(tx, around.Year, around.Month)
	if err != nil {
		return f, err
	}
	f.Month = newMonth(around, law.DayOf(v.Now()), days)
	f.Pixel = v.Path("/dem")
	if f.Until, err = portal.NextHour(tx); err != nil {
		return f, err
	}
	if y, m, d := v.Now().Date(); f.Until.IsZero() || law.DayOf(f.Until.In(locale.Zone)) != law.DayOf(v.Now()) {
		f.Until = time.Date(y, m, d+1, 0, 0, 0, 0, locale.Zone)
	}
	return f, f.readSite(tx)
}

// readSite reads what the editor has set around the pages.
func (f *frame) readSite(tx *store.Tx) (err error) {
	if f.Settings, err = portal.FindSite(tx); err != nil {
		return err
	}
	if f.Blocks, err = portal.ShownBlocks(tx); err != nil {
		return err
	}
	papers, err := portal.Disclosures(tx, "")
	if f.Papers = len(papers); err != nil {
		return err
	}
	if slices.ContainsFunc(f.Blocks, func(b portal.Block) bool { return b.Kind == portal.BlockCounter }) {
		f.Figures, err = pulseOf(f.Site).meter.Read(tx)
	}
	return err
}

// keys: counter.*

// label is how the site words a figure.
func (f frame) label(x counter.Figure) string {
	if x.Label != "" {
		return x.Label
	}
	return f.T("counter." + x.Kind)
}

// announce notes the conference that the agency has called and not yet held.
// Its name, day and hall are what the screen in the hall shows.
func (f *frame) announce(ctx context.Context) error {
	err := f.Site.DB.Read(ctx, access.Screen(f.Place.ID), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err == nil && (c.State == conference.Convened || c.State == conference.Open) && !c.HeldOn.Before(law.DayOf(f.Now())) {
			f.Next = c
		}
		return err
	})
	if fault.Is(err, fault.Missing) {
		return nil
	}
	return err
}

// when is the day and hour of the next conference.
func (f frame) when() string {
	s := f.W.LongDate(f.Next.HeldOn)
	if f.Next.StartsAt != "" {
		s = f.Next.StartsAt + ", " + s
	}
	return s
}

// month is a leaf of the calendar with the days that have news.
type month struct {
	Title      law.Day   // its first day
	Weeks      [][7]cell // Monday first
	Prev, Next law.Day   // Next is zero when it has not begun
}

type cell struct {
	Day  law.Day // zero outside the month
	News bool
	Now  bool
}

func newMonth(around, today law.Day, news []law.Day) month {
	first := law.DayOf(time.Date(around.Year, around.Month, 1, 0, 0, 0, 0, time.UTC))
	has := map[law.Day]bool{}
	for _, d := range news {
		has[d] = true
	}
	m := month{Title: first, Prev: first.AddDays(-1)}
	if next := first.AddMonths(1); !today.Before(next) {
		m.Next = next
	}
	var week [7]cell
	for d := first; d.Month == first.Month; d = d.AddDays(1) {
		at := (int(d.Weekday()) + 6) % 7
		week[at] = cell{Day: d, News: has[d], Now: d == today}
		if at == 6 {
			m.Weeks, week = append(m.Weeks, week), [7]cell{}
		}
	}
	if week[0].Day != (law.Day{}) {
		m.Weeks = append(m.Weeks, week)
	}
	return m
}

// sheet is a page of the portal: its body and what its head says to others.
type sheet struct {
	Body   templ.Component
	Status int
	Since  time.Time     // last change, if known
	Shift  string        // a part that changes with each drawing and is no change of the page
	Fresh  func() string // what stands in its place for the next reader
}

// tagged puts the page's own tags into its frame.
func (f frame) tagged(d kit.Doc) kit.Doc {
	d.Head = f.Tags
	return d
}

// answer sends a page. Who has not signed in may keep it for half a minute and
// then asks whether it is still the same.
func (f frame) answer(w http.ResponseWriter, r *http.Request, s sheet) error {
	if f.SignedIn() || s.Status >= 400 {
		w.Header().Set("Vary", "Cookie")
		return f.Page(w, r, kit.Page{Status: s.Status, Body: s.Body})
	}
	var page bytes.Buffer
	if err := s.Body.Render(r.Context(), &page); err != nil {
		return err
	}
	k := kit.NewKept(f.Visit, page.String(), s.Shift, s.Fresh)
	k.Control, k.Since, k.Until = briefly, s.Since, f.Until
	kit.Keep(r.Context(), k)
	return k.Serve(w, r, f.Visit)
}

const briefly = "public, max-age=30"

// stamp is the hour of publication as the article wants it shown.
func stamp(w *locale.Words, a portal.Article) string {
	switch a.Stamp {
	case portal.StampLong:
		return w.Stamp(a.PublishedAt)
	case portal.StampShort:
		return w.Date(a.Day)
	}
	return ""
}
