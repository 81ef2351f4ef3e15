package paper

import (
	"slices"
	"strings"

	"hoinghi/document"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/tally"
)

// poll is one election with what papers say of it.
type poll struct {
	election.Election
	list     []election.Candidate // who stands
	tellers  []election.Teller
	outcomes []election.Outcome // of its decided rounds
}

func polls(tx *store.Tx, conferenceID string) (out []poll, err error) {
	all, err := allowed(election.List(tx, conferenceID))
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		x := poll{Election: e}
		if x.list, err = allowed(election.Candidates(tx, e.ID)); err != nil {
			return nil, err
		}
		if x.tellers, err = allowed(election.Tellers(tx, e.ID)); err != nil {
			return nil, err
		}
		if err := x.read(tx); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// read finds the outcomes of the rounds that were decided.
func (x *poll) read(tx *store.Tx) error {
	p, err := election.ProgressOf(tx, x.ID)
	if err != nil {
		return err
	}
	for _, r := range p.Rounds {
		if r.DecidedAt.IsZero() {
			continue
		}
		o, err := election.OutcomeOf(tx, r.ID)
		if fault.Is(err, fault.Denied) {
			continue
		}
		if err != nil {
			return err
		}
		x.outcomes = append(x.outcomes, o)
	}
	return nil
}

// standing are the candidates on the slip.
func (x poll) standing() (out []election.Candidate) {
	for _, c := range x.list {
		if c.Standing() {
			out = append(out, c)
		}
	}
	return out
}

// keys: paper.rules.* paper.way.*

// rules are those of the election, as the conference settled them and the law of
// the day asks.
func (p *pen) rules() {
	d := &p.out.Paper
	d.Kind, d.Title = p.T("paper.rules.kind"), p.T("paper.rules.title", p.conf.Name)
	d.Bases = append(cite(law.BoardElected, p.conf.HeldOn), p.grounds()...)
	if len(p.elections) == 0 {
		p.lacks("election")
		p.ruleArticles(poll{})
	}
	for _, e := range p.elections {
		if len(p.elections) > 1 {
			p.add(document.Heading{Text: locale.Upper(e.Title)})
		}
		p.ruleArticles(e)
	}
	end := p.T("paper.rules.open")
	if slices.ContainsFunc(p.elections, func(e poll) bool { return e.Rules.Ballot != "" }) {
		end = p.T("paper.rules.end")
	}
	p.para(end)
	note := p.T("paper.sign.note")
	d.Sign = []document.Signature{{Formula: p.T("resolution.sign.presidium"), Post: p.T("resolution.sign.chair"), Note: note, Name: first(p.office.Presidium)}}
}

func (p *pen) ruleArticles(e poll) {
	seats, most := gap, gap
	way, tie, bar := p.T("paper.way.none"), p.T("paper.tie.none"), p.T("paper.rules.bar.none")
	if e.ID != "" {
		seats = locale.Padded(int64(e.Seats))
		p.source(e.Title, seats, "election", e.ID)
	}
	if e.Ruled() {
		most, way = locale.Padded(int64(e.Rules.Max)), p.T("paper.way."+string(e.Rules.Way))
		if e.Rules.Tie != "" {
			tie = p.T("paper.tie." + e.Rules.Tie)
		}
	} else {
		p.lacks("election.rules")
	}
	if b, err := law.BoardElected.On(p.conf.HeldOn); err == nil {
		bar = p.T("paper.rules.bar", b.Is.Words(), b.Cite)
	}
	for i, s := range []struct{ key, text string }{
		{"seats", p.T("paper.rules.seats.text", seats)}, {"how", p.T("paper.rules.how.text", way)},
		{"valid", p.T("paper.rules.valid.text", most)}, {"won", p.T("paper.rules.won.text", bar, tie)},
		{"tellers", p.T("paper.rules.tellers.text")}, {"keep", p.T("paper.rules.keep.text")},
	} {
		p.add(document.Article{No: locale.Number(int64(i + 1)), Title: p.T("paper.rules." + s.key), Body: []document.Block{document.Para{Text: s.text}}})
	}
}

// keys: paper.tie.*

// slips are the ballots of the elections and one for the questions of the
// agenda, each on a sheet of its own; cut and given out, one for each of the
// convened. Where a list is longer than a slip holds, all are sheets.
func (p *pen) slips() {
	var list []document.Slip
	for _, e := range p.elections {
		if len(e.standing()) > 0 {
			list = append(list, p.nameSlip(e))
		}
	}
	if len(list) == 0 {
		p.lacks("election")
	}
	list = append(list, p.questionSlip())
	long := slices.ContainsFunc(list, func(s document.Slip) bool { return len(s.Rows) > document.MostRows })
	var sheets []document.Paper
	for _, s := range list {
		s.Agency, s.Stamp, s.No = p.office.Name, p.T("paper.slip.stamp"), p.T("paper.col.no")
		s.Foot = strings.Trim(p.office.Place+", "+locale.OfficialDate(p.conf.HeldOn), " ,")
		sheets = append(sheets, s.Page(document.Head{Over: locale.Upper(p.office.Name), Issuer: locale.Upper(p.conf.Name), Place: p.office.Place, Day: p.conf.HeldOn}))
		p.out.Own = append(p.out.Own, map[string]string{"cach_ghi_phieu": s.Note})
		if !long {
			p.out.Slips = append(p.out.Slips, document.SlipSet{Slip: s, Copies: max(len(p.people), 1)})
		}
	}
	p.bind(sheets)
}

func (p *pen) nameSlip(e poll) document.Slip {
	s := document.Slip{Title: p.T("paper.slip.election"), About: e.Title, Head: p.T("paper.col.name"), Answers: []string{p.T("paper.col.agree"), p.T("paper.col.disagree")}}
	for i, c := range e.standing() {
		s.Rows = append(s.Rows, document.SlipRow{No: locale.Number(int64(i + 1)), Name: c.Name, Detail: c.Post})
	}
	most, how := locale.Padded(int64(max(e.Rules.Max, e.Seats))), "paper.slip.how.choose"
	if e.Rules.Way == tally.Cross {
		how, s.Answers = "paper.slip.how.cross", nil
	}
	s.Note = p.T("paper.slip.seats", locale.Padded(int64(e.Seats))) + " " + p.T(how, most)
	return s
}

// keys: paper.slip.*

// questionSlip asks what the agenda puts to a vote.
func (p *pen) questionSlip() document.Slip {
	s := document.Slip{Title: p.T("paper.slip.question"), About: p.conf.Name, Head: p.T("paper.col.question"), Note: p.T("paper.slip.how"),
		Answers: []string{p.T("paper.col.agree"), p.T("paper.col.disagree"), p.T("paper.col.otherwise")}}
	for _, i := range p.items {
		if i.Ends == "voted" || i.Ends == "adopted" {
			s.Rows = append(s.Rows, document.SlipRow{No: locale.Number(int64(len(s.Rows) + 1)), Name: i.Title})
		}
	}
	if len(s.Rows) == 0 {
		p.lacks("agenda")
		s.Rows = []document.SlipRow{{No: "1", Name: gap}, {No: "2", Name: gap}}
	}
	return s
}

// pollCount is the count of one election, round by round.
func (p *pen) pollCount(e poll) {
	p.sub(e.Title)
	if len(e.outcomes) == 0 {
		p.dots(4, "election.count")
		return
	}
	n := locale.Padded
	for _, o := range e.outcomes {
		p.para(p.T("paper.count.round", n(int64(o.Round.No)), n(int64(o.Round.Seats))),
			p.T("paper.count.slips", n(o.Issued), n(o.Sums.Slips()), n(o.Sums.Valid), n(o.Sums.Invalid), n(o.NotReturned())))
		p.source(e.Title, n(o.Sums.Slips()), "election.round", o.Round.ID)
		cols := []document.Column{p.no(), p.col("name", 0), p.col("department", 48), p.col("ballots", 20, document.Center), p.col("share", 20, document.Center), p.col("result", 26, document.Center)}
		var rows [][]any
		for _, s := range o.Stood {
			result := ""
			if s.Won {
				result = p.T("paper.count.won")
			}
			rows = append(rows, []any{len(rows) + 1, s.Name, s.Department, int(s.Votes), part{s.Votes, o.Base}, result})
		}
		p.table(p.T("paper.sheet.round", n(int64(o.Round.No))), cols, rows)
	}
}
