package delegate

import (
	"hoinghi/election"
	"hoinghi/store"
	"hoinghi/urn"
)

// keys: delegate.election.how.* delegate.election.kind.*

// poll is a round of an election that is on, the same for everybody: the phone
// knows who the reader is, so it asks and shows nothing of the reader's ballot.
type poll struct {
	E     election.Election
	R     election.Round
	Boxes []string // electronic boxes that take ballots
}

// readPolls finds the rounds that run.
func (p *nowPage) readPolls(tx *store.Tx) error {
	if !p.begun() {
		return nil
	}
	all, err := election.List(tx, p.C.ID)
	if err != nil {
		return err
	}
	for _, e := range all {
		way, err := election.ProgressOf(tx, e.ID)
		if err != nil {
			return err
		}
		if way.Running == "" {
			continue
		}
		x := poll{E: e, R: way.Rounds[len(way.Rounds)-1]}
		boxes, err := urn.Of(tx, x.R.ID)
		if err != nil {
			return err
		}
		for _, b := range boxes {
			if b.State == urn.Opened {
				x.Boxes = append(x.Boxes, b.ID)
			}
		}
		p.Polls = append(p.Polls, x)
	}
	return nil
}

// most says how many a ballot may name.
func (p nowPage) most(x poll) string {
	b := x.E.Rules.Bounds(x.R.Seats)
	if b.Min == b.Max {
		return p.T("delegate.election.exactly", b.Max)
	}
	return p.T("delegate.election.most", b.Max)
}
