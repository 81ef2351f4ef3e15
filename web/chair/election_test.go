package chair_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/tally"
	"hoinghi/urn"
	"hoinghi/web/browser"
)

// contest is an election at an open item of the room.
type contest struct {
	*room
	people []string
	item   string
	id     string
	round  string
}

var surnames = []string{"Trần", "Nguyễn", "Đỗ", "Hoàng", "Lương", "Phạm", "Tạ", "Lê"}
var given = []string{"Quốc Hưng", "Thị Minh Châu", "Thị Bích Ngọc", "Văn Tú"}

// newContest is a conference of n people, all present, at its item of elections.
func newContest(t *testing.T, n int) *contest {
	t.Helper()
	c := &contest{room: newRoom(t)}
	c.act(func(tx *store.Tx) error {
		for i := range n {
			id, err := roster.Hire(tx, roster.Person{Name: surnames[i%8] + " " + given[i/8%4], Category: roster.PublicEmployee, Joined: law.MustDay("2012-05-01").AddDays(i)})
			if err != nil {
				return err
			}
			c.people = append(c.people, id)
		}
		staff, err := roster.StaffOn(tx, law.MustDay("2026-01-23"))
		if err != nil {
			return err
		}
		if err := conference.Convene(tx, c.conf, staff); err != nil {
			return err
		}
		for _, p := range c.people {
			if _, _, err := conference.CheckIn(tx, c.conf, p, conference.ByCard); err != nil {
				return err
			}
		}
		return conference.DraftAgenda(tx, c.conf, []string{"review", "election"})
	})
	c.do("/dieu-hanh/"+c.conf+"/khai-mac", url.Values{})
	c.item = c.itemOf("election").ID
	c.do("/dieu-hanh/muc/"+c.item+"/mo", url.Values{})
	return c
}

// called is an election with four names for three seats, up to its closed list.
func (c *contest) called() {
	c.t.Helper()
	c.act(func(tx *store.Tx) (err error) {
		c.id, err = election.Call(tx, election.Election{Conference: c.conf, Purpose: election.Board, Title: "Bầu Ban Thanh tra nhân dân nhiệm kỳ 2026–2028", Seats: 3})
		for _, p := range c.people[3:7] {
			if err == nil {
				_, err = election.Nominate(tx, election.Candidate{Election: c.id, Person: p, Source: "nominated", By: "Công đoàn cơ sở", ConsentOn: law.MustDay("2026-01-20"), ConsentHow: "letter"})
			}
		}
		return err
	})
}

// ruled goes on to the open first round.
func (c *contest) ruled(form, tie, vote string) {
	c.t.Helper()
	n := len(c.people)
	c.act(func(tx *store.Tx) (err error) {
		if err := election.SettleList(tx, c.id, vote); err != nil {
			return err
		}
		if err := election.SetRules(tx, c.id, election.Rules{Way: tally.Choose, Form: form, Base: "present", Tie: tie, Min: 1, Max: 3}); err != nil {
			return err
		}
		if err := election.AppointTellers(tx, c.id, []election.Teller{{Person: c.people[n-1], Duty: "head"}, {Person: c.people[n-2], Duty: "member"}}); err != nil {
			return err
		}
		c.round, err = election.OpenRound(tx, c.id)
		return err
	})
}

// passed is the hall's vote that closes the list, by the console.
func (c *contest) passed() string {
	c.t.Helper()
	c.do("/dieu-hanh/"+c.conf+"/bieu-quyet", url.Values{"item": {c.item}, "question": {"Chốt danh sách"}, "method": {"hand"}, "base": {"present"}, "shown": {"live"}})
	b := c.open()
	c.do("/dieu-hanh/bieu-quyet/"+b.ID+"/dem", url.Values{"row": {"1"}, "for": {fmt.Sprint(len(c.people))}})
	c.do("/dieu-hanh/bieu-quyet/"+b.ID+"/ket-thuc", url.Values{})
	return b.ID
}

// handed gives everybody a paper slip and closes the voting.
func (c *contest) handed() {
	c.t.Helper()
	c.act(func(tx *store.Tx) error {
		if err := election.PrintSlips(tx, c.round, len(c.people)); err != nil {
			return err
		}
		return election.HandOut(tx, c.round, election.ByPaper, c.people...)
	})
}

