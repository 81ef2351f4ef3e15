package main

import (
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"
)

// accessPoint carries connections to the program, and fails as one does: it
// breaks connections wherever they are, it is off for a while, or it carries
// what is asked and loses what is answered.
type accessPoint struct {
	to string

	mu   sync.Mutex
	up   map[*wire]bool
	most int // that were up at once
	off  bool
	deaf bool // whatever the program sends is lost, and its connection with it
}

// wire is one connection of a device.
type wire struct{ device, program net.Conn }

func (w *wire) cut() { w.device.Close(); w.program.Close() }

func (a *accessPoint) listen(t *testing.T) (base string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a.up = map[*wire]bool{}
	t.Cleanup(func() { l.Close(); a.cut(1, nil) })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go a.carry(c)
		}
	}()
	return "http://" + l.Addr().String()
}

func (a *accessPoint) carry(c net.Conn) {
	defer c.Close()
	if a.is(&a.off) {
		return
	}
	s, err := net.Dial("tcp", a.to)
	if err != nil {
		return
	}
	w := &wire{c, s}
	defer w.cut()
	a.mu.Lock()
	a.up[w] = true
	a.most = max(a.most, len(a.up))
	a.mu.Unlock()
	go func() { io.Copy(s, c); w.cut() }()
	b := make([]byte, 16<<10)
	for {
		n, err := s.Read(b)
		if a.is(&a.deaf) {
			break
		}
		if _, lost := c.Write(b[:n]); lost != nil || err != nil {
			break
		}
	}
	a.mu.Lock()
	delete(a.up, w)
	a.mu.Unlock()
}

func (a *accessPoint) is(state *bool) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return *state
}

func (a *accessPoint) set(state *bool, is bool) {
	a.mu.Lock()
	*state = is
	a.mu.Unlock()
}

// cut breaks a share of the connections that are up and counts them; without
// dice it breaks all.
func (a *accessPoint) cut(share float64, dice *rand.Rand) (n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for w := range a.up {
		if dice == nil || dice.Float64() < share {
			w.cut()
			n++
		}
	}
	return n
}

// await waits until something is up that can be cut: of a link that carries many,
// several. A link that is off is not waited for.
func (a *accessPoint) await() {
	for late := time.Now().Add(recovery); time.Now().Before(late); time.Sleep(5 * time.Millisecond) {
		a.mu.Lock()
		want := 1
		if a.most > returned {
			want = returned
		}
		back := a.off || len(a.up) >= want
		a.mu.Unlock()
		if back {
			return
		}
	}
}

// fail does one of the three at random and reports how many connections broke.
func (a *accessPoint) fail(dice *rand.Rand) (broken int) {
	a.mu.Lock()
	up := len(a.up)
	a.mu.Unlock()
	switch dice.IntN(3) {
	case 0:
		return a.cut(0.3+0.7*dice.Float64(), dice)
	case 1:
		a.set(&a.off, true)
		broken = a.cut(1, nil)
		time.Sleep(time.Duration(20+dice.IntN(100)) * time.Millisecond)
		a.set(&a.off, false)
		return broken
	}
	a.set(&a.deaf, true)
	time.Sleep(time.Duration(10+dice.IntN(40)) * time.Millisecond)
	a.set(&a.deaf, false)
	a.mu.Lock()
	defer a.mu.Unlock()
	return max(0, up-len(a.up))
}

// storm cuts the links that it is given, as often as each phase of the day
// allows, in an order that is the same each time. It waits until something is
// there to be cut: on a slow machine a hall is long in coming back.
type storm struct {
	links  []*accessPoint
	dice   *rand.Rand
	grants chan int
	done   chan bool
	cuts   int
	broken int
}

// returned is how many connections of a link must be up before it fails again,
// and recovery is how long at most that is waited for.
const (
	returned = 10
	recovery = 5 * time.Second
)

func newStorm(links ...*accessPoint) *storm {
	s := &storm{links: links, dice: rand.New(rand.NewPCG(6, 2026)), grants: make(chan int), done: make(chan bool)}
	go func() {
		for n := range s.grants {
			for range n {
				time.Sleep(time.Duration(10+s.dice.IntN(50)) * time.Millisecond)
				link := s.links[s.dice.IntN(len(s.links))]
				link.await()
				s.broken += link.fail(s.dice)
				s.cuts++
			}
			s.done <- true
		}
	}()
	return s
}

// over does what happens in one phase while links are cut n times.
func (s *storm) over(n int, phase func()) {
	s.grants <- n
	phase()
	<-s.done
}
