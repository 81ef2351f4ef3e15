package resolution

import (
	"database/sql"
	"encoding/json"
	"strings"

	"hoinghi/store"
)

const columns = `id, conference_id, state, bases, opening, ballot_id, adopted_at, document_id, number, symbol, dated, face, passed, result, hash`

// lined scans a list kept one a line.
type lined struct{ list *[]string }

var _ sql.Scanner = lined{}

func (l lined) Scan(src any) error {
	*l.list = nil
	if s, _ := src.(string); s != "" {
		*l.list = strings.Split(s, "\n")
	}
	return nil
}

// faced scans what stands around a frozen resolution; a draft has none.
type faced struct{ f *Face }

func (x faced) Scan(src any) error {
	s, _ := src.(string)
	if s == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(s), x.f); err != nil {
		return err
	}
	return x.f.Day.Scan(x.f.Held)
}

func cols(r *Resolution) []any {
	return []any{&r.ID, &r.Conference, &r.State, lined{&r.Bases}, &r.Opening, &r.Ballot, store.Instant(&r.AdoptedAt), &r.Document,
		&r.Number, &r.Symbol, &r.Dated, faced{&r.Face}, lined{&r.Passed}, &r.Result, &r.Hash}
}

func written(r Resolution, err error) (Resolution, error) {
	r.OwnBases, r.OwnOpening = len(r.Bases) > 0, r.Opening != ""
	return r, err
}

func oneRow(tx *store.Tx, id string) (Resolution, error) {
	return written(store.One(tx, cols, `SELECT `+columns+` FROM resolution_resolution WHERE org_id = $1 AND id = $2`, id))
}

func rowOf(tx *store.Tx, conference string) (Resolution, error) {
	return written(store.One(tx, cols, `SELECT `+columns+` FROM resolution_resolution WHERE org_id = $1 AND conference_id = $2`, conference))
}

func insertResolution(tx *store.Tx, r Resolution) error {
	_, err := tx.Exec(`INSERT INTO resolution_resolution (org_id, `+columns+`) VALUES ($1, $2, $3, $4, '', '', '', 0, '', '', '', '', '', '', '', '')`,
		r.ID, r.Conference, r.State)
	return err
}

func updateText(tx *store.Tx, id string, t Text) error {
	_, err := tx.Exec(`UPDATE resolution_resolution SET bases = $3, opening = $4 WHERE org_id = $1 AND id = $2`, id, t.Bases, t.Opening)
	return err
}

func freeze(tx *store.Tx, r Resolution) error {
	face, err := json.Marshal(r.Face)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE resolution_resolution SET state = $3, bases = $4, opening = $5, ballot_id = $6, adopted_at = $7, document_id = $8,
		number = $9, symbol = $10, dated = $11, face = $12, passed = $13, result = $14, hash = $15 WHERE org_id = $1 AND id = $2`,
		r.ID, r.State, strings.Join(r.Bases, "\n"), r.Opening, r.Ballot, store.Ms(r.AdoptedAt), r.Document, r.Number, r.Symbol,
		r.Dated.String(), string(face), strings.Join(r.Passed, "\n"), r.Result, r.Hash)
	return err
}

// itemsOf reads the items part by part.
func itemsOf(tx *store.Tx, resolution string) ([]Item, error) {
	return store.Rows(tx, func(i *Item) []any { return []any{&i.ID, &i.Position, &i.Part, &i.Text, &i.Owner, &i.Due, &i.Measure} },
		`SELECT id, position, part, text, owner, due, measure FROM resolution_item WHERE org_id = $1 AND resolution_id = $2 ORDER BY position, id`, resolution)
}

func insertItem(tx *store.Tx, resolution string, i Item) error {
	_, err := tx.Exec(`INSERT INTO resolution_item (org_id, id, resolution_id, position, part, text, owner, due, measure)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, i.ID, resolution, i.Position, i.Part, i.Text, i.Owner, i.Due.String(), i.Measure)
	return err
}

func updateItem(tx *store.Tx, i Item) error {
	_, err := tx.Exec(`UPDATE resolution_item SET position = $3, part = $4, text = $5, owner = $6, due = $7, measure = $8
		WHERE org_id = $1 AND id = $2`, i.ID, i.Position, i.Part, i.Text, i.Owner, i.Due.String(), i.Measure)
	return err
}

func deleteItem(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM resolution_item WHERE org_id = $1 AND id = $2`, id)
	return err
}

func insertProgress(tx *store.Tx, p Progress) error {
	_, err := tx.Exec(`INSERT INTO resolution_progress (org_id, id, item_id, state, note, said_of, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, p.ID, p.Item, p.State, p.Note, p.On.String(), store.Ms(p.At))
	return err
}

// progressOf reads what was said of a resolution's points, the newest first.
func progressOf(tx *store.Tx, resolution string) ([]Progress, error) {
	return store.Rows(tx, func(p *Progress) []any {
		return []any{&p.ID, &p.Item, &p.State, &p.Note, &p.On, store.Instant(&p.At)}
	}, `SELECT p.id, p.item_id, p.state, p.note, p.said_of, p.at FROM resolution_progress p
		JOIN resolution_item i ON i.org_id = p.org_id AND i.id = p.item_id
		WHERE p.org_id = $1 AND i.resolution_id = $2 ORDER BY p.at DESC, p.said_of DESC, p.id`, resolution)
}
