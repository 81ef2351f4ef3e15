package search

import "hoinghi/store"

type wordRow struct {
	word  string
	part  int64
	texts []byte
}

func wordCols(r *wordRow) []any { return []any{&r.word, &r.part, &r.texts} }

// wordRows reads the rows of words over all parts.
func wordRows(tx *store.Tx, words []string) ([]wordRow, error) {
	args := Padded(words)
	return store.Rows(tx, wordCols, `SELECT word, part, texts FROM search_word WHERE org_id = $1 AND word IN (`+store.In(2, len(args))+`)`, args...)
}

// wordsOfPart reads the rows of words in one part.
func wordsOfPart(tx *store.Tx, part int64, words []string) ([]wordRow, error) {
	args := append([]any{part}, Padded(words)...)
	return store.Rows(tx, wordCols, `SELECT word, part, texts FROM search_word WHERE org_id = $1 AND part = $2 AND word IN (`+store.In(3, len(args)-1)+`)`, args...)
}

// Padded repeats the last value up to a power of two, so that few texts of
// statements are prepared.
func Padded[T any](values []T) (args []any) {
	n := 1
	for n < len(values) {
		n *= 2
	}
	for i := range n {
		args = append(args, values[min(i, len(values)-1)])
	}
	return args
}

const wordsAtOnce = 64

// putWords writes rows, many in a statement.
func putWords(tx *store.Tx, rows []wordRow) error {
	for len(rows) > 0 {
		n := wordsAtOnce
		for n > len(rows) {
			n /= 4
		}
		text, args := `INSERT INTO search_word (org_id, word, part, texts) VALUES ($1, $2, $3, $4)`, []any{}
		for i, r := range rows[:n] {
			if i > 0 {
				text += ", ($1, " + store.In(2+3*i, 3) + ")"
			}
			args = append(args, r.word, r.part, r.texts)
		}
		if _, err := tx.Exec(text+` ON CONFLICT (org_id, word, part) DO UPDATE SET texts = excluded.texts`, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

type partRow struct {
	part  int64
	hours []byte
}

func partRows(tx *store.Tx, first, last int64) ([]partRow, error) {
	return store.Rows(tx, func(r *partRow) []any { return []any{&r.part, &r.hours} },
		`SELECT part, hours FROM search_part WHERE org_id = $1 AND part >= $2 AND part <= $3`, first, last)
}

func putPart(tx *store.Tx, r partRow) error {
	_, err := tx.Exec(`INSERT INTO search_part (org_id, part, hours) VALUES ($1, $2, $3) ON CONFLICT (org_id, part) DO UPDATE SET hours = excluded.hours`, r.part, r.hours)
	return err
}
