package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/live"
)

const (
	retries = 60 // of a transaction that PostgreSQL could not order
	channel = "hoinghi_live"
)

func (db *DB) openPostgres(ctx context.Context, address string) error {
	db.Engine = Postgres
	c, err := pgxpool.ParseConfig(address)
	if err != nil {
		return errors.New("the address of the database cannot be read") // the cause would show the password
	}
	if !strings.Contains(address, "pool_max_conns") {
		c.MaxConns = 16
	}
	pool, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return err
	}
	db.write = stdlib.OpenDBFromPool(pool)
	db.write.SetMaxIdleConns(0)
	db.read = db.write
	return db.write.PingContext(ctx)
}

func (db *DB) writePostgres(ctx context.Context, who access.Actor, f func(*Tx) error) error {
	var err error
	for try := range retries {
		if err = db.tryPostgres(ctx, who, f); !tangled(err) {
			return err
		}
		wait := time.Duration(1+rand.IntN(4<<min(try, 6))) * time.Millisecond
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return fault.New(fault.Busy, "fault.busy").Because(err)
}

func (db *DB) tryPostgres(ctx context.Context, who access.Actor, f func(*Tx) error) error {
	t, err := db.write.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer t.Rollback()
	tx := &Tx{Who: who, Now: db.now(), ctx: ctx, run: t, db: db}
	if err := guard(f, tx); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return err
	}
	db.publish(tx)
	return nil
}

// tangled reports whether PostgreSQL asks to run a transaction again: 40001 is
// a serialization failure, 40P01 a deadlock.
func tangled(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}

// wrap gives driver errors their kind, by code and never by text: a unique
// key that is taken is a Conflict.
func wrap(err error) error {
	if err == nil {
		return nil
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "23505" {
		return fault.New(fault.Conflict, "fault.conflict").Because(err)
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() {
		case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
			return fault.New(fault.Conflict, "fault.conflict").Because(err)
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL:
			return fault.New(fault.Busy, "fault.busy").Because(err)
		}
	}
	return err
}

type news struct {
	From   string
	Org    string
	Topics []live.Topic
}

// notify tells the other processes, outside the transaction: a NOTIFY inside
// each vote's transaction would cost a third of the throughput.
func (db *DB) notify(tx *Tx) {
	body, err := json.Marshal(news{From: db.name, Org: tx.Who.Org, Topics: tx.topics})
	if err == nil && len(body) < 7900 {
		db.outbox.put(string(body))
	}
}

// listen hears the other processes until ctx ends, and connects again for
// ever. Hints lost in between are made good by the next redraw.
func (db *DB) listen(ctx context.Context, address string) {
	for ctx.Err() == nil {
		db.hearOnce(ctx, address)
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

func (db *DB) hearOnce(ctx context.Context, address string) {
	c, err := pgx.Connect(ctx, address)
	if err != nil {
		return
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(ctx, "LISTEN "+channel); err != nil {
		return
	}
	for {
		n, err := c.WaitForNotification(ctx)
		if err != nil {
			return
		}
		var m news
		if json.Unmarshal([]byte(n.Payload), &m) == nil && m.From != db.name {
			db.Bus.Publish(m.Org, m.Topics...)
		}
	}
}
