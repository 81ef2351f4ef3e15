package emulation

import (
	"strconv"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Kinds of steps of a ceremony: each is one slide and what the MC says to it.
const (
	GuestStep      = "guests"
	FlowerStep     = "flowers"
	DecisionStep   = "decision"
	AwardStep      = "award"   // one recipient with portrait
	HonourStep     = "honours" // up to six recipients of one title
	ApplauseStep   = "applause"
	LaunchStep     = "launch"
	GoalStep       = "goals"
	PledgeStep     = "pledge" // the text
	SignStep       = "sign"   // the board of signatures
	CommitmentStep = "commitment"
)

// parts is the point of the agenda to which a kind of step belongs.
var parts = map[string]string{GuestStep: "reason", FlowerStep: "reason", DecisionStep: "awards", AwardStep: "awards", HonourStep: "awards",
	LaunchStep: "launch", GoalStep: "launch", PledgeStep: "pledge", SignStep: "pledge", CommitmentStep: "commitment"}

const (
	pageOfNames  = 6                // names that the back row can read at once
	pageOfGuests = 5                // guests have long posts
	applause     = 12 * time.Second // how long a hall claps
)

// Step is one step. What it is about is in the field of its kind.
type Step struct {
	Key        string // names the step in addresses and on the projector
	Kind       string
	Part       string // kind of the agenda's point it belongs to
	Guests     []conference.Guest
	Flowers    Flowers
	Decision   Decision // also of awards and of their applause
	Awards     []Award
	From, Of   int // the awards are From … of Of in the decision, from 1
	Movement   Movement
	Pledge     Pledge
	Commitment Commitment
	Rate       Rate
	Done       bool // it has been before the hall, by the record
}

// Ceremony lists every step of a conference in the order of the usual
// ceremony: guests, flowers, awards, launch, pledges, commitments.
func Ceremony(tx *store.Tx, id string) ([]Step, error) {
	if err := sees(tx); err != nil {
		return nil, err
	}
	c, err := conference.Find(tx, id)
	if err != nil {
		return nil, err
	}
	var out []Step
	for _, part := range []func(*store.Tx, conference.Conference) ([]Step, error){welcomeSteps, awardSteps, launchSteps, pledgeSteps, commitmentSteps} {
		steps, err := part(tx, c)
		if err != nil {
			return nil, err
		}
		out = append(out, steps...)
	}
	return out, nil
}

// Of keeps the steps of one kind of point of the agenda.
func Of(steps []Step, part string) (out []Step) {
	for _, s := range steps {
		if s.Part == part {
			out = append(out, s)
		}
	}
	return out
}

// At is the index of the step that a conference shows or, while its screen is
// blank, will show again; -1 when there is none.
func At(steps []Step, c conference.Conference) int {
	switch c.Channel {
	case "ceremony", "blank", "rest":
		for i, s := range steps {
			if s.Key == c.ChannelRef {
				return i
			}
		}
	}
	return -1
}

// Next is the index of the step that comes next: the one after the shown one,
// else the first that has not been; len(steps) at the end.
func Next(steps []Step, c conference.Conference) int {
	if at := At(steps, c); at >= 0 {
		return at + 1
	}
	for i, s := range steps {
		if !s.Done {
			return i
		}
	}
	return len(steps)
}

func welcomeSteps(tx *store.Tx, c conference.Conference) (out []Step, err error) {
	guests, err := conference.Guests(tx, c.ID)
	if err != nil {
		return nil, err
	}
	for i := 0; i < len(guests); i += pageOfGuests {
		out = append(out, step(Step{Kind: GuestStep, Guests: guests[i:min(i+pageOfGuests, len(guests))], Done: true}, strconv.Itoa(i+1)))
	}
	flowers, err := allFlowers(tx, c.ID)
	for _, f := range flowers {
		out = append(out, step(Step{Kind: FlowerStep, Flowers: f, Done: !f.GivenAt.IsZero()}, f.ID))
	}
	return out, err
}

func awardSteps(tx *store.Tx, c conference.Conference) (out []Step, err error) {
	decisions, err := Decisions(tx, c.ID)
	for _, d := range decisions {
		out = append(out, step(Step{Kind: DecisionStep, Decision: d, Done: !d.AnnouncedAt.IsZero()}, d.ID))
		for i := 0; i < len(d.Awards); {
			group := sameTitle(d.Awards[i:])
			out = append(out, groupSteps(d, group, i)...)
			i += len(group)
		}
	}
	return out, err
}

// sameTitle is the head of a list that gets the same.
func sameTitle(list []Award) []Award {
	n := 1
	for n < len(list) && list[n].What() == list[0].What() && list[n].Collective == list[0].Collective {
		n++
	}
	return list[:n]
}

// groupSteps shows recipients of one title: each alone when anybody has a
// portrait, else six at a time; then the hall claps.
func groupSteps(d Decision, group []Award, before int) (out []Step) {
	size, kind := pageOfNames, HonourStep
	for _, a := range group {
		if a.Picture != "" {
			size, kind = 1, AwardStep
		}
	}
	done := true
	for i := 0; i < len(group); i += size {
		page := group[i:min(i+size, len(group))]
		s := Step{Kind: kind, Decision: d, Awards: page, From: before + i + 1, Of: len(d.Awards), Done: true}
		for _, a := range page {
			s.Done = s.Done && !a.HandedAt.IsZero()
		}
		done = done && s.Done
		out = append(out, step(s, page[0].ID))
	}
	return append(out, clap(Step{Decision: d, Awards: group, Done: done}, "awards", group[0].ID))
}

func launchSteps(tx *store.Tx, c conference.Conference) (out []Step, err error) {
	list, err := allMovements(tx, c.ID)
	for _, m := range list {
		done := !m.LaunchedAt.IsZero()
		out = append(out, step(Step{Kind: LaunchStep, Movement: m, Done: done}, m.ID))
		if len(m.Goals) > 0 {
			out = append(out, step(Step{Kind: GoalStep, Movement: m, Done: done}, m.ID))
		}
		out = append(out, clap(Step{Movement: m, Done: done}, "launch", m.ID))
	}
	return out, err
}

func pledgeSteps(tx *store.Tx, c conference.Conference) (out []Step, err error) {
	list, err := Pledges(tx, c.ID)
	for _, p := range list {
		done := !p.OpenedAt.IsZero()
		out = append(out, step(Step{Kind: PledgeStep, Pledge: p, Done: done}, p.ID), step(Step{Kind: SignStep, Pledge: p, Done: done}, p.ID),
			clap(Step{Pledge: p, Done: done && p.Whole()}, "pledge", p.ID))
	}
	return out, err
}

func commitmentSteps(tx *store.Tx, c conference.Conference) (out []Step, err error) {
	list, err := Commitments(tx, c.ID)
	for _, x := range list {
		rate, err := Signed(tx, x.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, step(Step{Kind: CommitmentStep, Commitment: x, Rate: rate, Done: !x.OpenedAt.IsZero()}, x.ID))
	}
	return out, err
}

func step(s Step, ref string) Step {
	s.Key, s.Part = s.Kind+"/"+ref, parts[s.Kind]
	return s
}

func clap(s Step, part, ref string) Step {
	s.Kind, s.Key, s.Part = ApplauseStep, ApplauseStep+"/"+ref, part
	return s
}

// Advance moves the hall from one step to another; from is empty when none was
// shown. Two consoles that press at once move it once: who comes second and
// wants the same finds it done, who wants another is told.
func Advance(tx *store.Tx, id, from, to string) error {
	if err := tx.Who.Need(access.Preside); err != nil {
		return err
	}
	c, err := conference.Find(tx, id)
	if err != nil {
		return err
	}
	steps, err := Ceremony(tx, id)
	if err != nil {
		return err
	}
	at, next := At(steps, c), indexOf(steps, to)
	shown := ""
	if at >= 0 {
		shown = steps[at].Key
	}
	switch {
	case shown == to && c.Channel == "ceremony":
		return nil
	case shown != from:
		return fault.New(fault.Conflict, "emulation.ceremony.moved")
	case next < 0:
		return fault.New(fault.Conflict, "emulation.ceremony.gone")
	}
	if at >= 0 && next > at {
		if err := steps[at].leave(tx); err != nil {
			return err
		}
	}
	return steps[next].enter(tx, c)
}

func indexOf(steps []Step, key string) int {
	for i, s := range steps {
		if s.Key == key {
			return i
		}
	}
	return -1
}

// leave notes what has happened while the step was shown.
func (s Step) leave(tx *store.Tx) error {
	switch s.Kind {
	case AwardStep, HonourStep:
		for _, a := range s.Awards {
			if !a.HandedAt.IsZero() {
				continue
			}
			a.HandedAt = tx.Now
			if err := updateAward(tx, a); err != nil {
				return err
			}
			if err := journal.Write(tx, "emulation.hand", a.ID, a.What()+": "+a.Name); err != nil {
				return err
			}
		}
	case FlowerStep:
		if s.Flowers.GivenAt.IsZero() {
			s.Flowers.GivenAt = tx.Now
			return updateFlowers(tx, s.Flowers)
		}
	}
	return nil
}

// enter puts the step before the hall and notes what begins with it.
func (s Step) enter(tx *store.Tx, c conference.Conference) (err error) {
	switch s.Kind {
	case DecisionStep:
		err = announce(tx, s.Decision)
	case LaunchStep:
		err = Launch(tx, s.Movement.ID)
	case SignStep:
		err = OpenPact(tx, s.Pledge.ID)
	case CommitmentStep:
		err = OpenPact(tx, s.Commitment.ID)
	}
	if err != nil {
		return err
	}
	if err := conference.Show(tx, c.ID, "ceremony", s.Key); err != nil {
		return err
	}
	tx.Announce(Topic(c.ID))
	if s.Kind == ApplauseStep {
		return conference.StartTimer(tx, c.ID, applause)
	}
	return conference.StopTimer(tx, c.ID)
}

func announce(tx *store.Tx, d Decision) error {
	if !d.AnnouncedAt.IsZero() {
		return nil
	}
	d.AnnouncedAt = tx.Now
	if err := updateDecision(tx, d); err != nil {
		return err
	}
	return journal.Write(tx, "emulation.announce", d.ID, d.Number+" "+d.Subject)
}
