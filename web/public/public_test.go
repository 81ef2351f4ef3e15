package public_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"image"
	"image/color"
	_ "image/gif" // the counter's point
	"image/jpeg"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/kit"
	"hoinghi/web/public"
)

// site is the portal of one agency, read by nobody in particular unless who
// says otherwise.
type site struct {
	t   *testing.T
	db  *store.DB
	org account.Org
	url string

	who   atomic.Pointer[access.Actor] // who reads
	clock atomic.Int64                 // nanoseconds since 1970; the server looks at it while the test moves it
	done  chan struct{}                // closed when the server stops
	stop  func()                       // closes it, once
	made  map[image.Image]media.Pictures
}

func unopened(t *testing.T) *site {
	s := &site{t: t, done: make(chan struct{}), made: map[image.Image]media.Pictures{}}
	s.stop = sync.OnceFunc(func() { close(s.done) })
	s.setNow(time.Date(2026, 1, 23, 9, 0, 0, 0, locale.Zone))
	return s
}

func (s *site) now() time.Time          { return time.Unix(0, s.clock.Load()).In(locale.Zone) }
func (s *site) setNow(t time.Time)      { s.clock.Store(t.UnixNano()) }
func (s *site) pass(d time.Duration)    { s.clock.Add(int64(d)) }
func (s *site) readAs(who access.Actor) { s.who.Store(&who) }

func (s *site) signIn(person string) {
	who := *s.who.Load()
	who.Person = person
	s.readAs(who)
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := unopened(t)
	s.db = storetest.SQLite(t)
	s.open()
	return s
}

// newClockedSite is one whose record has the clock of the site, so that hours
// of publication come when it is moved.
func newClockedSite(t *testing.T) *site {
	t.Helper()
	s := unopened(t)
	var err error
	s.db, err = store.Open(context.Background(), filepath.Join(t.TempDir(), "hoinghi.db"), store.Options{Now: s.now, Aside: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.db.Close() })
	s.open()
	return s
}

func (s *site) open() {
	t := s.t
	t.Helper()
	var err error
	s.org, err = account.Found(context.Background(), s.db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Parent: "Sở Văn hóa, Thể thao và Du lịch tỉnh Hồng Lam", HeadTitle: "Giám đốc"})
	if err != nil {
		t.Fatal(err)
	}
	s.readAs(access.Public(s.org.ID))
	var mux kit.Mux
	public.Routes(&mux)
	k := &kit.Site{DB: s.db, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: s.now, Wall: s.now, Done: s.done}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/static/") {
			kit.Static(w, r)
			return
		}
		base := "/d/thu-vien"
		v := &kit.Visit{Site: k, W: locale.In("vi"), Who: *s.who.Load(), Place: kit.Place{ID: s.org.ID, Slug: s.org.Slug, Name: s.org.Name, Base: base}}
		inner := r.Clone(kit.With(r.Context(), v))
		inner.URL.Path = strings.TrimPrefix(r.URL.Path, base)
		v.URL = inner.URL.RequestURI()
		mux.ServeHTTP(w, inner)
	}))
	t.Cleanup(func() { // in the order in which a server stops: what was counted is written before the record closes
		srv.Close()
		s.stop()
		k.Last.Wait()
	})
	s.url = srv.URL + "/d/thu-vien"
}

func (s *site) write(f func(*store.Tx) error) {
	s.t.Helper()
	editor := access.Actor{Org: s.org.ID, Person: "p1", Roles: []access.Role{access.Editor}}
	if err := s.db.Write(context.Background(), editor, f); err != nil {
		s.t.Fatal(err)
	}
}

// publish puts an article before the public, with as many photos.
func (s *site) publish(x portal.Text, photos ...image.Image) (a portal.Article) {
	s.t.Helper()
	if x.Lead == "" {
		x.Lead = "Tóm tắt."
	}
	if x.Body == "" {
		x.Body = "Nội dung."
	}
	s.write(func(tx *store.Tx) (err error) { a, err = portal.Begin(tx, x); return err })
	for _, m := range photos {
		p := s.picture(m)
		s.write(func(tx *store.Tx) error {
			_, err := portal.AddPhoto(tx, a.ID, "anh.jpg", p, portal.Labels{Caption: "Quang cảnh hội nghị", Alt: "Hội trường đông người"})
			return err
		})
	}
	s.write(func(tx *store.Tx) (err error) {
		if err = portal.Publish(tx, a.ID); err == nil {
			a, err = portal.Find(tx, a.ID)
		}
		return err
	})
	return a
}

