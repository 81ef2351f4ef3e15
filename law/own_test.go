package law_test

import (
	"slices"
	"strings"
	"testing"

	"hoinghi/law"
	"pgregory.net/rapid"
)

func TestWrittenBars(t *testing.T) {
	for text, want := range map[string]law.Share{
		"3/4": law.AtLeast(3, 4), "ít nhất 3/4": law.AtLeast(3, 4), " Trên  50 % ": law.MoreThan(50, 100),
		"75%": law.AtLeast(75, 100), "từ 66,7 % trở lên": law.AtLeast(667, 1000), ">1/2": law.MoreThan(1, 2),
		">= 2/3": law.AtLeast(2, 3), "quá 1/2": law.MoreThan(1, 2), "100 %": law.AtLeast(100, 100),
	} {
		if got, ok := law.ParseShare(text); !ok || got != want {
			t.Errorf("%q is %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "ba phần tư", "5/4", "0/4", "1/0", "101 %", "-1/2", "1/-2", "3", ",5 %", "1/2/3", "không quá 1/2", "99999999999/99999999999"} {
		if got, ok := law.ParseShare(text); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestWrittenLimitsAndSpans(t *testing.T) {
	for text, want := range map[string]law.Limit{"dưới 150": law.Below(150), "<150": law.Below(150), "<= 150": law.UpTo(150), "150 người": law.UpTo(150), "đến 150": law.UpTo(150)} {
		if got, ok := law.ParseLimit(text); !ok || got != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "0", "-5", "nhiều", "1,5", "3 tuần", "ngày", "03 ngày", "0 ngày"} {
		if got, ok := law.ParseLimit(text); ok {
			t.Errorf("%q is %v", text, got)
		}
		if got, ok := law.ParseSpan(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// What the packs write in words can be typed back and means the same.
func TestOwnValuesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shares().Draw(t, "share")
		got, ok := law.ParseShare(s.Words())
		if !ok || got.Strict != s.Strict || got.Num*s.Den != s.Num*got.Den {
			t.Fatalf("%s read as %v, %v", s.Words(), got, ok)
		}
		c := law.Cap{Fraction: s.Fraction}
		if got, ok := law.ParseCap(c.Words()); !ok || got.Num*c.Den != c.Num*got.Den {
			t.Fatalf("%s read as %v, %v", c.Words(), got, ok)
		}
		l := law.Limit{N: rapid.Int64Range(1, 9999).Draw(t, "n"), Strict: s.Strict}
		if got, ok := law.ParseLimit(l.Words()); !ok || got != l {
			t.Fatalf("%s read as %v, %v", l.Words(), got, ok)
		}
		p := law.Span{N: int(l.N), Unit: law.SpanUnit(rapid.IntRange(0, 3).Draw(t, "unit"))}
		if got, ok := law.ParseSpan(p.Words()); !ok || got != p {
			t.Fatalf("%s read as %v, %v", p.Words(), got, ok)
		}
	})
}

func FuzzParseShare(f *testing.F) {
	for _, s := range []string{"3/4", "trên 50 %", "66,7%", ">=", "%", "/", "ít nhất 0 %", "1/\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := law.ParseShare(s)
		if !ok {
			return
		}
		if got.Num <= 0 || got.Den <= 0 || got.Num > got.Den {
			t.Fatalf("%q is no part of a whole: %v", s, got)
		}
		if again, ok := law.ParseShare(got.Words()); !ok || again.Num*got.Den != got.Num*again.Den {
			t.Fatalf("%q is %s, read back as %v", s, got.Words(), again)
		}
	})
}

// samples are a tighter and a looser value for each shape that a rule has.
var samples = map[string][2]string{
	"conf.quorum.fraction": {"3/4", "1/2"}, "conf.pass.fraction": {"trên 60 %", "50 %"}, "conf.forms.pass": {"2/3", "1/2"},
	"conf.whole_staff.max": {"dưới 150", "dưới 99"}, "conf.deadline.months": {"2 tháng", "4 tháng"},
	"conf.review.period_months": {"3 tháng", "1 năm"}, "disc.deadline": {"3 ngày làm việc", "6 ngày làm việc"},
	"disc.duration.days": {"30 ngày", "19 ngày"}, "ttnd.elected": {"2/3", "1/2"},
	"ttnd.recommendation.answer_days": {"10 ngày", "16 ngày"}, "ttnd.plan.notice_days": {"7 ngày làm việc", "4 ngày làm việc"},
	"tdkt.cstdcs.share": {"10 %", "16 %"}, "rate.htxs.cap": {"15 %; 15 %; 20 %", "21 %; 20 %; 25 %"},
}

func TestEverySettableRuleIsLaid(t *testing.T) {
	on := day("2026-08-01")
	seen := 0
	for _, s := range law.Settables(on) {
		if s.Shape == law.ShapeChoice {
			e, err := law.Lay(s.ID, s.Choices[1].Code, own, on)
			if err != nil || e.Value != s.Choices[1].Text || !strings.Contains(e.Cite, own.Number) {
				t.Errorf("%s: %+v, %v", s.ID, e, err)
			}
			continue
		}
		seen++
		e, err := law.Lay(s.ID, samples[s.ID][0], own, on)
		if err != nil || e.Value == s.Law.Value || !strings.HasPrefix(e.Cite, own.Article) || !strings.HasPrefix(e.ID, s.ID+"@") {
			t.Errorf("%s: %+v, %v", s.ID, e, err)
		}
		if _, err := law.Lay(s.ID, samples[s.ID][1], own, on); key(err) != law.KeyOverlayLooser {
			t.Errorf("%s: %s was not refused as looser: %v", s.ID, samples[s.ID][1], err)
		}
		if _, err := law.Lay(s.ID, "?", own, on); key(err) != law.KeyOverlayValue {
			t.Errorf("%s: %v", s.ID, err)
		}
	}
	if seen < len(samples)-1 { // the share of CSTĐCS is not in force for all of 2026
		t.Errorf("%d rules can be tightened, want %d", seen, len(samples))
	}
	if _, err := law.Lay("conf.chair", "x", own, on); key(err) != law.KeyOverlayClosed {
		t.Error(err)
	}
	if !slices.ContainsFunc(law.Settables(day("2017-01-01")), func(s law.Settable) bool { return s.ID == "conf.quorum.fraction" }) {
		t.Error("no quorum in 2017")
	}
}

func TestBarsAreFoundByTheirValues(t *testing.T) {
	if s, ok := law.Bar("conf.pass.fraction@2023-07-01"); !ok || s.ID() != law.Majority.ID() {
		t.Error(s, ok)
	}
	if _, ok := law.Bar("disc.deadline"); ok {
		t.Error("a time limit is a bar")
	}
}
