package press_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/browser"
	"hoinghi/web/kit"
	"hoinghi/web/kit/kittest"
	"hoinghi/web/press"
)

// newsroom serves the pages of the newsroom to its editor.
func newsroom(t *testing.T, db *store.DB) string {
	t.Helper()
	var mux kit.Mux
	press.Routes(&mux)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/static/") {
			kit.Static(w, r)
			return
		}
		v := kittest.Visit(db, editor, strings.TrimPrefix(r.URL.RequestURI(), "/d/thu-vien"))
		inner := r.Clone(kit.With(r.Context(), v))
		inner.URL.Path = strings.TrimPrefix(r.URL.Path, "/d/thu-vien")
		mux.ServeHTTP(w, inner)
	}))
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	return s.URL + "/d/thu-vien"
}

func TestNewsroomInABrowser(t *testing.T) {
	db := storetest.SQLite(t)
	base := newsroom(t, db)
	path := goes(t, serve(t, db, editor, "POST", "/ban/tin-bai/moi", articleForm("body", "Hội nghị đồng thời đồng thời bàn nhiệm vụ.\n\nÔng quan lý tốt, các hoạt động viên hóa sôi nổi.\n\nCông đoàn thăm đồng chí Nguyễn Thị Hoa điều trị ung thư.")))
	look := func(p *browser.Page, name string) {
		t.Helper()
		for _, found := range p.Axe() {
			t.Errorf("%s: %s", name, found)
		}
		if out := p.SticksOut(360); out != "" {
			t.Errorf("%s sticks out: %s", name, out)
		}
		p.ShotAt("press-"+name, 360, 1440)
	}
	p := browser.Start(t).Page(t, 1440, 900)
	p.Open(base + path)
	p.ClickText("Soát lỗi")
	p.WaitText("chỗ cần xem")
	look(p, "lint")
	p.ClickText("Sửa thành “quản lý”")
	p.WaitText("Đã sửa một chỗ")
	if got := p.Text("#body"); !strings.Contains(got, "Ông quản lý tốt") || !strings.Contains(got, "viên hóa") {
		t.Errorf("mended to %q", got)
	}
	if a := articleOf(t, db, path); !strings.Contains(a.Body, "quan lý") {
		t.Error("a mend was kept before it was saved")
	}
	p.ClickText("Lưu và đăng") // what the linter found was seen; the gate still asks
	p.WaitText("Cần ghi lý do")
	look(p, "gate")
	p.Fill("#reason", "Gia đình đã đồng ý ngày 20/01/2026")
	p.ClickText("Lưu và đăng")
	p.WaitText("Gỡ bài")
	if a := articleOf(t, db, path); a.State != portal.Published {
		t.Errorf("state %s", a.State)
	}
	id := strings.TrimPrefix(path, "/ban/tin-bai/")
	readerSends(t, db, id, "Bài viết rất bổ ích, mong thư viện mở thêm giờ buổi tối.")
	readerSends(t, db, id, "Xin hỏi ngày mở cửa lại?")
	p.Open(base + "/ban/binh-luan")
	look(p, "comments")
	goes(t, serve(t, db, editor, "POST", "/ban/trang-tin/khoi", url.Values{"kind": {"links"}, "title": {"Liên kết web"}, "body": {"Chính phủ | https://chinhphu.vn"}}))
	p.Open(base + "/ban/trang-tin")
	look(p, "site")
	if c := p.Console(); len(c) > 0 {
		t.Errorf("console: %q", c)
	}
}
