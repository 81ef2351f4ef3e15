package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/resolution"
	"hoinghi/store"
)

// papers writes the documents of the form as PDF.
func (l *loader) papers(tx *store.Tx) error {
	items, err := conference.Agenda(tx, l.conf)
	if err != nil {
		return err
	}
	for _, p := range l.x.Conference.Papers {
		paper := document.Paper{Head: document.Head{Over: locale.Upper(l.org.Parent), Issuer: locale.Upper(l.org.Name), Place: l.org.Place, Day: day(l.x.Conference.HeldOn)},
			Kind: p.Title, Meta: document.Meta{Author: l.org.Name, Created: day(l.x.Conference.HeldOn)}}
		for _, line := range p.Text {
			paper.Body = append(paper.Body, document.Para{Text: line})
		}
		var pdf bytes.Buffer
		if err := document.PDF(&pdf, paper); err != nil {
			return err
		}
		f, err := media.Take(tx, portal.Slug(p.Title)+".pdf", pdf.Bytes())
		if err != nil {
			return err
		}
		n := conference.Paper{Conference: l.conf, Title: p.Title, File: f.ID, FileName: f.Name}
		if at := slices.IndexFunc(items, func(i conference.Item) bool { return i.Kind == p.Item }); at >= 0 {
			n.Item = items[at].ID
		}
		if _, err := conference.PutPaper(tx, n); err != nil {
			return within("conference.papers["+p.Title+"]", err)
		}
	}
	return nil
}

// outcome writes the resolution of the form in the place of what the record
// suggests, and adopts it when the form's vote passed it.
func (l *loader) outcome(tx *store.Tx) error {
	if len(l.x.Conference.Resolution) == 0 {
		return nil
	}
	l.pass(tx, time.Minute)
	id, err := resolution.Begin(tx, l.conf, l.office())
	if err != nil {
		return err
	}
	draft, err := resolution.Find(tx, l.conf, l.office())
	if err != nil {
		return err
	}
	for _, i := range draft.Items {
		if err := resolution.RemoveItem(tx, id, i.ID); err != nil {
			return err
		}
	}
	for _, i := range l.x.Conference.Resolution {
		n := resolution.Item{Part: or(i.Part, "tasks"), Text: i.Text, Owner: i.Owner, Due: day(i.Due), Measure: i.Measure}
		if _, err := resolution.AddItem(tx, id, n); err != nil {
			return within("conference.resolution["+i.Text+"]", err)
		}
	}
	votes, err := ballot.List(tx, l.conf)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(votes, func(b ballot.Ballot) bool { return b.Resolution == "resolution" && b.State == "closed" && b.Passed })
	if at < 0 {
		return nil
	}
	_, err = resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: votes[at].ID, Office: l.office()})
	return err
}

// office is what papers say of the agency and of who presided, as far as the
// form tells it.
func (l *loader) office() resolution.Office {
	o := resolution.Office{Name: l.org.Name, Parent: l.org.Parent, Place: l.org.Place, HeadTitle: l.org.HeadTitle, Partner: l.org.PartnerName}
	for _, p := range l.x.People {
		for _, role := range p.Roles {
			switch role {
			case "head":
				o.Head = p.Name
			case "union":
				o.PartnerHead = p.Name
			case "presidium":
				o.Presidium = append(o.Presidium, p.Name)
			case "secretary":
				o.Secretaries = append(o.Secretaries, p.Name)
			case "teller":
				o.Tellers = append(o.Tellers, p.Name)
			}
		}
	}
	return o
}

// article drafts the news from the record, adds the photos and publishes it
// when the form says so: at its stamp, or else an hour after the closing.
func (l *loader) article(tx *store.Tx) error {
	x := l.x.Conference.Article
	if x == nil {
		return nil
	}
	l.pass(tx, time.Hour)
	stamp, _ := time.Parse(time.RFC3339, x.Stamp) // zero for none; check has refused what is no instant
	t := portal.Text{Category: x.Category, Conference: l.conf, Stamp: x.Show, EndMark: x.EndMark, PublishAt: stamp,
		Byline: portal.Byline{Kind: x.Byline.Kind, Role: x.Byline.Role, Name: x.Byline.Name, Unit: x.Byline.Unit}}
	t, _, err := portal.DraftAs(tx, t, portal.Headline(x.Headline))
	if err != nil {
		return err
	}
	if x.Lead != "" {
		t.Lead, t.Body = x.Lead, t.Lead+"\n\n"+t.Body
	}
	a, err := portal.Begin(tx, t)
	if err != nil {
		return within("conference.article", err)
	}
	for i, p := range x.Photos {
		caption := p.caption()
		labels := portal.Labels{Caption: caption, Alt: or(p.Alt, caption), Place: p.Place}
		if _, err := portal.AddPhoto(tx, a.ID, "anh.jpg", l.pictures[i], labels); err != nil {
			return within("conference.article.photos["+caption+"]", err)
		}
	}
	if !x.Publish {
		return nil
	}
	return within("conference.article", portal.Publish(tx, a.ID))
}

func (p formPhoto) caption() string {
	if p.Caption != "" {
		return p.Caption
	}
	return portal.Caption(p.Honorific, p.Name, p.Post, p.Action, portal.CaptionStyle(p.Style))
}

// readPictures makes the photos ready before the transaction, which must be
// short; a photo without a file gets a drawing of the hall.
func (l *loader) readPictures(folder string) error {
	x := l.x.Conference.Article
	if x == nil {
		return nil
	}
	for i, p := range x.Photos {
		body, err := drawing(i), error(nil)
		if p.File != "" {
			if body, err = os.ReadFile(filepath.Join(folder, p.File)); err != nil {
				return fault.New(fault.Invalid, "cli.file", p.File).Because(err)
			}
		}
		ready, err := media.Picture(body)
		if err != nil {
			return within("conference.article.photos", err)
		}
		l.pictures = append(l.pictures, ready)
	}
	return nil
}
