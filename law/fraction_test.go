package law_test

import (
	"testing"

	"hoinghi/law"
	"pgregory.net/rapid"
)

func TestNeededIsTheLeastThatIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shares().Draw(t, "share")
		base := rapid.Int64Range(1, 1_000_000).Draw(t, "base")
		n := s.Needed(base)
		if !s.Met(n, base) || s.Met(n-1, base) {
			t.Fatalf("%s of %d: %d is not the least", s.Words(), base, n)
		}
	})
}

func TestOneMoreNeverLoses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shares().Draw(t, "share")
		base := rapid.Int64Range(0, 100_000).Draw(t, "base")
		n := rapid.Int64Range(0, 100_000).Draw(t, "n")
		if s.Met(n, base) && !s.Met(n+1, base) {
			t.Fatalf("%s: %d of %d pass, %d do not", s.Words(), n, base, n+1)
		}
		if s.Met(n, 0) {
			t.Fatal("an empty base passes")
		}
	})
}

func TestSharesDoNotDependOnHowTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shares().Draw(t, "share")
		k := rapid.Int64Range(1, 50).Draw(t, "k")
		same := s
		same.Num, same.Den = s.Num*k, s.Den*k
		base := rapid.Int64Range(1, 10_000).Draw(t, "base")
		n := rapid.Int64Range(0, base).Draw(t, "n")
		if s.Met(n, base) != same.Met(n, base) || s.Needed(base) != same.Needed(base) {
			t.Fatalf("%s and %s differ", s, same)
		}
	})
}

func TestCapMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 100).Draw(t, "den")
		c := law.AtMost(rapid.Int64Range(0, den).Draw(t, "num"), den)
		base := rapid.Int64Range(0, 100_000).Draw(t, "base")
		if m := c.Most(base); !c.Holds(m, base) || c.Holds(m+1, base) {
			t.Fatalf("%s of %d: %d is not the most", c.Words(), base, m)
		}
	})
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		law.AtLeast(2, 3).Words():                         "ít nhất 2/3",
		law.MoreThan(1, 2).Words():                        "trên 50 %",
		law.AtMost(15, 100).Words():                       "không quá 15 %",
		law.UpTo(7).Words():                               "không quá 7",
		law.Below(100).Words():                            "dưới 100",
		law.Span{N: 5, Unit: law.WorkingDaysOnly}.Words(): "5 ngày làm việc",
		law.Span{N: 20, Unit: law.Years}.Words():          "20 năm",
		law.Multiple(30).Words():                          "0,3",
		law.Multiple(450).Words():                         "4,5",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
