package cli

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/roster"
	"hoinghi/store"
)

// loader enters one form into the record by the verbs that people use, in one
// transaction: all of it or nothing. The hours are those of the conference, so
// that one of 2021 is not written into the record as of today.
type loader struct {
	*run
	db       *store.DB
	x        form
	way      string    // in which people arrive
	starts   time.Time // zero is the hour of the form
	pictures []media.Pictures
	more     scene // what the demo has beyond the form
	org      account.Org

	now    time.Time
	people map[string]roster.Person // by name, the last of a name
	staff  []roster.Person
	conf   string
}

func importConference(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		body, err := os.ReadFile(r.args[0])
		if err != nil {
			return fault.New(fault.Invalid, "cli.file", r.args[0]).Because(err)
		}
		x, err := readForm(body)
		if err != nil {
			return err
		}
		l := &loader{run: r, x: x, way: "name"}
		if err := l.readPictures(filepath.Dir(r.args[0])); err != nil {
			return err
		}
		if l.db, err = r.open(o); err != nil {
			return err
		}
		defer l.db.Close()
		if err := l.load(); err != nil {
			return err
		}
		r.say("cli.imported", l.org.Name, len(l.staff))
		return nil
	}, nil
}

// load enters the whole form: unit, people, then the conference as far as the
// form's stage says.
func (l *loader) load() error {
	if err := l.unit(); err != nil {
		return err
	}
	steps := []func(*store.Tx) error{l.enterDepartments, l.enterPeople, l.plan, l.more.play("prepared")}
	if l.x.Conference.Stage != "plan" {
		steps = append(steps, l.hold, l.outcome, l.article, l.more.play("after"))
	}
	return l.db.Write(l.ctx, access.Machine(l.org.ID), func(tx *store.Tx) error {
		l.now = l.begins().AddDate(0, 0, -30)
		for _, step := range steps {
			l.pass(tx, time.Second)
			if err := step(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// pass lets time go by.
func (l *loader) pass(tx *store.Tx, d time.Duration) {
	l.now = l.now.Add(d)
	tx.Now = l.now
}

// begins is when the conference begins: 08:00, or 14:00 in an afternoon, when
// the form names no hour.
func (l *loader) begins() time.Time {
	if !l.starts.IsZero() {
		return l.starts
	}
	c, hour := l.x.Conference, "08:00"
	if c.Session == "afternoon" {
		hour = "14:00"
	}
	t, err := time.Parse("15:04", or(c.StartsAt, hour))
	if err != nil {
		t, _ = time.Parse("15:04", hour) // conference.Plan refuses the hour of the form
	}
	d := day(c.HeldOn)
	return time.Date(d.Year, d.Month, d.Day, t.Hour(), t.Minute(), 0, 0, locale.Zone)
}

// unit founds the organisation, or finds the one that has its address.
func (l *loader) unit() error {
	u := l.x.Unit
	orgs, err := l.orgs(l.db)
	if err != nil {
		return err
	}
	for _, o := range orgs {
		if o.Slug == u.Slug {
			if o.Name != u.Name {
				return fault.New(fault.Conflict, "cli.unit.other", o.Slug, o.Name)
			}
			l.org = o
			return nil
		}
	}
	l.org, err = account.Found(l.ctx, l.db, account.Org{Slug: u.Slug, Host: u.Host, Name: u.Name, Short: u.Short, Parent: u.Parent, Sector: u.Sector,
		Place: u.Place, Symbol: u.Symbol, Kind: u.Kind, FullBudget: u.FullBudget, Partner: u.Partner, PartnerName: u.PartnerName, HeadTitle: u.HeadTitle})
	return within("unit", err)
}

func (l *loader) enterDepartments(tx *store.Tx) error {
	ids, err := l.departments(tx)
	if err != nil {
		return err
	}
	for _, d := range l.x.Departments {
		if ids[d.Name] != "" {
			continue
		}
		if d.Parent != "" && ids[d.Parent] == "" {
			return fault.New(fault.Invalid, "cli.department", d.Name, d.Parent)
		}
		n := roster.Department{Name: d.Name, Parent: ids[d.Parent], Tree: roster.Tree(or(d.Tree, string(roster.Agency))), Kind: or(d.Kind, roster.Plain)}
		if ids[d.Name], err = roster.AddDepartment(tx, n); err != nil {
			return within("departments["+d.Name+"]", err)
		}
	}
	return nil
}

func (l *loader) departments(tx *store.Tx) (map[string]string, error) {
	list, err := roster.Departments(tx, law.Day{})
	ids := map[string]string{}
	for _, d := range list {
		ids[d.Name] = d.ID
	}
	return ids, err
}

func (l *loader) enterPeople(tx *store.Tx) error {
	departments, err := l.departments(tx)
	if err != nil {
		return err
	}
	l.people = map[string]roster.Person{}
	had, err := roster.ListPeople(tx)
	if err != nil {
		return err
	}
	for _, p := range had {
		l.people[p.Name] = p
	}
	for _, p := range append(l.x.People, l.generated()...) {
		if _, ok := l.people[p.Name]; ok && len(had) > 0 {
			continue // a second conference of the same unit
		}
		if err := l.hire(tx, p, departments); err != nil {
			return within("people["+p.Name+"]", err)
		}
	}
	l.staff, err = roster.StaffOn(tx, day(l.x.Conference.HeldOn))
	return err
}

func (l *loader) hire(tx *store.Tx, p formPerson, departments map[string]string) error {
	if p.Department != "" && departments[p.Department] == "" {
		return fault.New(fault.Invalid, "cli.department", p.Name, p.Department)
	}
	n := roster.Person{Name: p.Name, Born: day(p.Born), Sex: p.Sex, Category: roster.Category(p.Category), Department: departments[p.Department],
		UnionMember: p.Union, PartyMember: p.Party, Joined: l.joined(day(p.Born))}
	id, err := roster.Hire(tx, n)
	if err != nil {
		return err
	}
	n.ID = id
	l.people[p.Name] = n
	for _, x := range p.Posts {
		if x.Department != "" && departments[x.Department] == "" {
			return fault.New(fault.Invalid, "cli.department", p.Name, x.Department)
		}
		post := roster.Post{Person: id, Title: x.Title, Tree: roster.Tree(or(x.Tree, string(roster.Agency))), Department: departments[x.Department], Rank: x.Rank, From: n.Joined}
		if _, err := roster.Appoint(tx, post); err != nil {
			return err
		}
	}
	if err := account.Enrol(tx, []account.Person{{ID: id, Name: p.Name}}); err != nil {
		return err
	}
	for _, role := range p.Roles {
		if err := l.grant(tx, id, role); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) grant(tx *store.Tx, person, role string) error {
	for _, known := range access.Roles() {
		if string(known) == role {
			return account.Grant(tx, person, known)
		}
	}
	return fault.New(fault.Invalid, "cli.role", role)
}

// joined is a first day for people of whom none is known: at 24 years, and a
// year before the conference at the latest.
func (l *loader) joined(born law.Day) law.Day {
	first := law.Day{Year: 2010, Month: time.January, Day: 1}
	if at := born.AddMonths(24 * 12); !born.IsZero() && first.Before(at) {
		first = at
	}
	if last := day(l.x.Conference.HeldOn).AddMonths(-12); last.Before(first) {
		return last
	}
	return first
}

// printed is a person with the post of the day, as a programme prints it.
func (l *loader) printed(name string) (id, words string) {
	for _, p := range l.staff {
		if p.Name == name {
			if p.Post == "" {
				return p.ID, p.Name
			}
			return p.ID, p.Name + ", " + p.Post
		}
	}
	return "", strings.TrimSpace(name)
}
