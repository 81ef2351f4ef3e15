package paper

import (
	"strconv"
	"strings"

	"hoinghi/conference"
	"hoinghi/locale"
	"hoinghi/resolution"
)

// fields lists the names of Draft.Values, as offices write them in templates:
// the agency, the conference, its figures, the paper.
func fields() []string {
	return []string{
		"co_quan", "co_quan_cap_tren", "to_chuc_phoi_hop", "dia_danh", "ky_hieu_co_quan", "chuc_danh_thu_truong", "thu_truong", "dai_dien_phoi_hop",
		"chu_toa", "thu_ky", "hoi_nghi", "nam_tong_ket", "nam_ke_hoach", "ngay_hop", "ngay_hop_chu", "gio_hop", "dia_diem", "muc_dich",
		"trieu_tap", "co_mat", "vang_co_ly_do", "ty_le_co_mat", "khach_moi",
		"loai_van_ban", "trich_yeu", "ky_hieu",
	}
}

// lists names the lists of Draft.Rows with their fields.
func lists() map[string][]string {
	return map[string][]string{
		"chuong_trinh": {"tt", "gio", "noi_dung", "nguoi_trinh_bay", "phut"},
		"dai_bieu":     {"tt", "ho_ten", "chuc_vu", "don_vi", "co_mat"},
		"khach":        {"tt", "ho_ten", "chuc_vu"},
		"ban_to_chuc":  {"tt", "ho_ten", "nhiem_vu", "cong_viec", "han"},
		"so_lieu":      {"tt", "nhom", "noi_dung", "so_lieu", "nguoi_quyet_dinh"},
		"bieu_quyet":   {"tt", "noi_dung", "co_mat", "tan_thanh", "khong_tan_thanh", "khac", "ty_le", "ket_qua"},
		"can_cu":       {"can_cu"},
	}
}

func (r *record) values() map[string]string {
	c, o, n := r.conf, r.office, r.figures()
	return map[string]string{
		"co_quan": o.Name, "co_quan_cap_tren": o.Parent, "to_chuc_phoi_hop": o.Partner, "dia_danh": o.Place, "ky_hieu_co_quan": r.org.Symbol,
		"chuc_danh_thu_truong": o.HeadTitle, "thu_truong": o.Head, "dai_dien_phoi_hop": o.PartnerHead,
		"chu_toa": first(o.Presidium), "thu_ky": strings.Join(o.Secretaries, ", "),
		"hoi_nghi": c.Name, "nam_tong_ket": year(c.ReviewYear), "nam_ke_hoach": year(c.PlanYear),
		"ngay_hop": locale.Date(c.HeldOn), "ngay_hop_chu": locale.OfficialDate(c.HeldOn), "gio_hop": c.StartsAt, "dia_diem": c.Place, "muc_dich": c.Purpose,
		"trieu_tap": locale.Padded(n.convened), "co_mat": locale.Padded(n.present), "vang_co_ly_do": locale.Padded(r.turnout.Excused),
		"ty_le_co_mat": resolution.Share(n.present, n.convened), "khach_moi": locale.Padded(int64(len(r.guests))),
	}
}

func year(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// figures are the counts of the hall: who came at any time, of the convened.
type figures struct{ convened, present int64 }

func (r *record) figures() figures {
	return figures{int64(len(r.people)), int64(len(r.came()))}
}

// counts are the sources of the counts in values.
func (r *record) counts() []Source {
	n := r.figures()
	ids := func(list []conference.Attendee) (out []string) {
		for _, a := range list {
			out = append(out, a.Person)
		}
		return out
	}
	var guests []string
	for _, g := range r.guests {
		guests = append(guests, g.ID)
	}
	return []Source{
		{"trieu_tap", locale.Padded(n.convened), "conference.attendee", ids(r.people)},
		{"co_mat", locale.Padded(n.present), "conference.attendee", ids(r.came())},
		{"khach_moi", locale.Padded(int64(len(r.guests))), "conference.guest", guests},
	}
}

func (r *record) rows() map[string][]map[string]string {
	out, all := map[string][]map[string]string{}, lists()
	put := func(list string, fields ...string) {
		names := all[list]
		row := map[string]string{}
		if names[0] == "tt" {
			fields = append([]string{strconv.Itoa(len(out[list]) + 1)}, fields...)
		}
		for i, f := range names {
			row[f] = fields[i]
		}
		out[list] = append(out[list], row)
	}
	for i, x := range r.items {
		put("chuong_trinh", r.clocks[i], x.Title, x.Presenter, strconv.Itoa(x.Minutes))
	}
	for _, a := range r.people {
		here := ""
		if !a.ArrivedAt.IsZero() {
			here = "x"
		}
		put("dai_bieu", a.Name, a.Post, a.Department, here)
	}
	for _, g := range r.guests {
		put("khach", guestName(g), strings.Join(g.Posts, ", "))
	}
	for _, t := range r.tasks {
		put("ban_to_chuc", t.PersonName, t.Duty, t.What, locale.Date(t.Due))
	}
	for _, f := range r.facts {
		put("so_lieu", f.Topic, f.What, f.Figure(), f.DecidedBy)
	}
	for _, b := range r.votes() {
		result := vi().T("paper.vote.no")
		if b.Passed {
			result = vi().T("paper.vote.yes")
		}
		put("bieu_quyet", b.Question, locale.Padded(b.Present), locale.Padded(b.InFavour), locale.Padded(b.Against), locale.Padded(b.Other),
			resolution.Share(b.InFavour, b.Of()), result)
	}
	for _, d := range r.grounds() {
		put("can_cu", d)
	}
	return out
}

func guestName(g conference.Guest) string { return strings.TrimSpace(g.Honorific + " " + g.Name) }
