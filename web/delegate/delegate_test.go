package delegate_test

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func TestBeforeTheOpening(t *testing.T) {
	w := newWorld(t)
	p := w.get(lan, "/dai-bieu")
	w.shows(p, "Chưa khai mạc", "Hội nghị viên chức, người lao động năm 2026", "08:00, Thứ Sáu, ngày 23 tháng 1 năm 2026", "Hội trường tầng 3",
		"Dự thảo Nghị quyết hội nghị", "Báo cáo tổng kết công tác năm 2025", "09:20", "Chưa điểm danh", lan, "!Đăng ký phát biểu", "!đã chốt lúc")
}

func TestNow(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	p := w.get(lan, "/dai-bieu")
	w.shows(p, "mục 2/3", "Thảo luận các báo cáo và dự thảo Nghị quyết", "Có mặt 4/6", "Đủ, cần 4", "Vì sao?", "điểm c khoản 2 Điều 51",
		"đã chốt lúc", "Đăng ký phát biểu", "!Chưa điểm danh", base+"/dai-bieu/tai-lieu/"+w.paper)
	w.shows(w.get(names[5], "/dai-bieu"), "Chưa điểm danh", names[5], "!Đăng ký phát biểu", "!Mã điểm danh", "!<svg class=\"qr")
	stranger := access.Actor{Org: w.org.ID, Person: "x", Roles: []access.Role{access.Delegate}}
	w.shows(w.ask(stranger, "Vũ Thị Thu Trang", "/dai-bieu", nil), "Không có tên trong danh sách triệu tập", "!Chưa điểm danh", "!Đăng ký phát biểu")
	w.shows(w.get(lan, "/dai-bieu/chuong-trinh"), `class="here"`, "Thông qua Nghị quyết hội nghị")
	w.shows(w.get(lan, "/dai-bieu/tai-lieu"), "Mục 2. Thảo luận", "PDF")
}

// Who is not checked in yet has the own code at hand, large and as a picture,
// and nobody else's.
func TestTheOwnCodeUntilCheckedIn(t *testing.T) {
	w := newWorld(t)
	var cards []account.Card
	w.do(w.machine(), func(tx *store.Tx) (err error) {
		cards, err = account.IssueCards(tx, []string{w.people[lan], w.people[names[5]]})
		return err
	})
	w.begin(4)
	mine, other := cards[1].Code, cards[0].Code
	w.shows(w.get(names[5], "/dai-bieu"), "Mã điểm danh", `class="codeword">`+mine[:4]+" "+mine[4:], "qr", "!"+other[:4]+" "+other[4:])
	w.shows(w.get(lan, "/dai-bieu"), "!Mã điểm danh", "!"+other[:4]+" "+other[4:])
}

func TestWhoMayFollow(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	for name, c := range map[string]struct {
		who  access.Actor
		path string
		want int
	}{
		"a guest sees":          {access.Actor{Org: w.org.ID, Person: "g", Roles: []access.Role{access.Guest}}, "/dai-bieu", 200},
		"an admin follows":      {access.Actor{Org: w.org.ID, Person: "a", Roles: []access.Role{access.Admin}}, "/dai-bieu", 200},
		"a stranger signs in":   {access.Public(w.org.ID), "/dai-bieu", 303},
		"a stranger's paper":    {access.Public(w.org.ID), "/dai-bieu/tai-lieu/" + w.paper, 303},
		"an admin's paper":      {access.Actor{Org: w.org.ID, Person: "a", Roles: []access.Role{access.Admin}}, "/dai-bieu/tai-lieu/" + w.paper, 200},
		"no such paper":         {w.delegate(lan), "/dai-bieu/tai-lieu/X", 404},
		"no such vote":          {w.delegate(lan), "/dai-bieu/bieu-quyet/X", 404},
		"no such vote's stream": {w.delegate(lan), "/dai-bieu/bieu-quyet/X/truc-tiep", 404},
	} {
		if got := w.ask(c.who, "", c.path, nil); got.status != c.want {
			t.Errorf("%s: status %d, want %d", name, got.status, c.want)
		}
	}
	guest := w.ask(access.Actor{Org: w.org.ID, Person: "g", Roles: []access.Role{access.Guest}}, "Khách", "/dai-bieu", nil)
	w.shows(guest, "Khách mời theo dõi", "!Đăng ký phát biểu", "!Chưa điểm danh")
}

