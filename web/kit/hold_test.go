package kit_test

import (
	"testing"

	"hoinghi/web/kit"
)

func TestHoldKeepsCompoundsWhole(t *testing.T) {
	for from, want := range map[string]string{
		"Hội nghị viên chức, người lao động năm 2026": "Hội\u00a0nghị viên\u00a0chức, người\u00a0lao\u00a0động năm 2026",
		"THÔNG QUA NGHỊ QUYẾT":                        "THÔNG\u00a0QUA NGHỊ\u00a0QUYẾT",
		"Thảo luận chung":                             "Thảo\u00a0luận chung",
		"":                                            "",
	} {
		if got := kit.Hold(from); got != want {
			t.Errorf("%q: got %q, want %q", from, got, want)
		}
	}
}
