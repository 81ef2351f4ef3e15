package vote_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/browser"
	"hoinghi/web/kit"
	"hoinghi/web/vote"
)

var pollDay = law.MustDay("2026-01-23")

// poll is an open conference of 24 people, all present, with the pages of
// elections around it.
type poll struct {
	*testing.T
	db   *store.DB
	org  account.Org
	desk access.Actor
	conf string
	p    []string // persons; 0 is the head, the last two count
	once int
}

func newPoll(t *testing.T) *poll {
	t.Helper()
	q := &poll{T: t, db: storetest.SQLite(t)}
	var err error
	q.org, err = account.Found(context.Background(), q.db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Parent: "Sở Văn hóa tỉnh Hồng Lam", Kind: "su-nghiep",
		HeadTitle: "Giám đốc", Place: "Hồng Lam", Partner: "UNION_BASE", PartnerName: "Công đoàn cơ sở Thư viện tỉnh"})
	if err != nil {
		t.Fatal(err)
	}
	q.desk = access.Actor{Org: q.org.ID, Person: "desk", Roles: []access.Role{access.Secretary, access.Presidium}}
	q.do(q.prepare)
	return q
}

var pollNames = []string{"Trần Quốc Hưng", "Nguyễn Thị Minh Châu", "Đỗ Thị Bích Ngọc", "Hoàng Văn Tú", "Lương Thị Kim Oanh", "Phạm Thị Ngọc Lan",
	"Tạ Quang Vinh", "Lê Thị Ân", "Bùi Đức Thắng", "Vũ Thị Hạnh", "Đặng Văn Khoa", "Ngô Thị Thu", "Dương Văn Sơn", "Lý Thị Mai", "Mai Văn Phúc", "Cao Thị Yến",
	"Trịnh Văn Long", "Đinh Thị Hoa", "Phan Văn Đạt", "Hà Thị Liên", "Tô Văn Quý", "Chu Thị Vân", "Lâm Văn Bình", "Kiều Thị Nga"}

func (q *poll) prepare(tx *store.Tx) (err error) {
	for i, n := range pollNames {
		id, err := roster.Hire(tx, roster.Person{Name: n, Category: roster.PublicEmployee, Joined: law.MustDay("2012-05-01").AddDays(i)})
		if err != nil {
			return err
		}
		q.p = append(q.p, id)
	}
	if _, err := roster.Appoint(tx, roster.Post{Person: q.p[0], Title: "Giám đốc", Tree: roster.Agency, From: law.MustDay("2020-01-01")}); err != nil {
		return err
	}
	q.conf, err = conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan", HeldOn: pollDay, Session: "morning", StartsAt: "08:00", Place: "Hội trường tầng 3"})
	if err != nil {
		return err
	}
	staff, err := roster.StaffOn(tx, pollDay)
	if err != nil {
		return err
	}
	if err := conference.Convene(tx, q.conf, staff); err != nil {
		return err
	}
	for _, p := range q.p {
		if _, _, err := conference.CheckIn(tx, q.conf, p, conference.ByCard); err != nil {
			return err
		}
	}
	return conference.Begin(tx, q.conf)
}

func (q *poll) do(f func(*store.Tx) error) {
	q.Helper()
	if err := q.db.Write(context.Background(), q.desk, f); err != nil {
		q.Fatal(err)
	}
}

func (q *poll) visit(who access.Actor, r *http.Request) *kit.Visit {
	now := func() time.Time { return time.Date(2026, 1, 23, 10, 5, 0, 0, locale.Zone) }
	return &kit.Visit{Site: &kit.Site{DB: q.db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: now, Wall: time.Now},
		W: locale.In("vi"), Who: who, Name: "Mai Thị Nhung", URL: r.URL.RequestURI(), Place: kit.Place{ID: q.org.ID, Slug: "thu-vien", Name: q.org.Name}}
}

func (q *poll) ask(who access.Actor, method, path string, form url.Values) *httptest.ResponseRecorder {
	q.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	var mux kit.Mux
	vote.Routes(&mux)
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r.WithContext(kit.With(r.Context(), q.visit(who, r))))
	return w
}

// post sends a form of pairs; one that is taken must lead somewhere.
func (q *poll) post(who access.Actor, path string, pairs ...string) *httptest.ResponseRecorder {
	q.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	q.once++
	form.Set("once", fmt.Sprint("k", q.once))
	return q.ask(who, "POST", path, form)
}

func (q *poll) taken(who access.Actor, path string, pairs ...string) string {
	q.Helper()
	w := q.post(who, path, pairs...)
	if w.Code != http.StatusSeeOther {
		q.Fatalf("%s answers %d: %s", path, w.Code, alerts(w.Body.String()))
	}
	to, _, _ := strings.Cut(w.Header().Get("Location"), "#")
	return to
}

