// Package screen is the projector: what the hall sees, readable from the back
// row, without controls. It never shows an error page: what cannot be drawn is
// the welcome, and the page comes back by itself.
package screen

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// Routes joins the paths of this surface.
func Routes(m *kit.Mux) {
	m.On("GET /man-chieu/{key}", show)
	m.On("GET /man-chieu/{key}/truc-tiep", stream)
	m.On("GET /man-chieu/{key}/anh/{award}", portrait)
}

// page is what the hall sees.
type page struct {
	*kit.Visit
	Conf    conference.Conference
	Channel string
	Items   []conference.Item
	Item    conference.Item
	No      int
	Speaker conference.Speaker
	Turnout conference.Turnout
	Ballot  ballot.Ballot
	Rule    law.Dated[law.Share]
	Guests  []conference.Guest
	Step    emulation.Step // of a ceremony
	Opinion opinion.Opinion
	Poll    poll   // of an election
	Join    string // absolute address that phones open
	At      time.Time
}

func show(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := read(r, v)
	if fault.Is(err, fault.Missing) {
		return err
	}
	if kit.HungUp(r, err) {
		return err
	}
	if err != nil {
		v.Site.Log.Error("draw the screen", "err", err)
	}
	return v.Show(w, r, pageView(p))
}

func stream(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	defer tellOpen(r, v)()
	return v.Follow(w, r, func() (templ.Component, []live.Topic, error) {
		p, err := read(r, v)
		topics := []live.Topic{conference.Topic(p.Conf.ID), ballot.Topic(p.Conf.ID), emulation.Topic(p.Conf.ID), opinion.Topic(p.Conf.ID)}
		return pageParts(p), append(topics, p.Poll.topics()...), err
	})
}

// tellOpen lets the readiness page know that this projector is open, until the
// function that it gives is called.
func tellOpen(r *http.Request, v *kit.Visit) (gone func()) {
	p, err := read(r, v)
	if err != nil || p.Conf.ID == "" {
		return func() {}
	}
	tell := func() { v.Site.DB.Bus.Publish(v.Place.ID, kit.ScreenTopic(p.Conf.ID)) }
	leave := v.Site.Screens.Enter(v.Place.ID, p.Conf.ID, v.Site.Wall)
	tell()
	return func() { leave(); tell() }
}

// read sees with the eyes of the hall, whoever is signed in.
func read(r *http.Request, v *kit.Visit) (page, error) {
	p := page{Visit: v, At: v.Now(), Channel: "welcome", Join: kit.Origin(r) + v.Path("/dai-bieu")}
	err := v.Site.DB.Read(r.Context(), access.Screen(v.Place.ID), func(tx *store.Tx) error { return p.fill(tx, r.PathValue("key")) })
	return p, err
}

func (p *page) fill(tx *store.Tx, key string) (err error) {
	if p.Conf, err = conference.FindByKey(tx, key); err != nil {
		return err
	}
	if p.Items, err = conference.Agenda(tx, p.Conf.ID); err != nil {
		return err
	}
	for i, it := range p.Items {
		if it.ID == p.Conf.Item {
			p.Item, p.No = it, i+1
		}
	}
	if p.Turnout, err = conference.Quorum(tx, p.Conf); err != nil {
		return err
	}
	if p.Guests, err = conference.Guests(tx, p.Conf.ID); err != nil {
		return err
	}
	p.Channel = p.Conf.Channel
	return p.detail(tx)
}

// detail reads what the channel is about; what is gone by now shows the
// agenda instead.
func (p *page) detail(tx *store.Tx) error {
	switch p.Conf.Channel {
	case "", "welcome":
		p.Channel = "welcome"
	case "item":
		if p.No == 0 {
			p.Channel = "agenda"
		}
	case "ceremony", "opinion":
		return p.stage(tx)
	case "election", "election-result", "urn":
		return p.elect(tx)
	case "speaker":
		all, err := conference.Speakers(tx, p.Conf.ID)
		if err != nil {
			return err
		}
		p.Channel = "agenda"
		for _, s := range all {
			if s.ID == p.Conf.ChannelRef {
				p.Speaker, p.Channel = s, "speaker"
			}
		}
	case "vote", "result":
		b, err := ballot.Find(tx, p.Conf.ChannelRef)
		if fault.Is(err, fault.Missing) {
			p.Channel = "agenda"
			return nil
		}
		if err != nil {
			return err
		}
		p.Ballot, p.Channel = b, "vote"
		if b.State == "closed" {
			p.Channel = "result"
		}
		p.Rule = b.Bar
	}
	return nil
}

// Next lists what comes after the open item, at most three.
func (p page) Next() []conference.Item {
	var out []conference.Item
	for _, it := range p.Items {
		if it.OpenedAt.IsZero() && len(out) < 3 {
			out = append(out, it)
		}
	}
	return out
}

// Upcoming is the part of the agenda that fits on the wall: the open item and
// what follows, at most seven lines.
func (p page) Upcoming() (from int, items []conference.Item) {
	from = 0
	for i, it := range p.Items {
		if !it.ClosedAt.IsZero() && i+1 < len(p.Items) {
			from = i + 1
		}
	}
	if p.No > 0 {
		from = p.No - 1
	}
	from = max(0, min(from, len(p.Items)-7))
	return from, p.Items[from:min(len(p.Items), from+7)]
}

// ShowCount reports whether the hall may see the count of an open vote.
func (p page) ShowCount() bool { return p.Ballot.Told() }

// Name is the conference in the capitals of a stage.
func (p page) Name() string { return locale.Upper(p.Conf.Name) }

// short drops the scheme of the address that people read off the wall.
func (p page) short() string {
	_, s, _ := strings.Cut(p.Join, "://")
	return s
}
