package document

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean gives text that any of the formats may hold: NFC, line feeds alone as
// line ends, and without bytes that are not UTF-8, control characters and the
// characters that XML 1.0 forbids (section 2.2).
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u2028', r == '\u2029', r == '\v', r == '\f':
			return '\n'
		case r == '\n', r == '\t':
			return r
		case !allowed(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return norm.NFC.String(s)
}

// allowed refuses controls, non-characters, the byte order mark and the marks
// that turn the direction of text.
func allowed(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == utf8.RuneError, r == 0xfeff:
		return false
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r >= 0xfdd0 && r <= 0xfdef:
		return false
	}
	return r&0xfffe != 0xfffe
}

// oneLine is clean text without line ends, for titles and cells of sheets.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
