package document

import (
	"regexp"
	"slices"
	"strings"
)

// stretch is a stretch of tokens that stayed (0), went (-1) or came (+1).
type stretch struct {
	sign int
	text []string
}

// mostCompared bounds the table of a comparison; beyond it all is old or new.
const mostCompared = 4_000_000

// compareTokens finds what two lists of tokens have in common, in order, as much of it
// as there is (longest common subsequence); what went stands before what came.
func compareTokens(was, is []string) []stretch {
	head := 0
	for head < len(was) && head < len(is) && was[head] == is[head] {
		head++
	}
	tail := 0
	for tail < len(was)-head && tail < len(is)-head && was[len(was)-1-tail] == is[len(is)-1-tail] {
		tail++
	}
	var out []stretch
	put := func(sign int, tokens ...string) {
		if n := len(out); n > 0 && out[n-1].sign == sign {
			out[n-1].text = append(out[n-1].text, tokens...)
		} else if len(tokens) > 0 {
			out = append(out, stretch{sign, slices.Clone(tokens)})
		}
	}
	put(0, was[:head]...)
	a, b := was[head:len(was)-tail], is[head:len(is)-tail]
	if (len(a)+1)*(len(b)+1) > mostCompared {
		put(-1, a...)
		put(1, b...)
	} else {
		walkCommon(a, b, put)
	}
	put(0, was[len(was)-tail:]...)
	return out
}

// walkCommon goes along the longest common subsequence of two lists.
func walkCommon(a, b []string, put func(int, ...string)) {
	width := len(b) + 1
	left := make([]int32, (len(a)+1)*width) // of what is left from i and j
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				left[i*width+j] = left[(i+1)*width+j+1] + 1
			} else {
				left[i*width+j] = max(left[(i+1)*width+j], left[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	var went, came []string
	flush := func() {
		put(-1, went...)
		put(1, came...)
		went, came = nil, nil
	}
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			flush()
			put(0, a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && left[(i+1)*width+j] >= left[i*width+j+1]:
			went = append(went, a[i])
			i++
		default:
			came = append(came, b[j])
			j++
		}
	}
	flush()
}

// Redline shows a text against the one before it: what went is struck, what came
// is underlined. Paragraphs are matched first, then words within those that
// changed.
func Redline(was, is string) (out []Block) {
	list := compareTokens(saidLines(was), saidLines(is))
	for n := 0; n < len(list); n++ {
		x := list[n]
		switch {
		case x.sign == 0:
			for _, s := range x.text {
				out = append(out, Para{Text: s})
			}
		case x.sign < 0 && n+1 < len(list) && list[n+1].sign > 0:
			out = append(out, pairLines(x.text, list[n+1].text)...)
			n++
		default:
			for _, s := range x.text {
				out = append(out, Para{Runs: []Run{markedRun(x.sign, s)}})
			}
		}
	}
	return out
}

// pairLines compares paragraphs that took each other's place, one with one.
func pairLines(was, is []string) (out []Block) {
	for n := range max(len(was), len(is)) {
		switch {
		case n >= len(is):
			out = append(out, Para{Runs: []Run{markedRun(-1, was[n])}})
		case n >= len(was):
			out = append(out, Para{Runs: []Run{markedRun(1, is[n])}})
		default:
			out = append(out, Para{Runs: wordRuns(tokensOf(was[n]), tokensOf(is[n]))})
		}
	}
	return out
}

// wordRuns are two wordings of a paragraph in one.
func wordRuns(was, is []string) (out []Run) {
	for _, x := range compareTokens(was, is) {
		out = append(out, markedRun(x.sign, strings.Join(x.text, "")))
	}
	return out
}

// tokensOf are the words and marks of a paragraph, each with the space before it:
// a full stop that moves does not change the word that it stood at.
func tokensOf(s string) []string { return oneToken.FindAllString(s, -1) }

var oneToken = regexp.MustCompile(`\s*(?:[\p{L}\p{M}\p{N}]+|.)`)

func markedRun(sign int, text string) Run {
	return Run{Text: text, Strike: sign < 0, Underline: sign > 0}
}

// saidLines are the lines of a text that say anything.
func saidLines(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return out
}
