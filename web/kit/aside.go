package kit

import (
	"context"
	"time"

	"hoinghi/store"
)

// Aside is an empty record beside the one that is served, in a folder that goes
// with it: what a rehearsal is played on.
type Aside struct {
	DB    *store.DB
	Serve func(slug string) // answers requests under /d/<slug>/ from now on
	Close func() error      // its streams end, the record and its folder go; again does nothing
}

// OpenAside opens a record whose clock is now, under a banner over every page.
// The door that serves has one; it closes what is left when it stops.
type OpenAside func(ctx context.Context, now func() time.Time, banner string) (*Aside, error)
