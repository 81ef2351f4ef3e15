package public

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hoinghi/document"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func awardRoutes(m *kit.Mux) {
	m.On("GET /khen-thuong", kept(awards))
	m.On("GET /khen-thuong/{id}", kept(award))
}

// awardsPage lists the award decisions that are before the public.
type awardsPage struct {
	frame
	Search, Year, Sort string
	Years              []int // that have any
	List               []emulation.Decision
	Total              int
	Pager              pager
}

// awardSorts are the orders a reader may choose; the first is the usual one.
var awardSorts = []string{"moi", "cu", "so"}

// keys: public.award.sort.*

func awards(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	q := r.URL.Query()
	p := awardsPage{Search: cut(q.Get("tim")), Year: cut(q.Get("nam")), Sort: q.Get("xep")}
	if !slices.Contains(awardSorts, p.Sort) {
		p.Sort = awardSorts[0]
	}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.frame, err = newFrame(tx, r, v, law.DayOf(v.Now())); err != nil {
			return err
		}
		p.List, err = emulation.PublicDecisions(tx)
		return err
	})
	if err != nil {
		return err
	}
	p.choose()
	if q.Get("xuat") == "xlsx" {
		return p.export(w)
	}
	p.Total = len(p.List)
	p.Pager = newPager(q.Get("trang"), perPage, p.Total)
	p.Pager.Label, p.Pager.Path, p.Pager.Keep = p.T("public.award.pages"), p.Path("/khen-thuong"), p.keep()
	from := (p.Pager.Page - 1) * perPage
	p.List = p.List[from:min(p.Total, from+perPage)]
	p.Here = "/khen-thuong"
	return p.answer(w, r, sheet{Body: awardsView(p)})
}

// choose keeps what the reader asked for, in the order asked for.
func (p *awardsPage) choose() {
	words := strings.Fields(locale.FoldSearch(p.Search))
	for _, d := range p.List {
		if !slices.Contains(p.Years, d.Dated.Year) {
			p.Years = append(p.Years, d.Dated.Year)
		}
	}
	p.List = slices.DeleteFunc(p.List, func(d emulation.Decision) bool {
		text := locale.FoldSearch(awardText(d))
		return p.Year != "" && strconv.Itoa(d.Dated.Year) != p.Year || slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
	switch p.Sort {
	case "cu":
		slices.Reverse(p.List)
	case "so":
		slices.SortStableFunc(p.List, func(a, b emulation.Decision) int {
			return cmp.Or(cmp.Compare(leading(a.Number), leading(b.Number)), strings.Compare(a.Number, b.Number))
		})
	}
}

// awardText is what of a decision can be searched: what everybody reads.
func awardText(d emulation.Decision) string {
	parts := []string{d.Number, d.Issuer, d.Subject}
	for _, a := range d.Awards {
		parts = append(parts, a.Name, a.Under, a.What())
	}
	return strings.Join(parts, " ")
}

// leading is the number that a symbol begins with: 12 of 12/QĐ-TVT.
func leading(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(s)
	}
	n, _ := strconv.Atoi(s[:end])
	return n
}

func (p awardsPage) keep() url.Values {
	q := url.Values{}
	for k, s := range map[string]string{"tim": p.Search, "nam": p.Year} {
		if s != "" {
			q.Set(k, s)
		}
	}
	if p.Sort != awardSorts[0] {
		q.Set("xep", p.Sort)
	}
	return q
}

// workbook is the address of what is listed as a workbook.
func (p awardsPage) workbook() string {
	q := p.keep()
	q.Set("xuat", "xlsx")
	return p.Path("/khen-thuong?") + q.Encode()
}

func (p awardsPage) export(w http.ResponseWriter) error {
	s := document.Sheet{Name: p.T("public.award"), Meta: document.Meta{Title: p.T("public.award"), Author: p.Place.Name, Created: law.DayOf(p.Now().In(locale.Zone))}}
	for _, key := range []string{"public.award.number", "public.award.dated", "public.award.issuer", "public.award.subject", "public.award.who", "public.award.under", "public.award.what"} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(key), Width: 24})
	}
	for _, d := range p.List {
		for _, a := range d.Awards {
			s.Rows = append(s.Rows, []document.Cell{document.Str(d.Number), document.Date(d.Dated), document.Str(d.Issuer), document.Str(d.Subject),
				document.Str(p.recipient(a)), document.Str(a.Under), document.Str(a.What())})
		}
	}
	return p.Send(w, kit.Download{Name: "khen-thuong.xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error { return document.XLSX(out, s) }})
}

// recipient is who is honoured, without a name where none was agreed to.
func (f frame) recipient(a emulation.Award) string {
	if a.Name == "" {
		return f.T("public.award.unnamed")
	}
	return a.Name
}

// honoured counts who is in a decision, in words.
func (f frame) honoured(d emulation.Decision) string {
	collectives, people := emulation.Totals([]emulation.Decision{d})
	switch {
	case collectives > 0 && people > 0:
		return f.T("public.award.both", collectives, people)
	case collectives > 0:
		return f.T("public.award.collectives", collectives)
	}
	return f.T("public.award.people", people)
}

// awardPage is one decision.
type awardPage struct {
	frame
	Decision    emulation.Decision
	Corrections []emulation.Correction
}

func award(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p awardPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Decision, err = emulation.PublicDecision(tx, strings.ToUpper(r.PathValue("id"))); err != nil {
			return err
		}
		if p.frame, err = newFrame(tx, r, v, law.DayOf(v.Now())); err != nil {
			return err
		}
		p.Corrections, err = emulation.Corrections(tx, p.Decision.ID)
		return err
	})
	if err != nil {
		return err
	}
	p.Here = "/khen-thuong"
	return p.answer(w, r, sheet{Body: awardView(p)})
}

// group is what one title or form of reward was given for, in order.
type group struct {
	What   string
	Awards []emulation.Award
}

// groups takes a decision apart by title.
func (p awardPage) groups() (out []group) {
	for _, a := range p.Decision.Awards {
		i := slices.IndexFunc(out, func(g group) bool { return g.What == a.What() })
		if i < 0 {
			i, out = len(out), append(out, group{What: a.What()})
		}
		out[i].Awards = append(out[i].Awards, a)
	}
	return out
}

// awardsOf are the public decisions of a conference, for the articles that were
// drafted from it; none where they cannot be read.
func (f frame) awardsOf(ctx context.Context, conference string) (out []emulation.Decision) {
	if conference == "" {
		return nil
	}
	err := f.Read(ctx, func(tx *store.Tx) (err error) { out, err = emulation.PublicDecisions(tx); return err })
	if err != nil {
		f.Site.Log.Warn("read award decisions", "err", err)
	}
	return slices.DeleteFunc(out, func(d emulation.Decision) bool { return d.Conference != conference || !d.WithdrawnAt.IsZero() })
}

func (f frame) awardName(d emulation.Decision) string {
	return f.T("public.award.no", d.Number) + " " + d.Subject
}

// awardPath is the address of a decision's page, in small letters as all of
// the portal's are.
func (f frame) awardPath(d emulation.Decision) string {
	return f.Path("/khen-thuong/", strings.ToLower(d.ID))
}

// sentence begins a subject with a capital.
func sentence(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return locale.Upper(s[:n]) + s[n:]
}
