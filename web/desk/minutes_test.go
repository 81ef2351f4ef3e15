package desk_test

import (
	"bytes"
	"context"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/paper"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// outcome is an office whose conference of five is open, with two votes: one
// won by 4 of 5, one lost by 1 of 5.
type outcome struct {
	*desktop
	won, lost string
}

func newOutcome(t *testing.T, db *store.DB) *outcome {
	o := &outcome{desktop: planned(t, db, "Trần Quốc Hưng", "Lê Thị Hường", "Đỗ Hải Yến", "Hoàng Văn Tú", "Lê Quang Tiên", "Bùi Thị Lan Anh")}
	o.at("08:00", func(tx *store.Tx) error {
		people, err := roster.StaffOn(tx, law.MustDay("2026-01-30"))
		if err != nil {
			return err
		}
		for i, role := range []access.Role{access.Head, access.Presidium, access.Union, access.Secretary} {
			if err := account.Grant(tx, people[max(i-1, 0)].ID, role); err != nil {
				return err
			}
		}
		if err := conference.Convene(tx, o.hn, people); err != nil {
			return err
		}
		for _, p := range people[:5] {
			if _, _, err := conference.CheckIn(tx, o.hn, p.ID, conference.ByName); err != nil {
				return err
			}
		}
		if err := conference.Begin(tx, o.hn); err != nil {
			return err
		}
		item, err := conference.AddItem(tx, conference.Item{Conference: o.hn, Kind: "review", Title: "Báo cáo kết quả công tác năm 2025", Presenter: "Giám đốc", Minutes: 20, Ends: "heard"})
		if err != nil {
			return err
		}
		return conference.OpenItem(tx, item)
	})
	o.lost = o.vote("08:20", "Thông qua việc đổi giờ làm", 1, 4)
	o.won = o.vote("08:40", "Thông qua Nghị quyết hội nghị", 4, 1)
	return o
}

func (o *outcome) at(clock string, f func(tx *store.Tx) error) {
	o.t.Helper()
	at, err := time.Parse(time.RFC3339, "2026-01-30T"+clock+":00+07:00")
	if err != nil {
		o.t.Fatal(err)
	}
	if err := o.db.Write(context.Background(), o.who, func(tx *store.Tx) error {
		tx.Now = at.UTC()
		return f(tx)
	}); err != nil {
		o.t.Fatal(err)
	}
}

func (o *outcome) vote(clock, question string, yes, no int64) (id string) {
	o.at(clock, func(tx *store.Tx) (err error) {
		c, err := conference.Find(tx, o.hn)
		if err != nil {
			return err
		}
		id, err = ballot.Open(tx, ballot.Ballot{Conference: o.hn, Item: c.Item, Question: question, Method: "hand", Base: "present", Shown: "closed"})
		if err != nil {
			return err
		}
		if err := ballot.Enter(tx, id, ballot.Count{Row: "1", InFavour: yes, Against: no}); err != nil {
			return err
		}
		_, err = ballot.Close(tx, id)
		return err
	})
	return id
}

// hidden is the value of a hidden field near a mark of the page.
func hidden(t *testing.T, page, after, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, after)
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(rest)
	if !ok || m == nil {
		t.Fatalf("no %s after %q", name, after)
	}
	return m[1]
}

func TestMinutesPage(t *testing.T) {
	o := newOutcome(t, storetest.SQLite(t))
	page := o.get("/ban/bien-ban", 200, "Theo diễn biến", "Hội nghị đang tiến hành.", "1. Báo cáo kết quả công tác năm 2025", "đạt 80% số người có mặt", "Chủ tọa: ", "data-keep")
	if strings.Contains(page, "100%") {
		t.Error("the page says 100% where nobody was unanimous")
	}
	form := url.Values{"id": {"closing"}, "rev": {"0"}, "basis": {"Hội nghị đang tiến hành."}, "text": {"Hội nghị kết thúc tốt đẹp."}}
	if to := o.post("/ban/bien-ban/luu", form); to != "/ban/bien-ban?hn="+o.hn {
		t.Errorf("saved, then %s", to)
	}
	page = o.get("/ban/bien-ban", 200, "Đã biên tập", "Hội nghị kết thúc tốt đẹp.", "Lấy lại theo diễn biến")
	if rev := hidden(t, page, `value="closing"`, "rev"); rev == "0" {
		t.Error("the editor does not know the text it is written upon")
	}
	form.Set("text", "Người thứ hai viết.")
	w := o.send("/ban/bien-ban/luu", form)
	shows(t, w, 422, "Mục này vừa được người khác sửa", "Người thứ hai viết.")
	o.at("09:00", func(tx *store.Tx) error { return conference.End(tx, o.hn) })
	o.get("/ban/bien-ban", 200, "Diễn biến đã đổi sau khi biên tập", "Hội nghị bế mạc hồi 09 giờ 00 phút, cùng ngày.", "Hội nghị đang tiến hành.")
	o.get("/ban/bien-ban/xem", 200, "BIÊN BẢN", "Hội nghị kết thúc tốt đẹp.", "THƯ KÝ", "/BB-HNVC")
	o.post("/ban/bien-ban/phuc-hoi", url.Values{"id": {"closing"}})
	page = o.get("/ban/bien-ban", 200)
	if strings.Contains(page, "Hội nghị kết thúc tốt đẹp.") {
		t.Error("the text is still there after the reset")
	}
	docx := o.get("/ban/bien-ban/tep?loai=docx", 200)
	lines, err := document.ReadDOCXText(strings.NewReader(docx), int64(len(docx)))
	if err != nil || !strings.Contains(strings.Join(lines, "\n"), "05 (năm)") {
		t.Errorf("the DOCX does not say who was present: %v", err)
	}
	if pdf := o.get("/ban/bien-ban/tep?loai=pdf", 200); !bytes.HasPrefix([]byte(pdf), []byte("%PDF")) {
		t.Error("the PDF is none")
	}
}

