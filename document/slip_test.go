package document_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"hoinghi/document"
	"hoinghi/document/documenttest"
)

// electionSlip is a ballot with so many names.
func electionSlip(n int) document.Slip {
	s := document.Slip{
		Agency: "THƯ VIỆN TỈNH HỒNG LAM", Title: "PHIẾU BẦU CỬ", About: "Bầu Ban Thanh tra nhân dân nhiệm kỳ 2026 – 2028",
		Note: "Bầu 03 người. Đánh dấu X vào một ô trên mỗi dòng. Phiếu bầu quá số người được bầu là phiếu không hợp lệ.",
		Head: "Họ và tên", Answers: []string{"Đồng ý", "Không đồng ý"}, Foot: "Hồng Lam, ngày 23 tháng 01 năm 2026", Stamp: "Dấu của Ban Kiểm phiếu",
	}
	for i := range n {
		s.Rows = append(s.Rows, document.SlipRow{No: fmt.Sprint(i + 1), Name: fmt.Sprintf("Nguyễn Thị Minh Châu thứ %d", i+1), Detail: "Phó Trưởng phòng, Phòng Bảo quản và Phục hồi tài liệu"})
	}
	return s
}

func pagesOf(t *testing.T, pdf []byte) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	write(t, path, pdf)
	return strings.Split(strings.TrimSuffix(documenttest.Run(t, documenttest.Tool(t, "pdftotext"), "-layout", path, "-"), "\f"), "\f")
}

// Slips stand on the smallest size that holds their names, as many as are asked.
func TestSlipsFitAndAreCounted(t *testing.T) {
	for _, c := range []struct{ rows, copies, pages, onPage int }{
		{1, 4, 1, 4}, {7, 9, 3, 4}, {8, 4, 2, 2}, {15, 3, 2, 2}, {16, 2, 2, 1}, {34, 1, 1, 1},
	} {
		var b bytes.Buffer
		set := document.SlipSet{Slip: electionSlip(c.rows), Copies: c.copies, Serial: true, Label: "Phiếu số"}
		if err := document.Slips(&b, []document.SlipSet{set}, document.Meta{}); err != nil {
			t.Fatal(err)
		}
		pages := pagesOf(t, b.Bytes())
		all := strings.Join(pages, "")
		if len(pages) != c.pages || strings.Count(all, "PHIẾU BẦU CỬ") != c.copies || strings.Count(pages[0], "PHIẾU BẦU CỬ") != c.onPage {
			t.Errorf("%d rows: %d pages, %d slips, %d on the first", c.rows, len(pages), strings.Count(all, "PHIẾU BẦU CỬ"), strings.Count(pages[0], "PHIẾU BẦU CỬ"))
		}
		for i := range c.rows {
			if n := strings.Count(all, fmt.Sprintf("thứ %d\n", i+1)) + strings.Count(all, fmt.Sprintf("thứ %d ", i+1)); n < c.copies {
				t.Errorf("%d rows: name %d stands on %d of %d slips", c.rows, i+1, n, c.copies)
			}
		}
		for i := range c.copies {
			if !strings.Contains(all, fmt.Sprintf("Phiếu số %03d", i+1)) {
				t.Errorf("%d rows: no serial %d", c.rows, i+1)
			}
		}
	}
	if err := document.Slips(&bytes.Buffer{}, []document.SlipSet{{Slip: electionSlip(document.MostRows + 1), Copies: 1}}, document.Meta{}); err == nil {
		t.Error("names beyond the slip are lost without a word")
	}
}

// A slip without a serial cannot be told from another.
func TestSlipsAreAlike(t *testing.T) {
	var b bytes.Buffer
	if err := document.Slips(&b, []document.SlipSet{{Slip: electionSlip(3), Copies: 8}}, document.Meta{}); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, b.Bytes())
	if len(pages) != 2 || pages[0] != pages[1] {
		t.Errorf("%d pages, or they differ", len(pages))
	}
}

func TestSignsAreReadFromBothSides(t *testing.T) {
	var b bytes.Buffer
	list := []document.Sign{{Name: "Trần Quốc Hưng", Post: "Giám đốc", Unit: "Thư viện tỉnh Hồng Lam"}, {Name: "Nguyễn Phan Hoàng Thị Minh Nguyệt Ánh", Post: "Phó Trưởng ban Chuyên trách Ban Tuyên giáo và Dân vận Tỉnh ủy Hồng Lam"}}
	if err := document.Signs(&b, list, document.Meta{}); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, b.Bytes())
	if len(pages) != 2 || strings.Count(flatten(pages[0]), "Giám đốc") != 2 {
		t.Errorf("%d pages: %q", len(pages), pages)
	}
	for i, s := range list {
		for _, w := range strings.Fields(s.Name) {
			if !strings.Contains(pages[i], w) {
				t.Errorf("%s is not on page %d", w, i+1)
			}
		}
	}
}

