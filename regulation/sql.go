package regulation

import (
	"hoinghi/law"
	"hoinghi/store"
)

const ownColumns = `SELECT id, rule, value, number, dated, article, from_day, to_day FROM regulation_own `

func intoOwn(o *Own) []any {
	return []any{&o.ID, &o.Rule, &o.Value, &o.Document.Number, &o.Document.Day, &o.Document.Article, &o.From, &o.To}
}

func insertOwn(tx *store.Tx, o Own) error {
	_, err := tx.Exec(`
		INSERT INTO regulation_own (org_id, id, rule, value, number, dated, article, from_day, to_day, noted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9)`,
		o.ID, o.Rule, o.Value, o.Document.Number, o.Document.Day.String(), o.Document.Article, o.From.String(), store.Ms(tx.Now))
	return err
}

func allOwn(tx *store.Tx) ([]Own, error) {
	return store.Rows(tx, intoOwn, ownColumns+`WHERE org_id = $1 ORDER BY rule, from_day, noted_at, id`)
}

func ownOf(tx *store.Tx, rule string) ([]Own, error) {
	return store.Rows(tx, intoOwn, ownColumns+`WHERE org_id = $1 AND rule = $2 ORDER BY from_day, noted_at, id`, rule)
}

func oneOwn(tx *store.Tx, id string) (Own, error) {
	return store.One(tx, intoOwn, ownColumns+`WHERE org_id = $1 AND id = $2`, id)
}

func endOwn(tx *store.Tx, id string, last law.Day) error {
	_, err := tx.Exec(`UPDATE regulation_own SET to_day = $3 WHERE org_id = $1 AND id = $2`, id, last.String())
	return err
}
