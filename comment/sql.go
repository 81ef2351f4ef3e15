package comment

import "hoinghi/store"

// columns leave out the e-mail address: nothing reads it.
const columns = `id, article_id, answers, name, body, official, state, made_at, decided_by, decided_at`

func cols(c *Comment) []any {
	return []any{&c.ID, &c.Article, &c.Answers, &c.Name, &c.Body, &c.Official, &c.State, store.Instant(&c.At), &c.By, store.Instant(&c.Decided)}
}

func insert(tx *store.Tx, c Comment, mail string) error {
	_, err := tx.Exec(`INSERT INTO comment_comment (org_id, id, article_id, answers, name, mail, body, official, state, made_at, decided_by, decided_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		c.ID, c.Article, c.Answers, c.Name, mail, c.Body, c.Official, string(c.State), store.Ms(c.At), tx.Who.Person, int64(0))
	return err
}

func decide(tx *store.Tx, id string, to State) error {
	_, err := tx.Exec(`UPDATE comment_comment SET state = $3, decided_by = $4, decided_at = $5,
		mail = CASE WHEN $3 = 'refused' THEN '' ELSE mail END WHERE org_id = $1 AND id = $2`, id, string(to), tx.Who.Person, store.Ms(tx.Now))
	return err
}

func one(tx *store.Tx, id string) (Comment, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM comment_comment WHERE org_id = $1 AND id = $2`, id)
}

func countOf(tx *store.Tx, s State) (int, error) {
	return store.Value[int](tx, `SELECT COUNT(*) FROM comment_comment WHERE org_id = $1 AND state = $2`, string(s))
}

func shownUnder(tx *store.Tx, article string) ([]Comment, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM comment_comment WHERE org_id = $1 AND article_id = $2 AND state = 'shown' ORDER BY made_at, id`, article)
}

func everything(tx *store.Tx) ([]Comment, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM comment_comment WHERE org_id = $1 ORDER BY made_at DESC, id`)
}
