package stage

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// keys: stage.say.*

func cueRoutes(m *kit.Mux) {
	m.On("GET /dai-bieu/kich-ban", kit.Only(access.SeeWork, showCues))
	m.On("GET /dai-bieu/kich-ban/truc-tiep", kit.Only(access.SeeWork, streamCues))
}

// cue is one point of the agenda as the MC and the presidium need it.
type cue struct {
	conference.Item
	No      int
	Planned string    // 08:30; empty when the plan has no hour
	At      time.Time // when it began or, by the delay so far, will begin
	Late    int       // minutes after the plan, negative is early
	Say     []string
	Mine    bool // the reader presents it
	Here    bool
}

type cuesPage struct {
	*kit.Visit
	C    conference.Conference
	Cues []cue
	Ends time.Time // when the last one will be over
	Mine bool      // only the reader's own are shown
}

func readCues(r *http.Request, v *kit.Visit) (p cuesPage, err error) {
	p = cuesPage{Visit: v, Mine: r.FormValue("phan") == "toi"}
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		items, err := conference.Agenda(tx, p.C.ID)
		if err != nil {
			return err
		}
		steps, err := emulation.Ceremony(tx, p.C.ID)
		p.lay(items, steps)
		return err
	})
	return p, err
}

// lay times the agenda: what has begun at its hour, what is to come by the
// plan moved by the delay, and never before now.
func (p *cuesPage) lay(items []conference.Item, steps []emulation.Step) {
	clocks := conference.Clocks(p.C, items)
	free := p.planned("")
	for i, it := range items {
		c := cue{Item: it, No: i + 1, Planned: clocks[i], Here: it.ID == p.C.Item, Say: p.words(it, emulation.Of(steps, it.Kind))}
		c.Mine = it.PresenterID != "" && it.PresenterID == p.Who.Person || p.Name != "" && strings.Contains(it.Presenter, p.Name)
		planned := p.planned(clocks[i])
		switch {
		case !it.OpenedAt.IsZero():
			c.At = it.OpenedAt
			free = it.OpenedAt.Add(time.Duration(it.Minutes) * time.Minute)
			if !it.ClosedAt.IsZero() {
				free = it.ClosedAt
			}
		default:
			c.At = free
			if i == 0 && !planned.IsZero() {
				c.At = planned
			}
			free = c.At.Add(time.Duration(it.Minutes) * time.Minute)
		}
		if p.C.State == conference.Open && free.Before(p.Now()) && it.ClosedAt.IsZero() {
			free = p.Now()
		}
		if !planned.IsZero() && !c.At.IsZero() && law.DayOf(c.At.In(locale.Zone)) == p.C.HeldOn {
			c.Late = int(c.At.Sub(planned).Minutes())
		}
		p.Cues = append(p.Cues, c)
	}
	p.Ends = free
}

// planned is a clock of the plan as an instant; with none the start.
func (p cuesPage) planned(clock string) time.Time {
	if clock == "" {
		clock = p.C.StartsAt
	}
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return p.C.OpenedAt
	}
	d := p.C.HeldOn
	return time.Date(d.Year, d.Month, d.Day, at.Hour(), at.Minute(), 0, 0, locale.Zone)
}

// words are what the MC says at a point: the ceremony's own words, else the
// usual phrase, which is Vietnamese whatever the language of the page.
func (p cuesPage) words(it conference.Item, steps []emulation.Step) (out []string) {
	w := locale.In("vi")
	if it.Presenter == "" || it.Presenter == w.T("conference.by.host") { // the MC invites nobody to the own part
		out = append(out, w.T("stage.say.alone."+it.Ends, it.Title))
	} else {
		out = append(out, w.T("stage.say."+it.Ends, it.Presenter, it.Title))
	}
	for _, s := range steps {
		out = append(out, s.Script()...)
	}
	return out
}

func showCues(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readCues(r, v)
	if fault.Is(err, fault.Missing) {
		return err
	}
	if err != nil {
		return err
	}
	return v.Show(w, r, cuesView(p))
}

func streamCues(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readCues(r, v)
	if err != nil {
		return err
	}
	return v.Stream(w, r, []live.Topic{conference.Topic(p.C.ID), emulation.Topic(p.C.ID)}, func() (templ.Component, error) {
		p, err := readCues(r, v)
		return cuesParts(p), err
	})
}

// class is where a cue stands.
func (c cue) class() string {
	switch {
	case c.Here:
		return "cue here"
	case !c.ClosedAt.IsZero():
		return "cue past"
	}
	return "cue"
}

func (p cuesPage) address(own bool) string {
	if own {
		return p.Path("/dai-bieu/kich-ban?phan=toi&hn=", p.C.ID)
	}
	return p.Path("/dai-bieu/kich-ban?hn=", p.C.ID)
}

// stream is the address of the page's stream, with the same wishes.
func (p cuesPage) stream() string {
	return strings.Replace(p.address(p.Mine), "/kich-ban?", "/kich-ban/truc-tiep?", 1)
}
