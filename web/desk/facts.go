package desk

import (
	"cmp"
	"net/http"
	"strconv"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func factsRoutes(m *kit.Mux) {
	m.On("GET /ban/su-kien", kit.Only(access.SeeWork, shown(factsShow)))
	post := func(path string, act deed) {
		m.On("POST /ban/su-kien"+path, kit.Only(access.SeeWork, doing("/ban/su-kien", factsShow, act)))
	}
	post("", func(tx *store.Tx, t *typed, c conference.Conference) error {
		f := t.fact(conference.Fact{Conference: c.ID})
		return t.done(func() error { _, err := conference.AddFact(tx, f); return err })
	})
	post("/{id}", func(tx *store.Tx, t *typed, _ conference.Conference) error {
		f := t.fact(conference.Fact{ID: t.id()})
		return t.done(func() error { return conference.AmendFact(tx, f) })
	})
	post("/{id}/xoa", func(tx *store.Tx, t *typed, _ conference.Conference) error { return conference.RemoveFact(tx, t.id()) })
}

func (t *typed) fact(f conference.Fact) conference.Fact {
	f.Topic, f.What, f.Low, f.High, f.Unit = t.text("topic"), t.text("what"), t.text("low"), t.text("high"), t.text("unit")
	f.Base, f.DecidedBy, f.State, f.Year = t.text("base"), t.text("decided_by"), t.text("state"), t.number("year")
	return f
}

// factsPage lists the figures and statements of a conference.
type factsPage struct {
	about
	Facts []conference.Fact
	Edit  conference.Fact
}

// keys: desk.facts.topic.* desk.facts.state.*

func factsShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := factsPage{about: about{Visit: v, again: a}}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		p.Facts, err = conference.Facts(tx, p.C.ID)
		return err
	})
	if err != nil {
		return err
	}
	p.Edit = conference.Fact{Topic: "result", State: "done", Year: p.C.ReviewYear}
	want := cmp.Or(a.form.Get("path-id"), r.FormValue("sua"))
	for _, f := range p.Facts {
		if f.ID == want {
			p.Edit = f
		}
	}
	if a.form == nil && wantsSheet(r) {
		return p.export(w)
	}
	return a.answer(w, r, factsView(p))
}

// of are the facts of one topic.
func (p factsPage) of(topic string) (out []conference.Fact) {
	for _, f := range p.Facts {
		if f.Topic == topic {
			out = append(out, f)
		}
	}
	return out
}

func (p factsPage) mayKeep() bool { return p.Who.May(access.Prepare) || p.Who.May(access.Record) }

func (p factsPage) year() string {
	if p.Edit.Year == 0 {
		return ""
	}
	return strconv.Itoa(p.Edit.Year)
}

func (p factsPage) formPath() string {
	if p.Edit.ID != "" {
		return "/ban/su-kien/" + p.Edit.ID
	}
	return "/ban/su-kien"
}

// factKind is the colour of how far a matter is: proposed is not awarded.
func factKind(f conference.Fact) string {
	return map[string]string{"done": "done", "proposed": "warn"}[f.State]
}
