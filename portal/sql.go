package portal

import (
	"strings"
	"time"

	"hoinghi/law"
	"hoinghi/store"
)

const (
	heads = `id, title, lead, category, conference_id, byline_kind, byline_role, byline_name, byline_unit, stamp, end_mark, publish_at,
		state, version, revision, published_at, day, made_by, changed_by, changed_at`
	shown = `org_id = $1 AND state = 'published' AND published_at <= $2`
)

func headCols(a *Article) []any {
	return []any{&a.ID, &a.Title, &a.Lead, &a.Category, &a.Conference, &a.Byline.Kind, &a.Byline.Role, &a.Byline.Name, &a.Byline.Unit, &a.Stamp, &a.EndMark,
		store.Instant(&a.PublishAt), &a.State, &a.Version, &a.Revision, store.Instant(&a.PublishedAt), &a.Day, &a.MadeBy, &a.ChangedBy, store.Instant(&a.ChangedAt)}
}

func allCols(a *Article) []any { return append(headCols(a), &a.Body) }

func insertArticle(tx *store.Tx, a Article) error {
	_, err := tx.Exec(`INSERT INTO portal_article (org_id, id, title, lead, body, category, category_slug, conference_id,
		byline_kind, byline_role, byline_name, byline_unit, stamp, end_mark, publish_at, state, version, revision, published_at, day,
		made_by, made_at, changed_by, changed_at, fold)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
		a.ID, a.Title, a.Lead, a.Body, a.Category, Slug(a.Category), a.Conference,
		a.Byline.Kind, a.Byline.Role, a.Byline.Name, a.Byline.Unit, a.Stamp, a.EndMark, store.Ms(a.PublishAt), string(a.State), a.Version, a.Revision,
		store.Ms(a.PublishedAt), a.Day.String(), a.MadeBy, store.Ms(tx.Now), a.ChangedBy, store.Ms(a.ChangedAt), a.fold())
	return err
}

func updateArticle(tx *store.Tx, a Article) error {
	_, err := tx.Exec(`UPDATE portal_article SET title = $3, lead = $4, body = $5, category = $6, category_slug = $7, conference_id = $8,
		byline_kind = $9, byline_role = $10, byline_name = $11, byline_unit = $12, stamp = $13, end_mark = $14, publish_at = $15,
		state = $16, version = $17, revision = $18, published_at = $19, day = $20, changed_by = $21, changed_at = $22, fold = $23
		WHERE org_id = $1 AND id = $2`,
		a.ID, a.Title, a.Lead, a.Body, a.Category, Slug(a.Category), a.Conference,
		a.Byline.Kind, a.Byline.Role, a.Byline.Name, a.Byline.Unit, a.Stamp, a.EndMark, store.Ms(a.PublishAt), string(a.State), a.Version, a.Revision,
		store.Ms(a.PublishedAt), a.Day.String(), a.ChangedBy, store.Ms(a.ChangedAt), a.fold())
	return err
}

func oneArticle(tx *store.Tx, id string) (Article, error) {
	return store.One(tx, allCols, `SELECT `+heads+`, body FROM portal_article WHERE org_id = $1 AND id = $2`, id)
}

func allArticles(tx *store.Tx) ([]Article, error) {
	return store.Rows(tx, headCols, `SELECT `+heads+` FROM portal_article WHERE org_id = $1 ORDER BY changed_at DESC, id`)
}

// narrow is the further condition of a query; its parameters come from $3 on.
func (q Query) narrow(tx *store.Tx) (where string, args []any) {
	args = []any{store.Ms(tx.Now)}
	add := func(cond string, value any) {
		args = append(args, value)
		where += " AND " + strings.Replace(cond, "?", store.In(len(args)+1, 1), 1)
	}
	if !q.First.IsZero() {
		add("day >= ?", q.First.String())
	}
	if !q.Last.IsZero() {
		add("day <= ?", q.Last.String())
	}
	if q.Category != "" {
		add("category_slug = ?", q.Category)
	}
	if q.Conference != "" {
		add("conference_id = ?", q.Conference)
	}
	if q.Except != "" {
		add("id <> ?", q.Except)
	}
	for word := range strings.FieldsSeq(q.Search) {
		add(`fold LIKE ? ESCAPE '\'`, "%"+strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(word)+"%")
	}
	return where, args
}

func shownArticles(tx *store.Tx, q Query) ([]Article, error) {
	where, args := q.narrow(tx)
	args = append(args, q.Most, q.From)
	most, from := store.In(len(args), 1), store.In(len(args)+1, 1)
	return store.Rows(tx, headCols, `SELECT `+heads+` FROM portal_article WHERE `+shown+where+` ORDER BY published_at DESC, id LIMIT `+most+` OFFSET `+from, args...)
}

