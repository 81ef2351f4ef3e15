package document_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hoinghi/document"
	"hoinghi/document/documenttest"
)

// Papers as another program lays them out, and as our own PDF does.
func TestPagesOfDOCXAndPDF(t *testing.T) {
	pdftotext := documenttest.Tool(t, "pdftotext")
	dir := t.TempDir()
	papers := map[string]document.Paper{"resolution": resolution(), "minutes": minutes(), "report": report()}
	files := map[string][]byte{}
	for name, p := range papers {
		files[name] = drawn(t, document.DOCX, p)
		write(t, filepath.Join(dir, name+".own.pdf"), drawn(t, document.PDF, p))
	}
	documenttest.ToPDF(t, dir, files)
	for name, p := range papers {
		for _, file := range []string{name + ".pdf", name + ".own.pdf"} {
			pages := strings.Split(strings.TrimSuffix(documenttest.Run(t, pdftotext, "-layout", filepath.Join(dir, file), "-"), "\f"), "\f")
			checkPages(t, file, pages, p)
			checkLines(t, file, documenttest.Run(t, pdftotext, "-nopgbrk", filepath.Join(dir, file), "-"), p)
		}
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// checkLines finds each line of the paper; only a page break may part one.
func checkLines(t *testing.T, file, text string, p document.Paper) {
	t.Helper()
	text = flatten(text)
	n := 0
	lines := strings.FieldsFunc(document.Text(p), func(r rune) bool { return r == '\n' || r == '|' })
	for i, line := range lines {
		line = flatten(strings.TrimLeft(line, "# "))
		if line == "" || strings.HasPrefix(line, "[") || strings.HasPrefix(line, "----") {
			continue
		}
		n++
		words, most := strings.Fields(line), 12
		if i == 0 {
			most = 3 // pdftotext mixes the lines of the superior with the national name
		}
		head := strings.Join(words[:min(len(words), most)], " ")
		tail := strings.Join(words[max(len(words)-most, 0):], " ")
		if !strings.Contains(text, head) && !strings.Contains(text, tail) {
			t.Errorf("%s: %q is not on the pages", file, line)
		}
	}
	if n < 15 {
		t.Errorf("%s: only %d lines looked for", file, n)
	}
}

func checkPages(t *testing.T, file string, pages []string, p document.Paper) {
	t.Helper()
	first, last := pages[0], pages[len(pages)-1-len(p.Annexes)]
	if !strings.Contains(first, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n") {
		t.Errorf("%s: the national name is not on one line:\n%.400s", file, first)
	}
	for i, page := range pages {
		top, _, _ := strings.Cut(strings.TrimSpace(page), "\n")
		if number := strings.TrimSpace(top); (number == string(rune('1'+i))) != (i > 0) {
			t.Errorf("%s: page %d begins with %q", file, i+1, number)
		}
	}
	for _, s := range p.Sign {
		if !strings.Contains(last, s.Post) || !strings.Contains(last, s.Name) {
			t.Errorf("%s: %s and %s are not together on the last page", file, s.Post, s.Name)
		}
	}
	if lines := strings.Split(last, s0(p)); len(strings.Fields(lines[0])) < 6 {
		t.Errorf("%s: the signatures stand alone on the last page", file)
	}
	if len(p.Annexes) > 0 {
		for i, page := range pages[:len(pages)-1] {
			if !strings.Contains(page, "Kế hoạch") || !strings.Contains(page, "Thực hiện") {
				t.Errorf("%s: no head of the table on page %d", file, i+1)
			}
		}
	}
}

// s0 is what stands highest in the block of signatures.
func s0(p document.Paper) string {
	for _, s := range p.Sign {
		if s.Formula != "" {
			return s.Formula
		}
	}
	return p.Sign[0].Post
}

// Hostile text neither breaks a format nor is lost.
func TestHardText(t *testing.T) {
	pdftotext := documenttest.Tool(t, "pdftotext")
	long := strings.TrimSpace(strings.Repeat("nghị quyết ", 1000))
	unbroken := strings.Repeat("Ă", 10_000)
	hard := []string{"a<b>&\"'c", "Hoa\u0300 bi\u0300nh", "vui 🎉👨‍👩‍👧 mừng", "x\x00\x01\x1fy\ufffe\ufeffz", "bad\xff\xfeutf", "\u202etrái\u202c", "中文", "]]>", "&amp;", "tab\tở", "\r\nđầu\rcuối", "]", "", " "}
	p := document.Paper{Kind: "BÁO CÁO", Body: []document.Block{document.Para{Text: long}, document.Para{Text: unbroken}}, End: true,
		Sign: []document.Signature{{Post: "GIÁM ĐỐC"}}}
	table := document.Table{Columns: []document.Column{{Title: "Một <&>"}, {Title: "Hai", Width: 9999}}, Rows: [][]string{{long, unbroken}, {}, {"", "", "thừa"}}}
	for _, s := range hard {
		p.Body = append(p.Body, document.Para{Text: "«" + s + "»"}, document.Heading{Level: 9, Text: s}, document.Article{No: s, Title: s}, document.Points{Items: []string{s}})
		table.Rows = append(table.Rows, []string{"“" + s + "”", s})
		p.Bases, p.To, p.Dear = append(p.Bases, s), append(p.To, s), append(p.Dear, s)
	}
	p.Body = append(p.Body, table, document.Table{}, document.Table{NoHead: true, Columns: []document.Column{{}}}, document.Points{}, document.Signatures{}, document.Heading{Level: -1})
	p.Body = append(p.Body, document.Table{Columns: make([]document.Column, 60), Rows: [][]string{strings.Split(strings.Repeat("ôô ", 60), " ")}})
	p.Head = document.Head{Over: unbroken[:300], Issuer: hard[0], Place: hard[2], Number: hard[3], Symbol: hard[0]}
	p.Meta = document.Meta{Title: hard[3] + hard[0], Author: hard[2]}

	dir := t.TempDir()
	docx := drawn(t, document.DOCX, p)
	write(t, filepath.Join(dir, "own.pdf"), drawn(t, document.PDF, p))
	for part, text := range documenttest.Parts(t, docx) {
		checkOrder(t, part, text)
	}
	documenttest.ToPDF(t, dir, map[string][]byte{"hard": docx})
	for _, file := range []string{"hard.pdf", "own.pdf"} {
		text := documenttest.Run(t, pdftotext, filepath.Join(dir, file), "-")
		for _, want := range []string{"«a<b>&\"'c»", "«Hoà bình»", "«xyz»", "«badutf»", "«]]>»", "«&amp;»"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q", file, want)
			}
		}
		if n := strings.Count(text, "Ă"); n < 20_000 {
			t.Errorf("%s: %d letters of 20,000 on the pages", file, n)
		}
	}
	if err := document.XLSX(io.Discard, document.Sheet{Columns: []document.Column{{Title: hard[3]}}, Rows: [][]document.Cell{{document.Str(strings.Repeat("ă", 40_000))}, {document.Str(hard[3])}}}); err != nil {
		t.Error(err)
	}
}
