package law_test

import (
	"errors"
	"strings"
	"testing"

	"hoinghi/law"
	"pgregory.net/rapid"
)

var own = law.Document{Number: "15/QC-STTTT", Day: day("2024-01-02"), Article: "khoản 2 Điều 7"}

func TestTightenedQuorum(t *testing.T) {
	got, err := law.TightenShare(law.Quorum, law.AtLeast(3, 4), own, day("2024-03-01"))
	if err != nil {
		t.Fatal(err)
	}
	if got.ID != "conf.quorum.fraction@2023-07-01+15/QC-STTTT" || got.From != own.Day || got.Is != law.AtLeast(3, 4) {
		t.Errorf("%+v", got)
	}
	if !strings.HasPrefix(got.Cite, "khoản 2 Điều 7 15/QC-STTTT ngày 02/01/2024; điểm c khoản 2 Điều 51") {
		t.Error(got.Cite)
	}
}

func TestLooserIsRefusedWithBothCitations(t *testing.T) {
	_, err := law.TightenShare(law.Quorum, law.AtLeast(1, 2), own, day("2024-03-01"))
	var e *law.Error
	if !errors.As(err, &e) || e.Key != law.KeyOverlayLooser {
		t.Fatal(err)
	}
	for _, want := range []string{"conf.quorum.fraction", "15/QC-STTTT", "ít nhất 50 %", "ít nhất 2/3", "Điều 51"} {
		if !strings.Contains(e.Error(), want) {
			t.Errorf("%q is not in %q", want, e.Error())
		}
	}
}

func TestOverlayRefusals(t *testing.T) {
	on := day("2024-03-01")
	without := func(f func(*law.Document)) law.Document {
		d := own
		f(&d)
		return d
	}
	share := func(s law.Share, d law.Document, on law.Day) error {
		_, err := law.TightenShare(law.Majority, s, d, on)
		return err
	}
	fill := func(id, choice string, d law.Document, on law.Day) error {
		_, err := law.Fill(id, choice, d, on)
		return err
	}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"no document":      {share(law.AtLeast(3, 4), law.Document{}, on), law.KeyOverlayPaper},
		"no number":        {share(law.AtLeast(3, 4), without(func(d *law.Document) { d.Number = " " }), on), law.KeyOverlayPaper},
		"no day":           {share(law.AtLeast(3, 4), without(func(d *law.Document) { d.Day = law.Day{} }), on), law.KeyOverlayPaper},
		"no article":       {share(law.AtLeast(3, 4), without(func(d *law.Document) { d.Article = "" }), on), law.KeyOverlayPaper},
		"before its day":   {share(law.AtLeast(3, 4), own, day("2024-01-01")), law.KeyOverlayDay},
		"before any rule":  {share(law.AtLeast(3, 4), own, day("2010-01-01")), law.KeyDayBefore},
		"at least half":    {share(law.AtLeast(1, 2), own, on), law.KeyOverlayLooser},
		"more than all":    {share(law.AtLeast(5, 4), own, on), law.KeyOverlayValue},
		"above everyone":   {share(law.MoreThan(1, 1), own, on), law.KeyOverlayValue},
		"no denominator":   {share(law.AtLeast(1, 0), own, on), law.KeyOverlayValue},
		"not an opening":   {fill("conf.quorum.fraction", "1/2", own, on), law.KeyOverlayClosed},
		"not a choice":     {fill("ttnd.vote.method", "shouting", own, on), law.KeyOverlayValue},
		"opening, nothing": {fill("ttnd.vote.method", "open", law.Document{}, on), law.KeyOverlayPaper},
		"opening, no day":  {fill("ttnd.vote.method", "open", own, law.Day{}), law.KeyDayMissing},
		"opening, early":   {fill("ttnd.vote.method", "open", own, day("2024-01-01")), law.KeyOverlayDay},
	} {
		if key(c.err) != c.want {
			t.Errorf("%s: %v, want %s", name, c.err, c.want)
		}
	}
}

