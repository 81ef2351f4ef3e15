package election

import (
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
)

// Note is something added to the record of an election.
type Note struct {
	ID, Election, Round string
	Kind                string // objection, answer, correction; and what the verbs add: recount, lot, set-aside, reopened, ended
	By                  string // who said it, in words
	Text                string
	At                  time.Time
	NotedBy             string // a person's id
}

// NoteKinds lists what people may add by themselves.
func NoteKinds() []string { return []string{"objection", "answer", "correction"} }

// Add records an objection, an answer or a correction. Nothing that stands is
// changed by it, also after the election has ended.
func Add(tx *store.Tx, n Note) error {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return err
	}
	e, err := oneElection(tx, n.Election)
	if err != nil {
		return err
	}
	if preparing(tx) != nil {
		if err := counts(tx, e.ID); err != nil {
			return err
		}
	}
	var f fault.Form
	f.Check(slices.Contains(NoteKinds(), n.Kind), "kind", "fault.choice")
	f.Check(strings.TrimSpace(n.By) != "", "by", "fault.required")
	f.Check(strings.TrimSpace(n.Text) != "", "text", "fault.required")
	if err := f.Err(); err != nil {
		return err
	}
	if n.Round != "" {
		if r, err := oneRound(tx, n.Round); err != nil || r.Election != e.ID {
			return either(err, fault.New(fault.Missing, "fault.missing"))
		}
	}
	tx.Announce(Topic(e.ID))
	if err := note(tx, n); err != nil {
		return err
	}
	return journal.Write(tx, "election.note", e.ID, n.Kind+": "+strings.TrimSpace(n.Text))
}

const longestNote = 2000

// note keeps a note; the reason of a verb may not be empty.
func note(tx *store.Tx, n Note) error {
	n.Text, n.By = strings.TrimSpace(n.Text), strings.TrimSpace(n.By)
	var f fault.Form
	f.Check(n.Text != "", "reason", "fault.required")
	f.Check(len([]rune(n.Text)) <= longestNote, "reason", "fault.long", longestNote)
	if err := f.Err(); err != nil {
		return err
	}
	n.ID, n.At, n.NotedBy = rand.Text(), tx.Now, tx.Who.Person
	return insertNote(tx, n)
}

// Notes reads what was added, in the order of time.
func Notes(tx *store.Tx, election string) ([]Note, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return notesOf(tx, election)
}

// Recognition is the decision that recognises the elected members.
type Recognition struct {
	Number   string
	SignedOn law.Day
	Issuer   string // the union committee, or who does its tasks
	Signer   string
}

// Member is who serves on the board, or served.
type Member struct {
	ID, Election, Person, Name string
	Duty                       string // head, deputy or member
	From, To                   law.Day
	Post                       string // id in the roster
	ReleasedBy                 string // the vote that released the person
	ReleasedWhy                string
}

// RecogniseBy is the last day for the decision of recognition.
func RecogniseBy(tx *store.Tx, e Election) (law.Day, law.Dated[law.Span], error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return law.Day{}, law.Dated[law.Span]{}, err
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return law.Day{}, law.Dated[law.Span]{}, err
	}
	d, err := law.BoardRecognised.On(c.HeldOn)
	if err != nil {
		return law.Day{}, d, noRule(c.HeldOn, err)
	}
	by, err := d.Is.After(c.HeldOn)
	return by, d, err
}

func noRule(on law.Day, err error) error {
	var e *law.Error
	if errors.As(err, &e) {
		return fault.New(fault.Conflict, "conference.no.rule", on).Because(err)
	}
	return err
}

// Recognise records the decision that recognises the members elected to the
// board, and gives them their posts in the roster from its day to the end of
// the term. A decision after the last day is recorded all the same: the page
// says that it is late.
func Recognise(tx *store.Tx, election string, d Recognition) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	e, err := oneElection(tx, election)
	if err != nil {
		return err
	}
	if e.Purpose != Board || !e.Over() || e.Ended == "set-aside" {
		return fault.New(fault.Conflict, "election.recognise.first")
	}
	if _, had, err := recognition(tx, e.ID); err != nil || had {
		return either(err, fault.New(fault.Conflict, "election.recognised"))
	}
	c, err := conference.Find(tx, e.Conference)
	if err != nil {
		return err
	}
	if err := d.check(tx, c); err != nil {
		return err
	}
	if err := insertRecognition(tx, e.ID, d); err != nil {
		return err
	}
	if err := seat(tx, e, c, d.SignedOn); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.recognise", e.ID, d.Number)
}

