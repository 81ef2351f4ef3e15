package oldnews

import "hoinghi/store"

func countHash(tx *store.Tx, hash string) (int, error) {
	return store.Value[int](tx, `SELECT COUNT(*) FROM oldnews_article WHERE org_id = $1 AND hash = $2`, hash)
}

func insertOrigin(tx *store.Tx, hash, article, source string) error {
	_, err := tx.Exec(`INSERT INTO oldnews_article (org_id, hash, article_id, source, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		hash, article, source, tx.Who.Person, store.Ms(tx.Now))
	return err
}

func insertFact(tx *store.Tx, article string, n int, f Fact) error {
	_, err := tx.Exec(`INSERT INTO oldnews_fact (org_id, article_id, position, kind, figure, counted, about, sentence, confirmed_by, confirmed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, article, n, f.Kind, f.Figure, f.Of, f.About, f.Sentence, tx.Who.Person, store.Ms(tx.Now))
	return err
}

func factRows(tx *store.Tx, article string) ([]Fact, error) {
	return store.Rows(tx, func(f *Fact) []any { return []any{&f.Kind, &f.Figure, &f.Of, &f.About, &f.Sentence} },
		`SELECT kind, figure, counted, about, sentence FROM oldnews_fact WHERE org_id = $1 AND article_id = $2 ORDER BY position`, article)
}
