package ballot

import "hoinghi/store"

func receiptsOf(tx *store.Tx, ballot string) (map[string]Receipt, error) {
	type line struct {
		person string
		Receipt
	}
	lines, err := store.Rows(tx, func(l *line) []any { return []any{&l.person, &l.Code, &l.Choice, store.Instant(&l.At)} },
		`SELECT person_id, receipt, choice, cast_at FROM ballot_slip WHERE org_id = $1 AND ballot_id = $2`, ballot)
	by := make(map[string]Receipt, len(lines))
	for _, l := range lines {
		by[l.person] = l.Receipt
	}
	return by, err
}
