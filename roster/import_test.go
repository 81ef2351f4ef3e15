package roster_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var staff = roster.Choices{Category: roster.PublicEmployee}

func read(t testing.TB, name string, body []byte) roster.Sheet {
	t.Helper()
	s, err := roster.ReadSheet(name, body)
	must(t, err)
	return s
}

func plan(t testing.TB, db *store.DB, s roster.Sheet) (imp roster.Import) {
	t.Helper()
	must(t, db.Read(t.Context(), office, func(tx *store.Tx) (err error) {
		imp, err = roster.Plan(tx, s, staff)
		return err
	}))
	return imp
}

func carry(t testing.TB, db *store.DB, s roster.Sheet, leaveOut bool) error {
	t.Helper()
	return db.Write(t.Context(), office, func(tx *store.Tx) error {
		imp, err := roster.Plan(tx, s, staff)
		if err != nil {
			return err
		}
		return roster.Carry(tx, imp, leaveOut)
	})
}

func everybody(t testing.TB, db *store.DB) (all []roster.Person) {
	t.Helper()
	must(t, db.Read(t.Context(), office, func(tx *store.Tx) (err error) {
		all, err = roster.ListPeople(tx)
		return err
	}))
	return all
}

func figures(imp roster.Import) [4]int {
	return [4]int{len(imp.Added), len(imp.Changed), len(imp.Same), imp.BadLines}
}

// book is a workbook as an office makes it: titles in merged cells, the header
// in the fifth row, dates as text and as Excel dates.
func book(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	set := func(row int, cells ...any) {
		must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row), &cells))
	}
	set(1, "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH")
	set(3, "DANH SÁCH VIÊN CHỨC, NGƯỜI LAO ĐỘNG NĂM 2026")
	must(t, f.MergeCell("Sheet1", "A3", "H3"))
	set(5, "STT", "Họ và tên", "Ngày, tháng,\nnăm sinh", "CHỨC VỤ", "Phòng/Ban", "Ngạch", "Đảng viên", "SĐT")
	set(6, "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)")
	set(7, 1, "HOÀNG VĂN TÚ", time.Date(1970, 5, 19, 0, 0, 0, 0, time.UTC), "Giám đốc", "Ban Giám đốc", "", "x", 912345678)
	set(8, 2, "Nguyễn Thị Hà", "02/03/1985", "Trưởng phòng", "Phòng Phục vụ bạn đọc", "V.10.02.06", "", "")
	set(9, 3, "Nguyễn Thị Hà", "14/8/1986", "", "", "Thư viện viên hạng III", "03/02/2010", "")
	must(t, f.MergeCell("Sheet1", "E8", "E9"))
	set(10, 4, "Phan Đức Duy", "31/02/1988", "", "Phòng Tin học", "", "", "")
	set(11, 5, "Lê Thị Thu", "1990", "", "Phòng Tin học", "", "", "")
	set(13, "Ấn định danh sách có 05 người")
	set(14, "", "", "", "", "", "GIÁM ĐỐC")
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func TestOfficeWorkbook(t *testing.T) {
	sheet := read(t, `C:\Hồ sơ\danh-sach.xlsx`, book(t))
	same(t, "file and header", fmt.Sprint(sheet.File, sheet.HeaderRow), "danh-sach.xlsx5")
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		imp := plan(t, db, sheet)
		same(t, "added, changed, same, bad", figures(imp), [4]int{3, 0, 0, 2})
		same(t, "new departments", imp.NewDepartments, []string{"Ban Giám đốc", "Phòng Phục vụ bạn đọc"})
		var bad []string
		for _, b := range imp.Bad {
			bad = append(bad, fmt.Sprint(b.Row, b.Column.Letter(), " ", b.Value, " ", b.Key))
		}
		same(t, "bad rows", bad, []string{"10C 31/02/1988 roster.bad.day", "11C 1990 roster.bad.year"})
		if err := carry(t, db, sheet, false); !fault.Is(err, fault.Conflict) {
			t.Errorf("bad rows were not refused: %v", err)
		}
		same(t, "people after the refusal", len(everybody(t, db)), 0)
		must(t, carry(t, db, sheet, true))
		var got []string
		for _, p := range everybody(t, db) {
			got = append(got, fmt.Sprint(p.Name, "|", p.Born, "|", p.DepartmentName, "|", p.Post, "|", p.Grade, "|", p.PartyMember, p.UnionMember, "|", p.Phone))
		}
		same(t, "people", got, []string{
			"Nguyễn Thị Hà|1985-03-02|Phòng Phục vụ bạn đọc|Trưởng phòng|V.10.02.06|false true|",
			"Nguyễn Thị Hà|1986-08-14|Phòng Phục vụ bạn đọc||Thư viện viên hạng III|true true|",
			"Hoàng Văn Tú|1970-05-19|Ban Giám đốc|Giám đốc||true true|0912345678",
		})
		same(t, "the second time", figures(plan(t, db, sheet)), [4]int{0, 0, 3, 2})
	})
}

