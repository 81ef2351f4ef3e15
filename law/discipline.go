package law

// StaffKind is how a person is employed.
type StaffKind string

// The kinds of staff.
const (
	Official       StaffKind = "can-bo"
	CivilServant   StaffKind = "cong-chuc"
	PublicEmployee StaffKind = "vien-chuc"
	Worker         StaffKind = "nguoi-lao-dong"
)

// ParseStaffKind reads a kind of staff.
func ParseStaffKind(s string) (StaffKind, error) {
	switch k := StaffKind(s); k {
	case Official, CivilServant, PublicEmployee, Worker:
		return k, nil
	}
	return "", missing(KeyPayStaff, s)
}

// Discipline is a form of discipline, lightest first: Reprimand, Warning,
// Demotion, Dismissal from a post.
type Discipline string

// The forms of discipline.
const (
	Reprimand Discipline = "khien-trach"
	Warning   Discipline = "canh-cao"
	Demotion  Discipline = "giang-chuc"
	Dismissal Discipline = "cach-chuc"
)

// Name is the form in Vietnamese; empty for text that is none.
func (d Discipline) Name() string {
	return map[Discipline]string{Reprimand: "khiển trách", Warning: "cảnh cáo", Demotion: "giáng chức", Dismissal: "cách chức"}[d]
}

// ParseDiscipline reads a form of discipline.
func ParseDiscipline(s string) (Discipline, error) {
	if d := Discipline(s); d.Name() != "" {
		return d, nil
	}
	return "", missing(KeyPayDiscipline, s)
}

// workersLikeCivil is the day from which workers are put off like civil
// servants for a reprimand (circular 03 of 2021).
var workersLikeCivil = MustDay("2021-08-15")

// Extension is the time by which discipline decided on a day puts off the raise.
func Extension(staff StaffKind, form Discipline, decided Day) (Dated[Span], error) {
	if _, err := ParseStaffKind(string(staff)); err != nil {
		return Dated[Span]{}, err
	}
	switch form {
	case Demotion, Dismissal:
		return ExtDemotion.On(decided)
	case Warning:
		return ExtWarning.On(decided)
	case Reprimand:
		if staff == PublicEmployee || staff == Worker && decided.Before(workersLikeCivil) {
			return ExtReprimandPublic.On(decided)
		}
		return ExtReprimandCivil.On(decided)
	}
	return Dated[Span]{}, missing(KeyPayDiscipline, string(form))
}
