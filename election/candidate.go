package election

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
)

// Candidate is a person who was put forward, with name, post and department as
// of that day.
type Candidate struct {
	ID, Election, Person   string
	Name, Post, Department string
	Position               int       // on the list and the slip
	Source                 string    // nominated or self
	By                     string    // who put the person forward, in words
	ConsentOn              law.Day   // zero until the written consent is in
	ConsentHow             string    // letter, form or mail
	WithdrawnAt            time.Time // zero while standing
	WithdrawnWhy           string
}

// Consented reports whether the written consent is in.
func (c Candidate) Consented() bool { return !c.ConsentOn.IsZero() }

// Standing reports whether the candidate has not been withdrawn.
func (c Candidate) Standing() bool { return c.WithdrawnAt.IsZero() }

// Consents lists how a written consent comes in.
func Consents() []string { return []string{"letter", "form", "mail"} }

// Nominate puts a person forward, or records who stands by themselves. Whoever
// the law bars, does not work here, or counts the ballots is refused with the
// reason.
func Nominate(tx *store.Tx, c Candidate) (string, error) {
	e, err := changing(tx, c.Election)
	if err != nil {
		return "", err
	}
	if e.Settled() {
		return "", fault.New(fault.Conflict, "election.list.closed")
	}
	p, err := roster.Find(tx, c.Person)
	if err != nil {
		return "", fieldFault(err, "person", "fault.required")
	}
	c.By = strings.Join(strings.Fields(c.By), " ")
	var f fault.Form
	f.Check(c.Source == "nominated" || c.Source == "self", "source", "fault.choice")
	f.Check(c.Source == "self" || c.By != "", "by", "fault.required")
	if err := f.Err(); err != nil {
		return "", err
	}
	all, err := candidatesOf(tx, e.ID)
	if err != nil {
		return "", err
	}
	f.Check(!slices.ContainsFunc(all, func(x Candidate) bool { return x.Person == p.ID }), "person", "election.candidate.twice", p.Name)
	counts, err := isTeller(tx, e.ID, p.ID)
	if err != nil {
		return "", err
	}
	f.Check(!counts, "person", "election.candidate.teller", p.Name)
	why, err := eligible(tx, e, p.ID, true)
	if err != nil {
		return "", err
	}
	f.Check(why.Verdict != law.Short, "person", "election.candidate.barred", p.Name, why.Conclusion, why.Cite)
	if err := f.Err(); err != nil {
		return "", err
	}
	c.ID, c.Name, c.Post, c.Department, c.Position = rand.Text(), p.Name, p.Post, p.DepartmentName, len(all)+1
	if err := checkConsent(tx, &f, c); err != nil {
		return "", err
	}
	if err := insertCandidate(tx, c); err != nil {
		return "", err
	}
	tx.Announce(Topic(e.ID))
	return c.ID, journal.Write(tx, "election.nominate", e.ID, c.Name)
}

// fieldFault is what is missing as a fault of a field.
func fieldFault(err error, field, key string) error {
	if !fault.Is(err, fault.Missing) {
		return err
	}
	var f fault.Form
	f.Check(false, field, key)
	return f.Err()
}

// checkConsent accepts a consent that is in, or none yet.
func checkConsent(tx *store.Tx, f *fault.Form, c Candidate) error {
	if c.ConsentOn.IsZero() && c.ConsentHow == "" {
		return f.Err()
	}
	f.Check(!c.ConsentOn.IsZero(), "consent_on", "fault.required")
	f.Check(!roster.Today(tx).Before(c.ConsentOn), "consent_on", "election.consent.later")
	f.Check(slices.Contains(Consents(), c.ConsentHow), "consent_how", "fault.choice")
	return f.Err()
}

// Consent records that a candidate agreed to stand, in writing.
func Consent(tx *store.Tx, candidate string, on law.Day, how string) error {
	c, e, err := candidateOf(tx, candidate)
	if err != nil {
		return err
	}
	if e.Settled() {
		return fault.New(fault.Conflict, "election.list.closed")
	}
	c.ConsentOn, c.ConsentHow = on, how
	var f fault.Form
	f.Check(!on.IsZero(), "consent_on", "fault.required")
	if err := checkConsent(tx, &f, c); err != nil {
		return err
	}
	if err := updateCandidate(tx, c); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.consent", e.ID, c.Name)
}

// WithdrawCandidate takes a candidate off the list, who stays in the record
// with the reason. On a closed list it is possible until the slips are given
// out.
func WithdrawCandidate(tx *store.Tx, candidate, reason string) error {
	c, e, err := candidateOf(tx, candidate)
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
	reason = strings.TrimSpace(reason)
	var f fault.Form
	f.Check(reason != "", "reason", "fault.required")
	if err := f.Err(); err != nil {
		return err
	}
	c.WithdrawnAt, c.WithdrawnWhy = tx.Now, reason
	if err := updateCandidate(tx, c); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.withdraw", e.ID, c.Name+": "+reason)
}

func candidateOf(tx *store.Tx, id string) (Candidate, Election, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Candidate{}, Election{}, err
	}
	c, err := oneCandidate(tx, id)
	if err != nil {
		return c, Election{}, err
	}
	e, err := running(tx, c.Election)
	return c, e, err
}