// picture makes a photo ready, once for each.
func (s *site) picture(m image.Image) media.Pictures {
	s.t.Helper()
	if p, ok := s.made[m]; ok {
		return p
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		s.t.Fatal(err)
	}
	p, err := media.Picture(b.Bytes())
	if err != nil {
		s.t.Fatal(err)
	}
	s.made[m] = p
	return p
}

// get reads a page; redirects are not followed.
func (s *site) get(path string, head ...string) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequest("GET", s.url+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, string(b)
}

func (s *site) has(body string, want ...string) {
	s.t.Helper()
	for _, w := range want {
		if !strings.Contains(body, w) {
			s.t.Errorf("no %q in %s", w, body)
		}
	}
}

func (s *site) lacks(body string, no ...string) {
	s.t.Helper()
	for _, w := range no {
		if strings.Contains(body, w) {
			s.t.Errorf("%q in %s", w, body)
		}
	}
}

func TestFrontPage(t *testing.T) {
	s := newSite(t)
	_, body := s.get("/")
	s.has(body, "Chưa có tin bài nào được đăng")
	for i := range 12 {
		s.publish(portal.Text{Title: "Tin số " + string(rune('A'+i)), Category: "Hội nghị"})
	}
	res, body := s.get("/")
	s.has(body, "Tin số L", "Tin số C", `href="/d/thu-vien/tin/chuyen-muc/hoi-nghi"`, "Sở Văn hóa, Thể thao và Du lịch", `href="/d/thu-vien/tin?trang=2"`, "Chịu trách nhiệm nội dung: Giám đốc")
	s.lacks(body, "Tin số B", "⟦", "<script>")
	if res.StatusCode != 200 {
		t.Errorf("status %d", res.StatusCode)
	}
	_, body = s.get("/tin?trang=2")
	s.has(body, "Tin số B", "Tin số A")
	s.lacks(body, "Tin số C", "⟦")
	_, body = s.get("/tin?trang=99")
	s.has(body, "Tin số A")
}

func TestArticlePage(t *testing.T) {
	s := newSite(t)
	for i := range 7 {
		s.publish(portal.Text{Title: "Tin cũ " + string(rune('A'+i))})
	}
	a := s.publish(portal.Text{
		Title: "Hội nghị năm 2022", Lead: "Ngày 21/1, Sở tổ chức Hội nghị.", Category: "Hội nghị", Stamp: portal.StampLong, EndMark: true,
		PublishAt: time.Date(2022, 1, 21, 15, 48, 0, 0, locale.Zone),
		Body:      "## Kết quả\n\nĐạt **100%**. <script>alert(1)</script> [x](javascript:alert(2)) <img src=x onerror=alert(3)>\n\nHết.",
		Byline:    portal.Byline{Kind: portal.BylineUnit, Name: "Nghiêm Thị Hằng", Unit: "Phòng Kiểm kê - Bảo quản"},
	}, image.NewGray(image.Rect(0, 0, 1200, 800)))
	res, body := s.get("/tin/" + a.Address())
	s.has(body,
		`<h1 itemprop="headline">Hội nghị năm 2022</h1>`, "Thứ Sáu, ngày 21 tháng 1 năm 2022 - 15:48", "<h2>Kết quả</h2>", "<strong>100%</strong>", "Hết./.",
		"Nghiêm Thị Hằng", "<small>(Phòng Kiểm kê - Bảo quản)</small>", "Quang cảnh hội nghị", `alt="Hội trường đông người"`,
		`width="1200"`, `height="800"`, `loading="lazy"`, "960w", "Tin cũ G", "Tháng 1 năm 2022",
		`<meta property="og:title" content="Hội nghị năm 2022">`, `<meta property="og:image" content="http://`, `property="article:published_time" content="2022-01-21T15:48:00+07:00"`)
	s.lacks(body, "<script>alert", "alert(2)", "alert(3)", "onerror", "javascript:", "Tin cũ A", "⟦")
	if head, _, _ := strings.Cut(body, "</head>"); !strings.Contains(head, "og:title") {
		t.Error("previews are not in the head")
	}
	if res.Header.Get("Cache-Control") != "public, max-age=30" || res.Header.Get("Last-Modified") == "" {
		t.Errorf("headers %v", res.Header)
	}
	_, body = s.get("/tin/" + a.Address() + "?khac=2")
	s.has(body, "Tin cũ A")
	s.lacks(body, "Tin cũ G")
	if res, _ := s.get("/tin/ten-cu-" + a.ID); res.StatusCode != 301 || res.Header.Get("Location") != "/d/thu-vien/tin/"+a.Address() {
		t.Errorf("an old title: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
}

func TestGone(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Bài sẽ gỡ"}, image.NewGray(image.Rect(0, 0, 400, 300)))
	photo := "/anh/" + a.Photos[0].File + "/160"
	if res, body := s.get(photo); res.StatusCode != 200 || res.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || res.Header.Get("Content-Type") != "image/jpeg" || len(body) < 100 {
		t.Errorf("photo: %d %v", res.StatusCode, res.Header)
	}
	s.write(func(tx *store.Tx) error { return portal.Withdraw(tx, a.ID) })
	res, body := s.get("/tin/" + a.Address())
	if res.StatusCode != 404 || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, %v", res.StatusCode, res.Header)
	}
	s.has(body, "Không tìm thấy bài này")
	s.lacks(body, "Bài sẽ gỡ")
	for _, path := range []string{photo, "/anh/" + a.Photos[0].File + "/161", "/anh/khong/160", "/tin/chuyen-muc/khong-co"} {
		if res, body := s.get(path); res.StatusCode != 404 {
			t.Errorf("%s: %d %.80s", path, res.StatusCode, body)
		}
	}
	s.readAs(access.Actor{Org: s.org.ID, Person: "p2", Roles: []access.Role{access.Union}})
	if res, _ := s.get(photo); res.StatusCode != 200 || res.Header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("photo for a writer: %d %v", res.StatusCode, res.Header)
	}
	s.readAs(access.Public("another"))
	if res, _ := s.get("/tin"); res.StatusCode == 200 {
		t.Error("a page of another organisation")
	}
}

