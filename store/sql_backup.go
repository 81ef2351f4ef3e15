package store

import "strings"

// all organisations: a backup holds the whole installation
const (
	booleanColumns = `SELECT column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND table_name = $1 AND data_type = 'boolean'`

	listKeys = `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
		WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`
)

// all organisations: as above; names come from the schema, never from outside
func selectAll(table string) string { return `SELECT * FROM ` + table }

func anyRow(table string) string { return `SELECT EXISTS (SELECT 1 FROM ` + table + `)` }

func deleteAll(table string) string { return `DELETE FROM ` + table }

func insertAll(table string, columns []string) string {
	return `INSERT INTO ` + table + ` (` + strings.Join(columns, ", ") + `) VALUES (` + In(1, len(columns)) + `)`
}

func dropKey(k foreignKey) string { return `ALTER TABLE ` + k.table + ` DROP CONSTRAINT ` + k.name }

func addKey(k foreignKey) string {
	return `ALTER TABLE ` + k.table + ` ADD CONSTRAINT ` + k.name + ` ` + k.definition
}
