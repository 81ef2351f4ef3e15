package stage

import (
	"cmp"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// keys: stage.opinion.to.* stage.opinion.state.* stage.opinion.kind.* stage.opinion.stance.* stage.opinion.ending.* stage.opinion.phase.* stage.opinion.way.*

func opinionRoutes(m *kit.Mux) {
	m.On("GET /ban/y-kien", kit.Only(access.SeeWork, showOpinions))
	m.On("POST /ban/y-kien/phieu", kit.Only(access.Record, enterSlip))
	m.On("GET /ban/y-kien/{id}", kit.Only(access.SeeWork, showOpinion))
	m.On("POST /ban/y-kien/{id}/giao", kit.Only(access.SeeWork, assign))
	m.On("POST /ban/y-kien/{id}/tra-loi", kit.Only(access.SeeWork, reply))
}

// opinionsPage is the list with its counts.
type opinionsPage struct {
	*kit.Visit
	C      conference.Conference
	List   kit.List
	Rows   []opinion.Opinion
	Groups []opinion.Group
	Tally  opinion.Tally
	Papers map[string]string // titles by id
	People []conference.Attendee
	Rule   law.Dated[bool] // that answers are made public; zero before there was a law
	Typed  url.Values
	Faults kit.Faults
}

func readOpinions(r *http.Request, v *kit.Visit) (p opinionsPage, all []opinion.Opinion, err error) {
	p = opinionsPage{Visit: v, List: v.ListOf(r, "ngay", "hn", "ben", "tt", "chu-de"), Papers: map[string]string{}, Typed: url.Values{}}
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		if all, err = opinion.List(tx, p.C.ID); err != nil {
			return err
		}
		papers, err := conference.Papers(tx, p.C.ID)
		for _, x := range papers {
			p.Papers[x.ID] = x.Title
		}
		if err != nil {
			return err
		}
		p.People, err = conference.Attendance(tx, p.C.ID)
		return err
	})
	p.Rule, _ = law.OpinionExplained.On(p.C.HeldOn) // before the law there is none to show
	return p, all, err
}

func showOpinions(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, all, err := readOpinions(r, v)
	if err != nil {
		return err
	}
	if r.FormValue("xuat") == "xlsx" {
		return p.export(w, p.found(all))
	}
	p.fill(all)
	return v.Show(w, r, opinionsView(p))
}

func (p *opinionsPage) fill(all []opinion.Opinion) {
	p.Groups, p.Tally = opinion.ByTopic(all), opinion.Count(all, p.today())
	p.Rows = kit.Cut(&p.List, p.found(all))
}

func (p opinionsPage) today() law.Day { return law.DayOf(p.Now()) }

// found are the opinions that the list asks for, in its order.
func (p opinionsPage) found(all []opinion.Opinion) []opinion.Opinion {
	words, side, state, topic := locale.FoldSearch(p.List.Search), p.List.Filter("ben"), p.List.Filter("tt"), p.List.Filter("chu-de")
	list := slices.DeleteFunc(slices.Clone(all), func(o opinion.Opinion) bool {
		return side != "" && o.To != side || state != "" && o.State() != state || topic != "" && !slices.Contains(o.Topics, topic) ||
			!strings.Contains(locale.FoldSearch(o.Text+" "+o.Name+" "+o.Owner), words)
	})
	slices.SortStableFunc(list, func(a, b opinion.Opinion) int {
		switch p.List.Sort {
		case "nguoi":
			return strings.Compare(locale.SortKey(locale.SplitName(a.Name)), locale.SortKey(locale.SplitName(b.Name)))
		case "han":
			return cmp.Compare(dueKey(a), dueKey(b))
		}
		return a.PutAt.Compare(b.PutAt)
	})
	if p.List.Desc {
		slices.Reverse(list)
	}
	return list
}

// dueKey sorts what has no day after what has one.
func dueKey(o opinion.Opinion) string {
	if o.Due.IsZero() {
		return "9999"
	}
	return o.Due.String()
}