func TestChangesAreNamed(t *testing.T) {
	first := "Họ tên;Ngày sinh;Chức vụ;Phòng\nLê Văn Bình;1/1/1980;Trưởng phòng;Phòng Một\n"
	second := "Ho va ten;Ngay sinh;Chuc vu;Phong;Chức vụ công đoàn\nLê Văn Bình;01-01-1980;Phó Giám đốc;;Chủ tịch Công đoàn\n"
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, carry(t, db, read(t, "a.csv", []byte(first)), false))
		imp := plan(t, db, read(t, "b.csv", []byte(second)))
		same(t, "figures", figures(imp), [4]int{0, 1, 0, 0})
		same(t, "changes", imp.Changed[0].Changes, []roster.Change{
			{Field: roster.PostOf, Old: "Trưởng phòng", New: "Phó Giám đốc"},
			{Field: roster.UnionPost, Old: "", New: "Chủ tịch Công đoàn"},
		})
		must(t, carry(t, db, read(t, "b.csv", []byte(second)), false))
		same(t, "again", figures(plan(t, db, read(t, "b.csv", []byte(second)))), [4]int{0, 0, 1, 0})
		p := everybody(t, db)[0]
		same(t, "post and place", p.Post+p.DepartmentName, "Phó Giám đốcPhòng Một")
		write(t, db, func(tx *store.Tx) error {
			posts, err := roster.PostsOn(tx, p.ID, imp.On.AddDays(-1))
			same(t, "post of the day before", posts[0].Title, "Trưởng phòng")
			return err
		})
	})
}

func TestTwinsNeedABirthDate(t *testing.T) {
	db := storetest.SQLite(t)
	list := "Họ và tên,Ngày sinh,Phòng\nNguyễn Thị Hà,1/2/1980,A\nNguyễn Thị Hà,,B\nNguyễn Thị Hạ,,C\nLê An,1/1/1990,A\nLê An,1/1/1990,A\n"
	imp := plan(t, db, read(t, "a.csv", []byte(list)))
	var bad []string
	for _, b := range imp.Bad {
		bad = append(bad, fmt.Sprint(b.Row, " ", b.Key, b.Args))
	}
	same(t, "bad rows", bad, []string{"3 roster.bad.twin[Nguyễn Thị Hà 2]", "6 roster.bad.repeated[5]"})
	same(t, "figures", figures(imp), [4]int{3, 0, 0, 2})
	must(t, carry(t, db, read(t, "a.csv", []byte("Họ và tên,Ngày sinh\nTrần Hòa,1/2/1980\nTrần Hòa,1/2/1990\n")), false))
	imp = plan(t, db, read(t, "a.csv", []byte("Họ và tên,Ngày sinh\nTrần Hoà,\n")))
	same(t, "one name of two known people", imp.Bad[0].Key, "roster.bad.known-twin")
}

