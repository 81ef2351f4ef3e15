package conference

import (
	"strings"

	"hoinghi/store"
)

func allItems(tx *store.Tx, conference string) ([]Item, error) {
	return store.Rows(tx, itemCols, `SELECT `+itemColumns+` FROM conference_item
		WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func insertItem(tx *store.Tx, i Item) error {
	_, err := tx.Exec(`INSERT INTO conference_item (org_id, `+itemColumns+`) VALUES ($1, `+store.In(2, 13)+`)`,
		i.ID, i.Conference, i.Position, i.Kind, i.Title, i.PresenterID, i.Presenter, i.Minutes, i.Ends,
		store.Ms(i.OpenedAt), store.Ms(i.ClosedAt), i.Outcome, i.Note)
	return err
}

func deleteItem(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM conference_item WHERE org_id = $1 AND id = $2`, id)
	return err
}

const paperColumns = `id, conference_id, item_id, title, file_id, file_name, version, put_at, frozen_at`

func paperCols(p *Paper) []any {
	return []any{&p.ID, &p.Conference, &p.Item, &p.Title, &p.File, &p.FileName, &p.Version, store.Instant(&p.PutAt), store.Instant(&p.FrozenAt)}
}

func allPapers(tx *store.Tx, conference string) ([]Paper, error) {
	return store.Rows(tx, paperCols, `SELECT `+paperColumns+` FROM conference_paper
		WHERE org_id = $1 AND conference_id = $2 ORDER BY put_at, id`, conference)
}

func onePaper(tx *store.Tx, id string) (Paper, error) {
	return store.One(tx, paperCols, `SELECT `+paperColumns+` FROM conference_paper WHERE org_id = $1 AND id = $2`, id)
}

func insertPaper(tx *store.Tx, p Paper) error {
	_, err := tx.Exec(`INSERT INTO conference_paper (org_id, `+paperColumns+`) VALUES ($1, `+store.In(2, 9)+`)`,
		p.ID, p.Conference, p.Item, p.Title, p.File, p.FileName, p.Version, store.Ms(p.PutAt), store.Ms(p.FrozenAt))
	return err
}

func updatePaper(tx *store.Tx, p Paper) error {
	_, err := tx.Exec(`UPDATE conference_paper SET item_id = $3, title = $4, file_id = $5, file_name = $6, version = $7, put_at = $8
		WHERE org_id = $1 AND id = $2 AND frozen_at = 0`, p.ID, p.Item, p.Title, p.File, p.FileName, p.Version, store.Ms(p.PutAt))
	return err
}

