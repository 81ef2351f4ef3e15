package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/law"
)

// order is that of ECMA-376 part 1 (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr,
// CT_SectPr, CT_Settings, CT_Style …), for the elements we write; those
// joined by | may stand in any order.
var order = map[string][]string{
	"pPr":        {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"},
	"rPr":        {"rFonts", "b", "bCs", "i", "iCs", "strike", "color", "sz", "szCs", "u", "lang"},
	"tblBorders": {"top", "left", "bottom", "right", "insideH", "insideV"},
	"tblPr":      {"tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar"},
	"tcPr":       {"tcW", "gridSpan", "vMerge", "tcBorders", "vAlign"},
	"trPr":       {"cantSplit", "trHeight", "tblHeader"},
	"tbl":        {"tblPr", "tblGrid", "tr"},
	"tr":         {"trPr", "tc"},
	"tc":         {"tcPr", "p|tbl"},
	"p":          {"pPr", "r"},
	"r":          {"rPr", "t|br|tab|drawing|fldChar|instrText"},
	"sectPr":     {"headerReference", "type", "pgSz", "pgMar", "pgNumType", "titlePg"},
	"body":       {"p|tbl", "sectPr"},
	"inline":     {"extent", "docPr", "graphic"},
	"pic":        {"nvPicPr", "blipFill", "spPr"},
	"style":      {"name", "basedOn", "next", "qFormat", "pPr", "rPr"},
	"styles":     {"docDefaults", "style"},
	"compat":     {"doNotExpandShiftReturn", "compatSetting"},
	"settings":   {"zoom", "defaultTabStop", "characterSpacingControl", "compat", "themeFontLang"},
}

func TestDOCXSchemaOrder(t *testing.T) {
	for name, p := range withPictures(t) {
		parts := documenttest.Parts(t, drawn(t, document.DOCX, p))
		for part, text := range parts {
			if strings.HasSuffix(part, ".xml") || strings.HasSuffix(part, ".rels") {
				checkOrder(t, name+" "+part, text)
			}
		}
		for _, want := range []string{"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"} {
			if parts[want] == "" {
				t.Errorf("%s: no %s", name, want)
			}
		}
	}
}

func withPictures(t *testing.T) map[string]document.Paper {
	all := samples()
	all["pictures"] = document.Paper{Body: []document.Block{
		document.Picture{Data: testPicture(t, "png"), Caption: "Ảnh <1> \"&\""}, document.Picture{Data: testPicture(t, "jpeg"), Width: 40},
		document.PageBreak{}, document.QR{Text: "mã"},
		document.Para{Runs: []document.Run{{Text: "a\tb\nc", Underline: true, Bold: true, Italic: true}}},
	}}
	return all
}

func checkOrder(t *testing.T, where, text string) {
	t.Helper()
	type open struct {
		name string
		last int
		kid  string
	}
	var path []open
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if n := len(path) - 1; n >= 0 {
				path[n].kid = e.Name.Local
				name := path[n].name
				if list, ok := order[name]; ok {
					at := slices.IndexFunc(list, func(s string) bool { return slices.Contains(strings.Split(s, "|"), e.Name.Local) })
					if at < 0 {
						t.Errorf("%s: %s in %s is not known to this test", where, e.Name.Local, name)
					}
					if at < path[n].last {
						t.Errorf("%s: %s stands too late in %s", where, e.Name.Local, name)
					}
					path[n].last = at
				}
			}
			path = append(path, open{name: e.Name.Local})
		case xml.EndElement:
			if e.Name.Local == "tc" && path[len(path)-1].kid != "p" {
				t.Errorf("%s: a cell must end with a paragraph", where)
			}
			path = path[:len(path)-1]
		}
	}
}

var number = regexp.MustCompile(`w:(\w+)="(-?\d+)"`)

// attributes are the numbers of the first element that begins so.
func attributes(t *testing.T, text, element string) map[string]int {
	t.Helper()
	_, rest, ok := strings.Cut(text, "<"+element+" ")
	if !ok {
		t.Fatalf("no %s", element)
	}
	rest, _, _ = strings.Cut(rest, ">")
	out := map[string]int{}
	for _, m := range number.FindAllStringSubmatch(rest, -1) {
		out[m[1]], _ = strconv.Atoi(m[2])
	}
	return out
}

