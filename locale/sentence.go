package locale

import (
	"strings"
	"time"

	"hoinghi/law"
)

// Capital begins a sentence with s.
func Capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return Upper(string(r[:1])) + string(r[1:])
}

// Uncapital is a title within a sentence, on one line.
func Uncapital(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) == 0 {
		return ""
	}
	return strings.ToLower(string(r[:1])) + string(r[1:])
}

// Ended closes a sentence with a full stop unless it ends with a mark.
func Ended(s string) string {
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) == 0 || strings.ContainsRune(".!?;:…", r[len(r)-1]) {
		return s
	}
	return s + "."
}

// Listed are names as the points of a list: each with ";", the last with ".".
func Listed(names []string) (out []string) {
	for i, s := range names {
		mark := ";"
		if i == len(names)-1 {
			mark = "."
		}
		out = append(out, s+mark)
	}
	return out
}

// Paragraphs are the lines of a text that say anything.
func Paragraphs(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// WeekdayWithin is the day of the week within a line: only Sunday keeps its
// capital (Decree 30/2020/NĐ-CP, Annex II).
func WeekdayWithin(d law.Day) string {
	if d.Weekday() == time.Sunday {
		return Weekday(d)
	}
	return Uncapital(Weekday(d))
}
