package document

import "strings"

// Text is the paper as plain lines: centred ones are set in, headings begin
// with "#", cells are parted by "|", what stands side by side by "||", a new
// page or orientation is a line of dashes. It fails only by leaving out a
// picture that cannot be read.
func Text(p Paper) string {
	p.Body, p.Annexes = readable(p.Body), readableAnnexes(p.Annexes)
	sections, err := flow(p)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for i, s := range sections {
		if i > 0 {
			b.WriteString("----\n")
		}
		for _, e := range s.body {
			textOf(&b, e)
		}
	}
	return b.String()
}

// readable leaves out the blocks that cannot be drawn.
func readable(list []Block) []Block {
	var out []Block
	for _, b := range list {
		if a, ok := b.(Article); ok {
			a.Body = readable(a.Body)
			b = a
		}
		if _, err := blockOf(b, pageShort); err == nil {
			out = append(out, b)
		}
	}
	return out
}

func readableAnnexes(list []Annex) []Annex {
	out := make([]Annex, len(list))
	for i, a := range list {
		a.Body = readable(a.Body)
		out[i] = a
	}
	return out
}

func textOf(b *strings.Builder, e element) {
	switch e := e.(type) {
	case *line:
		if s := e.plain(); s != "" {
			switch {
			case e.level > 0:
				b.WriteString(strings.Repeat("#", e.level) + " ")
			case e.align == Center:
				b.WriteString("        ")
			}
			b.WriteString(s + "\n")
		}
	case *grid:
		for _, r := range e.rows {
			b.WriteString(rowText(r, e.ruled))
		}
	case *image:
		b.WriteString("        [" + e.alt + "]\n")
	case *leap:
		b.WriteString("----\n")
	}
}

func (l *line) plain() string {
	var b strings.Builder
	for _, r := range l.runs {
		b.WriteString(r.Text)
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "\n", " "))
}

// rowText is a row of a table on one line, or of a frame line by line.
func rowText(r row, ruled bool) string {
	var cells [][]string
	high := 0
	for _, c := range r.cells {
		var lines []string
		for _, e := range c.body {
			if l, ok := e.(*line); ok && l.plain() != "" {
				lines = append(lines, l.plain())
			}
		}
		if ruled {
			lines = []string{strings.Join(lines, " ")}
		}
		cells = append(cells, lines)
		high = max(high, len(lines))
	}
	sep := " || "
	if ruled {
		sep = " | "
	}
	var b strings.Builder
	for i := range high {
		parts := make([]string, len(cells))
		for j, lines := range cells {
			if i < len(lines) {
				parts[j] = lines[i]
			}
		}
		b.WriteString(strings.TrimRight(strings.Join(parts, sep), " ") + "\n")
	}
	return b.String()
}
