package resolution

import (
	"slices"
	"strings"

	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
)

// Paper is the minutes in the layout of office papers, signed by the
// secretary and the chair.
func (m Minutes) Paper() document.Paper {
	w := vi()
	p := document.Paper{
		Head: m.Office.face(m.Conference.HeldOn, false), Kind: w.T("resolution.paper.minutes"), Title: m.Conference.Name,
		To:   []string{w.T("resolution.to.members"), w.T("resolution.to.file")},
		Meta: document.Meta{Author: m.Office.Name, Created: m.Conference.HeldOn},
	}
	p.Head.Symbol = m.Symbol
	for _, s := range m.Sections {
		if s.Part != "" {
			p.Body = append(p.Body, document.Heading{Level: 2, Text: s.Part})
		}
		if s.Title != "" {
			p.Body = append(p.Body, document.Heading{Level: 3, Text: s.Title})
		}
		for line := range strings.Lines(s.Text()) {
			p.Body = append(p.Body, paragraph(strings.TrimSpace(line)))
		}
	}
	note := w.T("resolution.sign.note")
	chair := document.Signature{Post: w.T("resolution.sign.chair"), Note: note, Name: first(m.Office.Presidium)}
	if len(m.Office.Presidium) > 1 {
		chair.Formula = w.T("resolution.sign.presidium")
	}
	p.Sign = []document.Signature{{Post: w.T("resolution.sign.secretary"), Note: note, Name: first(m.Office.Secretaries)}, chair}
	return p
}

// Paper is the resolution in the layout of office papers, issued by the head
// and by who organises with him; a draft says so and has room for its number.
func (r Resolution) Paper() document.Paper {
	w, o := vi(), r.Face.Office
	p := document.Paper{
		Head: o.face(r.Dated, true), Kind: locale.Upper(kind()), Title: r.Face.Title, Bases: r.Bases, End: true,
		Sign: o.signers(), To: o.recipients(),
		Meta: document.Meta{Author: o.Name, Created: r.Dated, Subject: r.Hash},
	}
	p.Head.Number, p.Head.Symbol = r.Number, r.Symbol
	if r.State != Adopted {
		p.Title += "\n" + w.T("resolution.draft.mark")
	}
	for line := range strings.Lines(r.Opening) {
		p.Body = append(p.Body, document.Para{Text: strings.TrimSpace(line)})
	}
	p.Body = append(p.Body, document.Heading{Text: w.T("resolution.decides")})
	no := int64(0)
	article := func(title string, body document.Block) {
		no++
		p.Body = append(p.Body, document.Article{No: locale.Number(no), Title: title, Body: []document.Block{body}})
	}
	for _, part := range Parts() {
		if points := r.points(part); len(points) > 0 {
			article(w.T("resolution.parts."+part), document.Points{Marks: document.Numbers, Items: points})
		}
	}
	if len(r.Passed) > 0 {
		article(w.T("resolution.parts.passed"), document.Points{Marks: document.Numbers, Items: slices.Clone(r.Passed)})
	}
	result := r.Result
	if result == "" {
		result = w.T("resolution.result.none")
	}
	p.Body = append(p.Body, document.Para{Text: result})
	return p
}

// paragraph is justified unless it holds a hash, which would tear its line.
func paragraph(line string) document.Para {
	p := document.Para{Text: line}
	for word := range strings.FieldsSeq(line) {
		if len(word) >= 64 {
			p.Align = document.Left
		}
	}
	return p
}

// points are the items of a part as printed.
func (r Resolution) points(part string) (out []string) {
	w := vi()
	for _, i := range r.Items {
		if i.Part != part {
			continue
		}
		line := strings.TrimRight(i.Text, " .;,")
		if i.Measure != "" {
			line += ": " + strings.TrimRight(i.Measure, " .;,")
		}
		if i.Owner != "" && !strings.Contains(i.Text, i.Owner) {
			line += " " + w.T("resolution.owner", i.Owner)
		}
		if !i.Due.IsZero() {
			line += ", " + w.T("resolution.due", locale.Date(i.Due))
		}
		out = append(out, line+".")
	}
	return out
}

// face is the head of a paper of the agency; a paper of both organisers names
// them one under the other, for side by side neither has room for its name.
func (o Office) face(on law.Day, joint bool) document.Head {
	h := document.Head{Over: locale.Upper(o.Parent), Issuer: locale.Upper(o.Name), Place: o.Place, Day: on}
	if joint && o.Partner != "" {
		h.Issuer += " -\n" + locale.Upper(o.Partner)
	}
	return h
}

// signers are the head for the presidium and who organises with him.
func (o Office) signers() []document.Signature {
	w := vi()
	head := document.Signature{Formula: w.T("resolution.sign.conference"), Post: locale.Upper(o.HeadTitle), Name: o.Head}
	if o.Partner == "" {
		return []document.Signature{head}
	}
	post := locale.Upper(o.PartnerTitle)
	if post == "" {
		post = w.T("resolution.sign.partner")
	}
	return []document.Signature{{Formula: locale.Upper(w.T("resolution.sign.for", o.Partner)), Post: post, Name: o.PartnerHead}, head}
}

func (o Office) recipients() []string {
	w := vi()
	var out []string
	if o.Parent != "" {
		out = append(out, w.T("resolution.to.parent", o.Parent))
	}
	return append(out, w.T("resolution.to.departments"), w.T("resolution.to.file"))
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}
