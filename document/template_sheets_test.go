package document_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hoinghi/document"
	"hoinghi/document/documenttest"
)

func sheetsOf(names ...string) (out []document.Data) {
	for _, s := range names {
		out = append(out, document.Data{Values: map[string]string{"ten": s, "nam": "2026"}})
	}
	return out
}

func filledSheets(t testing.TB, tpl []byte, by document.Offset, names ...string) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := template(t, tpl).FillSheets(&b, sheetsOf(names...), by); err != nil {
		t.Fatal(err)
	}
	parts := documenttest.Parts(t, b.Bytes())
	got, err := readText(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	parts["text"] = strings.Join(got, "|")
	return parts
}

const page = `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="0" w:footer="0" w:gutter="0"/>`

// Each sheet is the whole body, from a new page and from page 1; the break stands
// in the last paragraph where there is one, else in a line of its own.
func TestFillSheets(t *testing.T) {
	sect := `<w:sectPr><w:type w:val="continuous"/>` + page + `<w:pgNumType w:start="7"/><w:cols w:num="2"/></w:sectPr>`
	for name, c := range map[string]struct {
		body string
		want int // paragraphs
	}{
		"paragraph":  {wp("Ông {{ten}}") + `<w:p><w:pPr><w:jc w:val="left"/></w:pPr></w:p>` + sect, 6},
		"plain":      {wp("Ông {{ten}}") + "<w:p></w:p>" + sect, 6},
		"table":      {wp("Ông {{ten}}") + "<w:tbl>" + wrow(wp("a")) + "</w:tbl>" + sect, 8},
		"empty line": {wp("Ông {{ten}}") + "<w:p/>" + sect, 8},
		"two parts":  {wp("Ông {{ten}}") + `<w:p><w:pPr>` + sect + `</w:pPr></w:p>` + wp("hết") + sect, 9},
	} {
		parts := filledSheets(t, worded(t, c.body), document.Offset{}, "An", "Bình", "Chi")
		body := parts["word/document.xml"]
		if !strings.Contains(parts["text"], "Ông An|") || strings.Count(parts["text"], "Ông ") != 3 || strings.Index(parts["text"], "Bình") > strings.Index(parts["text"], "Chi") {
			t.Errorf("%s: %s", name, parts["text"])
		}
		if n := strings.Count(body, "<w:p>") + strings.Count(body, "<w:p/>"); n != c.want {
			t.Errorf("%s: %d paragraphs, want %d:\n%s", name, n, c.want, body)
		}
		if n := strings.Count(body, `<w:pgNumType w:start="1"/><w:cols`); n != 2 {
			t.Errorf("%s: %d sheets begin at page 1:\n%s", name, n, body)
		}
		checkOrder(t, name, strings.ReplaceAll(strings.ReplaceAll(body, `<w:proofErr w:type="spellStart"/>`, ""), `<w:cols w:num="2"/>`, ""))
	}
	one := filledSheets(t, worded(t, wp("Ông {{ten}}")+sect), document.Offset{}, "An")["word/document.xml"]
	if strings.Count(one, sect) != 1 {
		t.Errorf("of one sheet the page settings change: %s", one)
	}
	if none := filledSheets(t, worded(t, wp("Ông {{ten}}")+sect), document.Offset{}); none["text"] != "Ông" {
		t.Errorf("of no sheet: %q", none["text"])
	}
}

// A header says what all sheets agree on; a name that differs is refused there.
func TestHeadersOfSheets(t *testing.T) {
	header := `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + wp("Năm {{nam}} {{ten}}") + `</w:hdr>`
	tpl := worded(t, wp("Ông {{ten}}"), "word/header1.xml", header)
	if got := filledSheets(t, tpl, document.Offset{}, "An", "Bình")["word/header1.xml"]; !strings.Contains(got, "Năm 2026 <") || strings.Contains(got, "An") {
		t.Errorf("the header: %s", got)
	}
	mistakes := template(t, tpl).Check(document.Names{Values: []string{"nam", "ten"}, Sheet: []string{"ten"}})
	if len(mistakes) != 1 || mistakes[0].Why != document.MistakeSheet || mistakes[0].Part != "header1" || mistakes[0].Name != "ten" {
		t.Errorf("mistakes: %+v", mistakes)
	}
	list := worded(t, wp("Ông {{ten}}"), "word/header1.xml", strings.Replace(header, "Năm {{nam}} {{ten}}", "{{#dong}}{{tt}}{{/dong}}", 1))
	mistakes = template(t, list).Check(document.Names{Values: []string{"ten"}, Rows: map[string][]string{"dong": {"tt"}}, Sheet: []string{"dong"}})
	if len(mistakes) != 1 || mistakes[0].Why != document.MistakeSheet || mistakes[0].Name != "#dong" {
		t.Errorf("mistakes of a list: %+v", mistakes)
	}
}

func TestSheetsAreMoved(t *testing.T) {
	tpl := worded(t, wp("Ông {{ten}}")+"<w:p></w:p><w:sectPr>"+page+"</w:sectPr>")
	by, err := document.ParseOffset(" 2,5", "-100.0")
	if err == nil {
		t.Errorf("100 millimetres: %+v", by)
	}
	if by, err = document.ParseOffset(" 2,5", "-1"); err != nil || by != (document.Offset{Right: 25, Down: -10}) {
		t.Fatalf("%+v, %v", by, err)
	}
	body := filledSheets(t, tpl, by, "An", "Bình")["word/document.xml"]
	if n := strings.Count(body, `w:top="1078" w:right="710" w:bottom="1190" w:left="1842"`); n != 2 {
		t.Errorf("%d sheets are moved: %s", n, regexp.MustCompile(`<w:pgMar[^>]*>`).FindAllString(body, -1))
	}
	for _, wrong := range []string{"x", "-", ".5", "1.25", "51", "1e1", "--1", "+-1", "1,2,3"} {
		if by, err := document.ParseOffset(wrong, ""); err == nil {
			t.Errorf("%q is %+v", wrong, by)
		}
	}
}

// LibreOffice sees one page for each sheet of the decree's layout, none empty.
func TestPagesOfSheets(t *testing.T) {
	p := resolution()
	p.Body, p.Annexes = p.Body[:1], nil
	d := document.DataOf(p)
	var sheets []document.Data
	for i := range 3 {
		d.Body = []document.Block{document.Para{Text: fmt.Sprintf("Tờ thứ %d", i+1)}}
		sheets = append(sheets, d)
	}
	var b bytes.Buffer
	if err := template(t, starter(t, p)).FillSheets(&b, sheets, document.Offset{}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	documenttest.ToPDF(t, dir, map[string][]byte{"sheets": b.Bytes()})
	pages := strings.Split(strings.TrimSuffix(documenttest.Run(t, documenttest.Tool(t, "pdftotext"), filepath.Join(dir, "sheets.pdf"), "-"), "\f"), "\f")
	if len(pages) != 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, s := range pages {
		if !strings.Contains(s, fmt.Sprintf("Tờ thứ %d", i+1)) || !strings.Contains(s, "Độc lập") {
			t.Errorf("page %d: %s", i+1, s)
		}
	}
}
