package election

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/tally"
)

// Stood is a candidate's place in the outcome of a round.
type Stood struct {
	Candidate
	Votes    int64
	Rank     int
	Standing tally.Standing
	Won      bool
	How      string // vote, seniority or lot; empty for who did not win
	Why      law.Why
}

// Way is one way of voting and its sums.
type Way struct {
	Channel string // paper, box or hands
	Issued  int64
	Sums    tally.Sums
}

// Outcome is a decided round.
type Outcome struct {
	Round    Round
	Election Election
	Pass     int
	Bar      law.Dated[law.Share]
	Base     int64 // whom the bar is a share of
	Issued   int64
	Sums     tally.Sums // of all ways together
	Ways     []Way      // empty where Guarded
	Guarded  bool       // a way is so small that its figures would tell of people
	Stood    []Stood    // by rank
	Open     int        // seats that the tied are still to share out
	Missing  int        // seats for which nobody passed the bar
	Revealed []string   // candidates whose figure tells how all of a small room voted
	names    []Candidate
}

// NotReturned is how many ballots given out did not come back, by any way.
func (o Outcome) NotReturned() int64 { return o.Issued - o.Sums.Slips() }

// Tied reports whether the last seat is still open between equals.
func (o Outcome) Tied() bool { return o.Open > 0 }

// row is a line of the result as kept.
type row struct {
	Candidate string
	Votes     int64
	Rank      int
	Standing  tally.Standing
	Won       bool
	How       string
}

// Decide makes the result of a round. No result exists until the entries of the
// tellers agree and close, and every box that was drawn from is opened. A tie
// at the last seat goes to who served longer where the rules say so and the
// roster knows; otherwise it stays open for a lot or another vote.
func Decide(tx *store.Tx, round string) (Outcome, error) {
	r, e, err := leading(tx, round, "counting")
	if err != nil {
		return Outcome{}, err
	}
	o, err := summed(tx, r, e)
	if err != nil {
		return o, err
	}
	d := tally.Poll{Seats: r.Seats, Bar: o.Bar.Is, Base: o.Base, Votes: o.Sums.For}.Decide()
	older, err := bySeniority(tx, e, o.names, d)
	if err != nil {
		return o, err
	}
	for i, c := range o.names {
		x := row{Candidate: c.ID, Votes: o.Sums.For[i], Rank: d.Rank[i], Standing: d.Standing[i], Won: d.Standing[i] == tally.Elected}
		if x.Won {
			x.How = "vote"
		}
		if slices.Contains(older, i) {
			x.Won, x.How = true, "seniority"
		}
		if err := insertResult(tx, r, x); err != nil {
			return o, err
		}
	}
	r.State, r.DecidedAt = "decided", tx.Now
	if err := moved(tx, r, "election.decide", ""); err != nil {
		return o, err
	}
	return outcome(tx, r, e)
}

// summed adds the ways of a round, refusing what does not agree or close.
func summed(tx *store.Tx, r Round, e Election) (Outcome, error) {
	o := Outcome{Round: r, Election: e, Pass: r.Pass}
	k, err := counting(tx, r, e)
	if err != nil {
		return o, err
	}
	o.names = k.Names
	roll, err := rollSums(tx, r.ID)
	if err != nil {
		return o, err
	}
	if e.Rules.Form != Electronic && (e.Rules.Form == Hands || roll[ByPaper] > 0) {
		if err := k.closed(); err != nil {
			return o, err
		}
		channel := ByPaper
		if e.Rules.Form == Hands {
			channel = "hands"
		}
		o.Ways = append(o.Ways, Way{channel, k.Issued, k.Settled.Sums})
	}
	if roll[ByBox] > 0 {
		boxes, err := boxesOf(tx, r, k.Names)
		if err != nil {
			return o, err
		}
		if len(boxes) == 0 {
			return o, fault.New(fault.Conflict, "election.box.none", roll[ByBox])
		}
		w := Way{Channel: ByBox, Issued: roll[ByBox]}
		for _, b := range boxes {
			w.Sums = w.Sums.Add(b.Sums)
		}
		o.Ways = append(o.Ways, w)
	}
	if len(o.Ways) == 0 {
		return o, fault.New(fault.Conflict, "election.count.nothing")
	}
	for _, w := range o.Ways {
		o.Sums, o.Issued = o.Sums.Add(w.Sums), o.Issued+w.Issued
	}
	o.Base = r.Present
	if e.Rules.Base == "valid" {
		o.Base = o.Sums.Valid
	}
	o.Bar, err = BarOf(tx, e.Rules)
	return o, err
}

