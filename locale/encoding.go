package locale

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Decode reads the bytes of a text file, such as CSV, as NFC text. A byte
// order mark and valid UTF-8 decide at once; other bytes are read as
// Windows-1258, TCVN3 or VNI when the words are Vietnamese in exactly one of
// them. It refuses with Unclear or Unknown rather than guess. Cells of a
// UTF-8 file may still hold old-font letters: MendAll mends them.
func Decode(b []byte) (text string, enc Encoding, err error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return decodeUTF8(b[3:])
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return decodeUTF16(b[2:], UTF16LE)
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return decodeUTF16(b[2:], UTF16BE)
	case utf8.Valid(b):
		return decodeUTF8(b)
	}
	return decodeOld(b)
}

func decodeUTF8(b []byte) (string, Encoding, error) {
	if !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0 {
		return "", "", Unknown
	}
	return norm.NFC.String(string(b)), UTF8, nil
}

func decodeUTF16(b []byte, enc Encoding) (string, Encoding, error) {
	if len(b)%2 != 0 {
		return "", "", Unknown
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		lo, hi := b[2*i], b[2*i+1]
		if enc == UTF16BE {
			lo, hi = hi, lo
		}
		units[i] = uint16(hi)<<8 | uint16(lo)
	}
	runes := utf16.Decode(units)
	text := string(runes)
	if strings.ContainsAny(text, "\x00\uFFFD") {
		return "", "", Unknown
	}
	return norm.NFC.String(text), enc, nil
}

func decodeOld(b []byte) (string, Encoding, error) {
	if bytes.IndexByte(b, 0) >= 0 {
		return "", "", Unknown
	}
	latin, err1 := charmap.Windows1252.NewDecoder().String(string(b))
	windows, err2 := charmap.Windows1258.NewDecoder().String(string(b))
	if err1 != nil || err2 != nil {
		return "", "", Unknown
	}
	windows = norm.NFC.String(windows)
	found := map[Encoding]bool{
		TCVN3:       tallyOf(latin, fromTCVN3).holds(),
		VNI:         tallyOf(latin, fromVNI).holds(),
		Windows1258: tallyOf(windows, asIs).holds() && !strings.ContainsRune(windows, utf8.RuneError),
	}
	var enc Encoding
	for e, holds := range found {
		switch {
		case holds && enc != "":
			return "", "", Unclear
		case holds:
			enc = e
		}
	}
	switch enc {
	case "":
		return "", "", Unknown
	case Windows1258:
		return windows, enc, nil
	}
	return convertLines(latin, enc), enc, nil
}

func asIs(word string) (string, bool) { return word, true }

// tallyOf counts the words that are not plain ASCII.
func tallyOf(text string, read decoder) (t tally) {
	for _, word := range words(text) {
		if !strings.ContainsFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) {
			continue
		}
		s, ok := read(word)
		t.add(word, s, ok)
	}
	return t
}

// convertLines converts line by line, since capitals are a matter of the line.
func convertLines(text string, enc Encoding) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		lines[i] = convert(line, enc)
	}
	return strings.Join(lines, "")
}
