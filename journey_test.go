package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/browser"
)

// journey is one secretary's way from an empty folder to a published article.
type journey struct {
	t    *testing.T
	s    *server
	p    *browser.Page // the secretary's window
	data string
	base string // of the agency: http://…/d/thu-vien-tinh-hong-lam

	cardsOf []account.Card // of the convened, in the order of names
}

var setUpAddress = regexp.MustCompile(`https?://\S+/thiet-lap/\S+`)

// TestJourney goes the whole way in a real browser, as the README promises it.
func TestJourney(t *testing.T) {
	j := &journey{t: t, data: t.TempDir()}
	j.s = serve(t, j.data)
	b := browser.Start(t)
	j.p = b.Page(t, 1440, 1000)
	j.setUp()
	j.importStaff()
	j.plan()
	j.agenda()
	j.convene()
	j.cards()
	j.checkIn()
	j.run(b)
	j.papers()
	j.publish(b)
	for _, bad := range j.p.Console() {
		if !strings.Contains(bad, "status of 422") { // a form that came back to be mended, as it should
			t.Errorf("the browser complains: %s", bad)
		}
	}
}

func (j *journey) open(path string)   { j.t.Helper(); j.p.Open(j.base + path) }
func (j *journey) wait(words string)  { j.t.Helper(); j.p.WaitText(words) }
func (j *journey) click(words string) { j.t.Helper(); j.p.ClickText(words) }

// shot keeps pictures of a page for people to look at.
func (j *journey) shot(name string) { j.t.Helper(); j.p.ShotAt("journey-"+name, 360, 1440) }

func (j *journey) setUp() {
	j.t.Helper()
	at := setUpAddress.FindString(j.s.said())
	if at == "" {
		j.t.Fatalf("the program names no set-up address: %s", j.s.said())
	}
	j.p.Open(at)
	j.p.Fill("#name", "Thư viện tỉnh Hồng Lam")
	j.p.Fill("#person", "  ")
	j.click("Bắt đầu")
	j.wait("Cần điền mục này") // a form that lacks something comes back with words
	j.p.Fill("#name", "Thư viện tỉnh Hồng Lam")
	j.p.Tick("input[value=su-nghiep]")
	j.p.Fill("#head", "Giám đốc")
	j.p.Fill("#person", "Đỗ Thị Bích Ngọc")
	j.shot("01-set-up")
	j.click("Bắt đầu")
	j.wait("Thư viện tỉnh Hồng Lam")
	j.base = j.s.base + "/d/thu-vien-tinh-hong-lam"
	j.shot("02-first-day")
}

