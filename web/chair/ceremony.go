package chair

import (
	"net/http"

	"github.com/a-h/templ"

	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// keys: chair.step.kind.* chair.ending.* chair.to.*

// stepsHere are the steps of the ceremony that the open item is.
func (p console) stepsHere() []emulation.Step { return emulation.Of(p.Steps, p.Item.Kind) }

// nextHere is the index among them of the one that comes next.
func (p console) nextHere() int { return emulation.Next(p.stepsHere(), p.Conf) }

// shownStep is the key of the step that the hall sees; empty when it sees none.
func (p console) shownStep() string {
	if at := emulation.At(p.Steps, p.Conf); at >= 0 {
		return p.Steps[at].Key
	}
	return ""
}

// label is a step in a few words.
func (p console) label(s emulation.Step) string {
	kind := p.T("chair.step.kind." + s.Kind)
	switch s.Kind {
	case emulation.GuestStep:
		return p.T("chair.step.guests", len(s.Guests))
	case emulation.FlowerStep:
		return kind + ": " + s.Flowers.Giver
	case emulation.DecisionStep:
		return kind + ": " + s.Decision.Subject
	case emulation.AwardStep:
		return s.Awards[0].What() + ": " + s.Awards[0].Name
	case emulation.HonourStep:
		return s.Awards[0].What() + ": " + p.T("chair.step.names", s.From, s.From+len(s.Awards)-1)
	case emulation.LaunchStep, emulation.GoalStep:
		return kind + ": " + s.Movement.Title
	case emulation.PledgeStep, emulation.SignStep:
		return kind + ": " + s.Pledge.Title
	case emulation.CommitmentStep:
		return kind + ": " + s.Commitment.Title
	}
	return kind
}

func showCeremony(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := read(r, v)
	if fault.Is(err, fault.Missing) {
		return v.Show(w, r, noneView(v))
	}
	if err != nil {
		return err
	}
	p.Whole = true
	return v.Show(w, r, ceremonyView(p))
}

func streamCeremony(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := read(r, v)
	if err != nil {
		return err
	}
	topics := []live.Topic{conference.Topic(p.Conf.ID), emulation.Topic(p.Conf.ID)}
	return v.Stream(w, r, topics, func() (templ.Component, error) {
		p, err := read(r, v)
		p.Whole = true
		return ceremonyParts(p), err
	})
}

// advance moves the hall to another step of a ceremony.
func advance(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error {
		return emulation.Advance(tx, r.PathValue("id"), r.PostFormValue("from"), r.PostFormValue("step"))
	})
}

// light shows again what the blank screen hid: the step of a ceremony, the board
// of an election, else the agenda.
func light(tx *store.Tx, id string) error {
	c, err := conference.Find(tx, id)
	if err != nil {
		return err
	}
	steps, err := emulation.Ceremony(tx, id)
	if err != nil {
		return err
	}
	if emulation.At(steps, c) >= 0 {
		return conference.Show(tx, id, "ceremony", c.ChannelRef)
	}
	channel, err := lightPoll(tx, c.ChannelRef)
	if err != nil {
		return err
	}
	if channel == "" {
		return conference.Show(tx, id, "agenda", "")
	}
	return conference.Show(tx, id, channel, c.ChannelRef)
}

// raised are the opinions that wait for an answer, and those read out.
func (p console) raised() (out []opinion.Opinion) {
	for _, o := range p.Opinions {
		if s := o.State(); s == opinion.New || s == opinion.Taken {
			out = append(out, o)
		}
	}
	return out
}

// promised are what was promised and is to be chased after the conference.
func (p console) promised() (out []opinion.Opinion) {
	for _, o := range p.Opinions {
		if o.State() == opinion.Promised {
			out = append(out, o)
		}
	}
	return out
}

// author is who said an opinion, as far as the reader may know.
func (p console) author(o opinion.Opinion) string {
	at := locale.Clock(o.PutAt)
	switch {
	case o.Cover == opinion.Unnamed:
		return p.T("chair.opinion.unnamed")
	case o.Name == "":
		return p.T("chair.opinion.kept")
	case o.Department == "":
		return o.Name + " · " + at
	}
	return o.Name + ", " + o.Department + " · " + at
}

func (p console) mayAnswer(o opinion.Opinion) bool { return opinion.AnswersFor(p.Who, o.To) }

func (p console) endings() (out []kit.Option) {
	for _, e := range opinion.Endings() {
		out = append(out, kit.Option{Value: e, Label: p.T("chair.ending." + e)})
	}
	return out
}

func readOut(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return onFloor(w, r, v, func(tx *store.Tx) error { return opinion.ReadOut(tx, r.PathValue("opinion")) })
}

func reply(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return onFloor(w, r, v, func(tx *store.Tx) error {
		a := opinion.Answer{Opinion: r.PathValue("opinion"), Ending: r.PostFormValue("ending"), Text: r.PostFormValue("answer"), Name: r.PostFormValue("by")}
		if s := r.PostFormValue("due"); s != "" {
			day, err := locale.ParseDate(s)
			if err != nil {
				var f fault.Form
				f.Check(false, "due", "opinion.promise.day")
				return f.Err()
			}
			a.Due = day
		}
		_, err := opinion.Reply(tx, a)
		return err
	})
}
