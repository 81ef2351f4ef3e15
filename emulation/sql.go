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

const decisionColumns = `id, conference_id, position, number, dated, issuer, signer, signer_post, subject, words, behalf, announced_at`

func decisionCols(d *Decision) []any {
	return []any{&d.ID, &d.Conference, &d.Position, &d.Number, &d.Dated, &d.Issuer, &d.Signer, &d.SignerPost, &d.Subject, &d.Words, &d.Behalf, store.Instant(&d.AnnouncedAt)}
}

func insertDecision(tx *store.Tx, d Decision) error {
	_, err := tx.Exec(`INSERT INTO emulation_decision (org_id, `+decisionColumns+`) VALUES ($1, `+store.In(2, 12)+`)`,
		d.ID, d.Conference, d.Position, d.Number, d.Dated.String(), d.Issuer, d.Signer, d.SignerPost, d.Subject, d.Words, d.Behalf, store.Ms(d.AnnouncedAt))
	return err
}

func updateDecision(tx *store.Tx, d Decision) error {
	_, err := tx.Exec(`UPDATE emulation_decision SET position = $3, number = $4, dated = $5, issuer = $6, signer = $7, signer_post = $8, subject = $9, words = $10, behalf = $11, announced_at = $12
		WHERE org_id = $1 AND id = $2`, d.ID, d.Position, d.Number, d.Dated.String(), d.Issuer, d.Signer, d.SignerPost, d.Subject, d.Words, d.Behalf, store.Ms(d.AnnouncedAt))
	return err
}

func oneDecision(tx *store.Tx, id string) (Decision, error) {
	return store.One(tx, decisionCols, `SELECT `+decisionColumns+` FROM emulation_decision WHERE org_id = $1 AND id = $2`, id)
}

func allDecisions(tx *store.Tx, conference string) ([]Decision, error) {
	return store.Rows(tx, decisionCols, `SELECT `+decisionColumns+` FROM emulation_decision WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func deleteDecision(tx *store.Tx, id string) error {
	if _, err := tx.Exec(`DELETE FROM emulation_award WHERE org_id = $1 AND decision_id = $2`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM emulation_decision WHERE org_id = $1 AND id = $2`, id)
	return err
}

const awardColumns = `id, decision_id, position, collective, person_id, name, under, title, form, reason, picture, handed_at`

func awardCols(a *Award) []any {
	return []any{&a.ID, &a.Decision, &a.Position, &a.Collective, &a.Person, &a.Name, &a.Under, &a.Title, &a.Form, &a.Reason, &a.Picture, store.Instant(&a.HandedAt)}
}

func insertAward(tx *store.Tx, a Award) error {
	_, err := tx.Exec(`INSERT INTO emulation_award (org_id, `+awardColumns+`) VALUES ($1, `+store.In(2, 12)+`)`,
		a.ID, a.Decision, a.Position, a.Collective, a.Person, a.Name, a.Under, a.Title, a.Form, a.Reason, a.Picture, store.Ms(a.HandedAt))
	return err
}

func updateAward(tx *store.Tx, a Award) error {
	_, err := tx.Exec(`UPDATE emulation_award SET position = $3, collective = $4, person_id = $5, name = $6, under = $7, title = $8, form = $9, reason = $10, picture = $11, handed_at = $12
		WHERE org_id = $1 AND id = $2`, a.ID, a.Position, a.Collective, a.Person, a.Name, a.Under, a.Title, a.Form, a.Reason, a.Picture, store.Ms(a.HandedAt))
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

const pledgeColumns = `id, conference_id, position, title, text, opened_at`

func pledgeCols(p *Pledge) []any {
	return []any{&p.ID, &p.Conference, &p.Position, &p.Title, &p.Text, store.Instant(&p.OpenedAt)}
}

func insertPledge(tx *store.Tx, p Pledge) error {
	_, err := tx.Exec(`INSERT INTO emulation_pledge (org_id, `+pledgeColumns+`) VALUES ($1, `+store.In(2, 6)+`)`,
		p.ID, p.Conference, p.Position, p.Title, p.Text, store.Ms(p.OpenedAt))
	return err
}

func updatePledge(tx *store.Tx, p Pledge) error {
	_, err := tx.Exec(`UPDATE emulation_pledge SET position = $3, title = $4, text = $5, opened_at = $6
		WHERE org_id = $1 AND id = $2`, p.ID, p.Position, p.Title, p.Text, store.Ms(p.OpenedAt))
	return err
}

func onePledge(tx *store.Tx, id string) (Pledge, error) {
	return store.One(tx, pledgeCols, `SELECT `+pledgeColumns+` FROM emulation_pledge WHERE org_id = $1 AND id = $2`, id)
}

func allPledges(tx *store.Tx, conference string) ([]Pledge, error) {
	return store.Rows(tx, pledgeCols, `SELECT `+pledgeColumns+` FROM emulation_pledge WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func deletePledge(tx *store.Tx, id string) error {
	if _, err := tx.Exec(`DELETE FROM emulation_party WHERE org_id = $1 AND pledge_id = $2`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM emulation_pledge WHERE org_id = $1 AND id = $2`, id)
	return err
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

const commitmentColumns = `id, conference_id, position, title, text, opened_at`

func commitmentCols(c *Commitment) []any {
	return []any{&c.ID, &c.Conference, &c.Position, &c.Title, &c.Text, store.Instant(&c.OpenedAt)}
}

func insertCommitment(tx *store.Tx, c Commitment) error {
	_, err := tx.Exec(`INSERT INTO emulation_commitment (org_id, `+commitmentColumns+`) VALUES ($1, `+store.In(2, 6)+`)`,
		c.ID, c.Conference, c.Position, c.Title, c.Text, store.Ms(c.OpenedAt))
	return err
}

func updateCommitment(tx *store.Tx, c Commitment) error {
	_, err := tx.Exec(`UPDATE emulation_commitment SET position = $3, title = $4, text = $5, opened_at = $6
		WHERE org_id = $1 AND id = $2`, c.ID, c.Position, c.Title, c.Text, store.Ms(c.OpenedAt))
	return err
}

func oneCommitment(tx *store.Tx, id string) (Commitment, error) {
	return store.One(tx, commitmentCols, `SELECT `+commitmentColumns+` FROM emulation_commitment WHERE org_id = $1 AND id = $2`, id)
}

func allCommitments(tx *store.Tx, conference string) ([]Commitment, error) {
	return store.Rows(tx, commitmentCols, `SELECT `+commitmentColumns+` FROM emulation_commitment WHERE org_id = $1 AND conference_id = $2 ORDER BY position, id`, conference)
}

func deleteCommitment(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM emulation_commitment WHERE org_id = $1 AND id = $2`, id)
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
