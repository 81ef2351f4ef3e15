package law_test

import (
	"testing"

	"hoinghi/law"
)

func TestTet(t *testing.T) {
	for _, s := range []string{"2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29",
		"2026-02-17", "2027-02-06", "2028-01-26", "1968-01-29", "1985-01-21", "2007-02-17", "2030-02-02"} {
		want := day(s)
		if got, err := law.LunarDay(want.Year, 1, 1); err != nil || got != want {
			t.Errorf("Tết %d: %s, want %s (%v)", want.Year, got, want, err)
		}
	}
}

func TestHungKings(t *testing.T) {
	for _, s := range []string{"2022-04-10", "2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26"} {
		want := day(s)
		if got, err := law.LunarDay(want.Year, 3, 10); err != nil || got != want {
			t.Errorf("Giỗ Tổ %d: %s, want %s (%v)", want.Year, got, want, err)
		}
	}
}

// Days before and after leap months: a leap fourth month in 2020, second in
// 2023, sixth in 2025.
func TestLunarDays(t *testing.T) {
	for _, c := range []struct {
		year, month, day int
		want             string
	}{
		{2025, 12, 23, "2026-02-10"}, {2025, 8, 15, "2025-10-06"}, {2025, 7, 15, "2025-09-06"}, {2023, 8, 15, "2023-09-29"},
		{2020, 8, 15, "2020-10-01"}, {2024, 8, 15, "2024-09-17"}, {2024, 11, 1, "2024-12-01"}, {2020, 4, 15, "2020-05-07"},
	} {
		if got, err := law.LunarDay(c.year, c.month, c.day); err != nil || got != day(c.want) {
			t.Errorf("%d/%d/%d: %s %v, want %s", c.day, c.month, c.year, got, err, c.want)
		}
	}
	for _, c := range [][2]int{{0, 1}, {13, 1}, {1, 0}, {1, 31}} {
		if _, err := law.LunarDay(2026, c[0], c[1]); key(err) != law.KeyLunarDay {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestLunarYearsOutsideTheTables(t *testing.T) {
	for _, y := range []int{1899, 2200} {
		if _, err := law.LunarDay(y, 1, 1); key(err) != law.KeyCalendarYear {
			t.Errorf("%d: %v", y, err)
		}
	}
	if _, err := law.Holidays(0); key(err) != law.KeyCalendarYear {
		t.Error(err)
	}
}

// Lunar years have 353 to 385 days and months follow each other.
func TestLunarYearsFollowEachOther(t *testing.T) {
	before, err := law.LunarDay(1900, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	for y := 1901; y < 2200; y++ {
		tet, err := law.LunarDay(y, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		if n := before.DaysUntil(tet); n < 353 || n > 385 || n > 355 && n < 383 {
			t.Errorf("year %d has %d days", y-1, n)
		}
		if tet.Before(law.Day{Year: y, Month: 1, Day: 20}) || (law.Day{Year: y, Month: 2, Day: 21}).Before(tet) {
			t.Errorf("Tết of %d on %s", y, tet)
		}
		before = tet
	}
}

func TestHolidays(t *testing.T) {
	for year, want := range map[int]string{
		2020: "01-01 01-24 01-25 01-26 01-27 01-28 01-29 01-30 04-02 04-30 05-01 09-02",
		2021: "01-01 02-11 02-12 02-13 02-14 02-15 02-16 02-17 04-21 04-30 05-01 05-03 09-02 09-03",
		2024: "01-01 02-09 02-10 02-11 02-12 02-13 02-14 02-15 04-18 04-30 05-01 09-02 09-03",
		2022: "01-01 01-03 01-31 02-01 02-02 02-03 02-04 04-10 04-11 04-30 05-01 05-02 05-03 09-01 09-02",
		2023: "01-01 01-02 01-21 01-22 01-23 01-24 01-25 01-26 01-27 04-29 04-30 05-01 05-02 05-03 09-01 09-02 09-04",
		2026: "01-01 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 09-01 09-02",
	} {
		days, err := law.Holidays(year)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, h := range days {
			if i > 0 {
				got += " "
			}
			got += h.Day.String()[5:]
			if h.Name == "" || h.Day.Year != year {
				t.Errorf("%d: %+v", year, h)
			}
		}
		if got != want {
			t.Errorf("%d:\n%s\n%s", year, got, want)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-03-02", 5, "2026-03-09"}, // Monday to Monday
		{"2026-03-06", 1, "2026-03-09"}, // over a weekend
		{"2026-02-13", 1, "2026-02-23"}, // over Tết
		{"2026-04-24", 1, "2026-04-28"}, // Hùng Kings' day on a Sunday, made up on Monday
		{"2026-04-29", 1, "2026-05-04"},
		{"2026-03-02", 0, "2026-03-02"},
	} {
		got, err := law.AddWorkingDays(day(c.from), c.n)
		if err != nil || got != day(c.want) {
			t.Errorf("%s + %d = %s %v, want %s", c.from, c.n, got, err, c.want)
		}
		if n, err := law.WorkingDays(day(c.from), got); err != nil || n != c.n {
			t.Errorf("%s to %s: %d %v", c.from, got, n, err)
		}
	}
	if _, err := law.AddWorkingDays(day("2026-03-02"), -1); key(err) != law.KeyWorkingDayCount {
		t.Error(err)
	}
	if _, err := law.IsWorkingDay(law.Day{}); key(err) != law.KeyDayMissing {
		t.Error(err)
	}
}