// staff is the list of an office as offices keep it: a title over the table,
// text dates and Excel dates, three rows with a mistake each.
func staff(t *testing.T, path string, mended bool) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	set := func(cell string, v any) {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	set("A1", "DANH SÁCH VIÊN CHỨC, NGƯỜI LAO ĐỘNG")
	if err := f.MergeCell("Sheet1", "A1", "F1"); err != nil {
		t.Fatal(err)
	}
	for i, h := range []string{"STT", "Họ và tên", "Ngày sinh", "Giới tính", "Đối tượng", "Phòng", "Chức vụ"} {
		set(fmt.Sprintf("%c3", 'A'+i), h)
	}
	for i := range 64 {
		row := i + 4
		born := fmt.Sprintf("%02d/%02d/%d", 1+i%28, 1+i%12, 1966+i%33)
		category := "Viên chức"
		if i%8 == 7 {
			category = "Người lao động"
		}
		name := fmt.Sprintf("%s Thị %s %s", families[i%len(families)], middles[i/8%len(middles)], givens[i%len(givens)])
		if !mended {
			switch i {
			case 10:
				born = "31/02/1980"
			case 20:
				name = ""
			case 30:
				category = "Khách"
			}
		}
		set(fmt.Sprintf("A%d", row), i+1)
		set(fmt.Sprintf("B%d", row), name)
		set(fmt.Sprintf("C%d", row), born)
		if i%3 == 0 && (mended || i != 10) {
			d, _ := locale.ParseDate(born)
			set(fmt.Sprintf("C%d", row), d.Time())
		}
		set(fmt.Sprintf("D%d", row), "Nữ")
		set(fmt.Sprintf("E%d", row), category)
		set(fmt.Sprintf("F%d", row), departments[i%len(departments)])
		if i == 0 {
			set(fmt.Sprintf("G%d", row), "Giám đốc")
		}
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

var (
	families    = []string{"Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Hoàng", "Vũ", "Bùi"}
	middles     = []string{"Minh", "Bích", "Kim", "Ngọc", "Thu", "Hồng", "Thanh", "Lan"}
	givens      = []string{"Châu", "Ngọc", "Oanh", "Lan", "Ân", "Ánh", "Yến", "Đào"}
	departments = []string{"Phòng Hành chính", "Phòng Phục vụ bạn đọc", "Phòng Thiếu nhi", "Phòng Tin học"}
)

func (j *journey) importStaff() {
	j.t.Helper()
	bad, good := filepath.Join(j.data, "danh-sach.xlsx"), filepath.Join(j.data, "danh-sach-da-sua.xlsx")
	staff(j.t, bad, false)
	staff(j.t, good, true)
	j.open("/ban/nhap-can-bo")
	j.p.Upload("#file", bad)
	j.p.Select("#category", "Viên chức")
	j.shot("03-import")
	j.click("Kiểm tra tệp")
	j.wait("Dòng 14") // 31/02/1980
	j.wait("Dòng 24") // no name
	j.wait("Dòng 34") // an unknown category
	j.wait("61")
	j.shot("04-import-dry-run")
	j.open("/ban/can-bo")
	if j.p.Has("Phòng Tin học") {
		j.t.Error("a dry run has written people")
	}
	j.open("/ban/nhap-can-bo")
	j.p.Upload("#file", good)
	j.click("Kiểm tra tệp")
	j.wait("Nhập 64 dòng")
	j.click("Nhập 64 dòng")
	j.wait("64 người mới")
	j.shot("05-import-done")
	j.open("/ban/can-bo")
	j.wait("Phòng Tin học")
	j.shot("06-people")
}

func (j *journey) plan() {
	j.t.Helper()
	today := time.Now().In(locale.Zone)
	j.open("/ban/hoi-nghi/moi")
	j.p.Tick("input[name=form][value=whole]")
	j.shot("07-wizard")
	j.click("Tiếp tục")
	j.p.Fill("#review", fmt.Sprint(today.Year()-1))
	j.p.Fill("#plan", fmt.Sprint(today.Year()))
	j.p.Tick("input[name=year_name][value=plan]")
	j.click("Tiếp tục")
	j.p.Fill("#held", "31/02/2026")
	j.p.Tick("input[name=session][value=morning]")
	j.click("Tiếp tục")
	j.wait("Ngày chưa đúng") // and what was typed is still there
	j.p.Fill("#held", today.Format("02/01/2006"))
	j.p.Fill("#starts", "08:00")
	j.p.Fill("#place", "Hội trường tầng 3")
	j.click("Tiếp tục")
	j.wait(fmt.Sprintf("Hội nghị viên chức, người lao động năm %d", today.Year()))
	j.click("Tiếp tục")
	j.shot("08-wizard-look")
	j.click("Lập hội nghị")
	j.wait("Hội nghị viên chức, người lao động")
	j.open("/ban")
	j.shot("09-prepare")
}

func (j *journey) agenda() {
	j.t.Helper()
	j.open("/ban/chuong-trinh")
	j.shot("10-agenda-choose")
	j.click("Xếp chương trình")
	j.wait("Thông qua nghị quyết")
	j.shot("11-agenda")
}

func (j *journey) convene() {
	j.t.Helper()
	j.open("/ban/trieu-tap")
	j.click("Chọn người được triệu tập")
	j.click("Chốt danh sách")
	j.wait("64")
	j.shot("12-convened")
}

func (j *journey) cards() {
	j.t.Helper()
	j.open("/ban/the")
	j.click("Cấp thẻ")
	j.wait("Đủ thẻ cho 64 người")
	j.shot("13-cards")
	pdf := j.p.Download("a[href*='/ban/the/in']")
	if len(pdf) < 10_000 || string(pdf[:5]) != "%PDF-" {
		j.t.Errorf("the cards are no PDF: %d bytes, %.8q", len(pdf), pdf)
	}
	os.WriteFile(filepath.Join("shots", "journey-cards.pdf"), pdf, 0o644)
}

// people are the convened with their cards, in the order of names.
func (j *journey) people() (all []account.Card) {
	j.t.Helper()
	db := openRecord(j.t, j.data)
	defer db.Close()
	var org account.Org
	err := db.ReadAll(j.t.Context(), func(s *store.System) error {
		orgs, err := account.ListOrgs(s)
		org = orgs[0]
		return err
	})
	if err != nil {
		j.t.Fatal(err)
	}
	err = db.Write(j.t.Context(), access.Machine(org.ID), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		list, err := conference.ConvenedList(tx, c.ID)
		if err != nil {
			return err
		}
		var ids []string
		for _, a := range list {
			ids = append(ids, a.Person)
		}
		all, err = account.IssueCards(tx, ids)
		return err
	})
	if err != nil {
		j.t.Fatal(err)
	}
	return all
}

func (j *journey) checkIn() {
	j.t.Helper()
	j.cardsOf = j.people()
	j.open("/ban/diem-danh")
	enter := func(code, answer string) {
		j.p.Fill("#scan-code", code)
		j.p.Click("[data-scan] button.primary")
		j.wait(answer)
	}
	enter("ZZZZ-ZZZZ", "Không có thẻ nào mang mã này")
	code := j.cardsOf[0].Code
	enter(strings.ToLower(code[:4]+" "+code[4:]), "Đã ghi có mặt")
	enter(code, "Đã điểm danh trước đó")
	j.shot("14-check-in")
	j.open("/ban/diem-danh/danh-sach")
	for _, c := range j.cardsOf[1:48] {
		j.p.Tick("input[name=person][value='" + c.Member + "']")
	}
	j.shot("15-tick-list")
	j.click("Ghi danh sách")
	j.wait("Đã ghi 47 người có mặt")
}

// run presides over the whole agenda as the console leads.
func (j *journey) run(b *browser.Browser) {
	j.t.Helper()
	phone, wall := b.Page(j.t, 360, 740), b.Page(j.t, 1024, 768)
	phone.Open(j.base + "/the/" + j.cardsOf[5].Code)
	phone.WaitText("Hội nghị")
	phone.Shot("journey-16-phone-before")
	j.open("/dieu-hanh")
	j.wait("75,0%")
	j.wait("cần ít nhất 43")
	j.shot("17-console-before")
	j.click("Khai mạc")
	j.click("Mở mục này")
	wall.Open(j.wallAddress())
	wall.WaitText("Có mặt")
	counted := 0
	for range 40 {
		shown := j.p.Text("#ch-stage h1")
		title := strings.ReplaceAll(shown, "\u00a0", " ")
		switch {
		case strings.Contains(title, "nghị quyết hội nghị") && strings.HasPrefix(title, "Thông qua"):
			j.voteByPhone(phone, wall)
		case j.p.Has("Mở biểu quyết") && counted < 2 && strings.Contains(title, "chương trình"):
			j.voteByHand()
			counted++
		}
		if !j.p.Has("Xong, sang mục tiếp") {
			break
		}
		j.click("Xong, sang mục tiếp")
		j.p.WaitChange("#ch-stage h1", shown)
	}
	if counted != 2 {
		j.t.Errorf("%d reports adopted by hand count, want 2", counted)
	}
	j.click("Xong mục này")
	j.wait("Bế mạc hội nghị")
	j.p.Click("#ch-stage form[action$='/be-mac'] button")
	j.wait("Hội nghị đã bế mạc")
	j.shot("22-console-after")
	wall.WaitText("Trân trọng cảm ơn")
	wall.Shot("journey-23-wall-after")
}

func (j *journey) wallAddress() string {
	j.t.Helper()
	return j.p.Attribute("a[href*='/man-chieu/']", "href")
}

func (j *journey) voteByHand() {
	j.t.Helper()
	j.p.Tick("input[name=method][value=hand]")
	j.click("Mở biểu quyết")
	j.wait("Số đếm theo dãy")
	j.p.Fill("#for", "49")
	j.click("Ghi số đếm")
	j.wait("nhiều hơn 48 người đang có mặt")
	j.p.Fill("#for", "48")
	j.click("Ghi số đếm")
	j.wait("48/48 người đã biểu quyết")
	j.shot("18-hand-count")
	j.click("Kết thúc biểu quyết")
	j.wait("100%")
}

func (j *journey) voteByPhone(phone, wall *browser.Page) {
	j.t.Helper()
	j.p.Tick("input[name=method][value=phone]")
	j.click("Mở biểu quyết")
	j.wait("Đang biểu quyết công khai")
	phone.Open(j.base + "/dai-bieu")
	phone.ClickText("Biểu quyết")
	phone.Shot("journey-19-phone-vote")
	phone.Tick("input[name=choice][value=for]")
	phone.ClickText("Gửi biểu quyết")
	phone.WaitText("Đã ghi biểu quyết")
	phone.Shot("journey-20-phone-receipt")
	p := poll{ballot: phone.URL()[strings.LastIndexByte(phone.URL(), '/')+1:]}
	for i, c := range j.cardsOf[:48] {
		choice := ballot.For
		if i == 7 {
			choice = ballot.Against
		}
		if i != 5 && !voteAs(j.base, p, c.Code, choice) {
			j.t.Errorf("the vote of %s was not taken", c.Name)
		}
	}
	wall.WaitText("48/48 người đã biểu quyết")
	j.wait("48/48 người đã biểu quyết")
	j.shot("21-console-vote")
	j.click("Kết thúc biểu quyết")
	wall.WaitText("Đạt 97,9% số người dự hội nghị")
	wall.Shot("journey-21-wall-result")
	j.wait("97,9%")
}

// read gives the paragraphs of a document that a page offers for download.
func (j *journey) read(css string) string {
	j.t.Helper()
	body := j.p.Download(css)
	lines, err := document.ReadDOCXText(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		j.t.Fatalf("read back the document: %v", err)
	}
	return strings.Join(lines, "\n")
}

func (j *journey) papers() {
	j.t.Helper()
	j.open("/ban/bien-ban")
	j.shot("24-minutes")
	j.contains("minutes", j.read("a[href*='loai=docx']"), "BIÊN BẢN", "64", "48", "75%", "97,9%", "47", "khoản 2 Điều 51")
	j.open("/ban/nghi-quyet")
	j.click("Lập dự thảo")
	j.wait("Cấp số và ban hành")
	j.shot("25-resolution")
	j.click("Cấp số và ban hành")
	j.wait("Đã thông qua")
	j.contains("resolution", j.read("a[href*='loai=docx']"), "NGHỊ QUYẾT", "97,9%", "Hội nghị")
}

func (j *journey) contains(what, text string, want ...string) {
	j.t.Helper()
	for _, s := range want {
		if !strings.Contains(text, s) {
			j.t.Errorf("the %s lack %q:\n%s", what, s, text)
		}
	}
}

func (j *journey) publish(b *browser.Browser) {
	j.t.Helper()
	j.open("/ban/tin-bai")
	j.click("Soạn từ hội nghị")
	j.wait("Bản thảo")
	j.contains("article", j.p.Text("#body"), "97,9%", "Nghị quyết")
	j.p.Select("#byline", "name")
	j.p.Fill("#byline-name", "Đỗ Thị Bích Ngọc")
	j.shot("26-article-draft")
	j.click("Lưu và đăng")
	j.wait("Đã đăng")
	reader := b.Page(j.t, 1440, 1000)
	reader.Open(j.base + "/")
	reader.WaitText("Hội nghị viên chức, người lao động")
	reader.ShotAt("journey-27-portal", 360, 1440)
	reader.Click("main h2 a, main h1 a")
	reader.WaitText("97,9%")
	reader.WaitText("Đỗ Thị Bích Ngọc")
	reader.ShotAt("journey-28-article", 360, 1440)
}
