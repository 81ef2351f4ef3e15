package emulation

import (
	"database/sql"
	"strings"

	"hoinghi/store"
)

// list scans lines of a stored text.
type list struct{ lines *[]string }

var _ sql.Scanner = list{}

func (l list) Scan(src any) error {
	s, _ := src.(string)
	*l.lines = splitLines(s)
	return nil
}

const decisionColumns = `id, conference_id, position, number, dated, issuer, signer, signer_post, subject, words, behalf, announced_at, public_at, withdrawn_at, withdrawn`

func decisionCols(d *Decision) []any {
	return []any{&d.ID, &d.Conference, &d.Position, &d.Number, &d.Dated, &d.Issuer, &d.Signer, &d.SignerPost, &d.Subject, &d.Words, &d.Behalf, store.Instant(&d.AnnouncedAt),
		store.Instant(&d.PublicAt), store.Instant(&d.WithdrawnAt), &d.Withdrawn}
}

func insertDecision(tx *store.Tx, d Decision) error {
	_, err := tx.Exec(`INSERT INTO emulation_decision (org_id, `+decisionColumns+`) VALUES ($1, `+store.In(2, 15)+`)`,
		d.ID, d.Conference, d.Position, d.Number, d.Dated.String(), d.Issuer, d.Signer, d.SignerPost, d.Subject, d.Words, d.Behalf, store.Ms(d.AnnouncedAt),
		store.Ms(d.PublicAt), store.Ms(d.WithdrawnAt), d.Withdrawn)
	return err
}

func updateDecision(tx *store.Tx, d Decision) error {
	_, err := tx.Exec(`UPDATE emulation_decision SET position = $3, number = $4, dated = $5, issuer = $6, signer = $7, signer_post = $8, subject = $9, words = $10, behalf = $11, announced_at = $12,
		public_at = $13, withdrawn_at = $14, withdrawn = $15 WHERE org_id = $1 AND id = $2`, d.ID, d.Position, d.Number, d.Dated.String(), d.Issuer, d.Signer, d.SignerPost, d.Subject, d.Words, d.Behalf,
		store.Ms(d.AnnouncedAt), store.Ms(d.PublicAt), store.Ms(d.WithdrawnAt), d.Withdrawn)
	return err
}

func oneDecision(tx *store.Tx, id string) (Decision, error) {
	return store.One(tx, decisionCols, `SELECT `+decisionColumns+` FROM emulation_decision WHERE org_id = $1 AND id = $2`, id)
}

func allDecisions(tx *store.Tx, conference string) ([]Decision, error) {
	return store.Rows(tx, decisionCols, `SELECT `+decisionColumns+` FROM emulation_decision WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

// publicDecisions are those that were put before the public, the newest first.
func publicDecisions(tx *store.Tx) ([]Decision, error) {
	return store.Rows(tx, decisionCols, `SELECT `+decisionColumns+` FROM emulation_decision WHERE org_id = $1 AND public_at > 0 ORDER BY dated DESC, number, id`)
}

func publicAwards(tx *store.Tx) ([]Award, error) {
	return store.Rows(tx, awardCols, `SELECT `+awardColumns+` FROM emulation_award WHERE org_id = $1
		AND decision_id IN (SELECT id FROM emulation_decision WHERE org_id = $1 AND public_at > 0 AND withdrawn_at = 0) ORDER BY decision_id, position, id`)
}

func deleteDecision(tx *store.Tx, id string) error {
	if _, err := tx.Exec(`DELETE FROM emulation_award WHERE org_id = $1 AND decision_id = $2`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM emulation_decision WHERE org_id = $1 AND id = $2`, id)
	return err
}

const awardColumns = `id, decision_id, position, collective, person_id, name, under, title, form, reason, picture, consent, handed_at`

func awardCols(a *Award) []any {
	return []any{&a.ID, &a.Decision, &a.Position, &a.Collective, &a.Person, &a.Name, &a.Under, &a.Title, &a.Form, &a.Reason, &a.Picture, &a.Consent, store.Instant(&a.HandedAt)}
}

func insertAward(tx *store.Tx, a Award) error {
	_, err := tx.Exec(`INSERT INTO emulation_award (org_id, `+awardColumns+`) VALUES ($1, `+store.In(2, 13)+`)`,
		a.ID, a.Decision, a.Position, a.Collective, a.Person, a.Name, a.Under, a.Title, a.Form, a.Reason, a.Picture, a.Consent, store.Ms(a.HandedAt))
	return err
}

func updateAward(tx *store.Tx, a Award) error {
	_, err := tx.Exec(`UPDATE emulation_award SET position = $3, collective = $4, person_id = $5, name = $6, under = $7, title = $8, form = $9, reason = $10, picture = $11, consent = $12, handed_at = $13
		WHERE org_id = $1 AND id = $2`, a.ID, a.Position, a.Collective, a.Person, a.Name, a.Under, a.Title, a.Form, a.Reason, a.Picture, a.Consent, store.Ms(a.HandedAt))
	return err
}

