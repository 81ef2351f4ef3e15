package chair

import (
	"slices"
	"strings"

	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/store"
	"hoinghi/urn"
)

// keys: chair.election.step.* chair.election.show.* chair.election.state.* chair.election.box.*

// poll is an election as the console sees it: sums and states, no figure of a
// teller and nobody who votes.
type poll struct {
	E        election.Election
	Progress election.Progress
	Names    []election.Candidate // standing
	Tellers  int
	R        election.Round // running, else the last one
	Issued   election.Issued
	In       int // entries of tellers
	Both     bool
	Differ   int
	Closes   bool
	Gap      int64
	Boxes    []urn.Board // of the round, without void ones
	Added    int         // of them, whose sums are in the round
	Outcome  election.Outcome
}

// readPolls finds the elections of the item, and any whose round runs.
func (p *console) readPolls(tx *store.Tx) error {
	all, err := election.List(tx, p.Conf.ID)
	if err != nil {
		return err
	}
	for _, e := range all {
		x := poll{E: e}
		if x.Progress, err = election.ProgressOf(tx, e.ID); err != nil {
			return err
		}
		if !p.concerns(e) && x.Progress.Running == "" {
			continue
		}
		if err := x.fill(tx); err != nil {
			return err
		}
		p.Polls = append(p.Polls, x)
	}
	return nil
}

// concerns reports whether an election belongs to the item looked at.
func (p console) concerns(e election.Election) bool {
	return p.Item.ID != "" && (e.Item == p.Item.ID || e.Item == "" && p.Item.Kind == "election")
}

func (x *poll) fill(tx *store.Tx) error {
	all, err := election.Candidates(tx, x.E.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Standing() {
			x.Names = append(x.Names, c)
		}
	}
	tellers, err := election.Tellers(tx, x.E.ID)
	if err != nil {
		return err
	}
	x.Tellers = len(tellers)
	if n := len(x.Progress.Rounds); n > 0 {
		x.R = x.Progress.Rounds[n-1]
		return x.fillRound(tx)
	}
	return nil
}

func (x *poll) fillRound(tx *store.Tx) (err error) {
	if x.Issued, err = election.IssuedOf(tx, x.R.ID); err != nil {
		return err
	}
	boxes, err := urn.Of(tx, x.R.ID)
	if err != nil {
		return err
	}
	for _, b := range boxes {
		board, err := urn.BoardOf(tx, b.ID)
		if err != nil {
			return err
		}
		if b.State != urn.Void {
			x.Boxes = append(x.Boxes, board)
		}
	}
	added, err := election.BoxesOf(tx, x.R.ID)
	if err != nil {
		return err
	}
	x.Added = len(added)
	switch x.R.State {
	case "counting":
		k, err := election.CountingOf(tx, x.R.ID)
		x.In, x.Both, x.Closes, x.Gap = len(k.In), k.Both, k.Closes, k.Gap
		if !k.Agreed {
			x.Differ = len(k.Differ)
		}
		return err
	case "decided":
		x.Outcome, err = election.OutcomeOf(tx, x.R.ID)
	}
	return err
}

// pollStep is what is to be done next and where; an empty key is nothing.
type pollStep struct{ Key, Path string }

func (x poll) base() string  { return "/ban/bau-cu/" + x.E.ID }
func (x poll) round() string { return x.base() + "/vong/" + x.R.ID }
func (x poll) boxed() bool {
	return x.E.Rules.Form == election.Electronic || x.E.Rules.Form == election.Mixed
}
func (x poll) onPaper() bool {
	return x.E.Rules.Form == election.Paper || x.E.Rules.Form == election.Mixed
}
func (x poll) handed() int64      { return x.Issued.Paper + x.Issued.Box }
func (x poll) running() bool      { return x.Progress.Running != "" }
func (x poll) mayAnnounce() bool  { return x.R.State == "decided" }
func (x poll) box() (b urn.Board) { return x.Boxes[len(x.Boxes)-1] }

// pollStep is the one obvious next step of an election.
func (p console) pollStep(x poll) pollStep {
	switch {
	case x.E.Over():
		return pollStep{}
	case x.R.State == "open":
		return p.openStep(x)
	case x.R.State == "counting":
		return x.countStep()
	case x.R.State == "decided" && x.Outcome.Tied() && x.E.Rules.Tie == "lot":
		return pollStep{"lot", x.round() + "#boc-tham"}
	case x.R.ID != "" && x.Progress.Next.Kind == "":
		return pollStep{"finish", x.base() + "#vong"}
	case len(x.Names) < x.E.Seats || slices.ContainsFunc(x.Names, func(c election.Candidate) bool { return !c.Consented() }):
		return pollStep{"list", x.base() + "#gioi-thieu"}
	case !x.E.Settled() && p.closedBy() != "":
		return pollStep{"close", x.base() + "#chot"}
	case !x.E.Settled():
		return pollStep{"vote", x.base() + "#chot"}
	case !x.E.Ruled():
		return pollStep{"rules", x.base() + "#the-le"}
	case x.Tellers < 2:
		return pollStep{"tellers", x.base() + "#to-kiem-phieu"}
	case x.R.ID != "":
		return pollStep{"open." + x.Progress.Next.Kind, x.base() + "#vong"}
	}
	return pollStep{"open.first", x.base() + "#vong"}
}

