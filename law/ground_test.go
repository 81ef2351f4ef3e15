package law_test

import (
	"slices"
	"strings"
	"testing"

	"hoinghi/law"
)

// Grounds name a law without its number and stand above what rests on it.
func TestGrounds(t *testing.T) {
	rule, err := law.BoardElected.On(law.MustDay("2026-01-23"))
	if err != nil {
		t.Fatal(err)
	}
	got := law.Grounds(rule.Cite)
	if len(got) != 2 || !strings.HasPrefix(got[0], "điểm c khoản 2 Điều 51 Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022") ||
		!strings.HasPrefix(got[1], "khoản 1 Điều 21 Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết") {
		t.Errorf("%q", got)
	}
	for _, g := range got {
		if strings.Contains(g, "/QH") {
			t.Errorf("%q has the number of a law", g)
		}
	}
	if got := law.Grounds("Điều 27 Thông tư số 26/2026/TT-BTC"); !slices.Equal(got, []string{"Điều 27 Thông tư số 26/2026/TT-BTC"}) {
		t.Errorf("%q", got)
	}
}
