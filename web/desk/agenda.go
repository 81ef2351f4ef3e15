package desk

import (
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

func agendaRoutes(m *kit.Mux) {
	m.On("GET /ban/chuong-trinh", kit.Only(access.SeeWork, shown(agendaShow)))
	m.On("GET /ban/chuong-trinh/{id}", kit.Only(access.Prepare, shown(itemShow)))
	post := func(path string, f page, act deed) {
		m.On("POST /ban/chuong-trinh"+path, kit.Only(access.Prepare, doing("/ban/chuong-trinh", f, act)))
	}
	post("/lap", agendaShow, func(tx *store.Tx, t *typed, c conference.Conference) error {
		return conference.DraftAgenda(tx, c.ID, t.Values["kind"])
	})
	post("/them", agendaShow, func(tx *store.Tx, t *typed, c conference.Conference) error {
		i, err := t.item(tx, conference.Item{Conference: c.ID})
		if err != nil {
			return err
		}
		_, err = conference.AddItem(tx, i)
		return err
	})
	post("/{id}", itemShow, func(tx *store.Tx, t *typed, _ conference.Conference) error {
		i, err := t.item(tx, conference.Item{ID: t.id()})
		if err != nil {
			return err
		}
		return conference.AmendItem(tx, i)
	})
	for path, by := range map[string]int{"/{id}/len": -1, "/{id}/xuong": 1} {
		post(path, agendaShow, func(tx *store.Tx, t *typed, _ conference.Conference) error {
			return conference.MoveItem(tx, t.id(), by)
		})
	}
	post("/{id}/xoa", agendaShow, func(tx *store.Tx, t *typed, _ conference.Conference) error { return conference.RemoveItem(tx, t.id()) })
}

// item reads the form of a point. A person chosen prints with name and post
// unless other words were typed.
func (t *typed) item(tx *store.Tx, i conference.Item) (conference.Item, error) {
	i.Title, i.Presenter, i.PresenterID, i.Ends, i.Minutes = t.text("title"), t.text("presenter"), t.text("person"), t.text("ends"), t.number("minutes")
	if err := t.faults.Err(); err != nil {
		return i, err
	}
	if i.PresenterID != "" && i.Presenter == "" {
		x, err := roster.Find(tx, i.PresenterID)
		if err != nil {
			return i, err
		}
		i.Presenter = printed(x)
	}
	return i, nil
}

// printed is a person as a programme names them: name, post.
func printed(x roster.Person) string {
	if x.Post == "" {
		return x.Name
	}
	return x.Name + ", " + x.Post
}

// agendaPage is the programme being written.
type agendaPage struct {
	about
	Items  []conference.Item
	Clocks []string
	Kinds  []conference.ItemKind
	Papers map[string]int
	Astray map[string]bool
	Rule   law.Dated[[]law.Step]
	Staff  []roster.Person
	Item   conference.Item // the one being mended
}

func agendaShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := agendaPage{about: about{Visit: v, again: a}}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return p.read(tx, r) }); err != nil {
		return err
	}
	if a.form == nil && wantsSheet(r) {
		return p.export(w)
	}
	return a.answer(w, r, agendaView(p))
}

func itemShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := agendaPage{about: about{Visit: v, again: a}}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Item, err = conference.FindItem(tx, r.PathValue("id")); err != nil {
			return err
		}
		if p.C, err = conference.Find(tx, p.Item.Conference); err != nil {
			return err
		}
		p.Staff, err = roster.StaffOn(tx, p.C.HeldOn)
		return err
	})
	if err != nil {
		return err
	}
	return a.answer(w, r, itemView(p))
}

func (p *agendaPage) read(tx *store.Tx, r *http.Request) (err error) {
	if p.C, err = shell.Conference(tx, r); err != nil {
		return err
	}
	if p.Items, err = conference.Agenda(tx, p.C.ID); err != nil {
		return err
	}
	papers, err := conference.Papers(tx, p.C.ID)
	if err != nil {
		return err
	}
	p.Papers = map[string]int{}
	for _, x := range papers {
		p.Papers[x.Item]++
	}
	p.Kinds, p.Clocks = conference.Catalogue(p.C.HeldOn), conference.Clocks(p.C, p.Items)
	p.Astray, p.Rule = conference.Astray(p.C.HeldOn, p.Items)
	p.Staff, err = roster.StaffOn(tx, p.C.HeldOn)
	return err
}

// ticked reports whether a kind of the catalogue is, or usually would be, on
// the agenda.
func (p agendaPage) ticked(k conference.ItemKind) bool {
	if len(p.Items) == 0 {
		return k.Usual || p.C.Track == conference.Joint && k.Kind == "union"
	}
	return slices.ContainsFunc(p.Items, func(i conference.Item) bool { return i.Kind == k.Kind })
}

func (p agendaPage) minutes() (sum int) {
	for _, i := range p.Items {
		sum += i.Minutes
	}
	return sum
}

// astrayWhy is the reason why some points stand out of order.
func (p agendaPage) astrayWhy() kit.WhyBox {
	x, err := law.Explain(p.Rule.ID, p.C.HeldOn, law.Administrative)
	if err != nil {
		return kit.WhyBox{Cite: p.Rule.Cite}
	}
	return kit.WhyBox{Rule: x.Entry.Value, Cite: p.Rule.Cite, Verdict: law.Warned, Conclusion: p.T("desk.agenda.astray.count", len(p.Astray)), Note: p.Rule.Note}
}

// kindLabel is a catalogue title with the years of this conference.
func (p agendaPage) kindLabel(k conference.ItemKind) string { return k.TitleFor(p.W, p.C) }

func personOptions(people []roster.Person) (out []kit.Option) {
	for _, x := range people {
		out = append(out, kit.Option{Value: x.ID, Label: printed(x)})
	}
	return out
}

func endsOptions(v *kit.Visit) []kit.Option {
	// keys: desk.agenda.ends.*
	return options(v, "desk.agenda.ends.", conference.EndsList()...)
}
