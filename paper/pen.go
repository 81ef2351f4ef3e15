package paper

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/register"
)

// pen writes one draft.
type pen struct {
	*record
	out   Draft
	parts int // parts begun
	subs  int // headings begun within the part
}

func (r *record) draft(k Kind) Draft {
	p := &pen{record: r, out: Draft{Kind: k, Values: r.values(), Rows: r.rows(), Sources: r.counts()}}
	p.face()
	k.write(p)
	if f := r.issued(k.Key); f.ID != "" {
		f.stamp(&p.out)
	}
	return p.out
}

// T is a text of a paper.
func (p *pen) T(key string, args ...any) string { return vi().T(key, args...) }

// face is what all papers of an issuer share.
func (p *pen) face() {
	o, k := p.office, p.out.Kind
	d := &p.out.Paper
	d.Head = document.Head{Over: locale.Upper(o.Parent), Issuer: locale.Upper(o.Name), Place: p.or(o.Place, "office")}
	d.Title = p.conf.Name
	switch k.By {
	case Union:
		d.Head.Style, d.Head.Over, d.Head.Issuer = document.Union, "", locale.Upper(o.Partner) // its superior union is not in the record
		if o.Partner == "" {
			d.Head.Issuer = strings.TrimSpace(p.T("paper.union") + " " + locale.Upper(o.Name))
		}
	case Board:
		d.Head.Over, d.Head.Issuer = locale.Upper(o.Name), p.T("paper.board")
	}
	if f := k.form(); f != "" {
		d.Kind = locale.Upper(f)
		d.Head.Symbol = p.symbol()
	}
	d.Meta = document.Meta{Author: o.Name, Subject: p.conf.Name, Created: p.conf.HeldOn}
}

// symbol is what stands behind the number: KH-TVT, BC-CĐCS.
func (p *pen) symbol() string {
	k := p.out.Kind
	short := register.Short(k.form())
	by := p.org.Symbol
	switch k.By {
	case Union:
		by = p.T("paper.symbol.union")
	case Board:
		by = p.T("paper.symbol.board")
	}
	return strings.Trim(short+"-"+by, "-")
}

// add puts blocks at the end of the body.
func (p *pen) add(b ...document.Block) { p.out.Paper.Body = append(p.out.Paper.Body, b...) }

// head begins a part: "I. MỤC ĐÍCH".
func (p *pen) head(title string) {
	p.parts++
	p.subs = 0
	p.add(document.Heading{Level: 2, Text: locale.Roman(p.parts) + ". " + locale.Upper(title)})
}

// sub begins a heading within a part: "1. Kết quả".
func (p *pen) sub(title string) {
	p.subs++
	p.add(document.Heading{Level: 3, Text: strconv.Itoa(p.subs) + ". " + title})
}

func (p *pen) para(texts ...string) {
	for _, s := range texts {
		p.add(document.Para{Text: s})
	}
}

func (p *pen) list(items ...string) { p.add(document.Points{Items: items}) }

// dotted is a line to fill by hand, as wide as the text.
var dotted = strings.Repeat(".", 130)

// dots leaves lines to fill and says what the record lacks.
func (p *pen) dots(lines int, missing string) {
	for range lines {
		p.add(document.Para{Text: dotted, Flush: true, Align: document.Left})
	}
	p.lacks(missing)
}

// lacks notes what the record has not.
func (p *pen) lacks(missing string) {
	if missing != "" && !slices.Contains(p.out.Missing, missing) {
		p.out.Missing = append(p.out.Missing, missing)
	}
}

// or is a text, or a short dotted gap where the record is silent.
func (p *pen) or(text, missing string) string {
	if strings.TrimSpace(text) != "" {
		return text
	}
	p.lacks(missing)
	return gap
}

const (
	gap   = "………………"
	short = "……"
)

// refOf is how an annex names its paper: number, symbol and day, or room to write
// them.
func refOf(number, symbol string, on law.Day) string {
	if on.IsZero() {
		return vi().T("paper.ref.blank", short, symbol, short, short, short)
	}
	return vi().T("paper.ref", number+"/"+symbol, locale.OfficialDate(on))
}

// told are facts as dashes, or lines to fill when there are none.
func (p *pen) told(facts []conference.Fact, missing string) {
	if len(facts) == 0 {
		p.dots(3, missing)
		return
	}
	var items []string
	for _, f := range facts {
		items = append(items, factLine(f)+";")
		p.source(f.What, f.Figure(), "conference.fact", f.ID)
	}
	last := &items[len(items)-1]
	*last = strings.TrimSuffix(*last, ";") + "."
	p.list(items...)
}

// source notes where a figure comes from; a fact without a figure has none.
func (p *pen) source(what, figure, table string, rows ...string) {
	if figure != "" {
		p.out.Sources = append(p.out.Sources, Source{what, figure, table, rows})
	}
}

