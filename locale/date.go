package locale

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hoinghi/law"
)

// Zone is the time of Việt Nam, +07:00 all year since 1975; it needs no
// time-zone files.
var Zone = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// Date is dd/mm/yyyy; empty for the zero Day.
func Date(d law.Day) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// ShortDate is day and month for lists within one year: 21/1.
func ShortDate(d law.Day) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d/%d", d.Day, int(d.Month))
}

// LongDate is "Thứ Sáu, ngày 21 tháng 1 năm 2022".
func LongDate(d law.Day) string { return In("vi").LongDate(d) }

// OfficialDate is "ngày 21 tháng 01 năm 2022", as the number line of an
// official document: days below 10 and months 1 and 2 take a leading zero
// (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 4).
func OfficialDate(d law.Day) string { return In("vi").OfficialDate(d) }

// Weekday is "Thứ Sáu".
func Weekday(d law.Day) string { return In("vi").Weekday(d) }

// Stamp is "Thứ Sáu, ngày 21 tháng 1 năm 2022 - 15:48" in Zone.
func Stamp(t time.Time) string { return In("vi").Stamp(t) }

// Clock is the hour and minute in Zone: 15:48.
func Clock(t time.Time) string { return t.In(Zone).Format("15:04") }

// Date is dd/mm/yyyy in either language, so that 07/01 is never read as July.
func (w *Words) Date(d law.Day) string { return Date(d) }

// LongDate is the day with its weekday; empty for the zero Day.
func (w *Words) LongDate(d law.Day) string {
	if d.IsZero() {
		return ""
	}
	return w.T("date.long", w.Weekday(d), d.Day, w.month(d), d.Year)
}

// OfficialDate is the day as official documents write it; in English the
// month has its name. Empty for the zero Day.
func (w *Words) OfficialDate(d law.Day) string {
	switch {
	case d.IsZero():
		return ""
	case w.lang != "vi":
		return w.T("date.official", strconv.Itoa(d.Day), w.month(d), d.Year)
	}
	month := strconv.Itoa(int(d.Month))
	if d.Month <= time.February {
		month = "0" + month
	}
	return w.T("date.official", fmt.Sprintf("%02d", d.Day), month, d.Year)
}

// Weekday is the name of the day of the week; empty for the zero Day.
// keys: date.weekday.*
func (w *Words) Weekday(d law.Day) string {
	if d.IsZero() {
		return ""
	}
	return w.T("date.weekday." + strconv.Itoa(int(d.Weekday())))
}

// keys: date.month.*
func (w *Words) month(d law.Day) string {
	return w.T("date.month." + strconv.Itoa(int(d.Month)))
}

// Stamp is the long date and the clock of an instant in Zone.
func (w *Words) Stamp(t time.Time) string {
	return w.T("date.stamp", w.LongDate(law.DayOf(t.In(Zone))), Clock(t))
}

var dayForms = []*regexp.Regexp{
	regexp.MustCompile(`^(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})$`),
	regexp.MustCompile(`^(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})$`),
	regexp.MustCompile(`^(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})$`),
	regexp.MustCompile(`^(?:ngay )?(?P<d>\d{1,2}) thang (?P<m>\d{1,2}) nam (?P<y>\d{4})$`),
	regexp.MustCompile(`^(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})$`),
}

// ParseDate reads a day as people here write it: 7/1/2022, 07-01-2022,
// 7.1.2022, "ngày 7 tháng 1 năm 2022" or ISO 2022-01-07; the day always comes
// before the month. Empty text is the zero Day. Days that do not exist, years
// outside 1800–2199 and years of two digits are NotDay.
func ParseDate(s string) (law.Day, error) {
	folded := strings.Join(strings.Fields(Fold(s)), " ")
	if folded == "" {
		return law.Day{}, nil
	}
	for _, form := range dayForms {
		if m := form.FindStringSubmatch(folded); m != nil {
			return readDay(m[form.SubexpIndex("y")], m[form.SubexpIndex("m")], m[form.SubexpIndex("d")])
		}
	}
	return law.Day{}, NotDay
}

func readDay(year, month, day string) (law.Day, error) {
	d, err := law.ParseDay(fmt.Sprintf("%s-%02s-%02s", year, month, day))
	if err != nil || d.Year < 1800 || d.Year > 2199 {
		return law.Day{}, NotDay
	}
	return d, nil
}
