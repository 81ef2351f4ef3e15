package kit

import (
	"container/list"
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"hoinghi/live"
)

// Cache keeps drawn pages for readers who have not signed in, until the record
// announces one of its topics, until the page's own end or until it is too old,
// whichever comes first. Of many readers who want a page that is not there one
// has it drawn and the others wait. It is empty before its first reader and
// never holds more than Most bytes.
type Cache struct {
	Most   int           // bytes
	Age    time.Duration // at most, by the clock of the machine
	Topics []live.Topic  // after which every page of the organisation is drawn anew

	mu    sync.Mutex
	pages map[string]*list.Element // of *shelved
	order list.List                // the last asked for first
	bytes int
	turns map[string]*turn
	news  map[string]*edition
}

// shelved is a page in its place.
type shelved struct {
	key, org string
	edition  int
	page     *Kept
}

// edition counts what an organisation has announced.
type edition struct {
	hints  <-chan live.Topic
	number int
}

// turn is the drawing of a page that others wait for.
type turn struct {
	cache    *Cache
	key      string
	edition  int
	over     chan struct{}
	put, old bool // the page was kept; or drawn from a record that has changed since
}

type turnKey struct{}

const (
	longQuery = 400 // bytes of an address beyond which nothing is kept
	mostTurns = 4   // times a reader waits for another's drawing
)

// Keeping makes a handler's pages be kept. Only a page that the handler gives
// to Keep is; everything else passes as it is.
func (c *Cache) Keeping(h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request, v *Visit) error {
		if !shareable(r, v) {
			return h(w, r, v)
		}
		key := strings.Join([]string{v.Place.ID, v.W.Lang(), Origin(r), v.Place.Base, v.Place.Name, r.URL.Path, r.URL.RawQuery}, "\x00")
		for range mostTurns {
			page, mine, wait := c.find(v, key)
			switch {
			case page != nil:
				return page.Serve(w, r, v)
			case mine != nil:
				defer mine.end()
				return h(w, r.WithContext(context.WithValue(r.Context(), turnKey{}, mine)), v)
			}
			select {
			case <-wait.over:
			case <-r.Context().Done():
				return r.Context().Err()
			}
			if !wait.put && !wait.old {
				break // such a page is not kept: each draws his own
			}
		}
		return h(w, r, v)
	}
}

// shareable reports whether a page would be the same for every reader: nobody
// is signed in, and the only wish that the browser carries is the language.
func shareable(r *http.Request, v *Visit) bool {
	if v.SignedIn() || len(v.Root) > 0 || r.Method != http.MethodGet && r.Method != http.MethodHead || len(r.URL.RawQuery) > longQuery {
		return false
	}
	if len(r.Header["Cookie"]) == 0 {
		return true
	}
	for _, c := range r.Cookies() {
		if c.Name != "lang" {
			return false
		}
	}
	return true
}

// find answers the page, or the turn to draw it, or whose turn to wait for.
func (c *Cache) find(v *Visit, key string) (page *Kept, mine, wait *turn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.hear(v)
	if e, ok := c.pages[key]; ok {
		s := e.Value.(*shelved)
		if s.edition == now && s.page.good(v, c.Age) {
			c.order.MoveToFront(e)
			return s.page, nil, nil
		}
		c.drop(e)
	}
	if t, ok := c.turns[key]; ok {
		return nil, nil, t
	}
	if c.turns == nil {
		c.turns = map[string]*turn{}
	}
	t := &turn{cache: c, key: key, edition: now, over: make(chan struct{})}
	c.turns[key] = t
	return nil, t, nil
}

// hear counts what was announced since the last look, so that no goroutine has
// to listen.
func (c *Cache) hear(v *Visit) int {
	n := c.news[v.Place.ID]
	if n == nil {
		if c.news == nil {
			c.news, c.pages = map[string]*edition{}, map[string]*list.Element{}
		}
		n = new(edition)
		n.hints, _ = v.Site.DB.Bus.SubscribeFor(func() int { return 0 }, v.Place.ID, c.Topics...)
		c.news[v.Place.ID] = n
	}
	for {
		select {
		case <-n.hints:
			n.number++
		default:
			return n.number
		}
	}
}

func (c *Cache) drop(e *list.Element) {
	s := c.order.Remove(e).(*shelved)
	delete(c.pages, s.key)
	c.bytes -= s.page.size()
}

// Keep gives a page to the cache that the request came through, if it did.
// What was drawn from a record that has changed meanwhile is not kept.
func Keep(ctx context.Context, page *Kept) {
	t, _ := ctx.Value(turnKey{}).(*turn)
	if t == nil {
		return
	}
	v, c := From(ctx), t.cache
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.old = c.hear(v) != t.edition; t.old || page.size() > c.Most || !page.good(v, c.Age) {
		return
	}
	t.put = true
	c.pages[t.key] = c.order.PushFront(&shelved{key: t.key, org: v.Place.ID, edition: t.edition, page: page})
	for c.bytes += page.size(); c.bytes > c.Most; {
		c.drop(c.order.Back())
	}
}

// end lets the waiting go on, also after a fault or a panic of the drawing.
func (t *turn) end() {
	t.cache.mu.Lock()
	defer t.cache.mu.Unlock()
	delete(t.cache.turns, t.key)
	close(t.over)
}
