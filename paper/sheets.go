package paper

import (
	"maps"
	"slices"
	"strings"

	"hoinghi/document"
	"hoinghi/store"
	"hoinghi/template"
)

// Names are what an office's template of the kind may call. Those of a sheet are
// of kinds whose file has several: an invitation for each guest, and the like.
func (k Kind) Names() document.Names {
	n := document.Names{Values: fields(), Rows: lists()}
	own, vary := []string{"nguoi_nhan", "chuc_vu_nguoi_nhan"}, []string{}
	switch k.Key {
	case "invitation", "signs":
	case "certificates":
		own = append(own, "thanh_tich", "hinh_thuc_khen", "cap_khen", "so_quyet_dinh", "ngay_quyet_dinh")
		vary = []string{"ngay", "dia_danh_ngay"}
	case "ballots":
		own, vary = []string{"cach_ghi_phieu"}, []string{"dong_phieu", "ten_loai", "loai_van_ban", "trich_yeu"}
		n.Rows["dong_phieu"] = []string{"tt", "ho_ten", "chuc_vu"}
	default:
		return n
	}
	n.Values, n.Sheet = append(n.Values, own...), slices.Concat(own, vary, []string{"noi_dung"})
	return n
}

// Data is what fills the office's template of the kind: one for each sheet of
// the file.
func (d Draft) Data() (out []document.Data) {
	for i, s := range d.sheets() {
		values, rows := maps.Clone(d.Values), maps.Clone(d.Rows)
		if values["loai_van_ban"] = s.Kind; i < len(d.Own) {
			maps.Copy(values, d.Own[i])
		}
		if t, ok := s.Body[0].(document.Table); ok && d.Kind.Key == "ballots" {
			rows["dong_phieu"] = nil
			for _, row := range t.Rows {
				name, post, _ := strings.Cut(row[1], "\n")
				rows["dong_phieu"] = append(rows["dong_phieu"], map[string]string{"tt": row[0], "ho_ten": name, "chuc_vu": post})
			}
		}
		out = append(out, document.DataOf(*s).With(values, rows))
	}
	return out
}

// OwnLayouts are the kinds whose DOCX is drawn in the office's layout: as they
// were issued, else as a draft is drawn now. Their PDF keeps the decree's.
func OwnLayouts(tx *store.Tx, conferenceID string) (map[string]bool, error) {
	own := map[string]bool{}
	made, err := template.List(tx, "")
	for _, v := range made {
		own[v.Kind] = own[v.Kind] || v.Active
	}
	if err != nil {
		return nil, err
	}
	list, err := issuedRows(tx, conferenceID)
	for _, i := range list {
		if i.State == InForce {
			own[i.Kind] = i.Layout != ""
		}
	}
	return own, err
}

// sheets are the papers of the file.
func (d *Draft) sheets() []*document.Paper {
	out := []*document.Paper{&d.Paper}
	for i := range d.Paper.Next {
		out = append(out, &d.Paper.Next[i])
	}
	return out
}

// bind makes sheets one file, in place of the paper.
func (p *pen) bind(sheets []document.Paper) {
	sheets[0].Meta, sheets[0].Next = p.out.Paper.Meta, sheets[1:]
	p.out.Paper = sheets[0]
}

// hole is where a starting template has a value of the sheet.
func hole(name string) string { return "{{" + name + "}}" }
