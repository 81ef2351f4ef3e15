package conference

import (
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Section is the secretary's own text of one part of the minutes.
type Section struct {
	Key      string
	Text     string // what the secretary wrote
	Basis    string // what the record said when it was written
	EditedAt time.Time
	EditedBy string // a person's id
}

const longestSection = 20_000 // characters

// KeepSection keeps the secretary's text of a section; EditedAt is that of
// the text it was written upon, zero for none, so that two secretaries do not
// overwrite each other: the later one is refused and asked to look again. A
// text that is just what the record says is no edit.
func KeepSection(tx *store.Tx, conference string, s Section) error {
	had, err := recorded(tx, conference, s.Key)
	if err != nil {
		return err
	}
	s.Text, s.Basis = plainLines(s.Text), plainLines(s.Basis)
	var f fault.Form
	f.Check(s.Text != "", "text", "fault.required")
	f.Check(len([]rune(s.Text)) <= longestSection, "text", "fault.long", longestSection)
	f.Check(store.Ms(s.EditedAt) == store.Ms(had.EditedAt), "text", "conference.minutes.moved")
	if err := f.Err(); err != nil {
		return err
	}
	if s.Text == s.Basis {
		return ResetSection(tx, conference, s.Key)
	}
	if s.Text == had.Text && s.Basis == had.Basis {
		return nil
	}
	s.EditedAt, s.EditedBy = tx.Now, tx.Who.Person
	if err := upsertSection(tx, conference, s); err != nil {
		return err
	}
	tx.Announce(Topic(conference))
	return journal.Write(tx, "conference.minutes.edit", conference, s.Key+": "+s.Text)
}

// ResetSection takes the secretary's text away: the section is again what the
// record says. The journal keeps the text.
func ResetSection(tx *store.Tx, conference, key string) error {
	had, err := recorded(tx, conference, key)
	if err != nil || had.Key == "" {
		return err
	}
	if err := deleteSection(tx, conference, key); err != nil {
		return err
	}
	tx.Announce(Topic(conference))
	return journal.Write(tx, "conference.minutes.reset", conference, key+": "+had.Text)
}

// Sections reads the edited sections of the minutes.
func Sections(tx *store.Tx, conference string) ([]Section, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return allSections(tx, conference)
}

// recorded is the edit of a section as it stands, empty when there is none.
func recorded(tx *store.Tx, conference, key string) (Section, error) {
	if err := tx.Who.Need(access.Record); err != nil {
		return Section{}, err
	}
	if _, err := oneConference(tx, conference); err != nil {
		return Section{}, err
	}
	all, err := allSections(tx, conference)
	if i := slices.IndexFunc(all, func(s Section) bool { return s.Key == key }); i >= 0 {
		return all[i], err
	}
	return Section{}, err
}

// plainLines drops blanks at line ends and empty lines, as paragraphs need none.
func plainLines(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// Movement is one coming or going of a convened person. A going without a way
// takes an arrival back that was ticked by mistake.
type Movement struct {
	Person  string
	At      time.Time
	Arrival bool
	Way     string
}

// Movements reads every coming and going in the order of time.
func Movements(tx *store.Tx, conference string) ([]Movement, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return allMovements(tx, conference)
}
