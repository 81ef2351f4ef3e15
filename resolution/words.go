package resolution

import (
	"strings"
	"time"
	"unicode"

	"hoinghi/ballot"
	"hoinghi/law"
	"hoinghi/locale"
)

// vi speaks in papers: they are Vietnamese whatever language the reader's
// pages are in, so that a change of language never looks like a change of the
// record.
func vi() *locale.Words { return locale.In("vi") }

// Share writes n of base as per cent: whole when it is, else to a tenth.
// "100%" is written only of all; an empty base is "—".
func Share(n, base int64) string {
	if base != 0 && n*100%base == 0 {
		return locale.Percent(n, base, 0)
	}
	return locale.Percent(n, base, 1)
}

// counted is a number as papers write it: "05 (năm)".
func counted(n int64) string { return locale.Padded(n) + " (" + locale.Spelled(n) + ")" }

// clock is "08 giờ 05 phút".
func clock(t time.Time) string {
	t = t.In(locale.Zone)
	return vi().T("resolution.clock", t.Hour(), t.Minute())
}

func dayOf(t time.Time) law.Day { return law.DayOf(t.In(locale.Zone)) }

// capital begins a sentence.
func capital(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// ended closes a sentence with a full stop unless it ends with a mark.
func ended(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsRune(".!?;:…", []rune(s)[len([]rune(s))-1]) {
		return s
	}
	return s + "."
}

// baseOf names whom a percentage is of.
// keys: resolution.base.*
func baseOf(b ballot.Ballot) string { return vi().T("resolution.base." + b.Base) }

// ruleOf is what the rule of a ballot asks, with its citation.
func ruleOf(b ballot.Ballot) string {
	if b.Bar.ID == "" {
		return ""
	}
	return vi().T("resolution.rule", b.Bar.Is.Words(), b.Bar.Cite)
}

// VoteLine says how a closed vote came out, in figures and words, with its
// base, its percentage and the rule of its day.
// keys: resolution.method.*
func VoteLine(b ballot.Ballot) string {
	w := vi()
	switch b.State {
	case "annulled":
		return w.T("resolution.vote.annulled", b.Question)
	case "open":
		return w.T("resolution.vote.open", b.Question)
	}
	verdict := w.T("resolution.vote.failed")
	if b.Passed {
		verdict = w.T("resolution.vote.passed")
	}
	out := w.T("resolution.vote", b.Question, w.T("resolution.method."+b.Method), counted(b.Present),
		counted(b.InFavour), counted(b.Against), counted(b.Other))
	out += " " + w.T("resolution.vote.share", Share(b.InFavour, b.Of()), baseOf(b), verdict)
	if rule := ruleOf(b); rule != "" {
		out += " " + capital(rule) + "."
	}
	return out
}

// PassedLine says in short that a vote was won.
func PassedLine(b ballot.Ballot) string {
	return vi().T("resolution.passed", strings.Join(strings.Fields(b.Question), " "), locale.Padded(b.InFavour), locale.Padded(b.Of()), baseOf(b), Share(b.InFavour, b.Of()))
}
