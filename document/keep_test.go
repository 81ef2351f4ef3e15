package document_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hoinghi/document"
	"hoinghi/document/documenttest"
)

// A paper that was stored is the same paper: as data, and as drawn.
func TestStoredPaper(t *testing.T) {
	for name, p := range samples() {
		p.Next = []document.Paper{{Kind: "GIẤY MỜI", Body: []document.Block{document.Para{Runs: []document.Run{{Text: "cũ", Strike: true}, {Text: "mới", Underline: true}}}, document.PageBreak{}, document.QR{Text: "x"}}}}
		b, err := document.Encode(p)
		if err != nil {
			t.Fatal(err)
		}
		back, err := document.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(p, back); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if !bytes.Equal(drawn(t, document.DOCX, p), drawn(t, document.DOCX, back)) {
			t.Errorf("%s is drawn otherwise", name)
		}
	}
	if _, err := document.Decode([]byte(`{"Body":[{"Kind":"Poem","Block":{}}]}`)); err == nil {
		t.Error("an unknown block is read")
	}
}

// Papers of one file each begin with a head of their own and count their pages
// from 1.
func TestPapersInOneFile(t *testing.T) {
	p := document.Paper{Kind: "GIẤY MỜI", A5: true, Body: []document.Block{document.Para{Text: "một"}}}
	p.Next = []document.Paper{p, p}
	p.Proof = document.Proof{Code: "https://example.org/van-ban-goc/0", Lines: []string{"SHA-256"}}
	parts := documenttest.Parts(t, drawn(t, document.DOCX, p))
	xml := parts["word/document.xml"]
	for want, n := range map[string]int{`<w:pgNumType w:start="1"/>`: 2, `<w:titlePg/>`: 3, `<w:pgSz w:w="8391" w:h="11906"`: 3, `w:left="850"`: 3} {
		if got := bytes.Count([]byte(xml), []byte(want)); got < n {
			t.Errorf("%s: %d times, want %d", want, got, n)
		}
	}
	checkOrder(t, "word/document.xml", xml)
	if pdf := drawn(t, document.PDF, p); bytes.Count(pdf, []byte("/Type /Page\n")) != 3 {
		t.Error("not three pages")
	}
}