var alertText = regexp.MustCompile(`(?s)(class="alert bad".*?</div>|class="error".*?</p>)`)

func alerts(page string) string { return strings.Join(alertText.FindAllString(page, 5), " | ") }

// sees asks for a page and looks for texts; "!" before a text wants it absent.
func (q *poll) sees(w *httptest.ResponseRecorder, status int, texts ...string) {
	q.Helper()
	if w.Code != status {
		q.Errorf("status %d, want %d: %s", w.Code, status, alerts(w.Body.String()))
	}
	for _, s := range texts {
		want, absent := strings.CutPrefix(s, "!")
		if strings.Contains(w.Body.String(), want) == absent {
			q.Errorf("%q: absent %v", want, !absent)
		}
	}
}

func (q *poll) get(who access.Actor, path string) *httptest.ResponseRecorder {
	q.Helper()
	return q.ask(who, "GET", path, nil)
}

func (q *poll) teller(back int) access.Actor {
	return access.Actor{Org: q.org.ID, Person: q.p[len(q.p)-back], Roles: []access.Role{access.Teller}}
}

// passed is a vote of hands in which all agreed.
func (q *poll) passed() (id string) {
	q.Helper()
	q.do(func(tx *store.Tx) (err error) {
		if id, err = ballot.Open(tx, ballot.Ballot{Conference: q.conf, Question: "Chốt danh sách bầu cử", Method: "hand", Base: "present", Shown: "live"}); err != nil {
			return err
		}
		if err = ballot.Enter(tx, id, ballot.Count{Row: "1", InFavour: int64(len(q.p))}); err != nil {
			return err
		}
		_, err = ballot.Close(tx, id)
		return err
	})
	return id
}

// called is an election up to its first round, by the pages alone.
func (q *poll) called(form string) (election, round string) {
	q.Helper()
	election = q.taken(q.desk, "/ban/bau-cu/them", "purpose", "board", "title", "Bầu Ban Thanh tra nhân dân nhiệm kỳ 2026–2028", "seats", "3")
	for _, i := range []int{3, 4, 5, 6} {
		q.taken(q.desk, election+"/gioi-thieu", "person", pollNames[i], "source", "nominated", "by", "Công đoàn cơ sở", "consent_on", "20/01/2026", "consent_how", "letter")
	}
	q.taken(q.desk, election+"/chot", "ballot", q.passed())
	q.taken(q.desk, election+"/the-le", "form", form, "way", "choose", "base", "present", "tie", "lot", "min", "1", "max", "3")
	n := len(q.p)
	q.taken(q.desk, election+"/to-kiem-phieu", "head", q.p[n-1], "secretary", "", "member", q.p[n-2], "member", "", "member", "")
	return election, q.taken(q.desk, election+"/vong")
}

// candidates are the fields of a count, in the order of the slip.
func (q *poll) candidates(round string) (out []string) {
	q.Helper()
	q.do(func(tx *store.Tx) (err error) {
		out, err = store.Column[string](tx, `SELECT candidate_id FROM election_stander WHERE org_id = $1 AND round_id = $2 ORDER BY position`, round[strings.LastIndex(round, "/")+1:])
		return err
	})
	return out
}

// A paper election from the call to the count minutes, by the pages alone.
func TestAPaperElectionByItsPages(t *testing.T) {
	q := newPoll(t)
	q.sees(q.get(q.desk, "/ban/bau-cu"), 200, "Chưa có cuộc bầu cử nào", "Công bố cuộc bầu")
	bad := q.post(q.desk, "/ban/bau-cu/them", "purpose", "board", "title", "Bầu Ban", "seats", "2")
	q.sees(bad, 422, `value="Bầu Ban"`, `value="2"`, "từ 3 đến 9 người")
	e, round := q.called("paper")
	again := q.post(q.desk, e+"/gioi-thieu", "person", pollNames[0], "source", "self")
	q.sees(again, 422, "Danh sách bầu cử đã chốt")
	q.sees(q.get(q.desk, round), 200, "Tạo phiếu", "Đang bỏ phiếu")
	q.taken(q.desk, round+"/in", "slips", "24")
	q.slips(round)
	q.handOut(round)
	q.sees(q.post(q.desk, round+"/dong", "spoiled", "0", "unused", "1"), 422, "Số phiếu in ra không khớp", `value="1"`)
	q.taken(q.desk, round+"/dong", "spoiled", "0", "unused", "0")
	q.countTwice(round)
	q.taken(q.desk, round+"/ket-qua")
	page := q.get(q.desk, round)
	q.sees(page, 200, "Trúng cử", "Không trúng cử", "Điều 21 Nghị định số 59/2023/NĐ-CP", "20 trên 24", "Vì sao?")
	q.minutes(round)
	q.taken(q.desk, e+"/ket-thuc")
	q.sees(q.get(q.desk, e), 200, "30/01/2026", "Ghi quyết định công nhận")
	q.sees(q.post(q.desk, e+"/cong-nhan", "number", "05/QĐ-CĐCS", "signed", "32/01/2026", "issuer", "Công đoàn cơ sở"), 422, `value="05/QĐ-CĐCS"`, "Ngày chưa đúng")
	q.taken(q.desk, e+"/cong-nhan", "number", "05/QĐ-CĐCS", "signed", "23/01/2026", "issuer", "Công đoàn cơ sở")
	q.taken(q.desk, e+"/phien-dau", "held", "26/01/2026", "present", "3", "head", q.p[3], "deputy", q.p[4])
	q.sees(q.get(q.desk, "/ban/bau-cu"), 200, "Trưởng Ban Thanh tra nhân dân", "22/01/2028")
}

