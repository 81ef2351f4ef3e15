package emulation

import (
	"crypto/rand"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// PlanMovement notes a movement to be launched and answers its id.
func PlanMovement(tx *store.Tx, m Movement) (string, error) {
	if err := keeps(tx); err != nil {
		return "", err
	}
	if _, err := conference.Find(tx, m.Conference); err != nil {
		return "", err
	}
	if err := m.tidy(); err != nil {
		return "", err
	}
	had, err := allMovements(tx, m.Conference)
	if err != nil {
		return "", err
	}
	m.ID, m.Position, m.LaunchedAt = rand.Text(), len(had)+1, time.Time{}
	if err := insertMovement(tx, m); err != nil {
		return "", err
	}
	tx.Announce(Topic(m.Conference))
	return m.ID, journal.Write(tx, "emulation.movement", m.ID, m.Title)
}

// AmendMovement mends a movement that was not launched yet.
func AmendMovement(tx *store.Tx, m Movement) error {
	was, err := looseMovement(tx, m.ID)
	if err != nil {
		return err
	}
	if err := m.tidy(); err != nil {
		return err
	}
	m.Conference, m.Position, m.LaunchedAt = was.Conference, was.Position, was.LaunchedAt
	if err := updateMovement(tx, m); err != nil {
		return err
	}
	tx.Announce(Topic(m.Conference))
	return journal.Write(tx, "emulation.movement.amend", m.ID, was.Title+" → "+m.Title)
}

// RemoveMovement takes a movement away that was not launched.
func RemoveMovement(tx *store.Tx, id string) error {
	m, err := looseMovement(tx, id)
	if err != nil {
		return err
	}
	if err := deleteMovement(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(m.Conference))
	return journal.Write(tx, "emulation.movement.remove", id, m.Title)
}

// Launch notes that a movement was launched in the hall; once is enough.
func Launch(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Preside); err != nil {
		return err
	}
	m, err := oneMovement(tx, id)
	if err != nil || !m.LaunchedAt.IsZero() {
		return err
	}
	m.LaunchedAt = tx.Now
	if err := updateMovement(tx, m); err != nil {
		return err
	}
	tx.Announce(Topic(m.Conference), conference.Topic(m.Conference))
	return journal.Write(tx, "emulation.launch", id, m.Title)
}

// Movements reads the movements of a conference in order.
func Movements(tx *store.Tx, conference string) ([]Movement, error) {
	if err := sees(tx); err != nil {
		return nil, err
	}
	return allMovements(tx, conference)
}

// FindMovement reads one movement.
func FindMovement(tx *store.Tx, id string) (Movement, error) {
	if err := sees(tx); err != nil {
		return Movement{}, err
	}
	return oneMovement(tx, id)
}

func looseMovement(tx *store.Tx, id string) (Movement, error) {
	if err := keeps(tx); err != nil {
		return Movement{}, err
	}
	m, err := oneMovement(tx, id)
	if err == nil && !m.LaunchedAt.IsZero() {
		err = fault.New(fault.Conflict, "emulation.launched")
	}
	return m, err
}

func (m *Movement) tidy() error {
	var t texts
	t.line(&m.Title, "title", true)
	t.line(&m.Theme, "theme", false)
	t.line(&m.Speaker, "speaker", false)
	t.long(&m.Text, "text", false)
	var goals []string
	for _, g := range m.Goals {
		for _, line := range splitLines(g) {
			t.f.Check(len([]rune(line)) <= longestLine, "goals", "fault.long", longestLine)
			goals = append(goals, line)
		}
	}
	m.Goals = goals
	t.f.Check(m.From.IsZero() || m.To.IsZero() || !m.To.Before(m.From), "to", "emulation.days")
	return t.f.Err()
}

// Give notes flowers to be given and answers their id.
func Give(tx *store.Tx, f Flowers) (string, error) {
	if err := keeps(tx); err != nil {
		return "", err
	}
	if _, err := conference.Find(tx, f.Conference); err != nil {
		return "", err
	}
	var t texts
	t.line(&f.Giver, "giver", true)
	t.line(&f.Receiver, "receiver", true)
	t.line(&f.Words, "words", false)
	if err := t.f.Err(); err != nil {
		return "", err
	}
	had, err := allFlowers(tx, f.Conference)
	if err != nil {
		return "", err
	}
	f.ID, f.Position, f.GivenAt = rand.Text(), len(had)+1, time.Time{}
	if err := insertFlowers(tx, f); err != nil {
		return "", err
	}
	tx.Announce(Topic(f.Conference))
	return f.ID, journal.Write(tx, "emulation.flowers", f.ID, f.Giver+" → "+f.Receiver)
}

// RemoveFlowers takes flowers away that were not given.
func RemoveFlowers(tx *store.Tx, id string) error {
	if err := keeps(tx); err != nil {
		return err
	}
	f, err := oneFlowers(tx, id)
	if err != nil {
		return err
	}
	if !f.GivenAt.IsZero() {
		return fault.New(fault.Conflict, "emulation.handed")
	}
	if err := deleteFlowers(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(f.Conference))
	return journal.Write(tx, "emulation.flowers.remove", id, f.Giver+" → "+f.Receiver)
}

// AllFlowers reads the flowers of a conference in order.
func AllFlowers(tx *store.Tx, conference string) ([]Flowers, error) {
	if err := sees(tx); err != nil {
		return nil, err
	}
	return allFlowers(tx, conference)
}
