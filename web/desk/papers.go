package desk

import (
	"io"
	"net/http"
	"path"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/media"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

const uploadLimit = media.Limit + 1<<20 // a file and its form

func papersRoutes(m *kit.Mux) {
	m.On("GET /ban/tai-lieu", kit.Only(access.Attend, shown(papersShow)))
	m.On("GET /ban/tai-lieu/{id}", kit.Only(access.Attend, paperDownload))
	m.Upload("POST /ban/tai-lieu", uploadLimit, kit.Only(access.Prepare, paperPost(func(tx *store.Tx, p conference.Paper) error {
		_, err := conference.PutPaper(tx, p)
		return err
	})))
	m.Upload("POST /ban/tai-lieu/{id}/thay", uploadLimit, kit.Only(access.Prepare, paperPost(conference.ReplacePaper)))
	m.On("POST /ban/tai-lieu/{id}/xoa", kit.Only(access.Prepare, doing("/ban/tai-lieu", papersShow,
		func(tx *store.Tx, t *typed, _ conference.Conference) error { return conference.RemovePaper(tx, t.id()) })))
}

// papersPage lists the documents of a conference, by point of the agenda.
type papersPage struct {
	about
	Items  []conference.Item
	Papers []conference.Paper
	Sizes  map[string]media.File
}

func papersShow(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := papersPage{about: about{Visit: v, again: a}, Sizes: map[string]media.File{}}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		if p.Items, err = conference.Agenda(tx, p.C.ID); err != nil {
			return err
		}
		if p.Papers, err = conference.Papers(tx, p.C.ID); err != nil {
			return err
		}
		for _, x := range p.Papers {
			if p.Sizes[x.File], err = media.Find(tx, x.File); err != nil && !fault.Is(err, fault.Missing) {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.answer(w, r, papersView(p))
}

// paperPost takes a file and gives it to a verb as a paper.
func paperPost(act func(*store.Tx, conference.Paper) error) kit.Handler {
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		name, body, err := kit.File(r, "file")
		if err != nil {
			return err
		}
		return doing("/ban/tai-lieu", papersShow, func(tx *store.Tx, t *typed, c conference.Conference) error {
			p := conference.Paper{ID: t.id(), Conference: c.ID, Item: t.text("item"), Title: t.text("title")}
			if p.Title == "" && p.ID == "" {
				p.Title = strings.TrimSuffix(path.Base(name), path.Ext(name))
			}
			if len(body) == 0 {
				t.faults.Check(false, "file", "fault.required")
				return t.faults.Err()
			}
			f, err := media.Take(tx, name, body)
			if err != nil {
				return err
			}
			p.File, p.FileName = f.ID, f.Name
			return act(tx, p)
		})(w, r, v)
	}
}

func paperDownload(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var f media.File
	var body []byte
	var p conference.Paper
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p, err = conference.FindPaper(tx, r.PathValue("id")); err != nil {
			return err
		}
		f, body, err = media.Open(tx, p.File)
		return err
	})
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: p.FileName, Type: f.Type, Write: func(out io.Writer) error {
		_, err := out.Write(body)
		return err
	}})
}

// of are the papers of one point; the empty id stands for those of none.
func (p papersPage) of(item string) (out []conference.Paper) {
	for _, x := range p.Papers {
		if x.Item == item {
			out = append(out, x)
		}
	}
	return out
}

func (p papersPage) itemOptions() (out []kit.Option) {
	for _, i := range p.Items {
		out = append(out, kit.Option{Value: i.ID, Label: i.Title})
	}
	return out
}

// weight is the size of a file in words.
func (p papersPage) weight(file string) string {
	n := p.Sizes[file].Size
	if n < 1<<20 {
		return p.T("desk.papers.kb", max(1, n>>10))
	}
	return p.T("desk.papers.mb", n>>20, n%(1<<20)*10>>20)
}
