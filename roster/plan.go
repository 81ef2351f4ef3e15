package roster

import (
	"crypto/rand"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Choices are what the user says beside the file.
type Choices struct {
	On       law.Day  // the day from which new titles are held; zero is today
	Category Category // of new people where the list has no such column
}

// Import is what a list would do to the roster.
type Import struct {
	Added, Changed, Same []Entry
	Bad                  []BadRow
	BadLines             int      // rows with at least one fault
	NewDepartments       []string // that will be opened
	On                   law.Day
}

// Entry is one row that can be read.
type Entry struct {
	Row     int
	Person  Person // as it will be; Post is the title in the list
	Union   string // title in the union
	Party   string // title in the Party
	Changes []Change
}

// Change is one fact that the list says otherwise. Old and New are as people
// read them; categories and the like are message keys.
type Change struct {
	Field    Field
	Old, New string
}

// BadRow is one cell that cannot be read, with the reason as a message key.
type BadRow struct {
	Row    int
	Column Column
	Value  string
	Key    string
	Args   []any
}

// planner holds the roster while the rows are laid beside it.
type planner struct {
	sheet   Sheet
	choices Choices
	today   law.Day
	byName  map[string][]int // index into people
	byCode  map[string]int
	people  []Person
	titles  map[string]map[Tree]string // of a person on the day
	places  map[string]Department      // by nameKey
	opening map[string]bool
	taken   map[string]int // a person's id and the row that means them
	open    map[string]int // rows of a name whose birth date no known person has, by nameKey
	out     Import
}

// Plan is the dry run: it writes nothing.
func Plan(tx *store.Tx, s Sheet, c Choices) (Import, error) {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return Import{}, err
	}
	p, err := newPlanner(tx, s, c)
	if err != nil {
		return Import{}, err
	}
	rows := p.read()
	p.markTwins(rows)
	p.countOpen(rows)
	for i := range rows {
		p.place(&rows[i])
	}
	slices.SortStableFunc(p.out.Bad, func(a, b BadRow) int { return a.Row - b.Row })
	last := 0
	for _, b := range p.out.Bad {
		if b.Row != last {
			p.out.BadLines++
		}
		last = b.Row
	}
	return p.out, nil
}

func newPlanner(tx *store.Tx, s Sheet, c Choices) (*planner, error) {
	p := &planner{sheet: s, choices: c, today: Today(tx), byName: map[string][]int{}, byCode: map[string]int{},
		titles: map[string]map[Tree]string{}, places: map[string]Department{}, opening: map[string]bool{}, taken: map[string]int{}, open: map[string]int{}}
	if p.choices.On.IsZero() {
		p.choices.On = p.today
	}
	p.out.On = p.choices.On
	var err error
	if p.people, err = people(tx, p.choices.On); err != nil {
		return nil, err
	}
	for i, x := range p.people {
		p.byName[nameKey(x.Name)] = append(p.byName[nameKey(x.Name)], i)
		if x.Code != "" {
			p.byCode[x.Code] = i
		}
	}
	departments, err := allDepartments(tx)
	if err != nil {
		return nil, err
	}
	for _, d := range departments {
		if d.Tree == Agency && d.On(p.choices.On) {
			p.places[nameKey(d.Name)] = d
		}
	}
	posts, err := allPosts(tx)
	slices.SortStableFunc(posts, precedence)
	for _, x := range posts {
		if x.On(p.choices.On) {
			if p.titles[x.Person] == nil {
				p.titles[x.Person] = map[Tree]string{}
			}
			if p.titles[x.Person][x.Tree] == "" {
				p.titles[x.Person][x.Tree] = x.Title
			}
		}
	}
	return p, err
}

