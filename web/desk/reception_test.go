package desk_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// hall is an agency with a conference that is open and nobody in it yet.
type hall struct {
	*testing.T
	db     *store.DB
	org    string
	conf   string
	people map[string]string
	codes  map[string]string
	guest  string
}

var hallNames = []string{"Phạm Thị Ngọc Lan", "Lương Thị Kim Oanh", "Trần Quốc Hưng", "Nguyễn Thị Minh Châu", "Hoàng Văn Tú", "Đỗ Thị Bích Ngọc"}

const lan, oanh, outsider = "Phạm Thị Ngọc Lan", "Lương Thị Kim Oanh", "Bùi Văn Ngoài"

func newHall(t *testing.T) *hall {
	h := newHallWithoutCards(t)
	h.do(h.issue)
	return h
}

func newHallWithoutCards(t *testing.T) *hall {
	h := &hall{T: t, db: storetest.SQLite(t), people: map[string]string{}, codes: map[string]string{}}
	org, err := account.Found(t.Context(), h.db, account.Org{Slug: "tv", Name: "Thư viện tỉnh Hồng Lam", Parent: "Sở Văn hóa, Thể thao và Du lịch", Place: "Hồng Lam", Symbol: "TVT", Kind: "su-nghiep"})
	h.ok(err)
	h.org = org.ID
	h.do(h.hire, h.plan, h.convene, func(tx *store.Tx) error { return conference.Begin(tx, h.conf) })
	return h
}

func (h *hall) ok(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *hall) do(acts ...func(*store.Tx) error) {
	h.Helper()
	for _, act := range acts {
		h.ok(h.db.Write(context.Background(), access.Machine(h.org), act))
	}
}

func (h *hall) hire(tx *store.Tx) error {
	for i, n := range append(hallNames, outsider) {
		if i%3 == 0 && i < 6 {
			if _, err := roster.AddDepartment(tx, roster.Department{Name: []string{"Phòng Thiếu nhi", "Phòng Tin học"}[i/3], Kind: roster.Plain, Tree: roster.Agency}); err != nil {
				return err
			}
		}
		all, err := roster.Departments(tx, law.Day{})
		if err != nil {
			return err
		}
		if h.people[n], err = roster.Hire(tx, roster.Person{Name: n, Category: roster.PublicEmployee, Department: all[len(all)-1].ID}); err != nil {
			return err
		}
		if err := account.Enrol(tx, []account.Person{{ID: h.people[n], Name: n}}); err != nil {
			return err
		}
	}
	return nil
}

func (h *hall) plan(tx *store.Tx) (err error) {
	h.conf, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị viên chức, người lao động năm 2026", OwnName: true, Track: conference.Staff, Form: "whole",
		YearName: "plan", ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: law.MustDay("2026-01-23"), StartsAt: "08:00", Place: "Hội trường tầng 3", Scope: "office"})
	if err != nil {
		return err
	}
	h.guest, err = conference.InviteGuest(tx, conference.Guest{Conference: h.conf, Honorific: "Đồng chí", Name: "Vũ Đình Khách", Posts: []string{"Phó Giám đốc Sở"}})
	return err
}

// issue gives everybody a card, also the outsider.
func (h *hall) issue(tx *store.Tx) error {
	for n, id := range h.people {
		cards, err := account.IssueCards(tx, []string{id})
		if err != nil {
			return err
		}
		h.codes[n] = cards[0].Code
	}
	return nil
}

// convene calls everybody but the outsider.
func (h *hall) convene(tx *store.Tx) error {
	staff, err := roster.StaffOn(tx, law.MustDay("2026-01-23"))
	if err != nil {
		return err
	}
	var called []roster.Person
	for _, p := range staff {
		if p.Name != outsider {
			called = append(called, p)
		}
	}
	return conference.Convene(tx, h.conf, called)
}

func (h *hall) as(roles ...access.Role) access.Actor {
	return access.Actor{Org: h.org, Person: "clerk", Roles: roles}
}

