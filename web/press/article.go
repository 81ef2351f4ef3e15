package press

import (
	"cmp"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const photosAtOnce = 100 << 20 // bytes of one upload of photos

func articleRoutes(m *kit.Mux) {
	m.On("GET /ban/tin-bai", kit.Only(access.Write, listArticles))
	m.On("POST /ban/tin-bai/soan", kit.Only(access.Write, draftArticle))
	m.On("GET /ban/tin-bai/moi", kit.Only(access.Write, newArticle))
	m.On("POST /ban/tin-bai/moi", kit.Only(access.Write, saveArticle))
	m.On("POST /ban/tin-bai/moi/dang", kit.Only(access.Publish, publishArticle))
	m.On("POST /ban/tin-bai/moi/xem-thu", kit.Only(access.Write, previewArticle))
	m.On("GET /ban/tin-bai/{id}", kit.Only(access.Write, editArticle))
	m.On("POST /ban/tin-bai/{id}", kit.Only(access.Write, saveArticle))
	m.On("POST /ban/tin-bai/{id}/xem-thu", kit.Only(access.Write, previewArticle))
	m.On("POST /ban/tin-bai/{id}/dang", kit.Only(access.Publish, publishArticle))
	m.On("POST /ban/tin-bai/moi/gui-duyet", kit.Only(access.Write, submitArticle))
	m.On("POST /ban/tin-bai/{id}/gui-duyet", kit.Only(access.Write, submitArticle))
	m.On("POST /ban/tin-bai/{id}/tra-lai", kit.Only(access.Write, sendBackArticle))
	m.On("POST /ban/tin-bai/moi/soat-loi", kit.Only(access.Write, lintArticle))
	m.On("POST /ban/tin-bai/{id}/soat-loi", kit.Only(access.Write, lintArticle))
	m.On("POST /ban/tin-bai/{id}/go", kit.Only(access.Publish, withdrawArticle))
	m.Upload("POST /ban/tin-bai/{id}/anh", photosAtOnce, kit.Only(access.Write, addPhotos))
	m.On("POST /ban/tin-bai/{id}/anh/{photo}", kit.Only(access.Write, changePhoto))
}

// articlesPage is the list of all articles, drafts first of all.
type articlesPage struct {
	*kit.Visit
	List     kit.List
	Articles []portal.Article
	All      int
	Moment   time.Time // of the reading
}

// keys: desk.article.state.*

func listArticles(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := articlesPage{Visit: v, List: v.ListOf(r, "sua", "tinh-trang")}
	if r.URL.Query().Get("theo") == "" {
		p.List.Desc = true // what was changed last stands first
	}
	var all []portal.Article
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.Moment = tx.Now
		all, err = portal.ListAll(tx)
		return err
	})
	if err != nil {
		return err
	}
	p.All = len(all)
	found := p.filter(all)
	p.sort(found)
	if r.FormValue("xuat") == "xlsx" {
		return p.export(w, found)
	}
	p.Articles = kit.Cut(&p.List, found)
	return v.Show(w, r, articlesView(p))
}

func (p articlesPage) filter(all []portal.Article) []portal.Article {
	words, state := strings.Fields(locale.FoldSearch(p.List.Search)), p.List.Filter("tinh-trang")
	return slices.DeleteFunc(all, func(a portal.Article) bool {
		if state != "" && p.state(a) != state {
			return true
		}
		text := locale.FoldSearch(a.Title + " " + a.Lead + " " + a.Category + " " + a.Byline.Name)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
}

func (p articlesPage) sort(list []portal.Article) {
	slices.SortStableFunc(list, func(a, b portal.Article) int {
		switch p.List.Sort {
		case "tieu-de":
			return strings.Compare(locale.FoldSearch(a.Title), locale.FoldSearch(b.Title))
		case "chuyen-muc":
			return strings.Compare(locale.FoldSearch(a.Category), locale.FoldSearch(b.Category))
		case "tinh-trang":
			return cmp.Compare(slices.Index(articleStates, p.state(a)), slices.Index(articleStates, p.state(b)))
		case "dang":
			return a.PublishedAt.Compare(b.PublishedAt)
		}
		return a.ChangedAt.Compare(b.ChangedAt)
	})
	if p.List.Desc {
		slices.Reverse(list)
	}
}

// articleStates are the states as people see them: an hour to come is one.
var articleStates = []string{"draft", "submitted", "waiting", "published", "withdrawn"}

var articleKinds = map[string]string{"draft": "", "submitted": "now", "waiting": "now", "published": "done", "withdrawn": "warn"}

func (p articlesPage) state(a portal.Article) string { return articleState(a, p.Moment) }

func articleState(a portal.Article, at time.Time) string {
	if a.State == portal.Published && !a.ShownAt(at) {
		return "waiting"
	}
	return string(a.State)
}

func articleStateOptions(v *kit.Visit) (out []kit.Option) {
	for _, s := range articleStates {
		out = append(out, kit.Option{Value: s, Label: v.T("desk.article.state." + s)})
	}
	return out
}

// articleTitle is what an article is called in the workspace.
func articleTitle(v *kit.Visit, a portal.Article) string {
	if a.Title == "" {
		return v.T("desk.article.untitled")
	}
	return a.Title
}

func (p articlesPage) export(w http.ResponseWriter, list []portal.Article) error {
	title := p.T("desk.article.title")
	s := document.Sheet{Name: title, Meta: document.Meta{Title: title, Author: p.Place.Name, Created: law.DayOf(p.Now())}}
	for i, key := range []string{"desk.article.field.title", "desk.article.field.category", "desk.article.state", "desk.article.published", "desk.article.changed", "desk.article.field.author", "desk.article.address"} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(key), Width: []int{90, 40, 28, 28, 28, 44, 80}[i]})
	}
	for _, a := range list {
		s.Rows = append(s.Rows, []document.Cell{document.Str(articleTitle(p.Visit, a)), document.Str(a.Category), document.Str(p.T("desk.article.state." + p.state(a))),
			document.Date(a.Day), document.Date(law.DayOf(a.ChangedAt.In(locale.Zone))), document.Str(a.Byline.Name), document.Str(p.Path("/tin/", a.Address()))})
	}
	return p.Send(w, kit.Download{Name: portal.Slug(title) + ".xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error {
		return document.XLSX(out, s)
	}})
}
