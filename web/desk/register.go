package desk

import (
	"io"
	"net/http"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/register"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func registerRoutes(m *kit.Mux) {
	m.On("GET /ban/van-ban", kit.Only(access.SeeWork, registerList))
	m.On("GET /ban/van-ban/moi", kit.Only(access.Prepare, registerShow))
	m.On("GET /ban/van-ban/{id}", kit.Only(access.SeeWork, registerShow))
	m.On("GET /ban/van-ban/{id}/tep", kit.Only(access.SeeWork, registerFile))
	m.Upload("POST /ban/van-ban/moi", uploadLimit, kit.Only(access.Prepare, registerPost))
	m.Upload("POST /ban/van-ban/{id}", uploadLimit, kit.Only(access.Prepare, registerPost))
	m.On("POST /ban/van-ban/ke-hoach", kit.Only(access.Issue, planPost))
	m.On("POST /ban/van-ban/{id}/can-cu", kit.Only(access.Prepare, basisPost(conference.AddBasis)))
	m.On("POST /ban/van-ban/{id}/bo-can-cu", kit.Only(access.Prepare, basisPost(conference.RemoveBasis)))
}

// registerPage is the register, or one document of it.
type registerPage struct {
	about
	List kit.List
	Rows []register.Document
	All  int
	On   map[string]bool // documents on which the conference rests
	Doc  register.Document
}

func (p *registerPage) read(r *http.Request, f func(tx *store.Tx) error) error {
	p.On = map[string]bool{}
	return p.Read(r.Context(), func(tx *store.Tx) error {
		c, err := shell.Conference(tx, r)
		if fault.Of(err).Key == "conference.none" {
			return f(tx)
		}
		if err != nil {
			return err
		}
		p.C = c
		bases, err := conference.Bases(tx, c.ID)
		if err != nil {
			return err
		}
		for _, d := range bases {
			p.On[d.ID] = true
		}
		return f(tx)
	})
}

func registerList(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := registerPage{about: about{Visit: v}, List: v.ListOf(r, "ngay", "chieu-van-ban", "so-cua", "loai", "hn")}
	var list []register.Document
	err := p.read(r, func(tx *store.Tx) (err error) {
		list, err = register.List(tx)
		return err
	})
	if err != nil {
		return err
	}
	p.All = len(list)
	list = p.found(list)
	if r.FormValue("xuat") == "xlsx" {
		return p.export(w, list)
	}
	p.Rows = kit.Cut(&p.List, list)
	return v.Show(w, r, registerView(p))
}

func (p registerPage) found(list []register.Document) []register.Document {
	words, way, kind, series := locale.FoldSearch(p.List.Search), p.List.Filter("chieu-van-ban"), p.List.Filter("loai"), p.List.Filter("so-cua")
	list = slices.DeleteFunc(list, func(d register.Document) bool {
		return series != "" && string(d.Series) != series || way != "" && d.Way != way || kind != "" && d.Kind != kind || !strings.Contains(locale.FoldSearch(register.Cite(d)), words)
	})
	switch p.List.Sort {
	case "so":
		slices.SortStableFunc(list, func(a, b register.Document) int { return strings.Compare(a.Symbol+a.Number, b.Symbol+b.Number) })
	case "noi":
		slices.SortStableFunc(list, func(a, b register.Document) int { return strings.Compare(locale.Fold(a.Issuer), locale.Fold(b.Issuer)) })
	}
	if p.List.Desc {
		slices.Reverse(list)
	}
	return list
}

