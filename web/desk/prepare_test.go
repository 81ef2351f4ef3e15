package desk_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/journal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// agency is somebody with every role of a fresh organisation.
func agency(t *testing.T, db *store.DB, kind string) access.Actor {
	t.Helper()
	org, err := account.Found(t.Context(), db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Kind: kind, HeadTitle: "Giám đốc", Symbol: "TVT", PartnerName: "Công đoàn cơ sở Thư viện tỉnh"})
	if err != nil {
		t.Fatal(err)
	}
	return access.Actor{Org: org.ID, Person: "p0", Roles: access.Roles()}
}

// desktop is one office at work: it asks for pages and sends forms.
type desktop struct {
	t   *testing.T
	db  *store.DB
	who access.Actor
	hn  string
}

func (d *desktop) get(path string, status int, texts ...string) string {
	d.t.Helper()
	w := serve(d.t, d.db, d.who, "GET", path, nil)
	shows(d.t, w, status, texts...)
	return w.Body.String()
}

func (d *desktop) post(path string, form url.Values) string {
	d.t.Helper()
	return goes(d.t, d.send(path, form))
}

func (d *desktop) send(path string, form url.Values) *httptest.ResponseRecorder {
	d.t.Helper()
	form.Set("hn", d.hn)
	return serve(d.t, d.db, d.who, "POST", path, form)
}

var wizardTyped = url.Values{"track": {"staff"}, "form": {"whole"}, "scope": {"office"}, "period": {"calendar"}, "review": {"2025"}, "plan": {"2026"}, "year_name": {"plan"},
	"held": {"30/01/2026"}, "session": {"morning"}, "starts": {"08:00"}, "place": {"Hội trường tầng 3"}, "style_org": {"1"}}

// planned is an office with staff and a conference.
func planned(t *testing.T, db *store.DB, names ...string) *desktop {
	t.Helper()
	d := &desktop{t: t, db: db, who: agency(t, db, "su-nghiep")}
	for _, n := range names {
		d.post("/ban/can-bo/moi", url.Values{"name": {n}, "category": {"vien-chuc"}, "post": {"Chuyên viên"}})
	}
	to := d.post("/ban/hoi-nghi/moi", url.Values(cloned(wizardTyped)))
	d.hn = strings.TrimPrefix(to, "/ban?hn=")
	return d
}

func cloned(v url.Values) url.Values {
	out := url.Values{}
	for k, x := range v {
		out[k] = x
	}
	return out
}

func TestFirstPageLeadsFromNothingToAConference(t *testing.T) {
	db := storetest.SQLite(t)
	d := &desktop{t: t, db: db, who: agency(t, db, "")}
	d.get("/ban", 200, "Khai báo cơ quan, đơn vị", `href="/d/thu-vien/ban/don-vi"`)
	shows(t, d.send("/ban/don-vi", url.Values{"name": {""}, "kind": {"x"}, "short": {"Thư viện"}}), 422, "Cần điền mục này", "Hãy chọn một trong các mục", `value="Thư viện"`)
	d.post("/ban/don-vi", url.Values{"name": {"Thư viện tỉnh Hồng Lam"}, "kind": {"su-nghiep"}, "budget": {"1"}, "head_title": {"Giám đốc"}, "symbol": {"TVT"}})
	d.get("/ban/don-vi", 200, "Người đại diện do tập thể cử", "Sở Nội vụ")
	d.get("/ban", 200, "Nhập danh sách cán bộ")
	d.post("/ban/can-bo/moi", url.Values{"name": {"Bùi Thị Lan Anh"}, "category": {"vien-chuc"}})
	d.get("/ban", 200, "Lập hội nghị của năm", `href="/d/thu-vien/ban/hoi-nghi/moi"`)
	for _, path := range []string{"/ban/chuong-trinh", "/ban/trieu-tap", "/ban/khach-moi", "/ban/tai-lieu", "/ban/ban-to-chuc", "/ban/su-kien"} {
		if to := goes(t, serve(t, db, d.who, "GET", path, nil)); to != "/ban" {
			t.Errorf("%s without a conference leads to %s", path, to)
		}
	}
	d.get("/ban/van-ban", 200, "Sổ chưa có văn bản nào")
	d.get("/ban/hoi-nghi", 200, "Chưa có hội nghị nào")
	d.get("/ban/nhat-ky", 200, "Sửa thông tin đơn vị")
}

