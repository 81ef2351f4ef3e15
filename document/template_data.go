package document

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Data is what a template is filled with.
type Data struct {
	Values  map[string]string
	Rows    map[string][]map[string]string
	Body    []Block // in place of {{noi_dung}}
	End     bool    // close the last paragraph of Body with "./."
	Annexes []Annex // at the end, each on pages of its own
	Proof   Proof   // in place of {{ma_xac_thuc}}, else after the signatures
	Meta    Meta
}

// mostSigners have names of their own in a template: ky_ten, ky2_ten …
const mostSigners = 4

// DataOf is what every paper offers to its template.
func DataOf(p Paper) Data {
	h := p.Head
	d := Data{Body: p.Body, End: p.End, Annexes: p.Annexes, Proof: p.Proof, Meta: metaOf(p), Values: map[string]string{
		"so": h.Number, "ky_hieu": h.Symbol, "so_ky_hieu": h.NumberLine(),
		"co_quan": h.Issuer, "co_quan_cap_tren": h.Over, "co_quan_2": "", "co_quan_cap_tren_2": "",
		"dia_danh": h.Place, "ngay": "", "dia_danh_ngay": h.DateLine(),
		"ten_loai": p.Kind, "trich_yeu": p.Title, "tham_quyen": p.By,
	}}
	if len(h.Number) == 1 {
		d.Values["so"] = "0" + h.Number
	}
	if !h.Day.IsZero() {
		d.Values["ngay"] = fmt.Sprintf("%02d/%02d/%d", h.Day.Day, int(h.Day.Month), h.Day.Year)
	}
	if len(h.Joint) > 0 {
		d.Values["co_quan_2"], d.Values["co_quan_cap_tren_2"] = h.Joint[0].Name, h.Joint[0].Over
	}
	for i := range mostSigners {
		var s Signature
		if i < len(p.Sign) {
			s = p.Sign[i]
		}
		for field, v := range map[string]string{"quyen": s.Formula, "chuc_vu": s.Post, "ghi_chu": s.Note, "ten": s.Name} {
			d.Values[signName(i, field)] = v
		}
	}
	dear := closed(p.Dear, "- ", ";", ".")
	if len(dear) == 1 {
		dear = []string{oneLine(p.Dear[0])}
	}
	d.Rows = map[string][]map[string]string{"can_cu": items(p.Grounds()), "noi_nhan": items(p.Recipients()), "kinh_gui": items(dear), bodyName: paragraphs(p.Body)}
	return d
}

// paragraphs are the texts of a body for templates that write it as one list:
// kieu is muc, dieu or doan.
func paragraphs(body []Block) (out []map[string]string) {
	put := func(kind, text string) {
		out = append(out, map[string]string{"kieu": kind, "doan": text})
	}
	for _, b := range body {
		switch b := b.(type) {
		case Heading:
			put("muc", b.Text)
		case Para:
			text := b.Text
			for _, r := range b.Runs {
				text += r.Text
			}
			put("doan", text)
		case Article:
			put("dieu", b.Label()+b.Title+b.Text)
			out = append(out, paragraphs(b.Body)...)
		case Points:
			for i, s := range b.Items {
				put("doan", b.Mark(i)+s)
			}
		}
	}
	for i := range out {
		out[i]["stt"] = fmt.Sprint(i + 1)
	}
	return out
}

// signName is ky_ten for the first signature, ky2_ten for the second.
func signName(i int, field string) string {
	if i == 0 {
		return "ky_" + field
	}
	return fmt.Sprintf("ky%d_%s", i+1, field)
}

// items are the rows of a plain list: muc and its number stt.
func items(list []string) []map[string]string {
	var out []map[string]string
	for i, s := range list {
		out = append(out, map[string]string{"muc": s, "stt": fmt.Sprint(i + 1)})
	}
	return out
}

// paperNames are those of DataOf.
func paperNames() Names {
	d := DataOf(Paper{})
	n := Names{Values: slices.Sorted(maps.Keys(d.Values)), Rows: map[string][]string{}}
	for list := range d.Rows {
		n.Rows[list] = []string{"muc", "stt"}
	}
	n.Rows[bodyName] = []string{"kieu", "doan", "stt"}
	return n
}

// PaperNames are the names that a template of any kind may call, besides
// {{noi_dung}}.
func PaperNames() Names { return paperNames() }

// With adds the values and rows of a kind; each row gets its number as stt. What
// every paper has stays its own: the head says "co_quan" as the paper prints it.
func (d Data) With(values map[string]string, rows map[string][]map[string]string) Data {
	own := d
	d.Values, d.Rows = maps.Clone(values), map[string][]map[string]string{}
	if d.Values == nil {
		d.Values = map[string]string{}
	}
	maps.Copy(d.Values, own.Values)
	maps.Copy(d.Rows, own.Rows)
	for list, all := range rows {
		if _, ok := own.Rows[list]; ok {
			continue
		}
		numbered := make([]map[string]string, len(all))
		for i, r := range all {
			numbered[i] = maps.Clone(r)
			if numbered[i] == nil {
				numbered[i] = map[string]string{}
			}
			if numbered[i]["stt"] == "" {
				numbered[i]["stt"] = fmt.Sprint(i + 1)
			}
		}
		d.Rows[list] = numbered
	}
	return d
}

// unmarked drops the diacritics of Vietnamese.
func unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}