func (p registerPage) export(w http.ResponseWriter, list []register.Document) error {
	s := document.Sheet{Name: p.T("desk.register.sheet"), Meta: document.Meta{Title: p.T("desk.register.title"), Author: p.Place.Name, Created: law.DayOf(p.Now())}}
	for i, key := range []string{"desk.register.way", "desk.register.series", "desk.register.kind", "desk.register.number", "desk.register.dated", "desk.register.issuer", "desk.register.subject"} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(key), Width: []int{20, 36, 32, 40, 28, 70, 90}[i]})
	}
	for _, d := range list {
		// keys: desk.register.way.*
		s.Rows = append(s.Rows, []document.Cell{document.Str(p.T("desk.register.way." + d.Way)), document.Str(p.series(d)), document.Str(d.Kind), document.Str(numbered(d)),
			document.Date(d.Dated), document.Str(d.Issuer), document.Str(d.Subject)})
	}
	return p.Send(w, kit.Download{Name: p.T("desk.register.file") + ".xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error { return document.XLSX(out, s) }})
}

// keys: desk.register.series.*

// series is whose numbers a document that went out counts among.
func (p registerPage) series(d register.Document) string {
	if d.Series == "" {
		return ""
	}
	return p.T("desk.register.series." + string(d.Series))
}

// numbered is number and symbol as printed.
func numbered(d register.Document) string { return strings.TrimSuffix(d.Number+"/"+d.Symbol, "/") }

func registerShow(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return registerForm(w, r, v, again{})
}

func registerForm(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := registerPage{about: about{Visit: v, again: a}}
	err := p.read(r, func(tx *store.Tx) (err error) {
		if id := r.PathValue("id"); id != "" {
			p.Doc, err = register.Find(tx, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	if p.Doc.ID == "" {
		p.Doc.Kind = register.Kinds()[0].Name
	}
	return a.answer(w, r, documentView(p))
}

func registerPost(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	name, body, err := kit.File(r, "file")
	if err != nil {
		return err
	}
	err = v.Act(w, r, func(tx *store.Tx) (string, error) {
		var d register.Document
		if id := r.PathValue("id"); id != "" {
			if d, err = register.Find(tx, id); err != nil {
				return "", err
			}
		}
		t := typedIn(r)
		d.Kind, d.Number, d.Symbol, d.Issuer, d.Subject, d.Dated = t.text("kind"), t.text("number"), t.text("symbol"), t.text("issuer"), t.text("subject"), t.day("dated")
		if err := t.faults.Err(); err != nil {
			return "", err
		}
		if body != nil {
			f, err := media.Take(tx, name, body)
			if err != nil {
				return "", err
			}
			d.FileID = f.ID
		}
		id, err := keepDocument(tx, d)
		if err == nil && t.text("basis") == "1" {
			err = conference.AddBasis(tx, t.text("hn"), id)
		}
		return v.Path("/ban/van-ban/", id), err
	})
	if fault.Is(err, fault.Invalid) {
		return registerForm(w, r, v, again{form: r.PostForm, Wrong: v.Faults(err), Said: v.Say(err)})
	}
	return err
}

// planPost gives the plan of the conference its number; without a basis it is
// refused by the room.
func planPost(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return "", err
		}
		d, err := conference.IssuePlan(tx, c.ID, roster.Today(tx))
		return v.Path("/ban/van-ban/", d.ID), err
	})
}

func keepDocument(tx *store.Tx, d register.Document) (string, error) {
	if d.ID == "" {
		return register.Receive(tx, d)
	}
	return d.ID, register.Amend(tx, d)
}

// basisPost rests the conference on a document, or no longer.
func basisPost(act func(tx *store.Tx, conference, document string) error) kit.Handler {
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		return v.Act(w, r, func(tx *store.Tx) (string, error) {
			c, err := shell.Conference(tx, r)
			if err != nil {
				return "", err
			}
			return v.Back(r, shell.Of("/ban/van-ban", c)), act(tx, c.ID, r.PathValue("id"))
		})
	}
}

func registerFile(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var f media.File
	var body []byte
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		d, err := register.Find(tx, r.PathValue("id"))
		if err != nil {
			return err
		}
		f, body, err = media.Open(tx, d.FileID)
		return err
	})
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: f.Name, Type: f.Type, Write: func(out io.Writer) error {
		_, err := out.Write(body)
		return err
	}})
}

// doubt says when the symbol speaks of another kind of document.
func (p registerPage) doubt(d register.Document) string {
	if spoken, ok := register.Doubt(d); ok {
		return p.T("desk.register.doubt", d.Symbol, spoken, d.Kind)
	}
	return ""
}

func documentKinds(extra string) (out []kit.Option) {
	for _, k := range register.Kinds() {
		out = append(out, kit.Option{Value: k.Name, Label: k.Name})
	}
	if extra != "" && !slices.ContainsFunc(out, func(o kit.Option) bool { return o.Value == extra }) {
		out = append(out, kit.Option{Value: extra, Label: extra})
	}
	return out
}

func (p registerPage) documentTitle() string {
	if p.Doc.ID == "" {
		return p.T("desk.register.new")
	}
	return p.Doc.Kind + " " + numbered(p.Doc)
}

func (p registerPage) documentPath() string {
	if p.Doc.ID == "" {
		return "/ban/van-ban/moi"
	}
	return "/ban/van-ban/" + p.Doc.ID
}
