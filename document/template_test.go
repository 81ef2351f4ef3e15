package document_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/law"
)

// starter is the template that an office begins with.
func starter(t testing.TB, p document.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := document.StarterTemplate(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func template(t testing.TB, b []byte) *document.Template {
	t.Helper()
	got, err := document.ReadTemplate(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// worded is a template whose body is the XML given.
func worded(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	return zipped(t, append([]string{"[Content_Types].xml", typesXML, "word/document.xml", fmt.Sprintf(wordXML, body)}, more...)...)
}

const typesXML = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

// p is a paragraph of one run for each text.
func wp(texts ...string) string {
	var b strings.Builder
	b.WriteString("<w:p>")
	for _, s := range texts {
		b.WriteString(`<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r><w:proofErr w:type="spellStart"/>`)
	}
	return b.String() + "</w:p>"
}

func wrow(cells ...string) string {
	var b strings.Builder
	b.WriteString("<w:tr>")
	for _, s := range cells {
		b.WriteString("<w:tc>" + s + "</w:tc>")
	}
	return b.String() + "</w:tr>"
}

func filled(t testing.TB, tpl []byte, d document.Data) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := template(t, tpl).Fill(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func paragraphs(t testing.TB, b []byte) []string {
	t.Helper()
	got, err := readText(b)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A starter filled with its own paper says line by line what the paper says.
func TestStarterGivesThePaperBack(t *testing.T) {
	for name, p := range samples() {
		tpl := starter(t, p)
		if m := template(t, tpl).Check(document.Names{}); len(m) > 0 {
			t.Errorf("%s: %+v", name, m)
		}
		got := paragraphs(t, filled(t, tpl, document.DataOf(p)))
		want := paragraphs(t, drawn(t, document.DOCX, p))
		if d := cmp.Diff(squeezed(want), squeezed(got)); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

// squeezed leaves out where lines were broken for their width.
func squeezed(lines []string) []string {
	out := make([]string, len(lines))
	for i, s := range lines {
		out[i] = flatten(s)
	}
	return out
}

func TestSplitRunsAreJoined(t *testing.T) {
	tpl := worded(t, wp("Số: {", "{s", "o}", "}/{{ky_hieu}", "} nhé")+wp("{{ SO }}|{{\u00a0So }}"))
	if m := template(t, tpl).Check(document.Names{Values: []string{"so"}}); len(m) > 0 {
		t.Error(m)
	}
	d := document.DataOf(document.Paper{Head: document.Head{Number: "7", Symbol: "NQ-TV"}})
	if got := paragraphs(t, filled(t, tpl, d)); !cmp.Equal(got, []string{"Số: 07/NQ-TV nhé", "07|07"}) {
		t.Errorf("%q", got)
	}
}

func TestListsOfParagraphsAndRows(t *testing.T) {
	names := document.Names{Values: []string{"ghi_chu"}, Rows: map[string][]string{"chi_tieu": {"ten", "so"}}}
	d := document.DataOf(document.Paper{}).With(map[string]string{"ghi_chu": "có"}, map[string][]map[string]string{
		"chi_tieu": {{"ten": "Phục vụ", "so": "200.000"}, {"ten": "Số hóa <&>", "so": "120.000"}},
	})
	table := "<w:tbl><w:tblPr/>" + wrow(wp("TT"), wp("Tên"), wp("Số")) +
		wrow(wp("{{#chi_tieu}}{{stt}}"), wp("{{ten}}"), wp("{{so}}{{/chi_tieu}}")) + wrow(wp("hết"), wp(), wp()) + "</w:tbl>"
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"paragraphs":        {wp("{{#chi_tieu}}") + wp("{{stt}}. {{ten}}") + wp("là {{so}};") + wp("{{/chi_tieu}}") + wp("cuối"), []string{"1. Phục vụ", "là 200.000;", "2. Số hóa <&>", "là 120.000;", "cuối"}},
		"one paragraph":     {wp("{{#chi_", "tieu}}- {{ten}};{{/chi_tieu}}"), []string{"- Phục vụ;", "- Số hóa <&>;"}},
		"marks at its ends": {wp("{{#chi_tieu}}{{ten}}") + wp("{{so}}{{/chi_tieu}}"), []string{"Phục vụ", "200.000", "Số hóa <&>", "120.000"}},
		"rows":              {table, []string{"TT", "Tên", "Số", "1", "Phục vụ", "200.000", "2", "Số hóa <&>", "120.000", "hết"}},
		"several rows": {"<w:tbl>" + wrow(wp("{{#chi_tieu}}{{ten}}")) + wrow(wp("{{so}}{{/chi_tieu}}")) + "</w:tbl>",
			[]string{"Phục vụ", "200.000", "Số hóa <&>", "120.000"}},
		"within a cell":   {"<w:tbl>" + wrow(wp("{{#chi_tieu}}")+wp("{{ten}}")+wp("{{/chi_tieu}}"), wp("bên")) + "</w:tbl>", []string{"Phục vụ", "Số hóa <&>", "bên"}},
		"a value is said": {wp("{{#ghi_chu}}Ghi chú: {{ghi_chu}}{{/ghi_chu}}") + wp("{{#so}}Số {{so}}{{/so}}"), []string{"Ghi chú: có"}},
		"no rows":         {"<w:tbl>" + wrow(wp("{{#can_cu}}{{muc}}{{/can_cu}}")) + "</w:tbl>" + wp("sau {{ghi_chu}}"), []string{"sau có"}},
		"list in a value": {wp("{{#ghi_chu}}") + wp("{{#chi_tieu}}{{ten}}{{/chi_tieu}}") + wp("{{/ghi_chu}}"), []string{"Phục vụ", "Số hóa <&>"}},
	} {
		tpl := worded(t, c.body)
		if m := template(t, tpl).Check(names); len(m) > 0 {
			t.Errorf("%s: %+v", name, m)
		}
		out := filled(t, tpl, d)
		if diff := cmp.Diff(c.want, paragraphs(t, out)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		checkOrder(t, name, strings.ReplaceAll(documenttest.Parts(t, out)["word/document.xml"], `<w:proofErr w:type="spellStart"/>`, ""))
	}
}

func TestMistakesNameTheLine(t *testing.T) {
	names := document.Names{Values: []string{"dia_diem"}, Rows: map[string][]string{"chi_tieu": {"ten", "so_lieu"}}}
	for name, c := range map[string]struct {
		body string
		want []document.Mistake
	}{
		"unknown":       {wp("x") + wp("Tại {{dia_die", "n}}") + wp("{{noi_dung}}"), []document.Mistake{{Paragraph: 2, Text: "Tại {{dia_dien}}", Name: "dia_dien", Why: "unknown", Nearest: "dia_diem"}}},
		"diacritics":    {wp("{{Địa_điểm}}"), []document.Mistake{{Paragraph: 1, Text: "{{Địa_điểm}}", Name: "địa_điểm", Why: "unknown", Nearest: "dia_diem"}}},
		"far":           {wp("{{zzzzzzzz}}"), []document.Mistake{{Paragraph: 1, Text: "{{zzzzzzzz}}", Name: "zzzzzzzz", Why: "unknown"}}},
		"spaces":        {wp("{{dia diem}}"), []document.Mistake{{Paragraph: 1, Text: "{{dia diem}}", Name: "dia diem", Why: "form"}}},
		"half open":     {wp("Số {{so và"), []document.Mistake{{Paragraph: 1, Text: "Số {{so và", Name: "{{so và", Why: "braces"}}},
		"open twice":    {wp("{{so {{ky_hieu}}"), []document.Mistake{{Paragraph: 1, Text: "{{so {{ky_hieu}}", Name: "{{so {{ky_hieu}}", Why: "braces"}}},
		"half closed":   {wp("so}}"), []document.Mistake{{Paragraph: 1, Text: "so}}", Name: "}}", Why: "braces"}}},
		"never closed":  {wp("{{#chi_tieu}}{{ten}}"), []document.Mistake{{Paragraph: 1, Text: "{{#chi_tieu}}{{ten}}", Name: "#chi_tieu", Why: "open"}, {Paragraph: 1, Text: "{{#chi_tieu}}{{ten}}", Name: "ten", Why: "outside", Nearest: "#chi_tieu"}}},
		"never opened":  {wp("{{/chi_tieu}}") + wp("{{noi_dung}}"), []document.Mistake{{Paragraph: 1, Text: "{{/chi_tieu}}", Name: "/chi_tieu", Why: "close"}}},
		"crossed":       {wp("{{#chi_tieu}}") + wp("{{#can_cu}}") + wp("{{/chi_tieu}}") + wp("{{/can_cu}}"), nil},
		"unknown list":  {wp("{{#chi_tie}}x{{/chi_tie}}"), []document.Mistake{{Paragraph: 1, Text: "{{#chi_tie}}x{{/chi_tie}}", Name: "#chi_tie", Why: "unknown", Nearest: "#chi_tieu"}}},
		"list as value": {wp("{{chi_tieu}}"), []document.Mistake{{Paragraph: 1, Text: "{{chi_tieu}}", Name: "chi_tieu", Why: "unknown", Nearest: "#chi_tieu"}}},
		"mixed":         {wp("Gồm: {{#chi_tieu}}{{ten}}{{/chi_tieu}}."), []document.Mistake{{Paragraph: 1, Text: "Gồm: {{#chi_tieu}}{{ten}}{{/chi_tieu}}.", Name: "#chi_tieu", Why: "mixed"}, {Paragraph: 1, Text: "Gồm: {{#chi_tieu}}{{ten}}{{/chi_tieu}}.", Name: "/chi_tieu", Why: "mixed"}}},
		"outside":       {wp("{{so_lieu}}"), []document.Mistake{{Paragraph: 1, Text: "{{so_lieu}}", Name: "so_lieu", Why: "outside", Nearest: "#chi_tieu"}}},
		"body and text": {wp("A {{noi_dung}}"), []document.Mistake{{Paragraph: 1, Text: "A {{noi_dung}}", Name: "noi_dung", Why: "alone"}}},
		"body twice":    {wp("{{noi_dung}}") + wp("{{noi_dung}}"), []document.Mistake{{Paragraph: 2, Text: "{{noi_dung}}", Name: "noi_dung", Why: "twice"}}},
		"nothing":       {wp("chỉ có chữ"), []document.Mistake{{Why: "nothing"}}},
		"no body":       {wp("{{so}}"), []document.Mistake{{Name: "noi_dung", Why: "bodyless"}}},
		"own value":     {wp("{{dia_diem}}"), nil},
		"own list":      {wp("{{#chi_tieu}}{{ten}}{{/chi_tieu}}"), nil},
	} {
		for i := range c.want {
			c.want[i].Part = "document"
		}
		got := template(t, worded(t, c.body)).Check(names)
		if name == "crossed" {
			if !slices.ContainsFunc(got, func(m document.Mistake) bool { return m.Why == "cross" && m.Paragraph == 3 }) {
				t.Errorf("crossed: %+v", got)
			}
			continue
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

func TestTemplateRefuses(t *testing.T) {
	rels := func(attrs string) []string {
		return []string{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ` + attrs + `/></Relationships>`}
	}
	types := func(old, repl string) []byte {
		return zipped(t, "[Content_Types].xml", strings.Replace(typesXML, old, repl, 1), "word/document.xml", fmt.Sprintf(wordXML, wp("{{so}}")))
	}
	var many []string
	for i := range 500 {
		many = append(many, fmt.Sprint("word/x", i, ".xml"), "<x/>")
	}
	strict := strings.Replace(fmt.Sprintf(wordXML, wp("a")), "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", 1)
	for name, c := range map[string]struct {
		data []byte
		why  string
	}{
		"no zip":            {[]byte("chữ"), document.RefusedFormat},
		"empty":             {nil, document.RefusedFormat},
		"old word":          {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), document.RefusedOld},
		"a sheet":           {zipped(t, "xl/workbook.xml", "<x/>"), document.RefusedFormat},
		"docm":              {types("vnd.openxmlformats-officedocument.wordprocessingml.document.main", "vnd.ms-word.document.macroEnabled.main"), document.RefusedMacro},
		"dotx":              {types("document.main+xml", "template.main+xml"), document.RefusedDotx},
		"macro":             {worded(t, wp("a"), "word/vbaProject.bin", "x"), document.RefusedMacro},
		"activex":           {worded(t, wp("a"), "word/activeX/activeX1.xml", "<x/>"), document.RefusedMacro},
		"ole":               {worded(t, wp("a"), "word/embeddings/oleObject1.bin", "x"), document.RefusedEmbedded},
		"object":            {worded(t, "<w:p><w:r><w:object/></w:r></w:p>"), document.RefusedEmbedded},
		"chunk":             {worded(t, "<w:altChunk/>"), document.RefusedEmbedded},
		"hyperlink":         {worded(t, wp("a"), rels(`Type="x/hyperlink" Target="https://example.vn/" TargetMode="External"`)...), document.RefusedExternal},
		"remote template":   {worded(t, wp("a"), rels(`Type="x/attachedTemplate" Target="file:///C:/mau.dotm" TargetMode="External"`)...), document.RefusedExternal},
		"target unmarked":   {worded(t, wp("a"), rels(`Type="x/image" Target="http://example.vn/a.png"`)...), document.RefusedExternal},
		"field":             {worded(t, `<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "x" </w:instrText></w:r></w:p>`), document.RefusedExternal},
		"simple field":      {worded(t, `<w:p><w:fldSimple w:instr=" DDEAUTO c:\\x "/></w:p>`), document.RefusedExternal},
		"tracked":           {worded(t, `<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>`), document.RefusedTracked},
		"signed":            {worded(t, wp("a"), "_xmlsignatures/sig1.xml", "<x/>"), document.RefusedSigned},
		"strict":            {zipped(t, "[Content_Types].xml", typesXML, "word/document.xml", strict), document.RefusedStrict},
		"doctype":           {zipped(t, "[Content_Types].xml", typesXML, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]>`+fmt.Sprintf(wordXML, wp("a"))), document.RefusedFormat},
		"not nested":        {worded(t, "<w:p><w:r></w:p></w:r>"), document.RefusedFormat},
		"bomb":              {worded(t, wp("a"), "word/media/a.emf", strings.Repeat("\x00", 9<<20)), document.RefusedBomb},
		"bomb of XML":       {worded(t, strings.Repeat("<w:p/>", 2<<20)), document.RefusedBomb},
		"many parts":        {worded(t, wp("a"), many...), document.RefusedLarge},
		"deep":              {worded(t, strings.Repeat("<w:p>", 300)+strings.Repeat("</w:p>", 300)), document.RefusedLarge},
		"twice the same":    {zipped(t, "[Content_Types].xml", typesXML, "word/document.xml", fmt.Sprintf(wordXML, wp("a")), "WORD/document.xml", "<x/>"), document.RefusedFormat},
		"out of the folder": {worded(t, wp("a"), "../x.xml", "<x/>"), document.RefusedFormat},
	} {
		_, err := document.ReadTemplate(bytes.NewReader(c.data), int64(len(c.data)))
		var r *document.Refusal
		if !errors.As(err, &r) || r.Why != c.why {
			t.Errorf("%s: %v, want %s", name, err, c.why)
		}
	}
	if _, err := document.ReadTemplate(bytes.NewReader(nil), 11<<20); err == nil {
		t.Error("a large file is read")
	}
}

// What the office put in stays, byte by byte, but for the names.
func TestTheOfficesOwnStays(t *testing.T) {
	head := `<?xml version="1.0"?><w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{{co_quan}} &amp; bạn</w:t></w:r></w:p></w:hdr>`
	logo := string(testPicture(t, "png"))
	body := `<w:p w14:odd="1"><!-- giữ --><w:r><w:t>Trước</w:t></w:r></w:p>` + wp("{{noi_dung}}") + wp("Sau") + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1000" w:right="1000"/></w:sectPr>`
	tpl := worded(t, body, "word/header1.xml", head, "word/media/image1.png", logo, "word/custom.xml", "<x> a  b</x>")
	p := document.Paper{Head: document.Head{Issuer: "THƯ VIỆN"}, Body: []document.Block{document.Para{Text: "Một"}, document.Picture{Data: testPicture(t, "png")}, document.Table{Columns: make([]document.Column, 2), Rows: [][]string{{"a", "b"}}}}}
	out := filled(t, tpl, document.DataOf(p))
	got, was := documenttest.Parts(t, out), documenttest.Parts(t, tpl)
	for _, name := range []string{"word/media/image1.png", "word/custom.xml"} {
		if got[name] != was[name] {
			t.Errorf("%s is changed", name)
		}
	}
	if want := strings.Replace(head, "<w:t>{{co_quan}} &amp; bạn</w:t>", `<w:t xml:space="preserve">THƯ VIỆN &amp; bạn</w:t>`, 1); !strings.Contains(got["word/header1.xml"], want[strings.Index(want, "<w:p>"):]) {
		t.Errorf("header: %s", got["word/header1.xml"])
	}
	if !strings.Contains(got["word/document.xml"], `<w:p w14:odd="1"><!-- giữ --><w:r><w:t>Trước</w:t></w:r></w:p>`) {
		t.Errorf("body: %s", got["word/document.xml"])
	}
	if d := cmp.Diff([]string{"Trước", "Một", "a", "b", "Sau"}, paragraphs(t, out)); d != "" {
		t.Error(d)
	}
	if got["word/media/hoinghi1.png"] == "" || !strings.Contains(got["word/_rels/document.xml.rels"], `Id="hoinghi101"`) || !strings.Contains(got["[Content_Types].xml"], `Extension="png"`) ||
		!strings.Contains(got["word/document.xml"], `r:embed="hoinghi101"`) {
		t.Error("the picture of the body is not joined")
	}
	if total := attributes(t, got["word/document.xml"], "w:tblW")["w"]; total != 11906-2000 {
		t.Errorf("the table is %d wide, not as the page of the template", total)
	}
}

// The body takes the letters of its placeholder; annexes follow, turned if wide.
func TestBodyFollowsItsPlaceholder(t *testing.T) {
	hole := `<w:p><w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="26"/></w:rPr><w:t>{{noi_dung}}</w:t></w:r></w:p>`
	tpl := worded(t, hole+`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1000" w:right="1000"/><w:titlePg/></w:sectPr>`)
	p := report()
	out := filled(t, tpl, document.DataOf(p))
	text := documenttest.Parts(t, out)["word/document.xml"]
	first := text[strings.Index(text, "<w:r><w:rPr>"):]
	if !strings.HasPrefix(first, `<w:r><w:rPr><w:rFonts w:ascii="Arial"`) || attributes(t, text[strings.Index(text, `w:jc w:val="both"`):], "w:sz")["val"] != 26 {
		t.Errorf("%.300s", first)
	}
	if n := strings.Count(text, "<w:sectPr>"); n != 1+len(p.Annexes) || !strings.Contains(text, `w:orient="landscape"`) {
		t.Errorf("%d sections for %d annexes", n, len(p.Annexes))
	}
	if !strings.Contains(strings.Join(paragraphs(t, out), " "), "Phụ lục") {
		t.Error("no annex")
	}
}

// The code of an issued paper is there whether or not the office left room.
func TestProofIsNeverLost(t *testing.T) {
	p := resolution()
	p.Proof = document.Proof{Code: "https://thuvien.example/van-ban-goc/x", Lines: []string{"Bản gốc: abc123"}}
	for name, tpl := range map[string][]byte{
		"no room":    starter(t, p),
		"no section": worded(t, wp("{{noi_dung}}")),
		"room":       worded(t, wp("{{ma_xac_thuc}}")+wp("{{noi_dung}}")),
	} {
		if m := template(t, tpl).Check(document.Names{}); len(m) > 0 {
			t.Errorf("%s: %+v", name, m)
		}
		out := filled(t, tpl, document.DataOf(p))
		lines := paragraphs(t, out)
		at := slices.Index(lines, "Bản gốc: abc123")
		if parts := documenttest.Parts(t, out); at < 0 || parts["word/media/hoinghi1.png"] == "" || (name == "room") != (at == 0) {
			t.Errorf("%s: the proof stands at %d of %d", name, at, len(lines))
		}
		checkOrder(t, name, strings.ReplaceAll(documenttest.Parts(t, out)["word/document.xml"], `<w:proofErr w:type="spellStart"/>`, ""))
		if rest := slices.Index(paragraphs(t, filled(t, tpl, document.DataOf(resolution()))), "Bản gốc: abc123"); rest >= 0 {
			t.Errorf("%s: a draft has a proof", name)
		}
	}
}

func TestHardTextInATemplate(t *testing.T) {
	hard := "a<b>&\"'c 🎉 Hoa\u0300 bi\u0300nh\nhàng\thai \x00\u202e" + strings.Repeat("nghị quyết ", 1000)
	p := document.Paper{Title: hard, Bases: []string{hard}, To: []string{hard}, Body: []document.Block{document.Para{Text: hard}}}
	for _, s := range []*string{&p.Head.Issuer, &p.Head.Over, &p.Head.Place, &p.Head.Symbol, &p.Kind} {
		*s = hard
	}
	p.Meta.Title = hard
	out := filled(t, starter(t, resolution()), document.DataOf(p))
	for name, text := range documenttest.Parts(t, out) {
		checkOrder(t, name, text)
	}
	all := strings.Join(paragraphs(t, out), "\n")
	if n := strings.Count(all, "a<b>&\"'c 🎉 Hoà bình\nhàng\thai"); n < 6 {
		t.Errorf("the text is there %d times", n)
	}
	if n := strings.Count(all, "nghị quyết"); n < 6000 {
		t.Errorf("%d words", n)
	}
}

func TestSameTemplateSameBytes(t *testing.T) {
	tpl := starter(t, resolution())
	if !bytes.Equal(tpl, starter(t, resolution())) {
		t.Error("another starter")
	}
	read := template(t, tpl)
	var first []byte
	for range 3 {
		var b bytes.Buffer
		if err := read.Fill(&b, document.DataOf(resolution())); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		} else if !bytes.Equal(first, b.Bytes()) {
			t.Error("other bytes")
		}
	}
}

// LibreOffice lays the filled templates out and shows every line.
func TestPagesOfFilledTemplates(t *testing.T) {
	pdftotext := documenttest.Tool(t, "pdftotext")
	dir := t.TempDir()
	papers := map[string]document.Paper{"resolution": resolution(), "minutes": minutes(), "report": report()}
	files := map[string][]byte{}
	for name, p := range papers {
		files[name] = filled(t, starter(t, p), document.DataOf(p))
	}
	documenttest.ToPDF(t, dir, files)
	for name, p := range papers {
		pages := strings.Split(strings.TrimSuffix(documenttest.Run(t, pdftotext, "-layout", filepath.Join(dir, name+".pdf"), "-"), "\f"), "\f")
		checkPages(t, name, pages, p)
		checkLines(t, name, documenttest.Run(t, pdftotext, "-nopgbrk", filepath.Join(dir, name+".pdf"), "-"), p)
	}
}

func FuzzReadTemplate(f *testing.F) {
	f.Add(worded(f, wp("{{so}}")), wp("{{#can_cu}}{{muc}}{{/can_cu}}"))
	f.Add([]byte("PK"), "<w:tbl>"+wrow(wp("{{#can_cu}}{{stt}}"), wp("{{muc}}{{/can_cu}}"))+"</w:tbl>")
	f.Add([]byte(nil), wp("{{noi_", "dung}}")+`<w:sectPr><w:pgSz w:w="9"/></w:sectPr>`)
	f.Add([]byte(nil), wp("{{#ky_ten}}")+"<w:tbl><w:tr/></w:tbl>"+wp("{{/ky_ten}}"))
	d := document.DataOf(document.Paper{Bases: []string{"a", "b"}, Body: []document.Block{document.Para{Text: "c"}}, Head: document.Head{Day: law.Day{Year: 2026, Month: 1, Day: 2}}})
	f.Fuzz(func(t *testing.T, data []byte, body string) {
		_, _ = document.ReadTemplate(bytes.NewReader(data), int64(len(data)))
		b := worded(t, body)
		tpl, err := document.ReadTemplate(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			var r *document.Refusal
			if !errors.As(err, &r) {
				t.Errorf("not a refusal: %v", err)
			}
			return
		}
		if len(tpl.Check(document.Names{})) > 0 {
			if err := tpl.Fill(io.Discard, d); err != nil {
				t.Error(err)
			}
			return
		}
		var out bytes.Buffer
		if err := tpl.Fill(&out, d); err != nil {
			t.Fatal(err)
		}
		got, err := document.ReadTemplate(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatalf("what we fill we cannot read: %v", err)
		}
		for _, m := range got.Check(document.Names{}) {
			if m.Why != document.MistakeNothing {
				t.Errorf("a name is left: %+v", m)
			}
		}
	})
}
