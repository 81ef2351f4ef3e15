package kit_test

import (
	"strings"
	"testing"

	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/web/kit"
)

// S3-26: three of eighteen, with every reading and its source; a rule that was
// not read in its source says so.
func TestWhyShowsReadingsDayAndDoubt(t *testing.T) {
	unit := law.Unit{Kind: law.PartyOrMass}
	draw := func(on string) string {
		t.Helper()
		x, err := law.CSTDCSWhy(law.MustDay(on), unit, 18, 3)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := kit.Why(locale.In("vi"), kit.WhyOf(x)).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	old := draw("2021-12-30")
	for _, want := range []string{"16,7 %", "14,3 %", "2,7", "30/12/2021", "91/2017"} {
		if !strings.Contains(old, want) {
			t.Errorf("the reason of 2021 lacks %q", want)
		}
	}
	const doubt = "chưa được đối chiếu"
	if strings.Contains(old, doubt) || !strings.Contains(draw("2026-01-23"), doubt) {
		t.Error("the share of 2021 was read in its decree, that of 2026 was not: only the second says so")
	}
}
