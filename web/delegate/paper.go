package delegate

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/media"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// shelf is the papers of one agenda item, or of none.
type shelf struct {
	Item   *conference.Item
	No     int
	Papers []conference.Paper
}

// shelves parts all papers by the running order; those of no item come last.
func (h *hall) shelves() (list []shelf) {
	left := map[string]bool{}
	for _, p := range h.Papers {
		left[p.ID] = true
	}
	for n := range h.Items {
		of := h.papersOf(h.Items[n].ID)
		for _, p := range of {
			delete(left, p.ID)
		}
		if len(of) > 0 {
			list = append(list, shelf{&h.Items[n], n + 1, of})
		}
	}
	var rest shelf
	for _, p := range h.Papers {
		if left[p.ID] {
			rest.Papers = append(rest.Papers, p)
		}
	}
	if len(rest.Papers) > 0 {
		list = append(list, rest)
	}
	return list
}

func showPapers(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var h hall
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		h, err = read(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, papersView(h))
}

// openPaper shows a PDF or picture in the browser and hands over the rest.
func openPaper(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var paper conference.Paper
	var file media.File
	var body []byte
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if paper, err = conference.FindPaper(tx, r.PathValue("paper")); err != nil {
			return err
		}
		file, body, err = media.Open(tx, paper.File)
		return err
	})
	if err != nil {
		return err
	}
	name := paper.FileName
	if name == "" {
		name = file.Name
	}
	if file.Type != kit.TypePDF && !strings.HasPrefix(file.Type, "image/") {
		return v.Send(w, kit.Download{Name: name, Type: file.Type, Write: func(w io.Writer) error {
			_, err := w.Write(body)
			return err
		}})
	}
	inline(w, file.Type, name, body)
	return nil
}

// keepPapers is the script that keeps opened documents readable without a
// network. It stands under the phone's own pages because a browser lets such a
// script see only what lies beside it.
func keepPapers(w http.ResponseWriter, _ *http.Request, _ *kit.Visit) error {
	body, err := kit.Script("papers-worker.js")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(body) // a reader who hangs up is nobody's fault
	return nil
}

// inline lets the browser itself show a file.
func inline(w http.ResponseWriter, kind, name string, body []byte) {
	head := w.Header()
	head.Set("Content-Type", kind)
	head.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": name}))
	head.Set("Cache-Control", "private, max-age=300")
	head.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a reader who hangs up is nobody's fault
}

// openResolution shows the resolution of the conference once it is adopted.
func openResolution(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var res resolution.Resolution
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		res, err = resolution.Find(tx, c.ID, resolution.Office{})
		return err
	})
	if err != nil {
		return err
	}
	if res.State != resolution.Adopted {
		return fault.New(fault.Missing, "resolution.none")
	}
	var b bytes.Buffer
	if err := document.PDF(&b, res.Paper()); err != nil {
		return err
	}
	inline(w, kit.TypePDF, "nghi-quyet.pdf", b.Bytes())
	return nil
}

// kind is what a file's name says it is: PDF, DOCX.
func kind(name string) string {
	return strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
}
