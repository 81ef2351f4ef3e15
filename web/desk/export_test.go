package desk_test

import (
	"bytes"
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
