package document

import "strings"

// frame is the borderless grid that holds two or more things side by side.
func frame(cols []int, rows ...[]cell) *grid {
	g := &grid{cols: cols}
	for _, cells := range rows {
		g.rows = append(g.rows, row{cells: cells, whole: true})
	}
	return g
}

// headOf is the top of the first page.
func headOf(p Paper, width int) []element {
	h := p.Head
	if h.Plain {
		return nil
	}
	left := leftWidths(h, width)
	var names []cell
	rest := width
	for i, who := range issuers(h) {
		names = append(names, cell{span: 1, body: issuerOf(h.Style, who, left[i])})
		rest -= left[i]
	}
	names = append(names, cell{span: 1, body: nationOf(h.Style, rest)})
	second := []cell{
		{span: len(left), body: numberOf(p)},
		{span: 1, body: []element{dateOf(h, rest)}},
	}
	return []element{frame(append(left, rest), names, second), spacer()}
}

// issuers lists those side by side; more than two are written one under another.
func issuers(h Head) []Issuer {
	all := append([]Issuer{{h.Over, h.Issuer}}, h.Joint...)
	if len(all) <= 2 {
		return all
	}
	var names []string
	for _, i := range all {
		names = append(names, i.Name)
	}
	return []Issuer{{h.Over, strings.Join(names, "\n")}}
}

// leftWidths are the columns of the issuers; the rest is the national name's.
func leftWidths(h Head, width int) []int {
	switch {
	case len(h.Joint) == 1:
		return []int{jointLeft, jointLeft}
	case h.Style == Party, h.Style == Youth:
		return []int{partyLeft}
	case width > pageShort:
		return []int{width / 2}
	}
	return []int{headLeft}
}

func issuerOf(style Style, who Issuer, width int) []element {
	over, size := sizeOver, sizeIssuer
	if style == Party || style == Youth {
		over, size = sizePartyIssuer, sizePartyIssuer
	}
	var out []element
	if strings.TrimSpace(who.Over) != "" {
		out = append(out, balanced(text(who.Over, over, Run{}), width))
	}
	name := balanced(text(who.Name, size, Run{Bold: true}), width)
	out = append(out, name)
	switch {
	case style == Party:
		return append(out, text("*", size, Run{}))
	case style == Youth:
		return append(out, text("***", size, Run{}))
	case name.width() == 0:
		return out
	}
	return append(out, ruleUnder(name, 40, width))
}

// nationOf is the national name and motto, or the name of the organisation.
func nationOf(style Style, width int) []element {
	switch style {
	case Party, Youth:
		name := partyName
		if style == Youth {
			name = youthName
		}
		l := text(name, sizePartyName, Run{Bold: true})
		return []element{l, ruleUnder(l, 100, width)}
	}
	m := text(motto, sizeMotto, Run{Bold: true})
	return []element{text(nation, sizeNation, Run{Bold: true}), m, ruleUnder(m, 100, width)}
}

// numberOf is the number and, of a letter, its abstract.
func numberOf(p Paper) []element {
	out := []element{text(p.Head.NumberLine(), sizeNumber, Run{})}
	if p.Kind == "" && p.Title != "" {
		out = append(out, text(aboutHead+" "+oneLine(p.Title), sizeAbout, Run{}))
	}
	return out
}

// titleOf is the type, abstract, addressees and grounds.
func titleOf(p Paper, width int) []element {
	var out []element
	if p.Kind != "" {
		out = append(out, &line{runs: bold(p.Kind), size: sizeKind, align: Center, before: 120, keep: true})
		if p.Title != "" {
			l := balanced(&line{runs: bold(p.Title), size: sizeTitle, align: Center, keep: true}, width)
			out = append(out, l, ruleUnder(l, 40, width))
		}
		out = append(out, spacer())
	}
	if p.By != "" {
		l := balanced(&line{runs: bold(p.By), size: sizeKind, align: Center, before: paraGap, after: paraGap, keep: true}, width)
		out = append(out, l)
	}
	out = append(out, dearOf(p.Dear)...)
	for _, s := range p.Grounds() {
		out = append(out, bodyLine([]Run{{Text: s, Italic: true}}))
	}
	return out
}

func bold(s string) []Run { return []Run{{Text: clean(s), Bold: true}} }

// dearOf names one addressee on the line of "Kính gửi:", several under it.
func dearOf(dear []string) []element {
	list := closed(dear, "- ", ";", ".")
	switch len(list) {
	case 0:
		return nil
	case 1:
		l := text(dearHead+" "+oneLine(dear[0]), sizeBody, Run{})
		l.before, l.after = paraGap, 2*paraGap
		return []element{l}
	}
	out := []element{&line{runs: []Run{{Text: dearHead}}, size: sizeBody, align: Left, left: 1700, before: paraGap, keep: true}}
	for _, s := range list {
		out = append(out, &line{runs: []Run{{Text: s}}, size: sizeBody, align: Left, left: 2834})
	}
	return append(out, spacer())
}

