package screen

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/opinion"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const portraitWidth = 640 // pixels, enough for half a wall of 1080 lines

// stage reads the step of the ceremony or the opinion that is shown; one that
// is gone by now shows the agenda instead.
func (p *page) stage(tx *store.Tx) error {
	p.Channel = "agenda"
	if p.Conf.Channel == "opinion" {
		list, err := opinion.Shown(tx, p.Conf.ID)
		if i := slices.IndexFunc(list, func(o opinion.Opinion) bool { return o.ID == p.Conf.ChannelRef }); i >= 0 {
			p.Opinion, p.Channel = list[i], "opinion"
		}
		return err
	}
	steps, err := emulation.Ceremony(tx, p.Conf.ID)
	if at := emulation.At(steps, p.Conf); at >= 0 {
		p.Step, p.Channel = steps[at], "ceremony"
	}
	return err
}

// portrait sends the picture of one who is honoured, to the hall alone.
func portrait(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var body []byte
	err := v.Site.DB.Read(r.Context(), access.Screen(v.Place.ID), func(tx *store.Tx) error {
		c, err := conference.FindByKey(tx, r.PathValue("key"))
		if err != nil {
			return err
		}
		list, err := emulation.Decisions(tx, c.ID)
		if err != nil {
			return err
		}
		for _, d := range list {
			for _, a := range d.Awards {
				if a.ID == r.PathValue("award") && a.Picture != "" {
					body, err = media.OpenSize(tx, a.Picture, portraitWidth)
					return err
				}
			}
		}
		return fault.New(fault.Missing, "fault.missing")
	})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", http.DetectContentType(body))
	h.Set("Cache-Control", "private, max-age=3600")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a projector that hangs up comes back
	return nil
}

// night reports whether the wall is dark: honours and launches are.
func (p page) night() bool {
	switch p.Step.Kind {
	case emulation.SignStep, emulation.GuestStep, emulation.PledgeStep, emulation.CommitmentStep, emulation.GoalStep:
		return false
	}
	return p.Channel == "ceremony"
}

// heading is who stands over the wall.
func (p page) heading() string {
	if p.Channel == "ceremony" && len(p.Step.Awards) > 0 && p.Step.Decision.Issuer != "" {
		return p.Step.Decision.Issuer
	}
	return p.Place.Name
}

// foot says what the slide belongs to.
func (p page) foot() string {
	switch p.Step.Kind {
	case emulation.DecisionStep, emulation.AwardStep, emulation.HonourStep:
		return p.totals()
	case emulation.ApplauseStep:
		return p.Conf.Name
	}
	return locale.LongDate(p.Conf.HeldOn)
}

// totals counts who is honoured by this decision; unknown is not written as 0.
func (p page) totals() string {
	c, n := emulation.Totals([]emulation.Decision{p.Step.Decision})
	switch {
	case c > 0 && n > 0:
		return p.T("screen.honoured", locale.Padded(c), locale.Padded(n))
	case c > 0:
		return p.T("screen.honoured.collectives", locale.Padded(c))
	case n > 0:
		return p.T("screen.honoured.people", locale.Padded(n))
	}
	return ""
}

// count is which names are shown, as 1 - 6 / 18.
func (p page) count() string {
	s := p.Step
	if len(s.Awards) == 0 || s.Kind == emulation.ApplauseStep {
		return ""
	}
	last := s.From + len(s.Awards) - 1
	if last == s.From {
		return strconv.Itoa(s.From) + "/" + strconv.Itoa(s.Of)
	}
	return strconv.Itoa(s.From) + " - " + strconv.Itoa(last) + "/" + strconv.Itoa(s.Of)
}

// decided is the line under the heading of a decision.
func (p page) decided() string {
	d := p.Step.Decision
	var parts []string
	if d.Number != "" {
		parts = append(parts, p.T("screen.number", d.Number))
	}
	if !d.Dated.IsZero() {
		parts = append(parts, p.W.OfficialDate(d.Dated))
	}
	return strings.Join(parts, ", ")
}

// signer is who signed the decision, with post.
func (p page) signer() string {
	d := p.Step.Decision
	return strings.Trim(d.SignerPost+" "+d.Signer, " ")
}

// from is who said an opinion; nobody when it was said without a name.
func (p page) from() string {
	if p.Opinion.Name == "" {
		return p.T("screen.opinion.unnamed")
	}
	if p.Opinion.Department == "" {
		return p.Opinion.Name
	}
	return p.Opinion.Name + ", " + p.Opinion.Department
}

func lines(s string) []string { return strings.Split(s, "\n") }
