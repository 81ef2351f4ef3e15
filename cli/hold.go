package cli

import (
	"cmp"
	"slices"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/register"
	"hoinghi/roster"
	"hoinghi/store"
)

// plan enters what was prepared: the conference, its bases, committee, guests,
// agenda, papers and facts.
func (l *loader) plan(tx *store.Tx) (err error) {
	c := l.x.Conference
	l.conf, err = conference.Plan(tx, conference.Conference{Name: c.Name, OwnName: c.Name != "", NameStyle: c.NameStyle, Track: c.Track,
		Form: or(c.Form, "whole"), YearName: c.YearName, ReviewYear: c.ReviewYear, PlanYear: c.PlanYear, Period: c.Period,
		HeldOn: day(c.HeldOn), Session: c.Session, StartsAt: c.StartsAt, Place: c.Place, Scope: c.Scope, Purpose: c.Purpose,
		GuidanceName: c.GuidanceName, ConsentBy: c.ConsentBy, ConsentOn: day(c.ConsentOn)})
	if err != nil {
		return within("conference", err)
	}
	for _, step := range []func(*store.Tx) error{l.once, l.bases, l.committee, l.guests, l.agenda, l.papers, l.facts} {
		if err := step(tx); err != nil {
			return err
		}
	}
	if err := conference.Convene(tx, l.conf, l.staff); err != nil {
		return err
	}
	return l.excuses(tx)
}

// once refuses a conference that is in the record already.
func (l *loader) once(tx *store.Tx) error {
	all, err := conference.List(tx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(c conference.Conference) bool { return c.ID == l.conf })
	for _, c := range all {
		if c.ID != l.conf && c.HeldOn == all[at].HeldOn && c.Name == all[at].Name {
			return fault.New(fault.Conflict, "cli.again", l.org.Name, c.Name, c.HeldOn)
		}
	}
	return nil
}

