package chair_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/browser"
	"hoinghi/web/chair"
	"hoinghi/web/kit"
	"hoinghi/web/screen"
)

// room is a conference with its console and its projector.
type room struct {
	t    *testing.T
	db   *store.DB
	org  account.Org
	conf string
	key  string
	who  access.Actor
	url  string
	once atomic.Int64
}

var names = []string{"Trần Quốc Hưng", "Nguyễn Thị Minh Châu", "Đỗ Thị Bích Ngọc", "Hoàng Văn Tú", "Lương Thị Kim Oanh", "Phạm Thị Ngọc Lan", "Tạ Quang Vinh", "Lê Thị Ân"}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{t: t, db: storetest.SQLite(t)}
	var err error
	if r.org, err = account.Found(context.Background(), r.db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Kind: "su-nghiep", HeadTitle: "Giám đốc"}); err != nil {
		t.Fatal(err)
	}
	r.who = access.Actor{Org: r.org.ID, Person: "chair", Roles: []access.Role{access.Secretary, access.Head}}
	r.act(r.prepare)
	var mux kit.Mux
	chair.Routes(&mux)
	screen.Routes(&mux)
	now := func() time.Time { return time.Date(2026, 1, 23, 9, 42, 0, 0, locale.Zone) }
	done := make(chan struct{})
	k := &kit.Site{DB: r.db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: now, Wall: time.Now, Done: done}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if strings.HasPrefix(q.URL.Path, "/static/") {
			kit.Static(w, q)
			return
		}
		v := &kit.Visit{Site: k, W: locale.In("vi"), Who: r.who, Name: "Chủ tọa", URL: q.URL.RequestURI(), Place: kit.Place{ID: r.org.ID, Slug: "thu-vien", Name: r.org.Name}}
		mux.ServeHTTP(w, q.WithContext(kit.With(q.Context(), v)))
	}))
	r.url = srv.URL
	t.Cleanup(func() { close(done); srv.Close() })
	return r
}

func (r *room) act(f func(*store.Tx) error) {
	r.t.Helper()
	if err := r.db.Write(context.Background(), r.who, f); err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) prepare(tx *store.Tx) (err error) {
	r.conf, err = conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan",
		HeldOn: law.MustDay("2026-01-23"), Session: "morning", StartsAt: "08:00", Place: "Hội trường tầng 3"})
	if err != nil {
		return err
	}
	var people []roster.Person
	for i, n := range names {
		people = append(people, roster.Person{ID: fmt.Sprint("p", i), Name: n, Category: roster.PublicEmployee, DepartmentName: "Phòng Phục vụ bạn đọc"})
	}
	if err := conference.Convene(tx, r.conf, people); err != nil {
		return err
	}
	c, err := conference.Find(tx, r.conf)
	r.key = c.ScreenKey
	if err != nil {
		return err
	}
	return conference.DraftAgenda(tx, r.conf, []string{"review", "discussion", "resolution"})
}

