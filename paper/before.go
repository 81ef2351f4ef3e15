package paper

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/register"
)

// grounds are what the conference rests on: the law of its day and the
// documents of the register.
func (r *record) grounds() []string {
	out := cite(law.Steps, r.conf.HeldOn)
	for _, d := range r.bases {
		out = append(out, basis(register.Ground(d)))
	}
	return out
}

// plan is the plan to hold the conference (D01).
func (p *pen) plan() {
	d := &p.out.Paper
	d.Title = p.T("paper.plan.title", p.conf.Name)
	d.Bases = p.grounds()
	if len(p.bases) == 0 {
		p.lacks("bases")
	}
	p.para(p.T("paper.plan.intro", p.office.Name, p.conf.Name))
	p.head(p.T("paper.plan.aim"))
	if p.conf.Purpose != "" {
		p.para(locale.Ended(locale.Capital(strings.TrimSpace(p.conf.Purpose))))
	} else {
		p.para(p.T("paper.plan.aim.usual"))
	}
	p.para(p.T("paper.plan.demand"))
	p.head(p.T("paper.plan.frame"))
	p.list(p.T("paper.plan.time", p.or(p.when(), "date")), p.T("paper.plan.place", p.or(p.conf.Place, "place")), p.formLine(), p.whoLine())
	p.head(p.T("paper.plan.content"))
	p.agendaPoints()
	p.head(p.T("paper.plan.work"))
	p.taskTable()
	p.signs(p.everyone()...)
}

// keys: paper.confform.*

// formLine says in which form the staff meet.
func (p *pen) formLine() string {
	return p.T("paper.plan.form", p.T("paper.confform."+p.conf.Form))
}

func (p *pen) whoLine() string {
	if len(p.people) == 0 {
		p.lacks("convened")
		return p.T("paper.plan.who.none", gap)
	}
	line := p.T("paper.plan.who", locale.Padded(int64(len(p.people))))
	if n := len(p.guests); n > 0 {
		line = strings.TrimSuffix(line, ".") + "; " + p.T("paper.plan.guests", locale.Padded(int64(n)))
	}
	return line
}

// agendaPoints are the points of the agenda, numbered.
func (p *pen) agendaPoints() {
	if len(p.items) == 0 {
		p.dots(5, "agenda")
		return
	}
	var items []string
	for _, i := range p.items {
		items = append(items, locale.Ended(i.Title))
	}
	p.add(document.Points{Marks: document.Numbers, Items: items})
}

// taskTable is who does what until when.
func (p *pen) taskTable() {
	cols := []document.Column{p.no(), p.col("task", 0), p.col("person", 48), p.col("due", 28, document.Center)}
	var rows [][]any
	for _, t := range p.tasks {
		what := t.What
		if what == "" {
			what = t.Duty
		}
		rows = append(rows, []any{len(rows) + 1, what, t.PersonName, t.Due})
	}
	p.table(p.T("paper.sheet.tasks"), cols, p.blank(rows, len(cols), 3, "tasks"))
}

// committee is the decision that sets up the organising committee.
func (p *pen) committee() {
	d := &p.out.Paper
	d.Title = p.T("paper.committee.title", p.conf.Name)
	d.By, d.Bases = p.decider(), append(p.grounds(), p.T("paper.committee.proposal", cmp.Or(p.office.Partner, p.T("paper.committee.staff"))))
	p.add(document.Heading{Text: p.T("paper.decides")})
	p.add(document.Article{No: "1", Text: p.T("paper.committee.set", p.conf.Name)})
	p.memberTable()
	p.add(document.Article{No: "2", Text: p.T("paper.committee.duty", p.conf.Name)})
	p.add(document.Article{No: "3", Text: p.T("paper.committee.carry")})
	p.signs(p.T("paper.to.article3"))
}

// decider is who a decision is of, as it stands over the grounds.
func (p *pen) decider() string {
	if p.office.HeadTitle == "" {
		return ""
	}
	return locale.Upper(p.office.HeadTitle + " " + p.office.Name)
}

func (p *pen) memberTable() {
	cols := []document.Column{p.no(), p.col("name", 58), p.col("post", 0), p.col("duty", 42)}
	posts := map[string]conference.Attendee{}
	for _, a := range p.people {
		posts[a.Person] = a
	}
	var rows [][]any
	seen := map[string]bool{}
	for _, t := range p.tasks {
		if seen[t.Person+t.PersonName] {
			continue
		}
		seen[t.Person+t.PersonName] = true
		rows = append(rows, []any{len(rows) + 1, t.PersonName, posts[t.Person].Place(), t.Duty})
	}
	p.table(p.T("paper.sheet.committee"), cols, p.blank(rows, len(cols), 5, "tasks"))
}

