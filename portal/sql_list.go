package portal

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// midnight is the first instant of a day in Việt Nam, as it is stored.
func midnight(d law.Day) int64 {
	return store.Ms(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, locale.Zone))
}

// narrow is the further condition of a query; its parameters come from $3 on.
// Days are asked for by the hour, which is what the rows are ordered by, and
// with one upper bound: of two SQLite takes the first and walks to the other.
func (q Query) narrow(tx *store.Tx) (where string, args []any) {
	until := store.Ms(tx.Now)
	if !q.Last.IsZero() {
		until = min(until, midnight(q.Last.AddDays(1))-1)
	}
	args = []any{until}
	add := func(cond string, value any) {
		args = append(args, value)
		where += " AND " + strings.Replace(cond, "?", store.In(len(args)+1, 1), 1)
	}
	if !q.First.IsZero() {
		add("published_at >= ?", midnight(q.First))
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
	return where, args
}

// numbers asks for a page in the index alone, which is where rows are skipped.
func (q Query) numbers(tx *store.Tx) (text string, args []any) {
	where, args := q.narrow(tx)
	args = append(args, q.Most, q.From)
	most, from := store.In(len(args), 1), store.In(len(args)+1, 1)
	return `SELECT number FROM portal_article WHERE ` + shown + where + ` ORDER BY published_at DESC, number DESC LIMIT ` + most + ` OFFSET ` + from, args
}

func shownArticles(tx *store.Tx, q Query) ([]Article, error) {
	text, args := q.numbers(tx)
	return store.Rows(tx, headCols, `SELECT `+heads+` FROM portal_article WHERE org_id = $1 AND number IN (`+text+`)
		ORDER BY published_at DESC, number DESC`, args...)
}

func countShown(tx *store.Tx, q Query) (int, error) {
	where, args := q.narrow(tx)
	return store.Value[int](tx, `SELECT COUNT(*) FROM portal_article WHERE `+shown+where, args...)
}

// isShown is 1 for an article that is before the public, under a heading if one
// is named.
func isShown(tx *store.Tx, id, slug string) (int, error) {
	return store.Value[int](tx, `SELECT COUNT(*) FROM portal_article WHERE `+shown+` AND id = $3 AND ($4 = '' OR category_slug = $4)`, store.Ms(tx.Now), id, slug)
}

// headingsText subtracts those of an hour to come, which are few. The blank
// keeps SQLite from walking over all articles in the order of their headings.
const headingsText = `SELECT h.name, h.slug, h.articles - COALESCE(f.later, 0) FROM portal_heading h LEFT JOIN
	(SELECT category_slug || '' AS slug, COUNT(*) AS later FROM portal_article WHERE org_id = $1 AND state = 'published' AND published_at > $2 GROUP BY category_slug || '') f
	ON f.slug = h.slug WHERE h.org_id = $1 AND h.articles > COALESCE(f.later, 0) ORDER BY 3 DESC, h.slug`

func shownCategories(tx *store.Tx) ([]Category, error) {
	return store.Rows(tx, func(c *Category) []any { return []any{&c.Name, &c.Slug, &c.Count} }, headingsText, store.Ms(tx.Now))
}

func addHeading(tx *store.Tx, slug, name string, n int) error {
	_, err := tx.Exec(`INSERT INTO portal_heading (org_id, slug, name, articles) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org_id, slug) DO UPDATE SET articles = portal_heading.articles + $4,
		name = CASE WHEN $3 = '' THEN portal_heading.name ELSE $3 END`, slug, name, n)
	return err
}

// daysText asks for each day of a month whether it has news, from the index:
// 31 looks, however many articles the month has.
var daysText = func() string {
	var all []string
	for i := range 31 {
		all = append(all, fmt.Sprintf(`SELECT %d WHERE EXISTS (SELECT 1 FROM portal_article WHERE org_id = $1 AND state = 'published' AND published_at >= $%d AND published_at < $%d)`, i, i+2, i+3))
	}
	return strings.Join(all, " UNION ALL ")
}()

func shownDays(tx *store.Tx, first, next law.Day) (days []law.Day, err error) {
	var args []any
	for i := range 32 {
		args = append(args, min(midnight(first.AddDays(i)), midnight(next), store.Ms(tx.Now)+1))
	}
	// all organisations: no, daysText names $1 in each of its parts
	found, err := store.Column[int](tx, daysText, args...)
	slices.Sort(found)
	for _, i := range found {
		days = append(days, first.AddDays(i))
	}
	return days, err
}

// LastChange is when anything of the portal last changed for the public,
// hours of publication that have come included; zero for an empty portal.
func LastChange(tx *store.Tx) (time.Time, error) {
	type moments struct{ changed, withdrawn, came time.Time }
	m, err := store.One(tx, func(m *moments) []any {
		return []any{store.Instant(&m.changed), store.Instant(&m.withdrawn), store.Instant(&m.came)}
	}, `SELECT (SELECT MAX(changed_at) FROM portal_article WHERE org_id = $1 AND state = 'published'),
		(SELECT MAX(changed_at) FROM portal_article WHERE org_id = $1 AND state = 'withdrawn'),
		(SELECT MAX(published_at) FROM portal_article WHERE `+shown+`)`, store.Ms(tx.Now))
	return slices.MaxFunc([]time.Time{m.changed, m.withdrawn, m.came}, time.Time.Compare), err
}
