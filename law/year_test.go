package law_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"hoinghi/law"
)

func TestCalendarOfAnAgency(t *testing.T) {
	got, err := law.Calendar(agency, law.Year{End: day("2025-12-31"), Held: day("2026-03-02"), BoardElected: day("2026-03-02")})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, w := range got {
		lines = append(lines, fmt.Sprintf("%s..%s %s %s", w.From, w.To, w.Rule, w.Title))
		if w.Cite == "" || w.Conf == "" {
			t.Errorf("%s has no citation", w.Rule)
		}
	}
	want := []string{
		"..2025-12-14 rate.deadline@2020-08-20 Đánh giá, xếp loại chất lượng",
		"2025-10-01..2025-12-31 sal.early.short@2013-09-15 Lập danh sách nâng bậc lương trước thời hạn",
		"2026-03-02..2026-03-09 disc.deadline@2023-07-01 Công khai kết quả hội nghị",
		"2026-03-02..2026-03-09 ttnd.recognise.days@2023-08-15 Công nhận Ban Thanh tra nhân dân",
		"2026-03-09..2026-03-29 disc.duration.days@2023-07-01 Giữ công khai liên tục",
		"2026-01-01..2026-03-31 conf.deadline.months@2023-07-01 Tổ chức hội nghị",
		"2026-04-01..2026-04-10 fin.quarter.days@2026-01-01 Công khai tình hình thực hiện ngân sách 3 tháng năm 2026",
		"2026-07-01..2026-07-10 fin.quarter.days@2026-01-01 Công khai tình hình thực hiện ngân sách 6 tháng năm 2026",
		"2026-03-02..2026-09-02 conf.review.period_months@2023-07-01 Kiểm tra 6 tháng việc thực hiện nghị quyết",
		"2026-10-01..2026-10-10 fin.quarter.days@2026-01-01 Công khai tình hình thực hiện ngân sách 9 tháng năm 2026",
		"2026-09-02..2027-03-02 conf.review.period_months@2023-07-01 Kiểm tra 6 tháng việc thực hiện nghị quyết",
		"2028-03-02..2028-03-02 ttnd.term.months@2023-07-01 Hết nhiệm kỳ Ban Thanh tra nhân dân",
	}
	if d := cmp.Diff(want, lines); d != "" {
		t.Error(d)
	}
}

func TestCalendarOfTheOldRegime(t *testing.T) {
	got, err := law.Calendar(agency, law.Year{End: day("2021-12-31"), Held: day("2022-01-21")})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range got {
		if strings.HasPrefix(w.Rule, "disc.") || strings.HasPrefix(w.Rule, "conf.review") {
			t.Errorf("%s is of a later law", w.Rule)
		}
		if strings.HasPrefix(w.Rule, "conf.deadline.old") && w.To != day("2021-12-31") {
			t.Errorf("%+v", w)
		}
	}
}

func TestCalendarOfASchool(t *testing.T) {
	got, err := law.Calendar(law.Unit{Kind: law.PublicService, FullyFunded: true}, law.Year{End: day("2026-05-31")})
	if err != nil {
		t.Fatal(err)
	}
	if w := got[1]; w.Rule != "fin.quarter.days@2026-01-01" || got[2].To != day("2026-08-31") {
		t.Errorf("%+v", got)
	}
	for _, w := range got {
		if strings.HasPrefix(w.Rule, "rate.") {
			t.Error("a school year is rated on the ministry's day")
		}
	}
}

func TestCalendarByAnalogy(t *testing.T) {
	got, err := law.Calendar(law.Unit{Kind: law.PartyOrMass}, law.Year{End: day("2025-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range got {
		if strings.HasPrefix(w.Rule, "conf.") != strings.HasPrefix(w.Note, "Áp dụng tương tự") {
			t.Errorf("%s: %q", w.Rule, w.Note)
		}
	}
}

func TestCalendarRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		unit law.Unit
		year law.Year
		want string
	}{
		"no kind":    {law.Unit{}, law.Year{End: day("2025-12-31")}, law.KeyUnitKind},
		"no year":    {agency, law.Year{}, law.KeyDayMissing},
		"enterprise": {law.Unit{Kind: law.Enterprise}, law.Year{End: day("2025-12-31")}, law.KeyUnitOutside},
		"before any": {agency, law.Year{End: day("2010-12-31")}, law.KeyDayBefore},
	} {
		if _, err := law.Calendar(c.unit, c.year); key(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
