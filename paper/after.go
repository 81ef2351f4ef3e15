package paper

import (
	"slices"
	"strings"

	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/resolution"
)

// toDecide are the awards that no numbered decision gives yet; where every
// decision has its number, all of them.
func (p *pen) toDecide() []emulation.Decision {
	open := slices.DeleteFunc(slices.Clone(p.decisions), func(d emulation.Decision) bool { return d.Number != "" })
	if len(open) > 0 {
		return open
	}
	return p.decisions
}

// awards is the decision on rewards with its list (D25).
func (p *pen) awards() {
	d := &p.out.Paper
	d.Title = p.T("paper.awards.title", p.or(year(p.conf.ReviewYear), "years"))
	d.By, d.Bases = p.decider(), append(cite(law.EmulationDecider, p.conf.HeldOn), p.T("paper.awards.proposal"))
	p.add(document.Heading{Text: p.T("paper.decides")})
	list := p.toDecide()
	groups, people := emulation.Totals(list)
	n := p.awarded(groups, people)
	if groups+people == 0 {
		n = p.T("paper.awards.counts", gap, gap)
		p.lacks("awards")
	}
	p.add(document.Article{No: "1", Text: p.T("paper.awards.give", n, p.or(year(p.conf.ReviewYear), "years"))})
	p.add(document.Article{No: "2", Text: p.T("paper.awards.money")})
	p.add(document.Article{No: "3", Text: p.T("paper.awards.carry")})
	p.signs(p.T("paper.to.article3"))
	body := d.Body
	d.Body = nil
	p.awardTable(list, false)
	d.Annexes = []document.Annex{{Title: p.T("paper.awards.list"), Of: p.T("paper.awards.of", refOf("", d.Head.Symbol, law.Day{}), strings.TrimSpace(p.office.HeadTitle+" "+p.office.Name)), Body: d.Body}}
	d.Body = body
}

// awarded counts collectives and people, without those that there are none of.
func (p *pen) awarded(groups, people int64) string {
	switch {
	case groups == 0:
		return p.T("paper.awards.people", locale.Padded(people))
	case people == 0:
		return p.T("paper.awards.groups", locale.Padded(groups))
	}
	return p.T("paper.awards.counts", locale.Padded(groups), locale.Padded(people))
}

// certificates are one for each award, or one to fill in.
func (p *pen) certificates() {
	var sheets []document.Paper
	add := func(d emulation.Decision, a emulation.Award) {
		c := p.certificate(d, a)
		p.out.Certificates, sheets = append(p.out.Certificates, c), append(sheets, c.Page())
		p.out.Own = append(p.out.Own, map[string]string{"nguoi_nhan": c.Name, "chuc_vu_nguoi_nhan": c.Unit, "thanh_tich": c.Deed, "hinh_thuc_khen": c.Kind,
			"cap_khen": c.By, "so_quyet_dinh": p.blankOr(d.Number), "ngay_quyet_dinh": p.blankOr(locale.Date(d.Dated))})
	}
	for _, d := range p.decisions {
		for _, a := range d.Awards {
			add(d, a)
		}
	}
	if len(sheets) == 0 {
		p.lacks("awards")
		add(emulation.Decision{}, emulation.Award{Name: strings.Repeat(gap, 2)})
	}
	c := p.out.Certificates[0]
	c.By, c.Kind, c.Name, c.Unit, c.Deed = hole("cap_khen"), hole("hinh_thuc_khen"), hole("nguoi_nhan"), hole("chuc_vu_nguoi_nhan"), hole("thanh_tich")
	c.Refs = []string{p.T("paper.certificate.ref", hole("so_quyet_dinh"), hole("ngay_quyet_dinh")), p.T("paper.certificate.book", gap)}
	p.out.Starter = c.Page().Body
	p.bind(sheets)
}