// slips are as many as were made, each with its own mark and all names.
func (q *poll) slips(round string) {
	q.Helper()
	w := q.get(q.desk, round+"/phieu.pdf")
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(w.Body.Bytes())
	text, err := cmd.Output()
	if err != nil {
		q.Fatal(err)
	}
	marks := map[string]bool{}
	for _, m := range regexp.MustCompile(`\d{4}-[A-Z2-7]{4}`).FindAllString(string(text), -1) {
		marks[m] = true
	}
	if len(marks) != 24 || strings.Count(string(text), pollNames[4]) != 24 {
		q.Errorf("%d different marks and %d times a name on 24 slips", len(marks), strings.Count(string(text), pollNames[4]))
	}
}

func (q *poll) handOut(round string) {
	q.Helper()
	desk := round + "/phat"
	reception := access.Actor{Org: q.org.ID, Person: "reception", Roles: []access.Role{access.Reception}}
	q.sees(q.get(reception, desk), 200, pollNames[7], "Chưa nhận phiếu")
	q.taken(reception, desk, "channel", "paper", "person", q.p[0])
	q.sees(q.post(reception, desk, "channel", "paper", "person", q.p[0]), 422, "Trần Quốc Hưng đã nhận phiếu")
	q.sees(q.post(reception, desk, "channel", "box", "person", q.p[1]), 422, "không có cách bỏ phiếu đó")
	var rest []string
	for _, p := range q.p[1:] {
		rest = append(rest, "person", p)
	}
	q.taken(reception, desk, append(rest, "channel", "paper")...)
	q.sees(q.get(reception, desk), 200, "Mọi người có mặt đều đã nhận phiếu")
	editor := access.Actor{Org: q.org.ID, Person: "e", Roles: []access.Role{access.Editor}}
	q.sees(q.post(editor, desk, "channel", "paper", "person", q.p[0]), 403)
}

func (q *poll) countTwice(round string) {
	q.Helper()
	c := q.candidates(round)
	path := "/kiem-phieu/" + round[strings.LastIndex(round, "/")+1:]
	first, second := q.teller(1), q.teller(2)
	q.sees(q.get(first, "/kiem-phieu"), 200, "Nhập kết quả kiểm phiếu")
	q.sees(q.get(q.teller(5), path), 403)
	q.sees(q.post(first, path, "valid", "23", "invalid", "1", "out", "", c[0], "20"), 422, "Cần điền mục này", `value="20"`)
	q.sees(q.post(first, path, "valid", "24", "invalid", "1", "out", "0", c[0], "20", c[1], "18", c[2], "15", c[3], "9"), 422, "nhiều hơn 24 phiếu đã phát", `value="18"`)
	q.taken(first, path, "valid", "22", "invalid", "1", "out", "1", c[0], "20", c[1], "18", c[2], "15", c[3], "9")
	q.sees(q.get(second, path), 200, "!"+`value="20"`, "!"+`value="18"`)
	q.sees(q.post(q.desk, round+"/ket-qua"), 422, "Mới có 1 trong hai lượt")
	q.taken(second, path, "valid", "22", "invalid", "1", "out", "1", c[0], "20", c[1], "17", c[2], "15", c[3], "9")
	q.sees(q.get(q.desk, round), 200, "khác nhau ở 1 số", pollNames[4], ">17<", ">18<", "!>20<")
	q.sees(q.post(first, path+"/lan-ba", c[1], "hai"), 422, `value="hai"`, "Hãy ghi một số")
	q.taken(first, path+"/lan-ba", c[1], "18")
	q.sees(q.get(q.desk, round), 200, "Hai lượt khớp nhau và số đã khép")
}

