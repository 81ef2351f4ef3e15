package watch

import "hoinghi/store"

func putLook(tx *store.Tx, l Look) error {
	_, err := tx.Exec(`INSERT INTO watch_look (org_id, at, place, files, wrong) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (org_id) DO UPDATE SET at = $2, place = $3, files = $4, wrong = $5`, store.Ms(tx.Now), l.Where, l.Files, l.Wrong)
	return err
}

func lastLook(tx *store.Tx) (Look, error) {
	return store.One(tx, func(l *Look) []any { return []any{store.Instant(&l.At), &l.Where, &l.Files, &l.Wrong} },
		`SELECT at, place, files, wrong FROM watch_look WHERE org_id = $1`)
}
