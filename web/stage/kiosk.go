package stage

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/urn"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// keys: stage.kiosk.said.*

// kiosk is one tablet for those without a phone: card, ballot, thanks, and the
// start again. The device opens by its link and is nobody: whoever put a card
// before it votes by a ticket of two minutes, and no session is begun.
type kiosk struct{ misses misses }

func kioskRoutes(m *kit.Mux) {
	k := new(kiosk)
	m.On("GET /quay-phieu/{key}", k.show)
	m.On("GET /quay-phieu/{key}/truc-tiep", k.stream)
	m.On("GET /quay-phieu/{key}/phieu-kin/{box}", k.booth)
	m.On("POST /quay-phieu/{key}", k.ask)
	m.On("POST /quay-phieu/{key}/phieu", k.cast)
	m.On("GET /ban/quay-phieu", keepers(showKioskDesk))
	m.On("POST /ban/quay-phieu", keepers(openKiosk))
	m.On("POST /ban/quay-phieu/khoa", keepers(lockKiosk))
}

// Seconds until the tablet goes back to its start by itself.
const (
	thanksFor = "8"
	saidFor   = "15"
	ballotFor = "120"
	boothFor  = "300"
)

// kioskPage is what stands on the tablet.
type kioskPage struct {
	*kit.Visit
	Key    string
	C      conference.Conference
	Vote   *ballot.Ballot // that is open; nil for none
	Booths []urn.Box      // of secret elections that take ballots now
	Apart  []apart        // elections that go on now and are not decided here
	topics []live.Topic   // of all elections

	Person string // by name, when a card is known
	Ticket string
	Said   string // what came of the card: a key after stage.kiosk.said.
	Fault  string // nothing was chosen: in words
	At     string // when this card voted
	secret []byte
}

// read finds what the tablet may show. A link that opens nothing is Missing.
func (k *kiosk) read(r *http.Request, v *kit.Visit) (p kioskPage, err error) {
	v.Who, v.Name = access.Screen(v.Place.ID), "" // whoever is signed in on the device does not matter here
	p = kioskPage{Visit: v, Key: r.PathValue("key")}
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = conference.Current(tx); err != nil {
			return err
		}
		if p.secret, err = tx.Secret(kioskSecret(p.C.ID)); err != nil || !opensKiosk(p.secret, p.Key) {
			return errors.Join(fault.New(fault.Missing, "stage.kiosk.locked"), unlessMissing(err))
		}
		return p.readOpen(tx)
	})
	return p, err
}

func unlessMissing(err error) error {
	if fault.Is(err, fault.Missing) {
		return nil
	}
	return err
}

// readOpen finds the vote and the boxes that are open.
func (p *kioskPage) readOpen(tx *store.Tx) error {
	b, err := ballot.OpenOf(tx, p.C.ID)
	if err == nil {
		p.Vote = &b
	} else if !fault.Is(err, fault.Missing) {
		return err
	}
	return p.readElections(tx)
}

func (k *kiosk) show(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := k.read(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, kioskView(p))
}

// stream keeps the start page true: what is voted on, and which boxes are open.
// A box that is drawn up later is in no topic that is known here, so the stream
// begins anew from time to time.
func (k *kiosk) stream(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	ctx, stop := context.WithTimeout(r.Context(), 15*time.Second)
	defer stop()
	defer http.NewResponseController(w).SetWriteDeadline(time.Time{}) // the last event's is over: the end must still leave
	r = r.WithContext(ctx)
	return v.Follow(w, r, func() (templ.Component, []live.Topic, error) {
		p, err := k.read(r, v)
		return kioskNow(p), append([]live.Topic{conference.Topic(p.C.ID), ballot.Topic(p.C.ID)}, p.topics...), err
	})
}

// ask answers a card: with the ballot of its holder, or with why there is none.
// It answers the form itself, so that no code stays in the history of the tablet.
func (k *kiosk) ask(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := k.read(r, v)
	if err != nil {
		return err
	}
	if !k.misses.allow(v.Place.ID, v.Site.Wall()) {
		return fault.New(fault.Busy, "account.slow")
	}
	var m account.Member
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		id, err := account.HolderOf(tx, r.PostFormValue("code"))
		if err == nil {
			m, err = account.Find(tx, id)
		}
		return err
	})
	if fault.Is(err, fault.Missing) || err == nil && !m.Active {
		k.misses.note(v.Place.ID, v.Site.Wall())
		p.Said = "unknown"
		return p.say(w, r)
	}
	if err != nil {
		return err
	}
	if err := p.meet(r, m); err != nil {
		return err
	}
	if p.Said == "" {
		p.Ticket = ticketFor(p.secret, m.ID+" "+p.Vote.ID, v.Site.Wall())
	}
	return p.say(w, r)
}

// voter is the holder of a card as the record knows them: the same rights as
// after signing in, for the length of one act.
func voter(org string, m account.Member) access.Actor {
	if len(m.Roles) == 0 {
		m.Roles = []access.Role{access.Delegate}
	}
	return access.Actor{Org: org, Person: m.ID, Roles: m.Roles}
}

