package stage_test

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/ballot"
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

// machine does something as the program itself.
func (o *office) machine(f func(*store.Tx) error) {
	o.Helper()
	o.act(func(tx *store.Tx) error { tx.Who = access.Machine(o.org.ID); return f(tx) })
}

// hired convenes nine more people, for a list of names and two tellers.
func (o *office) hired() (people []string) {
	o.Helper()
	o.act(func(tx *store.Tx) error {
		for i := range 9 {
			id, err := roster.Hire(tx, roster.Person{Name: "Lương Văn " + []string{"An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khang", "Lâm", "Minh"}[i], Category: roster.PublicEmployee, Joined: law.MustDay("2012-05-01").AddDays(i)})
			if err != nil {
				return err
			}
			people = append(people, id)
		}
		staff, err := roster.StaffOn(tx, law.MustDay("2026-01-23"))
		if err != nil {
			return err
		}
		return conference.Convene(tx, o.conf, staff)
	})
	return people
}

// elects opens the first round of an election, as the law wants it led up to.
func (o *office) elects(form string, people []string) (round string) {
	o.Helper()
	o.machine(func(tx *store.Tx) error {
		for _, p := range people {
			if _, _, err := conference.CheckIn(tx, o.conf, p, conference.ByCard); err != nil {
				return err
			}
		}
		b, err := ballot.Open(tx, ballot.Ballot{Conference: o.conf, Question: "Chốt danh sách", Method: "hand", Base: "present", Shown: "live"})
		if err == nil {
			err = ballot.Enter(tx, b, ballot.Count{Row: "1", InFavour: 9})
		}
		if err == nil {
			_, err = ballot.Close(tx, b)
		}
		if err != nil {
			return err
		}
		id, err := election.Call(tx, election.Election{Conference: o.conf, Purpose: election.Board, Title: "Bầu Ban Thanh tra nhân dân", Seats: 3})
		for _, p := range people[:4] {
			if err == nil {
				_, err = election.Nominate(tx, election.Candidate{Election: id, Person: p, Source: "nominated", By: "Công đoàn cơ sở", ConsentOn: law.MustDay("2026-01-20"), ConsentHow: "letter"})
			}
		}
		if err == nil {
			err = election.SettleList(tx, id, b)
		}
		if err == nil {
			err = election.SetRules(tx, id, election.Rules{Way: tally.Choose, Form: form, Base: "present", Tie: "lot", Min: 1, Max: 3})
		}
		if err == nil {
			err = election.AppointTellers(tx, id, []election.Teller{{Person: people[7], Duty: "head"}, {Person: people[8], Duty: "member"}})
		}
		if err == nil {
			round, err = election.OpenRound(tx, id)
		}
		return err
	})
	return round
}

// box opens a real box of the secret ballot with one trustee, and gives its slips.
func (o *office) box(round string) (b urn.Box, slips []string) {
	o.Helper()
	var links urn.Links
	o.machine(func(tx *store.Tx) (err error) {
		b, err = urn.Prepare(tx, urn.Draft{Subject: round, Name: "Bầu Ban Thanh tra nhân dân", Slips: 2, Trustees: 1, Threshold: 1,
			Questions: []belenios.Question{{Question: "Bầu tối đa 2 người", Min: 1, Max: 2, Answers: []string{"Lương Văn An", "Lương Văn Bình", "Lương Văn Cường"}}}})
		if err == nil {
			links, err = urn.LinksOf(tx, b.ID)
		}
		return err
	})
	g := belenios.Ed25519()
	var public []belenios.Voter
	for range b.Slips {
		c, err := belenios.NewCredential(rand.Reader)
		if err != nil {
			o.Fatal(err)
		}
		p, err := belenios.PublicCredential(g, b.UUID, c)
		if err != nil {
			o.Fatal(err)
		}
		slips, public = append(slips, c), append(public, belenios.Voter{Credential: p})
	}
	_, key, err := belenios.NewTrustee(g, rand.Reader)
	if err != nil {
		o.Fatal(err)
	}
	list := belenios.Trustees{{Single: &key}}.JSON(g)
	o.machine(func(tx *store.Tx) error {
		if err := urn.Enrol(tx, b.ID, links.Officer, belenios.CredentialsJSON(public)); err != nil {
			return err
		}
		if err := urn.Publish(tx, b.ID, links.Trustees[0], list[len(`[["Single",`):len(list)-2]); err != nil {
			return err
		}
		return urn.Open(tx, b.ID)
	})
	return b, slips
}

