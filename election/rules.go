package election

import (
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/regulation"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/tally"
)

// ProposedRules are the rules to begin with: secret on paper by choosing, and
// what the unit has recorded of the way and of ties.
func ProposedRules(tx *store.Tx, e Election) (Rules, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Rules{}, err
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return Rules{}, err
	}
	r := Rules{Way: tally.Choose, Form: Paper, Base: "present", Min: 1, Max: e.Seats}
	how, err := regulation.Settled(tx, "ttnd.vote.method", c.HeldOn)
	if err != nil {
		return r, err
	}
	if how.Choice.Code == "open" {
		r.Form = Hands
	}
	tie, err := regulation.Settled(tx, "ttnd.vote.tie", c.HeldOn)
	r.Tie, r.TieCite = tie.Choice.Code, tie.Cite
	return r, err
}

// SetRules settles the rules before the first round. The bar is the law's of
// the conference's day, or the unit's own where it is tighter; for the board
// its base is those attending, whatever the form. A rule for ties that the unit
// has recorded is not to be changed here.
func SetRules(tx *store.Tx, election string, r Rules) error {
	if err := preparing(tx); err != nil {
		return err
	}
	e, err := running(tx, election)
	if err != nil {
		return err
	}
	rounds, err := roundsOf(tx, e.ID)
	if err != nil {
		return err
	}
	if len(rounds) > 0 {
		return fault.New(fault.Conflict, "election.rules.voted")
	}
	if err := r.check(e); err != nil {
		return err
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return err
	}
	if err := r.tie(tx, c); err != nil {
		return err
	}
	series := law.Majority
	if e.Purpose == Board {
		series = law.BoardElected
	}
	bar, err := regulation.Bar(tx, series, c.HeldOn)
	if err != nil {
		return fault.New(fault.Conflict, "conference.no.rule", c.HeldOn).Because(err)
	}
	if r.Ballot != "" {
		if err := passed(tx, e, r.Ballot, "ballot"); err != nil {
			return err
		}
	}
	r.Bar, r.At = bar.ID, tx.Now
	e.Rules = r
	if err := updateElection(tx, e); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.rules", e.ID, strings.Join([]string{string(r.Way), r.Form, r.Base, r.Tie}, ", "))
}

func (r Rules) check(e Election) error {
	var f fault.Form
	f.Check(r.Way == tally.Cross || r.Way == tally.Choose, "way", "fault.choice")
	f.Check(slices.Contains(Forms(), r.Form), "form", "fault.choice")
	f.Check(r.Base == "present" || r.Base == "valid", "base", "fault.choice")
	f.Check(e.Purpose != Board || r.Base == "present", "base", "election.base.board")
	f.Check(slices.Contains(Ties(), r.Tie), "tie", "fault.choice")
	f.Check(r.Max >= 1 && r.Max <= e.Seats, "max", "election.bounds.max", e.Seats)
	f.Check(r.Min >= 0 && r.Min <= r.Max, "min", "election.bounds.min")
	return f.Err()
}

// tie holds the unit to what it has recorded about ties.
func (r *Rules) tie(tx *store.Tx, c conference.Conference) error {
	s, err := regulation.Settled(tx, "ttnd.vote.tie", c.HeldOn)
	if err != nil {
		return err
	}
	var f fault.Form
	f.Check(!s.Own || s.Choice.Code == r.Tie, "tie", "election.tie.recorded", s.Choice.Text, s.Cite)
	r.TieCite = ""
	if s.Own || s.Choice.Code == r.Tie {
		r.TieCite = s.Cite
	}
	return f.Err()
}

// BarOf is the bar to be elected that the rules fixed.
func BarOf(tx *store.Tx, r Rules) (law.Dated[law.Share], error) { return regulation.Named(tx, r.Bar) }

// Teller is a person who counts, as the conference chose.
type Teller struct {
	Election, Person, Name string
	Duty                   string // head, secretary or member
	Position               int
}

// Duties lists the duties of tellers.
func Duties() []string { return []string{"head", "secretary", "member"} }

// AppointTellers records who counts, all at once. Candidates may not count, and
// two different people are the fewest, for two entries must be blind to each
// other. Each is given the role of a teller where the actor may give roles.
func AppointTellers(tx *store.Tx, election string, tellers []Teller) error {
	if err := preparing(tx); err != nil {
		return err
	}
	e, err := running(tx, election)
	if err != nil {
		return err
	}
	p, err := progress(tx, e)
	if err != nil {
		return err
	}
	if p.Running != "" {
		return fault.New(fault.Conflict, "election.round.running")
	}
	if tellers, err = named(tx, e, tellers); err != nil {
		return err
	}
	if err := deleteTellers(tx, e.ID); err != nil {
		return err
	}
	var names []string
	for i, t := range tellers {
		t.Election, t.Position = e.ID, i+1
		if err := insertTeller(tx, t); err != nil {
			return err
		}
		if err := role(tx, t.Person); err != nil {
			return err
		}
		names = append(names, t.Name)
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.tellers", e.ID, strings.Join(names, ", "))
}

// named checks the tellers and puts in their names.
func named(tx *store.Tx, e Election, tellers []Teller) ([]Teller, error) {
	var f fault.Form
	seen, heads := map[string]bool{}, 0
	all, err := candidatesOf(tx, e.ID)
	if err != nil {
		return nil, err
	}
	for i, t := range tellers {
		p, err := roster.Find(tx, t.Person)
		if err != nil {
			return nil, fieldFault(err, "teller", "fault.choice")
		}
		stands := slices.ContainsFunc(all, func(c Candidate) bool { return c.Person == t.Person && c.Standing() })
		f.Check(!stands, "teller", "election.teller.stands", p.Name)
		f.Check(!seen[t.Person], "teller", "election.teller.twice", p.Name)
		f.Check(slices.Contains(Duties(), t.Duty), "duty", "fault.choice")
		seen[t.Person] = true
		if t.Duty == "head" {
			heads++
		}
		tellers[i].Name = p.Name
	}
	f.Check(len(seen) >= 2, "teller", "election.teller.two")
	f.Check(heads == 1, "duty", "election.teller.head")
	return tellers, f.Err()
}

// role lets a teller sign in as one; who is no member yet becomes one when the
// cards are issued.
func role(tx *store.Tx, person string) error {
	if !tx.Who.May(access.KeepDoors) {
		return nil
	}
	err := account.Grant(tx, person, access.Teller)
	if fault.Is(err, fault.Missing) {
		return nil
	}
	return err
}

// Tellers reads who counts, the head first.
func Tellers(tx *store.Tx, election string) ([]Teller, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	return tellersOf(tx, election)
}

func isTeller(tx *store.Tx, election, person string) (bool, error) {
	all, err := tellersOf(tx, election)
	return slices.ContainsFunc(all, func(t Teller) bool { return t.Person == person }), err
}

// leads lets those who preside and the appointed tellers run a round.
func leads(tx *store.Tx, election string) error {
	if tx.Who.May(access.Preside) {
		return nil
	}
	return counts(tx, election)
}

// counts lets only the appointed tellers pass.
func counts(tx *store.Tx, election string) error {
	if err := tx.Who.Need(access.Attend); err != nil {
		return err
	}
	ok, err := isTeller(tx, election, tx.Who.Person)
	if err == nil && !ok {
		err = fault.New(fault.Denied, "election.teller.only")
	}
	return err
}
