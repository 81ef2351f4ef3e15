package journal

import "hoinghi/store"

const columns = `id, at, who, act, subject, detail, seq, hash`

func cols(e *Entry) []any {
	return []any{&e.ID, store.Instant(&e.At), &e.Who, &e.Act, &e.Subject, &e.Detail, &e.Seq, &e.Hash}
}

func insert(tx *store.Tx, e Entry) error {
	_, err := tx.Exec(`INSERT INTO journal_entry (org_id, `+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		e.ID, store.Ms(e.At), e.Who, e.Act, e.Subject, e.Detail, e.Seq, e.Hash)
	return err
}

func unsealed(tx *store.Tx) ([]Entry, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM journal_entry WHERE org_id = $1 AND seq = 0 ORDER BY at, id`)
}

func sealed(tx *store.Tx) ([]Entry, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM journal_entry WHERE org_id = $1 AND seq > 0 ORDER BY seq`)
}

func lastSealed(tx *store.Tx) (Entry, error) {
	all, err := store.Rows(tx, cols, `SELECT `+columns+` FROM journal_entry WHERE org_id = $1 AND seq > 0 ORDER BY seq DESC LIMIT 1`)
	if err != nil || len(all) == 0 {
		return Entry{}, err
	}
	return all[0], nil
}

func newest(tx *store.Tx, limit int) ([]Entry, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM journal_entry WHERE org_id = $1 ORDER BY at DESC, id DESC LIMIT $2`, limit)
}

func seal(tx *store.Tx, e Entry) error {
	_, err := tx.Exec(`UPDATE journal_entry SET seq = $2, hash = $3 WHERE org_id = $1 AND id = $4`, e.Seq, e.Hash, e.ID)
	return err
}
