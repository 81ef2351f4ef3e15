package kit

import "github.com/a-h/templ"

// icons are drawn in a box of 24, stroke 1.75, round ends, no fill.
var icons = map[string]string{
	"alert":    `<path d="M12 8v5M12 16v.1"/><circle cx="12" cy="12" r="8.5"/>`,
	"archive":  `<path d="M3.5 5h17v4h-17zM5 9v10.5h14V9M9.5 13h5"/>`,
	"bell":     `<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>`,
	"building": `<path d="M5 20.5V4h14v16.5M3 20.5h18M9 8h1M14 8h1M9 12h1M14 12h1M10 20.5V16h4v4.5"/>`,
	"calendar": `<rect x="3.5" y="5" width="17" height="15.5" rx="1.5"/><path d="M3.5 10h17M8 2.8v4M16 2.8v4"/>`,
	"camera":   `<path d="M3.5 7.5h4L9 5h6l1.5 2.5h4V19h-17z"/><circle cx="12" cy="13" r="3.5"/>`,
	"chart":    `<path d="M4 4v16h16M8.5 16v-4M12.5 16V8M16.5 16v-6"/>`,
	"check":    `<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
	"clock":    `<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`,
	"close":    `<path d="m6 6 12 12M18 6 6 18"/>`,
	"coin":     `<circle cx="12" cy="12" r="8.5"/><path d="M12 7v10M15 9.2c-.8-.9-4.5-1.6-5 .6-.4 2.7 4.6 1.7 4.6 4.2 0 2.4-4.3 2-5.3.5"/>`,
	"copy":     `<path d="M8.5 8.5h12v12h-12zM15.5 8.5v-5h-12v12h5"/>`,
	"doc":      `<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>`,
	"down":     `<path d="m5 9 7 7 7-7"/>`,
	"download": `<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14"/>`,
	"eye":      `<path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5s-7-2-9.5-6.5z"/><circle cx="12" cy="12" r="3"/>`,
	"filter":   `<path d="M4 5h16l-6 7.5V19l-4 1.5v-8z"/>`,
	"flag":     `<path d="M6 21V4c4-2 7 2 12 0v9c-5 2-8-2-12 0"/>`,
	"folder":   `<path d="M3.5 6h6l2 2.5h9V19h-17z"/>`,
	"gear":     `<circle cx="12" cy="12" r="3"/><path d="M12 3.5v2.5M12 18v2.5M3.5 12H6M18 12h2.5M6 6l1.8 1.8M16.2 16.2 18 18M18 6l-1.8 1.8M7.8 16.2 6 18"/>`,
	"hand":     `<path d="M8 12V5.5a1.5 1.5 0 0 1 3 0V11m0-.5v-6a1.5 1.5 0 0 1 3 0V11m0-4.5a1.5 1.5 0 0 1 3 0V15c0 3.5-2.2 6-5.5 6-3 0-4.3-1.3-5.8-4L4 13.5c-.8-1.5 1.2-2.8 2.3-1.5L8 14.2"/>`,
	"home":     `<path d="M4 11.5 12 4l8 7.5M6 10v10h4.5v-5.5h3V20H18V10"/>`,
	"image":    `<rect x="3.5" y="5" width="17" height="14" rx="1.5"/><circle cx="8.5" cy="10" r="1.5"/><path d="m4 17.5 5-4.5 3.5 3 3-2.5 5 4.5"/>`,
	"info":     `<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.1"/>`,
	"key":      `<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M16 7.5l2.5 2.5M13.5 10l1.5 1.5"/>`,
	"left":     `<path d="m15 5-7 7 7 7"/>`,
	"link":     `<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"/>`,
	"list":     `<path d="M9 6h11M9 12h11M9 18h11M4.5 6v.1M4.5 12v.1M4.5 18v.1"/>`,
	"lock":     `<path d="M5.5 11h13v9.5h-13zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11"/>`,
	"logout":   `<path d="M14 4H5v16h9M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5"/>`,
	"mail":     `<path d="M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5"/>`,
	"menu":     `<path d="M4 7h16M4 12h16M4 17h16"/>`,
	"mic":      `<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>`,
	"minus":    `<path d="M6 12h12"/>`,
	"more":     `<path d="M5 12v.1M12 12v.1M19 12v.1"/>`,
	"open":     `<path d="M13.5 4H20v6.5M20 4l-9 9M17 14v6H4V7h6"/>`,
	"pause":    `<path d="M8.5 5v14M15.5 5v14"/>`,
	"pencil":   `<path d="m4 20 1-4.5L16 4.5l3.5 3.5-11 11zM13.5 7l3.5 3.5"/>`,
	"phone":    `<path d="M6 3.5h3.5l1.5 4.5-2 1.5c1 2.5 3 4.5 5.5 5.5l1.5-2 4.5 1.5V18c0 1.5-1 2.5-2.5 2.5C10.5 20.5 3.5 13.5 3.5 6 3.5 4.5 4.5 3.5 6 3.5z"/>`,
	"play":     `<path d="M7.5 5v14l11-7z"/>`,
	"plus":     `<path d="M12 5.5v13M5.5 12h13"/>`,
	"printer":  `<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>`,
	"qr":       `<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM18.5 18.5v1.5M20 14v1M14 20h1.5"/>`,
	"refresh":  `<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.5M20 4v5.5h-5.5"/>`,
	"right":    `<path d="m9 5 7 7-7 7"/>`,
	"screen":   `<path d="M3.5 4.5h17v11.5h-17zM12 16v4M8 20.5h8"/>`,
	"search":   `<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>`,
	"send":     `<path d="M20.5 3.5 3.5 10.5l7 3 3 7zM10.5 13.5l4.5-4.5"/>`,
	"shield":   `<path d="M12 3.5 5 6v5.5c0 4.5 2.8 7.5 7 9 4.2-1.5 7-4.5 7-9V6zM9 12l2.2 2.2L15.2 10"/>`,
	"sort":     `<path d="m8 10 4-4 4 4M8 14l4 4 4-4"/>`,
	"sound":    `<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9c1.5 1.7 1.5 4.3 0 6M18 6.5c3 3 3 8 0 11"/>`,
	"speech":   `<path d="M4 5h16v11h-9l-4 4v-4H4z"/>`,
	"star":     `<path d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z"/>`,
	"stop":     `<path d="M6.5 6.5h11v11h-11z"/>`,
	"trash":    `<path d="M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6"/>`,
	"undo":     `<path d="M8.5 5 4 9.5 8.5 14M4.5 9.5H15a5 5 0 0 1 0 10h-4"/>`,
	"up":       `<path d="m5 15 7-7 7 7"/>`,
	"upload":   `<path d="M12 16V5M7.5 9.5 12 5l4.5 4.5M5 20h14"/>`,
	"user":     `<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.5-4.3 3.3-6.5 7.5-6.5s7 2.2 7.5 6.5"/>`,
	"users":    `<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.4-3.8 2.9-6 6.5-6s6.1 2.2 6.5 6M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.4c2.3.7 3.7 2.6 4 5.6"/>`,
	"vote":     `<path d="M4 12v8.5h16V12M4 12l3-4M20 12l-3-4M8.5 12V3.5h7V12M2.5 12h19M10.5 7.5l1.3 1.3 2.2-2.5"/>`,
	"warn":     `<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.1"/>`,
	"wifi":     `<path d="M3 9.5c5-4.7 13-4.7 18 0M6.5 13c3.2-3 7.8-3 11 0M10 16.5c1.2-1.1 2.8-1.1 4 0M12 19.5v.1"/>`,
}

