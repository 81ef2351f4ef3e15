package document

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"hoinghi/law"
)

// Sheet is a table for spreadsheets: its head is the first row, stays in sight
// and filters.
type Sheet struct {
	Name    string // of the tab; what Excel forbids is dropped
	Columns []Column
	Rows    [][]Cell
	Sums    int // so many of the last rows are bold totals, left out of the filter
	Meta    Meta
}

// Cell is one typed value: Str, Int, Dec or Date. The zero Cell is empty.
type Cell struct {
	kind  int
	text  string
	num   int64
	scale int
}

const (
	emptyCell = iota
	textCell
	wholeCell
	decimalCell
	dayCell
)

// Str is text, never read as a number or formula.
func Str(s string) Cell { return Cell{kind: textCell, text: s} }

// Int is a whole number without thousands marks: a year, a rank.
func Int(n int64) Cell { return Cell{kind: wholeCell, num: n} }

// Dec is n/10^scale with thousands marks and so many decimals (at most 9):
// Dec(292, 1) is 29.2, Dec(1500000, 0) an amount in đồng.
func Dec(n int64, scale int) Cell {
	return Cell{kind: decimalCell, num: n, scale: min(max(scale, 0), 9)}
}

// Date is a real date; the zero day is an empty cell. Excel counts days from
// 1900: an earlier one becomes text.
func Date(d law.Day) Cell {
	switch {
	case d.IsZero():
		return Cell{}
	case d.Before(law.Day{Year: 1900, Month: 3, Day: 1}):
		return Str(fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year))
	}
	return Cell{kind: dayCell, num: int64(law.Day{Year: 1899, Month: 12, Day: 30}.DaysUntil(d))}
}

// XLSX writes sheets as one workbook. The description is that of the first.
func XLSX(w io.Writer, sheets ...Sheet) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	book := &workbook{f: f, styles: map[string]int{}}
	if len(sheets) == 0 {
		sheets = []Sheet{{}}
	}
	names := sheetNames(sheets)
	for i, s := range sheets {
		if err := book.sheet(i, names[i], s); err != nil {
			return fmt.Errorf("write sheet %s: %w", names[i], err)
		}
	}
	f.SetActiveSheet(0)
	m := sheets[0].Meta
	at := stamp(m.Created).Format(time.RFC3339)
	if err := f.SetDocProps(&excelize.DocProperties{Title: oneLine(m.Title), Creator: oneLine(m.Author), Subject: oneLine(m.Subject), Created: at, Modified: at, Language: language}); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return repack(w, b.Bytes(), stamp(m.Created))
}

// repack gives a zip fixed times; excelize has sorted its parts.
func repack(w io.Writer, data []byte, at time.Time) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	parts := make([]part, len(z.File))
	for i, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return fmt.Errorf("write xlsx: %w", err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return fmt.Errorf("write xlsx: %w", err)
		}
		parts[i] = part{f.Name, b}
	}
	return pack(w, parts, at)
}

type workbook struct {
	f      *excelize.File
	styles map[string]int // by number format, alignment and weight
}

func (b *workbook) sheet(i int, name string, s Sheet) error {
	if i == 0 {
		if err := b.f.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else if _, err := b.f.NewSheet(name); err != nil {
		return err
	}
	if len(s.Columns) == 0 {
		return nil
	}
	for i, c := range s.Columns {
		col, _ := excelize.ColumnNumberToName(i + 1)
		if err := b.f.SetColWidth(name, col, col, columnWidth(c)); err != nil {
			return err
		}
		if err := b.head(name, i+1, c); err != nil {
			return err
		}
	}
	for r, cells := range s.Rows {
		for c := range min(len(cells), len(s.Columns)) {
			bold := r >= len(s.Rows)-s.Sums
			if err := b.cell(name, place{c + 1, r + 2}, cells[c], look{align: s.Columns[c].Align, bold: bold}); err != nil {
				return err
			}
		}
	}
	last, _ := excelize.CoordinatesToCellName(len(s.Columns), max(len(s.Rows)-s.Sums, 0)+1)
	if err := b.f.AutoFilter(name, "A1:"+last, nil); err != nil {
		return err
	}
	return b.f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// columnWidth is in characters: about two millimetres each.
func columnWidth(c Column) float64 {
	if c.Width <= 0 {
		return 24
	}
	return min(float64(c.Width)/2+1, 255)
}

// place is a cell: column and row, from 1.
type place struct{ col, row int }

func (b *workbook) head(name string, col int, c Column) error {
	title := oneLine(c.Title)
	if c.Group != "" {
		title = oneLine(c.Group) + ": " + title
	}
	return b.cell(name, place{col, 1}, Str(title), look{align: Center, bold: true, head: true})
}

func (b *workbook) cell(name string, at place, c Cell, l look) error {
	axis, err := excelize.CoordinatesToCellName(at.col, at.row)
	if err != nil {
		return err
	}
	l.format = c.format()
	id, err := b.style(l)
	if err != nil {
		return err
	}
	if err := b.f.SetCellStyle(name, axis, axis, id); err != nil {
		return err
	}
	switch c.kind {
	case textCell:
		return b.f.SetCellStr(name, axis, limit(clean(c.text), excelize.TotalCellChars))
	case decimalCell:
		return b.f.SetCellDefault(name, axis, decimal(c.num, c.scale))
	case wholeCell, dayCell:
		return b.f.SetCellDefault(name, axis, decimal(c.num, 0))
	}
	return nil
}

// decimal writes n/10^scale exactly.
func decimal(n int64, scale int) string {
	sign, u := "", uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	s := fmt.Sprintf("%0*d", scale+1, u)
	if scale == 0 {
		return sign + s
	}
	return sign + s[:len(s)-scale] + "." + s[len(s)-scale:]
}

func limit(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

func (c Cell) format() string {
	switch c.kind {
	case wholeCell:
		return "0"
	case decimalCell:
		return strings.TrimSuffix("#,##0."+strings.Repeat("0", c.scale), ".")
	case dayCell:
		return "dd/mm/yyyy"
	}
	return "@"
}

// look is a style of cells.
type look struct {
	format     string
	align      Align
	bold, head bool
}

func (b *workbook) style(l look) (int, error) {
	key := fmt.Sprint(l)
	if id, ok := b.styles[key]; ok {
		return id, nil
	}
	s := &excelize.Style{
		Font:         &excelize.Font{Family: fontName, Size: 12, Bold: l.bold},
		Alignment:    &excelize.Alignment{Vertical: "top", WrapText: true, Horizontal: map[Align]string{Center: "center", Right: "right", Left: "left"}[l.align]},
		CustomNumFmt: &l.format,
	}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		s.Border = append(s.Border, excelize.Border{Type: side, Color: "999999", Style: 1})
	}
	if l.head {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F3EFE5"}}
		s.Alignment.Vertical = "center"
	}
	id, err := b.f.NewStyle(s)
	b.styles[key] = id
	return id, err
}

// sheetNames drops what Excel forbids and keeps the names different.
func sheetNames(sheets []Sheet) []string {
	names, used := make([]string, len(sheets)), map[string]bool{}
	for i, s := range sheets {
		n := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`[]:*?/\'`, r) || r > 0xffff {
				return -1
			}
			return r
		}, oneLine(s.Name))
		n = strings.TrimSpace(limit(n, 26))
		if n == "" {
			n = "Sheet"
		}
		base := n
		for k := 2; used[strings.ToLower(n)]; k++ {
			n = fmt.Sprintf("%s %d", base, k)
		}
		used[strings.ToLower(n)] = true
		names[i] = n
	}
	return names
}
