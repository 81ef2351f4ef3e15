package document

import (
	"fmt"
	"strconv"
	"strings"

	"hoinghi/law"
)

// NumberLine is "Số: 12/NQ-TV" or, for the Party, "Số 12-NQ/ĐU" (Symbol holds
// what follows the first mark). It is empty when there is neither part.
func (h Head) NumberLine() string {
	n, s := clean(h.Number), clean(h.Symbol)
	if n == "" && s == "" {
		return ""
	}
	switch {
	case n == "":
		n = strings.Repeat("\u00a0", 6)
	case len(n) == 1 && n >= "0" && n <= "9":
		n = "0" + n
	}
	word, mark := "Số: ", "/"
	switch h.Style {
	case Party:
		word, mark = "Số ", "-"
	case Youth:
		mark = "-"
	}
	if s == "" {
		mark = ""
	}
	return word + n + mark + s
}

// DateLine is "Hồng Lam, ngày 05 tháng 02 năm 2026": days below ten and the
// months 1 and 2 get a leading zero. Without a day it leaves room to write.
func (h Head) DateLine() string {
	place := clean(h.Place)
	if place != "" {
		place += ", "
	}
	if h.Day.IsZero() {
		if place == "" {
			return ""
		}
		gap := strings.Repeat("\u00a0", 6)
		return place + "ngày" + gap + "tháng" + gap + "năm" + gap
	}
	month := strconv.Itoa(int(h.Day.Month))
	if h.Day.Month < 3 {
		month = "0" + month
	}
	return fmt.Sprintf(law.DateLine, place, h.Day.Day, month, h.Day.Year)
}

// Grounds are the bases with their closing marks: ";" and a last ".", or "," in
// papers of the Party.
func (p Paper) Grounds() []string {
	mid, last := ";", "."
	if p.Head.Style == Party {
		mid, last = ",", ","
	}
	return closed(p.Bases, "", mid, last)
}

// Recipients are the lines under "Nơi nhận:", each "- …;" and the last "- ….".
func (p Paper) Recipients() []string { return closed(p.To, "- ", ";", ".") }

// closed drops empty items and puts the marks of a list around the rest.
func closed(items []string, lead, mid, last string) []string {
	var out []string
	for _, s := range items {
		s = strings.TrimLeft(clean(s), "- ")
		if s = strings.TrimRight(s, " ;,.\n"); s != "" {
			out = append(out, lead+s+mid)
		}
	}
	if n := len(out); n > 0 {
		out[n-1] = strings.TrimSuffix(out[n-1], mid) + last
	}
	return out
}

// Mark is the sign before the i-th point, counted from 0, with its space.
func (p Points) Mark(i int) string {
	n := i + max(p.From, 1)
	switch p.Marks {
	case Numbers:
		return strconv.Itoa(n) + ". "
	case Letters:
		return letter(n) + ") "
	case Pluses:
		return "+ "
	}
	return "- "
}

// letter is the n-th letter of the Vietnamese alphabet, doubled after the last.
func letter(n int) string {
	abc := []rune(vietLetter)
	n--
	return strings.Repeat(string(abc[n%len(abc)]), n/len(abc)+1)
}

// Label is "Điều 1. " with a trailing space.
func (a Article) Label() string { return articleNo + " " + clean(a.No) + ". " }

// Label is "Phụ lục I".
func (a Annex) Label() string { return strings.TrimSpace(annexHead + " " + clean(a.No)) }
