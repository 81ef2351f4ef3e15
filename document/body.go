package document

import (
	"fmt"
	"strings"
)

// blocks lays the body out in a text of a width.
func blocks(list []Block, width int) ([]element, error) {
	var out []element
	for i, b := range list {
		e, err := blockOf(b, width)
		if err != nil {
			return nil, fmt.Errorf("draw block %d: %w", i+1, err)
		}
		out = append(out, e...)
	}
	return out, nil
}

func blockOf(b Block, width int) ([]element, error) {
	switch b := b.(type) {
	case Heading:
		return []element{headingOf(b)}, nil
	case Para:
		return paraOf(b), nil
	case Article:
		return articleOf(b, width)
	case Points:
		return pointsOf(b), nil
	case Table:
		return tableOf(b, width), nil
	case Signatures:
		return append([]element{spacerKept()}, signaturesOf(b.Signers, orElse(b.InRow, 2), width)...), nil
	case Picture:
		return pictureOf(b, width)
	case QR:
		return codeOf(b, width)
	case PageBreak:
		return []element{&leap{}}, nil
	}
	return nil, fmt.Errorf("unknown block %T", b)
}

func orElse(n, other int) int {
	if n <= 0 {
		return other
	}
	return n
}

func headingOf(h Heading) *line {
	l := &line{
		runs: []Run{{Text: clean(h.Text), Bold: true, Italic: h.Level >= 4}}, size: sizeHead,
		level: min(max(h.Level, 0), 4), before: paraGap, after: paraGap, leading: leading, keep: true,
	}
	switch h.Level {
	case 0, 1:
		l.align = Center
	default:
		l.align, l.first = Left, firstLine
	}
	return l
}

// bodyLine is a justified paragraph of the body.
func bodyLine(runs []Run) *line {
	return &line{runs: runs, size: sizeBody, align: Justify, first: firstLine, after: paraGap, leading: leading}
}

// paraOf makes a line of each part between line feeds: within one, justified
// text before a line feed would be stretched over the line.
func paraOf(p Para) []element {
	runs := p.Runs
	if len(runs) == 0 {
		runs = []Run{{Text: p.Text, Bold: p.Bold, Italic: p.Italic}}
	}
	var out []element
	parts := splitRuns(runs)
	for i, part := range parts {
		l := bodyLine(part)
		l.left = twips(min(max(p.Left, 0), 100))
		if p.Size > 0 {
			l.size = 2 * min(p.Size, 200)
		}
		if p.Align != Auto {
			l.align = p.Align
		}
		if p.Flush || p.Align == Center || p.Align == Right {
			l.first = 0
		}
		if i < len(parts)-1 {
			l.after = 0
		}
		out = append(out, l)
	}
	return out
}

// splitRuns cleans the runs and parts them at line feeds.
func splitRuns(runs []Run) [][]Run {
	parts := [][]Run{nil}
	for _, r := range runs {
		for i, s := range strings.Split(clean(r.Text), "\n") {
			if i > 0 {
				parts = append(parts, nil)
			}
			if s != "" {
				r.Text = s
				parts[len(parts)-1] = append(parts[len(parts)-1], r)
			}
		}
	}
	return parts
}

func articleOf(a Article, width int) ([]element, error) {
	label := Run{Text: a.Label(), Bold: true}
	runs := []Run{label, {Text: a.Text}}
	if a.Title != "" {
		runs = []Run{label, {Text: a.Title, Bold: true}}
	}
	out := paraOf(Para{Runs: runs})
	if a.Title != "" || a.Text == "" {
		for _, e := range out {
			e.(*line).keep = len(a.Body) > 0
		}
	}
	body, err := blocks(a.Body, width)
	return append(out, body...), err
}

func pointsOf(p Points) []element {
	var out []element
	for i, s := range p.Items {
		out = append(out, paraOf(Para{Text: p.Mark(i) + s})...)
	}
	return out
}

// closeBody puts "./." after the last paragraph, or on a line of its own after
// a table or picture.
func closeBody(body []element) []element {
	for i := len(body) - 1; i >= 0; i-- {
		l, ok := body[i].(*line)
		if !ok {
			break
		}
		if l.size != sizeBody && l.size != sizeSpacer {
			break // a caption
		}
		if n := len(l.runs); n > 0 {
			l.runs[n-1].Text = strings.TrimRight(l.runs[n-1].Text, " ./;,\t") + closeMark
			return body
		}
	}
	return append(body, bodyLine([]Run{{Text: closeMark}}))
}
