package roster

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"hoinghi/fault"
	"hoinghi/locale"
)

// Limits of a list. A row of a spreadsheet may name any of 16,384 columns and
// a file of a megabyte unpack to gigabytes, so each is bounded by itself.
const (
	MaxFile    = 8 << 20 // bytes
	maxUnpack  = 96 << 20
	maxRows    = 20_000
	maxColumns = 60
	maxCell    = 500 // characters; what is longer is cut
	maxSheets  = 8   // of a workbook that are looked at
	farColumn  = 1000
	farRows    = 500 // with a cell beyond farColumn: each costs as much as a thousand others
)

// Sheet is a list as it was read: the columns by its header, and its rows.
type Sheet struct {
	File      string
	Name      string // of the worksheet; empty for CSV
	Encoding  locale.Encoding
	HeaderRow int // as a spreadsheet counts, from 1
	Columns   []Column
	Rows      []Line
	Old1904   bool // days are counted from 1904
}

// Line is one row under the header.
type Line struct {
	Number int      // as a spreadsheet counts, from 1
	Cells  []string // by index of column; may be shorter
}

// grid is a table before its header is known; numbers are those of its rows.
type grid struct {
	name    string
	rows    [][]string
	numbers []int
	old1904 bool
}

// ReadSheet reads a list from the bytes of an XLSX or CSV file, whatever its
// name says. It refuses what it cannot read wholly with a fault of the field
// "file".
func ReadSheet(name string, body []byte) (Sheet, error) {
	s, err := readSheet(body)
	s.File = path.Base(strings.ReplaceAll(name, `\`, "/"))
	var said *fault.Fault
	switch {
	case err == nil:
		return s, nil
	case errors.As(err, &said):
	default:
		said = fault.New(fault.Invalid, "roster.sheet.broken").Because(err)
	}
	var f fault.Form
	f.Check(false, "file", said.Key, said.Args...)
	return Sheet{}, f.Err()
}

func refuse(key string, args ...any) error { return fault.New(fault.Invalid, key, args...) }

func readSheet(body []byte) (Sheet, error) {
	switch {
	case len(body) == 0:
		return Sheet{}, refuse("roster.sheet.none")
	case len(body) > MaxFile:
		return Sheet{}, refuse("fault.toobig", MaxFile>>20)
	case bytes.HasPrefix(body, []byte("\xD0\xCF\x11\xE0")):
		return Sheet{}, refuse("roster.sheet.old")
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		grids, err := readWorkbook(body)
		if err != nil {
			return Sheet{}, err
		}
		return bestSheet(grids)
	case bytes.HasPrefix(body, []byte("%PDF")), bytes.HasPrefix(body, []byte("{\\rtf")), bytes.HasPrefix(body, []byte("<")):
		return Sheet{}, refuse("roster.sheet.kind")
	}
	g, enc, err := readCSV(body)
	if err != nil {
		return Sheet{}, err
	}
	s, err := bestSheet([]grid{g})
	if s.Encoding == locale.UTF8 {
		s.Encoding = enc
	}
	return s, err
}

// bestSheet takes the table whose header says most.
func bestSheet(grids []grid) (Sheet, error) {
	var best Sheet
	found, most := false, 0
	for _, g := range grids {
		enc := mend(g.rows)
		columns, at, next, ok := findHeader(g.rows)
		if n := score(columns); !ok || n <= most {
			continue
		}
		found, most = true, score(columns)
		best = Sheet{Name: g.name, Encoding: enc, HeaderRow: g.numbers[at], Columns: columns, Old1904: g.old1904}
		for i := next; i < len(g.rows); i++ {
			best.Rows = append(best.Rows, Line{g.numbers[i], g.rows[i]})
		}
	}
	if !found {
		return Sheet{}, refuse("roster.sheet.header", headerRows)
	}
	if len(best.Rows) == 0 {
		return Sheet{}, refuse("roster.sheet.empty")
	}
	return best, nil
}

func readWorkbook(body []byte) ([]grid, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, err
	}
	if len(z.File) > 2000 || !slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.HasPrefix(strings.ToLower(f.Name), "xl/") }) {
		return nil, refuse("roster.sheet.kind")
	}
	f, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpack, UnzipXMLSizeLimit: maxUnpack})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	old := false
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		old = *p.Date1904
	}
	files := partsOf(z)
	var grids []grid
	for _, name := range f.GetSheetList()[:min(maxSheets, f.SheetCount)] {
		g, err := readWorksheet(f, name)
		if err != nil {
			return nil, err
		}
		g.old1904 = old
		g.fillMerged(files.merged(f, name))
		grids = append(grids, g)
	}
	return grids, nil
}

func readWorksheet(f *excelize.File, name string) (grid, error) {
	g := grid{name: name}
	rows, err := f.Rows(name)
	if err != nil {
		return g, err
	}
	defer rows.Close()
	far := 0
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return g, err
		}
		if len(cells) > farColumn {
			far++
		}
		if far > farRows {
			return g, refuse("roster.sheet.far")
		}
		if err := g.add(number, cells); err != nil {
			return g, err
		}
	}
	if err := rows.Error(); err != nil {
		return g, err
	}
	return g, nil
}

// add keeps a row that is not blank.
func (g *grid) add(number int, cells []string) error {
	row := make([]string, 0, min(len(cells), maxColumns))
	last := 0
	for i, c := range cells[:min(len(cells), maxColumns)] {
		c = strings.TrimSpace(strings.TrimLeft(c, "'\ufeff"))
		if r := []rune(c); len(r) > maxCell {
			c = string(r[:maxCell])
		}
		if row = append(row, c); c != "" {
			last = i + 1
		}
	}
	if last == 0 {
		return nil
	}
	if len(g.rows) >= maxRows {
		return refuse("roster.sheet.rows", maxRows)
	}
	g.rows, g.numbers = append(g.rows, row[:last]), append(g.numbers, number)
	return nil
}

func readCSV(body []byte) (grid, locale.Encoding, error) {
	text, enc, err := locale.Decode(body)
	if err != nil {
		var r locale.Refusal
		if errors.As(err, &r) {
			return grid{}, "", refuse(r.Key())
		}
		return grid{}, "", err
	}
	var g grid
	skipped := 0
	if first, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(first, "sep=") {
		text, skipped = rest, 1
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator(text), true, -1
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g, enc, nil
		}
		if err != nil {
			return grid{}, "", err
		}
		line, _ := r.FieldPos(0)
		if err := g.add(line+skipped, cells); err != nil {
			return grid{}, "", err
		}
	}
}

// separator is the sign that stands most often in the first lines.
func separator(text string) rune {
	head := text[:min(len(text), 4000)]
	best, most := ',', 0
	for _, r := range ";\t," {
		if n := strings.Count(head, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}

// mend converts cells that were typed in an old font, and says in which. A
// cell that may be of two encodings stays as it is and is refused later.
func mend(rows [][]string) locale.Encoding {
	was := locale.UTF8
	for _, column := range columnsOf(rows) {
		var cells []string
		for _, c := range column {
			cells = append(cells, *c)
		}
		for i, m := range locale.MendAll(cells) {
			*column[i] = m.Text
			if m.Was == locale.TCVN3 || m.Was == locale.VNI {
				was = m.Was
			}
		}
	}
	return was
}

// columnsOf are the cells by column; all in one when the whole table may be of
// an old font, so that the words of one column witness for another.
func columnsOf(rows [][]string) [][]*string {
	var out [][]*string
	var all []*string
	modern := false
	for _, row := range rows {
		for i := range row {
			for len(out) <= i {
				out = append(out, nil)
			}
			out[i] = append(out[i], &row[i])
			all = append(all, &row[i])
			modern = modern || strings.ContainsFunc(row[i], func(r rune) bool {
				return r >= 0x1EA0 && r <= 0x1EF9 || r == 'Đ' || r == 'đ' || r == 'ư' || r == 'ơ' || r == 'ă'
			})
		}
	}
	if modern {
		return out
	}
	return [][]*string{all}
}
