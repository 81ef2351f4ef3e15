// Package live tells open pages that something they show has changed.
//
// Topics are hints, published after commit; whoever hears one reads the record
// again through its own rights, so no data travels here and nothing can leak
// between organisations. A listener that does not keep up loses hints but not the
// news: a hint still waits for it, and one redraw reads all. No writer is blocked.
package live

import "sync"

// Topic names something that can change, for example "conference/ID".
type Topic string

const room = 16 // hints that wait for one listener

type key struct {
	org   string
	topic Topic
}

type listener struct {
	c    chan Topic
	keys []key
	size func() int // open pages behind it
	gone bool
}

// Bus carries topics inside one process. The zero value is ready.
type Bus struct {
	mu  sync.Mutex
	who map[key]map[*listener]struct{}
}

// Publish tells every listener of these topics in an organisation.
func (b *Bus) Publish(org string, topics ...Topic) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, t := range topics {
		for l := range b.who[key{org, t}] {
			select {
			case l.c <- t:
			default: // full: the listener redraws anyway, one hint is as good as ten
			}
		}
	}
}

// Subscribe listens to topics of one organisation until stop is called, which
// also closes the channel.
func (b *Bus) Subscribe(org string, topics ...Topic) (hints <-chan Topic, stop func()) {
	return b.SubscribeFor(func() int { return 1 }, org, topics...)
}

// SubscribeFor listens once on behalf of size() open pages, which Listeners
// counts. size is called with nothing of the bus in hand.
func (b *Bus) SubscribeFor(size func() int, org string, topics ...Topic) (hints <-chan Topic, stop func()) {
	l := &listener{c: make(chan Topic, room), size: size}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.who == nil {
		b.who = map[key]map[*listener]struct{}{}
	}
	for _, t := range topics {
		k := key{org, t}
		if b.who[k] == nil {
			b.who[k] = map[*listener]struct{}{}
		}
		b.who[k][l] = struct{}{}
		l.keys = append(l.keys, k)
	}
	return l.c, func() { b.leave(l) }
}

func (b *Bus) leave(l *listener) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if l.gone {
		return
	}
	l.gone = true
	for _, k := range l.keys {
		delete(b.who[k], l)
		if len(b.who[k]) == 0 {
			delete(b.who, k)
		}
	}
	close(l.c)
}

// Listeners counts the pages that listen to a topic, for the console's
// "devices online".
func (b *Bus) Listeners(org string, t Topic) (n int) {
	b.mu.Lock()
	var sizes []func() int
	for l := range b.who[key{org, t}] {
		sizes = append(sizes, l.size)
	}
	b.mu.Unlock()
	for _, size := range sizes {
		n += size()
	}
	return n
}