// markTwins refuses rows that the list itself cannot tell apart: the same
// name without a birth date, or the same name, birth date and no other code.
func (p *planner) markTwins(rows []parsed) {
	groups := map[string][]*parsed{}
	for i := range rows {
		key := nameKey(rows[i].person.Name)
		groups[key] = append(groups[key], &rows[i])
	}
	codes := map[string]int{}
	for i := range rows {
		r := &rows[i]
		if code := r.person.Code; code != "" {
			if codes[code] > 0 {
				p.bad(r, CodeOf, "roster.bad.code", codes[code])
			}
			codes[code] = r.line
		}
		group := groups[nameKey(r.person.Name)]
		if len(group) < 2 || r.person.Name == "" {
			continue
		}
		for _, o := range group {
			switch {
			case o == r || o.person.Code != "" && r.person.Code != "" && o.person.Code != r.person.Code:
				continue
			case r.person.Born.IsZero() && r.has[BornOn] == "":
				p.bad(r, BornOn, "roster.bad.twin", r.person.Name, o.line)
			case o.line < r.line && o.person.Born == r.person.Born && !r.person.Born.IsZero():
				p.bad(r, FullName, "roster.bad.repeated", o.line)
			default:
				continue
			}
			break
		}
	}
}

// place finds whom a row means and sorts it into added, changed or same.
func (p *planner) place(r *parsed) {
	if r.faulty {
		return
	}
	at, ok := p.whom(r)
	if !ok {
		return
	}
	e := Entry{Row: r.line}
	if at < 0 {
		e.Person = p.fresh(r)
	} else {
		e.Person = p.people[at]
	}
	old := e.Person
	p.lay(r, &e)
	f := e.Person.check(p.today)
	if err := f.Err(); err != nil {
		for _, x := range fault.Of(err).Fields {
			p.bad(r, Field(x.Name), x.Key, x.Args...)
		}
		return
	}
	switch {
	case at < 0:
		e.Changes = nil
		p.out.Added = append(p.out.Added, e)
	case len(e.Changes) > 0:
		p.out.Changed = append(p.out.Changed, e)
	default:
		e.Person = old
		p.out.Same = append(p.out.Same, e)
	}
	if name := e.Person.DepartmentName; e.Person.Department == "" && name != "" && !p.opening[nameKey(name)] {
		p.opening[nameKey(name)] = true
		p.out.NewDepartments = append(p.out.NewDepartments, name)
	}
}

func (p *planner) fresh(r *parsed) Person {
	x := Person{ID: rand.Text(), Category: p.choices.Category, Status: Working}
	_, said := r.has[InUnion]
	x.UnionMember = !said // a list without the column is of an agency where all are members
	return x
}

// whom is the index of the person a row means, -1 for somebody new; ok is
// false when the row cannot say whom it means.
func (p *planner) whom(r *parsed) (at int, ok bool) {
	at = -1
	if i, known := p.byCode[r.person.Code]; known && r.person.Code != "" {
		at = i
	} else if at, ok = p.byBirth(r); !ok {
		return 0, false
	}
	if at < 0 {
		return at, true
	}
	id := p.people[at].ID
	if line := p.taken[id]; line > 0 {
		p.bad(r, FullName, "roster.bad.repeated", line)
		return 0, false
	}
	p.taken[id] = r.line
	return at, true
}

func (p *planner) countOpen(rows []parsed) {
	for _, r := range rows {
		key := nameKey(r.person.Name)
		if !slices.ContainsFunc(p.byName[key], func(i int) bool { return p.people[i].Born == r.person.Born }) {
			p.open[key]++
		}
	}
}

// byBirth looks among those of one name. Without a birth date in the row the
// name must be unique; who has no birth date yet is met by name alone.
func (p *planner) byBirth(r *parsed) (at int, ok bool) {
	var same, blank []int
	all := slices.DeleteFunc(slices.Clone(p.byName[nameKey(r.person.Name)]), func(i int) bool {
		x := p.people[i]
		return x.Code != "" && r.person.Code != "" && x.Code != r.person.Code
	})
	for _, i := range all {
		switch born := p.people[i].Born; {
		case !born.IsZero() && born == r.person.Born:
			same = append(same, i)
		case born.IsZero():
			blank = append(blank, i)
		}
	}
	switch {
	case len(all) == 0:
		return -1, true
	case len(same) == 1:
		return same[0], true
	case len(same) > 1 || r.person.Born.IsZero() && len(all) > 1:
		p.bad(r, BornOn, "roster.bad.known-twin", r.person.Name)
		return 0, false
	case r.person.Born.IsZero():
		return all[0], true
	case len(blank) == 1 && p.open[nameKey(r.person.Name)] > 1:
		p.bad(r, BornOn, "roster.bad.open-twin", r.person.Name)
		return 0, false
	case len(blank) == 1:
		return blank[0], true
	}
	return -1, true
}

