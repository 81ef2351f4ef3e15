package press_test

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"net/url"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var (
	editor = access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Editor}}
	drafts = access.Actor{Org: "a", Person: "p2", Roles: []access.Role{access.Union}} // writes, does not publish
)

func articleForm(change ...string) url.Values {
	f := url.Values{
		"title": {"Hội nghị viên chức năm 2026"}, "lead": {"Sáng 23/01/2026, Thư viện tổ chức Hội nghị."}, "body": {"Đạt **97,9%**."},
		"category": {"Hội nghị"}, "byline": {"role"}, "byline-role": {"Tin, ảnh"}, "byline-name": {"Hiền Hưng"}, "stamp": {"long"}, "end-mark": {"1"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		f.Set(change[i], change[i+1])
	}
	return f
}

func photoBytes(t *testing.T, w int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, 100)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// articleOf reads the article at a path of the workspace.
func articleOf(t *testing.T, db *store.DB, path string) (a portal.Article) {
	t.Helper()
	id := strings.TrimPrefix(path, "/ban/tin-bai/")
	err := db.Read(context.Background(), editor, func(tx *store.Tx) (err error) { a, err = portal.Find(tx, id); return err })
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestArticleFromDraftToCorrection(t *testing.T) {
	db := storetest.SQLite(t)
	shows(t, serve(t, db, editor, "GET", "/ban/tin-bai", nil), 200, "Chưa có tin bài nào")
	shows(t, serve(t, db, editor, "GET", "/ban/tin-bai/moi", nil), 200, "Đỗ Thị Bích Ngọc", "Tin, ảnh")
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm()))
	shows(t, serve(t, db, editor, "GET", path, nil), 200, "Bản thảo", "Lưu và đăng", "Hội nghị viên chức năm 2026")

	goes(t, upload(t, db, editor, path+"/anh", url.Values{"caption": {"Quang cảnh hội nghị"}}, "anh.jpg", photoBytes(t, 300)))
	refused := serve(t, db, editor, "POST", path+"/dang", articleForm())
	shows(t, refused, 422, "Cần mô tả ảnh cho người không xem được ảnh", "Quang cảnh hội nghị")

	photo := articleOf(t, db, path).Photos[0].ID
	shows(t, serve(t, db, editor, "POST", path+"/anh/"+photo, url.Values{"alt-" + photo: {strings.Repeat("a", 501)}}), 422, "tối đa 500 ký tự")
	goes(t, serve(t, db, editor, "POST", path+"/anh/"+photo, url.Values{"caption-" + photo: {"Quang cảnh"}, "alt-" + photo: {"Hội trường"}, "place-" + photo: {"lead"}}))
	shows(t, serve(t, db, drafts, "POST", path+"/dang", articleForm()), 403)
	goes(t, serve(t, db, editor, "POST", path+"/dang", articleForm()))
	shows(t, serve(t, db, editor, "GET", path, nil), 200, "Đã đăng", "Gỡ bài", "Nội dung đính chính", "Bản 1, 23/01/2026")

	shows(t, serve(t, db, editor, "POST", path, articleForm("body", "Đạt **97,8%**.")), 422, "Cần ghi", "97,8%")
	goes(t, serve(t, db, editor, "POST", path, articleForm("body", "Đạt **97,8%**.", "note", "Sửa tỷ lệ")))
	shows(t, serve(t, db, editor, "GET", path, nil), 200, "Bản 2, 23/01/2026", "Sửa tỷ lệ", "97,9%")
	goes(t, serve(t, db, editor, "POST", path+"/go", url.Values{}))
	if a := articleOf(t, db, path); a.State != portal.Withdrawn || a.Version != 2 || a.Photos[0].Place != portal.AfterLead {
		t.Errorf("ended as %+v", a)
	}
}

func TestArticleFormKeepsWhatWasTyped(t *testing.T) {
	db := storetest.SQLite(t)
	long := strings.Repeat("dài ", 80)
	shows(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm("title", long, "body", "Đoạn chưa lưu", "byline-unit", "Phòng Địa chí")), 422,
		"tối đa 300 ký tự", "Đoạn chưa lưu", "Phòng Địa chí", strings.TrimSpace(long))
	shows(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm("publish-day", "31/2/2026", "publish-hour", "7h")), 422, "Ngày chưa đúng", "Giờ chưa đúng", "31/2/2026")
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm("publish-day", "3/2/2026", "publish-hour", "07:30")))
	shows(t, serve(t, db, editor, "GET", path, nil), 200, `value="03/02/2026"`, `value="07:30"`)
	stale := articleForm("title", "Ghi đè", "seen", "1")
	goes(t, serve(t, db, editor, "POST", path, stale))
	shows(t, serve(t, db, editor, "POST", path, articleForm("title", "Ghi đè lần nữa", "seen", "1")), 409, "vừa được người khác thay đổi", "Ghi đè lần nữa")
}

