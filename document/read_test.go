package document_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hoinghi/document"
)

const wordXML = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>%s</w:body></w:document>`

// zipped makes an archive of name, text pairs.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readText(b []byte) ([]string, error) {
	return document.ReadDOCXText(bytes.NewReader(b), int64(len(b)))
}

func TestReadJoinsRuns(t *testing.T) {
	body := `<w:p><w:r><w:t>Kính </w:t></w:r><w:r><w:t>gửi</w:t><w:tab/><w:t>A</w:t><w:br/><w:t>B</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:del><w:r><w:t>bỏ</w:t><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>` +
		`<w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô 1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>ô 2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<w:p><w:r><w:instrText> PAGE </w:instrText><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>khung</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>khung</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>sau</w:t></w:r></w:p>`
	got, err := readText(zipped(t, "word/document.xml", fmt.Sprintf(wordXML, body)))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Kính gửi\tA\nB", "thêm", "ô 1", "ô 2", "khung", "sau"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReadRefuses(t *testing.T) {
	deep := strings.Repeat("<w:p>", 300) + strings.Repeat("</w:p>", 300)
	bomb := "<w:p><w:r><w:t>" + strings.Repeat("a", 17<<20) + "</w:t></w:r></w:p>"
	var many []string
	for i := range 5000 {
		many = append(many, fmt.Sprint(i), "")
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"not a zip":       {[]byte("PK nothing"), document.ErrNotDOCX},
		"another zip":     {zipped(t, "xl/workbook.xml", "<x/>"), document.ErrNotDOCX},
		"another root":    {zipped(t, "word/document.xml", "<x/>"), document.ErrNotDOCX},
		"empty":           {zipped(t, "word/document.xml", ""), document.ErrNotDOCX},
		"broken XML":      {zipped(t, "word/document.xml", "<w:document>"), document.ErrNotDOCX},
		"entity":          {zipped(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]>`+fmt.Sprintf(wordXML, "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")), document.ErrNotDOCX},
		"nested too deep": {zipped(t, "word/document.xml", fmt.Sprintf(wordXML, deep)), document.ErrTooLarge},
		"too much text":   {zipped(t, "word/document.xml", fmt.Sprintf(wordXML, bomb)), document.ErrTooLarge},
		"too many parts":  {zipped(t, many...), document.ErrTooLarge},
		"too many paragraphs": {zipped(t, "word/document.xml",
			fmt.Sprintf(wordXML, strings.Repeat("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 200_001))), document.ErrTooLarge},
		"bomb of XML": {zipped(t, "word/document.xml", fmt.Sprintf(wordXML, strings.Repeat(" ", 65<<20))), document.ErrTooLarge},
	} {
		if got, err := readText(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %d paragraphs, %v, want %v", name, len(got), err, c.want)
		}
	}
	if _, err := document.ReadDOCXText(bytes.NewReader(nil), 33<<20); !errors.Is(err, document.ErrTooLarge) {
		t.Errorf("large file: %v", err)
	}
}

// What we write, we read: all text of the flow comes back.
func TestReadBack(t *testing.T) {
	for name, p := range samples() {
		var b bytes.Buffer
		if err := document.DOCX(&b, p); err != nil {
			t.Fatal(err)
		}
		got, err := readText(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		all := flatten(strings.Join(got, " "))
		for _, line := range strings.Split(document.Text(p), "\n") {
			for _, part := range strings.FieldsFunc(line, func(r rune) bool { return r == '|' || r == '#' }) {
				if part = flatten(part); part != "" && !strings.HasPrefix(part, "[") && !strings.HasPrefix(part, "----") && !strings.Contains(all, part) {
					t.Errorf("%s: %q not read back", name, part)
				}
			}
		}
	}
}

func flatten(s string) string { return strings.Join(strings.Fields(s), " ") }

func FuzzReadDOCXText(f *testing.F) {
	// Small seeds: the fuzzer shortens what it finds, and slowly.
	f.Add(zipped(f, "word/document.xml", fmt.Sprintf(wordXML, "<w:p/>")), `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`)
	f.Add([]byte("PK"), `<w:p><w:r><w:t>a</w:t><w:tab/></w:r></w:p></w:p>`)
	f.Add([]byte(nil), `<w:del><w:p><w:t>a</w:del>`)
	f.Fuzz(func(t *testing.T, data []byte, body string) {
		_, _ = readText(data)
		got, err := readText(zipped(t, "word/document.xml", fmt.Sprintf(wordXML, body)))
		if err != nil && got != nil {
			t.Error("text and an error")
		}
		for _, s := range got {
			if s != strings.TrimSpace(s) || s == "" {
				t.Errorf("%q", s)
			}
		}
	})
}
