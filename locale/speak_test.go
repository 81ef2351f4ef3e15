package locale

import (
	"testing"

	"hoinghi/law"
)

type colour struct{}

func (colour) In(w *Words) string { return "colour in " + w.Lang() }

func TestArgumentsSpeak(t *testing.T) {
	texts := map[string]string{"s": "<%s>", "d": "<%d>", "v": "<%v>", "pad": "<%02d>", "turn": "%[2]s %[1]s", "sign": "5%%"}
	vi, en := &Words{"vi", texts}, &Words{"en", texts}
	for _, c := range []struct {
		w    *Words
		key  string
		args []any
		want string
	}{
		{vi, "s", []any{1234567}, "<1.234.567>"},
		{en, "s", []any{int64(-1234)}, "<-1,234>"},
		{vi, "v", []any{1000}, "<1.000>"},
		{vi, "d", []any{1234}, "<1234>"},
		{vi, "pad", []any{6}, "<06>"},
		{vi, "s", []any{law.MustDay("2022-01-21")}, "<21/01/2022>"},
		{vi, "s", []any{colour{}}, "<colour in vi>"},
		{en, "turn", []any{"one", 2000}, "2,000 one"},
		{vi, "sign", nil, "5%"},
	} {
		if got := c.w.T(c.key, c.args...); got != c.want {
			t.Errorf("%s %v: got %q, want %q", c.key, c.args, got, c.want)
		}
	}
}