func (p *pen) certificate(d emulation.Decision, a emulation.Award) document.Certificate {
	kind := p.T("paper.certificate.kind")
	if a.Form != "" {
		kind = locale.Upper(a.Form)
	}
	deed := a.Reason
	if deed == "" {
		deed = p.T("paper.certificate.deed", p.or(year(p.conf.ReviewYear), "years"))
	}
	refs := []string{p.T("paper.certificate.ref", p.blankOr(d.Number), p.blankOr(locale.Date(d.Dated))), p.T("paper.certificate.book", gap)}
	return document.Certificate{
		Head: document.Head{Over: locale.Upper(p.office.Parent), Issuer: locale.Upper(p.office.Name), Place: p.office.Place, Day: d.Dated},
		By:   locale.Upper(strings.TrimSpace(p.office.HeadTitle + " " + p.office.Name)), Verb: p.T("paper.certificate.verb"), Kind: kind,
		Name: a.Name, Unit: a.Under, Deed: deed, Refs: refs, Sign: p.headSign(),
	}
}

func (p *pen) blankOr(s string) string {
	if s == "" {
		return gap
	}
	return s
}

// notice tells the staff what the conference decided.
func (p *pen) notice() {
	p.out.Paper.Title = p.T("paper.notice.title", p.conf.Name)
	p.para(p.T("paper.notice.intro", p.conf.Name, p.or(p.when(), "date"), p.or(p.conf.Place, "place")))
	p.head(p.T("paper.notice.people"))
	p.presence()
	p.head(p.T("paper.notice.votes"))
	p.passed()
	p.head(p.T("paper.notice.resolution"))
	p.resolved()
	p.head(p.T("paper.notice.answers"))
	p.tallyLines()
	p.para(p.T("paper.notice.end", p.office.Name))
	p.signs(p.everyone()...)
}

// presence is who was convened and who came.
func (p *pen) presence() {
	n := p.figures()
	if n.convened == 0 || p.conf.OpenedAt.IsZero() {
		p.para(p.T("paper.presence", p.counted(int(n.convened)), gap, gap, p.counted(len(p.guests))))
		p.lacks("opened")
		return
	}
	p.para(p.T("paper.presence", locale.Padded(n.convened), locale.Padded(n.present), shareOf(n.present, n.convened), p.counted(len(p.guests))))
}

// passed are the votes that were won, in short.
func (p *pen) passed() {
	var lines []string
	for _, b := range p.votes() {
		if b.Passed {
			lines = append(lines, resolution.PassedLine(b))
			p.source(b.Question, locale.Padded(b.InFavour)+"/"+locale.Padded(b.Of()), "ballot", b.ID)
		}
	}
	for _, e := range p.elections {
		for _, o := range e.outcomes {
			for _, s := range o.Stood {
				if s.Won {
					lines = append(lines, p.T("paper.elected", e.Title, s.Name, locale.Padded(s.Votes), locale.Padded(o.Base), shareOf(s.Votes, o.Base)))
				}
			}
		}
	}
	p.listed(lines, 3, "votes")
}

// resolved are the points of the resolution.
func (p *pen) resolved() {
	res := p.adopted
	if len(res.Items) == 0 {
		p.dots(4, "resolution")
		return
	}
	if res.State == resolution.Adopted {
		p.para(p.T("paper.notice.number", res.Number+"/"+res.Symbol, locale.Date(res.Dated)))
	} else {
		p.lacks("resolution")
	}
	var lines []string
	for _, i := range res.Items {
		line := strings.TrimRight(i.Text, " .;,")
		if i.Measure != "" {
			line += ": " + i.Measure
			p.source(i.Text, i.Measure, "resolution.item", i.ID)
		}
		lines = append(lines, line+".")
	}
	p.list(lines...)
}

