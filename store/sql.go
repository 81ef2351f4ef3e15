package store

import "hoinghi/fault"

// Once remembers the act of a form by the key the form carries. The first
// time, again is false; a repetition gets the answer that was kept.
func Once(tx *Tx, key string) (answer string, again bool, err error) {
	answer, err = Value[string](tx, `SELECT answer FROM store_once WHERE org_id = $1 AND id = $2`, key)
	if fault.Is(err, fault.Missing) {
		return "", false, nil
	}
	return answer, err == nil, err
}

// Keep stores the answer of an act for Once.
func Keep(tx *Tx, key, answer string) error {
	_, err := tx.Exec(`INSERT INTO store_once (org_id, id, answer, done_at) VALUES ($1, $2, $3, $4)`,
		key, answer, Ms(tx.Now))
	return err
}

// all organisations: the schema is theirs together
// The migrations that a database has seen. Their table is made before any
// schema, and the two engines write parameters differently, so names and sums
// are quoted.
const (
	// all organisations: the schema is theirs together
	makeMigrations = `CREATE TABLE IF NOT EXISTS store_migration (name TEXT PRIMARY KEY, sum TEXT NOT NULL)`
)

func findMigration(name string) string {
	// all organisations: the schema is theirs together
	return `SELECT sum FROM store_migration WHERE name = ` + quote(name)
}

func addMigration(name, sum string) string {
	// all organisations: the schema is theirs together
	return `INSERT INTO store_migration (name, sum) VALUES (` + quote(name) + `, ` + quote(sum) + `)`
}