func TestOpenings(t *testing.T) {
	for _, o := range law.Openings() {
		if s := o.Unsettled(); s.Choice.Text == "" || s.Own || s.Cite == "" || o.Title == "" {
			t.Errorf("%s: %+v", o.ID, s)
		}
		for _, c := range o.Choices {
			s, err := law.Fill(o.ID, c.Code, own, day("2024-03-01"))
			if err != nil || !s.Own || s.Choice != c || !strings.Contains(s.Cite, own.Number) {
				t.Errorf("%s %s: %+v %v", o.ID, c.Code, s, err)
			}
		}
	}
}

func TestTightenedSpansAndCaps(t *testing.T) {
	on := day("2026-03-01")
	span := func(s law.Series[law.Span], n int, u law.SpanUnit) error {
		_, err := law.TightenSpan(s, law.Span{N: n, Unit: u}, own, on)
		return err
	}
	limit := func(l law.Limit) error {
		_, err := law.TightenWholeStaff(l, own, on)
		return err
	}
	cut := func(num int64) error {
		_, err := law.TightenCap(law.GrassrootsShare, law.AtMost(num, 100), own, on)
		return err
	}
	rated := func(usual, best int64) error {
		c := law.RatingCap{CivilServants: law.AtMost(usual, 100), PublicEmployees: law.AtMost(usual, 100)}
		if best > 0 {
			c.BestUnit = law.AtMost(best, 100)
		}
		_, err := law.TightenRating(c, own, day("2026-07-01"))
		return err
	}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"3 working days for 5":         {span(law.DisclosureDeadline, 3, law.WorkingDaysOnly), ""},
		"5 days for 5 working days":    {span(law.DisclosureDeadline, 5, law.Days), ""},
		"6 days for 5 working days":    {span(law.DisclosureDeadline, 6, law.Days), law.KeyOverlayLooser},
		"6 working days for 5":         {span(law.DisclosureDeadline, 6, law.WorkingDaysOnly), law.KeyOverlayLooser},
		"10 working days for 15 days":  {span(law.BoardAnswer, 10, law.WorkingDaysOnly), law.KeyOverlayLooser},
		"84 days for 3 months":         {span(law.Deadline, 84, law.Days), ""},
		"90 days for 3 months":         {span(law.Deadline, 90, law.Days), law.KeyOverlayLooser},
		"30 days posted for 20":        {span(law.DisclosureDuration, 30, law.Days), ""},
		"19 days posted for 20":        {span(law.DisclosureDuration, 19, law.Days), law.KeyOverlayLooser},
		"1 month posted for 20 days":   {span(law.DisclosureDuration, 1, law.Months), ""},
		"20 working days posted":       {span(law.DisclosureDuration, 20, law.WorkingDaysOnly), ""},
		"4 working days' notice for 5": {span(law.BoardPlanNotice, 4, law.WorkingDaysOnly), law.KeyOverlayLooser},
		"no time at all":               {span(law.BoardAnswer, 0, law.Days), law.KeyOverlayValue},
		"whole staff up to 150":        {limit(law.UpTo(150)), ""},
		"whole staff up to 99":         {limit(law.UpTo(99)), law.KeyOverlayLooser},
		"whole staff up to 100":        {limit(law.UpTo(100)), ""},
		"15 % excellent for 20 %":      {rated(15, 20), ""},
		"no best unit":                 {rated(20, 0), ""},
		"21 % excellent for 20 %":      {rated(21, 20), law.KeyOverlayLooser},
		"26 % of the best for 25 %":    {rated(20, 26), law.KeyOverlayLooser},
		"10 % for 15 %":                {cut(10), ""},
		"20 % for 15 %":                {cut(20), law.KeyOverlayLooser},
	} {
		if key(c.err) != c.want || c.want == "" && c.err != nil {
			t.Errorf("%s: %v, want %q", name, c.err, c.want)
		}
	}
}

