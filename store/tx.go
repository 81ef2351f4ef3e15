package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/live"
)

// Tx is one unit of work by one actor at one moment.
type Tx struct {
	Who access.Actor
	Now time.Time // the same for every row written here

	ctx    context.Context
	run    runner
	db     *DB
	topics []live.Topic
}

// runner is a transaction, or the connection of SQLite's one writer.
type runner interface {
	ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
}

// Announce tells open pages after the commit, and never if there is none.
func (tx *Tx) Announce(topics ...live.Topic) {
	for _, t := range topics {
		if !slices.Contains(tx.topics, t) {
			tx.topics = append(tx.topics, t)
		}
	}
}

// Exec runs a statement whose $1 is the organisation and whose other
// parameters are args in order, and returns how many rows it touched.
func (tx *Tx) Exec(q string, args ...any) (int64, error) {
	return tx.exec(q, tx.bind(args)...)
}

func (tx *Tx) exec(q string, args ...any) (int64, error) {
	s, err := tx.stmt(q)
	if err != nil {
		return 0, wrap(err)
	}
	var r sql.Result
	if s != nil {
		r, err = s.ExecContext(tx.ctx, args...)
	} else {
		r, err = tx.run.ExecContext(tx.ctx, q, args...)
	}
	if err != nil {
		return 0, wrap(err)
	}
	n, err := r.RowsAffected()
	return n, wrap(err)
}

// Rows reads all rows of a query whose $1 is the organisation. cols lists
// where each column of one row goes, in order.
func Rows[T any](tx *Tx, cols func(*T) []any, q string, args ...any) ([]T, error) {
	return scan(tx, cols, q, tx.bind(args))
}

// One reads the single row of a query; no row answers Missing.
func One[T any](tx *Tx, cols func(*T) []any, q string, args ...any) (T, error) {
	all, err := Rows(tx, cols, q, args...)
	var zero T
	if err != nil {
		return zero, err
	}
	if len(all) == 0 {
		return zero, fault.New(fault.Missing, "fault.missing")
	}
	return all[0], nil
}

// Value reads the single column of the single row of a query; no row answers
// Missing.
func Value[T any](tx *Tx, q string, args ...any) (T, error) {
	return One(tx, func(v *T) []any { return []any{v} }, q, args...)
}

// Column reads the single column of all rows of a query.
func Column[T any](tx *Tx, q string, args ...any) ([]T, error) {
	return Rows(tx, func(v *T) []any { return []any{v} }, q, args...)
}

func scan[T any](tx *Tx, cols func(*T) []any, q string, args []any) (out []T, err error) {
	s, err := tx.stmt(q)
	if err != nil {
		return nil, wrap(err)
	}
	var rows *sql.Rows
	if s != nil {
		rows, err = s.QueryContext(tx.ctx, args...)
	} else {
		rows, err = tx.run.QueryContext(tx.ctx, q, args...)
	}
	if err != nil {
		return nil, wrap(err)
	}
	defer rows.Close()
	for rows.Next() {
		var v T
		if err := rows.Scan(cols(&v)...); err != nil {
			return nil, fmt.Errorf("scan %.60q: %w", q, err)
		}
		out = append(out, v)
	}
	return out, wrap(rows.Err())
}

func (tx *Tx) bind(args []any) []any {
	return append([]any{tx.Who.Org}, args...)
}

// stmt is the prepared statement on SQLite; PostgreSQL's driver keeps its own.
func (tx *Tx) stmt(q string) (*sql.Stmt, error) {
	switch run := tx.run.(type) {
	case *sql.Conn:
		return tx.db.prepared(tx.ctx, run, q)
	case *sql.Tx:
		if tx.db.Engine == Postgres {
			return nil, nil
		}
		if s, ok := tx.db.stmts.Load(q); ok {
			return run.StmtContext(tx.ctx, s.(*sql.Stmt)), nil
		}
		// Preparing for all takes a connection of its own. A reader who waited
		// for it while holding one would wait for ever once all readers do.
		tx.db.prepareLater(q)
		return run.PrepareContext(tx.ctx, sqliteText(q))
	}
	return nil, nil
}

// prepareLater keeps a reader's statement for the next ones, once a connection
// is free.
func (db *DB) prepareLater(q string) {
	if _, begun := db.preparing.LoadOrStore(q, true); begun {
		return
	}
	db.gate.RLock()
	defer db.gate.RUnlock()
	if db.shut {
		return
	}
	db.later.Go(func() {
		fresh, err := db.read.PrepareContext(context.Background(), sqliteText(q))
		if err != nil {
			db.preparing.Delete(q) // the reader is told by its own
			return
		}
		db.stmts.Store(q, fresh)
	})
}

// System reads over all organisations. Only what finds or serves them all may
// take it: sign-in, the command line, jobs.
type System struct{ tx *Tx }

// ReadAll shows one consistent state of all organisations.
func (db *DB) ReadAll(ctx context.Context, f func(*System) error) error {
	return db.Read(ctx, access.Actor{}, func(tx *Tx) error { return f(&System{tx}) })
}

// Across reads rows over all organisations; $1 is the first of args.
func Across[T any](s *System, cols func(*T) []any, q string, args ...any) ([]T, error) {
	return scan(s.tx, cols, q, args)
}

// In writes a list of n parameters that starts at $first: "$2, $3, $4". An
// empty list is written as NULL, which matches nothing.
func In(first, n int) string {
	if n == 0 {
		return "NULL"
	}
	p := make([]string, n)
	for i := range p {
		p[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(p, ", ")
}

// Ms is an instant as it is stored: milliseconds UTC, 0 for none.
func Ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Instant scans a stored instant into a time in the place of t's clock.
func Instant(t *time.Time) sql.Scanner { return instant{t} }

type instant struct{ t *time.Time }

func (i instant) Scan(src any) error {
	ms, ok := src.(int64)
	if !ok && src != nil {
		return errors.New("an instant is stored as a whole number")
	}
	*i.t = time.Time{}
	if ms != 0 {
		*i.t = time.UnixMilli(ms).UTC()
	}
	return nil
}
