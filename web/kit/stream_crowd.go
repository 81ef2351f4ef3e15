package kit

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/live"
	"hoinghi/store"
)

// Reader is one of those who have a page open.
type Reader struct{ Person, Name string }

// Crowd is a page P that a whole hall has open. It is read once for all who hold
// the same roles, and each part is drawn once for all who see the same in it:
// the same bytes go to each of them.
//
// Nothing personal can leak by that. The visit that Read and Draw get has the
// roles of its readers and no person: what is one's own comes through O alone,
// and readers with an equal O see the same page.
type Crowd[P any, O comparable] struct {
	Key    string // of the page, with all that Read takes from the request
	Topics []live.Topic
	Read   func(tx *store.Tx, v *Visit, readers []Reader) (P, []O, error) // one O for each reader, in a fixed number of queries
	Parts  []Part[P, O]
}

// Part is one element of a page, with an id.
type Part[P any, O comparable] struct {
	Own  func(P, O) any // comparable: all of O that shows in this part; nil when nothing does
	Draw func(P, O) templ.Component
	// Still says that Own names everything the part shows, so that it is drawn
	// again only when Own changes: for parts that no two readers share.
	Still bool
}

// Stream is Visit.Stream for a page that many have open.
func (c Crowd[P, O]) Stream(w http.ResponseWriter, r *http.Request, v *Visit) error {
	s := &seat{Reader: Reader{v.Who.Person, v.Name}, out: make(chan []byte, slack), end: make(chan struct{})}
	h := v.Site.crowds.sit(c.place(v), s, func() *crowd { return c.open(v) })
	var first []byte
	select {
	case first = <-s.out:
	case <-s.end:
		return s.err
	case <-r.Context().Done():
		h.leave(s)
		return nil
	}
	streamHeaders(w.Header())
	if conn, ok := take(w); ok {
		go s.write(conn, v.Site.Wall, first)
		go h.watch(s, conn)
		return nil
	}
	defer h.leave(s)
	return s.relay(w, r, v.Site.Wall, first)
}

// place names those who may share: one organisation, address, language and set
// of roles.
func (c Crowd[P, O]) place(v *Visit) string {
	roles := make([]string, 0, len(v.Who.Roles))
	for _, r := range v.Who.Roles {
		roles = append(roles, string(r))
	}
	slices.Sort(roles)
	return strings.Join([]string{v.Place.ID, v.Place.Base, v.W.Lang(), strings.Join(slices.Compact(roles), ","), c.Key}, "\x00")
}

func (c Crowd[P, O]) open(v *Visit) *crowd {
	all := &Visit{Site: v.Site, Place: v.Place, W: v.W, URL: v.URL, Who: access.Actor{Org: v.Who.Org, Roles: slices.Clone(v.Who.Roles)}}
	d := &drawing[P, O]{Crowd: c, visit: all, seed: maphash.MakeSeed()}
	return &crowd{site: v.Site, org: v.Place.ID, topics: c.Topics, draw: d.renew, seats: map[*seat]struct{}{}, wake: make(chan struct{}, 1)}
}

// drawing is one page for all its readers.
type drawing[P any, O comparable] struct {
	Crowd[P, O]
	visit *Visit
	seed  maphash.Seed
	still map[any]uint64 // what was drawn of the parts that stand still
}

// state is the page at one moment.
type state[P any, O comparable] struct {
	*drawing[P, O]
	ctx   context.Context
	page  P
	looks map[O]*look
	made  []map[any]*sketch
	still map[any]uint64
}

// sketch is one part as some readers see it; lines is nil until they are needed.
type sketch struct {
	lines []byte
	sum   uint64
}

// look is the page as the readers with an equal own see it, with the event for
// each set of parts that changed.
type look struct {
	parts  []*sketch
	events map[string][]byte
}

type stillKey struct {
	part int
	own  any
}

// renew reads the page and puts into each seat the event that brings it up to
// date; nil where nothing changed.
func (d *drawing[P, O]) renew(ctx context.Context, seats []*seat) error {
	readers := make([]Reader, len(seats))
	for i, s := range seats {
		readers[i] = s.Reader
	}
	now := state[P, O]{drawing: d, ctx: ctx, looks: map[O]*look{}, made: make([]map[any]*sketch, len(d.Parts)), still: map[any]uint64{}}
	var owns []O
	err := d.visit.Read(ctx, func(tx *store.Tx) (err error) {
		now.page, owns, err = d.Read(tx, d.visit, readers)
		return err
	})
	if err != nil {
		return err
	}
	if len(owns) != len(seats) {
		return fmt.Errorf("read %d own states for %d readers", len(owns), len(seats))
	}
	for i, s := range seats {
		if err := now.bring(s, owns[i]); err != nil {
			return err
		}
	}
	d.still = now.still
	return nil
}

// bring finds which parts of one seat changed and gives it their event.
func (n *state[P, O]) bring(s *seat, o O) error {
	l, err := n.look(o)
	if err != nil {
		return err
	}
	if s.had == nil {
		s.had = make([]uint64, len(n.Parts))
	}
	var set [16]byte
	changed := set[:0]
	for k, part := range l.parts {
		if s.had[k] != part.sum {
			s.had[k] = part.sum
			changed = append(changed, byte(k))
		}
	}
	if len(changed) == 0 {
		return nil
	}
	e, ok := l.events[string(changed)]
	if !ok {
		if e, err = n.compose(l, o, changed); err != nil {
			return err
		}
		l.events[string(changed)] = e
	}
	s.event = e
	return nil
}

func (n *state[P, O]) compose(l *look, o O, changed []byte) ([]byte, error) {
	var lines [][]byte
	for _, k := range changed {
		part := l.parts[k]
		if part.lines == nil {
			if err := n.sketch(part, int(k), o); err != nil {
				return nil, err
			}
		}
		lines = append(lines, part.lines)
	}
	return event("part", lines...), nil
}

