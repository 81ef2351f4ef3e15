package conference

import (
	"crypto/rand"
	"regexp"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/register"
	"hoinghi/roster"
	"hoinghi/store"
)

// Tracks of a conference.
const (
	Staff = "staff"
	Joint = "joint"
)

// Plan makes a conference and answers its id. A form or day that the law does
// not allow is no refusal: FormWhy and DateWhy say what stands against it.
func Plan(tx *store.Tx, c Conference) (id string, err error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return "", err
	}
	c.ID, c.ScreenKey, c.State, c.Channel = rand.Text(), rand.Text(), Draft, "welcome"
	c.OpenedAt, c.ClosedAt, c.Item, c.ChannelRef = time.Time{}, time.Time{}, "", ""
	if err := settle(tx, &c); err != nil {
		return "", err
	}
	if err := insertConference(tx, c); err != nil {
		return "", err
	}
	tx.Announce(Topic(c.ID))
	return c.ID, journal.Write(tx, "conference.plan", c.ID, c.Name)
}

// Amend writes the planned facts of a conference anew; what has happened, and
// the key of its screen, stays.
func Amend(tx *store.Tx, c Conference) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	was, err := need(tx, c.ID)
	if err != nil {
		return err
	}
	if err := settle(tx, &c); err != nil {
		return err
	}
	c.State, c.OpenedAt, c.ClosedAt, c.Item, c.ScreenKey = was.State, was.OpenedAt, was.ClosedAt, was.Item, was.ScreenKey
	c.Channel, c.ChannelRef, c.TimerEnds, c.TimerLeft = was.Channel, was.ChannelRef, was.TimerEnds, was.TimerLeft
	return change(tx, c, "conference.amend", c.Name)
}

// Remove takes a conference away that is still a draft, with all that was
// prepared for it.
func Remove(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	c, err := oneConference(tx, id)
	if err != nil {
		return err
	}
	if c.State != Draft {
		return fault.New(fault.Conflict, "conference.not.draft")
	}
	if err := deleteConference(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(id))
	return journal.Write(tx, "conference.remove", id, c.Name)
}

var clock = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

// settle tidies a planned conference, checks it whole and makes its name.
func settle(tx *store.Tx, c *Conference) error {
	for _, s := range []*string{&c.Name, &c.Place, &c.Purpose, &c.GuidanceName, &c.ConsentBy, &c.ConsentDoc} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	for field, fallback := range map[*string]string{&c.Track: Staff, &c.Scope: "office", &c.Period: "calendar", &c.YearName: "review"} {
		if *field == "" {
			*field = fallback
		}
	}
	if err := c.Check(); err != nil {
		return err
	}
	if c.OwnName {
		return nil
	}
	name, err := NameOf(tx, *c)
	c.Name = name
	return err
}

// Check says what is wrong with the planned facts, all at once, by the names
// of the fields: track, form, year_name, period, session, scope, style,
// review, plan, held, starts, name, consent_by.
func (c Conference) Check() error {
	var f fault.Form
	c.checkChoices(&f)
	f.Check(sane(c.ReviewYear), "review", "conference.year")
	if f.Check(sane(c.PlanYear), "plan", "conference.year") && sane(c.ReviewYear) {
		f.Check(c.PlanYear >= c.ReviewYear && c.PlanYear <= c.ReviewYear+2, "plan", "conference.plan.after", c.ReviewYear)
	}
	if f.Check(!c.HeldOn.IsZero(), "held", "fault.required") && sane(c.ReviewYear) && sane(c.PlanYear) {
		f.Check(c.HeldOn.Year >= c.ReviewYear && c.HeldOn.Year <= max(c.PlanYear, c.ReviewYear)+1, "held", "conference.held.far", c.HeldOn)
	}
	if c.StartsAt != "" && f.Check(clock.MatchString(c.StartsAt), "starts", "conference.clock") {
		f.Check(c.Session != "morning" || c.StartsAt < "12:00", "starts", "conference.clock.morning")
		f.Check(c.Session != "afternoon" || c.StartsAt >= "12:00", "starts", "conference.clock.afternoon")
	}
	f.Check(!c.OwnName || c.Name != "", "name", "fault.required")
	f.Check(len([]rune(c.Name)) <= longestTitle, "name", "fault.long", longestTitle)
	f.Check(c.ConsentOn.IsZero() || c.ConsentBy != "", "consent_by", "fault.required")
	return f.Err()
}

const longestTitle = 300 // characters

