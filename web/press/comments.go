package press

import (
	"cmp"
	"io"
	"net/http"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/comment"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func commentRoutes(m *kit.Mux) {
	m.On("GET /ban/binh-luan", kit.Only(access.Publish, listComments))
	m.On("POST /ban/binh-luan/{id}", kit.Only(access.Publish, decideComment))
}

// commentsPage is what readers wrote; what waits stands first. It knows no
// e-mail addresses.
type commentsPage struct {
	*kit.Visit
	List     kit.List
	Comments []comment.Comment
	Articles map[string]portal.Article
	All      int
	Faults   kit.Faults
	Typed    map[string]string // answers, by comment
}

// keys: press.comment.state.*

var commentKinds = map[comment.State]string{comment.Waiting: "now", comment.Shown: "done", comment.Refused: "warn"}

func listComments(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := commentsPage{Visit: v, List: v.ListOf(r, "tinh-trang", "tinh-trang")}
	all, err := p.read(r)
	if err != nil {
		return err
	}
	if r.FormValue("xuat") == "xlsx" {
		return p.export(w, all)
	}
	p.Comments = kit.Cut(&p.List, all)
	return v.Show(w, r, commentsView(p))
}

func (p *commentsPage) read(r *http.Request) (found []comment.Comment, err error) {
	var all []comment.Comment
	err = p.Visit.Read(r.Context(), func(tx *store.Tx) error {
		articles, err := portal.ListAll(tx)
		if err != nil {
			return err
		}
		p.Articles = map[string]portal.Article{}
		for _, a := range articles {
			p.Articles[a.ID] = a
		}
		all, err = comment.List(tx)
		return err
	})
	p.All = len(all)
	found = p.filter(all)
	p.sort(found)
	return found, err
}

func (p commentsPage) filter(all []comment.Comment) []comment.Comment {
	words, state := strings.Fields(locale.FoldSearch(p.List.Search)), p.List.Filter("tinh-trang")
	return slices.DeleteFunc(all, func(c comment.Comment) bool {
		if state != "" && string(c.State) != state {
			return true
		}
		text := locale.FoldSearch(c.Name + " " + c.Body + " " + p.Articles[c.Article].Title)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
}

func (p commentsPage) sort(list []comment.Comment) {
	slices.SortStableFunc(list, func(a, b comment.Comment) int {
		switch p.List.Sort {
		case "ten":
			return strings.Compare(locale.FoldSearch(a.Name), locale.FoldSearch(b.Name))
		case "bai":
			return strings.Compare(locale.FoldSearch(p.Articles[a.Article].Title), locale.FoldSearch(p.Articles[b.Article].Title))
		case "gui":
			return a.At.Compare(b.At)
		}
		return cmp.Compare(slices.Index(comment.States(), a.State), slices.Index(comment.States(), b.State))
	})
	if p.List.Desc {
		slices.Reverse(list)
	}
}

func (p commentsPage) states() (out []kit.Option) {
	for _, s := range comment.States() {
		out = append(out, kit.Option{Value: string(s), Label: p.T("press.comment.state." + string(s))})
	}
	return out
}

func (p commentsPage) export(w http.ResponseWriter, list []comment.Comment) error {
	title := p.T("press.comment.title")
	s := document.Sheet{Name: title, Meta: document.Meta{Title: title, Author: p.Place.Name, Created: law.DayOf(p.Now())}}
	for i, key := range []string{"press.comment.sent", "press.comment.name", "press.comment.body", "press.comment.article", "desk.article.state"} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(key), Width: []int{28, 44, 100, 80, 28}[i]})
	}
	for _, c := range list {
		s.Rows = append(s.Rows, []document.Cell{document.Date(law.DayOf(c.At.In(locale.Zone))), document.Str(c.Name), document.Str(c.Body),
			document.Str(p.Articles[c.Article].Title), document.Str(p.T("press.comment.state." + string(c.State)))})
	}
	return p.Send(w, kit.Download{Name: portal.Slug(title) + ".xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error {
		return document.XLSX(out, s)
	}})
}

// decideComment does what the pressed button says: show, refuse, or answer and
// show.
func decideComment(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, act := r.PathValue("id"), r.PostFormValue("act")
	reply := r.PostFormValue("reply-" + id)
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		to := v.Back(r, "/ban/binh-luan")
		if act == "reply" {
			return to, comment.Reply(tx, id, v.Place.Name, reply)
		}
		return to, comment.Decide(tx, id, comment.State(act))
	})
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p := commentsPage{Visit: v, List: v.ListOf(r, "tinh-trang", "tinh-trang"), Faults: v.Faults(err), Typed: map[string]string{id: reply}}
	p.List.Path = v.Path("/ban/binh-luan")
	all, err := p.read(r)
	if err != nil {
		return err
	}
	p.Comments = kit.Cut(&p.List, all)
	return v.Return(w, r, commentsView(p))
}
