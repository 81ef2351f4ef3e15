package paper_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/paper"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/template"
)

// reworded is the decree's layout of a draft with a line of the office's own
// under its body.
func reworded(t *testing.T, d paper.Draft, line string) []byte {
	t.Helper()
	var starter, out bytes.Buffer
	if err := document.StarterTemplate(&starter, d.Paper); err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&out)
	for name, body := range partsOf(t, starter.Bytes()) {
		if name == "word/document.xml" {
			if !strings.Contains(body, "{{noi_dung}}") {
				t.Fatalf("the starter of %s has no body", d.Kind.Key)
			}
			body = strings.Replace(body, "{{noi_dung}}", line+"</w:t></w:r></w:p><w:p><w:r><w:t>{{noi_dung}}", 1)
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(body))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func linesOf(t *testing.T, docx []byte) string {
	t.Helper()
	lines, err := document.ReadDOCXText(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// Each kind is drawn in the office's own layout, its words beside what the record
// says, and in the decree's when that is put back.
func TestDrawnInTheOfficesLayout(t *testing.T) {
	h := held(t, storetest.SQLite(t), 24)
	const own, got = "Lời riêng của cơ quan về {{hoi_nghi}}", "Lời riêng của cơ quan về Hội nghị viên chức, người lao động năm 2025"
	names := document.Names{Values: paper.Fields(), Rows: paper.Lists()}
	seen := 0
	for _, k := range paper.Kinds() {
		d := h.make(k.Key)
		if len(d.Paper.Next) > 0 { // a file of several papers keeps the decree's
			continue
		}
		seen++
		decree := h.draw(k.Key, paper.DOCX)
		h.at("2026-01-24 08:00", func(tx *store.Tx) error {
			_, err := template.Upload(tx, template.Offer{Kind: k.Key, Name: "mau.docx", Body: reworded(t, d, own), Names: names})
			return err
		})
		text, want := linesOf(t, h.draw(k.Key, paper.DOCX)), linesOf(t, decree)
		if !strings.Contains(text, got) || strings.Contains(text, "{{") {
			t.Errorf("%s is not in the office's layout:\n%s", k.Key, text)
		}
		for line := range strings.Lines(want) {
			if line = strings.TrimSpace(line); !strings.Contains(text, line) {
				t.Errorf("%s in the office's layout lacks %q", k.Key, line)
			}
		}
		h.at("2026-01-24 09:00", func(tx *store.Tx) error { return template.PutBack(tx, k.Key) })
		if !bytes.Equal(h.draw(k.Key, paper.DOCX), decree) {
			t.Errorf("%s is not in the decree's layout again", k.Key)
		}
	}
	if seen < 25 {
		t.Errorf("only %d kinds", seen)
	}
}

// What was issued in the office's layout stays in it.
func TestFrozenInTheOfficesLayout(t *testing.T) {
	h := prepared(t, storetest.SQLite(t), 20)
	h.at("2026-01-11 08:00", func(tx *store.Tx) error {
		_, err := template.Upload(tx, template.Offer{Kind: "report", Name: "mau.docx", Body: reworded(t, h.make("report"), "Lời riêng"), Names: document.Names{Values: paper.Fields(), Rows: paper.Lists()}})
		return err
	})
	h.issue("report")
	h.at("2026-01-13 08:00", func(tx *store.Tx) error { return template.PutBack(tx, "report") })
	if text := linesOf(t, h.draw("report", paper.DOCX)); !strings.Contains(text, "Lời riêng") || !strings.Contains(text, "Số: 01/BC-TVT") || strings.Contains(text, "{{") {
		t.Errorf("the issued paper: %s", text)
	}
	h.at("2026-01-14 08:00", func(tx *store.Tx) error {
		list, err := paper.IssuedOf(tx, h.id)
		if err != nil {
			return err
		}
		if err := paper.Withdraw(tx, list[0].ID, "sai"); err != nil {
			return err
		}
		_, err = paper.Issue(tx, paper.Issuance{Kind: "report", Conference: h.id, Dated: law.MustDay("2026-01-14")})
		return err
	})
	if text := linesOf(t, h.draw("report", paper.DOCX)); strings.Contains(text, "Lời riêng") || !strings.Contains(text, "Số: 02/BC-TVT") {
		t.Errorf("issued anew: %s", text)
	}
}
