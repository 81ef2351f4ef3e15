package desk

import (
	"io"
	"net/http"
	"strings"

	"hoinghi/access"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func staffImportRoutes(m *kit.Mux) {
	m.On("GET /ban/nhap-can-bo", kit.Only(access.KeepStaff, askList))
	m.Upload("POST /ban/nhap-can-bo", roster.MaxFile+1<<16, kit.Only(access.KeepStaff, takeList))
	m.On("GET /ban/nhap-can-bo/mau", kit.Only(access.KeepStaff, sampleList))
	m.On("GET /ban/nhap-can-bo/{id}", kit.Only(access.KeepStaff, showPlan))
	m.On("POST /ban/nhap-can-bo/{id}", kit.Only(access.KeepStaff, carryList))
	m.On("POST /ban/nhap-can-bo/{id}/bo", kit.Only(access.KeepStaff, dropList))
}

// askPage asks for a list.
type askPage struct {
	*kit.Visit
	Category string
	Faults   kit.Faults
}

func askList(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Show(w, r, askView(askPage{Visit: v, Category: string(roster.PublicEmployee)}))
}

// takeList reads the file once to refuse what cannot be read, and keeps it.
func takeList(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	name, body, err := kit.File(r, "file")
	if err != nil {
		return err
	}
	category := r.PostFormValue("category")
	if _, err = roster.ReadSheet(name, body); err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			id, err := roster.Keep(tx, roster.Upload{Name: name, Category: roster.Category(category), Body: body})
			return v.Path("/ban/nhap-can-bo/", id), err
		})
	}
	if fault.Is(err, fault.Invalid) {
		return v.Return(w, r, askView(askPage{Visit: v, Category: category, Faults: v.Faults(err)}))
	}
	return err
}

// planPage is the dry run: what the list would do, and which rows it cannot.
type planPage struct {
	*kit.Visit
	ID    string
	Sheet roster.Sheet
	Plan  roster.Import
	Part  string // bad, new, changed or same
	List  kit.List
	Bad   []roster.BadRow // of the page of the part
	Rows  []roster.Entry
}

// readKept reads the stored file; an import that was carried out has its
// figures instead.
func readKept(r *http.Request, v *kit.Visit) (u roster.Upload, err error) {
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		u, err = roster.Kept(tx, r.PathValue("id"))
		return err
	})
	return u, err
}

func showPlan(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	u, err := readKept(r, v)
	if err != nil {
		return err
	}
	if done, ok := u.Done(); ok {
		return v.Show(w, r, doneView(donePage{Visit: v, File: u.Name, Done: done}))
	}
	p, err := planOf(r, v, u)
	if err != nil {
		return err
	}
	if r.FormValue("xuat") == "xlsx" {
		return p.exportBad(w)
	}
	return v.Show(w, r, planView(p))
}

func planOf(r *http.Request, v *kit.Visit, u roster.Upload) (planPage, error) {
	p := planPage{Visit: v, ID: r.PathValue("id"), Part: r.FormValue("phan"), List: v.ListOf(r, "", "phan")}
	var err error
	if p.Sheet, err = roster.ReadSheet(u.Name, u.Body); err != nil {
		return p, err
	}
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.Plan, err = roster.Plan(tx, p.Sheet, roster.Choices{Category: u.Category})
		return err
	})
	if err != nil {
		return p, err
	}
	counts := map[string]int{"loi": len(p.Plan.Bad), "moi": len(p.Plan.Added), "doi": len(p.Plan.Changed), "nguyen": len(p.Plan.Same)}
	if counts[p.Part] == 0 {
		for _, part := range []string{"nguyen", "doi", "moi", "loi"} {
			if counts[part] > 0 {
				p.Part = part
			}
		}
	}
	switch p.Part {
	case "loi":
		p.Bad = kit.Cut(&p.List, p.Plan.Bad)
	case "moi":
		p.Rows = kit.Cut(&p.List, p.Plan.Added)
	case "doi":
		p.Rows = kit.Cut(&p.List, p.Plan.Changed)
	default:
		p.Rows = kit.Cut(&p.List, p.Plan.Same)
	}
	return p, nil
}

// carryList plans again and writes in one transaction, so that what was shown
// and what is written rest on the same rules.
func carryList(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	u, err := readKept(r, v)
	if err != nil {
		return err
	}
	here := v.Path("/ban/nhap-can-bo/", r.PathValue("id"))
	if _, done := u.Done(); done {
		http.Redirect(w, r, here, http.StatusSeeOther)
		return nil
	}
	sheet, err := roster.ReadSheet(u.Name, u.Body)
	if err != nil {
		return err
	}
	leaveOut := r.PostFormValue("bo-qua") == "1"
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		plan, err := roster.Plan(tx, sheet, roster.Choices{Category: u.Category})
		if err != nil {
			return "", err
		}
		if err := roster.Carry(tx, plan, leaveOut); err != nil {
			return "", err
		}
		var people []roster.Person
		for _, e := range append(plan.Added, plan.Changed...) {
			people = append(people, e.Person)
		}
		if err := enrol(tx, people...); err != nil {
			return "", err
		}
		return here, roster.Finish(tx, r.PathValue("id"), plan)
	})
}

