package paper

import (
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Texts are the two wordings of the regulation that a conference is asked about.
type Texts struct {
	Was string // in force; empty when there was none
	Is  string // the draft; empty drafts it from the law
}

const longestTexts = 200_000 // characters

// KeepTexts keeps the wordings of the draft regulation.
func KeepTexts(tx *store.Tx, conferenceID string, t Texts) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	if _, err := conference.Find(tx, conferenceID); err != nil {
		return err
	}
	var f fault.Form
	f.Check(len([]rune(t.Was)) <= longestTexts, "was", "fault.long", longestTexts)
	f.Check(len([]rune(t.Is)) <= longestTexts, "is", "fault.long", longestTexts)
	if err := f.Err(); err != nil {
		return err
	}
	if err := putTexts(tx, conferenceID, t); err != nil {
		return err
	}
	tx.Announce(conference.Topic(conferenceID))
	return journal.Write(tx, "paper.texts", conferenceID, sum([]byte(t.Was))+" → "+sum([]byte(t.Is)))
}

// TextsOf reads the wordings; none is the zero Texts.
func TextsOf(tx *store.Tx, conferenceID string) (Texts, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return Texts{}, err
	}
	return textsRow(tx, conferenceID)
}

// regulation is the draft of the regulation on democracy (D15): the wording that
// was kept, against the one in force; without one a draft from the law.
func (p *pen) regulation() {
	d := &p.out.Paper
	d.Kind, d.Title = p.T("paper.regulation.kind"), p.T("paper.regulation.title", p.office.Name)
	d.Bases = append(cite(law.RegulationRequired, p.conf.HeldOn), p.grounds()...)
	switch {
	case strings.TrimSpace(p.texts.Is) == "":
		p.lacks("regulation")
		p.lawful()
	case strings.TrimSpace(p.texts.Was) == "":
		p.para(locale.Paragraphs(p.texts.Is)...)
	default:
		p.add(document.Para{Text: p.T("paper.regulation.how"), Italic: true})
		p.add(document.Redline(p.texts.Was, p.texts.Is)...)
	}
	p.signs(p.everyone()...)
}

// lawful is a regulation that says what the law of the day asks for.
func (p *pen) lawful() {
	no := int64(0)
	article := func(key string, items []string) {
		no++
		a := document.Article{No: locale.Number(no), Title: p.T("paper.regulation." + key)}
		for i, s := range items {
			items[i] = locale.Ended(locale.Capital(s))
		}
		switch len(items) {
		case 0:
		case 1:
			a.Body = []document.Block{document.Para{Text: items[0]}}
		default:
			a.Body = []document.Block{document.Points{Marks: document.Numbers, Items: items}}
		}
		p.add(a)
	}
	article("scope", []string{p.T("paper.regulation.scope.text", p.office.Name)})
	for _, d := range law.Duties(p.conf.HeldOn) {
		article(d.Key, d.Texts)
	}
	article("watch", []string{p.T("paper.regulation.watch.text")})
	article("carry", []string{p.T("paper.regulation.carry.text")})
}

// keys: paper.regulation.*