func countShown(tx *store.Tx, q Query) (int, error) {
	where, args := q.narrow(tx)
	return store.Value[int](tx, `SELECT COUNT(*) FROM portal_article WHERE `+shown+where, args...)
}

func shownCategories(tx *store.Tx) ([]Category, error) {
	return store.Rows(tx, func(c *Category) []any { return []any{&c.Name, &c.Slug, &c.Count} },
		`SELECT MAX(category), category_slug, COUNT(*) FROM portal_article WHERE `+shown+` AND category_slug <> ''
		GROUP BY category_slug ORDER BY COUNT(*) DESC, category_slug`, store.Ms(tx.Now))
}

func shownDays(tx *store.Tx, first, next law.Day) ([]law.Day, error) {
	return store.Rows(tx, func(d *law.Day) []any { return []any{d} },
		`SELECT DISTINCT day FROM portal_article WHERE `+shown+` AND day >= $3 AND day < $4 ORDER BY day`, store.Ms(tx.Now), first.String(), next.String())
}

func lastChange(tx *store.Tx) (time.Time, error) {
	type moments struct{ changed, came time.Time }
	m, err := store.One(tx, func(m *moments) []any { return []any{store.Instant(&m.changed), store.Instant(&m.came)} },
		`SELECT MAX(changed_at), MAX(CASE WHEN published_at <= $2 THEN published_at ELSE 0 END) FROM portal_article WHERE org_id = $1 AND state <> 'draft'`, store.Ms(tx.Now))
	if m.came.After(m.changed) {
		return m.came, err
	}
	return m.changed, err
}

func insertVersion(tx *store.Tx, a Article, note string) error {
	_, err := tx.Exec(`INSERT INTO portal_version (org_id, article_id, number, title, lead, body, note, made_by, made_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, a.ID, a.Version, a.Title, a.Lead, a.Body, note, tx.Who.Person, store.Ms(tx.Now))
	return err
}

func versionsOf(tx *store.Tx, article string) ([]Version, error) {
	return store.Rows(tx, func(v *Version) []any {
		return []any{&v.Number, &v.Title, &v.Lead, &v.Body, &v.Note, &v.By, store.Instant(&v.At)}
	}, `SELECT number, title, lead, body, note, made_by, made_at FROM portal_version WHERE org_id = $1 AND article_id = $2 ORDER BY number DESC`, article)
}

func correctionsOf(tx *store.Tx, article string) ([]Correction, error) {
	return store.Rows(tx, func(c *Correction) []any { return []any{&c.Note, store.Instant(&c.At)} },
		`SELECT note, made_at FROM portal_version WHERE org_id = $1 AND article_id = $2 AND note <> '' ORDER BY number`, article)
}

const photoText = `id, article_id, file_id, width, height, caption, alt, place, position`

func photoCols(p *Photo) []any {
	return []any{&p.ID, &p.Article, &p.File, &p.Width, &p.Height, &p.Caption, &p.Alt, &p.Place, &p.Position}
}

func insertPhoto(tx *store.Tx, p Photo) error {
	_, err := tx.Exec(`INSERT INTO portal_photo (org_id, id, article_id, file_id, width, height, caption, alt, place, position)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, p.ID, p.Article, p.File, p.Width, p.Height, p.Caption, p.Alt, p.Place, p.Position)
	return err
}

func updatePhoto(tx *store.Tx, p Photo) error {
	_, err := tx.Exec(`UPDATE portal_photo SET caption = $3, alt = $4, place = $5, position = $6 WHERE org_id = $1 AND id = $2`, p.ID, p.Caption, p.Alt, p.Place, p.Position)
	return err
}

func deletePhoto(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM portal_photo WHERE org_id = $1 AND id = $2`, id)
	return err
}

// photosOf are ordered as the article shows them.
func photosOf(tx *store.Tx, article string) ([]Photo, error) {
	return store.Rows(tx, photoCols, `SELECT `+photoText+` FROM portal_photo WHERE org_id = $1 AND article_id = $2
		ORDER BY CASE place WHEN 'lead' THEN 0 ELSE 1 END, position, id`, article)
}

func coversOf(tx *store.Tx, articles []any) ([]Photo, error) {
	return store.Rows(tx, photoCols, `SELECT `+photoText+` FROM portal_photo WHERE org_id = $1 AND article_id IN (`+store.In(2, len(articles))+`)
		ORDER BY article_id, CASE place WHEN 'lead' THEN 0 ELSE 1 END, position, id`, articles...)
}

// countUses counts the articles before the public that show a file.
func countUses(tx *store.Tx, file string) (int, error) {
	return store.Value[int](tx, `SELECT COUNT(*) FROM portal_photo p JOIN portal_article a ON a.org_id = p.org_id AND a.id = p.article_id
		WHERE p.org_id = $1 AND p.file_id = $3 AND a.state = 'published' AND a.published_at <= $2`, store.Ms(tx.Now), file)
}
