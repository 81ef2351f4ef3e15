package desk

import (
	"cmp"
	"net/http"
	"slices"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func committeeRoutes(m *kit.Mux) {
	m.On("GET /ban/ban-to-chuc", kit.Only(access.SeeWork, shown(committeeShow)))
	post := func(path string, act deed) {
		m.On("POST /ban/ban-to-chuc"+path, kit.Only(access.Prepare, doing("/ban/ban-to-chuc", committeeShow, act)))
	}
	post("", func(tx *store.Tx, t *typed, c conference.Conference) error {
		x, err := t.task(tx, conference.Task{Conference: c.ID})
		if err != nil {
			return err
		}
		_, err = conference.AddTask(tx, x)
		return err
	})
	post("/{id}", func(tx *store.Tx, t *typed, _ conference.Conference) error {
		x, err := t.task(tx, conference.Task{ID: t.id()})
		if err != nil {
			return err
		}
		return conference.AmendTask(tx, x)
	})
	post("/{id}/xong", func(tx *store.Tx, t *typed, _ conference.Conference) error {
		return conference.FinishTask(tx, t.id(), t.text("done") == "1")
	})
	post("/{id}/xoa", func(tx *store.Tx, t *typed, _ conference.Conference) error { return conference.RemoveTask(tx, t.id()) })
}

// task reads the form of a task: a person of the roster, or a name typed.
func (t *typed) task(tx *store.Tx, x conference.Task) (conference.Task, error) {
	x.Person, x.PersonName, x.Duty, x.What, x.Due = t.text("who"), t.text("person"), t.text("duty"), t.text("what"), t.day("due")
	if err := t.faults.Err(); err != nil {
		return x, err
	}
	if x.Person != "" {
		p, err := roster.Find(tx, x.Person)
		if err != nil {
			return x, err
		}
		x.PersonName = p.Name
	}
	return x, nil
}

// committeePage lists the tasks of the organising committee.
type committeePage struct {
	about
	Tasks []conference.Task
	Staff []roster.Person
	Today law.Day
	By    string // nguoi or han
	Edit  conference.Task
}

func committeeShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := committeePage{about: about{Visit: v, again: a}, Today: law.DayOf(v.Now()), By: cmp.Or(r.FormValue("theo"), "nguoi")}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		if p.Tasks, err = conference.Tasks(tx, p.C.ID); err != nil {
			return err
		}
		p.Staff, err = roster.StaffOn(tx, p.C.HeldOn)
		return err
	})
	if err != nil {
		return err
	}
	want := cmp.Or(a.form.Get("path-id"), r.FormValue("sua"))
	for _, t := range p.Tasks {
		if t.ID == want {
			p.Edit = t
		}
	}
	if p.By == "han" {
		slices.SortStableFunc(p.Tasks, func(a, b conference.Task) int { return dueOrder(a).Compare(dueOrder(b)) })
	}
	if a.form == nil && wantsSheet(r) {
		return p.export(w)
	}
	return a.answer(w, r, committeeView(p))
}

// dueOrder puts tasks without a day last.
func dueOrder(t conference.Task) law.Day {
	if t.Due.IsZero() {
		return law.Day{Year: 9999, Month: 12, Day: 31}
	}
	return t.Due
}

// people are those who have tasks, in the order in which they got one.
func (p committeePage) people() (out []string) {
	for _, t := range p.Tasks {
		if !slices.Contains(out, t.PersonName) {
			out = append(out, t.PersonName)
		}
	}
	return out
}

func (p committeePage) of(name string) (out []conference.Task) {
	for _, t := range p.Tasks {
		if t.PersonName == name {
			out = append(out, t)
		}
	}
	return out
}

func (p committeePage) done() (n int) {
	for _, t := range p.Tasks {
		if !t.DoneAt.IsZero() {
			n++
		}
	}
	return n
}

// dueState is how a task stands on this day.
func (p committeePage) dueState(t conference.Task) (kind, words string) {
	left := p.Today.DaysUntil(t.Due)
	switch {
	case !t.DoneAt.IsZero():
		return "done", p.T("desk.committee.done")
	case t.Due.IsZero():
		return "", p.T("desk.committee.todo")
	case left < 0:
		return "bad", p.T("desk.committee.late", -left)
	case left <= 3:
		return "warn", p.T("desk.committee.left", left)
	}
	return "", p.T("desk.committee.left", left)
}

func (p committeePage) formPath() string {
	if p.Edit.ID != "" {
		return "/ban/ban-to-chuc/" + p.Edit.ID
	}
	return "/ban/ban-to-chuc"
}
