package opinion

import (
	"database/sql"
	"strings"

	"hoinghi/store"
)

const columns = `id, conference_id, item_id, paper_id, place, kind, stance, addressee, cover, way, phase, topics, text,
	person_id, name, department, put_at, entered_by, owner, due, taken_at, read_at, withdrawn_at, code`

func cols(o *Opinion) []any {
	return []any{&o.ID, &o.Conference, &o.Item, &o.Paper, &o.Place, &o.Kind, &o.Stance, &o.To, &o.Cover, &o.Way, &o.Phase, lines{&o.Topics}, &o.Text,
		&o.Person, &o.Name, &o.Department, store.Instant(&o.PutAt), &o.EnteredBy, &o.Owner, &o.Due, store.Instant(&o.TakenAt),
		store.Instant(&o.ReadAt), store.Instant(&o.WithdrawnAt), &o.code}
}

// lines scans a list stored one a line.
type lines struct{ list *[]string }

var _ sql.Scanner = lines{}

func (l lines) Scan(src any) error {
	s, _ := src.(string)
	*l.list = nil
	if s != "" {
		*l.list = strings.Split(s, "\n")
	}
	return nil
}

func insertOpinion(tx *store.Tx, o Opinion) error {
	_, err := tx.Exec(`INSERT INTO opinion_opinion (org_id, `+columns+`) VALUES ($1, `+store.In(2, 24)+`)`,
		o.ID, o.Conference, o.Item, o.Paper, o.Place, o.Kind, o.Stance, o.To, o.Cover, o.Way, o.Phase, strings.Join(o.Topics, "\n"), o.Text,
		o.Person, o.Name, o.Department, store.Ms(o.PutAt), o.EnteredBy, o.Owner, o.Due.String(), store.Ms(o.TakenAt),
		store.Ms(o.ReadAt), store.Ms(o.WithdrawnAt), o.code)
	return err
}

// updateOpinion writes what happens to an opinion; what was said stays.
func updateOpinion(tx *store.Tx, o Opinion) error {
	_, err := tx.Exec(`UPDATE opinion_opinion SET topics = $3, owner = $4, due = $5, taken_at = $6, read_at = $7, withdrawn_at = $8
		WHERE org_id = $1 AND id = $2`,
		o.ID, strings.Join(o.Topics, "\n"), o.Owner, o.Due.String(), store.Ms(o.TakenAt), store.Ms(o.ReadAt), store.Ms(o.WithdrawnAt))
	return err
}

func allOpinions(tx *store.Tx, conference string) ([]Opinion, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM opinion_opinion WHERE org_id = $1 AND conference_id = $2`, conference)
}

func oneOpinion(tx *store.Tx, id string) (Opinion, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM opinion_opinion WHERE org_id = $1 AND id = $2`, id)
}

func opinionByCode(tx *store.Tx, code string) (Opinion, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM opinion_opinion WHERE org_id = $1 AND code = $2 AND code <> ''`, code)
}

const answerColumns = `id, opinion_id, ending, text, name, by_id, at, due, live`

func answerCols(a *Answer) []any {
	return []any{&a.ID, &a.Opinion, &a.Ending, &a.Text, &a.Name, &a.By, store.Instant(&a.At), &a.Due, &a.Live}
}

func insertAnswer(tx *store.Tx, a Answer) error {
	_, err := tx.Exec(`INSERT INTO opinion_answer (org_id, `+answerColumns+`) VALUES ($1, `+store.In(2, 9)+`)`,
		a.ID, a.Opinion, a.Ending, a.Text, a.Name, a.By, store.Ms(a.At), a.Due.String(), a.Live)
	return err
}

func answersOf(tx *store.Tx, opinion string) ([]Answer, error) {
	return store.Rows(tx, answerCols, `SELECT `+answerColumns+` FROM opinion_answer WHERE org_id = $1 AND opinion_id = $2 ORDER BY at, id`, opinion)
}

func allAnswers(tx *store.Tx, conference string) ([]Answer, error) {
	return store.Rows(tx, answerCols, `SELECT a.id, a.opinion_id, a.ending, a.text, a.name, a.by_id, a.at, a.due, a.live FROM opinion_answer a
		JOIN opinion_opinion o ON o.org_id = a.org_id AND o.id = a.opinion_id
		WHERE a.org_id = $1 AND o.conference_id = $2 ORDER BY a.at, a.id`, conference)
}
