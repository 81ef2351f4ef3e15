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
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/archive"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/locale"
	"hoinghi/paper"
	"hoinghi/store"
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

	wrong := documenttest.Edited(t, starter, "{{noi_dung}}", "{{noi_dung}}</w:t></w:r></w:p><w:p><w:r><w:t>Họp tại {{dia_diemm}} &lt;b&gt;")
	w := o.upload(page, "mau.docx", wrong)
	o.shows(w, http.StatusUnprocessableEntity, "dia_diemm", "{{dia_diem}}", "Họp tại", "Đoạn ", "Không có tên này.", "1 chỗ phải sửa trong tệp mau.docx", "!<b>")
	o.shows(o.upload(page, "mau.docx", []byte("%PDF-1.4")), http.StatusUnprocessableEntity, "không phải là văn bản Word")
	o.shows(o.upload(page, "mau.docx", nil), http.StatusUnprocessableEntity, "Hãy chọn tệp mẫu")

	own := documenttest.Edited(t, starter, "{{noi_dung}}", "Lời riêng của Thư viện, họp ngày {{ngay_hop}}.</w:t></w:r></w:p><w:p><w:r><w:t>{{noi_dung}}")
	if w := o.upload(page, "mau cua toi.docx", own); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %.800s", w.Code, w.Body)
	}
	w = o.ask(o.clerk(), page, nil)
	o.shows(w, 200, "Mẫu của cơ quan, lần 1", "Lời riêng của Thư viện, họp ngày 23/01/2026.", "Mẫu này áp dụng cho tệp DOCX và tệp PDF.")
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

// text is what a PDF shows.
func (o *office) text(pdf []byte) string {
	o.Helper()
	file := filepath.Join(o.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		o.Fatal(err)
	}
	return documenttest.Run(o.T, documenttest.Tool(o.T, "pdftotext"), file, "-")
}

// The PDF of a paper whose layout is the office's own follows it where LibreOffice
// is there; where it is not, the page says beside the button that it does not.
func TestPDFOfTheOfficesLayout(t *testing.T) {
	o := newOffice(t)
	const page, pdf = "/ban/bo-van-ban/plan", "/ban/bo-van-ban/plan/tep?loai=pdf"
	const says = "không theo mẫu của cơ quan, vì máy chủ không có LibreOffice"
	starter := o.ask(o.clerk(), "/ban/mau-van-ban/plan/khoi-dau", nil).Body.Bytes()
	own := documenttest.Edited(t, starter, "{{noi_dung}}", "Lời riêng của Thư viện.</w:t></w:r></w:p><w:p><w:r><w:t>{{noi_dung}}")
	o.shows(o.ask(o.clerk(), page, nil), 200, "!PDF theo thể thức Nghị định", "!"+says)
	if w := o.upload("/ban/mau-van-ban/plan", "mau.docx", own); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %.800s", w.Code, w.Body)
	}
	o.shows(o.ask(o.clerk(), page, nil), 200, "PDF theo thể thức Nghị định", "!"+says)
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban", nil), 200, "DOCX và PDF theo mẫu của cơ quan")
	if got := o.text(o.ask(o.clerk(), pdf, nil).Body.Bytes()); !strings.Contains(got, "Lời riêng của Thư viện.") {
		t.Errorf("the PDF in the office's layout: %.600s", got)
	}
	if got := o.text(o.ask(o.clerk(), pdf+"&bo-cuc=nghi-dinh", nil).Body.Bytes()); strings.Contains(got, "Lời riêng") {
		t.Error("the PDF in the decree's layout is in the office's")
	}

	pdftotext := filepath.Dir(documenttest.Tool(t, "pdftotext"))
	bare := t.TempDir()
	if err := os.Symlink(filepath.Join(pdftotext, "pdftotext"), filepath.Join(bare, "pdftotext")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bare)
	o.shows(o.ask(o.clerk(), page, nil), 200, says, "!PDF theo thể thức Nghị định</a>")
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban", nil), 200, "PDF theo thể thức Nghị định, DOCX theo mẫu của cơ quan")
	o.shows(o.ask(o.clerk(), "/ban/mau-van-ban/plan", nil), 200, "Máy chủ không có LibreOffice")
	if got := o.text(o.ask(o.clerk(), pdf, nil).Body.Bytes()); strings.Contains(got, "Lời riêng") || !strings.Contains(got, "KẾ HOẠCH") {
		t.Error("the PDF without LibreOffice is not the decree's")
	}
}

