// Package oldnews reads the articles that an agency published before: text as
// it was pasted, web pages, DOCX, RSS, Atom and WordPress exports.
//
// It invents nothing. Each line of the source has a role or is listed as left
// out; figures are proposed with the sentence they stand in, for a person to
// confirm; a day that the text does not give stays empty.
package oldnews

import (
	"time"

	"hoinghi/law"
	"hoinghi/portal"
)

// Role is what a line of the source was understood as.
type Role string

// The roles. The last four are not part of the article.
const (
	Title     Role = "title"
	Stamp     Role = "stamp"
	Lead      Role = "lead"
	Paragraph Role = "paragraph"
	Caption   Role = "caption"
	Gallery   Role = "gallery" // heading of the pictures
	Byline    Role = "byline"
	Counter   Role = "counter"   // of visits, with its number
	Pager     Role = "pager"     // 1 2 3
	Furniture Role = "furniture" // of the site: links, support, forms
	Unread    Role = "unread"    // understood as nothing
)

// Row is a line of the source.
type Row struct {
	Text string
	Role Role
}

// Kinds of facts.
const (
	Percent  = "percent"  // 100%, 5 - 29,2%, from 98% upwards
	Count    = "count"    // 06 collectives, 18 persons
	Proposed = "proposed" // a count of what was only proposed
	Document = "document" // number and day of an incoming paper
	Visits   = "visits"   // the counter of the old site
)

// Fact is a figure as the text gives it.
type Fact struct {
	Kind     string
	Figure   string // as written: 06, 5 - 29,2%
	Of       string // what is counted, or of what the share is
	About    string // the title or purpose it was counted for
	Sentence string
}

// Item is one article as it was understood.
type Item struct {
	Source   string // file, and which of its articles
	Rows     []Row
	Title    string
	Lead     string
	Body     string // Markdown
	Day      law.Day
	DaySaid  string // the words that give the day; empty when none do
	OfEvent  bool   // the day is that of the event; when it was published nobody knows
	WrongDay bool   // the weekday in the stamp is not that of the day
	At       time.Time
	Stamp    string // as portal shows it
	Byline   portal.Byline
	EndMark  bool
	Category string
	Captions []string
	Pictures []string // addresses or names of pictures
	Inside   []Inside // those of them that came within the source
	Facts    []Fact
}

// Left are the rows that are no part of the article.
func (i Item) Left() (out []Row) {
	for _, r := range i.Rows {
		switch r.Role {
		case Counter, Pager, Furniture, Unread:
			out = append(out, r)
		}
	}
	return out
}

// Published is the instant under which the article stands in history: its
// stamp, or noon of its day.
func (i Item) Published(zone *time.Location) time.Time {
	if !i.At.IsZero() || i.Day.IsZero() {
		return i.At
	}
	return time.Date(i.Day.Year, i.Day.Month, i.Day.Day, 12, 0, 0, 0, zone)
}
