package desk

import (
	"net/http"

	"hoinghi/conference"
	"hoinghi/store"
)

// theConference is the one that a page is about: the one that the address
// names by hn, else the current one. Without any it is Missing with the key
// conference.none.
func theConference(tx *store.Tx, r *http.Request) (conference.Conference, error) {
	if id := r.FormValue("hn"); id != "" {
		return conference.Find(tx, id)
	}
	return conference.Current(tx)
}

// of names the conference in an address: of("/ban/khach-moi", c).
func of(path string, c conference.Conference) string { return path + "?hn=" + c.ID }
