package kit

import (
	"strconv"

	"hoinghi/locale"
)

// keys: resolution.standing.*

// The looks of where something to be done stands: the kind of its State and its
// shade in a picture. A word that is in neither has the plain ones.
var (
	standingKinds  = map[string]string{"done": "done", "doing": "now", "overdue": "bad", "dropped": "empty"}
	standingShades = map[string]string{"done": "yes", "doing": "else", "waiting": "pale", "overdue": "no"}
)

// CourseOpts is how many of the things to be done stand where.
type CourseOpts struct {
	Title string
	Order []string // the words, in the order in which they are shown
	Count map[string]int64
}

func (o CourseOpts) data(w *locale.Words) (out []Datum) {
	for _, s := range o.Order {
		out = append(out, Datum{Label: w.T("resolution.standing." + s), Value: o.Count[s], Class: standingShades[s]})
	}
	return out
}

// middle is how many of all are done.
func (o CourseOpts) middle() string {
	all := int64(0)
	for _, n := range o.Count {
		all += n
	}
	return strconv.FormatInt(o.Count["done"], 10) + "/" + strconv.FormatInt(all, 10)
}