func (c Conference) checkChoices(f *fault.Form) {
	f.Check(slices.Contains([]string{Staff, Joint}, c.Track), "track", "fault.choice")
	f.Check(slices.Contains([]string{"whole", "delegates"}, c.Form), "form", "fault.choice")
	f.Check(slices.Contains([]string{"review", "plan", "both"}, c.YearName), "year_name", "fault.choice")
	f.Check(slices.Contains([]string{"calendar", "school"}, c.Period), "period", "fault.choice")
	f.Check(slices.Contains([]string{"", "morning", "afternoon", "day"}, c.Session), "session", "fault.choice")
	f.Check(slices.Contains([]string{"office", "all"}, c.Scope), "scope", "fault.choice")
	for _, s := range strings.Fields(c.NameStyle) {
		f.Check(slices.Contains(NameStyles(), s), "style", "fault.choice")
	}
}

func sane(year int) bool { return year >= 1998 && year <= 2100 }

// YearEnd is the last day of the working year that is looked back on. A
// school year is named by the year in which it begins and ends on 31 May.
func (c Conference) YearEnd() law.Day {
	if c.Period == "school" {
		return law.Day{Year: c.ReviewYear + 1, Month: time.May, Day: 31}
	}
	return law.Day{Year: c.ReviewYear, Month: time.December, Day: 31}
}

// UnitOf is an organisation as the law asks about it.
func UnitOf(o account.Org) law.Unit {
	return law.Unit{Kind: law.UnitKind(o.Kind), FullyFunded: o.FullBudget, CoOrganiser: law.Role(o.Partner)}
}

// FormWhy says whether the staff may meet in the planned form.
func FormWhy(tx *store.Tx, c Conference) (law.Why, error) {
	org, err := account.FindOrg(tx)
	if err != nil {
		return law.Why{}, err
	}
	staff, err := roster.StaffOn(tx, c.HeldOn)
	if err != nil {
		return law.Why{}, err
	}
	g := law.Gathering{Staff: int64(len(staff)), Form: law.WholeStaff, Dispersed: c.Dispersed}
	if c.Form == "delegates" {
		g.Form = law.Delegates
	}
	return law.WholeStaffWhy(c.HeldOn, UnitOf(org), g)
}

// DateWhy says whether the conference is held in its time.
func DateWhy(tx *store.Tx, c Conference) (law.Why, error) {
	org, err := account.FindOrg(tx)
	if err != nil {
		return law.Why{}, err
	}
	return law.DeadlineWhy(c.HeldOn, UnitOf(org), c.YearEnd(), c.HeldOn)
}

// Bases reads the documents that the conference rests on, as cited.
func Bases(tx *store.Tx, conference string) ([]register.Document, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	ids, err := basisIDs(tx, conference)
	if err != nil {
		return nil, err
	}
	all, err := register.List(tx)
	if err != nil {
		return nil, err
	}
	var out []register.Document
	for _, id := range ids {
		if i := slices.IndexFunc(all, func(d register.Document) bool { return d.ID == id }); i >= 0 {
			out = append(out, all[i])
		}
	}
	register.Order(out)
	return out, nil
}

// AddBasis rests the conference on a document of the register, once.
func AddBasis(tx *store.Tx, conference, document string) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	if _, err := need(tx, conference); err != nil {
		return err
	}
	d, err := register.Find(tx, document)
	if err != nil {
		return err
	}
	had, err := basisIDs(tx, conference)
	if err != nil || slices.Contains(had, document) {
		return err
	}
	if err := insertBasis(tx, conference, document, len(had)+1); err != nil {
		return err
	}
	tx.Announce(Topic(conference))
	return journal.Write(tx, "conference.basis.add", conference, register.Cite(d))
}

// RemoveBasis takes a document from under the conference; the register keeps it.
func RemoveBasis(tx *store.Tx, conference, document string) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	if _, err := need(tx, conference); err != nil {
		return err
	}
	if err := deleteBasis(tx, conference, document); err != nil {
		return err
	}
	tx.Announce(Topic(conference))
	return journal.Write(tx, "conference.basis.remove", conference, document)
}

// IssuePlan gives the plan of the conference its number. A plan that rests on
// no document is refused.
func IssuePlan(tx *store.Tx, conference string, on law.Day) (register.Document, error) {
	c, err := need(tx, conference)
	if err != nil {
		return register.Document{}, err
	}
	bases, err := Bases(tx, conference)
	if err != nil {
		return register.Document{}, err
	}
	if len(bases) == 0 {
		return register.Document{}, fault.New(fault.Conflict, "conference.plan.no.basis")
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return register.Document{}, err
	}
	return register.Issue(tx, register.Outgoing{Kind: word("plan"), Symbol: strings.Trim(register.Short(word("plan"))+"-"+org.Symbol, "-"),
		Dated: on, Issuer: org.Name, Subject: word("organise") + " " + c.Name})
}
