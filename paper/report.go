package paper

import (
	"fmt"
	"strings"

	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/resolution"
)

// report is the head's report on the year and the plan of the next (D07).
func (p *pen) report() {
	c := p.conf
	p.out.Paper.Title = p.T("paper.report.title", p.or(year(c.ReviewYear), "years"), p.or(year(c.PlanYear), "years"))
	p.out.Paper.Bases = p.grounds()
	p.para(p.T("paper.report.intro", p.office.Name, c.Name))
	p.head(p.T("paper.report.state"))
	p.para(p.staffLine())
	p.head(p.T("paper.report.done", p.or(year(c.ReviewYear), "years")))
	p.told(p.of("result"), "facts.result")
	p.head(p.T("paper.report.short"))
	p.told(p.of("limitation"), "facts.limitation")
	p.head(p.T("paper.report.next", p.or(year(c.PlanYear), "years")))
	p.targets()
	p.head(p.T("paper.report.ask"))
	p.told(p.of("petition"), "facts.petition")
	p.signs(p.everyone()...)
}

// keys: paper.category.*

// staffLine is the staff by category, of the convened list.
func (p *pen) staffLine() string {
	if len(p.people) == 0 {
		p.lacks("convened")
		return p.T("paper.report.staff", gap) + "."
	}
	by, order := map[string]int64{}, []string{}
	for _, a := range p.people {
		if by[a.Category] == 0 {
			order = append(order, a.Category)
		}
		by[a.Category]++
	}
	var parts []string
	for _, k := range order {
		if k != "" {
			parts = append(parts, p.T("paper.category."+k, locale.Padded(by[k])))
		}
	}
	line := p.T("paper.report.staff", locale.Padded(int64(len(p.people))))
	if len(parts) > 0 {
		line += ", " + p.T("paper.report.of", strings.Join(parts, ", "))
	}
	return line + "."
}

// targets are the figures planned for the year ahead.
func (p *pen) targets() {
	cols := []document.Column{p.no(), p.col("target", 0), p.col("figure", 46)}
	var rows [][]any
	for _, f := range p.of("plan") {
		rows = append(rows, []any{len(rows) + 1, f.What, f.Figure()})
		p.source(f.What, f.Figure(), "conference.fact", f.ID)
	}
	if len(rows) == 0 {
		p.dots(4, "facts.plan")
		return
	}
	p.table(p.T("paper.sheet.targets"), cols, rows)
	p.measured(p.of("plan"))
}

// accountability is the head's statement on the own duties.
func (p *pen) accountability() {
	p.out.Paper.Title = p.T("paper.accountability.title", p.or(year(p.conf.ReviewYear), "years"))
	p.out.Paper.Bases = p.grounds()
	p.head(p.T("paper.accountability.duties"))
	p.list(p.T("paper.accountability.lead"))
	p.dots(2, "duties")
	p.list(p.T("paper.accountability.thrift"))
	p.dots(2, "duties")
	p.head(p.T("paper.accountability.answers"))
	p.tallyLines()
	p.head(p.T("paper.accountability.short"))
	p.told(p.of("limitation"), "facts.limitation")
	p.head(p.T("paper.accountability.promise", p.or(year(p.conf.PlanYear), "years")))
	p.told(p.of("pledge"), "facts.pledge")
	p.signs(p.everyone()...)
}

// previous is the review of the last resolution, item by item (D08).
func (p *pen) previous() {
	p.out.Paper.Title = p.T("paper.previous.title", p.lastName())
	p.out.Paper.Bases = p.grounds()
	p.para(p.T("paper.previous.intro"))
	p.head(p.T("paper.previous.items"))
	cols := []document.Column{p.no(), p.col("resolved", 0), p.col("owner", 32), p.col("due", 26, document.Center), p.col("outcome", 40)}
	var rows [][]any
	for _, i := range p.before.Items {
		text := i.Text
		if i.Measure != "" {
			text += ": " + i.Measure
			p.source(i.Text, i.Measure, "resolution.item", i.ID)
		}
		rows = append(rows, []any{len(rows) + 1, text, i.Owner, i.Due, ""})
	}
	p.table(p.T("paper.sheet.previous"), cols, p.blank(rows, len(cols), 10, "previous"))
	p.head(p.T("paper.previous.judge"))
	p.dots(4, "previous.judge")
	p.signs(p.everyone()...)
}

