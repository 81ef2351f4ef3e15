package kit

import (
	"sync"
	"time"

	"hoinghi/live"
)

// Watch knows which places of an organisation are open before somebody at this
// moment, such as the projector of a conference. It lives in memory alone: a
// restart forgets it, and a minute later it is true again. The zero value is
// ready.
type Watch struct {
	mu sync.Mutex
	by map[[2]string]Seen
}

// Seen is what is known of a place.
type Seen struct {
	Open int       // streams that are open now
	Last time.Time // when the last one ended, by the wall; zero for never
}

// ScreenTopic is published when a projector of a conference opens or goes.
func ScreenTopic(conference string) live.Topic { return live.Topic("screen/" + conference) }

// Enter notes that a stream is open until leave is called. wall is asked then.
func (w *Watch) Enter(org, place string, wall func() time.Time) (leave func()) {
	w.change(org, place, func(s *Seen) { s.Open++ })
	var once sync.Once
	return func() {
		once.Do(func() { w.change(org, place, func(s *Seen) { s.Open--; s.Last = wall() }) })
	}
}

// At tells of a place.
func (w *Watch) At(org, place string) Seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.by[[2]string{org, place}]
}

func (w *Watch) change(org, place string, f func(*Seen)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.by == nil {
		w.by = map[[2]string]Seen{}
	}
	s := w.by[[2]string{org, place}]
	f(&s)
	w.by[[2]string{org, place}] = s
}