// lay writes what the row says over the person and notes each change. An
// empty cell says nothing.
func (p *planner) lay(r *parsed, e *Entry) {
	x, said := &e.Person, r.person
	note := func(f Field, old, now string) bool {
		if now == "" || nameKey(old) == nameKey(now) && old != "" && f != FullName {
			return false
		}
		if old == now {
			return false
		}
		e.Changes = append(e.Changes, Change{f, old, now})
		return true
	}
	if note(FullName, x.Name, said.Name) {
		x.Name, x.Family, x.Middle, x.Given = said.Name, said.Family, said.Middle, said.Given
	}
	if note(BornOn, locale.Date(x.Born), locale.Date(said.Born)) {
		x.Born = said.Born
	}
	if note(JoinedOn, locale.Date(x.Joined), locale.Date(said.Joined)) {
		x.Joined = said.Joined
	}
	if note(CategoryOf, word("roster.category.", x.Category), word("roster.category.", said.Category)) {
		x.Category = said.Category
	}
	for _, c := range []struct {
		field    Field
		old, now *string
	}{{GradeOf, &x.Grade, &said.Grade}, {PhoneOf, &x.Phone, &said.Phone}, {EmailOf, &x.Email, &said.Email}, {CodeOf, &x.Code, &said.Code}} {
		if note(c.field, *c.old, *c.now) {
			*c.old = *c.now
		}
	}
	if note(SexOf, word("roster.sex.", x.Sex), word("roster.sex.", said.Sex)) {
		x.Sex = said.Sex
	}
	if note(Place, x.DepartmentName, said.DepartmentName) {
		x.DepartmentName = said.DepartmentName
		x.Department = p.places[nameKey(said.DepartmentName)].ID
	}
	p.layMembership(r, e, note)
	p.layTitles(r, e, note)
}

func (p *planner) layMembership(r *parsed, e *Entry, note func(Field, string, string) bool) {
	for _, m := range []struct {
		field Field
		held  *bool
		now   bool
	}{{InUnion, &e.Person.UnionMember, r.person.UnionMember}, {InParty, &e.Person.PartyMember, r.person.PartyMember}} {
		if _, said := r.has[m.field]; said && note(m.field, yesNo(*m.held), yesNo(m.now)) {
			*m.held = m.now
		}
	}
}

func (p *planner) layTitles(r *parsed, e *Entry, note func(Field, string, string) bool) {
	titles := p.titles[e.Person.ID]
	e.Person.Post, e.Union, e.Party = "", "", "" // only what changes is written
	for _, t := range []struct {
		field Field
		tree  Tree
		now   string
		to    *string
	}{{PostOf, Agency, r.person.Post, &e.Person.Post}, {UnionPost, Union, r.union, &e.Union}, {PartyPost, Party, r.party, &e.Party}} {
		if note(t.field, titles[t.tree], t.now) {
			*t.to = t.now
		}
	}
}

func word[T ~string](prefix string, v T) string {
	if v == "" {
		return ""
	}
	return prefix + string(v)
}

// keys: roster.category.* roster.sex.* roster.is.*
func yesNo(b bool) string {
	if b {
		return "roster.is.yes"
	}
	return "roster.is.no"
}

// bad notes a cell and takes its row out of the import.
func (p *planner) bad(r *parsed, f Field, key string, args ...any) {
	r.faulty = true
	b := BadRow{Row: r.line, Key: key, Args: args, Value: r.has[f]}
	i := slices.IndexFunc(p.sheet.Columns, func(c Column) bool { return c.Field == f })
	if i < 0 && f == FullName {
		i = slices.IndexFunc(p.sheet.Columns, func(c Column) bool { return c.Field == FirstNames || c.Field == GivenName })
	}
	if b.Column.Field = f; i >= 0 {
		b.Column = p.sheet.Columns[i]
	}
	if b.Value == "" && f == FullName {
		b.Value = strings.TrimSpace(r.person.Name)
	}
	p.out.Bad = append(p.out.Bad, b)
}