// lastName is the name of the conference before, or of its resolution by number.
func (p *pen) lastName() string {
	switch {
	case p.before.Number != "":
		return p.T("paper.previous.of", p.before.Number+"/"+p.before.Symbol, p.last.Name)
	case p.last.ID != "":
		return p.T("paper.previous.unnumbered", p.last.Name)
	}
	return p.T("paper.previous.last")
}

// democracy is the review of what the law obliges the unit to: publish, ask, let
// decide (D08).
func (p *pen) democracy() {
	p.out.Paper.Title = p.T("paper.democracy.title", p.or(year(p.conf.ReviewYear), "years"))
	p.out.Paper.Bases = append(cite(law.Notices, p.conf.HeldOn), p.grounds()...)
	for _, d := range law.Duties(p.conf.HeldOn) {
		p.head(p.T("paper.democracy." + d.Key))
		p.dutyTable(d.Texts)
	}
	p.head(p.T("paper.democracy.judge"))
	p.dots(4, "democracy")
	p.signs(p.everyone()...)
}

// keys: paper.democracy.*

// dutyTable has room beside each duty for what was done.
func (p *pen) dutyTable(texts []string) {
	t := document.Table{High: 8, Columns: []document.Column{p.no(), p.col("item", 0), p.col("outcome", 55)}}
	for i, s := range texts {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), locale.Capital(s), ""})
	}
	p.add(t)
	p.lacks("democracy")
}

// unionReport is the union's report on its year (D09).
func (p *pen) unionReport() {
	c := p.conf
	p.out.Paper.Title = p.T("paper.union-report.title", p.or(year(c.ReviewYear), "years"), p.or(year(c.PlanYear), "years"))
	p.head(p.T("paper.union-report.done"))
	p.told(p.of("union"), "facts.union")
	p.head(p.T("paper.union-report.care"))
	p.told(p.of("pay"), "facts.pay")
	p.head(p.T("paper.union-report.watch"))
	p.dots(3, "union.watch")
	p.head(p.T("paper.union-report.next", p.or(year(c.PlanYear), "years")))
	p.dots(4, "union.next")
	p.signs(p.everyone()...)
}

// emulation is the report on emulation and rewards (D13).
func (p *pen) emulation() {
	c := p.conf
	p.out.Paper.Title = p.T("paper.emulation.title", p.or(year(c.ReviewYear), "years"), p.or(year(c.PlanYear), "years"))
	p.out.Paper.Bases = p.grounds()
	p.head(p.T("paper.emulation.movements"))
	var moved []string
	for _, m := range p.movements {
		line := locale.Ended(m.Title)
		if m.Theme != "" {
			line = m.Title + ": " + locale.Ended(m.Theme)
		}
		moved = append(moved, line)
	}
	p.listed(moved, 3, "movements")
	p.head(p.T("paper.emulation.rewards"))
	p.rewards()
	p.head(p.T("paper.emulation.next", p.or(year(c.PlanYear), "years")))
	p.told(p.of("pledge"), "facts.pledge")
	p.signs(p.everyone()...)
}

// rewards are the sums and the list of what was awarded.
func (p *pen) rewards() {
	var ids []string
	for _, d := range p.decisions {
		for _, a := range d.Awards {
			ids = append(ids, a.ID)
		}
	}
	if len(ids) == 0 {
		p.told(p.of("award"), "awards")
		return
	}
	groups, people := emulation.Totals(p.decisions)
	p.para(p.T("paper.emulation.sum", p.awarded(groups, people)))
	p.source(p.T("paper.sheet.awards"), locale.Padded(groups)+" + "+locale.Padded(people), "emulation.award", ids...)
	p.awardTable(p.decisions, true)
	if facts := p.of("award"); len(facts) > 0 {
		p.told(facts, "")
	}
}

