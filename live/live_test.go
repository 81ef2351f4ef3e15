package live_test

import (
	"testing"

	"hoinghi/live"
)

func TestPublishReachesOnlyItsOrganisationAndTopic(t *testing.T) {
	var b live.Bus
	mine, stop := b.Subscribe("a", "x", "y")
	other, stopOther := b.Subscribe("b", "x")
	defer stopOther()
	b.Publish("a", "y")
	b.Publish("a", "z")
	if got := <-mine; got != "y" {
		t.Errorf("got topic %q, want y", got)
	}
	if len(mine) != 0 || len(other) != 0 {
		t.Errorf("left over: %d of mine, %d of another organisation", len(mine), len(other))
	}
	stop()
	stop() // a second stop is harmless
	if _, open := <-mine; open {
		t.Error("the channel stays open after stop")
	}
	if n := b.Listeners("a", "y"); n != 0 {
		t.Errorf("%d listeners after stop", n)
	}
}

func TestSlowListenerNeverBlocksTheWriter(t *testing.T) {
	var b live.Bus
	c, stop := b.Subscribe("a", "x")
	defer stop()
	for range 1000 {
		b.Publish("a", "x")
	}
	if len(c) == 0 {
		t.Error("a slow listener lost every hint")
	}
}

func TestOneListenerSpeaksForManyPages(t *testing.T) {
	var b live.Bus
	pages := 5000
	hints, stop := b.SubscribeFor(func() int { return pages }, "a", "x")
	defer stop()
	_, stopOne := b.Subscribe("a", "x")
	defer stopOne()
	b.Publish("a", "x")
	if len(hints) != 1 {
		t.Errorf("%d hints for one listener, want 1", len(hints))
	}
	if n := b.Listeners("a", "x"); n != 5001 {
		t.Errorf("%d pages listen, want 5001", n)
	}
	pages = 0
	if n := b.Listeners("a", "x"); n != 1 {
		t.Errorf("%d pages listen after the crowd left, want 1", n)
	}
}
