package press

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// articleIn is what a writer has typed, right or wrong.
type articleIn struct {
	Title, Lead, Body, Category, Conference             string
	Byline, BylineRole, BylineName, BylineUnit          string
	Stamp, EndMark, PublishDay, PublishHour, Note, Seen string
	NoComments, Reason, LintSeen                        string
}

func articleInOf(a portal.Article) articleIn {
	in := articleIn{Title: a.Title, Lead: a.Lead, Body: a.Body, Category: a.Category, Conference: a.Conference,
		Byline: a.Byline.Kind, BylineRole: a.Byline.Role, BylineName: a.Byline.Name, BylineUnit: a.Byline.Unit,
		Stamp: a.Stamp, Seen: strconv.Itoa(a.Revision)}
	if a.EndMark {
		in.EndMark = "1"
	}
	if a.NoComments {
		in.NoComments = "1"
	}
	if !a.PublishAt.IsZero() {
		in.PublishDay, in.PublishHour = locale.Date(law.DayOf(a.PublishAt.In(locale.Zone))), locale.Clock(a.PublishAt)
	}
	return in
}

func articleTyped(r *http.Request) articleIn {
	f := r.PostFormValue
	return articleIn{Title: f("title"), Lead: f("lead"), Body: f("body"), Category: f("category"), Conference: f("conference"),
		Byline: f("byline"), BylineRole: f("byline-role"), BylineName: f("byline-name"), BylineUnit: f("byline-unit"),
		Stamp: f("stamp"), EndMark: f("end-mark"), PublishDay: f("publish-day"), PublishHour: f("publish-hour"), Note: f("note"), Seen: f("seen"),
		NoComments: f("no-comments"), Reason: f("reason"), LintSeen: f("lint-seen")}
}

func (in articleIn) text() (portal.Text, error) {
	t := portal.Text{Title: in.Title, Lead: in.Lead, Body: in.Body, Category: in.Category, Conference: in.Conference,
		Byline: portal.Byline{Kind: in.Byline, Role: in.BylineRole, Name: in.BylineName, Unit: in.BylineUnit}, Stamp: in.Stamp, EndMark: in.EndMark != "", NoComments: in.NoComments != ""}
	at, err := in.publishAt()
	t.PublishAt = at
	return t, err
}

// publishAt is the hour typed, in Việt Nam; nothing typed is at once.
func (in articleIn) publishAt() (time.Time, error) {
	if in.PublishDay == "" && in.PublishHour == "" {
		return time.Time{}, nil
	}
	var f fault.Form
	day, err := locale.ParseDate(in.PublishDay)
	f.Check(err == nil && !day.IsZero(), "publish-day", "fault.day")
	hour, err := time.Parse("15:04", in.PublishHour)
	f.Check(err == nil, "publish-hour", "desk.article.hour.form")
	return time.Date(day.Year, day.Month, day.Day, hour.Hour(), hour.Minute(), 0, 0, locale.Zone), f.Err()
}

// editorPage is one article being written, with its photos and its wordings.
type editorPage struct {
	*kit.Visit
	Article     portal.Article // as stored; without an id when it is new
	In          articleIn
	Faults      kit.Faults
	Said        string // a fault that belongs to no field
	Preview     *portal.Text
	Categories  []portal.Category
	Conferences []conference.Conference
	Versions    []portal.Version
	Names       map[string]string // of the people who made the versions
	Moment      time.Time         // of the reading
	Settings    portal.Site
	Linted      bool      // the text was read over
	Mended      bool      // just now
	Findings    []finding // of the linter
	Worries     []portal.Worry
	Clearances  []portal.Clearance
}

// own reports whether the reader wrote or submitted the article, where another
// person must approve it.
func (p editorPage) own() bool {
	return p.Settings.TwoPeople && (p.Article.ID == "" || p.Who.Person == p.Article.MadeBy || p.Who.Person == p.Article.SubmittedBy)
}

// publishable reports whether the reader may publish the article now.
func (p editorPage) publishable() bool {
	return p.Article.State != portal.Published && p.Who.May(access.Publish) && !p.own() && (!p.Settings.TwoPeople || p.Article.State == portal.Submitted)
}