// endOf is the signatures and recipients: one signature stands right of them,
// several above.
func endOf(p Paper, width int) []element { return endWith(p, width, nil) }

// endRoom is the width under the recipients.
func endRoom(p Paper, width int) int {
	if len(p.Sign) == 1 {
		return width - signWide
	}
	return width
}

const signWide = 5200 // of one signature

// endWith is endOf with what stands below the recipients.
func endWith(p Paper, width int, below []element) []element {
	to := append(recipientsOf(p), below...)
	switch {
	case len(p.Sign) == 1:
		sign := cell{span: 1, body: append(authorityOf(p.Sign[0]), signerOf(p.Sign[0], false))}
		return []element{spacerKept(), frame([]int{width - signWide, signWide}, []cell{{span: 1, body: to}, sign}), spacer()}
	case len(p.Sign) > 1:
		out := append([]element{spacerKept()}, signaturesOf(p.Sign, 2, width)...)
		return append(out, to...)
	case len(to) > 0:
		return append([]element{spacer()}, to...)
	}
	return nil
}

func recipientsOf(p Paper) []element {
	list := p.Recipients()
	if len(list) == 0 {
		return nil
	}
	out := []element{&line{runs: []Run{{Text: toHead, Bold: true, Italic: true}}, size: sizeToHead, align: Left, keep: true}}
	for i, s := range list {
		out = append(out, &line{runs: []Run{{Text: s}}, size: sizeTo, align: Left, keep: i < len(list)-1})
	}
	return out
}

// signaturesOf is a grid of signatures, so many in a row, none split. The names
// have rows of their own, so that they stand level.
func signaturesOf(signers []Signature, inRow, width int) []element {
	if len(signers) == 0 {
		return nil
	}
	n := min(max(inRow, 1), len(signers), 4)
	g := frame(make([]int, n))
	for i := range g.cols {
		g.cols[i] = width / n
	}
	for i := 0; i < len(signers); i += n {
		above, below := row{whole: true}, row{whole: true}
		for j := i; j < i+n; j++ {
			over, name := cell{span: 1}, cell{span: 1}
			if j < len(signers) {
				over.body = authorityOf(signers[j])
				name.body = []element{signerOf(signers[j], i+n < len(signers))}
			}
			above.cells, below.cells = append(above.cells, over), append(below.cells, name)
		}
		g.rows = append(g.rows, above, below)
	}
	return []element{g, spacer()}
}

// authorityOf is what stands over a signature.
func authorityOf(s Signature) []element {
	var out []element
	for _, t := range []string{s.Formula, s.Post} {
		if strings.TrimSpace(t) != "" {
			out = append(out, kept(text(t, sizeSign, Run{Bold: true})))
		}
	}
	if s.Note != "" {
		out = append(out, kept(text(s.Note, sizeNote, Run{Italic: true})))
	}
	return out
}

// signerOf is the name under the room for the signature.
func signerOf(s Signature, more bool) *line {
	name := text(s.Name, sizeSign, Run{Bold: true})
	name.before, name.after = signRoom, paraGap
	name.keep = more
	return name
}

func kept(l *line) *line {
	l.keep = true
	return l
}

// dateOf shrinks a long line within the bounds of the decree before it breaks.
func dateOf(h Head, width int) *line {
	l := text(h.DateLine(), sizeDate, Run{Italic: true})
	if l.width() > width {
		l.size = leastDate
	}
	return l
}

// proofOf is the code of an issued paper with its lines under it, below the
// recipients.
func proofOf(p Proof, width int) ([]element, error) {
	if p.Code == "" {
		return nil, nil
	}
	code, err := codeOf(QR{Text: p.Code, Size: proofSize}, width)
	if err != nil {
		return nil, err
	}
	var lines []element
	for _, s := range p.Lines {
		l := text(s, sizeProof, Run{Italic: true})
		l.align = Left
		lines = append(lines, l)
	}
	for _, e := range code {
		if i, ok := e.(*image); ok {
			i.keep, i.left = true, true
		}
	}
	return append(code, lines...), nil
}

// spacer parts tables from what follows: DOCX would join two tables.
func spacer() *line { return &line{size: sizeSpacer, align: Left} }

func spacerKept() *line { return kept(spacer()) }

func annexHeadOf(a Annex, width int) []element {
	out := []element{kept(text(a.Label(), sizeKind, Run{Bold: true}))}
	if a.Title != "" {
		out = append(out, kept(balanced(text(strings.ToUpper(clean(a.Title)), sizeKind, Run{Bold: true}), width)))
	}
	if of := strings.Trim(clean(a.Of), "() "); of != "" {
		l := kept(text("("+of+")", sizeBody, Run{Italic: true}))
		out = append(out, l, ruleUnder(l, 30, width))
	}
	return append(out, spacer())
}
