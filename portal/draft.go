package portal

import (
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/register"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
)

// Headline is how a drafted article is titled.
type Headline string

// The headlines that agencies use.
const (
	HeadlineName   Headline = ""       // Hội nghị viên chức, người lao động năm 2026
	HeadlineAgency Headline = "agency" // Thư viện tỉnh Hồng Lam tổ chức Hội nghị …
	HeadlineUpper  Headline = "upper"  // HỘI NGHỊ VIÊN CHỨC, NGƯỜI LAO ĐỘNG …
)

// Draft writes an article about a conference from its record, with words for
// photos that are likely to have been taken. It states nothing that the record
// does not: what is unknown is left out. Nothing is kept; Begin keeps it.
func Draft(tx *store.Tx, conferenceID string) (Text, []Labels, error) {
	return DraftAs(tx, Text{Conference: conferenceID}, HeadlineAgency)
}

// DraftAs is Draft with what the writer has chosen already: everything of t but
// title, lead and body stays. A day of the same year as the stamp is written
// without its year.
func DraftAs(tx *store.Tx, t Text, h Headline) (Text, []Labels, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return t, nil, err
	}
	s := story{w: locale.In("vi"), text: t, named: map[string]bool{}}
	if err := s.read(tx); err != nil {
		return t, nil, err
	}
	t.Title, t.Lead = s.title(h), s.lead()
	var body []string
	for _, part := range []func() []string{s.attending, s.agenda, s.outcomes, s.votes, s.results, s.speeches, s.awards, s.others, s.resolved} {
		body = append(body, part()...)
	}
	t.Body = strings.Join(body, "\n\n")
	return t, s.pictures(), nil
}

// story is what an article is drafted from. Its words are Vietnamese in every
// language of the pages, for the article is.
type story struct {
	w        *locale.Words
	text     Text
	org      account.Org
	conf     conference.Conference
	bases    []register.Document
	bodies   []roster.Department
	items    []conference.Item
	speakers []conference.Speaker
	guests   []conference.Guest
	people   []conference.Attendee
	ballots  []ballot.Ballot
	facts    []conference.Fact
	posts    map[string][]string // of the speakers, by person
	adopted  resolution.Resolution
	named    map[string]bool // whose posts have been told
}

