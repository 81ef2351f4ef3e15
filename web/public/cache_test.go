package public_test

import (
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/comment"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
)

// A page that is kept shows each change at once: what the newsroom does, and
// what the clock does.
func TestAKeptPageFollowsTheNewsroomAndTheClock(t *testing.T) {
	s := newClockedSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	own := "/tin/" + a.Address()
	later := func() { s.pass(time.Second) } // less than what a page is kept for
	see := func(path, want string, there bool) {
		t.Helper()
		if _, body := s.get(path); strings.Contains(body, want) != there {
			t.Errorf("%s: %q is there: %v", path, want, !there)
		}
		later()
	}
	see(own, "Hai", false)
	see("/tin?tim=hai", "Hai", false)
	b := s.publish(portal.Text{Title: "Hai"})
	see(own, "Hai", true)
	see("/tin.rss", "Hai", true)
	see("/", "Hai", true)
	s.write(func(tx *store.Tx) error {
		return portal.Amend(tx, b.ID, portal.Change{Text: portal.Text{Title: "Ba", Lead: "L", Body: "B"}, Note: "Sửa tên"})
	})
	see(own, "Hai", false)
	see("/", "Ba", true)
	s.write(func(tx *store.Tx) error { return portal.Withdraw(tx, b.ID) })
	see("/", "Ba", false)
	see("/tin.rss", "Ba", false)

	form := s.form(a, "Bài rất hay")
	if res, _ := s.post(own+"/binh-luan", form); res.StatusCode != 303 {
		t.Fatalf("sent: %d", res.StatusCode)
	}
	see(own, "Bài rất hay", false)
	s.write(func(tx *store.Tx) error { return comment.Decide(tx, s.waiting(tx), comment.Shown) })
	see(own, "Bài rất hay", true)

	see(own, "Đường dây nóng", false)
	s.write(func(tx *store.Tx) error {
		return portal.PutBlock(tx, portal.Block{Kind: portal.BlockSupport, Title: "Đường dây nóng", Body: "Văn phòng"}, nil)
	})
	see(own, "Đường dây nóng", true)

	s.publish(portal.Text{Title: "Bốn hẹn giờ", PublishAt: s.now().Add(5 * time.Second)})
	see("/", "Bốn hẹn giờ", false)
	s.pass(5 * time.Second)
	see("/", "Bốn hẹn giờ", true)
	see("/tin.atom", "Bốn hẹn giờ", true)

	s.setNow(time.Date(2026, 1, 23, 23, 59, 50, 0, locale.Zone))
	see("/", "ngày 23 tháng 1 năm 2026", true)
	s.pass(15 * time.Second)
	see("/", "ngày 24 tháng 1 năm 2026", true)
}

func (s *site) waiting(tx *store.Tx) string {
	all, err := comment.List(tx)
	if err != nil || len(all) == 0 {
		s.t.Fatal(all, err)
	}
	return all[0].ID
}

// Who is signed in, or carries any cookie but the language, neither gets a page
// from the cache nor leaves one there.
func TestAPrivatePageIsNotKept(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	for _, path := range []string{"/", "/tin", "/tin/" + a.Address(), "/luat", "/luot-truy-cap"} {
		s.signIn("p1")
		if res, body := s.get(path); res.Header.Get("Cache-Control") != "no-store" || strings.Contains(body, "/vao\"") {
			t.Errorf("%s for who is signed in: %v", path, res.Header)
		}
		s.readAs(access.Public(s.org.ID))
		_, body := s.get(path)
		if path != "/luat" { // which has no blocks beside it
			s.has(body, `/d/thu-vien/vao"`)
		}
		s.lacks(body, `href="/d/thu-vien/dai-bieu"`)
		if n := strings.Count(body, `name="once"`); n > 0 {
			t.Errorf("%s has a key that works once for one reader", path)
		}
	}
}

// The date in the form is the reader's own: a page that is kept for half a
// minute would let a machine send what it was given that moment.
func TestTheFormIsDatedForEachReader(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	read := func() (token, tag string) {
		res, page := s.get("/tin/" + a.Address())
		m := tokens.FindStringSubmatch(page)
		if m == nil {
			t.Fatal("no form")
		}
		return m[1], res.Header.Get("ETag")
	}
	first, tag := read()
	s.pass(10 * time.Second)
	second, same := read()
	if first == second || tag != same {
		t.Errorf("both are dated %s; tags %s, %s", first, tag, same)
	}
	form := s.form(a, "Ngay lập tức")
	s.pass(-time.Minute + time.Second) // form waits a minute
	if res, _ := s.post("/tin/"+a.Address()+"/binh-luan", form); res.StatusCode != 422 {
		t.Errorf("sent a second after it was drawn: %d", res.StatusCode)
	}
}