// factLine is a fact in one line, with its population and who decided.
func factLine(f conference.Fact) string {
	w := vi()
	line := strings.TrimRight(f.What, " .;,")
	if f.Figure() != "" {
		line += ": " + f.Figure()
	}
	var notes []string
	if f.Base != "" {
		notes = append(notes, f.Base)
	}
	switch {
	case f.State == "proposed" && f.DecidedBy != "":
		notes = append(notes, w.T("paper.proposed.to", f.DecidedBy))
	case f.State == "proposed":
		notes = append(notes, w.T("paper.proposed"))
	case f.DecidedBy != "":
		notes = append(notes, w.T("paper.decided", f.DecidedBy))
	}
	if len(notes) > 0 {
		line += " (" + strings.Join(notes, "; ") + ")"
	}
	return line
}

// col is a column by the key of its title; a width of 0 shares the rest.
func (p *pen) col(key string, width int, align ...document.Align) document.Column {
	c := document.Column{Title: p.T("paper.col." + key), Width: width}
	if len(align) > 0 {
		c.Align = align[0]
	}
	return c
}

// keys: paper.col.*

// no is the column of running numbers.
func (p *pen) no() document.Column { return p.col("no", 14, document.Center) }

// listed are points, or lines to fill when there are none.
func (p *pen) listed(items []string, lines int, missing string) {
	if len(items) == 0 {
		p.dots(lines, missing)
		return
	}
	p.list(items...)
}

// part is n of a base, printed as its share.
type part struct{ n, of int64 }

// table draws rows as a table and as a sheet. Cells are string, int, law.Day or
// part.
func (p *pen) table(name string, columns []document.Column, rows [][]any, sums ...[]any) {
	t := document.Table{Columns: columns, Sums: len(sums)}
	s := document.Sheet{Name: name, Columns: slices.Clone(columns), Sums: len(sums), Meta: p.out.Paper.Meta}
	for _, row := range append(slices.Clone(rows), sums...) {
		var texts []string
		var cells []document.Cell
		for _, x := range row {
			text, cell := cellOf(x)
			texts, cells = append(texts, text), append(cells, cell)
			if _, ok := x.(part); ok {
				s.Columns[len(cells)-1].Title = columns[len(cells)-1].Title + " (%)"
			}
		}
		t.Rows, s.Rows = append(t.Rows, texts), append(s.Rows, cells)
	}
	p.add(t)
	p.out.Sheets = append(p.out.Sheets, s)
}

func cellOf(x any) (string, document.Cell) {
	switch x := x.(type) {
	case int:
		return strconv.Itoa(x), document.Int(int64(x))
	case law.Day:
		return locale.Date(x), document.Date(x)
	case part:
		if x.of == 0 {
			return gap, document.Cell{}
		}
		return shareOf(x.n, x.of), document.Dec((2000*x.n+x.of)/(2*x.of), 1)
	}
	return fmt.Sprint(x), document.Str(fmt.Sprint(x))
}

// keys: paper.end.*

// signs puts the signature of the issuer and the recipients under the paper.
func (p *pen) signs(to ...string) {
	if f := p.out.Kind.Form; f == "plan" || f == "report" {
		p.para(p.T("paper.end."+f, locale.Uncapital(p.out.Paper.Title)))
	}
	p.out.Paper.End = true
	p.out.Paper.To = append(to, p.T("paper.to.file"))
	switch p.out.Kind.By {
	case Union:
		p.out.Paper.Sign = []document.Signature{p.partner()}
	case Board:
		p.out.Paper.Sign = []document.Signature{{Formula: p.T("paper.sign.board"), Post: p.T("paper.sign.board.post"), Name: first(p.inspects)}}
	case Hall:
		p.out.Paper.Sign = []document.Signature{p.partner(), p.headSign()}
	default:
		p.out.Paper.Sign = []document.Signature{p.headSign()}
	}
}

func (p *pen) headSign() document.Signature {
	return document.Signature{Post: locale.Upper(p.or(p.office.HeadTitle, "office")), Name: p.office.Head}
}

// partner signs for who organises the conference with the head.
func (p *pen) partner() document.Signature {
	s := document.Signature{Formula: p.T("paper.sign.union"), Post: p.T("paper.sign.chair"), Name: p.office.PartnerHead}
	if !p.union() {
		s.Formula = p.T("paper.sign.for", locale.Upper(p.office.Partner))
	}
	return s
}

// everyone are the usual recipients of a paper to the staff.
func (p *pen) everyone() []string {
	if p.out.Kind.By == Union {
		return []string{p.T("paper.to.upper"), p.office.Name, p.T("paper.to.departments")}
	}
	var out []string
	if p.office.Parent != "" {
		out = append(out, p.T("paper.to.parent", p.office.Parent))
	}
	if p.office.Partner != "" {
		out = append(out, p.office.Partner)
	}
	return append(out, p.T("paper.to.departments"))
}
