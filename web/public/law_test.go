package public_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestTheBookOfRules(t *testing.T) {
	s := newSite(t)
	res, body := s.get("/luat")
	if res.StatusCode != http.StatusOK {
		t.Fatal(res.Status)
	}
	s.has(body, "Sổ tay quy định", "Số người phải có mặt", "conf.quorum.fraction", "điểm c khoản 2 Điều 51", "Đã đọc trong văn bản",
		"Chưa chắc, luật không nói rõ", "Điểm chưa chắc chắn", "U9", `href="#ban-thanh-tra-nhan-dan"`, `id="ban-thanh-tra-nhan-dan"`, "ngày 23/01/2026")
	if strings.Contains(body, "⟦") || strings.Contains(body, "%!") {
		t.Error("a text is missing")
	}
	if again, _ := s.get("/luat", "If-None-Match", res.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("asked again: %s", again.Status)
	}
}

func TestRulesAreFoundWithoutDiacritics(t *testing.T) {
	s := newSite(t)
	_, body := s.get("/luat?tim=" + url.QueryEscape("thoi GIAN cong khai"))
	s.has(body, "disc.duration.days", "20 ngày")
	if strings.Contains(body, "conf.pass.fraction") {
		t.Error("a rule that says nothing of it was found")
	}
	_, body = s.get("/luat?tim=khongcogi")
	s.has(body, "Không tìm thấy quy định nào")
}

func TestTheBookOnAnotherDayAndKind(t *testing.T) {
	s := newSite(t)
	_, body := s.get("/luat?ngay=01/03/2020&tim=conf.whole_staff.max")
	s.has(body, "không quá 200", "ngày 01/03/2020")
	_, body = s.get("/luat?loai=doanh-nghiep")
	if strings.Contains(body, "conf.quorum.fraction") {
		t.Error("the quorum of agencies was shown to an enterprise")
	}
	_, body = s.get("/luat?loai=dang-doan-the&tim=conf.quorum.fraction")
	s.has(body, "Vận dụng", "/luat/conf.quorum.fraction?loai=dang-doan-the")
	for _, bad := range []string{"31/02/2026", "hôm qua", "<script>"} {
		res, body := s.get("/luat?ngay=" + url.QueryEscape(bad))
		if res.StatusCode != http.StatusOK || strings.Contains(body, "<script>alert") {
			t.Error(bad, res.Status)
		}
		s.has(body, "Không có ngày", "23/01/2026", "conf.quorum.fraction")
	}
}

var stretches = regexp.MustCompile(`<rect class="spell[^"]*"`)

func TestARuleAndItsHistory(t *testing.T) {
	s := newSite(t)
	res, body := s.get("/luat/conf.whole_staff.max")
	if res.StatusCode != http.StatusOK {
		t.Fatal(res.Status)
	}
	s.has(body, "01/03/2016 – 30/06/2023", "Từ 01/07/2023", "không quá 200", "dưới 100", "điểm a khoản 2 Điều 51", "Đơn vị được quy định chặt hơn", "Rà soát lại trước ngày 01/01/2027")
	if n := len(stretches.FindAllString(body, -1)); n != 2 {
		t.Errorf("%d stretches drawn, want 2", n)
	}
	_, body = s.get("/luat/conf.extra.convene_days?ngay=2024-01-01")
	s.has(body, "Không có giá trị vào ngày này", "luật năm 2022 không quy định số ngày", `class="spell gap here"`)
	_, body = s.get("/luat/conf.quorum.fraction@2023-07-01")
	s.has(body, "Số người phải có mặt")
	_, body = s.get("/luat/conf.forms.pass")
	s.has(body, "cần xác nhận bằng văn bản của mình", "Tỷ lệ tán thành khi lấy phiếu thay hội nghị")
	_, body = s.get("/luat/conf.quorum.fraction?loai=doanh-nghiep")
	s.has(body, "Không áp dụng cho loại đơn vị này")
	if res, _ := s.get("/luat/conf.nothing"); res.StatusCode != http.StatusNotFound {
		t.Errorf("a rule that is none: %s", res.Status)
	}
}

// Each rule of the book has a page that draws.
func TestEveryRuleHasAPage(t *testing.T) {
	s := newSite(t)
	_, book := s.get("/luat?loai=moi")
	links := regexp.MustCompile(`<h3><a href="/d/thu-vien(/luat/[^"]+)"`).FindAllStringSubmatch(book, -1)
	if len(links) < 80 {
		t.Fatalf("only %d rules in the book", len(links))
	}
	for _, l := range links {
		res, body := s.get(strings.ReplaceAll(l[1], "&amp;", "&"))
		if res.StatusCode != http.StatusOK || strings.Contains(body, "⟦") || strings.Contains(body, "%!") {
			t.Errorf("%s: %s", l[1], res.Status)
		}
	}
}