func (h *hall) get(who access.Actor, path string) *httptest.ResponseRecorder {
	return serve(h.T, h.db, who, "GET", path, nil)
}

func (h *hall) post(who access.Actor, path string, form ...string) *httptest.ResponseRecorder {
	v := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		v.Add(form[i], form[i+1])
	}
	return serve(h.T, h.db, who, "POST", path, v)
}

// follow posts and gives the page that it leads to.
func (h *hall) follow(who access.Actor, path string, form ...string) *httptest.ResponseRecorder {
	h.Helper()
	r := h.post(who, path, form...)
	if r.Code != http.StatusSeeOther {
		h.Fatalf("POST %s: status %d: %s", path, r.Code, heading(r))
	}
	return h.get(who, strings.TrimPrefix(r.Header().Get("Location"), "/d/thu-vien"))
}

func heading(r *httptest.ResponseRecorder) string {
	return regexp.MustCompile(`(?s)<h1.*?</h1>`).FindString(r.Body.String())
}

// shows wants every text on a page of a status, and none that begins with "!".
func (h *hall) shows(r *httptest.ResponseRecorder, status int, texts ...string) {
	h.Helper()
	if r.Code != status {
		h.Errorf("status %d, want %d: %s", r.Code, status, heading(r))
	}
	body := r.Body.String()
	if i := strings.Index(body, "⟦"); i >= 0 {
		h.Errorf("a raw key: %.60s", body[i:])
	}
	for _, s := range texts {
		if t, not := strings.CutPrefix(s, "!"); not == strings.Contains(body, t) {
			h.Errorf("page shows %q: %v", t, not)
		}
	}
}

func (h *hall) present(name string) (here bool) {
	h.do(func(tx *store.Tx) (err error) {
		here, err = conference.IsPresent(tx, h.conf, h.people[name])
		return err
	})
	return here
}

func TestReceptionByCard(t *testing.T) {
	h := newHall(t)
	desk := h.as(access.Reception)
	h.shows(h.get(desk, "/ban/diem-danh"), 200, "Sẵn sàng", "data-scan-code", "scan.js", "/6 người", "Vì sao?", lan, "Phòng Thiếu nhi", "Đồng chí Vũ Đình Khách")

	typed := strings.ToLower(h.codes[lan][:4]) + "-" + h.codes[lan][4:]
	h.shows(h.follow(desk, "/ban/diem-danh", "code", typed), 200, "Đã ghi có mặt", "<b>"+lan+"</b>", "Phòng Thiếu nhi", "Có mặt lúc 08:00")
	scanned := "https://hoinghi.example/d/tv/the/" + h.codes[lan]
	h.shows(h.follow(desk, "/ban/diem-danh", "code", scanned), 200, "Đã điểm danh trước đó", "<b>"+lan+"</b>", "Có mặt lúc 08:00", "!Đã ghi có mặt<")
	h.shows(h.follow(desk, "/ban/diem-danh", "code", "ZZZZZZZZ"), 200, "Không có thẻ nào mang mã này", "ZZZZZZZZ")
	h.shows(h.follow(desk, "/ban/diem-danh", "code", h.codes[outsider]), 200, "Không có trong danh sách triệu tập", outsider)
	if !h.present(lan) {
		t.Error("not present after the card was shown")
	}
	h.shows(h.follow(desk, "/ban/diem-danh/nguoi/"+h.people[lan]+"/ra"), 200, "Đã ghi rời hội trường")
	if h.present(lan) {
		t.Error("still present after leaving")
	}
}

func TestReceptionByName(t *testing.T) {
	h := newHall(t)
	desk := h.as(access.Reception)
	h.shows(h.get(desk, "/ban/diem-danh?tim=kim+oanh"), 200, oanh, "!"+lan)
	h.shows(h.get(desk, "/ban/diem-danh?tim=khong+co"), 200, "Không có ai tên")
	h.shows(h.follow(desk, "/ban/diem-danh/ten", "person", h.people[oanh]), 200, "Đã ghi có mặt", "<b>"+oanh+"</b>")
	h.shows(h.get(desk, "/ban/diem-danh/nguoi/"+h.people[oanh]), 200, "Điểm danh theo tên", "!name=\"reason\"")
	h.shows(h.get(desk, "/ban/diem-danh/nguoi/none"), 404)
}

