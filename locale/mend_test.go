package locale_test

import (
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"hoinghi/locale"
	"pgregory.net/rapid"
)

type fatal interface {
	Helper()
	Fatal(args ...any)
}

// tcvn3 writes text in the font ABC by the table of the standard in testdata,
// each byte as the Latin-1 letter of the same number. Capitals with a tone
// become small, as there are none.
func tcvn3(t fatal, s string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/tcvn3.txt")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[rune]rune{}
	for line := range strings.Lines(string(b)) {
		code, letter, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := hex.DecodeString(code)
		if err != nil {
			t.Fatal(err)
		}
		codes[[]rune(letter)[0]] = rune(n[0])
	}
	return strings.Map(func(r rune) rune {
		if c, ok := codes[r]; ok {
			return c
		}
		if c, ok := codes[[]rune(strings.ToLower(string(r)))[0]]; ok {
			return c
		}
		return r
	}, norm.NFC.String(s))
}

// vni writes text as the VNI fonts do, from how each letter is composed: a
// base and one mark, which stands for the hat and the tone together.
func vni(s string) string {
	var out strings.Builder
	for _, r := range norm.NFC.String(s) {
		small := strings.ToLower(string(r))
		text := vniSmall(small)
		if small != string(r) {
			text = strings.ToUpper(text)
		}
		out.WriteString(text)
	}
	return out.String()
}

func vniSmall(letter string) string {
	if alone := map[string]string{"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}[letter]; alone != "" {
		return alone
	}
	marks := []rune(norm.NFD.String(letter))
	base, hat, tone := string(marks[0]), ' ', ' '
	for _, m := range marks[1:] {
		switch m {
		case '\u0302', '\u0306':
			hat = m
		case '\u031b':
			base = map[string]string{"o": "ô", "u": "ö"}[base]
		default:
			tone = m
		}
	}
	tones := " \u0301\u0300\u0309\u0303\u0323"
	row := map[rune][]string{
		' ':      {"", "ù", "ø", "û", "õ", "ï"},
		'\u0302': {"â", "á", "à", "å", "ã", "ä"},
		'\u0306': {"ê", "é", "è", "ú", "ü", "ë"},
	}[hat]
	return base + row[strings.Count(tones[:strings.IndexRune(tones, tone)], "")-1]
}

func TestMend(t *testing.T) {
	for _, c := range []struct {
		in, want string
		enc      locale.Encoding
	}{
		{"NguyÔn V¨n An", "Nguyễn Văn An", locale.TCVN3},
		{"Nguyeãn Vaên An", "Nguyễn Văn An", locale.VNI},
		{"Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", locale.TCVN3},
		{"Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", locale.VNI},
		{"Hµ", "Hà", locale.TCVN3},
		{"Traàn Thò Bình Minh", "Trần Thị Bình Minh", locale.VNI},
		{"NGUYEÃN THÒ ÑAØO", "NGUYỄN THỊ ĐÀO", locale.VNI},
		{"NGUYÔN V¡N ANH", "NGUYỄN VĂN ANH", locale.TCVN3},
		{"L£ Vò, NGUYÔN Tó", "LÊ VŨ, NGUYỄN TÚ", locale.TCVN3},
		{"NGUYÔN v¨n ¸nh", "NGUYỄN văn ánh", locale.TCVN3},
		{"§Æng ThÞ Hång, H§ND tØnh", "Đặng Thị Hồng, HĐND tỉnh", locale.TCVN3},
		{"Phßng réng 25 m² – tÇng 2", "Phòng rộng 25 m² – tầng 2", locale.TCVN3},
		{"Nguyeãn § 5", "Nguyễn § 5", locale.VNI},
		{"Vò Tó", "Vò Tó", locale.UTF8}, // Vũ Tú in ABC, but may be right
		{"ñi", "ñi", locale.UTF8},       // too short to tell
		{"ñang", "đang", locale.VNI},
		{"göi", "göi", locale.Ambiguous}, // gửi or gưi
		{"", "", locale.UTF8}, {"UBND", "UBND", locale.UTF8},
	} {
		got, enc := locale.Mend(c.in)
		if got != c.want || enc != c.enc {
			t.Errorf("Mend(%q) = %q, %s; want %q, %s", c.in, got, enc, c.want, c.enc)
		}
	}
}

