package portal_test

import (
	"os"
	"strings"
	"testing"

	"hoinghi/portal"
)

func TestPastedFromWord(t *testing.T) {
	b, err := os.ReadFile("testdata/word.html")
	if err != nil {
		t.Fatal(err)
	}
	got := portal.FromHTML(string(b))
	want := strings.Join([]string{
		"## Hội nghị viên chức năm 2022",
		"**Ngày 07/01/2022**, Bảo tàng tỉnh tổ chức *Hội nghị* tổng kết.",
		"Các nội dung:",
		"1. Báo cáo chuyên môn\n2. Báo cáo công đoàn",
		"- Sưu tầm\n- Trưng bày",
		"Chỉ tiêu Đạt",
		"Hiện vật 129,2%",
		`Xem [Sở](https://sovhttdl.gov.vn/tin%20moi), bẫy, 2 \* 3 \_a\_ &lt; 4.`,
	}, "\n\n")
	if got != want {
		t.Errorf("pasted as\n%s\nwant\n%s", got, want)
	}
	page := portal.HTML(got)
	for _, no := range []string{"script", "alert", "mso", "style", "onclick", "javascript", "MsoNormal", "o:p", "font-family"} {
		if strings.Contains(got+page, no) {
			t.Errorf("%q came through: %s", no, page)
		}
	}
	for _, has := range []string{"<strong>Ngày 07/01/2022</strong>", "<em>Hội nghị</em>", "<ol>", `<a href="https://sovhttdl.gov.vn/tin%20moi"`, "2 * 3 _a_ &lt; 4"} {
		if !strings.Contains(page, has) {
			t.Errorf("no %q in %s", has, page)
		}
	}
}

func TestMarkdownIsNotTakenForHTML(t *testing.T) {
	for _, s := range []string{"Đạt **97%**, tăng <5%> so với 2021", "a < b và c > d", "## Tiêu đề\n\n- một\n- hai", "<https://dantoc.gov.vn>", "Đạt **100%**. <script>alert(1)</script> <b>x</b>"} {
		if portal.IsHTML(s) {
			t.Errorf("%q is Markdown", s)
		}
	}
	if !portal.IsHTML("<p>Một</p>") || !portal.IsHTML("<SPAN lang=VI>x<o:p></o:p></SPAN>") {
		t.Error("HTML is not known")
	}
}

func FuzzFromHTML(f *testing.F) {
	f.Add("<p>Một <b>hai</b></p>")
	f.Add("<ul><li>x</ul></ol></b><a href='x'>")
	f.Add("<script>alert(1)</script><!-- <p> -->&nbsp;&bogus;<b><i></b></i>")
	f.Fuzz(func(t *testing.T, s string) {
		page := portal.HTML(portal.FromHTML(s))
		if low := strings.ToLower(page); strings.Contains(low, "<script") || strings.Contains(low, "<style") || strings.Contains(low, "<img") {
			t.Errorf("%q gives %q", s, page)
		}
	})
}