func oneAward(tx *store.Tx, id string) (Award, error) {
	return store.One(tx, awardCols, `SELECT `+awardColumns+` FROM emulation_award WHERE org_id = $1 AND id = $2`, id)
}

func awardsOf(tx *store.Tx, id string) ([]Award, error) {
	return store.Rows(tx, awardCols, `SELECT `+awardColumns+` FROM emulation_award WHERE org_id = $1 AND decision_id = $2 ORDER BY position, id`, id)
}

func deleteAward(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM emulation_award WHERE org_id = $1 AND id = $2`, id)
	return err
}

const pactColumns = `id, kind, conference_id, position, title, text, opened_at, withdrawn_at, withdrawn`

func pactCols(p *Pact) []any {
	return []any{&p.ID, &p.Kind, &p.Conference, &p.Position, &p.Title, &p.Text, store.Instant(&p.OpenedAt), store.Instant(&p.WithdrawnAt), &p.Withdrawn}
}

func insertPact(tx *store.Tx, p Pact) error {
	_, err := tx.Exec(`INSERT INTO emulation_pact (org_id, `+pactColumns+`) VALUES ($1, `+store.In(2, 9)+`)`,
		p.ID, string(p.Kind), p.Conference, p.Position, p.Title, p.Text, store.Ms(p.OpenedAt), store.Ms(p.WithdrawnAt), p.Withdrawn)
	return err
}

func updatePact(tx *store.Tx, p Pact) error {
	_, err := tx.Exec(`UPDATE emulation_pact SET position = $3, title = $4, text = $5, opened_at = $6, withdrawn_at = $7, withdrawn = $8
		WHERE org_id = $1 AND id = $2`, p.ID, p.Position, p.Title, p.Text, store.Ms(p.OpenedAt), store.Ms(p.WithdrawnAt), p.Withdrawn)
	return err
}

func onePact(tx *store.Tx, id string) (Pact, error) {
	return store.One(tx, pactCols, `SELECT `+pactColumns+` FROM emulation_pact WHERE org_id = $1 AND id = $2`, id)
}

func allPacts(tx *store.Tx, conference string, k PactKind) ([]Pact, error) {
	return store.Rows(tx, pactCols, `SELECT `+pactColumns+` FROM emulation_pact WHERE org_id = $1 AND conference_id = $2 AND kind = $3 ORDER BY position, id`, conference, string(k))
}

func deletePact(tx *store.Tx, id string) error {
	if _, err := tx.Exec(`DELETE FROM emulation_party WHERE org_id = $1 AND pledge_id = $2`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM emulation_pact WHERE org_id = $1 AND id = $2`, id)
	return err
}

func insertVersion(tx *store.Tx, v Version) error {
	_, err := tx.Exec(`INSERT INTO emulation_version (org_id, id, subject_id, number, at, by_id, reason, was) VALUES ($1, `+store.In(2, 7)+`)`,
		v.ID, v.subject, v.Number, store.Ms(v.At), v.By, v.Reason, v.was)
	return err
}

func versionsOf(tx *store.Tx, subject string) ([]Version, error) {
	cols := func(v *Version) []any {
		return []any{&v.ID, &v.subject, &v.Number, store.Instant(&v.At), &v.By, &v.Reason, &v.was}
	}
	return store.Rows(tx, cols, `SELECT id, subject_id, number, at, by_id, reason, was FROM emulation_version
		WHERE org_id = $1 AND subject_id = $2 ORDER BY number DESC`, subject)
}

const partyColumns = `id, pledge_id, position, name, signer, post, person_id, signed_at, way, by_id`

func partyCols(p *Party) []any {
	return []any{&p.ID, &p.Pledge, &p.Position, &p.Name, &p.Signer, &p.Post, &p.Person, store.Instant(&p.SignedAt), &p.Way, &p.By}
}

func insertParty(tx *store.Tx, p Party) error {
	_, err := tx.Exec(`INSERT INTO emulation_party (org_id, `+partyColumns+`) VALUES ($1, `+store.In(2, 10)+`)`,
		p.ID, p.Pledge, p.Position, p.Name, p.Signer, p.Post, p.Person, store.Ms(p.SignedAt), p.Way, p.By)
	return err
}

func updateParty(tx *store.Tx, p Party) error {
	_, err := tx.Exec(`UPDATE emulation_party SET position = $3, name = $4, signer = $5, post = $6, person_id = $7, signed_at = $8, way = $9, by_id = $10
		WHERE org_id = $1 AND id = $2`, p.ID, p.Position, p.Name, p.Signer, p.Post, p.Person, store.Ms(p.SignedAt), p.Way, p.By)
	return err
}

func oneParty(tx *store.Tx, id string) (Party, error) {
	return store.One(tx, partyCols, `SELECT `+partyColumns+` FROM emulation_party WHERE org_id = $1 AND id = $2`, id)
}

func partiesOf(tx *store.Tx, id string) ([]Party, error) {
	return store.Rows(tx, partyCols, `SELECT `+partyColumns+` FROM emulation_party WHERE org_id = $1 AND pledge_id = $2 ORDER BY position, id`, id)
}

