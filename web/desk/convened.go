package desk

import (
	"io"
	"net/http"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/register"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func convenedRoutes(m *kit.Mux) {
	m.On("GET /ban/trieu-tap", kit.Only(access.SeeWork, shown(convenedShow)))
	m.On("GET /ban/trieu-tap/chon", kit.Only(access.Prepare, shown(chooseShow)))
	m.On("GET /ban/trieu-tap/ky", kit.Only(access.SeeWork, shown(signShow)))
	m.On("POST /ban/trieu-tap/chon", kit.Only(access.Prepare, doing("/ban/trieu-tap", chooseShow, convene)))
	m.On("POST /ban/trieu-tap/{id}/vang", kit.Only(access.SeeWork, doing("/ban/trieu-tap", convenedShow,
		func(tx *store.Tx, t *typed, c conference.Conference) error {
			return conference.Excuse(tx, c.ID, t.id(), t.text("reason"))
		})))
}

// convenedPage is the list of the convened, frozen as of the day.
type convenedPage struct {
	about
	List  kit.List
	All   []conference.Attendee
	Rows  []conference.Attendee
	Staff []roster.Person
	Bases []register.Document
}

func (p *convenedPage) read(r *http.Request) error {
	return p.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		if p.All, err = conference.ConvenedList(tx, p.C.ID); err != nil {
			return err
		}
		if p.Bases, err = conference.Bases(tx, p.C.ID); err != nil {
			return err
		}
		p.Staff, err = roster.StaffOn(tx, p.C.HeldOn)
		return err
	})
}

func convenedShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := convenedPage{about: about{Visit: v, again: a}, List: v.ListOf(r, "ten", "phong", "doi-tuong", "vang", "hn")}
	p.List.Path = v.Path("/ban/trieu-tap")
	if err := p.read(r); err != nil {
		return err
	}
	found := p.found()
	if r.FormValue("xuat") == "xlsx" {
		return p.export(w, found)
	}
	p.Rows = kit.Cut(&p.List, found)
	return a.answer(w, r, convenedView(p))
}

// found are the rows that the list asks for, in its order.
func (p convenedPage) found() []conference.Attendee {
	list := slices.Clone(p.All)
	if p.List.Search != "" {
		list = conference.Seek(list, p.List.Search)
	}
	place, category, absent := p.List.Filter("phong"), p.List.Filter("doi-tuong"), p.List.Filter("vang")
	list = slices.DeleteFunc(list, func(a conference.Attendee) bool {
		return place != "" && a.Department != place || category != "" && a.Category != category || absent != "" && a.Excuse == ""
	})
	by := map[string]func(a, b conference.Attendee) int{
		"phong":     func(a, b conference.Attendee) int { return strings.Compare(a.Department, b.Department) },
		"doi-tuong": func(a, b conference.Attendee) int { return rankOf(a.Category) - rankOf(b.Category) },
	}[p.List.Sort]
	if by != nil {
		slices.SortStableFunc(list, by)
	}
	if p.List.Desc {
		slices.Reverse(list)
	}
	return list
}

func rankOf(category string) int { return slices.Index(roster.Categories(), roster.Category(category)) }

func chooseShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := convenedPage{about: about{Visit: v, again: a}}
	if err := p.read(r); err != nil {
		return err
	}
	return a.answer(w, r, chooseView(p))
}

// signShow is the sheet on which the hall signs.
func signShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := convenedPage{about: about{Visit: v, again: a}}
	if err := p.read(r); err != nil {
		return err
	}
	return v.Show(w, r, signView(p))
}

// convene freezes the staff of the day whose names are ticked.
func convene(tx *store.Tx, t *typed, c conference.Conference) error {
	staff, err := roster.StaffOn(tx, c.HeldOn)
	if err != nil {
		return err
	}
	ticked := t.Values["person"]
	staff = slices.DeleteFunc(staff, func(x roster.Person) bool { return !slices.Contains(ticked, x.ID) })
	return conference.Convene(tx, c.ID, staff)
}

// chosen reports whether a person is ticked: who is convened, or, before the
// list was settled, everybody who works that day.
func (p convenedPage) chosen(x roster.Person) bool {
	if p.form != nil {
		return slices.Contains(p.form["person"], x.ID)
	}
	if len(p.All) == 0 {
		return p.C.Form != "delegates"
	}
	return slices.ContainsFunc(p.All, func(a conference.Attendee) bool { return a.Person == x.ID })
}

// staffOf are the staff of one category.
func (p convenedPage) staffOf(c roster.Category) (out []roster.Person) {
	for _, x := range p.Staff {
		if x.Category == c {
			out = append(out, x)
		}
	}
	return out
}

// changed counts who joined or left the staff since the list was settled.
func (p convenedPage) changed() (joined, left int) {
	on := map[string]bool{}
	for _, a := range p.All {
		on[a.Person] = true
	}
	staff := map[string]bool{}
	for _, x := range p.Staff {
		staff[x.ID] = true
		if !on[x.ID] {
			joined++
		}
	}
	for _, a := range p.All {
		if !staff[a.Person] {
			left++
		}
	}
	return joined, left
}

func (p convenedPage) count(category string) (n int) {
	for _, a := range p.All {
		if a.Category == category {
			n++
		}
	}
	return n
}

func (p convenedPage) excused() (n int) {
	for _, a := range p.All {
		if a.Excuse != "" {
			n++
		}
	}
	return n
}

// places are the departments that occur on the list.
func (p convenedPage) places() (out []kit.Option) {
	for _, a := range p.All {
		if a.Department != "" && !slices.ContainsFunc(out, func(o kit.Option) bool { return o.Value == a.Department }) {
			out = append(out, kit.Option{Value: a.Department, Label: a.Department})
		}
	}
	slices.SortFunc(out, func(a, b kit.Option) int { return strings.Compare(locale.Fold(a.Label), locale.Fold(b.Label)) })
	return out
}

func (p convenedPage) mayExcuse() bool {
	return !p.closed() && (p.Who.May(access.Prepare) || p.Who.May(access.Receive))
}

func (p convenedPage) export(w http.ResponseWriter, list []conference.Attendee) error {
	s := document.Sheet{Name: p.T("desk.convened.sheet"), Meta: document.Meta{Title: p.T("desk.convened.title") + " - " + p.C.Name, Author: p.Place.Name, Created: law.DayOf(p.Now())}}
	for i, key := range []string{"desk.convened.ordinal", "desk.convened.name", "desk.convened.category", "desk.convened.department", "desk.convened.post", "desk.convened.excuse"} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(key), Width: []int{12, 56, 40, 60, 60, 60}[i]})
	}
	for i, a := range list {
		s.Rows = append(s.Rows, []document.Cell{document.Int(int64(i + 1)), document.Str(a.Name), document.Str(p.T("roster.category." + a.Category)),
			document.Str(a.Department), document.Str(a.Post), document.Str(a.Excuse)})
	}
	return p.Send(w, kit.Download{Name: p.T("desk.convened.file") + ".xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error { return document.XLSX(out, s) }})
}

// chooseUnder says of a person what helps to choose: department, and leave.
func chooseUnder(v *kit.Visit, x roster.Person) string {
	s := x.DepartmentName
	if x.Status != roster.Working && x.Status != "" {
		s = strings.TrimPrefix(s+" · "+v.T("desk.people.status."+x.Status), " · ")
	}
	return s
}