func TestWizardKeepsWhatWasTyped(t *testing.T) {
	db := storetest.SQLite(t)
	d := &desktop{t: t, db: db, who: agency(t, db, "su-nghiep")}
	d.post("/ban/can-bo/moi", url.Values{"name": {"Bùi Thị Lan Anh"}, "category": {"vien-chuc"}})
	d.get("/ban/hoi-nghi/moi", 200, "Loại hội nghị", "tổ chức hội nghị toàn thể là đúng quy định")
	step := func(n string, change url.Values, status int, texts ...string) string {
		q := cloned(wizardTyped)
		for k, x := range change {
			q[k] = x
		}
		q.Set("buoc", n)
		return d.get("/ban/hoi-nghi/moi?"+q.Encode(), status, texts...)
	}
	step("2", nil, 200, `name="place" value="Hội trường tầng 3"`, "Năm tổng kết")
	step("3", url.Values{"plan": {"2019"}}, 422, "Năm kế hoạch phải bằng hoặc liền sau", `value="2019"`, `name="held" value="30/01/2026"`)
	step("4", url.Values{"held": {"31/02/2026"}}, 422, "Ngày chưa đúng", `value="31/02/2026"`)
	step("3", url.Values{"held": {"15/04/2026"}}, 200, "quá hạn 15 ngày", "khoản 1 Điều 51")
	step("5", url.Values{"form": {"delegates"}}, 200, "phải tổ chức hội nghị toàn thể", "Hội nghị đại biểu viên chức Thư viện tỉnh Hồng Lam năm 2026")
	page := step("5", nil, 200, "Hội nghị viên chức Thư viện tỉnh Hồng Lam năm 2026", "Hội trường tầng 3")
	if n := strings.Count(page, `type="hidden" name="review"`); n != 1 {
		t.Errorf("the review year travels %d times", n)
	}
	to := d.post("/ban/hoi-nghi/moi", cloned(wizardTyped))
	d.get(to, 200, "Hội nghị viên chức Thư viện tỉnh Hồng Lam năm 2026", "Thứ Sáu, ngày 30 tháng 1 năm 2026", "còn 7 ngày", "Thêm văn bản căn cứ", "31/03/2026")
	d.hn = strings.TrimPrefix(to, "/ban?hn=")
	d.get("/ban/hoi-nghi/moi?hn="+d.hn, 200, "Sửa thông tin hội nghị")
	change := cloned(wizardTyped)
	change.Set("place", "Hội trường lớn")
	change.Del("style_org")
	d.post("/ban/hoi-nghi/moi", change)
	d.get("/ban", 200, "Hội trường lớn", "Hội nghị viên chức năm 2026")
	shows(t, d.send("/ban/hoi-nghi/moi", url.Values{"buoc": {"5"}}), 422, "Hãy chọn một trong các mục")
	d.get("/ban/hoi-nghi", 200, "Đang chuẩn bị")
	d.post("/ban/hoi-nghi/xoa", url.Values{})
	d.get("/ban/hoi-nghi", 200, "Chưa có hội nghị nào")
}