// Pages that are drawn once and shown again say what the first says, the last is
// as full as the number asks, and numbered slips differ.
func TestManyCopiesOfASlip(t *testing.T) {
	for rows, per := range map[int]int{3: 4, 12: 2, 20: 1} {
		set := document.SlipSet{Slip: electionSlip(rows), Copies: 5*per - 1}
		var b, again bytes.Buffer
		for _, to := range []*bytes.Buffer{&b, &again} {
			if err := document.Slips(to, []document.SlipSet{set}, document.Meta{}); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%d rows: other bytes", rows)
		}
		pages := pagesOf(t, b.Bytes())
		if per == 1 {
			pages = append(pages, "")
		}
		if len(pages) != 5 || pages[0] != pages[1] || pages[1] != pages[3] || strings.Count(pages[0], "PHIẾU BẦU CỬ") != per || strings.Count(pages[4], "PHIẾU BẦU CỬ") != per-1 {
			t.Errorf("%d rows: %d pages\n%s", rows, len(pages), strings.Join(pages, "\n---\n"))
		}
		set.Serial, set.Label = true, "Số"
		var numbered bytes.Buffer
		if err := document.Slips(&numbered, []document.SlipSet{set}, document.Meta{}); err != nil {
			t.Fatal(err)
		}
		if all := strings.Join(pagesOf(t, numbered.Bytes()), ""); strings.Count(all, "Số 0") != set.Copies {
			t.Errorf("%d rows: not each of %d slips has its number", rows, set.Copies)
		}
	}
}

func TestPackHasEverythingOnce(t *testing.T) {
	p := document.Pack{
		Cards: []document.Card{{Name: "Lê Thị Hường", Code: "K7M4P2XQ", QR: "x"}}, Deck: document.Deck{Title: "Hội nghị"},
		Before: []document.Paper{resolution()}, Slips: []document.SlipSet{{Slip: electionSlip(3), Copies: 4}},
		Signs: []document.Sign{{Name: "Trần Quốc Hưng"}}, After: []document.Paper{{Kind: "CHƯƠNG TRÌNH", A5: true, Body: []document.Block{document.Para{Text: "Chào cờ"}}}},
	}
	var b, again bytes.Buffer
	if err := document.PrintPack(&b, p); err != nil {
		t.Fatal(err)
	}
	if err := document.PrintPack(&again, p); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("other bytes")
	}
	pages := pagesOf(t, b.Bytes())
	for i, want := range []string{"Hường", "NGHỊ QUYẾT", "", "PHIẾU BẦU CỬ", "Quốc", "CHƯƠNG TRÌNH"} {
		if i >= len(pages) || !strings.Contains(pages[i], want) {
			t.Errorf("page %d of %d has no %s", i+1, len(pages), want)
		}
	}
	if strings.HasPrefix(strings.TrimSpace(pages[1]), "2") || !strings.HasPrefix(strings.TrimSpace(pages[2]), "2") {
		t.Error("pages of the paper do not count for themselves")
	}
	var none bytes.Buffer
	if err := document.PrintPack(&none, document.Pack{}); err != nil || none.Len() == 0 {
		t.Error("an empty pack", err)
	}
}

// On stock, what is printed already is left out and the rest is moved.
func TestCertificatesOnStock(t *testing.T) {
	place := func(on document.Stock) (x string, pages string) {
		var b bytes.Buffer
		if err := document.CertificatesOn(&b, []document.Certificate{certificate()}, on, document.Meta{}); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "a.pdf")
		write(t, path, b.Bytes())
		out := documenttest.Run(t, documenttest.Tool(t, "pdftotext"), "-bbox", path, "-")
		for line := range strings.Lines(out) {
			if strings.Contains(line, ">Đã<") {
				x = line
			}
		}
		return x, out
	}
	at, whole := place(document.Stock{})
	moved, bare := place(document.Stock{Framed: true, Headed: true, Offset: document.Offset{Right: 100, Down: -50}})
	var x0, y0, x1, y1 float64
	fmt.Sscanf(strings.TrimSpace(at), `<word xMin="%f" yMin="%f"`, &x0, &y0)
	fmt.Sscanf(strings.TrimSpace(moved), `<word xMin="%f" yMin="%f"`, &x1, &y1)
	if dx := x1 - x0; dx < 28.2 || dx > 28.5 {
		t.Errorf("moved %.2f points right, want 10 mm", dx)
	}
	if !strings.Contains(whole, ">CỘNG<") || strings.Contains(bare, ">CỘNG<") {
		t.Error("the national name is drawn over the printed one, or missing on plain paper")
	}
}