// What is written is what law says: lengths in twips, sizes in half points.
func TestDOCXFollowsDecree30(t *testing.T) {
	parts := documenttest.Parts(t, drawn(t, document.DOCX, resolution()))
	text := parts["word/document.xml"]
	l := law.Decree30
	margins := attributes(t, text, "w:pgMar")
	for side, mm := range map[string]int{"top": l.Top, "bottom": l.Bottom, "left": l.Left, "right": l.Right} {
		if got := float64(margins[side]) * 25.4 / 1440; got < float64(mm)-0.02 || got > float64(mm)+0.02 {
			t.Errorf("%s margin %.2f mm, want %d", side, got, mm)
		}
	}
	if page := attributes(t, text, "w:pgSz"); page["w"] != 11906 || page["h"] != 16838 {
		t.Errorf("page %v is not A4", page)
	}
	for s, pt := range map[string]int{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": l.NationPt, "Độc lập - Tự do - Hạnh phúc": l.MottoPt, "SỞ VĂN HÓA,": l.SuperiorPt,
		"THƯ VIỆN TỈNH HỒNG LAM": l.IssuerPt, "Số: 01/NQ-TV": l.NumberPt, "Hồng Lam, ngày 05 tháng 02 năm 2026": l.PlacePt,
		"NGHỊ QUYẾT": l.KindPt, "Hội nghị viên chức, người lao động năm 2026": l.SummaryPt, "QUYẾT NGHỊ:": l.HeadPt,
		"Phục vụ 200.000": l.BodyPt, "TM. HỘI NGHỊ": l.SignerPt, "Nơi nhận:": l.ReceiversPt, "- Công đoàn ngành;": l.ReceiverListPt,
	} {
		before, _, ok := strings.Cut(text, s)
		i := strings.LastIndex(before, "<w:sz ")
		if !ok || i < 0 || attributes(t, before[i:], "w:sz")["val"] != pt*2 {
			t.Errorf("%q is not written at %d points", s, pt)
		}
	}
	body := text[strings.LastIndex(text[:strings.Index(text, "Phục vụ 200.000")], "<w:p>"):]
	if got := attributes(t, body, "w:ind")["firstLine"]; got != l.IndentTenthMM*144/254*10 && got != 720 {
		t.Errorf("first line %d", got)
	}
	if got := attributes(t, body, "w:spacing"); got["after"] != l.ParagraphPt*20 || got["line"] != 240*l.LinePercent/100 {
		t.Errorf("spacing %v", got)
	}
	if !strings.Contains(body[:400], `<w:jc w:val="both"/>`) {
		t.Error("the body is not justified")
	}
	if got := attributes(t, parts["word/header1.xml"], "w:sz")["val"]; got != l.PagePt*2 {
		t.Errorf("page number %d half points", got)
	}
	if !strings.Contains(text, "<w:titlePg/>") || !strings.Contains(parts["word/header1.xml"], " PAGE ") || strings.Contains(parts["word/header2.xml"], "PAGE") {
		t.Error("the first page has a number or the others have none")
	}
	styles := parts["word/styles.xml"]
	if !strings.Contains(styles, `w:ascii="`+l.Font+`"`) || !strings.Contains(styles, `w:lang w:val="vi-VN"`) {
		t.Error("font or language")
	}
}

// A long place shrinks within the bounds of the decree before it breaks.
func TestLongPlaceShrinks(t *testing.T) {
	p := resolution()
	p.Head.Place = "Thành phố Hồ Chí Minh"
	text := documenttest.Parts(t, drawn(t, document.DOCX, p))["word/document.xml"]
	before, _, _ := strings.Cut(text, "Thành phố Hồ Chí Minh, ngày")
	if got := attributes(t, before[strings.LastIndex(before, "<w:sz "):], "w:sz")["val"]; got != law.Decree30Least.PlacePt*2 {
		t.Errorf("%d half points", got)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	cards := []document.Card{{Name: "A", Code: "K7M4P2XQ", QR: "x"}}
	for name, f := range map[string]func(io.Writer) error{
		"docx": func(w io.Writer) error { return document.DOCX(w, report()) }, "pdf": func(w io.Writer) error { return document.PDF(w, report()) },
		"xlsx":  func(w io.Writer) error { return document.XLSX(w, staff(), staff()) },
		"cards": func(w io.Writer) error { return document.Cards(w, cards, document.Deck{}) },
		"certificates": func(w io.Writer) error {
			return document.Certificates(w, []document.Certificate{certificate()}, document.Meta{})
		},
	} {
		var first []byte
		for i := range 4 {
			var b bytes.Buffer
			if err := f(&b); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = b.Bytes()
			} else if !bytes.Equal(first, b.Bytes()) {
				t.Errorf("%s differs at run %d", name, i+1)
			}
		}
	}
}

// The created day is the only moment in a file.
func TestStamps(t *testing.T) {
	undated := resolution()
	undated.Meta.Created = law.Day{}
	for want, p := range map[string]document.Paper{"2026-02-05": resolution(), "1980-01-01": undated} {
		docx := drawn(t, document.DOCX, p)
		z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			if got := f.Modified.UTC().Format("2006-01-02 15:04:05"); got != want+" 00:00:00" {
				t.Errorf("%s of %s", f.Name, got)
			}
		}
		if core := documenttest.Parts(t, docx)["docProps/core.xml"]; strings.Count(core, want+"T00:00:00Z") != 2 {
			t.Errorf("%s: %s", want, core)
		}
		pdf := string(drawn(t, document.PDF, p))
		if strings.Count(pdf, "(D:"+strings.ReplaceAll(want, "-", "")+"000000") != 2 {
			t.Errorf("%s is not the day of the PDF", want)
		}
	}
}

// All drawers may run at once: fonts and metrics are shared.
func TestAtOnce(t *testing.T) {
	want := drawn(t, document.PDF, resolution())
	for i := range 4 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			if !bytes.Equal(want, drawn(t, document.PDF, resolution())) {
				t.Error("another PDF")
			}
		})
	}
}
