package counter

import (
	"hoinghi/law"
	"hoinghi/store"
)

func addDay(tx *store.Tx, d Day) error {
	_, err := tx.Exec(`INSERT INTO counter_day (org_id, day, visits, views) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org_id, day) DO UPDATE SET visits = counter_day.visits + $3, views = counter_day.views + $4`, d.Day.String(), d.Visits, d.Views)
	return err
}

func addViews(tx *store.Tx, article string, n int64) error {
	_, err := tx.Exec(`INSERT INTO counter_article (org_id, article_id, views) VALUES ($1, $2, $3)
		ON CONFLICT (org_id, article_id) DO UPDATE SET views = counter_article.views + $3`, article, n)
	return err
}

func putFigure(tx *store.Tx, f Figure, position int) error {
	_, err := tx.Exec(`INSERT INTO counter_figure (org_id, kind, label, start, hidden, position) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (org_id, kind) DO UPDATE SET label = $3, start = $4, hidden = $5, position = $6`, f.Kind, f.Label, f.Start, f.Hidden, position)
	return err
}

func figureRows(tx *store.Tx) ([]Figure, error) {
	return store.Rows(tx, func(f *Figure) []any { return []any{&f.Kind, &f.Label, &f.Start, &f.Hidden} },
		`SELECT kind, label, start, hidden FROM counter_figure WHERE org_id = $1 ORDER BY position, kind`)
}

func dayCols(d *Day) []any { return []any{&d.Day, &d.Visits, &d.Views} }

func dayRows(tx *store.Tx, first, last law.Day) ([]Day, error) {
	return store.Rows(tx, dayCols, `SELECT day, visits, views FROM counter_day WHERE org_id = $1 AND day >= $2 AND day <= $3 ORDER BY day DESC`, first.String(), last.String())
}

func monthRows(tx *store.Tx) ([]Day, error) {
	return store.Rows(tx, dayCols, `SELECT substr(day, 1, 7) || '-01', CAST(SUM(visits) AS BIGINT), CAST(SUM(views) AS BIGINT) FROM counter_day
		WHERE org_id = $1 GROUP BY substr(day, 1, 7) ORDER BY 1 DESC`)
}

func sums(tx *store.Tx, today, monday, first law.Day) (Sums, error) {
	return store.One(tx, func(s *Sums) []any { return []any{&s.Today, &s.Week, &s.Month, &s.Total} },
		`SELECT CAST(COALESCE(SUM(CASE WHEN day = $2 THEN visits ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN day >= $3 THEN visits ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN day >= $4 THEN visits ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(SUM(visits), 0) AS BIGINT)
		FROM counter_day WHERE org_id = $1`, today.String(), monday.String(), first.String())
}

type viewRow struct {
	id string
	n  int64
}

func viewRows(tx *store.Tx, articles []string) ([]viewRow, error) {
	args := make([]any, len(articles))
	for i, a := range articles {
		args[i] = a
	}
	return store.Rows(tx, func(v *viewRow) []any { return []any{&v.id, &v.n} },
		`SELECT article_id, views FROM counter_article WHERE org_id = $1 AND article_id IN (`+store.In(2, len(args))+`)`, args...)
}
