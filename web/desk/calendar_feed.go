package desk

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// calendarFeed is the windows of this working year and the next for calendars
// that subscribe. The law is no secret, and a conference is named only once
// its day has come, so that the feed asks nobody to sign in.
func calendarFeed(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	today := law.DayOf(v.Now())
	f := feed{Name: v.T("desk.calendar.feed.name", v.Place.Name), Host: v.Place.Slug + ".hoinghi", Stamp: today.Time()}
	err := v.Site.DB.Read(r.Context(), access.Screen(v.Place.ID), func(tx *store.Tx) error {
		org, err := account.FindOrg(tx)
		if err != nil {
			return err
		}
		all, err := conference.List(tx)
		if err != nil {
			return err
		}
		named := lookedBack(all, today)
		for _, n := range []int{named, named + 1} {
			y := yearOf(all, n, today)
			if err := board(tx, &y); err != nil {
				return err
			}
			windows, err := law.Calendar(conference.UnitOf(org), y)
			if unlessLaw(err) != nil {
				return err
			}
			f.add(v, n, windows)
		}
		return nil
	})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `inline; filename="lich.ics"`)
	h.Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write(f.ics()) // a reader who hangs up is nobody's fault
	return nil
}

// feed is a calendar of days, as RFC 5545 writes it.
type feed struct {
	Name, Host string
	Stamp      time.Time // of all its events
	Events     []feedEvent
}

// feedEvent lasts one day. Its id stays when the day is moved.
type feedEvent struct {
	ID          string
	On          law.Day
	Title, Text string
}

// add notes the last day of each window, once for each rule, year and turn.
func (f *feed) add(v *kit.Visit, named int, windows []law.Window) {
	turn := map[string]int{}
	for _, w := range windows {
		rule, _, _ := strings.Cut(w.Rule, "@")
		turn[rule]++
		text := w.Cite
		if !w.From.IsZero() && w.From != w.To {
			text = v.T("desk.calendar.feed.span", locale.Date(w.From), locale.Date(w.To)) + "\n" + text
		}
		if w.Note != "" {
			text += "\n" + w.Note
		}
		if w.Conf != law.Verified {
			text += "\n" + v.T("desk.calendar.feed.unsure")
		}
		id := fmt.Sprintf("%s-%d-%d@%s", rule, named, turn[rule], f.Host)
		f.Events = append(f.Events, feedEvent{ID: id, On: w.To, Title: v.T("desk.calendar.feed.due", w.Title), Text: text})
	}
}

func (f feed) ics() []byte {
	var b bytes.Buffer
	line := func(name, value string) { fold(&b, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//hoinghi//lich//VI")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", escaped(f.Name))
	line("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	for _, e := range f.Events {
		line("BEGIN", "VEVENT")
		line("UID", escaped(e.ID))
		line("DTSTAMP", f.Stamp.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", e.On.Time().Format("20060102"))
		line("DTEND;VALUE=DATE", e.On.AddDays(1).Time().Format("20060102"))
		line("SUMMARY", escaped(e.Title))
		line("DESCRIPTION", escaped(e.Text))
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.Bytes()
}

// escaped writes a TEXT value of RFC 5545, section 3.3.11; control characters
// other than line breaks have no place in it.
func escaped(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

const longestLine = 75 // octets without the line break, RFC 5545 section 3.1

// fold writes a content line, broken between characters.
func fold(b *bytes.Buffer, s string) {
	room := longestLine
	for _, r := range s {
		if n := utf8.RuneLen(r); n > room {
			b.WriteString("\r\n ")
			room = longestLine - 1 - n
		} else {
			room -= n
		}
		b.WriteRune(r)
	}
	b.WriteString("\r\n")
}
