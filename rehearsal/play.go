package rehearsal

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/resolution"
	"hoinghi/store"
)

const before = 40 * time.Minute // people begin to arrive so long before the opening

// play is one run over a stage.
type play struct {
	*Stage
	ctx   context.Context
	luck  *rand.Rand
	here  []int // places of those in the hall
	r     Report
	watch func(Report)
}

// Play holds the day: people arrive, vote, speak, ask, leave; the election ties
// and one count differs; the resolution is adopted. watch sees each step as it
// happens; the same seed plays the same day. A point that gets stuck is noted
// and the day goes on. An error is a stop, or a mistake of the program; the
// report then tells how far it came.
func (s *Stage) Play(ctx context.Context, seed uint64, watch func(Report)) (Report, error) {
	p := &play{Stage: s, ctx: ctx, luck: rand.New(rand.NewPCG(seed, seed)), watch: watch}
	p.r.Items, p.r.People, p.r.MadeUp = len(s.items), int64(len(s.ids)), len(s.plot.Items) == 0
	for _, act := range []func() error{p.arrive, p.open, p.agenda, p.close} {
		err := act()
		if err != nil && ctx.Err() == nil {
			p.stuck(err)
		}
		if err != nil {
			return p.r, err
		}
	}
	p.r.Over = true
	p.show()
	return p.r, nil
}

// machine acts for the desk, the chair and the secretaries.
func (p *play) machine(f func(*store.Tx) error) error {
	return p.db.Write(p.ctx, access.Machine(p.Org.ID), f)
}

// bot acts as one person does by phone.
func (p *play) bot(i int, f func(*store.Tx) error) error {
	who := access.Actor{Org: p.Org.ID, Person: p.ids[i], Roles: append([]access.Role{access.Delegate}, p.plot.People[i].Roles...)}
	return p.db.Write(p.ctx, who, f)
}

func (p *play) pass(d time.Duration) error { return p.clock.Wait(p.ctx, p.clock.Now().Add(d)) }

// arrive checks people in, two of them twice, and leaves some at home.
func (p *play) arrive() error {
	var come []int
	for i, x := range p.plot.People {
		needed := len(x.Roles) > 0 || slices.Contains(p.plot.tellers(), i) || slices.Contains(p.plot.Vote.Candidates, i)
		if x.Excuse == "" && (needed || p.luck.IntN(20) > 0) {
			come = append(come, i)
		}
	}
	p.luck.Shuffle(len(come), func(a, b int) { come[a], come[b] = come[b], come[a] })
	gap := (before - 5*time.Minute) / time.Duration(len(come)+1)
	for n, i := range come {
		if err := p.pass(gap); err != nil {
			return err
		}
		times := 1
		if n%17 == 5 {
			times = 2 // the card is held before two desks
		}
		for range times {
			err := p.machine(func(tx *store.Tx) error {
				_, _, err := conference.CheckIn(tx, p.Conf, p.ids[i], conference.ByCard)
				return err
			})
			if err != nil {
				return err
			}
		}
		p.here = append(p.here, i)
		p.r.Here = int64(len(p.here))
		p.show()
	}
	slices.Sort(p.here)
	p.say("arrived", len(p.here), len(p.ids))
	return nil
}

func (p *play) open() error {
	if err := p.clock.Wait(p.ctx, p.plot.begins()); err != nil {
		return err
	}
	p.say("open")
	return p.machine(func(tx *store.Tx) error {
		guests, err := conference.Guests(tx, p.Conf)
		if err != nil {
			return err
		}
		for _, g := range guests {
			if err := conference.WelcomeGuest(tx, g.ID); err != nil {
				return err
			}
		}
		if err := conference.Begin(tx, p.Conf); err != nil {
			return err
		}
		return p.countQuorum(tx)
	})
}

// countQuorum keeps who are there at the opening; where the law is silent
// nothing is needed.
func (p *play) countQuorum(tx *store.Tx) error {
	c, err := conference.Find(tx, p.Conf)
	if err != nil {
		return err
	}
	t, err := conference.Quorum(tx, c)
	if err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	p.r.Opened, p.r.Needed = int64(len(p.here)), t.Needed
	return nil
}

