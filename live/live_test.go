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
