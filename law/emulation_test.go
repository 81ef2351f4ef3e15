package law_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"hoinghi/law"
)

// Three of eighteen, as one conference of 2021 really proposed.
func TestNghiDinh91Dieu9Khoan3(t *testing.T) {
	got, err := law.CSTDCSWhy(day("2021-12-30"), law.Unit{Kind: law.PartyOrMass}, 18, 3)
	if err != nil {
		t.Fatal(err)
	}
	want := []law.Reading{
		{Label: "Tính trên 18 Lao động tiên tiến đã nêu", Conclusion: "3/18 = 16,7 %, vượt 15 %",
			Source: "khoản 3 Điều 9 Nghị định số 91/2017/NĐ-CP", Verdict: law.Short},
		{Label: "Cộng cả Chiến sĩ thi đua cơ sở vào Lao động tiên tiến (18 + 3)", Conclusion: "3/21 = 14,3 %, không quá 15 %",
			Source: "Điều 23 Luật Thi đua, khen thưởng năm 2003", Verdict: law.Met},
		{Label: "Làm tròn số lượng được xét", Conclusion: "15 % của 18 là 2,7, làm tròn thành 3. Có 3 người, không vượt",
			Source: "thông tư riêng của bộ, ngành cho phép làm tròn; đơn vị phải nêu số văn bản", Verdict: law.Met},
	}
	if d := cmp.Diff(want, got.Readings); d != "" {
		t.Error(d)
	}
	if got.Verdict != law.Warned || got.Conclusion != "3/18 = 16,7 %, vượt 15 %; cách tính khác cho kết quả khác, cần chọn và nêu căn cứ" {
		t.Errorf("%s %q", got.Verdict, got.Conclusion)
	}
}

func TestGrassrootsShareVerdicts(t *testing.T) {
	for _, c := range []struct {
		advanced, fighters int64
		want               law.Verdict
	}{
		{20, 3, law.Met}, {10, 1, law.Met}, {18, 2, law.Met}, {18, 3, law.Warned}, {18, 4, law.Short},
		{1, 1, law.Short}, {6, 1, law.Warned}, {100, 15, law.Met}, {100, 16, law.Warned}, {100, 18, law.Short},
	} {
		w, err := law.CSTDCSWhy(day("2021-12-30"), agency, c.advanced, c.fighters)
		if err != nil || w.Verdict != c.want {
			t.Errorf("%d of %d: %s %v, want %s", c.fighters, c.advanced, w.Verdict, err, c.want)
		}
	}
	if _, err := law.CSTDCSWhy(day("2021-12-30"), agency, 0, 0); key(err) != law.KeyCountBase {
		t.Error(err)
	}
	if _, err := law.CSTDCSWhy(day("2017-09-30"), agency, 10, 1); key(err) != law.KeyDayBefore {
		t.Error(err)
	}
}

func TestLuat2003Dieu21Den28(t *testing.T) {
	if s := is(t, law.AdvancedCollective, "2022-01-01"); s.Met(10, 20) || !s.Met(11, 20) {
		t.Error(s)
	}
	if s := is(t, law.ExcellentCollective, "2022-01-01"); !s.Met(14, 20) || s.Met(13, 20) {
		t.Error(s)
	}
	if d := is(t, law.CollectiveDiscipline, "2023-12-31"); d != law.Warning {
		t.Error(d)
	}
	if _, err := law.CollectiveDiscipline.On(day("2024-01-01")); key(err) != law.KeyDayGap {
		t.Error(err)
	}
	if n, m := is(t, law.MinistryRequires, "2022-01-01"), is(t, law.NationalRequires, "2022-01-01"); n != 3 || m != 2 {
		t.Error(n, m)
	}
}

func TestNghiDinh91Dieu10(t *testing.T) {
	if s := is(t, law.AdvancedMonths, "2022-01-01"); s.Words() != "10 tháng" {
		t.Error(s)
	}
	if d := is(t, law.AdvancedDiscipline, "2022-01-01"); d != law.Reprimand {
		t.Error(d)
	}
	if !is(t, law.MaternityCounted, "2022-01-01") {
		t.Error("maternity leave does not count")
	}
}

func TestLuat06Dieu7(t *testing.T) {
	if !is(t, law.RegistrationBasis, "2023-12-31") || is(t, law.RegistrationBasis, "2024-01-01") {
		t.Error("registration")
	}
	if _, err := law.RegistrationBasis.On(day("2026-10-01")); key(err) != law.KeyDayGap {
		t.Error(err)
	}
}

func TestCouncilVotes(t *testing.T) {
	for _, c := range []struct {
		series law.Series[law.Share]
		on     string
		least  int64 // of 20 members
	}{
		{law.VoteNational, "2023-12-31", 18}, {law.VoteNational, "2025-07-01", 18},
		{law.VoteMinistry, "2023-12-31", 18}, {law.VoteFlag, "2027-03-01", 16},
		{law.VoteBase, "2026-01-01", 11}, {law.CouncilQuorum, "2023-12-31", 14},
	} {
		if s := is(t, c.series, c.on); s.Needed(20) != c.least || !s.Met(c.least, 20) || s.Met(c.least-1, 20) {
			t.Errorf("%s on %s: %v", c.series.ID(), c.on, s)
		}
	}
	for _, c := range []struct {
		series law.Series[law.Share]
		on     string
	}{{law.VoteNational, "2024-01-01"}, {law.VoteNational, "2025-06-30"}, {law.VoteMinistry, "2025-07-01"}, {law.VoteFlag, "2027-03-02"}} {
		if _, err := c.series.On(day(c.on)); key(err) != law.KeyDayGap {
			t.Errorf("%s on %s: %v", c.series.ID(), c.on, err)
		}
	}
}