func TestAgendaIsDraftedMovedAndWarned(t *testing.T) {
	d := planned(t, storetest.SQLite(t), "Hoàng Văn Tú")
	d.get("/ban/chuong-trinh", 200, "Chưa có nội dung nào", "Bầu Ban Thanh tra nhân dân", "Bước đ của Điều 51")
	d.post("/ban/chuong-trinh/lap", url.Values{"kind": {"review", "discussion", "inspection", "resolution"}})
	page := d.get("/ban/chuong-trinh", 200, "4 nội dung", "08:20", "Tổng thời gian 85 phút", "phương hướng, nhiệm vụ năm 2026")
	if strings.Contains(page, "không theo trình tự") {
		t.Error("the order of the law is warned of")
	}
	up := regexp.MustCompile(`/ban/chuong-trinh/[A-Z0-9]+/len`).FindAllString(page, -1)
	d.post(up[1], url.Values{}) // the report of the Inspection Board before the discussion
	d.get("/ban/chuong-trinh", 200, "1 nội dung (đánh dấu *) không theo trình tự", "khoản 4 Điều 51")
	item := strings.TrimSuffix(up[0], "/len")
	d.get(item+"?hn="+d.hn, 200, "Sửa nội dung")
	shows(t, d.send(item, url.Values{"title": {""}, "minutes": {"nhiều"}, "ends": {"heard"}}), 422, "Hãy ghi một số", `value="nhiều"`)
	person := regexp.MustCompile(`<option value="([A-Z0-9]+)">Hoàng Văn Tú`).FindStringSubmatch(d.get(item, 200))[1]
	d.post(item, url.Values{"title": {"Thảo luận tại hội trường"}, "minutes": {"45"}, "ends": {"discussed"}, "person": {person}})
	d.get("/ban/chuong-trinh", 200, "Thảo luận tại hội trường", "Hoàng Văn Tú, Chuyên viên", "45 phút · Thảo luận")
	d.post("/ban/chuong-trinh/them", url.Values{"title": {"Văn nghệ chào mừng"}, "minutes": {"10"}, "ends": {"heard"}})
	shows(t, d.send("/ban/chuong-trinh/them", url.Values{"title": {"Trao quà"}, "minutes": {"10"}, "ends": {"?"}}), 422, `value="Trao quà"`)
	d.post(item+"/xoa", url.Values{})
	if strings.Contains(d.get("/ban/chuong-trinh", 200, "Văn nghệ chào mừng"), "tại hội trường") {
		t.Error("the item is still there")
	}
}

func TestPapersAreKeptByTheirHash(t *testing.T) {
	d := planned(t, storetest.SQLite(t), "Hoàng Văn Tú")
	pdf := []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
	form := url.Values{"hn": {d.hn}}
	shows(t, upload(t, d.db, d.who, "/ban/tai-lieu", form, "bao-cao.pdf", []byte{}), 422, "Cần điền mục này")
	shows(t, upload(t, d.db, d.who, "/ban/tai-lieu", form, "bao-cao.pdf", []byte("MZ\x90")), 422)
	goes(t, upload(t, d.db, d.who, "/ban/tai-lieu", form, "Báo cáo năm 2025.pdf", pdf))
	page := d.get("/ban/tai-lieu", 200, "Báo cáo năm 2025", "Bản 1", "Mã băm")
	path := regexp.MustCompile(`/ban/tai-lieu/[A-Z0-9]+`).FindString(page)
	w := serve(t, d.db, d.who, "GET", path, nil)
	if w.Code != 200 || w.Body.String() != string(pdf) || !strings.Contains(w.Header().Get("Content-Type"), "pdf") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	goes(t, upload(t, d.db, d.who, path+"/thay", form, "bao-cao-2.pdf", append(pdf, "\n"...)))
	d.get("/ban/tai-lieu", 200, "Bản 2", "bao-cao-2.pdf")
	d.get("/ban", 200, "Báo cáo năm 2025")
	shows(t, serve(t, d.db, access.Actor{Org: "other", Person: "x", Roles: access.Roles()}, "GET", path, nil), 404)
	d.post(path+"/xoa", url.Values{})
	d.get("/ban/tai-lieu", 200, "Chưa có tài liệu nào")
}

