package desk

import (
	"net/http"
	"strings"

	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
)

// The lists of a conference and of the house as workbooks, each in the order of
// its page.

func (p agendaPage) export(w http.ResponseWriter) error {
	var rows [][]document.Cell
	for i, x := range p.Items {
		rows = append(rows, []document.Cell{document.Int(int64(i + 1)), document.Str(p.Clocks[i]), document.Str(x.Title), document.Str(x.Presenter),
			document.Int(int64(x.Minutes)), document.Str(p.T("desk.agenda.ends." + x.Ends))})
	}
	return sendSheet(w, p.Visit, p.T("desk.agenda.title"), []columnOf{{"desk.reception.col.no", 12}, {"desk.export.hour", 18}, {"desk.agenda.name", 100},
		{"desk.export.presenter", 60}, {"desk.agenda.minutes", 24}, {"desk.agenda.ends", 36}}, rows)
}

func (p guestsPage) export(w http.ResponseWriter) error {
	var rows [][]document.Cell
	for i, g := range p.Guests {
		came := law.Day{}
		if !g.CameAt.IsZero() {
			came = law.DayOf(g.CameAt.In(locale.Zone))
		}
		rows = append(rows, []document.Cell{document.Int(int64(i + 1)), document.Str(g.Honorific), document.Str(g.Name), document.Str(strings.Join(g.Posts, ", ")),
			document.Str(g.OnBehalf), document.Date(came)})
	}
	return sendSheet(w, p.Visit, p.T("desk.guests.title"), []columnOf{{"desk.reception.col.no", 12}, {"desk.guests.honorific", 28}, {"desk.guests.name", 56},
		{"desk.guests.posts", 90}, {"desk.guests.on_behalf", 60}, {"desk.guests.came", 28}}, rows)
}

func (p committeePage) export(w http.ResponseWriter) error {
	var rows [][]document.Cell
	for i, t := range p.Tasks {
		done := law.Day{}
		if !t.DoneAt.IsZero() {
			done = law.DayOf(t.DoneAt.In(locale.Zone))
		}
		rows = append(rows, []document.Cell{document.Int(int64(i + 1)), document.Str(t.What), document.Str(t.PersonName), document.Str(t.Duty),
			document.Date(t.Due), document.Date(done)})
	}
	return sendSheet(w, p.Visit, p.T("desk.committee.title"), []columnOf{{"desk.reception.col.no", 12}, {"desk.committee.what", 90}, {"desk.committee.who", 56},
		{"desk.committee.duty", 50}, {"desk.committee.due", 36}, {"desk.committee.done", 28}}, rows)
}

func (p factsPage) export(w http.ResponseWriter) error {
	var rows [][]document.Cell
	for i, f := range p.Facts {
		year := document.Cell{}
		if f.Year != 0 {
			year = document.Int(int64(f.Year))
		}
		rows = append(rows, []document.Cell{document.Int(int64(i + 1)), document.Str(p.T("desk.facts.topic." + f.Topic)), document.Str(f.What), document.Number(f.Low),
			document.Number(f.High), document.Str(f.Unit), document.Str(f.Base), document.Str(f.DecidedBy), document.Str(p.T("desk.facts.state." + f.State)), year})
	}
	return sendSheet(w, p.Visit, p.T("desk.facts.title"), []columnOf{{"desk.reception.col.no", 12}, {"desk.facts.topic", 44}, {"desk.facts.what", 90}, {"desk.facts.low", 30},
		{"desk.facts.high", 24}, {"desk.facts.unit", 30}, {"desk.facts.base", 40}, {"desk.facts.decided", 44}, {"desk.facts.state", 26}, {"desk.facts.year", 18}}, rows)
}

func (p departmentsPage) export(w http.ResponseWriter) error {
	names := map[string]string{}
	for _, d := range p.Departments {
		names[d.ID] = d.Name
	}
	var rows [][]document.Cell
	for _, t := range roster.Trees() {
		for _, d := range p.ofTree(t) {
			rows = append(rows, []document.Cell{document.Int(int64(len(rows) + 1)), document.Str(d.Name), document.Str(p.T("desk.department.kind." + d.Kind)),
				document.Str(names[d.Parent]), document.Str(p.T("desk.people.tree." + string(t))), document.Int(int64(p.Count[d.ID]))})
		}
	}
	return sendSheet(w, p.Visit, p.T("desk.department.title"), []columnOf{{"desk.reception.col.no", 12}, {"desk.department.name", 80}, {"desk.department.kind", 40},
		{"desk.department.parent", 60}, {"desk.people.tree", 36}, {"desk.department.people", 24}}, rows)
}
