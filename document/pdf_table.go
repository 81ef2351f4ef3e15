package document

// heights of the rows; a cell over two rows may stretch the lower one.
func (g *grid) heights(d *press) []float64 {
	hs := make([]float64, len(g.rows))
	for i, r := range g.rows {
		hs[i] = points(r.high)
		g.each(r, func(c cell, _, w int) {
			if h := d.cellHeight(g, c, w); c.down == 0 {
				hs[i] = max(hs[i], h)
			}
		})
	}
	for i, r := range g.rows[:max(len(g.rows)-1, 0)] {
		g.each(r, func(c cell, _, w int) {
			if c.down == 1 {
				hs[i+1] = max(hs[i+1], d.cellHeight(g, c, w)-hs[i])
			}
		})
	}
	return hs
}

// each visits the cells of a row with their place and width in twips.
func (g *grid) each(r row, visit func(c cell, x, w int)) {
	at, x := 0, 0
	for _, c := range r.cells {
		w := 0
		for _, col := range g.cols[at : at+c.span] {
			w += col
		}
		visit(c, x, w)
		at, x = at+c.span, x+w
	}
}

// pad is the room left and right of the text of a cell, in twips.
func (g *grid) pad() int {
	if g.ruled {
		return cellPad
	}
	return 0
}

func (d *press) cellHeight(g *grid, c cell, w int) float64 {
	sum := 0.0
	for _, e := range c.body {
		sum += d.height(e, w-2*g.pad())
	}
	return sum
}

// table draws rows over pages, repeating the head.
func (d *press) table(g *grid, follow float64) {
	heads := g.rows[:g.heads]
	hs := g.heights(d)
	for i := 0; i < len(g.rows); i++ {
		h := hs[i]
		for j := i; g.rows[j].kept(); j++ {
			if j == len(g.rows)-1 {
				h += follow
				break
			}
			h += hs[j+1]
		}
		if d.need(min(h, d.bottom-d.top)) && i >= g.heads {
			d.putRows(g, heads, hs[:g.heads])
		}
		if g.ruled && i >= g.heads && hs[i] > d.bottom-d.y {
			d.long(g, g.rows[i], hs)
			continue
		}
		n := 1
		if i < g.heads {
			n = g.heads // drawn at once: cells may span them
		}
		d.putRows(g, g.rows[i:i+n], hs[i:i+n])
		i += n - 1
	}
}

// putRows draws rows at the current height and moves below them.
func (d *press) putRows(g *grid, rows []row, hs []float64) {
	d.rows(g, box{d.left, d.y, d.width}, rows, hs)
	for _, h := range hs {
		d.y += h
	}
}

// rows draws rows one under another.
func (d *press) rows(g *grid, b box, rows []row, hs []float64) {
	for i, r := range rows {
		g.each(r, func(c cell, x, w int) {
			h := hs[i]
			if c.down == 1 && i+1 < len(hs) {
				h += hs[i+1]
			}
			if c.down != 2 {
				d.cell(g, c, box{b.x + points(x), b.y, points(w)}, h)
			}
		})
		b.y += hs[i]
	}
}

func (d *press) cell(g *grid, c cell, b box, h float64) {
	if g.ruled {
		d.f.SetLineWidth(0.5)
		d.f.Rect(b.x, b.y, b.w, h, "D")
	}
	w := int(b.w*20+0.5) - 2*g.pad()
	if c.middle {
		b.y += (h - d.cellHeight(g, c, int(b.w*20+0.5))) / 2
	}
	in := box{b.x + points(g.pad()), b.y, points(w)}
	for _, e := range c.body {
		d.draw(e, in)
		in.y += d.height(e, w)
	}
}

// long draws a row higher than a page in slices, each as high as its page allows
// and under a repeated head. The cells of a ruled table are one paragraph each.
func (d *press) long(g *grid, r row, hs []float64) {
	var texts []*line
	var lines [][]setLine
	longest := 0
	g.each(r, func(c cell, _, w int) {
		l := c.body[0].(*line)
		texts = append(texts, l)
		lines = append(lines, wrap(l, w-2*g.pad()))
		longest = max(longest, len(lines[len(lines)-1]))
	})
	around := points(texts[0].before + texts[0].after)
	for from := 0; from < longest; {
		if from > 0 {
			d.page()
			d.putRows(g, g.rows[:g.heads], hs[:g.heads])
		}
		n := min(max(int((d.bottom-d.y-around)/texts[0].high()), 1), longest-from)
		h, i := around+float64(n)*texts[0].high(), 0
		g.each(r, func(c cell, x, w int) {
			b := box{d.left + points(x), d.y, points(w)}
			d.cell(g, cell{}, b, h)
			part := lines[i][min(from, len(lines[i])):min(from+n, len(lines[i]))]
			d.drawLines(texts[i], part, box{b.x + points(g.pad()), b.y + points(texts[i].before), b.w - 2*points(g.pad())})
			i++
		})
		d.y += h
		from += n
	}
}
