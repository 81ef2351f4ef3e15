package portal

import (
	"time"

	"hoinghi/store"
)

const (
	heads = `id, title, lead, category, conference_id, byline_kind, byline_role, byline_name, byline_unit, stamp, end_mark, no_comments, publish_at,
		state, submitted_by, version, revision, published_at, day, made_by, changed_by, changed_at`
	shown = `org_id = $1 AND state = 'published' AND published_at <= $2`
)

func headCols(a *Article) []any {
	return []any{&a.ID, &a.Title, &a.Lead, &a.Category, &a.Conference, &a.Byline.Kind, &a.Byline.Role, &a.Byline.Name, &a.Byline.Unit, &a.Stamp, &a.EndMark, &a.NoComments,
		store.Instant(&a.PublishAt), &a.State, &a.SubmittedBy, &a.Version, &a.Revision, store.Instant(&a.PublishedAt), &a.Day, &a.MadeBy, &a.ChangedBy, store.Instant(&a.ChangedAt)}
}

func allCols(a *Article) []any { return append(headCols(a), &a.Body) }

func insertArticle(tx *store.Tx, a Article, f filed) error {
	_, err := tx.Exec(`INSERT INTO portal_article (org_id, id, title, lead, body, category, category_slug, conference_id,
		byline_kind, byline_role, byline_name, byline_unit, stamp, end_mark, publish_at, state, version, revision, published_at, day,
		made_by, made_at, changed_by, changed_at, fold, no_comments, submitted_by, number)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)`,
		a.ID, a.Title, a.Lead, a.Body, a.Category, f.slug, a.Conference,
		a.Byline.Kind, a.Byline.Role, a.Byline.Name, a.Byline.Unit, a.Stamp, a.EndMark, store.Ms(a.PublishAt), string(a.State), a.Version, a.Revision,
		store.Ms(a.PublishedAt), a.Day.String(), a.MadeBy, store.Ms(tx.Now), a.ChangedBy, store.Ms(a.ChangedAt), f.fold, a.NoComments, a.SubmittedBy, f.number)
	return err
}

func updateArticle(tx *store.Tx, a Article, f filed) error {
	_, err := tx.Exec(`UPDATE portal_article SET title = $3, lead = $4, body = $5, category = $6, category_slug = $7, conference_id = $8,
		byline_kind = $9, byline_role = $10, byline_name = $11, byline_unit = $12, stamp = $13, end_mark = $14, publish_at = $15,
		state = $16, version = $17, revision = $18, published_at = $19, day = $20, changed_by = $21, changed_at = $22, fold = $23,
		no_comments = $24, submitted_by = $25, number = $26 WHERE org_id = $1 AND id = $2`,
		a.ID, a.Title, a.Lead, a.Body, a.Category, f.slug, a.Conference,
		a.Byline.Kind, a.Byline.Role, a.Byline.Name, a.Byline.Unit, a.Stamp, a.EndMark, store.Ms(a.PublishAt), string(a.State), a.Version, a.Revision,
		store.Ms(a.PublishedAt), a.Day.String(), a.ChangedBy, store.Ms(a.ChangedAt), f.fold, a.NoComments, a.SubmittedBy, f.number)
	return err
}

func oneArticle(tx *store.Tx, id string) (Article, error) {
	return store.One(tx, allCols, `SELECT `+heads+`, body FROM portal_article WHERE org_id = $1 AND id = $2`, id)
}

func allArticles(tx *store.Tx) ([]Article, error) {
	return store.Rows(tx, headCols, `SELECT `+heads+` FROM portal_article WHERE org_id = $1 ORDER BY changed_at DESC, id`)
}