// A template of a file of several sheets is previewed with two of them.
func TestTemplateOfSeveralSheets(t *testing.T) {
	o := newOffice(t)
	const page = "/ban/mau-van-ban/invitation"
	err := o.db.Write(t.Context(), o.clerk(), func(tx *store.Tx) error {
		for _, name := range []string{"Phạm Minh Đức", "Vũ Thị Lan", "Trần Văn Nam"} {
			if _, err := conference.InviteGuest(tx, conference.Guest{Conference: o.id, Name: name, Posts: []string{"Ủy viên"}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	starter := o.ask(o.clerk(), page+"/khoi-dau", nil).Body.Bytes()
	o.shows(o.upload(page, "mau.docx", documenttest.Edited(t, starter, "{{nguoi_nhan}}", "{{nguoi_nhann}}")), http.StatusUnprocessableEntity, "nguoi_nhann", "{{nguoi_nhan}}", "Đoạn ")
	if w := o.upload(page, "mau.docx", documenttest.Edited(t, starter, "{{nguoi_nhan}}", "Quý vị {{nguoi_nhan}}")); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %.800s", w.Code, w.Body)
	}
	w := o.ask(o.clerk(), page, nil)
	o.shows(w, 200, "Tệp này có 3 tờ", "Tờ 1 trong 3 tờ", "Tờ 2 trong 3 tờ", "Quý vị Phạm Minh Đức", "Quý vị Vũ Thị Lan", "!Quý vị Trần Văn Nam", "!Tờ 3")
	if got := docxText(t, o.ask(o.clerk(), "/ban/bo-van-ban/invitation/tep?loai=docx", nil).Body.Bytes()); strings.Count(got, "Quý vị ") != 3 || strings.Contains(got, "{{") {
		t.Errorf("the file: %s", got)
	}
}

// Certificates go onto pre-printed stock, moved by tenths of a millimetre.
func TestCertificatesOntoStock(t *testing.T) {
	o := newOffice(t)
	const page = "/ban/bo-van-ban/certificates"
	o.shows(o.ask(o.clerk(), page, nil), 200, "In lên phôi giấy khen", "Dịch sang phải (mm)")
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban/plan", nil), 200, "!In lên phôi")
	plain := o.ask(o.clerk(), page+"/tep?loai=pdf", nil).Body
	bare := o.ask(o.clerk(), page+"/tep?loai=pdf&co-khung=1&co-chu=1&sang-phai=-2.5&xuong=1,5", nil)
	if !bytes.HasPrefix(bare.Body.Bytes(), []byte("%PDF")) || bare.Body.Len() >= plain.Len() || strings.Contains(o.text(bare.Body.Bytes()), "CỘNG HÒA") {
		t.Errorf("status %d: %d bytes onto stock, %d plain", bare.Code, bare.Body.Len(), plain.Len())
	}
	for _, wrong := range []string{"sang-phai=x", "xuong=51", "xuong=1.25", "sang-phai=-"} {
		o.shows(o.ask(o.clerk(), page+"/tep?loai=pdf&"+wrong, nil), http.StatusUnprocessableEntity, "Độ dịch ghi bằng milimét")
	}
	o.shows(o.ask(o.clerk(), "/ban/bo-van-ban/plan/tep?loai=pdf&xuong=1", nil), http.StatusUnprocessableEntity, "không in lên phôi")
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
		if m := tpl.Check(k.Names()); len(m) > 0 {
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
