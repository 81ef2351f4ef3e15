package vote

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/tally"
	"hoinghi/web/kit"
)

// electionPage is one election from the call to the first meeting of the board.
type electionPage struct {
	*kit.Visit
	typed
	C        conference.Conference
	E        election.Election
	Names    []runner
	Tellers  []election.Teller
	Proposed election.Rules
	Bar      law.Dated[law.Share]
	Progress election.Progress
	Votes    []ballot.Ballot // passed, for the list and the rules
	People   []conference.Attendee
	Turnout  conference.Turnout
	Notes    []election.Note
	By       law.Day // last day of recognition
	ByWhy    law.Dated[law.Span]
	Decision *election.Recognition
	Members  []election.Member
	Meeting  *election.Meeting
	Term     law.Day
	Partner  string
	Today    law.Day
}

// runner is a candidate with the law's word on them.
type runner struct {
	election.Candidate
	Why law.Why
}

// The steps of an election.
const (
	stepList = iota
	stepClose
	stepRules
	stepTellers
	stepVote
	stepRecognise
	stepDone
)

// Step is the step that is due.
func (p electionPage) Step() int {
	switch {
	case p.E.Over() && (p.E.Purpose != election.Board || p.Meeting != nil):
		return stepDone
	case p.E.Over():
		return stepRecognise
	case len(p.standing()) < p.E.Seats || !slices.ContainsFunc(p.Names, func(c runner) bool { return c.Consented() }):
		return stepList
	case !p.E.Settled():
		return stepClose
	case !p.E.Ruled():
		return stepRules
	case len(p.Tellers) < 2:
		return stepTellers
	}
	return stepVote
}

func (p electionPage) standing() (out []runner) {
	for _, c := range p.Names {
		if c.Standing() {
			out = append(out, c)
		}
	}
	return out
}

// Prepares reports whether the reader may prepare this election now.
func (p electionPage) Prepares() bool { return p.Who.May(access.Prepare) && !p.E.Over() }

// Settles reports whether the reader may settle what the conference votes on.
func (p electionPage) Settles() bool {
	return (p.Who.May(access.Prepare) || p.Who.May(access.Preside)) && !p.E.Over()
}

// Leads reports whether the reader may run a round.
func (p electionPage) Leads() bool {
	return p.Who.May(access.Preside) || slices.ContainsFunc(p.Tellers, func(t election.Teller) bool { return t.Person == p.Who.Person })
}

// NameOf is a candidate's name by id.
func (p electionPage) NameOf(id string) string {
	for _, c := range p.Names {
		if c.ID == id {
			return c.Name
		}
	}
	return ""
}

// rules are those settled, or those proposed.
func (p electionPage) rules() election.Rules {
	if p.E.Ruled() {
		return p.E.Rules
	}
	return p.Proposed
}

func (p *electionPage) read(tx *store.Tx, id string) (err error) {
	if p.E, err = election.Find(tx, id); err != nil {
		return err
	}
	if p.C, err = conference.Find(tx, p.E.Conference); err != nil {
		return err
	}
	all, err := election.Candidates(tx, id)
	if err != nil {
		return err
	}
	for _, c := range all {
		x := runner{Candidate: c}
		if x.Why, err = election.Eligible(tx, p.E, c); err != nil {
			return err
		}
		p.Names = append(p.Names, x)
	}
	if p.Tellers, err = election.Tellers(tx, id); err != nil {
		return err
	}
	if p.Progress, err = election.ProgressOf(tx, id); err != nil {
		return err
	}
	if p.Turnout, err = conference.Quorum(tx, p.C); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	return p.readRules(tx)
}

func (p *electionPage) readRules(tx *store.Tx) (err error) {
	if p.Proposed, err = election.ProposedRules(tx, p.E); err != nil {
		return err
	}
	if p.E.Ruled() {
		if p.Bar, err = election.BarOf(tx, p.E.Rules); err != nil {
			return err
		}
	}
	if p.Votes, err = passedVotes(tx, p.C.ID); err != nil {
		return err
	}
	if p.People, err = conference.Attendance(tx, p.C.ID); err != nil {
		return err
	}
	if p.Notes, err = election.Notes(tx, p.E.ID); err != nil {
		return err
	}
	p.Today = roster.Today(tx)
	return p.readAfter(tx)
}