// NextHour is when the next article comes before the public by itself; zero
// when none is set for an hour to come. Anybody may ask.
func NextHour(tx *store.Tx) (at time.Time, err error) {
	ms, err := store.Value[int64](tx, `SELECT COALESCE(MIN(published_at), 0) FROM portal_article WHERE org_id = $1 AND state = 'published' AND published_at > $2`, store.Ms(tx.Now))
	if ms > 0 {
		at = time.UnixMilli(ms).UTC()
	}
	return at, err
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

const photoText = `id, article_id, file_id, width, height, caption, alt, place, position, children, consent`

func photoCols(p *Photo) []any {
	return []any{&p.ID, &p.Article, &p.File, &p.Width, &p.Height, &p.Caption, &p.Alt, &p.Place, &p.Position, &p.Children, &p.Consent}
}

func insertPhoto(tx *store.Tx, p Photo) error {
	_, err := tx.Exec(`INSERT INTO portal_photo (org_id, id, article_id, file_id, width, height, caption, alt, place, position, children, consent)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, p.ID, p.Article, p.File, p.Width, p.Height, p.Caption, p.Alt, p.Place, p.Position, p.Children, p.Consent)
	return err
}

func updatePhoto(tx *store.Tx, p Photo) error {
	_, err := tx.Exec(`UPDATE portal_photo SET caption = $3, alt = $4, place = $5, position = $6, children = $7, consent = $8
		WHERE org_id = $1 AND id = $2`, p.ID, p.Caption, p.Alt, p.Place, p.Position, p.Children, p.Consent)
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

// countUses counts the articles before the public that show a file, and the
// blocks beside them.
func countUses(tx *store.Tx, file string) (int, error) {
	return store.Value[int](tx, `SELECT (SELECT COUNT(*) FROM portal_photo p JOIN portal_article a ON a.org_id = p.org_id AND a.id = p.article_id
		WHERE p.org_id = $1 AND p.file_id = $3 AND a.state = 'published' AND a.published_at <= $2)
		+ (SELECT COUNT(*) FROM portal_block WHERE org_id = $1 AND file_id = $3)`, store.Ms(tx.Now), file)
}

func addClearance(tx *store.Tx, article, worry, reason string) error {
	_, err := tx.Exec(`INSERT INTO portal_clearance (org_id, article_id, worry, reason, made_by, made_at)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`, article, worry, reason, tx.Who.Person, store.Ms(tx.Now))
	return err
}

func clearancesOf(tx *store.Tx, article string) ([]Clearance, error) {
	return store.Rows(tx, func(c *Clearance) []any { return []any{&c.worry, &c.Reason, &c.By, store.Instant(&c.At)} },
		`SELECT worry, reason, made_by, made_at FROM portal_clearance WHERE org_id = $1 AND article_id = $2 ORDER BY made_at, worry`, article)
}

func siteRow(tx *store.Tx) (Site, error) {
	return store.One(tx, func(s *Site) []any {
		return []any{&s.TwoPeople, &s.EndMark, &s.Stamp, &s.Comments, &s.Progress, &s.Mail}
	}, `SELECT two_people, end_mark, stamp, comments, progress, mail FROM portal_site WHERE org_id = $1`)
}

func putSite(tx *store.Tx, s Site) error {
	_, err := tx.Exec(`INSERT INTO portal_site (org_id, two_people, end_mark, stamp, comments, progress, mail, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (org_id) DO UPDATE SET two_people = $2, end_mark = $3, stamp = $4, comments = $5, progress = $6, mail = $7, changed_at = $8`,
		s.TwoPeople, s.EndMark, s.Stamp, s.Comments, s.Progress, s.Mail, store.Ms(tx.Now))
	return err
}

func blockRows(tx *store.Tx) ([]Block, error) {
	return store.Rows(tx, func(b *Block) []any {
		return []any{&b.ID, &b.Kind, &b.Title, &b.Body, &b.Link, &b.File, &b.Width, &b.Height, &b.Alt, &b.First, &b.Last, &b.Hidden, &b.Position}
	}, `SELECT id, kind, title, body, link, file_id, width, height, alt, first_day, last_day, hidden, position FROM portal_block WHERE org_id = $1 ORDER BY position, id`)
}

func putBlock(tx *store.Tx, b Block) error {
	_, err := tx.Exec(`INSERT INTO portal_block (org_id, id, kind, title, body, link, file_id, width, height, alt, first_day, last_day, hidden, position, changed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (org_id, id) DO UPDATE SET title = $4, body = $5, link = $6, file_id = $7, width = $8, height = $9, alt = $10,
		first_day = $11, last_day = $12, hidden = $13, position = $14, changed_at = $15`,
		b.ID, b.Kind, b.Title, b.Body, b.Link, b.File, b.Width, b.Height, b.Alt, b.First.String(), b.Last.String(), b.Hidden, b.Position, store.Ms(tx.Now))
	return err
}

func deleteBlock(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM portal_block WHERE org_id = $1 AND id = $2`, id)
	return err
}

func disclosureRows(tx *store.Tx) ([]Disclosure, error) {
	return store.Rows(tx, func(d *Disclosure) []any { return []any{&d.ID, &d.Title, &d.About, &d.Day, &d.File} },
		`SELECT id, title, about, day, file_id FROM portal_disclosure WHERE org_id = $1 ORDER BY day DESC, made_at DESC, id`)
}

func insertDisclosure(tx *store.Tx, d Disclosure) error {
	_, err := tx.Exec(`INSERT INTO portal_disclosure (org_id, id, title, about, day, file_id, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		d.ID, d.Title, d.About, d.Day.String(), d.File, tx.Who.Person, store.Ms(tx.Now))
	return err
}

func deleteDisclosure(tx *store.Tx, id string) (int64, error) {
	return tx.Exec(`DELETE FROM portal_disclosure WHERE org_id = $1 AND id = $2`, id)
}