func TestCodesTellTwinsApart(t *testing.T) {
	db := storetest.SQLite(t)
	list := read(t, "a.csv", []byte("Mã số,Họ và tên\nV1,Nguyễn Thị Hà\nV2,Nguyễn Thị Hà\n"))
	must(t, carry(t, db, list, false))
	same(t, "again", figures(plan(t, db, list)), [4]int{0, 0, 2, 0})
	third := read(t, "a.csv", []byte("Mã số,Họ và tên\nV3,Nguyễn Thị Hà\n"))
	same(t, "a third of the name", figures(plan(t, db, third)), [4]int{1, 0, 0, 0})
}

func TestBirthDateIsFilledIn(t *testing.T) {
	db := storetest.SQLite(t)
	must(t, carry(t, db, read(t, "a.csv", []byte("Họ và tên,Phòng\nTrần Quốc Hưng,Một\n")), false))
	two := plan(t, db, read(t, "a.csv", []byte("Họ và tên,Ngày sinh\nTrần Quốc Hưng,19/06/1991\nTrần Quốc Hưng,20/06/1991\n")))
	same(t, "either may be the known one", fmt.Sprint(figures(two), two.Bad[0].Key), "[0 0 0 2]roster.bad.open-twin")
	one := read(t, "a.csv", []byte("Họ và tên,Ngày sinh\nTrần Quốc Hưng,19/06/1991\n"))
	imp := plan(t, db, one)
	same(t, "figures", figures(imp), [4]int{0, 1, 0, 0})
	same(t, "change", imp.Changed[0].Changes, []roster.Change{{Field: roster.BornOn, New: "19/06/1991"}})
}

func TestSectionsSplitNamesAndSides(t *testing.T) {
	db := storetest.SQLite(t)
	list := "DANH SÁCH\t\t\t\t\nTT\tHọ và đệm\tTên\tNgày sinh\t\t\n\t\t\tNam\tNữ\tGhi chú\nI\tPHÒNG KẾ TOÁN\t\t\t\n1\tTrần Quốc\tHưng\t1/2/1980\t\t\n2\tTô Thị\tHà\t\t3/4/1985\t\nII\tTổ Bảo vệ\t\t\t\n3\tTô Văn\tAn\tx\t\t\n\tTổng cộng: 3 người\t\t\t\n"
	imp := plan(t, db, read(t, "a.txt", []byte(list)))
	same(t, "bad", len(imp.Bad), 0)
	var got []string
	for _, e := range imp.Added {
		got = append(got, fmt.Sprint(e.Row, e.Person.Name, " ", e.Person.Born, e.Person.Sex, " ", e.Person.DepartmentName))
	}
	same(t, "rows", got, []string{"5Trần Quốc Hưng 1980-02-01nam Phòng Kế toán", "6Tô Thị Hà 1985-04-03nu Phòng Kế toán", "8Tô Văn An nam Tổ Bảo vệ"})
}

func TestOldEncodings(t *testing.T) {
	db := storetest.SQLite(t)
	latin := func(s string) []byte {
		b, err := charmap.Windows1252.NewEncoder().String(s)
		must(t, err)
		return []byte(b)
	}
	for name, body := range map[string][]byte{
		"TCVN3": latin("Hä vµ tªn,Ngµy sinh,Phßng\nNguyÔn V¨n HiÕn,1/2/1980,Phßng Tæ chøc\nTrÇn ThÞ Hång,3/4/1985,Phßng Tæ chøc\n"),
		"VNI":   latin("Hoï vaø teân,Ngaøy sinh,Phoøng\nNguyeãn Vaên Hieán,1/2/1980,Phoøng Toå chöùc\nTraàn Thò Hoàng,3/4/1985,Phoøng Toå chöùc\n"),
		"UTF-8": []byte("\uFEFFHọ và tên,Ngày sinh,Phòng\r\nNguyễn Văn Hiến,1/2/1980,Phòng Tổ chức\r\nTrần Thị Hồng,3/4/1985,Phòng Tổ chức\r\n"),
	} {
		imp := plan(t, db, read(t, "a.csv", body))
		if len(imp.Bad) != 0 || len(imp.Added) != 2 {
			t.Errorf("%s: %+v", name, imp.Bad)
			continue
		}
		p := imp.Added[0].Person
		same(t, name, p.Name+"|"+imp.Added[1].Person.Name+"|"+p.DepartmentName, "Nguyễn Văn Hiến|Trần Thị Hồng|Phòng Tổ chức")
	}
}

