package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

const tick = 100 * time.Millisecond

// outbox gathers the news for other processes and sends each text once a tick.
type outbox struct {
	mu    sync.Mutex
	texts map[string]struct{}
}

func (o *outbox) put(text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.texts == nil {
		o.texts = map[string]struct{}{}
	}
	o.texts[text] = struct{}{}
}

func (o *outbox) take() map[string]struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	t := o.texts
	o.texts = nil
	return t
}

func (db *DB) sendNews(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(tick):
		}
		for text := range db.outbox.take() {
			db.write.ExecContext(ctx, "SELECT pg_notify($1, $2)", channel, text) // a lost hint is made good by the next one
		}
	}
}

// start sets the goroutines of an engine going.
func (db *DB) start(ctx context.Context, address string) (err error) {
	if db.Engine == SQLite {
		if db.conn, err = db.write.Conn(ctx); err != nil {
			return err
		}
		db.queue, db.done = make(chan *work, groupMax), make(chan struct{})
		db.texts = map[string]*sql.Stmt{}
		go db.writeLoop()
		return nil
	}
	ctx, db.hear = context.WithCancel(context.WithoutCancel(ctx))
	db.heard.Go(func() { db.sendNews(ctx) })
	db.heard.Go(func() { db.listen(ctx, address) })
	return nil
}
