// Package opinion holds what the staff say and ask around a conference:
// discussion, contributions and petitions to the head or to the union, by
// phone or by slip, and what became of each.
//
// Head and union answer for themselves alone. Answers are added, never
// replaced. An opinion is put with one's name, with a name that only its
// addressee and the secretaries see, or with none; then no row, journal entry
// or repeated form says who it was, and a receipt code alone finds it again.
package opinion

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
)

// Kinds of what is said (thảo luận, đóng góp, kiến nghị).
const (
	Discussion   = "discussion"
	Contribution = "contribution"
	Petition     = "petition"
)

// Stances towards a document (nhất trí, góp ý, đề nghị); empty is none.
const (
	Agree   = "agree"
	Amend   = "amend"
	Propose = "propose"
)

// Whom an opinion is for.
const (
	ToHead  = "head"
	ToUnion = "union"
)

// Covers: how the author is known.
const (
	Named   = "named"
	Kept    = "kept"    // the name is for the addressee and the secretaries alone
	Unnamed = "unnamed" // nobody knows, the program least of all
)

// Endings of an answer (tiếp thu, giải trình, hứa, chuyển).
const (
	Accept  = "accept"
	Explain = "explain"
	Promise = "promise"
	Refer   = "refer"
)

// Phases: an opinion came before, at or after the conference.
const (
	Before = "before"
	During = "during"
	After  = "after"
)

// Ways in which an opinion came.
const (
	ByPhone = "phone"
	BySlip  = "slip"
)

// Kinds lists the kinds in the order of forms.
func Kinds() []string { return []string{Contribution, Petition, Discussion} }

// Stances lists the stances.
func Stances() []string { return []string{Agree, Amend, Propose} }

// Sides lists whom one may address.
func Sides() []string { return []string{ToHead, ToUnion} }

// Covers lists the covers.
func Covers() []string { return []string{Named, Kept, Unnamed} }

// Endings lists the endings of an answer.
func Endings() []string { return []string{Accept, Explain, Promise, Refer} }

// States lists the states in order.
func States() []State { return []State{New, Taken, Promised, Done, Withdrawn} }

// State is where an opinion stands; it follows from what happened to it.
type State = string

// The states.
const (
	New       State = "new"
	Taken     State = "taken"    // somebody prepares the answer
	Promised  State = "promised" // answered with something still to be done
	Done      State = "done"     // accepted, explained or referred
	Withdrawn State = "withdrawn"
)

// Opinion is one thing said.
type Opinion struct {
	ID          string
	Conference  string
	Item        string // point of the agenda that was open; empty for none
	Paper       string // conference paper it is about; empty for none
	Place       string // where in the paper: Phần II, mục 3
	Kind        string
	Stance      string
	To          string // head or union
	Cover       string
	Way         string
	Phase       string
	Topics      []string // given by the secretary
	Text        string
	Person      string // empty where the reader may not know
	Name        string // the same
	Department  string // the same
	PutAt       time.Time
	EnteredBy   string  // person who typed a slip
	Owner       string  // who prepares the answer, as printed
	Due         law.Day // of the answer, or of what was promised
	TakenAt     time.Time
	ReadAt      time.Time // read out in the hall
	WithdrawnAt time.Time
	Answers     []Answer // in the order of time
	code        string
}

// Answer is one answer, given by the side that was addressed.
type Answer struct {
	ID      string
	Opinion string
	Ending  string
	Text    string
	Name    string // who answers, as printed: name and post
	By      string // person who entered it
	At      time.Time
	Due     law.Day // of a promise
	Live    bool    // given in the hall
}

// State says where the opinion stands.
func (o Opinion) State() State {
	switch {
	case !o.WithdrawnAt.IsZero():
		return Withdrawn
	case len(o.Answers) > 0 && o.Last().Ending == Promise:
		return Promised
	case len(o.Answers) > 0:
		return Done
	case !o.TakenAt.IsZero():
		return Taken
	}
	return New
}

// Last is the answer that stands; the zero Answer when there is none.
func (o Opinion) Last() Answer {
	if len(o.Answers) == 0 {
		return Answer{}
	}
	return o.Answers[len(o.Answers)-1]
}

// Overdue reports whether an answer or promise was due before a day.
func (o Opinion) Overdue(on law.Day) bool {
	s := o.State()
	return (s == New || s == Taken || s == Promised) && !o.Due.IsZero() && o.Due.Before(on)
}

// Topic is announced when any opinion of a conference changes.
func Topic(conference string) live.Topic { return live.Topic("opinion/" + conference) }

// List reads every opinion of a conference, the first said first. Names that
// were given in confidence are there for the addressee and the secretaries.
func List(tx *store.Tx, conference string) ([]Opinion, error) {
	if err := needReader(tx); err != nil {
		return nil, err
	}
	return gather(tx, conference, veil)
}

// Find reads one opinion with its answers.
func Find(tx *store.Tx, id string) (Opinion, error) {
	if err := needReader(tx); err != nil {
		return Opinion{}, err
	}
	o, err := oneOpinion(tx, id)
	if err != nil {
		return o, err
	}
	o.Answers, err = answersOf(tx, id)
	return veil(tx.Who, o), err
}