func TestReceptionExcuse(t *testing.T) {
	h := newHall(t)
	desk := h.as(access.Reception)
	path := "/ban/diem-danh/nguoi/" + h.people[lan]
	h.shows(h.follow(desk, path+"/vang", "reason", "Đi công tác"), 200, "Vắng có lý do", "Đi công tác")
	h.shows(h.post(desk, path+"/vang", "reason", strings.Repeat("dài ", 300)), 422, "tối đa")
	h.follow(desk, "/ban/diem-danh/ten", "person", h.people[lan])
	h.shows(h.post(desk, path+"/vang", "reason", "Ốm"), 422)
}

func TestReceptionRenewsCard(t *testing.T) {
	h := newHall(t)
	desk := h.as(access.Reception)
	p := h.follow(desk, "/ban/diem-danh/nguoi/"+h.people[lan]+"/the", "once", "k1")
	h.shows(p, 200, "Thẻ mới", lan, "!"+h.codes[lan][:4]+"-"+h.codes[lan][4:])
	m := regexp.MustCompile(`codeword">([0-9A-Z]{4}-[0-9A-Z]{4})<`).FindStringSubmatch(p.Body.String())
	if m == nil {
		t.Fatal("no new code")
	}
	h.shows(h.follow(desk, "/ban/diem-danh", "code", h.codes[lan]), 200, "Không có thẻ nào")
	h.shows(h.follow(desk, "/ban/diem-danh", "code", m[1]), 200, "Đã ghi có mặt")
}

func TestReceptionGuest(t *testing.T) {
	h := newHall(t)
	desk := h.as(access.Reception)
	h.shows(h.get(desk, "/ban/diem-danh"), 200, "Khách mời (0/1)")
	h.post(desk, "/ban/diem-danh/khach", "guest", h.guest)
	h.shows(h.get(desk, "/ban/diem-danh"), 200, "Khách mời (1/1)", "0<small>/6 người")
}

func TestTickList(t *testing.T) {
	h := newHall(t)
	desk := h.as(access.Reception)
	h.follow(desk, "/ban/diem-danh", "code", h.codes[lan])
	h.shows(h.get(desk, "/ban/diem-danh/danh-sach"), 200, "Phòng Thiếu nhi", "Phòng Tin học", `value="`+h.people[lan]+`" checked disabled`)
	h.shows(h.follow(desk, "/ban/diem-danh/danh-sach", "person", h.people[oanh], "person", h.people["Hoàng Văn Tú"]), 200, "Đã ghi 2 người có mặt, bỏ ghi 0 người")
	h.shows(h.follow(desk, "/ban/diem-danh/danh-sach", "person", h.people[oanh]), 200, "Đã ghi 0 người có mặt, bỏ ghi 1 người")
	for name, want := range map[string]bool{lan: true, oanh: true, "Hoàng Văn Tú": false} {
		if h.present(name) != want {
			t.Errorf("%s present: %v", name, !want)
		}
	}
}

func TestSheet(t *testing.T) {
	h := newHall(t)
	desk := h.as(access.Reception)
	h.shows(h.get(desk, "/ban/diem-danh/phieu"), 200, lan, "Ký tên")
	for kind, head := range map[string]string{"docx": "PK", "pdf": "%PDF"} {
		r := h.get(desk, "/ban/diem-danh/phieu?xuat="+kind)
		if r.Code != 200 || !strings.HasPrefix(r.Body.String(), head) || !strings.Contains(r.Header().Get("Content-Disposition"), "diem-danh."+kind) {
			t.Errorf("%s: status %d, begins %.8q", kind, r.Code, r.Body.String())
		}
	}
}

