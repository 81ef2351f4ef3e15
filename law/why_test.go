package law_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"hoinghi/law"
)

var agency = law.Unit{Kind: law.Administrative}

func TestQuorumWhyInFull(t *testing.T) {
	got, err := law.QuorumWhy(day("2026-03-02"), agency, 64, 48)
	if err != nil {
		t.Fatal(err)
	}
	want := law.Why{
		Rule: "conf.quorum.fraction@2023-07-01", Title: "Số người phải có mặt",
		Inputs:      []law.Figure{{Label: "Số người được triệu tập", Value: "64"}, {Label: "Số người có mặt", Value: "48"}},
		Requirement: "Có ít nhất 2/3 tổng số người được triệu tập có mặt",
		Cite:        "điểm c khoản 2 Điều 51 Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15",
		Conf:        law.Verified, On: day("2026-03-02"), Verdict: law.Met,
		Conclusion: "2/3 của 64 là 42,67, làm tròn lên 43. Có 48 người, đủ điều kiện",
		Change:     "Bớt 6 người thì chưa đủ điều kiện.",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestCountingWhys(t *testing.T) {
	type build func(law.Day, law.Unit, int64, int64) (law.Why, error)
	for name, c := range map[string]struct {
		of         build
		base, n    int64
		verdict    law.Verdict
		conclusion string
		change     string
	}{
		"quorum short":  {law.QuorumWhy, 64, 40, law.Short, "2/3 của 64 là 42,67, làm tròn lên 43. Có 40 người, thiếu 3 người, chưa đủ điều kiện", "Thêm 3 người thì đủ điều kiện."},
		"quorum even":   {law.QuorumWhy, 63, 42, law.Met, "2/3 của 63 là 42. Có 42 người, đủ điều kiện", "Bớt 1 người thì chưa đủ điều kiện."},
		"pass odd":      {law.MajorityWhy, 49, 25, law.Met, "50 % của 49 là 24,5, phải trên mức đó, tức từ 25 trở lên. Có 25 người tán thành, đủ điều kiện thông qua", "Bớt 1 người tán thành thì chưa đủ điều kiện thông qua."},
		"pass half":     {law.MajorityWhy, 48, 24, law.Short, "50 % của 48 là 24, phải trên mức đó, tức từ 25 trở lên. Có 24 người tán thành, thiếu 1 người, chưa đủ điều kiện thông qua", "Thêm 1 người tán thành thì đủ điều kiện thông qua."},
		"pass everyone": {law.MajorityWhy, 30, 30, law.Met, "50 % của 30 là 15, phải trên mức đó, tức từ 16 trở lên. Có 30 người tán thành, đủ điều kiện thông qua", "Bớt 15 người tán thành thì chưa đủ điều kiện thông qua."},
	} {
		w, err := c.of(day("2024-03-01"), agency, c.base, c.n)
		if err != nil {
			t.Fatal(err)
		}
		if w.Verdict != c.verdict || w.Conclusion != c.conclusion || w.Change != c.change {
			t.Errorf("%s: %s\n%q\n%q", name, w.Verdict, w.Conclusion, w.Change)
		}
	}
}

func TestWhyCitesTheLawOfTheDay(t *testing.T) {
	w, err := law.QuorumWhy(day("2022-01-21"), agency, 30, 30)
	if err != nil || w.Rule != "conf.quorum.fraction@2016-03-01" || w.Cite != "khoản 3 Điều 2 Thông tư số 01/2016/TT-BNV" {
		t.Errorf("%v %v", w, err)
	}
}

func TestWhyByAnalogy(t *testing.T) {
	w, err := law.MajorityWhy(day("2024-01-21"), law.Unit{Kind: law.PartyOrMass}, 30, 30)
	if err != nil || !strings.HasPrefix(w.Note, "Áp dụng tương tự") {
		t.Errorf("%q %v", w.Note, err)
	}
}

func TestWhyRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		on      string
		unit    law.Unit
		base, n int64
		want    string
	}{
		"no kind":        {"2024-01-01", law.Unit{}, 3, 2, law.KeyUnitKind},
		"enterprise":     {"2024-01-01", law.Unit{Kind: law.Enterprise}, 3, 2, law.KeyUnitOutside},
		"no day":         {"", agency, 3, 2, law.KeyDayMissing},
		"before any":     {"2015-01-01", agency, 3, 2, law.KeyDayBefore},
		"nobody":         {"2024-01-01", agency, 0, 0, law.KeyCountBase},
		"more than all":  {"2024-01-01", agency, 3, 4, law.KeyCountPart},
		"less than none": {"2024-01-01", agency, 3, -1, law.KeyCountPart},
	} {
		if _, err := law.QuorumWhy(day(c.on), c.unit, c.base, c.n); key(err) != c.want {
			t.Errorf("quorum, %s: %v, want %s", name, err, c.want)
		}
		if _, err := law.MajorityWhy(day(c.on), c.unit, c.base, c.n); key(err) != c.want {
			t.Errorf("majority, %s: %v, want %s", name, err, c.want)
		}
	}
}

func TestWholeStaffWhy(t *testing.T) {
	for name, c := range map[string]struct {
		on      string
		g       law.Gathering
		verdict law.Verdict
	}{
		"200 of old, delegates":     {"2023-06-30", law.Gathering{Staff: 200, Form: law.Delegates}, law.Short},
		"201 of old, delegates":     {"2023-06-30", law.Gathering{Staff: 201, Form: law.Delegates}, law.Met},
		"99, delegates":             {"2023-07-01", law.Gathering{Staff: 99, Form: law.Delegates}, law.Short},
		"100, delegates":            {"2023-07-01", law.Gathering{Staff: 100, Form: law.Delegates}, law.Met},
		"99, scattered, delegates":  {"2023-07-01", law.Gathering{Staff: 99, Form: law.Delegates, Dispersed: true}, law.Met},
		"99, whole staff":           {"2023-07-01", law.Gathering{Staff: 99, Form: law.WholeStaff}, law.Met},
		"many, whole staff":         {"2023-07-01", law.Gathering{Staff: 500, Form: law.WholeStaff}, law.Met},
		"30, scattered, old regime": {"2022-01-07", law.Gathering{Staff: 30, Form: law.Delegates, Dispersed: true}, law.Met},
	} {
		w, err := law.WholeStaffWhy(day(c.on), agency, c.g)
		if err != nil {
			t.Fatal(err)
		}
		if w.Verdict != c.verdict || w.Conclusion == "" {
			t.Errorf("%s: %s %q", name, w.Verdict, w.Conclusion)
		}
	}
}

func TestWholeStaffWhyNamesTheException(t *testing.T) {
	w, err := law.WholeStaffWhy(day("2024-01-01"), agency, law.Gathering{Staff: 60, Form: law.Delegates, Dispersed: true})
	if err != nil || !strings.Contains(w.Cite, "điểm a khoản 2") || !strings.Contains(w.Cite, "điểm b khoản 2") {
		t.Errorf("%q %v", w.Cite, err)
	}
	w, err = law.WholeStaffWhy(day("2024-01-01"), agency, law.Gathering{Staff: 7, Form: law.WholeStaff})
	if err != nil || !strings.Contains(w.Note, "không bắt buộc") {
		t.Errorf("%q %v", w.Note, err)
	}
	if _, err = law.WholeStaffWhy(day("2024-01-01"), agency, law.Gathering{Staff: 60}); key(err) != law.KeyForm {
		t.Errorf("no form: %v", err)
	}
}
