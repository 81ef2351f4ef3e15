package law

import (
	"fmt"
	"time"
)

// Day is a legal day: a date without hour or place. The zero Day means none.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDay reads an ISO day such as 2026-03-02 and refuses days that do not
// exist, such as 2026-02-31. Empty text is the zero Day.
func ParseDay(s string) (Day, error) {
	if s == "" {
		return Day{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("not a day: %q", s)
	}
	return DayOf(t), nil
}

// MustDay is ParseDay for the constants of the packs.
func MustDay(s string) Day {
	d, err := ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// DayOf is the calendar day of an instant in that instant's own place.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// IsZero reports whether no day is meant.
func (d Day) IsZero() bool { return d == Day{} }

// String is the ISO form, which sorts as text; the zero Day is empty.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Time is midnight UTC of the day, for calendar arithmetic.
func (d Day) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Before reports whether d is earlier than o.
func (d Day) Before(o Day) bool { return d.Compare(o) < 0 }

// Compare orders days in time.
func (d Day) Compare(o Day) int {
	if d.Year != o.Year {
		return d.Year - o.Year
	}
	if d.Month != o.Month {
		return int(d.Month) - int(o.Month)
	}
	return d.Day - o.Day
}

// AddDays moves by calendar days.
func (d Day) AddDays(n int) Day { return DayOf(d.Time().AddDate(0, 0, n)) }

// AddMonths moves by months and keeps to the last day of a shorter month:
// 31 January plus one month is 28 or 29 February.
func (d Day) AddMonths(n int) Day {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Day{first.Year(), first.Month(), min(d.Day, last)}
}

// DaysUntil counts calendar days from d to o; negative when o is earlier.
func (d Day) DaysUntil(o Day) int { return int(o.Time().Sub(d.Time()).Hours() / 24) }

// Scan reads a day from a database column of ISO text.
func (d *Day) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Day{}
		return nil
	case string:
		p, err := ParseDay(v)
		*d = p
		return err
	case []byte:
		return d.Scan(string(v))
	}
	return fmt.Errorf("not a day: %T", src)
}
