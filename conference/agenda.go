package conference

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/locale"
	"hoinghi/store"
)

// EndsList is what a point of the agenda can end in.
func EndsList() []string {
	return []string{"heard", "discussed", "adopted", "voted", "elected", "signed", "announced"}
}

// DraftAgenda makes the agenda hold exactly these kinds of the catalogue,
// besides the points that are the unit's own. What is there already stays as
// it was mended; what was opened or is the unit's own is never taken away. A
// new point comes before the first one that the order of the day puts later.
func DraftAgenda(tx *store.Tx, conference string, kinds []string) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	c, err := need(tx, conference)
	if err != nil {
		return err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	items, err := allItems(tx, conference)
	if err != nil {
		return err
	}
	catalogue := Catalogue(c.HeldOn)
	for _, i := range items {
		if i.Kind != Own && i.OpenedAt.IsZero() && !slices.Contains(kinds, i.Kind) {
			if err := dropItem(tx, i.ID); err != nil {
				return err
			}
		}
	}
	if items, err = allItems(tx, conference); err != nil {
		return err
	}
	for _, k := range catalogue {
		has := slices.ContainsFunc(items, func(i Item) bool { return i.Kind == k.Kind })
		if has || !slices.Contains(kinds, k.Kind) {
			continue
		}
		i := Item{ID: rand.Text(), Conference: conference, Kind: k.Kind, Title: k.title(c), Presenter: k.presenter(org), Minutes: k.Minutes, Ends: k.Ends}
		if err := insertItem(tx, i); err != nil {
			return err
		}
		items = slices.Insert(items, place(items, catalogue, k.Kind), i)
	}
	if err := number(tx, items); err != nil {
		return err
	}
	tx.Announce(Topic(conference))
	return journal.Write(tx, "conference.agenda.draft", conference, strconv.Itoa(len(items)))
}

// place is where a kind belongs among items: before the first that comes later.
func place(items []Item, catalogue []ItemKind, kind string) int {
	rank := func(kind string) int {
		return slices.IndexFunc(catalogue, func(k ItemKind) bool { return k.Kind == kind })
	}
	for at, i := range items {
		if rank(i.Kind) > rank(kind) {
			return at
		}
	}
	return len(items)
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

// AddItem puts a point of the unit's own, or one of the catalogue, at the end
// of the agenda, or before the one whose place Position says, and answers its id.
func AddItem(tx *store.Tx, i Item) (string, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return "", err
	}
	if _, err := need(tx, i.Conference); err != nil {
		return "", err
	}
	if i.Kind == "" {
		i.Kind = Own
	}
	if err := i.tidy(); err != nil {
		return "", err
	}
	items, err := allItems(tx, i.Conference)
	if err != nil {
		return "", err
	}
	at := len(items)
	if i.Position > 0 && i.Position <= at {
		at = i.Position - 1
	}
	fresh := Item{ID: rand.Text(), Conference: i.Conference, Kind: i.Kind, Title: i.Title, PresenterID: i.PresenterID, Presenter: i.Presenter, Minutes: i.Minutes, Ends: i.Ends}
	if err := insertItem(tx, fresh); err != nil {
		return "", err
	}
	if err := number(tx, slices.Insert(items, at, fresh)); err != nil {
		return "", err
	}
	tx.Announce(Topic(i.Conference))
	return fresh.ID, journal.Write(tx, "conference.item.add", fresh.ID, fresh.Title)
}

// AmendItem mends the title, presenter, minutes and ending of a point. What
// happened to it stays.
func AmendItem(tx *store.Tx, i Item) error {
	was, err := plannedItem(tx, i.ID)
	if err != nil {
		return err
	}
	if err := i.tidy(); err != nil {
		return err
	}
	before := was.Title
	was.Title, was.PresenterID, was.Presenter, was.Minutes, was.Ends = i.Title, i.PresenterID, i.Presenter, i.Minutes, i.Ends
	if err := updateItem(tx, was); err != nil {
		return err
	}
	tx.Announce(Topic(was.Conference))
	return journal.Write(tx, "conference.item.amend", was.ID, before+" → "+was.Title)
}