// Candidates reads who was put forward, in the order of the list, also those
// withdrawn.
func Candidates(tx *store.Tx, election string) ([]Candidate, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	return candidatesOf(tx, election)
}

// Eligible says whether the law lets a candidate be a member of the board. An
// election for another purpose has no such rule: the reason is empty.
func Eligible(tx *store.Tx, e Election, c Candidate) (law.Why, error) {
	if err := tx.Who.Need(access.SeeStaff); err != nil {
		return law.Why{}, err
	}
	return eligible(tx, e, c.Person, c.Consented())
}

func eligible(tx *store.Tx, e Election, person string, willing bool) (law.Why, error) {
	if e.Purpose != Board {
		return law.Why{}, nil
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return law.Why{}, err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return law.Why{}, err
	}
	p, err := roster.Find(tx, person)
	if err != nil {
		return law.Why{}, err
	}
	posts, err := roster.PostsOn(tx, person, c.HeldOn)
	if err != nil {
		return law.Why{}, err
	}
	asked := law.Candidate{WorksHere: p.On(c.HeldOn), Willing: willing, Post: barredPost(posts, org.HeadTitle)}
	return law.BoardMemberWhy(c.HeldOn, conference.UnitOf(org), asked)
}

// barredPost is the code of law.BoardExcluded of whoever heads the agency, is
// deputy of the head, or is its chief accountant. A title of the head's kind in
// a department is not the head's.
func barredPost(posts []roster.Post, headTitle string) string {
	head := locale.Fold(strings.TrimSpace(headTitle))
	for _, p := range posts {
		if p.Tree != roster.Agency {
			continue
		}
		title := locale.Fold(p.Title)
		if title == "ke toan truong" {
			return "chief-accountant"
		}
		if head == "" && p.Department == "" {
			switch rank := roster.RankOf(p.Title); {
			case rank <= 12:
				return "head"
			case rank == 19 || rank == 20:
				return "deputy"
			}
		}
		for prefix, code := range map[string]string{"": "head", "quyen ": "head", "phu trach ": "head", "pho ": "deputy"} {
			if head == "" {
				break
			}
			if title == prefix+head || p.Department == "" && strings.HasPrefix(title, prefix+head+" ") {
				return code
			}
		}
	}
	return ""
}

// SettleList closes the list of candidates by a vote of the conference that
// was passed. Everybody on it must have agreed in writing, be eligible, and
// they must be at least as many as the seats.
func SettleList(tx *store.Tx, election, vote string) error {
	if err := preparing(tx); err != nil {
		return err
	}
	e, err := running(tx, election)
	if err != nil {
		return err
	}
	if e.Settled() {
		return fault.New(fault.Conflict, "election.list.closed")
	}
	if err := passed(tx, e, vote, "ballot"); err != nil {
		return err
	}
	all, err := candidatesOf(tx, e.ID)
	if err != nil {
		return err
	}
	n := 0
	for _, c := range all {
		if !c.Standing() {
			continue
		}
		n++
		if !c.Consented() {
			return fault.New(fault.Conflict, "election.list.consent", c.Name)
		}
		why, err := eligible(tx, e, c.Person, true)
		if err != nil {
			return err
		}
		if why.Verdict == law.Short {
			return fault.New(fault.Conflict, "election.candidate.barred", c.Name, why.Conclusion, why.Cite)
		}
	}
	p, err := progress(tx, e)
	if err != nil {
		return err
	}
	if need := e.Seats; n < need {
		return fault.New(fault.Conflict, "election.list.few", n-p.Filled(), need-p.Filled())
	}
	e.ListAt, e.ListBallot = tx.Now, vote
	if err := updateElection(tx, e); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.list.close", e.ID, vote)
}

// preparing lets those who prepare and those who preside settle what the
// conference votes on.
func preparing(tx *store.Tx) error {
	if tx.Who.May(access.Preside) {
		return nil
	}
	return tx.Who.Need(access.Prepare)
}

// passed refuses a vote that is not one that this conference passed.
func passed(tx *store.Tx, e Election, vote, field string) error {
	var f fault.Form
	if !f.Check(vote != "", field, "fault.required") {
		return f.Err()
	}
	b, err := ballot.Find(tx, vote)
	if err != nil {
		return fieldFault(err, field, "fault.choice")
	}
	f.Check(b.Conference == e.Conference, field, "election.vote.elsewhere")
	f.Check(b.State == "closed" && b.Passed, field, "election.vote.not.passed", b.Question)
	return f.Err()
}

// ReopenList opens a closed list again between rounds, when too few were
// elected and others are to be put forward; the reason is kept.
func ReopenList(tx *store.Tx, election, reason string) error {
	e, err := changing(tx, election)
	if err != nil {
		return err
	}
	p, err := progress(tx, e)
	if err != nil {
		return err
	}
	switch {
	case !e.Settled():
		return nil
	case p.Running != "":
		return fault.New(fault.Conflict, "election.round.running")
	case p.Filled() >= e.Seats:
		return fault.New(fault.Conflict, "election.seats.filled")
	}
	if err := note(tx, Note{Election: e.ID, Kind: "reopened", Text: reason}); err != nil {
		return err
	}
	e.ListAt, e.ListBallot = time.Time{}, ""
	if err := updateElection(tx, e); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.list.reopen", e.ID, reason)
}