func deleteParty(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM emulation_party WHERE org_id = $1 AND id = $2`, id)
	return err
}

const movementColumns = `id, conference_id, position, title, theme, text, goals, from_day, to_day, speaker, launched_at`

func movementCols(m *Movement) []any {
	return []any{&m.ID, &m.Conference, &m.Position, &m.Title, &m.Theme, &m.Text, list{&m.Goals}, &m.From, &m.To, &m.Speaker, store.Instant(&m.LaunchedAt)}
}

func insertMovement(tx *store.Tx, m Movement) error {
	_, err := tx.Exec(`INSERT INTO emulation_movement (org_id, `+movementColumns+`) VALUES ($1, `+store.In(2, 11)+`)`,
		m.ID, m.Conference, m.Position, m.Title, m.Theme, m.Text, strings.Join(m.Goals, "\n"), m.From.String(), m.To.String(), m.Speaker, store.Ms(m.LaunchedAt))
	return err
}

func updateMovement(tx *store.Tx, m Movement) error {
	_, err := tx.Exec(`UPDATE emulation_movement SET position = $3, title = $4, theme = $5, text = $6, goals = $7, from_day = $8, to_day = $9, speaker = $10, launched_at = $11
		WHERE org_id = $1 AND id = $2`, m.ID, m.Position, m.Title, m.Theme, m.Text, strings.Join(m.Goals, "\n"), m.From.String(), m.To.String(), m.Speaker, store.Ms(m.LaunchedAt))
	return err
}

func oneMovement(tx *store.Tx, id string) (Movement, error) {
	return store.One(tx, movementCols, `SELECT `+movementColumns+` FROM emulation_movement WHERE org_id = $1 AND id = $2`, id)
}

func allMovements(tx *store.Tx, conference string) ([]Movement, error) {
	return store.Rows(tx, movementCols, `SELECT `+movementColumns+` FROM emulation_movement WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func deleteMovement(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM emulation_movement WHERE org_id = $1 AND id = $2`, id)
	return err
}

const flowersColumns = `id, conference_id, position, giver, receiver, words, given_at`

func flowersCols(f *Flowers) []any {
	return []any{&f.ID, &f.Conference, &f.Position, &f.Giver, &f.Receiver, &f.Words, store.Instant(&f.GivenAt)}
}

func insertFlowers(tx *store.Tx, f Flowers) error {
	_, err := tx.Exec(`INSERT INTO emulation_flowers (org_id, `+flowersColumns+`) VALUES ($1, `+store.In(2, 7)+`)`,
		f.ID, f.Conference, f.Position, f.Giver, f.Receiver, f.Words, store.Ms(f.GivenAt))
	return err
}

func updateFlowers(tx *store.Tx, f Flowers) error {
	_, err := tx.Exec(`UPDATE emulation_flowers SET position = $3, giver = $4, receiver = $5, words = $6, given_at = $7
		WHERE org_id = $1 AND id = $2`, f.ID, f.Position, f.Giver, f.Receiver, f.Words, store.Ms(f.GivenAt))
	return err
}

func oneFlowers(tx *store.Tx, id string) (Flowers, error) {
	return store.One(tx, flowersCols, `SELECT `+flowersColumns+` FROM emulation_flowers WHERE org_id = $1 AND id = $2`, id)
}

func allFlowers(tx *store.Tx, conference string) ([]Flowers, error) {
	return store.Rows(tx, flowersCols, `SELECT `+flowersColumns+` FROM emulation_flowers WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func deleteFlowers(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM emulation_flowers WHERE org_id = $1 AND id = $2`, id)
	return err
}

func allAwards(tx *store.Tx, conference string) ([]Award, error) {
	return store.Rows(tx, awardCols, `SELECT `+awardColumns+` FROM emulation_award WHERE org_id = $1
		AND decision_id IN (SELECT id FROM emulation_decision WHERE org_id = $1 AND conference_id = $2) ORDER BY decision_id, position, id`, conference)
}

const signatureColumns = `commitment_id, person_id, name, signed_at, way, by_id`

func signatureCols(s *Signature) []any {
	return []any{&s.Commitment, &s.Person, &s.Name, store.Instant(&s.SignedAt), &s.Way, &s.By}
}

// insertSignature keeps a signature; first is false when there was one.
func insertSignature(tx *store.Tx, s Signature) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO emulation_signature (org_id, `+signatureColumns+`) VALUES ($1, `+store.In(2, 6)+`) ON CONFLICT DO NOTHING`,
		s.Commitment, s.Person, s.Name, store.Ms(s.SignedAt), s.Way, s.By)
	return n == 1, err
}

func signaturesOf(tx *store.Tx, commitment string) ([]Signature, error) {
	return store.Rows(tx, signatureCols, `SELECT `+signatureColumns+` FROM emulation_signature
		WHERE org_id = $1 AND commitment_id = $2 ORDER BY signed_at, person_id`, commitment)
}

func oneSignature(tx *store.Tx, commitment, person string) (Signature, error) {
	return store.One(tx, signatureCols, `SELECT `+signatureColumns+` FROM emulation_signature
		WHERE org_id = $1 AND commitment_id = $2 AND person_id = $3`, commitment, person)
}