func TestRefusedFiles(t *testing.T) {
	for key, body := range map[string]string{
		"roster.sheet.none":   "",
		"roster.sheet.old":    "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
		"roster.sheet.kind":   "%PDF-1.7",
		"roster.sheet.broken": "PK\x03\x04 cut",
		"roster.sheet.header": "một,hai\nba,bốn\n",
		"roster.sheet.empty":  "Họ và tên,Ngày sinh\n",
		"locale.unknown":      "\xff\x00\x01",
	} {
		_, err := roster.ReadSheet("a.xlsx", []byte(body))
		if f := fault.Of(err).Fields; len(f) != 1 || f[0].Name != "file" || f[0].Key != key {
			t.Errorf("%q: %v, want %s", body, err, key)
		}
	}
}

// A small file may name a grid of gigabytes: the last row, and many rows with
// a cell in the last column. What stands there is read, and reading is cheap.
func TestFarCornerOfASheet(t *testing.T) {
	far := func(rows int) string {
		var cells strings.Builder
		for n := 2; n < 2+rows; n++ {
			fmt.Fprintf(&cells, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, n, n)
		}
		return cells.String()
	}
	corner := `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>Họ và tên</t></is></c><c r="B1" t="inlineStr"><is><t>Phòng</t></is></c></row>%s` +
		`<row r="1048575"><c r="B1048575" t="inlineStr"><is><t>Phòng Tin học</t></is></c></row>` +
		`<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Lê Văn An</t></is></c></row></sheetData>` +
		`<mergeCells><mergeCell ref="B1048575:B1048576"/></mergeCells></worksheet>`
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s := read(t, "a.xlsx", swapSheet(t, book(t), fmt.Sprintf(corner, far(400))))
	runtime.ReadMemStats(&after)
	last := s.Rows[len(s.Rows)-1]
	same(t, "the last row", fmt.Sprint(last.Number, last.Cells, len(s.Columns)), "1048576 [Lê Văn An Phòng Tin học] 2")
	if held := int64(after.HeapSys) - int64(before.HeapSys); held > 200<<20 {
		t.Errorf("reading took %d MB", held>>20)
	}
	_, err := roster.ReadSheet("a.xlsx", swapSheet(t, book(t), fmt.Sprintf(corner, far(3000))))
	if f := fault.Of(err).Fields; len(f) != 1 || f[0].Key != "roster.sheet.far" {
		t.Errorf("3,000 rows of 16,384 columns: %v", err)
	}
}

