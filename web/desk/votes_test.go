package desk_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/store"
)

func TestCards(t *testing.T) {
	h := newHall(t)
	desk := h.as(access.Organiser)
	h.shows(h.get(desk, "/ban/the"), 200, "Đủ thẻ cho 6 người", h.codes[lan][:4]+"-"+h.codes[lan][4:], "!"+outsider)
	h.do(func(tx *store.Tx) error {
		_, _, err := conference.CheckIn(tx, h.conf, h.people[oanh], conference.ByCard)
		return err
	})
	p := h.follow(desk, "/ban/the/"+h.people[lan]+"/doi", "once", "c1")
	h.shows(p, 200, "Đã cấp thẻ mới cho "+lan, "!"+h.codes[lan])
	h.shows(h.get(desk, "/ban/the?tim=oanh"), 200, oanh, "!"+lan)
	h.shows(h.post(desk, "/ban/the/"+h.people[outsider]+"/doi"), 404)
}

// Nobody has a card before they are issued, and looking issues none.
func TestIssueCards(t *testing.T) {
	h := newHallWithoutCards(t)
	desk := h.as(access.Organiser)
	for range 2 {
		h.shows(h.get(desk, "/ban/the"), 200, "6 người chưa có thẻ", "!In thẻ khổ A6")
	}
	h.shows(h.get(desk, "/ban/the/in"), 404, "Chưa có thẻ nào để in")
	p := h.follow(desk, "/ban/the", "once", "i1")
	h.shows(p, 200, "Đủ thẻ cho 6 người", "In thẻ khổ A6")
	again := h.follow(desk, "/ban/the", "once", "i2")
	codes := regexp.MustCompile(`card-code">([^<]+)<`)
	if a, b := codes.FindAllString(p.Body.String(), -1), codes.FindAllString(again.Body.String(), -1); len(a) != 6 || strings.Join(a, "") != strings.Join(b, "") {
		t.Errorf("issuing again changed cards: %q, %q", a, b)
	}
	for _, path := range []string{"/ban/the/in", "/ban/the/in?kho=nho", "/ban/the/in?nguoi=" + h.people[lan]} {
		r := h.get(desk, path)
		if r.Code != 200 || !strings.HasPrefix(r.Body.String(), "%PDF") {
			t.Errorf("%s: status %d", path, r.Code)
		}
	}
}

func (h *hall) cast(name, id, choice string) {
	h.Helper()
	who := access.Actor{Org: h.org, Person: h.people[name], Roles: []access.Role{access.Delegate}}
	h.ok(h.db.Write(h.Context(), who, func(tx *store.Tx) error { _, err := ballot.Cast(tx, id, choice); return err }))
}

func TestVotes(t *testing.T) {
	h := newHall(t)
	office := h.as(access.Secretary)
	h.shows(h.get(office, "/ban/bieu-quyet"), 200, "Chưa có cuộc biểu quyết nào")
	id := h.openVote("phone")
	h.cast(oanh, id, ballot.For)
	h.cast("Trần Quốc Hưng", id, ballot.For)
	h.cast("Hoàng Văn Tú", id, ballot.Other)
	h.shows(h.get(office, "/ban/bieu-quyet/"+id), 200, "Đang biểu quyết", "!Ý kiến từng người")
	h.do(func(tx *store.Tx) error { _, err := ballot.Close(tx, id); return err })
	h.shows(h.get(office, "/ban/bieu-quyet"), 200, "Không được thông qua", "Số người có mặt: 4", "50,0%")
	h.shows(h.get(office, "/ban/bieu-quyet?ket-qua=passed"), 200, "!Thông qua Nghị quyết hội nghị</a>")
	h.shows(h.get(office, "/ban/bieu-quyet/"+id), 200, "Ý kiến từng người", oanh, "Ý kiến khác", "Vì sao?", "Không biểu quyết", "!Hủy kết quả")

	r := h.get(office, "/ban/bieu-quyet?xuat=xlsx")
	book, err := excelize.OpenReader(bytes.NewReader(r.Body.Bytes()))
	h.ok(err)
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetList()[0])
	h.ok(err)
	if len(rows) != 2 || strings.Join(rows[1][3:7], " ") != "4 2 0 1" {
		t.Errorf("sheet of votes: %q", rows)
	}
	if voices, _ := book.GetRows(book.GetSheetList()[1]); len(voices) != 4 {
		t.Errorf("sheet of voices: %q", voices)
	}
}

func TestAnnul(t *testing.T) {
	h := newHall(t)
	chair := h.as(access.Presidium)
	id := h.openVote("phone")
	h.shows(h.post(chair, "/ban/bieu-quyet/"+id+"/huy", "once", "a1"), 422, "Cần điền mục này")
	h.shows(h.follow(chair, "/ban/bieu-quyet/"+id+"/huy", "once", "a2", "reason", "Đọc nhầm câu hỏi"), 200, "Đã hủy", "!Lý do hủy")
}

func TestTellers(t *testing.T) {
	h := newHall(t)
	teller := h.as(access.Teller)
	id := h.openVote("mixed")
	path := "/ban/bieu-quyet/" + id + "/kiem-dem"
	h.cast(oanh, id, ballot.For)
	h.shows(h.get(teller, path), 200, "Thêm một hàng", "Chưa có hàng nào", "Qua điện thoại")
	h.shows(h.follow(teller, path, "row", "Hàng 1", "for", "2", "against", "", "other", "0"), 200, "Hàng 1", "Còn lại</dt><dd>1</dd>", "Đã biểu quyết</dt><dd>3</dd>")
	over := h.post(teller, path, "row", "Hàng 2", "for", "5")
	h.shows(over, 422, "nhiều hơn 4 người đang có mặt", `value="Hàng 2"`, `value="5"`, "Còn lại</dt><dd>1</dd>")
	h.shows(h.post(teller, path, "row", "Hàng 2", "for", "hai"), 422, "Hãy ghi một số", `value="hai"`)
	h.shows(h.post(teller, path, "row", " ", "for", "1"), 422, "Cần điền mục này")
	h.shows(h.get(teller, path+"?hang=H%C3%A0ng+1"), 200, "Sửa Hàng 1", `value="2"`)
	h.shows(h.follow(teller, path, "row", "Hàng 1", "for", "1", "other", "1"), 200, "Còn lại</dt><dd>1</dd>")
	h.shows(h.follow(teller, path+"/bo", "row", "Hàng 1"), 200, "Chưa có hàng nào", "Còn lại</dt><dd>3</dd>")
	for name, got := range map[string]*httptest.ResponseRecorder{
		"a count by reception":  h.post(h.as(access.Reception), path, "row", "Hàng 1", "for", "1"),
		"a strike by reception": h.post(h.as(access.Reception), path+"/bo", "row", "Hàng 1"),
	} {
		if got.Code != http.StatusForbidden {
			t.Errorf("%s: status %d", name, got.Code)
		}
	}
	h.do(func(tx *store.Tx) error { _, err := ballot.Close(tx, id); return err })
	h.shows(h.post(teller, path, "row", "Hàng 3", "for", "1"), 409)
	h.shows(h.get(teller, path), 200, "đã kết thúc", "!Thêm một hàng")
}