// agenda takes up every point and does what the point is for. Half of its time
// is spent before what is decided at its end.
func (p *play) agenda() error {
	talk, choose, adopt := p.places()
	for n, i := range p.items {
		p.r.Now = Point{No: n + 1, Title: i.Title, Began: p.clock.Now(), Planned: time.Duration(i.Minutes) * time.Minute}
		err := p.machine(func(tx *store.Tx) error { return conference.OpenItem(tx, i.ID) })
		if err == nil {
			p.say("item", n+1, i.Title)
			if err = p.pass(p.r.Now.Planned / 2); err == nil {
				err = p.point(i, n == talk, n == choose, n == adopt)
			}
		}
		if err != nil && !p.goesOn(err) {
			return fmt.Errorf("play %q: %w", i.Title, err)
		}
		if err != nil {
			p.stuck(err)
		}
		if err := p.finish(i); err != nil {
			return err
		}
	}
	return nil
}

// finish uses up the time of a point, at least a minute, and closes it.
func (p *play) finish(i conference.Item) error {
	now := p.r.Now
	if err := p.pass(max(now.Began.Add(now.Planned).Sub(p.clock.Now()), time.Minute/2)); err != nil {
		return err
	}
	err := p.machine(func(tx *store.Tx) error {
		b, err := ballot.OpenOf(tx, p.Conf)
		if err == nil { // a vote that got stuck
			err = ballot.Annul(tx, b.ID, locale.In("vi").T("rehearsal.annulled"))
		}
		if err != nil && !fault.Is(err, fault.Missing) {
			return err
		}
		return conference.CloseItem(tx, i.ID, "")
	})
	if err != nil && !p.goesOn(err) {
		return err
	}
	if err != nil {
		p.stuck(err)
	}
	p.r.Now.Took = p.clock.Now().Sub(now.Began)
	p.r.Points = append(p.r.Points, p.r.Now)
	p.r.Now, p.r.Question, p.r.Cast = Point{}, "", 0
	p.show()
	return nil
}

func (p *play) point(i conference.Item, talk, choose, adopt bool) error {
	if talk {
		if err := p.discuss(); err != nil {
			return err
		}
	}
	if choose {
		if err := p.elect(i); err != nil {
			return err
		}
	}
	if adopt {
		return p.adopt(i)
	}
	if i.Ends == "voted" || i.Ends == "adopted" && !choose {
		_, err := p.vote(ballot.Ballot{Item: i.ID, Question: i.Title, Method: "phone", Base: "present", Shown: "live"})
		return err
	}
	return nil
}

// places are the points at which people talk, choose and adopt. An agenda that
// lacks one gets it at the nearest that is left.
func (p *play) places() (talk, choose, adopt int) {
	find := func(fallback int, is func(conference.Item) bool) int {
		if at := slices.IndexFunc(p.items, is); at >= 0 {
			return at
		}
		return max(0, fallback)
	}
	last := len(p.items) - 1
	talk = find(last/2, func(i conference.Item) bool { return i.Kind == "discussion" })
	choose = find(last-1, func(i conference.Item) bool { return i.Ends == "elected" })
	adopt = find(last, func(i conference.Item) bool { return i.Kind == "resolution" })
	return talk, choose, adopt
}

// discuss lets people ask for the floor, say something in writing and leave.
func (p *play) discuss() error {
	w := locale.In("vi")
	for n := range min(5, len(p.here)) {
		i := p.here[(n*7)%len(p.here)]
		err := p.bot(i, func(tx *store.Tx) error {
			if err := conference.Ask(tx, p.Conf, w.T("rehearsal.topic", n+1)); err != nil {
				return err
			}
			o := opinion.Opinion{Conference: p.Conf, Kind: opinion.Petition, To: opinion.Sides()[n%2], Cover: opinion.Named, Text: w.T("rehearsal.petition", n+1)}
			_, err := opinion.Put(tx, o)
			return err
		})
		if err != nil {
			return err
		}
	}
	p.r.Petitions = min(5, len(p.here))
	p.say("asked", p.r.Petitions)
	if err := p.leave(); err != nil {
		return err
	}
	return p.speeches()
}