func dropList(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/ban/nhap-can-bo"), roster.Drop(tx, r.PathValue("id"))
	})
}

// donePage says what was written.
type donePage struct {
	*kit.Visit
	File string
	Done roster.Done
}

func (p planPage) tabs() []kit.Tab {
	var out []kit.Tab
	for _, t := range []struct {
		part, key string
		n         int
	}{{"loi", "desk.import.tab.bad", p.Plan.BadLines}, {"moi", "desk.import.tab.new", len(p.Plan.Added)},
		{"doi", "desk.import.tab.changed", len(p.Plan.Changed)}, {"nguyen", "desk.import.tab.same", len(p.Plan.Same)}} {
		if t.n > 0 {
			out = append(out, kit.Tab{Label: p.T(t.key), Path: p.List.To("phan", t.part, "trang", ""), Count: t.n, Here: p.Part == t.part})
		}
	}
	return out
}

// good counts the rows that can be read.
func (p planPage) good() int { return len(p.Plan.Added) + len(p.Plan.Changed) + len(p.Plan.Same) }

func (p planPage) where(b roster.BadRow) string {
	if b.Column.Header == "" {
		return p.field(b.Column.Field)
	}
	return p.T("desk.import.column", b.Column.Letter(), b.Column.Header)
}

// keys: desk.import.field.*
func (p planPage) field(f roster.Field) string { return p.T("desk.import.field." + string(f)) }

// said is a value of a change in words.
func (p planPage) said(value string) string {
	switch {
	case value == "":
		return p.T("desk.import.blank")
	case strings.HasPrefix(value, "roster."):
		return p.T(value)
	}
	return value
}

func (p planPage) why(b roster.BadRow) string { return p.T(b.Key, b.Args...) }

// readAs says in which old font a list was typed, or nothing.
func (p planPage) readAs() string {
	switch p.Sheet.Encoding {
	case locale.TCVN3, locale.VNI, locale.Windows1258:
		return p.T("desk.import.mended", string(p.Sheet.Encoding))
	}
	return ""
}

func (p planPage) unused() string {
	var out []string
	for _, c := range p.Sheet.Columns {
		if c.Field == "" && c.Header != "" {
			out = append(out, c.Header)
		}
	}
	return strings.Join(out, ", ")
}

func (p planPage) exportBad(w http.ResponseWriter) error {
	s := document.Sheet{Name: p.T("desk.import.tab.bad"), Meta: document.Meta{Title: p.T("desk.import.tab.bad"), Created: law.DayOf(p.Now())}}
	for i, key := range []string{"desk.import.row", "desk.import.col", "desk.import.value", "desk.import.why"} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(key), Width: []int{20, 50, 50, 160}[i]})
	}
	for _, b := range p.Plan.Bad {
		s.Rows = append(s.Rows, []document.Cell{document.Int(int64(b.Row)), document.Str(p.where(b)), document.Str(b.Value), document.Str(p.why(b))})
	}
	return p.Send(w, kit.Download{Name: "dong-loi.xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error { return document.XLSX(out, s) }})
}

// sampleList is a list with the headers that are understood and two people
// who do not exist.
func sampleList(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	s := document.Sheet{Name: v.T("desk.import.sample.sheet"), Meta: document.Meta{Title: v.T("desk.import.sample"), Created: law.DayOf(v.Now())}}
	fields := []roster.Field{roster.Ordinal, roster.CodeOf, roster.FullName, roster.BornOn, roster.SexOf, roster.CategoryOf, roster.Place, roster.PostOf,
		roster.GradeOf, roster.UnionPost, roster.InUnion, roster.InParty, roster.JoinedOn, roster.PhoneOf, roster.EmailOf}
	for _, f := range fields {
		s.Columns = append(s.Columns, document.Column{Title: v.T("desk.import.field." + string(f)), Width: 40})
	}
	for i, born := range []law.Day{{Year: 1986, Month: 8, Day: 14}, {Year: 1979, Month: 11, Day: 2}} {
		row := []document.Cell{document.Int(int64(i + 1))}
		for _, cell := range strings.Split(v.T([]string{"desk.import.sample.one", "desk.import.sample.two"}[i]), "|") {
			if cell == "dd" {
				row = append(row, document.Date(born))
			} else {
				row = append(row, document.Str(cell))
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return v.Send(w, kit.Download{Name: "mau-danh-sach.xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error { return document.XLSX(out, s) }})
}

// under names the file, its sheet and its size.
func (p planPage) under() string {
	n := p.good() + p.Plan.BadLines
	if p.Sheet.Name == "" {
		return p.T("desk.import.from", p.Sheet.File, n)
	}
	return p.T("desk.import.from.sheet", p.Sheet.File, p.Sheet.Name, n)
}