func (n *state[P, O]) look(o O) (*look, error) {
	if l, ok := n.looks[o]; ok {
		return l, nil
	}
	l := &look{parts: make([]*sketch, len(n.Parts)), events: map[string][]byte{}}
	for k := range n.Parts {
		part, err := n.part(k, o)
		if err != nil {
			return nil, err
		}
		l.parts[k] = part
	}
	n.looks[o] = l
	return l, nil
}

// part draws one part once for all who see the same in it.
func (n *state[P, O]) part(k int, o O) (*sketch, error) {
	own := any(nil)
	if f := n.Parts[k].Own; f != nil {
		own = f(n.page, o)
	}
	if one, ok := n.made[k][own]; ok {
		return one, nil
	}
	one := &sketch{}
	if sum, ok := n.drawing.still[stillKey{k, own}]; ok && n.Parts[k].Still {
		one.sum = sum
	} else if err := n.sketch(one, k, o); err != nil {
		return nil, err
	}
	if n.Parts[k].Still {
		n.still[stillKey{k, own}] = one.sum
	}
	if n.made[k] == nil {
		n.made[k] = map[any]*sketch{}
	}
	n.made[k][own] = one
	return one, nil
}

func (n *state[P, O]) sketch(one *sketch, k int, o O) error {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := n.Parts[k].Draw(n.page, o).Render(n.ctx, b); err != nil {
		return fmt.Errorf("draw part %d: %w", k, err)
	}
	one.lines, one.sum = dataLines(b.Bytes()), maphash.Bytes(n.seed, b.Bytes())|1
	return nil
}

// crowds are the crowds of a site that have readers. The zero value is ready.
type crowds struct {
	mu sync.Mutex
	by map[string]*crowd
}

// sit puts a reader into the crowd of a place, which begins with its first and
// ends with its last.
func (all *crowds) sit(place string, s *seat, open func() *crowd) *crowd {
	all.mu.Lock()
	defer all.mu.Unlock()
	h := all.by[place]
	if h == nil {
		if all.by == nil {
			all.by = map[string]*crowd{}
		}
		h = open()
		h.forget = func() bool { return all.forget(place, h) }
		all.by[place] = h
		go h.run()
	}
	h.enter(s)
	return h
}

// forget ends a crowd unless somebody came in meanwhile.
func (all *crowds) forget(place string, h *crowd) bool {
	all.mu.Lock()
	defer all.mu.Unlock()
	if h.size() > 0 {
		return false
	}
	delete(all.by, place)
	return true
}

// crowd is those who have one page open, and the goroutine that tells them.
type crowd struct {
	site   *Site
	org    string
	topics []live.Topic
	draw   func(ctx context.Context, seats []*seat) error
	forget func() bool

	mu    sync.Mutex
	seats map[*seat]struct{}
	fresh []*seat       // came in and know nothing yet
	wake  chan struct{} // somebody came in or the last one left
}

func (h *crowd) size() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.seats)
}

func (h *crowd) enter(s *seat) {
	h.mu.Lock()
	h.seats[s] = struct{}{}
	h.fresh = append(h.fresh, s)
	h.mu.Unlock()
	h.stir()
}

func (h *crowd) leave(s *seat) {
	h.mu.Lock()
	delete(h.seats, s)
	last := len(h.seats) == 0
	h.mu.Unlock()
	s.close(nil)
	if last {
		h.stir()
	}
}

func (h *crowd) stir() {
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// run tells the newcomers at once and everybody after each change.
func (h *crowd) run() {
	hints, stop := h.site.DB.Bus.SubscribeFor(h.size, h.org, h.topics...)
	defer stop()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	sign := time.NewTicker(beat)
	defer sign.Stop()
	free := time.After(0)
	for {
		select {
		case <-h.site.Done:
			h.dismiss(nil)
			return
		case <-sign.C:
			h.tell(h.all(), func(*seat) []byte { return beatEvent })
		case <-h.wake:
			h.renew(ctx, h.newcomers())
			if h.size() == 0 && h.forget() {
				return
			}
		case <-hints:
			<-free
			drain(hints)
			begun := h.site.Wall()
			h.newcomers() // they are among all
			h.renew(ctx, h.all())
			free = time.After(max(calm, h.site.Wall().Sub(begun)))
		}
	}
}

func (h *crowd) newcomers() (of []*seat) {
	h.mu.Lock()
	defer h.mu.Unlock()
	of, h.fresh = h.fresh, nil
	return of
}

func (h *crowd) all() []*seat {
	h.mu.Lock()
	defer h.mu.Unlock()
	of := make([]*seat, 0, len(h.seats))
	for s := range h.seats {
		of = append(of, s)
	}
	return of
}

// renew draws for some seats. What cannot be sketch ends their streams: the page
// comes back and is answered in full, or with the fault.
func (h *crowd) renew(ctx context.Context, seats []*seat) {
	if len(seats) == 0 {
		return
	}
	if err := h.draw(ctx, seats); err != nil {
		for _, s := range seats {
			s.close(err)
			h.leave(s)
		}
		return
	}
	h.tell(seats, func(s *seat) []byte { return s.event })
}

// tell hands out events. Who has not taken the last ones is let go, and comes
// back.
func (h *crowd) tell(seats []*seat, what func(*seat) []byte) {
	for _, s := range seats {
		b := what(s)
		s.event = nil
		if b == nil {
			continue
		}
		select {
		case s.out <- b:
		default:
			h.leave(s)
		}
	}
}

func (h *crowd) dismiss(err error) {
	for _, s := range h.all() {
		s.close(err)
		h.leave(s)
	}
}
