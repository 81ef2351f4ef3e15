package rehearsal

import (
	"fmt"
	"time"

	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/store"
	"hoinghi/tally"
)

// elect holds the election on paper: a tie at the last seat, one figure in which
// the tellers differ, a third reading, and a second round that settles it.
func (p *play) elect(i conference.Item) error {
	list, err := p.vote(ballot.Ballot{Item: i.ID, Question: i.Title, Method: "phone", Base: "present", Shown: "live"})
	if err != nil {
		return err
	}
	if err := p.machine(func(tx *store.Tx) error { return election.SettleList(tx, p.election, list) }); err != nil {
		return err
	}
	n := int64(len(p.here))
	tied := n/2 + 1
	first := make([]int64, len(p.plot.Vote.Candidates))
	for c := range first {
		switch seats := p.plot.Vote.Seats; {
		case c < seats-1:
			first[c] = n - 2
		case c <= seats:
			first[c] = tied
		}
	}
	open, err := p.round(first, true)
	if err != nil || open == 0 {
		return err
	}
	p.r.Tied = int(tied)
	p.say("tied", tied)
	_, err = p.round([]int64{tied, n - tied}, false)
	if err != nil {
		return err
	}
	return p.machine(func(tx *store.Tx) error {
		if err := election.End(tx, p.election, ""); err != nil {
			return err
		}
		done, err := election.ProgressOf(tx, p.election)
		p.r.Elected = int(done.Filled())
		return err
	})
}

// round gives everybody a slip, counts twice and decides; it answers how many
// seats the tied are still to share.
func (p *play) round(votes []int64, differ bool) (open int, err error) {
	var round string
	err = p.machine(func(tx *store.Tx) (err error) {
		if round, err = election.OpenRound(tx, p.election); err != nil {
			return err
		}
		var people []string
		for _, i := range p.here {
			people = append(people, p.ids[i])
		}
		if err := election.PrintSlips(tx, round, len(people)); err != nil {
			return err
		}
		return election.HandOut(tx, round, election.ByPaper, people...)
	})
	if err != nil {
		return 0, fmt.Errorf("open the round: %w", err)
	}
	if err := p.pass(8 * time.Minute); err != nil {
		return 0, err
	}
	if err := p.machine(func(tx *store.Tx) error { return election.CloseVoting(tx, round, election.Stub{}) }); err != nil {
		return 0, err
	}
	if err := p.count(round, votes, differ); err != nil {
		return 0, fmt.Errorf("count: %w", err)
	}
	var o election.Outcome
	err = p.machine(func(tx *store.Tx) (err error) { o, err = election.Decide(tx, round); return err })
	return o.Open, err
}

// count enters what two tellers read, blind to each other. When they differ, in
// one vote for the first, both read those slips again.
func (p *play) count(round string, votes []int64, differ bool) error {
	two := p.plot.tellers()
	for n, i := range two {
		mine := append([]int64(nil), votes...)
		if differ && n == 1 {
			mine[0]--
		}
		c := tally.Count{Sums: tally.Sums{Valid: int64(len(p.here)), For: mine}}
		if err := p.bot(i, func(tx *store.Tx) error { return election.EnterCount(tx, round, c) }); err != nil {
			return err
		}
		if err := p.pass(4 * time.Minute); err != nil {
			return err
		}
	}
	if !differ {
		return nil
	}
	p.say("differ")
	return p.bot(two[0], func(tx *store.Tx) error {
		k, err := election.CountingOf(tx, round)
		if err != nil {
			return err
		}
		right := map[int]int64{}
		for _, line := range k.Differ {
			right[line] = votes[0]
		}
		return election.ThirdReading(tx, round, right)
	})
}
