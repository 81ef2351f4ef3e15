package cli

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// phones are the open streams of a measurement.
type phones struct {
	now        func() time.Time
	base, path string
	bytes      atomic.Int64
	waits      atomic.Pointer[wave]
}

// wave is one update on its way to all phones.
type wave struct {
	mark []byte // the words by which it is known
	mu   sync.Mutex
	came []time.Time
	n    int
	all  chan struct{}
}

func (w *wave) arrive(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.came = append(w.came, at); len(w.came) == w.n {
		close(w.all)
	}
}

const dialers = 64 // at once, as a hall does that comes back

// open opens one stream for each session and waits for its first event.
func (p *phones) open(ctx context.Context, tokens []string) error {
	work, failed := make(chan string), make(chan error, 1)
	var wg sync.WaitGroup
	for range dialers {
		wg.Go(func() {
			for token := range work {
				if err := p.dial(ctx, token); err != nil {
					select {
					case failed <- err:
					default:
					}
				}
			}
		})
	}
	for _, t := range tokens {
		work <- t
	}
	close(work)
	wg.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

func (p *phones) dial(ctx context.Context, token string) error {
	var d net.Dialer
	host := strings.TrimPrefix(p.base, "http://")
	c, err := d.DialContext(ctx, "tcp", host)
	if err != nil {
		return err
	}
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\nCookie: hoinghi=%s\r\nUser-Agent: bench\r\n\r\n", p.path, host, token)
	c.SetReadDeadline(p.now().Add(time.Minute))
	b := make([]byte, 0, 4096)
	for !bytes.Contains(b, []byte("event: part")) {
		if b, err = p.more(c, b); err != nil {
			return fmt.Errorf("open a stream: %w after %.200q", err, b)
		}
	}
	c.SetReadDeadline(time.Time{})
	go p.follow(c, b[:0])
	return nil
}

// more reads on, keeping the end of what was read so that no mark is cut.
func (p *phones) more(c net.Conn, b []byte) ([]byte, error) {
	const keep = 256
	if len(b) > keep {
		b = b[:copy(b, b[len(b)-keep:])]
	}
	n, err := c.Read(b[len(b):cap(b)])
	p.bytes.Add(int64(n))
	return b[:len(b)+n], err
}

func (p *phones) follow(c net.Conn, b []byte) {
	defer c.Close()
	var seen *wave
	for {
		var err error
		if b, err = p.more(c, b); err != nil {
			return
		}
		if w := p.waits.Load(); w != nil && w != seen && bytes.Contains(b, w.mark) {
			seen = w
			w.arrive(p.now())
		}
	}
}

// update takes up the next item and waits until every phone shows it.
func (p *phones) update(ctx context.Context, hall benchHall, k int) (delays []time.Duration, answer time.Duration, err error) {
	w := &wave{mark: []byte(hall.titles[k]), n: len(hall.tokens), all: make(chan struct{})}
	p.waits.Store(w)
	begun := p.now()
	if err := press(ctx, p.base+"/d/"+hall.slug+"/dieu-hanh/muc/"+hall.items[k]+"/mo", hall.chair, url.Values{"from": {hall.before(k)}}); err != nil {
		return nil, 0, err
	}
	answer = p.now().Sub(begun)
	select {
	case <-w.all:
	case <-time.After(time.Minute):
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, at := range w.came {
		delays = append(delays, at.Sub(begun))
	}
	return delays, answer, nil
}