func TestArticleIsPublishedAsTyped(t *testing.T) {
	db := storetest.SQLite(t)
	shows(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/dang", articleForm("lead", "")), 422, "Cần điền mục này", "97,9%")
	shows(t, serve(t, db, editor, "GET", "/ban/tin-bai", nil), 200, "Chưa có tin bài nào")
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/dang", articleForm()))
	if a := articleOf(t, db, path); a.State != portal.Published {
		t.Errorf("state %s", a.State)
	}
	path = goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm()))
	goes(t, serve(t, db, editor, "POST", path+"/dang", articleForm("title", "Sửa ngay khi đăng")))
	if a := articleOf(t, db, path); a.State != portal.Published || a.Title != "Sửa ngay khi đăng" {
		t.Errorf("published %q, %s", a.Title, a.State)
	}
}

func TestArticlePreviewKeepsNothing(t *testing.T) {
	db := storetest.SQLite(t)
	w := serve(t, db, editor, "POST", "/ban/tin-bai/moi/xem-thu", articleForm("body", "## Kết quả\n\n**Đậm** <script>alert(1)</script>[x](javascript:alert(2))"))
	shows(t, w, 200, "<h2>Kết quả</h2>", "<strong>Đậm</strong>", "Tin, ảnh: Hiền Hưng", "Thứ Sáu, ngày 23 tháng 1 năm 2026 - 08:00", "./.")
	if strings.Contains(w.Body.String(), "<script>alert") || strings.Contains(w.Body.String(), `href="javascript`) {
		t.Error("the preview is not harmless")
	}
	shows(t, serve(t, db, editor, "GET", "/ban/tin-bai", nil), 200, "Chưa có tin bài nào")
}

func TestArticleListSortsFiltersAndExports(t *testing.T) {
	db := storetest.SQLite(t)
	for _, title := range []string{"Bình chọn", "Ân cần", "Đổi mới"} {
		path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm("title", title)))
		if title == "Đổi mới" {
			goes(t, serve(t, db, editor, "POST", path+"/dang", articleForm("title", title)))
		}
	}
	order := func(path string) string {
		body := serve(t, db, editor, "GET", path, nil).Body.String()
		var at []string
		for _, x := range strings.Split(body, `<th scope="row">`)[1:] {
			_, x, _ = strings.Cut(x, `">`)
			x, _, _ = strings.Cut(x, "<")
			at = append(at, x)
		}
		return strings.Join(at, ",")
	}
	for path, want := range map[string]string{
		"/ban/tin-bai":                                "Đổi mới,Ân cần,Bình chọn",
		"/ban/tin-bai?theo=tieu-de":                   "Ân cần,Bình chọn,Đổi mới",
		"/ban/tin-bai?theo=tieu-de&chieu=giam":        "Đổi mới,Bình chọn,Ân cần",
		"/ban/tin-bai?tinh-trang=draft&theo=tieu-de":  "Ân cần,Bình chọn",
		"/ban/tin-bai?tim=doi+moi":                    "Đổi mới",
		"/ban/tin-bai?tinh-trang=published&tim=cuoi":  "",
		"/ban/tin-bai?tinh-trang=withdrawn&tim=&theo": "",
	} {
		if got := order(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	w := serve(t, db, editor, "GET", "/ban/tin-bai?xuat=xlsx", nil)
	if w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("PK")) || !strings.Contains(w.Header().Get("Content-Disposition"), "tin-bai.xlsx") {
		t.Errorf("export: %d %v", w.Code, w.Header())
	}
}

func TestArticlePhotosAreTakenInOrder(t *testing.T) {
	db := storetest.SQLite(t)
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm()))
	for i := range 3 {
		goes(t, upload(t, db, editor, path+"/anh", url.Values{"alt": {"x"}, "caption": {string(rune('a' + i))}}, "a.jpg", photoBytes(t, 120+i)))
	}
	last := articleOf(t, db, path).Photos[2].ID
	goes(t, serve(t, db, editor, "POST", path+"/anh/"+last, url.Values{"act": {"up"}}))
	first := articleOf(t, db, path).Photos[0].ID
	goes(t, serve(t, db, editor, "POST", path+"/anh/"+first, url.Values{"act": {"remove"}}))
	var got string
	for _, p := range articleOf(t, db, path).Photos {
		got += p.Caption
	}
	if got != "cb" {
		t.Errorf("photos %s, want cb", got)
	}
	for name, body := range map[string][]byte{"a.jpg": []byte("%PDF-1.4\n%%EOF"), "b.jpg": []byte("PK\x03\x04"), "c.jpg": nil} {
		shows(t, upload(t, db, editor, path+"/anh", url.Values{"alt": {"x"}}, name, body), 422, "Ảnh của bài")
	}
}

func TestArticlesAreForWriters(t *testing.T) {
	db := storetest.SQLite(t)
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm()))
	delegate := access.Actor{Org: "a", Person: "p9", Roles: []access.Role{access.Delegate}}
	stranger := access.Actor{Org: "b", Person: "p1", Roles: []access.Role{access.Editor}}
	shows(t, serve(t, db, delegate, "GET", "/ban/tin-bai", nil), 403)
	for _, more := range []string{"", "/dang", "/go", "/anh/x", "/xem-thu"} {
		shows(t, serve(t, db, stranger, "POST", path+more, articleForm()), 404)
	}
	shows(t, serve(t, db, stranger, "GET", path, nil), 404)
}