// drawn is the inside of an icon; an unknown name is a mistake of a page,
// found by any test that draws it.
func drawn(name string) templ.Component {
	shape, ok := icons[name]
	if !ok {
		panic("no icon " + name)
	}
	return templ.Raw(shape)
}

// stateIcons are the icons that a kind of state or alert has of its own.
var stateIcons = map[string]string{"done": "check", "warn": "clock", "bad": "warn", "now": "play", "gold": "star", "": "minus"}

// star is the twelve-pointed star of a bronze drum, within a radius of 10.5.
const star = "M0-10.5 .9-3.5 5.2-9.1 2.5-2.5 9.1-5.2 3.5-.9 10.5 0 3.5.9 9.1 5.2 2.5 2.5 5.2 9.1 .9 3.5 0 10.5-.9 3.5-5.2 9.1-2.5 2.5-9.1 5.3-3.5.9-10.5 0-3.5-.9-9.1-5.3-2.5-2.5-5.3-9.1-.9-3.5Z"

// bigStar is the star of the whole drum, within a radius of 66.
const bigStar = "M0-66 4.5-19.5 28.6-59.5 12.5-15.6 51.6-41.2 18-8.7 64.3-14.7 20 0 64.3 14.7 18 8.7 51.6 41.2 12.5 15.6 28.6 59.5 4.5 19.5 0 66-4.5 19.5-28.6 59.5-12.5 15.6-51.6 41.2-18 8.7-64.3 14.7-20 0-64.3-14.7-18-8.7-51.6-41.2-12.5-15.6-28.6-59.5-4.5-19.5Z"

// bird is a flying bird of the drum's frieze.
const bird = "M-27 2C-20-1-15-4-10-4C-8-9-3-11 4-11L-2-6C2-5 5-4 7-3C5-10 9-18 18-21C16-14 17-7 20-3L38-8L34-2L40 3L22 4C16 12 6 15-3 14C2 11 4 8 4 5C-2 5-6 3-9 1C-14 1-20 2-27 2Z"

// ring is a circle of the drum: its radius, stroke and dashes.
type ring struct{ R, Width, Dash, Cap string }

var rings = []ring{
	{"74", "2", "", ""}, {"80", "1.5", "", ""}, {"88", "7", ".01 9.864", "round"}, {"96", "1.5", "", ""},
	{"102", "8", "1.60 3.74", ""}, {"109", "1.5", "", ""}, {"113", "1.5", "", ""}, {"168", "1.5", "", ""},
	{"172", "1.5", "", ""}, {"180", "10", "1.88 4.40", ""}, {"188", "1.5", "", ""}, {"197", "8", ".01 11.243", "round"},
	{"206", "1.5", "", ""}, {"210", "1.5", "", ""}, {"262", "1.5", "", ""}, {"266", "1.5", "", ""},
	{"275", "11", "1.99 4.65", ""}, {"284", "2", "", ""}, {"291", "1.5", "", ""}, {"297", "2.5", "", ""},
}

// flight turns the birds of one frieze around the drum, n of them at radius r.
func flight(n, first int, r string) []string {
	var at []string
	for i := range n {
		tenths := first + 3600*i/n
		at = append(at, "rotate("+tenth(tenths)+") translate(0 -"+r+")")
	}
	return at
}