// meet finds why the holder of a card gets no ballot; an empty Said is a ballot.
func (p *kioskPage) meet(r *http.Request, m account.Member) error {
	who := voter(p.Place.ID, m)
	p.Person = m.Name
	if !who.May(access.Vote) {
		p.Said = "guest"
		return nil
	}
	return p.Site.DB.Read(r.Context(), who, func(tx *store.Tx) error {
		place, err := conference.OwnPlace(tx, p.C.ID)
		if err != nil && !fault.Is(err, fault.Missing) {
			return err
		}
		switch {
		case err != nil:
			p.Said = "outside"
		case !place.LeftAt.IsZero():
			p.Said = "left"
		case !place.Present():
			p.Said = "absent"
		case p.Vote == nil && len(p.Booths) > 0:
			p.Said = "booth" // the card says who: the secret ballot asks for none
		case p.Vote == nil && len(p.Apart) > 0:
			p.Said = p.Apart[0].said()
		case p.Vote == nil:
			p.Said = "none"
		case p.Vote.Method == "hand":
			p.Said = "hand"
		default:
			return p.readSlip(tx)
		}
		return nil
	})
}

// readSlip finds whether this card has voted. What it chose is not shown: the
// tablet stands in the hall.
func (p *kioskPage) readSlip(tx *store.Tx) error {
	slip, err := ballot.OwnReceipt(tx, p.Vote.ID)
	if fault.Is(err, fault.Missing) {
		return nil
	}
	if err == nil {
		p.Said, p.At = "again", locale.Clock(slip.At)
	}
	return err
}

// say shows the page and sends the tablet back to its start after a while, with
// scripts or without.
func (p kioskPage) say(w http.ResponseWriter, r *http.Request) error {
	wait := saidFor
	switch {
	case p.Said == "":
		wait = ballotFor
	case p.Said == "thanks":
		wait = thanksFor
	}
	w.Header().Set("Refresh", wait+"; url="+p.home())
	if p.Fault != "" {
		return p.Return(w, r, kioskView(p))
	}
	return p.Show(w, r, kioskView(p))
}

func (p kioskPage) home() string { return p.Path("/quay-phieu/", p.Key) }

// cast takes the slip of the person whom the ticket names, as that person.
func (k *kiosk) cast(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := k.read(r, v)
	if err != nil {
		return err
	}
	ticket := r.PostFormValue("ticket")
	person, vote, ok := ticketOf(p.secret, ticket, v.Site.Wall())
	if !ok {
		p.Said = "late"
		return p.say(w, r)
	}
	var m account.Member
	if err := v.Read(r.Context(), func(tx *store.Tx) (err error) { m, err = account.Find(tx, person); return err }); err != nil {
		return err
	}
	p.Person = m.Name
	err = v.Site.DB.Write(r.Context(), voter(v.Place.ID, m), func(tx *store.Tx) error {
		_, err := ballot.Cast(tx, vote, r.PostFormValue("choice"))
		return err
	})
	switch {
	case err == nil:
		p.Said = "thanks"
	case fault.Is(err, fault.Invalid) && p.Vote != nil && p.Vote.ID == vote:
		p.Ticket, p.Fault = ticket, v.T("stage.kiosk.choose")
	case fault.Is(err, fault.Invalid) || fault.Of(err).Key == "ballot.closed":
		p.Said = "closed"
	case fault.Of(err).Key == "ballot.twice":
		p.Said = "twice"
	case fault.Of(err).Key == "conference.not.present":
		p.Said = "absent"
	default:
		return err
	}
	return p.say(w, r)
}

// keepers lets those in who receive people, or count.
func keepers(h kit.Handler) kit.Handler {
	counts := kit.Only(access.Count, h)
	receives := kit.Only(access.Receive, h)
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		if v.Who.May(access.Count) {
			return counts(w, r, v)
		}
		return receives(w, r, v)
	}
}

// kioskDesk is where the office opens and locks the tablet.
type kioskDesk struct {
	*kit.Visit
	C    conference.Conference
	Link string // absolute; empty while no tablet may open
}

func showKioskDesk(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := kioskDesk{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = conference.Current(tx); err != nil {
			return err
		}
		secret, err := tx.Secret(kioskSecret(p.C.ID))
		if err == nil {
			p.Link = kit.Origin(r) + v.Path("/quay-phieu/", kioskKey(secret))
		}
		return unlessMissing(err)
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, kioskDeskView(p))
}

func openKiosk(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := conference.Current(tx)
		if err != nil {
			return "", err
		}
		return v.Path("/ban/quay-phieu"), tx.MakeSecret(kioskSecret(c.ID))
	})
}

// lockKiosk makes the link of every tablet worthless; the next opening has
// another.
func lockKiosk(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var c conference.Conference
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) { c, err = shell.Conference(tx, r); return err })
	if err != nil {
		return err
	}
	if err := v.Site.DB.ForgetSecret(v.Place.ID, kioskSecret(c.ID)); err != nil {
		return err
	}
	v.Go(w, r, v.Path("/ban/quay-phieu"))
	return nil
}