// MoveItem moves a point by some places, up with a negative number.
func MoveItem(tx *store.Tx, id string, by int) error {
	i, err := plannedItem(tx, id)
	if err != nil {
		return err
	}
	items, err := allItems(tx, i.Conference)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(items, func(x Item) bool { return x.ID == id })
	to := min(max(at+by, 0), len(items)-1)
	if to == at {
		return nil
	}
	items = slices.Insert(slices.Delete(items, at, at+1), to, i)
	if err := number(tx, items); err != nil {
		return err
	}
	tx.Announce(Topic(i.Conference))
	return journal.Write(tx, "conference.item.move", id, fmt.Sprintf("%d → %d", at+1, to+1))
}

// RemoveItem takes a point away that was never opened; its papers stay with
// the conference.
func RemoveItem(tx *store.Tx, id string) error {
	i, err := plannedItem(tx, id)
	if err != nil {
		return err
	}
	if !i.OpenedAt.IsZero() {
		return fault.New(fault.Conflict, "conference.item.opened")
	}
	if err := dropItem(tx, id); err != nil {
		return err
	}
	items, err := allItems(tx, i.Conference)
	if err != nil {
		return err
	}
	if err := number(tx, items); err != nil {
		return err
	}
	tx.Announce(Topic(i.Conference))
	return journal.Write(tx, "conference.item.remove", id, i.Title)
}

func dropItem(tx *store.Tx, id string) error {
	if err := loosenPapers(tx, id); err != nil {
		return err
	}
	return deleteItem(tx, id)
}

// Agenda reads the points in their order.
func Agenda(tx *store.Tx, conference string) ([]Item, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	return allItems(tx, conference)
}

// FindItem reads one point of an agenda.
func FindItem(tx *store.Tx, id string) (Item, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return Item{}, err
	}
	return oneItem(tx, id)
}

func plannedItem(tx *store.Tx, id string) (Item, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Item{}, err
	}
	i, err := oneItem(tx, id)
	if err != nil {
		return i, err
	}
	_, err = need(tx, i.Conference)
	return i, err
}

const longestItem = 600 // minutes

func (i *Item) tidy() error {
	i.Title, i.Presenter = strings.Join(strings.Fields(i.Title), " "), strings.Join(strings.Fields(i.Presenter), " ")
	var f fault.Form
	f.Check(i.Title != "", "title", "fault.required")
	f.Check(len([]rune(i.Title)) <= longestTitle, "title", "fault.long", longestTitle)
	f.Check(i.Minutes >= 0 && i.Minutes <= longestItem, "minutes", "conference.item.minutes")
	f.Check(slices.Contains(EndsList(), i.Ends), "ends", "fault.choice")
	return f.Err()
}

// Clocks are the planned times of day at which points begin, as 08:30; all
// empty when the conference has no hour.
func Clocks(c Conference, items []Item) []string {
	out := make([]string, len(items))
	h, m, ok := strings.Cut(c.StartsAt, ":")
	hour, err := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	if !ok || err != nil || err2 != nil {
		return out
	}
	at := hour*60 + minute
	for n, i := range items {
		out[n] = fmt.Sprintf("%02d:%02d", at/60%24, at%60)
		at += i.Minutes
	}
	return out
}

// title writes the title of a catalogue kind for a conference, in Vietnamese:
// it is printed in documents.
func (k ItemKind) title(c Conference) string { return k.TitleFor(locale.In("vi"), c) }

// TitleFor is the title of a kind with the years of a conference, in a
// reader's language.
func (k ItemKind) TitleFor(w *locale.Words, c Conference) string {
	years := TitleParts{School: c.Period == "school"}
	return strings.NewReplacer("{review}", years.year(c.ReviewYear), "{plan}", years.year(c.PlanYear)).Replace(w.T(k.Title))
}

func (k ItemKind) presenter(org account.Org) string {
	switch {
	case k.By == "head":
		return org.HeadTitle
	case k.By == "partner":
		return org.PartnerName
	case k.By == "":
		return ""
	}
	// keys: conference.by.*
	return locale.In("vi").T("conference.by." + k.By)
}