// Everybody who may not is refused, at each door.
func TestHallRights(t *testing.T) {
	h := newHall(t)
	vote := h.openVote("mixed")
	id := h.people[lan]
	stranger := access.Public(h.org)
	for _, c := range []struct {
		method, path string
		may, not     access.Role
	}{
		{"GET", "/ban/diem-danh", access.Reception, access.Teller},
		{"POST", "/ban/diem-danh/ten", access.Organiser, access.Delegate},
		{"POST", "/ban/diem-danh/nguoi/" + id + "/ra", access.Secretary, access.Presidium},
		{"GET", "/ban/diem-danh/danh-sach", access.Secretary, access.Editor},
		{"GET", "/ban/diem-danh/phieu?xuat=pdf", access.Organiser, access.Delegate},
		{"GET", "/ban/the", access.Organiser, access.Teller},
		{"GET", "/ban/the/in", access.Secretary, access.Delegate},
		{"GET", "/ban/bieu-quyet", access.Editor, access.Delegate},
		{"GET", "/ban/bieu-quyet/" + vote, access.Inspector, access.Guest},
		{"GET", "/ban/bieu-quyet/" + vote + "/kiem-dem", access.Teller, access.Reception},
		{"POST", "/ban/bieu-quyet/" + vote + "/huy", access.Presidium, access.Teller},
	} {
		form := []string{"person", id, "reason", "Đọc nhầm"}
		ask := func(who access.Actor) int {
			if c.method == "GET" {
				return h.get(who, c.path).Code
			}
			return h.post(who, c.path, form...).Code
		}
		if got := ask(h.as(c.not)); got != http.StatusForbidden {
			t.Errorf("%s %s by %s: status %d, want 403", c.method, c.path, c.not, got)
		}
		if got := ask(stranger); got != http.StatusSeeOther && got != http.StatusNotFound {
			t.Errorf("%s %s by a stranger: status %d", c.method, c.path, got)
		}
		if got := ask(h.as(c.may)); got >= 400 {
			t.Errorf("%s %s by %s: status %d", c.method, c.path, c.may, got)
		}
	}
}

func TestHallOfAnotherAgency(t *testing.T) {
	h := newHall(t)
	vote := h.openVote("mixed")
	other, err := account.Found(t.Context(), h.db, account.Org{Slug: "khac", Name: "Bảo tàng", Kind: "su-nghiep"})
	h.ok(err)
	spy := access.Actor{Org: other.ID, Person: "spy", Roles: access.Roles()}
	for _, path := range []string{"/ban/diem-danh", "/ban/diem-danh/danh-sach", "/ban/diem-danh/phieu", "/ban/the", "/ban/the/in", "/ban/bieu-quyet",
		"/ban/bieu-quyet/" + vote, "/ban/bieu-quyet/" + vote + "/kiem-dem", "/ban/diem-danh/nguoi/" + h.people[lan]} {
		h.shows(h.get(spy, path), 404, "!"+lan)
	}
	for path, form := range map[string][]string{
		"/ban/bieu-quyet/" + vote + "/huy":      {"reason", "x"},
		"/ban/bieu-quyet/" + vote + "/kiem-dem": {"row", "1", "for", "1"},
		"/ban/diem-danh/khach":                  {"guest", h.guest},
		"/ban/diem-danh/ten":                    {"person", h.people[lan]},
	} {
		h.shows(h.post(spy, path, form...), 404)
	}
	if h.present(lan) {
		t.Error("checked in from outside")
	}
}

func (h *hall) openVote(method string) (id string) {
	h.Helper()
	h.do(func(tx *store.Tx) (err error) {
		for _, n := range hallNames[:5] {
			if n == lan {
				continue
			}
			if _, _, err := conference.CheckIn(tx, h.conf, h.people[n], conference.ByCard); err != nil {
				return err
			}
		}
		id, err = ballot.Open(tx, ballot.Ballot{Conference: h.conf, Question: "Thông qua Nghị quyết hội nghị", Method: method, Base: "present", Shown: "live"})
		return err
	})
	return id
}