// superior is the report to the body above (D26).
func (p *pen) superior() {
	d := &p.out.Paper
	d.Title = p.T("paper.superior.title", p.conf.Name)
	d.Dear = []string{p.or(p.office.Parent, "office")}
	p.para(p.T("paper.superior.intro", p.conf.Name, p.or(p.when(), "date"), p.or(p.conf.Place, "place"), p.office.Name))
	p.head(p.T("paper.notice.people"))
	p.presence()
	p.quorumLine()
	p.head(p.T("paper.superior.course"))
	p.course()
	p.head(p.T("paper.notice.votes"))
	p.passed()
	p.head(p.T("paper.notice.answers"))
	p.tallyLines()
	p.head(p.T("paper.superior.ask"))
	p.told(p.of("petition"), "facts.petition")
	p.signs(p.T("paper.to.above"), p.office.Partner)
}

// quorumLine says by which rule the hall was enough.
func (p *pen) quorumLine() {
	if t := p.turnout; t.Rule.ID != "" && t.Convened > 0 {
		p.para(p.T("paper.quorum", t.Rule.Is.Words(), t.Rule.Cite, locale.Padded(t.Needed)))
	}
}

// course are the points that were taken up, with their outcomes.
func (p *pen) course() {
	var lines []string
	for _, i := range p.items {
		if i.OpenedAt.IsZero() {
			continue
		}
		line := strings.TrimRight(i.Title, " .;,")
		if i.Outcome != "" {
			line += ": " + strings.TrimRight(i.Outcome, " .;,")
		}
		lines = append(lines, line+".")
	}
	p.listed(lines, 4, "opened")
}

// keys: paper.script.say.*

// script is what whoever leads the conference says, point by point (D06).
func (p *pen) script() {
	d := &p.out.Paper
	d.Head.Plain, d.Kind = true, p.T("paper.script.kind")
	d.Title = p.conf.Name
	if len(p.items) == 0 {
		p.dots(10, "agenda")
	}
	for n, i := range p.items {
		title := locale.Number(int64(n+1)) + ". " + i.Title
		if p.clocks[n] != "" {
			title = p.clocks[n] + " – " + title
		}
		p.add(document.Heading{Level: 2, Text: title})
		p.says(i)
	}
}

// says are the words for one point: of the ceremony where it has any, else the
// usual ones.
func (p *pen) says(i conference.Item) {
	if i.Presenter != "" {
		p.add(document.Para{Text: p.T("paper.script.by", i.Presenter, locale.Number(int64(i.Minutes))), Italic: true})
	}
	if key := "paper.script.say." + i.Kind; vi().Has(key) {
		p.para(p.spoken(key))
	} else {
		p.para(p.T("paper.script.next", i.Title, p.blankOr(i.Presenter)))
	}
	for _, s := range emulation.Of(p.ceremony, i.Kind) {
		p.para(s.Script()...)
	}
	if i.Ends == "voted" || i.Ends == "adopted" {
		p.para(p.T("paper.script.vote", strings.TrimRight(i.Title, " .")), p.T("paper.script.asks"))
		if b, err := law.Majority.On(p.conf.HeldOn); err == nil {
			p.add(document.Para{Text: p.T("paper.script.bar", b.Is.Words(), b.Cite), Italic: true})
		}
	}
}

// spoken fills the words of a point with what they name: the conference, those
// who preside, the counts.
func (p *pen) spoken(key string) string {
	n := p.figures()
	quorum := gap
	if r := p.turnout.Rule; r.ID != "" {
		quorum = p.T("paper.script.quorum", r.Is.Words(), r.Cite)
	}
	replace := strings.NewReplacer("{quorum}", quorum,
		"{conference}", p.conf.Name, "{office}", p.office.Name, "{presidium}", p.blankOr(strings.Join(p.office.Presidium, ", ")),
		"{secretaries}", p.blankOr(strings.Join(p.office.Secretaries, ", ")), "{review}", p.blankOr(year(p.conf.ReviewYear)), "{plan}", p.blankOr(year(p.conf.PlanYear)),
		"{convened}", p.counted(int(n.convened)), "{present}", p.counted(int(n.present)), "{parent}", p.blankOr(p.office.Parent), "{partner}", p.blankOr(p.office.Partner),
	)
	return replace.Replace(p.T(key))
}