func (l *loader) bases(tx *store.Tx) error {
	for _, b := range l.x.Conference.Bases {
		id, err := register.Receive(tx, register.Document{Kind: b.Kind, Number: b.Number, Symbol: b.Symbol, Dated: day(b.Dated), Issuer: b.Issuer, Subject: b.Subject})
		if err != nil {
			return within("conference.bases["+b.Number+"]", err)
		}
		if err := conference.AddBasis(tx, l.conf, id); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) committee(tx *store.Tx) error {
	for _, t := range l.x.Conference.Committee {
		p, ok := l.people[t.Person]
		if !ok {
			return fault.New(fault.Invalid, "cli.person", t.Person)
		}
		id, err := conference.AddTask(tx, conference.Task{Conference: l.conf, Person: p.ID, PersonName: p.Name, Duty: t.Duty, What: t.What, Due: day(t.Due)})
		if err != nil {
			return within("conference.committee["+t.Person+"]", err)
		}
		if t.Done {
			if err := conference.FinishTask(tx, id, true); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loader) guests(tx *store.Tx) error {
	for _, g := range l.x.Conference.Guests {
		_, err := conference.InviteGuest(tx, conference.Guest{Conference: l.conf, Honorific: g.Honorific, Name: g.Name, Posts: g.Posts, Superior: g.Superior, OnBehalf: g.OnBehalf})
		if err != nil {
			return within("conference.guests["+g.Name+"]", err)
		}
	}
	return nil
}

func (l *loader) agenda(tx *store.Tx) error {
	c, err := conference.Find(tx, l.conf)
	if err != nil {
		return err
	}
	kinds := conference.Catalogue(c.HeldOn)
	for _, i := range l.x.Conference.Agenda {
		n := conference.Item{Conference: l.conf, Kind: i.Kind, Title: i.Title, Minutes: i.Minutes, Ends: i.Ends}
		if at := slices.IndexFunc(kinds, func(k conference.ItemKind) bool { return k.Kind == i.Kind }); at >= 0 {
			k := kinds[at]
			n.Title, n.Ends, n.Minutes = or(i.Title, k.TitleFor(locale.In("vi"), c)), or(i.Ends, k.Ends), cmp.Or(i.Minutes, k.Minutes)
		}
		n.PresenterID, n.Presenter = l.printed(i.Presenter)
		if _, err := conference.AddItem(tx, n); err != nil {
			return within("conference.agenda["+or(i.Title, i.Kind)+"]", err)
		}
	}
	return nil
}

func (l *loader) facts(tx *store.Tx) error {
	for _, f := range l.x.Conference.Facts {
		_, err := conference.AddFact(tx, conference.Fact{Conference: l.conf, Topic: f.Topic, What: f.What, Low: f.Low, High: f.High, Unit: f.Unit,
			Base: f.Base, DecidedBy: f.DecidedBy, State: f.State, Year: f.Year})
		if err != nil {
			return within("conference.facts["+f.What+"]", err)
		}
	}
	return nil
}

func (l *loader) excuses(tx *store.Tx) error {
	for _, e := range l.x.Conference.Excused {
		p, ok := l.people[e.Person]
		if !ok {
			return fault.New(fault.Invalid, "cli.person", e.Person)
		}
		if err := conference.Excuse(tx, l.conf, p.ID, e.Reason); err != nil {
			return err
		}
	}
	return nil
}

// hold goes through the day: people arrive, each point is taken up, spoken to
// and voted on, and the conference is closed unless the form stops before.
func (l *loader) hold(tx *store.Tx) error {
	c := l.x.Conference
	l.now = l.begins()
	if err := l.arrive(tx); err != nil {
		return err
	}
	l.now = l.begins()
	l.pass(tx, time.Second)
	if err := conference.Begin(tx, l.conf); err != nil {
		return err
	}
	items, err := conference.Agenda(tx, l.conf)
	if err != nil {
		return err
	}
	for i, it := range items {
		step := c.Agenda[i]
		if err := l.take(tx, it, step); err != nil || step.Open {
			return err
		}
		if ends := it.Minutes*60 - step.spent(); ends > 0 {
			l.pass(tx, time.Duration(ends)*time.Second)
		}
		if err := conference.CloseItem(tx, it.ID, step.Outcome); err != nil {
			return err
		}
	}
	return conference.End(tx, l.conf)
}

// Seconds that a speech and a vote take in a record that knows no hours.
const speechTime, voteTime = 180, 60

func (i formItem) spent() int {
	n := len(i.Votes) * voteTime
	for _, s := range i.Speeches {
		if !s.Waiting {
			n += speechTime
		}
	}
	return n
}

// arrive lets people in, those whom the form names first.
func (l *loader) arrive(tx *store.Tx) error {
	staff := slices.Clone(l.staff)
	named := map[string]bool{}
	for _, p := range l.x.People {
		named[p.Name] = true
	}
	for _, e := range l.x.Conference.Excused {
		staff = slices.DeleteFunc(staff, func(p roster.Person) bool { return p.Name == e.Person })
	}
	slices.SortStableFunc(staff, func(a, b roster.Person) int { return before(named[a.Name], named[b.Name]) })
	if n := l.x.Conference.Present; n > 0 {
		staff = staff[:min(n, len(staff))]
	}
	const apart = 20 * time.Second
	l.pass(tx, -apart*time.Duration(len(staff)+2))
	for _, p := range staff {
		l.pass(tx, apart)
		if _, _, err := conference.CheckIn(tx, l.conf, p.ID, l.way); err != nil {
			return err
		}
	}
	guests, err := conference.Guests(tx, l.conf)
	if err != nil {
		return err
	}
	for i, g := range guests {
		if l.x.Conference.Guests[i].Absent {
			continue
		}
		if err := conference.WelcomeGuest(tx, g.ID); err != nil {
			return err
		}
	}
	return nil
}

func before(a, b bool) int {
	switch {
	case a && !b:
		return -1
	case b && !a:
		return 1
	}
	return 0
}

func (l *loader) take(tx *store.Tx, it conference.Item, step formItem) error {
	l.pass(tx, time.Second)
	if err := conference.OpenItem(tx, it.ID); err != nil {
		return err
	}
	for _, s := range step.Speeches {
		if err := l.speech(tx, s); err != nil {
			return err
		}
	}
	for _, v := range step.Votes {
		if err := l.vote(tx, it, v); err != nil {
			return within("conference.agenda["+it.Title+"].votes", err)
		}
	}
	if err := l.more.play(it.Kind)(tx); err != nil || step.Note == "" {
		return err
	}
	return conference.Remark(tx, it.ID, step.Note)
}

func (l *loader) speech(tx *store.Tx, s formSpeech) error {
	p := l.people[s.Name]
	if s.Waiting {
		return l.ask(tx, p, s)
	}
	l.pass(tx, time.Second)
	if err := conference.AskBySlip(tx, conference.Speaker{Conference: l.conf, Person: p.ID, Name: s.Name, Department: s.Department, Topic: s.Topic}); err != nil {
		return err
	}
	queue, err := conference.Speakers(tx, l.conf)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(queue, func(q conference.Speaker) bool { return q.Waiting() && q.Name == s.Name })
	if err := conference.Call(tx, queue[at].ID, 0); err != nil {
		return err
	}
	l.pass(tx, (speechTime-1)*time.Second)
	return conference.Finish(tx, queue[at].ID, s.Note)
}

// ask joins the queue as a person does by phone.
func (l *loader) ask(tx *store.Tx, p roster.Person, s formSpeech) error {
	if p.ID == "" {
		return fault.New(fault.Invalid, "cli.person", s.Name)
	}
	machine := tx.Who
	defer func() { tx.Who = machine }()
	l.pass(tx, 40*time.Second)
	tx.Who = access.Actor{Org: machine.Org, Person: p.ID, Roles: []access.Role{access.Delegate}}
	return conference.Ask(tx, l.conf, s.Topic)
}

func (l *loader) vote(tx *store.Tx, it conference.Item, v formVote) error {
	b := ballot.Ballot{Conference: l.conf, Item: it.ID, Question: or(v.Question, it.Title), Method: "hand", Base: or(v.Base, "present"), Shown: "live"}
	if it.Kind == "resolution" {
		b.Resolution = "resolution"
	}
	_, err := l.poll(tx, b, v)
	return err
}

// poll puts a question to the hall and answers the ballot's id.
func (l *loader) poll(tx *store.Tx, b ballot.Ballot, v formVote) (string, error) {
	id, err := ballot.Open(tx, b)
	if err != nil {
		return "", err
	}
	open, err := ballot.Find(tx, id)
	if err != nil {
		return "", err
	}
	if v.All {
		v.For, v.Against, v.Other = open.Present, 0, 0
	}
	l.pass(tx, voteTime*time.Second)
	if err := ballot.Enter(tx, id, ballot.Count{Row: l.w.T("cli.hall"), InFavour: v.For, Against: v.Against, Other: v.Other}); err != nil {
		return "", err
	}
	_, err = ballot.Close(tx, id)
	return id, err
}