func TestMendLeavesGoodTextAlone(t *testing.T) {
	b, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Split(strings.TrimSpace(string(b)), "\n")
	if len(names) < 200 {
		t.Fatalf("only %d names", len(names))
	}
	for _, s := range append(names, "25°C", "5 µm", "m²", "10 × 5", "½ ngày", "§ 5", "café", "Müller", "José Núñez", "São Paulo",
		"naïve", "déjà vu", "Zoë", "tôt", "«Anh»", "© 2022", "±3", "Haïti", "Ông José", "hoà", "Pelé", "Raphaël", "niño", "°", "1º") {
		for _, form := range []string{s, norm.NFD.String(s), strings.ToUpper(s), strings.ToLower(s)} {
			if got, enc := locale.Mend(form); got != form || enc != locale.UTF8 {
				t.Errorf("%q became %q (%s)", form, got, enc)
			}
		}
	}
	for i, m := range locale.MendAll(names) {
		if m.Text != names[i] {
			t.Errorf("%q became %q in its column", names[i], m.Text)
		}
	}
}

func TestMendAll(t *testing.T) {
	want := []locale.Mended{{"Nguyễn Văn An", locale.TCVN3}, {"Tú", locale.TCVN3}, {"Ân", locale.TCVN3}, {"Lan", locale.UTF8}}
	if d := cmp.Diff(want, locale.MendAll([]string{"NguyÔn V¨n An", "Tó", "¢n", "Lan"})); d != "" {
		t.Error(d)
	}
	want = []locale.Mended{{"Nguyễn Văn An", locale.TCVN3}, {"Tó", locale.UTF8}, {"Trần Ân", locale.UTF8}, {"Đặng Thị Hòa", locale.VNI}}
	if d := cmp.Diff(want, locale.MendAll([]string{"NguyÔn V¨n An", "Tó", "Trần Ân", "Ñaëng Thò Hoøa"})); d != "" {
		t.Errorf("mixed column: %s", d)
	}
}

const small = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"

// Every letter comes back, beside a word that tells the font.
func TestEveryLetterRoundTrips(t *testing.T) {
	for _, r := range small {
		for _, word := range []string{string(r), "ng" + string(r), strings.ToUpper(string(r))} {
			text := "Đặng Nguyễn Hưởng cùng quyết định xã hội nghĩa vụ phường " + word
			if got, enc := locale.Mend(vni(text)); got != text || enc != locale.VNI {
				t.Errorf("VNI %q: got %q, %s", word, got, enc)
			}
			got, enc := locale.Mend(tcvn3(t, text))
			if !strings.EqualFold(got, text) || enc != locale.TCVN3 {
				t.Errorf("TCVN3 %q: got %q, %s", word, got, enc)
			}
		}
	}
}

func TestSentencesRoundTrip(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields(`hội nghị cán bộ công chức viên chức năm quy chế dân chủ ở cơ sở thanh tra nhân dân
		biểu quyết giơ tay bỏ phiếu kín nghị quyết đại biểu tán thành khen thưởng tập thể cá nhân kỷ luật khiếu nại tố cáo
		quỹ phúc lợi người lao động giám đốc phó trưởng phòng thuyền nguyện khuỷu ngoằn ngoèo xoong giếng ỷ lại`))
	rapid.Check(t, func(t *rapid.T) {
		text := "đề nghị " + strings.Join(rapid.SliceOfN(word, 4, 30).Draw(t, "words"), " ")
		for enc, old := range map[locale.Encoding]string{locale.VNI: vni(text), locale.TCVN3: tcvn3(t, text)} {
			if got, was := locale.Mend(old); got != text || was != enc {
				t.Fatalf("%s: %q mended to %q (%s)", enc, old, got, was)
			}
		}
	})
}

func FuzzMend(f *testing.F) {
	for _, s := range []string{"NguyÔn V¨n An", "Nguyeãn Vaên An", "25°C", "Hội nghị", "ñang\u00ad", "\xff\x00", "§§"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, enc := locale.Mend(s)
		if changed := enc == locale.TCVN3 || enc == locale.VNI; !changed && got != s {
			t.Errorf("%q changed to %q without a reason", s, got)
		}
		if again, _ := locale.Mend(got); again != got {
			t.Errorf("%q is %q, then %q", s, got, again)
		}
	})
}
