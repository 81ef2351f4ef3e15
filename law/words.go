package law

import (
	"fmt"
	"strings"
)

// Words writes a bar as Vietnamese law does: "ít nhất 2/3", "trên 50 %".
func (s Share) Words() string {
	if s.Strict {
		return "trên " + s.Fraction.Words()
	}
	return "ít nhất " + s.Fraction.Words()
}

// Words writes a fraction as per cent where that is whole, else as 2/3.
func (f Fraction) Words() string {
	if f.Den > 0 && 100*f.Num%f.Den == 0 {
		return number(100*f.Num/f.Den) + " %"
	}
	return f.String()
}

// Words writes a cap: "không quá 15 %".
func (c Cap) Words() string { return "không quá " + c.Fraction.Words() }

// Words writes a limit: "dưới 100", "không quá 7".
func (l Limit) Words() string {
	if l.Strict {
		return "dưới " + number(l.N)
	}
	return "không quá " + number(l.N)
}

// Words writes a time limit: "5 ngày làm việc".
func (s Span) Words() string {
	return fmt.Sprintf("%d %s", s.N, [...]string{"ngày", "ngày làm việc", "tháng", "năm"}[s.Unit])
}

// decimal writes num/den with a decimal comma, rounded half up to places and
// without idle zeros: 128/3 is 42,67 and 63·2/3 is 42.
func decimal(num, den int64, places int) string {
	scale := int64(1)
	for range places {
		scale *= 10
	}
	v := (2*num*scale + den) / (2 * den)
	if places == 0 || v%scale == 0 {
		return number(v / scale)
	}
	frac := strings.TrimRight(fmt.Sprintf("%0*d", places, v%scale), "0")
	return number(v/scale) + "," + frac
}

// percent writes n of base as per cent with one decimal: 3 of 18 is 16,7 %.
func percent(n, base int64) string { return decimal(100*n, base, 1) + " %" }

// grouped writes a whole number with points between thousands: 2.340.000.
func grouped(n int64) string {
	s := number(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// vnDay writes a day as dd/mm/yyyy.
func vnDay(d Day) string { return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year) }

// opened puts a capital at the head of a sentence.
func opened(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// say fills a template with the words of a value.
func say[T interface{ Words() string }](format string) func(T) string {
	return func(v T) string { return fmt.Sprintf(format, v.Words()) }
}

// counting fills a template with a whole number.
func counting(format string) func(int) string {
	return func(n int) string { return fmt.Sprintf(format, n) }
}

// either chooses between two sentences.
func either(yes, no string) func(bool) string {
	return func(b bool) string {
		if b {
			return yes
		}
		return no
	}
}

func itemText(x Item) string { return x.Text }

// listing writes items as "1) …; 2) …".
func listing(items []Item) string {
	out := make([]string, len(items))
	for i, x := range items {
		out[i] = x.Code + ") " + x.Text
	}
	return strings.Join(out, "; ")
}

// choice writes items as alternatives.
func choice(items []Item) string {
	out := make([]string, len(items))
	for i, x := range items {
		out[i] = x.Text
	}
	return strings.Join(out, "; hoặc ")
}

func stepping(steps []Step) string {
	out := make([]string, len(steps))
	for i, x := range steps {
		out[i] = x.Code + ") " + x.Text + " (" + x.Actor + ")"
	}
	return strings.Join(out, "; ")
}
