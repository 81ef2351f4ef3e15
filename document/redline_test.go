package document

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What stayed and went is the old text, what stayed and came the new one; and no
// comparison keeps less than another order of it would.
func TestCompareKeepsBothTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 12)
		was, is := words.Draw(t, "was"), words.Draw(t, "is")
		var old, now, same []string
		for _, p := range compareTokens(was, is) {
			if p.sign <= 0 {
				old = append(old, p.text...)
			}
			if p.sign >= 0 {
				now = append(now, p.text...)
			}
			if p.sign == 0 {
				same = append(same, p.text...)
			}
		}
		if !slices.Equal(old, was) || !slices.Equal(now, is) {
			t.Fatalf("%v → %v gave %v → %v", was, is, old, now)
		}
		if want := common(was, is); len(same) != want {
			t.Fatalf("%v → %v keeps %d words, could %d", was, is, len(same), want)
		}
	})
}

// common is the length of the longest common subsequence, the slow way.
func common(a, b []string) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case a[0] == b[0]:
		return 1 + common(a[1:], b[1:])
	}
	return max(common(a[1:], b), common(a, b[1:]))
}

func TestRedline(t *testing.T) {
	was := "Điều 1. Phạm vi\nCông khai trong 10 ngày làm việc.\nĐiều này bỏ.\nĐiều 3. Thi hành"
	is := "Điều 1. Phạm vi\nCông khai trong 05 ngày làm việc.\nĐiều 3. Thi hành\nĐiều 4. Mới"
	var lines []string
	for _, b := range Redline(was, is) {
		p := b.(Para)
		line := p.Text
		for _, r := range p.Runs {
			switch {
			case r.Strike:
				line += "[-" + r.Text + "-]"
			case r.Underline:
				line += "{+" + r.Text + "+}"
			default:
				line += r.Text
			}
		}
		lines = append(lines, line)
	}
	want := []string{"Điều 1. Phạm vi", "Công khai trong[- 10-]{+ 05+} ngày làm việc.", "[-Điều này bỏ.-]", "Điều 3. Thi hành", "{+Điều 4. Mới+}"}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

// A text too long to compare is shown whole, old before new.
func TestRedlineOfLongTexts(t *testing.T) {
	word := func(s string) []string { return slices.Repeat([]string{s}, 3000) }
	got := compareTokens(word("cũ"), word("mới"))
	if len(got) != 2 || got[0].sign != -1 || got[1].sign != 1 || len(got[0].text) != 3000 {
		t.Errorf("%d pieces", len(got))
	}
}
