// Package rehearsal plays the day of a conference before the day: a copy in a
// database of its own, people who are bots, and a clock of its own.
//
// The record is read once and never written. What the bots do follows from the
// seed: who comes, who leaves, how they vote. The day goes through the same
// verbs as the real one, tie and wrong count included, and ends with minutes
// and an adopted resolution.
package rehearsal

import (
	"cmp"
	"slices"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
)

const (
	fewest = 12 // people of a rehearsal; missing ones are made up
	most   = 2000
)

// Plot is what is taken from the record: enough to play the day, no more.
type Plot struct {
	Org    account.Org
	Conf   conference.Conference
	Items  []conference.Item
	Papers []conference.Paper
	Guests []conference.Guest
	People []Part
	Vote   Election
}

// Part is one person of the play.
type Part struct {
	ID     string // in the record
	Name   string
	Post   string
	Born   roster.Person // category, sex and dates alone
	Excuse string
	Roles  []access.Role
}

// Election is the one that is played: the first of the conference, or one made
// up. Candidates are places in People.
type Election struct {
	Title      string
	Seats      int
	Candidates []int
}

// Take reads a conference. Without named, people are numbered and their names
// stay in the record.
func Take(tx *store.Tx, conf string, named bool) (p Plot, err error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return p, err
	}
	if p.Conf, err = conference.Find(tx, conf); err != nil {
		return p, err
	}
	if p.Org, err = account.FindOrg(tx); err != nil {
		return p, err
	}
	for _, part := range []func(*store.Tx) error{p.takePlan, p.takePeople, p.takeElection} {
		if err := part(tx); err != nil {
			return p, err
		}
	}
	if !named {
		p.hideNames()
	}
	return p, nil
}

func (p *Plot) takePlan(tx *store.Tx) (err error) {
	if p.Items, err = conference.Agenda(tx, p.Conf.ID); err != nil {
		return err
	}
	if p.Papers, err = conference.Papers(tx, p.Conf.ID); err != nil {
		return err
	}
	p.Guests, err = conference.Guests(tx, p.Conf.ID)
	return err
}

func (p *Plot) takePeople(tx *store.Tx) error {
	list, err := conference.Attendance(tx, p.Conf.ID)
	if err != nil {
		return err
	}
	staff, err := roster.StaffOn(tx, p.Conf.HeldOn)
	if err != nil {
		return err
	}
	if len(list) == 0 { // nobody is convened yet: play with the staff
		for _, s := range staff {
			list = append(list, conference.Attendee{Person: s.ID, Name: s.Name, Category: string(s.Category), Post: s.Post})
		}
	}
	if len(list) > most {
		return fault.New(fault.Conflict, "rehearsal.large", most)
	}
	for _, a := range list {
		x := Part{ID: a.Person, Name: a.Name, Post: a.Post, Excuse: a.Excuse, Born: roster.Person{Category: roster.Category(a.Category)}}
		m, err := account.Find(tx, a.Person)
		if err != nil && !fault.Is(err, fault.Missing) {
			return err
		}
		x.Roles = m.Roles
		p.People = append(p.People, x)
	}
	for n := len(p.People); n < fewest; n++ {
		p.People = append(p.People, Part{Name: locale.In("vi").T("rehearsal.extra", locale.TitleName(locale.Spelled(int64(n+1)))), Born: roster.Person{Category: roster.PublicEmployee}})
	}
	p.castRoles()
	return nil
}

// castRoles gives the duties without which no conference can be held to people
// who have none.
func (p *Plot) castRoles() {
	at := 0
	for _, role := range []access.Role{access.Head, access.Union, access.Secretary, access.Reception} {
		if slices.ContainsFunc(p.People, func(x Part) bool { return slices.Contains(x.Roles, role) }) {
			continue
		}
		for len(p.People[at].Roles) > 0 && at < len(p.People)-1 {
			at++
		}
		p.People[at].Roles = append(p.People[at].Roles, role)
	}
}

func (p *Plot) takeElection(tx *store.Tx) error {
	p.Vote = Election{Title: locale.In("vi").T("rehearsal.election"), Seats: 2}
	all, err := election.List(tx, p.Conf.ID)
	if err != nil {
		return err
	}
	if len(all) > 0 {
		p.Vote.Title, p.Vote.Seats = all[0].Title, max(2, all[0].Seats) // with one seat nobody ties above half
		list, err := election.Candidates(tx, all[0].ID)
		if err != nil {
			return err
		}
		for _, c := range list {
			if i := slices.IndexFunc(p.People, func(x Part) bool { return x.ID == c.Person }); i >= 0 && c.Standing() && !p.counts(i) {
				p.Vote.Candidates = append(p.Vote.Candidates, i)
			}
		}
	}
	p.Vote.Seats = min(p.Vote.Seats, len(p.People)/3)
	for i := range p.People { // one more than the seats, so that two can tie
		if len(p.Vote.Candidates) > p.Vote.Seats {
			break
		}
		if !slices.Contains(p.Vote.Candidates, i) && !p.counts(i) && !slices.Contains(p.tellers(), i) {
			p.Vote.Candidates = append(p.Vote.Candidates, i)
		}
	}
	return nil
}

func (p *Plot) counts(i int) bool { return slices.Contains(p.People[i].Roles, access.Teller) }

// tellers are two people who neither preside nor stand, the tellers of the
// record first, else from the end of the list.
func (p *Plot) tellers() (two []int) {
	for _, kept := range []bool{true, false} {
		for i := len(p.People) - 1; i >= 0 && len(two) < 2; i-- {
			x := p.People[i]
			if x.Excuse != "" || slices.Contains(two, i) || slices.Contains(p.Vote.Candidates, i) || kept && !p.counts(i) {
				continue
			}
			if slices.Contains(x.Roles, access.Head) || slices.Contains(x.Roles, access.Presidium) {
				continue
			}
			two = append(two, i)
		}
	}
	return two
}

func (p *Plot) hideNames() {
	w := locale.In("vi")
	by := map[string]string{}
	for i := range p.People {
		hidden := w.T("rehearsal.person", locale.TitleName(locale.Spelled(int64(i+1))))
		by[p.People[i].ID], p.People[i].Name = hidden, hidden
	}
	for i := range p.Items {
		if p.Items[i].PresenterID != "" {
			p.Items[i].Presenter = cmp.Or(by[p.Items[i].PresenterID], w.T("rehearsal.presenter"))
		}
	}
	for i := range p.Guests {
		p.Guests[i].Name = w.T("rehearsal.guest", locale.TitleName(locale.Spelled(int64(i+1))))
	}
}
