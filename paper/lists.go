package paper

import (
	"strings"

	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/locale"
)

// roll makes a plain list of the paper: no number, its own name for a type.
func (p *pen) roll(kind string) {
	p.out.Paper.Kind, p.out.Paper.Title = kind, p.T("paper.convened.title", p.conf.Name)
}

// convened is the list of those called to the conference (D04).
func (p *pen) convened() {
	p.roll(p.T("paper.convened.kind"))
	cols := []document.Column{p.no(), p.col("name", 58), p.col("title", 0), p.col("department", 48)}
	var rows [][]any
	for _, a := range p.people {
		rows = append(rows, []any{len(rows) + 1, a.Name, a.Post, a.Department})
	}
	rows = p.blank(rows, len(cols), 10, "convened")
	p.table(p.T("paper.sheet.convened"), cols, rows)
	p.para(p.T("paper.convened.sum", p.counted(len(p.people))))
	p.out.Paper.Sign = []document.Signature{p.headSign()} // it goes to nobody
}

// counted is a number of a list, or a gap when there is none.
func (p *pen) counted(n int) string {
	if n == 0 {
		return gap
	}
	return locale.Padded(int64(n))
}

// blank gives a table without rows some to fill.
func (p *pen) blank(rows [][]any, cols, lines int, missing string) [][]any {
	if len(rows) > 0 {
		return rows
	}
	p.lacks(missing)
	for n := range lines {
		row := make([]any, cols)
		for i := range row {
			row[i] = ""
		}
		row[0] = n + 1
		rows = append(rows, row)
	}
	return rows
}

// attendance is the list that people sign at the door, by department.
func (p *pen) attendance() {
	p.roll(p.T("paper.attendance.kind"))
	t := document.Table{High: 9, Columns: []document.Column{p.no(), p.col("name", 55), p.col("title", 50), p.col("sign", 43)}}
	s := document.Sheet{Name: p.T("paper.sheet.attendance"), Meta: p.out.Paper.Meta, Columns: []document.Column{t.Columns[0], t.Columns[1], t.Columns[2], p.col("department", 50), p.col("hour", 20)}}
	names, by := conference.Rooms(p.people)
	n, here := 0, 0
	for _, room := range names {
		if room != "" {
			t.Rows = append(t.Rows, []string{room})
		}
		for _, a := range by[room] {
			n++
			mark := ""
			if !a.ArrivedAt.IsZero() {
				here++
				mark = locale.Clock(a.ArrivedAt)
			}
			t.Rows = append(t.Rows, []string{locale.Number(int64(n)), a.Name, a.Post, mark})
			s.Rows = append(s.Rows, []document.Cell{document.Int(int64(n)), document.Str(a.Name), document.Str(a.Post), document.Str(room), document.Str(mark)})
		}
	}
	if n == 0 {
		p.lacks("convened")
		t.Rows = make([][]string, 20)
	}
	if here > 0 {
		t.Columns[3].Title = p.T("paper.col.arrived")
	}
	p.add(t)
	p.out.Sheets = []document.Sheet{s}
	p.para(p.T("paper.attendance.sum", p.counted(n), p.counted(here)))
	p.out.Paper.Sign = []document.Signature{{Post: p.T("paper.attendance.signer"), Note: p.T("paper.sign.note")}}
}

// guestList is the guests in the order of precedence.
func (p *pen) guestList() {
	p.roll(p.T("paper.guests.kind"))
	cols := []document.Column{p.no(), p.col("name", 62), p.col("post", 0)}
	var rows [][]any
	for _, g := range p.guests {
		rows = append(rows, []any{len(rows) + 1, locale.Capital(guestName(g)), strings.Join(g.Posts, ", ")})
	}
	p.table(p.T("paper.sheet.guests"), cols, p.blank(rows, len(cols), 10, "guests"))
	p.out.Paper.Sign = []document.Signature{p.headSign()} // it goes to nobody
}

// tableSigns are A4 sheets across with the name twice. Guests, the presidium and the secretaries have one.
func (p *pen) tableSigns() {
	var list []document.Sign
	for _, g := range p.guests {
		list = append(list, document.Sign{Name: g.Name, Post: first(g.Posts), Unit: p.office.Name})
	}
	posts := map[string]conference.Attendee{}
	for _, a := range p.people {
		posts[a.Name] = a
	}
	for _, n := range append(append([]string{}, p.office.Presidium...), p.office.Secretaries...) {
		list = append(list, document.Sign{Name: n, Post: posts[n].Post, Unit: p.office.Name})
	}
	if len(list) == 0 {
		p.lacks("guests")
		list = []document.Sign{{Name: gap, Unit: p.office.Name}}
	}
	p.out.Signs = list
	var sheets []document.Paper
	for _, s := range list {
		sheets = append(sheets, s.Page(p.out.Paper.Head))
		p.out.Own = append(p.out.Own, map[string]string{"nguoi_nhan": locale.Upper(s.Name), "chuc_vu_nguoi_nhan": s.Post})
	}
	p.out.Starter = document.Sign{Name: hole("nguoi_nhan"), Post: hole("chuc_vu_nguoi_nhan"), Unit: p.office.Name}.Page(document.Head{}).Body
	p.bind(sheets)
}
