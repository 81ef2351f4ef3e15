package document_test

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/law"
)

func TestNumberLine(t *testing.T) {
	gap := strings.Repeat("\u00a0", 6)
	for want, h := range map[string]document.Head{
		"Số: 12/NQ-TV":            {Number: "12", Symbol: "NQ-TV"},
		"Số: 07/QĐ-TV":            {Number: "7", Symbol: "QĐ-TV"},
		"Số: " + gap + "/NQ-CĐCS": {Symbol: "NQ-CĐCS", Style: document.Union},
		"Số: 15":                  {Number: "15"},
		"Số 05-NQ/CB":             {Number: "5", Symbol: "NQ/CB", Style: document.Party},
		"Số: 10-TB/CĐ":            {Number: "10", Symbol: "TB/CĐ", Style: document.Youth},
		"Số: 3a/BB-HN":            {Number: "3a", Symbol: "BB-HN"},
		"":                        {},
	} {
		if got := h.NumberLine(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestDateLine(t *testing.T) {
	for day, want := range map[string]string{
		"2026-01-05": "Hồng Lam, ngày 05 tháng 01 năm 2026", "2026-02-28": "Hồng Lam, ngày 28 tháng 02 năm 2026",
		"2026-03-09": "Hồng Lam, ngày 09 tháng 3 năm 2026", "2026-12-31": "Hồng Lam, ngày 31 tháng 12 năm 2026",
	} {
		if got := (document.Head{Place: "Hồng Lam", Day: law.MustDay(day)}).DateLine(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := flatten(document.Head{Place: "Hồng Lam"}.DateLine()); got != "Hồng Lam, ngày tháng năm" {
		t.Errorf("no day: %q", got)
	}
	if got := (document.Head{Day: law.MustDay("2026-10-10")}).DateLine(); got != "ngày 10 tháng 10 năm 2026" {
		t.Errorf("no place: %q", got)
	}
	if got := (document.Head{}).DateLine(); got != "" {
		t.Errorf("neither: %q", got)
	}
}

func TestLists(t *testing.T) {
	p := document.Paper{Bases: []string{"Căn cứ A;", "", "Căn cứ B.", "Xét C"}, To: []string{"- Như trên;", " ", "Lưu: VT."}}
	if d := cmp.Diff([]string{"Căn cứ A;", "Căn cứ B;", "Xét C."}, p.Grounds()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"- Như trên;", "- Lưu: VT."}, p.Recipients()); d != "" {
		t.Error(d)
	}
	p.Head.Style = document.Party
	if got := p.Grounds()[2]; got != "Xét C," {
		t.Errorf("party: %q", got)
	}
	var letters []string
	for i := range 25 {
		letters = append(letters, document.Points{Marks: document.Letters}.Mark(i))
	}
	if got := strings.Join(letters, ""); got != "a) b) c) d) đ) e) g) h) i) k) l) m) n) o) p) q) r) s) t) u) v) x) y) aa) bb) " {
		t.Errorf("letters %q", got)
	}
	if got := (document.Points{Marks: document.Numbers, From: 4}).Mark(1); got != "5. " {
		t.Errorf("numbers from 4: %q", got)
	}
}

func TestEndMark(t *testing.T) {
	text := func(blocks ...document.Block) string {
		lines := strings.Split(strings.TrimSpace(document.Text(document.Paper{Head: document.Head{Plain: true}, Body: blocks, End: true})), "\n")
		return lines[len(lines)-1]
	}
	table := document.Table{Columns: []document.Column{{Title: "A"}}, Rows: [][]string{{"b."}}}
	for want, got := range map[string]string{
		"Xong./.":      text(document.Para{Text: "Xong."}),
		"- hai./.":     text(document.Points{Items: []string{"một;", "hai;"}}),
		"Một hai./.":   text(document.Para{Runs: []document.Run{{Text: "Một"}, {Text: " hai.", Bold: true}}}),
		"./.":          text(document.Para{Text: "Bảng:"}, table),
		"Điều 2. A./.": text(document.Article{No: "2", Text: "A."}),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestPicturesRefused(t *testing.T) {
	good := testPicture(t, "png")
	huge := bytes.Clone(good)
	copy(huge[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65,536 wide and high
	for name, data := range map[string][]byte{"none": nil, "no picture": []byte("<svg/>"), "cut off": good[:len(good)-30], "too large": huge} {
		p := document.Paper{Body: []document.Block{document.Para{Text: "còn"}, document.Article{No: "1", Body: []document.Block{document.Picture{Data: data}}}}}
		if err := document.DOCX(io.Discard, p); err == nil {
			t.Errorf("docx: %s", name)
		}
		if err := document.PDF(io.Discard, p); err == nil {
			t.Errorf("pdf: %s", name)
		}
		if !strings.Contains(document.Text(p), "còn") {
			t.Errorf("text: %s", name)
		}
	}
	if err := document.PDF(io.Discard, document.Paper{Body: []document.Block{document.QR{Text: strings.Repeat("x", 5000)}}}); err == nil {
		t.Error("a code too long")
	}
}

func TestCardsAndCertificates(t *testing.T) {
	pdftotext := documenttest.Tool(t, "pdftotext")
	var cards []document.Card
	for range 8 {
		cards = append(cards, document.Card{Role: "ĐẠI BIỂU", Name: "Nguyễn Thị Hằng", Unit: "Phòng Tin học", Code: "K7M4P2XQ", QR: "x", Seat: "Ghế C-12"})
	}
	cards[4] = document.Card{Name: strings.Repeat("Công Tằng Tôn Nữ ", 30)}
	deck := document.Deck{Agency: "Thư viện tỉnh", Title: "Hội nghị năm 2026", Label: "Mã vào hội nghị", Foot: "08:00, 23/01/2026"}
	for pages, small := range map[int]bool{2: false, 1: true} {
		deck.Small = small
		var b bytes.Buffer
		if err := document.Cards(&b, cards, deck); err != nil {
			t.Fatal(err)
		}
		text := pdfText(t, pdftotext, b.Bytes())
		if got := strings.Count(text, "\f"); got != pages {
			t.Errorf("%d pages, want %d", got, pages)
		}
		for s, n := range map[string]int{"K7M4 P2XQ": 7, "Nguyễn Thị Hằng": 7, "Phòng Tin học": 7, "Ghế C-12": 7, "08:00, 23/01/2026": 8, "Hội nghị năm 2026": 8} {
			if got := strings.Count(flatten(text), s); got != n {
				t.Errorf("small %v: %q %d times, want %d", small, s, got, n)
			}
		}
	}
	var b bytes.Buffer
	if err := document.Certificates(&b, []document.Certificate{certificate(), {}}, document.Meta{}); err != nil {
		t.Fatal(err)
	}
	text := flatten(pdfText(t, pdftotext, b.Bytes()))
	for _, s := range []string{"GIẤY KHEN", "Bà Phạm Thị Ngọc Lan", "trong phong trào đọc sách", "Sổ vàng số: 07", "Hồng Lam, ngày 05 tháng 02 năm 2026", "Trần Quốc Hưng"} {
		if !strings.Contains(text, s) {
			t.Errorf("no %q on the certificate", s)
		}
	}
	for _, f := range []func(io.Writer) error{
		func(w io.Writer) error { return document.Cards(w, nil, document.Deck{}) },
		func(w io.Writer) error { return document.Certificates(w, nil, document.Meta{}) },
	} {
		if err := f(io.Discard); err != nil {
			t.Errorf("none: %v", err)
		}
	}
}

func pdfText(t *testing.T, pdftotext string, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	write(t, path, pdf)
	return documenttest.Run(t, pdftotext, path, "-")
}

// Any paper is drawn by every format, and its DOCX reads back.
func TestAnyPaper(t *testing.T) {
	words := rapid.StringOf(rapid.SampledFrom([]rune("aắ ễ\u0302\t\n<&>\"'\x00\x1f\u200b🙂中\ufffe.;/-")))
	list := rapid.SliceOfN(words, 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		s := func(name string) string { return words.Draw(t, name) }
		sign := document.Signature{Formula: s("formula"), Post: s("post"), Name: s("name"), Note: s("note")}
		p := document.Paper{
			Head: document.Head{Style: document.Style(rapid.IntRange(0, 5).Draw(t, "style")), Over: s("over"), Issuer: s("issuer"), Number: s("number"), Symbol: s("symbol"), Place: s("place")},
			Kind: s("kind"), Title: s("title"), Dear: list.Draw(t, "dear"), Bases: list.Draw(t, "bases"), To: list.Draw(t, "to"), End: rapid.Bool().Draw(t, "end"), Wide: rapid.Bool().Draw(t, "wide"),
			Meta: document.Meta{Title: s("meta")},
		}
		for range rapid.IntRange(0, 3).Draw(t, "joint") {
			p.Head.Joint = append(p.Head.Joint, document.Issuer{Over: s("over"), Name: s("issuer")})
			p.Sign = append(p.Sign, sign)
		}
		var cols []document.Column
		for range rapid.IntRange(0, 5).Draw(t, "columns") {
			cols = append(cols, document.Column{Title: s("column"), Group: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "group"), Width: rapid.IntRange(-5, 300).Draw(t, "width")})
		}
		table := document.Table{Columns: cols, Sums: rapid.IntRange(0, 3).Draw(t, "sums"), NoHead: rapid.Bool().Draw(t, "bare"), Rows: rapid.SliceOfN(list, 0, 5).Draw(t, "rows")}
		p.Body = []document.Block{
			document.Para{Text: s("para"), Left: rapid.IntRange(-10, 500).Draw(t, "left"), Align: document.Align(rapid.IntRange(0, 4).Draw(t, "align"))},
			document.Article{No: s("no"), Title: s("title"), Text: s("text"), Body: []document.Block{document.Points{Marks: document.Letters, Items: list.Draw(t, "items")}}},
			document.Heading{Level: rapid.IntRange(-1, 9).Draw(t, "level"), Text: s("heading")}, table,
			document.Signatures{InRow: rapid.IntRange(-1, 9).Draw(t, "row"), Signers: p.Sign}, document.PageBreak{},
		}
		p.Annexes = []document.Annex{{No: s("annex"), Title: s("title"), Of: s("of"), Body: p.Body[:2], Wide: true}}
		var b bytes.Buffer
		if err := document.DOCX(&b, p); err != nil {
			t.Fatal(err)
		}
		if _, err := readText(b.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := document.PDF(io.Discard, p); err != nil {
			t.Fatal(err)
		}
		_ = document.Text(p)
	})
}

// The papers of one conference: thirty, a list of 500 people among them.
func BenchmarkConference(b *testing.B) {
	list := report()
	t := list.Body[2].(document.Table)
	for len(t.Rows) < 500 {
		t.Rows = append(t.Rows, t.Rows[1])
	}
	list.Body[2] = t
	for name, f := range map[string]draw{"docx": document.DOCX, "pdf": document.PDF} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for i := range 30 {
					p := []document.Paper{resolution(), minutes(), letter(), list}[min(i%8, 3)]
					if i%8 > 3 {
						p = resolution()
					}
					if err := f(io.Discard, p); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
