package law_test

import (
	"testing"

	"hoinghi/law"
	"pgregory.net/rapid"
)

func TestDays(t *testing.T) {
	for _, bad := range []string{"2026-02-31", "2026-2-3", "02/03/2026", "2026-03-02T00:00:00Z", "today"} {
		if d, err := law.ParseDay(bad); err == nil {
			t.Errorf("%q is %s", bad, d)
		}
	}
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2024-01-31", 1, "2024-02-29"}, {"2023-01-31", 1, "2023-02-28"}, {"2024-03-31", -1, "2024-02-29"},
		{"2024-11-30", 3, "2025-02-28"}, {"2024-01-15", 24, "2026-01-15"}, {"2024-12-31", -12, "2023-12-31"},
	} {
		if got := day(c.from).AddMonths(c.months); got != day(c.want) {
			t.Errorf("%s and %d months: %s", c.from, c.months, got)
		}
	}
	var d law.Day
	if err := d.Scan([]byte("2026-03-02")); err != nil || d != day("2026-03-02") {
		t.Error(d, err)
	}
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Error(d, err)
	}
	if d.Scan(7) == nil {
		t.Error("a number is a day")
	}
}

func TestDaysCountBackAndForth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := day("1990-01-01").AddDays(rapid.IntRange(0, 40_000).Draw(t, "a"))
		n := rapid.IntRange(-20_000, 20_000).Draw(t, "n")
		b := a.AddDays(n)
		if a.DaysUntil(b) != n || b.DaysUntil(a) != -n || a.Before(b) != (n > 0) {
			t.Fatalf("%s and %d days is %s", a, n, b)
		}
	})
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"", "2026-03-02", "2024-02-29", "2026-02-29", "0000-01-01", "9999-12-31", "2026-13-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := law.ParseDay(s)
		if err == nil && d.String() != s {
			t.Errorf("%q is read as %s", s, d)
		}
	})
}
