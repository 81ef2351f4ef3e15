package urn

import (
	"encoding/json"
	"fmt"

	"hoinghi/fault"
	"hoinghi/store"
)

const boxColumns = `id, subject, name, description, questions, group_name, uuid, slips, trustees, threshold, revote, state,
	officer_link, stamp, fingerprint, counted, result`

// questions are stored as JSON.
type questions struct{ b *Box }

// Scan reads the column.
func (q questions) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("questions of a box are %T", src)
	}
	return json.Unmarshal([]byte(text), &q.b.Questions)
}

func boxCols(b *Box) []any {
	return []any{&b.ID, &b.Subject, &b.Name, &b.Description, questions{b}, &b.Group, &b.UUID, &b.Slips, &b.Trustees, &b.Threshold, &b.Revote,
		&b.State, &b.officer, &b.stamp, &b.Fingerprint, &b.Counted, &b.result}
}

func insertBox(tx *store.Tx, b Box) error {
	q, err := json.Marshal(b.Questions)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO urn_box (org_id, `+boxColumns+`) VALUES ($1, `+store.In(2, 17)+`)`, b.ID, b.Subject, b.Name, b.Description,
		string(q), b.Group, b.UUID, b.Slips, b.Trustees, b.Threshold, b.Revote, string(b.State), b.officer, b.stamp, b.Fingerprint, b.Counted, b.result)
	return err
}

func updateBox(tx *store.Tx, b Box) error {
	_, err := tx.Exec(`UPDATE urn_box SET state = $3, stamp = $4, fingerprint = $5, counted = $6, result = $7 WHERE org_id = $1 AND id = $2`,
		b.ID, string(b.State), b.stamp, b.Fingerprint, b.Counted, b.result)
	return err
}

func oneBox(tx *store.Tx, id string) (Box, error) {
	return store.One(tx, boxCols, `SELECT `+boxColumns+` FROM urn_box WHERE org_id = $1 AND id = $2`, id)
}

func boxesFor(tx *store.Tx, subject string) ([]Box, error) {
	return store.Rows(tx, boxCols, `SELECT `+boxColumns+` FROM urn_box WHERE org_id = $1 AND subject = $2 ORDER BY id`, subject)
}

func insertRecord(tx *store.Tx, box, kind, body string) error {
	_, err := tx.Exec(`INSERT INTO urn_record (org_id, box_id, kind, body) VALUES ($1, $2, $3, $4)`, box, kind, body)
	return err
}

// record is empty while there is none.
func record(tx *store.Tx, box, kind string) (string, error) {
	body, err := store.Value[string](tx, `SELECT body FROM urn_record WHERE org_id = $1 AND box_id = $2 AND kind = $3`, box, kind)
	if fault.Is(err, fault.Missing) {
		return "", nil
	}
	return body, err
}

func insertTrustee(tx *store.Tx, box string, nth int, link string) error {
	_, err := tx.Exec(`INSERT INTO urn_trustee (org_id, box_id, nth, link, cert, dealing, public_key, turn, decryption)
		VALUES ($1, $2, $3, $4, '', '', '', 0, '')`, box, nth, link)
	return err
}

func updateTrustee(tx *store.Tx, box string, t trustee) error {
	_, err := tx.Exec(`UPDATE urn_trustee SET cert = $4, dealing = $5, public_key = $6, turn = $7, decryption = $8
		WHERE org_id = $1 AND box_id = $2 AND nth = $3`, box, t.nth, t.cert, t.dealing, t.key, t.turn, t.decryption)
	return err
}

func trusteesOf(tx *store.Tx, box string) ([]trustee, error) {
	return store.Rows(tx, func(t *trustee) []any {
		return []any{&t.nth, &t.link, &t.cert, &t.dealing, &t.key, &t.turn, &t.decryption}
	},
		`SELECT nth, link, cert, dealing, public_key, turn, decryption FROM urn_trustee WHERE org_id = $1 AND box_id = $2 ORDER BY nth`, box)
}

func insertCancelled(tx *store.Tx, box, credential string) error {
	_, err := tx.Exec(`INSERT INTO urn_cancelled (org_id, box_id, credential) VALUES ($1, $2, $3)`, box, credential)
	return err
}

func isCancelled(tx *store.Tx, box, credential string) (bool, error) {
	n, err := store.Value[int](tx, `SELECT COUNT(*) FROM urn_cancelled WHERE org_id = $1 AND box_id = $2 AND credential = $3`, box, credential)
	return n > 0, err
}

func countCancelled(tx *store.Tx, box string) (int, error) {
	return store.Value[int](tx, `SELECT COUNT(*) FROM urn_cancelled WHERE org_id = $1 AND box_id = $2`, box)
}

func insertSealed(tx *store.Tx, box string, s sealed) error {
	_, err := tx.Exec(`INSERT INTO urn_sealed (org_id, box_id, id, choices, body) VALUES ($1, $2, $3, $4, $5)`, box, s.id, s.choices, s.body)
	return err
}

func hasSealed(tx *store.Tx, box, id string) (bool, error) {
	n, err := store.Value[int](tx, `SELECT COUNT(*) FROM urn_sealed WHERE org_id = $1 AND box_id = $2 AND id = $3`, box, id)
	return n > 0, err
}

func hasSealedChoices(tx *store.Tx, box, choices string) (bool, error) {
	n, err := store.Value[int](tx, `SELECT COUNT(*) FROM urn_sealed WHERE org_id = $1 AND box_id = $2 AND choices = $3`, box, choices)
	return n > 0, err
}

func sealedIDs(tx *store.Tx, box string) ([]string, error) {
	return store.Column[string](tx, `SELECT id FROM urn_sealed WHERE org_id = $1 AND box_id = $2 ORDER BY id`, box)
}

func oneSealed(tx *store.Tx, box, id string) ([]byte, error) {
	return store.Value[[]byte](tx, `SELECT body FROM urn_sealed WHERE org_id = $1 AND box_id = $2 AND id = $3`, box, id)
}

func allSealed(tx *store.Tx, box string) ([]sealed, error) {
	return store.Rows(tx, func(s *sealed) []any { return []any{&s.id, &s.choices, &s.body} },
		`SELECT id, choices, body FROM urn_sealed WHERE org_id = $1 AND box_id = $2 ORDER BY id`, box)
}

func deleteSealed(tx *store.Tx, box string) error {
	_, err := tx.Exec(`DELETE FROM urn_sealed WHERE org_id = $1 AND box_id = $2`, box)
	return err
}

func insertBallot(tx *store.Tx, box string, b ballot) error {
	_, err := tx.Exec(`INSERT INTO urn_ballot (org_id, box_id, nth, hash, credential, body) VALUES ($1, $2, $3, $4, $5, $6)`,
		box, b.nth, b.hash, b.credential, b.raw)
	return err
}

func ballotsOf(tx *store.Tx, box string) ([]ballot, error) {
	return store.Rows(tx, func(b *ballot) []any { return []any{&b.nth, &b.hash, &b.credential, &b.raw} },
		`SELECT nth, hash, credential, body FROM urn_ballot WHERE org_id = $1 AND box_id = $2 ORDER BY nth, hash`, box)
}

// listedOf is ballotsOf without the long bodies.
func listedOf(tx *store.Tx, box string) ([]ballot, error) {
	return store.Rows(tx, func(b *ballot) []any { return []any{&b.nth, &b.hash, &b.credential} },
		`SELECT nth, hash, credential FROM urn_ballot WHERE org_id = $1 AND box_id = $2 ORDER BY nth, hash`, box)
}

func hasBallotOf(tx *store.Tx, box, credential string) (bool, error) {
	n, err := store.Value[int](tx, `SELECT COUNT(*) FROM urn_ballot WHERE org_id = $1 AND box_id = $2 AND credential = $3`, box, credential)
	return n > 0, err
}
