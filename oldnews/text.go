package oldnews

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
)

const (
	mostCaption = 200 // characters
	mostName    = 40
	endMark     = "./."
)

// The patterns match the folded line: lower case without marks.
var (
	stampForm = regexp.MustCompile(`^(thu hai|thu ba|thu tu|thu nam|thu sau|thu bay|chu nhat),? (?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})(?:\s*-\s*(\d{1,2}):(\d{2}))?$`)
	shortForm = regexp.MustCompile(`^(?:(thu hai|thu ba|thu tu|thu nam|thu sau|thu bay|chu nhat),? )?(?:ngay )?(\d{1,2})/(\d{1,2})/(\d{4})(?:,?\s*-?\s*(\d{1,2}):(\d{2}))?$`)
	eventForm = regexp.MustCompile(`(?:(?:sang|trua|chieu|toi) )?ngay (\d{1,2})/(\d{1,2})(?:/(\d{4}))?`)
	pagerForm = regexp.MustCompile(`^\d{1,4}( \d{1,4})+$`)
	visitForm = regexp.MustCompile(`^[•*\-\s]*((?:dang (?:online|truy cap)|hom nay|hom qua|trong tuan|tuan nay|thang hien tai|trong thang|thang nay|tat ca|tong(?: luot)?(?: truy cap)?))\s*:\s*([\d.,]+)$`)
	furniture = regexp.MustCompile(`^(ho tro|send email.*|lien ket.*|tin khac|tin lien quan|cac tin khac|tuyen truyen|thong ke truy cap|tra loi|email cua ban se khong duoc hien thi cong khai.*|xem tin theo ngay.*|chia se.*|binh luan.*|in bai viet|gui email|quay lai|trang chu|copyright.*|ban quyen.*)$`)
	galleryHd = regexp.MustCompile(`^(mot so )?hinh anh\b.*:$`)
	honorific = regexp.MustCompile(`^(d/c|dong chi|ong|ba|anh|chi) `)
	signature = regexp.MustCompile(`^(tin|tin, anh|tin va anh|tin - anh|bai|bai, anh|bai va anh|anh|tac gia|nguoi viet)\s*:\s*(.+)$`)
	bracketed = regexp.MustCompile(`^\((.+)\)$`)
)

var weekdays = map[string]time.Weekday{"chu nhat": 0, "thu hai": 1, "thu ba": 2, "thu tu": 3, "thu nam": 4, "thu sau": 5, "thu bay": 6}

// Plain reads one article from text as people copy it from a page: the title
// in the first line, then the stamp, if there is one, paragraphs and captions,
// the byline, and what stood around it.
func Plain(source, text string) Item {
	item := Item{Source: source}
	item.read(lines(text), "")
	return item
}

func lines(text string) (out []string) {
	for l := range strings.SplitSeq(norm.NFC.String(text), "\n") {
		l = strings.TrimSpace(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Zs, r) || r == '\t' || r == '\r' {
				return ' '
			}
			if r == '\ufeff' || unicode.IsControl(r) {
				return -1
			}
			return r
		}, l))
		if l != "" {
			out = append(out, strings.Join(strings.Fields(l), " "))
		}
	}
	return out
}

// read gives each line its role. A title that is known already is no line.
func (i *Item) read(all []string, title string) {
	i.Title = title
	rows := make([]Row, len(all))
	for n, l := range all {
		rows[n] = Row{l, i.roleOf(l)}
	}
	i.Rows = rows
	i.sign()
	lead := false
	for n := range rows {
		r := &rows[n]
		switch {
		case r.Role == Paragraph && i.Title == "":
			r.Role, i.Title = Title, r.Text
		case r.Role == Paragraph && !lead:
			r.Role, lead = Lead, true
		}
	}
	i.captions()
	i.compose()
	i.findDay()
	i.Facts = factsOf(i.Rows)
}

// roleOf is what a line is by itself.
func (i *Item) roleOf(line string) Role {
	f := locale.Fold(line)
	switch {
	case i.stamped(f):
		return Stamp
	case visitForm.MatchString(f):
		return Counter
	case pagerForm.MatchString(f):
		return Pager
	case furniture.MatchString(strings.TrimRight(f, " :.")):
		return Furniture
	case galleryHd.MatchString(f):
		return Gallery
	case !strings.ContainsFunc(f, unicode.IsLetter):
		return Unread
	}
	return Paragraph
}

// stamped takes the hour of publication from a line that is nothing else.
func (i *Item) stamped(folded string) bool {
	m := stampForm.FindStringSubmatch(folded)
	form := portal.StampLong
	if m == nil {
		m, form = shortForm.FindStringSubmatch(folded), portal.StampShort
	}
	if m == nil || i.Stamp != "" {
		return false
	}
	day, err := locale.ParseDate(m[2] + "/" + m[3] + "/" + m[4])
	if err != nil {
		return false
	}
	i.Day, i.DaySaid, i.Stamp = day, folded, form
	i.WrongDay = m[1] != "" && weekdays[m[1]] != day.Weekday()
	if at, err := time.ParseInLocation("15:04", m[5]+":"+m[6], locale.Zone); err == nil {
		i.At = time.Date(day.Year, day.Month, day.Day, at.Hour(), at.Minute(), 0, 0, locale.Zone)
	}
	return true
}