// speeches gives the floor to three; whoever has left is passed over.
func (p *play) speeches() error {
	for range 3 {
		var called string
		err := p.machine(func(tx *store.Tx) error {
			queue, err := conference.Speakers(tx, p.Conf)
			called = ""
			for _, s := range queue {
				if err != nil || called != "" || !s.Waiting() {
					continue
				}
				err = conference.Call(tx, s.ID, 3*time.Minute)
				if err != nil && fault.Of(err).Key == "conference.speaker.left" {
					err = conference.Withdraw(tx, s.ID)
					continue
				}
				called = s.ID
			}
			return err
		})
		if err != nil || called == "" {
			return err
		}
		if err := p.pass(3 * time.Minute); err != nil {
			return err
		}
		err = p.machine(func(tx *store.Tx) error {
			return conference.Finish(tx, called, locale.In("vi").T("rehearsal.speech"))
		})
		if err != nil {
			return err
		}
		p.r.Speeches++
		p.show()
	}
	return nil
}

// leave lets a few go who have no duty, never so many that the quorum is lost.
func (p *play) leave() error {
	gone := 0
	for _, i := range slices.Clone(p.here) {
		busy := len(p.plot.People[i].Roles) > 0 || slices.Contains(p.plot.tellers(), i) || slices.Contains(p.plot.Vote.Candidates, i)
		if busy || p.luck.IntN(25) > 0 || (len(p.here)-1)*10 < len(p.ids)*8 {
			continue
		}
		if err := p.machine(func(tx *store.Tx) error { return conference.CheckOut(tx, p.Conf, p.ids[i]) }); err != nil {
			return err
		}
		p.here = slices.DeleteFunc(p.here, func(x int) bool { return x == i })
		gone++
	}
	p.r.Here = int64(len(p.here))
	p.say("left", gone)
	return nil
}

// vote puts a question, and everybody answers by phone; one sends twice.
func (p *play) vote(b ballot.Ballot) (id string, err error) {
	b.Conference = p.Conf
	err = p.machine(func(tx *store.Tx) (err error) { id, err = ballot.Open(tx, b); return err })
	if err != nil {
		return "", err
	}
	p.r.Question, p.r.Cast = b.Question, 0
	for n, i := range p.here {
		choice := ballot.For
		switch p.luck.IntN(20) {
		case 0:
			choice = ballot.Against
		case 1:
			choice = ballot.Other
		}
		times := 1
		if n == 0 {
			times = 2
		}
		for range times {
			if err := p.bot(i, func(tx *store.Tx) error { _, err := ballot.Cast(tx, id, choice); return err }); err != nil {
				return "", err
			}
		}
		p.r.Cast++
		p.show()
		if err := p.pass(time.Minute / time.Duration(len(p.here))); err != nil {
			return "", err
		}
	}
	var done ballot.Ballot
	if err := p.machine(func(tx *store.Tx) (err error) { done, err = ballot.Close(tx, id); return err }); err != nil {
		return "", err
	}
	p.r.Votes = append(p.r.Votes, Vote{b.Question, done.InFavour, done.Of(), done.Passed})
	p.r.Question, p.r.Cast = "", 0
	p.say("voted", done.InFavour, done.Of(), b.Question)
	return id, nil
}

// adopt drafts the resolution, puts it to the vote and adopts it.
func (p *play) adopt(i conference.Item) error {
	var draft string
	err := p.machine(func(tx *store.Tx) (err error) { draft, err = resolution.Begin(tx, p.Conf, p.office()); return err })
	if err != nil {
		return err
	}
	id, err := p.vote(ballot.Ballot{Item: i.ID, Question: i.Title, Method: "phone", Base: "present", Shown: "live", Resolution: "resolution"})
	if err != nil {
		return err
	}
	return p.machine(func(tx *store.Tx) error {
		r, err := resolution.Adopt(tx, resolution.Adoption{Resolution: draft, Ballot: id, Office: p.office()})
		p.r.Resolution = r.Number
		return err
	})
}

func (p *play) close() error {
	p.say("close")
	return p.machine(func(tx *store.Tx) error { return conference.End(tx, p.Conf) })
}
