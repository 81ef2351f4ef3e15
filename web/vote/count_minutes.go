package vote

import (
	"slices"
	"strconv"
	"strings"

	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/election"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/tally"
)

// keys: vote.count.minutes.* vote.count.channel.* vote.count.stood.* election.tie.*

// minutesOf is the count minutes of a decided round, always in Vietnamese: they
// go into the record.
func minutesOf(tx *store.Tx, round string) (document.Paper, error) {
	o, err := election.OutcomeOf(tx, round)
	if err != nil {
		return document.Paper{}, err
	}
	c, err := conference.Find(tx, o.Election.Conference)
	if err != nil {
		return document.Paper{}, err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return document.Paper{}, err
	}
	tellers, err := election.Tellers(tx, o.Election.ID)
	if err != nil {
		return document.Paper{}, err
	}
	m := minutes{o, c, org, tellers}
	return m.paper(), nil
}

type minutes struct {
	o       election.Outcome
	c       conference.Conference
	org     account.Org
	tellers []election.Teller
}

func minuteWord(key string, args ...any) string {
	return locale.In("vi").T("vote.count.minutes."+key, args...)
}

func (m minutes) paper() document.Paper {
	p := document.Paper{
		Head: document.Head{Over: locale.Upper(m.org.Parent), Issuer: locale.Upper(m.org.Name), Place: m.org.Place, Day: m.c.HeldOn},
		Kind: minuteWord("kind"), Title: minuteWord("title", m.o.Election.Title, m.o.Round.No), End: true,
		To:   []string{minuteWord("to.presidium"), minuteWord("to.file")},
		Meta: document.Meta{Author: m.org.Name, Created: m.c.HeldOn},
	}
	p.Body = append(m.opening(), m.slips()...)
	p.Body = append(p.Body, m.votes()...)
	p.Body = append(p.Body, m.result()...)
	p.Sign = m.signers()
	return p
}

func heading(key string) document.Block {
	return document.Heading{Level: 2, Text: minuteWord(key)}
}

// opening says when, where, who counted and under which rules.
func (m minutes) opening() []document.Block {
	e, r := m.o.Election, m.o.Round
	at := r.DecidedAt.In(locale.Zone)
	out := []document.Block{document.Para{Text: minuteWord("when", at.Hour(), at.Minute(), locale.Date(law.DayOf(at)), m.c.Place, m.c.Name)}, heading("tellers")}
	var names []string
	for _, t := range m.tellers {
		names = append(names, minuteWord("teller", t.Name, minuteWord("duty."+t.Duty)))
	}
	b := e.Rules.Bounds(r.Seats)
	way := minuteWord("form."+e.Rules.Form) + "; " + minuteWord("way."+string(e.Rules.Way), b.Min, b.Max)
	if e.Rules.Form == election.Hands {
		way = minuteWord("form." + e.Rules.Form)
	}
	return append(out, document.Points{Marks: document.Numbers, Items: names}, heading("rules"),
		document.Para{Text: minuteWord("seats", counted(int64(r.Seats)), counted(int64(len(m.o.Stood)))) + " " + way + "."},
		document.Para{Text: minuteWord("bar", m.o.Bar.Is.Words(), minuteWord("base."+e.Rules.Base), m.o.Bar.Cite)},
		document.Para{Text: minuteWord("present", counted(r.Convened), counted(r.Present))})
}

// slips are the figures that must close.
func (m minutes) slips() []document.Block {
	r := m.o.Round
	if m.o.Election.Rules.Form == election.Hands {
		return nil
	}
	out := []document.Block{heading("slips")}
	if r.Printed > 0 {
		out = append(out, document.Para{Text: minuteWord("printed", counted(r.Printed), counted(r.Spoiled), counted(r.Unused))})
	}
	t := document.Table{Columns: []document.Column{{Title: minuteWord("col.way")}, {Title: minuteWord("col.issued"), Width: 24, Align: document.Center},
		{Title: minuteWord("col.returned"), Width: 24, Align: document.Center}, {Title: minuteWord("col.valid"), Width: 24, Align: document.Center},
		{Title: minuteWord("col.invalid"), Width: 26, Align: document.Center}, {Title: minuteWord("col.out"), Width: 28, Align: document.Center}}}
	row := func(name string, issued int64, s tally.Sums) []string {
		n := locale.Padded
		return []string{name, n(issued), n(s.Slips()), n(s.Valid), n(s.Invalid), n(issued - s.Slips())}
	}
	if len(m.o.Ways) > 1 {
		for _, w := range m.o.Ways {
			t.Rows = append(t.Rows, row(locale.In("vi").T("vote.count.channel."+w.Channel), w.Issued, w.Sums))
		}
	}
	t.Rows, t.Sums = append(t.Rows, row(minuteWord("all"), m.o.Issued, m.o.Sums)), 1
	out = append(out, t)
	if m.o.Guarded {
		out = append(out, document.Para{Text: minuteWord("guarded"), Italic: true})
	}
	return out
}

