package delegate

import (
	"net/http"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// nowPage is the first page: what is on.
type nowPage struct {
	hall
	Article string // address of the published one about the conference; may be empty
	Adopted bool   // the resolution can be read

	Vows    int  // commitments and pledges to read or sign
	Signing bool // a commitment is open for signing
	Polls   []poll
	MC      bool // the reader is of the office and may follow the script
}

func readNow(tx *store.Tx, v *kit.Visit) (p nowPage, err error) {
	if p.hall, err = read(tx, v); err != nil {
		return p, err
	}
	if p.None {
		return p, nil
	}
	if err := p.readWays(tx); err != nil {
		return p, err
	}
	return p, p.readAfter(tx)
}

// readAfter finds what there is to read once the hall has been closed.
func (p *nowPage) readAfter(tx *store.Tx) error {
	if !p.over() {
		return nil
	}
	list, _, err := portal.ListPublished(tx, portal.Query{Conference: p.C.ID, Most: 1})
	if len(list) > 0 {
		p.Article = list[0].Address()
	}
	if err != nil {
		return err
	}
	r, err := resolution.Find(tx, p.C.ID, resolution.Office{})
	p.Adopted = err == nil && r.State == resolution.Adopted
	if fault.Is(err, fault.Missing) {
		err = nil
	}
	return err
}

// nowFor is the first page of many readers at once.
func nowFor(tx *store.Tx, v *kit.Visit, readers []kit.Reader) (p nowPage, owns []own, err error) {
	if p.hall, err = readHall(tx, v); err != nil {
		return p, nil, err
	}
	if err := p.readWays(tx); err != nil {
		return p, nil, err
	}
	if err := p.readAfter(tx); err != nil {
		return p, nil, err
	}
	owns, err = p.readOwns(tx, readers)
	return p, owns, err
}

// to is the page as one reader sees it.
func (p nowPage) to(o own) nowPage {
	p.own = o
	return p
}

// nowStream are the parts of the first page that follow the hall. What many
// see alike is drawn once.
var nowStream = []kit.Part[nowPage, own]{
	{Own: func(p nowPage, o own) any { p = p.to(o); return p.mayVote() }, Draw: func(p nowPage, o own) templ.Component { return nowSection(p.to(o)) }},
	{Draw: func(p nowPage, o own) templ.Component { return polls(p) }},
	{Own: func(p nowPage, o own) any { return o }, Draw: func(p nowPage, o own) templ.Component { p = p.to(o); return standing(&p.hall) }},
	{Draw: func(p nowPage, o own) templ.Component { return present(&p.hall) }},
	{Draw: func(p nowPage, o own) templ.Component { return reading(&p.hall) }},
	{Draw: func(p nowPage, o own) templ.Component { return ways(p) }},
	{Own: func(p nowPage, o own) any { return o }, Draw: func(p nowPage, o own) templ.Component { p = p.to(o); return dock(&p.hall) }},
}

// readWays finds what else there is to do, alike for all of the same roles.
func (p *nowPage) readWays(tx *store.Tx) error {
	p.MC = tx.Who.May(access.SeeWork)
	if err := p.readPolls(tx); err != nil {
		return err
	}
	vows, err := emulation.Commitments(tx, p.C.ID)
	if err != nil {
		return err
	}
	pledges, err := emulation.Pledges(tx, p.C.ID)
	p.Vows = len(vows) + len(pledges)
	for _, x := range vows {
		p.Signing = p.Signing || !x.OpenedAt.IsZero() && !p.over()
	}
	return err
}

func showNow(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p nowPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readNow(tx, v)
		p.Origin = kit.Origin(r)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, nowView(p))
}

func streamNow(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	topic, err := currentTopic(r, v)
	if err != nil {
		return err
	}
	origin := kit.Origin(r)
	read := func(tx *store.Tx, v *kit.Visit, readers []kit.Reader) (nowPage, []own, error) {
		p, owns, err := nowFor(tx, v, readers)
		p.Origin = origin
		return p, owns, err
	}
	return kit.Crowd[nowPage, own]{Key: "now " + string(topic) + " " + origin, Topics: []live.Topic{topic}, Read: read, Parts: nowStream}.Stream(w, r, v)
}

// currentTopic is announced with everything that the first page shows: votes
// announce their opening and closing there too.
func currentTopic(r *http.Request, v *kit.Visit) (topic live.Topic, err error) {
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		topic = conference.Topic(c.ID)
		return err
	})
	return topic, err
}

// timer is the clock of the hall; false when none runs or is held.
func (h *hall) timer() (o kit.TimerOpts, ok bool) {
	o = kit.TimerOpts{Now: h.Now(), Label: h.T("delegate.left"), Spoken: h.T("delegate.timer")}
	switch {
	case !h.C.TimerEnds.IsZero():
		o.Until = h.C.TimerEnds
	case h.C.TimerLeft > 0:
		o.Until, o.Held, o.Left, o.Label = h.Now(), true, h.C.TimerLeft, h.T("delegate.held")
	default:
		return o, false
	}
	return o, true
}

// when is the day, hour and place of the conference in words.
func (h *hall) when() string {
	s := locale.LongDate(h.C.HeldOn)
	if h.C.StartsAt != "" {
		s = h.T("delegate.when", h.C.StartsAt, s)
	}
	return s
}

// agendaPage is the running order.
type agendaPage struct {
	hall
	Clocks []string
}

func showAgenda(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p agendaPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.hall, err = read(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	p.Clocks = conference.Clocks(p.C, p.Items)
	return v.Show(w, r, agendaView(p))
}

// step says where an item of the running order stands: past, here or empty.
func (h *hall) step(i conference.Item) string {
	switch {
	case h.C.Item == i.ID:
		return "here"
	case !i.ClosedAt.IsZero():
		return "past"
	}
	return ""
}

// hour is when an item began, or is planned to.
func (p agendaPage) hour(n int) string {
	if i := p.Items[n]; !i.OpenedAt.IsZero() {
		return locale.Clock(i.OpenedAt)
	}
	return p.Clocks[n]
}

func showResults(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var h hall
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		h, err = read(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, resultsView(h))
}
