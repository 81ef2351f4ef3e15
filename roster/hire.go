package roster

import (
	"crypto/rand"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Hire takes a person into the staff and answers the id. Name decides over
// its parts; Post, Status and DepartmentName are not read.
func Hire(tx *store.Tx, p Person) (id string, err error) {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return "", err
	}
	p.ID = rand.Text()
	if err := keep(tx, p); err != nil {
		return "", err
	}
	return p.ID, journal.Write(tx, "roster.hire", p.ID, p.Name)
}

// Amend writes the facts of a person anew.
func Amend(tx *store.Tx, p Person) error {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	if _, err := onePerson(tx, p.ID); err != nil {
		return err
	}
	if err := keep(tx, p); err != nil {
		return err
	}
	return journal.Write(tx, "roster.amend", p.ID, p.Name)
}

func keep(tx *store.Tx, p Person) error {
	if p.Department != "" {
		if _, err := oneDepartment(tx, p.Department); err != nil {
			return err
		}
	}
	p.named()
	f := p.check(Today(tx))
	if p.Code != "" {
		other, err := byCode(tx, p.Code)
		if err != nil {
			return err
		}
		f.Check(len(other) == 0 || other[0] == p.ID, "code", "roster.code.taken", p.Code)
	}
	if err := f.Err(); err != nil {
		return err
	}
	return putPeople(tx, []Person{p})
}

// Dismiss ends a person's place and posts: on is the first day without them.
func Dismiss(tx *store.Tx, person string, on law.Day) error {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	p, err := onePerson(tx, person)
	if err != nil {
		return err
	}
	var f fault.Form
	f.Check(!on.IsZero() && p.Joined.Before(on), "left", "roster.period")
	if err := f.Err(); err != nil {
		return err
	}
	p.Left = on
	if err := putPeople(tx, []Person{p}); err != nil {
		return err
	}
	if err := endPosts(tx, person, on); err != nil {
		return err
	}
	return journal.Write(tx, "roster.dismiss", person, p.Name+" "+on.String())
}

// named sets the parts by the name, or the name by the parts when it is empty.
func (p *Person) named() {
	if p.Name == "" {
		p.Name = locale.Name{Family: p.Family, Middle: p.Middle, Given: p.Given}.Full()
	}
	n := locale.Name{Family: tidy(p.Family), Middle: tidy(p.Middle), Given: tidy(p.Given)}
	if n.Full() != tidy(p.Name) {
		n = locale.SplitName(p.Name)
	}
	p.Family, p.Middle, p.Given, p.Name = n.Family, n.Middle, n.Given, norm.NFC.String(n.Full())
	p.Grade, p.Code, p.Email = tidy(p.Grade), tidy(p.Code), strings.TrimSpace(p.Email)
	p.Phone = tidy(p.Phone)
}

const longest = 120 // characters of a name or title

// check gathers what is wrong with the facts of a person on a day.
func (p *Person) check(today law.Day) *fault.Form {
	var f fault.Form
	if f.Check(p.Name != "", "name", "fault.required") {
		f.Check(utf8.RuneCountInString(p.Name) <= longest && !strings.ContainsFunc(p.Name, noName), "name", "roster.name.form")
	}
	f.Check(p.Born.IsZero() || p.Born.Year >= 1900 && !today.Before(p.Born.AddMonths(15*12)), "born", "roster.born.age")
	f.Check(slices.Contains([]string{"", "nam", "nu"}, p.Sex), "sex", "roster.sex")
	f.Check(slices.Contains(Categories(), p.Category), "category", "roster.category")
	f.Check(p.Joined.IsZero() || p.Born.IsZero() || p.Born.Before(p.Joined), "joined", "roster.joined.born")
	f.Check(p.Left.IsZero() || p.Joined.Before(p.Left), "left", "roster.period")
	at := strings.IndexByte(p.Email, '@')
	f.Check(p.Email == "" || at > 0 && strings.IndexByte(p.Email[at:], '.') > 1 && !strings.ContainsAny(p.Email, " ,;"), "email", "roster.email")
	f.Check(p.Phone == "" || validPhone(p.Phone), "phone", "roster.phone")
	return &f
}

func noName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(" .'’-", r)
}

func validPhone(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune("+.-() /;,", r):
			return false
		}
	}
	return digits >= 8 && digits <= 30
}

// nameKey is the same for spellings of one name: capitals and the place of
// the tone mark (Hoà, Hòa) do not matter, tones and hats do.
func nameKey(name string) string {
	words := strings.Fields(norm.NFD.String(strings.ToLower(name)))
	for i, w := range words {
		var base, tones strings.Builder
		for _, r := range w {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", r) {
				tones.WriteRune(r)
			} else {
				base.WriteRune(r)
			}
		}
		words[i] = base.String() + tones.String()
	}
	return strings.Join(words, " ")
}

// Spell is a time in which a person is on leave or seconded.
type Spell struct {
	ID, Person, Status string
	From, To           law.Day // To is the first day back; zero when open
	Reason             string
}

// SetStatus notes that a person is on leave or seconded from a day to the
// first day back; working ends what lasts on the first of the two days.
func SetStatus(tx *store.Tx, s Spell) error {
	s.Reason = tidy(s.Reason)
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	if _, err := onePerson(tx, s.Person); err != nil {
		return err
	}
	var f fault.Form
	f.Check(slices.Contains([]string{Working, Leave, Seconded}, s.Status), "status", "fault.required")
	f.Check(!s.From.IsZero(), "from", "fault.required")
	f.Check(s.To.IsZero() || s.From.Before(s.To), "to", "roster.period")
	if err := f.Err(); err != nil {
		return err
	}
	if err := endSpells(tx, s.Person, s.From); err != nil {
		return err
	}
	if s.Status != Working {
		s.ID = rand.Text()
		if err := insertSpell(tx, s); err != nil {
			return err
		}
	}
	return journal.Write(tx, "roster.status", s.Person, s.Status+" "+s.From.String()+" "+s.To.String())
}

// StatusOn says what a person is on a day.
func StatusOn(tx *store.Tx, person string, on law.Day) (string, error) {
	all, err := Statuses(tx, person)
	if err != nil {
		return "", err
	}
	return statusOn(all, on), nil
}

// Statuses reads the times of leave and secondment, the newest first.
func Statuses(tx *store.Tx, person string) ([]Spell, error) {
	if err := tx.Who.Need(access.SeeStaff); err != nil {
		return nil, err
	}
	if _, err := onePerson(tx, person); err != nil {
		return nil, err
	}
	return spellsOf(tx, person)
}

// statusOn takes the spell that began last.
func statusOn(spells []Spell, on law.Day) string {
	var best Spell
	for _, s := range spells {
		if within(s.From, s.To, on) && (best.ID == "" || best.From.Before(s.From)) {
			best = s
		}
	}
	if best.ID == "" {
		return Working
	}
	return best.Status
}
