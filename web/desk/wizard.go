package desk

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func wizardRoutes(m *kit.Mux) {
	m.On("GET /ban/hoi-nghi/moi", kit.Only(access.Prepare, showWizard))
	m.On("POST /ban/hoi-nghi/moi", kit.Only(access.Prepare, endWizard))
}

// wizardSteps are the fields of each step, in order; the last step shows all.
var wizardSteps = [][]string{
	{"track", "form", "scope", "dispersed"},
	{"period", "review", "plan", "year_name"},
	{"held", "session", "starts", "place"},
	{"style_org", "style_and", "style_capital", "own", "name", "purpose", "guidance_name", "consent_by", "consent_on", "consent_doc"},
	{},
}

// keys: desk.wizard.step.*

// wizardPage is one step of making or mending a conference. Everything typed
// so far travels in the address, so that back, next and a bookmark keep it.
type wizardPage struct {
	about
	At    int // from 0
	Form  url.Values
	Staff int
	Name  string // as it will be
	Whys  []law.Why
}

func showWizard(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return showStep(w, r, v, r.URL.Query())
}

// showStep shows the step that is asked for, or the first one before it that
// is not in order.
func showStep(w http.ResponseWriter, r *http.Request, v *kit.Visit, form url.Values) error {
	at, _ := strconv.Atoi(form.Get("buoc"))
	p := wizardPage{about: about{Visit: v}, At: min(max(at-1, 0), len(wizardSteps)-1), Form: form}
	err := v.Read(r.Context(), func(tx *store.Tx) error { return p.read(tx) })
	if err != nil {
		return err
	}
	if len(p.Wrong) > 0 {
		return v.Return(w, r, wizardView(p))
	}
	return v.Show(w, r, wizardView(p))
}

func (p *wizardPage) read(tx *store.Tx) error {
	if id := p.Form.Get("hn"); id != "" {
		c, err := conference.Find(tx, id)
		if err != nil {
			return err
		}
		p.C = c
	}
	fresh := p.Form.Get("buoc") == ""
	p.Form = laidOver(p.startingForm(), p.Form)
	c, t := readWizard(p.Form, p.C)
	if !fresh {
		p.stopAtFault(c, t)
	}
	if c.HeldOn.IsZero() {
		c.HeldOn = roster.Today(tx)
	}
	staff, err := roster.StaffOn(tx, c.HeldOn)
	if err != nil {
		return err
	}
	p.Staff = len(staff)
	if p.Name, err = conference.NameOf(tx, c); err != nil {
		return err
	}
	if c.OwnName && c.Name != "" {
		p.Name = c.Name
	}
	return p.judge(tx, c)
}

// startingForm is what the wizard begins with: the record, or the year that
// ends around now.
func (p *wizardPage) startingForm() url.Values {
	if p.C.ID != "" {
		return wizardForm(p.C)
	}
	now := p.Now()
	review := now.Year() - 1
	if now.Month() >= time.September {
		review = now.Year()
	}
	return wizardForm(conference.Conference{Track: conference.Staff, Form: "whole", Scope: "office", Period: "calendar", YearName: "plan",
		ReviewYear: review, PlanYear: review + 1, Session: "morning", StartsAt: "08:00"})
}

// stopAtFault goes back to the first step whose fields are not in order.
func (p *wizardPage) stopAtFault(c conference.Conference, t *typed) {
	said := p.Visit.Faults(t.faults.Err())
	maps.Copy(said, p.Visit.Faults(c.Check()))
	for field, words := range p.Visit.Faults(t.faults.Err()) { // what cannot be read is said before what is missing
		said[field] = words
	}
	for at, fields := range wizardSteps[:p.At] {
		if slices.ContainsFunc(fields, func(f string) bool { return said[f] != "" }) {
			p.At, p.Wrong, p.Said = at, said, p.T("fault.form")
			return
		}
	}
}

// judge asks the law about form and day once both can be known.
func (p *wizardPage) judge(tx *store.Tx, c conference.Conference) error {
	asks := map[int][]func(*store.Tx, conference.Conference) (law.Why, error){
		0: {conference.FormWhy}, 2: {conference.DateWhy}, 4: {conference.FormWhy, conference.DateWhy}}
	for _, ask := range asks[p.At] {
		w, err := ask(tx, c)
		if err := unlessLaw(err); err != nil {
			return err
		}
		if w.Conclusion != "" && !(p.At == 2 && p.Form.Get("held") == "") {
			p.Whys = append(p.Whys, w)
		}
	}
	return nil
}

