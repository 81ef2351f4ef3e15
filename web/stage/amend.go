package stage

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// keys: stage.amend.*

// subject is one kind of record that has a page of its own to be mended on.
type subject struct {
	read func(*store.Tx, *onePage, string) error
	view func(onePage) templ.Component
	acts map[string]func(tx *store.Tx, r *http.Request, id string) error
}

func amendRoutes(m *kit.Mux) {
	for path, s := range map[string]subject{
		"/ban/thi-dua/quyet-dinh/{id}": {readDecision, decisionView, map[string]func(*store.Tx, *http.Request, string) error{
			"sua": amendDecision, "huy": withdrawDecision, "cong-khai": releaseDecision, "go": concealDecision}},
		"/ban/thi-dua/nguoi/{id}": {readAward, awardView, map[string]func(*store.Tx, *http.Request, string) error{"sua": amendAward, "bo": removeAward}},
		"/ban/thi-dua/ky/{id}":    {readPact, pactView, map[string]func(*store.Tx, *http.Request, string) error{"sua": amendPact, "rut": withdrawPact}},
	} {
		m.On("GET "+path, kit.Only(access.SeeWork, s.show))
		for form := range s.acts {
			m.On("POST "+path+"/"+form, kit.Only(access.SeeWork, s.doing(form)))
		}
	}
}

// onePage has a decision, one of its awards, or a pact, with what it was.
type onePage struct {
	*kit.Visit
	C        conference.Conference
	Decision emulation.Decision
	Award    emulation.Award
	Pact     emulation.Pact
	Versions []emulation.Version
	People   map[string]string // names, by person
	Worries  []portal.Worry    // what may be private in what goes before the public
	Own      string            // path of the page
	Typed    url.Values
	At       string // the form that came back
	Faults   kit.Faults
}

func (s subject) page(r *http.Request, v *kit.Visit) (p onePage, err error) {
	p = onePage{Visit: v, People: map[string]string{}}
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		if err := s.read(tx, &p, r.PathValue("id")); err != nil {
			return err
		}
		people, err := roster.ListPeople(tx)
		if err != nil {
			return err
		}
		for _, x := range people {
			p.People[x.ID] = x.Name
		}
		p.C, err = conference.Find(tx, p.C.ID)
		return err
	})
	return p, err
}

func (s subject) show(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := s.page(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, s.view(p))
}

// doing runs one of the acts and comes back to the page, with the faults
// beside the fields when it failed. The public's pages may show the subject.
func (s subject) doing(form string) kit.Handler {
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		own := strings.TrimSuffix(r.URL.Path, "/"+form)
		err := v.Act(w, r, func(tx *store.Tx) (string, error) {
			to := own
			if form == "bo" {
				a, _, err := emulation.FindAward(tx, r.PathValue("id"))
				if err != nil {
					return "", err
				}
				to = "/ban/thi-dua/quyet-dinh/" + a.Decision
			}
			tx.Announce(portal.Topic)
			return v.Path(to), s.acts[form](tx, r, r.PathValue("id"))
		})
		if !fault.Is(err, fault.Invalid) {
			return err
		}
		p, again := s.page(r, v)
		if again != nil {
			return again
		}
		p.Typed, p.Faults, p.At = r.PostForm, v.Faults(err), form
		return v.Return(w, r, s.view(p))
	}
}

func readDecision(tx *store.Tx, p *onePage, id string) (err error) {
	if p.Decision, err = emulation.FindDecision(tx, id); err != nil {
		return err
	}
	p.C.ID, p.Own, p.Worries = p.Decision.Conference, "/ban/thi-dua/quyet-dinh/"+id, worriesOf(p.Decision, p.Decision.Awards)
	p.Versions, err = emulation.Versions(tx, id)
	return err
}

func readAward(tx *store.Tx, p *onePage, id string) (err error) {
	p.Award, p.Decision, err = emulation.FindAward(tx, id)
	p.C.ID, p.Own = p.Decision.Conference, "/ban/thi-dua/nguoi/"+id
	return err
}

func readPact(tx *store.Tx, p *onePage, id string) (err error) {
	if p.Pact, err = emulation.FindPact(tx, id); err != nil {
		return err
	}
	p.C.ID, p.Own = p.Pact.Conference, "/ban/thi-dua/ky/"+id
	p.Versions, err = emulation.Versions(tx, id)
	return err
}

// worriesOf finds what may be private in a decision that names people.
func worriesOf(d emulation.Decision, named []emulation.Award) []portal.Worry {
	var lines []string
	for _, a := range named {
		lines = append(lines, strings.Join([]string{a.Name, a.Under, d.Subject, a.What()}, ", "))
	}
	return portal.Worries(portal.Article{Text: portal.Text{Body: strings.Join(lines, "\n")}})
}

