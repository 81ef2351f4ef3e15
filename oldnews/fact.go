package oldnews

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"hoinghi/locale"
)

// The patterns match folded sentences.
var (
	percents  = regexp.MustCompile(`(\btu )?\d+(?:,\d+)?(?:\s*-\s*\d+(?:,\d+)?)?\s*%( tro len)?`)
	counts    = regexp.MustCompile(`(^|[^\d/,.%-])(\d{1,3}(?:\.\d{3})*|\d+) (ca nhan|tap the|doan vien|dong chi|nguoi|dai bieu|can bo|cong chuc|vien chuc|lao dong|y kien|kien nghi|phieu|phong|don vi|gia dinh|chau|sang kien|de tai)\b`)
	papers    = regexp.MustCompile(`\bso (\d+/[a-z\-]+(?: ?- ?[a-z]+)*),? ngay (\d{1,2}/\d{1,2}/\d{4})`)
	quoted    = regexp.MustCompile(`“[^”]+”`)
	achieving = regexp.MustCompile(`^ (?:dat|duoc) [^,;“]{0,40}(“[^”]+”)`)
	joining   = regexp.MustCompile(`^\s*(va|,)?\s*$`)
	proposing = regexp.MustCompile(`\bde (nghi|xuat)\b`)
)

// factsOf finds figures in the rows of an article.
func factsOf(rows []Row) (out []Fact) {
	for _, r := range rows {
		switch r.Role {
		case Lead, Paragraph:
			for _, s := range sentences(r.Text) {
				out = append(out, sentenceFacts(s)...)
			}
		case Counter:
			m := visitForm.FindStringSubmatch(locale.Fold(r.Text))
			label, _, _ := strings.Cut(strings.TrimLeft(r.Text, "•*- "), ":")
			out = append(out, Fact{Kind: Visits, Figure: m[2], Of: strings.TrimSpace(label), Sentence: r.Text})
		}
	}
	return out
}

// sentences parts a paragraph where a sign ends it and a capital follows.
func sentences(text string) (out []string) {
	runes := []rune(text)
	start := 0
	for n := 0; n+2 < len(runes); n++ {
		if strings.ContainsRune(".!?…", runes[n]) && runes[n+1] == ' ' && (unicode.IsUpper(runes[n+2]) || unicode.IsDigit(runes[n+2])) {
			out = append(out, string(runes[start:n+1]))
			start = n + 2
		}
	}
	return append(out, string(runes[start:]))
}

// sentence is a text beside its folded form, of which each rune stands for one
// of the text, and where each byte of it is in runes.
type sentence struct {
	text   []rune
	folded string
	at     []int
}

func newSentence(s string) (sentence, bool) {
	x := sentence{text: []rune(norm.NFC.String(s)), folded: locale.Fold(s)}
	n := 0
	for i := range x.folded {
		for len(x.at) <= i {
			x.at = append(x.at, n)
		}
		n++
	}
	for len(x.at) <= len(x.folded) {
		x.at = append(x.at, n)
	}
	return x, n == len(x.text) // a mark that belongs to no letter parts them
}

// words are the text behind two offsets of the folded form.
func (x sentence) words(from, to int) string {
	return strings.TrimSpace(string(x.text[x.at[from]:x.at[to]]))
}

func sentenceFacts(s string) (out []Fact) {
	x, ok := newSentence(s)
	if !ok {
		return nil
	}
	for _, m := range papers.FindAllStringSubmatchIndex(x.folded, -1) {
		out = append(out, Fact{Kind: Document, Figure: x.words(m[2], m[3]), Of: x.words(m[4], m[5]), Sentence: s})
	}
	for _, m := range percents.FindAllStringIndex(x.folded, -1) {
		out = append(out, Fact{Kind: Percent, Figure: x.words(m[0], m[1]), Of: x.clauseAfter(m[1]), About: x.clauseBefore(0, m[0]), Sentence: s})
	}
	return append(out, x.counted(s)...)
}

// counted finds counts; two that are joined by «và» are of the same thing.
func (x sentence) counted(s string) (out []Fact) {
	all := counts.FindAllStringSubmatchIndex(x.folded, -1)
	before := 0
	for n, m := range all {
		next := len(x.folded)
		if n+1 < len(all) {
			next = all[n+1][4]
		}
		f := Fact{Kind: Count, Figure: x.words(m[4], m[5]), Of: x.words(m[6], m[7]), Sentence: s}
		gap := x.folded[before:m[4]]
		if proposing.MatchString(gap) {
			f.Kind = Proposed
		}
		switch named := quoted.FindAllStringIndex(gap, -1); {
		case achieving.MatchString(x.folded[m[7]:next]):
			at := achieving.FindStringSubmatchIndex(x.folded[m[7]:next])
			f.About = x.words(m[7]+at[2], m[7]+at[3])
		case len(named) > 0:
			last := named[len(named)-1]
			f.About = x.words(before+last[0], before+last[1])
		case n > 0 && joining.MatchString(gap):
			f.About, f.Kind = out[n-1].About, out[n-1].Kind
		default:
			f.About = x.clauseBefore(before, m[4])
		}
		out = append(out, f)
		before = m[7]
	}
	return out
}

const stops = ",;:.()"

// clauseAfter are the words from an offset to the next sign.
func (x sentence) clauseAfter(from int) string {
	to := len(x.folded)
	if n := strings.IndexAny(x.folded[from:], stops); n >= 0 {
		to = from + n
	}
	return x.words(from, to)
}

// clauseBefore are the words from the last sign behind from up to an offset.
func (x sentence) clauseBefore(from, to int) string {
	if n := strings.LastIndexAny(x.folded[from:to], stops); n >= 0 {
		from += n + 1
	}
	return x.words(from, to)
}
