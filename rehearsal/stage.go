package rehearsal

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/election"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
)

// Stage is a copy laid out in a database of its own, ready to be played.
type Stage struct {
	Org  account.Org
	Conf string

	db       *store.DB
	clock    *Clock
	plot     Plot
	ids      []string // of the people in the copy
	items    []conference.Item
	election string
}

// begins is when the hall opens: 08:00 where the conference names no hour.
func (p Plot) begins() time.Time {
	hour, minute := 8, 0
	if t, err := time.Parse("15:04", p.Conf.StartsAt); err == nil {
		hour, minute = t.Hour(), t.Minute()
	}
	d := p.Conf.HeldOn
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, locale.Zone)
}

const copySlug = "-dien-tap"

// Slug is the address path of the copy of an organisation: its own, so that
// who signs in there stays signed in here.
func Slug(of string) string {
	const most = 40
	return strings.TrimRight(of[:min(len(of), most-len(copySlug))], "-") + copySlug
}

// Length is about how long the day takes by the clock of the copy, from the
// first arrival to the end.
func (s *Stage) Length() time.Duration {
	p := play{Stage: s}
	talk, choose, adopt := p.places()
	all := before
	for n, i := range s.items {
		planned := time.Duration(i.Minutes) * time.Minute
		acts := time.Duration(0)
		if n == talk {
			acts += 9 * time.Minute
		}
		if n == choose {
			acts += 33 * time.Minute // a vote on the list and two rounds, counted twice
		}
		if n == adopt || i.Ends == "voted" || i.Ends == "adopted" && n != choose {
			acts += time.Minute
		}
		all += max(planned, planned/2+acts+time.Minute/2)
	}
	return all
}

// Speed is how fast the clock must run for a day to take so long.
func (s *Stage) Speed(wanted time.Duration) int { return max(1, int(s.Length()/wanted)) }

// Doors are the ways into the copy: the key of the projector and a card of
// somebody who holds each of some roles. Delegate is somebody without another.
type Doors struct {
	Screen string
	Cards  map[access.Role]string
}

// Doors finds the ways in.
func (s *Stage) Doors(ctx context.Context, roles ...access.Role) (d Doors, err error) {
	err = s.db.Write(ctx, access.Machine(s.Org.ID), func(tx *store.Tx) error {
		c, err := conference.Find(tx, s.Conf)
		if err != nil {
			return err
		}
		d = Doors{Screen: c.ScreenKey, Cards: map[access.Role]string{}}
		for _, role := range roles {
			i := slices.IndexFunc(s.plot.People, func(x Part) bool {
				return slices.Contains(x.Roles, role) || role == access.Delegate && len(x.Roles) == 0 && x.Excuse == ""
			})
			if i < 0 {
				continue
			}
			cards, err := account.IssueCards(tx, []string{s.ids[i]})
			if err != nil {
				return err
			}
			d.Cards[role] = cards[0].Code
		}
		return nil
	})
	return d, err
}