// awardTable lists awards; cited names the decision of each.
func (p *pen) awardTable(list []emulation.Decision, cited bool) {
	cols := []document.Column{p.no(), p.col("who", 50), p.col("department", 0), p.col("award", 40)}
	if cited {
		cols = append(cols, p.col("decision", 32))
	}
	var rows [][]any
	for _, d := range list {
		for _, a := range d.Awards {
			row := []any{len(rows) + 1, a.Name, a.Under, a.What()}
			if cited {
				row = append(row, d.Number)
			}
			rows = append(rows, row)
		}
	}
	p.table(p.T("paper.sheet.awards"), cols, p.blank(rows, len(cols), 10, "awards"))
}

// inspection is the report of the People's Inspection Board (D12).
func (p *pen) inspection() {
	p.out.Paper.Title = p.T("paper.inspection.title", p.or(year(p.conf.ReviewYear), "years"), p.or(year(p.conf.PlanYear), "years"))
	p.out.Paper.Bases = cite(law.BoardReports, p.conf.HeldOn)
	p.head(p.T("paper.inspection.board"))
	p.listed(locale.Listed(p.inspects), 3, "board")
	for _, key := range []string{"done", "advice", "answers"} {
		p.head(p.T("paper.inspection." + key))
		p.dots(3, "inspection")
	}
	p.head(p.T("paper.inspection.next", p.or(year(p.conf.PlanYear), "years")))
	p.dots(4, "inspection")
	p.signs(p.everyone()...)
}

// keys: paper.inspection.*

// finance is the disclosure of the budget (D10).
func (p *pen) finance() {
	p.out.Paper.Title = p.T("paper.finance.title", p.or(year(p.conf.ReviewYear), "years"))
	p.out.Paper.Bases = append(cite(law.FinanceForms, p.conf.HeldOn), p.grounds()...)
	p.para(p.T("paper.finance.intro", p.office.Name))
	p.head(p.T("paper.finance.figures"))
	p.figureTable(p.of("finance"), []string{p.T("paper.finance.estimate"), p.T("paper.finance.spent"), p.T("paper.finance.settled"), p.T("paper.finance.saved")}, "facts.finance")
	p.head(p.T("paper.finance.norms"))
	p.dots(3, "finance.norms")
	p.signs(p.everyone()...)
	p.out.Paper.Sign = append([]document.Signature{{Post: p.T("paper.sign.accountant")}}, p.out.Paper.Sign...)
}

// unionFinance is the disclosure of the union's money (D11).
func (p *pen) unionFinance() {
	p.out.Paper.Title = p.T("paper.union-finance.title", p.or(year(p.conf.ReviewYear), "years"))
	p.para(p.T("paper.union-finance.intro"))
	var money []conference.Fact
	for _, f := range p.of("union") {
		if strings.Contains(locale.Fold(f.Unit), locale.Fold(p.T("paper.dong"))) {
			money = append(money, f)
		}
	}
	p.figureTable(money, []string{p.T("paper.union-finance.begin"), p.T("paper.union-finance.in"), p.T("paper.union-finance.out"), p.T("paper.union-finance.end")}, "facts.union-finance")
	p.signs(p.everyone()...)
	p.out.Paper.Sign = append([]document.Signature{{Post: p.T("paper.sign.accountant")}}, p.out.Paper.Sign...)
}

// figureTable has the figures that the record holds, or the usual lines to fill.
func (p *pen) figureTable(facts []conference.Fact, usual []string, missing string) {
	cols := []document.Column{p.no(), p.col("item", 0), p.col("figure", 48, document.Right), p.col("note", 36)}
	var rows [][]any
	for _, f := range facts {
		rows = append(rows, []any{len(rows) + 1, f.What, f.Figure(), f.Base})
		p.source(f.What, f.Figure(), "conference.fact", f.ID)
	}
	if len(rows) == 0 {
		p.lacks(missing)
		for _, s := range usual {
			rows = append(rows, []any{len(rows) + 1, s, "", ""})
		}
	}
	p.table(p.T("paper.sheet.figures"), cols, rows)
	p.measured(facts)
}

// shareOf is n of base as papers write it, or a gap where there is nobody.
func shareOf(n, base int64) string {
	if base == 0 {
		return gap
	}
	return resolution.Share(n, base)
}
