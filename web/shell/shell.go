// Package shell is the frame of the workspace: the menu of the year, crumbs and
// title around a page of any area, and which conference a page is about. Areas
// that have pages in the workspace stand inside the same frame.
package shell

import (
	"net/http"

	"hoinghi/conference"
	"hoinghi/store"
)

// Conference is the one that a page is about: the one that the address names
// by hn, else the current one. Without any it is Missing with the key
// conference.none.
func Conference(tx *store.Tx, r *http.Request) (conference.Conference, error) {
	if id := r.FormValue("hn"); id != "" {
		return conference.Find(tx, id)
	}
	return conference.Current(tx)
}

// Of names the conference in an address: Of("/ban/khach-moi", c).
func Of(path string, c conference.Conference) string { return path + "?hn=" + c.ID }
