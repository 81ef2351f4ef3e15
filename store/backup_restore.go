package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
)

var machineOfAll access.Actor // reads over all organisations, as System does

// Restore fills the database at an address from a backup, all or nothing. A
// database that has organisations is refused unless force, which empties it
// first. No other process may have it open.
func Restore(ctx context.Context, address string, from io.ReadSeeker, force bool) (b Backup, err error) {
	if _, err := CheckBackup(from); err != nil {
		return b, err
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return b, err
	}
	db := &DB{}
	open := db.openSQLite
	if isPostgres(address) {
		open = db.openPostgres
	}
	if err := open(ctx, address); err != nil {
		return b, fmt.Errorf("open %s: %w", engineName(address), err)
	}
	defer db.Close()
	if err := db.migrate(ctx); err != nil {
		return b, fmt.Errorf("bring the schema up to date: %w", err)
	}
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return b, err
	}
	defer conn.Close()
	return db.refill(ctx, conn, from, force)
}

// refill puts the rows in without the foreign keys, which hold again before
// the commit: tables and rows come in no particular order.
func (db *DB) refill(ctx context.Context, conn *sql.Conn, from io.Reader, force bool) (b Backup, err error) {
	if err := db.loosen(ctx, conn); err != nil {
		return b, err
	}
	t, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return b, err
	}
	defer t.Rollback()
	f := &refilling{ctx: ctx, t: t, engine: db.Engine}
	names, err := db.tables()
	if err != nil {
		return b, err
	}
	if err := f.empty(names, force); err != nil {
		return b, err
	}
	keys, err := f.dropKeys()
	if err != nil {
		return b, err
	}
	f.known = names
	if b, err = readBackup(from, f.table, f.row); err != nil {
		return b, err
	}
	if f.insert != nil {
		f.insert.Close()
	}
	if err := f.bindKeys(keys); err != nil {
		return b, err
	}
	return b, t.Commit()
}

// loosen lets SQLite take rows before those they point to. The pragma counts
// only outside a transaction.
func (db *DB) loosen(ctx context.Context, conn *sql.Conn) error {
	if db.Engine == Postgres {
		return nil
	}
	_, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF")
	return err
}

type refilling struct {
	ctx    context.Context
	t      *sql.Tx
	engine Engine
	known  []string
	insert *sql.Stmt
	truth  []bool // which columns PostgreSQL keeps as booleans
	name   string
}

// empty clears the tables; one row in any of them is enough to need force.
func (f *refilling) empty(names []string, force bool) error {
	for _, name := range names {
		var full bool
		if err := f.t.QueryRowContext(f.ctx, anyRow(name)).Scan(&full); err != nil {
			return fmt.Errorf("look into %s: %w", name, err)
		}
		if full && !force {
			return fault.New(fault.Conflict, "store.restore.full")
		}
	}
	for _, name := range slices.Backward(names) {
		if _, err := f.t.ExecContext(f.ctx, deleteAll(name)); err != nil {
			return fmt.Errorf("empty %s: %w", name, err)
		}
	}
	return nil
}

// table prepares to take the rows of one table.
func (f *refilling) table(name string, columns []string) (err error) {
	if !slices.Contains(f.known, name) || len(columns) == 0 || !plain(columns) {
		return fault.New(fault.Conflict, "store.backup.schema")
	}
	if f.insert != nil {
		f.insert.Close()
	}
	f.name, f.truth = name, make([]bool, len(columns))
	if f.engine == Postgres {
		if err := f.booleans(name, columns); err != nil {
			return err
		}
	}
	q := insertAll(name, columns)
	if f.engine == SQLite {
		q = sqliteText(q)
	}
	f.insert, err = f.t.PrepareContext(f.ctx, q)
	return err
}

func (f *refilling) booleans(name string, columns []string) error {
	rows, err := f.t.QueryContext(f.ctx, booleanColumns, name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			return err
		}
		if i := slices.Index(columns, column); i >= 0 {
			f.truth[i] = true
		}
	}
	return rows.Err()
}

func (f *refilling) row(values []any) error {
	if f.insert == nil || len(values) != len(f.truth) {
		return fault.New(fault.Invalid, "store.backup.broken")
	}
	for i, v := range values {
		switch v := v.(type) {
		case int64:
			if f.truth[i] {
				values[i] = v != 0
			}
		case bool:
			if f.engine == SQLite {
				values[i] = int64(0)
				if v {
					values[i] = int64(1)
				}
			}
		}
	}
	if _, err := f.insert.ExecContext(f.ctx, values...); err != nil {
		return fmt.Errorf("restore %s: %w", f.name, err)
	}
	return nil
}

// foreignKey is one of PostgreSQL's, to be made again as it was.
type foreignKey struct{ table, name, definition string }

// dropKeys takes PostgreSQL's foreign keys away for the length of this
// transaction; SQLite's were loosened before.
func (f *refilling) dropKeys() (keys []foreignKey, err error) {
	if f.engine == SQLite {
		return nil, nil
	}
	rows, err := f.t.QueryContext(f.ctx, listKeys)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var k foreignKey
		if err := rows.Scan(&k.table, &k.name, &k.definition); err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows.Close()
	for _, k := range keys {
		if _, err := f.t.ExecContext(f.ctx, dropKey(k)); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// bindKeys makes every foreign key hold again, or refuses the backup.
func (f *refilling) bindKeys(keys []foreignKey) error {
	for _, k := range keys {
		if _, err := f.t.ExecContext(f.ctx, addKey(k)); err != nil {
			return fmt.Errorf("bind %s: %w", k.name, err)
		}
	}
	if f.engine == Postgres {
		return nil
	}
	rows, err := f.t.QueryContext(f.ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		return fault.New(fault.Invalid, "store.backup.broken").Because(errors.New("a row points to nothing"))
	}
	return rows.Err()
}

var created = regexp.MustCompile(`(?m)^CREATE TABLE (?:IF NOT EXISTS )?(\w+)`)

// tables lists the tables of the schema in the order of their making, without
// the record of migrations, which a restored database has of its own.
func (db *DB) tables() (names []string, err error) {
	files, err := schemaNames(db.Engine)
	for _, file := range files {
		text, err := schemas.ReadFile("schema/" + file)
		if err != nil {
			return nil, err
		}
		for _, m := range created.FindAllSubmatch(text, -1) {
			names = append(names, string(m[1]))
		}
	}
	return names, err
}

// schemaSums are the sums of the schema files that both engines have.
func schemaSums() (map[string]string, error) {
	sums := map[string]string{}
	both, err := schemaNames(SQLite)
	if err != nil {
		return nil, err
	}
	for _, name := range both {
		if strings.HasSuffix(name, ".sqlite.sql") {
			continue
		}
		text, err := schemas.ReadFile("schema/" + name)
		if err != nil {
			return nil, err
		}
		sums[name] = schemaSum(text)
	}
	return maps.Clone(sums), nil
}

var word = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func plain(columns []string) bool {
	return !slices.ContainsFunc(columns, func(c string) bool { return !word.MatchString(c) })
}
