package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// pace is what one address stood.
type pace struct {
	PerSecond float64 `json:"requests_per_s"`
	P50       float64 `json:"p50_ms"`
	P95       float64 `json:"p95_ms"`
	P99       float64 `json:"p99_ms"`
	Failed    int     `json:"failed"`
}

// loading is what load is asked for.
type loading struct {
	Connections int
	Spell       time.Duration
	Gap         time.Duration // between two requests of a connection; 0 asks again at once
	Now         func() time.Time
}

// load asks for one address over many open connections at once, as browsers
// do, which take compressed answers. It reads no more of an answer than its
// length, since it shares the processors with the server.
func (l loading) load(ctx context.Context, address string) (p pace, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return p, err
	}
	ask := fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0\r\n\r\n", u.RequestURI(), u.Host)
	var mu sync.Mutex
	var all []time.Duration
	var group sync.WaitGroup
	begun := l.Now()
	for n := range l.Connections {
		group.Go(func() {
			own, err := l.asker(ctx, begun, n, ask, u.Host)
			mu.Lock()
			defer mu.Unlock()
			if all = append(all, own...); err != nil {
				p.Failed++
			}
		})
	}
	group.Wait()
	p.PerSecond = round(float64(len(all)) / l.Now().Sub(begun).Seconds())
	p.P50, p.P95, p.P99 = at(all, 50), at(all, 95), at(all, 99)
	return p, ctx.Err()
}

// asker is one connection. With a gap its requests have their own hours, and a
// late answer makes the next one count from the hour it was meant for.
func (l loading) asker(ctx context.Context, begun time.Time, n int, ask []byte, host string) (own []time.Duration, err error) {
	c, err := new(net.Dialer).DialContext(ctx, "tcp", host)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	in := bufio.NewReaderSize(c, 16<<10)
	due := begun.Add(l.Gap * time.Duration(n) / time.Duration(l.Connections))
	for ctx.Err() == nil {
		from := l.Now()
		if l.Gap > 0 {
			time.Sleep(due.Sub(from))
			from, due = due, due.Add(l.Gap)
		}
		if from.Sub(begun) >= l.Spell {
			break
		}
		if _, err = c.Write(ask); err == nil {
			err = readAnswer(in)
		}
		if err != nil {
			return own, err
		}
		own = append(own, l.Now().Sub(from))
	}
	return own, nil
}

// readAnswer reads an answer of status 200 that says how long it is.
func readAnswer(in *bufio.Reader) error {
	length := -1
	for first := true; ; first = false {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if first && !bytes.HasPrefix(line, []byte("HTTP/1.1 200 ")) {
			return fmt.Errorf("the server answers %q", line)
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			break
		}
		if v, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(v)); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return errors.New("the answer does not say how long it is")
	}
	_, err := in.Discard(length)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}
