package election

import (
	"slices"

	"hoinghi/store"
)

const roundColumns = `id, election_id, no, kind, seats, state, opened_at, closed_at, decided_at, convened, present, printed, spoiled, unused, pass`

func roundCols(r *Round) []any {
	return []any{&r.ID, &r.Election, &r.No, &r.Kind, &r.Seats, &r.State, store.Instant(&r.OpenedAt), store.Instant(&r.ClosedAt),
		store.Instant(&r.DecidedAt), &r.Convened, &r.Present, &r.Printed, &r.Spoiled, &r.Unused, &r.Pass}
}

func insertRound(tx *store.Tx, r Round, candidates []string) error {
	_, err := tx.Exec(`INSERT INTO election_round (org_id, `+roundColumns+`) VALUES ($1, `+store.In(2, 15)+`)`,
		r.ID, r.Election, r.No, r.Kind, r.Seats, r.State, store.Ms(r.OpenedAt), store.Ms(r.ClosedAt), store.Ms(r.DecidedAt),
		r.Convened, r.Present, r.Printed, r.Spoiled, r.Unused, r.Pass)
	for i, c := range candidates {
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO election_stander (org_id, round_id, candidate_id, position) VALUES ($1, $2, $3, $4)`, r.ID, c, i+1)
	}
	return err
}

func updateRound(tx *store.Tx, r Round) error {
	_, err := tx.Exec(`UPDATE election_round SET state = $3, closed_at = $4, decided_at = $5, convened = $6, present = $7, printed = $8,
		spoiled = $9, unused = $10, pass = $11 WHERE org_id = $1 AND id = $2`,
		r.ID, r.State, store.Ms(r.ClosedAt), store.Ms(r.DecidedAt), r.Convened, r.Present, r.Printed, r.Spoiled, r.Unused, r.Pass)
	return err
}

func oneRound(tx *store.Tx, id string) (Round, error) {
	return store.One(tx, roundCols, `SELECT `+roundColumns+` FROM election_round WHERE org_id = $1 AND id = $2`, id)
}

func roundsOf(tx *store.Tx, election string) ([]Round, error) {
	return store.Rows(tx, roundCols, `SELECT `+roundColumns+` FROM election_round WHERE org_id = $1 AND election_id = $2 ORDER BY no`, election)
}

func insertSerial(tx *store.Tx, round string, s Serial) error {
	_, err := tx.Exec(`INSERT INTO election_serial (org_id, round_id, no, code) VALUES ($1, $2, $3, $4)`, round, s.No, s.Code)
	return err
}

func serialsOf(tx *store.Tx, round string) ([]Serial, error) {
	return store.Rows(tx, func(s *Serial) []any { return []any{&s.No, &s.Code} },
		`SELECT no, code FROM election_serial WHERE org_id = $1 AND round_id = $2 ORDER BY no`, round)
}

func insertRoll(tx *store.Tx, round, person, channel string) error {
	_, err := tx.Exec(`INSERT INTO election_roll (org_id, round_id, person_id, channel) VALUES ($1, $2, $3, $4)`, round, person, channel)
	return err
}

func updateRoll(tx *store.Tx, round, person, channel string) error {
	_, err := tx.Exec(`UPDATE election_roll SET channel = $4 WHERE org_id = $1 AND round_id = $2 AND person_id = $3`, round, person, channel)
	return err
}

func deleteRoll(tx *store.Tx, round, person string) error {
	_, err := tx.Exec(`DELETE FROM election_roll WHERE org_id = $1 AND round_id = $2 AND person_id = $3`, round, person)
	return err
}

// channelOf is the way by which a person got a ballot, or empty.
func channelOf(tx *store.Tx, round, person string) (string, error) {
	return store.Value[string](tx, `SELECT COALESCE(MAX(channel), '') FROM election_roll WHERE org_id = $1 AND round_id = $2 AND person_id = $3`, round, person)
}

func rollOf(tx *store.Tx, round string) (map[string]string, error) {
	type line struct{ person, channel string }
	rows, err := store.Rows(tx, func(l *line) []any { return []any{&l.person, &l.channel} },
		`SELECT person_id, channel FROM election_roll WHERE org_id = $1 AND round_id = $2`, round)
	by := map[string]string{}
	for _, l := range rows {
		by[l.person] = l.channel
	}
	return by, err
}

func rollSums(tx *store.Tx, round string) (map[string]int64, error) {
	type line struct {
		channel string
		n       int64
	}
	rows, err := store.Rows(tx, func(l *line) []any { return []any{&l.channel, &l.n} },
		`SELECT channel, COUNT(*) FROM election_roll WHERE org_id = $1 AND round_id = $2 GROUP BY channel`, round)
	by := map[string]int64{}
	for _, l := range rows {
		by[l.channel] = l.n
	}
	return by, err
}

// putCount keeps the figures of a seat, over those that the seat had.
func putCount(tx *store.Tx, r Round, x Entry, names []Candidate) error {
	_, err := tx.Exec(`INSERT INTO election_count (org_id, round_id, pass, seat, teller_id, valid, invalid, not_returned, entered_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (org_id, round_id, pass, seat) DO UPDATE SET teller_id = excluded.teller_id,
		valid = excluded.valid, invalid = excluded.invalid, not_returned = excluded.not_returned, entered_at = excluded.entered_at`,
		r.ID, r.Pass, x.Seat, x.Teller, x.Count.Valid, x.Count.Invalid, x.Count.NotReturned, store.Ms(tx.Now))
	for i, c := range names {
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO election_figure (org_id, round_id, pass, seat, candidate_id, votes) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (org_id, round_id, pass, seat, candidate_id) DO UPDATE SET votes = excluded.votes`, r.ID, r.Pass, x.Seat, c.ID, x.Count.For[i])
	}
	return err
}

