package desk

import (
	"cmp"
	"io"
	"net/http"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func peopleRoutes(m *kit.Mux) {
	m.On("GET /ban/can-bo", kit.Only(access.SeeStaff, listPeople))
	m.On("GET /ban/can-bo/moi", kit.Only(access.KeepStaff, newPerson))
	m.On("POST /ban/can-bo/moi", kit.Only(access.KeepStaff, hirePerson))
	m.On("GET /ban/can-bo/{id}", kit.Only(access.SeeStaff, showPerson))
	m.On("GET /ban/can-bo/{id}/sua", kit.Only(access.KeepStaff, editPerson))
	m.On("POST /ban/can-bo/{id}/sua", kit.Only(access.KeepStaff, amendPerson))
	m.On("POST /ban/can-bo/{id}/chuc-vu", kit.Only(access.KeepStaff, appointPost))
	m.On("POST /ban/can-bo/{id}/thoi-chuc", kit.Only(access.KeepStaff, relievePost))
	m.On("POST /ban/can-bo/{id}/tinh-trang", kit.Only(access.KeepStaff, setPersonStatus))
	m.On("POST /ban/can-bo/{id}/thoi-viec", kit.Only(access.KeepStaff, dismissPerson))
	m.On("POST /ban/can-bo/{id}/the", kit.Only(access.KeepDoors, showPersonCard))
	m.On("POST /ban/can-bo/{id}/cap-lai-the", kit.Only(access.KeepDoors, renewPersonCard))
	departmentRoutes(m)
	staffImportRoutes(m)
	accountRoutes(m)
}

// peoplePage is the list of staff.
type peoplePage struct {
	*kit.Visit
	List        kit.List
	People      []roster.Person
	Departments []roster.Department
	Today       law.Day
	All         int // on the staff today
}

// keys: desk.people.status.*
const statusLeft = "left"

func listPeople(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := peoplePage{Visit: v, List: v.ListOf(r, "ten", "phong", "doi-tuong", "tinh-trang"), Today: law.DayOf(v.Now())}
	var all []roster.Person
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Departments, err = agencyDepartments(tx, p.Today); err != nil {
			return err
		}
		all, err = roster.ListPeople(tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, x := range all {
		if x.On(p.Today) {
			p.All++
		}
	}
	found := p.filter(all)
	p.sort(found)
	if r.FormValue("xuat") == "xlsx" {
		return p.export(w, found)
	}
	p.People = kit.Cut(&p.List, found)
	return v.Show(w, r, peopleView(p))
}

func agencyDepartments(tx *store.Tx, on law.Day) ([]roster.Department, error) {
	all, err := roster.Departments(tx, on)
	return slices.DeleteFunc(all, func(d roster.Department) bool { return d.Tree != roster.Agency }), err
}

// filter keeps whom the list asks for: those who left only when asked for.
func (p peoplePage) filter(all []roster.Person) []roster.Person {
	place, category, status := p.List.Filter("phong"), p.List.Filter("doi-tuong"), p.List.Filter("tinh-trang")
	return slices.DeleteFunc(roster.Search(all, p.List.Search), func(x roster.Person) bool {
		here := x.On(p.Today)
		switch {
		case status == statusLeft && here, status != statusLeft && !here:
			return true
		case status != "" && status != statusLeft && x.Status != status:
			return true
		}
		return place != "" && x.Department != place || category != "" && string(x.Category) != category
	})
}

// sort orders a list that is in the order of names.
func (p peoplePage) sort(list []roster.Person) {
	order := map[string]int{}
	for i, d := range p.Departments {
		order[d.ID] = i + 1
	}
	by := func(a, b roster.Person) int {
		switch p.List.Sort {
		case "phong":
			return cmp.Or(cmp.Compare(order[a.Department], order[b.Department]), strings.Compare(a.DepartmentName, b.DepartmentName))
		case "doi-tuong":
			return slices.Index(roster.Categories(), a.Category) - slices.Index(roster.Categories(), b.Category)
		case "sinh":
			return a.Born.Compare(b.Born)
		}
		return 0
	}
	slices.SortStableFunc(list, by)
	if p.List.Desc {
		slices.Reverse(list)
	}
}

func (p peoplePage) export(w http.ResponseWriter, list []roster.Person) error {
	title := p.T("desk.people.title")
	s := document.Sheet{Name: p.T("desk.people.sheet"), Meta: document.Meta{Title: title, Author: p.Place.Name, Created: law.DayOf(p.Now())}}
	for i, key := range []string{"desk.people.ordinal", "desk.people.code", "desk.people.name", "desk.people.born", "desk.people.sex", "desk.people.category", "desk.people.department",
		"desk.people.post", "desk.people.grade", "desk.people.joined", "desk.people.phone", "desk.people.email", "desk.people.status"} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(key), Width: []int{12, 24, 56, 28, 22, 34, 60, 56, 50, 32, 32, 50, 34}[i]})
	}
	for i, x := range list {
		s.Rows = append(s.Rows, []document.Cell{document.Int(int64(i + 1)), document.Str(x.Code), document.Str(x.Name), document.Date(x.Born), document.Str(p.sex(x)),
			document.Str(p.category(x)), document.Str(x.DepartmentName), document.Str(x.Post), document.Str(x.Grade), document.Date(x.Joined), document.Str(x.Phone),
			document.Str(x.Email), document.Str(p.T("desk.people.status." + p.status(x)))})
	}
	return p.Send(w, kit.Download{Name: locale.Fold(strings.ReplaceAll(title, " ", "-")) + ".xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error {
		return document.XLSX(out, s)
	}})
}

func (p peoplePage) sex(x roster.Person) string {
	if x.Sex == "" {
		return ""
	}
	return p.T("roster.sex." + x.Sex)
}

func (p peoplePage) category(x roster.Person) string {
	return p.T("roster.category." + string(x.Category))
}

func (p peoplePage) status(x roster.Person) string {
	if !x.On(p.Today) {
		return statusLeft
	}
	return x.Status
}

// statusKind is the colour of a status.
func statusKind(status string) string {
	return map[string]string{roster.Working: "done", roster.Leave: "warn", roster.Seconded: "warn"}[status]
}

func (p peoplePage) departmentOptions() []kit.Option { return departmentOptions(p.Departments) }

// departmentOptions are the departments as a select shows the tree.
func departmentOptions(all []roster.Department) []kit.Option {
	var out []kit.Option
	depth := depths(all)
	for _, d := range all {
		out = append(out, kit.Option{Value: d.ID, Label: strings.Repeat("\u2003", depth[d.ID]) + d.Name})
	}
	return out
}

func depths(all []roster.Department) map[string]int {
	depth := map[string]int{}
	for _, d := range all { // parents come first
		if n, ok := depth[d.Parent]; ok && d.Parent != "" {
			depth[d.ID] = n + 1
		} else {
			depth[d.ID] = 0
		}
	}
	return depth
}

func categoryOptions(v *kit.Visit) (out []kit.Option) {
	for _, c := range roster.Categories() {
		out = append(out, kit.Option{Value: string(c), Label: v.T("roster.category." + string(c))})
	}
	return out
}

func statusOptions(v *kit.Visit, statuses ...string) (out []kit.Option) {
	for _, s := range statuses {
		out = append(out, kit.Option{Value: s, Label: v.T("desk.people.status." + s)})
	}
	return out
}
