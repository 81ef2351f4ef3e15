package kit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"hoinghi/live"
)

const (
	beat     = 20 * time.Second       // between signs of life
	calm     = 100 * time.Millisecond // at least, between two redraws of one page
	longest  = 30 * time.Minute       // of one stream; the page opens another
	deadline = 10 * time.Second       // for one event to leave
)

// Draw reads the record with the reader's rights and gives the parts of the
// page that can change: components whose outermost elements carry ids.
type Draw func() (templ.Component, error)

// Stream sends the parts of a page now and after every topic, until the
// reader leaves. A lone change is drawn at once; bursts are joined. A page that
// a whole hall has open is a Crowd's instead.
func (v *Visit) Stream(w http.ResponseWriter, r *http.Request, topics []live.Topic, draw Draw) error {
	hints, stop := v.Site.DB.Bus.Subscribe(v.Place.ID, topics...)
	defer stop()
	s := stream{w: w, c: http.NewResponseController(w), wall: v.Site.Wall}
	streamHeaders(w.Header())
	if err := s.redraw(r, draw); errors.Is(err, errLeft) {
		return nil
	} else if err != nil {
		return err // nothing was sent yet: the fault gets its status
	}
	sign := time.NewTicker(beat)
	defer sign.Stop()
	end := time.After(longest)
	free := time.After(calm)
	for {
		select {
		case <-r.Context().Done():
			return nil
		case <-v.Site.Done:
			return nil
		case <-end:
			return nil
		case <-sign.C:
			if s.send(beatEvent) != nil {
				return nil
			}
		case <-hints:
			if !rest(r.Context(), free) {
				return nil
			}
			drain(hints)
			if s.redraw(r, draw) != nil {
				return nil // the page comes back and is answered in full
			}
			free = time.After(calm)
		}
	}
}

func streamHeaders(h http.Header) {
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
}

// rest waits until the next redraw is allowed; false when ctx ended first.
func rest(ctx context.Context, free <-chan time.Time) bool {
	select {
	case <-free:
		return true
	case <-ctx.Done():
		return false
	}
}

func drain(hints <-chan live.Topic) {
	for {
		select {
		case _, open := <-hints:
			if !open {
				return
			}
		default:
			return
		}
	}
}

type stream struct {
	w    http.ResponseWriter
	c    *http.ResponseController
	last []byte
	wall func() time.Time
}

func (s *stream) redraw(r *http.Request, draw Draw) error {
	parts, err := draw()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := parts.Render(r.Context(), &b); err != nil {
		return fmt.Errorf("draw parts: %w", err)
	}
	if bytes.Equal(b.Bytes(), s.last) {
		return nil
	}
	s.last = b.Bytes()
	return s.send(event("part", dataLines(b.Bytes())))
}

var errLeft = errors.New("the reader has left")

func (s *stream) send(event []byte) error {
	s.c.SetWriteDeadline(s.wall().Add(deadline)) // a test recorder knows none
	_, err := s.w.Write(event)
	if err == nil {
		err = s.c.Flush()
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errLeft, err)
	}
	return nil
}

var beatEvent = event("beat", dataLines([]byte("1")))

// event puts lines of data into one server-sent event.
func event(name string, data ...[]byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "event: %s\n", name)
	for _, d := range data {
		b.Write(d)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// dataLines writes text as lines of an event.
func dataLines(text []byte) []byte {
	var b bytes.Buffer
	for line := range bytes.Lines(text) {
		io.WriteString(&b, "data: ")
		b.Write(bytes.TrimRight(line, "\r\n"))
		b.WriteByte('\n')
	}
	return b.Bytes()
}
