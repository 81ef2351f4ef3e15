package papers_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/paper"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/kit"
	"hoinghi/web/papers"
)

// office is an agency with a conference of which little is known.
type office struct {
	*testing.T
	db  *store.DB
	org account.Org
	id  string
}

func newOffice(t *testing.T) *office {
	db := storetest.SQLite(t)
	org, err := account.Found(t.Context(), db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Place: "Hồng Lam", Symbol: "TVT",
		Kind: string(law.PublicService), HeadTitle: "Giám đốc"})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t, db, org, ""}
	err = db.Write(t.Context(), o.clerk(), func(tx *store.Tx) (err error) {
		o.id, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị viên chức <năm 2025>", OwnName: true, Track: "staff", Form: "whole", YearName: "review",
			ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: law.MustDay("2026-01-23"), Session: "morning", Scope: "office"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) clerk() access.Actor {
	return access.Actor{Org: o.org.ID, Person: "p0", Roles: access.Roles()}
}

// ask sends a request as an actor; a form makes it a POST.
func (o *office) ask(who access.Actor, path string, form url.Values) *httptest.ResponseRecorder {
	o.Helper()
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	now := func() time.Time { return time.Date(2026, 1, 10, 1, 0, 0, 0, time.UTC) }
	v := &kit.Visit{
		Site:  &kit.Site{DB: o.db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: now, Wall: now},
		Place: kit.Place{ID: o.org.ID, Slug: "thu-vien", Name: o.org.Name, Base: "/d/thu-vien"},
		Who:   who, W: locale.In("vi"), URL: path,
	}
	var mux kit.Mux
	papers.Routes(&mux)
	ctx, stop := context.WithTimeout(kit.With(r.Context(), v), 3*time.Minute)
	defer stop()
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r.WithContext(ctx))
	return w
}

// shows checks the status and that the page holds each text, or not with "!".
func (o *office) shows(w *httptest.ResponseRecorder, status int, texts ...string) {
	o.Helper()
	body := w.Body.String()
	if w.Code != status {
		o.Fatalf("status %d, want %d: %.500s", w.Code, status, body)
	}
	if strings.Contains(body, "⟦") || strings.Contains(body, "%!") {
		o.Errorf("a text without words: %.300s", body[max(strings.Index(body, "⟦"), strings.Index(body, "%!"), 0):])
	}
	for _, s := range texts {
		if not, ok := strings.CutPrefix(s, "!"); ok == strings.Contains(body, not) && ok || !ok && !strings.Contains(body, s) {
			o.Errorf("%q", s)
		}
	}
}

func TestSetAndPreviews(t *testing.T) {
	o := newOffice(t)
	w := o.ask(o.clerk(), "/ban/bo-van-ban", nil)
	o.shows(w, 200, "Dự thảo", "/d/thu-vien/ban/chuong-trinh", "/d/thu-vien/ban/trieu-tap", "Hội nghị viên chức &lt;năm 2025&gt;")
	for _, k := range paper.Kinds() {
		o.shows(w, 200, k.Name(locale.In("vi")))
		o.shows(o.ask(o.clerk(), "/ban/bo-van-ban/"+k.Key, nil), 200, `class="doc"`, "Ban hành và cấp số")
		for _, f := range k.Formats() {
			got := o.ask(o.clerk(), "/ban/bo-van-ban/"+k.Key+"/tep?loai="+f, nil)
			magic := map[string]string{paper.PDF: "%PDF-", paper.DOCX: "PK", paper.XLSX: "PK"}[f]
			if got.Code != 200 || !bytes.HasPrefix(got.Body.Bytes(), []byte(magic)) || !strings.Contains(got.Header().Get("Content-Disposition"), "."+f) {
				t.Errorf("%s as %s: %d %.20s", k.Key, f, got.Code, got.Body)
			}
		}
	}
	if got := o.ask(o.clerk(), "/ban/bo-van-ban/poem", nil); got.Code != http.StatusNotFound {
		t.Errorf("an unknown kind: %d", got.Code)
	}
	if got := o.ask(o.clerk(), "/ban/bo-van-ban/plan/tep?loai=xlsx", nil); got.Code != http.StatusUnprocessableEntity && got.Code != http.StatusBadRequest {
		t.Errorf("a plan as XLSX: %d", got.Code)
	}
	if got := o.ask(access.Public(o.org.ID), "/ban/bo-van-ban", nil); got.Code == 200 {
		t.Error("the public sees the drafts")
	}
}

var hashLink = regexp.MustCompile(`/van-ban-goc/([0-9a-f]{64})`)

// A paper is issued with its number, shown to whoever holds its hash, and
// withdrawn.
func TestIssueOnThePage(t *testing.T) {
	o := newOffice(t)
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban/report/ban-hanh", url.Values{"dated": {"31/02/2026"}}), 422, "31/02/2026", "Ngày chưa đúng")
	if w := o.ask(o.clerk(), "/ban/bo-van-ban/report/ban-hanh", url.Values{"dated": {"12/01/2026"}, "hn": {o.id}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	w := o.ask(o.clerk(), "/ban/bo-van-ban/report", nil)
	o.shows(w, 200, "Số 01/BC-TVT, ngày 12/01/2026", "Số: 01/BC-TVT", "Thu hồi văn bản", "!Ban hành và cấp số")
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban", nil), 200, "Đã ban hành", "01/BC-TVT")
	hash := hashLink.FindStringSubmatch(w.Body.String())
	if hash == nil {
		t.Fatal("no hash on the page")
	}
	o.shows(o.ask(access.Public(o.org.ID), "/van-ban-goc/"+hash[1], nil), 200, "01/BC-TVT", "12/01/2026", hash[1], "Đang có hiệu lực")
	if w := o.ask(access.Public(o.org.ID), "/van-ban-goc/"+strings.Repeat("0", 64), nil); w.Code != http.StatusNotFound {
		t.Errorf("an unknown hash: %d", w.Code)
	}
	id := regexp.MustCompile(`name="id" value="([^"]+)"`).FindStringSubmatch(w.Body.String())[1]
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban/report/thu-hoi", url.Values{"id": {id}, "reason": {" "}}), 422, "Thu hồi văn bản")
	if w := o.ask(o.clerk(), "/ban/bo-van-ban/report/thu-hoi", url.Values{"id": {id}, "reason": {"Sai số liệu"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban/report", nil), 200, "Đã thu hồi: số 01/BC-TVT", "Sai số liệu", "Ban hành và cấp số")
	o.shows(o.ask(access.Public(o.org.ID), "/van-ban-goc/"+hash[1], nil), 200, "Văn bản đã thu hồi", "!Sai số liệu")
}

// The wordings of the regulation are kept and shown against each other.
func TestRedlineOnThePage(t *testing.T) {
	o := newOffice(t)
	form := url.Values{"was": {"Điều 1. Công khai trong 10 ngày"}, "is": {"Điều 1. Công khai trong 05 ngày làm việc"}}
	if w := o.ask(o.clerk(), "/ban/bo-van-ban/regulation/noi-dung", form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban/regulation", nil), 200, "<del> 10</del>", "<ins> 05</ins>", "<ins> làm việc</ins>")
}
