package locale_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"hoinghi/locale"
	"pgregory.net/rapid"
)

func TestSplitName(t *testing.T) {
	for in, want := range map[string]locale.Name{
		"Nguyễn Văn An":                         {"Nguyễn", "Văn", "An"},
		"  Lê   Thị  Hồng   Nhung ":             {"Lê", "Thị Hồng", "Nhung"},
		"Trần Ẩn":                               {"Trần", "", "Ẩn"},
		"An":                                    {"", "", "An"},
		"":                                      {},
		"ĐẶNG THỊ ÁNH":                          {"Đặng", "Thị", "Ánh"},
		"nguyễn thị ước":                        {"Nguyễn", "Thị", "Ước"},
		"H'HEN NIÊ":                             {"H'Hen", "", "Niê"},
		"Nguyễn Văn A":                          {"Nguyễn", "Văn", "A"},
		"Tôn Nữ Thị-Ninh":                       {"Tôn", "Nữ", "Thị-Ninh"},
		"Nguye\u0302\u0303n Thi\u0323 My\u0303": {"Nguyễn", "Thị", "Mỹ"},
	} {
		if d := cmp.Diff(want, locale.SplitName(in)); d != "" {
			t.Errorf("SplitName(%q): %s", in, d)
		}
	}
}

func TestSortKeyOrder(t *testing.T) {
	want := []string{
		"Trần An", "Lê Văn Ánh", "Đỗ Ái Ân", "Trần Ân", "Lê Ẩn", "Nguyễn Bình", "Lê Cường", "Đào Chi Dung",
		"Lê Dũng", "Dương Đạt", "Đặng Đạt", "Lê Thị Hà", "Lê Văn Hà", "Lê Hạ", "Vũ Sơn", "Vũ Ước", "Vũ Yến",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int {
		return strings.Compare(locale.SortKey(locale.SplitName(a)), locale.SortKey(locale.SplitName(b)))
	})
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The key must order as the collator does, part by part.
func TestSortKeyAgreesWithCollation(t *testing.T) {
	c := collate.New(language.Vietnamese)
	part := rapid.SampledFrom([]string{"", "A", "a", "Á", "Ạ", "An", "Ân", "Ẩn", "Ă", "A An", "Anh", "Đan", "Dân", "-", "A B"})
	any := rapid.StringOfN(rapid.RuneFrom([]rune("aàảãáạăâẩbcdđeênohuưỳyAĐ ")), 0, 5, -1)
	word := rapid.OneOf(part, part, any)
	draw := func(t *rapid.T, label string) locale.Name {
		return locale.Name{Family: word.Draw(t, label), Middle: word.Draw(t, label), Given: word.Draw(t, label)}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "a"), draw(t, "b")
		want := c.CompareString(a.Given, b.Given)
		if want == 0 {
			want = c.CompareString(a.Family, b.Family)
		}
		if want == 0 {
			want = c.CompareString(a.Middle, b.Middle)
		}
		if got := strings.Compare(locale.SortKey(a), locale.SortKey(b)); got != want {
			t.Fatalf("%+v against %+v: got %d, want %d", a, b, got, want)
		}
	})
}

func TestSortKeyFromManyGoroutines(t *testing.T) {
	want := locale.SortKey(locale.SplitName("Nguyễn Thị Ẩn"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if got := locale.SortKey(locale.SplitName("Nguyễn Thị Ẩn")); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkSortKey(b *testing.B) {
	n := locale.SplitName("Nguyễn Thị Ánh Tuyết")
	for b.Loop() {
		locale.SortKey(n)
	}
}
