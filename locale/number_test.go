package locale_test

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"hoinghi/locale"
	"pgregory.net/rapid"
)

func TestNumbers(t *testing.T) {
	en := locale.In("en")
	for _, c := range [][2]string{
		{locale.Number(0), "0"}, {locale.Number(999), "999"}, {locale.Number(1234567), "1.234.567"},
		{locale.Number(-1000), "-1.000"}, {locale.Number(math.MinInt64), "-9.223.372.036.854.775.808"},
		{en.Number(1234567), "1,234,567"},
		{locale.Percent(47, 48, 1), "97,9%"}, {locale.Percent(3, 4, 1), "75,0%"}, {locale.Percent(5, 5, 0), "100%"},
		{locale.Percent(1, 0, 1), "—"}, {locale.Percent(0, 7, 2), "0,00%"}, {locale.Percent(1, 2000, 1), "0,1%"},
		{locale.Percent(1, 2001, 1), "0,0%"}, {locale.Percent(-1, 2000, 1), "-0,1%"}, {locale.Percent(2, 3, 2), "66,67%"},
		{locale.Percent(25, 2, 1), "1.250,0%"}, {en.Percent(25, 2, 1), "1,250.0%"}, {locale.Percent(1, 1000, 0), "0%"},
		{locale.Percent(math.MaxInt64, math.MaxInt64, 3), "100%"},
		{locale.Padded(6), "06"}, {locale.Padded(0), "00"}, {locale.Padded(18), "18"}, {locale.Padded(1234), "1.234"},
		{locale.Money(1490000), "1.490.000 đồng"}, {en.Money(1490000), "1,490,000 dong"},
		{locale.Roman(14), "XIV"}, {locale.Roman(1994), "MCMXCIV"}, {locale.Roman(0), "0"}, {locale.Roman(4000), "4000"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

// The written figure is never further than half a last digit from the share.
func TestPercentIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := rapid.Int64Range(0, 1<<40).Draw(t, "num")
		den := rapid.Int64Range(1, 1<<40).Draw(t, "den")
		places := rapid.IntRange(0, 6).Draw(t, "places")
		text := strings.TrimSuffix(locale.Percent(num, den, places), "%")
		got, ok := new(big.Rat).SetString(strings.NewReplacer(".", "", ",", ".").Replace(text))
		if !ok {
			t.Fatalf("not a number: %q", text)
		}
		off := got.Sub(got, new(big.Rat).Mul(big.NewRat(num, den), big.NewRat(100, 1)))
		half := big.NewRat(1, 2*int64(math.Pow10(places)))
		if off.Cmp(half) > 0 || off.Cmp(new(big.Rat).Neg(half)) <= 0 {
			t.Fatalf("%d/%d written %s, off by %s", num, den, text, off)
		}
	})
}

func TestRomanRoundTrip(t *testing.T) {
	for n := 1; n < 4000; n++ {
		got, err := locale.ParseRoman(strings.ToLower(locale.Roman(n)))
		if err != nil || got != n {
			t.Fatalf("%s read as %d, %v", locale.Roman(n), got, err)
		}
	}
	for _, bad := range []string{"", "IIII", "VX", "IC", "MMMM", "12", "XIVa", strings.Repeat("M", 100000)} {
		if got, err := locale.ParseRoman(bad); err != locale.NotNumber {
			t.Errorf("ParseRoman(%.9q) = %d, %v", bad, got, err)
		}
	}
}

func TestSpelled(t *testing.T) {
	for n, want := range map[int64]string{
		0: "không", 4: "bốn", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 20: "hai mươi",
		21: "hai mươi mốt", 24: "hai mươi tư", 48: "bốn mươi tám", 55: "năm mươi lăm", 100: "một trăm",
		105: "một trăm linh năm", 110: "một trăm mười", 115: "một trăm mười lăm", 1000: "một nghìn",
		1005: "một nghìn không trăm linh năm", 1024: "một nghìn không trăm hai mươi tư",
		1_490_000: "một triệu bốn trăm chín mươi nghìn", 1_000_005: "một triệu không trăm linh năm",
		2_000_000_000: "hai tỷ", 1_005_000_000: "một tỷ không trăm linh năm triệu", 3_000_000_000_000: "ba nghìn tỷ",
		-7: "âm bảy",
	} {
		if got := locale.Spelled(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestSpelledSaysTheNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		if got := heard(locale.Spelled(n)); got != n {
			t.Fatalf("%d spelled %q is heard as %d", n, locale.Spelled(n), got)
		}
	})
}

// heard is the number a listener understands: digits, then units from small
// to great, where tỷ multiplies all that was said before it.
func heard(words string) int64 {
	digit := map[string]uint64{"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
	var total, below, group, last uint64
	words, minus := strings.CutPrefix(words, "âm ")
	for _, w := range strings.Fields(words) {
		switch w {
		case "mười":
			group += 10
		case "mươi":
			group, last = group+last*10, 0
		case "trăm":
			group, last = group+last*100, 0
		case "nghìn":
			below, group, last = below+(group+last)*1000, 0, 0
		case "triệu":
			below, group, last = below+(group+last)*1_000_000, 0, 0
		case "tỷ":
			total, below, group, last = (total+below+group+last)*1_000_000_000, 0, 0, 0
		case "linh":
		default:
			d, ok := digit[w]
			if !ok {
				panic("unknown word " + strconv.Quote(w))
			}
			last = d
		}
	}
	n := total + below + group + last
	if minus {
		return -int64(n)
	}
	return int64(n)
}

func TestOnlyAllIsAHundredPercent(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{{48, 48, "100%"}, {2500, 2501, "99,9%"}, {2501, 2500, "100,1%"}, {47, 48, "97,9%"}, {0, 48, "0,0%"}} {
		if got := locale.Percent(c.num, c.den, 1); got != c.want {
			t.Errorf("%d of %d: got %s, want %s", c.num, c.den, got, c.want)
		}
	}
}
