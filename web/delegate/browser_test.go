package delegate_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/web/browser"
)

// A delegate votes with two taps, sees the receipt, and asks for the floor;
// then the same without scripts.
func TestInABrowser(t *testing.T) {
	w := newWorld(t)
	s := httptest.NewServer(w.site(w.delegate(lan), lan))
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	b := browser.Start(t)
	p := b.Page(t, 360, 740)
	p.Open(s.URL + base + "/dai-bieu")
	p.Shot("delegate-before")
	w.axe(p)

	w.begin(4)
	p.WaitText("mục 2/3")
	p.Shot("delegate-now")
	w.axe(p)
	p.ClickText("Đăng ký phát biểu")
	p.Fill("#topic", "Chế độ phụ cấp làm việc ngày nghỉ")
	p.Shot("delegate-ask")
	w.axe(p)
	p.ClickText("Gửi đăng ký")
	p.WaitText("đứng thứ 1")
	p.Shot("delegate-queue")

	id := w.openVote("phone")
	p.WaitText("Biểu quyết công khai")
	p.Shot("delegate-vote")
	w.axe(p)
	p.ClickText("Tán thành")
	p.Shot("delegate-vote-chosen")
	p.ClickText("Gửi biểu quyết")
	p.WaitText("Đã ghi biểu quyết")
	p.Shot("delegate-receipt")
	w.axe(p)
	for _, n := range names[1:4] {
		w.post(n, "/dai-bieu/bieu-quyet/"+id, "choice", map[bool]string{true: "other", false: "for"}[n == hung])
	}
	w.closeVote(id)
	p.WaitText("Được thông qua")
	p.Shot("delegate-result")
	w.axe(p)
	for _, path := range []string{"chuong-trinh", "tai-lieu", "ket-qua"} {
		p.Open(s.URL + base + "/dai-bieu/" + path)
		p.Shot("delegate-" + path)
		w.axe(p)
	}
	w.do(w.machine(), func(tx *store.Tx) error { return conference.End(tx, w.conf) })
	p.Open(s.URL + base + "/dai-bieu")
	p.Shot("delegate-after")
	p.ShotAt("delegate-after-wide", 768, 1440)
	w.axe(p)
	if c := p.Console(); len(c) > 0 {
		t.Errorf("console: %q", c)
	}
}

func (w *world) axe(p *browser.Page) {
	w.Helper()
	if found := p.Axe(); len(found) > 0 {
		w.Errorf("%s: %q", p.URL(), found)
	}
}

func TestWithoutScripts(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	id := w.openVote("phone")
	s := httptest.NewServer(w.site(w.delegate(oanh), oanh))
	t.Cleanup(s.Close)
	p := browser.Start(t).Page(t, 360, 740).NoJS()
	p.Open(s.URL + base + "/dai-bieu")
	p.ClickText("Không tán thành")
	p.ClickText("Gửi biểu quyết")
	p.WaitText("Đã ghi biểu quyết")
	p.Shot("delegate-plain-receipt")
	w.closeVote(id)
	p.ClickText("Tải lại")
	p.WaitText("Không được thông qua")
}

// The clock of the hall runs by the program's time: here the program says it is
// January, and the browser's own clock does not.
func TestAPhoneWhoseClockIsWrong(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	w.post(oanh, "/dai-bieu/phat-bieu")
	s := httptest.NewServer(w.site(w.delegate(lan), lan))
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	w.do(w.machine(), func(tx *store.Tx) error {
		list, err := conference.Speakers(tx, w.conf)
		if err != nil {
			return err
		}
		siteNow := time.Date(2026, 1, 23, 3, 0, 0, 0, time.UTC)
		return conference.Call(tx, list[0].ID, siteNow.Sub(tx.Now)+10*time.Minute)
	})
	p := browser.Start(t).Page(t, 360, 740)
	p.Open(s.URL + base + "/dai-bieu")
	p.WaitText("09:5")
}