func TestPaper(t *testing.T) {
	w := newWorld(t)
	p := w.get(lan, "/dai-bieu/tai-lieu/"+w.paper)
	w.shows(p, "%PDF-1.4")
	if got := p.head.Get("Content-Disposition"); !strings.HasPrefix(got, "inline") {
		t.Errorf("disposition %q: a phone should show a PDF", got)
	}
	if got := p.head.Get("Content-Type"); got != kit.TypePDF {
		t.Errorf("type %q", got)
	}
}

func TestOtherAgency(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	id := w.openVote("phone")
	other, err := account.Found(t.Context(), w.db, account.Org{Slug: "khac", Name: "Bảo tàng", Kind: "su-nghiep"})
	w.ok(err)
	spy := access.Actor{Org: other.ID, Person: w.people[lan], Roles: []access.Role{access.Delegate, access.Head}}
	w.says(w.ask(spy, "", "/dai-bieu", nil), "Chưa có hội nghị nào", "!Thảo luận", "!Hội nghị viên chức")
	for _, path := range []string{"/dai-bieu/tai-lieu/" + w.paper, "/dai-bieu/bieu-quyet/" + id} {
		if got := w.ask(spy, "", path, nil); got.status != http.StatusNotFound {
			t.Errorf("%s: status %d to another agency", path, got.status)
		}
	}
	got := w.ask(spy, "", "/dai-bieu/bieu-quyet/"+id, url.Values{"choice": {"for"}})
	if got.status != http.StatusNotFound {
		t.Errorf("vote of another agency: status %d", got.status)
	}
}

var codeForm = regexp.MustCompile(`<dd class="codeword">([A-Z2-7]{4} [A-Z2-7]{4})</dd>`)

func receiptCode(t *testing.T, a answer) string {
	t.Helper()
	m := codeForm.FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no receipt code on the page (status %d)", a.status)
	}
	return m[1]
}

func TestVote(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	id := w.openVote("phone")
	path := "/dai-bieu/bieu-quyet/" + id

	first := w.get(lan, "/dai-bieu")
	w.shows(first, "Biểu quyết công khai", "Thông qua Nghị quyết hội nghị năm 2026", `value="for"`, `value="against"`, `value="other"`, "Gửi biểu quyết", "không đổi được", "!checked", "Đọc Dự thảo")

	sent := w.post(lan, path, "choice", "for")
	if sent.status != http.StatusSeeOther || sent.to != base+path {
		t.Fatalf("sent: %d to %q", sent.status, sent.to)
	}
	receipt := w.get(lan, path)
	w.shows(receipt, "Đã ghi biểu quyết", "Tán thành", lan, "23/01/2026", "!Gửi biểu quyết")
	code := receiptCode(t, receipt)

	again := w.post(lan, path, "choice", "for")
	if again.status != http.StatusSeeOther || receiptCode(t, w.get(lan, again.to[len(base):])) != code {
		t.Errorf("the same slip again: status %d, other receipt", again.status)
	}
	changed := w.post(lan, path, "choice", "against")
	if changed.status != http.StatusConflict || receiptCode(t, changed) != code {
		t.Errorf("another choice: status %d", changed.status)
	}
	w.says(changed, "Mỗi người chỉ biểu quyết một lần", "Tán thành")
	w.shows(w.get(lan, "/dai-bieu"), "Đã ghi biểu quyết: Tán thành", "!Gửi biểu quyết", "!Đăng ký phát biểu")
}

