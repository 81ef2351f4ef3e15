package stage

import (
	"strconv"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/archive"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
)

// keys: stage.ready.light.*

// The states of a light, as the page colours them.
const (
	good = "done"
	warn = "warn"
	bad  = "bad"
)

// light is one thing that must be right on the day: its state, what was found,
// the rule or reason, and where it is mended.
type light struct {
	Key    string // after stage.ready.light.
	State  string
	Said   string // key after stage.ready.light.<Key>., else Quoted
	Args   []any
	Quoted string // words of the law itself, in place of Said
	Cite   string
	Path   string         // of the mend; empty where there is none in the program
	Rights []access.Right // one of them opens Path; none: whoever reads the lights may
}

// judge weighs what was found. It looks at nothing but f.
func judge(f readiness) []light {
	var out []light
	for _, weigh := range []func(readiness) []light{ofLaw, ofPlan, ofPapers, ofPeople, ofElections, ofPrinter, ofRoom, ofMachine} {
		out = append(out, weigh(f)...)
	}
	return out
}

func ofLaw(f readiness) (out []light) {
	for _, x := range []struct {
		key string
		why law.Why
	}{{"form", f.Form}, {"held", f.Held}} {
		l := light{Key: x.key, State: good, Quoted: x.why.Conclusion, Cite: why(x.why), Path: "/ban/hoi-nghi"}
		switch x.why.Verdict {
		case law.Short:
			l.State = bad
		case law.Met:
		default:
			l.State = warn
		}
		if l.Quoted == "" {
			l.Said = "silent"
		}
		out = append(out, l)
	}
	l := light{Key: "bases", State: good, Said: "some", Args: []any{f.Bases}, Path: "/ban/van-ban"}
	if f.Bases == 0 {
		l.State, l.Said, l.Args = warn, "none", nil
	}
	return append(out, l)
}

func ofPlan(f readiness) []light {
	l := light{Key: "agenda", State: good, Said: "ready", Args: []any{len(f.Items)}, Cite: f.Order, Path: "/ban/chuong-trinh"}
	unnamed := 0
	for _, i := range f.Items {
		if i.Presenter == "" {
			unnamed++
		}
	}
	switch {
	case len(f.Items) == 0:
		l.State, l.Said, l.Args = bad, "none", nil
	case len(f.Astray) > 0:
		l.State, l.Said, l.Args = warn, "astray", []any{strings.Join(f.Astray, "; ")}
	case unnamed > 0:
		l.State, l.Said, l.Args = warn, "unnamed", []any{unnamed}
	}
	return []light{l}
}

// ofPapers asks for something to read wherever something is adopted, and for
// texts that can no longer change. A paper freezes when its point is opened.
func ofPapers(f readiness) []light {
	has := map[string]bool{}
	loose := 0
	for _, p := range f.Papers {
		has[p.Item] = true
		if p.FrozenAt.IsZero() {
			loose++
		}
	}
	var bare []string
	for _, i := range f.Items {
		if (i.Ends == "adopted" || i.Ends == "voted") && !has[i.ID] {
			bare = append(bare, i.Title)
		}
	}
	l := light{Key: "papers", State: good, Said: "ready", Args: []any{len(f.Papers)}, Path: "/ban/tai-lieu"}
	switch {
	case len(f.Papers) == 0:
		l.State, l.Said, l.Args = bad, "none", nil
	case len(bare) > 0:
		l.State, l.Said, l.Args = warn, "bare", []any{strings.Join(bare, "; ")}
	}
	frozen := light{Key: "frozen", State: good, Said: "all", Path: "/ban/tai-lieu"}
	if loose > 0 {
		frozen.State, frozen.Said, frozen.Args = warn, "loose", []any{loose}
	}
	return []light{l, frozen}
}

func ofPeople(f readiness) []light {
	t := f.Turnout
	list := light{Key: "convened", State: good, Said: "settled", Args: []any{t.Convened}, Path: "/ban/trieu-tap"}
	if t.Convened == 0 {
		list.State, list.Said, list.Args = bad, "none", nil
	}
	quorum := light{Key: "quorum", State: good, Said: "forecast", Path: "/ban/trieu-tap"}
	quorum.Args = []any{t.Convened - t.Excused, t.Convened, locale.Percent(t.Convened-t.Excused, max(1, t.Convened), 1), t.Needed}
	quorum.Cite = why(f.Quorum)
	switch spare := t.Convened - t.Excused - t.Needed; {
	case t.Rule.ID == "":
		quorum.State, quorum.Said, quorum.Args = warn, "silent", nil
	case t.Convened == 0 || spare < 0:
		quorum.State = bad
	case spare*10 < t.Convened: // fewer than one in ten may still stay away
		quorum.State, quorum.Said, quorum.Args = warn, "narrow", append(quorum.Args, spare)
	}
	cards := light{Key: "cards", State: good, Said: "all", Path: "/ban/the", Rights: []access.Right{access.KeepDoors}}
	switch {
	case f.CardsLeft < 0:
		cards.State, cards.Said = warn, "hidden"
	case f.CardsLeft > 0:
		cards.State, cards.Said, cards.Args = bad, "left", []any{f.CardsLeft}
	case t.Convened == 0:
		cards.State, cards.Said = warn, "none"
	}
	return []light{list, quorum, cards}
}

