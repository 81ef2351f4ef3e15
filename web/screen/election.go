package screen

import (
	"slices"
	"strings"

	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	count "hoinghi/tally"
	"hoinghi/urn"
	"hoinghi/web/kit"
)

// poll is what the wall shows of an election. It holds totals alone: nobody who
// votes, and no way of voting by itself.
type poll struct {
	E       election.Election
	R       election.Round
	Plan    election.Plan // of the round to come, when that is shown
	Names   []election.Candidate
	Issued  election.Issued
	Outcome election.Outcome
	Box     urn.Board
}

// elect reads what an election's channel is about; what is gone, of another
// conference or not yet there shows the agenda, or the round as it stands.
func (p *page) elect(tx *store.Tx) error {
	var err error
	switch p.Channel = "agenda"; p.Conf.Channel {
	case "urn":
		err = p.readBox(tx, p.Conf.ChannelRef)
	case "election-result":
		err = p.readOutcome(tx)
	default:
		err = p.readPoll(tx)
	}
	if err != nil || p.Poll.E.Conference != p.Conf.ID {
		p.Channel, p.Poll = "agenda", poll{}
	}
	if fault.Is(err, fault.Missing) || fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

func (p *page) readBox(tx *store.Tx, ref string) (err error) {
	id, list := strings.CutSuffix(ref, conference.Trackers)
	if p.Poll.Box, err = urn.BoardOf(tx, id); err != nil {
		return err
	}
	p.Poll.R, p.Poll.E, err = election.FindRound(tx, p.Poll.Box.Subject)
	p.Channel = "urn"
	if list && p.Poll.Box.State != urn.Void {
		p.Channel = "trackers"
	}
	return err
}

// readOutcome reads the result of a round. One that is counted again or was set
// aside has none.
func (p *page) readOutcome(tx *store.Tx) (err error) {
	if err := p.readRound(tx, p.Conf.ChannelRef); err != nil || p.Poll.R.State != "decided" {
		return err
	}
	p.Poll.Outcome, err = election.OutcomeOf(tx, p.Poll.R.ID)
	p.Channel = "election-result"
	return err
}

func (p *page) readRound(tx *store.Tx, id string) (err error) {
	if p.Poll.R, p.Poll.E, err = election.FindRound(tx, id); err != nil {
		return err
	}
	p.Channel = "election"
	if p.Poll.Issued, err = election.IssuedOf(tx, id); err != nil {
		return err
	}
	if p.Poll.Names, err = election.Standers(tx, id); err != nil {
		return err
	}
	boxes, err := urn.Of(tx, id)
	for _, b := range slices.Backward(boxes) {
		if err == nil && b.State != urn.Void {
			p.Poll.Box, err = urn.BoardOf(tx, b.ID)
			return err
		}
	}
	return err
}

// readPoll reads the round that the channel names, or the list of an election.
func (p *page) readPoll(tx *store.Tx) error {
	id, next := strings.CutSuffix(p.Conf.ChannelRef, conference.NextRound)
	err := p.readRound(tx, id)
	if !fault.Is(err, fault.Missing) {
		return err
	}
	if p.Poll.E, err = election.Find(tx, id); err != nil {
		return err
	}
	p.Channel = "candidates"
	way, err := election.ProgressOf(tx, id)
	if err != nil {
		return err
	}
	if next && way.Running == "" {
		p.Poll.Plan = way.Next
		return p.readNames(tx, func(c election.Candidate) bool { return slices.Contains(way.Next.Candidates, c.ID) })
	}
	// A list on the wall does not change by a result that nobody has announced.
	if n := len(way.Rounds); n > 0 {
		p.Poll.R = way.Rounds[n-1]
		p.Poll.Names, err = election.Standers(tx, p.Poll.R.ID)
		return err
	}
	return p.readNames(tx, election.Candidate.Standing)
}

func (p *page) readNames(tx *store.Tx, in func(election.Candidate) bool) error {
	all, err := election.Candidates(tx, p.Poll.E.ID)
	for _, c := range all {
		if in(c) {
			p.Poll.Names = append(p.Poll.Names, c)
		}
	}
	return err
}

// topics are those of the election that is shown.
func (x poll) topics() (out []live.Topic) {
	if x.E.ID != "" {
		out = append(out, election.Topic(x.E.ID))
	}
	if x.Box.ID != "" {
		out = append(out, urn.Topic(x.Box.ID))
	}
	return out
}

// keys: screen.election.kind.* screen.election.how.* screen.election.base.* screen.election.urn.*

// Seats is how many are to be elected by the list shown.
func (x poll) Seats() int {
	switch {
	case x.Plan.Kind != "":
		return x.Plan.Seats
	case x.R.ID != "":
		return x.R.Seats
	}
	return x.E.Seats
}

// round names what is elected: the first vote needs no number.
func (p page) round() string {
	switch x := p.Poll; {
	case x.Plan.Kind != "" && x.Plan.Kind != "first":
		return p.T("screen.election.kind." + x.Plan.Kind)
	case x.R.ID != "" && x.R.Kind != "first":
		return p.T("screen.election.round", x.R.No, p.T("screen.election.kind."+x.R.Kind))
	}
	return ""
}

// under is who a candidate is, in a line.
func underOf(c election.Candidate) string {
	return strings.Join(slices.DeleteFunc([]string{c.Post, c.Department}, func(s string) bool { return s == "" }), ", ")
}

// most says how many a slip may hold.
func (p page) most() string {
	b := p.Poll.E.Rules.Bounds(p.Poll.R.Seats)
	if b.Min == b.Max {
		return p.T("screen.election.exactly", b.Max)
	}
	return p.T("screen.election.most", b.Max)
}

// board is the address of the box's public board.
func (p page) board() string {
	return strings.TrimSuffix(p.Join, "/dai-bieu") + "/phieu-kin/" + p.Poll.Box.ID + "/bang"
}

// booth is the address of the electronic box that is open; empty when none is.
func (p page) booth() string {
	if p.Poll.Box.State != urn.Opened {
		return ""
	}
	return strings.TrimSuffix(p.Join, "/dai-bieu") + "/phieu-kin/" + p.Poll.Box.ID
}

func (x poll) handed() int64 { return x.Issued.Paper + x.Issued.Box }

// Told reports whether the figures of candidates may be on the wall: not where
// one tells how everybody in a small room voted.
func (x poll) Told() bool { return len(x.Outcome.Revealed) == 0 }

// share is a candidate's figure: 18/24 · 75,0%.
func (p page) share(s election.Stood) string {
	o := p.Poll.Outcome
	return locale.Number(s.Votes) + "/" + locale.Number(o.Base) + " · " + p.W.Percent(s.Votes, max(o.Base, 1), 1)
}

func (p page) barOf(s election.Stood) kit.BarOpts {
	o := p.Poll.Outcome
	b := kit.BarOpts{Value: min(s.Votes, o.Base), Max: max(o.Base, 1), Mark: o.Bar.Is.Needed(max(o.Base, 1)), Label: s.Name + ": " + p.share(s)}
	switch {
	case s.Won:
		b.Class = "yes"
	case s.Standing == count.Tied:
		b.Class = "else"
	}
	return b
}

// fate is what a candidate's place is called on the wall.
func (p page) fate(s election.Stood) string {
	switch {
	case s.Won:
		return p.T("screen.election.won")
	case p.Poll.Outcome.Tied() && s.Standing == count.Tied:
		return p.T("screen.election.tied")
	}
	return ""
}

// verdict says what the result leaves to be done.
func (p page) verdict() string {
	o := p.Poll.Outcome
	won := 0
	for _, s := range o.Stood {
		if s.Won {
			won++
		}
	}
	switch {
	case o.Tied() && o.Election.Rules.Tie == "lot":
		return p.T("screen.election.lot", o.Open)
	case o.Tied():
		return p.T("screen.election.again", o.Open)
	case o.Missing > 0:
		return p.T("screen.election.missing", won, o.Missing)
	}
	return p.T("screen.election.filled", won)
}

// groups breaks a fingerprint into pieces that can be read aloud.
func groups(s string) (out []string) {
	for len(s) > 4 {
		out, s = append(out, s[:4]), s[4:]
	}
	return append(out, s)
}