func TestVoteRefused(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	id := w.openVote("phone")
	path := "/dai-bieu/bieu-quyet/" + id

	empty := w.post(lan, path)
	if empty.status != http.StatusUnprocessableEntity {
		t.Errorf("nothing chosen: status %d", empty.status)
	}
	w.says(empty, "Hãy chọn một ý", `value="for"`)

	absent := w.post(names[5], path, "choice", "for")
	if absent.status != http.StatusConflict {
		t.Errorf("not present: status %d", absent.status)
	}
	w.says(absent, "Chỉ người đã điểm danh")
	w.shows(w.get(names[5], path), "Đưa thẻ đại biểu", `!value="for"`)

	guest := access.Actor{Org: w.org.ID, Person: "g", Roles: []access.Role{access.Guest}}
	refused := w.ask(guest, "", path, url.Values{"choice": {"for"}})
	if refused.status != http.StatusForbidden {
		t.Errorf("guest: status %d", refused.status)
	}
	w.says(refused, "không có quyền làm việc này")
	w.shows(w.ask(guest, "", path, nil), "Khách mời theo dõi", `!value="for"`)

	w.closeVote(id)
	late := w.post(lan, path, "choice", "for")
	if late.status != http.StatusConflict {
		t.Errorf("closed: status %d", late.status)
	}
	w.says(late, "đã kết thúc")
}

func TestVoteByHand(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	id := w.openVote("hand")
	w.shows(w.get(lan, "/dai-bieu"), "Đang biểu quyết", "giơ tay", "!Gửi biểu quyết")
	if got := w.post(lan, "/dai-bieu/bieu-quyet/"+id, "choice", "for"); got.status != http.StatusConflict {
		t.Errorf("a phone in a vote by hand: status %d", got.status)
	}
}

func TestResults(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	w.shows(w.get(lan, "/dai-bieu/ket-qua"), "Chưa có kết quả")
	id := w.openVote("phone")
	for _, n := range names[:3] {
		w.post(n, "/dai-bieu/bieu-quyet/"+id, "choice", "for")
	}
	w.shows(w.get(lan, "/dai-bieu/bieu-quyet/"+id), "!75,0%", "!Được thông qua")
	w.closeVote(id)
	want := []string{"Được thông qua", "75,0%", "Tỷ lệ tính trên 4 người có mặt", "Vì sao?", "Số người dự hội nghị"}
	w.shows(w.get(lan, "/dai-bieu/ket-qua"), want...)
	w.shows(w.get(lan, "/dai-bieu/bieu-quyet/"+id), append(want, "Đã ghi biểu quyết")...)
	w.do(w.machine(), func(tx *store.Tx) error { return conference.End(tx, w.conf) })
	w.shows(w.get(lan, "/dai-bieu"), "Đã bế mạc", "Được thông qua", "3/4", "!Đăng ký phát biểu", "!Chưa điểm danh")
}

func TestAnnulled(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	id := w.openVote("phone")
	w.post(lan, "/dai-bieu/bieu-quyet/"+id, "choice", "for")
	w.do(w.machine(), func(tx *store.Tx) error { return ballot.Annul(tx, id, "Đọc nhầm câu hỏi") })
	w.shows(w.get(lan, "/dai-bieu/bieu-quyet/"+id), "đã bị hủy", "!Được thông qua")
}

func TestQueue(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	if got := w.get(names[5], "/dai-bieu/phat-bieu"); got.status != http.StatusSeeOther {
		t.Errorf("the form for somebody who is not there: status %d", got.status)
	}
	if got := w.post(names[5], "/dai-bieu/phat-bieu", "topic", "Lương"); got.status != http.StatusConflict {
		t.Errorf("asked without being there: status %d", got.status)
	}
	w.post(oanh, "/dai-bieu/phat-bieu")
	w.shows(w.get(lan, "/dai-bieu/phat-bieu"), `name="topic"`, "Gửi đăng ký")
	long := w.post(lan, "/dai-bieu/phat-bieu", "topic", strings.Repeat("ý ", 150))
	if long.status != http.StatusUnprocessableEntity {
		t.Errorf("a topic too long: status %d", long.status)
	}
	w.says(long, "tối đa 200", strings.Repeat("ý ", 20))
	w.post(lan, "/dai-bieu/phat-bieu", "topic", "Chế độ phụ cấp")
	p := w.get(lan, "/dai-bieu")
	w.shows(p, "đứng thứ 2", "Rút đăng ký phát biểu")

	out := regexp.MustCompile(`/dai-bieu/phat-bieu/([A-Z0-9]+)/rut`).FindStringSubmatch(p.body)
	if got := w.post(hung, "/dai-bieu/phat-bieu/"+out[1]+"/rut"); got.status != http.StatusForbidden {
		t.Errorf("another's place in the queue: status %d", got.status)
	}
	w.post(lan, "/dai-bieu/phat-bieu/"+out[1]+"/rut")
	w.shows(w.get(lan, "/dai-bieu"), "!đứng thứ", "Đăng ký phát biểu")
}