func TestListIsSettledAndExcused(t *testing.T) {
	d := planned(t, storetest.SQLite(t), "Hoàng Văn Tú", "Bùi Thị Lan Anh", "Lê Ánh")
	d.get("/ban/trieu-tap", 200, "Chưa chốt danh sách", "đơn vị có 3 người", "chưa có văn bản căn cứ")
	page := d.get("/ban/trieu-tap/chon", 200, "Danh sách cán bộ ngày 30/01/2026: 3 người")
	if n := strings.Count(page, "checked"); n != 3 {
		t.Errorf("%d of 3 are ticked", n)
	}
	ids := regexp.MustCompile(`name="person" value="([A-Z0-9]+)"`).FindAllStringSubmatch(page, -1)
	shows(t, d.send("/ban/trieu-tap/chon", url.Values{}), 422, "Danh sách chưa có ai")
	d.post("/ban/trieu-tap/chon", url.Values{"person": {ids[0][1], ids[1][1]}})
	d.get("/ban/trieu-tap", 200, "Bùi Thị Lan Anh", "thêm 1 người")
	d.post("/ban/trieu-tap/"+ids[0][1]+"/vang", url.Values{"reason": {"nghỉ ốm"}})
	d.get("/ban/trieu-tap?vang=1", 200, "nghỉ ốm", "1–1 trong 1")
	d.get("/ban/trieu-tap/ky", 200, "Ký tên", "nghỉ ốm")
	d.get("/ban", 200, "Tính theo danh sách triệu tập, trừ 1 người", "2/3 của 2")
	w := serve(t, d.db, d.who, "GET", "/ban/trieu-tap?xuat=xlsx", nil)
	if w.Code != 200 || !strings.HasPrefix(w.Body.String(), "PK") {
		t.Errorf("no workbook: %d", w.Code)
	}
	shows(t, serve(t, d.db, access.Actor{Org: d.who.Org, Person: "x", Roles: []access.Role{access.Delegate}}, "GET", "/ban/trieu-tap", nil), 403)
}

