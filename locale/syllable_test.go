package locale

import (
	"strings"
	"testing"
)

func TestSyllable(t *testing.T) {
	good := `nghĩa Việt NAM quyết định ĐẢNG giếng gì giữ khuỷu thuở ngoằn ngoèo xoong Ẩn y ý yến uỷ hoà hòa
		quý quốc huân chương trưởng phường thuý luật lắk kạn đúng ông`
	for w := range strings.FieldsSeq(good) {
		if !syllable(w, true) {
			t.Errorf("%s is a syllable", w)
		}
	}
	for w := range strings.FieldsSeq(`Josộ nguyeón caf b đ hđnd hóà ñang wán thậz qà ngh sct ăn` + "\u0301") {
		if syllable(w, true) || syllable(w, false) {
			t.Errorf("%s is no syllable", w)
		}
	}
	for w := range strings.FieldsSeq(`tôt cac tụt sách lộc`) {
		_, tone, _ := untone(w)
		if got, want := syllable(w, true), tone == acute || tone == dotBelow; got != want {
			t.Errorf("strictly %s: %v, want %v", w, got, want)
		}
		if !syllable(w, false) {
			t.Errorf("%s may be a syllable", w)
		}
	}
}
