package conference

import (
	"database/sql"
	"time"

	"hoinghi/store"
)

const columns = `id, name, own_name, name_style, track, form, year_name, review_year, plan_year, period, held_on, session, starts_at,
	place, scope, purpose, guidance_name, consent_by, consent_on, consent_doc, dispersed, state, opened_at, closed_at,
	item_id, screen_key, channel, channel_ref, timer_ends, timer_left, quorum_rule`

func cols(c *Conference) []any {
	return []any{&c.ID, &c.Name, &c.OwnName, &c.NameStyle, &c.Track, &c.Form, &c.YearName, &c.ReviewYear, &c.PlanYear, &c.Period, &c.HeldOn, &c.Session, &c.StartsAt,
		&c.Place, &c.Scope, &c.Purpose, &c.GuidanceName, &c.ConsentBy, &c.ConsentOn, &c.ConsentDoc, &c.Dispersed, &c.State, store.Instant(&c.OpenedAt), store.Instant(&c.ClosedAt),
		&c.Item, &c.ScreenKey, &c.Channel, &c.ChannelRef, store.Instant(&c.TimerEnds), seconds{&c.TimerLeft}, &c.QuorumRule}
}

// seconds scans a duration stored in whole seconds.
type seconds struct{ d *time.Duration }

var _ sql.Scanner = seconds{}

func (s seconds) Scan(src any) error {
	n, _ := src.(int64)
	*s.d = time.Duration(n) * time.Second
	return nil
}

func values(c Conference) []any {
	return []any{c.ID, c.Name, c.OwnName, c.NameStyle, c.Track, c.Form, c.YearName, c.ReviewYear, c.PlanYear, c.Period, c.HeldOn.String(), c.Session, c.StartsAt,
		c.Place, c.Scope, c.Purpose, c.GuidanceName, c.ConsentBy, c.ConsentOn.String(), c.ConsentDoc, c.Dispersed, string(c.State), store.Ms(c.OpenedAt), store.Ms(c.ClosedAt),
		c.Item, c.ScreenKey, c.Channel, c.ChannelRef, store.Ms(c.TimerEnds), int64(c.TimerLeft / time.Second), c.QuorumRule}
}

func insertConference(tx *store.Tx, c Conference) error {
	_, err := tx.Exec(`INSERT INTO conference_conference (org_id, `+columns+`) VALUES ($1, `+store.In(2, 31)+`)`, values(c)...)
	return err
}

func updateConference(tx *store.Tx, c Conference) error {
	_, err := tx.Exec(`UPDATE conference_conference SET name = $3, own_name = $4, name_style = $5, track = $6, form = $7, year_name = $8,
		review_year = $9, plan_year = $10, period = $11, held_on = $12, session = $13, starts_at = $14, place = $15, scope = $16,
		purpose = $17, guidance_name = $18, consent_by = $19, consent_on = $20, consent_doc = $21, dispersed = $22, state = $23,
		opened_at = $24, closed_at = $25, item_id = $26, screen_key = $27, channel = $28, channel_ref = $29, timer_ends = $30, timer_left = $31, quorum_rule = $32
		WHERE org_id = $1 AND id = $2`, values(c)...)
	return err
}

func allConferences(tx *store.Tx) ([]Conference, error) {
	return store.Rows(tx, cols, `SELECT `+columns+` FROM conference_conference WHERE org_id = $1 ORDER BY held_on DESC, id`)
}

func oneConference(tx *store.Tx, id string) (Conference, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM conference_conference WHERE org_id = $1 AND id = $2`, id)
}

func byKey(tx *store.Tx, key string) (Conference, error) {
	return store.One(tx, cols, `SELECT `+columns+` FROM conference_conference WHERE org_id = $1 AND screen_key = $2 AND screen_key <> ''`, key)
}
