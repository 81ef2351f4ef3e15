package stage_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/browser"
	"hoinghi/web/kit"
)

// rows are all rows of a record, the journal's too.
func rows(t *testing.T, db *store.DB) (lines []string) {
	t.Helper()
	var b bytes.Buffer
	if _, err := db.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		lines = append(lines, in.Text())
	}
	return lines[1 : len(lines)-1] // between the hour and the sum of it all
}

// besides lets the office open records beside its own, and tells which are open.
func (o *office) besides() (open func() int) {
	var mu sync.Mutex
	n := 0
	o.site.Aside = func(ctx context.Context, now func() time.Time, _ string) (*kit.Aside, error) {
		db, err := store.Open(ctx, filepath.Join(o.TempDir(), "hoinghi.db"), store.Options{Now: now})
		if err != nil {
			return nil, err
		}
		mu.Lock()
		defer mu.Unlock()
		n++
		return &kit.Aside{DB: db, Serve: func(string) {}, Close: func() error {
			mu.Lock()
			defer mu.Unlock()
			n--
			return db.Close()
		}}, nil
	}
	return func() int { mu.Lock(); defer mu.Unlock(); return n }
}

// until reads a page again and again until it says something.
func (o *office) until(path, words string) string {
	o.Helper()
	for range 600 {
		if page := o.get(path); strings.Contains(page, words) {
			return page
		}
		time.Sleep(100 * time.Millisecond)
	}
	o.Fatalf("%s never says %q\n%.2000s", path, words, o.get(path))
	return ""
}

func TestRehearsalFromThePage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		o := officeOn(t, db)
		open := o.besides()
		before := rows(t, db)
		const at = "/ban/dien-tap"
		o.has(o.get(at), "Bắt đầu diễn tập", "Khoảng mười phút", "hoinghi rehearse --org tv", "!Báo cáo diễn tập")
		o.do(at, url.Values{"pace": {"0"}})
		page := o.until(at, "Báo cáo diễn tập")
		o.has(page, "Đã diễn xong", "không việc nào bị mắc", "Ngang nhau", "5 kiến nghị", ": đủ", "Đã thông qua, số", "Tuyên bố lý do", "Quá ", "/d/tv-dien-tap/man-chieu/", "/d/tv-dien-tap/the/", "Đóng và xóa bản sao", "!Bị mắc")
		status, page := o.post(at, url.Values{"pace": {"0"}})
		if status != http.StatusConflict {
			t.Errorf("a second rehearsal: %d", status)
		}
		o.has(page, "Đang có một buổi diễn tập")
		o.do(at+"/dung", url.Values{})
		o.has(o.get(at), "bản sao đã xóa", "Báo cáo diễn tập", "Diễn tập lần nữa", "!/d/tv-dien-tap/")
		if status, page = o.post(at+"/dung", url.Values{}); status != http.StatusConflict || !strings.Contains(page, "Không có buổi diễn tập nào đang chạy") {
			t.Errorf("stopping twice: %d", status)
		}
		if status, _ = o.post(at, url.Values{"pace": {"7"}}); status != http.StatusUnprocessableEntity {
			t.Errorf("an unknown pace: %d", status)
		}
		if n := open(); n != 0 {
			t.Errorf("%d copies are left", n)
		}
		if after := rows(t, db); !slices.Equal(before, after) {
			t.Error("the rehearsal left a trace in the record")
		}
	})
}

func TestRehearsalIsWatchedAndStopped(t *testing.T) {
	o := newOffice(t)
	open := o.besides()
	const at = "/ban/dien-tap"
	o.do(at, url.Values{"pace": {"10"}})
	page := o.until(at, "Giờ trong buổi diễn tập")
	o.has(page, "Đang diễn tập", "Dừng diễn tập", "!Báo cáo diễn tập")
	a, err := http.Get(o.url + at + "/truc-tiep")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	seen := ""
	for in := bufio.NewScanner(a.Body); in.Scan() && strings.Count(seen, "event: part") < 2; {
		seen += in.Text() + "\n"
	}
	o.has(seen, `id="dien-tap"`, "event: part")
	o.do(at+"/dung", url.Values{})
	o.has(o.get(at), "Buổi diễn tập đã dừng", "Dừng giữa chừng")
	if open() != 0 {
		t.Error("the copy is left")
	}
}

func TestRehearsalThatCannotBe(t *testing.T) {
	o := newOffice(t)
	const at = "/ban/dien-tap"
	if status, page := o.post(at, url.Values{"pace": {"0"}}); status != http.StatusConflict || !strings.Contains(page, "không mở được buổi diễn tập") {
		t.Errorf("a door without copies: %d", status)
	}
	o.besides()
	o.act(func(tx *store.Tx) error {
		items, err := conference.Agenda(tx, o.conf)
		for _, i := range items {
			if err == nil {
				err = conference.RemoveItem(tx, i.ID)
			}
		}
		return err
	})
	o.has(o.get(at), "Hội nghị chưa có chương trình", "Lập chương trình")
	o.do(at, url.Values{"pace": {"0"}})
	o.has(o.until(at, "Báo cáo diễn tập"), "đã diễn theo chương trình thường dùng")
	o.do(at+"/dung", url.Values{})
	o.who = access.Actor{Org: o.org.ID, Person: "t", Roles: []access.Role{access.Teller}}
	if status, _ := o.post(at, url.Values{"pace": {"0"}}); status != http.StatusForbidden {
		t.Errorf("a teller rehearses: %d", status)
	}
}

// The three pages of the day before, as people see them.
func TestPagesBeforeTheDay(t *testing.T) {
	o := newOffice(t)
	o.besides()
	o.do("/ban/dien-tap", url.Values{"pace": {"0"}})
	o.until("/ban/dien-tap", "Báo cáo diễn tập")
	p := browser.Start(t).Page(t, 1440, 900)
	for path, name := range map[string]string{"/ban/san-sang": "stage-ready", "/ban/dien-tap": "stage-rehearsal"} {
		p.Open(o.url + path)
		for _, bad := range p.Axe() {
			t.Errorf("%s: %s", path, bad)
		}
		if out := p.SticksOut(360); out != "" || p.Count("h1") != 1 {
			t.Errorf("%s: %q sticks out, %d first headings", path, out, p.Count("h1"))
		}
		p.ShotAt(name, 360, 768, 1440)
	}
	p.Open(o.url + "/ban/dien-tap")
	p.ClickText("Đóng và xóa bản sao")
	p.WaitText("bản sao đã xóa")
	if bad := p.Console(); len(bad) > 0 {
		t.Errorf("console: %q", bad)
	}
}
