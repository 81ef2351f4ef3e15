package belenios

import (
	"fmt"
	"math/big"
	"strconv"
	"unicode/utf8"
)

// reader accepts exactly the compact form that the writer would give: fields in
// their order, no space, no other spelling of a string or a number. So what it
// accepts never has to be written again to be compared. The first error sticks.
type reader struct {
	s    string
	i    int
	g    Group
	fail *Failure
}

func (r *reader) stop(class Class, format string, args ...any) {
	if r.fail == nil {
		r.fail = failed(class, "at byte %d: "+format, append([]any{r.i}, args...)...)
		r.i = len(r.s)
	}
}

// has steps over a literal if it is next.
func (r *reader) has(lit string) bool {
	if r.fail != nil || len(r.s)-r.i < len(lit) || r.s[r.i:r.i+len(lit)] != lit {
		return false
	}
	r.i += len(lit)
	return true
}

func (r *reader) need(lit string) {
	if !r.has(lit) {
		r.stop(NotCanonical, "%s expected", lit)
	}
}

// end is the error of the whole reading; nothing may be left over.
func (r *reader) end() error {
	if r.fail == nil && r.i != len(r.s) {
		r.stop(NotCanonical, "the end expected")
	}
	if r.fail != nil {
		return r.fail
	}
	return nil
}

// list reads an array of at least min items.
func (r *reader) list(least int, item func()) {
	r.need("[")
	if least == 0 && r.has("]") {
		return
	}
	for n := 1; r.fail == nil; n++ {
		item()
		if r.has(",") {
			continue
		}
		r.need("]")
		if n < least {
			r.stop(NotCanonical, "%d items expected", least)
		}
		return
	}
}

// plainText reads a string that has nothing to escape.
func (r *reader) plainText() string {
	r.need(`"`)
	for j := r.i; j < len(r.s); j++ {
		switch c := r.s[j]; {
		case c == '"':
			text := r.s[r.i:j]
			r.i = j + 1
			return text
		case c == '\\' || c < 0x20 || c >= 0x7f:
			r.stop(NotCanonical, "a character that does not belong here")
			return ""
		}
	}
	r.stop(NotCanonical, "a string without end")
	return ""
}

// text reads any string, in its only canonical spelling.
func (r *reader) text() string {
	start := r.i
	r.need(`"`)
	var out []byte
	for r.fail == nil && r.i < len(r.s) {
		c := r.s[r.i]
		switch {
		case c == '"':
			r.i++
			if r.s[start:r.i] != string(quote(nil, string(out))) {
				r.stop(NotCanonical, "a string spelled in another way")
			}
			return string(out)
		case c == '\\':
			out = r.escape(out)
		default:
			_, n := utf8.DecodeRuneInString(r.s[r.i:])
			if n == 1 && c >= utf8.RuneSelf {
				r.stop(NotCanonical, "not UTF-8")
				return ""
			}
			out = append(out, r.s[r.i:r.i+n]...)
			r.i += n
		}
	}
	r.stop(NotCanonical, "a string without end")
	return ""
}

// escape reads one escape; whether it was needed is seen when the whole string
// is spelled again.
func (r *reader) escape(out []byte) []byte {
	rest := r.s[r.i+1:]
	if len(rest) >= 5 && rest[:3] == "u00" {
		n, err := strconv.ParseUint(rest[3:5], 16, 8)
		if err == nil && n < utf8.RuneSelf {
			r.i += 6
			return append(out, byte(n))
		}
	}
	for _, e := range escapes {
		if rest != "" && rest[0] == e.letter {
			r.i += 2
			return append(out, e.char)
		}
	}
	r.stop(NotCanonical, "an unknown escape")
	return out
}

var escapes = []struct{ char, letter byte }{
	{'"', '"'}, {'\\', '\\'}, {'\b', 'b'}, {'\f', 'f'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'},
}

// quote appends a JSON string (format section 1).
func quote(out []byte, s string) []byte {
	out = append(out, '"')
next:
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c != 0x7f {
			out = append(out, c)
			continue
		}
		for _, e := range escapes {
			if c == e.char {
				out = append(out, '\\', e.letter)
				continue next
			}
		}
		out = fmt.Appendf(out, "\\u%04x", c)
	}
	return append(out, '"')
}

// number reads a canonical JSON integer of at most 2^30 - 1.
func (r *reader) number() int {
	start := r.i
	for r.i < len(r.s) && r.s[r.i] >= '0' && r.s[r.i] <= '9' {
		r.i++
	}
	n, ok := decimal(r.s[start:r.i], big.NewInt(maxNumber+1))
	if !ok {
		r.stop(NotCanonical, "a number expected")
		return 0
	}
	return int(n.Int64())
}

// weight reads a count: a number, or a decimal string.
func (r *reader) weight() *big.Int {
	if r.i < len(r.s) && r.s[r.i] == '"' {
		n, ok := decimal(r.plainText(), maxWeight)
		if !ok {
			r.stop(NotCanonical, "a count expected")
			return new(big.Int)
		}
		return n
	}
	return big.NewInt(int64(r.number()))
}

// maxWeight is far above any electorate, and keeps hostile numbers small.
var maxWeight = new(big.Int).Lsh(big.NewInt(1), 64)

func appendWeight(out []byte, n *big.Int) []byte {
	if n.Cmp(big.NewInt(maxNumber)) <= 0 {
		return n.Append(out, 10)
	}
	return append(n.Append(append(out, '"'), 10), '"')
}

func (r *reader) hash() Hash {
	h, ok := parseHash(r.plainText())
	if !ok {
		r.stop(NotCanonical, "a hash expected")
	}
	return h
}

// scalar reads an element of Z_q in its only spelling.
func (r *reader) scalar() *big.Int {
	n, ok := decimal(r.plainText(), r.g.Order())
	if !ok {
		r.stop(BadScalar, "not a reduced decimal number")
		return new(big.Int)
	}
	return n
}

// element reads a member of the group.
func (r *reader) element() Element { return r.read(r.g.Parse) }

// undecided reads an element whose membership is still to be tested.
func (r *reader) undecided() Element { return r.read(r.g.decode) }

func (r *reader) read(parse func(string) (Element, error)) Element {
	text := r.plainText()
	if r.fail != nil {
		return r.g.Identity()
	}
	e, err := parse(text)
	if err != nil {
		r.stop(BadPoint, "%v", err)
		return r.g.Identity()
	}
	return e
}
