package stage

import (
	"cmp"
	"net/http"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/rehearsal"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func rehearsalRoutes(m *kit.Mux) {
	all := new(rehearsals)
	m.On("GET /ban/dien-tap", kit.Only(access.Prepare, all.show))
	m.On("GET /ban/dien-tap/truc-tiep", kit.Only(access.Prepare, all.stream))
	m.On("POST /ban/dien-tap", kit.Only(access.Prepare, all.start))
	m.On("POST /ban/dien-tap/dung", kit.Only(access.Prepare, all.stop))
}

func rehearsalTopic(org string) live.Topic { return live.Topic("rehearsal/" + org) }

// rehearsalPage is where a rehearsal is begun, watched and read afterwards. It
// plays on a copy of its own: nothing here writes to the record, not even that a
// form was sent.
type rehearsalPage struct {
	*kit.Visit
	C      conference.Conference
	Bare   bool       // the conference has no agenda yet
	Run    *performed // the one of this organisation; nil while none was begun
	Said   string     // why an act was refused, in words
	Origin string
}

// paces are how long a day may take, in minutes; 0 is as fast as can be.
var paces = []string{"10", "3", "0"}

func (all *rehearsals) read(r *http.Request, v *kit.Visit) (p rehearsalPage, err error) {
	p = rehearsalPage{Visit: v, Run: all.of(v.Place.ID), Origin: kit.Origin(r)}
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		items, err := conference.Agenda(tx, p.C.ID)
		p.Bare = len(items) == 0
		return err
	})
	return p, err
}

func (all *rehearsals) show(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := all.read(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, rehearsalView(p))
}

func (all *rehearsals) stream(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	if _, err := all.read(r, v); err != nil {
		return err
	}
	return v.Stream(w, r, []live.Topic{rehearsalTopic(v.Place.ID)}, func() (templ.Component, error) {
		p, err := all.read(r, v)
		return rehearsalNow(p), err
	})
}

func (all *rehearsals) start(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return all.act(w, r, v, func(p rehearsalPage) error {
		var plot rehearsal.Plot
		err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
			plot, err = rehearsal.Take(tx, p.C.ID, r.PostFormValue("names") != "")
			return err
		})
		if err != nil {
			return err
		}
		return all.begin(v, plot, r.PostFormValue("pace"))
	})
}

func (all *rehearsals) stop(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return all.act(w, r, v, func(rehearsalPage) error { return all.end(v.Place.ID) })
}

// act does what a form asks and shows the page again; why not stands on it.
func (all *rehearsals) act(w http.ResponseWriter, r *http.Request, v *kit.Visit, f func(rehearsalPage) error) error {
	p, err := all.read(r, v)
	if err != nil {
		return err
	}
	err = f(p)
	if err == nil {
		v.Go(w, r, v.Path(shell.Of("/ban/dien-tap", p.C)))
		return nil
	}
	if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Busy) && !fault.Is(err, fault.Invalid) {
		return err
	}
	p.Run, p.Said = all.of(v.Place.ID), v.Say(err)
	return v.Page(w, r, kit.Page{Status: kit.Status(err), Body: rehearsalView(p)})
}

// command is what is typed on the machine that serves.
func (p rehearsalPage) command() string {
	return "hoinghi rehearse --org " + p.Place.Slug + " --conference " + p.C.ID + " --addr 0.0.0.0:8081"
}

func (p rehearsalPage) here() string { return shell.Of("/ban/dien-tap", p.C) }

// door is an address in the copy.
func (p rehearsalPage) door(path string) string { return "/d/" + p.Run.slug + path }

// card leads in as somebody who holds a role; empty where nobody does.
func (p rehearsalPage) card(role access.Role) string {
	code := p.Run.now().doors.Cards[role]
	if code == "" {
		return ""
	}
	return p.door("/the/" + code)
}

func (p rehearsalPage) why(s rehearsal.Snag) string {
	return cmp.Or(p.Say(s.Why), s.Why.Key)
}

// quorum says whether the hall could open.
func (p rehearsalPage) quorum(r rehearsal.Report) string {
	key, args := "stage.rehearsal.quorum.short", []any{r.Opened, r.People, r.Needed}
	switch {
	case r.Needed == 0:
		key, args = "stage.rehearsal.quorum.silent", args[:2]
	case r.Quorate():
		key = "stage.rehearsal.quorum.reached"
	}
	return p.T(key, args...)
}

func passed(r rehearsal.Report) (n int) {
	for _, v := range r.Votes {
		if v.Passed {
			n++
		}
	}
	return n
}

func clockOf(r rehearsal.Report) string {
	if r.At.IsZero() {
		return ""
	}
	return r.At.In(locale.Zone).Format("15:04")
}

// latest are the last acts, the newest first.
func latest(all []rehearsal.Act) (out []rehearsal.Act) {
	const most = 8
	for i := len(all) - 1; i >= 0 && len(out) < most; i-- {
		out = append(out, all[i])
	}
	return out
}
