package vote

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// keys: vote.election.state.* vote.election.form.* vote.election.purpose.*

func electionRoutes(m *kit.Mux) {
	m.On("GET /ban/bau-cu", kit.Only(access.SeeWork, listElections))
	m.On("GET /ban/bau-cu/them", kit.Only(access.Prepare, newElection))
	m.On("POST /ban/bau-cu/them", kit.Only(access.Prepare, callElection))
	m.On("GET /ban/bau-cu/{id}", kit.Only(access.SeeWork, showElection))
	m.On("GET /ban/bau-cu/{id}/truc-tiep", kit.Only(access.SeeWork, streamElection))
	m.On("POST /ban/bau-cu/{id}/{act}", kit.Only(access.SeeWork, actOnElection))
	m.On("GET /ban/bau-cu/{id}/ung-vien/{candidate}", kit.Only(access.SeeWork, showCandidate))
	m.On("POST /ban/bau-cu/{id}/ung-vien/{candidate}/{act}", kit.Only(access.Prepare, actOnCandidate))
	roundRoutes(m)
	countRoutes(m)
}

// typed is what came with a form that could not be taken.
type typed struct {
	form   url.Values // nil when nothing was sent
	at     string     // which form
	Faults kit.Faults
	Said   string // a refusal that belongs to no field
}

// refusedForm keeps what was typed, with the faults by field or the sentence.
func refusedForm(v *kit.Visit, r *http.Request, at string, err error) typed {
	t := typed{form: r.PostForm, at: at, Faults: kit.Faults{}}
	if fault.Is(err, fault.Invalid) && len(fault.Of(err).Fields) > 0 {
		t.Faults = v.Faults(err)
		return t
	}
	t.Said = v.Say(err)
	return t
}

// mendable reports whether a person can mend what was refused on the same page.
func mendable(err error) bool { return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) }

// Open reports whether a form was refused, so that it stands open.
func (t typed) Open(at string) bool { return t.form != nil && t.at == at }

// kept is the typed text of a field of a form, or what it was.
func (t typed) kept(at, name, was string) string {
	if t.Open(at) {
		return t.form.Get(name)
	}
	return was
}

// keptAll is kept for a field that holds several texts.
func (t typed) keptAll(at, name string) []string {
	if t.Open(at) {
		return t.form[name]
	}
	return nil
}

// wrong is the fault of a field of a form.
func (t typed) wrong(at, name string) string {
	if t.Open(at) {
		return t.Faults[name]
	}
	return ""
}

// whole reads a number; what is none is -1, which every room refuses.
func whole(r *http.Request, field string) int {
	n, err := strconv.Atoi(strings.TrimSpace(r.PostFormValue(field)))
	if err != nil {
		return -1
	}
	return n
}

// day reads a date as typed; nothing is the zero day.
func day(f *fault.Form, r *http.Request, field string) law.Day {
	s := strings.TrimSpace(r.PostFormValue(field))
	if s == "" {
		return law.Day{}
	}
	d, err := locale.ParseDate(s)
	f.Check(err == nil, field, "fault.day")
	return d
}

// electionsPage is the elections of a conference.
type electionsPage struct {
	*kit.Visit
	C       conference.Conference
	All     []electionLine
	Serving []election.Member
}

// electionLine is one election with how far it has come.
type electionLine struct {
	election.Election
	Progress election.Progress
}

// State is where an election stands, in one word of the keys.
func (l electionLine) State() string {
	switch {
	case l.Ended != "":
		return l.Ended
	case l.Progress.Running != "":
		return "voting"
	case len(l.Progress.Rounds) > 0:
		return "between"
	}
	return "preparing"
}

var electionTones = map[string]string{"done": "done", "short": "warn", "set-aside": "bad", "voting": "now", "between": "gold", "preparing": ""}

func listElections(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := electionsPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
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
			p.All = append(p.All, electionLine{e, way})
		}
		p.Serving, err = election.Serving(tx, p.C.HeldOn)
		return err
	})
	if err != nil {
		if fault.Of(err).Key == "conference.none" {
			http.Redirect(w, r, v.Path("/ban"), http.StatusSeeOther)
			return nil
		}
		return err
	}
	return v.Show(w, r, electionsView(p))
}

// callPage is the announcement of an election.
type callPage struct {
	*kit.Visit
	typed
	C      conference.Conference
	Boards []election.Election // whose seats a by-election may fill
}

func readCall(r *http.Request, v *kit.Visit) (callPage, error) {
	p := callPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		serving, err := election.Serving(tx, p.C.HeldOn)
		if err != nil {
			return err
		}
		for _, m := range serving {
			if slices.ContainsFunc(p.Boards, func(e election.Election) bool { return e.ID == m.Election }) {
				continue
			}
			e, err := election.Find(tx, m.Election)
			if err != nil {
				return err
			}
			p.Boards = append(p.Boards, e)
		}
		return nil
	})
	return p, err
}

func newElection(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readCall(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, callView(p))
}

func callElection(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return "", err
		}
		id, err := election.Call(tx, election.Election{Conference: c.ID, Purpose: r.PostFormValue("purpose"), Title: r.PostFormValue("title"),
			Seats: whole(r, "seats"), Of: r.PostFormValue("of"), Special: r.PostFormValue("special") != ""})
		return v.Path("/ban/bau-cu/", id), err
	})
	if !mendable(err) {
		return err
	}
	p, failed := readCall(r, v)
	if failed != nil {
		return failed
	}
	p.typed = refusedForm(v, r, "call", err)
	return v.Return(w, r, callView(p))
}

// passedVotes are the votes of a conference that were passed, the latest first.
func passedVotes(tx *store.Tx, conf string) ([]ballot.Ballot, error) {
	all, err := ballot.List(tx, conf)
	all = slices.DeleteFunc(all, func(b ballot.Ballot) bool { return b.State != "closed" || !b.Passed })
	slices.Reverse(all)
	return all, err
}

// options are the choices of a list of codes, each with its words.
func options(v *kit.Visit, prefix string, codes ...string) (out []kit.Option) {
	for _, c := range codes {
		out = append(out, kit.Option{Value: c, Label: v.T(prefix + c)})
	}
	return out
}