func (p *electionPage) readAfter(tx *store.Tx) error {
	if p.E.Purpose != election.Board {
		return nil
	}
	var err error
	if p.By, p.ByWhy, err = election.RecogniseBy(tx, p.E); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	if p.Term, err = election.TermEnd(tx, p.E); err != nil {
		return err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	p.Partner = org.PartnerName
	d, err := election.RecognitionOf(tx, p.E.ID)
	if fault.Is(err, fault.Missing) {
		return nil
	}
	if err != nil {
		return err
	}
	p.Decision = &d
	if p.Members, err = election.Members(tx, p.E.ID); err != nil {
		return err
	}
	m, err := election.MeetingOf(tx, p.E.ID)
	if fault.Is(err, fault.Missing) {
		return nil
	}
	p.Meeting = &m
	return err
}

func readElection(r *http.Request, v *kit.Visit) (electionPage, error) {
	p := electionPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) error { return p.read(tx, r.PathValue("id")) })
	return p, err
}

func showElection(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readElection(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, electionView(p))
}

func streamElection(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readElection(r, v)
	if err != nil {
		return err
	}
	topics := []live.Topic{election.Topic(p.E.ID), ballot.Topic(p.C.ID), conference.Topic(p.C.ID)}
	return v.Stream(w, r, topics, func() (templ.Component, error) {
		p, err := readElection(r, v)
		return electionNow(p), err
	})
}

// electionActs are the forms of the page, by the last word of their address.
var electionActs = map[string]func(tx *store.Tx, r *http.Request, id string) error{
	"gioi-thieu": nominate,
	"chot": func(tx *store.Tx, r *http.Request, id string) error {
		return election.SettleList(tx, id, r.PostFormValue("ballot"))
	},
	"mo-lai": func(tx *store.Tx, r *http.Request, id string) error {
		return election.ReopenList(tx, id, r.PostFormValue("reason"))
	},
	"the-le":        setRules,
	"to-kiem-phieu": appointTellers,
	"ket-thuc": func(tx *store.Tx, r *http.Request, id string) error {
		return election.End(tx, id, r.PostFormValue("reason"))
	},
	"cong-nhan": recognise,
	"phien-dau": firstMeeting,
	"thoi":      release,
	"y-kien":    addNote,
}

func actOnElection(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, name := r.PathValue("id"), r.PathValue("act")
	act := electionActs[name]
	if name == "vong" {
		return openRound(w, r, v)
	}
	if act == nil {
		return fault.New(fault.Missing, "fault.missing")
	}
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/ban/bau-cu/", id, "#", name), act(tx, r, id)
	})
	return electionAgain(w, r, v, name, err)
}

// electionAgain shows the page with a refused form open and filled.
func electionAgain(w http.ResponseWriter, r *http.Request, v *kit.Visit, at string, err error) error {
	if !mendable(err) {
		return err
	}
	p, failed := readElection(r, v)
	if failed != nil {
		return failed
	}
	p.typed = refusedForm(v, r, at, err)
	return v.Return(w, r, electionView(p))
}

func openRound(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		round, err := election.OpenRound(tx, id)
		return v.Path("/ban/bau-cu/", id, "/vong/", round), err
	})
	return electionAgain(w, r, v, "vong", err)
}

func nominate(tx *store.Tx, r *http.Request, id string) error {
	var f fault.Form
	c := election.Candidate{Election: id, Source: r.PostFormValue("source"), By: r.PostFormValue("by"),
		ConsentOn: day(&f, r, "consent_on"), ConsentHow: r.PostFormValue("consent_how")}
	var err error
	if c.Person, err = personOf(tx, id, r.PostFormValue("person")); err != nil {
		return err
	}
	f.Check(c.Person != "", "person", "vote.election.person")
	if err := f.Err(); err != nil {
		return err
	}
	if c.ConsentOn.IsZero() {
		c.ConsentHow = ""
	}
	_, err = election.Nominate(tx, c)
	return err
}

// personOf finds who is meant by a typed name of the convened list, with or
// without the department behind it; nobody, or more than one, is empty.
func personOf(tx *store.Tx, id, typed string) (string, error) {
	e, err := election.Find(tx, id)
	if err != nil {
		return "", err
	}
	people, err := conference.Attendance(tx, e.Conference)
	if err != nil {
		return "", err
	}
	wanted, found := locale.FoldSearch(strings.TrimSpace(typed)), ""
	for _, a := range people {
		if locale.FoldSearch(labelOf(a)) != wanted && locale.FoldSearch(a.Name) != wanted {
			continue
		}
		if found != "" {
			return "", nil
		}
		found = a.Person
	}
	return found, nil
}

