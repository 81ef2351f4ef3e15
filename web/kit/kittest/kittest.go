// Package kittest asks the pages of one area as an actor, without a network,
// and looks at what they answer.
package kittest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// Base is where the pages of the organisation stand.
const Base = "/d/thu-vien"

// Moment is the clock of the pages: 08:00 of 23 January 2026 in Vietnam.
func Moment() time.Time { return time.Date(2026, 1, 23, 1, 0, 0, 0, time.UTC) }

// Area gives the pages of an area: its Routes.
type Area func(*kit.Mux)

// Visit is a visit of an actor to the organisation the actor belongs to.
func Visit(db *store.DB, who access.Actor, path string) *kit.Visit {
	return &kit.Visit{
		Site:  &kit.Site{DB: db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: Moment, Wall: Moment},
		Place: kit.Place{ID: who.Org, Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Base: Base},
		Who:   who, Name: "Đỗ Thị Bích Ngọc", W: locale.In("vi"), URL: path,
	}
}

// Serve asks for a page as an actor: behind the method come the path and the
// form, an url.Values or nil.
func (a Area) Serve(t testing.TB, db *store.DB, who access.Actor, method string, asked ...any) *httptest.ResponseRecorder {
	t.Helper()
	path := asked[0].(string)
	form, _ := asked[1].(url.Values)
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return a.answer(Visit(db, who, r.URL.RequestURI()), r)
}

// Upload sends a form with one file in the field "file": behind the path come
// the form, an url.Values or nil, the name of the file and its bytes.
func (a Area) Upload(t testing.TB, db *store.DB, who access.Actor, path string, sent ...any) *httptest.ResponseRecorder {
	t.Helper()
	form, _ := sent[0].(url.Values)
	name, body := sent[1].(string), sent[2].([]byte)
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k := range form {
		if err := m.WriteField(k, form.Get(k)); err != nil {
			t.Fatal(err)
		}
	}
	part, err := m.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	part.Write(body)
	m.Close()
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return a.answer(Visit(db, who, r.URL.RequestURI()), r)
}

// answer ends streams, too: after three minutes, because a picture of 40
// megapixels takes half a minute under the race detector.
func (a Area) answer(v *kit.Visit, r *http.Request) *httptest.ResponseRecorder {
	var mux kit.Mux
	a(&mux)
	ctx, stop := context.WithTimeout(kit.With(r.Context(), v), 3*time.Minute)
	defer stop()
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r.WithContext(ctx))
	return w
}

// Shows checks the status of an answer and that its page holds every text.
func Shows(t testing.TB, w *httptest.ResponseRecorder, status int, texts ...string) {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %.600s", w.Code, status, w.Body)
	}
	body := w.Body.String()
	if i := strings.Index(body, "⟦"); i >= 0 {
		t.Errorf("a key without words: %.60s", body[i:])
	}
	for _, s := range texts {
		if !strings.Contains(body, s) {
			t.Errorf("the page does not say %q", s)
		}
	}
}

// Goes checks that an answer leads on, and gives the path without the base.
func Goes(t testing.TB, w *httptest.ResponseRecorder) string {
	t.Helper()
	if w.Code != http.StatusSeeOther {
		t.Fatalf("status %d, want 303: %.600s", w.Code, w.Body)
	}
	return strings.TrimPrefix(w.Header().Get("Location"), Base)
}
