package desk

import (
	"io"
	"net/http"
	"strings"

	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/web/kit"
)

// columnOf is a column of an exported list: the key of its head and its width in
// millimetres.
type columnOf struct {
	key   string
	width int
}

// wantsSheet reports whether a list is asked for as a file.
func wantsSheet(r *http.Request) bool { return r.FormValue("xuat") == "xlsx" }

// sendSheet answers with a list as XLSX, named by its title.
func sendSheet(w http.ResponseWriter, v *kit.Visit, title string, columns []columnOf, rows [][]document.Cell) error {
	s := document.Sheet{Name: title, Rows: rows, Meta: document.Meta{Title: title, Author: v.Place.Name, Created: law.DayOf(v.Now())}}
	for _, c := range columns {
		s.Columns = append(s.Columns, document.Column{Title: v.T(c.key), Width: c.width})
	}
	name := locale.Fold(strings.ReplaceAll(title, " ", "-")) + ".xlsx"
	return v.Send(w, kit.Download{Name: name, Type: kit.TypeXLSX, Write: func(out io.Writer) error { return document.XLSX(out, s) }})
}

// export is the journal as found, the day apart from the hour so that it sorts.
func (p journalPage) export(w http.ResponseWriter, list []journal.Entry) error {
	var rows [][]document.Cell
	for _, e := range list {
		at := e.At.In(locale.Zone)
		rows = append(rows, []document.Cell{document.Date(law.DayOf(at)), document.Str(locale.Clock(at)), document.Str(p.who(e)), document.Str(p.act(e)),
			document.Str(e.Detail), document.Int(e.Seq), document.Str(e.Hash)})
	}
	return sendSheet(w, p.Visit, p.T("desk.journal.title"), []columnOf{{"desk.export.day", 28}, {"desk.export.hour", 18}, {"desk.journal.who", 56},
		{"desk.journal.act", 56}, {"desk.journal.detail", 90}, {"desk.journal.seq", 20}, {"desk.export.hash", 130}}, rows)
}

func (p conferencesPage) export(w http.ResponseWriter, list []conference.Conference) error {
	var rows [][]document.Cell
	for _, c := range list {
		rows = append(rows, []document.Cell{document.Str(c.Name), document.Date(c.HeldOn), document.Str(c.StartsAt), document.Str(c.Place),
			document.Str(p.T("desk.conferences.state." + string(c.State)))})
	}
	return sendSheet(w, p.Visit, p.T("desk.conferences.title"), []columnOf{{"desk.conferences.name", 100}, {"desk.conferences.held", 28}, {"desk.export.hour", 18},
		{"desk.export.place", 70}, {"desk.conferences.state", 34}}, rows)
}

func (p accountsPage) export(w http.ResponseWriter, list []account.Member) error {
	var rows [][]document.Cell
	for _, m := range list {
		rows = append(rows, []document.Cell{document.Str(m.Name), document.Str(roleWords(p.Visit, m.Roles)), document.Str(m.Login)})
	}
	return sendSheet(w, p.Visit, p.T("desk.account.title"), []columnOf{{"desk.people.name", 60}, {"desk.account.roles", 90}, {"desk.account.login", 40}}, rows)
}

// export says who has a card since when; the codes open a seat and stay on paper.
func (p cardsPage) export(w http.ResponseWriter, list []holder) error {
	var rows [][]document.Cell
	for i, h := range list {
		since := law.Day{}
		if h.Code != "" {
			since = law.DayOf(h.Issued.In(locale.Zone))
		}
		rows = append(rows, []document.Cell{document.Int(int64(i + 1)), document.Str(h.Attendee.Name), document.Str(placeOf(h.Attendee)), document.Date(since)})
	}
	return sendSheet(w, p.Visit, p.T("desk.cards.title"), []columnOf{{"desk.reception.col.no", 12}, {"desk.reception.col.name", 60},
		{"desk.reception.col.post", 90}, {"desk.export.since", 28}}, rows)
}
