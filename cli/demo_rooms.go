package cli

import (
	"fmt"
	"slices"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/tally"
)

// scene is what happens beside the form, by the kind of the point of the agenda
// at which it happens; "prepared" is when the plan stands, "after" the very end.
type scene map[string]func(*store.Tx) error

func (s scene) play(kind string) func(*store.Tx) error {
	if act, ok := s[kind]; ok {
		return act
	}
	return func(*store.Tx) error { return nil }
}

// all does acts one after another.
func all(acts ...func() error) error {
	for _, act := range acts {
		if err := act(); err != nil {
			return err
		}
	}
	return nil
}

// by lets a person act.
func (l *loader) by(tx *store.Tx, name string, act func() error, roles ...access.Role) error {
	p, ok := l.people[name]
	if !ok {
		return fault.New(fault.Invalid, "cli.person", name)
	}
	machine := tx.Who
	defer func() { tx.Who = machine }()
	tx.Who = access.Actor{Org: machine.Org, Person: p.ID, Roles: roles}
	return act()
}

// others are the staff whom no form names, always the same ones.
func (l *loader) others() []roster.Person {
	return slices.DeleteFunc(slices.Clone(l.staff), func(p roster.Person) bool {
		return slices.ContainsFunc(l.x.People, func(x formPerson) bool { return x.Name == p.Name })
	})
}

// asked puts a question to the hall, which agrees with one voice.
func (l *loader) asked(tx *store.Tx, question string) (string, error) {
	return l.poll(tx, ballot.Ballot{Conference: l.conf, Question: question, Method: "hand", Base: "present", Shown: "live"}, formVote{All: true})
}

// race is an election of the demo up to the settled list.
type race struct {
	title, of  string
	seats      int
	candidates []string // ids
}

func (l *loader) race(tx *store.Tx, x race) (id string, err error) {
	id, err = election.Call(tx, election.Election{Conference: l.conf, Purpose: election.Board, Title: x.title, Of: x.of, Seats: x.seats})
	if err != nil {
		return "", fmt.Errorf("call: %w", err)
	}
	on := day(l.x.Conference.HeldOn).AddDays(-3)
	for _, p := range x.candidates {
		n := election.Candidate{Election: id, Person: p, Source: "nominated", By: "Ban Chấp hành Công đoàn", ConsentOn: on, ConsentHow: "letter"}
		if _, err := election.Nominate(tx, n); err != nil {
			return "", fmt.Errorf("nominate: %w", err)
		}
	}
	vote, err := l.asked(tx, "Chốt danh sách bầu cử Ban Thanh tra nhân dân")
	if err != nil {
		return "", err
	}
	if err := election.SettleList(tx, id, vote); err != nil {
		return "", fmt.Errorf("settle: %w", err)
	}
	return id, l.ruled(tx, id)
}

// ruled settles the rules and appoints the two who count.
func (l *loader) ruled(tx *store.Tx, id string) error {
	e, err := election.Find(tx, id)
	if err != nil {
		return err
	}
	rules, err := election.ProposedRules(tx, e)
	if err != nil {
		return err
	}
	rules.Form, rules.Way = election.Paper, tally.Choose
	if err := election.SetRules(tx, id, rules); err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	return election.AppointTellers(tx, id, []election.Teller{{Person: l.people[teller].ID, Duty: "head"}, {Person: l.people[second].ID, Duty: "member"}})
}

// The two who count.
const teller, second = "Đinh Thị Thu Hà", "Cao Minh Đạt"

// handOut opens a round and gives slips to so many of those present.
func (l *loader) handOut(tx *store.Tx, id string, printed, given int) (round string, err error) {
	if round, err = election.OpenRound(tx, id); err != nil {
		return "", err
	}
	if err := election.PrintSlips(tx, round, printed); err != nil {
		return "", err
	}
	list, err := conference.Attendance(tx, l.conf)
	if err != nil {
		return "", err
	}
	var people []string
	for _, a := range list {
		if a.Present() && len(people) < given {
			people = append(people, a.Person)
		}
	}
	return round, election.HandOut(tx, round, election.ByPaper, people...)
}

// counted lets both tellers enter the same figures and makes the result.
func (l *loader) counted(tx *store.Tx, round string, unused int64, c tally.Count) error {
	if err := election.CloseVoting(tx, round, election.Stub{Unused: unused}); err != nil {
		return err
	}
	for _, name := range []string{teller, second} {
		enter := func() error { return election.EnterCount(tx, round, c) }
		if err := l.by(tx, name, enter, access.Teller); err != nil {
			return err
		}
	}
	_, err := election.Decide(tx, round)
	return err
}

