package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"regexp"
	"runtime/debug"

	_ "modernc.org/sqlite" // the driver named sqlite

	"hoinghi/access"
)

const groupMax = 512 // units of work in one commit

type work struct {
	who  access.Actor
	f    func(*Tx) error
	err  error
	tx   *Tx
	done chan struct{}
}

func (db *DB) openSQLite(_ context.Context, path string) error {
	dsn := func(mode string) string {
		v := url.Values{"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"}}
		if mode == "read" {
			v.Add("_pragma", "query_only(1)")
		} else {
			v.Set("_txlock", "immediate")
		}
		return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + v.Encode()
	}
	var err error
	if db.write, err = sql.Open("sqlite", dsn("write")); err != nil {
		return err
	}
	db.write.SetMaxOpenConns(1)
	if err := db.write.Ping(); err != nil {
		return err
	}
	if db.read, err = sql.Open("sqlite", dsn("read")); err != nil {
		return err
	}
	db.read.SetMaxOpenConns(8)
	db.read.SetMaxIdleConns(8)
	return nil
}

var param = regexp.MustCompile(`\$(\d+)`)

func sqliteText(q string) string { return param.ReplaceAllString(q, "?$1") }

// enqueue hands work to the one writer. The writer has its own context: a
// phone that hangs up must not roll back the people who share its commit.
func (db *DB) enqueue(ctx context.Context, who access.Actor, f func(*Tx) error) error {
	w := &work{who: who, f: f, done: make(chan struct{})}
	if err := db.put(ctx, w); err != nil {
		return err
	}
	<-w.done
	return w.err
}

func (db *DB) put(ctx context.Context, w *work) error {
	db.gate.RLock()
	defer db.gate.RUnlock()
	if db.shut {
		return ErrClosed
	}
	select {
	case db.queue <- w:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// writeLoop owns the writing connection: it takes what waits, runs each unit
// in a savepoint of one transaction, commits once, then answers all.
func (db *DB) writeLoop() {
	defer close(db.done)
	for w := range db.queue {
		db.commitGroup(db.drain([]*work{w}))
	}
}

func (db *DB) drain(group []*work) []*work {
	for len(group) < groupMax {
		select {
		case next, ok := <-db.queue:
			if !ok {
				return group
			}
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

func (db *DB) commitGroup(group []*work) {
	err := db.runGroup(group)
	for _, w := range group {
		if err != nil && w.err == nil {
			w.err = wrap(err)
		}
		if w.err == nil {
			db.publish(w.tx)
		}
		close(w.done)
	}
}

func (db *DB) runGroup(group []*work) (err error) {
	ctx := context.Background()
	conn := db.conn
	if err := db.say(conn, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			conn.ExecContext(ctx, "ROLLBACK") // after a failed commit nothing else can be done
		}
	}()
	for _, w := range group {
		w.tx = &Tx{Who: w.who, Now: db.now(), ctx: ctx, run: conn, db: db}
		if err := db.runUnit(conn, w); err != nil {
			return err
		}
	}
	return db.say(conn, "COMMIT")
}

func (db *DB) runUnit(conn *sql.Conn, w *work) error {
	if err := db.say(conn, "SAVEPOINT unit"); err != nil {
		return err
	}
	if w.err = guard(w.f, w.tx); w.err != nil {
		if err := db.say(conn, "ROLLBACK TO unit"); err != nil {
			return err
		}
	}
	return db.say(conn, "RELEASE unit")
}

func (db *DB) say(conn *sql.Conn, q string) error {
	s, err := db.prepared(context.Background(), conn, q)
	if err != nil {
		return err
	}
	_, err = s.Exec()
	return err
}

// prepared keeps the writer's statements. Only the writer's goroutine asks.
func (db *DB) prepared(ctx context.Context, conn *sql.Conn, q string) (*sql.Stmt, error) {
	if s, ok := db.texts[q]; ok {
		return s, nil
	}
	s, err := conn.PrepareContext(ctx, sqliteText(q))
	if err == nil {
		db.texts[q] = s
	}
	return s, err
}

// guard turns a panic of one unit into its own error, so that it cannot take
// the writer down with it.
func guard(f func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a transaction: %v\n%s", p, debug.Stack())
		}
	}()
	return f(tx)
}