func (c *contest) enter(back int, votes ...int64) {
	c.t.Helper()
	teller := access.Actor{Org: c.org.ID, Person: c.people[len(c.people)-back], Roles: []access.Role{access.Teller}}
	err := c.db.Write(c.t.Context(), teller, func(tx *store.Tx) error {
		return election.EnterCount(tx, c.round, tally.Count{Sums: tally.Sums{Valid: int64(len(c.people)), For: votes}})
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

// counts closes the voting, counts twice and decides.
func (c *contest) counts(votes ...int64) {
	c.t.Helper()
	c.handed()
	c.act(func(tx *store.Tx) error { return election.CloseVoting(tx, c.round, election.Stub{}) })
	c.enter(1, votes...)
	c.enter(2, votes...)
	c.act(func(tx *store.Tx) error { _, err := election.Decide(tx, c.round); return err })
}

func (c *contest) show(channel, ref string) string {
	c.t.Helper()
	c.do("/dieu-hanh/"+c.conf+"/man-chieu", url.Values{"channel": {channel}, "ref": {ref}})
	return c.wall()
}

func (c *contest) wall() string { c.t.Helper(); return c.get("/man-chieu/" + c.key) }

func lacks(t *testing.T, page string, unwanted ...string) {
	t.Helper()
	for _, s := range unwanted {
		if strings.Contains(page, s) {
			t.Errorf("the page has %q", s)
		}
	}
}

// The console says at each moment of an election what is next and where.
func TestTheConsoleLeadsThroughAnElection(t *testing.T) {
	c := newContest(t, 24)
	has(t, c.get("/dieu-hanh"), "Chưa công bố cuộc bầu cử nào", "/ban/bau-cu")
	c.called()
	has(t, c.get("/dieu-hanh"), "4 người cho 3 chỗ", "Hội nghị biểu quyết chốt danh sách", "Mở biểu quyết", "Thông qua danh sách bầu cử: Bầu Ban Thanh tra")
	vote := c.passed()
	has(t, c.get("/dieu-hanh"), "Ghi việc chốt danh sách", "/ban/bau-cu/"+c.id+"#chot")
	c.ruled("paper", "lot", vote)
	round := "/ban/bau-cu/" + c.id + "/vong/" + c.round
	has(t, c.get("/dieu-hanh"), "Vòng 1: đang bỏ phiếu", "In phiếu bầu", `href="`+round+`"`)
	c.act(func(tx *store.Tx) error { return election.PrintSlips(tx, c.round, 24) })
	has(t, c.get("/dieu-hanh"), "0/24", "Phát phiếu", round+"/phat")
	c.act(func(tx *store.Tx) error { return election.HandOut(tx, c.round, election.ByPaper, c.people...) })
	has(t, c.get("/dieu-hanh"), "24/24", "Kết thúc bỏ phiếu")
	lacks(t, c.get("/dieu-hanh"), `value="election-result"`)
	c.act(func(tx *store.Tx) error { return election.CloseVoting(tx, c.round, election.Stub{}) })
	has(t, c.get("/dieu-hanh"), "Vòng 1: đang kiểm phiếu", "0/2 lượt", "Ban kiểm phiếu nhập kết quả")
	c.enter(1, 20, 18, 15, 9)
	has(t, c.get("/dieu-hanh"), "1/2 lượt")
	c.enter(2, 20, 17, 15, 9)
	page := c.get("/dieu-hanh")
	has(t, page, "hai lượt khác nhau ở 1 số", "Đọc lại các phiếu")
	lacks(t, page, `value="election-result"`)
	teller := access.Actor{Org: c.org.ID, Person: c.people[23], Roles: []access.Role{access.Teller}}
	if err := c.db.Write(t.Context(), teller, func(tx *store.Tx) error { return election.ThirdReading(tx, c.round, map[int]int64{1: 18}) }); err != nil {
		t.Fatal(err)
	}
	has(t, c.get("/dieu-hanh"), "Chốt kết quả vòng bầu")
	c.act(func(tx *store.Tx) error { _, err := election.Decide(tx, c.round); return err })
	has(t, c.get("/dieu-hanh"), "Vòng 1: đã có kết quả", "Kết thúc cuộc bầu", "3/3 người", `value="election-result"`)
	c.act(func(tx *store.Tx) error { return election.End(tx, c.id, "") })
	has(t, c.get("/dieu-hanh"), "Cuộc bầu đã kết thúc")
}

// What the hall is shown stays on the wall while the record goes on: a result
// is seen when the chair shows it, not when it is made.
func TestAResultIsSeenWhenItIsShown(t *testing.T) {
	c := newContest(t, 24)
	c.called()
	list := c.show("election", c.id)
	has(t, list, "Danh sách bầu cử", "Bầu 3 người trong danh sách 4 người", "Hoàng Quốc Hưng")
	c.ruled("paper", "lot", c.passed())
	if c.show("election-result", c.round) == "" || strings.Contains(c.wall(), "Trúng cử") {
		t.Error("a round that is open shows a result")
	}
	has(t, c.wall(), "Đang bỏ phiếu từ", "Nhận phiếu tại bàn phát phiếu", "Mỗi phiếu bầu không quá 3 người.")
	c.handed()
	has(t, c.show("election", c.round), "24<small>/24")
	c.act(func(tx *store.Tx) error { return election.CloseVoting(tx, c.round, election.Stub{}) })
	has(t, c.wall(), "Đang kiểm phiếu", "Kết thúc bỏ phiếu lúc")
	c.enter(1, 20, 18, 15, 9)
	c.enter(2, 20, 18, 15, 9)
	lacks(t, c.wall(), "83,3%", "Trúng cử")
	c.act(func(tx *store.Tx) error { _, err := election.Decide(tx, c.round); return err })
	for _, ref := range []string{c.round, c.id} {
		lacks(t, c.show("election", ref), "Trúng cử", "83,3%")
	}
	won := c.show("election-result", c.round)
	has(t, won, "20/24 · 83,3%", "9/24 · 37,5%", "Trúng cử 3 người", "Điều 21")
	if n := strings.Count(won, `class="won"`); n != 3 {
		t.Errorf("%d are marked elected", n)
	}
	c.act(func(tx *store.Tx) error { return election.SetAside(tx, c.round, "Phiếu in sai") })
	has(t, c.wall(), "Vòng bầu đã hủy")
	lacks(t, c.wall(), "83,3%")
}

// A tie leaves a seat open: the wall says by what it is filled, and who stands
// in the next round.
func TestATieLeadsToTheNextRound(t *testing.T) {
	c := newContest(t, 24)
	c.called()
	c.ruled("paper", "again", c.passed())
	c.counts(20, 18, 15, 15)
	has(t, c.show("election-result", c.round), "Bằng phiếu", "Còn 1 chỗ giữa những người bằng phiếu: bầu lại")
	has(t, c.get("/dieu-hanh"), "Mở vòng bầu lại", "còn 1 chỗ chưa phân định", "Danh sách vòng sau")
	next := c.show("election", c.id+conference.NextRound)
	has(t, next, "bầu lại giữa những người bằng phiếu", "Bầu 1 người trong danh sách 2 người", "Phạm Quốc Hưng", "Tạ Quốc Hưng")
	lacks(t, next, "Hoàng Quốc Hưng")
	c.act(func(tx *store.Tx) (err error) { c.round, err = election.OpenRound(tx, c.id); return err })
	has(t, c.show("election", c.round), "Vòng 2: bầu lại", "Mỗi phiếu bầu đúng 1 người.")
}

// In a small room a figure that tells how all voted is not on the wall.
func TestASmallRoomSeesNoTellingFigure(t *testing.T) {
	c := newContest(t, 9)
	c.called()
	c.ruled("paper", "lot", c.passed())
	c.counts(9, 7, 6, 2)
	wall := c.show("election-result", c.round)
	has(t, wall, "Trúng cử 3 người", "Số phiếu của từng người được ghi trong biên bản")
	lacks(t, wall, "100%", "9/9", "7/9", `class="bar"`)
	has(t, c.get("/dieu-hanh"), "màn chiếu chỉ nêu ai trúng cử")
}

// box is an electronic box of the round.
func (c *contest) box() (b urn.Box) {
	c.t.Helper()
	c.act(func(tx *store.Tx) (err error) {
		b, err = urn.Prepare(tx, urn.Draft{Subject: c.round, Name: "Hòm", Questions: []belenios.Question{{Question: "Bầu", Answers: []string{"A", "B", "C", "D"}, Blank: true, Min: 1, Max: 3}}, Slips: 24, Trustees: 3, Threshold: 2})
		return err
	})
	return b
}

// sealed stands for the work of the officer and the trustees in their browsers.
func (c *contest) sealed(box string) {
	c.t.Helper()
	c.act(func(tx *store.Tx) error {
		tx.Announce(urn.Topic(box))
		_, err := tx.Exec(`UPDATE urn_box SET state = $2, fingerprint = $3 WHERE org_id = $1`, string(urn.Ready), "Zq3vP0aX9fLm2TtWcY7rUeJ4kNs8bHdQ1oGiV6zAxE")
		return err
	})
}

// The board of a box has sums alone, also of one that is not sealed or is void.
func TestTheBoardOfABoxOnTheWall(t *testing.T) {
	c := newContest(t, 24)
	c.called()
	c.ruled("mixed", "lot", c.passed())
	has(t, c.get("/dieu-hanh"), "Chuẩn bị hòm phiếu điện tử", "/ban/bau-cu/"+c.id+"/phieu-kin")
	b := c.box()
	page := c.get("/dieu-hanh")
	has(t, page, "Niêm phong hòm phiếu điện tử", "/ban/phieu-kin/"+b.ID, "đã bỏ 0/24 phiếu", `value="urn"`)
	has(t, c.show("urn", b.ID), "Đang chuẩn bị hòm phiếu điện tử", "0 trong 3 người giữ khóa")
	c.sealed(b.ID)
	has(t, c.wall(), "Hòm phiếu điện tử đã niêm phong", "<code>Zq3v</code>", "Tra mã theo dõi", ">24<")
	has(t, c.get("/dieu-hanh"), "Mở hòm phiếu điện tử")
	if err := urn.GiveUp(t.Context(), c.db, c.who, b.ID); err != nil {
		t.Fatal(err)
	}
	has(t, c.wall(), "Hòm phiếu điện tử đã hủy")
}

// Whatever a channel names that is gone or never was, the wall shows the agenda.
func TestTheWallOfWhatIsGone(t *testing.T) {
	c := newContest(t, 9)
	for _, channel := range []string{"election", "election-result", "urn"} {
		for _, ref := range []string{"", "gone", "gone" + conference.NextRound} {
			has(t, c.show(channel, ref), "Chương trình")
		}
		if status, _ := c.post("/dieu-hanh/"+c.conf+"/man-chieu", url.Values{"channel": {channel + "x"}}); status != http.StatusUnprocessableEntity {
			t.Errorf("channel %sx answers %d", channel, status)
		}
	}
}

// The blank screen gives back the election that it hid.
func TestBlankKeepsTheElection(t *testing.T) {
	c := newContest(t, 24)
	c.called()
	c.ruled("mixed", "lot", c.passed())
	b := c.box()
	for ref, said := range map[string]string{c.id: "Danh sách bầu cử", c.round: "Đang bỏ phiếu từ", b.ID: "Đang chuẩn bị hòm phiếu"} {
		c.show("blank", ref)
		has(t, c.show("back", ref), said)
	}
}

// In a browser the wall follows the record without being asked, at the size of
// an old projector.
func TestAnElectionOnTheWall(t *testing.T) {
	c := newContest(t, 24)
	b := browser.Start(t)
	wall, console := b.Page(t, 1024, 768), b.Page(t, 1440, 1000)
	wall.Open(c.url + "/man-chieu/" + c.key)
	look := func(name string) {
		t.Helper()
		wall.ShotAt("screen-election-"+name, 1024)
		if bad := wall.Axe(); len(bad) > 0 {
			t.Errorf("%s: %s", name, strings.Join(bad, "\n"))
		}
	}
	c.called()
	console.Open(c.url + "/dieu-hanh")
	console.ClickText("Danh sách bầu cử")
	wall.WaitText("Bầu 3 người trong danh sách 4 người")
	look("list")
	c.ruled("paper", "again", c.passed())
	console.Open(c.url + "/dieu-hanh")
	console.ClickText("Đang bỏ phiếu")
	wall.WaitText("Đang bỏ phiếu từ")
	c.handed()
	wall.WaitText("24/24")
	console.WaitText("Kết thúc bỏ phiếu")
	look("voting")
	console.ShotAt("chair-election", 360, 768, 1440)
	if bad := console.Axe(); len(bad) > 0 {
		t.Errorf("the console: %s", strings.Join(bad, "\n"))
	}
	c.act(func(tx *store.Tx) error { return election.CloseVoting(tx, c.round, election.Stub{}) })
	wall.WaitText("Đang kiểm phiếu")
	look("counting")
	c.enter(1, 20, 18, 15, 15)
	c.enter(2, 20, 18, 15, 15)
	c.act(func(tx *store.Tx) error { _, err := election.Decide(tx, c.round); return err })
	wall.WaitText("Chờ ban kiểm phiếu công bố kết quả")
	console.WaitText("Mở vòng bầu lại")
	console.ClickText("Kết quả")
	wall.WaitText("Còn 1 chỗ giữa những người bằng phiếu: bầu lại")
	look("result")
	console.ShotAt("chair-election-tied", 360, 1440)
	box := c.box()
	c.show("urn", box.ID)
	wall.WaitText("0 trong 3 người giữ khóa")
	c.sealed(box.ID)
	wall.WaitText("Dấu vân tay")
	look("urn")
	for name, p := range map[string]*browser.Page{"console": console, "wall": wall} {
		if bad := p.Console(); len(bad) > 0 {
			t.Errorf("%s complains: %s", name, bad)
		}
	}
}
