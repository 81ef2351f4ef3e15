// Package kit is what the five surfaces share: who visits and where, acts that
// happen once, pages, faults in words, the event stream, static files and
// components.
//
// A handler returns its error; one place turns it into a page. A page and its
// stream are drawn by the same function, so that they cannot disagree.
package kit

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/store"
)

//go:generate sh build/build.sh

// Site is what every handler needs.
type Site struct {
	DB    *store.DB
	Log   *slog.Logger
	Now   func() time.Time // of the record
	Wall  func() time.Time // of the machine, for deadlines of the network
	SetUp string           // opens the set-up of an empty installation; empty closes it
	Over  string           // said over every page: that this is a rehearsal; empty says nothing

	Machine func() Machine  // what the computer knows of itself; nil where it does not tell
	Done    <-chan struct{} // closed when the server stops, so that streams end
	Last    sync.WaitGroup  // work begun after Done that the record must wait for before it closes
	Aside   OpenAside       // opens a record beside this one; nil where the door serves one alone
	Screens Watch           // projectors, by conference

	crowds crowds
}

// Machine is the computer that serves.
type Machine struct {
	Free     int64     // bytes where the record is kept; 0 is unknown
	BackedUp time.Time // last whole backup; zero is unknown
}

// Place is the organisation that a request is for, as pages need it.
type Place struct {
	ID    string
	Slug  string
	Name  string
	Short string
	Base  string // before every path: /d/<slug>, or empty on its own host
}

// Visit is one request by one reader.
type Visit struct {
	Site  *Site
	Place Place
	Who   access.Actor
	Name  string // of the person signed in
	W     *locale.Words
	URL   string // path and query without the base
	Root  string // classes of the document: looks that a reader without scripts has chosen
}

// T says a message in the reader's language.
func (v *Visit) T(key string, args ...any) string { return say(v.W, key, args) }

// SignedIn reports whether somebody stands behind the visit.
func (v *Visit) SignedIn() bool { return v.Who.Person != "" }

// Path puts the base of the organisation before a path and drops the rest of
// any ill-formed one: v.Path("/ban/can-bo") is /d/thu-vien/ban/can-bo.
func (v *Visit) Path(parts ...string) string { return v.Place.Base + strings.Join(parts, "") }

// Origin is the scheme and host under which the reader found the site, for
// addresses that leave it.
func Origin(r *http.Request) string {
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// Now is the clock of the site in the zone of the land.
func (v *Visit) Now() time.Time { return v.Site.Now().In(locale.Zone) }

// Read shows one state of the record to this reader.
func (v *Visit) Read(ctx context.Context, f func(*store.Tx) error) error {
	return v.Site.DB.Read(ctx, v.Who, f)
}

// Write does one unit of work for this reader. Forms use Act instead.
func (v *Visit) Write(ctx context.Context, f func(*store.Tx) error) error {
	return v.Site.DB.Write(ctx, v.Who, f)
}

// Handler answers a request; its error becomes a page in one place.
type Handler func(w http.ResponseWriter, r *http.Request, v *Visit) error

// Mux joins paths, without the base, to handlers.
type Mux struct{ http.ServeMux }

const formLimit = 1 << 20 // bytes of a form without files

// On answers a pattern such as "GET /ban/can-bo/{id}". The body of a form is
// read here and refused above 1 MB.
func (m *Mux) On(pattern string, h Handler) { m.on(pattern, formLimit, h) }

// Upload is On for a form with files of at most limit bytes in all. A larger
// one is refused before it is read whole.
func (m *Mux) Upload(pattern string, limit int64, h Handler) { m.on(pattern, limit, h) }

func (m *Mux) on(pattern string, limit int64, h Handler) {
	m.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		v := From(r.Context())
		err := readForm(w, r, limit)
		if err == nil {
			err = h(w, r, v)
		}
		if r.MultipartForm != nil {
			r.MultipartForm.RemoveAll()
		}
		if err != nil {
			v.Fail(w, r, err)
		}
	})
}

func readForm(w http.ResponseWriter, r *http.Request, limit int64) error {
	if r.Method != http.MethodPost {
		return nil
	}
	tooBig := fault.New(fault.Invalid, "fault.toobig", max(1, limit>>20))
	if r.ContentLength > limit {
		w.Header().Set("Connection", "close")
		return tooBig
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	err := r.ParseMultipartForm(8 << 20)
	if errors.Is(err, http.ErrNotMultipart) {
		err = r.ParseForm()
	}
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return tooBig
	}
	if err != nil {
		return fault.New(fault.Invalid, "fault.form").Because(err)
	}
	return nil
}

// File reads one uploaded file of a form; no file answers a nil body.
func File(r *http.Request, field string) (name string, body []byte, err error) {
	f, head, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, fault.New(fault.Invalid, "fault.form").Because(err)
	}
	defer f.Close()
	body, err = io.ReadAll(f)
	return head.Filename, body, err
}

// Only lets a handler be reached by people with a right alone; strangers are
// asked to sign in. Rooms ask again.
func Only(right access.Right, h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request, v *Visit) error {
		if !v.SignedIn() && r.Method == http.MethodGet {
			http.Redirect(w, r, v.SignInPath(r), http.StatusSeeOther)
			return nil
		}
		if err := v.Who.Need(right); err != nil {
			return err
		}
		return h(w, r, v)
	}
}

type visitKey struct{}

// With carries a visit in a context.
func With(ctx context.Context, v *Visit) context.Context {
	return context.WithValue(ctx, visitKey{}, v)
}

// From finds the visit of a request.
func From(ctx context.Context) *Visit { return ctx.Value(visitKey{}).(*Visit) }
