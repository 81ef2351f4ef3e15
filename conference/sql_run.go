package conference

import (
	"hoinghi/law"
	"hoinghi/store"
)

const itemColumns = `id, conference_id, position, kind, title, presenter_id, presenter, minutes, ends, opened_at, closed_at, outcome, note`

func itemCols(i *Item) []any {
	return []any{&i.ID, &i.Conference, &i.Position, &i.Kind, &i.Title, &i.PresenterID, &i.Presenter, &i.Minutes, &i.Ends,
		store.Instant(&i.OpenedAt), store.Instant(&i.ClosedAt), &i.Outcome, &i.Note}
}

func oneItem(tx *store.Tx, id string) (Item, error) {
	return store.One(tx, itemCols, `SELECT `+itemColumns+` FROM conference_item WHERE org_id = $1 AND id = $2`, id)
}

func updateItem(tx *store.Tx, i Item) error {
	_, err := tx.Exec(`UPDATE conference_item SET position = $3, kind = $4, title = $5, presenter_id = $6, presenter = $7, minutes = $8,
		ends = $9, opened_at = $10, closed_at = $11, outcome = $12, note = $13 WHERE org_id = $1 AND id = $2`,
		i.ID, i.Position, i.Kind, i.Title, i.PresenterID, i.Presenter, i.Minutes, i.Ends,
		store.Ms(i.OpenedAt), store.Ms(i.ClosedAt), i.Outcome, i.Note)
	return err
}

const attendeeColumns = `person_id, name, sort, fold, category, department, post, excuse, arrived_at, left_at, way, room`

func attendeeCols(a *Attendee) []any {
	return []any{&a.Person, &a.Name, &a.Sort, &a.Fold, &a.Category, &a.Department, &a.Post, &a.Excuse,
		store.Instant(&a.ArrivedAt), store.Instant(&a.LeftAt), &a.Way, &a.Room}
}

func allAttendees(tx *store.Tx, conference string) ([]Attendee, error) {
	return store.Rows(tx, attendeeCols, `SELECT `+attendeeColumns+` FROM conference_convened
		WHERE org_id = $1 AND conference_id = $2 ORDER BY sort, person_id`, conference)
}

func oneAttendee(tx *store.Tx, conference, person string) (Attendee, error) {
	return store.One(tx, attendeeCols, `SELECT `+attendeeColumns+` FROM conference_convened
		WHERE org_id = $1 AND conference_id = $2 AND person_id = $3`, conference, person)
}

func updateAttendee(tx *store.Tx, conference string, a Attendee) error {
	_, err := tx.Exec(`UPDATE conference_convened SET arrived_at = $4, left_at = $5, way = $6, room = $7
		WHERE org_id = $1 AND conference_id = $2 AND person_id = $3`,
		conference, a.Person, store.Ms(a.ArrivedAt), store.Ms(a.LeftAt), a.Way, a.Room)
	return err
}

type movement struct {
	id, conference, person string
	arrival                bool
	way                    string
}

func insertMovement(tx *store.Tx, m movement) error {
	_, err := tx.Exec(`INSERT INTO conference_movement (org_id, id, conference_id, person_id, at, arrival, way, by_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, m.id, m.conference, m.person, store.Ms(tx.Now), m.arrival, m.way, tx.Who.Person)
	return err
}

func countAttendance(tx *store.Tx, conference string) (Turnout, error) {
	t, err := store.One(tx, func(t *Turnout) []any { return []any{&t.Convened, &t.Present, &t.Excused, &t.Second, &t.Remote} },
		`SELECT COUNT(*), COUNT(*) FILTER (WHERE arrived_at > 0 AND left_at = 0),
		COUNT(*) FILTER (WHERE excuse <> '' AND arrived_at = 0),
		COUNT(*) FILTER (WHERE room = 'second' AND arrived_at > 0 AND left_at = 0),
		COUNT(*) FILTER (WHERE room = 'remote' AND arrived_at > 0 AND left_at = 0)
		FROM conference_convened WHERE org_id = $1 AND conference_id = $2`, conference)
	if err != nil {
		return t, err
	}
	t.Guests, err = store.Value[int64](tx, `SELECT COUNT(*) FROM conference_guest
		WHERE org_id = $1 AND conference_id = $2 AND came_at > 0`, conference)
	return t, err
}

const speakerColumns = `id, conference_id, item_id, person_id, name, department, topic, way, asked_at, called_at, ended_at, withdrawn_at, note`

func speakerCols(s *Speaker) []any {
	return []any{&s.ID, &s.Conference, &s.Item, &s.Person, &s.Name, &s.Department, &s.Topic, &s.Way, store.Instant(&s.AskedAt),
		store.Instant(&s.CalledAt), store.Instant(&s.EndedAt), store.Instant(&s.WithdrawnAt), &s.Note}
}

func allSpeakers(tx *store.Tx, conference string) ([]Speaker, error) {
	return store.Rows(tx, speakerCols, `SELECT `+speakerColumns+` FROM conference_speaker
		WHERE org_id = $1 AND conference_id = $2 ORDER BY asked_at, id`, conference)
}

func oneSpeaker(tx *store.Tx, id string) (Speaker, error) {
	return store.One(tx, speakerCols, `SELECT `+speakerColumns+` FROM conference_speaker WHERE org_id = $1 AND id = $2`, id)
}

func insertSpeaker(tx *store.Tx, s Speaker) error {
	_, err := tx.Exec(`INSERT INTO conference_speaker (org_id, `+speakerColumns+`) VALUES ($1, `+store.In(2, 13)+`)`,
		s.ID, s.Conference, s.Item, s.Person, s.Name, s.Department, s.Topic, s.Way, store.Ms(s.AskedAt),
		store.Ms(s.CalledAt), store.Ms(s.EndedAt), store.Ms(s.WithdrawnAt), s.Note)
	return err
}

func updateSpeaker(tx *store.Tx, s Speaker) error {
	_, err := tx.Exec(`UPDATE conference_speaker SET item_id = $3, topic = $4, called_at = $5, ended_at = $6, withdrawn_at = $7, note = $8
		WHERE org_id = $1 AND id = $2`,
		s.ID, s.Item, s.Topic, store.Ms(s.CalledAt), store.Ms(s.EndedAt), store.Ms(s.WithdrawnAt), s.Note)
	return err
}

func lastElection(tx *store.Tx, until string) (law.Day, error) {
	return store.Value[law.Day](tx, `SELECT COALESCE(MAX(c.held_on), '') FROM conference_conference c
		JOIN conference_item i ON i.org_id = c.org_id AND i.conference_id = c.id
		WHERE c.org_id = $1 AND i.kind = 'election' AND i.closed_at > 0 AND c.held_on <= $2`, until)
}
