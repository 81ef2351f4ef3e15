package law_test

import (
	"strings"
	"testing"

	"hoinghi/law"
)

// Five conferences that really took place, by the law of their day and by the
// law of 2022.
func TestConferencesByTwoLaws(t *testing.T) {
	for _, c := range []struct {
		name, held, yearEnd string
		unit                law.Unit
		then, now           law.Verdict
		why, whyNow         string
	}{
		{"S0", "2022-01-07", "2021-12-31", law.Unit{Kind: law.PublicService}, law.Warned, law.Met,
			"Ngày 07/01/2022 sau khi hết năm 7 ngày, muộn so với quy định họp vào cuối năm; nhiều nơi vẫn họp vào tháng 01",
			"Hội nghị tổ chức từ 01/01/2022 đến hết 31/03/2022. Ngày 07/01/2022 trong thời hạn"},
		{"S1", "2022-12-27", "2022-12-31", law.Unit{Kind: law.PublicService}, law.Met, law.Warned,
			"Ngày 27/12/2022 vào cuối năm, đúng quy định",
			"Hội nghị tổ chức từ 01/01/2023 đến hết 31/03/2023. Ngày 27/12/2022 khi năm công tác chưa kết thúc, cần xem lại"},
		{"S2", "2020-12-31", "2020-12-31", law.Unit{Kind: law.PartyOrMass}, law.Met, law.Warned,
			"Ngày 31/12/2020 vào cuối năm, đúng quy định",
			"Hội nghị tổ chức từ 01/01/2021 đến hết 31/03/2021. Ngày 31/12/2020 khi năm công tác chưa kết thúc, cần xem lại"},
		{"S3", "2021-12-30", "2021-12-31", law.Unit{Kind: law.PartyOrMass}, law.Met, law.Warned,
			"Ngày 30/12/2021 vào cuối năm, đúng quy định",
			"Hội nghị tổ chức từ 01/01/2022 đến hết 31/03/2022. Ngày 30/12/2021 khi năm công tác chưa kết thúc, cần xem lại"},
		{"S4", "2022-01-21", "2021-12-31", law.Unit{Kind: law.Administrative}, law.Warned, law.Met,
			"Ngày 21/01/2022 sau khi hết năm 21 ngày, muộn so với quy định họp vào cuối năm; nhiều nơi vẫn họp vào tháng 01",
			"Hội nghị tổ chức từ 01/01/2022 đến hết 31/03/2022. Ngày 21/01/2022 trong thời hạn"},
	} {
		held, end := day(c.held), day(c.yearEnd)
		then, err := law.DeadlineWhy(held, c.unit, end, held)
		if err != nil {
			t.Fatal(err)
		}
		now, err := law.DeadlineWhy(day("2026-10-01"), c.unit, end, held)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s %s: %s, %s (%s)", c.name, c.held, then.Verdict, then.Conclusion, then.Cite)
		t.Logf("%s by law of 2022: %s, %s (%s)", c.name, now.Verdict, now.Conclusion, now.Cite)
		if then.Verdict != c.then || then.Conclusion != c.why || !strings.Contains(then.Cite, "01/2016/TT-BNV") {
			t.Errorf("%s then: %s %q %s", c.name, then.Verdict, then.Conclusion, then.Cite)
		}
		if now.Verdict != c.now || now.Conclusion != c.whyNow || !strings.Contains(now.Cite, "Điều 51") {
			t.Errorf("%s now: %s %q %s", c.name, now.Verdict, now.Conclusion, now.Cite)
		}
	}
}

func TestDeadlineBoundaries(t *testing.T) {
	for _, c := range []struct {
		on, end, held string
		want          law.Verdict
	}{
		{"2026-01-05", "2025-12-31", "2025-12-31", law.Warned},
		{"2026-01-05", "2025-12-31", "2026-01-01", law.Met},
		{"2026-01-05", "2025-12-31", "2026-03-31", law.Met},
		{"2026-01-05", "2025-12-31", "2026-04-01", law.Short},
		{"2026-01-05", "2026-02-28", "2026-05-31", law.Met},
		{"2026-01-05", "2026-02-28", "2026-06-01", law.Short},
		{"2026-01-05", "2026-05-31", "2026-08-31", law.Met},
		{"2023-06-30", "2022-12-31", "2022-09-30", law.Met},
		{"2023-06-30", "2022-12-31", "2022-09-29", law.Warned},
		{"2023-06-30", "2022-12-31", "2023-01-01", law.Warned},
		{"2023-07-01", "2022-12-31", "2023-01-01", law.Met},
	} {
		w, err := law.DeadlineWhy(day(c.on), agency, day(c.end), day(c.held))
		if err != nil || w.Verdict != c.want {
			t.Errorf("%v: %s %v", c, w.Verdict, err)
		}
	}
}

func TestDeadlineRefusals(t *testing.T) {
	if _, err := law.DeadlineWhy(day("2026-01-05"), agency, law.Day{}, day("2026-01-05")); key(err) != law.KeyDayMissing {
		t.Errorf("no end of the year: %v", err)
	}
	if _, err := law.DeadlineWhy(day("2016-02-29"), agency, day("2015-12-31"), day("2015-12-31")); key(err) != law.KeyDayBefore {
		t.Errorf("before any rule: %v", err)
	}
}
