package law

import (
	"slices"
	"time"
)

// Holiday is a public holiday, or the day off that makes up for one.
type Holiday struct {
	Day  Day
	Name string // in Vietnamese
	For  Day    // the holiday on a weekend that this day makes up for; else zero
}

// Holidays lists the public holidays of a year in order, with the days off in
// lieu, by Article 112 of the Labour Code. The five days of Tết are taken as
// the last day of the old lunar year and four of the new, and the second day
// of National Day as the neighbour that joins the weekend; the yearly decision
// of the government may move both.
func Holidays(year int) ([]Holiday, error) {
	tet, err := LunarDay(year, 1, 1)
	if err != nil {
		return nil, err
	}
	days := []Holiday{{Day: Day{year, 1, 1}, Name: "Tết Dương lịch"}}
	for i := -1; i < 4; i++ {
		days = append(days, Holiday{Day: tet.AddDays(i), Name: "Tết Âm lịch"})
	}
	days = append(days,
		Holiday{Day: solar(year, 3, 10), Name: "Giỗ Tổ Hùng Vương"},
		Holiday{Day: Day{year, 4, 30}, Name: "Ngày Chiến thắng"},
		Holiday{Day: Day{year, 5, 1}, Name: "Ngày Quốc tế lao động"})
	days = append(days, nationalDay(year)...)
	return inLieu(days), nil
}

// nationalDay is 2 September and, since the Labour Code of 2019, a day beside it.
func nationalDay(year int) []Holiday {
	second := Day{year, 9, 2}
	days := []Holiday{{Day: second, Name: "Quốc khánh"}}
	if year < 2021 {
		return days
	}
	beside := second.AddDays(-1)
	switch second.Weekday() {
	case time.Sunday, time.Monday, time.Thursday:
		beside = second.AddDays(1)
	}
	return append(days, Holiday{Day: beside, Name: "Quốc khánh"})
}

// inLieu adds the next free working day for each holiday on a weekend.
func inLieu(days []Holiday) []Holiday {
	order := func(a, b Holiday) int { return a.Day.Compare(b.Day) }
	slices.SortFunc(days, order)
	for _, h := range slices.Clone(days) {
		if !weekend(h.Day) {
			continue
		}
		d := h.Day.AddDays(1)
		for weekend(d) || off(days, d) {
			d = d.AddDays(1)
		}
		days = append(days, Holiday{Day: d, Name: h.Name + " (nghỉ bù)", For: h.Day})
	}
	slices.SortFunc(days, order)
	return days
}

func weekend(d Day) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

func off(days []Holiday, d Day) bool {
	return slices.ContainsFunc(days, func(h Holiday) bool { return h.Day == d })
}

// IsWorkingDay reports whether offices work on a day.
func IsWorkingDay(d Day) (bool, error) {
	if d.IsZero() {
		return false, missing(KeyDayMissing)
	}
	if weekend(d) {
		return false, nil
	}
	days, err := Holidays(d.Year)
	return err == nil && !off(days, d), err
}

// AddWorkingDays is the n-th working day after a day, which is not counted.
func AddWorkingDays(d Day, n int) (Day, error) {
	if n < 0 {
		return Day{}, missing(KeyWorkingDayCount, n)
	}
	for n > 0 {
		d = d.AddDays(1)
		works, err := IsWorkingDay(d)
		if err != nil {
			return Day{}, err
		}
		if works {
			n--
		}
	}
	return d, nil
}

// WorkingDays counts the working days after one day up to and with another.
func WorkingDays(after, upTo Day) (int, error) {
	n := 0
	for d := after.AddDays(1); !upTo.Before(d); d = d.AddDays(1) {
		works, err := IsWorkingDay(d)
		if err != nil {
			return 0, err
		}
		if works {
			n++
		}
	}
	return n, nil
}