// sign finds the byline: what stands last in the text, before the furniture.
func (i *Item) sign() {
	last := -1
	for n, r := range i.Rows {
		if r.Role == Paragraph {
			last = n
		}
	}
	if last < 2 {
		return
	}
	line := i.Rows[last].Text
	if m := bracketed.FindStringSubmatch(line); m != nil && personal(i.Rows[last-1].Text) && i.Rows[last-1].Role == Paragraph {
		i.Byline = portal.Byline{Kind: portal.BylineUnit, Name: i.Rows[last-1].Text, Unit: strings.TrimSpace(m[1])}
		i.Rows[last-1].Role, i.Rows[last].Role = Byline, Byline
		return
	}
	switch {
	case line == "PV" || locale.Fold(line) == "phong vien":
		i.Byline = portal.Byline{Kind: portal.BylineStaff}
	case signature.MatchString(locale.Fold(line)):
		role, name, _ := strings.Cut(line, ":")
		i.Byline = portal.Byline{Kind: portal.BylineRole, Role: strings.TrimSpace(role), Name: strings.TrimSpace(name)}
	case personal(line):
		i.Byline = portal.Byline{Kind: portal.BylineName, Name: line}
	default:
		return
	}
	i.Rows[last].Role = Byline
}

// personal reports whether a line is a name and nothing else.
func personal(line string) bool {
	words := strings.Fields(line)
	if len(words) < 2 || len(words) > 5 || utf8.RuneCountInString(line) > mostName {
		return false
	}
	for _, w := range words {
		first, n := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) || strings.ContainsFunc(w[n:], func(r rune) bool { return !unicode.IsLower(r) }) {
			return false
		}
	}
	return true
}

// captions finds the lines under pictures: all behind the heading of the
// pictures, and short lines without an end among the paragraphs.
func (i *Item) captions() {
	gallery := false
	for n := range i.Rows {
		r := &i.Rows[n]
		gallery = gallery || r.Role == Gallery
		if r.Role != Paragraph || utf8.RuneCountInString(r.Text) > mostCaption {
			continue
		}
		ended := strings.HasSuffix(r.Text, "…") || strings.ContainsAny(r.Text[len(r.Text)-1:], ".:;!?,")
		if gallery && (honorific.MatchString(locale.Fold(r.Text)) || !ended) || !ended && !marked(r.Text) {
			r.Role = Caption
		}
	}
}

// marked is a heading, a point of a list or a quotation of Markdown.
func marked(line string) bool { return headed.MatchString(line) }

var headed = regexp.MustCompile(`^(#|>|- |\d+[.)] |[IVX]+[.)] |[a-zđ]\) |\*\*)`)

// compose puts the parts together.
func (i *Item) compose() {
	var body []string
	for _, r := range i.Rows {
		switch r.Role {
		case Lead:
			i.Lead = r.Text
		case Paragraph:
			body = append(body, r.Text)
		case Caption:
			i.Captions = append(i.Captions, r.Text)
		}
	}
	if len(body) == 0 && i.Lead != "" { // a text of one paragraph is its own lead
		body = []string{i.Lead}
		i.Lead = sentences(i.Lead)[0]
	} else if utf8.RuneCountInString(i.Lead) > mostLead {
		body = append([]string{i.Lead}, body...)
		i.Lead = sentences(i.Lead)[0]
	}
	if n := len(body) - 1; n >= 0 && strings.HasSuffix(body[n], endMark) {
		i.EndMark = true
		body[n] = strings.TrimSuffix(body[n], endMark) + "."
	}
	i.Body = strings.Join(body, "\n\n")
}

const mostLead = 2000 // characters, as portal wants it

// findDay looks for the day of the event where no stamp gives that of the
// publication. A day that belongs to the number of a paper is in small letters
// and without a part of the day, and does not count.
func (i *Item) findDay() {
	if !i.Day.IsZero() {
		return
	}
	for _, r := range i.Rows {
		if r.Role != Lead && r.Role != Paragraph {
			continue
		}
		runes := []rune(norm.NFC.String(r.Text))
		folded := locale.Fold(r.Text)
		for _, m := range eventForm.FindAllStringSubmatchIndex(folded, -1) {
			start := utf8.RuneCountInString(folded[:m[0]])
			if m[6] < 0 || start >= len(runes) || !unicode.IsUpper(runes[start]) {
				continue
			}
			day, err := locale.ParseDate(folded[m[2]:m[3]] + "/" + folded[m[4]:m[5]] + "/" + folded[m[6]:m[7]])
			if err == nil {
				i.Day, i.OfEvent = day, true
				i.DaySaid = string(runes[start : start+utf8.RuneCountInString(folded[m[0]:m[1]])])
				return
			}
		}
	}
}

// dayOf is the day of an instant in Việt Nam.
func dayOf(t time.Time) law.Day { return law.DayOf(t.In(locale.Zone)) }
