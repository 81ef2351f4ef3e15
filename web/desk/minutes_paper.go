package desk

import (
	"strings"

	"hoinghi/document"
	"hoinghi/locale"
	"hoinghi/paper"
)

// paperPage is a paper on the screen, as it will be printed.
type paperPage struct {
	about
	At, Title string // the entry of the menu; what the page is called
	Back      string // path of the page that makes the paper
	Paper     document.Paper
}

// paperLine is one line of a paper: Level 0 a paragraph, with a bold Label
// before it, 1 a centred line, 2 and 3 headings.
type paperLine struct {
	Level       int
	Label, Text string
}

func (p paperPage) lines() []paperLine {
	out := linesOf(p.Paper.Body)
	if n := len(out); p.Paper.End && n > 0 {
		out[n-1].Text = strings.TrimRight(out[n-1].Text, " ./;,") + "./."
	}
	return out
}

// linesOf are the lines of the kinds of block that papers of a conference hold.
func linesOf(body []document.Block) (out []paperLine) {
	for _, b := range body {
		switch b := b.(type) {
		case document.Heading:
			level := b.Level
			if level == 0 {
				level = 1
			}
			out = append(out, paperLine{Level: level, Text: b.Text})
		case document.Para:
			out = append(out, paperLine{Text: b.Text})
		case document.Article:
			out = append(out, paperLine{Label: b.Label() + b.Title, Text: b.Text})
			out = append(out, linesOf(b.Body)...)
		case document.Points:
			for i, s := range b.Items {
				out = append(out, paperLine{Text: b.Mark(i) + s})
			}
		}
	}
	return out
}

// tablesOf are the tables of an annex.
func tablesOf(a document.Annex) (out []document.Table) {
	for _, b := range a.Body {
		if t, ok := b.(document.Table); ok {
			out = append(out, t)
		}
	}
	return out
}

// issuedLine is the number, as far as it has one, and the day of a paper.
func issuedLine(i paper.Issued) string {
	return strings.TrimPrefix(strings.Trim(i.Number+"/"+i.Symbol, "/")+", "+locale.Date(i.Dated), ", ")
}

// rowsFor is how high a text area must be for a text, within reason.
func rowsFor(text string) int {
	n := 1
	for line := range strings.Lines(text) {
		n += 1 + len([]rune(line))/60
	}
	return min(max(n, 4), 24)
}
