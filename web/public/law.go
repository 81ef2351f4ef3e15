package public

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hoinghi/account"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func lawRoutes(m *kit.Mux) {
	m.On("GET /luat", kept(lawBook))
	m.On("GET /luat/{id}", kept(lawRule))
}

// keys: public.law.kind.* public.law.conf.*

const everyKind = "moi" // typed for all kinds of unit

// asked is the day and the kind of unit that a reader asks the book about.
type asked struct {
	frame
	Search string
	Typed  string       // the day as typed
	On     law.Day      // today when none was typed, or none that exists
	Kind   law.UnitKind // empty for all
	Said   string       // what is wrong with the day, in words
}

func (a *asked) read(r *http.Request, v *kit.Visit) error {
	q := r.URL.Query()
	a.Search, a.Typed, a.On = cut(q.Get("tim")), cut(q.Get("ngay")), law.DayOf(v.Now())
	d, err := locale.ParseDate(a.Typed)
	if err != nil {
		a.Said = v.T("public.law.day.bad", a.Typed, a.On)
	} else if !d.IsZero() {
		a.On = d
	}
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		a.frame, err = newFrame(tx, r, v, law.DayOf(v.Now()))
		return err
	})
	a.Here = "/luat"
	a.Kind = kindAsked(q.Get("loai"), a.Org)
	return err
}

// kindAsked is the kind typed, all of them, or the agency's own.
func kindAsked(typed string, org account.Org) law.UnitKind {
	if typed == everyKind {
		return ""
	}
	for _, s := range []string{typed, org.Kind} {
		if k, err := law.ParseUnitKind(s); err == nil {
			return k
		}
	}
	return ""
}

// lawBookPage is the whole book, pack by pack, or what a search finds in it.
type lawBookPage struct {
	asked
	Packs  []pack
	Total  int
	Doubts []law.Doubt
}

type pack struct {
	Name, Slug string
	Lines      []line
}

// line is one rule as it stands on the day asked for.
type line struct {
	law.Rule
	Entry  law.Entry // without an id where no value is known
	Reason string    // why none is
	Likens bool      // by analogy only
}

func lawBook(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p lawBookPage
	if err := p.asked.read(r, v); err != nil {
		return err
	}
	p.collect()
	if p.Search == "" {
		p.Doubts = law.Doubts()
	}
	return p.answer(w, r, sheet{Body: lawBookView(p)})
}

func (p *lawBookPage) collect() {
	words := strings.Fields(locale.Fold(p.Search))
	for _, x := range law.Rules() {
		l, ok := p.lineOf(x)
		if !ok || !l.speaksOf(words) {
			continue
		}
		if len(p.Packs) == 0 || p.Packs[len(p.Packs)-1].Name != x.Topic {
			p.Packs = append(p.Packs, pack{Name: x.Topic, Slug: portal.Slug(x.Topic)})
		}
		last := &p.Packs[len(p.Packs)-1]
		last.Lines = append(last.Lines, l)
		p.Total++
	}
}

// lineOf reads a rule for the day and the kind; false for a kind that the rule
// does not touch.
func (a asked) lineOf(x law.Rule) (line, bool) {
	l := line{Rule: x}
	if a.Kind != "" {
		if !slices.Contains(x.Kinds, a.Kind) {
			return l, false
		}
		l.Likens = a.Kind == law.PartyOrMass && x.Analogy
	}
	var err error
	if l.Entry, err = x.On(a.On); err != nil {
		l.Reason = a.without(err)
	}
	return l, true
}

// without says in words why a rule has no value on a day.
func (a asked) without(err error) string {
	var e *law.Error
	if !errors.As(err, &e) {
		return a.Say(err)
	}
	switch {
	case e.Key == law.KeyDayBefore && len(e.Args) == 3:
		return a.T("public.law.before", e.Args[2])
	case e.Key == law.KeyDayGap && len(e.Args) == 3 && e.Args[2] != "":
		return fmt.Sprint(e.Args[2])
	case e.Key == law.KeyDayGap:
		return a.T("public.law.ended")
	}
	return a.T(e.Key, e.Args...)
}

// speaksOf reports whether all words, folded, occur in the rule.
func (l line) speaksOf(words []string) bool {
	all := locale.Fold(l.Title + " " + l.ID + " " + l.Topic)
	for _, e := range l.Entries {
		all += " " + locale.Fold(e.Value+" "+e.Cite+" "+e.Note)
	}
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
}

// to is an address in the book that keeps the day and the kind asked for.
func (a asked) to(path string) string {
	q := ""
	if a.Typed != "" && a.Said == "" {
		q = "?ngay=" + a.On.String()
	}
	if k := string(a.Kind); k != a.Org.Kind {
		if k == "" {
			k = everyKind
		}
		q += map[bool]string{true: "?", false: "&"}[q == ""] + "loai=" + k
	}
	return a.Path(path) + q
}

func (a asked) kindOptions() []kit.Option {
	out := []kit.Option{{Value: everyKind, Label: a.T("public.law.kind.all")}}
	for _, k := range law.UnitKinds() {
		out = append(out, kit.Option{Value: string(k), Label: a.T("public.law.kind." + string(k))})
	}
	return out
}

func (a asked) kindValue() string {
	if a.Kind == "" {
		return everyKind
	}
	return string(a.Kind)
}

// confidences are the kinds of state for how far a value was checked.
var confidences = map[law.Confidence]string{law.Verified: "done", law.High: "", law.Medium: "warn", law.Low: "bad"}

// confIcons keep the four apart without colour.
var confIcons = map[law.Confidence]string{law.Verified: "check", law.High: "info", law.Medium: "info", law.Low: "warn"}
