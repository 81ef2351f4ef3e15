package locale_test

import (
	"testing"

	"hoinghi/law"
	"hoinghi/locale"
)

func TestIn(t *testing.T) {
	for lang, want := range map[string]string{
		"vi": "vi", "en": "en", "": "vi", "fr": "vi", "en-GB": "en", "vi-VN,en;q=0.8": "vi",
		"fr-FR, en;q=0.7, vi;q=0.3": "en", "*": "vi", "en;q=x;;": "vi", "vi;q=0.5,en": "en",
	} {
		if got := locale.In(lang).Lang(); got != want {
			t.Errorf("In(%q) = %s, want %s", lang, got, want)
		}
	}
}

func TestTextIsFilled(t *testing.T) {
	vi, en := locale.In("vi"), locale.In("en")
	if got, want := vi.T("fault.required"), "Cần điền mục này"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := vi.T("fault.long", 2000), "Nội dung quá dài, tối đa 2000 ký tự"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := en.T("no.such"), "⟦no.such⟧"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if vi.Has("no.such") || !vi.Has("fault.form") {
		t.Error("Has is wrong")
	}
}

func TestDate(t *testing.T) {
	if got, want := locale.Date(law.MustDay("2022-01-07")), "07/01/2022"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
