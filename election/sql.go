package election

import (
	"hoinghi/store"
)

const electionColumns = `id, conference_id, item_id, purpose, title, by_of, seats, special, term_months, called_at, list_at, list_ballot,
	way, form, base, tie, tie_cite, least, most, bar, rules_at, rules_ballot, ended_at, ended`

func electionCols(e *Election) []any {
	r := &e.Rules
	return []any{&e.ID, &e.Conference, &e.Item, &e.Purpose, &e.Title, &e.Of, &e.Seats, &e.Special, &e.TermMonths, store.Instant(&e.CalledAt),
		store.Instant(&e.ListAt), &e.ListBallot, &r.Way, &r.Form, &r.Base, &r.Tie, &r.TieCite, &r.Min, &r.Max, &r.Bar, store.Instant(&r.At), &r.Ballot,
		store.Instant(&e.EndedAt), &e.Ended}
}

func insertElection(tx *store.Tx, e Election) error {
	r := e.Rules
	_, err := tx.Exec(`INSERT INTO election_election (org_id, `+electionColumns+`) VALUES ($1, `+store.In(2, 24)+`)`,
		e.ID, e.Conference, e.Item, e.Purpose, e.Title, e.Of, e.Seats, e.Special, e.TermMonths, store.Ms(e.CalledAt),
		store.Ms(e.ListAt), e.ListBallot, string(r.Way), r.Form, r.Base, r.Tie, r.TieCite, r.Min, r.Max, r.Bar, store.Ms(r.At), r.Ballot,
		store.Ms(e.EndedAt), e.Ended)
	return err
}

func updateElection(tx *store.Tx, e Election) error {
	r := e.Rules
	_, err := tx.Exec(`UPDATE election_election SET list_at = $3, list_ballot = $4, way = $5, form = $6, base = $7, tie = $8, tie_cite = $9,
		least = $10, most = $11, bar = $12, rules_at = $13, rules_ballot = $14, ended_at = $15, ended = $16 WHERE org_id = $1 AND id = $2`,
		e.ID, store.Ms(e.ListAt), e.ListBallot, string(r.Way), r.Form, r.Base, r.Tie, r.TieCite, r.Min, r.Max, r.Bar, store.Ms(r.At), r.Ballot,
		store.Ms(e.EndedAt), e.Ended)
	return err
}

func oneElection(tx *store.Tx, id string) (Election, error) {
	return store.One(tx, electionCols, `SELECT `+electionColumns+` FROM election_election WHERE org_id = $1 AND id = $2`, id)
}

func electionsOf(tx *store.Tx, conf string) ([]Election, error) {
	return store.Rows(tx, electionCols, `SELECT `+electionColumns+` FROM election_election WHERE org_id = $1 AND conference_id = $2 ORDER BY called_at, id`, conf)
}

const candidateColumns = `id, election_id, person_id, name, post, department, position, source, put_by, consent_on, consent_how, withdrawn_at, withdrawn_why`

func candidateCols(c *Candidate) []any {
	return []any{&c.ID, &c.Election, &c.Person, &c.Name, &c.Post, &c.Department, &c.Position, &c.Source, &c.By, &c.ConsentOn, &c.ConsentHow,
		store.Instant(&c.WithdrawnAt), &c.WithdrawnWhy}
}

func insertCandidate(tx *store.Tx, c Candidate) error {
	_, err := tx.Exec(`INSERT INTO election_candidate (org_id, `+candidateColumns+`) VALUES ($1, `+store.In(2, 13)+`)`,
		c.ID, c.Election, c.Person, c.Name, c.Post, c.Department, c.Position, c.Source, c.By, c.ConsentOn.String(), c.ConsentHow,
		store.Ms(c.WithdrawnAt), c.WithdrawnWhy)
	return err
}

func updateCandidate(tx *store.Tx, c Candidate) error {
	_, err := tx.Exec(`UPDATE election_candidate SET consent_on = $3, consent_how = $4, withdrawn_at = $5, withdrawn_why = $6
		WHERE org_id = $1 AND id = $2`, c.ID, c.ConsentOn.String(), c.ConsentHow, store.Ms(c.WithdrawnAt), c.WithdrawnWhy)
	return err
}

func oneCandidate(tx *store.Tx, id string) (Candidate, error) {
	return store.One(tx, candidateCols, `SELECT `+candidateColumns+` FROM election_candidate WHERE org_id = $1 AND id = $2`, id)
}

func candidatesOf(tx *store.Tx, election string) ([]Candidate, error) {
	return store.Rows(tx, candidateCols, `SELECT `+candidateColumns+` FROM election_candidate WHERE org_id = $1 AND election_id = $2 ORDER BY position, id`, election)
}

func standersOf(tx *store.Tx, round string) ([]Candidate, error) {
	return store.Rows(tx, candidateCols, `SELECT c.id, c.election_id, c.person_id, c.name, c.post, c.department, s.position, c.source, c.put_by,
		c.consent_on, c.consent_how, c.withdrawn_at, c.withdrawn_why FROM election_stander s
		JOIN election_candidate c ON c.org_id = s.org_id AND c.id = s.candidate_id
		WHERE s.org_id = $1 AND s.round_id = $2 ORDER BY s.position`, round)
}

