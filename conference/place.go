package conference

import (
	"strings"

	"hoinghi/locale"
)

// Place is a person's post and department in one line, the department only where
// the post does not name it.
func (a Attendee) Place() string {
	switch {
	case a.Post == "":
		return a.Department
	case a.Department == "" || strings.Contains(locale.Fold(a.Post), locale.Fold(a.Department)):
		return a.Post
	}
	return a.Post + ", " + a.Department
}

// Rooms parts people by department, each in the order of the list.
func Rooms(list []Attendee) (names []string, by map[string][]Attendee) {
	by = map[string][]Attendee{}
	for _, a := range list {
		if _, had := by[a.Department]; !had {
			names = append(names, a.Department)
		}
		by[a.Department] = append(by[a.Department], a)
	}
	return names, by
}
