package roster

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// batch is how many rows one statement writes; the rest go one by one, so that
// only two texts of each statement are ever prepared.
const batch = 40

// putAll writes rows by a statement for one row whose list of values is
// repeated. $1 is the organisation in every row.
func putAll[T any](tx *store.Tx, one string, rows []T, args func(T) []any) error {
	for len(rows) > 0 {
		n, q := 1, one
		if len(rows) >= batch {
			n, q = batch, repeat(one, len(args(rows[0])), batch)
		}
		var all []any
		for _, r := range rows[:n] {
			all = append(all, args(r)...)
		}
		if _, err := tx.Exec(q, all...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// repeat writes the values of a one-row statement n times: width parameters
// behind the organisation in each.
func repeat(one string, width, n int) string {
	head, rest, _ := strings.Cut(one, "VALUES (")
	_, tail, _ := strings.Cut(rest, ")")
	var q strings.Builder
	q.WriteString(head + "VALUES ")
	for row := range n {
		if row > 0 {
			q.WriteString(", ")
		}
		q.WriteString("($1")
		for i := range width {
			q.WriteString(", $" + strconv.Itoa(2+row*width+i))
		}
		q.WriteString(")")
	}
	return q.String() + tail
}

// orNone is an id that may be empty, as a key that refers to nothing.
func orNone(id string) any {
	if id == "" {
		return nil
	}
	return id
}

const personColumns = `p.id, p.name, p.family, p.middle, p.given, p.born, p.sex, p.category, COALESCE(p.department_id, ''),
	COALESCE(d.name, ''), p.grade, p.union_member, p.party_member, p.joined_day, p.left_day, p.phone, p.email, p.code`

const personFrom = ` FROM roster_person p
	LEFT JOIN roster_department d ON d.org_id = p.org_id AND d.id = p.department_id WHERE p.org_id = $1`

func personCols(p *Person) []any {
	return []any{&p.ID, &p.Name, &p.Family, &p.Middle, &p.Given, &p.Born, &p.Sex, &p.Category, &p.Department,
		&p.DepartmentName, &p.Grade, &p.UnionMember, &p.PartyMember, &p.Joined, &p.Left, &p.Phone, &p.Email, &p.Code}
}

func onePerson(tx *store.Tx, id string) (Person, error) {
	return store.One(tx, personCols, `SELECT `+personColumns+personFrom+` AND p.id = $2`, id)
}

func allPeople(tx *store.Tx) ([]Person, error) {
	return store.Rows(tx, personCols, `SELECT `+personColumns+personFrom+` ORDER BY p.sort_key, p.born, p.id`)
}

func byCode(tx *store.Tx, code string) ([]string, error) {
	return store.Column[string](tx, `SELECT id FROM roster_person WHERE org_id = $1 AND code = $2`, code)
}

func putPeople(tx *store.Tx, people []Person) error {
	err := putAll(tx, `INSERT INTO roster_person (org_id, id, name, family, middle, given, sort_key, born, sex, category, department_id,
		grade, union_member, party_member, joined_day, left_day, phone, email, code)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
		ON CONFLICT (org_id, id) DO UPDATE SET name = excluded.name, family = excluded.family, middle = excluded.middle,
		given = excluded.given, sort_key = excluded.sort_key, born = excluded.born, sex = excluded.sex, category = excluded.category,
		department_id = excluded.department_id, grade = excluded.grade, union_member = excluded.union_member,
		party_member = excluded.party_member, joined_day = excluded.joined_day, left_day = excluded.left_day,
		phone = excluded.phone, email = excluded.email, code = excluded.code`, people, func(p Person) []any {
		return []any{p.ID, p.Name, p.Family, p.Middle, p.Given, locale.SortKey(locale.Name{Family: p.Family, Middle: p.Middle, Given: p.Given}),
			p.Born.String(), p.Sex, string(p.Category), orNone(p.Department), p.Grade, p.UnionMember, p.PartyMember,
			p.Joined.String(), p.Left.String(), p.Phone, p.Email, p.Code}
	})
	if err != nil {
		return fmt.Errorf("write people: %w", err)
	}
	return nil
}

const postColumns = `id, person_id, title, tree, COALESCE(department_id, ''), rank, from_day, to_day`

func postCols(p *Post) []any {
	return []any{&p.ID, &p.Person, &p.Title, &p.Tree, &p.Department, &p.Rank, &p.From, &p.To}
}

func onePost(tx *store.Tx, id string) (Post, error) {
	return store.One(tx, postCols, `SELECT `+postColumns+` FROM roster_post WHERE org_id = $1 AND id = $2`, id)
}

func postsOf(tx *store.Tx, person string) ([]Post, error) {
	return store.Rows(tx, postCols, `SELECT `+postColumns+` FROM roster_post WHERE org_id = $1 AND person_id = $2`, person)
}

func allPosts(tx *store.Tx) ([]Post, error) {
	return store.Rows(tx, postCols, `SELECT `+postColumns+` FROM roster_post WHERE org_id = $1`)
}

func insertPosts(tx *store.Tx, posts []Post) error {
	return putAll(tx, `INSERT INTO roster_post (org_id, id, person_id, title, tree, department_id, rank, from_day, to_day)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, posts, func(p Post) []any {
		return []any{p.ID, p.Person, p.Title, string(p.Tree), orNone(p.Department), p.Rank, p.From.String(), p.To.String()}
	})
}

func endPost(tx *store.Tx, id string, on law.Day) error {
	_, err := tx.Exec(`UPDATE roster_post SET to_day = $2 WHERE org_id = $1 AND id = $3`, on.String(), id)
	return err
}

// endPosts ends what a person still holds on a day. What was to begin later
// never begins.
func endPosts(tx *store.Tx, person string, on law.Day) error {
	if _, err := tx.Exec(`DELETE FROM roster_post WHERE org_id = $1 AND person_id = $2 AND from_day >= $3`, person, on.String()); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE roster_post SET to_day = $2 WHERE org_id = $1 AND person_id = $3 AND (to_day = '' OR to_day > $2)`, on.String(), person)
	return err
}

const spellColumns = `id, person_id, status, from_day, to_day, reason`

func spellCols(s *Spell) []any {
	return []any{&s.ID, &s.Person, &s.Status, &s.From, &s.To, &s.Reason}
}

func spellsOf(tx *store.Tx, person string) ([]Spell, error) {
	return store.Rows(tx, spellCols, `SELECT `+spellColumns+` FROM roster_status WHERE org_id = $1 AND person_id = $2 ORDER BY from_day DESC, id`, person)
}

func allSpells(tx *store.Tx) ([]Spell, error) {
	return store.Rows(tx, spellCols, `SELECT `+spellColumns+` FROM roster_status WHERE org_id = $1`)
}

func insertSpell(tx *store.Tx, s Spell) error {
	_, err := tx.Exec(`INSERT INTO roster_status (org_id, id, person_id, status, from_day, to_day, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		s.ID, s.Person, s.Status, s.From.String(), s.To.String(), s.Reason)
	return err
}

// endSpells ends what lasts on a day.
func endSpells(tx *store.Tx, person string, on law.Day) error {
	_, err := tx.Exec(`UPDATE roster_status SET to_day = $2 WHERE org_id = $1 AND person_id = $3
		AND from_day < $2 AND (to_day = '' OR to_day > $2)`, on.String(), person)
	return err
}

const departmentColumns = `id, COALESCE(parent_id, ''), name, tree, position, kind, from_day, to_day`

func departmentCols(d *Department) []any {
	return []any{&d.ID, &d.Parent, &d.Name, &d.Tree, &d.Position, &d.Kind, &d.From, &d.To}
}

func oneDepartment(tx *store.Tx, id string) (Department, error) {
	return store.One(tx, departmentCols, `SELECT `+departmentColumns+` FROM roster_department WHERE org_id = $1 AND id = $2`, id)
}

func allDepartments(tx *store.Tx) ([]Department, error) {
	return store.Rows(tx, departmentCols, `SELECT `+departmentColumns+` FROM roster_department WHERE org_id = $1 ORDER BY position, id`)
}

func putDepartments(tx *store.Tx, departments []Department) error {
	return putAll(tx, `INSERT INTO roster_department (org_id, id, parent_id, name, tree, position, kind, from_day, to_day)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (org_id, id) DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name, tree = excluded.tree,
		position = excluded.position, kind = excluded.kind, from_day = excluded.from_day, to_day = excluded.to_day`,
		departments, func(d Department) []any {
			return []any{d.ID, orNone(d.Parent), d.Name, string(d.Tree), d.Position, d.Kind, d.From.String(), d.To.String()}
		})
}

func insertUpload(tx *store.Tx, id string, u Upload) error {
	_, err := tx.Exec(`INSERT INTO roster_import (org_id, id, owner_id, name, category, kept_at, done, body) VALUES ($1, $2, $3, $4, $5, $6, '', $7)`,
		id, tx.Who.Person, u.Name, string(u.Category), store.Ms(tx.Now), u.Body)
	return err
}

func oneUpload(tx *store.Tx, id string) (Upload, error) {
	return store.One(tx, func(u *Upload) []any { return []any{&u.Name, &u.Category, &u.done, &u.Body} },
		`SELECT name, category, done, body FROM roster_import WHERE org_id = $1 AND id = $2`, id)
}

func finishUpload(tx *store.Tx, id, done string) (int64, error) {
	return tx.Exec(`UPDATE roster_import SET done = $2, body = $3 WHERE org_id = $1 AND id = $4`, done, []byte{}, id)
}

func deleteUpload(tx *store.Tx, id string) (int64, error) {
	return tx.Exec(`DELETE FROM roster_import WHERE org_id = $1 AND id = $2`, id)
}

func deleteOldUploads(tx *store.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM roster_import WHERE org_id = $1 AND kept_at < $2`, store.Ms(before))
	return err
}
