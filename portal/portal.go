// Package portal is what the agency tells the public: articles with their
// photos, from a draft to the published wording and each later correction.
//
// Nobody outside sees an article before its hour or after it is withdrawn, nor
// its photos. A published wording is never changed silently: each correction
// keeps the former wording and carries a note that the public reads. Who wrote
// an article signed by the newsroom stays inside.
package portal

import (
	"crypto/rand"
	"strings"
	"time"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
)

// State is where an article stands.
type State string

// The states. A published article is shown from its PublishedAt on.
const (
	Drafted   State = "draft"
	Submitted State = "submitted" // waits for another person's approval
	Published State = "published"
	Withdrawn State = "withdrawn"
)

// How an article shows when it was published.
const (
	StampNone  = ""
	StampLong  = "long"  // Thứ Sáu, ngày 21 tháng 1 năm 2022 - 15:48
	StampShort = "short" // 21/01/2022
)

// Text is what writers give an article.
type Text struct {
	Title, Lead string
	Body        string // Markdown: headings, bold, italic, lists, quotes, links; pasted HTML becomes that
	Category    string // as the agency names it: Hội nghị
	Conference  string // its id, or empty
	Byline      Byline
	Stamp       string
	EndMark     bool      // the body ends with "./."
	NoComments  bool      // readers cannot comment, whatever the site says
	PublishAt   time.Time // wanted hour of publication; zero is when Publish is called
}

// Article is a text with its state and photos. Lists leave Body empty and have
// the first photo only.
type Article struct {
	ID string
	Text
	State       State
	Version     int // of the wording before the public; 0 when it never was
	Revision    int // grows with each change; see Change.Seen
	PublishedAt time.Time
	Day         law.Day // of PublishedAt in Việt Nam
	MadeBy      string  // person
	SubmittedBy string  // who asked for approval; empty when nobody did
	ChangedBy   string
	ChangedAt   time.Time
	Photos      []Photo
}

// ShownAt reports whether the public reads the article at an instant.
func (a Article) ShownAt(now time.Time) bool {
	return a.State == Published && !a.PublishedAt.After(now)
}

// Topic is announced with every change of what the portal shows.
const Topic live.Topic = "portal"

// Longest texts, in characters.
const (
	mostTitle = 300
	mostLead  = 2_000
	mostBody  = 100_000
	mostShort = 120
	mostNote  = 500
)

// Begin starts a draft, however incomplete.
func Begin(tx *store.Tx, t Text) (Article, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return Article{}, err
	}
	t = t.tidy()
	if err := t.check(); err != nil {
		return Article{}, err
	}
	a := Article{ID: strings.ToLower(rand.Text()[:12]), Text: t, State: Drafted, Revision: 1,
		MadeBy: tx.Who.Person, ChangedBy: tx.Who.Person, ChangedAt: tx.Now}
	f, err := a.filedAs(tx, filed{})
	if err != nil {
		return a, err
	}
	return a, insertArticle(tx, a, f)
}

// Change is a new text of an article.
type Change struct {
	Text
	Note   string // of a published article: what was corrected, read by the public
	Seen   int    // the Revision that the writer had before the eyes; 0 does not ask
	Reason string // why what Worries finds may go out; see Clear
}

// Amend changes an article. One that is published needs the right to publish
// and a note, and keeps its former wording; only title, lead and body count as
// its wording.
func Amend(tx *store.Tx, id string, c Change) error {
	if err := tx.Who.Need(access.Write); err != nil {
		return err
	}
	a, err := oneArticle(tx, id)
	if err != nil {
		return err
	}
	if c.Seen != 0 && c.Seen != a.Revision {
		return fault.New(fault.Conflict, "fault.conflict")
	}
	t := c.Text.tidy()
	note := strings.TrimSpace(c.Note)
	reworded := t.Title != a.Title || t.Lead != a.Lead || t.Body != a.Body
	if err := t.check(); err != nil {
		return err
	}
	if a.State == Published {
		if err := correctable(tx, a, t, note, reworded); err != nil {
			return err
		}
	}
	if a.State == Submitted && reworded { // what was asked to be approved is no more
		a.State, a.SubmittedBy = Drafted, ""
	}
	a.Text = t
	if err := guardCorrected(tx, a, c.Reason); err != nil {
		return err
	}
	if a.State == Published && reworded {
		a.Version++
		if err := insertVersion(tx, a, note); err != nil {
			return err
		}
		if err := journal.Write(tx, "portal.amend", a.ID, note); err != nil {
			return err
		}
	}
	return save(tx, a)
}

func correctable(tx *store.Tx, a Article, t Text, note string, reworded bool) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	if err := otherThanAuthor(tx, a); err != nil && reworded {
		return err
	}
	var f fault.Form
	t.complete(&f)
	f.Check(!reworded || note != "" || a.PublishedAt.After(tx.Now), "note", "portal.note.needed")
	f.Check(utf8.RuneCountInString(note) <= mostNote, "note", "fault.long", mostNote)
	return f.Err()
}

