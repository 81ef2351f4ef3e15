package conference

import (
	"crypto/rand"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
)

// Ask joins the queue of speakers by one's own phone. Who waits already keeps
// the place in the queue.
func Ask(tx *store.Tx, conference, topic string) error {
	if err := tx.Who.Need(access.Attend); err != nil {
		return err
	}
	c, err := running(tx, conference)
	if err != nil {
		return err
	}
	a, err := oneAttendee(tx, conference, tx.Who.Person)
	if fault.Is(err, fault.Missing) || err == nil && !a.Present() {
		return fault.New(fault.Conflict, "conference.not.present")
	}
	if err != nil {
		return err
	}
	return enqueue(tx, Speaker{Conference: conference, Item: c.Item, Person: a.Person, Name: a.Name, Department: a.Department, Topic: topic, Way: "phone"})
}

// AskBySlip joins the queue for somebody who handed in a slip of paper:
// a convened person, or a guest by name.
func AskBySlip(tx *store.Tx, s Speaker) error {
	if err := tx.Who.Need(access.Preside); err != nil {
		return err
	}
	c, err := running(tx, s.Conference)
	if err != nil {
		return err
	}
	s.Item, s.Way, s.Name = c.Item, "slip", strings.TrimSpace(s.Name)
	if s.Person != "" {
		a, err := oneAttendee(tx, s.Conference, s.Person)
		if err != nil {
			return err
		}
		s.Name, s.Department = a.Name, a.Department
	}
	var f fault.Form
	f.Check(s.Name != "", "name", "fault.required")
	if err := f.Err(); err != nil {
		return err
	}
	return enqueue(tx, s)
}

func enqueue(tx *store.Tx, s Speaker) error {
	queue, err := allSpeakers(tx, s.Conference)
	if err != nil {
		return err
	}
	for _, q := range queue {
		if q.Waiting() && q.Person == s.Person && q.Name == s.Name {
			return nil
		}
	}
	s.ID, s.AskedAt, s.Topic = rand.Text(), tx.Now, strings.TrimSpace(s.Topic)
	tx.Announce(Topic(s.Conference))
	return insertSpeaker(tx, s)
}

// Waiting reports whether the speaker still stands in the queue.
func (s Speaker) Waiting() bool { return s.CalledAt.IsZero() && s.WithdrawnAt.IsZero() }

// Speaking reports whether the speaker has the floor.
func (s Speaker) Speaking() bool { return !s.CalledAt.IsZero() && s.EndedAt.IsZero() }

// Withdraw takes oneself, or for the chair anybody, out of the queue.
func Withdraw(tx *store.Tx, speaker string) error {
	s, err := oneSpeaker(tx, speaker)
	if err != nil {
		return err
	}
	if s.Person != tx.Who.Person || s.Person == "" {
		if err := tx.Who.Need(access.Preside); err != nil {
			return err
		}
	}
	if !s.Waiting() {
		return nil
	}
	s.WithdrawnAt = tx.Now
	tx.Announce(Topic(s.Conference))
	return updateSpeaker(tx, s)
}

// Call gives a speaker the floor for some time; whoever had it has finished.
func Call(tx *store.Tx, speaker string, length time.Duration) error {
	if err := tx.Who.Need(access.Preside); err != nil {
		return err
	}
	s, err := oneSpeaker(tx, speaker)
	if err != nil {
		return err
	}
	c, err := running(tx, s.Conference)
	if err != nil {
		return err
	}
	if s.Speaking() {
		return nil
	}
	if !s.Waiting() {
		return fault.New(fault.Conflict, "conference.speaker.gone")
	}
	if s.Person != "" {
		here, err := IsPresent(tx, s.Conference, s.Person)
		if err != nil {
			return err
		}
		if !here {
			return fault.New(fault.Conflict, "conference.speaker.left", s.Name)
		}
	}
	if err := endSpeech(tx, c.ID); err != nil {
		return err
	}
	s.CalledAt = tx.Now
	if s.Item == "" {
		s.Item = c.Item
	}
	if err := updateSpeaker(tx, s); err != nil {
		return err
	}
	c.Channel, c.ChannelRef = "speaker", s.ID
	c.TimerEnds, c.TimerLeft = time.Time{}, 0
	if length > 0 {
		c.TimerEnds = tx.Now.Add(length)
	}
	return change(tx, c, "conference.speaker.call", s.Name)
}

// Finish ends the speech with the secretary's note of what was said.
func Finish(tx *store.Tx, speaker, note string) error {
	if !tx.Who.May(access.Record) {
		if err := tx.Who.Need(access.Preside); err != nil {
			return err
		}
	}
	s, err := oneSpeaker(tx, speaker)
	if err != nil {
		return err
	}
	c, err := oneConference(tx, s.Conference)
	if err != nil {
		return err
	}
	if n := strings.TrimSpace(note); n != "" {
		s.Note = n
	}
	if s.Speaking() {
		s.EndedAt = tx.Now
	}
	if err := updateSpeaker(tx, s); err != nil {
		return err
	}
	if c.Channel == "speaker" && c.ChannelRef == s.ID {
		c.Channel, c.ChannelRef, c.TimerEnds, c.TimerLeft = "item", c.Item, time.Time{}, 0
	}
	return change(tx, c, "", "")
}

// endSpeech ends whatever speech is going on.
func endSpeech(tx *store.Tx, conference string) error {
	all, err := allSpeakers(tx, conference)
	if err != nil {
		return err
	}
	for _, s := range all {
		if !s.Speaking() {
			continue
		}
		s.EndedAt = tx.Now
		if err := updateSpeaker(tx, s); err != nil {
			return err
		}
	}
	return nil
}

// Speakers reads the queue and the speeches in the order of asking.
func Speakers(tx *store.Tx, conference string) ([]Speaker, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	return allSpeakers(tx, conference)
}

func running(tx *store.Tx, id string) (Conference, error) {
	c, err := need(tx, id)
	if err == nil && c.State != Open {
		err = fault.New(fault.Conflict, "conference.not.open")
	}
	return c, err
}
