package chair_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/media"
	"hoinghi/opinion"
	"hoinghi/store"
	"hoinghi/web/browser"
)

// face is a picture of somebody, as a camera brings it.
func face(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 480, 640))
	for y := range 640 {
		for x := range 480 {
			c := color.RGBA{214, 204, 186, 255}
			if dx, dy := x-240, y-230; dx*dx*4+dy*dy*3 < 160*160*3 {
				c = color.RGBA{226, 184, 150, 255}
			} else if dx, dy := x-240, y-680; dx*dx+dy*dy*2 < 270*270 {
				c = color.RGBA{38, 60, 98, 255}
			}
			m.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// festive fills the conference with all that its ceremonies need and answers
// the parties of the pledge by name.
func (r *room) festive() (parties map[string]string) {
	r.t.Helper()
	parties = map[string]string{}
	body := face(r.t)
	r.act(func(tx *store.Tx) error {
		if err := conference.DraftAgenda(tx, r.conf, []string{"reason", "discussion", "awards", "launch", "pledge", "commitment"}); err != nil {
			return err
		}
		for _, g := range []conference.Guest{{Honorific: "Ông", Name: "Hoàng Gia Tôn", Posts: []string{"Chánh Thanh tra Sở Văn hóa, Thể thao và Du lịch", "Chủ nhiệm Ủy ban Kiểm tra Công đoàn cơ sở Sở"}},
			{Honorific: "Bà", Name: "Nguyễn Thị Hồng Vân", Posts: []string{"Trưởng phòng Tổ chức - Pháp chế"}}} {
			g.Conference = r.conf
			if _, err := conference.InviteGuest(tx, g); err != nil {
				return err
			}
		}
		if _, err := emulation.Give(tx, emulation.Flowers{Conference: r.conf, Giver: "Công đoàn ngành Văn hóa", Receiver: "Hội nghị"}); err != nil {
			return err
		}
		f, err := media.Take(tx, "chan-dung.jpg", body)
		if err != nil {
			return err
		}
		if err := r.rewards(tx, f.ID); err != nil {
			return err
		}
		return r.vows(tx, parties)
	})
	return parties
}

func (r *room) rewards(tx *store.Tx, picture string) error {
	d, err := emulation.Decide(tx, emulation.Decision{Conference: r.conf, Number: "12/QĐ-TVT", Dated: law.MustDay("2026-01-10"), Issuer: "Giám đốc Thư viện tỉnh Hồng Lam",
		Signer: "Nguyễn Hữu Phước", SignerPost: "Giám đốc", Subject: "về việc công nhận danh hiệu thi đua, tặng Giấy khen năm 2025", Behalf: "ông Hoàng Gia Tôn"})
	if err != nil {
		return err
	}
	for _, a := range []emulation.Award{{Collective: true, Name: "Phòng Phục vụ bạn đọc", Title: "Tập thể Lao động tiên tiến"}, {Collective: true, Name: "Phòng Địa chí - Thông tin", Title: "Tập thể Lao động tiên tiến"},
		{Name: "Bùi Thị Lan Anh", Under: "Phòng Thiếu nhi", Title: "Lao động tiên tiến"}, {Name: "Hồ Xuân Bách", Under: "Phòng Phục vụ bạn đọc", Title: "Lao động tiên tiến"},
		{Name: "Phan Đức Duy", Under: "Phòng Tin học", Title: "Lao động tiên tiến"}, {Name: "Trịnh Thu Hiền", Under: "Phòng Bổ sung - Biên mục", Title: "Lao động tiên tiến"},
		{Name: "Lý Văn Khoa", Under: "Phòng Địa chí - Thông tin", Title: "Lao động tiên tiến"}, {Name: "Phạm Thị Ngọc Lan", Under: "Phòng Phục vụ bạn đọc", Title: "Lao động tiên tiến"},
		{Name: "Trần Quốc Hưng", Under: "Phòng Tin học", Form: "Giấy khen của Giám đốc", Reason: "Có thành tích xuất sắc trong số hóa tài liệu địa chí", Picture: picture}} {
		a.Decision = d
		if _, err := emulation.Reward(tx, a); err != nil {
			return err
		}
	}
	return nil
}

func (r *room) vows(tx *store.Tx, parties map[string]string) error {
	_, err := emulation.PlanMovement(tx, emulation.Movement{Conference: r.conf, Title: "Phong trào thi đua năm 2026", Theme: "Đoàn kết, sáng tạo, phục vụ bạn đọc tốt hơn mỗi ngày", Speaker: "đồng chí Giám đốc",
		Goals: []string{"100% viên chức hoàn thành tốt nhiệm vụ", "Số hóa 5.000 trang tài liệu địa chí", "Phục vụ 60.000 lượt bạn đọc", "Mỗi phòng có ít nhất 01 sáng kiến được áp dụng"}, From: law.MustDay("2026-02-01"), To: law.MustDay("2026-11-30")})
	if err != nil {
		return err
	}
	pledge, err := emulation.DrawPledge(tx, emulation.Pledge{Conference: r.conf, Title: "Giao ước thi đua năm 2026", Text: "Hoàn thành 100% chỉ tiêu kế hoạch năm 2026\nChấp hành kỷ luật, kỷ cương hành chính\nXây dựng cơ quan văn hóa, công đoàn vững mạnh"})
	if err != nil {
		return err
	}
	for _, x := range []emulation.Party{{Name: "Thủ trưởng cơ quan", Signer: "Nguyễn Hữu Phước"}, {Name: "Công đoàn cơ sở", Signer: "Trần Thị Mai"}, {Name: "Phòng Hành chính - Tổng hợp", Signer: "Đỗ Thị Bích Ngọc"},
		{Name: "Phòng Phục vụ bạn đọc", Signer: "Phạm Thị Ngọc Lan"}, {Name: "Phòng Địa chí - Thông tin", Signer: "Lý Văn Khoa"}, {Name: "Phòng Tin học", Signer: "Trần Quốc Hưng"}} {
		x.Pledge = pledge
		if parties[x.Name], err = emulation.AddParty(tx, x); err != nil {
			return err
		}
	}
	_, err = emulation.DrawCommitment(tx, emulation.Commitment{Conference: r.conf, Title: "Bản cam kết thi đua của cá nhân năm 2026", Text: "Tôi cam kết hoàn thành tốt nhiệm vụ"})
	return err
}

func (r *room) steps() (out []emulation.Step) {
	r.t.Helper()
	r.act(func(tx *store.Tx) (err error) { out, err = emulation.Ceremony(tx, r.conf); return err })
	return out
}

func (r *room) itemOf(kind string) conference.Item {
	r.t.Helper()
	for _, it := range r.items() {
		if it.Kind == kind {
			return it
		}
	}
	r.t.Fatalf("no item %s", kind)
	return conference.Item{}
}

// The whole ceremony in a browser: the console goes on step by step, the wall
// has a slide for each, and the board fills as parties sign.
func TestCeremonyOnTheWall(t *testing.T) {
	r := newRoom(t)
	parties := r.festive()
	r.arrive(8)
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	b := browser.Start(t)
	wall, console := b.Page(t, 1024, 768), b.Page(t, 1440, 1000)
	wall.Open(r.url + "/man-chieu/" + r.key)
	awards := r.itemOf("awards").ID
	r.act(func(tx *store.Tx) error { return conference.OpenItem(tx, awards) })
	console.Open(r.url + "/dieu-hanh")
	console.WaitText("Bước 1/")
	console.ShotAt("chair-ceremony", 360, 768, 1440)
	console.ClickText("Sang bước này")
	wall.WaitText("về việc công nhận danh hiệu thi đua")
	console.WaitText("Đang chiếu, người dẫn chương trình nói")
	console.ShotAt("chair-ceremony-decision", 360, 1440)
	at := ""
	said := map[string]string{emulation.GuestStep: "Hoàng Gia Tôn", emulation.FlowerStep: "Công đoàn ngành Văn hóa", emulation.DecisionStep: "Số 12/QĐ-TVT", emulation.AwardStep: "Trần Quốc Hưng",
		emulation.HonourStep: "tập thể và", emulation.ApplauseStep: "Nhiệt liệt chúc mừng", emulation.LaunchStep: "Đoàn kết, sáng tạo", emulation.GoalStep: "Số hóa 5.000 trang",
		emulation.PledgeStep: "kỷ cương hành chính", emulation.SignStep: "Chờ ký", emulation.CommitmentStep: "/8"}
	shot := map[string]bool{}
	for i, s := range r.steps() {
		if i == 0 {
			at = r.steps()[2].Key
		}
		r.do("/dieu-hanh/"+r.conf+"/nghi-thuc", url.Values{"from": {at}, "step": {s.Key}})
		at = s.Key
		wall.WaitText(said[s.Kind])
		if len(s.Awards) > 0 && s.Kind != emulation.ApplauseStep {
			wall.WaitText(s.Awards[len(s.Awards)-1].Name)
		}
		if len(s.Awards) > 2 || !shot[s.Kind] {
			wall.ShotAt("screen-ceremony-"+s.Kind, 1024, 1366)
			shot[s.Kind] = true
			if bad := wall.Axe(); len(bad) > 0 {
				t.Errorf("%s is not accessible: %s", s.Key, strings.Join(bad, "\n"))
			}
		}
		if s.Kind == emulation.SignStep {
			for _, party := range parties {
				r.act(func(tx *store.Tx) error { return emulation.SignPaper(tx, party) })
			}
			wall.WaitText("Các bên đã ký đủ")
			wall.Shot("screen-ceremony-signed")
		}
	}
	for name, p := range map[string]*browser.Page{"console": console, "wall": wall} {
		if bad := p.Console(); len(bad) > 0 {
			t.Errorf("%s complains: %s", name, bad)
		}
	}
	if bad := console.Axe(); len(bad) > 0 {
		t.Errorf("the console is not accessible: %s", strings.Join(bad, "\n"))
	}
	console.Open(r.url + "/dieu-hanh/nghi-thuc")
	console.ClickText("Xem tất cả các bước")
	console.ShotAt("chair-ceremony-all", 360, 1440)
}

// Without scripts the same ceremony goes by loading pages.
func TestCeremonyWithoutScripts(t *testing.T) {
	r := newRoom(t)
	r.festive()
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	p := browser.Start(t).Page(t, 768, 1000).NoJS()
	p.Open(r.url + "/dieu-hanh/nghi-thuc")
	steps := r.steps()
	p.ClickText("Sang bước này") // guests are always there: the first that has not been is the flowers
	p.WaitText("Trân trọng kính mời Công đoàn ngành Văn hóa tặng hoa Hội nghị.")
	p.Open(r.url + "/man-chieu/" + r.key)
	p.WaitText("Tặng hoa chúc mừng")
	if steps[1].Kind != emulation.FlowerStep {
		t.Errorf("the second step is %s", steps[1].Kind)
	}
}

// Two consoles: the second press is told what the first one did.
func TestTwoConsolesDoNotFight(t *testing.T) {
	r := newRoom(t)
	r.festive()
	r.arrive(8)
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	items := r.items()
	open := func(n int, from string) (int, string) {
		return r.post("/dieu-hanh/muc/"+items[n].ID+"/mo", url.Values{"from": {from}})
	}
	if status, _ := open(0, ""); status != http.StatusSeeOther {
		t.Fatalf("the first item: %d", status)
	}
	if status, _ := open(0, ""); status != http.StatusSeeOther {
		t.Errorf("the same item from the other console: %d", status)
	}
	status, page := open(1, "")
	if status != http.StatusConflict {
		t.Errorf("another item from a console that saw none open: %d", status)
	}
	has(t, page, "Một màn hình điều hành khác vừa mở mục «"+items[0].Title+"»")
	r.do("/dieu-hanh/muc/"+items[0].ID+"/xong", url.Values{"next": {items[1].ID}})
	r.do("/dieu-hanh/muc/"+items[0].ID+"/xong", url.Values{"next": {items[1].ID}})
	status, page = r.post("/dieu-hanh/muc/"+items[0].ID+"/xong", url.Values{"next": {items[2].ID}})
	if status != http.StatusConflict {
		t.Errorf("going on from an item that is over: %d", status)
	}
	has(t, page, "Một màn hình điều hành khác vừa mở mục «"+items[1].Title+"»")
	if c := r.current(); c.Item != items[1].ID {
		t.Errorf("open is %s", c.Item)
	}
	steps := r.steps()
	move := func(from, to string) (int, string) {
		return r.post("/dieu-hanh/"+r.conf+"/nghi-thuc", url.Values{"from": {from}, "step": {to}})
	}
	for range 2 {
		if status, _ := move("", steps[1].Key); status != http.StatusSeeOther {
			t.Errorf("the same step from both: %d", status)
		}
	}
	status, page = move("", steps[2].Key)
	if status != http.StatusConflict {
		t.Errorf("another step: %d", status)
	}
	has(t, page, "vừa được chuyển sang bước khác")
}

func (r *room) current() (c conference.Conference) {
	r.t.Helper()
	r.act(func(tx *store.Tx) (err error) { c, err = conference.Find(tx, r.conf); return err })
	return c
}

// The blank screen hides a ceremony and gives it back where it was.
func TestBlankKeepsTheStep(t *testing.T) {
	r := newRoom(t)
	r.festive()
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	step := r.steps()[2].Key
	r.do("/dieu-hanh/"+r.conf+"/nghi-thuc", url.Values{"from": {""}, "step": {step}})
	r.do("/dieu-hanh/"+r.conf+"/man-chieu", url.Values{"channel": {"blank"}, "ref": {step}})
	has(t, r.get("/man-chieu/"+r.key), "Màn chiếu đang tắt")
	r.do("/dieu-hanh/"+r.conf+"/man-chieu", url.Values{"channel": {"back"}, "ref": {step}})
	has(t, r.get("/man-chieu/"+r.key), "Công bố Quyết định")
	r.do("/dieu-hanh/"+r.conf+"/man-chieu", url.Values{"channel": {"blank"}, "ref": {""}})
	r.do("/dieu-hanh/"+r.conf+"/man-chieu", url.Values{"channel": {"back"}, "ref": {""}})
	has(t, r.get("/man-chieu/"+r.key), "Chương trình")
}

// A petition raised in the hall is read out and answered at the console; the
// wall shows no name that was given in confidence.
func TestPetitionInTheHall(t *testing.T) {
	r := newRoom(t)
	r.arrive(8)
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	var id string
	delegate := access.Actor{Org: r.org.ID, Person: "p3", Roles: []access.Role{access.Delegate}}
	if err := r.db.Write(t.Context(), delegate, func(tx *store.Tx) (err error) {
		id, err = opinion.Put(tx, opinion.Opinion{Conference: r.conf, Kind: opinion.Petition, To: opinion.ToHead, Cover: opinion.Kept, Text: "Đề nghị sửa mái kho sách trước mùa mưa"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	has(t, r.get("/dieu-hanh"), "Đề nghị sửa mái kho sách", "Hoàng Văn Tú", "Đọc trước hội nghị")
	r.do("/dieu-hanh/y-kien/"+id+"/doc", url.Values{})
	wall := r.get("/man-chieu/" + r.key)
	has(t, wall, "Đề nghị sửa mái kho sách", "Người gửi không nêu tên")
	if strings.Contains(wall, "Hoàng Văn Tú") {
		t.Error("the wall names who asked in confidence")
	}
	status, page := r.post("/dieu-hanh/y-kien/"+id+"/tra-loi", url.Values{"ending": {"promise"}, "answer": {"Sẽ sửa"}, "by": {"Giám đốc"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a promise without a day: %d", status)
	}
	has(t, page, "Lời hứa phải có ngày")
	r.do("/dieu-hanh/y-kien/"+id+"/tra-loi", url.Values{"ending": {"promise"}, "answer": {"Sẽ sửa xong trước mùa mưa"}, "by": {"Giám đốc"}, "due": {"30/04/2026"}})
	has(t, r.get("/dieu-hanh"), "Đã hứa tại hội nghị", "Giám đốc hứa xong trước 30/04/2026")
	has(t, r.get("/man-chieu/"+r.key), "Sẽ sửa xong trước mùa mưa")
}
