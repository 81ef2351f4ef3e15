package conference

import (
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/regulation"
	"hoinghi/store"
)

// Begin opens the conference. Whether a quorum is there is said beside the
// button; the law lets the chair decide to wait, so nothing is refused here.
func Begin(tx *store.Tx, id string) error {
	c, err := presiding(tx, id)
	if err != nil {
		return err
	}
	switch c.State {
	case Draft:
		return fault.New(fault.Conflict, "conference.not.convened")
	case Open:
		return nil // a second chair pressed the same button
	}
	c.State, c.OpenedAt, c.Channel = Open, tx.Now, "agenda"
	if rule, err := regulation.QuorumRule(tx, c.HeldOn); err == nil {
		c.QuorumRule = rule.ID // a day before any rule has none: votes say so
	}
	return change(tx, c, "conference.begin", c.QuorumRule)
}

// End closes the conference and, with it, the item that is open. Open votes
// must be closed first.
func End(tx *store.Tx, id string) error {
	c, err := presiding(tx, id)
	if err != nil {
		return err
	}
	if c.State != Open {
		return fault.New(fault.Conflict, "conference.not.open")
	}
	if c.Item != "" {
		if err := CloseItem(tx, c.Item, ""); err != nil {
			return err
		}
		if c, err = oneConference(tx, id); err != nil {
			return err
		}
	}
	c.State, c.ClosedAt, c.Channel, c.TimerEnds, c.TimerLeft = Closed, tx.Now, "welcome", time.Time{}, 0
	if err := change(tx, c, "conference.end", ""); err != nil {
		return err
	}
	_, err = journal.Seal(tx)
	return err
}

// OpenItem takes up a point of the agenda and freezes its papers: what is
// shown is what stays. The point that was open is closed.
func OpenItem(tx *store.Tx, item string) error {
	i, c, err := itemOfOpen(tx, item)
	if err != nil {
		return err
	}
	if c.Item == item {
		return nil
	}
	if c.Item != "" {
		if err := CloseItem(tx, c.Item, ""); err != nil {
			return err
		}
	}
	if err := FreezePapers(tx, item); err != nil {
		return err
	}
	if i.OpenedAt.IsZero() {
		i.OpenedAt = tx.Now
	}
	i.ClosedAt = time.Time{}
	if err := updateItem(tx, i); err != nil {
		return err
	}
	c.Item, c.Channel, c.ChannelRef, c.TimerEnds, c.TimerLeft = item, "item", item, time.Time{}, 0
	return change(tx, c, "conference.item.open", i.Title)
}

// CloseItem ends a point of the agenda with its outcome in words. Whoever
// still speaks has finished with it.
func CloseItem(tx *store.Tx, item, outcome string) error {
	i, c, err := itemOfOpen(tx, item)
	if err != nil {
		return err
	}
	if !i.ClosedAt.IsZero() || i.OpenedAt.IsZero() {
		return nil
	}
	i.ClosedAt = tx.Now
	if s := strings.TrimSpace(outcome); s != "" {
		i.Outcome = s
	}
	if err := updateItem(tx, i); err != nil {
		return err
	}
	if err := endSpeech(tx, c.ID); err != nil {
		return err
	}
	if c.Item == item {
		c.Item, c.Channel, c.ChannelRef, c.TimerEnds, c.TimerLeft = "", "agenda", "", time.Time{}, 0
	}
	return change(tx, c, "conference.item.close", i.Title)
}

// Remark keeps the secretary's note of an item for the minutes.
func Remark(tx *store.Tx, item, note string) error {
	if err := tx.Who.Need(access.Record); err != nil {
		return err
	}
	i, err := oneItem(tx, item)
	if err != nil {
		return err
	}
	i.Note = strings.TrimSpace(note)
	if err := updateItem(tx, i); err != nil {
		return err
	}
	tx.Announce(Topic(i.Conference))
	return nil
}

// Show puts something before the hall.
func Show(tx *store.Tx, id, channel, ref string) error {
	c, err := presiding(tx, id)
	if err != nil {
		return err
	}
	if !channels[channel] {
		return fault.New(fault.Invalid, "fault.choice")
	}
	c.Channel, c.ChannelRef = channel, ref
	return change(tx, c, "", "")
}

// channels are what a hall can see.
var channels = map[string]bool{"welcome": true, "agenda": true, "item": true, "speaker": true, "quorum": true,
	"vote": true, "result": true, "rest": true, "blank": true, "opinion": true, "ceremony": true,
	"election": true, "election-result": true, "urn": true}

// NextRound behind an election's id is, on the channel "election", the list of
// its round to come.
const NextRound = "/next"

// Trackers behind a box's id are, on the channel "urn", the codes of its ballots.
const Trackers = "/trackers"

// StartTimer runs a countdown for the hall, at most three hours.
func StartTimer(tx *store.Tx, id string, length time.Duration) error {
	c, err := presiding(tx, id)
	if err != nil {
		return err
	}
	if length <= 0 || length > 3*time.Hour {
		return fault.New(fault.Invalid, "conference.timer.length")
	}
	c.TimerEnds, c.TimerLeft = tx.Now.Add(length), 0
	return change(tx, c, "", "")
}

// HoldTimer stops a running countdown with its time left, or lets a held one
// go on.
func HoldTimer(tx *store.Tx, id string) error {
	c, err := presiding(tx, id)
	if err != nil {
		return err
	}
	if !c.TimerEnds.IsZero() {
		c.TimerEnds, c.TimerLeft = time.Time{}, max(0, c.TimerEnds.Sub(tx.Now)).Round(time.Second)
	} else if c.TimerLeft > 0 {
		c.TimerEnds, c.TimerLeft = tx.Now.Add(c.TimerLeft), 0
	}
	return change(tx, c, "", "")
}

// StopTimer takes the countdown away.
func StopTimer(tx *store.Tx, id string) error {
	c, err := presiding(tx, id)
	if err != nil {
		return err
	}
	c.TimerEnds, c.TimerLeft = time.Time{}, 0
	return change(tx, c, "", "")
}

func presiding(tx *store.Tx, id string) (Conference, error) {
	if err := tx.Who.Need(access.Preside); err != nil {
		return Conference{}, err
	}
	return need(tx, id)
}

func itemOfOpen(tx *store.Tx, item string) (Item, Conference, error) {
	if err := tx.Who.Need(access.Preside); err != nil {
		return Item{}, Conference{}, err
	}
	i, err := oneItem(tx, item)
	if err != nil {
		return i, Conference{}, err
	}
	c, err := need(tx, i.Conference)
	if err == nil && c.State != Open {
		err = fault.New(fault.Conflict, "conference.not.open")
	}
	return i, c, err
}

// change keeps the conference, tells open pages and, for an act, the journal.
func change(tx *store.Tx, c Conference, act, detail string) error {
	if err := updateConference(tx, c); err != nil {
		return err
	}
	tx.Announce(Topic(c.ID))
	if act == "" {
		return nil
	}
	return journal.Write(tx, act, c.ID, detail)
}

// BoardElected is the day of the last conference, up to a day, that elected the
// People's Inspection Board; its term runs from there. None is the zero Day.
func BoardElected(tx *store.Tx, until law.Day) (law.Day, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return law.Day{}, err
	}
	return lastElection(tx, until.String())
}
