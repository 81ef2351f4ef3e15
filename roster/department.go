package roster

import (
	"cmp"
	"crypto/rand"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Department is a part of the agency, or a body: Kind is department, board
// (Ban Giám đốc) or committee (Ban Chấp hành Công đoàn).
type Department struct {
	ID, Parent, Name string
	Tree             Tree
	Position         int // among those of one parent
	Kind             string
	From, To         law.Day
}

// On reports whether the department exists on a day.
func (d Department) On(day law.Day) bool { return within(d.From, d.To, day) }

// Kinds of departments.
const (
	Plain     = "department"
	Board     = "board"
	Committee = "committee"
)

// Kinds lists the kinds of departments.
func Kinds() []string { return []string{Plain, Board, Committee} }

// Departments reads those that exist on a day, each parent before its
// children, boards before departments; the zero day reads all.
func Departments(tx *store.Tx, on law.Day) ([]Department, error) {
	if err := tx.Who.Need(access.SeeStaff); err != nil {
		return nil, err
	}
	all, err := allDepartments(tx)
	if err != nil {
		return nil, err
	}
	if !on.IsZero() {
		all = slices.DeleteFunc(all, func(d Department) bool { return !d.On(on) })
	}
	return inTree(all), nil
}

// AddDepartment opens a department and answers its id. Its parent is of the
// same tree; no two open ones of one tree have the same name.
func AddDepartment(tx *store.Tx, d Department) (string, error) {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return "", err
	}
	d.ID = rand.Text()
	all, err := allDepartments(tx)
	if err != nil {
		return "", err
	}
	if err := checkDepartment(all, &d); err != nil {
		return "", err
	}
	if d.Position == 0 {
		d.Position = 1 + len(all)
	}
	if err := putDepartments(tx, []Department{d}); err != nil {
		return "", err
	}
	return d.ID, journal.Write(tx, "roster.department.add", d.ID, d.Name)
}

// AmendDepartment renames or moves a department.
func AmendDepartment(tx *store.Tx, d Department) error {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	was, err := oneDepartment(tx, d.ID)
	if err != nil {
		return err
	}
	all, err := allDepartments(tx)
	if err != nil {
		return err
	}
	if err := checkDepartment(all, &d); err != nil {
		return err
	}
	if d.Position == 0 {
		d.Position = was.Position
	}
	if err := putDepartments(tx, []Department{d}); err != nil {
		return err
	}
	return journal.Write(tx, "roster.department.amend", d.ID, was.Name+" → "+d.Name)
}

// CloseDepartment ends a department from a day on. One that still has people
// or open sections on that day is refused.
func CloseDepartment(tx *store.Tx, id string, on law.Day) error {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	d, err := oneDepartment(tx, id)
	if err != nil {
		return err
	}
	staff, err := people(tx, on)
	if err != nil {
		return err
	}
	here := 0
	for _, p := range staff {
		if p.Department == id && p.On(on) {
			here++
		}
	}
	all, err := allDepartments(tx)
	if err != nil {
		return err
	}
	children := slices.ContainsFunc(all, func(c Department) bool { return c.Parent == id && c.On(on) })
	var f fault.Form
	f.Check(!on.IsZero() && d.From.Before(on), "to", "roster.period")
	f.Check(here == 0, "to", "roster.department.people", here)
	f.Check(!children, "to", "roster.department.children")
	if err := f.Err(); err != nil {
		return err
	}
	d.To = on
	if err := putDepartments(tx, []Department{d}); err != nil {
		return err
	}
	return journal.Write(tx, "roster.department.close", id, d.Name)
}

func checkDepartment(all []Department, d *Department) error {
	d.Name = tidy(d.Name)
	if d.Kind == "" {
		d.Kind = Plain
	}
	var parent Department
	for _, x := range all {
		if x.ID == d.Parent && d.Parent != "" {
			parent = x
		}
	}
	if d.Parent != "" && parent.ID == "" {
		return fault.New(fault.Missing, "fault.missing")
	}
	if d.Tree == "" {
		d.Tree = cmp.Or(parent.Tree, Agency)
	}
	twin := slices.ContainsFunc(all, func(x Department) bool {
		return x.ID != d.ID && x.Tree == d.Tree && x.To.IsZero() && d.To.IsZero() && nameKey(x.Name) == nameKey(d.Name)
	})
	var f fault.Form
	f.Check(d.Name != "", "name", "fault.required")
	f.Check(!twin, "name", "roster.department.twin", d.Name)
	f.Check(slices.Contains(Trees(), d.Tree), "tree", "fault.required")
	f.Check(slices.Contains(Kinds(), d.Kind), "kind", "fault.required")
	f.Check(parent.ID == "" || parent.Tree == d.Tree, "parent", "roster.department.tree")
	f.Check(!lies(all, d.ID, d.Parent), "parent", "roster.department.circle")
	f.Check(d.To.IsZero() || d.From.Before(d.To), "to", "roster.period")
	return f.Err()
}

// lies reports whether a department lies at or below another.
func lies(all []Department, top, id string) bool {
	parents := map[string]string{}
	for _, d := range all {
		parents[d.ID] = d.Parent
	}
	for range len(all) + 1 {
		if id == "" || id == top {
			break
		}
		id = parents[id]
	}
	return id != "" && id == top
}

// below are a department and, when it is no board or committee, its sections.
func below(all []Department, id string) map[string]bool {
	inside := map[string]bool{}
	for _, d := range all {
		if d.ID == id || d.Kind == Plain && lies(all, id, d.ID) {
			inside[d.ID] = true
		}
	}
	if !inside[id] {
		return nil
	}
	return inside
}

// inTree puts parents before children; a child whose parent is not there
// stands as a root.
func inTree(all []Department) []Department {
	known := map[string]bool{}
	for _, d := range all {
		known[d.ID] = true
	}
	by := map[string][]Department{}
	for _, d := range all {
		parent := d.Parent
		if !known[parent] {
			parent = ""
		}
		by[parent] = append(by[parent], d)
	}
	out := make([]Department, 0, len(all))
	var walk func(string)
	walk = func(parent string) {
		list := by[parent]
		slices.SortStableFunc(list, func(a, b Department) int {
			return cmp.Or(slices.Index(Trees(), a.Tree)-slices.Index(Trees(), b.Tree), weight(a)-weight(b),
				a.Position-b.Position, strings.Compare(a.Name, b.Name))
		})
		for _, d := range list {
			out = append(out, d)
			walk(d.ID)
		}
	}
	walk("")
	return out
}

func weight(d Department) int { return -slices.Index([]string{Plain, Committee, Board}, d.Kind) }

// boards are the beginnings of names, without marks, of bodies that direct.
var boards = []string{"ban giam doc", "ban giam hieu", "ban lanh dao", "ban tong giam doc", "lanh dao", "thuong truc", "hoi dong"}

func kindOf(name string) string {
	folded := locale.FoldSearch(name)
	for _, b := range boards {
		if strings.HasPrefix(folded, b) {
			return Board
		}
	}
	if strings.HasPrefix(folded, "ban chap hanh") {
		return Committee
	}
	return Plain
}
