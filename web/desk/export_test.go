package desk_test

import (
	"bytes"
	"net/url"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"hoinghi/journal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// Every list of the workspace that has pages can be taken away as a workbook.
func TestListsExport(t *testing.T) {
	db := storetest.SQLite(t)
	err := db.Write(t.Context(), office, func(tx *store.Tx) error { return journal.Write(tx, "roster.hire", "x", "Lê Thị Hường") })
	if err != nil {
		t.Fatal(err)
	}
	for path, heads := range map[string][]string{
		"/ban/nhat-ky":   {"Ngày", "Giờ"},
		"/ban/hoi-nghi":  {"", ""},
		"/ban/tai-khoan": {"", ""},
	} {
		w := serve(t, db, office, "GET", path+"?xuat=xlsx", nil)
		f, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
		if err != nil {
			t.Fatalf("%s: status %d, %v", path, w.Code, err)
		}
		rows, err := f.GetRows(f.GetSheetName(0))
		if err != nil || len(rows) == 0 || heads[0] != "" && (rows[0][0] != heads[0] || rows[0][1] != heads[1]) {
			t.Errorf("%s: %v, %v", path, rows, err)
		}
		if path != "/ban/nhat-ky" {
			continue
		}
		raw, err := f.GetCellValue(f.GetSheetName(0), "A2", excelize.Options{RawCellValue: true})
		if err != nil || raw != "46045" { // 23 January 2026, as Excel counts days
			t.Errorf("the day of an act is %q, %v", raw, err)
		}
	}
}

// The lists of a conference and of the house are workbooks that can be reckoned
// with: a day is a day, a figure a number.
func TestListsOfAConferenceExport(t *testing.T) {
	d := planned(t, storetest.SQLite(t), "Hoàng Văn Tú")
	d.post("/ban/chuong-trinh/them", url.Values{"title": {"Thảo luận"}, "minutes": {"40"}, "ends": {"discussed"}})
	d.post("/ban/khach-moi", url.Values{"honorific": {"đồng chí"}, "name": {"Hoàng Gia Tôn"}, "posts": {"Chánh thanh tra Sở\r\nỦy viên"}})
	d.post("/ban/ban-to-chuc", url.Values{"what": {"Trang trí"}, "person": {"Lê Ánh"}, "due": {"20/01/2026"}})
	d.post("/ban/su-kien", url.Values{"topic": {"result"}, "what": {"Phục vụ bạn đọc"}, "low": {"187.500"}, "high": {"190.000,5"}, "unit": {"lượt"}, "state": {"done"}, "year": {"2025"}})
	d.post("/ban/phong-ban", url.Values{"name": {"Phòng Bạn đọc"}, "kind": {"department"}, "tree": {"agency"}})
	for path, want := range map[string][]string{ // of the last row, as Excel keeps it
		"/ban/chuong-trinh": {"Thảo luận", "40"},
		"/ban/khach-moi":    {"đồng chí", "Hoàng Gia Tôn", "Chánh thanh tra Sở, Ủy viên"},
		"/ban/ban-to-chuc":  {"Trang trí", "Lê Ánh", "46042"}, // 20 January 2026
		"/ban/su-kien":      {"Kết quả thực hiện", "187500", "190000.5", "lượt", "2025"},
		"/ban/phong-ban":    {"Phòng Bạn đọc", "0"},
	} {
		d.get(path, 200, "Tải danh sách (XLSX)")
		w := serve(t, d.db, d.who, "GET", path+"?xuat=xlsx&hn="+d.hn, nil)
		f, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
		if err != nil {
			t.Fatalf("%s: status %d, %v", path, w.Code, err)
		}
		rows, err := f.GetRows(f.GetSheetName(0), excelize.Options{RawCellValue: true})
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s: %v, %v", path, rows, err)
		}
		for _, x := range want {
			if !slices.Contains(rows[len(rows)-1], x) {
				t.Errorf("%s: no %q in %q", path, x, rows[len(rows)-1])
			}
		}
	}
}
