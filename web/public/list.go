package public

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// listPage is news by heading, by words and by date, a page at a time.
type listPage struct {
	frame
	Heading          string // name of the heading, if one is asked for
	Search           string
	Day, Month, Year string // as typed
	Said             string // what is wrong with the date, in words
	Span             span
	Total            int
	Articles         []portal.Article
	Pager            pager
}

// span is the time that a reader asked for; the zero span is all of it.
type span struct{ First, Last law.Day }

func list(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	q := r.URL.Query()
	p := listPage{Search: cut(q.Get("tim")), Day: cut(q.Get("ngay")), Month: cut(q.Get("thang")), Year: cut(q.Get("nam"))}
	today := law.DayOf(v.Now())
	var err error
	p.Span, err = spanOf(p.Day, p.Month, p.Year, today)
	if err != nil {
		p.Said = v.Say(err)
	}
	around := today
	if !p.Span.First.IsZero() {
		around = p.Span.First
	}
	slug := r.PathValue("slug")
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.frame, err = newFrame(tx, r, v, around); err != nil {
			return err
		}
		if p.Heading, err = headingOf(tx, slug); err != nil || p.Said != "" {
			return err
		}
		return p.read(tx, slug, q.Get("trang"))
	})
	if err != nil {
		return err
	}
	p.Here = "/tin"
	if slug != "" {
		p.Here = slug
	}
	p.Pager.Label, p.Pager.Path, p.Pager.Keep = p.T("public.pages"), v.Path(r.URL.Path), url.Values{}
	for k, s := range map[string]string{"tim": p.Search, "ngay": p.Day, "thang": p.Month, "nam": p.Year} {
		if s != "" {
			p.Pager.Keep.Set(k, s)
		}
	}
	p.Tags = previewTags(p.frame, preview{Title: p.title(), Kind: "website", Address: p.Origin + v.Path(r.URL.Path)})
	return p.answer(w, r, sheet{Body: listView(p)})
}

func (p *listPage) read(tx *store.Tx, slug, page string) error {
	q := portal.Query{First: p.Span.First, Last: p.Span.Last, Category: slug, Search: p.Search, Most: perPage}
	n, _ := strconv.Atoi(page)
	q.From = (min(max(n, 1), 100_000) - 1) * perPage
	var err error
	p.Articles, p.Total, err = portal.ListPublished(tx, q)
	p.Pager = newPager(page, perPage, p.Total)
	if err == nil && len(p.Articles) == 0 && p.Total > 0 { // beyond the last page: show the last
		q.From = (p.Pager.Page - 1) * perPage
		p.Articles, _, err = portal.ListPublished(tx, q)
	}
	return err
}

// title names what the page lists.
func (p listPage) title() string {
	switch {
	case p.Heading != "":
		return p.Heading
	case p.Span.First.IsZero() && p.Search != "":
		return p.T("public.found.title", p.Search)
	case p.Span.First.IsZero():
		return p.T("public.all")
	case p.Span.First == p.Span.Last:
		return p.T("public.day", p.W.Date(p.Span.First))
	case p.Span.First.Month == p.Span.Last.Month:
		return p.T("public.month.title", int(p.Span.First.Month), p.Span.First.Year)
	}
	return p.T("public.year.title", p.Span.First.Year)
}

func headingOf(tx *store.Tx, slug string) (string, error) {
	if slug == "" {
		return "", nil
	}
	all, err := portal.Categories(tx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(all, func(c portal.Category) bool { return c.Slug == slug })
	if i < 0 {
		return "", fault.New(fault.Missing, "public.noheading")
	}
	return all[i].Name, nil
}

const mostTyped = 100 // characters of a search

func cut(s string) string {
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	if r := []rune(s); len(r) > mostTyped {
		s = string(r[:mostTyped])
	}
	return s
}

// spanOf reads the three fields of a date: a day, a month or a whole year.
// Nothing typed is the zero span; the faults say what to mend.
func spanOf(day, month, year string, today law.Day) (span, error) {
	if day == "" && month == "" && year == "" {
		return span{}, nil
	}
	d, m, y := whole(day), whole(month), whole(year)
	switch {
	case year == "" || month == "" && day != "":
		return span{}, fault.New(fault.Invalid, "public.date.part")
	case y < 1900 || y > 2199:
		return span{}, fault.New(fault.Invalid, "public.date.year")
	case month != "" && (m < 1 || m > 12) || day != "" && (d < 1 || d > 31):
		return span{}, fault.New(fault.Invalid, "public.date.none")
	}
	s := span{First: law.Day{Year: y, Month: 1, Day: 1}, Last: law.Day{Year: y, Month: 12, Day: 31}}
	if month != "" {
		s.First.Month = time.Month(m)
		s.Last = s.First.AddMonths(1).AddDays(-1)
	}
	if day != "" {
		if d > s.Last.Day {
			return span{}, fault.New(fault.Invalid, "public.date.short", m, y, s.Last.Day)
		}
		s.First.Day = d
		s.Last = s.First
	}
	if today.Before(s.First) {
		return span{}, fault.New(fault.Invalid, "public.date.future")
	}
	return s, nil
}

// whole is a small number as typed, or -1.
func whole(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > 4 {
		return -1
	}
	return n
}
