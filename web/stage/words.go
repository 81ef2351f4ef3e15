package stage

import (
	"strings"
	"time"

	"hoinghi/law"
	"hoinghi/locale"
)

const shortest = 120 // characters of a text in a list

// short is the beginning of a text, for a list.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > shortest {
		return strings.TrimSpace(string(r[:shortest])) + "…"
	}
	return s
}

func dayOf(t time.Time) law.Day { return law.DayOf(t.In(locale.Zone)) }

func shownDay(d law.Day) string {
	if d.IsZero() {
		return ""
	}
	return locale.Date(d)
}

func or(s, fallback string) string {
	if s != "" {
		return s
	}
	return fallback
}
