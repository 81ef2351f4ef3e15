package kit

import (
	"errors"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"hoinghi/live"
)

// Scene reads a page and says which topics what it now shows depends on.
type Scene func() (templ.Component, []live.Topic, error)

var errElsewhere = errors.New("the page shows something with other topics")

// Follow is Stream for a page whose topics change with what it shows: it goes
// on with the topics of the new scene in the same connection.
func (v *Visit) Follow(w http.ResponseWriter, r *http.Request, read Scene) error {
	_, topics, err := read()
	for first := true; err == nil; first = false {
		next := topics
		end := v.Stream(w, r, topics, func() (templ.Component, error) {
			parts, now, err := read()
			if err == nil && !slices.Equal(now, topics) {
				next, err = now, errElsewhere
			}
			return parts, err
		})
		if slices.Equal(next, topics) {
			if !first && end != nil {
				return nil // the page comes back and is answered in full
			}
			return end
		}
		topics = next
	}
	return err
}
