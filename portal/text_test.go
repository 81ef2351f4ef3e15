package portal_test

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"hoinghi/portal"
)

func TestBodyIsHarmless(t *testing.T) {
	for _, body := range []string{
		"<script>alert(1)</script>",
		"<img src=x onerror=alert(1)>",
		"[đọc thêm](javascript:alert(1))",
		"[đọc thêm](  jAvAsCrIpT&#58;alert(1))",
		"[x](data:text/html;base64,PHNjcmlwdD4=)",
		"[x](vbscript:msgbox)",
		"<a href=\"javascript:alert(1)\" onclick=alert(1)>x</a>",
		"![x](javascript:alert(1))",
		"![x](https://example.net/track.png)",
		"<svg/onload=alert(1)>",
		"<iframe src=//evil.example></iframe>",
		"<style>*{display:none}</style>",
		"# <b onmouseover=alert(1)>tiêu đề</b>",
		"[x](https://a.vn \"t\\\" onclick=alert(1) x=\")",
		"<https://a.vn/\"onclick=alert(1)>",
		"> <form action=/ra method=post><button>bấm",
		"`<script>`",
	} {
		checkHarmless(t, body)
	}
}

// harmless are the only tags that a body may become; the address of a link is
// looked at apart.
var harmless = regexp.MustCompile(`^</?(?:(?:p|br|h2|h3|h4|strong|em|ul|ol|li|blockquote|hr|code|pre)/?|a(?: href="([^"<>]*)")?)>`)

// checkHarmless looks at every place where a browser could see a tag begin.
func checkHarmless(t *testing.T, body string) {
	t.Helper()
	out := portal.HTML(body)
	for at := 0; at < len(out); at++ {
		if out[at] != '<' {
			continue
		}
		m := harmless.FindStringSubmatch(out[at:])
		if m == nil {
			t.Fatalf("%q became %q", body, out)
		}
		scheme, _, isAbsolute := strings.Cut(html.UnescapeString(m[1]), ":")
		if isAbsolute && !strings.ContainsAny(scheme, "/?#") && !strings.Contains(" http https mailto tel ", " "+strings.ToLower(scheme)+" ") {
			t.Fatalf("%q leads to %q", body, m[1])
		}
	}
}

func FuzzBody(f *testing.F) {
	f.Add("# Tiêu đề\n\n- một\n- hai\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>")
	f.Fuzz(func(t *testing.T, body string) { checkHarmless(t, body) })
}

func TestBodyMarks(t *testing.T) {
	for body, want := range map[string]string{
		"# Một":                    "<h2>Một</h2>",
		"### Ba":                   "<h3>Ba</h3>",
		"##### Năm":                "<h4>Năm</h4>",
		"**đậm** và *nghiêng*":     "<p><strong>đậm</strong> và <em>nghiêng</em></p>",
		"- a\n- b":                 "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
		"1. a\n2. b":               "<ol>\n<li>a</li>\n<li>b</li>\n</ol>",
		"> lời":                    "<blockquote>\n<p>lời</p>\n</blockquote>",
		"dòng một\ndòng hai":       "<p>dòng một<br>\ndòng hai</p>",
		"[Sở](https://so.gov.vn/)": `<p><a href="https://so.gov.vn/">Sở</a></p>`,
		"[trang](/tin)":            `<p><a href="/tin">trang</a></p>`,
	} {
		if got := strings.TrimSpace(portal.HTML(body)); got != want {
			t.Errorf("%q is %q, want %q", body, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	if got, want := portal.Plain("# Một\n\nHai **ba** & [bốn](/x)\n\n- năm"), "Một Hai ba & bốn năm"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// As the five agencies signed and captioned their news.
func TestBylines(t *testing.T) {
	for want, b := range map[string]portal.Byline{
		"Nghiêm Thị Hằng|(Phòng Kiểm kê - Bảo quản)": {Kind: portal.BylineUnit, Name: "Nghiêm Thị Hằng", Unit: "Phòng Kiểm kê - Bảo quản"},
		"Tin, ảnh: Hiền Hưng":                        {Kind: portal.BylineRole, Role: "Tin, ảnh", Name: "Hiền Hưng"},
		"Trần Phường":                                {Kind: portal.BylineName, Name: "Trần Phường", Unit: "x"},
		"PV":                                         {Kind: portal.BylineStaff, Name: "Người viết thật"},
		"":                                           {Name: "Người viết thật"},
	} {
		if got := strings.Join(b.Lines(), "|"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestCaptions(t *testing.T) {
	for _, c := range []struct {
		honorific, name, post, action string
		style                         portal.CaptionStyle
		want                          string
	}{
		{"Đ/c", "Lê Quang Tiên", "Trưởng phòng Tổ chức - Hành chính", "phát biểu tại Hội nghị.", portal.CaptionHyphen,
			"Đ/c Lê Quang Tiên - Trưởng phòng Tổ chức - Hành chính phát biểu tại Hội nghị."},
		{"Bà", "Lê Tuyết Hồng", "Phó Chủ tịch Thường trực", "phát biểu tại Hội nghị", portal.CaptionDash,
			"Bà Lê Tuyết Hồng – Phó Chủ tịch Thường trực phát biểu tại Hội nghị"},
		{"Đồng chí", "Vũ Tuấn", "Giám đốc Sở Thông tin và Truyền thông", "phát biểu tại hội nghị", portal.CaptionComma,
			"Đồng chí Vũ Tuấn, Giám đốc Sở Thông tin và Truyền thông phát biểu tại hội nghị"},
		{"", "", "", "Quang cảnh hội nghị", portal.CaptionScene, "Quang cảnh hội nghị"},
		{"", "", "các phòng ban cơ quan, đơn vị", "Ký giao ước thi đua", portal.CaptionCeremony, "Ký giao ước thi đua các phòng ban cơ quan, đơn vị"},
		{"Đồng chí", "Vũ Tuấn", "", "phát biểu", portal.CaptionComma, "Đồng chí Vũ Tuấn phát biểu"},
	} {
		if got := portal.Caption(c.honorific, c.name, c.post, c.action, c.style); got != c.want {
			t.Errorf("%s: %q, want %q", c.style, got, c.want)
		}
	}
}

func TestEndMark(t *testing.T) {
	for body, want := range map[string]string{"Hết": "Hết./.", "Hết.": "Hết./.", "Hết./.": "Hết./.", "Hết…": "Hết…./.", "": ""} {
		if got := (portal.Text{Body: body, EndMark: true}).Ended(); got != want {
			t.Errorf("%q ends %q, want %q", body, got, want)
		}
	}
	if got := (portal.Text{Body: "Hết."}).Ended(); got != "Hết." {
		t.Errorf("an end mark nobody asked for: %q", got)
	}
}

func TestAddress(t *testing.T) {
	a := portal.Article{ID: "ab12", Text: portal.Text{Title: "Đổi mới: “Hội nghị” năm 2022!"}}
	if got := a.Address(); got != "doi-moi-hoi-nghi-nam-2022-ab12" || portal.IDOf(got) != "ab12" {
		t.Errorf("%q, %q", got, portal.IDOf(got))
	}
	a.Title = "???"
	if got := a.Address(); got != "ab12" || portal.IDOf(got) != "ab12" {
		t.Errorf("%q", got)
	}
	if got := portal.Slug(strings.Repeat("hội nghị ", 40)); len(got) > 80 || strings.HasSuffix(got, "-") {
		t.Errorf("%q", got)
	}
}
