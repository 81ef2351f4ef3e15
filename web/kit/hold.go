package kit

import (
	"strings"
	"sync"

	"hoinghi/locale"
)

// Hold joins the syllables of compound words by no-break spaces, so that a
// title in large type does not break inside one: người lao động stays whole.
// The compounds are those of the catalogue, in small letters as written.
func Hold(title string) string {
	for _, c := range compounds() {
		title = hold(title, c)
	}
	return title
}

var compounds = sync.OnceValue(func() []string {
	return strings.Split(locale.In("vi").T("kit.compounds"), "|")
})

// hold replaces a compound in any case, rune by rune, since marks make the
// small and capital forms differ in bytes.
func hold(s, compound string) string {
	from, to := []rune(s), []rune(compound)
	low := []rune(strings.ToLower(s))
	if len(low) != len(from) {
		return s
	}
	for i := 0; i+len(to) <= len(low); i++ {
		if string(low[i:i+len(to)]) != compound {
			continue
		}
		for j := range to {
			if from[i+j] == ' ' {
				from[i+j] = '\u00a0'
			}
		}
	}
	return string(from)
}