// openStep is the next step while people vote.
func (p console) openStep(x poll) pollStep {
	switch {
	case x.boxed() && len(x.Boxes) == 0:
		return pollStep{"box", x.base() + "/phieu-kin"}
	case x.boxed() && (x.box().State == urn.Setup || x.box().State == urn.Ready):
		return pollStep{"box." + string(x.box().State), "/ban/phieu-kin/" + x.box().ID}
	case x.onPaper() && x.R.Printed == 0:
		return pollStep{"print", x.round()}
	case x.E.Rules.Form != election.Hands && x.handed() < p.Turnout.Present:
		return pollStep{"hand", x.round() + "/phat"}
	}
	return pollStep{"end", x.round()}
}

// countStep is the next step between the last ballot and the result.
func (x poll) countStep() pollStep {
	paper := x.E.Rules.Form == election.Hands || x.Issued.Paper > 0
	switch {
	case paper && !x.Both:
		return pollStep{"count", x.round()}
	case paper && x.Differ > 0:
		return pollStep{"differ", x.round()}
	case paper && !x.Closes:
		return pollStep{"gap", x.round()}
	case x.Issued.Box > 0 && len(x.Boxes) == 0:
		return pollStep{"box.none", x.base() + "/phieu-kin"}
	case x.Issued.Box > 0 && x.Added < len(x.Boxes):
		return pollStep{"box." + string(x.box().State), "/ban/phieu-kin/" + x.box().ID}
	}
	return pollStep{"decide", x.round()}
}

// closedBy is a vote of this item that was passed and has not closed a list.
func (p console) closedBy() string {
	if p.Ballot.State != "closed" || !p.Ballot.Passed {
		return ""
	}
	if slices.ContainsFunc(p.Polls, func(x poll) bool { return x.E.ListBallot == p.Ballot.ID || x.E.Rules.Ballot == p.Ballot.ID }) {
		return ""
	}
	return p.Ballot.ID
}

// atElection reports whether the open item is led by the part of elections.
func (p console) atElection() bool {
	return p.Item.Kind == "election" || slices.ContainsFunc(p.Polls, func(x poll) bool { return p.concerns(x.E) })
}

// toVote is the election whose list waits for the hall's vote.
func (p console) toVote() (poll, bool) {
	for _, x := range p.Polls {
		if p.pollStep(x).Key == "vote" {
			return x, true
		}
	}
	return poll{}, false
}

// question is what the form of a vote begins with.
func (p console) question() string {
	if x, ok := p.toVote(); ok {
		return p.T("chair.election.question", x.E.Title)
	}
	return p.Item.Title
}

// electionsDone reports whether nothing is left to be done here.
func (p console) electionsDone() bool {
	return len(p.Polls) > 0 && !slices.ContainsFunc(p.Polls, func(x poll) bool { return p.pollStep(x).Key != "" })
}

// wallPart is something of an election that the hall can be shown.
type wallPart struct{ Channel, Ref, Label string }

// boards are what may be shown now: a result only once it is made.
func (p console) boards(x poll) (out []wallPart) {
	if len(x.Names) > 0 {
		out = append(out, wallPart{"election", x.E.ID, "list"})
	}
	if x.running() {
		out = append(out, wallPart{"election", x.R.ID, "voting"})
	}
	for _, b := range x.Boxes {
		out = append(out, wallPart{"urn", b.ID, "urn"})
		if b.Cast > 0 {
			out = append(out, wallPart{"urn", b.ID + conference.Trackers, "trackers"})
		}
	}
	if x.mayAnnounce() {
		out = append(out, wallPart{"election-result", x.R.ID, "result"})
	}
	if x.R.ID != "" && x.Progress.Next.Kind != "" && !x.E.Over() {
		out = append(out, wallPart{"election", x.E.ID + conference.NextRound, "next"})
	}
	return out
}

func (p console) onWall(b wallPart) bool {
	return p.Conf.Channel == b.Channel && p.Conf.ChannelRef == b.Ref
}

// shownPoll is the title of the election that the hall sees.
func (p console) shownPoll() string {
	for _, x := range p.Polls {
		if slices.ContainsFunc(p.boards(x), p.onWall) {
			return x.E.Title
		}
	}
	return p.Conf.Name
}

// topics are those of the elections that the console shows.
func (p console) topics() (out []live.Topic) {
	for _, x := range p.Polls {
		out = append(out, election.Topic(x.E.ID))
		for _, b := range x.Boxes {
			out = append(out, urn.Topic(b.ID))
		}
	}
	return out
}

// lightPoll is the channel of what the blank screen hid, when that was an
// election's; else empty.
func lightPoll(tx *store.Tx, ref string) (channel string, err error) {
	r, _, err := election.FindRound(tx, ref)
	switch {
	case err == nil && r.State == "decided":
		return "election-result", nil
	case err == nil:
		return "election", nil
	case !fault.Is(err, fault.Missing):
		return "", err
	}
	if _, err = election.Find(tx, strings.TrimSuffix(ref, conference.NextRound)); err == nil {
		return "election", nil
	}
	if !fault.Is(err, fault.Missing) {
		return "", err
	}
	if _, err = urn.Find(tx, strings.TrimSuffix(ref, conference.Trackers)); fault.Is(err, fault.Missing) {
		return "", nil
	}
	return "urn", err
}