func typedDecision(r *http.Request) (emulation.Decision, error) {
	day, err := typedDay(r, "dated")
	return emulation.Decision{ID: r.PathValue("id"), Number: r.PostFormValue("number"), Dated: day, Issuer: r.PostFormValue("issuer"), Signer: r.PostFormValue("signer"),
		SignerPost: r.PostFormValue("signer_post"), Subject: r.PostFormValue("subject"), Words: r.PostFormValue("words"), Behalf: r.PostFormValue("behalf")}, err
}

func amendDecision(tx *store.Tx, r *http.Request, _ string) error {
	d, err := typedDecision(r)
	if err != nil {
		return err
	}
	return emulation.AmendDecision(tx, d, r.PostFormValue("reason"))
}

func withdrawDecision(tx *store.Tx, r *http.Request, id string) error {
	return emulation.WithdrawDecision(tx, id, r.PostFormValue("reason"))
}

// releaseDecision stops at what may be private until somebody says why it may
// go out.
func releaseDecision(tx *store.Tx, r *http.Request, id string) error {
	d, err := emulation.FindDecision(tx, id)
	if err != nil {
		return err
	}
	out := emulation.Release{Named: r.PostForm["named"], Consent: r.PostFormValue("consent"), Cleared: r.PostFormValue("cleared")}
	var named []emulation.Award
	for _, a := range d.Awards {
		for _, id := range out.Named {
			if a.ID == id {
				named = append(named, a)
			}
		}
	}
	var f fault.Form
	f.Check(len(worriesOf(d, named)) == 0 || strings.TrimSpace(out.Cleared) != "", "cleared", "stage.amend.private")
	if err := f.Err(); err != nil {
		return err
	}
	return emulation.Publish(tx, id, out)
}

func concealDecision(tx *store.Tx, _ *http.Request, id string) error {
	return emulation.Conceal(tx, id)
}

func amendAward(tx *store.Tx, r *http.Request, id string) error {
	was, _, err := emulation.FindAward(tx, id)
	if err != nil {
		return err
	}
	a := emulation.Award{ID: id, Collective: r.PostFormValue("collective") == "1", Name: r.PostFormValue("name"), Under: r.PostFormValue("under"), Title: r.PostFormValue("title"),
		Form: r.PostFormValue("form"), Reason: r.PostFormValue("merit")}
	if strings.TrimSpace(a.Name) == was.Name && !a.Collective {
		a.Person = was.Person
	}
	return emulation.AmendAward(tx, a, r.PostFormValue("reason"))
}

func removeAward(tx *store.Tx, r *http.Request, id string) error {
	return emulation.RemoveAward(tx, id, r.PostFormValue("reason"))
}

func amendPact(tx *store.Tx, r *http.Request, id string) error {
	return emulation.AmendPact(tx, emulation.Pact{ID: id, Title: r.PostFormValue("title"), Text: r.PostFormValue("text")}, r.PostFormValue("reason"))
}

func withdrawPact(tx *store.Tx, r *http.Request, id string) error {
	return emulation.WithdrawPact(tx, id, r.PostFormValue("reason"))
}

// value is what was typed into a form that came back, else what is kept.
func (p onePage) value(form, field, kept string) string {
	if p.At == form {
		return p.Typed.Get(field)
	}
	return kept
}

func (p onePage) wrong(form, field string) string {
	if p.At == form {
		return p.Faults[field]
	}
	return ""
}

func (p onePage) mayKeep() bool { return p.Who.May(access.Record) || p.Who.May(access.Prepare) }

// named are the people who are to be named: as ticked, else as agreed before.
func (p onePage) named() (out []string) {
	if p.At == "cong-khai" {
		return p.Typed["named"]
	}
	for _, a := range p.Decision.Awards {
		if a.Consent != "" {
			out = append(out, a.ID)
		}
	}
	return out
}

// people are those who have to agree.
func (p onePage) people() (out []kit.Option) {
	for _, a := range p.Decision.Awards {
		if !a.Collective {
			out = append(out, kit.Option{Value: a.ID, Label: a.Name, Hint: a.Consent})
		}
	}
	return out
}

// consent is where the agreement noted last is kept.
func (p onePage) consent() (s string) {
	for _, a := range p.Decision.Awards {
		s = or(a.Consent, s)
	}
	return p.value("cong-khai", "consent", s)
}

// told are the lines of what a decision or a pact was.
func told(v emulation.Version, pact bool) (head string, lines []string) {
	if pact {
		x, err := v.Pact()
		if err != nil {
			return "", nil
		}
		return x.Title, splitText(x.Text)
	}
	d, err := v.Decision()
	if err != nil {
		return "", nil
	}
	for _, a := range d.Awards {
		parts := []string{a.Name, a.Under, a.What(), a.Reason}
		lines = append(lines, strings.Join(nonEmpty(parts), ", "))
	}
	return d.Cite(), lines
}

func nonEmpty(parts []string) (out []string) {
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func splitText(s string) []string { return strings.Split(s, "\n") }

// stampOf is an instant as the office reads it: 08:30 ngày 23/01/2026.
func stampOf(t time.Time) string { return locale.Clock(t) + " " + locale.Date(dayOf(t)) }
