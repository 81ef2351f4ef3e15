package law_test

import (
	"strings"
	"testing"

	"hoinghi/law"
)

func TestQuorumUnderAnOwnBar(t *testing.T) {
	on := day("2026-03-02")
	bar, err := law.TightenShare(law.Quorum, law.AtLeast(3, 4), own, on)
	if err != nil {
		t.Fatal(err)
	}
	w, err := law.QuorumUnder(bar, on, agency, law.Count{Base: 64, Part: 47})
	if err != nil || w.Verdict != law.Short || w.Requirement != "Có ít nhất 75 % tổng số người được triệu tập có mặt" ||
		w.Conclusion != "75 % của 64 là 48. Có 47 người, thiếu 1 người, chưa đủ điều kiện" || w.Rule != bar.ID ||
		!strings.HasPrefix(w.Cite, "khoản 2 Điều 7 15/QC-STTTT") {
		t.Errorf("%+v %v", w, err)
	}
	loose := bar
	loose.Is = law.AtLeast(1, 2)
	if _, err := law.QuorumUnder(loose, on, agency, law.Count{Base: 64, Part: 47}); key(err) != law.KeyOverlayLooser {
		t.Errorf("looser by hand: %v", err)
	}
	if _, err := law.MajorityUnder(bar, on, agency, law.Count{Base: 64, Part: 47}); key(err) != law.KeyRuleUnknown {
		t.Errorf("another rule's bar: %v", err)
	}
	if _, err := law.QuorumUnder(bar, day("2024-01-01"), agency, law.Count{Base: 64, Part: 47}); key(err) != law.KeyRuleUnknown {
		t.Errorf("before its day: %v", err)
	}
}

func TestShareOfFightersOnceSettled(t *testing.T) {
	on := day("2024-12-30")
	settle := func(id, choice string) law.Settled {
		s, err := law.Fill(id, choice, own, on)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct {
		base, rounding string
		fighters       int64
		want           law.Verdict
	}{
		{"advanced", "down", 2, law.Met}, {"advanced", "down", 3, law.Short},
		{"advanced", "half-up", 3, law.Met}, {"advanced", "up", 4, law.Short},
		{"together", "down", 3, law.Met}, {"together", "down", 4, law.Short},
		{"together", "up", 4, law.Met},
	} {
		w, err := law.CSTDCSDecided(on, agency, law.Proposal{Advanced: 18, Fighters: c.fighters,
			Base: settle("tdkt.cstdcs.base", c.base), Rounding: settle("tdkt.cstdcs.rounding", c.rounding)})
		if err != nil || w.Verdict != c.want || !strings.Contains(w.Cite, own.Number) {
			t.Errorf("%v: %s %q %v", c, w.Verdict, w.Conclusion, err)
		}
	}
	if _, err := law.CSTDCSDecided(on, agency, law.Proposal{Advanced: 18, Fighters: 3}); key(err) != law.KeyOverlayClosed {
		t.Error(err)
	}
}

func TestDoubtsNameRealRules(t *testing.T) {
	for _, d := range law.Doubts() {
		if d.Text == "" || d.Act == "" {
			t.Errorf("%s is empty", d.Code)
		}
		for _, id := range d.Rules {
			if _, ok := law.Find(id); !ok {
				t.Errorf("%s names %s", d.Code, id)
			}
		}
	}
}

func TestOverdue(t *testing.T) {
	if n := len(law.Overdue(day("2020-01-01"))); n != 0 {
		t.Errorf("%d rules overdue long before", n)
	}
	if n, all := len(law.Overdue(day("2100-01-01"))), len(law.Rules()); n != all {
		t.Errorf("%d of %d rules overdue long after", n, all)
	}
	r, _ := law.Find("tdkt.cstdcs.share")
	for on, want := range map[law.Day]bool{r.Review: true, r.Review.AddDays(-1): false} {
		got := false
		for _, x := range law.Overdue(on) {
			got = got || x.ID == r.ID
		}
		if got != want {
			t.Errorf("on %s: overdue %v", on, got)
		}
	}
}