// guidance is the letter that asks the departments to prepare.
func (p *pen) guidance() {
	d := &p.out.Paper
	d.Kind, d.Title = "", p.T("paper.guidance.title", p.conf.Name)
	d.Head.Symbol = strings.Trim(p.org.Symbol+"-"+p.T("paper.symbol.office"), "-")
	d.Dear = []string{p.T("paper.guidance.dear", p.office.Name)}
	p.para(p.T("paper.guidance.intro", p.conf.Name, p.or(p.when(), "date"), p.office.Name))
	p.add(document.Points{Marks: document.Numbers, Items: []string{p.T("paper.guidance.meet"), p.T("paper.guidance.report", p.or(year(p.conf.ReviewYear), "date")),
		p.T("paper.guidance.collect"), p.T("paper.guidance.register", p.or(year(p.conf.PlanYear), "date"))}})
	p.para(p.T("paper.guidance.send", gap), p.T("paper.guidance.end"))
	p.signs(p.T("paper.to.dear"))
}

// invitation is a letter for each guest, in one file; without guests one to
// fill in by hand.
func (p *pen) invitation() {
	guests := p.guests
	if len(guests) == 0 {
		p.lacks("guests")
		guests = []conference.Guest{{}}
	}
	d, sheets := &p.out.Paper, []document.Paper{}
	d.Title = p.T("paper.invitation.title", p.conf.Name)
	for _, g := range guests {
		name, posts := locale.Capital(guestName(g)), strings.Join(g.Posts, ", ")
		if g.Name == "" {
			name = strings.Repeat(gap, 4)
		}
		if g.OnBehalf != "" {
			posts = strings.Trim(posts+" "+p.T("paper.invitation.behalf", g.OnBehalf), " ")
		}
		p.invite(name, posts)
		sheets = append(sheets, *d)
		p.out.Own = append(p.out.Own, map[string]string{"nguoi_nhan": name, "chuc_vu_nguoi_nhan": posts})
	}
	p.invite(hole("nguoi_nhan"), hole("chuc_vu_nguoi_nhan"))
	p.out.Starter = d.Body
	p.bind(sheets)
}

func (p *pen) invite(name, posts string) {
	p.out.Paper.Body = nil
	p.para(p.T("paper.invitation.says", p.office.Name))
	p.add(document.Para{Text: name, Bold: true, Align: document.Center})
	if posts != "" {
		p.add(document.Para{Text: posts, Align: document.Center})
	}
	p.para(p.T("paper.invitation.attend", p.conf.Name))
	p.para(p.T("paper.invitation.time", p.or(p.when(), "date")), p.T("paper.invitation.place", p.or(p.conf.Place, "place")))
	p.para(p.T("paper.invitation.please"))
	p.signs(p.T("paper.to.guest"))
}

// agenda is the programme (D06).
func (p *pen) agenda() {
	p.out.Paper.Title = p.conf.Name
	p.para(p.T("paper.plan.time", p.or(p.when(), "date")), p.T("paper.plan.place", p.or(p.conf.Place, "place")))
	p.agendaTable()
	p.signs(p.everyone()...)
	p.out.Paper.End = false
}

func (p *pen) agendaTable() {
	cols := []document.Column{p.no(), p.col("hour", 18, document.Center), p.col("item", 0), p.col("presenter", 42), p.col("minutes", 16, document.Center)}
	var rows [][]any
	var ids []string
	total := 0
	for i, x := range p.items {
		rows, ids = append(rows, []any{i + 1, p.clocks[i], x.Title, x.Presenter, x.Minutes}), append(ids, x.ID)
		total += x.Minutes
	}
	if len(rows) == 0 {
		p.table(p.T("paper.sheet.agenda"), cols, p.blank(rows, len(cols), 8, "agenda"))
		return
	}
	p.source(p.T("paper.col.minutes"), strconv.Itoa(total), "conference.item", ids...)
	p.table(p.T("paper.sheet.agenda"), cols, rows, []any{"", "", p.T("paper.agenda.total"), "", total})
}

// agendaA5 is the programme to hand out.
func (p *pen) agendaA5() {
	d := &p.out.Paper
	d.A5, d.Head.Plain, d.Kind, d.Title = true, true, "", ""
	p.add(document.Para{Text: locale.Upper(p.office.Name), Align: document.Center, Bold: true, Size: 11},
		document.Para{Text: p.T("paper.agenda-a5.kind"), Align: document.Center, Bold: true, Size: 16},
		document.Para{Text: p.conf.Name, Align: document.Center, Bold: true, Size: 13},
		document.Para{Text: strings.Join(slices.DeleteFunc([]string{p.or(p.when(), "date"), p.or(p.conf.Place, "place")}, func(s string) bool { return s == "" }), "\n"), Align: document.Center, Italic: true, Size: 11})
	t := document.Table{Small: true, Columns: []document.Column{p.col("hour", 17, document.Center), p.col("item", 0), p.col("presenter", 34)}}
	for i, x := range p.items {
		t.Rows = append(t.Rows, []string{p.clocks[i], x.Title, x.Presenter})
	}
	if len(p.items) == 0 {
		p.lacks("agenda")
		t.Rows, t.High = make([][]string, 8), 12
	}
	p.add(t)
}