func (d *Recognition) check(tx *store.Tx, c conference.Conference) error {
	d.Number, d.Issuer, d.Signer = strings.TrimSpace(d.Number), strings.TrimSpace(d.Issuer), strings.TrimSpace(d.Signer)
	var f fault.Form
	f.Check(d.Number != "", "number", "fault.required")
	f.Check(d.Issuer != "", "issuer", "fault.required")
	if f.Check(!d.SignedOn.IsZero(), "signed", "fault.required") {
		f.Check(!d.SignedOn.Before(c.HeldOn), "signed", "election.recognise.early", c.HeldOn)
		f.Check(!roster.Today(tx).Before(d.SignedOn), "signed", "election.recognise.later")
	}
	return f.Err()
}

// TermEnd is the first day on which a board elected on a day no longer serves.
func TermEnd(tx *store.Tx, e Election) (law.Day, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return law.Day{}, err
	}
	return termEnd(tx, e)
}

func termEnd(tx *store.Tx, e Election) (law.Day, error) {
	if e.Of != "" {
		first, err := oneElection(tx, e.Of)
		if err != nil {
			return law.Day{}, err
		}
		return termEnd(tx, first)
	}
	c, err := conference.Find(tx, e.Conference)
	return c.HeldOn.AddMonths(e.TermMonths), err
}

// seat puts the elected into their posts.
func seat(tx *store.Tx, e Election, c conference.Conference, from law.Day) error {
	p, err := progress(tx, e)
	if err != nil {
		return err
	}
	all, err := candidatesOf(tx, e.ID)
	if err != nil {
		return err
	}
	to, err := termEnd(tx, e)
	if err != nil {
		return err
	}
	for _, x := range all {
		if !slices.Contains(p.Won, x.ID) {
			continue
		}
		m := Member{ID: rand.Text(), Election: e.ID, Person: x.Person, Name: x.Name, Duty: "member", From: from, To: to}
		if m.Post, err = appoint(tx, m); err != nil {
			return err
		}
		if err := insertMember(tx, m); err != nil {
			return err
		}
	}
	return nil
}

// appoint gives a member the post of their duty. Its precedence is behind the
// posts of the agency, which stay a person's first.
// keys: election.post.*
func appoint(tx *store.Tx, m Member) (string, error) {
	ranks := map[string]int{"head": 60, "deputy": 61, "member": 62}
	return roster.Appoint(tx, roster.Post{Person: m.Person, Title: words().T("election.post." + m.Duty), Tree: roster.Agency, Rank: ranks[m.Duty], From: m.From, To: m.To})
}

// RecognitionOf reads the decision of recognition; none is Missing.
func RecognitionOf(tx *store.Tx, election string) (Recognition, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Recognition{}, err
	}
	d, ok, err := recognition(tx, election)
	if err == nil && !ok {
		err = fault.New(fault.Missing, "fault.missing")
	}
	return d, err
}

// Members reads who was seated by an election, the head first.
func Members(tx *store.Tx, election string) ([]Member, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	return membersOf(tx, election)
}

// Serving reads the members of the board on a day, of whichever election.
func Serving(tx *store.Tx, on law.Day) ([]Member, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	all, err := allMembers(tx)
	return slices.DeleteFunc(all, func(m Member) bool {
		return on.Before(m.From) || !m.To.IsZero() && !on.Before(m.To)
	}), err
}

// Meeting is the first meeting of the board, which shares out the duties.
type Meeting struct {
	HeldOn   law.Day
	Present  int
	Head     string   // a member's person id
	Deputies []string // persons
	Note     string   // how it was decided
}

// FirstMeeting records whom the members chose as head and deputies. How many
// deputies a board may have is the law's.
func FirstMeeting(tx *store.Tx, election string, m Meeting) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	e, err := oneElection(tx, election)
	if err != nil {
		return err
	}
	d, ok, err := recognition(tx, e.ID)
	if err != nil || !ok {
		return either(err, fault.New(fault.Conflict, "election.meeting.first"))
	}
	if _, err := meetingOf(tx, e.ID); !fault.Is(err, fault.Missing) {
		return either(err, fault.New(fault.Conflict, "election.meeting.twice"))
	}
	all, err := membersOf(tx, e.ID)
	if err != nil {
		return err
	}
	if err := m.check(tx, e, d, all); err != nil {
		return err
	}
	for _, x := range all {
		duty := "member"
		if x.Person == m.Head {
			duty = "head"
		} else if slices.Contains(m.Deputies, x.Person) {
			duty = "deputy"
		}
		if duty == "member" || !x.serves(m.HeldOn) {
			continue
		}
		if err := promote(tx, x, duty, m.HeldOn); err != nil {
			return err
		}
	}
	if err := insertMeeting(tx, e.ID, m); err != nil {
		return err
	}
	tx.Announce(Topic(e.ID))
	return journal.Write(tx, "election.meeting", e.ID, m.HeldOn.String())
}