func deletePaper(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM conference_paper WHERE org_id = $1 AND id = $2 AND frozen_at = 0`, id)
	return err
}

func freezePapers(tx *store.Tx, item string) error {
	_, err := tx.Exec(`UPDATE conference_paper SET frozen_at = $3 WHERE org_id = $1 AND item_id = $2 AND frozen_at = 0`,
		item, store.Ms(tx.Now))
	return err
}

const taskColumns = `id, conference_id, person_id, person_name, duty, what, due, done_at, position`

func taskCols(t *Task) []any {
	return []any{&t.ID, &t.Conference, &t.Person, &t.PersonName, &t.Duty, &t.What, &t.Due, store.Instant(&t.DoneAt), &t.Position}
}

func allTasks(tx *store.Tx, conference string) ([]Task, error) {
	return store.Rows(tx, taskCols, `SELECT `+taskColumns+` FROM conference_task
		WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func oneTask(tx *store.Tx, id string) (Task, error) {
	return store.One(tx, taskCols, `SELECT `+taskColumns+` FROM conference_task WHERE org_id = $1 AND id = $2`, id)
}

func insertTask(tx *store.Tx, t Task) error {
	_, err := tx.Exec(`INSERT INTO conference_task (org_id, `+taskColumns+`) VALUES ($1, `+store.In(2, 9)+`)`,
		t.ID, t.Conference, t.Person, t.PersonName, t.Duty, t.What, t.Due.String(), store.Ms(t.DoneAt), t.Position)
	return err
}

func updateTask(tx *store.Tx, t Task) error {
	_, err := tx.Exec(`UPDATE conference_task SET person_id = $3, person_name = $4, duty = $5, what = $6, due = $7, done_at = $8, position = $9
		WHERE org_id = $1 AND id = $2`, t.ID, t.Person, t.PersonName, t.Duty, t.What, t.Due.String(), store.Ms(t.DoneAt), t.Position)
	return err
}

func deleteTask(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM conference_task WHERE org_id = $1 AND id = $2`, id)
	return err
}

const guestColumns = `id, conference_id, honorific, name, posts, position, superior, on_behalf, came_at`

// lines scans a list kept one a line.
type lines struct{ list *[]string }

func (l lines) Scan(src any) error {
	s, _ := src.(string)
	*l.list = nil
	if s != "" {
		*l.list = strings.Split(s, "\n")
	}
	return nil
}

func guestCols(g *Guest) []any {
	return []any{&g.ID, &g.Conference, &g.Honorific, &g.Name, lines{&g.Posts}, &g.Position, &g.Superior, &g.OnBehalf, store.Instant(&g.CameAt)}
}

func allGuests(tx *store.Tx, conference string) ([]Guest, error) {
	return store.Rows(tx, guestCols, `SELECT `+guestColumns+` FROM conference_guest
		WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func oneGuest(tx *store.Tx, id string) (Guest, error) {
	return store.One(tx, guestCols, `SELECT `+guestColumns+` FROM conference_guest WHERE org_id = $1 AND id = $2`, id)
}

func insertGuest(tx *store.Tx, g Guest) error {
	_, err := tx.Exec(`INSERT INTO conference_guest (org_id, `+guestColumns+`) VALUES ($1, `+store.In(2, 9)+`)`,
		g.ID, g.Conference, g.Honorific, g.Name, strings.Join(g.Posts, "\n"), g.Position, g.Superior, g.OnBehalf, store.Ms(g.CameAt))
	return err
}

func updateGuest(tx *store.Tx, g Guest) error {
	_, err := tx.Exec(`UPDATE conference_guest SET honorific = $3, name = $4, posts = $5, position = $6, superior = $7, on_behalf = $8, came_at = $9
		WHERE org_id = $1 AND id = $2`,
		g.ID, g.Honorific, g.Name, strings.Join(g.Posts, "\n"), g.Position, g.Superior, g.OnBehalf, store.Ms(g.CameAt))
	return err
}

func deleteGuest(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM conference_guest WHERE org_id = $1 AND id = $2`, id)
	return err
}

const factColumns = `id, conference_id, position, topic, what, low, high, unit, base, decided_by, state, year`

func factCols(f *Fact) []any {
	return []any{&f.ID, &f.Conference, &f.Position, &f.Topic, &f.What, &f.Low, &f.High, &f.Unit, &f.Base, &f.DecidedBy, &f.State, &f.Year}
}

func allFacts(tx *store.Tx, conference string) ([]Fact, error) {
	return store.Rows(tx, factCols, `SELECT `+factColumns+` FROM conference_fact
		WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func oneFact(tx *store.Tx, id string) (Fact, error) {
	return store.One(tx, factCols, `SELECT `+factColumns+` FROM conference_fact WHERE org_id = $1 AND id = $2`, id)
}

func insertFact(tx *store.Tx, f Fact) error {
	_, err := tx.Exec(`INSERT INTO conference_fact (org_id, `+factColumns+`) VALUES ($1, `+store.In(2, 12)+`)`,
		f.ID, f.Conference, f.Position, f.Topic, f.What, f.Low, f.High, f.Unit, f.Base, f.DecidedBy, f.State, f.Year)
	return err
}

func updateFact(tx *store.Tx, f Fact) error {
	_, err := tx.Exec(`UPDATE conference_fact SET position = $3, topic = $4, what = $5, low = $6, high = $7, unit = $8, base = $9,
		decided_by = $10, state = $11, year = $12 WHERE org_id = $1 AND id = $2`,
		f.ID, f.Position, f.Topic, f.What, f.Low, f.High, f.Unit, f.Base, f.DecidedBy, f.State, f.Year)
	return err
}

func deleteFact(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM conference_fact WHERE org_id = $1 AND id = $2`, id)
	return err
}

func insertAttendee(tx *store.Tx, conference string, a Attendee) error {
	_, err := tx.Exec(`INSERT INTO conference_convened (org_id, conference_id, `+attendeeColumns+`) VALUES ($1, `+store.In(2, 13)+`)`,
		conference, a.Person, a.Name, a.Sort, a.Fold, a.Category, a.Department, a.Post, a.Excuse,
		store.Ms(a.ArrivedAt), store.Ms(a.LeftAt), a.Way, a.Room)
	return err
}

// refreshAttendee writes the facts of the day anew, never what happened.
func refreshAttendee(tx *store.Tx, conference string, a Attendee) error {
	_, err := tx.Exec(`UPDATE conference_convened SET name = $4, sort = $5, fold = $6, category = $7, department = $8, post = $9, excuse = $10
		WHERE org_id = $1 AND conference_id = $2 AND person_id = $3`,
		conference, a.Person, a.Name, a.Sort, a.Fold, a.Category, a.Department, a.Post, a.Excuse)
	return err
}

func deleteAttendee(tx *store.Tx, conference, person string) error {
	_, err := tx.Exec(`DELETE FROM conference_convened WHERE org_id = $1 AND conference_id = $2 AND person_id = $3
		AND arrived_at = 0`, conference, person)
	return err
}

// deleteConference takes a draft away with all that was prepared for it.
func deleteConference(tx *store.Tx, id string) error {
	for _, table := range []string{"conference_basis", "conference_task", "conference_guest", "conference_paper",
		"conference_item", "conference_convened", "conference_fact", "conference_minutes"} {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE org_id = $1 AND conference_id = $2`, id); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`DELETE FROM conference_conference WHERE org_id = $1 AND id = $2`, id)
	return err
}

func basisIDs(tx *store.Tx, conference string) ([]string, error) {
	return store.Column[string](tx, `SELECT document_id FROM conference_basis
		WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func insertBasis(tx *store.Tx, conference, document string, position int) error {
	_, err := tx.Exec(`INSERT INTO conference_basis (org_id, id, conference_id, document_id, position) VALUES ($1, $2, $3, $4, $5)`,
		conference+"/"+document, conference, document, position)
	return err
}

func deleteBasis(tx *store.Tx, conference, document string) error {
	_, err := tx.Exec(`DELETE FROM conference_basis WHERE org_id = $1 AND conference_id = $2 AND document_id = $3`, conference, document)
	return err
}

func loosenPapers(tx *store.Tx, item string) error {
	_, err := tx.Exec(`UPDATE conference_paper SET item_id = '' WHERE org_id = $1 AND item_id = $2 AND frozen_at = 0`, item)
	return err
}
