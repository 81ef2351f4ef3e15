package rehearsal

import (
	"context"
	"sync"
	"time"
)

// Clock is the time of the copy: it runs Speed times as fast as the wall's.
// Without a speed, or without a wall, it stands until it is set, and nobody
// waits.
type Clock struct {
	Wall  func() time.Time
	Speed int // to begin with; later Run changes it

	mu   sync.Mutex
	at   time.Time // of the copy
	from time.Time // of the wall, when at was set
}

// Now is the time of the copy.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if c.stands() {
		return c.at
	}
	return c.at.Add(c.Wall().Sub(c.from) * time.Duration(c.Speed))
}

func (c *Clock) stands() bool { return c.Wall == nil || c.Speed == 0 }

// Set puts the clock forward or back.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
	if c.Wall != nil {
		c.from = c.Wall()
	}
}

// Wait returns when the clock shows t.
func (c *Clock) Wait(ctx context.Context, t time.Time) error {
	c.mu.Lock()
	stands, left := c.stands(), time.Duration(0)
	if !stands {
		left = t.Sub(c.now()) / time.Duration(c.Speed)
	}
	c.mu.Unlock()
	if stands {
		c.Set(t)
	}
	if left <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Slow lets the clock run as the wall's from here.
func (c *Clock) Slow() { c.Run(1) }

// Run lets the clock run so many times as fast as the wall's from here.
func (c *Clock) Run(speed int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.Speed = c.now(), speed
	if c.Wall != nil {
		c.from = c.Wall()
	}
}
