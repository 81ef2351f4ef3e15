package press_test

import (
	"archive/zip"
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
	"hoinghi/web/press"
)

// moment is the clock of the pages.
func moment() time.Time { return time.Date(2026, 1, 23, 1, 0, 0, 0, time.UTC) }

// visitOf is a visit of an actor to the organisation the actor belongs to.
func visitOf(db *store.DB, who access.Actor, path string) *kit.Visit {
	return &kit.Visit{
		Site:  &kit.Site{DB: db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: moment, Wall: moment},
		Place: kit.Place{ID: who.Org, Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Base: "/d/thu-vien"},
		Who:   who, Name: "Đỗ Thị Bích Ngọc", W: locale.In("vi"), URL: path,
	}
}

// serve asks the newsroom for a page as an actor: behind the method come the
// path and the form, an url.Values or nil.
func serve(t testing.TB, db *store.DB, who access.Actor, method string, asked ...any) *httptest.ResponseRecorder {
	t.Helper()
	path := asked[0].(string)
	form, _ := asked[1].(url.Values)
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return answer(t, db, who, r)
}

// upload sends a form with one file in the field "file": behind the path come
// the form, an url.Values or nil, the name of the file and its bytes.
func upload(t testing.TB, db *store.DB, who access.Actor, path string, sent ...any) *httptest.ResponseRecorder {
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
	return answer(t, db, who, r)
}

func answer(t testing.TB, db *store.DB, who access.Actor, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	var mux kit.Mux
	press.Routes(&mux)
	v := visitOf(db, who, r.URL.RequestURI())
	ctx, stop := context.WithTimeout(kit.With(r.Context(), v), 3*time.Minute)
	defer stop()
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r.WithContext(ctx))
	return w
}

// shows checks the status of an answer and that its page holds every text.
func shows(t testing.TB, w *httptest.ResponseRecorder, status int, texts ...string) {
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

// goes checks that an answer leads on, and gives the path without the base.
func goes(t testing.TB, w *httptest.ResponseRecorder) string {
	t.Helper()
	if w.Code != http.StatusSeeOther {
		t.Fatalf("status %d, want 303: %.600s", w.Code, w.Body)
	}
	return strings.TrimPrefix(w.Header().Get("Location"), "/d/thu-vien")
}

// unzipped is the text of all parts of a workbook; of anything else, nothing.
func unzipped(t testing.TB, body string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return ""
	}
	var out strings.Builder
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, part); err != nil {
			t.Fatal(err)
		}
		part.Close()
	}
	return out.String()
}