// votes are the figures of each candidate, by way where they may be shown.
func (m minutes) votes() []document.Block {
	t := document.Table{Columns: []document.Column{{Title: minuteWord("col.no"), Width: 12, Align: document.Center}, {Title: minuteWord("col.name")}}}
	ways := m.o.Ways
	if len(ways) < 2 {
		ways = nil
	}
	for _, w := range ways {
		t.Columns = append(t.Columns, document.Column{Title: locale.In("vi").T("vote.count.channel." + w.Channel), Width: 24, Align: document.Center})
	}
	t.Columns = append(t.Columns, document.Column{Title: minuteWord("col.votes"), Width: 22, Align: document.Center},
		document.Column{Title: minuteWord("col.share"), Width: 22, Align: document.Center}, document.Column{Title: minuteWord("col.result"), Width: 34})
	for i, s := range m.o.Stood {
		row := []string{strconv.Itoa(i + 1), strings.TrimRight(s.Name+"\n"+strings.Trim(s.Post+", "+s.Department, ", "), "\n")}
		for _, w := range ways {
			row = append(row, locale.Padded(w.Sums.For[s.Position-1]))
		}
		t.Rows = append(t.Rows, append(row, locale.Padded(s.Votes), locale.Percent(s.Votes, max(m.o.Base, 1), 1), minuteVerdict(s)))
	}
	return []document.Block{heading("votes"), t, document.Para{Text: minuteWord("share", minuteWord("base."+m.o.Election.Rules.Base), counted(m.o.Base)), Italic: true}}
}

// verdict is a candidate's outcome as one word of the keys.
func verdict(s election.Stood) string {
	switch {
	case s.Won && s.How != "vote":
		return "won." + s.How
	case s.Won:
		return "won"
	}
	return string(s.Standing)
}

func minuteVerdict(s election.Stood) string {
	if s.Standing == tally.Tied && !s.Won {
		return minuteWord("standing.tied")
	}
	return minuteWord(verdict(s))
}

// result names who is elected and what stays open.
func (m minutes) result() []document.Block {
	var names []string
	for _, s := range m.o.Stood {
		if s.Won {
			names = append(names, s.Name)
		}
	}
	out := []document.Block{heading("result")}
	if len(names) == 0 {
		out = append(out, document.Para{Text: minuteWord("nobody")})
	} else {
		out = append(out, document.Para{Text: minuteWord("elected", counted(int64(len(names))))}, document.Points{Marks: document.Numbers, Items: names})
	}
	if m.o.Open > 0 {
		out = append(out, document.Para{Text: minuteWord("tied", counted(int64(m.o.Open)), locale.In("vi").T("election.tie."+m.o.Election.Rules.Tie))})
	}
	if m.o.Missing > 0 {
		out = append(out, document.Para{Text: minuteWord("missing", counted(int64(m.o.Missing)))})
	}
	if m.o.Pass > 1 {
		out = append(out, document.Para{Text: minuteWord("recount", m.o.Pass)})
	}
	if m.o.Round.State == "set-aside" {
		out = append(out, document.Para{Text: minuteWord("aside")})
	}
	return append(out, document.Para{Text: minuteWord("end." + m.counted())})
}

// counted is the form in which slips were counted: in a mixed round all may
// have taken the same way.
func (m minutes) counted() string {
	form := m.o.Election.Rules.Form
	if form != election.Mixed || len(m.o.Ways) != 1 {
		return form
	}
	if m.o.Ways[0].Channel == election.ByBox {
		return election.Electronic
	}
	return election.Paper
}

func (m minutes) signers() []document.Signature {
	note := minuteWord("sign.note")
	one := func(key string, t []election.Teller) document.Signature {
		s := document.Signature{Post: minuteWord(key), Note: note}
		if len(t) > 0 {
			s.Name = t[0].Name
		}
		return s
	}
	i := slices.IndexFunc(m.tellers, func(t election.Teller) bool { return t.Duty != "head" })
	var others []election.Teller
	if i >= 0 {
		others = m.tellers[i:]
	}
	return []document.Signature{one("sign.teller", others), one("sign.head", m.tellers)}
}