func insertTeller(tx *store.Tx, t Teller) error {
	_, err := tx.Exec(`INSERT INTO election_teller (org_id, election_id, person_id, name, duty, position) VALUES ($1, $2, $3, $4, $5, $6)`,
		t.Election, t.Person, t.Name, t.Duty, t.Position)
	return err
}

func deleteTellers(tx *store.Tx, election string) error {
	_, err := tx.Exec(`DELETE FROM election_teller WHERE org_id = $1 AND election_id = $2`, election)
	return err
}

func tellersOf(tx *store.Tx, election string) ([]Teller, error) {
	return store.Rows(tx, func(t *Teller) []any { return []any{&t.Election, &t.Person, &t.Name, &t.Duty, &t.Position} },
		`SELECT election_id, person_id, name, duty, position FROM election_teller WHERE org_id = $1 AND election_id = $2
		ORDER BY CASE WHEN duty = 'head' THEN 0 ELSE 1 END, position`, election)
}

const noteColumns = `id, election_id, round_id, kind, said_by, text, noted_at, noted_by`

func insertNote(tx *store.Tx, n Note) error {
	_, err := tx.Exec(`INSERT INTO election_note (org_id, `+noteColumns+`) VALUES ($1, `+store.In(2, 8)+`)`,
		n.ID, n.Election, n.Round, n.Kind, n.By, n.Text, store.Ms(n.At), n.NotedBy)
	return err
}

func notesOf(tx *store.Tx, election string) ([]Note, error) {
	return store.Rows(tx, func(n *Note) []any {
		return []any{&n.ID, &n.Election, &n.Round, &n.Kind, &n.By, &n.Text, store.Instant(&n.At), &n.NotedBy}
	}, `SELECT `+noteColumns+` FROM election_note WHERE org_id = $1 AND election_id = $2 ORDER BY noted_at, id`, election)
}

func insertRecognition(tx *store.Tx, election string, d Recognition) error {
	_, err := tx.Exec(`INSERT INTO election_recognition (org_id, election_id, number, signed_on, issuer, signer, noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		election, d.Number, d.SignedOn.String(), d.Issuer, d.Signer, store.Ms(tx.Now))
	return err
}

func recognition(tx *store.Tx, election string) (Recognition, bool, error) {
	all, err := store.Rows(tx, func(d *Recognition) []any { return []any{&d.Number, &d.SignedOn, &d.Issuer, &d.Signer} },
		`SELECT number, signed_on, issuer, signer FROM election_recognition WHERE org_id = $1 AND election_id = $2`, election)
	if err != nil || len(all) == 0 {
		return Recognition{}, false, err
	}
	return all[0], true, nil
}

const memberColumns = `id, election_id, person_id, name, duty, from_day, to_day, post_id, released_by, released_why`

func memberCols(m *Member) []any {
	return []any{&m.ID, &m.Election, &m.Person, &m.Name, &m.Duty, &m.From, &m.To, &m.Post, &m.ReleasedBy, &m.ReleasedWhy}
}

func insertMember(tx *store.Tx, m Member) error {
	_, err := tx.Exec(`INSERT INTO election_member (org_id, `+memberColumns+`) VALUES ($1, `+store.In(2, 10)+`)`,
		m.ID, m.Election, m.Person, m.Name, m.Duty, m.From.String(), m.To.String(), m.Post, m.ReleasedBy, m.ReleasedWhy)
	return err
}

func updateMember(tx *store.Tx, m Member) error {
	_, err := tx.Exec(`UPDATE election_member SET to_day = $3, released_by = $4, released_why = $5 WHERE org_id = $1 AND id = $2`,
		m.ID, m.To.String(), m.ReleasedBy, m.ReleasedWhy)
	return err
}

func updateDuty(tx *store.Tx, m Member) error {
	_, err := tx.Exec(`UPDATE election_member SET duty = $3, post_id = $4 WHERE org_id = $1 AND id = $2`, m.ID, m.Duty, m.Post)
	return err
}

func oneMember(tx *store.Tx, id string) (Member, error) {
	return store.One(tx, memberCols, `SELECT `+memberColumns+` FROM election_member WHERE org_id = $1 AND id = $2`, id)
}

// byDuty lists the head first, then deputies, then members by name.
const byDuty = ` ORDER BY CASE duty WHEN 'head' THEN 0 WHEN 'deputy' THEN 1 ELSE 2 END, name, id`

func membersOf(tx *store.Tx, election string) ([]Member, error) {
	return store.Rows(tx, memberCols, `SELECT `+memberColumns+` FROM election_member WHERE org_id = $1 AND election_id = $2`+byDuty, election)
}

func allMembers(tx *store.Tx) ([]Member, error) {
	return store.Rows(tx, memberCols, `SELECT `+memberColumns+` FROM election_member WHERE org_id = $1`+byDuty)
}

func insertMeeting(tx *store.Tx, election string, m Meeting) error {
	_, err := tx.Exec(`INSERT INTO election_meeting (org_id, election_id, held_on, present, note) VALUES ($1, $2, $3, $4, $5)`,
		election, m.HeldOn.String(), m.Present, m.Note)
	return err
}

func meetingOf(tx *store.Tx, election string) (Meeting, error) {
	return store.One(tx, func(m *Meeting) []any { return []any{&m.HeldOn, &m.Present, &m.Note} },
		`SELECT held_on, present, note FROM election_meeting WHERE org_id = $1 AND election_id = $2`, election)
}