func TestByDate(t *testing.T) {
	s := newSite(t)
	for _, at := range []string{"2022-01-21", "2022-01-05", "2022-03-01", "2021-12-30"} {
		day, _ := time.ParseInLocation("2006-01-02", at, locale.Zone)
		s.publish(portal.Text{Title: "Tin " + at, PublishAt: day.Add(10 * time.Hour)})
	}
	for _, c := range []struct {
		q, has, lacks string
	}{
		{"", "Tin 2021-12-30", "⟦"},
		{"?ngay=&thang=&nam=", "Tin 2021-12-30", "⟦"},
		{"?ngay=21&thang=1&nam=2022", "Tin 2022-01-21", "Tin 2022-01-05"},
		{"?ngay=&thang=1&nam=2022", "Tin 2022-01-05", "Tin 2022-03-01"},
		{"?nam=2022", "Tin 2022-03-01", "Tin 2021-12-30"},
		{"?ngay=31&thang=2&nam=2022", "Tháng 2 năm 2022 chỉ có 28 ngày", "Tin 2022-03-01"},
		{"?ngay=29&thang=2&nam=2024", "Không có tin bài nào phù hợp", "chỉ có"},
		{"?ngay=1&thang=1&nam=2099", "Ngày này chưa tới", "Tin 2022"},
		{"?ngay=5", "Hãy điền đủ ngày, tháng, năm", "Tin 2022"},
		{"?ngay=5&nam=2022", "Hãy điền đủ ngày, tháng, năm", "Tin 2022"},
		{"?ngay=x&thang=1&nam=2022", "Hãy xem lại ngày đã điền", "Tin 2022"},
		{"?thang=13&nam=2022", "tháng từ 1 đến 12", "Tin 2022"},
		{"?nam=22", "Năm gồm bốn chữ số", "Tin 2022"},
		{"?tim=TIN+2022", "Tin 2022-03-01", "Tin 2021"},
		{"?tim=" + url.QueryEscape(`"><script>alert(1)</script>`), "Không có tin bài nào phù hợp", "<script>alert"},
	} {
		res, body := s.get("/tin" + c.q)
		if res.StatusCode != 200 || !strings.Contains(body, c.has) || strings.Contains(body, c.lacks) {
			t.Errorf("%q: %d; has %q: %v; has %q: %v", c.q, res.StatusCode, c.has, strings.Contains(body, c.has), c.lacks, strings.Contains(body, c.lacks))
		}
	}
}

