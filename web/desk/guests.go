package desk

import (
	"net/http"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func guestsRoutes(m *kit.Mux) {
	m.On("GET /ban/khach-moi", kit.Only(access.SeeWork, shown(guestsShow)))
	post := func(path string, right access.Right, act deed) {
		m.On("POST /ban/khach-moi"+path, kit.Only(right, doing("/ban/khach-moi", guestsShow, act)))
	}
	post("", access.Prepare, func(tx *store.Tx, t *typed, c conference.Conference) error {
		_, err := conference.InviteGuest(tx, t.guest(conference.Guest{Conference: c.ID}))
		return err
	})
	post("/{id}", access.Prepare, func(tx *store.Tx, t *typed, _ conference.Conference) error {
		return conference.AmendGuest(tx, t.guest(conference.Guest{ID: t.id()}))
	})
	for path, by := range map[string]int{"/{id}/len": -1, "/{id}/xuong": 1} {
		post(path, access.Prepare, func(tx *store.Tx, t *typed, _ conference.Conference) error {
			return conference.MoveGuest(tx, t.id(), by)
		})
	}
	post("/{id}/xoa", access.Prepare, func(tx *store.Tx, t *typed, _ conference.Conference) error { return conference.RemoveGuest(tx, t.id()) })
	post("/{id}/den", access.Receive, func(tx *store.Tx, t *typed, _ conference.Conference) error {
		return conference.WelcomeGuest(tx, t.id())
	})
}

func (t *typed) guest(g conference.Guest) conference.Guest {
	g.Honorific, g.Name, g.OnBehalf, g.Superior = t.text("honorific"), t.text("name"), t.text("on_behalf"), t.text("superior") == "1"
	g.Posts = strings.Split(t.text("posts"), "\n")
	return g
}

// guestsPage lists the guests in the order of precedence.
type guestsPage struct {
	about
	Guests []conference.Guest
	Edit   conference.Guest // the one being mended; no id for a new one
}

func guestsShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := guestsPage{about: about{Visit: v, again: a}}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		p.Guests, err = conference.Guests(tx, p.C.ID)
		return err
	})
	if err != nil {
		return err
	}
	want := r.FormValue("sua")
	if a.form != nil {
		want = a.form.Get("path-id")
	}
	for _, g := range p.Guests {
		if g.ID == want {
			p.Edit = g
		}
	}
	if a.form == nil && wantsSheet(r) {
		return p.export(w)
	}
	return a.answer(w, r, guestsView(p))
}

func (p guestsPage) formPath() string {
	if p.Edit.ID != "" {
		return "/ban/khach-moi/" + p.Edit.ID
	}
	return "/ban/khach-moi"
}

func (p guestsPage) tick(name string, was bool) string {
	return p.kept(name, map[bool]string{true: "1"}[was])
}

func (p guestsPage) posts() string { return strings.Join(p.Edit.Posts, "\n") }
