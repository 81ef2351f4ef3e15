package stage_test

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
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/browser"
	"hoinghi/web/kit"
	"hoinghi/web/stage"
	"hoinghi/web/vote"
)

// office is a conference with the pages of the stage.
type office struct {
	*testing.T
	db   *store.DB
	org  account.Org
	conf string
	who  access.Actor
	url  string
	site *kit.Site
	once atomic.Int64
	now  time.Time
	ids  []string
}

var names = []string{"Trần Quốc Hưng", "Nguyễn Thị Minh Châu", "Đỗ Thị Bích Ngọc", "Hoàng Văn Tú"}

func newOffice(t *testing.T) *office {
	t.Helper()
	return officeOn(t, storetest.SQLite(t))
}

func officeOn(t *testing.T, db *store.DB) *office {
	t.Helper()
	o := &office{T: t, db: db, now: time.Date(2026, 1, 23, 8, 30, 0, 0, locale.Zone)}
	var err error
	if o.org, err = account.Found(context.Background(), o.db, account.Org{Slug: "tv", Name: "Thư viện tỉnh Hồng Lam", Kind: "su-nghiep", HeadTitle: "Giám đốc"}); err != nil {
		t.Fatal(err)
	}
	o.who = access.Actor{Org: o.org.ID, Person: "s", Roles: []access.Role{access.Secretary, access.Presidium}}
	o.act(o.prepare)
	var mux kit.Mux
	stage.Routes(&mux)
	vote.Routes(&mux) // the booth to which the kiosk leads
	o.site = &kit.Site{DB: o.db, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: func() time.Time { return o.now }, Wall: time.Now, Done: make(chan struct{})}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if strings.HasPrefix(q.URL.Path, "/static/") {
			kit.Static(w, q)
			return
		}
		v := &kit.Visit{Site: o.site, W: locale.In("vi"), Who: o.who, Name: "Trần Quốc Hưng", URL: q.URL.RequestURI(), Place: kit.Place{ID: o.org.ID, Slug: "tv", Name: o.org.Name}}
		mux.ServeHTTP(w, q.WithContext(kit.With(q.Context(), v)))
	}))
	o.url = s.URL
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	return o
}

func (o *office) act(f func(*store.Tx) error) {
	o.Helper()
	if err := o.db.Write(context.Background(), o.who, f); err != nil {
		o.Fatal(err)
	}
}

func (o *office) prepare(tx *store.Tx) (err error) {
	o.conf, err = conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan", HeldOn: law.MustDay("2026-01-23"), Session: "morning", StartsAt: "08:00", Place: "Hội trường tầng 3"})
	if err != nil {
		return err
	}
	room, err := roster.AddDepartment(tx, roster.Department{Name: "Phòng Tin học", Kind: roster.Plain, Tree: roster.Agency})
	if err != nil {
		return err
	}
	for _, n := range names {
		id, err := roster.Hire(tx, roster.Person{Name: n, Category: roster.PublicEmployee, Department: room})
		if err != nil {
			return err
		}
		o.ids = append(o.ids, id)
	}
	people, err := roster.StaffOn(tx, law.MustDay("2026-01-23"))
	if err != nil {
		return err
	}
	if err := conference.Convene(tx, o.conf, people); err != nil {
		return err
	}
	return conference.DraftAgenda(tx, o.conf, []string{"reason", "review", "discussion", "awards", "pledge", "close"})
}

func (o *office) get(path string) string {
	o.Helper()
	status, body := o.fetch(path)
	if status != http.StatusOK {
		o.Fatalf("%s: %d\n%.400s", path, status, body)
	}
	if strings.Contains(body, "⟦") {
		o.Errorf("%s shows a raw key: %.80s", path, body[strings.Index(body, "⟦"):])
	}
	return body
}

func (o *office) fetch(path string) (int, string) {
	o.Helper()
	a, err := http.Get(o.url + path)
	if err != nil {
		o.Fatal(err)
	}
	defer a.Body.Close()
	b, _ := io.ReadAll(a.Body)
	return a.StatusCode, string(b)
}

