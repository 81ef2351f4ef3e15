package desk

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hoinghi/law"
	"pgregory.net/rapid"
)

// parsed reads a calendar as RFC 5545 says: lines end with CRLF, a line that
// begins with a blank goes on, and values are unescaped.
func parsed(t interface{ Fatalf(string, ...any) }, text string) (events []map[string]string) {
	if !strings.HasSuffix(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		t.Fatalf("lines do not end with CRLF: %q", text)
	}
	for _, l := range strings.Split(text, "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) {
			t.Fatalf("a line of %d octets, or a character cut: %q", len(l), l)
		}
	}
	text = strings.ReplaceAll(text, "\r\n ", "")
	open := []string{}
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(l, ":")
		if !ok {
			t.Fatalf("no property: %q", l)
		}
		switch name {
		case "BEGIN":
			open = append(open, value)
			if value == "VEVENT" {
				events = append(events, map[string]string{})
			}
			continue
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				t.Fatalf("END of %s inside %v", value, open)
			}
			open = open[:len(open)-1]
			continue
		}
		if len(open) == 2 {
			events[len(events)-1][name] = unescaped(value)
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v is never closed", open)
	}
	return events
}

func unescaped(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if s[i] == 'n' {
				out.WriteByte('\n')
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

func TestAFeedReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("aưỡễĐ;,\\:\n \"n")), rapid.RuneFrom([]rune{'☂', '𝄞'}))).Draw(t, "text")
		f := feed{Name: text, Host: "x", Stamp: time.Unix(0, 0), Events: []feedEvent{{ID: "1@x", On: law.MustDay("2026-02-28"), Title: "T" + text, Text: text}}}
		events := parsed(t, string(f.ics()))
		if len(events) != 1 || events[0]["SUMMARY"] != "T"+text || events[0]["DESCRIPTION"] != text {
			t.Fatalf("%q read back as %q", text, events)
		}
		if events[0]["DTEND;VALUE=DATE"] != "20260301" || events[0]["DTSTAMP"] != "19700101T000000Z" {
			t.Fatalf("%v", events[0])
		}
	})
}

func TestControlCharactersLeaveTheFeed(t *testing.T) {
	if got := escaped("a\x00b\r\nc\x7f\xff"); got != `ab\nc` {
		t.Errorf("%q", got)
	}
}