func (r *room) arrive(n int) {
	r.t.Helper()
	r.act(func(tx *store.Tx) error {
		for i := range n {
			if _, _, err := conference.CheckIn(tx, r.conf, fmt.Sprint("p", i), conference.ByCard); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *room) get(path string) string {
	r.t.Helper()
	q, err := http.Get(r.url + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer q.Body.Close()
	b, err := io.ReadAll(q.Body)
	if err != nil || q.StatusCode != http.StatusOK {
		r.t.Fatalf("%s: status %d, %v\n%s", path, q.StatusCode, err, b)
	}
	return string(b)
}

// post sends a form without following it and answers its status and page.
func (r *room) post(path string, form url.Values) (int, string) {
	r.t.Helper()
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if form.Get("once") == "" {
		form.Set("once", fmt.Sprint("k", r.once.Add(1)))
	}
	q, err := c.PostForm(r.url+path, form)
	if err != nil {
		r.t.Fatal(err)
	}
	defer q.Body.Close()
	b, _ := io.ReadAll(q.Body)
	return q.StatusCode, string(b)
}

func (r *room) do(path string, form url.Values) {
	r.t.Helper()
	if status, page := r.post(path, form); status != http.StatusSeeOther {
		r.t.Fatalf("%s answers %d\n%.600s", path, status, page)
	}
}

func (r *room) items() (items []conference.Item) {
	r.t.Helper()
	r.act(func(tx *store.Tx) (err error) { items, err = conference.Agenda(tx, r.conf); return err })
	return items
}

func (r *room) open() (b ballot.Ballot) {
	r.t.Helper()
	r.act(func(tx *store.Tx) (err error) { b, err = ballot.OpenOf(tx, r.conf); return err })
	return b
}

func has(t *testing.T, page string, want ...string) {
	t.Helper()
	for _, s := range want {
		if !strings.Contains(page, s) {
			t.Errorf("the page lacks %q", s)
		}
	}
}

// One step after the other, as the chair presses what the console offers.
func TestTheConsoleLeadsThroughTheDay(t *testing.T) {
	r := newRoom(t)
	r.arrive(5)
	has(t, r.get("/dieu-hanh"), "Khai mạc", "Còn thiếu 1 người")
	r.arrive(6)
	has(t, r.get("/dieu-hanh"), "Đã đủ số người", "Vì sao?", "Điều 51")
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	items := r.items()
	has(t, r.get("/dieu-hanh"), "Mở mục này", items[0].Title)
	r.do("/dieu-hanh/muc/"+items[0].ID+"/mo", url.Values{})
	r.do("/dieu-hanh/muc/"+items[0].ID+"/ghi", url.Values{"note": {"Ghi chép <b>"}})
	has(t, r.get("/dieu-hanh"), "Ghi chép &lt;b&gt;", "Xong, sang mục tiếp")
	r.do("/dieu-hanh/muc/"+items[0].ID+"/xong", url.Values{"outcome": {"Nhất trí"}, "next": {items[1].ID}})
	r.do("/dieu-hanh/"+r.conf+"/phat-bieu", url.Values{"name": {"Tạ Quang Vinh · Phòng Phục vụ bạn đọc"}})
	has(t, r.get("/dieu-hanh"), "Tạ Quang Vinh", "phiếu giấy", "Mời phát biểu")
	r.do("/dieu-hanh/muc/"+items[2].ID+"/mo", url.Values{})
	has(t, r.get("/dieu-hanh"), "Mở biểu quyết", "Cần ít nhất 4 trong 6 người")
	r.do("/dieu-hanh/"+r.conf+"/bieu-quyet", url.Values{"item": {items[2].ID}, "question": {"Thông qua Nghị quyết"}, "method": {"hand"}, "base": {"present"}, "shown": {"live"}, "resolution": {"resolution"}})
	b := r.open()
	if b.Resolution != "resolution" || b.Item != items[2].ID {
		t.Errorf("opened %+v", b)
	}
	if status, _ := r.post("/dieu-hanh/"+r.conf+"/be-mac", url.Values{}); status != http.StatusConflict {
		t.Errorf("closing the conference over an open vote answers %d", status)
	}
	status, page := r.post("/dieu-hanh/bieu-quyet/"+b.ID+"/dem", url.Values{"row": {"Dãy 1"}, "for": {"7"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("seven voices of six answer %d", status)
	}
	has(t, page, "nhiều hơn 6 người đang có mặt", "Thông qua Nghị quyết")
	r.do("/dieu-hanh/bieu-quyet/"+b.ID+"/dem", url.Values{"row": {"Dãy 1"}, "for": {"5"}, "against": {"1"}})
	has(t, r.get("/dieu-hanh"), "6/6 người đã biểu quyết", "Đã đủ số người tán thành")
	r.do("/dieu-hanh/bieu-quyet/"+b.ID+"/ket-thuc", url.Values{})
	has(t, r.get("/dieu-hanh"), "Thông qua", "83,3%", "khoản 2 Điều 51")
	has(t, r.get("/man-chieu/"+r.key), "Đạt 83,3% số người dự hội nghị", "Được thông qua")
	r.do("/dieu-hanh/muc/"+items[2].ID+"/xong", url.Values{})
	r.do("/dieu-hanh/"+r.conf+"/be-mac", url.Values{})
	has(t, r.get("/dieu-hanh"), "Hội nghị đã bế mạc", "Mở biên bản")
}

func TestBadFormsComeBackFilled(t *testing.T) {
	r := newRoom(t)
	r.arrive(8)
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	item := r.items()[2].ID
	r.do("/dieu-hanh/muc/"+item+"/mo", url.Values{})
	status, page := r.post("/dieu-hanh/"+r.conf+"/bieu-quyet", url.Values{"item": {item}, "question": {"  "}, "method": {"dove"}, "base": {"cast"}, "shown": {"closed"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", status)
	}
	has(t, page, "Cần điền mục này", "Hãy chọn một trong các mục có sẵn")
	if status, _ := r.post("/dieu-hanh/"+r.conf+"/dong-ho", url.Values{"do": {"99999"}}); status != http.StatusUnprocessableEntity {
		t.Errorf("a timer of 99999 minutes answers %d", status)
	}
}

func TestOneFormTwiceIsOneAct(t *testing.T) {
	r := newRoom(t)
	r.arrive(8)
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	item := r.items()[2].ID
	r.do("/dieu-hanh/muc/"+item+"/mo", url.Values{})
	form := url.Values{"item": {item}, "question": {"Thông qua"}, "method": {"hand"}, "base": {"present"}, "shown": {"live"}, "once": {"same"}}
	r.do("/dieu-hanh/"+r.conf+"/bieu-quyet", form)
	r.do("/dieu-hanh/"+r.conf+"/bieu-quyet", form)
	r.act(func(tx *store.Tx) error {
		all, err := ballot.List(tx, r.conf)
		if len(all) != 1 {
			t.Errorf("%d votes opened by one form", len(all))
		}
		return err
	})
}

func TestOnlyThePresidiumPresides(t *testing.T) {
	r := newRoom(t)
	r.who = access.Actor{Org: r.org.ID, Person: "p1", Roles: []access.Role{access.Delegate}}
	if status, _ := r.post("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{}); status != http.StatusForbidden {
		t.Errorf("a delegate opens the conference: %d", status)
	}
	r.who = access.Public(r.org.ID)
	if status, _ := r.post("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{}); status != http.StatusNotFound {
		t.Errorf("a stranger learns that there is a console: %d", status)
	}
	q, err := http.Get(r.url + "/man-chieu/wrong")
	if err != nil || q.StatusCode != http.StatusNotFound {
		t.Errorf("a wrong key of the projector: %v %v", q.StatusCode, err)
	}
}

// The console and the wall in a real browser: both follow the record without
// being loaded again.
func TestConsoleAndWallFollow(t *testing.T) {
	r := newRoom(t)
	r.arrive(6)
	b := browser.Start(t)
	wall, console := b.Page(t, 1024, 768), b.Page(t, 1440, 1000)
	wall.Open(r.url + "/man-chieu/" + r.key)
	wall.Shot("screen-welcome")
	console.Open(r.url + "/dieu-hanh")
	console.ShotAt("chair-before", 360, 768, 1440)
	console.ClickText("Khai mạc")
	console.ClickText("Mở mục này")
	items := r.items()
	wall.WaitText(items[0].Title)
	wall.Shot("screen-item")
	r.arrive(8)
	console.WaitText("8/8")
	r.act(func(tx *store.Tx) error { return conference.OpenItem(tx, items[2].ID) })
	console.WaitText("Mở biểu quyết")
	console.ShotAt("chair-ask", 360, 1440)
	console.ClickText("Mở biểu quyết")
	console.WaitText("Đang biểu quyết công khai")
	wall.WaitText("Đang biểu quyết")
	id := r.open().ID
	for i := range 7 {
		who := access.Actor{Org: r.org.ID, Person: fmt.Sprint("p", i), Roles: []access.Role{access.Delegate}}
		choice := ballot.For
		if i == 6 {
			choice = ballot.Against
		}
		if err := r.db.Write(t.Context(), who, func(tx *store.Tx) error { _, err := ballot.Cast(tx, id, choice); return err }); err != nil {
			t.Fatal(err)
		}
	}
	wall.WaitText("7/8 người đã biểu quyết")
	console.WaitText("7/8 người đã biểu quyết")
	wall.Shot("screen-vote")
	console.ShotAt("chair-vote", 360, 768, 1440)
	console.ClickText("Kết thúc biểu quyết")
	wall.WaitText("Đạt 75,0% số người dự hội nghị")
	wall.Shot("screen-result")
	console.WaitText("Vì sao?")
	console.ShotAt("chair-result", 360, 1440)
	r.act(func(tx *store.Tx) error { return conference.Show(tx, r.conf, "quorum", "") })
	wall.WaitText("Đủ số người theo quy định")
	wall.Shot("screen-quorum")
	r.act(func(tx *store.Tx) error { return conference.Show(tx, r.conf, "agenda", "") })
	wall.WaitText("Chương trình")
	wall.Shot("screen-agenda")
	for name, p := range map[string]*browser.Page{"console": console, "wall": wall} {
		if bad := p.Console(); len(bad) > 0 {
			t.Errorf("%s complains: %s", name, bad)
		}
		if bad := p.Axe(); len(bad) > 0 {
			t.Errorf("%s is not accessible: %s", name, strings.Join(bad, "\n"))
		}
	}
}