func TestSpeakerAndTimer(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	w.post(oanh, "/dai-bieu/phat-bieu")
	w.do(w.machine(), func(tx *store.Tx) error {
		list, err := conference.Speakers(tx, w.conf)
		if err != nil {
			return err
		}
		return conference.Call(tx, list[0].ID, 5*time.Minute)
	})
	w.shows(w.get(lan, "/dai-bieu"), "Đang phát biểu", oanh, "data-countdown")
}

// The page follows the hall: a vote that opens arrives on the open stream.
func TestStream(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	s := httptest.NewServer(w.site(w.delegate(lan), lan))
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	r, err := http.Get(s.URL + base + "/dai-bieu/truc-tiep")
	w.ok(err)
	defer r.Body.Close()
	lines := make(chan string)
	go func() {
		for sc := bufio.NewScanner(r.Body); sc.Scan(); {
			lines <- sc.Text()
		}
		close(lines)
	}()
	wait := func(text string) {
		t.Helper()
		deadline := time.After(20 * time.Second)
		for {
			select {
			case l, open := <-lines:
				if !open {
					t.Fatalf("the stream ended before %q", text)
				}
				if strings.Contains(l, text) {
					return
				}
			case <-deadline:
				t.Fatalf("%q did not arrive", text)
			}
		}
	}
	wait("Thảo luận các báo cáo")
	w.openVote("phone")
	wait("Thông qua Nghị quyết hội nghị năm 2026")
}

// What a phone on a weak link must fetch before it sees the first page.
func TestWeight(t *testing.T) {
	const most = 120 << 10
	w := newWorld(t)
	w.begin(4)
	check := func(name string, a answer) {
		t.Helper()
		sum := len(a.body)
		for _, m := range regexp.MustCompile(`(?:href|src)="(/static/[^"]+\.(?:css|js))"`).FindAllStringSubmatch(a.body, -1) {
			rec := httptest.NewRecorder()
			kit.Static(rec, httptest.NewRequest("GET", m[1], nil))
			if rec.Code != http.StatusOK {
				t.Fatalf("%s: status %d", m[1], rec.Code)
			}
			sum += rec.Body.Len()
		}
		if sum > most || sum < 30<<10 {
			t.Errorf("%s: %d bytes of HTML, CSS and JS; at most %d", name, sum, most)
		}
		t.Logf("%s: %d bytes, the page itself %d", name, sum, len(a.body))
	}
	check("now", w.get(lan, "/dai-bieu"))
	w.openVote("phone")
	check("vote", w.get(lan, "/dai-bieu"))
}

// The resolution is there to read once it is adopted, never as a draft.
func TestResolution(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	vote := w.openVote("phone")
	for _, n := range names[:4] {
		w.post(n, "/dai-bieu/bieu-quyet/"+vote, "choice", "for")
	}
	w.closeVote(vote)
	office := resolution.Office{Name: w.org.Name, Place: w.org.Place}
	var id string
	w.do(w.machine(), func(tx *store.Tx) (err error) {
		if id, err = resolution.Begin(tx, w.conf, office); err != nil {
			return err
		}
		_, err = resolution.AddItem(tx, id, resolution.Item{Part: "tasks", Text: "Phục vụ bạn đọc tốt hơn"})
		return err
	}, func(tx *store.Tx) error { return conference.End(tx, w.conf) })
	if got := w.get(lan, "/dai-bieu/nghi-quyet"); got.status != http.StatusNotFound {
		t.Errorf("a draft: status %d", got.status)
	}
	w.shows(w.get(lan, "/dai-bieu"), "!Nghị quyết hội nghị</span>")
	w.do(w.machine(), func(tx *store.Tx) error {
		_, err := resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: vote, Office: office})
		return err
	})
	w.shows(w.get(lan, "/dai-bieu"), "<span>Nghị quyết hội nghị</span>")
	w.shows(w.get(lan, "/dai-bieu/nghi-quyet"), "%PDF")
}
