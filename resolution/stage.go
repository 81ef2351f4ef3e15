package resolution

import (
	"strings"

	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/store"
)

// honoured is what was honoured, pledged, launched and said in the hall.
type honoured struct {
	opinions    []opinion.Opinion // read out or answered, without names given in confidence
	decisions   []emulation.Decision
	pledges     []emulation.Pledge
	movements   []emulation.Movement
	commitments []emulation.Commitment
	rates       []emulation.Rate // of the commitments
}

func readHonoured(tx *store.Tx, conference string) (h honoured, err error) {
	for _, part := range []func() error{
		func() error { h.opinions, err = opinion.Shown(tx, conference); return err },
		func() error { h.decisions, err = emulation.Decisions(tx, conference); return err },
		func() error { h.pledges, err = emulation.Pledges(tx, conference); return err },
		func() error { h.movements, err = emulation.Movements(tx, conference); return err },
		func() error { h.commitments, err = emulation.Commitments(tx, conference); return err },
	} {
		if err := part(); err != nil {
			return h, err
		}
	}
	for _, c := range h.commitments {
		r, err := emulation.Signed(tx, c.ID)
		if err != nil {
			return h, err
		}
		h.rates = append(h.rates, r)
	}
	return h, nil
}

// ceremony is what the record says of a ceremonial point of the agenda.
func (h honoured) ceremony(i conference.Item) []string {
	switch i.Kind {
	case "awards":
		return h.announced()
	case "launch":
		return h.launched()
	case "pledge":
		return h.signed()
	case "commitment":
		return h.committed()
	}
	return nil
}

func (h honoured) announced() (out []string) {
	w := vi()
	for _, d := range h.decisions {
		if d.AnnouncedAt.IsZero() {
			continue
		}
		var who []string
		collectives, people := emulation.Totals([]emulation.Decision{d})
		if collectives > 0 {
			who = append(who, w.T("resolution.collectives", locale.Padded(collectives)))
		}
		if people > 0 {
			who = append(who, w.T("resolution.people", locale.Padded(people)))
		}
		line := w.T("resolution.announced", d.Cite())
		if len(who) > 0 { // nobody entered is not nobody honoured
			line += ": " + strings.Join(who, ", ")
		}
		out = append(out, line+".")
		for _, a := range d.Awards {
			if !a.HandedAt.IsZero() {
				out = append(out, "- "+a.What()+": "+a.Name+";")
			}
		}
	}
	return out
}

func (h honoured) launched() (out []string) {
	for _, m := range h.movements {
		if !m.LaunchedAt.IsZero() {
			out = append(out, vi().T("resolution.launched", m.Title))
			for _, g := range m.Goals {
				out = append(out, "- "+g+";")
			}
		}
	}
	return out
}

func (h honoured) signed() (out []string) {
	w := vi()
	for _, p := range h.pledges {
		if p.OpenedAt.IsZero() {
			continue
		}
		out = append(out, w.T("resolution.pledged", p.Title, locale.Padded(int64(p.Signed())), locale.Padded(int64(len(p.Parties)))))
		for _, x := range p.Parties {
			if !x.SignedAt.IsZero() {
				out = append(out, "- "+x.Name+": "+x.Signer+";")
			}
		}
	}
	return out
}

func (h honoured) committed() (out []string) {
	for i, c := range h.commitments {
		if r := h.rates[i]; !c.OpenedAt.IsZero() {
			out = append(out, vi().T("resolution.committed", c.Title, locale.Padded(r.Signed), locale.Padded(r.Of), Share(r.Signed, r.Of), locale.Date(r.On)))
		}
	}
	return out
}

// said is every opinion that the hall heard or that was answered, with its
// answers, under the counts of both sides.
// keys: resolution.said.to.* resolution.said.ending.*
func (h honoured) said() (out []string) {
	if len(h.opinions) == 0 {
		return nil
	}
	w := vi()
	c := opinion.Count(h.opinions, dayOf(h.opinions[0].PutAt))
	out = append(out, w.T("resolution.said", counted(int64(c.All)), locale.Padded(int64(c.ToHead)), locale.Padded(int64(c.ToUnion)), locale.Padded(int64(c.Answered)), locale.Padded(int64(c.Promised))))
	for _, o := range h.opinions {
		who := w.T("resolution.said.unnamed")
		if o.Name != "" {
			who = o.Name
			if o.Department != "" {
				who += ", " + o.Department
			}
		}
		out = append(out, w.T("resolution.said.one", who, w.T("resolution.said.to."+o.To), ended(o.Text)))
		for _, a := range o.Answers {
			line := w.T("resolution.said.answer", w.T("resolution.said.ending."+a.Ending), a.Name, ended(a.Text))
			if !a.Due.IsZero() {
				line += " " + w.T("resolution.said.due", locale.Date(a.Due))
			}
			out = append(out, line)
		}
	}
	return out
}
