package desk

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// hallRoutes are the desk's part in the hall: reception, cards and votes.
func hallRoutes(m *kit.Mux) {
	receive := func(pattern string, h kit.Handler) { m.On(pattern, kit.Only(access.Receive, h)) }
	receive("GET /ban/diem-danh", showReception)
	receive("GET /ban/diem-danh/truc-tiep", streamReception)
	receive("GET /ban/diem-danh/danh-sach-luu", showStoredList)
	receive("POST /ban/diem-danh/bu", receiveHanded)
	receive("POST /ban/diem-danh", receiveCode)
	receive("POST /ban/diem-danh/ten", receivePerson)
	receive("GET /ban/diem-danh/nguoi/{id}", showReceived)
	receive("POST /ban/diem-danh/nguoi/{id}/ra", leaveHall)
	receive("POST /ban/diem-danh/nguoi/{id}/vang", excuse)
	receive("POST /ban/diem-danh/nguoi/{id}/the", renewAtDesk)
	receive("POST /ban/diem-danh/khach", welcomeGuest)
	receive("GET /ban/diem-danh/danh-sach", showTicks)
	receive("POST /ban/diem-danh/danh-sach", tick)
	receive("GET /ban/diem-danh/phieu", showSheet)
	cardRoutes(m)
	voteRoutes(m)
}

// What the reception says of the last person, in the address after a check-in.
const (
	hitCame    = "moi"   // arrived now
	hitAgain   = "roi"   // was here already
	hitOutside = "ngoai" // not convened
	hitUnknown = "la"    // no such card
	hitCard    = "the"   // has a new card
	hitLeft    = "ra"    // taken back
)

// receptionPage is the check-in desk.
type receptionPage struct {
	*kit.Visit
	C       conference.Conference
	Turnout conference.Turnout
	Why     kit.WhyBox
	List    []conference.Attendee // that the search left
	Guests  []conference.Guest
	Search  string
	Hit     hit
}

// hit is the last person who came to the desk.
type hit struct {
	Kind     string
	Attendee conference.Attendee
	Name     string // of somebody who is not convened
	Card     account.Card
	Typed    string // a code that is no card's
}

func readReception(tx *store.Tx, p *receptionPage) (err error) {
	if p.C, err = conference.Current(tx); err != nil {
		return err
	}
	if p.Turnout, err = conference.Quorum(tx, p.C); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	if why, err := p.Turnout.Why(p.C, conference.UnitOf(org)); err == nil {
		p.Why = p.WhyOf(why)
	}
	if p.List, err = conference.Attendance(tx, p.C.ID); err != nil {
		return err
	}
	if err := readHit(tx, p); err != nil {
		return err
	}
	if p.Search != "" {
		p.List = conference.Seek(p.List, p.Search)
	}
	p.Guests, err = conference.Guests(tx, p.C.ID)
	return err
}

// readHit finds who the address speaks of; what came of it is read anew.
func readHit(tx *store.Tx, p *receptionPage) error {
	id := p.Hit.Attendee.Person
	if id == "" {
		return nil
	}
	if i := slices.IndexFunc(p.List, func(a conference.Attendee) bool { return a.Person == id }); i >= 0 {
		p.Hit.Attendee = p.List[i]
	}
	switch p.Hit.Kind {
	case hitOutside:
		m, err := account.Find(tx, id)
		p.Hit.Name = m.Name
		return err
	case hitCard:
		cards, err := account.IssueCards(tx, []string{id})
		if err == nil {
			p.Hit.Card = cards[0]
		}
		return err
	}
	return nil
}

func receptionOf(v *kit.Visit, r *http.Request) receptionPage {
	q := r.URL.Query()
	return receptionPage{Visit: v, Search: q.Get("tim"),
		Hit: hit{Kind: q.Get("kq"), Attendee: conference.Attendee{Person: q.Get("nguoi")}, Typed: q.Get("ma")}}
}

func showReception(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := receptionOf(v, r)
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return readReception(tx, &p) }); err != nil {
		return err
	}
	return v.Show(w, r, receptionView(p))
}

func streamReception(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var topic live.Topic
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		topic = conference.Topic(c.ID)
		return err
	})
	if err != nil {
		return err
	}
	return v.Stream(w, r, []live.Topic{topic}, func() (templ.Component, error) {
		p := receptionOf(v, r)
		err := v.Read(r.Context(), func(tx *store.Tx) error { return readReception(tx, &p) })
		return receptionParts(p), err
	})
}

// receiveCode checks in by card: scanned, or typed. Repeating does no harm, so
// no form needs to be known again.
func receiveCode(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	code, way := r.PostFormValue("code"), conference.ByCode
	if len(code) > 9 {
		way = conference.ByCard // nobody types the address in the QR code
	}
	to := ""
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		person, err := account.HolderOf(tx, code)
		if fault.Is(err, fault.Missing) {
			to = receptionPath(v, hitUnknown, "", code)
			return nil
		}
		if err != nil {
			return err
		}
		to, err = checkIn(tx, v, person, way)
		return err
	})
	return seeOther(w, r, to, err)
}

