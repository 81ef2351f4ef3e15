package document

import (
	"fmt"
	"io"
	"slices"
)

// StarterTemplate writes the layout of the decree with placeholders in it, for
// an office to begin with. The paper lends its head and signatures: lines under
// names are as long as the agency's own. A body with placeholders of its own
// stands in place of {{noi_dung}}.
func StarterTemplate(w io.Writer, p Paper, body ...Block) error {
	p.Annexes, p.End, p.Proof = nil, false, Proof{}
	s := section{wide: p.Wide, first: true}
	s.body = append(starterHead(p, s.width()), starterTitle(p, s.width())...)
	own, err := blocks(body, s.width())
	if err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	if len(body) == 0 {
		own = []element{&line{runs: []Run{{Text: hole(bodyName)}}, size: sizeBody, align: Justify, first: firstLine, after: paraGap, leading: leading, keep: true}}
	}
	s.body = append(s.body, own...)
	s.body = tailed(append(s.body, starterEnd(p, s.width())...))
	if err := writeDOCX(w, []section{s}, metaOf(p)); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

func hole(name string) string { return "{{" + name + "}}" }

// listOf is a paragraph for each item of a plain list.
func listOf(name string) string { return "{{#" + name + "}}{{muc}}{{/" + name + "}}" }

func starterHead(p Paper, width int) []element {
	h := p.Head
	if h.Plain {
		return nil
	}
	h.Joint = h.Joint[:min(len(h.Joint), 1)]
	p.Head = h
	holes := map[string]string{
		h.Over: hole("co_quan_cap_tren"), h.Issuer: hole("co_quan"), h.NumberLine(): hole("so_ky_hieu"), h.DateLine(): hole("dia_danh_ngay"),
		aboutHead + " " + oneLine(p.Title): aboutHead + " " + hole("trich_yeu"),
	}
	for _, j := range h.Joint {
		holes[j.Over], holes[j.Name] = hole("co_quan_cap_tren_2"), hole("co_quan_2")
	}
	list := headOf(p, width)
	swap(list, holes)
	return list
}

// swap puts names in place of the texts that they stand for.
func swap(list []element, holes map[string]string) {
	flat := map[string]string{}
	for s, name := range holes {
		if s = oneLine(s); s != "" {
			flat[s] = name
		}
	}
	for _, e := range list {
		switch e := e.(type) {
		case *line:
			if name, ok := flat[oneLine(e.plain())]; ok && len(e.runs) > 0 {
				e.runs = e.runs[:1]
				e.runs[0].Text = name
			}
		case *grid:
			for _, r := range e.rows {
				for _, c := range r.cells {
					swap(c.body, holes)
				}
			}
		}
	}
}

func starterTitle(p Paper, width int) []element {
	holes := map[string]string{p.Kind: hole("ten_loai"), p.Title: hole("trich_yeu"), p.By: hole("tham_quyen")}
	const mark = "@"
	switch n := len(p.Dear); {
	case n == 1:
		p.Dear = []string{mark}
		holes[dearHead+" "+mark] = "{{#kinh_gui}}" + dearHead + " {{muc}}{{/kinh_gui}}"
	case n > 1:
		p.Dear = []string{mark, mark}
		holes["- "+mark+"."] = listOf("kinh_gui")
		holes["- "+mark+";"] = "{{#kinh_gui}}"
	}
	p.Bases = nil
	out := titleOf(p, width)
	swap(out, holes)
	out = slices.DeleteFunc(out, func(e element) bool {
		l, ok := e.(*line)
		return ok && l.plain() == "{{#kinh_gui}}"
	})
	return append(out, bodyLine([]Run{{Text: listOf("can_cu"), Italic: true}}))
}

func starterEnd(p Paper, width int) []element {
	p.Sign = slices.Clone(p.Sign[:min(len(p.Sign), mostSigners)])
	for i := range p.Sign {
		p.Sign[i] = Signature{Formula: hole(signName(i, "quyen")), Post: hole(signName(i, "chuc_vu")), Note: hole(signName(i, "ghi_chu")), Name: hole(signName(i, "ten"))}
	}
	const mark = "@"
	if len(p.To) > 0 {
		p.To = []string{mark}
	}
	out := endOf(p, width)
	swap(out, map[string]string{"- " + mark + ".": listOf("noi_nhan")})
	return out
}