// closed refuses a count that is not complete, saying what is missing.
func (c Counting) closed() error {
	switch {
	case !c.Both:
		return fault.New(fault.Conflict, "election.count.waiting", len(c.In))
	case !c.Agreed:
		return fault.New(fault.Conflict, "election.count.differ", len(c.Differ))
	case !c.Closes:
		s := c.Settled
		return fault.New(fault.Conflict, "election.count.open", c.Issued, s.Valid, s.Invalid, s.NotReturned, c.Gap)
	}
	return nil
}

// bySeniority picks from the tied those who served longest, where the rules say
// so and the roster tells them apart.
func bySeniority(tx *store.Tx, e Election, names []Candidate, d tally.Result) ([]int, error) {
	tied := d.With(tally.Tied)
	if e.Rules.Tie != "seniority" || len(tied) == 0 {
		return nil, nil
	}
	joined := map[int]law.Day{}
	for _, i := range tied {
		p, err := roster.Find(tx, names[i].Person)
		if err != nil {
			return nil, err
		}
		if p.Joined.IsZero() {
			return nil, nil
		}
		joined[i] = p.Joined
	}
	slices.SortStableFunc(tied, func(a, b int) int { return cmp.Compare(joined[a].String(), joined[b].String()) })
	if joined[tied[d.Open-1]] == joined[tied[d.Open]] {
		return nil, nil
	}
	return tied[:d.Open], nil
}

// DrawLot records a lot that was drawn by hand between the tied: who won the
// open seats, and how it was drawn and before whom.
func DrawLot(tx *store.Tx, round string, winners []string, how string) error {
	r, e, err := leading(tx, round, "decided")
	if err != nil {
		return err
	}
	if e.Rules.Tie == "again" {
		return fault.New(fault.Conflict, "election.lot.rule")
	}
	o, err := outcome(tx, r, e)
	if err != nil {
		return err
	}
	var f fault.Form
	f.Check(len(winners) == o.Open && o.Open > 0, "winner", "election.lot.seats", o.Open)
	for _, id := range winners {
		f.Check(slices.ContainsFunc(o.Stood, func(s Stood) bool { return s.ID == id && s.Standing == tally.Tied }), "winner", "election.lot.tied")
	}
	f.Check(strings.TrimSpace(how) != "", "how", "fault.required")
	if err := f.Err(); err != nil {
		return err
	}
	for _, id := range winners {
		if err := winResult(tx, r, id, "lot"); err != nil {
			return err
		}
	}
	if err := note(tx, Note{Election: e.ID, Round: r.ID, Kind: "lot", Text: how}); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.lot", e.ID, strings.Join(winners, ", "))
}

// OutcomeOf reads the outcome of a decided round, also of one set aside since,
// each candidate with the reason. Figures by way of voting are left out where a way is so small that
// they would tell of people.
func OutcomeOf(tx *store.Tx, round string) (Outcome, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Outcome{}, err
	}
	r, e, err := roundOf(tx, round)
	if err != nil {
		return Outcome{}, err
	}
	if r.DecidedAt.IsZero() {
		return Outcome{}, fault.New(fault.Conflict, stateFaults[r.State])
	}
	return outcome(tx, r, e)
}

func outcome(tx *store.Tx, r Round, e Election) (Outcome, error) {
	o, err := summed(tx, r, e)
	if err != nil {
		return o, err
	}
	rows, err := resultsOf(tx, r.ID, r.Pass)
	if err != nil {
		return o, err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return o, err
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return o, err
	}
	w := weighing{o: o, unit: conference.UnitOf(org), on: c.HeldOn}
	over, won, tied := 0, 0, 0
	for _, x := range rows {
		i := slices.IndexFunc(o.names, func(c Candidate) bool { return c.ID == x.Candidate })
		s := Stood{Candidate: o.names[i], Votes: x.Votes, Rank: x.Rank, Standing: x.Standing, Won: x.Won, How: x.How}
		if s.Why, err = w.why(s); err != nil {
			return o, err
		}
		if x.Standing != tally.Short {
			over++
		}
		if x.Standing == tally.Tied && !x.Won {
			tied++
		}
		if x.Won {
			won++
		}
		o.Stood = append(o.Stood, s)
	}
	if tied > 0 && over > won && won < r.Seats {
		o.Open = r.Seats - won
	}
	o.Missing = max(0, r.Seats-over)
	slices.SortStableFunc(o.Stood, func(a, b Stood) int { return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Position, b.Position)) })
	o.guard()
	return o, nil
}

