package cli

import (
	"fmt"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
)

// benchHall is the conference of a measurement.
type benchHall struct {
	slug, chair string
	tokens      []string // of the sessions of its phones
	items       []string
	titles      []string // of the items: by them an update is known
}

// before is the item that is on when the k-th is taken up.
func (h benchHall) before(k int) string {
	if k == 0 {
		return ""
	}
	return h.items[k-1]
}

func (r *run) fillBench(o options, t trial) (h benchHall, err error) {
	db, err := r.open(o)
	if err != nil {
		return h, err
	}
	defer db.Close()
	h.slug = fmt.Sprintf("bench-%d", r.Now().UnixNano())
	org, err := account.Found(r.ctx, db, account.Org{Slug: h.slug, Name: r.w.T("cli.bench.name"), Kind: string(law.PublicService), HeadTitle: r.w.T("cli.head")})
	if err != nil {
		return h, err
	}
	err = db.Write(r.ctx, access.Machine(org.ID), func(tx *store.Tx) (err error) {
		h.tokens, h.items, h.titles = nil, nil, nil
		return h.fill(tx, r, t)
	})
	return h, err
}

func (h *benchHall) fill(tx *store.Tx, r *run, t trial) error {
	today := law.DayOf(tx.Now.In(locale.Zone))
	conf, err := conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: today.Year, PlanYear: today.Year + 1, YearName: "plan", HeldOn: today, Session: "morning"})
	if err != nil {
		return err
	}
	for k := range t.Updates {
		title := r.w.T("cli.bench.item", k+1)
		id, err := conference.AddItem(tx, conference.Item{Conference: conf, Kind: conference.Own, Title: title, Minutes: 5, Ends: "heard"})
		if err != nil {
			return err
		}
		h.items, h.titles = append(h.items, id), append(h.titles, title)
	}
	people, err := h.enrol(tx, r, t.Streams)
	if err != nil {
		return err
	}
	if err := conference.Convene(tx, conf, people); err != nil {
		return err
	}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	if _, _, err := conference.Tick(tx, conf, ids); err != nil {
		return err
	}
	if err := h.signIn(tx, ids); err != nil {
		return err
	}
	return conference.Begin(tx, conf)
}

// enrol makes n delegates and, last, the one who presides.
func (h *benchHall) enrol(tx *store.Tx, r *run, n int) ([]roster.Person, error) {
	people := make([]roster.Person, 0, n+1)
	for i := range n + 1 {
		p := roster.Person{ID: fmt.Sprintf("p%05d", i), Name: r.w.T("cli.bench.person", i+1), Category: roster.PublicEmployee}
		people = append(people, p)
		if err := account.Enrol(tx, []account.Person{{ID: p.ID, Name: p.Name}}); err != nil {
			return nil, err
		}
	}
	return people, account.Grant(tx, people[n].ID, access.Presidium)
}

func (h *benchHall) signIn(tx *store.Tx, ids []string) error {
	cards, err := account.IssueCards(tx, ids)
	if err != nil {
		return err
	}
	for _, c := range cards {
		token, err := account.EnterByCard(tx, c.Code, "bench")
		if err != nil {
			return err
		}
		h.tokens = append(h.tokens, token)
	}
	last := len(h.tokens) - 1
	h.chair, h.tokens = h.tokens[last], h.tokens[:last]
	return nil
}
