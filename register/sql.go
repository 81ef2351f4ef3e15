package register

import "hoinghi/store"

const columns = `id, way, series, kind, number, symbol, dated, issuer, subject, file_id, noted_at`

func cols(d *Document) []any {
	return []any{&d.ID, &d.Way, &d.Series, &d.Kind, &d.Number, &d.Symbol, &d.Dated, &d.Issuer, &d.Subject, &d.FileID, store.Instant(&d.NotedAt)}
}

func all(tx *store.Tx) ([]Document, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM register_document WHERE org_id = $1 ORDER BY dated DESC, noted_at DESC, id`)
}

func one(tx *store.Tx, id string) (Document, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM register_document WHERE org_id = $1 AND id = $2`, id)
}

func insert(tx *store.Tx, d Document) error {
	_, err := tx.Exec(`INSERT INTO register_document (org_id, `+columns+`) VALUES ($1, `+store.In(2, 11)+`)`,
		d.ID, d.Way, string(d.Series), d.Kind, d.Number, d.Symbol, d.Dated.String(), d.Issuer, d.Subject, d.FileID, store.Ms(d.NotedAt))
	return err
}

func update(tx *store.Tx, d Document) error {
	_, err := tx.Exec(`UPDATE register_document SET kind = $3, number = $4, symbol = $5, dated = $6, issuer = $7, subject = $8, file_id = $9
		WHERE org_id = $1 AND id = $2`, d.ID, d.Kind, d.Number, d.Symbol, d.Dated.String(), d.Issuer, d.Subject, d.FileID)
	return err
}

func next(tx *store.Tx, d Document) (int64, error) {
	return store.Value[int64](tx, `INSERT INTO register_counter (org_id, series, kind, year, last) VALUES ($1, $2, $3, $4, 1)
		ON CONFLICT (org_id, series, kind, year) DO UPDATE SET last = register_counter.last + 1 RETURNING last`, string(d.Series), d.Kind, d.Dated.Year)
}
