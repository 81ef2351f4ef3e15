package papers_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/archive"
	"hoinghi/document"
	"hoinghi/locale"
	"hoinghi/paper"
	"hoinghi/web/kit"
	"hoinghi/web/papers"
)

// upload sends one file as the clerk.
func (o *office) upload(path, name string, body []byte) *httptest.ResponseRecorder {
	o.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile("file", name)
	if err != nil {
		o.Fatal(err)
	}
	part.Write(body)
	m.Close()
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	now := func() time.Time { return time.Date(2026, 1, 10, 1, 0, 0, 0, time.UTC) }
	v := &kit.Visit{
		Site:  &kit.Site{DB: o.db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: now, Wall: now},
		Place: kit.Place{ID: o.org.ID, Slug: "thu-vien", Name: o.org.Name, Base: "/d/thu-vien"},
		Who:   o.clerk(), W: locale.In("vi"), URL: path,
	}
	var mux kit.Mux
	papers.Routes(&mux)
	ctx, stop := context.WithTimeout(kit.With(r.Context(), v), 3*time.Minute)
	defer stop()
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r.WithContext(ctx))
	return w
}

// edited is a starter in which the office changed some words of its body.
func (o *office) edited(starter []byte, old, repl string) []byte {
	o.Helper()
	z, err := zip.NewReader(bytes.NewReader(starter), int64(len(starter)))
	if err != nil {
		o.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			o.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			o.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			if !bytes.Contains(body, []byte(old)) {
				o.Fatalf("the starter has no %s", old)
			}
			body = bytes.Replace(body, []byte(old), []byte(repl), 1)
		}
		w, err := out.Create(f.Name)
		if err != nil {
			o.Fatal(err)
		}
		w.Write(body)
	}
	if err := out.Close(); err != nil {
		o.Fatal(err)
	}
	return b.Bytes()
}

func docxText(t *testing.T, b []byte) string {
	t.Helper()
	lines, err := document.ReadDOCXText(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

var versionLink = regexp.MustCompile(`/ban/mau-van-ban/plan/ban/([A-Z0-9]+)`)

// An office downloads the layout, changes its words, uploads it, sees the
// result, draws the paper in it and goes back.
func TestOfficeMakesATemplateItsOwn(t *testing.T) {
	o := newOffice(t)
	const page = "/ban/mau-van-ban/plan"
	o.shows(o.ask(o.clerk(), "/ban/mau-van-ban", nil), 200, "Thể thức Nghị định 30/2020/NĐ-CP", "!Mẫu của cơ quan")
	o.shows(o.ask(o.clerk(), page, nil), 200, "Tải mẫu khởi đầu", "{{noi_dung}}", "{{ten_loai}}")
	starter := o.ask(o.clerk(), page+"/khoi-dau", nil).Body.Bytes()
	if got := docxText(t, starter); !strings.Contains(got, "{{noi_dung}}") || !strings.Contains(got, "{{co_quan}}") {
		t.Fatalf("the starter: %s", got)
	}

	wrong := o.edited(starter, "{{noi_dung}}", "{{noi_dung}}</w:t></w:r></w:p><w:p><w:r><w:t>Họp tại {{dia_diemm}} &lt;b&gt;")
	w := o.upload(page, "mau.docx", wrong)
	o.shows(w, http.StatusUnprocessableEntity, "dia_diemm", "{{dia_diem}}", "Họp tại", "Đoạn ", "Không có tên này.", "1 chỗ phải sửa trong tệp mau.docx", "!<b>")
	o.shows(o.upload(page, "mau.docx", []byte("%PDF-1.4")), http.StatusUnprocessableEntity, "không phải là văn bản Word")
	o.shows(o.upload(page, "mau.docx", nil), http.StatusUnprocessableEntity, "Hãy chọn tệp mẫu")

	own := o.edited(starter, "{{noi_dung}}", "Lời riêng của Thư viện, họp ngày {{ngay_hop}}.</w:t></w:r></w:p><w:p><w:r><w:t>{{noi_dung}}")
	if w := o.upload(page, "mau cua toi.docx", own); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %.800s", w.Code, w.Body)
	}
	w = o.ask(o.clerk(), page, nil)
	o.shows(w, 200, "Mẫu của cơ quan, lần 1", "Lời riêng của Thư viện, họp ngày 23/01/2026.", "Tệp PDF vẫn theo thể thức của Nghị định")
	o.shows(o.ask(o.clerk(), "/ban/mau-van-ban", nil), 200, "Mẫu của cơ quan, lần 1")
	id := versionLink.FindStringSubmatch(w.Body.String())[1]
	for _, path := range []string{page + "/xem-thu/" + id, "/ban/bo-van-ban/plan/tep?loai=docx"} {
		if got := docxText(t, o.ask(o.clerk(), path, nil).Body.Bytes()); !strings.Contains(got, "Lời riêng của Thư viện, họp ngày 23/01/2026.") || strings.Contains(got, "{{") {
			t.Errorf("%s: %s", path, got)
		}
	}
	if got := o.ask(o.clerk(), page+"/ban/"+id, nil).Body.Bytes(); !bytes.Equal(got, own) {
		t.Error("the template does not come back as it was sent")
	}

	if w := o.ask(o.clerk(), page+"/tro-ve", map[string][]string{}); w.Code != http.StatusSeeOther {
		t.Fatalf("put back: %d %.300s", w.Code, w.Body)
	}
	if got := docxText(t, o.ask(o.clerk(), "/ban/bo-van-ban/plan/tep?loai=docx", nil).Body.Bytes()); strings.Contains(got, "Lời riêng") {
		t.Error("the template is still used")
	}
	o.shows(o.ask(o.clerk(), page, nil), 200, "Dùng lại", "Lưu lại")
	reader := access.Actor{Org: o.org.ID, Person: "p8", Roles: []access.Role{access.Inspector}}
	o.shows(o.ask(reader, page, nil), 200, "!Kiểm tra và đưa vào dùng")
	if w := o.ask(reader, page+"/ban/"+id, map[string][]string{}); w.Code == http.StatusSeeOther {
		t.Error("who may only look puts a template to use")
	}
}

// Every kind's own starter passes the check and says what the kind's paper says.
func TestEveryStarterPasses(t *testing.T) {
	o := newOffice(t)
	for _, k := range paper.Kinds() {
		body := o.ask(o.clerk(), "/ban/mau-van-ban/"+k.Key+"/khoi-dau", nil).Body.Bytes()
		tpl, err := document.ReadTemplate(bytes.NewReader(body), int64(len(body)))
		if err != nil {
			t.Errorf("%s: %v", k.Key, err)
			continue
		}
		if m := tpl.Check(document.Names{Values: paper.Fields(), Rows: paper.Lists()}); len(m) > 0 {
			t.Errorf("%s: %+v", k.Key, m)
		}
	}
}

func TestPrintPackSaysWhatItLacks(t *testing.T) {
	o := newOffice(t)
	o.shows(o.ask(o.clerk(), "/ban/goi-in", nil), 200, "chưa cấp thẻ cho ai", "chưa có cuộc bầu", "In tất cả trong một tệp")
	w := o.ask(o.clerk(), "/ban/goi-in/tep?the-nho=1&so-phieu=1&du-phong=9999", nil)
	if w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF-")) || !strings.Contains(w.Header().Get("Content-Disposition"), "goi-in.pdf") {
		t.Errorf("%d %.100s", w.Code, w.Body)
	}
	if w := o.ask(access.Actor{Org: o.org.ID, Person: "p8", Roles: []access.Role{access.Inspector}}, "/ban/goi-in", nil); w.Code == 200 {
		t.Error("who may not prepare prints")
	}
}