// Lay copies a plot into an empty database whose clock is the given one.
func Lay(ctx context.Context, db *store.DB, clock *Clock, p Plot) (*Stage, error) {
	s := &Stage{db: db, clock: clock, plot: p}
	clock.Set(p.begins().AddDate(0, 0, -1))
	org := p.Org
	org.Host, org.Slug = "", Slug(p.Org.Slug)
	var err error
	if s.Org, err = account.Found(ctx, db, org); err != nil {
		return nil, err
	}
	err = db.Write(ctx, access.Machine(s.Org.ID), func(tx *store.Tx) error {
		s.ids = nil
		for _, part := range []func(*store.Tx) error{s.layPeople, s.layPlan, s.layPapers, s.layElection} {
			if err := part(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("lay the copy: %w", err)
	}
	clock.Set(p.begins().Add(-before))
	return s, nil
}

func (s *Stage) layPeople(tx *store.Tx) error {
	two := s.plot.tellers()
	for i, x := range s.plot.People {
		id, err := roster.Hire(tx, roster.Person{Name: x.Name, Category: x.Born.Category, Joined: s.plot.Conf.HeldOn.AddMonths(-60)})
		if err != nil {
			return err
		}
		s.ids = append(s.ids, id)
		if x.Post != "" {
			_, err := roster.Appoint(tx, roster.Post{Person: id, Title: x.Post, Tree: roster.Agency, From: s.plot.Conf.HeldOn.AddMonths(-24)})
			if err != nil {
				return err
			}
		}
		if err := account.Enrol(tx, []account.Person{{ID: id, Name: x.Name}}); err != nil {
			return err
		}
		for _, role := range x.Roles {
			if role == access.Teller && !slices.Contains(two, i) {
				continue
			}
			if err := account.Grant(tx, id, role); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Stage) layPlan(tx *store.Tx) (err error) {
	c := s.plot.Conf
	c.ID, c.State, c.ScreenKey, c.Item = "", "", "", ""
	if s.Conf, err = conference.Plan(tx, c); err != nil {
		return err
	}
	for _, i := range s.plot.Items {
		i.Conference, i.Position, i.PresenterID = s.Conf, 0, ""
		if _, err := conference.AddItem(tx, i); err != nil {
			return err
		}
	}
	if len(s.plot.Items) == 0 {
		var kinds []string
		for _, k := range conference.Catalogue(c.HeldOn) {
			kinds = append(kinds, k.Kind)
		}
		if err := conference.DraftAgenda(tx, s.Conf, kinds); err != nil {
			return err
		}
	}
	if s.items, err = conference.Agenda(tx, s.Conf); err != nil {
		return err
	}
	for _, g := range s.plot.Guests {
		g.Conference = s.Conf
		if _, err := conference.InviteGuest(tx, g); err != nil {
			return err
		}
	}
	staff, err := roster.StaffOn(tx, c.HeldOn)
	if err != nil {
		return err
	}
	if err := conference.Convene(tx, s.Conf, staff); err != nil {
		return err
	}
	for i, x := range s.plot.People {
		if x.Excuse == "" {
			continue
		}
		if err := conference.Excuse(tx, s.Conf, s.ids[i], x.Excuse); err != nil {
			return err
		}
	}
	return nil
}

// layPapers copies titles: the bytes stay in the record.
func (s *Stage) layPapers(tx *store.Tx) error {
	for n, p := range s.plot.Papers {
		var b bytes.Buffer
		paper := document.Paper{Kind: p.Title, Meta: document.Meta{Created: s.plot.Conf.HeldOn}, Body: []document.Block{document.Para{Text: locale.In("vi").T("rehearsal.paper")}}}
		if err := document.PDF(&b, paper); err != nil {
			return err
		}
		f, err := media.Take(tx, fmt.Sprintf("%d.pdf", n+1), b.Bytes())
		if err != nil {
			return err
		}
		x := conference.Paper{Conference: s.Conf, Title: p.Title, File: f.ID, FileName: f.Name}
		if i := slices.IndexFunc(s.plot.Items, func(i conference.Item) bool { return i.ID == p.Item }); i >= 0 {
			x.Item = s.items[i].ID
		}
		if _, err := conference.PutPaper(tx, x); err != nil {
			return err
		}
	}
	return nil
}

// layElection calls the election on paper, whatever form the real one has: the
// secret electronic one needs browsers that hold its keys.
func (s *Stage) layElection(tx *store.Tx) (err error) {
	v := s.plot.Vote
	s.election, err = election.Call(tx, election.Election{Conference: s.Conf, Purpose: election.Other, Title: v.Title, Seats: v.Seats})
	if err != nil {
		return err
	}
	for _, i := range v.Candidates {
		c := election.Candidate{Election: s.election, Person: s.ids[i], Source: "nominated", By: s.Org.Name, ConsentOn: dayBefore(s.plot.Conf.HeldOn), ConsentHow: "letter"}
		if _, err := election.Nominate(tx, c); err != nil {
			return err
		}
	}
	var tellers []election.Teller
	for n, i := range s.plot.tellers() {
		tellers = append(tellers, election.Teller{Person: s.ids[i], Duty: []string{"head", "member"}[n]})
	}
	if err := election.AppointTellers(tx, s.election, tellers); err != nil {
		return err
	}
	return election.SetRules(tx, s.election, election.Rules{Way: "choose", Form: election.Paper, Base: "present", Tie: "again", Min: 1, Max: v.Seats})
}

func dayBefore(d law.Day) law.Day { return d.AddDays(-1) }

// office is what the papers of the copy say of the agency.
func (s *Stage) office() resolution.Office {
	o := resolution.Office{Name: s.Org.Name, Parent: s.Org.Parent, Place: s.Org.Place, HeadTitle: s.Org.HeadTitle, Partner: s.Org.PartnerName}
	for _, x := range s.plot.People {
		if slices.Contains(x.Roles, access.Head) {
			o.Head, o.Presidium = x.Name, append(o.Presidium, x.Name)
		}
		if slices.Contains(x.Roles, access.Secretary) {
			o.Secretaries = append(o.Secretaries, x.Name)
		}
	}
	for _, i := range s.plot.tellers() {
		o.Tellers = append(o.Tellers, s.plot.People[i].Name)
	}
	return o
}