// Publish puts an article before the public, at once or at its wanted hour. It
// is refused with everything that is missing: title, lead, body, the
// alternative text of a photo (field alt-<photo>), the consent of children's
// families (consent-<photo>), a reason for what Worries finds (field reason,
// see Clear); and, where the site asks for two people, without another's
// approval.
func Publish(tx *store.Tx, id string) error { return PublishAll(tx, []string{id}) }

// PublishAll publishes many articles at once, as Publish does each, and takes
// less time; the first that is refused refuses all.
func PublishAll(tx *store.Tx, ids []string) error {
	f := newFiling()
	for _, id := range ids {
		if err := publishIn(tx, id, f); err != nil {
			return err
		}
	}
	return f.write(tx)
}

func publishIn(tx *store.Tx, id string, in *filing) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	a, err := whole(tx, id)
	if err != nil || a.State == Published {
		return err
	}
	if err := a.publishable(tx); err != nil {
		return err
	}
	if !a.PublishAt.IsZero() {
		a.PublishedAt = a.PublishAt
	} else if a.PublishedAt.IsZero() {
		a.PublishedAt = tx.Now
	}
	a.State = Published
	a.Version++
	if err := insertVersion(tx, a, ""); err != nil {
		return err
	}
	if err := saveIn(tx, a, in); err != nil {
		return err
	}
	return journal.Write(tx, "portal.publish", id, a.Title)
}

// publishable refuses what Publish says.
func (a Article) publishable(tx *store.Tx) error {
	if err := approved(tx, a); err != nil {
		return err
	}
	var f fault.Form
	a.complete(&f)
	for _, p := range a.Photos {
		f.Check(p.Alt != "", "alt-"+p.ID, "portal.alt.needed")
		f.Check(!p.Children || p.Consent != "", "consent-"+p.ID, "portal.consent.needed")
	}
	return guard(tx, a, &f)
}

// Withdraw takes an article from the public; nothing of it is lost.
func Withdraw(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	a, err := oneArticle(tx, id)
	if err != nil || a.State != Published {
		return err
	}
	a.State = Withdrawn
	if err := save(tx, a); err != nil {
		return err
	}
	return journal.Write(tx, "portal.withdraw", id, a.Title)
}

func save(tx *store.Tx, a Article) error {
	f := newFiling()
	if err := saveIn(tx, a, f); err != nil {
		return err
	}
	return f.write(tx)
}

func saveIn(tx *store.Tx, a Article, f *filing) error {
	if a.State == Published && !a.PublishAt.IsZero() {
		a.PublishedAt = a.PublishAt
	}
	a.ChangedBy, a.ChangedAt = tx.Who.Person, tx.Now
	a.Revision++
	if !a.PublishedAt.IsZero() {
		a.Day = law.DayOf(a.PublishedAt.In(locale.Zone))
	}
	tx.Announce(Topic)
	old, err := filedRow(tx, a.ID)
	if err != nil {
		return err
	}
	now, err := a.filedAs(tx, old)
	if err != nil {
		return err
	}
	f.change(a, old, now)
	return updateArticle(tx, a, now)
}

func (t Text) tidy() Text {
	for _, s := range []*string{&t.Title, &t.Lead, &t.Category, &t.Byline.Name, &t.Byline.Unit, &t.Byline.Role} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	if IsHTML(t.Body) {
		t.Body = FromHTML(t.Body)
	}
	t.Body = strings.TrimSpace(strings.ReplaceAll(t.Body, "\r\n", "\n"))
	return t
}

// check refuses what no draft may be either.
func (t Text) check() error {
	var f fault.Form
	for _, x := range []struct {
		field, text string
		most        int
	}{
		{"title", t.Title, mostTitle}, {"lead", t.Lead, mostLead}, {"body", t.Body, mostBody}, {"category", t.Category, mostShort},
		{"byline-name", t.Byline.Name, mostShort}, {"byline-unit", t.Byline.Unit, mostShort}, {"byline-role", t.Byline.Role, mostShort},
	} {
		f.Check(utf8.RuneCountInString(x.text) <= x.most, x.field, "fault.long", x.most)
	}
	f.Check(t.Stamp == StampNone || t.Stamp == StampLong || t.Stamp == StampShort, "stamp", "fault.choice")
	f.Check(t.Byline.known(), "byline", "fault.choice")
	return f.Err()
}

// complete notes what the public may not miss.
func (t Text) complete(f *fault.Form) {
	f.Check(t.Title != "", "title", "fault.required")
	f.Check(t.Lead != "", "lead", "fault.required")
	f.Check(t.Body != "", "body", "fault.required")
	f.Check(t.Byline.Kind == BylineNone || t.Byline.Kind == BylineStaff || t.Byline.Name != "", "byline-name", "fault.required")
}

// fold is what search looks through.
func (a Article) fold() string {
	return locale.FoldSearch(strings.Join([]string{a.Title, a.Lead, Plain(a.Body), a.Category}, "\n"))
}
