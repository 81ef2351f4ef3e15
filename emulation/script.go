package emulation

import (
	"strconv"
	"strings"

	"hoinghi/locale"
)

// Script is what the MC says to a step, one paragraph a line, in Vietnamese:
// it is read out in the hall whatever language the console is in.
func (s Step) Script() []string {
	w := locale.In("vi")
	switch s.Kind {
	case GuestStep:
		out := []string{w.T("emulation.script.guests")}
		for _, g := range s.Guests {
			out = append(out, "- "+g.Printed()+";")
		}
		return append(out, w.T("emulation.script.guests.end"))
	case FlowerStep:
		if s.Flowers.Words != "" {
			return []string{s.Flowers.Words}
		}
		return []string{w.T("emulation.script.flowers", s.Flowers.Giver, s.Flowers.Receiver)}
	case DecisionStep:
		return s.Decision.script(w)
	case AwardStep, HonourStep:
		return s.recipients(w)
	case LaunchStep:
		return s.Movement.script(w)
	case GoalStep:
		return append([]string{w.T("emulation.script.goals")}, numbered(s.Movement.Goals)...)
	case PledgeStep:
		return append([]string{w.T("emulation.script.pledge", s.Pledge.Title)}, splitLines(s.Pledge.Text)...)
	case SignStep:
		return s.Pledge.script(w)
	case CommitmentStep:
		return []string{w.T("emulation.script.commitment", s.Commitment.Title), w.T("emulation.script.commitment.how")}
	}
	return []string{w.T("emulation.script.applause")}
}

func (d Decision) script(w *locale.Words) []string {
	out := []string{w.T("emulation.script.decision", d.Cite())}
	if d.Words != "" {
		out = append(out, splitLines(d.Words)...)
	}
	if d.Behalf != "" {
		out = append(out, w.T("emulation.script.behalf", d.Behalf))
	}
	return out
}

// Cite names a decision as papers do; what is unknown is left out.
func (d Decision) Cite() string {
	w := locale.In("vi")
	parts := []string{w.T("emulation.decision")}
	if d.Number != "" {
		parts = append(parts, w.T("emulation.number", d.Number))
	}
	if !d.Dated.IsZero() {
		parts = append(parts, locale.OfficialDate(d.Dated))
	}
	parts = append(parts, w.T("emulation.of", d.Issuer), d.Subject)
	return strings.Join(parts, " ")
}

func (s Step) recipients(w *locale.Words) []string {
	if len(s.Awards) == 0 {
		return nil
	}
	out := []string{w.T("emulation.script.award", s.Awards[0].What())}
	for i, a := range s.Awards {
		line := a.Name
		if a.Under != "" {
			line += ", " + a.Under
		}
		if a.Reason != "" {
			line += ": " + a.Reason
		}
		out = append(out, strconv.Itoa(s.From+i)+". "+line+".")
	}
	if s.Awards[0].Collective {
		return append(out, w.T("emulation.script.come.collectives"))
	}
	return append(out, w.T("emulation.script.come"))
}

func (m Movement) script(w *locale.Words) []string {
	out := []string{w.T("emulation.script.launch", m.Title)}
	if m.Speaker != "" {
		out[0] = w.T("emulation.script.launch.by", m.Speaker, m.Title)
	}
	if m.Theme != "" {
		out = append(out, w.T("emulation.script.theme", m.Theme))
	}
	return append(out, splitLines(m.Text)...)
}

func (p Pact) script(w *locale.Words) []string {
	out := []string{w.T("emulation.script.sign")}
	for _, x := range p.Parties {
		line := x.Name + ": " + x.Signer
		if x.Post != "" {
			line += ", " + x.Post
		}
		out = append(out, "- "+line+";")
	}
	return append(out, w.T("emulation.script.sign.how"))
}

func numbered(lines []string) (out []string) {
	for i, l := range lines {
		out = append(out, strconv.Itoa(i+1)+". "+l)
	}
	return out
}
