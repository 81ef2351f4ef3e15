package desk

import (
	"net/http"
	"net/url"
	"strings"

	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// typed is a form as it was sent: what is asked of it is noted when it cannot
// be read, so that all faults are shown at once.
type typed struct {
	url.Values
	from   *http.Request
	faults fault.Form
}

func typedIn(r *http.Request) *typed { return &typed{Values: r.PostForm, from: r} }

func (t *typed) text(name string) string { return strings.TrimSpace(t.Get(name)) }

func (t *typed) day(name string) law.Day {
	d, err := locale.ParseDate(t.Get(name))
	t.faults.Check(err == nil, name, "fault.day")
	return d
}

// personForm is the facts of a person, new or known.
type personForm struct {
	*kit.Visit
	ID          string // empty for a new person
	Title, Back string
	Form        url.Values
	Faults      kit.Faults
	Departments []roster.Department
}

func newPerson(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	f := url.Values{"union": {"1"}, "category": {string(roster.PublicEmployee)}, "department": {r.FormValue("phong")}}
	p, err := formFor(r, v, personForm{Form: f})
	if err != nil {
		return err
	}
	return v.Show(w, r, personFormView(p))
}

func editPerson(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	var x roster.Person
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		x, err = roster.Find(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	p, err := formFor(r, v, personForm{ID: id, Form: formOf(x)})
	if err != nil {
		return err
	}
	return v.Show(w, r, personFormView(p))
}

// formFor puts the words and choices around a form.
func formFor(r *http.Request, v *kit.Visit, p personForm) (personForm, error) {
	p.Visit, p.Title, p.Back = v, v.T("desk.people.new"), "/ban/can-bo"
	if p.ID != "" {
		p.Title, p.Back = v.T("desk.people.edit"), "/ban/can-bo/"+p.ID
	}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.Departments, err = agencyDepartments(tx, roster.Today(tx))
		return err
	})
	return p, err
}

func formOf(x roster.Person) url.Values {
	tick := func(b bool) string { return map[bool]string{true: "1"}[b] }
	return url.Values{"name": {x.Name}, "born": {locale.Date(x.Born)}, "sex": {x.Sex}, "category": {string(x.Category)}, "department": {x.Department}, "grade": {x.Grade},
		"union": {tick(x.UnionMember)}, "party": {tick(x.PartyMember)}, "joined": {locale.Date(x.Joined)}, "phone": {x.Phone}, "email": {x.Email}, "code": {x.Code}}
}

// readPerson lays what was typed over what is known.
func (t *typed) readPerson(x roster.Person) roster.Person {
	x.Name, x.Born, x.Joined = t.text("name"), t.day("born"), t.day("joined")
	x.Sex, x.Category, x.Department = t.text("sex"), roster.Category(t.text("category")), t.text("department")
	x.Grade, x.Phone, x.Email, x.Code = t.text("grade"), t.text("phone"), t.text("email"), t.text("code")
	x.UnionMember, x.PartyMember = t.text("union") == "1", t.text("party") == "1"
	return x
}

func hirePerson(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	x, post, from := t.readPerson(roster.Person{}), t.text("post"), t.day("post-from")
	err := t.faults.Err()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			id, err := roster.Hire(tx, x)
			if err != nil {
				return "", err
			}
			if post != "" {
				if _, err := roster.Appoint(tx, roster.Post{Person: id, Title: post, Tree: roster.Agency, From: from}); err != nil {
					return "", err
				}
			}
			x, err := roster.Find(tx, id)
			if err != nil {
				return "", err
			}
			return v.Path("/ban/can-bo/", id), enrol(tx, x)
		})
	}
	return returnForm(w, r, v, personForm{Form: r.PostForm}, err)
}

func amendPerson(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, t := r.PathValue("id"), typedIn(r)
	t.readPerson(roster.Person{})
	err := t.faults.Err()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			x, err := roster.Find(tx, id)
			if err != nil {
				return "", err
			}
			if err := roster.Amend(tx, t.readPerson(x)); err != nil {
				return "", err
			}
			if x, err = roster.Find(tx, id); err != nil {
				return "", err
			}
			return v.Path("/ban/can-bo/", id), enrol(tx, x)
		})
	}
	return returnForm(w, r, v, personForm{ID: id, Form: r.PostForm}, err)
}

func returnForm(w http.ResponseWriter, r *http.Request, v *kit.Visit, p personForm, err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p.Faults = v.Faults(err)
	if p, err = formFor(r, v, p); err != nil {
		return err
	}
	return v.Return(w, r, personFormView(p))
}

// enrol lets people of the roster sign in, by the same ids.
func enrol(tx *store.Tx, people ...roster.Person) error {
	members := make([]account.Person, 0, len(people))
	for _, x := range people {
		members = append(members, account.Person{ID: x.ID, Name: x.Name})
	}
	return account.Enrol(tx, members)
}

// field fills one field with what was typed and what is wrong with it.
func (p personForm) field(name, class string, o kit.FieldOpts) kit.FieldOpts {
	o.Name, o.Class, o.Value, o.Fault = name, class, p.Form.Get(name), p.Faults[name]
	return o
}
