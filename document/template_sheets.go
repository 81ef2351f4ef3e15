package document

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"regexp"
	"strconv"
	"strings"
)

// Offset moves what is printed, in tenths of a millimetre, until it meets the
// lines of paper that is printed already. Less than 0 is to the left, or up.
type Offset struct{ Right, Down int }

// mostOffset is 50 millimetres: more is no adjustment.
const mostOffset = 500

// ParseOffset reads millimetres as people write them, "2,5" or "-1"; empty is 0.
func ParseOffset(right, down string) (Offset, error) {
	var o Offset
	for i, s := range []string{right, down} {
		s = strings.TrimSpace(strings.Replace(s, ",", ".", 1))
		if s == "" {
			continue
		}
		sign, rest := 1, strings.TrimPrefix(s, "+")
		if after, minus := strings.CutPrefix(s, "-"); minus {
			sign, rest = -1, after
		}
		whole, tenth, _ := strings.Cut(rest, ".")
		n, err := strconv.ParseUint(whole+(tenth + "0")[:1], 10, 16)
		if err != nil || len(tenth) > 1 || whole == "" || n > mostOffset {
			return Offset{}, fmt.Errorf("read offset %q: at most 50 millimetres, in tenths", s)
		}
		*[]*int{&o.Right, &o.Down}[i] = sign * int(n)
	}
	return o, nil
}

// FillSheets writes one file with a copy of the template for each sheet, each
// from a new page with pages of its own. Headers and footers are common to all:
// they say what the sheets agree on. Without a sheet the names are empty.
func (t *Template) FillSheets(w io.Writer, sheets []Data, by Offset) error {
	if len(sheets) == 0 {
		sheets = []Data{{}}
	}
	common := sheets[0]
	common.Values = maps.Clone(common.Values)
	for _, s := range sheets[1:] {
		maps.DeleteFunc(common.Values, func(name, v string) bool { return s.Values[name] != v })
	}
	press := &docx{}
	parts := make([]part, 0, len(t.parts)+4)
	for _, p := range t.parts {
		switch root := t.trees[p.name]; {
		case root != nil:
			f := filler{data: common, docx: press, root: root, main: p.name == mainPart}
			if f.main {
				f.sheets = sheets
			}
			f.node(root)
			if f.err != nil {
				return fmt.Errorf("fill template: %w", f.err)
			}
			if p.data = f.b.Bytes(); f.main {
				p.data = moved(p.data, by)
			}
		case p.name == "docProps/core.xml":
			p.data = []byte(coreProps(common.Meta))
		}
		parts = append(parts, p)
	}
	if err := pack(w, withMedia(parts, press.media), stamp(common.Meta.Created)); err != nil {
		return fmt.Errorf("fill template: %w", err)
	}
	return nil
}

// copies draws the body once for each sheet.
func (f *filler) copies(body *node) {
	f.b.Write(body.open)
	for i, s := range f.sheets {
		f.data, f.again, f.proven, f.more = s, i > 0, false, i < len(f.sheets)-1
		from := f.b.Len()
		f.kids(body)
		if i > 0 {
			f.anew(from)
		}
	}
	f.b.Write(body.close)
}

// close ends a sheet with its page settings. Where others follow, the last
// paragraph carries them, so that none is added to a page that is full.
func (f *filler) close(section []byte) {
	if !f.more {
		f.b.Write(section)
		return
	}
	all := f.b.Bytes()
	at := max(bytes.LastIndex(all, []byte("<w:p>")), bytes.LastIndex(all, []byte("<w:p ")))
	if at >= 0 && bytes.HasSuffix(all, []byte("</w:p>")) && bytes.Count(all[at:], []byte("</w:p>")) == 1 && !bytes.Contains(all[at:], []byte("<w:sectPr")) {
		f.carry(at+bytes.IndexByte(all[at:], '>')+1, section)
		return
	}
	f.b.WriteString(`<w:p><w:pPr>` + hairline)
	f.b.Write(section)
	f.b.WriteString(`</w:pPr></w:p>`)
}

// carry puts page settings into a paragraph whose start tag ends at a place.
func (f *filler) carry(at int, section []byte) {
	rest := bytes.Clone(f.b.Bytes()[at:])
	f.b.Truncate(at)
	end := bytes.Index(rest, []byte("</w:pPr>"))
	if !bytes.HasPrefix(rest, []byte("<w:pPr>")) || end < 0 {
		end = 0
		section = []byte("<w:pPr>" + string(section) + "</w:pPr>")
	} else if change := bytes.Index(rest[:end], []byte("<w:pPrChange")); change >= 0 {
		end = change
	}
	f.b.Write(rest[:end])
	f.b.Write(section)
	f.b.Write(rest[end:])
}

var (
	sectionOf   = regexp.MustCompile(`(?s)<w:sectPr[ >].*?</w:sectPr>`)
	sectionType = regexp.MustCompile(`<w:type [^>]*/>`)
	pageNumbers = regexp.MustCompile(`<w:pgNumType[^>]*/>`)
	afterPages  = regexp.MustCompile(`<w:(cols|formProt|vAlign|noEndnote|titlePg|textDirection|bidi|rtlGutter|docGrid|printerSettings|sectPrChange)\b|</w:sectPr>`)
	pageMargins = regexp.MustCompile(`<w:pgMar [^>]*/>`)
)

// anew lets the first section drawn since a place begin on a new page, as page 1.
func (f *filler) anew(from int) {
	b := f.b.Bytes()[from:]
	at := sectionOf.FindIndex(b)
	if at == nil {
		return
	}
	s := pageNumbers.ReplaceAll(sectionType.ReplaceAll(b[at[0]:at[1]], nil), nil)
	place := afterPages.FindIndex(s)[0]
	whole := string(b[:at[0]]) + string(s[:place]) + `<w:pgNumType w:start="1"/>` + string(s[place:]) + string(b[at[1]:])
	f.b.Truncate(from)
	f.b.WriteString(whole)
}

// moved shifts the margins of all sections.
func moved(b []byte, by Offset) []byte {
	if by == (Offset{}) {
		return b
	}
	return pageMargins.ReplaceAllFunc(b, func(tag []byte) []byte {
		s := string(tag)
		for side, tenths := range map[string]int{"left": by.Right, "right": -by.Right, "top": by.Down, "bottom": -by.Down} {
			s = shifted(s, side, tenths*1440/254)
		}
		return []byte(s)
	})
}

// shifted adds twips to one side of margins, to the edge of the paper at most.
func shifted(tag, side string, twips int) string {
	before, rest, _ := strings.Cut(tag, ` w:`+side+`="`)
	value, after, _ := strings.Cut(rest, `"`)
	n, err := strconv.Atoi(value)
	if err != nil {
		return tag
	}
	return fmt.Sprintf(`%s w:%s="%d"%s`, before, side, max(n+twips, 0), after)
}
