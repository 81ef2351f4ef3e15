package portal

import (
	"context"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/law"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// What is asked for at every page is answered from an index on both engines:
// no statement walks over all articles, and none sorts them.
func TestPlans(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		err := db.Read(context.Background(), access.Public("a"), func(tx *store.Tx) error {
			if db.Engine == store.Postgres { // which takes a small table whole otherwise
				if _, err := store.Value[string](tx, `SELECT set_config('enable_seqscan', 'off', true) WHERE $1 <> ''`); err != nil {
					return err
				}
			}
			day := Query{First: law.MustDay("2026-01-20"), Last: law.MustDay("2026-01-31"), Most: 10}
			for name, c := range map[string]struct {
				text  string
				args  []any
				index string
			}{
				"all":        plan(tx, Query{Most: 10, From: 90_000}, "portal_article_shown"),
				"days":       plan(tx, day, "portal_article_shown"),
				"one bound":  {daysText, days(32), "portal_article_shown (org_id=? AND state=? AND published_at>? AND published_at<?)"},
				"heading":    plan(tx, Query{Category: "x", Most: 10}, "portal_article_category"),
				"headings":   {headingsText, []any{store.Ms(tx.Now)}, "portal_article_shown (org_id=? AND state=? AND published_at>?)"},
				"conference": plan(tx, Query{Conference: "x", Most: 10}, "portal_article_conference"),
			} {
				if strings.Count(c.text, "published_at <") > 1 && c.text != daysText {
					t.Errorf("%s has two upper bounds: %s", name, c.text)
				}
				if db.Engine == store.Postgres && (name == "headings" || name == "one bound") {
					c.index = "Index Scan using portal_article" // which one, it decides by how many rows there are
				}
				got, err := explain(tx, db.Engine, c.text, c.args)
				if err != nil {
					return err
				}
				sorted := name != "headings" && (strings.Contains(got, "TEMP B-TREE") || strings.Contains(got, "Sort"))
				if sorted || !strings.Contains(got, c.index) || strings.Contains(got, "SCAN portal_article\n") || strings.Contains(got, "Seq Scan") {
					t.Errorf("%s is not answered from %s:\n%s", name, c.index, got)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

type asked = struct {
	text  string
	args  []any
	index string
}

func days(n int) (args []any) {
	for i := range n {
		args = append(args, int64(i))
	}
	return args
}

func plan(tx *store.Tx, q Query, index string) asked {
	text, args := q.numbers(tx)
	return asked{text, args, index}
}

// explain is the engine's plan, a step a line.
func explain(tx *store.Tx, e store.Engine, text string, args []any) (string, error) {
	var lines []string
	var err error
	if e == store.Postgres {
		lines, err = store.Column[string](tx, "EXPLAIN "+text, args...)
	} else {
		type step struct {
			id, parent, unused int
			detail             string
		}
		var steps []step
		steps, err = store.Rows(tx, func(s *step) []any { return []any{&s.id, &s.parent, &s.unused, &s.detail} }, "EXPLAIN QUERY PLAN "+text, args...)
		for _, s := range steps {
			lines = append(lines, s.detail)
		}
	}
	return strings.Join(lines, "\n") + "\n", err
}
