package paper

import (
	"strings"

	"hoinghi/document"
	"hoinghi/locale"
	"hoinghi/opinion"
)

// said are the opinions that stand.
func (r *record) said() (out []opinion.Opinion) {
	for _, o := range r.opinionList {
		if o.State() != opinion.Withdrawn {
			out = append(out, o)
		}
	}
	return out
}

// tallyLines are what became of opinions, in figures.
func (p *pen) tallyLines() {
	all := p.said()
	if len(all) == 0 {
		p.dots(2, "opinions")
		return
	}
	t := opinion.Count(all, p.conf.HeldOn)
	var ids []string
	for _, o := range all {
		ids = append(ids, o.ID)
	}
	n := func(x int) string { return locale.Padded(int64(x)) }
	p.para(p.T("paper.opinions.sum", n(t.All), n(t.ToHead), n(t.ToUnion), n(t.Answered), n(t.Promised), n(t.Open)))
	p.source(p.T("paper.name.opinions"), n(t.All), "opinion", ids...)
}

// opinions is the synthesis of what the staff said, with the answers (D14).
func (p *pen) opinions() {
	p.out.Paper.Title = p.T("paper.opinions.title", p.conf.Name)
	p.out.Paper.Bases = p.grounds()
	p.head(p.T("paper.opinions.figures"))
	p.tallyLines()
	p.head(p.T("paper.opinions.answers"))
	cols := []document.Column{p.no(), p.col("opinion", 0), p.col("asker", 32), p.col("answer", 50), p.col("due", 25, document.Center)}
	var rows [][]any
	for _, o := range p.said() {
		rows = append(rows, []any{len(rows) + 1, o.Text, p.asker(o), p.answer(o), o.Due})
	}
	p.table(p.T("paper.sheet.opinions"), cols, p.blank(rows, len(cols), 10, "opinions"))
	p.signs(p.everyone()...)
}

// asker is who said it, where it was said openly: the paper goes to everybody.
func (p *pen) asker(o opinion.Opinion) string {
	if o.Cover != opinion.Named || o.Name == "" {
		return p.T("paper.opinions.unnamed")
	}
	if o.Department == "" {
		return o.Name
	}
	return o.Name + ", " + o.Department
}

// answer is the answer that stands with who gave it; empty room where none is.
func (p *pen) answer(o opinion.Opinion) string {
	a := o.Last()
	if a.ID == "" {
		p.lacks("answers")
		return ""
	}
	return strings.TrimSpace(a.Text + " (" + a.Name + ")")
}
