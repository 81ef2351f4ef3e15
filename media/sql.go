package media

import "hoinghi/store"

func fileCols(f *File) []any {
	return []any{&f.ID, &f.Name, &f.Type, &f.Size, &f.Width, &f.Height, store.Instant(&f.At)}
}

func insertFile(tx *store.Tx, f File) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO media_file (org_id, id, name, type, size, width, height, taken_by, taken_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
		f.ID, f.Name, f.Type, f.Size, f.Width, f.Height, tx.Who.Person, store.Ms(f.At))
	return n == 1, err
}

func oneFile(tx *store.Tx, id string) (File, error) {
	return store.One(tx, fileCols, `SELECT id, name, type, size, width, height, taken_at FROM media_file WHERE org_id = $1 AND id = $2`, id)
}

func insertBody(tx *store.Tx, file string, width int, body []byte) error {
	_, err := tx.Exec(`INSERT INTO media_blob (org_id, file_id, width, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, file, width, body)
	return err
}

func oneBody(tx *store.Tx, file string, width int) ([]byte, error) {
	return store.Value[[]byte](tx, `SELECT body FROM media_blob WHERE org_id = $1 AND file_id = $2 AND width = $3`, file, width)
}
