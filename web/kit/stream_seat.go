package kit

import (
	"bytes"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"
)

const slack = 4 // events that wait for one reader

// seat is one open page of a crowd.
type seat struct {
	Reader
	had   []uint64 // sums of the parts that were sent; the crowd's goroutine alone
	event []byte   // to be sent now; the crowd's goroutine alone

	out  chan []byte
	end  chan struct{}
	once sync.Once
	err  error // why it ended; read after end
}

func (s *seat) close(err error) {
	s.once.Do(func() {
		s.err = err
		close(s.end)
	})
}

// take takes the connection out of the hands of the server, whose buffers and
// goroutine would cost a stream five times its own memory. HTTP/2 shares its
// connections and test recorders have none: they answer false.
func take(w http.ResponseWriter) (net.Conn, bool) {
	head := w.Header().Clone()
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, false
	}
	var b bytes.Buffer
	b.WriteString("HTTP/1.1 200 OK\r\n")
	head.Set("Connection", "close")
	head.Write(&b)
	b.WriteString("\r\n")
	conn.SetDeadline(time.Time{})
	return &headed{Conn: conn, head: b.Bytes()}, true
}

// headed sends the head of the answer with the first event.
type headed struct {
	net.Conn
	head []byte
}

func (c *headed) Write(b []byte) (int, error) {
	if c.head == nil {
		return c.Conn.Write(b)
	}
	both := append(c.head, b...)
	c.head = nil
	return c.Conn.Write(both)
}

// write sends the events of a seat to its own connection.
func (s *seat) write(conn net.Conn, wall func() time.Time, first []byte) {
	defer conn.Close()
	last := time.NewTimer(longest + rand.N(longest/6)) // a hall does not come back all at once
	defer last.Stop()
	for b := first; ; {
		conn.SetWriteDeadline(wall().Add(deadline))
		if _, err := conn.Write(b); err != nil {
			return
		}
		select {
		case b = <-s.out:
		case <-s.end:
			return
		case <-last.C:
			return
		}
	}
}

// watch waits until the reader hangs up, or the connection was closed.
func (h *crowd) watch(s *seat, conn net.Conn) {
	var b [16]byte
	for {
		if _, err := conn.Read(b[:]); err != nil {
			h.leave(s)
			return
		}
	}
}

// relay sends the events of a seat through the server.
func (s *seat) relay(w http.ResponseWriter, r *http.Request, wall func() time.Time, first []byte) error {
	to := stream{w: w, c: http.NewResponseController(w), wall: wall}
	last := time.After(longest + rand.N(longest/6))
	for b := first; ; {
		if err := to.send(b); err != nil {
			return nil // the reader hung up
		}
		select {
		case b = <-s.out:
		case <-s.end:
			return nil
		case <-last:
			return nil
		case <-r.Context().Done():
			return nil
		}
	}
}
