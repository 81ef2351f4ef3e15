package desk

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// about is a page about one conference, perhaps shown again with a form that
// could not be taken.
type about struct {
	*kit.Visit
	again
	C conference.Conference
}

// again is what was typed into a form that could not be taken.
type again struct {
	form  url.Values // nil when nothing was sent
	Wrong kit.Faults
	Said  string
}

// kept is the typed text of a field, or what it was.
func (a again) kept(name, was string) string {
	if a.form != nil {
		return a.form.Get(name)
	}
	return was
}

// here reports whether the form that could not be taken is the one of a record.
func (a again) here(id string) bool { return a.form != nil && a.form.Get("id") == id }

// page shows a page about a conference.
type page func(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error

// shown answers a GET with a page. Without any conference it leads to where
// one is made.
func shown(f page) kit.Handler {
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		err := f(w, r, v, again{})
		if err != nil && fault.Of(err).Key == "conference.none" {
			http.Redirect(w, r, v.Path("/ban"), http.StatusSeeOther)
			return nil
		}
		return err
	}
}

// deed is what a form does to a conference.
type deed func(tx *store.Tx, t *typed, c conference.Conference) error

// doing answers a form about a conference: it acts and goes back to a path,
// or shows the page again with what was typed and what is wrong.
func doing(path string, f page, act deed) kit.Handler {
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		err := v.Act(w, r, func(tx *store.Tx) (string, error) {
			c, err := shell.Conference(tx, r)
			if err != nil {
				return "", err
			}
			t := typedIn(r)
			t.Values.Set("path-id", r.PathValue("id"))
			return v.Path(shell.Of(path, c)), act(tx, t, c)
		})
		if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
			return f(w, r, v, again{form: r.PostForm, Wrong: v.Faults(err), Said: v.Say(err)})
		}
		return err
	}
}

// answer shows the body, as 422 when a form comes back.
func (a again) answer(w http.ResponseWriter, r *http.Request, body templ.Component) error {
	v := kit.From(r.Context())
	if a.form != nil {
		return v.Return(w, r, body)
	}
	return v.Show(w, r, body)
}

// id is the record that the address of a form names.
func (t *typed) id() string { return t.Get("path-id") }

// number reads a whole number; empty is 0.
func (t *typed) number(name string) int {
	s := t.text(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	t.faults.Check(err == nil, name, "fault.number")
	return n
}

// done is the fault of what could not be read, or what the act answers.
func (t *typed) done(act func() error) error {
	if err := t.faults.Err(); err != nil {
		return err
	}
	return act()
}

// plain is the empty kind, class or icon of a component.
const plain = ""

// closed reports whether nothing can be prepared any more.
func (p about) closed() bool { return p.C.State == conference.Closed }

// to is the address of a page about the same conference.
func (p about) to(path string) templ.SafeURL { return templ.SafeURL(p.Path(shell.Of(path, p.C))) }

// dayText writes a day for a field: dd/mm/yyyy, or nothing.
func dayText(d law.Day) string {
	if d.IsZero() {
		return ""
	}
	return locale.Date(d)
}

// when says when and where a conference is held, in words.
func when(v *kit.Visit, c conference.Conference) string {
	s := v.W.LongDate(c.HeldOn)
	if c.StartsAt != "" {
		s += ", " + c.StartsAt
	} else if c.Session != "" {
		// keys: desk.wizard.session.*
		s += ", " + strings.ToLower(v.T("desk.wizard.session."+c.Session))
	}
	if c.Place != "" {
		s += " · " + c.Place
	}
	return s
}

// stateKind is the colour of a conference's state.
func stateKind(s conference.State) string {
	return map[conference.State]string{conference.Convened: "gold", conference.Open: "now", conference.Closed: "done"}[s]
}

// options are choices whose labels are keys with one beginning.
func options(v *kit.Visit, begin string, values ...string) (out []kit.Option) {
	for _, x := range values {
		out = append(out, kit.Option{Value: x, Label: v.T(begin + x)})
	}
	return out
}
