package portal

import (
	"crypto/rand"
	"slices"
	"strings"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/store"
)

// Disclosure is a paper that the agency chose to lay open to everybody, beyond
// its own staff.
type Disclosure struct {
	ID, Title, About string
	Day              law.Day // of the paper
	File             string  // of media
}

// Disclose lays a paper open, with the file as it came.
func Disclose(tx *store.Tx, d Disclosure, name string, body []byte) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	d.Title, d.About = strings.Join(strings.Fields(d.Title), " "), strings.TrimSpace(d.About)
	var f fault.Form
	f.Check(d.Title != "", "title", "fault.required")
	f.Check(utf8.RuneCountInString(d.Title) <= mostTitle, "title", "fault.long", mostTitle)
	f.Check(utf8.RuneCountInString(d.About) <= mostLead, "about", "fault.long", mostLead)
	f.Check(!d.Day.IsZero(), "day", "fault.day")
	if err := f.Err(); err != nil {
		return err
	}
	file, err := media.Take(tx, name, body)
	if err != nil {
		return err
	}
	d.ID, d.File = strings.ToLower(rand.Text()[:12]), file.ID
	if err := insertDisclosure(tx, d); err != nil {
		return err
	}
	tx.Announce(Topic)
	return journal.Write(tx, "portal.disclose", d.ID, d.Title)
}

// Conceal takes a paper from the public again; the journal keeps that it was
// there.
func Conceal(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	n, err := deleteDisclosure(tx, id)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Missing, "fault.missing")
	}
	tx.Announce(Topic)
	return journal.Write(tx, "portal.conceal", id, "")
}

// Disclosures are the papers laid open whose words hold all of the search, the
// newest first; anybody may ask.
func Disclosures(tx *store.Tx, search string) ([]Disclosure, error) {
	all, err := disclosureRows(tx)
	words := strings.Fields(locale.FoldSearch(search))
	return slices.DeleteFunc(all, func(d Disclosure) bool {
		text := locale.FoldSearch(d.Title + " " + d.About)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}), err
}

// OpenDisclosure reads the file of a paper laid open; anybody may ask.
func OpenDisclosure(tx *store.Tx, id string) (media.File, []byte, error) {
	all, err := disclosureRows(tx)
	if err != nil {
		return media.File{}, nil, err
	}
	i := slices.IndexFunc(all, func(d Disclosure) bool { return d.ID == id })
	if i < 0 {
		return media.File{}, nil, fault.New(fault.Missing, "fault.missing")
	}
	return media.Open(tx, all[i].File)
}
