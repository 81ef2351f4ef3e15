package ballot

import (
	"fmt"

	"hoinghi/store"
)

const columns = `id, conference_id, item_id, question, method, base, shown, state, opened_at, closed_at, convened, present,
	in_favour, against, other, rule, passed, resolution_item`

func cols(b *Ballot) []any {
	return []any{&b.ID, &b.Conference, &b.Item, &b.Question, &b.Method, &b.Base, &b.Shown, &b.State, store.Instant(&b.OpenedAt), store.Instant(&b.ClosedAt),
		&b.Convened, &b.Present, &b.InFavour, &b.Against, &b.Other, &b.Rule, &b.Passed, &b.Resolution}
}

func values(b Ballot) []any {
	return []any{b.ID, b.Conference, b.Item, b.Question, b.Method, b.Base, b.Shown, b.State, store.Ms(b.OpenedAt), store.Ms(b.ClosedAt),
		b.Convened, b.Present, b.InFavour, b.Against, b.Other, b.Rule, b.Passed, b.Resolution}
}

func insertBallot(tx *store.Tx, b Ballot) error {
	_, err := tx.Exec(`INSERT INTO ballot_ballot (org_id, `+columns+`) VALUES ($1, `+store.In(2, 18)+`)`, values(b)...)
	return err
}

func updateBallot(tx *store.Tx, b Ballot) error {
	_, err := tx.Exec(`UPDATE ballot_ballot SET state = $3, closed_at = $4, convened = $5, present = $6, in_favour = $7, against = $8,
		other = $9, passed = $10 WHERE org_id = $1 AND id = $2`,
		b.ID, b.State, store.Ms(b.ClosedAt), b.Convened, b.Present, b.InFavour, b.Against, b.Other, b.Passed)
	return err
}

func oneBallot(tx *store.Tx, id string) (Ballot, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM ballot_ballot WHERE org_id = $1 AND id = $2`, id)
}

func ballotsOf(tx *store.Tx, conference string) ([]Ballot, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM ballot_ballot WHERE org_id = $1 AND conference_id = $2 ORDER BY opened_at, id`, conference)
}

func openBallots(tx *store.Tx, conference string) ([]Ballot, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM ballot_ballot WHERE org_id = $1 AND conference_id = $2 AND state = 'open'`, conference)
}

func insertSlip(tx *store.Tx, ballot, person string, r Receipt) error {
	_, err := tx.Exec(`INSERT INTO ballot_slip (org_id, ballot_id, person_id, choice, receipt, cast_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		ballot, person, r.Choice, r.Code, store.Ms(r.At))
	return err
}

func slipOf(tx *store.Tx, ballot, person string) (Receipt, error) {
	return store.One(tx, func(r *Receipt) []any { return []any{&r.Code, &r.Choice, store.Instant(&r.At)} },
		`SELECT receipt, choice, cast_at FROM ballot_slip WHERE org_id = $1 AND ballot_id = $2 AND person_id = $3`, ballot, person)
}

func slipsOf(tx *store.Tx, ballot string) (map[string]string, error) {
	type slip struct{ person, choice string }
	rows, err := store.Rows(tx, func(s *slip) []any { return []any{&s.person, &s.choice} },
		`SELECT person_id, choice FROM ballot_slip WHERE org_id = $1 AND ballot_id = $2`, ballot)
	by := map[string]string{}
	for _, s := range rows {
		by[s.person] = s.choice
	}
	return by, err
}

func sumCols(b *Ballot) []any { return []any{&b.InFavour, &b.Against, &b.Other} }

func sumSlips(tx *store.Tx, ballot string) (Ballot, error) {
	return store.One(tx, sumCols, `SELECT COUNT(*) FILTER (WHERE choice = 'for'), COUNT(*) FILTER (WHERE choice = 'against'),
		COUNT(*) FILTER (WHERE choice = 'other') FROM ballot_slip WHERE org_id = $1 AND ballot_id = $2`, ballot)
}

func sumCounts(tx *store.Tx, ballot string) (Ballot, error) {
	return store.One(tx, sumCols, `SELECT CAST(COALESCE(SUM(in_favour), 0) AS BIGINT), CAST(COALESCE(SUM(against), 0) AS BIGINT),
		CAST(COALESCE(SUM(other), 0) AS BIGINT) FROM ballot_count WHERE org_id = $1 AND ballot_id = $2`, ballot)
}

func upsertCount(tx *store.Tx, ballot string, c Count) error {
	_, err := tx.Exec(`INSERT INTO ballot_count (org_id, ballot_id, row_name, in_favour, against, other, teller_id, counted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (org_id, ballot_id, row_name) DO UPDATE SET in_favour = excluded.in_favour, against = excluded.against,
		other = excluded.other, teller_id = excluded.teller_id, counted_at = excluded.counted_at`,
		ballot, c.Row, c.InFavour, c.Against, c.Other, c.Teller, store.Ms(c.At))
	return err
}

func deleteCount(tx *store.Tx, ballot, row string) error {
	_, err := tx.Exec(`DELETE FROM ballot_count WHERE org_id = $1 AND ballot_id = $2 AND row_name = $3`, ballot, row)
	return err
}

func countsOf(tx *store.Tx, ballot string) ([]Count, error) {
	return store.Rows(tx, func(c *Count) []any {
		return []any{&c.Row, &c.InFavour, &c.Against, &c.Other, &c.Teller, store.Instant(&c.At)}
	}, `SELECT row_name, in_favour, against, other, teller_id, counted_at FROM ballot_count WHERE org_id = $1 AND ballot_id = $2 ORDER BY counted_at, row_name`, ballot)
}

// counted and summary are the journal's words: figures that stay readable.
func counted(c Count) string {
	return fmt.Sprintf("%s: %d/%d/%d", c.Row, c.InFavour, c.Against, c.Other)
}

func summary(b Ballot) string {
	return fmt.Sprintf("%d/%d/%d of %d present, %d convened", b.InFavour, b.Against, b.Other, b.Present, b.Convened)
}
