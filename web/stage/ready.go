package stage

import (
	"cmp"
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/archive"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func readyRoutes(m *kit.Mux) {
	m.On("GET /ban/san-sang", kit.Only(access.Prepare, showReady))
	m.On("GET /ban/san-sang/truc-tiep", kit.Only(access.Prepare, streamReady))
}

// readiness is what is known before the day, gathered in one look.
type readiness struct {
	Today     law.Day
	C         conference.Conference
	Form      law.Why // empty where the law is silent
	Held      law.Why
	Quorum    law.Why // if everybody comes who has not been excused
	Turnout   conference.Turnout
	Bases     int
	Items     []conference.Item
	Astray    []string // titles of points that stand in another order than the rule's
	Order     string   // citation of that rule
	Papers    []conference.Paper
	CardsLeft int // people convened without a card
	Elections []readyElection
	Print     map[string]int    // what the pack for the printer counts, by part
	Lacks     map[string]string // parts that are empty
	Address   string            // under which the reader found the site
	Kiosk     bool
	Machine   *kit.Machine // nil where it does not tell
	Now       time.Time    // by the clock of the record
	Screens   kit.Seen
	Wall      time.Time // when Screens was asked
}

type readyElection struct {
	Title          string
	Settled, Ruled bool
	Standing       int
	Seats          int
	Tellers        int
	Both           []string // stand for election and count: names
}

type readyPage struct {
	*kit.Visit
	C      conference.Conference
	Groups []lights // without empty ones, the worst first
	Bad    int
	Warn   int
}

// lights are those of one state.
type lights struct {
	State string
	All   []light
}

func showReady(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := lookReady(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, readyView(p))
}

// streamReady keeps the lights true while the hall is being set up.
func streamReady(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := lookReady(r, v)
	if err != nil {
		return err
	}
	topics := []live.Topic{kit.ScreenTopic(p.C.ID), conference.Topic(p.C.ID)}
	return v.Stream(w, r, topics, func() (templ.Component, error) {
		p, err := lookReady(r, v)
		return readyNow(p), err
	})
}

func lookReady(r *http.Request, v *kit.Visit) (p readyPage, err error) {
	var f readiness
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return err
		}
		f, err = readReadiness(tx, c)
		return err
	})
	if err != nil {
		return p, err
	}
	f.Today, f.Now, f.Address = law.DayOf(v.Now()), v.Now(), kit.Origin(r)
	f.Screens, f.Wall = v.Site.Screens.At(v.Place.ID, f.C.ID), v.Site.Wall()
	if v.Site.Machine != nil {
		m := v.Site.Machine()
		f.Machine = &m
	}
	p = readyPage{Visit: v, C: f.C}
	p.group(judge(f))
	return p, nil
}

func (p *readyPage) group(all []light) {
	for _, state := range []string{bad, warn, good} {
		of := lights{State: state}
		for _, l := range all {
			if l.State == state {
				of.All = append(of.All, l)
			}
		}
		switch state {
		case bad:
			p.Bad = len(of.All)
		case warn:
			p.Warn = len(of.All)
		}
		if len(of.All) > 0 {
			p.Groups = append(p.Groups, of)
		}
	}
}

func readReadiness(tx *store.Tx, c conference.Conference) (f readiness, err error) {
	f.C = c
	for _, part := range []func(*store.Tx) error{f.readLaw, f.readPlan, f.readPeople, f.readElections, f.readPrint} {
		if err := part(tx); err != nil {
			return f, err
		}
	}
	_, err = tx.Secret(kioskSecret(c.ID))
	f.Kiosk = err == nil
	return f, unlessMissing(err)
}

func (f *readiness) readLaw(tx *store.Tx) (err error) {
	if f.Form, err = conference.FormWhy(tx, f.C); unlessSilent(err) != nil {
		return err
	}
	if f.Held, err = conference.DateWhy(tx, f.C); unlessSilent(err) != nil {
		return err
	}
	bases, err := conference.Bases(tx, f.C.ID)
	f.Bases = len(bases)
	return err
}

// unlessSilent lets pass what the law does not know.
func unlessSilent(err error) error {
	var silent *law.Error
	if errors.As(err, &silent) {
		return nil
	}
	return err
}

