package shell

import (
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/web/kit"
)

// entry is a line of the menu, for those who may open its page.
type entry struct {
	Key, Path string
	Right     access.Right
}

type group struct {
	Key     string
	Entries []entry
}

// keys: desk.menu.*

// menu follows the cycle of the year, then the records.
var menu = []group{
	{"desk.menu.before", []entry{
		{"desk.menu.prepare", "/ban", access.SeeWork},
		{"desk.menu.agenda", "/ban/chuong-trinh", access.SeeWork},
		{"desk.menu.convened", "/ban/trieu-tap", access.SeeWork},
		{"desk.menu.documents", "/ban/tai-lieu", access.Attend},
		{"desk.menu.set", "/ban/bo-van-ban", access.SeeWork},
		{"desk.menu.guests", "/ban/khach-moi", access.SeeWork},
		{"desk.menu.committee", "/ban/ban-to-chuc", access.SeeWork},
		{"desk.menu.cards", "/ban/the", access.KeepDoors},
		{"desk.menu.print", "/ban/goi-in", access.Prepare},
		{"desk.menu.ready", "/ban/san-sang", access.Prepare},
		{"desk.menu.rehearsal", "/ban/dien-tap", access.Prepare},
	}},
	{"desk.menu.during", []entry{
		{"desk.menu.reception", "/ban/diem-danh", access.Receive},
		{"desk.menu.chair", "/dieu-hanh", access.Preside},
		{"desk.menu.votes", "/ban/bieu-quyet", access.SeeWork},
		{"desk.menu.kiosk", "/ban/quay-phieu", access.Receive},
		{"desk.menu.rooms", "/ban/phong-hop", access.Receive},
		{"desk.menu.opinions", "/ban/y-kien", access.Record},
		{"desk.menu.emulation", "/ban/thi-dua", access.SeeWork},
		{"desk.menu.elections", "/ban/bau-cu", access.SeeWork},
		{"desk.menu.minutes", "/ban/bien-ban", access.SeeWork},
	}},
	{"desk.menu.after", []entry{
		{"desk.menu.resolution", "/ban/nghi-quyet", access.SeeWork},
		{"desk.menu.facts", "/ban/su-kien", access.SeeWork},
		{"desk.menu.articles", "/ban/tin-bai", access.Write},
		{"desk.menu.comments", "/ban/binh-luan", access.Publish},
		{"desk.menu.site", "/ban/trang-tin", access.Publish},
	}},
	{"desk.menu.records", []entry{
		{"desk.menu.people", "/ban/can-bo", access.SeeStaff},
		{"desk.menu.departments", "/ban/phong-ban", access.SeeStaff},
		{"desk.menu.conferences", "/ban/hoi-nghi", access.SeeWork},
		{"desk.menu.templates", "/ban/mau-van-ban", access.SeeWork},
		{"desk.menu.archive", "/ban/luu-tru", access.ReadRecord},
		{"desk.menu.register", "/ban/van-ban", access.SeeWork},
		{"desk.menu.regulation", "/ban/quy-che", access.SeeWork},
		{"desk.menu.calendar", "/ban/lich", access.SeeWork},
		{"desk.menu.accounts", "/ban/tai-khoan", access.KeepDoors},
		{"desk.menu.journal", "/ban/nhat-ky", access.ReadRecord},
		{"desk.menu.unit", "/ban/don-vi", access.SeeWork},
	}},
}

// beyond are pages that other pages lead to.
var beyond = group{"", []entry{{"", "/ban/hoi-nghi/moi", access.Prepare}, {"", "/ban/nhap-can-bo", access.KeepStaff}}}

// Opens tells whether the reader's rights open the page of a path: those of the
// line for it, or true when no line names it.
func Opens(v *kit.Visit, path string) bool {
	path, _, _ = strings.Cut(path, "?")
	for _, g := range append(menu, beyond) {
		for _, e := range g.Entries {
			if e.Path == path {
				return v.Who.May(e.Right)
			}
		}
	}
	return true
}

// menuOf leaves out what the reader may not open, and groups left empty.
func menuOf(v *kit.Visit) (out []group) {
	for _, g := range menu {
		g.Entries = slices.DeleteFunc(slices.Clone(g.Entries), func(e entry) bool { return !v.Who.May(e.Right) })
		if len(g.Entries) > 0 {
			out = append(out, g)
		}
	}
	return out
}
