package template

import "hoinghi/store"

const columns = `id, kind, no, file_id, name, size, active, taken_by, taken_at`

func cols(v *Version) []any {
	return []any{&v.ID, &v.Kind, &v.No, &v.File, &v.Name, &v.Size, &v.Active, &v.By, store.Instant(&v.At)}
}

func insert(tx *store.Tx, v Version) error {
	_, err := tx.Exec(`INSERT INTO template_version (org_id, `+columns+`) VALUES ($1, `+store.In(2, 9)+`)`,
		v.ID, v.Kind, v.No, v.File, v.Name, v.Size, v.Active, v.By, store.Ms(v.At))
	return err
}

func one(tx *store.Tx, id string) (Version, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM template_version WHERE org_id = $1 AND id = $2`, id)
}

func active(tx *store.Tx, kind string) (Version, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM template_version WHERE org_id = $1 AND kind = $2 AND active`, kind)
}

func all(tx *store.Tx, kind string) ([]Version, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM template_version WHERE org_id = $1 AND ($2 = '' OR kind = $2) ORDER BY kind, no DESC`, kind)
}

func lastNo(tx *store.Tx, kind string) (int64, error) {
	return store.Value[int64](tx, `SELECT COALESCE(MAX(no), 0) FROM template_version WHERE org_id = $1 AND kind = $2`, kind)
}

// rest takes the template of a kind out of use.
func rest(tx *store.Tx, kind string) error {
	_, err := tx.Exec(`UPDATE template_version SET active = FALSE WHERE org_id = $1 AND kind = $2 AND active`, kind)
	return err
}

func activate(tx *store.Tx, id string) error {
	_, err := tx.Exec(`UPDATE template_version SET active = TRUE WHERE org_id = $1 AND id = $2`, id)
	return err
}
