package paper

import (
	"slices"
	"strings"

	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/emulation"
	"hoinghi/locale"
	"hoinghi/resolution"
	"hoinghi/store"
)

// votes are the ballots that ended and were not annulled.
func (r *record) votes() (out []ballot.Ballot) {
	for _, b := range r.ballots {
		if b.State == "closed" {
			out = append(out, b)
		}
	}
	return out
}

// minutesPaper is the minutes as they assemble themselves, with the hashes of
// the papers that were issued before the conference.
func (p *pen) minutesPaper() {
	symbol := p.out.Paper.Head.Symbol
	p.out.Paper = p.minutes.Paper()
	if p.out.Paper.Head.Symbol == "" {
		p.out.Paper.Head.Symbol = symbol
	}
	if p.conf.OpenedAt.IsZero() {
		p.lacks("opened")
	}
	if p.conf.ClosedAt.IsZero() {
		p.lacks("closed")
	}
	t := document.Table{Small: true, Columns: []document.Column{p.no(), p.col("paper", 52), p.col("number", 30), p.col("hash", 0)}}
	for _, i := range before(p.conf, p.frozen) {
		t.Rows = append(t.Rows, []string{locale.Number(int64(len(t.Rows) + 1)), i.Title, numbered(i), i.Hash[:32] + " " + i.Hash[32:]})
	}
	if len(t.Rows) > 0 {
		p.out.Paper.Annexes = append(p.out.Paper.Annexes, document.Annex{Title: p.T("paper.minutes.annex"), Of: p.T("paper.minutes.of", p.conf.Name), Body: []document.Block{t}})
	}
}

// Before lists the papers in force that were issued before a conference was
// opened: its minutes carry their hashes.
func Before(tx *store.Tx, c conference.Conference) ([]Issued, error) {
	list, err := IssuedOf(tx, c.ID)
	return before(c, list), err
}

func before(c conference.Conference, list []Issued) []Issued {
	return slices.DeleteFunc(slices.Clone(list), func(i Issued) bool {
		return i.State != InForce || !c.OpenedAt.IsZero() && i.IssuedAt.After(c.OpenedAt)
	})
}

// numbered is the number and day of an issued paper, as far as it has one.
func numbered(i Issued) string {
	if i.Number == "" {
		return locale.Date(i.Dated)
	}
	return i.Number + "/" + i.Symbol + "\n" + locale.Date(i.Dated)
}

// resolutionPaper is the resolution, adopted or as drafted.
func (p *pen) resolutionPaper() {
	if p.adopted.ID != "" {
		p.out.Paper = p.adopted.Paper()
		return
	}
	p.out.Paper.Bases = p.grounds()
	p.add(document.Heading{Text: p.T("paper.resolves")})
	for _, key := range resolution.Parts() {
		p.head(p.T("resolution.parts." + key))
		p.dots(3, "resolution")
	}
	p.signs(p.everyone()...)
	p.out.Paper.End = false // it ends with lines to fill
}

// tellersOf are who counts, as one line.
func (p *pen) tellers() []string {
	for _, e := range p.elections {
		if len(e.tellers) > 0 {
			var out []string
			for _, t := range e.tellers {
				out = append(out, t.Name)
			}
			return out
		}
	}
	return p.office.Tellers
}

// count is the minutes of the tellers (D20): elections with their rounds, and
// the votes of the conference.
func (p *pen) count() {
	d := &p.out.Paper
	d.Kind, d.Title = p.T("paper.count.kind"), p.T("paper.count.title", p.conf.Name)
	p.para(p.T("paper.count.when", short, short, p.or(locale.OfficialDate(p.conf.HeldOn), "date"), p.or(p.conf.Place, "place")))
	p.head(p.T("paper.count.tellers"))
	p.listed(locale.Listed(p.tellers()), 3, "tellers")
	if len(p.elections) > 0 {
		p.head(p.T("paper.count.elections"))
		for _, e := range p.elections {
			p.pollCount(e)
		}
	}
	p.head(p.T("paper.count.votes"))
	p.voteTable()
	p.para(p.T("paper.count.end"))
	note := p.T("paper.sign.note")
	d.Sign = []document.Signature{{Post: p.T("paper.sign.witness"), Note: note}, {Formula: p.T("paper.sign.tellers"), Post: p.T("paper.sign.board.post"), Note: note, Name: first(p.tellers())}}
}

// voteTable is each vote with its figures.
func (p *pen) voteTable() {
	const mid = document.Center
	cols := []document.Column{p.no(), p.col("question", 0), p.col("present", 17, mid), p.col("for", 17, mid), p.col("against", 17, mid), p.col("other", 17, mid), p.col("share", 19, mid)}
	var rows [][]any
	for _, b := range p.votes() {
		rows = append(rows, []any{len(rows) + 1, b.Question, int(b.Present), int(b.InFavour), int(b.Against), int(b.Other), part{b.InFavour, b.Of()}})
		p.source(b.Question, locale.Padded(b.InFavour)+"/"+locale.Padded(b.Of()), "ballot", b.ID)
	}
	p.table(p.T("paper.sheet.votes"), cols, p.blank(rows, len(cols), 10, "votes"))
}

// pledge is what is signed: each pledge with the signatures of its parties
// (D23), and a common one to fill when none was drawn up.
func (p *pen) pledge() {
	d := &p.out.Paper
	d.Kind, d.Title = p.T("paper.pledge.kind"), p.T("paper.pledge.title", p.or(year(p.conf.PlanYear), "years"))
	d.Head.Issuer = strings.Trim(locale.Upper(p.office.Name)+" -\n"+locale.Upper(p.office.Partner), " -\n")
	list := p.pledges
	if len(list) == 0 {
		p.lacks("pledges")
		list = []emulation.Pledge{{}}
	}
	for n, x := range list {
		if n > 0 {
			p.add(document.PageBreak{})
		}
		p.onePledge(x)
	}
}

func (p *pen) onePledge(x emulation.Pledge) {
	p.para(p.T("paper.pledge.intro", p.conf.Name))
	if name := p.out.Paper.Kind + " " + p.out.Paper.Title; x.Title != "" && locale.Fold(x.Title) != locale.Fold(name) {
		p.add(document.Heading{Text: locale.Upper(x.Title)})
	}
	if lines := locale.Paragraphs(x.Text); len(lines) > 0 {
		for i, s := range lines {
			lines[i] = locale.Ended(s)
		}
		p.add(document.Points{Marks: document.Numbers, Items: lines})
	} else if facts := p.of("pledge"); len(facts) > 0 {
		p.told(facts, "")
	} else {
		p.dots(6, "facts.pledge")
	}
	p.para(p.T("paper.pledge.end"))
	var signers []document.Signature
	for _, y := range x.Parties {
		signers = append(signers, document.Signature{Formula: locale.Upper(y.Name), Post: locale.Upper(y.Post), Name: y.Signer})
	}
	if len(signers) == 0 {
		signers = []document.Signature{p.partner(), p.headSign()}
	}
	p.add(document.Signatures{Signers: signers})
}
