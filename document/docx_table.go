package document

import "strconv"

func (d *docx) grid(g *grid) {
	total := 0
	for _, c := range g.cols {
		total += c
	}
	d.put(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>`, total)
	pad := 0
	if g.ruled {
		pad = cellPad
		d.put("<w:tblBorders>")
		for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			d.put(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
		}
		d.put("</w:tblBorders>")
	}
	d.put(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, pad, pad)
	for _, c := range g.cols {
		d.put(`<w:gridCol w:w="%d"/>`, c)
	}
	d.put("</w:tblGrid>")
	for i, r := range g.rows {
		d.row(g, r, i < g.heads)
	}
	d.put("</w:tbl>")
}

func (d *docx) row(g *grid, r row, head bool) {
	d.put("<w:tr>")
	if r.whole || head || r.high > 0 {
		d.put("<w:trPr>")
		if r.whole {
			d.put("<w:cantSplit/>")
		}
		if r.high > 0 {
			d.put(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, r.high)
		}
		if head {
			d.put("<w:tblHeader/>")
		}
		d.put("</w:trPr>")
	}
	at := 0
	for _, c := range r.cells {
		w := 0
		for _, x := range g.cols[at : at+c.span] {
			w += x
		}
		at += c.span
		d.cell(c, w)
	}
	d.put("</w:tr>")
}

// cell always ends with a paragraph: without one Word calls the file broken.
func (d *docx) cell(c cell, width int) {
	d.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if c.span > 1 {
		d.put(`<w:gridSpan w:val="%d"/>`, c.span)
	}
	switch c.down {
	case 1:
		d.put(`<w:vMerge w:val="restart"/>`)
	case 2:
		d.put(`<w:vMerge/>`)
	}
	if c.middle {
		d.put(`<w:vAlign w:val="center"/>`)
	}
	d.put("</w:tcPr>")
	for _, e := range c.body {
		d.element(e)
	}
	if len(c.body) == 0 {
		d.put("<w:p/>")
	}
	d.put("</w:tc>")
}

const emuPerTwip = 635

// image is an inline drawing in a centred paragraph.
func (d *docx) image(i *image) {
	n := len(d.media) + 1
	d.media = append(d.media, part{"word/media/image" + strconv.Itoa(n) + "." + i.ext, i.data})
	w, h := i.width*emuPerTwip, i.height*emuPerTwip
	alt := escape(i.alt)
	d.put("<w:p><w:pPr>")
	if i.keep {
		d.put("<w:keepNext/>")
	}
	side := "center"
	if i.left {
		side = "left"
	}
	d.put(`<w:spacing w:before="120" w:after="60"/><w:jc w:val="%s"/></w:pPr><w:r><w:drawing>`, side)
	d.put(`<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="Picture %d" descr="%s"/>`, w, h, n, n, alt)
	d.put(`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>`)
	d.put(`<pic:nvPicPr><pic:cNvPr id="%d" name="Picture %d"/><pic:cNvPicPr/></pic:nvPicPr>`, n, n)
	d.put(`<pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`, pictureRel(n))
	d.put(`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`, w, h)
	d.put(`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`)
}
