package shell

type entry struct{ Key, Path string }

type group struct {
	Key     string
	Entries []entry
}

// keys: desk.menu.*

// menu follows the cycle of the year, then the records.
var menu = []group{
	{"desk.menu.before", []entry{
		{"desk.menu.prepare", "/ban"},
		{"desk.menu.agenda", "/ban/chuong-trinh"},
		{"desk.menu.convened", "/ban/trieu-tap"},
		{"desk.menu.documents", "/ban/tai-lieu"},
		{"desk.menu.guests", "/ban/khach-moi"},
		{"desk.menu.committee", "/ban/ban-to-chuc"},
		{"desk.menu.cards", "/ban/the"},
	}},
	{"desk.menu.during", []entry{
		{"desk.menu.reception", "/ban/diem-danh"},
		{"desk.menu.chair", "/dieu-hanh"},
		{"desk.menu.votes", "/ban/bieu-quyet"},
		{"desk.menu.minutes", "/ban/bien-ban"},
	}},
	{"desk.menu.after", []entry{
		{"desk.menu.resolution", "/ban/nghi-quyet"},
		{"desk.menu.facts", "/ban/su-kien"},
		{"desk.menu.articles", "/ban/tin-bai"},
	}},
	{"desk.menu.records", []entry{
		{"desk.menu.people", "/ban/can-bo"},
		{"desk.menu.departments", "/ban/phong-ban"},
		{"desk.menu.conferences", "/ban/hoi-nghi"},
		{"desk.menu.register", "/ban/van-ban"},
		{"desk.menu.regulation", "/ban/quy-che"},
		{"desk.menu.calendar", "/ban/lich"},
		{"desk.menu.accounts", "/ban/tai-khoan"},
		{"desk.menu.journal", "/ban/nhat-ky"},
		{"desk.menu.unit", "/ban/don-vi"},
	}},
}