func ofElections(f readiness) (out []light) {
	if len(f.Elections) == 0 {
		return []light{{Key: "election", State: good, Said: "none", Path: "/ban/bau-cu"}}
	}
	for _, e := range f.Elections {
		l := light{Key: "election", State: good, Said: "ready", Args: []any{e.Title, e.Standing, e.Seats, e.Tellers}, Path: "/ban/bau-cu"}
		switch {
		case len(e.Both) > 0:
			l.State, l.Said, l.Args = bad, "both", []any{e.Title, strings.Join(e.Both, ", ")}
		case e.Tellers < 2:
			l.State, l.Said, l.Args = bad, "tellers", []any{e.Title, e.Tellers}
		case e.Standing < e.Seats:
			l.State, l.Said, l.Args = bad, "few", []any{e.Title, e.Standing, e.Seats}
		case !e.Settled || !e.Ruled:
			l.State, l.Said, l.Args = warn, "open", []any{e.Title}
		}
		out = append(out, l)
	}
	return out
}

// ofPrinter tells how much there is to print, so that paper is there.
func ofPrinter(f readiness) []light {
	const cardsOnSheet = 8
	cards := f.Print[archive.PartCards]
	l := light{Key: "printer", State: good, Said: "pages", Path: "/ban/goi-in"}
	l.Args = []any{cards, (cards + cardsOnSheet - 1) / cardsOnSheet, f.Print[archive.PartBallots], f.Print[archive.PartSigns]}
	if f.Lacks[archive.PartCards] != "" || f.Lacks[archive.PartAttendance] != "" {
		l.State, l.Said, l.Args = warn, "lacks", nil
	}
	return []light{l}
}

func ofRoom(f readiness) []light {
	wifi := light{Key: "wifi", State: good, Said: "reach", Args: []any{f.Address}}
	if alone(f.Address) {
		wifi.State, wifi.Said, wifi.Args = warn, "alone", []any{f.Address}
	}
	kiosk := light{Key: "kiosk", State: good, Said: "open", Path: "/ban/quay-phieu", Rights: []access.Right{access.Receive, access.Count}}
	if !f.Kiosk {
		kiosk.State, kiosk.Said = warn, "shut"
	}
	return []light{wifi, ofScreen(f), kiosk}
}

const (
	blink  = 15 * time.Second // a projector that comes back so soon was not away
	nearby = time.Hour        // before the opening nothing may be missing any more
)

// ofScreen is green while a projector is open, red when none is within an hour
// of the opening and during the conference.
func ofScreen(f readiness) light {
	l := light{Key: "screen", State: good, Said: "open", Args: []any{max(1, f.Screens.Open)}, Path: "/man-chieu/" + f.C.ScreenKey}
	away := f.Screens.Last.IsZero() || f.Wall.Sub(f.Screens.Last) > blink
	if f.Screens.Open > 0 || !away {
		return l
	}
	l.State, l.Said, l.Args = warn, "look", nil
	if !f.Screens.Last.IsZero() {
		l.Said, l.Args = "gone", []any{locale.Clock(f.Screens.Last)}
	}
	if f.C.State == conference.Open || f.C.State != conference.Closed && f.Now.After(startOf(f.C).Add(-nearby)) {
		l.State = bad
	}
	return l
}

// startOf is the hour of the opening; eight in the morning where none is set.
func startOf(c conference.Conference) time.Time {
	d, hour, minute := c.HeldOn, 8, 0
	if t, err := time.Parse("15:04", c.StartsAt); err == nil {
		hour, minute = t.Hour(), t.Minute()
	}
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, locale.Zone)
}

const (
	tightDisk = 2 << 30   // bytes; photos and backups of a day fit
	fullDisk  = 256 << 20 // bytes
)

func ofMachine(f readiness) []light {
	disk := light{Key: "disk", State: warn, Said: "unknown"}
	backup := light{Key: "backup", State: warn, Said: "unknown"}
	clock := light{Key: "clock", State: good, Said: "now", Args: []any{f.Now.Format("15:04:05"), locale.Date(f.Today)}}
	if m := f.Machine; m != nil {
		if m.Free > 0 {
			disk = light{Key: "disk", State: good, Said: "free", Args: []any{megabytes(m.Free)}}
			if m.Free < tightDisk {
				disk.State = warn
			}
			if m.Free < fullDisk {
				disk.State = bad
			}
		}
		if !m.BackedUp.IsZero() {
			backup = ofBackup(f, m.BackedUp)
		}
	}
	return []light{clock, backup, disk}
}

// ofBackup is green within a day, and within an hour while the hall is at work.
func ofBackup(f readiness, at time.Time) light {
	age := f.Now.Sub(at)
	l := light{Key: "backup", State: good, Said: "age", Args: []any{locale.Clock(at), locale.Date(dayOf(at)), strconv.Itoa(int(age.Hours()))}}
	switch {
	case age > 7*24*time.Hour:
		l.State = bad
	case age > 24*time.Hour, f.Today == f.C.HeldOn && age > time.Hour:
		l.State = warn
	}
	return l
}
