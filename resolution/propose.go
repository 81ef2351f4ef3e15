package resolution

import (
	"slices"
	"strconv"
	"strings"

	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/register"
	"hoinghi/roster"
	"hoinghi/store"
)

// bases are the grounds: the article of the day on how a conference decides,
// the documents of the register that the conference rests on, the minutes.
func (r record) bases(tx *store.Tx) ([]string, error) {
	w := vi()
	var out []string
	if rule, err := law.Majority.On(r.conf.HeldOn); err == nil {
		for _, g := range law.Grounds(rule.Cite) {
			out = append(out, w.T("resolution.basis", g))
		}
	}
	docs, err := conference.Bases(tx, r.conf.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		out = append(out, w.T("resolution.basis", register.Ground(d)))
	}
	return append(out, w.T("resolution.basis.minutes", r.conf.Name, locale.OfficialDate(r.conf.HeldOn))), nil
}

// preamble says which conference it is and who was there.
func (r record) preamble() string {
	w := vi()
	present, convened := r.presence().count(), int64(len(r.people))
	out := w.T("resolution.preamble", r.conf.Name, locale.OfficialDate(r.conf.HeldOn))
	if r.conf.Place != "" {
		out = w.T("resolution.preamble.at", r.conf.Name, locale.OfficialDate(r.conf.HeldOn), r.conf.Place)
	}
	if r.conf.OpenedAt.IsZero() {
		return out + "."
	}
	return out + ", " + w.T("resolution.preamble.people", locale.Padded(present), locale.Padded(convened), Share(present, convened))
}

// reports are the points of the agenda that a resolution speaks to.
var reports = []string{"review", "directives", "accountability", "emulation", "finance", "previous", "democracy",
	"union", "union-finance", "opinions", "inspection"}

// topics say in which part a fact of the conference belongs.
var topics = map[string]string{"result": "evaluation", "limitation": "evaluation", "plan": "targets", "pledge": "tasks", "petition": "tasks"}

// proposed are the points that the record suggests, for people to mend.
func (r record) proposed(facts []conference.Fact) []Item {
	w := vi()
	by := map[string][]Item{}
	for _, i := range r.items {
		if slices.Contains(reports, i.Kind) {
			by["evaluation"] = append(by["evaluation"], Item{Text: w.T("resolution.agree", i.Title)})
		}
	}
	for _, f := range facts {
		part := topics[f.Topic]
		i := Item{Text: f.What}
		switch {
		case part == "":
			continue
		case part == "targets":
			i.Measure = f.Figure()
		case f.Figure() != "":
			i.Text += ": " + f.Figure()
		}
		by[part] = append(by[part], i)
	}
	by["responsibilities"] = r.duties()
	var out []Item
	for _, part := range Parts() {
		for _, i := range by[part] {
			i.Part = part
			out = append(out, i)
		}
	}
	return out
}

func (r record) duties() []Item {
	w, o := vi(), r.office
	both := o.HeadTitle + o.Partner
	if o.HeadTitle != "" && o.Partner != "" {
		both = w.T("resolution.both", o.HeadTitle, o.Partner)
	}
	var out []Item
	if both != "" {
		out = append(out, Item{Text: w.T("resolution.duty.carry", both), Owner: both})
	}
	out = append(out, Item{Text: w.T("resolution.duty.watch")})
	if rule, err := law.ReviewPeriod.On(r.conf.HeldOn); err == nil {
		out = append(out, Item{Text: w.T("resolution.duty.review", spanOf(rule.Is), rule.Cite), Owner: both})
	}
	return out
}

// spanOf writes a time limit with the leading zero of papers: 06 tháng.
func spanOf(s law.Span) string {
	return locale.Padded(int64(s.N)) + strings.TrimPrefix(s.Words(), strconv.Itoa(s.N))
}

// initials of the staff that a conference is of, for the symbol of its papers.
var initials = []struct {
	category roster.Category
	letters  string
}{{roster.Official, "CB"}, {roster.CivilServant, "CC"}, {roster.PublicEmployee, "VC"}, {roster.Worker, "NLĐ"}}

// symbol is what stands behind the number of a paper of the conference:
// NQ-HNCCVC. Workers are named only where there is nobody else.
func (r record) symbol(short string) string {
	if r.conf.Track == conference.Joint {
		return short + "-HNTK"
	}
	letters := ""
	for _, x := range initials {
		has := slices.ContainsFunc(r.people, func(a conference.Attendee) bool { return a.Category == string(x.category) })
		if has && (x.category != roster.Worker || letters == "") {
			letters += x.letters
		}
	}
	return short + "-HN" + letters
}
