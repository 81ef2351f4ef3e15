package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"regexp"
	"sort"
	"strings"
)

//go:embed schema/*.sql
var schemas embed.FS

// migrate applies the schema files that a database has not seen, in the order
// of their names, forward only, all in one transaction. A file that changed
// after it was applied is refused.
func (db *DB) migrate(ctx context.Context) error {
	t, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if db.Engine == Postgres {
		if _, err := t.ExecContext(ctx, "SELECT pg_advisory_xact_lock(4707012022)"); err != nil {
			return err
		}
	}
	if _, err := t.ExecContext(ctx, makeMigrations); err != nil {
		return err
	}
	names, err := schemaNames(db.Engine)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := db.apply(ctx, t, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return t.Commit()
}

// schemaNames lists the files for an engine: x.sql for both, x.sqlite.sql and
// x.postgres.sql for one.
func schemaNames(e Engine) ([]string, error) {
	files, err := schemas.ReadDir("schema")
	if err != nil {
		return nil, err
	}
	other := ".postgres.sql"
	if e == Postgres {
		other = ".sqlite.sql"
	}
	var names []string
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), other) {
			names = append(names, f.Name())
		}
	}
	sort.Strings(names)
	return names, nil
}

func (db *DB) apply(ctx context.Context, t *sql.Tx, name string) error {
	text, err := schemas.ReadFile("schema/" + name)
	if err != nil {
		return err
	}
	sum := schemaSum(text)
	var had string
	err = t.QueryRowContext(ctx, findMigration(name)).Scan(&had)
	switch {
	case err == nil && had != sum:
		return fmt.Errorf("was changed after it was applied")
	case err == nil:
		return nil
	case err != sql.ErrNoRows:
		return err
	}
	q := string(text)
	if db.Engine == SQLite {
		q = sqliteSchema(q)
	}
	if _, err := t.ExecContext(ctx, q); err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, addMigration(name, sum))
	return err
}

func schemaSum(text []byte) string {
	h := sha256.Sum256(text)
	return hex.EncodeToString(h[:])
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

var (
	typeWord = regexp.MustCompile(`\b(BIGINT|BYTEA|BOOLEAN)\b`)
	tableEnd = regexp.MustCompile(`(?m)^\);`)
	bigTable = regexp.MustCompile(`(?m)^\) -- large rows\n;`)
	typesFor = map[string]string{"BIGINT": "INTEGER", "BYTEA": "BLOB", "BOOLEAN": "INTEGER"}
)

// sqliteSchema turns our type words into SQLite's and makes tables strict.
// Tables live in the order of their key unless they hold large rows.
func sqliteSchema(q string) string {
	q = typeWord.ReplaceAllStringFunc(q, func(w string) string { return typesFor[w] })
	q = tableEnd.ReplaceAllString(q, ") STRICT, WITHOUT ROWID;")
	return bigTable.ReplaceAllString(q, ") STRICT;")
}