// The minutes list, on their page, as printed and in the file, each paper that
// was issued before the conference with its hash, and none that came later.
func TestMinutesListWhatWasIssuedBefore(t *testing.T) {
	o := newOutcome(t, storetest.SQLite(t))
	if page := o.get("/ban/bien-ban", 200); strings.Contains(page, "kem-theo") {
		t.Error("a list of nothing")
	}
	issue := func(clock, kind string) (i paper.Issued) {
		o.at(clock, func(tx *store.Tx) (err error) {
			i, err = paper.Issue(tx, paper.Issuance{Kind: kind, Conference: o.hn, Dated: law.MustDay("2026-01-30")})
			return err
		})
		return i
	}
	early, late := issue("07:00", "report"), issue("09:00", "finance")
	docx := o.get("/ban/bien-ban/tep?loai=docx", 200)
	lines, err := document.ReadDOCXText(strings.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	for where, text := range map[string]string{"page": o.get("/ban/bien-ban", 200), "print": o.get("/ban/bien-ban/xem", 200), "file": strings.Join(lines, "\n")} {
		text = strings.Join(strings.Fields(text), "")
		if !strings.Contains(text, early.Hash) || !strings.Contains(text, early.Number+"/"+early.Symbol) {
			t.Errorf("the %s does not list %s/%s %s", where, early.Number, early.Symbol, early.Hash)
		}
		if strings.Contains(text, late.Hash) {
			t.Errorf("the %s lists what came later", where)
		}
	}
}

func TestResolutionPage(t *testing.T) {
	o := newOutcome(t, storetest.SQLite(t))
	o.get("/ban/nghi-quyet", 200, "Chưa có dự thảo nghị quyết", "Lập dự thảo")
	o.post("/ban/nghi-quyet/lap", url.Values{})
	o.get("/ban/nghi-quyet", 200, "Hội nghị nhất trí với nội dung: Báo cáo kết quả công tác năm 2025", "với 05/06 người được triệu tập có mặt", "Tán thành 4, không tán thành 1", "không được thông qua")
	w := o.send("/ban/nghi-quyet/noi-dung", url.Values{"part": {"tasks"}, "text": {" "}, "owner": {"Phòng Tin học"}, "due": {"31/02/2026"}})
	shows(t, w, 422, "Phòng Tin học", "31/02/2026")
	o.post("/ban/nghi-quyet/noi-dung", url.Values{"part": {"targets"}, "text": {"Phục vụ bạn đọc"}, "measure": {"200.000 lượt"}, "owner": {"Phòng Bạn đọc"}, "due": {"31/12/2026"}})
	page := o.get("/ban/nghi-quyet", 200, "Mức cần đạt: 200.000 lượt", "Hoàn thành trước ngày 31/12/2026")
	items := regexp.MustCompile(`/ban/nghi-quyet/noi-dung/([A-Z0-9]+)/xoa`).FindAllStringSubmatch(page, -1)
	o.get("/ban/nghi-quyet?sua="+items[0][1], 200, "Sửa nội dung")
	o.post("/ban/nghi-quyet/noi-dung/"+items[0][1], url.Values{"part": {"evaluation"}, "text": {"Nhất trí với báo cáo của Giám đốc"}})
	o.post("/ban/nghi-quyet/noi-dung/"+items[len(items)-1][1]+"/len", url.Values{})
	o.post("/ban/nghi-quyet/noi-dung/"+items[len(items)-1][1]+"/xoa", url.Values{})
	o.post("/ban/nghi-quyet/mo-dau", url.Values{"opening": {"Hội nghị họp phiên toàn thể."}})
	shows(t, o.send("/ban/nghi-quyet/thong-qua", url.Values{"ballot": {o.lost}}), 422, "chỉ đạt 20% tán thành")
	o.post("/ban/nghi-quyet/thong-qua", url.Values{"ballot": {o.won}})
	page = o.get("/ban/nghi-quyet", 200, "Nghị quyết số 01/NQ-HNVC", "Nguyên vẹn như khi thông qua", "với 04/05 người có mặt tán thành, đạt 80%")
	if strings.Contains(page, "Thêm nội dung") {
		t.Error("an adopted resolution can be written")
	}
	o.get("/ban/nghi-quyet/xem", 200, "Số: 01/NQ-HNVC", "QUYẾT NGHỊ:", "Nhất trí với báo cáo của Giám đốc", "Hội nghị họp phiên toàn thể.", "./.")
	shows(t, o.send("/ban/nghi-quyet/noi-dung", url.Values{"part": {"tasks"}, "text": {"thêm"}}), 422, "đã được thông qua nên không thay đổi được")
	docx := o.get("/ban/nghi-quyet/tep", 200)
	lines, err := document.ReadDOCXText(strings.NewReader(docx), int64(len(docx)))
	if err != nil || !strings.Contains(strings.Join(lines, "\n"), "đạt 80%") {
		t.Errorf("the DOCX does not carry the result: %v", err)
	}
}

// A point of the adopted resolution is followed; what cannot be is said beside
// the field, and what was typed stays.
func TestProgressOfAResolution(t *testing.T) {
	at, err := time.Parse(time.RFC3339, "2026-02-02T09:00:00+07:00")
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), store.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	o := newOutcome(t, db)
	o.post("/ban/nghi-quyet/lap", url.Values{})
	o.post("/ban/nghi-quyet/noi-dung", url.Values{"part": {"targets"}, "text": {"Phục vụ bạn đọc"}, "measure": {"200.000 lượt"}})
	o.post("/ban/nghi-quyet/thong-qua", url.Values{"ballot": {o.won}})
	page := o.get("/ban/nghi-quyet", 200, "Tiến độ thực hiện", "Chưa có báo cáo")
	link := regexp.MustCompile(`tien-do=([A-Z0-9]+)#tien-do" aria-label="Ghi tiến độ: Phục vụ bạn đọc"`).FindStringSubmatch(page)
	if link == nil {
		t.Fatal("no way to report on the target")
	}
	o.get("/ban/nghi-quyet?hn="+o.hn+"&tien-do="+link[1], 200, "Tính đến ngày", "/ban/nghi-quyet/tien-do/"+link[1])
	path := "/ban/nghi-quyet/tien-do/" + link[1]
	shows(t, o.send(path, url.Values{"state": {"done"}, "on": {"31/02/2026"}, "note": {"đạt 76%"}}), 422, "đạt 76%", "31/02/2026", "Ngày chưa đúng")
	shows(t, o.send(path, url.Values{"state": {"dropped"}, "on": {"30/01/2026"}}), 422, "lý do không thực hiện")
	o.post(path, url.Values{"state": {"doing"}, "on": {"30/01/2026"}})
	o.get("/ban/nghi-quyet", 200, "Đang thực hiện", "Ghi ngày 30/01/2026", "0/")
	o.post(path, url.Values{"state": {"done"}, "on": {"30/01/2026"}, "note": {"đã phục vụ 201.300 lượt"}})
	o.get("/ban/nghi-quyet", 200, "Đã hoàn thành", "Đến ngày 30/01/2026: đã phục vụ 201.300 lượt", "Các lần ghi trước: 1", "1/", "Nguyên vẹn như khi thông qua")
}

