package account

import (
	"time"

	"hoinghi/access"
	"hoinghi/store"
)

const orgColumns = `org_id, slug, host, name, short, parent, sector, place, symbol, kind, full_budget, partner, partner_name, head_title`

func orgCols(o *Org) []any {
	return []any{&o.ID, &o.Slug, &o.Host, &o.Name, &o.Short, &o.Parent, &o.Sector, &o.Place, &o.Symbol, &o.Kind,
		&o.FullBudget, &o.Partner, &o.PartnerName, &o.HeadTitle}
}

func insertOrg(tx *store.Tx, o Org) error {
	_, err := tx.Exec(`INSERT INTO account_org (`+orgColumns+`, made_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		o.Slug, o.Host, o.Name, o.Short, o.Parent, o.Sector, o.Place, o.Symbol, o.Kind,
		o.FullBudget, o.Partner, o.PartnerName, o.HeadTitle, store.Ms(tx.Now))
	return err
}

func updateOrg(tx *store.Tx, o Org) error {
	_, err := tx.Exec(`UPDATE account_org SET host = $2, name = $3, short = $4, parent = $5, sector = $6, place = $7,
		symbol = $8, kind = $9, full_budget = $10, partner = $11, partner_name = $12, head_title = $13 WHERE org_id = $1`,
		o.Host, o.Name, o.Short, o.Parent, o.Sector, o.Place, o.Symbol, o.Kind, o.FullBudget, o.Partner, o.PartnerName, o.HeadTitle)
	return err
}

func oneOrg(tx *store.Tx) (Org, error) {
	return store.One(tx, orgCols, `SELECT `+orgColumns+` FROM account_org WHERE org_id = $1`)
}

func allOrgs(s *store.System) ([]Org, error) {
	// all organisations: the directory itself
	return store.Across(s, orgCols, `SELECT `+orgColumns+` FROM account_org ORDER BY slug`)
}

func memberCols(m *Member) []any { return []any{&m.ID, &m.Name, &m.Login, &m.Active} }

func upsertMember(tx *store.Tx, p Person) error {
	_, err := tx.Exec(`INSERT INTO account_member (org_id, id, name, login, password, active) VALUES ($1, $2, $3, '', '', $4)
		ON CONFLICT (org_id, id) DO UPDATE SET name = excluded.name`, p.ID, p.Name, true)
	return err
}

func oneMember(tx *store.Tx, id string) (Member, error) {
	return store.One(tx, memberCols, `SELECT id, name, login, active FROM account_member WHERE org_id = $1 AND id = $2`, id)
}

func allMembers(tx *store.Tx) ([]Member, error) {
	return store.Rows(tx, memberCols, `SELECT id, name, login, active FROM account_member WHERE org_id = $1 ORDER BY id`)
}

type loginRow struct {
	id, password string
	active       bool
}

func byLogin(tx *store.Tx, login string) (loginRow, error) {
	return store.One(tx, func(l *loginRow) []any { return []any{&l.id, &l.password, &l.active} },
		`SELECT id, password, active FROM account_member WHERE org_id = $1 AND login = $2 AND login <> ''`, login)
}

func updatePassword(tx *store.Tx, id, login, stored string) error {
	_, err := tx.Exec(`UPDATE account_member SET login = $2, password = $3 WHERE org_id = $1 AND id = $4`, login, stored, id)
	return err
}

func insertRole(tx *store.Tx, member string, role access.Role) error {
	_, err := tx.Exec(`INSERT INTO account_role (org_id, member_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, member, string(role))
	return err
}

func deleteRole(tx *store.Tx, member string, role access.Role) error {
	_, err := tx.Exec(`DELETE FROM account_role WHERE org_id = $1 AND member_id = $2 AND role = $3`, member, string(role))
	return err
}

func rolesOf(tx *store.Tx, member string) ([]access.Role, error) {
	return store.Column[access.Role](tx, `SELECT role FROM account_role WHERE org_id = $1 AND member_id = $2 ORDER BY role`, member)
}

func holders(tx *store.Tx, role access.Role) ([]string, error) {
	return store.Column[string](tx, `SELECT member_id FROM account_role WHERE org_id = $1 AND role = $2 ORDER BY member_id`, string(role))
}

func allRoles(tx *store.Tx) (map[string][]access.Role, error) {
	type row struct {
		member string
		role   access.Role
	}
	rows, err := store.Rows(tx, func(r *row) []any { return []any{&r.member, &r.role} },
		`SELECT member_id, role FROM account_role WHERE org_id = $1 ORDER BY member_id, role`)
	by := map[string][]access.Role{}
	for _, r := range rows {
		by[r.member] = append(by[r.member], r.role)
	}
	return by, err
}

func insertCard(tx *store.Tx, code, member string) error {
	_, err := tx.Exec(`INSERT INTO account_card (org_id, code, member_id, issued_at, ended_at) VALUES ($1, $2, $3, $4, 0)`,
		code, member, store.Ms(tx.Now))
	return err
}

const cardsHeld = `SELECT c.code, c.member_id, m.name, c.issued_at FROM account_card c
		JOIN account_member m ON m.org_id = c.org_id AND m.id = c.member_id
		WHERE c.org_id = $1 AND c.ended_at = 0`

func intoCard(c *Card) []any { return []any{&c.Code, &c.Member, &c.Name, store.Instant(&c.Issued)} }

func cardOf(tx *store.Tx, member string) (Card, error) {
	return store.One(tx, intoCard, cardsHeld+` AND c.member_id = $2`, member)
}

func cardsInForce(tx *store.Tx) (map[string]Card, error) {
	rows, err := store.Rows(tx, intoCard, cardsHeld)
	by := map[string]Card{}
	for _, c := range rows {
		by[c.Member] = c
	}
	return by, err
}

func holderOf(tx *store.Tx, code string) (string, error) {
	return store.Value[string](tx, `SELECT member_id FROM account_card WHERE org_id = $1 AND code = $2 AND ended_at = 0`, code)
}

func endCards(tx *store.Tx, member string) error {
	_, err := tx.Exec(`UPDATE account_card SET ended_at = $2 WHERE org_id = $1 AND member_id = $3 AND ended_at = 0`, store.Ms(tx.Now), member)
	return err
}

type linkRow struct {
	member        string
	expires, used time.Time
}

func insertLink(tx *store.Tx, id, member string, expires time.Time) error {
	_, err := tx.Exec(`INSERT INTO account_link (org_id, id, member_id, expires_at, used_at) VALUES ($1, $2, $3, $4, 0)`, id, member, store.Ms(expires))
	return err
}

func oneLink(tx *store.Tx, id string) (linkRow, error) {
	return store.One(tx, func(l *linkRow) []any { return []any{&l.member, store.Instant(&l.expires), store.Instant(&l.used)} },
		`SELECT member_id, expires_at, used_at FROM account_link WHERE org_id = $1 AND id = $2`, id)
}

func useLink(tx *store.Tx, id string) error {
	_, err := tx.Exec(`UPDATE account_link SET used_at = $2 WHERE org_id = $1 AND id = $3`, store.Ms(tx.Now), id)
	return err
}

func insertSession(tx *store.Tx, s Session) error {
	_, err := tx.Exec(`INSERT INTO account_session (org_id, id, member_id, began_at, expires_at, device) VALUES ($1, $2, $3, $4, $5, $6)`,
		s.ID, s.Member, store.Ms(s.Began), store.Ms(s.Expires), s.Device)
	return err
}

func oneSession(tx *store.Tx, id string) (Session, error) {
	return store.One(tx, func(s *Session) []any {
		return []any{&s.ID, &s.Member, store.Instant(&s.Began), store.Instant(&s.Expires), &s.Device}
	}, `SELECT id, member_id, began_at, expires_at, device FROM account_session WHERE org_id = $1 AND id = $2`, id)
}

func deleteSession(tx *store.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM account_session WHERE org_id = $1 AND id = $2`, id)
	return err
}

func endSessions(tx *store.Tx, member string) error {
	_, err := tx.Exec(`DELETE FROM account_session WHERE org_id = $1 AND member_id = $2`, member)
	return err
}
