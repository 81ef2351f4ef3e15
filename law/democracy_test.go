package law_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"hoinghi/law"
)

const newLaw = "2023-07-01"

func TestDieu46(t *testing.T) {
	n := is(t, law.Notices, newLaw)
	if len(n) != 12 {
		t.Fatalf("%d items", len(n))
	}
	for i, x := range n {
		if x.Number != i+1 || x.Text == "" || x.Form == "" || x.Due != (law.Span{N: 5, Unit: law.WorkingDaysOnly}) {
			t.Errorf("item %d: %+v", i+1, x)
		}
		if x.Restricted != (x.Number == 7) {
			t.Errorf("item %d: restricted %v", x.Number, x.Restricted)
		}
		if x.Own != "" {
			if _, ok := law.Find(x.Own); !ok {
				t.Errorf("item %d names an unknown rule %s", x.Number, x.Own)
			}
		}
	}
}

func TestDieu47(t *testing.T) {
	if got := strings.Join(law.Codes(is(t, law.DisclosureForms, newLaw)), ""); got != "abcdđeg" {
		t.Errorf("forms %s", got)
	}
	if s := is(t, law.DisclosureDeadline, newLaw); s.Words() != "5 ngày làm việc" {
		t.Error(s.Words())
	}
}

func TestDieu48(t *testing.T) {
	if s := is(t, law.DisclosureDuration, newLaw); s.Words() != "20 ngày" {
		t.Error(s.Words())
	}
	if !is(t, law.DisclosureOnline, newLaw) {
		t.Error("an internal system need not be used")
	}
	due, until, err := law.DisclosureWindow(day("2026-04-24")) // a Friday before Hùng Kings' day, 30 April and 1 May
	if err != nil || due != day("2026-05-06") || until != day("2026-05-26") {
		t.Errorf("%s %s %v", due, until, err)
	}
}

func TestDieu49(t *testing.T) {
	if n := len(is(t, law.DecideItems, newLaw)); n != 4 {
		t.Errorf("%d items", n)
	}
}

func TestDieu53(t *testing.T) {
	x := is(t, law.OpinionItems, newLaw)
	if len(x) != 11 || x[8].Code != "9" || !strings.Contains(x[8].Text, "chi tiêu nội bộ") {
		t.Errorf("%v", x)
	}
}

func TestDieu55Va59(t *testing.T) {
	if !is(t, law.OpinionExplained, newLaw) || !is(t, law.RegulationRequired, newLaw) {
		t.Error("explanation or regulation is not required")
	}
}

func TestDieu64Den67(t *testing.T) {
	if s := is(t, law.EnterpriseDisclosure, newLaw); s.N != 15 {
		t.Error(s)
	}
	x, err := law.Explain("soe.disclosure.days", day(newLaw), law.Administrative)
	if err != nil || x.Applies != law.NotAtAll {
		t.Errorf("%v %v", x.Applies, err)
	}
}

func TestDieu60(t *testing.T) {
	old, now := is(t, law.BoardSizes, "2023-06-30"), is(t, law.BoardSizes, newLaw)
	for n := int64(0); n < 12; n++ {
		if want := n == 3 || n == 5 || n == 7 || n == 9; old.Allows(n) != want {
			t.Errorf("old board of %d: %v", n, !want)
		}
		if want := n >= 3 && n <= 9; now.Allows(n) != want {
			t.Errorf("board of %d: %v", n, !want)
		}
	}
	if l := is(t, law.NoBoardMax, newLaw); !l.Allows(7) || l.Allows(8) {
		t.Error(l)
	}
	if d := cmp.Diff([]string{"head", "deputy", "chief-accountant"}, law.Codes(is(t, law.BoardExcluded, newLaw))); d != "" {
		t.Error(d)
	}
	if s := is(t, law.BoardTerm, newLaw); s.Words() != "24 tháng" {
		t.Error(s.Words())
	}
}

func TestDieu63Khoan1DiemC(t *testing.T) {
	if s := is(t, law.BoardAnswer, newLaw); s.Words() != "15 ngày" {
		t.Error(s.Words())
	}
}

func TestNghiDinh59Dieu21(t *testing.T) {
	if s := is(t, law.BoardRecognised, "2023-08-15"); s.Words() != "5 ngày làm việc" {
		t.Error(s.Words())
	}
	if d := is(t, law.BoardDeputies, "2023-08-15"); d != (law.Deputies{From: 9, Max: 2}) {
		t.Error(d)
	}
	if d := is(t, law.BoardDeputies, "2023-08-07"); d != (law.Deputies{From: 5, Max: 1}) {
		t.Error(d)
	}
	if _, err := law.BoardDeputies.On(day("2023-08-08")); key(err) != law.KeyDayGap {
		t.Error(err)
	}
	if b := is(t, law.BoardElected, newLaw); b.Met(25, 50) || !b.Met(26, 50) {
		t.Error(b)
	}
}

func TestNghiDinh59Dieu22(t *testing.T) {
	if s := is(t, law.BoardPlanNotice, "2023-08-15"); s.N != 5 {
		t.Error(s)
	}
	if n := len(is(t, law.BoardReports, "2023-08-15")); n != 4 {
		t.Error(n)
	}
}

func TestThongTu61VaNghiDinh73(t *testing.T) {
	for _, c := range []struct {
		series   law.Series[law.Span]
		old, now string
	}{
		{law.EstimateDeadline, "15 ngày", "30 ngày"},
		{law.QuarterDeadline, "15 ngày", "10 ngày"},
		{law.YearDeadline, "5 ngày làm việc", "10 ngày"},
		{law.SettlementDeadline, "15 ngày", "30 ngày"},
	} {
		old, err := law.OfBudgetYear(c.series, 2025)
		if err != nil || old.Is.Words() != c.old {
			t.Errorf("%s 2025: %s %v", c.series.ID(), old.Is.Words(), err)
		}
		now, err := law.OfBudgetYear(c.series, 2026)
		if err != nil || now.Is.Words() != c.now {
			t.Errorf("%s 2026: %s %v", c.series.ID(), now.Is.Words(), err)
		}
	}
	if f, err := law.OfBudgetYear(law.FinanceForms, 2017); err != nil || law.Codes(f.Is)[0] != "02" {
		t.Errorf("2017: %v %v", f.Is, err)
	}
	if _, err := law.OfBudgetYear(law.FinanceForms, 2016); key(err) != law.KeyDayBefore {
		t.Error(err)
	}
	if d := cmp.Diff([]string{"74", "75", "76"}, law.Codes(is(t, law.FinanceForms, "2026-01-01"))); d != "" {
		t.Error(d)
	}
}

func TestNghiDinh233Dieu10Den12(t *testing.T) {
	p := is(t, law.PointsPublic, "2026-07-01")
	for points, want := range map[int]law.Level{100: law.Excellent, 90: law.Excellent, 89: law.Good, 70: law.Good, 69: law.Completed, 50: law.Completed, 49: law.Failed, 0: law.Failed} {
		if got, err := p.Level(points); err != nil || got != want {
			t.Errorf("%d points: %s %v", points, got, err)
		}
	}
	for _, bad := range []int{-1, 101} {
		if _, err := p.Level(bad); key(err) != law.KeyScore {
			t.Errorf("%d points: %v", bad, err)
		}
	}
	c := is(t, law.ExcellentCap, "2026-07-01")
	if !c.PublicEmployees.Holds(4, 20) || c.PublicEmployees.Holds(5, 20) || !c.BestUnit.Holds(5, 20) || c.BestUnit.Holds(6, 20) {
		t.Error(c)
	}
}
