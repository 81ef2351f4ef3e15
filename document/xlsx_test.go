package document_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/law"
)

func staff() document.Sheet {
	return document.Sheet{
		Name: "Danh sách [2026]: viên chức", Sums: 1,
		Columns: []document.Column{{Title: "TT", Width: 10, Align: document.Center}, {Title: "Họ và tên", Width: 50}, {Title: "Ngày sinh", Width: 24}, {Title: "Đạt (%)", Group: "Năm 2025", Align: document.Right}, {Title: "Tiền thưởng"}},
		Rows: [][]document.Cell{
			{document.Int(1), document.Str("=1+1 <Lan> & \x00\"An\""), document.Date(law.Day{Year: 1993, Month: 9, Day: 9}), document.Dec(1292, 1), document.Dec(1500000, 0)},
			{document.Int(-2), document.Str("Hòa"), document.Date(law.Day{Year: 1890, Month: 5, Day: 1}), document.Dec(-5, 2)},
			{document.Cell{}, document.Str("Cộng"), document.Date(law.Day{}), {}, document.Dec(9007199254740993, 3), document.Str("thừa")},
		},
		Meta: document.Meta{Title: "Danh sách", Created: issued},
	}
}

func openBook(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestXLSXCells(t *testing.T) {
	var b bytes.Buffer
	if err := document.XLSX(&b, staff()); err != nil {
		t.Fatal(err)
	}
	f := openBook(t, b.Bytes())
	const name = "Danh sách 2026 viên chức"
	var got []string
	for r := 1; r <= 4; r++ {
		for _, col := range "ABCDEF" {
			axis := fmt.Sprintf("%c%d", col, r)
			raw, err := f.GetCellValue(name, axis, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			if raw == "" {
				continue
			}
			kind, _ := f.GetCellType(name, axis)
			id, _ := f.GetCellStyle(name, axis)
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%s %s %v %s %v", axis, raw, kind == excelize.CellTypeSharedString, *style.CustomNumFmt, style.Font.Bold))
		}
	}
	want := []string{
		"A1 TT true @ true", "B1 Họ và tên true @ true", "C1 Ngày sinh true @ true", "D1 Năm 2025: Đạt (%) true @ true", "E1 Tiền thưởng true @ true",
		`A2 1 false 0 false`, `B2 =1+1 <Lan> & "An" true @ false`, "C2 34221 false dd/mm/yyyy false", "D2 129.2 false #,##0.0 false", "E2 1500000 false #,##0 false",
		"A3 -2 false 0 false", "B3 Hòa true @ false", "C3 01/05/1890 true @ false", "D3 -0.05 false #,##0.00 false",
		"B4 Cộng true @ true", "E4 9007199254740.993 false #,##0.000 true",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if formula, _ := f.GetCellFormula(name, "B2"); formula != "" {
		t.Errorf("formula %q", formula)
	}
	panes, err := f.GetPanes(name)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if w, _ := f.GetColWidth(name, "B"); w != 26 {
		t.Errorf("width %v", w)
	}
	sheet := documenttest.Parts(t, b.Bytes())["xl/worksheets/sheet1.xml"]
	if !strings.Contains(sheet, `<autoFilter ref="$A$1:$E$3"`) {
		t.Error("the filter does not leave out the totals")
	}
}

func TestXLSXNames(t *testing.T) {
	long := strings.Repeat("Phòng ", 10)
	var b bytes.Buffer
	if err := document.XLSX(&b, document.Sheet{Name: long}, document.Sheet{Name: strings.ToUpper(long)}, document.Sheet{}, document.Sheet{Name: "🙂/'"}); err != nil {
		t.Fatal(err)
	}
	want := []string{"Phòng Phòng Phòng Phòng Ph", "PHÒNG PHÒNG PHÒNG PHÒNG PH 2", "Sheet", "Sheet 2"}
	if d := cmp.Diff(want, openBook(t, b.Bytes()).GetSheetList()); d != "" {
		t.Error(d)
	}
	if err := document.XLSX(&b); err != nil {
		t.Errorf("no sheet: %v", err)
	}
}