func (m Member) serves(on law.Day) bool { return m.To.IsZero() || on.Before(m.To) }

// promote ends a member's post and begins that of the duty. On the first day of
// service the new post takes the place of the old one.
func promote(tx *store.Tx, x Member, duty string, on law.Day) error {
	if x.From.Before(on) {
		if err := roster.Relieve(tx, x.Post, on); err != nil {
			return err
		}
		x.From = on
	} else if err := roster.Relieve(tx, x.Post, x.From.AddDays(1)); err != nil {
		return err
	}
	served := x
	served.Duty = duty
	var err error
	if served.Post, err = appoint(tx, served); err != nil {
		return err
	}
	return updateDuty(tx, served)
}

func (m *Meeting) check(tx *store.Tx, e Election, d Recognition, all []Member) error {
	m.Note = strings.TrimSpace(m.Note)
	serving := slices.DeleteFunc(slices.Clone(all), func(x Member) bool { return !x.serves(d.SignedOn) })
	belongs := func(person string) bool {
		return slices.ContainsFunc(serving, func(x Member) bool { return x.Person == person })
	}
	var f fault.Form
	if f.Check(!m.HeldOn.IsZero(), "held", "fault.required") {
		f.Check(!m.HeldOn.Before(d.SignedOn), "held", "election.meeting.early", d.SignedOn)
	}
	f.Check(m.Present*2 > len(serving) && m.Present <= len(serving), "present", "election.meeting.present", len(serving))
	f.Check(belongs(m.Head), "head", "election.meeting.member")
	for _, x := range m.Deputies {
		f.Check(belongs(x) && x != m.Head, "deputy", "election.meeting.member")
	}
	most, rule, err := deputiesOf(d.SignedOn, len(serving))
	if err != nil {
		return err
	}
	f.Check(len(m.Deputies) <= most, "deputy", "election.meeting.deputies", len(serving), most, rule.Cite)
	return f.Err()
}

// deputiesOf is how many deputies a board may have. The rule speaks of large
// boards; a smaller one has one at most, as practice under the rule before was.
func deputiesOf(on law.Day, members int) (int, law.Dated[law.Deputies], error) {
	d, err := law.BoardDeputies.On(on)
	if err != nil {
		var e *law.Error
		if errors.As(err, &e) { // days between two decrees have no number
			return 1, d, nil
		}
		return 0, d, err
	}
	if int64(members) >= d.Is.From {
		return int(d.Is.Max), d, nil
	}
	return 1, d, nil
}

// MeetingOf reads the first meeting; none is Missing.
func MeetingOf(tx *store.Tx, election string) (Meeting, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Meeting{}, err
	}
	m, err := meetingOf(tx, election)
	if err != nil {
		return m, err
	}
	all, err := membersOf(tx, election)
	for _, x := range all {
		switch x.Duty {
		case "head":
			m.Head = x.Person
		case "deputy":
			m.Deputies = append(m.Deputies, x.Person)
		}
	}
	return m, err
}

// Release is a member's dismissal by the conference.
type Release struct {
	Member string // Member.ID
	Vote   string // the vote of a conference that was passed
	On     law.Day
	Why    string
}

// ReleaseMember ends a member's service by a vote that a conference passed.
func ReleaseMember(tx *store.Tx, r Release) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	m, err := oneMember(tx, r.Member)
	if err != nil {
		return err
	}
	r.Why = strings.TrimSpace(r.Why)
	var f fault.Form
	f.Check(r.Why != "", "why", "fault.required")
	f.Check(m.ReleasedWhy == "", "why", "election.release.twice", m.Name)
	if f.Check(!r.On.IsZero(), "on", "fault.required") {
		f.Check(m.From.Before(r.On) && m.serves(r.On), "on", "election.release.day", m.From, m.To)
	}
	if err := f.Err(); err != nil {
		return err
	}
	b, err := ballot.Find(tx, r.Vote)
	if err != nil {
		return fieldFault(err, "vote", "fault.required")
	}
	if err := passed(tx, Election{Conference: b.Conference}, r.Vote, "vote"); err != nil {
		return err
	}
	if err := roster.Relieve(tx, m.Post, r.On); err != nil {
		return err
	}
	m.To, m.ReleasedBy, m.ReleasedWhy = r.On, r.Vote, r.Why
	if err := updateMember(tx, m); err != nil {
		return err
	}
	tx.Announce(Topic(m.Election))
	return journal.Write(tx, "election.release", m.Election, m.Name+": "+r.Why)
}
