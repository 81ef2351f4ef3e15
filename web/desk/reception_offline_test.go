package desk_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/web/browser"
	"hoinghi/web/desk"
	"hoinghi/web/kit"
	"hoinghi/web/kit/kittest"
)

// cable is the link of one desk to the laptop; cut, every connection breaks.
type cable struct {
	cut    atomic.Bool
	server *httptest.Server
}

func (c *cable) pull() {
	c.cut.Store(true)
	c.server.CloseClientConnections()
}

func (h *hall) wire(who access.Actor) (*cable, string) {
	var mux kit.Mux
	desk.Routes(&mux)
	c, done := &cable{}, make(chan struct{})
	c.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.cut.Load() {
			panic(http.ErrAbortHandler)
		}
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
	h.Cleanup(c.server.Close)
	h.Cleanup(c.server.CloseClientConnections)
	h.Cleanup(func() { close(done) })
	return c, c.server.URL + "/d/thu-vien"
}

// Two desks go on while their links are cut, take the same card, and hand in
// what they noted when the links are back: one arrival, the second desk told.
func TestDesksGoOnWhileTheirLinksAreCut(t *testing.T) {
	h := newHall(t)
	one, url1 := h.wire(access.Actor{Org: h.as(access.Reception).Org, Person: "desk-1", Roles: []access.Role{access.Reception}})
	two, url2 := h.wire(access.Actor{Org: h.as(access.Reception).Org, Person: "desk-2", Roles: []access.Role{access.Reception}})
	b := browser.Start(t)
	p, q := b.Page(t, 768, 1024), b.Page(t, 768, 1024)
	for page, url := range map[*browser.Page]string{p: url1, q: url2} {
		page.Open(url + "/ban/diem-danh")
		page.WaitText("Đang nối với máy chủ")
	}
	one.pull()
	two.pull()
	p.Fill("[data-scan-code]", h.codes[lan])
	p.Press("\r")
	p.WaitText("Đã ghi có mặt, chờ gửi")
	p.WaitText("1 người đã ghi đang chờ gửi")
	p.Fill("[data-scan-code]", h.codes[lan])
	p.Press("\r")
	p.WaitText("Bàn này đã ghi")
	p.Fill("[data-scan-code]", "zzzz-zzzz")
	p.Press("\r")
	p.WaitText("Không có trong danh sách đã lưu")
	p.Fill("#tim", "oanh")
	p.Press("\r")
	p.WaitText("2 người đã ghi đang chờ gửi")
	h.look(p, "desk-reception-cut")
	q.Fill("[data-scan-code]", h.codes[lan])
	q.Press("\r")
	q.WaitText("1 người đã ghi đang chờ gửi")
	if h.present(lan) || h.present(oanh) {
		t.Fatal("the link was not cut: nothing was tried")
	}
	one.cut.Store(false)
	p.WaitText("Đang nối với máy chủ")
	two.cut.Store(false)
	q.WaitText("Đang nối với máy chủ")
	q.WaitText(lan + " đã được ghi có mặt lúc")
	if !h.present(lan) || !h.present(oanh) {
		t.Error("an arrival that was noted is lost")
	}
	if n := h.arrivals(lan); n != 1 {
		t.Errorf("%d arrivals of one person, want 1", n)
	}
}

// arrivals counts how often a person came in.
func (h *hall) arrivals(name string) (n int64) {
	h.do(func(tx *store.Tx) (err error) {
		n, err = store.Value[int64](tx, `SELECT COUNT(*) FROM conference_movement WHERE org_id = $1 AND person_id = $2 AND arrival`, h.people[name])
		return err
	})
	return n
}

func TestHandedInOnce(t *testing.T) {
	h := newHall(t)
	who := h.as(access.Reception)
	list := fmt.Sprintf(`[{"once":"k1","person":%q,"ago":600000,"way":"card"},{"once":"k2","person":"nobody","ago":-5,"way":"name"}]`, h.people[lan])
	first := h.post(who, "/ban/diem-danh/bu", "list", list)
	again := h.post(who, "/ban/diem-danh/bu", "list", list)
	if first.Code != 200 || first.Body.String() != again.Body.String() || !strings.Contains(first.Body.String(), `"kind":"moi"`) || !strings.Contains(first.Body.String(), `"kind":"ngoai"`) {
		t.Errorf("first %d %s, again %s", first.Code, first.Body, again.Body)
	}
	second := h.post(who, "/ban/diem-danh/bu", "list", strings.ReplaceAll(list, "k1", "k3"))
	if !strings.Contains(second.Body.String(), `"kind":"roi"`) || h.arrivals(lan) != 1 {
		t.Errorf("another desk is told %s after %d arrivals", second.Body, h.arrivals(lan))
	}
	if bad := h.post(who, "/ban/diem-danh/bu", "list", "x"); bad.Code != http.StatusUnprocessableEntity {
		t.Errorf("nonsense answers %d", bad.Code)
	}
}

// What a desk stores names no code, and nothing after the conference.
func TestStoredListIsTheLeast(t *testing.T) {
	h := newHall(t)
	who := h.as(access.Reception)
	body := h.get(who, "/ban/diem-danh/danh-sach-luu").Body.String()
	var l struct{ People []map[string]any }
	h.ok(json.Unmarshal([]byte(body), &l))
	if len(l.People) != 6 || len(l.People[0]) != 5 {
		t.Errorf("the list has %d people with %d fields", len(l.People), len(l.People[0]))
	}
	for _, code := range h.codes {
		if strings.Contains(body, code) {
			t.Error("a card's code is in the stored list")
		}
	}
	if r := h.get(h.as(access.Delegate), "/ban/diem-danh/danh-sach-luu"); r.Code == 200 {
		t.Error("a delegate gets the list")
	}
	h.do(func(tx *store.Tx) error { return conference.Begin(tx, h.conf) }, func(tx *store.Tx) error { return conference.End(tx, h.conf) })
	if body := h.get(who, "/ban/diem-danh/danh-sach-luu").Body.String(); !strings.Contains(body, `"over":true`) || strings.Contains(body, lan) {
		t.Errorf("after the conference the list says %.200s", body)
	}
}