// labelOf is a person as the lists of choices show them.
func labelOf(a conference.Attendee) string {
	if a.Department == "" {
		return a.Name
	}
	return a.Name + " · " + a.Department
}

func setRules(tx *store.Tx, r *http.Request, id string) error {
	return election.SetRules(tx, id, election.Rules{Way: tally.Way(r.PostFormValue("way")), Form: r.PostFormValue("form"), Base: r.PostFormValue("base"),
		Tie: r.PostFormValue("tie"), Min: whole(r, "min"), Max: whole(r, "max"), Ballot: r.PostFormValue("ballot")})
}

func appointTellers(tx *store.Tx, r *http.Request, id string) error {
	var tellers []election.Teller
	for _, name := range []string{"head", "secretary"} {
		if p := r.PostFormValue(name); p != "" {
			tellers = append(tellers, election.Teller{Person: p, Duty: name})
		}
	}
	for _, p := range r.PostForm["member"] {
		if p != "" {
			tellers = append(tellers, election.Teller{Person: p, Duty: "member"})
		}
	}
	return election.AppointTellers(tx, id, tellers)
}

func recognise(tx *store.Tx, r *http.Request, id string) error {
	var f fault.Form
	d := election.Recognition{Number: r.PostFormValue("number"), SignedOn: day(&f, r, "signed"), Issuer: r.PostFormValue("issuer"), Signer: r.PostFormValue("signer")}
	if err := f.Err(); err != nil {
		return err
	}
	return election.Recognise(tx, id, d)
}

func firstMeeting(tx *store.Tx, r *http.Request, id string) error {
	var f fault.Form
	m := election.Meeting{HeldOn: day(&f, r, "held"), Present: whole(r, "present"), Head: r.PostFormValue("head"),
		Deputies: slices.DeleteFunc(slices.Clone(r.PostForm["deputy"]), func(s string) bool { return s == "" }), Note: r.PostFormValue("note")}
	if err := f.Err(); err != nil {
		return err
	}
	return election.FirstMeeting(tx, id, m)
}

func release(tx *store.Tx, r *http.Request, _ string) error {
	var f fault.Form
	x := election.Release{Member: r.PostFormValue("member"), Vote: r.PostFormValue("vote"), On: day(&f, r, "on"), Why: r.PostFormValue("why")}
	if err := f.Err(); err != nil {
		return err
	}
	return election.ReleaseMember(tx, x)
}

func addNote(tx *store.Tx, r *http.Request, id string) error {
	return election.Add(tx, election.Note{Election: id, Round: r.PostFormValue("round"), Kind: r.PostFormValue("kind"), By: r.PostFormValue("by"), Text: r.PostFormValue("text")})
}

// candidatePage is one candidate: eligibility, consent, withdrawal.
type candidatePage struct {
	electionPage
	One runner
}

func readCandidate(r *http.Request, v *kit.Visit) (candidatePage, error) {
	e, err := readElection(r, v)
	p := candidatePage{electionPage: e}
	i := slices.IndexFunc(e.Names, func(c runner) bool { return c.ID == r.PathValue("candidate") })
	if err != nil {
		return p, err
	}
	if i < 0 {
		return p, fault.New(fault.Missing, "fault.missing")
	}
	p.One = e.Names[i]
	return p, nil
}

func showCandidate(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readCandidate(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, candidateView(p))
}

func actOnCandidate(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, candidate, act := r.PathValue("id"), r.PathValue("candidate"), r.PathValue("act")
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		to := v.Path("/ban/bau-cu/", id)
		switch act {
		case "dong-y":
			var f fault.Form
			on := day(&f, r, "consent_on")
			if err := f.Err(); err != nil {
				return "", err
			}
			return to, election.Consent(tx, candidate, on, r.PostFormValue("consent_how"))
		case "rut":
			return to, election.WithdrawCandidate(tx, candidate, r.PostFormValue("reason"))
		}
		return "", fault.New(fault.Missing, "fault.missing")
	})
	if !mendable(err) {
		return err
	}
	p, failed := readCandidate(r, v)
	if failed != nil {
		return failed
	}
	p.typed = refusedForm(v, r, act, err)
	return v.Return(w, r, candidateView(p))
}

// keys: vote.election.round.* vote.election.kind.* vote.election.next.* vote.election.source.* vote.election.consent.*
// keys: vote.election.way.* vote.election.base.* vote.election.duty.* vote.election.note.*
var roundTones = map[string]string{"open": "now", "counting": "gold", "decided": "done", "set-aside": "bad"}
