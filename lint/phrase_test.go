package lint

import (
	"strings"
	"testing"
)

// Each slip of the book is found and mended to its phrase, and no phrase is
// itself accused.
func TestBook(t *testing.T) {
	rights := 0
	for _, line := range lines("phrases") {
		right, slips, _ := strings.Cut(line, " | ")
		rights++
		if found := Text(right); len(found) > 0 {
			t.Errorf("%s: %+v", right, found)
		}
		for s := range strings.SplitSeq(slips, ";") {
			x := readSlip(strings.TrimSpace(s), pieces(right))
			wrong := strings.ReplaceAll(strings.Join(x.words, " "), " ,", ",")
			found := Text(wrong)
			if len(found) == 0 {
				t.Errorf("%s: %q is not found", right, wrong)
				continue
			}
			if got := Mended(wrong); got != right {
				t.Errorf("%q: mended %q, want %q", wrong, got, right)
			}
			for _, near := range x.before {
				if found := phrases(read(near + " " + wrong)); len(found) > 0 && found[0].Text == wrong {
					t.Errorf("%s %s: %+v", near, wrong, found)
				}
			}
			for _, near := range x.after {
				if found := phrases(read(wrong + " " + near)); len(found) > 0 && found[0].Text == wrong {
					t.Errorf("%s %s: %+v", wrong, near, found)
				}
			}
		}
	}
	if rights < 120 {
		t.Errorf("%d set phrases, want at least 120", rights)
	}
}

func TestSyllable(t *testing.T) {
	for _, w := range strings.Fields("nghĩa việt quyết giếng gì giữ khuỷu thuở ngoằn ngoèo ý yến ủy uỷ hòa hoà quý quốc huân kẹp ghế") {
		if s, ok := parse(w); !ok || !s.strict() {
			t.Errorf("%s is a syllable", w)
		}
	}
	for _, w := range strings.Fields("tậpthể caf b đ hóà wán ngh cế kan gế pin tâp iến") {
		if s, ok := parse(w); ok && s.strict() {
			t.Errorf("%s is no syllable", w)
		}
	}
	for low, want := range map[string][2]string{
		"hóa": {"hóa", "hoá"}, "thuỷ": {"thủy", "thuỷ"}, "qúy": {"quý", "quý"}, "hòan": {"hoàn", "hoàn"}, "gía": {"giá", "giá"},
		"khủyu": {"khuỷu", "khuỷu"}, "tưởng": {"tưởng", "tưởng"}, "tửơng": {"tưởng", "tưởng"}, "quýêt": {"quyết", "quyết"}, "ngòai": {"ngoài", "ngoài"},
		"cuả": {"của", "của"}, "lòe": {"lòe", "loè"},
	} {
		s, ok := parse(low)
		if got := [2]string{s.written(false), s.written(true)}; !ok || got != want {
			t.Errorf("%s: %v, want %v", low, got, want)
		}
	}
}
