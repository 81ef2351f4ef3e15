// Package roster keeps the people of an agency: who belongs to which
// department, with which posts, and in what status on a day.
//
// Every question is asked for a day. A period runs from its first day to the
// first day after it; an empty first day is "since before the record", an
// empty second one "still". Names sort the Vietnamese way. A list of an
// office is imported whole or not at all, after a dry run that names each
// row that cannot be read.
package roster

import (
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Category is the kind of staff, as the law names it.
type Category string

// The categories (Luật Cán bộ, công chức 80/2025/QH15; Luật Viên chức
// 58/2010/QH12; người lao động under contract: Nghị định 111/2022/NĐ-CP).
const (
	Official       Category = "can-bo"
	CivilServant   Category = "cong-chuc"
	PublicEmployee Category = "vien-chuc"
	Worker         Category = "nguoi-lao-dong"
)

// Categories lists them in the order in which documents name them.
func Categories() []Category { return []Category{Official, CivilServant, PublicEmployee, Worker} }

// Tree is the organisation in which a post or a body stands.
type Tree string

// The trees.
const (
	Agency Tree = "agency"
	Union  Tree = "union"
	Party  Tree = "party"
)

// Trees lists them in the order in which titles are printed.
func Trees() []Tree { return []Tree{Agency, Party, Union} }

// Statuses of a person on a day.
const (
	Working  = "working"
	Leave    = "leave"
	Seconded = "seconded"
)

// Person is one of the staff. Department and the facts are those of now; Post
// and Status are those of the day that was asked for.
type Person struct {
	ID, Name, Family, Middle, Given string // Name is the parts joined

	Born           law.Day
	Sex            string // nam, nu or empty
	Category       Category
	Department     string // id, of the agency tree
	DepartmentName string // read only
	Grade          string // ngạch, chức danh nghề nghiệp
	Post           string // read only: the title of highest precedence
	UnionMember    bool
	PartyMember    bool
	Joined, Left   law.Day // Left is the first day on which the person is gone
	Status         string  // read only: working, leave or seconded
	Phone, Email   string
	Code           string // of the office's own books; unique when given
}

// On reports whether the person belongs to the staff on a day.
func (p Person) On(day law.Day) bool { return within(p.Joined, p.Left, day) }

func within(from, to, day law.Day) bool {
	return !day.Before(from) && (to.IsZero() || day.Before(to))
}

// Today is the day of a transaction where the agency is.
func Today(tx *store.Tx) law.Day { return law.DayOf(tx.Now.In(locale.Zone)) }

// Find reads one person, with the post and status of today.
func Find(tx *store.Tx, id string) (Person, error) {
	if err := tx.Who.Need(access.SeeStaff); err != nil {
		return Person{}, err
	}
	return find(tx, id)
}

func find(tx *store.Tx, id string) (Person, error) {
	p, err := onePerson(tx, id)
	if err != nil {
		return Person{}, err
	}
	posts, err := postsOf(tx, id)
	if err != nil {
		return Person{}, err
	}
	spells, err := spellsOf(tx, id)
	today := Today(tx)
	p.Post, p.Status = mainPost(posts, today), statusOn(spells, today)
	return p, err
}

// ListPeople reads everybody ever hired, also those who left, in the order of
// names, with the posts and statuses of today.
func ListPeople(tx *store.Tx) ([]Person, error) {
	if err := tx.Who.Need(access.SeeStaff); err != nil {
		return nil, err
	}
	return people(tx, Today(tx))
}

// StaffOn reads who belongs to the staff on a day, also those on leave, in the
// order of names.
func StaffOn(tx *store.Tx, on law.Day) ([]Person, error) {
	if err := tx.Who.Need(access.SeeStaff); err != nil {
		return nil, err
	}
	all, err := people(tx, on)
	return slices.DeleteFunc(all, func(p Person) bool { return !p.On(on) }), err
}

// people reads all with four statements, however many they are.
func people(tx *store.Tx, on law.Day) ([]Person, error) {
	all, err := allPeople(tx)
	if err != nil {
		return nil, err
	}
	posts, err := allPosts(tx)
	if err != nil {
		return nil, err
	}
	spells, err := allSpells(tx)
	if err != nil {
		return nil, err
	}
	postsBy, spellsBy := map[string][]Post{}, map[string][]Spell{}
	for _, p := range posts {
		postsBy[p.Person] = append(postsBy[p.Person], p)
	}
	for _, s := range spells {
		spellsBy[s.Person] = append(spellsBy[s.Person], s)
	}
	for i := range all {
		p := &all[i]
		p.Post, p.Status = mainPost(postsBy[p.ID], on), statusOn(spellsBy[p.ID], on)
	}
	return all, nil
}

// Search keeps those whose name, department, post, grade or code holds every
// word, with or without diacritics.
func Search(all []Person, words string) []Person {
	wanted := strings.Fields(locale.FoldSearch(words))
	if len(wanted) == 0 {
		return all
	}
	var out []Person
	for _, p := range all {
		text := locale.FoldSearch(strings.Join([]string{p.Name, p.DepartmentName, p.Post, p.Grade, p.Code}, " | "))
		if !slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) }) {
			out = append(out, p)
		}
	}
	return out
}

// MembersOf reads who belongs to a department or body on a day: by their
// place, or by a post in it. A department counts its own sections too. So
// "Ban Giám đốc" stands for those who direct on that day.
func MembersOf(tx *store.Tx, department string, on law.Day) ([]Person, error) {
	staff, err := StaffOn(tx, on)
	if err != nil {
		return nil, err
	}
	all, err := allDepartments(tx)
	if err != nil {
		return nil, err
	}
	inside := below(all, department)
	if len(inside) == 0 {
		return nil, fault.New(fault.Missing, "fault.missing")
	}
	posts, err := allPosts(tx)
	if err != nil {
		return nil, err
	}
	held := map[string]bool{}
	for _, p := range posts {
		held[p.Person] = held[p.Person] || inside[p.Department] && p.On(on)
	}
	return slices.DeleteFunc(staff, func(p Person) bool { return !inside[p.Department] && !held[p.ID] }), nil
}
