package locale_test

import (
	"testing"
	"time"

	"hoinghi/law"
	"hoinghi/locale"
	"pgregory.net/rapid"
)

func TestDates(t *testing.T) {
	day := law.MustDay("2022-01-21")
	at := time.Date(2022, 1, 21, 8, 48, 0, 0, time.UTC)
	en := locale.In("en")
	for name, c := range map[string]struct{ got, want string }{
		"date":           {locale.Date(law.MustDay("2022-01-07")), "07/01/2022"},
		"short":          {locale.ShortDate(day), "21/1"},
		"long":           {locale.LongDate(day), "Thứ Sáu, ngày 21 tháng 1 năm 2022"},
		"weekday":        {locale.Weekday(law.MustDay("2022-01-23")), "Chủ nhật"},
		"official":       {locale.OfficialDate(day), "ngày 21 tháng 01 năm 2022"},
		"official day":   {locale.OfficialDate(law.MustDay("2022-02-05")), "ngày 05 tháng 02 năm 2022"},
		"official month": {locale.OfficialDate(law.MustDay("2022-03-05")), "ngày 05 tháng 3 năm 2022"},
		"clock":          {locale.Clock(at), "15:48"},
		"stamp":          {locale.Stamp(at), "Thứ Sáu, ngày 21 tháng 1 năm 2022 - 15:48"},
		"stamp next day": {locale.Stamp(at.Add(9 * time.Hour)), "Thứ Bảy, ngày 22 tháng 1 năm 2022 - 00:48"},
		"en date":        {en.Date(day), "21/01/2022"},
		"en long":        {en.LongDate(day), "Friday, 21 January 2022"},
		"en official":    {en.OfficialDate(day), "21 January 2022"},
		"en stamp":       {en.Stamp(at), "Friday, 21 January 2022 - 15:48"},
		"no date":        {locale.Date(law.Day{}) + locale.ShortDate(law.Day{}), ""},
		"no long date":   {en.LongDate(law.Day{}) + locale.OfficialDate(law.Day{}) + en.Weekday(law.Day{}), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", name, c.got, c.want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"21/01/2022": "2022-01-21", "7/1/2022": "2022-01-07", "07/01/2022": "2022-01-07", "01/07/2022": "2022-07-01",
		"7-1-2022": "2022-01-07", "07.01.2022": "2022-01-07", "2022-01-07": "2022-01-07", " 29/2/2024 ": "2024-02-29",
		"ngày 5 tháng 3 năm 1975": "1975-03-05", "Ngày  05 tháng 03 năm 1975": "1975-03-05", "2 tháng 9 năm 1945": "1945-09-02",
		"": "", "  ": "",
	} {
		got, err := locale.ParseDate(in)
		if err != nil || got.String() != want {
			t.Errorf("ParseDate(%q) = %s, %v, want %s", in, got, err, want)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, in := range []string{
		"31/02/2022", "29/02/2023", "01/13/2022", "21/13/2022", "2022-13-01", "0/1/2022", "21/01/22", "21/01-2022",
		"21/01/2022 08:00", "44582", "hôm nay", "2022-1-7", "21/01/0202", "31/12/1799", "01/01/2200", "00/00/0000", "٢١/٠١/٢٠٢٢", "7/1/2022/3",
	} {
		if got, err := locale.ParseDate(in); err != locale.NotDay {
			t.Errorf("ParseDate(%q) = %s, %v, want NotDay", in, got, err)
		}
	}
}

func TestParseDateReadsWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := law.MustDay("1800-01-01").AddDays(rapid.IntRange(0, 146_000).Draw(t, "days"))
		for _, text := range []string{locale.Date(want), locale.OfficialDate(want), want.String()} {
			if got, err := locale.ParseDate(text); err != nil || got != want {
				t.Fatalf("%q read as %s, %v", text, got, err)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"21/01/2022", "ngày 5 tháng 3 năm 1975", "31/02/2022", "2022-01-07", "7.1.2022", "\x00/\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := locale.ParseDate(s)
		if err != nil || d.IsZero() {
			return
		}
		if again, err := locale.ParseDate(locale.Date(d)); err != nil || again != d {
			t.Errorf("%q is %s, then %s, %v", s, d, again, err)
		}
	})
}
