package locale

import "strconv"

// Number groups the digits by three with a full stop: 1.234.567.
func Number(n int64) string { return group(n, '.') }

// Number groups the digits as the language does: 1.234.567 or 1,234,567.
func (w *Words) Number(n int64) string {
	if w.lang == "en" {
		return group(n, ',')
	}
	return group(n, '.')
}

func group(n int64, sep byte) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	out := []byte(sign)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, sep)
		}
		out = append(out, digits[i])
	}
	return string(out)
}
