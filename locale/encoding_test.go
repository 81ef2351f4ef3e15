package locale_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
	"hoinghi/locale"
)

const staff = "Họ và tên;Chức vụ;Ngày sinh\r\nNguyễn Văn An;Trưởng phòng;21/01/1980\r\nĐặng Thị Hồng;Chuyên viên;5/3/1975\r\n"

// latin gives the bytes that stand for Latin-1 letters.
func latin(t *testing.T, s string) []byte {
	t.Helper()
	b, err := charmap.ISO8859_1.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// windows1258 gives the bytes of a text: the hat stays on the letter and the
// tone follows it, as that code page has it.
func windows1258(t *testing.T, s string) []byte {
	t.Helper()
	var out strings.Builder
	for _, r := range norm.NFC.String(s) {
		if _, ok := charmap.Windows1258.EncodeRune(r); ok {
			out.WriteRune(r)
			continue
		}
		marks := []rune(norm.NFD.String(string(r)))
		var hat, tone []rune
		for _, m := range marks[1:] {
			if strings.ContainsRune("\u0302\u0306\u031b", m) {
				hat = append(hat, m)
			} else {
				tone = append(tone, m)
			}
		}
		out.WriteString(norm.NFC.String(string(marks[:1])+string(hat)) + string(tone))
	}
	b, err := charmap.Windows1258.NewEncoder().Bytes([]byte(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wide(s string, order binary.AppendByteOrder) []byte {
	b := order.AppendUint16(nil, 0xFEFF)
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestDecode(t *testing.T) {
	for name, c := range map[string]struct {
		in   []byte
		want locale.Encoding
	}{
		"UTF-8":           {[]byte(staff), locale.UTF8},
		"UTF-8 with mark": {[]byte("\uFEFF" + staff), locale.UTF8},
		"UTF-8 of a Mac":  {[]byte(norm.NFD.String(staff)), locale.UTF8},
		"UTF-16LE":        {wide(staff, binary.LittleEndian), locale.UTF16LE},
		"UTF-16BE":        {wide(staff, binary.BigEndian), locale.UTF16BE},
		"Windows-1258":    {windows1258(t, staff), locale.Windows1258},
		"TCVN3":           {latin(t, tcvn3(t, staff)), locale.TCVN3},
		"VNI":             {latin(t, vni(staff)), locale.VNI},
	} {
		text, enc, err := locale.Decode(c.in)
		if err != nil || text != staff || enc != c.want {
			t.Errorf("%s: got %q, %s, %v", name, text, enc, err)
		}
	}
}

func TestDecodePlain(t *testing.T) {
	for _, s := range []string{"", "a;b\r\n1;2\r\n"} {
		if text, enc, err := locale.Decode([]byte(s)); text != s || enc != locale.UTF8 || err != nil {
			t.Errorf("%q: got %q, %s, %v", s, text, enc, err)
		}
	}
	quoted := latin(t, tcvn3(t, "Nguyễn Văn An - ")) // with a dash and quotes of Windows-1252
	quoted = append(quoted, 0x93, 'A', 0x94, ' ', 0x96)
	if text, enc, err := locale.Decode(quoted); text != "Nguyễn Văn An - “A” –" || enc != locale.TCVN3 || err != nil {
		t.Errorf("got %q, %s, %v", text, enc, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		in   []byte
		want error
	}{
		"PNG":                   {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), locale.Unknown},
		"French":                {latin(t, "Les élèves français déjà diplômés"), locale.Unknown},
		"half a letter":         {[]byte("\xEF\xBB\xBFNguy\xE1\xBB"), locale.Unknown},
		"UTF-16 cut":            {[]byte("\xFF\xFEa\x00b"), locale.Unknown},
		"UTF-16 without mark":   {[]byte("a\x00b\x00"), locale.Unknown},
		"UTF-16 half a pair":    {[]byte("\xFF\xFE\x00\xD8"), locale.Unknown},
		"one word of two fonts": {latin(t, "göi"), locale.Unclear},
		"nothing to go by":      {[]byte("\xA7 5"), locale.Unknown},
		"two letters":           {latin(t, "Hà"), locale.Unknown},
	} {
		if text, enc, err := locale.Decode(c.in); err != c.want || text != "" || enc != "" {
			t.Errorf("%s: got %q, %s, %v, want %v", name, text, enc, err, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{staff, "\xFF\xFEa\x00", "\xFE\xFF\x00a", "Nguy\xD4n V\xA8n An", "Nguye\xE3n Va\xEAn An", "\xA7\x00", "\x81\x8D"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		text, enc, err := locale.Decode(b)
		if (err != nil) != (enc == "") || err != nil && text != "" {
			t.Errorf("%q: %q, %s, %v", b, text, enc, err)
		}
		if !utf8.ValidString(text) || !norm.NFC.IsNormalString(text) {
			t.Errorf("%q gives %q", b, text)
		}
	})
}
