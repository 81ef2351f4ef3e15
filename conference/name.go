package conference

import (
	"slices"
	"strconv"
	"strings"

	"hoinghi/account"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
)

// TitleParts is what the name of a conference is made of.
type TitleParts struct {
	Track      string   // staff or joint
	Categories []string // codes of the staff present, as roster.Category; their order does not matter
	OrgName    string   // empty: not in the name
	YearName   string   // review, plan or both
	ReviewYear int
	PlanYear   int
	School     bool // working years are school years
	Delegates  bool // a conference of delegates
	And        bool // "A B và C" instead of "A, B, C"
	Capital    bool // the staff with a capital letter
}

// keys: conference.title.*

// word is a word of a name. It is Vietnamese in every language of the
// product, for the name of a conference is a proper name.
func word(key string, args ...any) string { return locale.In("vi").T("conference.title."+key, args...) }

// Title makes the name of a conference from its parts, in sentence case;
// locale.Upper makes the one for a heading.
func Title(t TitleParts) string {
	words := []string{word("conference")}
	if t.Delegates {
		words = append(words, word("delegates"))
	}
	if t.Track == Joint {
		words = append(words, word("joint"))
	} else {
		words = append(words, t.staff())
	}
	if t.OrgName != "" {
		words = append(words, t.OrgName)
	}
	return strings.Join(append(words, t.years()), " ")
}

func (t TitleParts) staff() string {
	var list []string
	for _, c := range roster.Categories() {
		if slices.Contains(t.Categories, string(c)) {
			list = append(list, word(string(c)))
		}
	}
	s := strings.Join(list, ", ")
	if last := len(list) - 1; t.And && last > 0 {
		s = strings.Join(list[:last], " ") + " " + word("and") + " " + list[last]
	}
	if t.Capital && s != "" {
		r := []rune(s)
		s = strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	return s
}

func (t TitleParts) years() string {
	switch t.YearName {
	case "plan":
		return t.year(t.PlanYear)
	case "both":
		return t.year(t.ReviewYear) + word("tasks") + " " + t.year(t.PlanYear)
	}
	return t.year(t.ReviewYear)
}

func (t TitleParts) year(y int) string {
	if t.School {
		return word("school", strconv.Itoa(y)+"-"+strconv.Itoa(y+1))
	}
	return word("year", strconv.Itoa(y))
}

// NameStyles are the words of Conference.NameStyle: the name carries the
// unit's name, joins with "và", begins the staff with a capital.
func NameStyles() []string { return []string{"org", "and", "capital"} }

// NameOf is the name that a conference has by its facts and the staff of its
// day; where no staff is known, by what the kind of unit usually has.
func NameOf(tx *store.Tx, c Conference) (string, error) {
	org, err := account.FindOrg(tx)
	if err != nil {
		return "", err
	}
	staff, err := roster.StaffOn(tx, c.HeldOn)
	if err != nil {
		return "", err
	}
	style := strings.Fields(c.NameStyle)
	t := TitleParts{Track: c.Track, YearName: c.YearName, ReviewYear: c.ReviewYear, PlanYear: c.PlanYear, School: c.Period == "school",
		Delegates: c.Form == "delegates", And: slices.Contains(style, "and"), Capital: slices.Contains(style, "capital"), Categories: CategoriesOf(staff)}
	if slices.Contains(style, "org") {
		t.OrgName = org.Name
	}
	if len(t.Categories) == 0 {
		t.Categories = usual(org)
	}
	return Title(t), nil
}

// CategoriesOf are the categories that occur among people.
func CategoriesOf(people []roster.Person) []string {
	var list []string
	for _, c := range roster.Categories() {
		if slices.ContainsFunc(people, func(p roster.Person) bool { return p.Category == c }) {
			list = append(list, string(c))
		}
	}
	return list
}

func usual(org account.Org) []string {
	main := roster.CivilServant
	if law.UnitKind(org.Kind) == law.PublicService {
		main = roster.PublicEmployee
	}
	return []string{string(main), string(roster.Worker)}
}