func (f *readiness) readPlan(tx *store.Tx) (err error) {
	if f.Items, err = conference.Agenda(tx, f.C.ID); err != nil {
		return err
	}
	astray, rule := conference.Astray(f.C.HeldOn, f.Items)
	for _, i := range f.Items {
		if astray[i.ID] {
			f.Astray = append(f.Astray, i.Title)
		}
	}
	f.Order = rule.Cite
	f.Papers, err = conference.Papers(tx, f.C.ID)
	return err
}

func (f *readiness) readPeople(tx *store.Tx) (err error) {
	if f.Turnout, err = conference.Quorum(tx, f.C); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	if t := f.Turnout; err == nil && t.Convened > 0 && t.Rule.ID != "" {
		f.Quorum, err = law.QuorumUnder(t.Rule, f.C.HeldOn, conference.UnitOf(org), law.Count{Base: t.Convened, Part: t.Convened - t.Excused})
		if unlessSilent(err) != nil {
			return err
		}
	}
	people, err := conference.Attendance(tx, f.C.ID)
	if err != nil {
		return err
	}
	if !tx.Who.May(access.KeepDoors) {
		f.CardsLeft = -1
		return nil
	}
	cards, err := account.Cards(tx)
	for _, a := range people {
		if _, ok := cards[a.Person]; !ok {
			f.CardsLeft++
		}
	}
	return err
}

func (f *readiness) readElections(tx *store.Tx) error {
	all, err := election.List(tx, f.C.ID)
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Over() {
			continue
		}
		x := readyElection{Title: e.Title, Settled: e.Settled(), Ruled: e.Ruled(), Seats: e.Seats}
		tellers, err := election.Tellers(tx, e.ID)
		if err != nil {
			return err
		}
		standing, err := election.Candidates(tx, e.ID)
		if err != nil {
			return err
		}
		x.Tellers = len(tellers)
		for _, c := range standing {
			if !c.Standing() {
				continue
			}
			x.Standing++
			if slices.ContainsFunc(tellers, func(t election.Teller) bool { return t.Person == c.Person }) {
				x.Both = append(x.Both, c.Name)
			}
		}
		f.Elections = append(f.Elections, x)
	}
	return nil
}

func (f *readiness) readPrint(tx *store.Tx) error {
	if !tx.Who.May(access.Prepare) {
		return nil
	}
	print, err := archive.Printed(tx, f.C, archive.Wish{})
	f.Print, f.Lacks = print.Count, print.Lacks
	return err
}

// alone reports whether an address is one that only this machine can open.
func alone(origin string) bool {
	_, rest, _ := strings.Cut(origin, "://")
	host, _, err := net.SplitHostPort(rest)
	if err != nil {
		host = rest
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func megabytes(n int64) string { return locale.Number(n >> 20) }

func why(w law.Why) string { return cmp.Or(w.Cite, w.Requirement) }

// keys: stage.ready.state.*

// said is what was found, in words.
func (p readyPage) said(l light) string {
	if l.Quoted != "" {
		return l.Quoted
	}
	return p.T("stage.ready.light."+l.Key+"."+l.Said, l.Args...)
}

// how says in words how a light is mended that no page mends; empty for none.
func (p readyPage) how(l light) string {
	if l.State == good || l.Path != "" {
		return ""
	}
	return p.T("stage.ready.how." + l.Key)
}

// keys: stage.ready.how.*

// mends reports whether the reader may open the page that mends a light.
func (p readyPage) mends(l light) bool {
	if l.Path == "" || len(l.Rights) == 0 {
		return l.Path != ""
	}
	return slices.ContainsFunc(l.Rights, p.Who.May)
}

// mend is where a light is mended, for the conference of the page.
func (p readyPage) mend(l light) string {
	if strings.HasPrefix(l.Path, "/ban/") {
		return shell.Of(l.Path, p.C)
	}
	return l.Path
}

// stamp is the server's clock in milliseconds, for the browser to compare.
func (p readyPage) stamp() string { return strconv.FormatInt(store.Ms(p.Now()), 10) }