func TestOutcomePagesAreForTheHouse(t *testing.T) {
	o := newOutcome(t, storetest.SQLite(t))
	o.post("/ban/nghi-quyet/lap", url.Values{})
	teller, stranger := o.who, access.Actor{Org: "b", Person: "p0", Roles: access.Roles()}
	teller.Roles = []access.Role{access.Teller}
	for _, path := range []string{"/ban/bien-ban", "/ban/bien-ban/xem", "/ban/bien-ban/tep", "/ban/nghi-quyet", "/ban/nghi-quyet/xem", "/ban/nghi-quyet/tep"} {
		if w := serve(t, o.db, stranger, "GET", path+"?hn="+o.hn, nil); w.Code != 404 {
			t.Errorf("%s: another organisation gets %d", path, w.Code)
		}
		w := serve(t, o.db, teller, "GET", path+"?hn="+o.hn, nil)
		shows(t, w, 200)
		if strings.Contains(w.Body.String(), "<textarea") {
			t.Errorf("%s: a teller may write", path)
		}
	}
	for _, path := range []string{"/ban/bien-ban/luu", "/ban/nghi-quyet/noi-dung", "/ban/nghi-quyet/thong-qua"} {
		if w := serve(t, o.db, teller, "POST", path, url.Values{"hn": {o.hn}}); w.Code != 403 {
			t.Errorf("%s: a teller gets %d", path, w.Code)
		}
	}
}