// decide enters a decision with those whom it rewards.
func (l *loader) decide(tx *store.Tx, d emulation.Decision) (err error) {
	d.Conference = l.conf
	awards := d.Awards
	if d.ID, err = emulation.Decide(tx, d); err != nil {
		return err
	}
	for _, a := range awards {
		a.Decision = d.ID
		if !a.Collective {
			a.Person = l.people[a.Name].ID
		}
		if _, err := emulation.Reward(tx, a); err != nil {
			return fmt.Errorf("reward %s: %w", a.Name, err)
		}
	}
	return nil
}

// release puts the conference's decisions on the portal, with the people named.
func (l *loader) release(tx *store.Tx, consent string) error {
	list, err := emulation.Decisions(tx, l.conf)
	if err != nil {
		return err
	}
	for _, d := range list {
		r := emulation.Release{Consent: consent}
		for _, a := range d.Awards {
			r.Named = append(r.Named, a.ID)
		}
		if err := emulation.Publish(tx, d.ID, r); err != nil {
			return err
		}
	}
	return nil
}

// pledge drafts a pledge between the head, the union and departments; signed
// are the parties, by their place, that sign the sheet before the hall does.
func (l *loader) pledge(tx *store.Tx, title, text string, signed ...int) error {
	id, err := emulation.DrawPledge(tx, emulation.Pledge{Conference: l.conf, Title: title, Text: text})
	if err != nil {
		return err
	}
	for i, x := range []emulation.Party{
		{Name: "Thư viện tỉnh", Signer: "Trần Quốc Hưng", Post: "Giám đốc"},
		{Name: "Công đoàn cơ sở", Signer: "Nguyễn Thị Minh Châu", Post: "Chủ tịch Công đoàn"},
		{Name: "Phòng Bổ sung - Biên mục", Signer: "Hoàng Văn Tú", Post: "Trưởng phòng"},
		{Name: "Phòng Địa chí - Thông tin", Signer: "Ngô Xuân Trường", Post: "Trưởng phòng"},
		{Name: "Phòng Thiếu nhi", Signer: "Đinh Thị Thu Hà", Post: "Trưởng phòng"},
	} {
		x.Pledge, x.Person = id, l.people[x.Signer].ID
		party, err := emulation.AddParty(tx, x)
		if err != nil {
			return err
		}
		if !slices.Contains(signed, i) {
			continue
		}
		if err := emulation.SignPaper(tx, party); err != nil {
			return err
		}
	}
	return nil
}

// commitment is put before everybody; so many of the others sign on paper.
func (l *loader) commitment(tx *store.Tx, title, text string, n int) error {
	id, err := emulation.DrawCommitment(tx, emulation.Commitment{Conference: l.conf, Title: title, Text: text})
	if err != nil {
		return err
	}
	if err := emulation.OpenPact(tx, id); err != nil {
		return err
	}
	var people []string
	for _, p := range l.others()[:n] {
		people = append(people, p.ID)
	}
	_, err = emulation.CommitPaper(tx, id, people)
	return err
}

// ceremony goes through every step of one kind of point.
func (l *loader) ceremony(part string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		steps, err := emulation.Ceremony(tx, l.conf)
		if err != nil {
			return err
		}
		for _, s := range emulation.Of(steps, part) {
			c, err := conference.Find(tx, l.conf)
			if err != nil {
				return err
			}
			from := ""
			if at := emulation.At(steps, c); at >= 0 {
				from = steps[at].Key
			}
			if err := emulation.Advance(tx, l.conf, from, s.Key); err != nil {
				return fmt.Errorf("step %s: %w", s.Key, err)
			}
		}
		return nil
	}
}

// opinion enters what somebody says by phone, and the answer if there is one;
// an opinion without a name is a slip.
func (l *loader) opinion(tx *store.Tx, o opinion.Opinion, a opinion.Answer, topic string) (err error) {
	name := o.Name
	o.Conference, o.Name = l.conf, ""
	if name == "" {
		a.Opinion, err = opinion.PutSlip(tx, o)
	} else {
		put := func() (err error) { a.Opinion, err = opinion.Put(tx, o); return err }
		err = l.by(tx, name, put, access.Delegate)
	}
	if err != nil {
		return fmt.Errorf("opinion of %s: %w", name, err)
	}
	if topic != "" {
		if err := opinion.Assign(tx, a.Opinion, opinion.Assignment{Topics: []string{topic}, Owner: a.Name}); err != nil {
			return err
		}
	}
	if a.Text == "" {
		return nil
	}
	_, err = opinion.Reply(tx, a)
	return err
}

// today is the day of the moment that the loader has reached.
func (l *loader) today() law.Day { return law.DayOf(l.now.In(locale.Zone)) }
