package paper_test

import (
	"bytes"
	"strings"
	"testing"

	"hoinghi/account"
	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/fault"
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
	var starter bytes.Buffer
	if err := document.StarterTemplate(&starter, d.Paper); err != nil {
		t.Fatal(err)
	}
	return documenttest.Edited(t, starter.Bytes(), "{{noi_dung}}", line+"</w:t></w:r></w:p><w:p><w:r><w:t>{{noi_dung}}")
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
	seen := 0
	for _, k := range paper.Kinds() {
		d := h.make(k.Key)
		seen++
		decree := h.draw(k.Key, paper.DOCX)
		h.at("2026-01-24 08:00", func(tx *store.Tx) error {
			_, err := template.Upload(tx, template.Offer{Kind: k.Key, Name: "mau.docx", Body: reworded(t, d, own), Names: k.Names()})
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
	if seen != len(paper.Kinds()) {
		t.Errorf("only %d kinds", seen)
	}
}

// What was issued in the office's layout stays in it.
func TestFrozenInTheOfficesLayout(t *testing.T) {
	h := prepared(t, storetest.SQLite(t), 20)
	h.at("2026-01-11 08:00", func(tx *store.Tx) error {
		_, err := template.Upload(tx, template.Offer{Kind: "report", Name: "mau.docx", Body: reworded(t, h.make("report"), "Lời riêng"), Names: h.make("report").Kind.Names()})
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

// Each sheet of a file is a copy of the office's template with what is its own:
// pages, number, name.
func TestEachSheetInTheOfficesLayout(t *testing.T) {
	h := held(t, storetest.SQLite(t), 24)
	sheets := 0
	for _, k := range paper.Kinds() {
		d := h.make(k.Key)
		if len(d.Own) == 0 {
			continue
		}
		var starter bytes.Buffer
		if err := document.StarterTemplate(&starter, d.Paper, d.Starter...); err != nil {
			t.Fatal(err)
		}
		tpl := documenttest.Edited(t, starter.Bytes(), "<w:body>", "<w:body><w:p><w:r><w:t>Lời riêng {{hoi_nghi}}</w:t></w:r></w:p>")
		h.at("2026-01-24 08:00", func(tx *store.Tx) error {
			_, err := template.Upload(tx, template.Offer{Kind: k.Key, Name: "mau.docx", Body: tpl, Names: k.Names()})
			return err
		})
		docx := h.draw(k.Key, paper.DOCX)
		text, body := linesOf(t, docx), documenttest.Parts(t, docx)["word/document.xml"]
		n := len(d.Own)
		sheets += n
		if got := strings.Count(text, "Lời riêng Hội nghị"); got != n || strings.Contains(text, "{{") {
			t.Errorf("%s: %d copies for %d sheets:\n%s", k.Key, got, n, text)
		}
		if got := strings.Count(body, "<w:sectPr"); got != n || strings.Count(body, `<w:pgNumType w:start="1"/>`) != n-1 {
			t.Errorf("%s: %d page settings for %d sheets", k.Key, got, n)
		}
		at := 0
		for i, own := range d.Own {
			for name, v := range own {
				v = strings.TrimSpace(strings.SplitN(v, "\n", 2)[0])
				found := strings.Index(text[at:], v)
				if found < 0 {
					t.Errorf("%s, sheet %d: no %s %q", k.Key, i+1, name, v)
				}
			}
			if next := strings.Index(text[at+1:], "Lời riêng"); next >= 0 {
				at += 1 + next
			}
		}
	}
	if sheets < 9 {
		t.Errorf("only %d sheets", sheets)
	}
}

// A template of certificates moves with its stock, and a name that is not one is
// named with the line that it stands in and the nearest right one.
func TestTemplateOfCertificates(t *testing.T) {
	h := held(t, storetest.SQLite(t), 24)
	d := h.make("certificates")
	var starter bytes.Buffer
	if err := document.StarterTemplate(&starter, d.Paper, d.Starter...); err != nil {
		t.Fatal(err)
	}
	wrong := documenttest.Edited(t, starter.Bytes(), "{{thanh_tich}}", "{{thanh_tch}}")
	mistakes, err := template.Check(wrong, d.Kind.Names())
	if err != nil || len(mistakes) != 1 || mistakes[0].Nearest != "thanh_tich" || mistakes[0].Paragraph == 0 || !strings.Contains(mistakes[0].Text, "thanh_tch") {
		t.Errorf("%+v, %v", mistakes, err)
	}
	plan, _ := paper.KindOf("plan")
	if mistakes, _ := template.Check(starter.Bytes(), plan.Names()); len(mistakes) == 0 {
		t.Error("a plan takes the names of a certificate")
	}
	h.at("2026-01-24 08:00", func(tx *store.Tx) error {
		_, err := template.Upload(tx, template.Offer{Kind: "certificates", Name: "mau.docx", Body: starter.Bytes(), Names: d.Kind.Names()})
		return err
	})
	margin := func(o paper.Order) margins {
		body := documenttest.Parts(t, h.order(o))["word/document.xml"]
		_, pages := laid(t, body) // of the last sheet: the others' stand in paragraphs
		if tag := body[strings.LastIndex(body, "<w:pgMar "):]; strings.Count(body, tag[:strings.Index(tag, ">")]) != len(d.Own) {
			t.Errorf("the sheets have other margins: %s", tag)
		}
		return pages[len(pages)-1]
	}
	still := margin(paper.Order{Kind: "certificates", Format: paper.DOCX})
	moved := margin(paper.Order{Kind: "certificates", Format: paper.DOCX, On: document.Stock{Offset: document.Offset{Right: 100, Down: -50}}})
	if want := (margins{still.Top - 283, still.Right - 566, still.Bottom + 283, still.Left + 566}); moved != want {
		t.Errorf("moved to %+v, want %+v", moved, want)
	}
}

// An issued certificate is drawn onto stock while the record says the same; what
// has changed since is refused and not drawn in silence.
func TestIssuedOntoStock(t *testing.T) {
	h := held(t, storetest.SQLite(t), 24)
	h.issue("certificates")
	on := paper.Order{Kind: "certificates", Format: paper.PDF, On: document.Stock{Framed: true}, Origin: origin}
	if plain, bare := h.draw("certificates", paper.PDF), h.order(on); len(bare) >= len(plain) {
		t.Errorf("%d bytes without the frame, %d with it", len(bare), len(plain))
	}
	on.Kind = "plan"
	if err := on.Check(); fault.Of(err).Key != "paper.stock.kind" {
		t.Errorf("a plan onto stock: %v", err)
	}
	h.at("2026-01-25 08:00", func(tx *store.Tx) error {
		org, err := account.FindOrg(tx)
		if err != nil {
			return err
		}
		org.Name = "Thư viện thành phố Hồng Lam"
		return account.Amend(tx, org)
	})
	on.Kind, on.Conference = "certificates", h.id
	err := h.db.Read(t.Context(), h.chair, func(tx *store.Tx) error { return paper.Draw(tx, &bytes.Buffer{}, on) })
	if fault.Of(err).Key != "paper.stock.changed" {
		t.Errorf("another name of the agency: %v", err)
	}
}
