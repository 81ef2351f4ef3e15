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
