package desk_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/web/browser"
	"hoinghi/web/desk"
	"hoinghi/web/kit"
	"hoinghi/web/kit/kittest"
)

// open serves the workspace to one person as a browser sees it.
func (h *hall) open(who access.Actor) string {
	var mux kit.Mux
	desk.Routes(&mux)
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/static/") {
			kit.Static(w, r)
			return
		}
		v := kittest.Visit(h.db, who, "")
		v.Site.Done, v.Site.Wall, v.Name = done, time.Now, "Mai Thị Nhung"
		in := r.Clone(kit.With(r.Context(), v))
		in.URL.Path = strings.TrimPrefix(r.URL.Path, v.Place.Base)
		v.URL = in.URL.RequestURI()
		mux.ServeHTTP(w, in)
	}))
	h.Cleanup(s.Close)
	h.Cleanup(s.CloseClientConnections)
	h.Cleanup(func() { close(done) })
	return s.URL + "/d/thu-vien"
}

func (h *hall) look(p *browser.Page, name string) {
	h.Helper()
	if found := p.Axe(); len(found) > 0 {
		h.Errorf("%s: %q", name, found)
	}
	p.ShotAt(name, 360, 768, 1440)
}

func TestReceptionInABrowser(t *testing.T) {
	h := newHall(t)
	url := h.open(h.as(access.Reception))
	b := browser.Start(t)
	p, second := b.Page(t, 1440, 900), b.Page(t, 1440, 900)
	p.Open(url + "/ban/diem-danh")
	second.Open(url + "/ban/diem-danh")
	h.look(p, "desk-reception-ready")

	p.Fill("[data-scan-code]", h.codes[lan])
	p.Press("\r")
	p.WaitText("Đã ghi có mặt")
	second.WaitText("1/6 người")
	h.look(p, "desk-reception-came")
	p.Fill("[data-scan-code]", h.codes[outsider])
	p.Press("\r")
	p.WaitText("Không có trong danh sách triệu tập")
	p.Shot("desk-reception-outside")
	p.Fill("[data-scan-code]", "zzzz-zzzz")
	p.Press("\r")
	p.WaitText("Không có thẻ nào")
	p.Shot("desk-reception-unknown")

	p.Fill("#tim", "oanh")
	p.Press("\r")
	p.WaitText("Đã ghi có mặt")
	if !h.present(oanh) {
		t.Error("the only one left by the filter was not checked in by Enter")
	}
	for path, name := range map[string]string{"/danh-sach": "desk-ticks", "/phieu": "desk-sheet", "/nguoi/" + h.people[oanh]: "desk-received", "/nguoi/" + h.people["Hoàng Văn Tú"]: "desk-awaited"} {
		p.Open(url + "/ban/diem-danh" + path)
		h.look(p, name)
	}
	if c := p.Console(); len(c) > 0 {
		t.Errorf("console: %q", c)
	}
}

func TestCardsAndVotesInABrowser(t *testing.T) {
	h := newHall(t)
	url := h.open(h.as(access.Secretary, access.Teller, access.Head))
	p := browser.Start(t).Page(t, 1440, 900)
	p.Open(url + "/ban/the")
	h.look(p, "desk-cards")
	id := h.openVote("mixed")
	h.cast(oanh, id, ballot.For)
	p.Open(url + "/ban/bieu-quyet/" + id + "/kiem-dem")
	p.Fill("#row", "Hàng 1")
	p.Fill("#for", "1")
	p.Fill("#other", "1")
	p.ClickText("Lưu số đếm")
	p.WaitText("Hàng 1")
	h.look(p, "desk-tellers")
	h.cast("Hoàng Văn Tú", id, ballot.For)
	p.WaitText("Còn lại 0")
	h.do(func(tx *store.Tx) error { _, err := ballot.Close(tx, id); return err })
	p.Open(url + "/ban/bieu-quyet")
	h.look(p, "desk-votes")
	p.Open(url + "/ban/bieu-quyet/" + id)
	h.look(p, "desk-vote")
	h.do(func(tx *store.Tx) error { return conference.End(tx, h.conf) })
	if c := p.Console(); len(c) > 0 {
		t.Errorf("console: %q", c)
	}
}
