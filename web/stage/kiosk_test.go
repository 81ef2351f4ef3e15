package stage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/web/browser"
)

var (
	kioskLink  = regexp.MustCompile(`/quay-phieu/[0-9a-f]+`)
	ticketMark = regexp.MustCompile(`name="ticket" value="([^"]+)"`)
)

// tablet is a kiosk with an open conference; cards are by name.
func (o *office) tablet() (home string, cards map[string]string) {
	o.Helper()
	o.act(func(tx *store.Tx) error {
		tx.Who = access.Machine(o.org.ID)
		var people []account.Person
		for i, id := range o.ids {
			people = append(people, account.Person{ID: id, Name: names[i]})
		}
		people = append(people, account.Person{ID: "khach", Name: "Lê Văn Khách"}, account.Person{ID: "la", Name: "Phạm Thị Lạ"})
		if err := account.Enrol(tx, people); err != nil {
			return err
		}
		if err := account.Grant(tx, "khach", access.Guest); err != nil {
			return err
		}
		cards = map[string]string{}
		for _, p := range people {
			c, err := account.IssueCards(tx, []string{p.ID})
			if err != nil {
				return err
			}
			cards[p.Name] = c[0].Code
		}
		for _, id := range o.ids[:3] {
			if _, _, err := conference.CheckIn(tx, o.conf, id, conference.ByCard); err != nil {
				return err
			}
		}
		return conference.Begin(tx, o.conf)
	})
	o.who = access.Actor{Org: o.org.ID, Person: "r", Roles: []access.Role{access.Reception}}
	o.has(o.get("/ban/quay-phieu"), "Mở quầy biểu quyết")
	o.do("/ban/quay-phieu", url.Values{})
	home = kioskLink.FindString(o.get("/ban/quay-phieu"))
	o.who = access.Public(o.org.ID) // the tablet is nobody
	return home, cards
}

func (o *office) vote(method string) (id string) {
	o.Helper()
	o.act(func(tx *store.Tx) (err error) {
		tx.Who = access.Machine(o.org.ID)
		id, err = ballot.Open(tx, ballot.Ballot{Conference: o.conf, Question: "Thông qua Nghị quyết hội nghị", Method: method, Base: "present", Shown: "closed"})
		return err
	})
	return id
}

func (o *office) card(home, code string) string {
	o.Helper()
	status, page := o.post(home, url.Values{"code": {code}})
	if status != http.StatusOK {
		o.Fatalf("a card answers %d\n%.400s", status, page)
	}
	return page
}

