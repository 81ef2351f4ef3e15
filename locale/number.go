package locale

import (
	"math/big"
	"strconv"
	"strings"
)

// Number groups the digits by three with a full stop: 1.234.567.
func Number(n int64) string { return group(strconv.FormatInt(n, 10), ".") }

// Number groups the digits as the language does: 1.234.567 or 1,234,567.
func (w *Words) Number(n int64) string {
	if w.lang == "en" {
		return group(strconv.FormatInt(n, 10), ",")
	}
	return Number(n)
}

func group(decimal, sep string) string {
	digits, minus := strings.CutPrefix(decimal, "-")
	var out strings.Builder
	if minus {
		out.WriteByte('-')
	}
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteString(sep)
		}
		out.WriteRune(d)
	}
	return out.String()
}

// Percent is the share num/den as 97,9%, rounded half up (away from zero) by
// exact arithmetic; "—" when den is 0.
func Percent(num, den int64, places int) string { return In("vi").Percent(num, den, places) }

// Percent is the share num/den with the language's decimal sign. All of a
// whole is 100%, and only all of it: 2500 of 2501 is 99,9%, never 100,0%.
func (w *Words) Percent(num, den int64, places int) string {
	switch {
	case den == 0:
		return "—"
	case num == den:
		return "100%"
	}
	point, sep := ",", "."
	if w.lang == "en" {
		point, sep = ".", ","
	}
	digits, minus := strings.CutPrefix(hundredths(num, den, places), "-")
	if short := places + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	cut := len(digits) - places
	text := group(digits[:cut], sep) + "%"
	if places > 0 {
		text = group(digits[:cut], sep) + point + digits[cut:] + "%"
	}
	if minus {
		return "-" + text
	}
	return text
}

// hundredths is 100 num/den times ten to the places, rounded half away from
// zero, in decimal digits.
func hundredths(num, den int64, places int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places+2)), nil)
	n := new(big.Int).Mul(scale, big.NewInt(num))
	d := big.NewInt(den)
	negative := n.Sign()*d.Sign() < 0
	n.Abs(n)
	d.Abs(d)
	n.Add(n.Lsh(n, 1), d) // (2n + d) / 2d rounds n/d half up
	n.Quo(n, d.Lsh(d, 1))
	if n.Cmp(scale) == 0 {
		n.Sub(n, big.NewInt(shy(num, den)))
	}
	if negative {
		n.Neg(n)
	}
	return n.String()
}

// shy is what a share short of the whole, or beyond it, must stay away from a
// round hundred: one in the last place, below or above.
func shy(num, den int64) int64 {
	switch {
	case num == den || num == -den:
		return 0
	case max(num, -num) < max(den, -den):
		return 1
	}
	return -1
}

// Padded writes a count as official documents do, with a leading zero below
// ten: 06 tập thể, 18 cá nhân, 00 phiếu.
func Padded(n int64) string {
	if n >= 0 && n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return Number(n)
}

// Money is whole đồng: 1.490.000 đồng.
func Money(dong int64) string { return In("vi").Money(dong) }

// Money is whole đồng in words of the language.
func (w *Words) Money(dong int64) string { return w.T("number.dong", dong) }

var romans = []struct {
	n    int
	sign string
}{
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
	{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}

// Roman numbers the parts of a document: 14 is XIV. Numbers outside 1–3999
// have no Roman form and stay in digits.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var out strings.Builder
	for _, r := range romans {
		for ; n >= r.n; n -= r.n {
			out.WriteString(r.sign)
		}
	}
	return out.String()
}

// ParseRoman reads the one proper Roman form of 1–3999, in capitals or small
// letters; anything else, such as IIII, is NotNumber.
func ParseRoman(s string) (int, error) {
	whole := strings.ToUpper(strings.TrimSpace(s))
	rest, n := whole, 0
	for _, r := range romans {
		for strings.HasPrefix(rest, r.sign) && n < 4000 {
			rest, n = rest[len(r.sign):], n+r.n
		}
	}
	if n == 0 || Roman(n) != whole {
		return 0, NotNumber
	}
	return n, nil
}