// For an election that no tablet takes ballots for, the kiosk says where to go.
func TestKioskBesideTheBallotBox(t *testing.T) {
	o := newOffice(t)
	people := o.hired()
	home, cards := o.tablet()
	o.elects(election.Paper, people)
	const says = "Cuộc bầu này dùng phiếu giấy: nhận phiếu của tổ kiểm phiếu"
	o.has(o.get(home), "Bầu Ban Thanh tra nhân dân", says, "!Chưa có nội dung")
	o.has(o.card(home, cards["Trần Quốc Hưng"]), says, "!ticket")
	o.machine(func(tx *store.Tx) error { return conference.CheckOut(tx, o.conf, o.ids[1]) })
	o.has(o.card(home, cards["Nguyễn Thị Minh Châu"]), "Thẻ này đã ghi rời hội trường", "Mời đến bàn đón tiếp", "!"+says)
}

// A secret ballot on the tablet: the start hears by itself that the box is open,
// leads into the booth, and shows nothing of the voter before to the next one.
func TestKioskBooth(t *testing.T) {
	o := newOffice(t)
	people := o.hired()
	home, _ := o.tablet()
	p := browser.Start(t).Page(t, 768, 1024)
	p.Open(o.url + home)
	p.WaitText("Chưa có nội dung nào đang biểu quyết")
	b, slips := o.box(o.elects(election.Electronic, people))
	p.WaitText("Vào bỏ phiếu kín") // by the stream
	p.Shot("kiosk-secret")
	booth := home + "/phieu-kin/" + b.ID
	for i, slip := range slips {
		p.ClickText("Vào bỏ phiếu kín")
		if !strings.HasSuffix(p.URL(), booth) || !strings.HasSuffix(p.Attribute("iframe", "src"), "/phieu-kin/"+b.ID) {
			t.Fatalf("the tablet leads to %s", p.URL())
		}
		p.Shot(fmt.Sprint("kiosk-booth-", i))
		p.Open(o.url + "/phieu-kin/" + b.ID) // what the frame shows
		p.WaitText("Tiếp tục")
		if i > 0 && (p.Count("input:checked") > 0 || p.Has("Phiếu đã vào hòm") || p.Text("body") == "" || strings.Contains(p.Stored(), slips[0])) {
			t.Error("the one who voted before is still there")
		}
		p.Fill("#ma", slip)
		p.ClickText("Tiếp tục")
		p.WaitText("Chọn người để bầu")
		p.Click(fmt.Sprintf(`label[for="c-0-%d"]`, i+1))
		p.ClickText("Xem lại phiếu")
		p.WaitText("Xem lại lần cuối")
		p.Click("#bo-phieu")
		p.WaitText("Phiếu đã vào hòm")
		p.Open(o.url + booth)
		p.ClickText("Xong, về trang đầu")
		p.WaitText("Mã trên thẻ đại biểu")
		if p.Has("Phiếu đã vào hòm") || p.Count(`#code[value]:not([value=""])`) > 0 {
			t.Error("the start shows who voted before")
		}
	}
	o.machine(func(tx *store.Tx) error {
		board, err := urn.BoardOf(tx, b.ID)
		if board.Cast != 2 {
			t.Errorf("%d ballots are in the box", board.Cast)
		}
		return err
	})
	r, err := http.Get(o.url + booth)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if got := r.Header.Get("Refresh"); !strings.HasSuffix(got, home) || r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a tablet that was left goes on with %q, kept %q", got, r.Header.Get("Cache-Control"))
	}
	if bad := append(p.Axe(), p.Console()...); len(bad) > 0 {
		t.Errorf("the tablet: %q", bad)
	}
}
