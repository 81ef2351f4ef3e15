package press

import (
	"net/http"

	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// draftArticle writes a draft from the record of the conference and opens it
// in the editor, where a person reads it before the public does.
func draftArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return "", err
		}
		text, _, err := portal.Draft(tx, c.ID)
		if err != nil {
			return "", err
		}
		a, err := portal.Begin(tx, text)
		return v.Path("/ban/tin-bai/", a.ID), err
	})
}
