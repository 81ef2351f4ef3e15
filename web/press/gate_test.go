package press_test

import (
	"bytes"
	"context"
	"html"
	"image"
	"image/png"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/comment"
	"hoinghi/counter"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var second = access.Actor{Org: "a", Person: "p3", Roles: []access.Role{access.Editor}}

// sent is the value of a hidden field or button in a page.
func sent(t *testing.T, body, name, begins string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="(` + regexp.QuoteMeta(html.EscapeString(begins)) + `[^"]*)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no %s of %q in the page", name, begins)
	}
	return html.UnescapeString(m[1])
}

func TestLinterMendsOnePlaceAndKeepsNothing(t *testing.T) {
	db := storetest.SQLite(t)
	form := articleForm("body", "Bảo tàng đồng thời đồng thời sưu tầm.\n\nÔng quan lý tốt.")
	w := serve(t, db, editor, "POST", "/ban/tin-bai/moi/soat-loi", form)
	shows(t, w, 200, "2 chỗ cần xem", "lặp từ", "dòng 1, cột 10", "<mark>đồng thời đồng thời</mark>", "dòng 3, cột 5", "Sửa thành “quản lý”")
	form.Set("mend", sent(t, w.Body.String(), "mend", "body:"))
	w = serve(t, db, editor, "POST", "/ban/tin-bai/moi/soat-loi", form)
	shows(t, w, 200, "Đã sửa một chỗ", "1 chỗ cần xem", "Bảo tàng đồng thời sưu tầm.", "Ông quan lý tốt.")
	form.Set("mend", "body:9999:quan lý") // a place that has moved
	shows(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/soat-loi", form), 200, "2 chỗ cần xem", "đồng thời đồng thời")
	shows(t, serve(t, db, editor, "GET", "/ban/tin-bai", nil), 200, "Chưa có tin bài nào")
}

func TestLinterHoldsAnArticleBackOnce(t *testing.T) {
	db := storetest.SQLite(t)
	form := articleForm("body", "Hoạt động viên hóa và và nghệ thuật.")
	w := serve(t, db, editor, "POST", "/ban/tin-bai/moi/dang", form)
	shows(t, w, 422, "chỗ có thể viết sai", "nhấn nút một lần nữa")
	form.Set("lint-seen", sent(t, w.Body.String(), "lint-seen", ""))
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/dang", form))
	if a := articleOf(t, db, path); a.State != portal.Published || a.Body != "Hoạt động viên hóa và và nghệ thuật." {
		t.Errorf("published %+v", a)
	}
	path = goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm()))
	goes(t, upload(t, db, editor, path+"/anh", url.Values{"alt": {"Hội trường"}, "caption": {"Quang cảnh hội nghị hội nghị"}}, "a.jpg", photoBytes(t, 200)))
	w = serve(t, db, editor, "POST", path+"/dang", articleForm())
	shows(t, w, 422, "Chú thích ảnh 1", "<mark>hội nghị hội nghị</mark>")
	photo := articleOf(t, db, path).Photos[0].ID
	goes(t, serve(t, db, editor, "POST", path+"/anh/"+photo, url.Values{"act": {sent(t, w.Body.String(), "act", "mend:")}}))
	if p := articleOf(t, db, path).Photos[0]; p.Caption != "Quang cảnh hội nghị" || p.Alt != "Hội trường" {
		t.Errorf("mended to %+v", p)
	}
}

