package kit_test

import (
	"testing"
	"time"

	"hoinghi/web/kit"
)

func TestWatch(t *testing.T) {
	var w kit.Watch
	now := time.Date(2026, 1, 23, 8, 0, 0, 0, time.UTC)
	wall := func() time.Time { return now }
	if got := w.At("a", "hall"); got != (kit.Seen{}) {
		t.Errorf("nobody was there: %+v", got)
	}
	one, two := w.Enter("a", "hall", wall), w.Enter("a", "hall", wall)
	if got := w.At("a", "hall"); got.Open != 2 || !got.Last.IsZero() {
		t.Errorf("two are there: %+v", got)
	}
	if w.At("b", "hall").Open != 0 || w.At("a", "other").Open != 0 {
		t.Error("one organisation or place is taken for another")
	}
	one()
	now = now.Add(time.Minute)
	one() // twice is once
	if got := w.At("a", "hall"); got.Open != 1 || !got.Last.Equal(now.Add(-time.Minute)) {
		t.Errorf("one is left: %+v", got)
	}
	two()
	if got := w.At("a", "hall"); got.Open != 0 || !got.Last.Equal(now) {
		t.Errorf("all are gone: %+v", got)
	}
}
