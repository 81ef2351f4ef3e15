package portal

import (
	"hoinghi/search"
	"hoinghi/store"
)

// filed is what the search knows of an article.
type filed struct {
	number                 int64
	state                  State
	fold, slug, conference string
}

func filedRow(tx *store.Tx, id string) (filed, error) {
	return store.One(tx, func(f *filed) []any { return []any{&f.number, &f.state, &f.fold, &f.slug, &f.conference} },
		`SELECT number, state, fold, category_slug, conference_id FROM portal_article WHERE org_id = $1 AND id = $2`, id)
}

func nextNumber(tx *store.Tx) (int64, error) {
	return store.Value[int64](tx, `SELECT COALESCE(MAX(number), 0) + 1 FROM portal_article WHERE org_id = $1`)
}

type numbered struct {
	Article
	number int64
}

func numberedArticles(tx *store.Tx, numbers []int64) ([]numbered, error) {
	args := search.Padded(numbers)
	return store.Rows(tx, func(n *numbered) []any { return append(headCols(&n.Article), &n.number) },
		`SELECT `+heads+`, number FROM portal_article WHERE org_id = $1 AND number IN (`+store.In(2, len(args))+`)`, args...)
}

func numberOf(tx *store.Tx, id string) (int64, error) {
	return store.Value[int64](tx, `SELECT COALESCE(MAX(number), 0) FROM portal_article WHERE org_id = $1 AND id = $2`, id)
}