func TestArchiveIsTakenAwayAndChecked(t *testing.T) {
	o := newOffice(t)
	o.shows(o.ask(o.clerk(), "/ban/luu-tru", nil), 200, "Năm 2026", "Tải gói lưu trữ")
	w := o.ask(o.clerk(), "/ban/luu-tru/hoi-nghi/"+o.id, nil)
	pack := bytes.Clone(w.Body.Bytes())
	if r, err := archive.Verify(bytes.NewReader(pack), int64(len(pack))); err != nil || !r.Whole() {
		t.Fatalf("%v, %+v", err, r)
	}
	if again := o.ask(o.clerk(), "/ban/luu-tru/nam/2026", nil); !bytes.HasPrefix(again.Body.Bytes(), []byte("PK")) {
		t.Errorf("the year: %d", again.Code)
	}
	if w := o.ask(o.clerk(), "/ban/luu-tru/nam/2019", nil); w.Code != http.StatusNotFound {
		t.Errorf("an empty year: %d", w.Code)
	}
	o.shows(o.upload("/ban/luu-tru/kiem-tra", "a.zip", pack), 200, "Nguyên vẹn", "Mã niêm phong")
	o.shows(o.upload("/ban/luu-tru/kiem-tra", "a.zip", o.edited2(pack, "du-lieu/hoi-nghi.json")), 200, "Không nguyên vẹn", "Khác:", "du-lieu/hoi-nghi.json")
	o.shows(o.upload("/ban/luu-tru/kiem-tra", "a.zip", []byte("x")), http.StatusUnprocessableEntity, "không phải là gói lưu trữ")
}

// edited2 adds a space to one file of a pack.
func (o *office) edited2(pack []byte, name string) []byte {
	o.Helper()
	z, err := zip.NewReader(bytes.NewReader(pack), int64(len(pack)))
	if err != nil {
		o.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			o.Fatal(err)
		}
		w, err := out.Create(f.Name)
		if err != nil {
			o.Fatal(err)
		}
		if _, err := io.Copy(w, in); err != nil {
			o.Fatal(err)
		}
		if f.Name == name {
			w.Write([]byte(" "))
		}
	}
	if err := out.Close(); err != nil {
		o.Fatal(err)
	}
	return b.Bytes()
}