func (q *poll) minutes(round string) {
	q.Helper()
	w := q.get(q.desk, round+"/bien-ban")
	lines, err := document.ReadDOCXText(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
	if err != nil {
		q.Fatal(err)
	}
	text := strings.Join(lines, "\n")
	for _, want := range []string{"BIÊN BẢN KIỂM PHIẾU", pollNames[3], "24 (hai mươi tư)", "83,3%", "TRƯỞNG BAN KIỂM PHIẾU", pollNames[len(pollNames)-1], "Trúng cử"} {
		if !strings.Contains(text, want) {
			q.Errorf("the minutes lack %q", want)
		}
	}
	if _, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len())); err != nil {
		q.Error(err)
	}
	if pdf := q.get(q.desk, round+"/bien-ban?xuat=pdf"); !strings.HasPrefix(pdf.Body.String(), "%PDF") {
		q.Errorf("the PDF answers %d", pdf.Code)
	}
}

// open serves the pages as a browser sees them.
func (q *poll) open(who access.Actor) string {
	var mux kit.Mux
	vote.Routes(&mux)
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/static/") {
			kit.Static(w, r)
			return
		}
		v := q.visit(who, r)
		v.Site.Done = done
		mux.ServeHTTP(w, r.WithContext(kit.With(r.Context(), v)))
	}))
	q.Cleanup(s.Close)
	q.Cleanup(s.CloseClientConnections)
	q.Cleanup(func() { close(done) })
	return s.URL
}

func (q *poll) look(p *browser.Page, name string) {
	q.Helper()
	if found := p.Axe(); len(found) > 0 {
		q.Errorf("%s: %q", name, found)
	}
	p.ShotAt(name, 360, 768, 1440)
}

// The pages in a browser: a teller counts on a phone, the round draws itself
// again when the second count is in.
func TestAnElectionInABrowser(t *testing.T) {
	q := newPoll(t)
	e, round := q.called("paper")
	b := browser.Start(t)
	p, phone := b.Page(t, 1440, 900), b.Page(t, 390, 844)
	desk := q.open(q.desk)
	for path, name := range map[string]string{"/ban/bau-cu": "vote-elections", "/ban/bau-cu/them": "vote-election-call", e: "vote-election", round: "vote-round-open", round + "/phat": "vote-hand-out"} {
		if path == round {
			q.taken(q.desk, round+"/in", "slips", "24")
		}
		p.Open(desk + path)
		q.look(p, name)
	}
	all := []string{"channel", "paper"}
	for _, x := range q.p {
		all = append(all, "person", x)
	}
	q.post(q.desk, round+"/in", "slips", "24")
	q.taken(q.desk, round+"/phat", all...)
	q.taken(q.desk, round+"/dong", "unused", fmt.Sprint(q.printed(round)-24))
	c := q.candidates(round)
	path := "/kiem-phieu/" + round[strings.LastIndex(round, "/")+1:]
	p.Open(desk + round)
	phone.Open(q.open(q.teller(1)) + path)
	for i, n := range []string{"20", "18", "15", "9"} {
		phone.Fill("[name='"+c[i]+"']", n)
	}
	for name, n := range map[string]string{"valid": "23", "invalid": "1", "out": "0"} {
		phone.Fill("[name='"+name+"']", n)
	}
	q.look(phone, "vote-count-enter")
	phone.Press("\r")
	phone.WaitText("Đã ghi số của lượt này")
	p.WaitText("Chờ lượt thứ hai")
	q.taken(q.teller(2), path, "valid", "23", "invalid", "1", "out", "0", c[0], "20", c[1], "17", c[2], "15", c[3], "9")
	p.WaitText("khác nhau ở 1 số")
	q.look(p, "vote-count-differ")
	phone.Open(q.open(q.teller(1)) + path)
	q.look(phone, "vote-count-third")
	q.taken(q.teller(1), path+"/lan-ba", c[1], "18")
	q.taken(q.desk, round+"/ket-qua")
	p.Open(desk + round)
	q.look(p, "vote-round-result")
	p.Open(desk + e)
	q.look(p, "vote-election-after")
	if c := p.Console(); len(c) > 0 {
		t.Errorf("console: %q", c)
	}
}

func (q *poll) printed(round string) (n int64) {
	q.do(func(tx *store.Tx) (err error) {
		n, err = store.Value[int64](tx, `SELECT printed FROM election_round WHERE org_id = $1 AND id = $2`, round[strings.LastIndex(round, "/")+1:])
		return err
	})
	return n
}