// guard leaves out what would tell of people.
func (o *Outcome) guard() {
	if o.Election.Rules.Form == Hands {
		return // hands are raised before everybody
	}
	for _, i := range tally.Reveals(o.Sums) {
		o.Revealed = append(o.Revealed, o.names[i].Name)
	}
	var ways []tally.Sums
	for _, w := range o.Ways {
		ways = append(ways, w.Sums)
	}
	if len(ways) > 1 && !tally.Separable(ways...) {
		o.Ways, o.Guarded = nil, true
	}
}

// Apart reports whether the electronic box of a round may be told by itself:
// beside paper only with the result, and not where that is Guarded.
func Apart(tx *store.Tx, round string) (bool, error) {
	r, e, err := FindRound(tx, round)
	if err != nil || e.Rules.Form != Mixed {
		return err == nil, err
	}
	roll, err := rollSums(tx, r.ID)
	if err != nil || roll[ByPaper] == 0 || r.DecidedAt.IsZero() {
		return roll[ByPaper] == 0 && r.State != "open", err
	}
	o, err := outcome(tx, r, e)
	return err == nil && !o.Guarded, err
}

// weighing is what a reason is made of.
type weighing struct {
	o    Outcome
	unit law.Unit
	on   law.Day
}

// why is the reason of one candidate's outcome. The law's own words are used
// where the law's own bar decides; a bar of the unit's own or another base is
// said with its document.
func (w weighing) why(s Stood) (law.Why, error) {
	v := words()
	x, err := law.BoardElectionWhy(w.on, w.unit, max(w.o.Base, 1), min(s.Votes, max(w.o.Base, 1)))
	ofLaw := err == nil && w.o.Election.Purpose == Board && x.Rule == w.o.Bar.ID && w.o.Base > 0
	var outside *law.Error
	if err != nil && !errors.As(err, &outside) {
		return x, err
	}
	if !ofLaw {
		x = w.own(s)
	}
	switch {
	case s.Standing == tally.Spare:
		x.Verdict, x.Change = law.Short, ""
		x.Conclusion += ". " + v.T("election.why.spare", w.o.Round.Seats)
	case s.Standing == tally.Tied && !s.Won:
		x.Verdict, x.Change = law.NotDecided, ""
		x.Conclusion += ". " + v.T("election.why.tied", v.T("election.tie."+w.o.Election.Rules.Tie))
	case s.Standing == tally.Tied:
		x.Change = ""
		x.Conclusion += ". " + v.T("election.why."+s.How)
	}
	return x, nil
}

// own is the reason by a bar or a base that is not the law's own for the board.
// keys: election.why.base.* election.why.*
func (w weighing) own(s Stood) law.Why {
	v, b := words(), w.o.Bar
	x := law.Why{Rule: b.ID, Title: v.T("election.why.title"), Requirement: v.T("election.why.asks", b.Is.Words(), v.T("election.why.base."+w.o.Election.Rules.Base)),
		Cite: b.Cite, Conf: b.Conf, On: w.on, Verdict: law.Short,
		Inputs: []law.Figure{{Label: v.T("election.why.base." + w.o.Election.Rules.Base), Value: strconv.FormatInt(w.o.Base, 10)},
			{Label: v.T("election.why.for"), Value: strconv.FormatInt(s.Votes, 10)}}}
	x.Conclusion = v.T("election.why.short", s.Votes, w.o.Base, b.Is.Needed(w.o.Base))
	if b.Is.Met(s.Votes, w.o.Base) {
		x.Verdict, x.Conclusion = law.Met, v.T("election.why.met", s.Votes, w.o.Base, b.Is.Needed(w.o.Base))
	}
	return x
}
