package conference

import "hoinghi/store"

func allSections(tx *store.Tx, conference string) ([]Section, error) {
	return store.Rows(tx, func(s *Section) []any {
		return []any{&s.Key, &s.Text, &s.Basis, store.Instant(&s.EditedAt), &s.EditedBy}
	}, `SELECT section, text, basis, edited_at, edited_by FROM conference_minutes
		WHERE org_id = $1 AND conference_id = $2 ORDER BY section`, conference)
}

func upsertSection(tx *store.Tx, conference string, s Section) error {
	_, err := tx.Exec(`INSERT INTO conference_minutes (org_id, conference_id, section, text, basis, edited_at, edited_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (org_id, conference_id, section)
		DO UPDATE SET text = excluded.text, basis = excluded.basis, edited_at = excluded.edited_at, edited_by = excluded.edited_by`,
		conference, s.Key, s.Text, s.Basis, store.Ms(s.EditedAt), s.EditedBy)
	return err
}

func deleteSection(tx *store.Tx, conference, key string) error {
	_, err := tx.Exec(`DELETE FROM conference_minutes WHERE org_id = $1 AND conference_id = $2 AND section = $3`, conference, key)
	return err
}

func allMovements(tx *store.Tx, conference string) ([]Movement, error) {
	return store.Rows(tx, func(m *Movement) []any { return []any{&m.Person, store.Instant(&m.At), &m.Arrival, &m.Way} },
		`SELECT person_id, at, arrival, way FROM conference_movement WHERE org_id = $1 AND conference_id = $2 ORDER BY at, id`, conference)
}
