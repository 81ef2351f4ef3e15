package desk

import (
	"net/http"
	"net/url"
	"strconv"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func departmentRoutes(m *kit.Mux) {
	m.On("GET /ban/phong-ban", kit.Only(access.SeeStaff, listDepartments))
	m.On("POST /ban/phong-ban", kit.Only(access.KeepStaff, addDepartment))
	m.On("GET /ban/phong-ban/{id}", kit.Only(access.SeeStaff, showDepartment))
	m.On("POST /ban/phong-ban/{id}", kit.Only(access.KeepStaff, amendDepartment))
	m.On("POST /ban/phong-ban/{id}/dong", kit.Only(access.KeepStaff, closeDepartment))
}

// departmentsPage is the tree, or one department of it when At is set.
type departmentsPage struct {
	*kit.Visit
	Departments []roster.Department
	Depth       map[string]int
	Count       map[string]int // people in each, without its sections
	At          roster.Department
	Members     []roster.Person
	Open        string // the form that came back
	Form        url.Values
	Faults      kit.Faults
	Today       law.Day
}

func readDepartments(r *http.Request, v *kit.Visit) (departmentsPage, error) {
	p := departmentsPage{Visit: v, Count: map[string]int{}, Today: law.DayOf(v.Now()), Form: url.Values{}}
	id := r.PathValue("id")
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Departments, err = roster.Departments(tx, p.Today); err != nil {
			return err
		}
		staff, err := roster.StaffOn(tx, p.Today)
		if err != nil {
			return err
		}
		for _, x := range staff {
			p.Count[x.Department]++
		}
		if id != "" {
			p.Members, err = roster.MembersOf(tx, id, p.Today)
		}
		return err
	})
	for _, d := range p.Departments {
		if d.ID == id {
			p.At = d
		}
	}
	if err == nil && id != "" && p.At.ID == "" {
		err = fault.New(fault.Missing, "fault.missing") // closed
	}
	p.Depth = depths(p.Departments)
	return p, err
}

func listDepartments(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readDepartments(r, v)
	if err != nil {
		return err
	}
	if wantsSheet(r) {
		return p.export(w)
	}
	return v.Show(w, r, departmentsView(p))
}

func showDepartment(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readDepartments(r, v)
	if err != nil {
		return err
	}
	p.Form = url.Values{"name": {p.At.Name}, "parent": {p.At.Parent}, "kind": {p.At.Kind}, "tree": {string(p.At.Tree)}, "position": {strconv.Itoa(p.At.Position)}}
	return v.Show(w, r, departmentView(p))
}

// readDepartment is the form of a department.
func (t *typed) readDepartment() roster.Department {
	position, err := strconv.Atoi(t.text("position"))
	t.faults.Check(err == nil && position >= 0 || t.text("position") == "", "position", "fault.number")
	return roster.Department{Name: t.text("name"), Parent: t.text("parent"), Kind: t.text("kind"), Tree: roster.Tree(t.text("tree")), Position: position}
}

func addDepartment(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	d := t.readDepartment()
	err := t.faults.Err()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			_, err := roster.AddDepartment(tx, d)
			return v.Path("/ban/phong-ban"), err
		})
	}
	return returnDepartment(w, r, v, "add", err)
}

func amendDepartment(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	d := t.readDepartment()
	d.ID = r.PathValue("id")
	err := t.faults.Err()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) { return v.Path("/ban/phong-ban"), roster.AmendDepartment(tx, d) })
	}
	return returnDepartment(w, r, v, "amend", err)
}

func closeDepartment(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	last := t.day("to")
	t.faults.Check(!last.IsZero(), "to", "fault.required")
	err := t.faults.Err()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			return v.Path("/ban/phong-ban"), roster.CloseDepartment(tx, r.PathValue("id"), after(last))
		})
	}
	return returnDepartment(w, r, v, "close", err)
}

func returnDepartment(w http.ResponseWriter, r *http.Request, v *kit.Visit, form string, err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	said := v.Faults(err)
	p, err := readDepartments(r, v)
	if err != nil {
		return err
	}
	p.Open, p.Form, p.Faults = form, r.PostForm, said
	if p.At.ID != "" {
		return v.Return(w, r, departmentView(p))
	}
	return v.Return(w, r, departmentsView(p))
}

// field is one of the forms of the page.
func (p departmentsPage) field(form, name string, o kit.FieldOpts) kit.FieldOpts {
	o.Name, o.ID = name, form+"-"+name
	if p.Form.Has(name) {
		o.Value = p.Form.Get(name)
	}
	if p.Open == form {
		o.Fault = p.Faults[name]
	}
	return o
}

func kindOptions(v *kit.Visit) (out []kit.Option) {
	for _, k := range roster.Kinds() {
		out = append(out, kit.Option{Value: k, Label: v.T("desk.department.kind." + k)})
	}
	return out
}

// parents are the departments that this one may lie under.
func (p departmentsPage) parents() []kit.Option {
	var open []roster.Department
	for _, d := range p.Departments {
		if d.ID != p.At.ID || p.At.ID == "" {
			open = append(open, d)
		}
	}
	return departmentOptions(open)
}

func (p departmentsPage) ofTree(t roster.Tree) (out []roster.Department) {
	for _, d := range p.Departments {
		if d.Tree == t {
			out = append(out, d)
		}
	}
	return out
}

// wide sets how many columns of the form a field takes.
func wide(class string, o kit.FieldOpts) kit.FieldOpts {
	o.Class = class
	return o
}