// swapSheet puts another first worksheet into a workbook.
func swapSheet(t *testing.T, body []byte, sheet string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	must(t, err)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		part, err := w.Create(f.Name)
		must(t, err)
		if f.Name == "xl/worksheets/sheet1.xml" {
			part.Write([]byte(sheet))
			continue
		}
		r, err := f.Open()
		must(t, err)
		_, err = io.Copy(part, r)
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

func TestTooManyRowsAreRefused(t *testing.T) {
	_, err := roster.ReadSheet("a.csv", []byte("Họ và tên,Mã số\n"+strings.Repeat("Lê An,1\n", 20_000)))
	if f := fault.Of(err).Fields; len(f) != 1 || f[0].Key != "roster.sheet.rows" {
		t.Errorf("got %v", err)
	}
}

// Whatever a list holds, importing it twice changes nothing the second time.
func TestTwiceIsOnce(t *testing.T) {
	pick := func(r *rapid.T, of ...string) string { return rapid.SampledFrom(of).Draw(r, "cell") }
	db, org := storetest.SQLite(t), 0
	rapid.Check(t, func(r *rapid.T) {
		org++
		var b bytes.Buffer
		b.WriteString("Họ và tên,Ngày sinh,Phòng,Chức vụ,Giới tính,Đảng viên,Mã số,Loại\n")
		for range rapid.IntRange(1, 12).Draw(r, "rows") {
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s,%s\n",
				pick(r, "Lê An", "LÊ AN", "Lê Ân", "Trần Thị Hoà", "Trần Thị Hòa", "", "Hà"), pick(r, "", "1/1/1980", "2/2/1985", "30/2/1990"),
				pick(r, "", "Phòng Một", "PHÒNG MỘT", "Ban Giám đốc"), pick(r, "", "Giám đốc", "giám đốc", "Nhân viên"),
				pick(r, "", "Nam", "nữ"), pick(r, "", "x", "không"), pick(r, "", "1", "2", "3"), pick(r, "", "viên chức", "Hợp đồng"))
		}
		sheet, err := roster.ReadSheet("a.csv", b.Bytes())
		if err != nil {
			r.Fatal(err)
		}
		var before, after roster.Import
		must(t, db.Write(t.Context(), access.Machine(fmt.Sprint(org)), func(tx *store.Tx) (err error) {
			if before, err = roster.Plan(tx, sheet, staff); err != nil {
				return err
			}
			if err := roster.Carry(tx, before, true); err != nil {
				return err
			}
			after, err = roster.Plan(tx, sheet, staff)
			return err
		}))
		if len(after.Added)+len(after.Changed) > 0 || len(after.Same) != len(before.Added) || after.BadLines != before.BadLines {
			r.Fatalf("the second time: %+v, after %+v of\n%s", figures(after), figures(before), b.String())
		}
	})
}

func FuzzReadSheet(f *testing.F) {
	f.Add([]byte("Họ và tên;Ngày sinh\nLê An;1/1/1980\n"))
	f.Add([]byte("sep=;\nHä vµ tªn;Phßng\n\"NguyÔn\"\"V¨n\nAn\";x"))
	f.Add([]byte("\xff\xfeH\x00o\x00"))
	f.Add(book(f))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := roster.ReadSheet("x", body)
		if err != nil {
			if !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) != 1 {
				t.Fatalf("a file is refused by %v, want one fault of a field", err)
			}
			return
		}
		if len(s.Rows) == 0 || len(s.Columns) == 0 || s.HeaderRow < 1 {
			t.Fatalf("a sheet without header or rows: %+v", s)
		}
		for _, r := range s.Rows {
			if r.Number <= s.HeaderRow {
				t.Fatalf("row %d is not below the header %d", r.Number, s.HeaderRow)
			}
		}
	})
}

func many(t testing.TB, n int) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	must(t, err)
	must(t, w.SetRow("A1", []any{"STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Phòng", "Ngạch", "Giới tính", "Mã số"}))
	given := []string{"An", "Bình", "Châu", "Duy", "Hà", "Hưng", "Lan", "Minh", "Ngọc", "Tú"}
	for i := range n {
		must(t, w.SetRow(fmt.Sprintf("A%d", i+2), []any{i + 1, "Nguyễn Thị " + given[i%10], fmt.Sprintf("%02d/%02d/%d", 1+i%28, 1+i/28%12, 1960+i/336%40),
			"Nhân viên", fmt.Sprintf("Phòng số %d", i%40), "Chuyên viên", "Nữ", fmt.Sprintf("M%05d", i)}))
	}
	must(t, w.Flush())
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func BenchmarkImport5000(b *testing.B) {
	body := many(b, 5000)
	for b.Loop() {
		b.StopTimer()
		db := storetest.SQLite(b)
		b.StartTimer()
		s := read(b, "a.xlsx", body)
		if got := figures(plan(b, db, s)); got != [4]int{5000, 0, 0, 0} {
			b.Fatal(got)
		}
		must(b, carry(b, db, s, false))
	}
}
