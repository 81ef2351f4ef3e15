package kit

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"hoinghi/live"
)

const (
	beat     = 20 * time.Second       // between signs of life
	calm     = 250 * time.Millisecond // between two redraws of one page
	longest  = 30 * time.Minute       // of one stream; the page opens another
	deadline = 10 * time.Second       // for one event to leave
)

// Draw reads the record with the reader's rights and gives the parts of the
// page that can change: components whose outermost elements carry ids.
type Draw func() (templ.Component, error)

// Stream sends the parts of a page now and after every topic, until the
// reader leaves. Bursts are joined into one redraw.
func (v *Visit) Stream(w http.ResponseWriter, r *http.Request, topics []live.Topic, draw Draw) error {
	hints, stop := v.Site.DB.Bus.Subscribe(v.Place.ID, topics...)
	defer stop()
	s := stream{w: w, c: http.NewResponseController(w), wall: v.Site.Wall}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	if err := s.redraw(r, draw); err != nil {
		return err // nothing was sent yet: the fault gets its status
	}
	sign := time.NewTicker(beat)
	defer sign.Stop()
	end := time.After(longest)
	for {
		select {
		case <-r.Context().Done():
			return nil
		case <-v.Site.Done:
			return nil
		case <-end:
			return nil
		case <-sign.C:
			if s.send("beat", []byte("1")) != nil {
				return nil
			}
		case <-hints:
			if !rest(r, hints) || s.redraw(r, draw) != nil {
				return nil // the page comes back and is answered in full
			}
		}
	}
}

// rest waits a moment and drains what came meanwhile; false when the reader left.
func rest(r *http.Request, hints <-chan live.Topic) bool {
	select {
	case <-time.After(calm):
	case <-r.Context().Done():
		return false
	}
	for {
		select {
		case <-hints:
		default:
			return true
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
	return s.send("part", b.Bytes())
}

func (s *stream) send(name string, data []byte) error {
	s.c.SetWriteDeadline(s.wall().Add(deadline)) // a test recorder knows none
	out := bufio.NewWriter(s.w)
	writeEvent(out, name, data)
	if err := out.Flush(); err != nil {
		return err
	}
	return s.c.Flush()
}

func writeEvent(w io.Writer, name string, data []byte) {
	fmt.Fprintf(w, "event: %s\n", name)
	for line := range bytes.Lines(data) {
		fmt.Fprintf(w, "data: %s\n", bytes.TrimRight(line, "\r\n"))
	}
	io.WriteString(w, "\n")
}
