package conference

import "hoinghi/store"

func presenceOf(tx *store.Tx, conference string) (map[string]bool, error) {
	type line struct {
		person        string
		arrived, left int64
	}
	lines, err := store.Rows(tx, func(l *line) []any { return []any{&l.person, &l.arrived, &l.left} },
		`SELECT person_id, arrived_at, left_at FROM conference_convened WHERE org_id = $1 AND conference_id = $2`, conference)
	here := make(map[string]bool, len(lines))
	for _, l := range lines {
		here[l.person] = l.arrived > 0 && l.left == 0
	}
	return here, err
}
