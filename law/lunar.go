package law

import "math"

// The conversion follows the published computation of Hồ Ngọc Đức for the
// Vietnamese lunar calendar (UTC+7, after Meeus, Astronomical Algorithms).
// Only the positions of moon and sun are floats; days are Julian day numbers.

const zone = 7.0 / 24 // Vietnam's hours ahead of Greenwich, in days

// julian is the Julian day number at noon of a day of the Gregorian calendar.
func julian(d Day) int {
	a := (14 - int(d.Month)) / 12
	y := d.Year + 4800 - a
	m := int(d.Month) + 12*a - 3
	return d.Day + (153*m+2)/5 + 365*y + y/4 - y/100 + y/400 - 32045
}

// fromJulian is the day of a Julian day number.
func fromJulian(jd int) Day {
	epoch := Day{2000, 1, 1}
	return epoch.AddDays(jd - julian(epoch))
}

func sine(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// newMoon is the day, in Vietnam, of the k-th new moon after 1 January 1900.
func newMoon(k int) int {
	n := float64(k)
	t := n / 1236.85
	t2, t3 := t*t, t*t*t
	mean := 2415020.75933 + 29.53058868*n + 0.0001178*t2 - 0.000000155*t3 +
		0.00033*sine(166.56+132.87*t-0.009173*t2)
	sun := 359.2242 + 29.10535608*n - 0.0000333*t2 - 0.00000347*t3
	moon := 306.0253 + 385.81691806*n + 0.0107306*t2 + 0.00001236*t3
	arg := 21.2964 + 390.67050646*n - 0.0016528*t2 - 0.00000239*t3
	c := (0.1734-0.000393*t)*sine(sun) + 0.0021*sine(2*sun) -
		0.4068*sine(moon) + 0.0161*sine(2*moon) - 0.0004*sine(3*moon) +
		0.0104*sine(2*arg) - 0.0051*sine(sun+moon) - 0.0074*sine(sun-moon) +
		0.0004*sine(2*arg+sun) - 0.0004*sine(2*arg-sun) -
		0.0006*sine(2*arg+moon) + 0.0010*sine(2*arg-moon) + 0.0005*sine(2*moon+sun)
	return int(math.Floor(mean + c - deltaT(t) + 0.5 + zone))
}

// deltaT is dynamical time minus universal time, in days, for our centuries.
func deltaT(t float64) float64 { return -0.000278 + 0.000265*t + 0.000262*t*t }

// sunSector is the twelfth of the ecliptic, 0 to 11, where the sun stands at
// midnight in Vietnam at the start of a day.
func sunSector(jd int) int {
	t := (float64(jd) - 0.5 - zone - 2451545) / 36525
	t2 := t * t
	m := 357.52910 + 35999.05030*t - 0.0001559*t2 - 0.00000048*t*t2
	l := 280.46645 + 36000.76983*t + 0.0003032*t2 +
		(1.914600-0.004817*t-0.000014*t2)*sine(m) +
		(0.019993-0.000101*t)*sine(2*m) + 0.000290*sine(3*m)
	l = math.Mod(l, 360)
	if l < 0 {
		l += 360
	}
	return int(l / 30)
}

// moonNumber is the number of the new moon nearest before a day.
func moonNumber(jd int) int {
	return int(math.Floor((float64(jd) - 2415021.076998695) / 29.530588853))
}

// eleventh is the first day of the lunar month that holds the winter solstice
// of a year.
func eleventh(year int) int {
	k := moonNumber(julian(Day{year, 12, 31}))
	if jd := newMoon(k); sunSector(jd) < 9 {
		return jd
	}
	return newMoon(k - 1)
}

// leapOffset is how many months after the eleventh the leap month comes.
func leapOffset(a11 int) int {
	k := moonNumber(a11 + 1)
	last, i := 0, 1
	arc := sunSector(newMoon(k + i))
	for ok := true; ok; ok = arc != last && i < 14 {
		last = arc
		i++
		arc = sunSector(newMoon(k + i))
	}
	return i - 1
}

// solar is the day of a lunar day that is not in a leap month.
func solar(year, month, day int) Day {
	a11, b11 := eleventh(year-1), eleventh(year)
	if month >= 11 {
		a11, b11 = eleventh(year), eleventh(year+1)
	}
	off := month - 11
	if off < 0 {
		off += 12
	}
	if b11-a11 > 365 && off >= leapOffset(a11) {
		off++
	}
	k := int(math.Floor(0.5 + (float64(a11)-2415021.076998695)/29.530588853))
	return fromJulian(newMoon(k+off) + day - 1)
}

const firstLunarYear, lastLunarYear = 1900, 2199

// LunarDay is the day of a lunar day that is not in a leap month, for years
// 1900 to 2199. The 30th of a month of 29 days is the first of the next.
func LunarDay(year, month, day int) (Day, error) {
	if month < 1 || month > 12 || day < 1 || day > 30 {
		return Day{}, missing(KeyLunarDay, year, month, day)
	}
	if year < firstLunarYear || year > lastLunarYear {
		return Day{}, missing(KeyCalendarYear, year)
	}
	return solar(year, month, day), nil
}
