package web

import (
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter slows down whoever guesses codes and passwords: by address of the
// network and organisation. A hall behind one access point shares an address,
// so the burst lets 200 people in at once.
type limiter struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[string]*bucket
}

type bucket struct {
	*rate.Limiter
	seen time.Time
}

const (
	perSecond = 5
	burst     = 200
	forget    = 10 * time.Minute
)

func (l *limiter) allow(r *http.Request, org string) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by == nil {
		l.by = map[string]*bucket{}
	}
	if len(l.by) > 10_000 {
		for k, b := range l.by {
			if now.Sub(b.seen) > forget {
				delete(l.by, k)
			}
		}
	}
	k := org + "/" + host
	b := l.by[k]
	if b == nil {
		b = &bucket{Limiter: rate.NewLimiter(perSecond, burst)}
		l.by[k] = b
	}
	b.seen = now
	return b.AllowN(now, 1)
}