func endWizard(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		var c conference.Conference
		var err error
		if id := r.PostForm.Get("hn"); id != "" {
			if c, err = conference.Find(tx, id); err != nil {
				return "", err
			}
		}
		c, t := readWizard(r.PostForm, c)
		if err := t.faults.Err(); err != nil {
			return "", err
		}
		if c.ID != "" {
			return v.Path(shell.Of("/ban", c)), conference.Amend(tx, c)
		}
		c.ID, err = conference.Plan(tx, c)
		return v.Path(shell.Of("/ban", c)), err
	})
	if fault.Is(err, fault.Invalid) {
		return showStep(w, r, v, r.PostForm)
	}
	return err
}

// readWizard lays what was typed over a conference.
func readWizard(form url.Values, c conference.Conference) (conference.Conference, *typed) {
	t := &typed{Values: form}
	c.Track, c.Form, c.Scope, c.Dispersed = t.text("track"), t.text("form"), t.text("scope"), t.text("dispersed") == "1"
	c.Period, c.ReviewYear, c.PlanYear, c.YearName = t.text("period"), t.number("review"), t.number("plan"), t.text("year_name")
	c.HeldOn, c.Session, c.StartsAt, c.Place = t.day("held"), t.text("session"), t.text("starts"), t.text("place")
	c.OwnName, c.Name, c.Purpose, c.GuidanceName = t.text("own") == "1", t.text("name"), t.text("purpose"), t.text("guidance_name")
	c.ConsentBy, c.ConsentOn, c.ConsentDoc = t.text("consent_by"), t.day("consent_on"), t.text("consent_doc")
	var style []string
	for _, s := range conference.NameStyles() {
		if t.text("style_"+s) == "1" {
			style = append(style, s)
		}
	}
	c.NameStyle = strings.Join(style, " ")
	return c, t
}

func wizardForm(c conference.Conference) url.Values {
	tick := func(b bool) string { return map[bool]string{true: "1"}[b] }
	year := func(y int) string { return strconv.Itoa(y) }
	f := url.Values{"track": {c.Track}, "form": {c.Form}, "scope": {c.Scope}, "dispersed": {tick(c.Dispersed)},
		"period": {c.Period}, "review": {year(c.ReviewYear)}, "plan": {year(c.PlanYear)}, "year_name": {c.YearName},
		"held": {dayText(c.HeldOn)}, "session": {c.Session}, "starts": {c.StartsAt}, "place": {c.Place},
		"own": {tick(c.OwnName)}, "name": {c.Name}, "purpose": {c.Purpose}, "guidance_name": {c.GuidanceName},
		"consent_by": {c.ConsentBy}, "consent_on": {dayText(c.ConsentOn)}, "consent_doc": {c.ConsentDoc}}
	for _, s := range strings.Fields(c.NameStyle) {
		f.Set("style_"+s, "1")
	}
	return f
}

// laidOver puts what was sent over what is known. Once a step was sent, all
// fields travel: one that is absent is empty, so that ticks can be taken away.
func laidOver(known, sent url.Values) url.Values {
	if sent.Get("buoc") == "" {
		return known
	}
	return sent
}

// carried are the fields that travel with the form of a step.
func (p wizardPage) carried() (out [][2]string) {
	for at, fields := range wizardSteps {
		for _, f := range fields {
			if at != p.At && p.Form.Get(f) != "" {
				out = append(out, [2]string{f, p.Form.Get(f)})
			}
		}
	}
	return out
}

// back is the address of an earlier step with everything typed.
func (p wizardPage) back(step int) string {
	q := url.Values{"buoc": {strconv.Itoa(step)}}
	for _, fields := range wizardSteps {
		for _, f := range fields {
			if s := p.Form.Get(f); s != "" {
				q.Set(f, s)
			}
		}
	}
	if p.C.ID != "" {
		q.Set("hn", p.C.ID)
	}
	return p.Path("/ban/hoi-nghi/moi?" + q.Encode())
}

func (p wizardPage) labels() (out []string) {
	for _, s := range []string{"kind", "years", "time", "name", "look"} {
		out = append(out, p.T("desk.wizard.step."+s))
	}
	return out
}

func (p wizardPage) field(name, class string, o kit.FieldOpts) kit.FieldOpts {
	// keys: desk.wizard.*
	o.Name, o.Class, o.Label = name, class, p.T("desk.wizard."+name)
	o.Value, o.Fault = p.Form.Get(name), p.Wrong[name]
	return o
}

// said is how a field reads on the last step.
func (p wizardPage) said(name string) string {
	s := p.Form.Get(name)
	switch name {
	case "track", "form", "scope", "period", "session", "year_name":
		if s == "" {
			return ""
		}
		return p.T("desk.wizard." + name + "." + s)
	}
	return s
}

func (p wizardPage) wizardTitle() string {
	if p.C.ID == "" {
		return p.T("desk.wizard.title")
	}
	return p.T("desk.wizard.title.edit")
}

// whyKind is the colour of a verdict.
func whyKind(x law.Why) string {
	return map[law.Verdict]string{law.Met: "done", law.Short: "bad", law.Warned: "warn"}[x.Verdict]
}
