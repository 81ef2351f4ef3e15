package paper

import (
	"hoinghi/fault"
	"hoinghi/store"
)

const columns = `id, conference_id, kind, state, document_id, number, symbol, dated, title, hash, issued_at, issued_by, reason, layout`

func cols(i *Issued) []any {
	return []any{&i.ID, &i.Conference, &i.Kind, &i.State, &i.Document, &i.Number, &i.Symbol, &i.Dated, &i.Title, &i.Hash,
		store.Instant(&i.IssuedAt), &i.IssuedBy, &i.Reason, &i.Layout}
}

func issuedRows(tx *store.Tx, conference string) ([]Issued, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM paper_issued WHERE org_id = $1 AND conference_id = $2 ORDER BY issued_at, id`, conference)
}

func issuedRow(tx *store.Tx, id string) (Issued, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM paper_issued WHERE org_id = $1 AND id = $2`, id)
}

// standing is the paper of a kind that is in force; none is Missing.
func standing(tx *store.Tx, conference, kind string) (Issued, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM paper_issued WHERE org_id = $1 AND conference_id = $2 AND kind = $3 AND state = 'issued'`,
		conference, kind)
}

// hashed finds papers by the hash of what they say or of a file.
func hashed(tx *store.Tx, hash string) ([]Issued, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM paper_issued WHERE org_id = $1 AND (hash = $2
		OR id IN (SELECT issued_id FROM paper_file WHERE org_id = $1 AND hash = $2)) ORDER BY issued_at DESC, id`, hash)
}

func content(tx *store.Tx, id string) (string, error) {
	return store.Value[string](tx, `SELECT content FROM paper_issued WHERE org_id = $1 AND id = $2`, id)
}

func insertIssued(tx *store.Tx, i Issued, content string) error {
	_, err := tx.Exec(`INSERT INTO paper_issued (org_id, `+columns+`, content) VALUES ($1, `+store.In(2, 15)+`)`,
		i.ID, i.Conference, i.Kind, i.State, i.Document, i.Number, i.Symbol, i.Dated.String(), i.Title, i.Hash,
		store.Ms(i.IssuedAt), i.IssuedBy, i.Reason, i.Layout, content)
	return err
}

func withdraw(tx *store.Tx, id, reason string) error {
	_, err := tx.Exec(`UPDATE paper_issued SET state = 'withdrawn', reason = $3 WHERE org_id = $1 AND id = $2`, id, reason)
	return err
}

func insertFile(tx *store.Tx, issued string, f File) error {
	_, err := tx.Exec(`INSERT INTO paper_file (org_id, issued_id, format, hash, body) VALUES ($1, $2, $3, $4, $5)`, issued, f.Format, f.Hash, f.Body)
	return err
}

func fileRow(tx *store.Tx, issued, format string) (File, error) {
	return store.One(tx, func(f *File) []any { return []any{&f.Format, &f.Hash, &f.Body} },
		`SELECT format, hash, body FROM paper_file WHERE org_id = $1 AND issued_id = $2 AND format = $3`, issued, format)
}

func fileHashes(tx *store.Tx, issued string) ([]File, error) {
	return store.Rows(tx, func(f *File) []any { return []any{&f.Format, &f.Hash} },
		`SELECT format, hash FROM paper_file WHERE org_id = $1 AND issued_id = $2 ORDER BY format`, issued)
}

func textsRow(tx *store.Tx, conference string) (Texts, error) {
	t, err := store.One(tx, func(t *Texts) []any { return []any{&t.Was, &t.Is} },
		`SELECT was, draft FROM paper_texts WHERE org_id = $1 AND conference_id = $2`, conference)
	if fault.Is(err, fault.Missing) {
		return Texts{}, nil
	}
	return t, err
}

func putTexts(tx *store.Tx, conference string, t Texts) error {
	_, err := tx.Exec(`INSERT INTO paper_texts (org_id, conference_id, was, draft) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org_id, conference_id) DO UPDATE SET was = EXCLUDED.was, draft = EXCLUDED.draft`, conference, t.Was, t.Is)
	return err
}