// receivePerson checks in by name, after looking for it in the list.
func receivePerson(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	to := ""
	err := v.Write(r.Context(), func(tx *store.Tx) (err error) {
		to, err = checkIn(tx, v, r.PostFormValue("person"), conference.ByName)
		return err
	})
	return seeOther(w, r, to, err)
}

func checkIn(tx *store.Tx, v *kit.Visit, person, way string) (to string, err error) {
	c, err := conference.Current(tx)
	if err != nil {
		return "", err
	}
	_, again, err := conference.CheckIn(tx, c.ID, person, way)
	switch {
	case err != nil && fault.Of(err).Key == "conference.not.on.list":
		return receptionPath(v, hitOutside, person, ""), nil
	case err != nil:
		return "", err
	case again:
		return receptionPath(v, hitAgain, person, ""), nil
	}
	return receptionPath(v, hitCame, person, ""), nil
}

func receptionPath(v *kit.Visit, kind, person, code string) string {
	q := url.Values{"kq": {kind}}
	if person != "" {
		q.Set("nguoi", person)
	}
	if code != "" {
		q.Set("ma", code[:min(len(code), 40)])
	}
	return v.Path("/ban/diem-danh?", q.Encode())
}

func seeOther(w http.ResponseWriter, r *http.Request, to string, err error) error {
	if err == nil {
		http.Redirect(w, r, to, http.StatusSeeOther)
	}
	return err
}

func leaveHall(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		return conference.CheckOut(tx, c.ID, id)
	})
	return seeOther(w, r, receptionPath(v, hitLeft, id, ""), err)
}

// renewAtDesk ends a lost card and gives a new one, which the desk shows.
func renewAtDesk(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := conference.Current(tx)
		if err != nil {
			return "", err
		}
		id := r.PathValue("id")
		return receptionPath(v, hitCard, id, ""), newCardOf(tx, c.ID, id)
	})
}

func welcomeGuest(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Write(r.Context(), func(tx *store.Tx) error { return conference.WelcomeGuest(tx, r.PostFormValue("guest")) })
	return seeOther(w, r, v.Path("/ban/diem-danh#khach"), err)
}

// receivedPage is one convened person with all that the desk may do.
type receivedPage struct {
	*kit.Visit
	C      conference.Conference
	A      conference.Attendee
	Reason string // typed
	Faults kit.Faults
}

func readReceived(tx *store.Tx, v *kit.Visit, id string) (p receivedPage, err error) {
	p.Visit = v
	if p.C, err = conference.Current(tx); err != nil {
		return p, err
	}
	list, err := conference.Attendance(tx, p.C.ID)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(list, func(a conference.Attendee) bool { return a.Person == id })
	if i < 0 {
		return p, fault.New(fault.Missing, "fault.missing")
	}
	p.A, p.Reason = list[i], list[i].Excuse
	return p, nil
}

func showReceived(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p receivedPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readReceived(tx, v, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, receivedView(p))
}

func excuse(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	var p receivedPage
	err := v.Write(r.Context(), func(tx *store.Tx) (err error) {
		if p, err = readReceived(tx, v, id); err != nil {
			return err
		}
		return conference.Excuse(tx, p.C.ID, id, r.PostFormValue("reason"))
	})
	if fault.Is(err, fault.Invalid) {
		p.Reason, p.Faults = r.PostFormValue("reason"), v.Faults(err)
		return v.Return(w, r, receivedView(p))
	}
	return seeOther(w, r, v.Path("/ban/diem-danh/nguoi/", id), err)
}

// keys: desk.reception.hit.* desk.reception.way.*

// standingOf is where a convened person is, as a state's kind and words.
func standingOf(v *kit.Visit, a conference.Attendee) (kind, words string) {
	switch {
	case a.Present():
		return "done", v.T("desk.reception.here", locale.Clock(a.ArrivedAt))
	case !a.LeftAt.IsZero():
		return "warn", v.T("desk.reception.left", locale.Clock(a.LeftAt))
	case a.Excuse != "":
		return "", v.T("desk.reception.excused")
	}
	return "", v.T("desk.reception.awaited")
}

// class is the colour of the last check-in.
func (h hit) class() string {
	return map[string]string{hitAgain: "twice", hitLeft: "twice", hitOutside: "unknown", hitUnknown: "unknown"}[h.Kind]
}

// known reports whether the address speaks of something that can be shown.
func (h hit) known() bool {
	switch h.Kind {
	case hitUnknown:
		return true
	case hitOutside:
		return h.Name != ""
	case hitCame, hitAgain, hitLeft, hitCard:
		return h.Attendee.Name != ""
	}
	return false
}

func (p receptionPage) quorum() kit.QuorumOpts {
	return kit.QuorumOpts{Present: p.Turnout.Present, Convened: p.Turnout.Convened, Need: p.Turnout.Needed}
}

func (p receptionPage) guestsHere() (n int) {
	for _, g := range p.Guests {
		if !g.CameAt.IsZero() {
			n++
		}
	}
	return n
}
