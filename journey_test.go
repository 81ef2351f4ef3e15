package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hoinghi/locale"
	"hoinghi/web/browser"
)

// journey is one secretary's way from an empty folder to a published article.
type journey struct {
	t    *testing.T
	s    *server
	p    *browser.Page // the secretary's window
	data string
	base string // of the agency: http://…/d/thu-vien-tinh-hong-lam
}

var setUpAddress = regexp.MustCompile(`http://\S+/thiet-lap/\S+`)

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
	if bad := j.p.Console(); len(bad) > 0 {
		t.Errorf("the browser complains: %s", strings.Join(bad, "\n"))
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

func (j *journey) checkIn()                   {}
func (j *journey) run(b *browser.Browser)     {}
func (j *journey) papers()                    {}
func (j *journey) publish(b *browser.Browser) {}