func (s *story) read(tx *store.Tx) (err error) {
	id := s.text.Conference
	if s.conf, err = conference.Find(tx, id); err != nil {
		return err
	}
	for _, part := range []func() error{
		func() error { s.org, err = account.FindOrg(tx); return err },
		func() error { s.bases, err = conference.Bases(tx, id); return err },
		func() error { s.items, err = conference.Agenda(tx, id); return err },
		func() error { s.speakers, err = conference.Speakers(tx, id); return err },
		func() error { s.guests, err = conference.Guests(tx, id); return err },
		func() error { s.people, err = conference.Attendance(tx, id); return err },
		func() error { s.ballots, err = ballot.List(tx, id); return err },
		func() error { s.facts, err = conference.Facts(tx, id); return err },
		func() error {
			s.adopted, err = resolution.Find(tx, id, resolution.Office{})
			return unless(err, fault.Missing)
		},
		func() error { return s.readPosts(tx) },
		func() error { return s.readBodies(tx) },
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// readBodies keeps the bodies of which somebody was there; before the
// conference, those of which somebody is convened.
func (s *story) readBodies(tx *store.Tx) error {
	all, err := roster.Departments(tx, s.conf.HeldOn)
	if err != nil {
		return err
	}
	here := map[string]bool{}
	for _, a := range s.people {
		here[a.Person] = s.conf.OpenedAt.IsZero() || !a.ArrivedAt.IsZero()
	}
	for _, d := range all {
		if d.Kind == roster.Plain {
			continue
		}
		members, err := roster.MembersOf(tx, d.ID, s.conf.HeldOn)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(members, func(p roster.Person) bool { return here[p.ID] }) {
			s.bodies = append(s.bodies, d)
		}
	}
	return nil
}

func unless(err error, k fault.Kind) error {
	if fault.Is(err, k) {
		return nil
	}
	return err
}

// readPosts reads the posts of the staff who spoke, as of that day.
func (s *story) readPosts(tx *store.Tx) error {
	s.posts = map[string][]string{}
	for _, x := range s.speakers {
		if x.Person == "" || s.posts[x.Person] != nil {
			continue
		}
		list, err := roster.PostsOn(tx, x.Person, s.conf.HeldOn)
		if err != nil {
			return err
		}
		for _, p := range list {
			s.posts[x.Person] = append(s.posts[x.Person], p.Title)
		}
	}
	return nil
}

// held are the points of business that were taken up; before the conference
// all of them are told as planned.
func (s *story) held() []conference.Item {
	return slices.DeleteFunc(slices.Clone(s.items), func(i conference.Item) bool {
		return slices.Contains(frame, i.Kind) || s.told(i.Kind) || !s.conf.OpenedAt.IsZero() && i.OpenedAt.IsZero()
	})
}

// frame are the points of ceremony, and those that have paragraphs of their own.
var frame = []string{"flag", "reason", "attendance", "presidium", "programme", "superior", "resolution", "close"}

// told reports whether facts tell of a point better than its title does.
func (s *story) told(kind string) bool {
	topic := map[string]string{"awards": "award", "commitment": "pledge"}[kind]
	return topic != "" && slices.ContainsFunc(s.facts, func(f conference.Fact) bool { return f.Topic == topic && f.State == "done" })
}

func (s *story) title(h Headline) string {
	switch h {
	case HeadlineAgency:
		return s.w.T("portal.draft.headline", s.org.Name, s.plainName())
	case HeadlineUpper:
		return locale.Upper(s.conf.Name)
	}
	return s.conf.Name
}

// plainName is the name of the conference without that of the unit, where a
// sentence has just named the unit.
func (s *story) plainName() string { return strings.Replace(s.conf.Name, " "+s.org.Name, "", 1) }

// agency names the unit in full and says its short form once, where nobody
// would guess it.
func (s *story) agency() string {
	name := s.org.Name
	if council := s.w.T("portal.draft.council") + " "; strings.HasPrefix(s.org.Parent, council) {
		if place := strings.TrimPrefix(s.org.Parent, council); !strings.Contains(name, place) {
			name += " " + place
		}
	}
	if s.org.Short != "" && !strings.Contains(s.org.Name, s.org.Short) {
		name += " (" + s.org.Short + ")"
	}
	return name
}

// short is the unit as named again.
func (s *story) short() string {
	if s.org.Short != "" {
		return s.org.Short
	}
	return s.org.Name
}

// keys: portal.draft.day.*

func (s *story) day() string {
	d := locale.Date(s.conf.HeldOn)
	if at := s.text.PublishAt; s.text.Stamp != StampNone && !at.IsZero() && at.In(locale.Zone).Year() == s.conf.HeldOn.Year {
		d = locale.ShortDate(s.conf.HeldOn)
	}
	when := "day"
	if s.conf.Session == "morning" || s.conf.Session == "afternoon" {
		when = s.conf.Session
	}
	return s.w.T("portal.draft.day."+when, d)
}

// lead says on what ground, when, who and what for.
func (s *story) lead() string {
	var out []string
	if len(s.bases) > 0 {
		var cited []string
		for _, d := range s.bases {
			cited = append(cited, register.Cite(d))
		}
		out = append(out, s.w.T("portal.draft.basis", strings.Join(cited, "; ")))
	}
	when := s.day()
	if s.conf.ConsentBy != "" {
		when = s.w.T("portal.draft.consent", s.conf.ConsentBy, small(when))
	}
	line := s.w.T("portal.draft.held", when, s.agency(), s.plainName())
	if s.org.PartnerName != "" {
		line = s.w.T("portal.draft.held.with", when, s.agency(), s.org.PartnerName, s.plainName())
	}
	if s.conf.Purpose != "" {
		line = s.w.T("portal.draft.purpose", line, small(strings.TrimRight(s.conf.Purpose, ".")))
	}
	return strings.Join(append(out, ended(line)), " ")
}

// attending tells the guests, the leading bodies and the staff.
func (s *story) attending() (out []string) {
	var guests []string
	for _, g := range s.guests {
		if s.conf.OpenedAt.IsZero() || !g.CameAt.IsZero() {
			guests = append(guests, g.Printed())
			s.named[g.Name] = true
		}
	}
	if len(guests) > 0 {
		out = append(out, s.w.T("portal.draft.guests", strings.Join(guests, "; ")))
	}
	if len(s.people) == 0 {
		return out
	}
	var bodies []string
	for _, d := range s.bodies {
		bodies = append(bodies, d.Name)
	}
	if len(bodies) > 0 {
		return append(out, s.w.T("portal.draft.attending.with", strings.Join(bodies, ", "), s.hall()))
	}
	return append(out, s.w.T("portal.draft.attending", s.hall()))
}

// hall is the whole staff where everybody convened was there, else how many.
func (s *story) hall() string {
	here := int64(0)
	for _, a := range s.people {
		if !a.ArrivedAt.IsZero() {
			here++
		}
	}
	all := int64(len(s.people))
	switch {
	case s.conf.OpenedAt.IsZero() || here == all && s.conf.Form == "whole":
		return s.w.T("portal.draft.whole", s.staff(), s.short())
	case s.conf.Form == "delegates":
		return s.w.T("portal.draft.delegates", here, all, resolution.Share(here, all))
	}
	return s.w.T("portal.draft.present", here, all, s.staff(), resolution.Share(here, all))
}

// keys: roster.category.*

// staff names the categories that were convened, joined as the name of the
// conference joins them.
func (s *story) staff() string {
	var list []string
	for _, c := range roster.Categories() {
		if slices.ContainsFunc(s.people, func(a conference.Attendee) bool { return a.Category == string(c) }) {
			list = append(list, small(s.w.T("roster.category."+string(c))))
		}
	}
	if last := len(list) - 1; last > 0 && slices.Contains(strings.Fields(s.conf.NameStyle), "and") {
		return s.w.T("portal.draft.and", strings.Join(list[:last], " "), list[last])
	}
	return strings.Join(list, ", ")
}
