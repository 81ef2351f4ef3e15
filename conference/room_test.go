package conference_test

import (
	"testing"

	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/regulation"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// A second room counts and is told apart; from afar only where the unit's own
// regulation allows it.
func TestOtherRooms(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 6)
		h.arrives("p0", "p1", "p2", "p3")
		seat := func(person, room string) func(*store.Tx) error {
			return func(tx *store.Tx) error { return conference.Seat(tx, h.id, person, room) }
		}
		h.act(seat("p0", conference.SecondRoom))
		h.act(seat("p5", conference.SecondRoom)) // has not come yet
		refused(t, h.try(seat("p1", conference.Remote)), "conference.remote.not.allowed")
		refused(t, h.try(seat("p1", "moon")), "fault.choice")
		refused(t, h.try(seat("nobody", conference.SecondRoom)), "fault.missing")
		if q := h.turnout(); q.Present != 4 || q.Second != 1 || q.Remote != 0 {
			t.Errorf("one in the second room: %+v", q)
		}
		h.act(func(tx *store.Tx) error {
			_, err := regulation.Record(tx, regulation.Own{Rule: "conf.online", Value: "hybrid", Document: law.Document{Number: "05/QC-TVT", Day: law.MustDay("2025-01-02"), Article: "khoản 2 Điều 7"}, From: law.MustDay("2025-01-02")})
			return err
		})
		h.act(seat("p1", conference.Remote))
		if q := h.turnout(); q.Present != 4 || q.Second != 1 || q.Remote != 1 || !q.Reached {
			t.Errorf("one from afar: %+v", q)
		}
		h.act(seat("p0", ""))
		if q := h.turnout(); q.Second != 0 {
			t.Errorf("back in the hall: %+v", q)
		}
	})
}

// A speaker who has left is not called, and may be when back.
func TestASpeakerWhoLeft(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gathered(t, db, 3)
		h.arrives("p0", "p1")
		h.act(func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
		var asked []conference.Speaker
		h.act(func(tx *store.Tx) error {
			if err := conference.AskBySlip(tx, conference.Speaker{Conference: h.id, Person: "p1"}); err != nil {
				return err
			}
			if err := conference.CheckOut(tx, h.id, "p1"); err != nil {
				return err
			}
			var err error
			asked, err = conference.Speakers(tx, h.id)
			return err
		})
		call := func(tx *store.Tx) error { return conference.Call(tx, asked[0].ID, 0) }
		refused(t, h.try(call), "conference.speaker.left")
		h.arrives("p1")
		h.act(call)
		if c := h.now(); c.Channel != "speaker" {
			t.Errorf("back in the hall, the wall shows %s", c.Channel)
		}
	})
}