// Shown reads what the whole hall may read: what was read out or answered, and
// not withdrawn, with the names of those alone who gave them openly.
func Shown(tx *store.Tx, conference string) ([]Opinion, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	all, err := gather(tx, conference, func(_ access.Actor, o Opinion) Opinion { return o.anonymous() })
	return slices.DeleteFunc(all, func(o Opinion) bool {
		return o.State() == Withdrawn || o.ReadAt.IsZero() && len(o.Answers) == 0
	}), err
}

// Own reads what the reader put with a name.
func Own(tx *store.Tx, conference string) ([]Opinion, error) {
	if err := tx.Who.Need(access.Attend); err != nil {
		return nil, err
	}
	all, err := gather(tx, conference, func(_ access.Actor, o Opinion) Opinion { return o })
	return slices.DeleteFunc(all, func(o Opinion) bool { return o.Person == "" || o.Person != tx.Who.Person }), err
}

// ByCode finds an unnamed opinion by its receipt, however it was typed.
func ByCode(tx *store.Tx, code string) (Opinion, error) {
	if err := tx.Who.Need(access.Attend); err != nil {
		return Opinion{}, err
	}
	o, err := opinionByCode(tx, digest(code))
	if fault.Is(err, fault.Missing) {
		return o, fault.New(fault.Missing, "opinion.code.unknown")
	}
	if err != nil {
		return o, err
	}
	o.Answers, err = answersOf(tx, o.ID)
	return o, err
}

// gather reads all opinions of a conference as a reader may see them.
func gather(tx *store.Tx, conference string, see func(access.Actor, Opinion) Opinion) ([]Opinion, error) {
	all, err := allOpinions(tx, conference)
	if err != nil {
		return nil, err
	}
	answers, err := allAnswers(tx, conference)
	if err != nil {
		return nil, err
	}
	of := map[string][]Answer{}
	for _, a := range answers {
		of[a.Opinion] = append(of[a.Opinion], a)
	}
	for i := range all {
		all[i].Answers = of[all[i].ID]
		all[i] = see(tx.Who, all[i])
	}
	slices.SortFunc(all, func(a, b Opinion) int { return cmp.Or(a.PutAt.Compare(b.PutAt), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

// needReader lets those see all opinions who keep the record, preside or are
// of the Inspection Board.
func needReader(tx *store.Tx) error {
	if tx.Who.Has(access.Inspector) || tx.Who.May(access.Preside) {
		return nil
	}
	return tx.Who.Need(access.Record)
}

// Keeper reports whether an actor keeps the opinions for both sides: the
// secretaries and organisers, who are sworn to names given in confidence.
func Keeper(who access.Actor) bool {
	return who.Has(access.Secretary) || who.Has(access.Organiser) || who.Person == "" && who.May(access.Record)
}

// AnswersFor reports whether an actor answers for a side: its own, or as a
// keeper who writes down what the side has said.
func AnswersFor(who access.Actor, side string) bool {
	return Keeper(who) || side == ToHead && who.Has(access.Head) || side == ToUnion && who.Has(access.Union)
}

func veil(who access.Actor, o Opinion) Opinion {
	if o.Cover != Kept || AnswersFor(who, o.To) {
		return o
	}
	return o.anonymous()
}

func (o Opinion) anonymous() Opinion {
	if o.Cover != Named {
		o.Person, o.Name, o.Department, o.EnteredBy = "", "", "", ""
	}
	return o
}

// Group is the opinions on one topic; an opinion on two topics is in both.
type Group struct {
	Topic    string // empty: the secretary has given none
	Opinions []Opinion
}

// ByTopic groups opinions, the largest group first and those without a topic
// last. Withdrawn ones are left out.
func ByTopic(list []Opinion) (out []Group) {
	at := map[string]int{}
	for _, o := range list {
		if o.State() == Withdrawn {
			continue
		}
		for _, topic := range topicsOf(o) {
			i, ok := at[topic]
			if !ok {
				i = len(out)
				at[topic] = i
				out = append(out, Group{Topic: topic})
			}
			out[i].Opinions = append(out[i].Opinions, o)
		}
	}
	slices.SortStableFunc(out, func(a, b Group) int {
		if (a.Topic == "") != (b.Topic == "") {
			return cmp.Compare(len(b.Topic), len(a.Topic))
		}
		return cmp.Or(cmp.Compare(len(b.Opinions), len(a.Opinions)), strings.Compare(locale.Fold(a.Topic), locale.Fold(b.Topic)))
	})
	return out
}

func topicsOf(o Opinion) []string {
	if len(o.Topics) == 0 {
		return []string{""}
	}
	return o.Topics
}

// Tally counts opinions. Every figure is of those not withdrawn.
type Tally struct {
	All, Answered, Promised, Open, Overdue int
	ToHead, ToUnion                        int
	Kind, Stance                           map[string]int
}

// Count sums opinions up as of a day.
func Count(list []Opinion, on law.Day) Tally {
	t := Tally{Kind: map[string]int{}, Stance: map[string]int{}}
	for _, o := range list {
		s := o.State()
		if s == Withdrawn {
			continue
		}
		t.All++
		t.Kind[o.Kind]++
		if o.Stance != "" {
			t.Stance[o.Stance]++
		}
		switch s {
		case Done:
			t.Answered++
		case Promised:
			t.Promised++
		default:
			t.Open++
		}
		if o.Overdue(on) {
			t.Overdue++
		}
		if o.To == ToUnion {
			t.ToUnion++
		} else {
			t.ToHead++
		}
	}
	return t
}