func TestGuestsTasksFactsAndRegister(t *testing.T) {
	d := planned(t, storetest.SQLite(t), "Hoàng Văn Tú")
	shows(t, d.send("/ban/khach-moi", url.Values{"name": {""}, "posts": {"Chánh thanh tra Sở"}}), 422, "Cần điền mục này", "Chánh thanh tra Sở")
	d.post("/ban/khach-moi", url.Values{"honorific": {"đồng chí"}, "name": {"Hoàng Gia Tôn"}, "posts": {"Chánh thanh tra Sở\r\nỦy viên Ban Thường vụ"}, "superior": {"1"}})
	page := d.get("/ban/khach-moi", 200, "đồng chí Hoàng Gia Tôn", "<small>Ủy viên Ban Thường vụ</small>", "Đại diện cấp trên")
	id := regexp.MustCompile(`sua=([A-Z0-9]+)`).FindStringSubmatch(page)[1]
	d.get("/ban/khach-moi?sua="+id, 200, `value="Hoàng Gia Tôn"`)
	d.post("/ban/khach-moi/"+id, url.Values{"name": {"Hoàng Gia Tôn"}, "on_behalf": {"Chủ tịch Công đoàn"}})
	d.get("/ban/khach-moi", 200, "Thừa ủy quyền của Chủ tịch Công đoàn")

	shows(t, d.send("/ban/ban-to-chuc", url.Values{"what": {"Trang trí"}, "due": {"mai"}}), 422, "Ngày chưa đúng", `value="Trang trí"`)
	d.post("/ban/ban-to-chuc", url.Values{"what": {"Trang trí hội trường"}, "person": {"Lê Ánh"}, "due": {"20/01/2026"}})
	page = d.get("/ban/ban-to-chuc", 200, "Quá hạn 3 ngày", "0 trên 1 việc")
	id = regexp.MustCompile(`/ban/ban-to-chuc/([A-Z0-9]+)/xong`).FindStringSubmatch(page)[1]
	d.post("/ban/ban-to-chuc/"+id+"/xong", url.Values{"done": {"1"}})
	d.get("/ban/ban-to-chuc?theo=han", 200, "1 trên 1 việc", "Lê Ánh")

	d.post("/ban/su-kien", url.Values{"topic": {"result"}, "what": {"chỉ tiêu vượt kế hoạch"}, "low": {"5"}, "high": {"29,2"}, "unit": {"%"}, "base": {"chỉ tiêu được giao"}, "state": {"done"}, "year": {"2025"}})
	d.get("/ban/su-kien", 200, "5 - 29,2%", "Tính trên chỉ tiêu được giao")
	shows(t, d.send("/ban/su-kien", url.Values{"topic": {"result"}, "what": {"x"}, "low": {"ba"}, "state": {"done"}}), 422, "Hãy ghi một số", `value="ba"`)

	shows(t, upload(t, d.db, d.who, "/ban/van-ban/moi", url.Values{"kind": {"Công văn"}, "number": {"92"}}, "", []byte{}), 422, "Cần điền mục này", `value="92"`)
	to := goes(t, upload(t, d.db, d.who, "/ban/van-ban/moi", url.Values{"hn": {d.hn}, "basis": {"1"}, "kind": {"Công văn"}, "number": {"92"}, "symbol": {"HD - CĐCS"}, "dated": {"30/11/2022"},
		"issuer": {"Công đoàn Cơ sở Sở Văn hóa, Thể thao và Du lịch"}, "subject": {"Hướng dẫn tổ chức Hội nghị"}}, "", []byte{}))
	d.get(to, 200, "Công văn số 92/HD - CĐCS, ngày 30/11/2022 của Công đoàn Cơ sở Sở Văn hóa, Thể thao và Du lịch v/v Hướng dẫn tổ chức Hội nghị",
		"Ký hiệu HD - CĐCS thường dùng cho Hướng dẫn, không phải Công văn", "Làm căn cứ")
	d.get("/ban/van-ban?tim=huong+dan", 200, "Loại khác ký hiệu", "1–1 trong 1")
	d.get(d.post("/ban/van-ban/ke-hoach", url.Values{}), 200, "Kế hoạch số 01/KH-TVT, ngày 23/01/2026 của Thư viện tỉnh Hồng Lam v/v Tổ chức Hội nghị")
	d.get("/ban/van-ban?so-cua=agency", 200, "01/KH-TVT", "<small class=\"muted\">Cơ quan, đơn vị</small>", "1–1 trong 1")
	if strings.Contains(d.get("/ban/van-ban?so-cua=union", 200, "Không có văn bản phù hợp"), "01/KH-TVT") {
		t.Error("the union's register has the agency's plan")
	}
	d.post(to+"/bo-can-cu", url.Values{})
	shows(t, d.send("/ban/van-ban/ke-hoach", url.Values{}), 409, "Chưa có văn bản căn cứ nào")
	d.get("/ban/van-ban", 200, "chưa có văn bản căn cứ")
}

func TestJournalSaysWhenTheChainBreaks(t *testing.T) {
	d := planned(t, storetest.SQLite(t), "Hoàng Văn Tú")
	d.get("/ban/nhat-ky", 200, "sẽ được khóa thành chuỗi khi bế mạc", "Lập hội nghị")
	err := d.db.Write(t.Context(), access.Machine(d.who.Org), func(tx *store.Tx) error {
		if _, err := journal.Seal(tx); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE journal_entry SET detail = 'x' WHERE org_id = $1 AND act = 'conference.plan'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if page := d.get("/ban/nhat-ky", 200, `class="alert bad"`); strings.Contains(page, "còn nguyên vẹn:") {
		t.Error("a broken chain is called whole")
	}
}