// submittable reports whether the article can be handed to another person.
func (p editorPage) submittable() bool {
	return p.Settings.TwoPeople && p.Article.State != portal.Published && p.Article.State != portal.Submitted
}

func (p editorPage) path(more string) string {
	id := p.Article.ID
	if id == "" {
		id = "moi"
	}
	return p.Path("/ban/tin-bai/", id, more)
}

func (p editorPage) title() string {
	if p.Article.ID == "" {
		return p.T("desk.article.new")
	}
	return articleTitle(p.Visit, p.Article)
}

// live reports whether the public reads the article, so that a change of its
// wording needs a note.
func (p editorPage) live() bool { return p.Article.ShownAt(p.Moment) }

func (p editorPage) state() string { return articleState(p.Article, p.Moment) }

// read fills in all that the form does not carry.
func (p *editorPage) read(tx *store.Tx, id string) (err error) {
	p.Moment = tx.Now
	if id != "" {
		if p.Article, err = portal.Find(tx, id); err != nil {
			return err
		}
		if p.Versions, err = portal.Versions(tx, id); err != nil {
			return err
		}
	}
	if p.Conferences, err = conference.List(tx); err != nil {
		return err
	}
	if p.Categories, err = portal.Categories(tx); err != nil {
		return err
	}
	if p.Settings, err = portal.FindSite(tx); err != nil {
		return err
	}
	if id != "" {
		if p.Clearances, err = portal.Clearances(tx, id); err != nil {
			return err
		}
	}
	return p.readNames(tx)
}

// readNames finds who made the wordings and gave the confirmations.
func (p *editorPage) readNames(tx *store.Tx) error {
	p.Names = map[string]string{}
	var people []string
	for _, v := range p.Versions {
		people = append(people, v.By)
	}
	for _, c := range p.Clearances {
		people = append(people, c.By)
	}
	if p.Article.SubmittedBy != "" {
		people = append(people, p.Article.SubmittedBy)
	}
	for _, id := range people {
		m, err := account.Find(tx, id)
		if err != nil && !fault.Is(err, fault.Missing) {
			return err
		}
		p.Names[id] = m.Name
	}
	return nil
}

// readTyped is read for what is typed and not yet kept.
func (p *editorPage) readTyped(tx *store.Tx, id string) error {
	if err := p.read(tx, id); err != nil {
		return err
	}
	return p.worry(tx)
}

// worry notes what of the article, as typed, nobody has confirmed yet.
func (p *editorPage) worry(tx *store.Tx) (err error) {
	a := p.Article
	if t, bad := p.In.text(); bad == nil {
		a.Text = t
	}
	p.Worries, err = portal.Open(tx, a)
	return err
}

func newArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := editorPage{Visit: v, In: articleIn{Byline: portal.BylineRole, BylineName: v.Name, BylineRole: v.T("desk.article.role.usual")}}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return p.read(tx, "") }); err != nil {
		return err
	}
	if p.In.Stamp = p.Settings.Stamp; p.Settings.EndMark {
		p.In.EndMark = "1"
	}
	return v.Show(w, r, editorView(p))
}

func editArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := editorPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		if err := p.read(tx, r.PathValue("id")); err != nil {
			return err
		}
		p.In = articleInOf(p.Article)
		return p.worry(tx)
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, editorView(p))
}

// editAgain shows the editor with what was typed and what is wrong with it; other
// faults go their way.
func editAgain(w http.ResponseWriter, r *http.Request, v *kit.Visit, in *articleIn, cause error) error {
	own := fault.Is(cause, fault.Denied) && strings.HasPrefix(fault.Of(cause).Key, "portal.own")
	if !own && !fault.Is(cause, fault.Invalid) && !fault.Is(cause, fault.Conflict) {
		return cause
	}
	p := editorPage{Visit: v, Faults: v.Faults(cause), Said: v.Say(cause)}
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		if err := p.read(tx, r.PathValue("id")); err != nil {
			return err
		}
		p.In = articleInOf(p.Article)
		if in != nil {
			p.In = *in
		}
		return p.worry(tx)
	})
	if err != nil {
		return err
	}
	return v.Page(w, r, kit.Page{Status: kit.Status(cause), Body: editorView(p)})
}

func saveArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return keepArticle(w, r, v, nil)
}

// publishArticle keeps what is typed and puts it before the public, or neither.
func publishArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	if held, err := unread(w, r, v); held || err != nil {
		return err
	}
	return keepArticle(w, r, v, func(tx *store.Tx, id string) error {
		if reason := r.PostFormValue("reason"); reason != "" {
			if err := portal.Clear(tx, id, reason); err != nil {
				return err
			}
		}
		return portal.Publish(tx, id)
	})
}

// submitArticle keeps what is typed and hands it to another person.
func submitArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	if held, err := unread(w, r, v); held || err != nil {
		return err
	}
	return keepArticle(w, r, v, portal.Submit)
}

func sendBackArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/ban/tin-bai/", id), portal.SendBack(tx, id)
	})
}

// keepArticle stores what is typed, as a new article where there was none, and
// then does something with it.
func keepArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit, then func(*store.Tx, string) error) error {
	in := articleTyped(r)
	t, err := in.text()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			id, err := in.keep(tx, r.PathValue("id"), t)
			if err == nil && then != nil {
				err = then(tx, id)
			}
			return v.Path("/ban/tin-bai/", id), err
		})
	}
	if err != nil {
		return editAgain(w, r, v, &in, err)
	}
	return nil
}

func (in articleIn) keep(tx *store.Tx, id string, t portal.Text) (string, error) {
	if id == "" {
		a, err := portal.Begin(tx, t)
		return a.ID, err
	}
	seen, _ := strconv.Atoi(in.Seen) // not a number: nothing was seen, nothing is asked
	return id, portal.Amend(tx, id, portal.Change{Text: t, Note: in.Note, Seen: seen, Reason: in.Reason})
}

// previewArticle shows what is typed as it will be read, and keeps nothing.
func previewArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := editorPage{Visit: v, In: articleTyped(r)}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return p.readTyped(tx, r.PathValue("id")) }); err != nil {
		return err
	}
	t, err := p.In.text()
	if err != nil {
		p.Faults = v.Faults(err)
	}
	p.Preview = &t
	return v.Show(w, r, editorView(p))
}

func withdrawArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/ban/tin-bai/", id), portal.Withdraw(tx, id)
	})
}

func (p editorPage) conferenceOptions() (out []kit.Option) {
	for _, c := range p.Conferences {
		out = append(out, kit.Option{Value: c.ID, Label: c.Name})
	}
	return out
}

// keys: desk.article.byline.* desk.article.stamp.* desk.article.mark.*

func (p editorPage) bylineOptions() (out []kit.Option) {
	for _, k := range []string{portal.BylineRole, portal.BylineUnit, portal.BylineName, portal.BylineStaff} {
		out = append(out, kit.Option{Value: k, Label: p.T("desk.article.byline." + k)})
	}
	return out
}

func (p editorPage) stampOptions() (out []kit.Option) {
	for _, k := range []string{portal.StampLong, portal.StampShort} {
		out = append(out, kit.Option{Value: k, Label: p.T("desk.article.stamp." + k)})
	}
	return out
}

// field is a field of the editor with its fault.
func (p editorPage) field(o kit.FieldOpts) kit.FieldOpts {
	o.Fault = p.Faults[o.Name]
	return o
}

// stamped is how a day is written in the preview.
func (p editorPage) stamped() string {
	at := p.Article.PublishedAt
	if p.Preview != nil && !p.Preview.PublishAt.IsZero() {
		at = p.Preview.PublishAt
	}
	if at.IsZero() {
		at = p.Now()
	}
	switch p.In.Stamp {
	case portal.StampLong:
		return p.W.Stamp(at)
	case portal.StampShort:
		return p.W.Date(law.DayOf(at.In(locale.Zone)))
	}
	return ""
}
