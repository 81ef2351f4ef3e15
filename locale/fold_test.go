package locale_test

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"hoinghi/locale"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Đoàn viên":                 "doan vien",
		"QUY CHẾ DÂN CHỦ":           "quy che dan chu",
		"Nguyễn  Ước":               "nguyen  uoc",
		norm.NFD.String("Hội nghị"): "hoi nghi",
		"Số 01/2022, 29,2%":         "so 01/2022, 29,2%",
		"\u0301a":                   "a",
		"Ðặng Ðức":                  "dang duc",
		"Ⅳ Ở":                       "ⅳ o",
		"ăâđêôơưĂÂĐÊÔƠƯ ỵỷỹýỳ ẵẳắằặ": "aadeoouaadeoou yyyyy aaaaa",
	} {
		if got := locale.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldKeepsRuneOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := norm.NFC.String(rapid.StringOf(rapid.RuneFrom([]rune("aăâđeêộữẵy Ỹ0Đ.ß漢"))).Draw(t, "s"))
		got := locale.Fold(s)
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(s) {
			t.Fatalf("%q folds to %q", s, got)
		}
		if again := locale.Fold(got); again != got {
			t.Fatalf("%q folds again to %q", got, again)
		}
	})
}

func TestFoldSearch(t *testing.T) {
	for _, same := range [][2]string{
		{"qui che", "quy chế"}, {"Hóa", "Hoá"}, {"kỹ sư", "kĩ sư"}, {"  hội \t nghị ", "HỘI NGHỊ"},
		{"Lí Thường Kiệt", "Lý Thường Kiệt"}, {"bác sĩ", "Bác sỹ"}, {"công\u00a0chức", "công chức"},
	} {
		if a, b := locale.FoldSearch(same[0]), locale.FoldSearch(same[1]); a != b {
			t.Errorf("%q and %q differ: %q %q", same[0], same[1], a, b)
		}
	}
	for in, want := range map[string]string{"Thúy": "thuy", "Nguyễn": "nguyen", "y tế": "y te", "bay": "bay"} {
		if got := locale.FoldSearch(in); got != want {
			t.Errorf("FoldSearch(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestUpper(t *testing.T) {
	if got, want := locale.Upper(norm.NFD.String("Ủy ban nhân dân, đ/c Nguyễn")), "ỦY BAN NHÂN DÂN, Đ/C NGUYỄN"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkFold(b *testing.B) {
	s := "Hội nghị cán bộ, công chức, viên chức năm 2022 của cơ quan"
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		locale.Fold(s)
	}
}
