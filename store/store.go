// Package store runs transactions on SQLite or PostgreSQL with one SQL text.
//
// A unit of work has one actor and one moment. $1 is always the organisation
// and is filled in here. Topics that a transaction announces are published
// only after it is committed. A function given to Write may run more than
// once, so it touches nothing but its transaction.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"hoinghi/access"
	"hoinghi/live"
)

// Engine is the database behind a DB.
type Engine int

// The two engines.
const (
	SQLite Engine = iota
	Postgres
)

// DB is one database with many organisations in it.
type DB struct {
	Engine Engine
	Bus    *live.Bus

	read  *sql.DB
	write *sql.DB
	now   func() time.Time

	queue chan *work   // SQLite only: the writer's inbox
	gate  sync.RWMutex // held to read while work is begun
	shut  bool         // by gate: nothing is begun any more
	done  chan struct{}
	stmts sync.Map // SQLite only: of the readers, by text

	preparing sync.Map       // texts of stmts to come
	later     sync.WaitGroup // who prepares them

	conn   *sql.Conn            // SQLite only: the one that writes
	texts  map[string]*sql.Stmt // SQLite only: of the writer, by text
	hear   context.CancelFunc   // PostgreSQL only: ends the news from other processes
	heard  sync.WaitGroup
	outbox outbox
	name   string // of this process among those on one PostgreSQL
	aside  string // folder of the secrets that are not in the database
}

// Options of a database. Now is the clock that stamps each transaction. Aside
// is the folder for secrets that must not be in the database; all processes on
// one PostgreSQL share it. SQLite has one beside its file unless it is named.
type Options struct {
	Now   func() time.Time
	Bus   *live.Bus
	Aside string
}

// Open opens a database and brings its schema up to date. The address is
// postgres://… or a path of an SQLite file, which is made when it is missing.
func Open(ctx context.Context, address string, o Options) (*DB, error) {
	db := &DB{Bus: o.Bus, now: o.Now, name: rand.Text(), aside: o.Aside}
	if db.Bus == nil {
		db.Bus = new(live.Bus)
	}
	open := db.openSQLite
	if isPostgres(address) {
		open = db.openPostgres
	} else if db.aside == "" {
		db.aside = address + ".aside"
	}
	if err := open(ctx, address); err != nil {
		return nil, fmt.Errorf("open %s: %w", engineName(address), err)
	}
	if err := db.migrate(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("bring the schema up to date: %w", err)
	}
	if err := db.start(ctx, address); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

func engineName(address string) string {
	if strings.HasPrefix(address, "postgres") {
		return "PostgreSQL" // never the address: it holds a password
	}
	return address
}

// ErrClosed is the answer to work that comes after Close.
var ErrClosed = errors.New("the database is closed")

// Close finishes the work in hand and closes the database. Work that comes
// later is refused with ErrClosed.
func (db *DB) Close() error {
	if db.hear != nil {
		db.hear()
		db.heard.Wait()
	}
	db.gate.Lock()
	was := db.shut
	db.shut = true
	db.gate.Unlock()
	if db.queue != nil && !was {
		close(db.queue)
		<-db.done
		db.conn.Close()
	}
	db.later.Wait()
	err := db.read.Close()
	if db.write != db.read {
		err = errors.Join(err, db.write.Close())
	}
	return err
}

// Write does one unit of work and commits it, or leaves no trace. It returns
// after the commit is durable.
func (db *DB) Write(ctx context.Context, who access.Actor, f func(*Tx) error) error {
	if db.Engine == SQLite {
		return db.enqueue(ctx, who, f)
	}
	return db.writePostgres(ctx, who, f)
}

// Read shows one consistent state of the record and cannot change it.
func (db *DB) Read(ctx context.Context, who access.Actor, f func(*Tx) error) error {
	o := &sql.TxOptions{ReadOnly: true}
	if db.Engine == Postgres {
		o.Isolation = sql.LevelRepeatableRead
	}
	t, err := db.read.BeginTx(ctx, o)
	if err != nil {
		if ctx.Err() != nil { // the engines have words of their own for a reader who hung up
			return ctx.Err()
		}
		return wrap(err)
	}
	defer t.Rollback()
	return f(&Tx{Who: who, Now: db.now(), ctx: ctx, run: t, db: db})
}

func (db *DB) publish(tx *Tx) {
	if len(tx.topics) > 0 {
		db.Bus.Publish(tx.Who.Org, tx.topics...)
		if db.Engine == Postgres {
			db.notify(tx)
		}
	}
}