// votes puts figures by candidate into the order of a slip.
func votes(names []Candidate, by map[string]int64) []int64 {
	out := make([]int64, len(names))
	for i, c := range names {
		out[i] = by[c.ID]
	}
	return out
}

type figure struct {
	of, candidate string
	votes         int64
}

func figureCols(f *figure) []any { return []any{&f.of, &f.candidate, &f.votes} }

// entriesOf reads the entries of the current pass by seat.
func entriesOf(tx *store.Tx, r Round, names []Candidate) ([]Entry, error) {
	out, err := store.Rows(tx, func(x *Entry) []any {
		return []any{&x.Seat, &x.Teller, &x.Count.Valid, &x.Count.Invalid, &x.Count.NotReturned}
	}, `SELECT seat, teller_id, valid, invalid, not_returned FROM election_count WHERE org_id = $1 AND round_id = $2 AND pass = $3 ORDER BY seat`, r.ID, r.Pass)
	if err != nil {
		return nil, err
	}
	rows, err := store.Rows(tx, figureCols, `SELECT seat, candidate_id, votes FROM election_figure WHERE org_id = $1 AND round_id = $2 AND pass = $3`, r.ID, r.Pass)
	by := byOwner(rows)
	for i := range out {
		out[i].Count.For = votes(names, by[out[i].Seat])
	}
	return out, err
}

func byOwner(rows []figure) map[string]map[string]int64 {
	by := map[string]map[string]int64{}
	for _, f := range rows {
		if by[f.of] == nil {
			by[f.of] = map[string]int64{}
		}
		by[f.of][f.candidate] = f.votes
	}
	return by
}

func insertBox(tx *store.Tx, r Round, b Box, names []Candidate) error {
	_, err := tx.Exec(`INSERT INTO election_box (org_id, round_id, box_id, valid, invalid, added_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		r.ID, b.ID, b.Sums.Valid, b.Sums.Invalid, store.Ms(tx.Now))
	for i, c := range names {
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO election_box_figure (org_id, round_id, box_id, candidate_id, votes) VALUES ($1, $2, $3, $4, $5)`,
			r.ID, b.ID, c.ID, b.Sums.For[i])
	}
	return err
}

func boxesOf(tx *store.Tx, r Round, names []Candidate) ([]Box, error) {
	out, err := store.Rows(tx, func(b *Box) []any { return []any{&b.ID, &b.Sums.Valid, &b.Sums.Invalid} },
		`SELECT box_id, valid, invalid FROM election_box WHERE org_id = $1 AND round_id = $2 ORDER BY box_id`, r.ID)
	if err != nil {
		return nil, err
	}
	rows, err := store.Rows(tx, figureCols, `SELECT box_id, candidate_id, votes FROM election_box_figure WHERE org_id = $1 AND round_id = $2`, r.ID)
	by := byOwner(rows)
	for i := range out {
		out[i].Sums.For = votes(names, by[out[i].ID])
	}
	return out, err
}

func insertResult(tx *store.Tx, r Round, x row) error {
	_, err := tx.Exec(`INSERT INTO election_result (org_id, round_id, pass, candidate_id, votes, rank, standing, won, how)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, r.ID, r.Pass, x.Candidate, x.Votes, x.Rank, string(x.Standing), x.Won, x.How)
	return err
}

func winResult(tx *store.Tx, r Round, candidate, how string) error {
	_, err := tx.Exec(`UPDATE election_result SET won = $5, how = $6 WHERE org_id = $1 AND round_id = $2 AND pass = $3 AND candidate_id = $4`,
		r.ID, r.Pass, candidate, true, how)
	return err
}

func resultsOf(tx *store.Tx, round string, pass int) ([]row, error) {
	rows, err := store.Rows(tx, func(x *row) []any {
		return []any{&x.Candidate, &x.Votes, &x.Rank, &x.Standing, &x.Won, &x.How}
	}, `SELECT candidate_id, votes, rank, standing, won, how FROM election_result WHERE org_id = $1 AND round_id = $2 AND pass = $3 ORDER BY candidate_id`, round, pass)
	slices.SortFunc(rows, func(a, b row) int { return a.Rank - b.Rank })
	return rows, err
}
