// Package resolution makes the two papers of a conference from its record: the
// minutes, which assemble themselves around the secretary's edits, and the
// resolution, which is drafted, adopted by a vote and then frozen.
//
// What the record can say is never typed again: a draft follows the record
// until it is adopted; what was adopted keeps its text, its figures, its
// number and the hash of all of them. Papers are Vietnamese in the layout of
// Nghị định 30/2020/NĐ-CP.
package resolution

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/register"
	"hoinghi/store"
)

// States of a resolution.
const (
	Draft   = "draft"
	Adopted = "adopted"
)

// Resolution is the resolution of a conference, of which there is one.
type Resolution struct {
	ID         string
	Conference string
	State      string
	Bases      []string // grounds, without closing marks
	Opening    string
	OwnBases   bool // the grounds were written, not made from the record
	OwnOpening bool
	Ballot     string // which adopted it
	AdoptedAt  time.Time
	Document   string // id in the register
	Number     string
	Symbol     string
	Dated      law.Day
	Face       Face
	Passed     []string // what the conference adopted besides it, a line each
	Result     string   // how it was adopted itself
	Hash       string   // hex SHA-256 over all of the above and the items
	Items      []Item
}

// Face is what stands around the text of a resolution.
type Face struct {
	Title  string  `json:"title"` // name of the conference
	Held   string  `json:"held"`  // ISO day
	Office Office  `json:"office"`
	Day    law.Day `json:"-"`
}

// Item is one point of a resolution.
type Item struct {
	ID       string
	Position int
	Part     string // of Parts
	Text     string
	Owner    string // who answers for it; may be empty
	Due      law.Day
	Measure  string // by which it is seen to be done: "200.000 lượt"
}

// Parts are the parts of a resolution in their order.
func Parts() []string { return []string{"evaluation", "targets", "tasks", "responsibilities"} }

// keys: resolution.parts.*

// Begin drafts the resolution of a conference from its record and answers its
// id. When there is one already nothing changes.
func Begin(tx *store.Tx, conferenceID string, office Office) (string, error) {
	if err := tx.Who.Need(access.Record); err != nil {
		return "", err
	}
	rec, err := read(tx, conferenceID, office)
	if err != nil {
		return "", err
	}
	had, err := rowOf(tx, conferenceID)
	if !fault.Is(err, fault.Missing) {
		return had.ID, err
	}
	facts, err := conference.Facts(tx, conferenceID)
	if err != nil {
		return "", err
	}
	r := Resolution{ID: rand.Text(), Conference: conferenceID, State: Draft}
	if err := insertResolution(tx, r); err != nil {
		return "", err
	}
	for n, i := range rec.proposed(facts) {
		i.ID, i.Position = rand.Text(), n+1
		if err := insertItem(tx, r.ID, i); err != nil {
			return "", err
		}
	}
	return r.ID, wrote(tx, r, "resolution.draft", rec.conf.Name)
}

// Find reads the resolution of a conference; what is not frozen yet is made
// from the record of this moment. A draft is for the house; who attends may
// read what was adopted. None is Missing with the key resolution.none.
func Find(tx *store.Tx, conferenceID string, office Office) (Resolution, error) {
	if err := tx.Who.Need(access.Attend); err != nil {
		return Resolution{}, err
	}
	if _, err := conference.Find(tx, conferenceID); err != nil {
		return Resolution{}, err
	}
	r, err := rowOf(tx, conferenceID)
	if fault.Is(err, fault.Missing) || err == nil && r.State == Draft && !tx.Who.May(access.SeeWork) {
		err = fault.New(fault.Missing, "resolution.none")
	}
	if err != nil {
		return Resolution{}, err
	}
	if r.Items, err = itemsOf(tx, r.ID); err != nil || r.State == Adopted {
		return r, err
	}
	return r, r.fill(tx, office)
}

// fill makes from the record what nobody wrote.
func (r *Resolution) fill(tx *store.Tx, office Office) error {
	rec, err := read(tx, r.Conference, office)
	if err != nil {
		return err
	}
	if !r.OwnBases {
		if r.Bases, err = rec.bases(tx); err != nil {
			return err
		}
	}
	if !r.OwnOpening {
		r.Opening = rec.preamble()
	}
	r.Face = Face{Title: rec.conf.Name, Held: rec.conf.HeldOn.String(), Office: rec.office, Day: rec.conf.HeldOn}
	r.Symbol, r.Dated, r.Passed = rec.symbol(register.Short(kind())), rec.conf.HeldOn, nil
	for _, b := range rec.ballots {
		if b.State == "closed" && b.Passed && b.ID != r.Ballot {
			r.Passed = append(r.Passed, PassedLine(b))
		}
	}
	return nil
}

// kind is the name of the kind of paper in the register.
func kind() string { return vi().T("resolution.kind") }

// Text is what the secretary writes around the items; what is empty is made
// from the record again.
type Text struct {
	Bases   string // one a line
	Opening string
}

const longestText = 5000 // characters

// AmendText keeps the grounds and the opening as written, where they are not
// just what the record says.
func AmendText(tx *store.Tx, id string, t Text) error {
	r, err := draft(tx, id)
	if err != nil {
		return err
	}
	t.Bases, t.Opening = lines(t.Bases), lines(t.Opening)
	var f fault.Form
	f.Check(len([]rune(t.Bases)) <= longestText, "bases", "fault.long", longestText)
	f.Check(len([]rune(t.Opening)) <= longestText, "opening", "fault.long", longestText)
	if err := f.Err(); err != nil {
		return err
	}
	made := Resolution{Conference: r.Conference}
	if err := made.fill(tx, Office{}); err != nil {
		return err
	}
	if t.Bases == strings.Join(made.Bases, "\n") {
		t.Bases = ""
	}
	if t.Opening == made.Opening {
		t.Opening = ""
	}
	if err := updateText(tx, id, t); err != nil {
		return err
	}
	return wrote(tx, r, "resolution.text", t.Bases+"\n"+t.Opening)
}

