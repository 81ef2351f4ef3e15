package lint

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// prefersNewer counts the words that show one custom; the first one wins a tie.
func (p *prose) prefersNewer() bool {
	older, newer, firstNewer := 0, 0, false
	for _, t := range p.tokens {
		if !t.isSyllable || t.syl.tone == 0 {
			continue
		}
		if t.late == t.canon {
			continue
		}
		switch t.low {
		case t.canon:
			older++
		case t.late:
			firstNewer = firstNewer || older+newer == 0
			newer++
		}
	}
	return newer > older || newer == older && firstNewer
}

// tones finds marks on a letter that cannot bear them (qúy, hòan), and the
// rarer of the two customs when a text has both.
func tones(p *prose) (found []Finding) {
	for i, t := range p.tokens {
		if !t.isSyllable || t.syl.tone == 0 {
			continue
		}
		want := t.canon
		if p.newer {
			want = t.late
		}
		if want != t.low {
			found = append(found, p.finding(Tone, i, i, like(want, norm.NFC.String(p.text(t)))))
		}
	}
	return found
}

// loose finds, in each line, the stretch that is not composed.
func loose(s string) (found []Finding) {
	from := 0
	for line := range strings.Lines(s) {
		if !norm.NFC.IsNormalString(line) {
			start, end := uncomposed(line)
			f := Finding{Kind: NFD, Offset: from + start, Text: line[start:end], Mend: norm.NFC.String(line[start:end])}
			found = append(found, f)
		}
		from += len(line)
	}
	return found
}

// uncomposed is the stretch of words from the first loose one to the last, or
// the whole line when it is loose only as a whole.
func uncomposed(line string) (start, end int) {
	start = -1
	for at := 0; at < len(line); {
		n := chunk(line[at:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(line[at:])
			at += n
			continue
		}
		if !norm.NFC.IsNormalString(line[at : at+n]) {
			if start < 0 {
				start = at
			}
			end = at + n
		}
		at += n
	}
	if start < 0 {
		return 0, len(line)
	}
	return start, end
}