func TestGateAsksBeforeNamesGoOut(t *testing.T) {
	db := storetest.SQLite(t)
	body := "Công đoàn thăm đồng chí Nguyễn Thị Hoa điều trị ung thư."
	shows(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/dang", articleForm("body", body)), 422, "Thông tin riêng tư", "<b>Nguyễn Thị Hoa</b>", "bệnh tật", "Cần ghi lý do")
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/dang", articleForm("body", body, "reason", "Gia đình đã đồng ý")))
	shows(t, serve(t, db, editor, "GET", path, nil), 200, "Đã xác nhận được công khai", "Gia đình đã đồng ý")
	goes(t, upload(t, db, editor, path+"/anh", url.Values{"alt": {"Thăm hỏi"}, "caption": {"Quang cảnh"}}, "a.jpg", photoBytes(t, 200)))
	w := upload(t, db, editor, path+"/anh", url.Values{"alt": {"Các em"}, "children": {"1"}}, "b.jpg", photoBytes(t, 300))
	shows(t, w, 422, "Ảnh có trẻ em cần ghi ai đã đồng ý")
}

func TestTwoPeoplePublish(t *testing.T) {
	db := storetest.SQLite(t)
	goes(t, serve(t, db, editor, "POST", "/ban/trang-tin", url.Values{"two-people": {"1"}, "stamp": {"short"}}))
	w := serve(t, db, editor, "GET", "/ban/tin-bai/moi", nil)
	shows(t, w, 200, "Lưu và gửi duyệt", "cần người khác duyệt đăng")
	if strings.Contains(w.Body.String(), "Duyệt và đăng") {
		t.Error("a writer may approve")
	}
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/gui-duyet", articleForm()))
	shows(t, serve(t, db, editor, "POST", path+"/dang", articleForm()), 403, "Bài do chính mình viết hoặc gửi duyệt nên cần người khác duyệt đăng", "97,9%")
	shows(t, serve(t, db, editor, "GET", "/ban/tin-bai?tinh-trang=submitted", nil), 200, "Chờ duyệt")
	shows(t, serve(t, db, second, "GET", path, nil), 200, "Duyệt và đăng", "Trả lại bản thảo")
	shows(t, serve(t, db, second, "POST", path+"/dang", articleForm("body", "Sửa lúc duyệt")), 409, "Cần gửi duyệt lại")
	goes(t, serve(t, db, second, "POST", path+"/dang", articleForm()))
	if a := articleOf(t, db, path); a.State != portal.Published {
		t.Errorf("state %s", a.State)
	}
	path = goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/gui-duyet", articleForm()))
	goes(t, serve(t, db, second, "POST", path+"/tra-lai", url.Values{}))
	if a := articleOf(t, db, path); a.State != portal.Drafted {
		t.Errorf("state %s", a.State)
	}
}

func TestWordIsPastedAsMarkdown(t *testing.T) {
	db := storetest.SQLite(t)
	word := `<html><head><style>p.MsoNormal{margin:0}</style><script>alert(1)</script></head><body><p class=MsoNormal><b>Đạt</b> 97,9%.<o:p></o:p></p></body></html>`
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm("body", word)))
	if a := articleOf(t, db, path); a.Body != "**Đạt** 97,9%." {
		t.Errorf("kept %q", a.Body)
	}
}

func TestHugeAndFalsePictures(t *testing.T) {
	db := storetest.SQLite(t)
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm()))
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, image.NewGray(image.Rect(0, 0, 8000, 5000))); err != nil {
		t.Fatal(err)
	}
	goes(t, upload(t, db, editor, path+"/anh", url.Values{"alt": {"x"}}, "to.png", b.Bytes()))
	if p := articleOf(t, db, path).Photos; len(p) != 1 || p[0].Width != 4096 {
		t.Errorf("kept as %+v", p)
	}
	zip := append([]byte("\xff\xd8\xff\xe0"), []byte("PK\x03\x04 not a picture")...)
	for name, body := range map[string][]byte{"zip.jpg": []byte("PK\x03\x04\x14\x00\x06\x00 not a picture"), "both.jpg": zip, "svg.png": []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)} {
		w := upload(t, db, editor, path+"/anh", url.Values{"alt": {"x"}}, name, body)
		shows(t, w, 422, "Ảnh của bài")
	}
}

