package roster

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Merged cells are read from the part itself: GetMergeCells of excelize builds
// the whole grid in memory, and a file of a megabyte can name a grid of
// gigabytes (20,000 rows with a cell in the last column).

var mergedRef = regexp.MustCompile(`mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"`)

// parts are the files of a workbook by path.
type parts map[string]*zip.File

func partsOf(z *zip.Reader) parts {
	out := parts{}
	for _, f := range z.File {
		out[strings.TrimPrefix(f.Name, "/")] = f
	}
	return out
}

// read gives a part's bytes; a part that is not there has none.
func (p parts) read(name string) []byte {
	f := p[name]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return nil
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxUnpack))
	if err != nil {
		return nil
	}
	return b
}

// sheetPath finds the part of a worksheet by the workbook's relationships
// (ECMA-376 part 1, 12.3.24).
func (p parts) sheetPath(f *excelize.File, name string) string {
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if f.WorkBook == nil || xml.Unmarshal(p.read("xl/_rels/workbook.xml.rels"), &rels) != nil {
		return ""
	}
	for _, s := range f.WorkBook.Sheets.Sheet {
		for _, r := range rels.Relationship {
			if s.Name == name && s.ID == r.ID {
				if strings.HasPrefix(r.Target, "/") {
					return strings.TrimPrefix(r.Target, "/")
				}
				return path.Join("xl", r.Target)
			}
		}
	}
	return ""
}

// merged are the ends of each range of merged cells of a worksheet.
func (p parts) merged(f *excelize.File, name string) [][2]string {
	b := p.read(p.sheetPath(f, name))
	i := bytes.Index(b, []byte("mergeCells"))
	if i < 0 {
		return nil
	}
	var out [][2]string
	for _, m := range mergedRef.FindAllSubmatch(b[i:], maxRows) {
		out = append(out, [2]string{string(m[1]), string(m[2])})
	}
	return out
}

// fillMerged writes the value of cells merged downwards into each of their
// rows, as one department written once for all its people.
func (g *grid) fillMerged(merged [][2]string) {
	at := map[int]int{}
	for i, n := range g.numbers {
		at[n] = i
	}
	left := 10 * maxRows // overlapping ranges are no reason to work for ever
	for _, m := range merged {
		col, top, err1 := excelize.CellNameToCoordinates(m[0])
		end, bottom, err2 := excelize.CellNameToCoordinates(m[1])
		first, ok := at[top]
		if err1 != nil || err2 != nil || !ok || col != end || col > maxColumns || len(g.rows[first]) < col {
			continue
		}
		for n := top + 1; n <= bottom && left > 0; n++ {
			left--
			if i, ok := at[n]; ok {
				for len(g.rows[i]) < col {
					g.rows[i] = append(g.rows[i], "")
				}
				g.rows[i][col-1] = g.rows[first][col-1]
			}
		}
	}
}
