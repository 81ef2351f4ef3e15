package cli

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"hoinghi/store"
	"hoinghi/web"
	"hoinghi/web/kit"
)

// asides are the records that a site serves beside its own. Each is in a folder
// of its own, which goes when it is closed.
type asides struct {
	site *kit.Site

	mu   sync.Mutex
	open map[*aside]struct{}
	shut bool
}

// aside is one of them; without a slug it answers nobody yet.
type aside struct {
	slug   string
	site   http.Handler
	folder string
	db     *store.DB
	done   chan struct{}
	busy   sync.WaitGroup // requests in flight
	once   sync.Once
	err    error
}

// begin opens an empty record whose clock is now.
func (all *asides) begin(ctx context.Context, now func() time.Time, banner string) (*kit.Aside, error) {
	folder, err := os.MkdirTemp("", "hoinghi-dien-tap-")
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, filepath.Join(folder, "hoinghi.db"), store.Options{Now: now})
	if err != nil {
		os.RemoveAll(folder)
		return nil, err
	}
	a := &aside{folder: folder, db: db, done: make(chan struct{})}
	if !all.keep(a) {
		a.close()
		return nil, context.Canceled
	}
	a.site = web.New(&kit.Site{DB: db, Log: all.site.Log, Now: now, Wall: all.site.Wall, Over: banner, Done: a.done})
	return &kit.Aside{
		DB:    db,
		Serve: func(slug string) { all.serve(a, slug) },
		Close: func() error { all.drop(a); return a.close() },
	}, nil
}

func (all *asides) keep(a *aside) bool {
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.open == nil {
		all.open = map[*aside]struct{}{}
	}
	if !all.shut {
		all.open[a] = struct{}{}
	}
	return !all.shut
}

func (all *asides) serve(a *aside, slug string) {
	all.mu.Lock()
	defer all.mu.Unlock()
	a.slug = slug
}

func (all *asides) drop(a *aside) {
	all.mu.Lock()
	defer all.mu.Unlock()
	delete(all.open, a)
}

// close ends the streams, waits for what is in flight and takes the record away.
func (a *aside) close() error {
	a.once.Do(func() {
		close(a.done)
		a.busy.Wait()
		a.err = a.db.Close()
		if err := os.RemoveAll(a.folder); a.err == nil {
			a.err = err
		}
	})
	return a.err
}

// end closes what is left when the server stops.
func (all *asides) end() {
	all.mu.Lock()
	all.shut = true
	left := all.open
	all.open = nil
	all.mu.Unlock()
	for a := range left {
		if err := a.close(); err != nil {
			all.site.Log.Error("close a record beside", "err", err)
		}
	}
}

// before answers what is for a record beside the site's own, and leaves the
// rest to next.
func (all *asides) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a := all.find(r.URL.Path); a != nil {
			defer a.busy.Done()
			a.site.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// find knows the record that a path is for, and makes it busy.
func (all *asides) find(path string) *aside {
	rest, ok := strings.CutPrefix(path, "/d/")
	if !ok {
		return nil
	}
	slug, _, _ := strings.Cut(rest, "/")
	all.mu.Lock()
	defer all.mu.Unlock()
	for a := range all.open {
		if a.slug == slug && slug != "" {
			a.busy.Add(1)
			return a
		}
	}
	return nil
}