func readerSends(t *testing.T, db *store.DB, article, body string) {
	t.Helper()
	err := db.Write(context.Background(), access.Public("a"), func(tx *store.Tx) error {
		return comment.Send(tx, comment.New{Article: article, Name: "Lê Thị Mai", Mail: "mai@bimat.vn", Body: body})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCommentsAreModerated(t *testing.T) {
	db := storetest.SQLite(t)
	shows(t, serve(t, db, editor, "GET", "/ban/binh-luan", nil), 200, "Chưa có bình luận nào")
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi/dang", articleForm()))
	id := strings.TrimPrefix(path, "/ban/tin-bai/")
	readerSends(t, db, id, "Bài hay <b>quá</b>")
	readerSends(t, db, id, "Xin hỏi giờ mở cửa")
	w := serve(t, db, editor, "GET", "/ban/binh-luan?tim=gio+mo+cua", nil)
	shows(t, w, 200, "Xin hỏi giờ mở cửa", "Chờ duyệt", "Lê Thị Mai")
	cid := regexp.MustCompile(`id="bl-([a-z0-9]+)"`).FindStringSubmatch(w.Body.String())[1]
	if strings.Contains(w.Body.String(), "Bài hay") {
		t.Error("the search does not narrow")
	}
	shows(t, serve(t, db, editor, "POST", "/ban/binh-luan/"+cid, url.Values{"act": {"reply"}, "reply-" + cid: {" "}}), 422, "Cần điền mục này")
	goes(t, serve(t, db, editor, "POST", "/ban/binh-luan/"+cid, url.Values{"act": {"reply"}, "reply-" + cid: {"Từ 7 giờ 30 đến 17 giờ"}}))
	shows(t, serve(t, db, editor, "GET", "/ban/binh-luan?tinh-trang=shown&theo=gui&chieu=giam", nil), 200, "Từ 7 giờ 30", "Thư viện tỉnh Hồng Lam")
	for _, page := range []string{"/ban/binh-luan", "/ban/binh-luan?xuat=xlsx", "/ban/tin-bai", "/ban/tin-bai?xuat=xlsx", path, "/ban/trang-tin"} {
		body := serve(t, db, editor, "GET", page, nil).Body.String()
		if strings.Contains(body, "bimat.vn") || strings.Contains(unzipped(t, body), "bimat.vn") {
			t.Errorf("%s gives the address away", page)
		}
	}
	shows(t, serve(t, db, drafts, "GET", "/ban/binh-luan", nil), 403)
	shows(t, serve(t, db, editor, "GET", "/ban/binh-luan", nil), 200, "Bài hay &lt;b&gt;quá&lt;/b&gt;")
}

func TestSiteIsSetUp(t *testing.T) {
	db := storetest.SQLite(t)
	shows(t, serve(t, db, editor, "GET", "/ban/trang-tin", nil), 200, "Xem tin theo ngày", "Bài đăng qua hai người")
	shows(t, serve(t, db, editor, "POST", "/ban/trang-tin", url.Values{"mail": {"sai"}, "stamp": {"long"}}), 422, "Địa chỉ thư điện tử chưa đúng", `value="sai"`)
	goes(t, serve(t, db, editor, "POST", "/ban/trang-tin/khoi", url.Values{"kind": {"links"}, "title": {"Liên kết web"}, "body": {"Chính phủ | https://chinhphu.vn"}}))
	goes(t, serve(t, db, editor, "POST", "/ban/trang-tin/khoi/calendar", url.Values{"act": {"up"}}))
	shows(t, serve(t, db, editor, "POST", "/ban/trang-tin/khoi", url.Values{"kind": {"banner"}, "title": {"Tháng"}, "first": {"31/2/2026"}}), 422, "Ngày chưa đúng", "31/2/2026")
	var blocks []portal.Block
	read := func(f func(*store.Tx) error) {
		if err := db.Read(context.Background(), editor, f); err != nil {
			t.Fatal(err)
		}
	}
	read(func(tx *store.Tx) (err error) { blocks, err = portal.Blocks(tx); return err })
	if len(blocks) != 6 || blocks[1].Kind != portal.BlockCalendar || blocks[5].Title != "Liên kết web" {
		t.Errorf("blocks %+v", blocks)
	}
	form := url.Values{"place-online": {"1"}, "label-online": {"Đang online"}, "place-today": {"2"}, "place-month": {"3"}, "label-month": {"Tháng hiện tại"}, "place-total": {"4"}, "start": {"1.424.699"}}
	goes(t, serve(t, db, editor, "POST", "/ban/trang-tin/dem", form))
	var figures []counter.Figure
	read(func(tx *store.Tx) (err error) { figures, err = counter.Figures(tx); return err })
	if figures[2].Label != "Tháng hiện tại" || figures[3].Start != 1_424_699 || !figures[4].Hidden || figures[4].Kind != "week" {
		t.Errorf("figures %+v", figures)
	}
	form.Set("start", "nhiều")
	shows(t, serve(t, db, editor, "POST", "/ban/trang-tin/dem", form), 422, "Hãy ghi một số")
	goes(t, upload(t, db, editor, "/ban/trang-tin/cong-khai", url.Values{"title": {"Dự toán 2022"}, "day": {"21/1/2022"}}, "a.pdf", []byte("%PDF-1.4\nx\n%%EOF\n")))
	shows(t, serve(t, db, editor, "GET", "/ban/trang-tin", nil), 200, "Dự toán 2022", "21/01/2022")
	shows(t, serve(t, db, drafts, "POST", "/ban/trang-tin/dem", form), 403)
}
