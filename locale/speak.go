package locale

import (
	"fmt"

	"hoinghi/law"
)

// speaker is an argument that knows its own words, such as a kind of vote.
type speaker interface{ In(*Words) string }

// speak prepares one argument of T for fmt.
func (w *Words) speak(a any) any {
	switch v := a.(type) {
	case speaker:
		return v.In(w)
	case law.Day:
		return w.Date(v)
	case int:
		return grouped{int64(v), w}
	case int64:
		return grouped{v, w}
	}
	return a
}

// grouped is an integer that %s and %v write with separators.
type grouped struct {
	n int64
	w *Words
}

// Format lets the other verbs see the plain integer.
func (g grouped) Format(f fmt.State, verb rune) {
	if verb == 's' || verb == 'v' {
		fmt.Fprintf(f, fmt.FormatString(f, 's'), g.w.Number(g.n))
		return
	}
	fmt.Fprintf(f, fmt.FormatString(f, verb), g.n)
}