func TestTheLawsOwnValueIsNotLooser(t *testing.T) {
	old := own
	old.Day = day("2020-01-01")
	for _, s := range []law.Share{law.AtLeast(2, 3), law.AtLeast(4, 6), law.MoreThan(2, 3)} {
		if _, err := law.TightenShare(law.Quorum, s, own, day("2024-03-01")); err != nil {
			t.Errorf("%s: %v", s.Words(), err)
		}
	}
	if _, err := law.TightenWholeStaff(law.UpTo(200), old, day("2023-06-30")); err != nil {
		t.Error(err)
	}
	if _, err := law.TightenWholeStaff(law.Below(200), old, day("2023-06-30")); key(err) != law.KeyOverlayLooser {
		t.Error(err)
	}
}

func shares() *rapid.Generator[law.Share] {
	return rapid.Custom(func(t *rapid.T) law.Share {
		den := rapid.Int64Range(1, 40).Draw(t, "den")
		s := law.AtLeast(rapid.Int64Range(1, den).Draw(t, "num"), den)
		s.Strict = rapid.Bool().Draw(t, "strict")
		return s
	})
}

// An overlay that is taken never lets pass what the law refuses, and a looser
// bar never gets taken.
func TestOverlayIsNeverLooser(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		series := rapid.SampledFrom([]law.Series[law.Share]{law.Quorum, law.Majority, law.BoardElected, law.FormsPass}).Draw(t, "rule")
		mine := shares().Draw(t, "own")
		on := day("2024-03-01")
		base, err := series.On(on)
		if err != nil {
			t.Fatal(err)
		}
		got, err := law.TightenShare(series, mine, own, on)
		loose := false
		for n := int64(1); n <= 60; n++ {
			for present := int64(0); present <= n; present++ {
				pass := mine.Met(present, n) && !base.Is.Met(present, n)
				loose = loose || pass
				if err == nil && got.Is.Met(present, n) && !base.Is.Met(present, n) {
					t.Fatalf("%s lets %d of %d pass against %s", got.Is.Words(), present, n, base.Is.Words())
				}
			}
		}
		if err != nil && mine == base.Is {
			t.Fatalf("the law's own %s was refused: %v", mine.Words(), err)
		}
		if loose && key(err) != law.KeyOverlayLooser && key(err) != law.KeyOverlayValue {
			t.Fatalf("%s was taken over %s", mine.Words(), base.Is.Words())
		}
	})
}

func TestCapOverlayIsNeverLooser(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 200).Draw(t, "den")
		mine := law.AtMost(rapid.Int64Range(0, den).Draw(t, "num"), den)
		n := rapid.Int64Range(0, 500).Draw(t, "base")
		on := day("2024-03-01")
		base, err := law.GrassrootsShare.On(on)
		if err != nil {
			t.Fatal(err)
		}
		got, err := law.TightenCap(law.GrassrootsShare, mine, own, on)
		if err == nil && got.Is.Most(n) > base.Is.Most(n) {
			t.Fatalf("%s allows %d of %d", got.Is.Words(), got.Is.Most(n), n)
		}
		if err != nil && mine.Num*100 <= 15*mine.Den {
			t.Fatalf("%s was refused: %v", mine.Words(), err)
		}
	})
}

// A time limit that is taken over the law's never ends later, whatever the day.
func TestSpanOverlayIsNeverLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		series := rapid.SampledFrom([]law.Series[law.Span]{law.DisclosureDeadline, law.BoardAnswer, law.Deadline, law.DisclosureDuration}).Draw(t, "rule")
		mine := law.Span{N: rapid.IntRange(1, 40).Draw(t, "n"), Unit: law.SpanUnit(rapid.IntRange(0, 2).Draw(t, "unit"))}
		start := day("2024-01-01").AddDays(rapid.IntRange(0, 1500).Draw(t, "start"))
		got, err := law.TightenSpan(series, mine, own, day("2024-03-01"))
		if err != nil {
			return
		}
		base, _ := series.On(day("2024-03-01"))
		a, errA := got.Is.After(start)
		b, errB := base.Is.After(start)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if minimum := series.ID() == "disc.duration.days"; minimum && a.Before(b) || !minimum && b.Before(a) {
			t.Fatalf("%s after %s ends %s, by law %s", mine.Words(), start, a, b)
		}
	})
}
