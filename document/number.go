package document

import (
	"slices"
	"strconv"
	"strings"
)

// Number is a figure that was typed the Vietnamese way, 187.500 or 29,2, as a
// number; what is no such figure stays text.
func Number(typed string) Cell {
	whole, rest, _ := strings.Cut(typed, ",")
	if !thousands(whole) || len(rest) > 9 {
		return Str(typed)
	}
	digits := strings.ReplaceAll(whole, ".", "") + rest
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || strings.Contains(digits, "+") || len(digits) > 1 && digits[0] == '0' && rest == "" {
		return Str(typed)
	}
	return Dec(n, len(rest))
}

// thousands reports whether the points in a number part groups of three digits.
func thousands(s string) bool {
	groups := strings.Split(s, ".")
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return len(groups) == 1 || len(groups[0]) <= 3
}

// Measure puts figures into a column of the first rows and a column of their
// units behind it.
func (s *Sheet) Measure(at int, unit Column, figures, units []Cell) {
	s.Columns = slices.Insert(slices.Clone(s.Columns), at+1, unit)
	for i, row := range s.Rows {
		u := Cell{}
		if i < len(figures) {
			row[at], u = figures[i], units[i]
		}
		s.Rows[i] = slices.Insert(row, at+1, u)
	}
}
