package register

import (
	_ "embed" // ground.txt
	"slices"
	"strings"

	"hoinghi/locale"
)

// ground.txt has the kinds that are named without number and issuer, the verbs
// with which a subject follows the name of a rule, and the words before any
// other subject.
//
//go:embed ground.txt
var groundText string

var groundWords = strings.Split(strings.TrimSpace(groundText), "\n")

// Ground writes a document as the grounds of an official paper name it: kind,
// number, symbol, day in words, issuer and subject; of a law and an ordinance
// neither number nor issuer (Decree 30/2020/NĐ-CP, Annex I, part II, point 5).
func Ground(d Document) string {
	on, subject := "", strings.TrimSpace(d.Subject)
	if !d.Dated.IsZero() {
		on = " " + locale.OfficialDate(d.Dated)
	}
	if slices.Contains(strings.Split(groundWords[0], "|"), d.Kind) {
		return strings.TrimSpace(d.Kind+" "+subject) + on
	}
	s := d.Kind + " số " + strings.Join(strings.Fields(d.Number), "")
	if d.Symbol != "" {
		s += "/" + strings.Join(strings.Fields(d.Symbol), "")
	}
	s += on
	if d.Issuer != "" {
		s += " của " + d.Issuer
	}
	return strings.TrimSpace(s + " " + about(d.Kind, subject))
}

// about is the subject as it follows the name of a document: what rules or enacts
// says so itself, a letter and all else is about something.
func about(kind, subject string) string {
	if rest, ok := cutFold(subject, "v/v "); ok {
		subject = rest
	}
	for i, verb := range strings.Split(groundWords[1], "|") {
		if rest, ok := cutFold(subject, verb+" "); ok && (i == 0 || Short(kind) != "") {
			return verb + " " + rest
		}
	}
	if subject == "" {
		return ""
	}
	return groundWords[2] + " " + subject
}

// cutFold cuts a beginning in either case.
func cutFold(s, head string) (rest string, ok bool) {
	r, n := []rune(s), len([]rune(head))
	if len(r) < n || !strings.EqualFold(string(r[:n]), head) {
		return s, false
	}
	return string(r[n:]), true
}
