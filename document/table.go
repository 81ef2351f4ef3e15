package document

const (
	cellPad   = 80 // twips left and right of the text of a ruled cell
	cellAbove = 30 // and above and under it
	longCell  = 1200
)

// tableOf is a ruled table over the whole width, between a caption and a spacer.
func tableOf(t Table, width int) []element {
	var out []element
	size := sizeTable
	if t.Small {
		size = sizeSmall
	}
	if t.Caption != "" {
		out = append(out, &line{runs: bold(t.Caption), size: sizeBody, align: Center, before: paraGap, after: 60, keep: true})
	}
	if len(t.Columns) == 0 {
		return out
	}
	g := &grid{cols: fit(t.Columns, width), ruled: true}
	if !t.NoHead {
		g.rows = headRows(t.Columns, size)
		g.heads = len(g.rows)
	}
	for i, r := range t.Rows {
		next := rowOf(t, r, Run{Bold: i >= len(t.Rows)-t.Sums}, size)
		next.high = twips(min(max(t.High, 0), 100))
		for i := range next.cells {
			next.cells[i].middle = t.High > 0
		}
		g.rows = append(g.rows, next)
	}
	if len(g.rows) == 0 {
		return out
	}
	return append(out, g, spacer())
}

// fit turns millimetres into twips that fill the width exactly: columns without
// a width share what is left, else all are scaled.
func fit(cols []Column, width int) []int {
	sum, open := 0, 0
	for _, c := range cols {
		if c.Width <= 0 {
			open++
		}
		sum += columnTwips(c, width)
	}
	share := 0
	if open > 0 {
		share = max((width-sum)/open, width/(2*len(cols)))
		sum += share * open
	}
	out, used := make([]int, len(cols)), 0
	for i, c := range cols {
		w := share
		if c.Width > 0 {
			w = columnTwips(c, width)
		}
		out[i] = w * width / sum
		used += out[i]
	}
	out[len(out)-1] += width - used
	return out
}

func columnTwips(c Column, most int) int { return min(twips(min(max(c.Width, 0), 1000)), most) }

// headRows are one row of titles or, with groups, two.
func headRows(cols []Column, size int) []row {
	var upper, lower row
	grouped := false
	for i := 0; i < len(cols); i++ {
		c := cols[i]
		if c.Group == "" {
			upper.cells = append(upper.cells, headCell(c.Title, size, 1, 1))
			lower.cells = append(lower.cells, cell{span: 1, down: 2})
			continue
		}
		n := 1
		for i+n < len(cols) && cols[i+n].Group == c.Group {
			n++
		}
		grouped = true
		upper.cells = append(upper.cells, headCell(c.Group, size, n, 0))
		for _, c := range cols[i : i+n] {
			lower.cells = append(lower.cells, headCell(c.Title, size, 1, 0))
		}
		i += n - 1
	}
	upper.whole, lower.whole = true, true
	if grouped {
		return []row{upper, lower}
	}
	for i := range upper.cells {
		upper.cells[i].down = 0
	}
	return []row{upper}
}

func headCell(s string, size, span, down int) cell {
	l := kept(text(s, size, Run{Bold: true}))
	l.before, l.after = cellAbove, cellAbove
	return cell{span: span, down: down, middle: true, body: []element{l}}
}

func rowOf(t Table, values []string, style Run, size int) row {
	n := len(t.Columns)
	if len(values) == 1 && n > 1 {
		return row{whole: true, cells: []cell{{span: n, body: []element{cellLine(values[0], size, Left, Run{Bold: true})}}}}
	}
	r := row{whole: true}
	for i, c := range t.Columns {
		v := ""
		if i < len(values) {
			v = values[i]
		}
		if len(v) > longCell {
			r.whole = false
		}
		align := c.Align
		if align == Auto {
			align = Left
		}
		r.cells = append(r.cells, cell{span: 1, body: []element{cellLine(v, size, align, style)}})
	}
	return r
}

func cellLine(s string, size int, align Align, style Run) *line {
	l := text(s, size, style)
	l.align, l.before, l.after = align, cellAbove, cellAbove
	return l
}