func TestAskedAgain(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	for _, path := range []string{"/", "/tin", "/tin/" + a.Address(), "/tin.rss"} {
		res, body := s.get(path)
		tag := res.Header.Get("ETag")
		if tag == "" || body == "" {
			t.Fatalf("%s has no tag", path)
		}
		if res, body := s.get(path, "If-None-Match", strings.TrimPrefix(tag, "W/")); res.StatusCode != 304 || body != "" {
			t.Errorf("%s asked again: %d", path, res.StatusCode)
		}
		s.publish(portal.Text{Title: "Hai" + path})
		if res, _ := s.get(path, "If-None-Match", tag); res.StatusCode != 200 {
			t.Errorf("%s has changed: %d", path, res.StatusCode)
		}
	}
	s.signIn("p1")
	if res, _ := s.get("/"); res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("ETag") != "" {
		t.Errorf("signed in: %v", res.Header)
	}
}

func TestFeed(t *testing.T) {
	s := newSite(t)
	s.publish(portal.Text{Title: "Thi đua & khen thưởng <2022>", Category: "Thi đua", Lead: "Tóm tắt"})
	res, body := s.get("/tin.rss")
	if got := res.Header.Get("Content-Type"); got != "application/rss+xml; charset=utf-8" {
		t.Error(got)
	}
	var feed struct {
		Items []struct {
			Title string `xml:"title"`
			Link  string `xml:"link"`
			At    string `xml:"pubDate"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal([]byte(body), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Items) != 1 || feed.Items[0].Title != "Thi đua & khen thưởng <2022>" || !strings.HasPrefix(feed.Items[0].Link, s.url+"/tin/thi-dua") {
		t.Errorf("%+v", feed)
	}
	if _, err := time.Parse(time.RFC1123Z, feed.Items[0].At); err != nil {
		t.Error(err)
	}
}

func TestCorrectionIsShown(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	s.write(func(tx *store.Tx) error {
		return portal.Amend(tx, a.ID, portal.Change{Text: portal.Text{Title: "Một", Lead: "L", Body: "B"}, Note: "Sửa số liệu"})
	})
	_, body := s.get("/tin/" + a.Address())
	s.has(body, "Đính chính", "Ngày 23/01/2026: Sửa số liệu")
}

func TestNextConference(t *testing.T) {
	s := newSite(t)
	office := access.Machine(s.org.ID)
	var id string
	var person roster.Person
	err := s.db.Write(context.Background(), office, func(tx *store.Tx) (err error) {
		if id, err = conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan", HeldOn: law.MustDay("2026-01-30"), Session: "morning", StartsAt: "08:00", Place: "Hội trường tầng 3"}); err != nil {
			return err
		}
		if person.ID, err = roster.Hire(tx, roster.Person{Name: "Vũ Hoài Thương", Category: roster.PublicEmployee, Joined: law.MustDay("2020-01-01")}); err != nil {
			return err
		}
		person, err = roster.Find(tx, person.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, body := s.get("/")
	s.lacks(body, "Hội nghị sắp tới") // a plan is nobody's business yet
	err = s.db.Write(context.Background(), office, func(tx *store.Tx) error { return conference.Convene(tx, id, []roster.Person{person}) })
	if err != nil {
		t.Fatal(err)
	}
	s.pass(31 * time.Second) // a page may be half a minute old
	_, body = s.get("/")
	s.has(body, "Hội nghị sắp tới", "08:00, Thứ Sáu, ngày 30 tháng 1 năm 2026", "Hội trường tầng 3")
	s.lacks(body, "Vũ Hoài Thương")
	s.setNow(s.now().AddDate(0, 0, 8))
	_, body = s.get("/")
	s.lacks(body, "Hội nghị sắp tới")
}

// scene is a picture in which something can be seen: hills under a sky.
func scene(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(150 + 80*y/h), uint8(190 + 30*y/h), 225, 255}
			if hill := h/2 + (x%400-200)*(x%400-200)*h/(200_000) - (x/400%3)*h/12; y > hill {
				c = color.RGBA{uint8(60 + 40*(y-hill)/h), uint8(110 - 30*(y-hill)/h), 80, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}