func (p opinionsPage) export(w http.ResponseWriter, list []opinion.Opinion) error {
	s := document.Sheet{Name: p.T("stage.opinion.sheet"), Meta: document.Meta{Title: p.T("stage.opinions"), Author: p.Place.Name, Created: p.today()}}
	for _, c := range []struct {
		title string
		width int
	}{{"stage.opinion.no", 6}, {"stage.opinion.day", 12}, {"stage.opinion.author", 26}, {"stage.opinion.side", 18}, {"stage.opinion.kind", 16}, {"stage.opinion.text", 60},
		{"stage.opinion.topics", 24}, {"stage.opinion.owner", 24}, {"stage.opinion.due", 12}, {"stage.opinion.state", 18}, {"stage.opinion.answer", 60}} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(c.title), Width: c.width})
	}
	for i, o := range list {
		var answers []string
		for _, a := range o.Answers {
			answers = append(answers, p.T("stage.opinion.ending."+a.Ending)+" ("+a.Name+"): "+a.Text)
		}
		s.Rows = append(s.Rows, []document.Cell{document.Int(int64(i + 1)), document.Date(law.DayOf(o.PutAt.In(locale.Zone))), document.Str(p.author(o)), document.Str(p.T("stage.opinion.to." + o.To)),
			document.Str(p.T("stage.opinion.kind." + o.Kind)), document.Str(o.Text), document.Str(strings.Join(o.Topics, "; ")), document.Str(o.Owner), document.Date(o.Due),
			document.Str(p.T("stage.opinion.state." + o.State())), document.Str(strings.Join(answers, "\n"))})
	}
	return p.Send(w, kit.Download{Name: "y-kien-kien-nghi.xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error { return document.XLSX(out, s) }})
}

// author is who said it, as far as the reader may know.
func (p opinionsPage) author(o opinion.Opinion) string {
	switch {
	case o.Cover == opinion.Unnamed:
		return p.T("stage.opinion.unnamed")
	case o.Name == "":
		return p.T("stage.opinion.kept")
	case o.Department != "":
		return o.Name + ", " + o.Department
	}
	return o.Name
}

func enterSlip(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return "", err
		}
		o := opinion.Opinion{Conference: c.ID, Kind: r.PostFormValue("kind"), To: r.PostFormValue("to"), Stance: r.PostFormValue("stance"),
			Cover: r.PostFormValue("cover"), Paper: r.PostFormValue("paper"), Place: r.PostFormValue("place"), Text: r.PostFormValue("text"), Name: r.PostFormValue("name")}
		people, err := conference.Attendance(tx, c.ID)
		if err != nil {
			return "", err
		}
		for _, a := range people {
			if o.Name == a.Name+" · "+a.Department {
				o.Person = a.Person
			}
		}
		_, err = opinion.PutSlip(tx, o)
		return v.Path("/ban/y-kien?hn=", c.ID), err
	})
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p, all, again := readOpinions(r, v)
	if again != nil {
		return again
	}
	p.fill(all)
	p.Typed, p.Faults = r.PostForm, v.Faults(err)
	return v.Return(w, r, opinionsView(p))
}

// opinionPage is one opinion with what may be done about it.
type opinionPage struct {
	opinionsPage
	O opinion.Opinion
}

func showOpinion(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readOpinion(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, opinionView(p))
}

func readOpinion(r *http.Request, v *kit.Visit) (p opinionPage, err error) {
	p.opinionsPage = opinionsPage{Visit: v, Papers: map[string]string{}, Typed: url.Values{}}
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.O, err = opinion.Find(tx, r.PathValue("id")); err != nil {
			return err
		}
		if p.C, err = conference.Find(tx, p.O.Conference); err != nil || p.O.Paper == "" {
			return err
		}
		x, err := conference.FindPaper(tx, p.O.Paper)
		p.Papers[x.ID] = x.Title
		return err
	})
	p.Rule, _ = law.OpinionExplained.On(p.C.HeldOn) // before the law there is none to show
	return p, err
}

// about does something to one opinion and shows it, or the form with its faults.
func about(w http.ResponseWriter, r *http.Request, v *kit.Visit, f func(*store.Tx) error) error {
	err := v.Act(w, r, func(tx *store.Tx) (string, error) { return v.Path("/ban/y-kien/", r.PathValue("id")), f(tx) })
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p, again := readOpinion(r, v)
	if again != nil {
		return again
	}
	p.Typed, p.Faults = r.PostForm, v.Faults(err)
	return v.Return(w, r, opinionView(p))
}

func assign(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return about(w, r, v, func(tx *store.Tx) error {
		due, err := typedDay(r, "due")
		if err != nil {
			return err
		}
		return opinion.Assign(tx, r.PathValue("id"), opinion.Assignment{Owner: r.PostFormValue("owner"), Due: due, Topics: []string{r.PostFormValue("topics")}})
	})
}

func reply(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return about(w, r, v, func(tx *store.Tx) error {
		due, err := typedDay(r, "promise")
		if err != nil {
			return err
		}
		_, err = opinion.Reply(tx, opinion.Answer{Opinion: r.PathValue("id"), Ending: r.PostFormValue("ending"), Text: r.PostFormValue("text"), Name: r.PostFormValue("name"), Due: due})
		return err
	})
}

// typedDay reads a day of a form; empty is none.
func typedDay(r *http.Request, field string) (law.Day, error) {
	s := strings.TrimSpace(r.PostFormValue(field))
	if s == "" {
		return law.Day{}, nil
	}
	d, err := locale.ParseDate(s)
	if err != nil {
		var f fault.Form
		f.Check(false, field, "fault.day")
		return d, f.Err()
	}
	return d, nil
}

func options(v *kit.Visit, prefix string, values []string) (out []kit.Option) {
	for _, x := range values {
		out = append(out, kit.Option{Value: x, Label: v.T(prefix + x)})
	}
	return out
}

// mayAnswer reports whether the reader answers for the side that was addressed.
func (p opinionPage) mayAnswer() bool {
	return p.O.State() != opinion.Withdrawn && opinion.AnswersFor(p.Who, p.O.To)
}

func (p opinionPage) mayAssign() bool {
	return p.O.State() != opinion.Withdrawn && (p.Who.May(access.Record) || p.Who.May(access.Preside))
}

func tone(s opinion.State) string {
	return map[opinion.State]string{opinion.Done: "done", opinion.Promised: "warn", opinion.Taken: "now"}[s]
}

// typed is what was typed into a field, else what stands.
func (p opinionsPage) typed(field, stands string) string {
	if p.Typed.Has(field) {
		return p.Typed.Get(field)
	}
	return stands
}
