package conference

import (
	"crypto/rand"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// AddTask gives a duty of the organising committee to somebody and answers
// its id.
func AddTask(tx *store.Tx, t Task) (string, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return "", err
	}
	if _, err := need(tx, t.Conference); err != nil {
		return "", err
	}
	if err := t.tidy(); err != nil {
		return "", err
	}
	had, err := allTasks(tx, t.Conference)
	if err != nil {
		return "", err
	}
	t.ID, t.DoneAt, t.Position = rand.Text(), time.Time{}, len(had)+1
	if err := insertTask(tx, t); err != nil {
		return "", err
	}
	tx.Announce(Topic(t.Conference))
	return t.ID, journal.Write(tx, "conference.task.add", t.ID, t.PersonName+": "+t.What)
}

// AmendTask mends who does what until when.
func AmendTask(tx *store.Tx, t Task) error {
	was, err := preparedTask(tx, t.ID)
	if err != nil {
		return err
	}
	if err := t.tidy(); err != nil {
		return err
	}
	t.Conference, t.DoneAt, t.Position = was.Conference, was.DoneAt, was.Position
	if err := updateTask(tx, t); err != nil {
		return err
	}
	tx.Announce(Topic(t.Conference))
	return journal.Write(tx, "conference.task.amend", t.ID, t.PersonName+": "+t.What)
}

// FinishTask notes that a task is done, or with done false that it is not.
func FinishTask(tx *store.Tx, id string, done bool) error {
	t, err := preparedTask(tx, id)
	if err != nil {
		return err
	}
	if done == !t.DoneAt.IsZero() {
		return nil
	}
	t.DoneAt = time.Time{}
	if done {
		t.DoneAt = tx.Now
	}
	if err := updateTask(tx, t); err != nil {
		return err
	}
	tx.Announce(Topic(t.Conference))
	return journal.Write(tx, "conference.task.finish", id, t.What)
}

// RemoveTask takes a task away.
func RemoveTask(tx *store.Tx, id string) error {
	t, err := preparedTask(tx, id)
	if err != nil {
		return err
	}
	if err := deleteTask(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(t.Conference))
	return journal.Write(tx, "conference.task.remove", id, t.What)
}

// Tasks reads the tasks in the order in which they were given.
func Tasks(tx *store.Tx, conference string) ([]Task, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return allTasks(tx, conference)
}

func preparedTask(tx *store.Tx, id string) (Task, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Task{}, err
	}
	t, err := oneTask(tx, id)
	if err != nil {
		return t, err
	}
	_, err = need(tx, t.Conference)
	return t, err
}

func (t *Task) tidy() error {
	t.PersonName, t.Duty, t.What = strings.TrimSpace(t.PersonName), strings.TrimSpace(t.Duty), strings.TrimSpace(t.What)
	var f fault.Form
	f.Check(t.PersonName != "", "person", "fault.required")
	f.Check(t.What != "", "what", "fault.required")
	f.Check(len([]rune(t.What)) <= longestTitle, "what", "fault.long", longestTitle)
	return f.Err()
}
