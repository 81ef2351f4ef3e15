package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type tokenKind byte

const (
	word   tokenKind = iota // letters and their marks
	number                  // digits
	mark                    // one sign
	blank                   // spaces within a line
	newline
	opaque // an address, a hashtag: not prose
)

// token is a piece of the text from start to end.
type token struct {
	kind       tokenKind
	start, end int
	*spelling  // of a word, else empty
}

// spelling is a word whatever its capitals.
type spelling struct {
	low        string   // NFC, in small letters
	canon      string   // low with the tone mark in the old place: hóa
	late       string   // low with the tone mark in the new place: hoá
	syl        syllable // of low
	isSyllable bool
}

var noWord = &spelling{}

// prose is a text taken apart once for all checks.
type prose struct {
	s      string
	tokens []token
	newer  bool // the tone mark goes where the newer custom puts it: hoá
}

func read(s string) *prose {
	p := &prose{s: s, tokens: make([]token, 0, len(s)/2)}
	known := map[string]*spelling{}
	for at := 0; at < len(s); {
		t := scan(s, at)
		t.spelling = noWord
		if w := s[t.start:t.end]; t.kind == word {
			if known[w] == nil {
				known[w] = spelled(w)
			}
			t.spelling = known[w]
		}
		p.tokens = append(p.tokens, t)
		at = t.end
	}
	p.newer = p.prefersNewer()
	return p
}

func spelled(w string) *spelling {
	t := &spelling{low: strings.ToLower(norm.NFC.String(w))}
	t.canon, t.late = t.low, t.low
	if t.syl, t.isSyllable = parse(t.low); t.isSyllable {
		t.canon, t.late = t.syl.written(false), t.syl.written(true)
	}
	return t
}

func scan(s string, at int) token {
	r, n := utf8.DecodeRuneInString(s[at:])
	kind := kindOf(r)
	if kind == mark || kind == newline {
		if r == '#' {
			return token{kind: opaque, start: at, end: at + chunkNear(s[at:])}
		}
		return token{kind: kind, start: at, end: at + n}
	}
	if kind == word && fresh(s, at) {
		if end := at + chunkNear(s[at:]); address(s[at:end]) {
			return token{kind: opaque, start: at, end: end}
		}
	}
	end := at + n
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if kindOf(r) != kind {
			break
		}
		end += n
	}
	return token{kind: kind, start: at, end: end}
}

func kindOf(r rune) tokenKind {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return word
	case r >= '0' && r <= '9':
		return number
	case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
		return newline
	case r == ' ' || r == '\t' || unicode.Is(unicode.Zs, r):
		return blank
	case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
		return word
	}
	return mark
}

// chunk is how many bytes go up to the next white space.
func chunk(s string) int {
	if n := strings.IndexFunc(s, func(r rune) bool { k := kindOf(r); return k == blank || k == newline }); n >= 0 {
		return n
	}
	return len(s)
}

// chunkNear is chunk for addresses, which are short: a text without a blank
// must not be read again at each word.
func chunkNear(s string) int {
	if len(s) <= 400 {
		return chunk(s)
	}
	end := 400
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return chunk(s[:max(end, 1)])
}

func fresh(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return at == 0 || kindOf(r) != word && kindOf(r) != number
}

// address reports whether a chunk is an address of mail or of the web.
func address(c string) bool {
	if !strings.ContainsAny(c, "@.:") {
		return false
	}
	c = strings.TrimRight(c, ".,;:!?)”\"")
	if name, host, ok := strings.Cut(c, "@"); ok && name != "" && strings.Contains(host, ".") {
		return true
	}
	if strings.Contains(c, "://") || strings.HasPrefix(strings.ToLower(c), "www.") {
		return true
	}
	host, _, _ := strings.Cut(c, "/")
	if strings.ContainsFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) {
		return false
	}
	switch dot := strings.LastIndexByte(host, '.'); host[dot+1:] {
	case "vn", "com", "org", "net", "gov", "edu", "info", "html", "htm", "pdf", "doc", "docx", "xls", "xlsx", "jpg", "png":
		return dot > 0
	}
	return false
}

func (p *prose) text(t token) string { return p.s[t.start:t.end] }

// at is a token, or a newline beyond either end.
func (p *prose) at(i int) token {
	switch {
	case i < 0:
		return token{kind: newline, spelling: noWord}
	case i >= len(p.tokens):
		return token{kind: newline, start: len(p.s), end: len(p.s), spelling: noWord}
	}
	return p.tokens[i]
}

// sign is the sign at i, or 0.
func (p *prose) sign(i int) rune {
	t := p.at(i)
	if t.kind != mark {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.s[t.start:])
	return r
}

// finding spans the tokens from i to j, both within.
func (p *prose) finding(k Kind, i, j int, mend string) Finding {
	start, end := p.tokens[i].start, p.tokens[j].end
	return Finding{Kind: k, Offset: start, Text: p.s[start:end], Mend: mend}
}
