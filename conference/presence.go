package conference

import (
	"hoinghi/access"
	"hoinghi/store"
)

// Presence tells of everybody convened, by person, whether they are in the
// hall: one question for a page that a whole hall has open.
func Presence(tx *store.Tx, conference string) (map[string]bool, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return presenceOf(tx, conference)
}