func lines(s string) string { return paragraphs(strings.Split(s, "\n")) }

// AddItem puts a point at the end of its part and answers its id.
func AddItem(tx *store.Tx, resolution string, i Item) (string, error) {
	r, err := draft(tx, resolution)
	if err != nil {
		return "", err
	}
	if err := i.tidy(); err != nil {
		return "", err
	}
	had, err := itemsOf(tx, r.ID)
	if err != nil {
		return "", err
	}
	i.ID, i.Position = rand.Text(), len(had)+1
	if err := insertItem(tx, r.ID, i); err != nil {
		return "", err
	}
	return i.ID, wrote(tx, r, "resolution.item.add", i.Text)
}

// AmendItem mends a point; its place among those of its part stays.
func AmendItem(tx *store.Tx, resolution string, i Item) error {
	r, had, at, err := itemOf(tx, resolution, i.ID)
	if err != nil {
		return err
	}
	if err := i.tidy(); err != nil {
		return err
	}
	i.Position = had[at].Position
	if err := updateItem(tx, i); err != nil {
		return err
	}
	return wrote(tx, r, "resolution.item.amend", had[at].Text+" → "+i.Text)
}

// MoveItem moves a point by some places within its part, up with a negative
// number.
func MoveItem(tx *store.Tx, resolution, id string, by int) error {
	r, had, at, err := itemOf(tx, resolution, id)
	if err != nil {
		return err
	}
	moved := had[at]
	step := 1
	if by < 0 {
		step = -1
	}
	to := at
	for n := by; n != 0; n -= step {
		next := to + step
		for next >= 0 && next < len(had) && had[next].Part != moved.Part {
			next += step
		}
		if next < 0 || next >= len(had) {
			break
		}
		to = next
	}
	had = slices.Insert(slices.Delete(had, at, at+1), to, moved)
	if err := number(tx, had); err != nil {
		return err
	}
	return wrote(tx, r, "resolution.item.move", moved.Text)
}

// RemoveItem takes a point away.
func RemoveItem(tx *store.Tx, resolution, id string) error {
	r, had, at, err := itemOf(tx, resolution, id)
	if err != nil {
		return err
	}
	if err := deleteItem(tx, id); err != nil {
		return err
	}
	if err := number(tx, slices.Delete(slices.Clone(had), at, at+1)); err != nil {
		return err
	}
	return wrote(tx, r, "resolution.item.remove", had[at].Text)
}

// number gives items their places from 1, writing only those that moved.
func number(tx *store.Tx, items []Item) error {
	for at, i := range items {
		if i.Position == at+1 {
			continue
		}
		i.Position = at + 1
		if err := updateItem(tx, i); err != nil {
			return err
		}
	}
	return nil
}

// draft reads a resolution that may still be changed.
func draft(tx *store.Tx, id string) (Resolution, error) {
	if err := tx.Who.Need(access.Record); err != nil {
		return Resolution{}, err
	}
	r, err := oneRow(tx, id)
	if err == nil && r.State != Draft {
		err = fault.New(fault.Conflict, "resolution.frozen")
	}
	return r, err
}

func itemOf(tx *store.Tx, resolution, id string) (r Resolution, had []Item, at int, err error) {
	if r, err = draft(tx, resolution); err != nil {
		return r, nil, 0, err
	}
	if had, err = itemsOf(tx, resolution); err != nil {
		return r, nil, 0, err
	}
	at = slices.IndexFunc(had, func(i Item) bool { return i.ID == id })
	if at < 0 {
		err = fault.New(fault.Missing, "fault.missing")
	}
	return r, had, at, err
}

func (i *Item) tidy() error {
	for _, s := range []*string{&i.Text, &i.Owner, &i.Measure} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	var f fault.Form
	f.Check(i.Text != "", "text", "fault.required")
	f.Check(len([]rune(i.Text)) <= longestText, "text", "fault.long", longestText)
	f.Check(len([]rune(i.Owner)) <= 300, "owner", "fault.long", 300)
	f.Check(len([]rune(i.Measure)) <= 300, "measure", "fault.long", 300)
	f.Check(slices.Contains(Parts(), i.Part), "part", "fault.choice")
	return f.Err()
}

// wrote tells open pages and the journal.
func wrote(tx *store.Tx, r Resolution, act, detail string) error {
	tx.Announce(conference.Topic(r.Conference))
	return journal.Write(tx, act, r.ID, detail)
}

// Choices are the ballots of a conference that can adopt its resolution: won
// and closed, the one about the resolution first.
func Choices(tx *store.Tx, conferenceID string) ([]ballot.Ballot, error) {
	all, err := ballot.List(tx, conferenceID)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(b ballot.Ballot) bool { return b.State != "closed" })
	about := locale.FoldSearch(kind())
	slices.SortStableFunc(all, func(a, b ballot.Ballot) int { return rank(b, about) - rank(a, about) })
	return all, nil
}

func rank(b ballot.Ballot, about string) (n int) {
	if b.Resolution == "resolution" {
		n += 4
	}
	if strings.Contains(locale.FoldSearch(b.Question), about) {
		n += 2
	}
	if b.Passed {
		n++
	}
	return n
}
