package kit

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"sync"

	"github.com/a-h/templ"
)

// Page is an answer of HTML: a component that draws the whole document.
type Page struct {
	Status int // 0 means 200
	Body   templ.Component
	Cache  string // Cache-Control; empty means no-store
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Page draws a page whole before the first byte leaves, so that a fault in
// the middle cannot leave half a page.
func (v *Visit) Page(w http.ResponseWriter, r *http.Request, p Page) error {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := p.Body.Render(r.Context(), b); err != nil {
		return fmt.Errorf("draw page: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if p.Cache == "" {
		p.Cache = "no-store"
	}
	h.Set("Cache-Control", p.Cache)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	if p.Status != 0 {
		w.WriteHeader(p.Status)
	}
	_, err := w.Write(b.Bytes())
	if err != nil {
		return nil // the reader hung up: nobody is left to tell
	}
	return nil
}

// Show answers with a page of status 200.
func (v *Visit) Show(w http.ResponseWriter, r *http.Request, body templ.Component) error {
	return v.Page(w, r, Page{Body: body})
}

// Return shows a form again with its faults, as 422.
func (v *Visit) Return(w http.ResponseWriter, r *http.Request, body templ.Component) error {
	return v.Page(w, r, Page{Status: http.StatusUnprocessableEntity, Body: body})
}

// Download is a file for the reader to keep.
type Download struct {
	Name  string
	Type  string // media type
	Write func(io.Writer) error
}

// Send answers with a file, made whole before it is sent.
func (v *Visit) Send(w http.ResponseWriter, d Download) error {
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		return fmt.Errorf("make %s: %w", d.Name, err)
	}
	h := w.Header()
	h.Set("Content-Type", d.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = w.Write(b.Bytes()) // a reader who hangs up is nobody's fault
	return nil
}

// Media types of the files that offices use.
const (
	TypeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	TypeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	TypePDF  = "application/pdf"
	TypeCSV  = "text/csv; charset=utf-8"
)