func TestKiosk(t *testing.T) {
	o := newOffice(t)
	home, cards := o.tablet()
	o.has(o.get(home), "Mã trên thẻ đại biểu", "Chưa có nội dung nào đang biểu quyết")
	o.has(o.card(home, cards["Trần Quốc Hưng"]), "Chưa có nội dung nào đang biểu quyết")
	id := o.vote("mixed")
	o.has(o.get(home), "Thông qua Nghị quyết hội nghị")
	for who, said := range map[string]string{"Lê Văn Khách": "Đây là thẻ khách mời", "Phạm Thị Lạ": "Không có tên trong danh sách triệu tập", "Hoàng Văn Tú": "Thẻ này chưa điểm danh"} {
		o.has(o.card(home, cards[who]), said, who, "!ticket")
	}
	o.has(o.card(home, "ZZZZ2222"), "Không có thẻ nào mang mã này")
	page := o.card(home, "http://may.local/d/tv/the/"+strings.ToLower(cards["Trần Quốc Hưng"]))
	o.has(page, "Trần Quốc Hưng", "Tán thành", "!"+cards["Trần Quốc Hưng"])
	ticket := ticketMark.FindStringSubmatch(page)[1]
	if status, page := o.post(home+"/phieu", url.Values{"ticket": {ticket}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Cần chọn một ý kiến") {
		t.Errorf("an empty slip answers %d", status)
	}
	_, page = o.post(home+"/phieu", url.Values{"ticket": {ticket}, "choice": {"for"}})
	o.has(page, "Xin cảm ơn")
	_, page = o.post(home+"/phieu", url.Values{"ticket": {ticket}, "choice": {"for"}})
	o.has(page, "Xin cảm ơn") // the same slip again
	_, page = o.post(home+"/phieu", url.Values{"ticket": {ticket}, "choice": {"against"}})
	o.has(page, "phiếu đầu giữ nguyên")
	o.has(o.card(home, cards["Trần Quốc Hưng"]), "Thẻ này đã biểu quyết", "Mỗi thẻ biểu quyết một lần", "!ticket", "!Tán thành")
	_, page = o.post(home+"/phieu", url.Values{"ticket": {"x" + ticket}, "choice": {"for"}})
	o.has(page, "mời đưa lại thẻ")
	o.act(func(tx *store.Tx) error {
		tx.Who = access.Machine(o.org.ID)
		if _, err := ballot.Close(tx, id); err != nil {
			return err
		}
		voices, err := ballot.Voices(tx, id)
		if len(voices) != 1 || voices[0].Name != names[0] || voices[0].Choice != ballot.For {
			t.Errorf("the slips are %+v", voices)
		}
		return err
	})
}

func TestKioskGoesBackAndLocks(t *testing.T) {
	o := newOffice(t)
	home, cards := o.tablet()
	o.vote("phone")
	late := ticketMark.FindStringSubmatch(o.card(home, cards["Đỗ Thị Bích Ngọc"]))[1]
	fresh := late[:strings.LastIndexByte(late, ' ')] // the mark is cut off
	if _, page := o.post(home+"/phieu", url.Values{"ticket": {fresh}, "choice": {"for"}}); !strings.Contains(page, "mời đưa lại thẻ") {
		t.Error("a ticket without its mark is taken")
	}
	a, err := http.PostForm(o.url+home, url.Values{"code": {cards["Nguyễn Thị Minh Châu"]}})
	if err != nil {
		t.Fatal(err)
	}
	a.Body.Close()
	if got := a.Header.Get("Refresh"); !strings.HasSuffix(got, home) || len(a.Cookies()) > 0 {
		t.Errorf("the ballot goes back with %q and leaves %v", got, a.Cookies())
	}
	for range 30 {
		o.post(home, url.Values{"code": {"22222222"}})
	}
	if status, _ := o.post(home, url.Values{"code": {"22222223"}}); status != http.StatusServiceUnavailable && status != http.StatusTooManyRequests {
		t.Errorf("the thirty-first guess answers %d", status)
	}
	if status, _ := o.fetch("/quay-phieu/0123456789abcdef0123456789abcdef"); status != http.StatusNotFound {
		t.Errorf("a wrong link opens: %d", status)
	}
	o.who = access.Actor{Org: o.org.ID, Person: "d", Roles: []access.Role{access.Delegate}}
	if status, _ := o.fetch("/ban/quay-phieu"); status != http.StatusForbidden {
		t.Errorf("a delegate opens the kiosk: %d", status)
	}
	o.who = access.Actor{Org: o.org.ID, Person: "t", Roles: []access.Role{access.Teller}}
	o.do("/ban/quay-phieu/khoa", url.Values{})
	if status, _ := o.fetch(home); status != http.StatusNotFound {
		t.Errorf("a locked kiosk opens: %d", status)
	}
	o.do("/ban/quay-phieu", url.Values{})
	if again := kioskLink.FindString(o.get("/ban/quay-phieu")); again == home {
		t.Error("the old link opens the kiosk again")
	}
}

// The tablet works without scripts, from the card to the start again.
func TestKioskInABrowser(t *testing.T) {
	o := newOffice(t)
	home, cards := o.tablet()
	o.vote("mixed")
	p := browser.Start(t).Page(t, 1024, 768).NoJS()
	p.Open(o.url + home)
	p.Shot("kiosk-start")
	p.Fill("#code", cards["Trần Quốc Hưng"])
	p.ClickText("Tiếp tục")
	p.WaitText("Phiếu của")
	p.Shot("kiosk-ballot")
	p.ClickText("Tán thành")
	p.ClickText("Gửi phiếu")
	p.WaitText("Xin cảm ơn")
	p.Shot("kiosk-thanks")
	time.Sleep(9 * time.Second)
	p.WaitText("Mã trên thẻ đại biểu")
}
