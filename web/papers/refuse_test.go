package papers_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hoinghi/conference"
	"hoinghi/document/documenttest"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// besides is a DOCX with parts put in or, where it has them, in their place.
func (o *office) besides(docx []byte, parts map[string]string) []byte {
	o.Helper()
	all := documenttest.Parts(o.T, docx)
	maps.Copy(all, parts)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w, err := z.Create(name)
		if err != nil {
			o.Fatal(err)
		}
		if _, err := w.Write([]byte(all[name])); err != nil {
			o.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		o.Fatal(err)
	}
	return b.Bytes()
}

var besideTheFile = regexp.MustCompile(`(?s)name="file"[^>]*>.*?id="([^"]*-fault)"[^>]*>(.*?)</p>`)

// Each file that must not become a template is refused on the page, with its
// reason beside the field, and nothing is kept.
func TestPageSaysWhyATemplateIsRefused(t *testing.T) {
	o := newOffice(t)
	const page = "/ban/mau-van-ban/plan"
	starter := o.ask(o.clerk(), page+"/khoi-dau", nil).Body.Bytes()
	parts := documenttest.Parts(t, starter)
	const types, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
	link := strings.Replace(parts[rels], "</Relationships>", `<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.vn/?a=1&amp;b" TargetMode="External"/></Relationships>`, 1)
	for _, c := range []struct {
		name string
		body []byte
		says string
	}{
		{"no file", nil, "Hãy chọn tệp mẫu"},
		{"no DOCX", []byte("%PDF-1.7 …"), "không phải là văn bản Word"},
		{"a ZIP of something else", o.besides(starter, map[string]string{types: `<Types/>`}), "không phải là văn bản Word"},
		{"a file cut off", starter[:len(starter)/2], "không phải là văn bản Word"},
		{"the old Word", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "định dạng Word cũ"},
		{"a dotx", o.besides(starter, map[string]string{types: strings.Replace(parts[types], "document.main+xml", "template.main+xml", 1)}), "khuôn mẫu của Word"},
		{"macros", o.besides(starter, map[string]string{"word/vbaProject.bin": "x"}), "Tệp có macro"},
		{"an external link", o.besides(starter, map[string]string{rels: link}), "Tệp có liên kết ra ngoài: https://example.vn/"},
		{"a program within", o.besides(starter, map[string]string{"word/embeddings/oleObject1.bin": "x"}), "nhúng đối tượng"},
		{"a signature", o.besides(starter, map[string]string{"_xmlsignatures/sig1.xml": "<x/>"}), "đã được ký số"},
		{"a ZIP bomb", o.besides(starter, map[string]string{"word/media/a.emf": strings.Repeat("\x00", 9<<20)}), "nén bất thường"},
		{"tracked changes", documenttest.Edited(t, starter, "<w:r>", "<w:ins><w:r/></w:ins><w:r>"), "dấu vết sửa đổi"},
	} {
		w := o.upload(page, "mau.docx", c.body)
		found := besideTheFile.FindStringSubmatch(w.Body.String())
		if w.Code != http.StatusUnprocessableEntity || found == nil || !strings.Contains(found[2], c.says) {
			t.Errorf("%s: status %d, beside the field %q", c.name, w.Code, found)
		}
	}
	o.shows(o.upload(page, "mau.docx", documenttest.Edited(t, starter, "{{noi_dung}}", "{{noi_dung")), http.StatusUnprocessableEntity,
		"Thiếu ngoặc mở {{ hoặc ngoặc đóng }}.", "Đoạn ", "còn 1 chỗ phải sửa")
	o.shows(o.ask(o.clerk(), page, nil), 200, "!Các lần tải lên", "!Mẫu của cơ quan")
}

// Hard text that a clerk typed comes out of DOCX, PDF and XLSX as it was meant:
// composed, nothing lost, nothing taken for markup or a formula.
func TestHardTextInEveryFormat(t *testing.T) {
	o := newOffice(t)
	long := strings.TrimSpace(strings.Repeat("Nghị quyết ", 910)) // 10,009 letters
	typed := map[string]string{                                   // want by what was typed
		"=1+1 a<b>&\"c\" 'd' ]]>":                  "=1+1 a<b>&\"c\" 'd' ]]>",
		"Hoa\u0300 bi\u0300nh, hoà bình, hòa bình": "Hoà bình, hoà bình, hòa bình", // NFD is composed; the place of the tone is the writer's
		"vui 🎉 mừng":                               "Vui 🎉 mừng",                   // a name begins with a capital
	}
	err := o.db.Write(t.Context(), o.clerk(), func(tx *store.Tx) error {
		for what := range typed {
			if _, err := conference.InviteGuest(tx, conference.Guest{Conference: o.id, Name: what, Posts: []string{"Ủy viên"}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	const path = "/ban/bo-van-ban/guests/tep?loai="
	docx := docxText(t, o.ask(o.clerk(), path+"docx", nil).Body.Bytes())
	pdf := o.text(o.ask(o.clerk(), path+"pdf", nil).Body.Bytes())
	book, err := excelize.OpenReader(o.ask(o.clerk(), path+"xlsx", nil).Body)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, r := range rows[1:] {
		cells = append(cells, r[1])
	}
	for what, want := range typed {
		if !strings.Contains(docx, want) {
			t.Errorf("DOCX of %q: %.800s", what, docx)
		}
		flat := strings.Join(strings.Fields(strings.ReplaceAll(want, "🎉", "")), " ")
		if got := strings.Join(strings.Fields(strings.ReplaceAll(pdf, "🎉", "")), " "); !strings.Contains(got, flat) {
			t.Errorf("PDF of %q: %.800s", what, got)
		}
		if !slices.Contains(cells, want) {
			t.Errorf("XLSX of %q: %q", what, cells)
		}
	}
	o.keepRegulation(long)
}

// keepRegulation puts a paragraph of ten thousand letters through the page.
func (o *office) keepRegulation(long string) {
	o.Helper()
	w := o.ask(o.clerk(), "/ban/bo-van-ban/regulation/noi-dung", map[string][]string{"is": {long}, "was": {""}, "once": {kit.NewOnce()}})
	if w.Code != http.StatusSeeOther {
		o.Fatalf("status %d: %.300s", w.Code, w.Body)
	}
	const path = "/ban/bo-van-ban/regulation/tep?loai="
	if got := docxText(o.T, o.ask(o.clerk(), path+"docx", nil).Body.Bytes()); !strings.Contains(got, long) {
		o.Error("the long paragraph is not whole in DOCX")
	}
	if got := o.text(o.ask(o.clerk(), path+"pdf", nil).Body.Bytes()); strings.Count(strings.Join(strings.Fields(got), " "), "Nghị quyết") < 900 {
		o.Error("the long paragraph is not whole in PDF")
	}
}