// The vectors of the bonus table, by base salary.
func TestNghiDinh91Dieu68Va69(t *testing.T) {
	days := [4]string{"2022-01-21", "2023-12-31", "2025-12-01", "2026-07-01"}
	for _, c := range []struct {
		award law.Award
		to    law.Recipient
		want  [4]int64
	}{
		{law.LDTT, law.Person, [4]int64{450_000, 540_000, 710_000, 760_000}},
		{law.GiayKhen, law.Person, [4]int64{450_000, 540_000, 710_000, 760_000}},
		{law.GiayKhen, law.Collective, [4]int64{900_000, 1_080_000, 1_410_000, 1_520_000}},
		{law.TTLDTT, law.Collective, [4]int64{1_200_000, 1_440_000, 1_880_000, 2_030_000}},
		{law.CSTDCS, law.Person, [4]int64{1_490_000, 1_800_000, 2_340_000, 2_530_000}},
		{law.TTLDXS, law.Collective, [4]int64{2_240_000, 2_700_000, 3_510_000, 3_800_000}},
		{law.CSTDTQ, law.Person, [4]int64{6_710_000, 8_100_000, 10_530_000, 11_390_000}},
		{law.CSTDBo, law.Person, [4]int64{4_470_000, 5_400_000, 7_020_000, 7_590_000}},
		{law.CoBo, law.Collective, [4]int64{11_920_000, 14_400_000, 18_720_000, 20_240_000}},
		{law.CoCP, law.Collective, [4]int64{17_880_000, 21_600_000, 28_080_000, 30_360_000}},
		{law.BangKhen, law.Person, [4]int64{1_490_000, 1_800_000, 3_510_000, 3_800_000}},
		{law.BangKhen, law.Collective, [4]int64{2_980_000, 3_600_000, 7_020_000, 7_590_000}},
		{law.BangKhenTTg, law.Person, [4]int64{5_220_000, 6_300_000, 8_190_000, 8_860_000}},
	} {
		for i, on := range days {
			b, err := law.BonusFor(c.award, c.to, day(on))
			if err != nil || b.Amount != c.want[i] {
				t.Errorf("%s for %s on %s: %d %v, want %d", c.award, c.to, on, b.Amount, err, c.want[i])
			}
		}
	}
}

func TestBonusByTheDayOfDecision(t *testing.T) {
	before, err := law.BonusFor(law.CSTDCS, law.Person, day("2026-06-30"))
	if err != nil || before.Amount != 2_340_000 || before.Pay != "pay.base@2024-07-01" {
		t.Errorf("%+v %v", before, err)
	}
	after, err := law.BonusFor(law.CSTDCS, law.Person, day("2026-07-01"))
	if err != nil || after.Amount != 2_530_000 || after.Rule != "tdkt.money.multiples@2025-07-01" {
		t.Errorf("%+v %v", after, err)
	}
	merit, err := law.BonusFor(law.BangKhen, law.Person, day("2024-02-01"))
	if err != nil || merit.Amount != 2_700_000 || merit.Conf != law.Low {
		t.Errorf("%+v %v", merit, err)
	}
}

func TestBonusRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		award law.Award
		to    law.Recipient
		on    string
		want  string
	}{
		"no award":           {"MEDAL", law.Person, "2022-01-01", law.KeyAwardUnknown},
		"person's title":     {law.LDTT, law.Collective, "2022-01-01", law.KeyAwardRecipient},
		"collective's title": {law.TTLDXS, law.Person, "2022-01-01", law.KeyAwardRecipient},
		"nobody":             {law.GiayKhen, "", "2022-01-01", law.KeyAwardRecipient},
		"before any":         {law.LDTT, law.Person, "2017-09-30", law.KeyDayBefore},
		"no base salary":     {law.LDTT, law.Person, "2019-06-30", law.KeyDayBefore},
		"lapsed":             {law.LDTT, law.Person, "2027-03-02", law.KeyDayGap},
		"order not read":     {law.HCLDBa, law.Person, "2025-07-01", law.KeyDayGap},
		"no day":             {law.LDTT, law.Person, "", law.KeyDayMissing},
	} {
		if _, err := law.BonusFor(c.award, c.to, day(c.on)); key(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestBonusWhy(t *testing.T) {
	w, err := law.BonusWhy(agency, law.LDTT, law.Person, day("2026-07-01"))
	if err != nil || w.Conclusion != "0,3 × 2.530.000 = 759.000 đồng, làm tròn lên 760.000 đồng" || w.Verdict != law.Met {
		t.Errorf("%q %v", w.Conclusion, err)
	}
	if _, err := law.BonusWhy(law.Unit{}, law.LDTT, law.Person, day("2026-07-01")); key(err) != law.KeyUnitKind {
		t.Error(err)
	}
}