func (o *office) post(path string, form url.Values) (int, string) {
	o.Helper()
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form.Set("once", fmt.Sprint("k", o.once.Add(1)))
	a, err := c.PostForm(o.url+path, form)
	if err != nil {
		o.Fatal(err)
	}
	defer a.Body.Close()
	b, _ := io.ReadAll(a.Body)
	return a.StatusCode, string(b)
}

func (o *office) do(path string, form url.Values) {
	o.Helper()
	if status, body := o.post(path, form); status != http.StatusSeeOther {
		o.Fatalf("%s answers %d\n%.800s", path, status, body)
	}
}

func (o *office) has(page string, want ...string) {
	o.Helper()
	for _, s := range want {
		if x, not := strings.CutPrefix(s, "!"); not == strings.Contains(page, x) {
			o.Errorf("the page has %q: %v", x, not)
		}
	}
}

func TestOpinionsOfTheOffice(t *testing.T) {
	o := newOffice(t)
	o.has(o.get("/ban/y-kien"), "Chưa có ý kiến nào", "Nhập phiếu giấy")
	slip := func(text, name, to string) url.Values {
		return url.Values{"text": {text}, "name": {name}, "to": {to}, "kind": {"petition"}, "cover": {"named"}}
	}
	o.do("/ban/y-kien/phieu", slip("Đề nghị sửa mái kho", "Hoàng Văn Tú · Phòng Tin học", "head"))
	o.do("/ban/y-kien/phieu", slip("Đề nghị thăm hỏi", "", "union"))
	status, page := o.post("/ban/y-kien/phieu", slip("", "Ai đó", "nobody"))
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a bad slip: %d", status)
	}
	o.has(page, "Cần điền mục này", `value="Ai đó"`)
	o.has(o.get("/ban/y-kien"), "2 ý kiến: 1 gửi người đứng đầu, 1 gửi công đoàn", "Hoàng Văn Tú, Phòng Tin học", "Không ghi tên", "khoản 1 Điều 55")
	o.has(o.get("/ban/y-kien?ben=union"), "Đề nghị thăm hỏi", "!Đề nghị sửa mái kho")
	o.has(o.get("/ban/y-kien?tim=mai+kho"), "Đề nghị sửa mái kho", "!Đề nghị thăm hỏi")
	var id string
	o.act(func(tx *store.Tx) error {
		list, err := opinion.List(tx, o.conf)
		for _, x := range list {
			if x.To == opinion.ToHead {
				id = x.ID
			}
		}
		return err
	})
	o.do("/ban/y-kien/"+id+"/giao", url.Values{"owner": {"Phòng Hành chính"}, "due": {"31/01/2026"}, "topics": {"Cơ sở vật chất; Kho sách"}})
	status, page = o.post("/ban/y-kien/"+id+"/giao", url.Values{"due": {"31/02/2026"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a bad day: %d", status)
	}
	o.has(page, "Ngày chưa đúng", "31/02/2026")
	o.has(o.get("/ban/y-kien?chu-de=Kho+s%C3%A1ch"), "Đề nghị sửa mái kho", "Kho sách (1)", "31/01/2026")
	o.do("/ban/y-kien/"+id+"/tra-loi", url.Values{"ending": {"promise"}, "name": {"Giám đốc"}, "text": {"Sẽ sửa"}, "promise": {"30/04/2026"}})
	o.has(o.get("/ban/y-kien/"+id), "Hẹn xong trước 30/04/2026", "Đã hứa", "Giám đốc")
	if body := o.get("/ban/y-kien?xuat=xlsx"); !strings.HasPrefix(body, "PK") {
		t.Error("the export is no workbook")
	}
	o.who = access.Actor{Org: o.org.ID, Person: "u", Roles: []access.Role{access.Union}}
	if status, _ := o.post("/ban/y-kien/"+id+"/tra-loi", url.Values{"ending": {"accept"}, "name": {"x"}, "text": {"y"}}); status != http.StatusForbidden {
		t.Errorf("the union answers for the head: %d", status)
	}
	o.who = access.Actor{Org: o.org.ID, Person: "t", Roles: []access.Role{access.Teller}}
	if status, _ := o.fetch("/ban/y-kien"); status != http.StatusForbidden {
		t.Errorf("a teller reads opinions: %d", status)
	}
}

func TestEmulationOfTheOffice(t *testing.T) {
	o := newOffice(t)
	o.has(o.get("/ban/thi-dua"), "Thêm quyết định", "Thêm giao ước")
	status, page := o.post("/ban/thi-dua/quyet-dinh", url.Values{"issuer": {""}, "subject": {"về việc khen"}, "dated": {"10/01/2026"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a decision of nobody: %d", status)
	}
	o.has(page, "Cần điền mục này", `value="về việc khen"`)
	o.do("/ban/thi-dua/quyet-dinh", url.Values{"issuer": {"Giám đốc Thư viện"}, "number": {"12/QĐ-TVT"}, "subject": {"về việc khen thưởng"}, "dated": {"10/01/2026"}})
	var d emulation.Decision
	o.act(func(tx *store.Tx) error {
		list, err := emulation.Decisions(tx, o.conf)
		d = list[0]
		return err
	})
	o.do("/ban/thi-dua/quyet-dinh/"+d.ID+"/nguoi", url.Values{"name": {"Hoàng Văn Tú · Phòng Tin học\nNguyễn Thị Minh Châu · Phòng Tin học"}, "title": {"Lao động tiên tiến"}, "collective": {"0"}})
	o.do("/ban/thi-dua/quyet-dinh/"+d.ID+"/nguoi", url.Values{"name": {"Phòng Tin học"}, "title": {"Tập thể Lao động tiên tiến"}, "collective": {"1"}})
	o.act(func(tx *store.Tx) (err error) { d, err = emulation.FindDecision(tx, d.ID); return err })
	if len(d.Awards) != 3 || d.Awards[0].Person != o.ids[3] || d.Awards[0].Name != "Hoàng Văn Tú" || !d.Awards[2].Collective {
		t.Errorf("recipients: %+v", d.Awards)
	}
	o.do("/ban/thi-dua/nguoi/"+d.Awards[2].ID+"/len", url.Values{})
	o.do("/ban/thi-dua/giao-uoc", url.Values{"title": {"Giao ước thi đua năm 2026"}, "text": {"Hoàn thành nhiệm vụ"}})
	o.do("/ban/thi-dua/cam-ket", url.Values{"title": {"Bản cam kết"}, "text": {"Tôi cam kết"}})
	o.do("/ban/thi-dua/phong-trao", url.Values{"title": {"Phong trào năm 2026"}, "goals": {"100%"}, "from": {"01/02/2026"}, "to_day": {"31/12/2026"}})
	o.do("/ban/thi-dua/hoa", url.Values{"giver": {"Công đoàn"}, "receiver": {"Hội nghị"}})
	var pledge, vow string
	o.act(func(tx *store.Tx) error {
		list, err := emulation.Pledges(tx, o.conf)
		if err != nil {
			return err
		}
		pledge = list[0].ID
		vows, err := emulation.Commitments(tx, o.conf)
		vow = vows[0].ID
		return err
	})
	o.do("/ban/thi-dua/giao-uoc/"+pledge+"/ben", url.Values{"name": {"Công đoàn cơ sở"}, "signer": {"Đỗ Thị Bích Ngọc · Phòng Tin học"}})
	o.do("/ban/thi-dua/cam-ket/"+vow+"/giay", url.Values{"person": {o.ids[0], o.ids[1]}})
	o.has(o.get("/ban/thi-dua"), "0/1 bên đã ký", "Đỗ Thị Bích Ngọc", "2/4 người được triệu tập đã ký (50,0%)", "0 trên điện thoại, 2 trên giấy", "Quyết định số 12/QĐ-TVT", "Phong trào năm 2026")
	if body := o.get("/ban/thi-dua?xuat=xlsx"); !strings.HasPrefix(body, "PK") {
		t.Error("the export is no workbook")
	}
	o.has(o.get("/ban/thi-dua"), "/ban/thi-dua/quyet-dinh/"+d.ID, "/ban/thi-dua/ky/"+pledge)
	o.who = access.Actor{Org: o.org.ID, Person: "t", Roles: []access.Role{access.Teller}}
	o.has(o.get("/ban/thi-dua"), "Giao ước thi đua năm 2026", "!Thêm quyết định")
	if status, _ := o.post("/ban/thi-dua/hoa", url.Values{"giver": {"x"}, "receiver": {"y"}}); status != http.StatusForbidden {
		t.Errorf("a teller gives flowers: %d", status)
	}
}

// The script moves with the hall: what is late is said so, and every later
// point is moved.
func TestTheScriptKeepsTime(t *testing.T) {
	o := newOffice(t)
	o.has(o.get("/dai-bieu/kich-ban"), "<time>08:00</time>", "<time>08:05</time>", "Tuyên bố lý do", "Tiếp theo chương trình, trân trọng kính mời", "!kế hoạch")
	o.act(func(tx *store.Tx) error { return conference.Begin(tx, o.conf) })
	var items []conference.Item
	o.act(func(tx *store.Tx) (err error) { items, err = conference.Agenda(tx, o.conf); return err })
	o.act(func(tx *store.Tx) error { return conference.OpenItem(tx, items[1].ID) }) // at 08:00 by the test's clock, planned 08:05
	o.now = time.Date(2026, 1, 23, 8, 40, 0, 0, locale.Zone)                        // twenty minutes later than its end
	page := o.get("/dai-bieu/kich-ban")
	o.has(page, `aria-current="step"`, "Đang diễn ra", "<time>08:40</time>", "kế hoạch 08:25")
	o.act(func(tx *store.Tx) error {
		_, err := emulation.DrawPledge(tx, emulation.Pledge{Conference: o.conf, Title: "Giao ước thi đua năm 2026", Text: "Đoàn kết"})
		return err
	})
	o.has(o.get("/dai-bieu/kich-ban"), "phần ký kết Giao ước thi đua năm 2026")
	o.has(o.get("/dai-bieu/kich-ban?phan=toi"), "Xem tất cả", "!Tuyên bố lý do")
	o.who = access.Actor{Org: o.org.ID, Person: "d", Roles: []access.Role{access.Delegate}}
	if status, _ := o.fetch("/dai-bieu/kich-ban"); status != http.StatusForbidden {
		t.Errorf("a delegate reads the script: %d", status)
	}
}

func TestStageInABrowser(t *testing.T) {
	o := newOffice(t)
	o.do("/ban/y-kien/phieu", url.Values{"text": {"Đề nghị sửa mái kho sách trước mùa mưa"}, "name": {"Hoàng Văn Tú · Phòng Tin học"}, "to": {"head"}, "kind": {"petition"}, "cover": {"named"}, "stance": {"propose"}})
	o.do("/ban/thi-dua/quyet-dinh", url.Values{"issuer": {"Giám đốc Thư viện"}, "number": {"12/QĐ-TVT"}, "subject": {"về việc khen thưởng năm 2025"}, "dated": {"10/01/2026"}})
	b := browser.Start(t)
	p := b.Page(t, 1440, 900)
	for path, name := range map[string]string{"/ban/y-kien": "stage-opinions", "/ban/thi-dua": "stage-emulation", "/dai-bieu/kich-ban": "stage-cues"} {
		p.Open(o.url + path)
		p.ShotAt(name, 360, 768, 1440)
		for _, bad := range p.Axe() {
			t.Errorf("%s: %s", path, bad)
		}
	}
	plain := b.Page(t, 768, 900).NoJS()
	plain.Open(o.url + "/ban/y-kien")
	plain.ClickText("Đề nghị sửa mái kho sách trước mùa mưa")
	plain.Fill("#name", "Giám đốc")
	plain.Fill("#text", "Đã giao Phòng Hành chính sửa trong quý I")
	plain.ClickText("Lưu câu trả lời")
	plain.WaitText("Đã trả lời")
	plain.Shot("stage-opinion")
	if bad := p.Console(); len(bad) > 0 {
		t.Errorf("console: %q", bad)
	}
}
