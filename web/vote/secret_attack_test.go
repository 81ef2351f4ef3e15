package vote_test

import (
	"bytes"
	"cmp"
	"database/sql"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hoinghi/belenios"
	"hoinghi/election"
	"hoinghi/journal"
	"hoinghi/live"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

const voters = 60

// The bounds of chance for 60 voters: the rank correlation of a guess with the
// truth has a deviation of 0.13, and a random guess names one voter right on
// average. Beyond these, no honest run of a thousand times a thousand lies.
const (
	chanceRank = 0.62
	chanceHits = 9
)

// spoils are what the linker brings home: the files or tables, the write-ahead
// log, the journal and the server's log, taken during the vote or after it.
type spoils struct {
	when  string
	files map[string][]byte // raw bytes by name: database, write-ahead log, backup, logs
	rows  []foundRow        // of all tables, in the order in which they lie on the disk
}

// foundRow is a row as a dump has it, its hidden columns (row id, transaction,
// place on the disk) among the others.
type foundRow struct {
	table string
	cols  []string
	vals  []string
}

// trace is all that is public about one ballot in the end, in every spelling.
type trace [][]byte

func traceOf(e *belenios.Election, raw []byte) (trace, error) {
	b, err := e.ParseBallot(raw)
	if err != nil {
		return nil, err
	}
	at := bytes.Index(raw, []byte(`"alpha":"`)) + len(`"alpha":"`)
	h := b.Hash()
	return trace{[]byte(h.String()), []byte(b.Tracker()), h[:], raw[at : at+64], []byte(b.Credential)}, nil
}

// With everything that the server has, taken during the vote and after it, no
// way of putting ballots in an order fits the order of the people better than
// chance, though everybody votes the moment the slip is in the hand.
func TestLinkerDoesNoBetterThanChance(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			h, traces, loot := held60(t, engine, nil)
			for _, s := range loot {
				for name, order := range guesses(s, traces) {
					if rank, hits := score(order); math.Abs(rank) > chanceRank || hits > chanceHits {
						t.Errorf("%s by %s: rank correlation %.2f, %d of %d voters named", s.when, name, rank, hits, voters)
					}
				}
				h.checkNothingKept(s, traces)
			}
		})
	}
}

// A row with the moment of each ballot, rows as they arrive, a log line: each
// is found by the same linker, so the test above can fail.
func TestLinkerFindsPlantedLeaks(t *testing.T) {
	leaks := map[string]func(tx *store.Tx, h *hall, b *belenios.Ballot) error{
		"times": func(tx *store.Tx, _ *hall, b *belenios.Ballot) error {
			return store.Keep(tx, b.Hash().String(), "")
		},
		"arrival": func(tx *store.Tx, _ *hall, b *belenios.Ballot) error {
			_, err := tx.Exec(`INSERT INTO store_once (org_id, id, answer, done_at) VALUES ($1, $2, '', 0)`, b.Tracker())
			return err
		},
		"log": func(_ *store.Tx, h *hall, b *belenios.Ballot) error {
			h.log.Write([]byte("POST phieu " + b.Tracker() + "\n"))
			return nil
		},
		"journal": func(tx *store.Tx, _ *hall, b *belenios.Ballot) error {
			return journal.Write(tx, "urn.cast", b.Tracker(), "")
		},
	}
	for name, leak := range leaks {
		for _, engine := range []string{"sqlite", "postgres"} {
			if engine == "postgres" && (name == "log" || name == "journal") {
				continue // not the engine's own
			}
			t.Run(name+" "+engine, func(t *testing.T) {
				_, traces, loot := held60(t, engine, leak)
				found := false
				for _, s := range loot {
					for _, order := range guesses(s, traces) {
						rank, hits := score(order)
						found = found || math.Abs(rank) > chanceRank && hits > chanceHits
					}
				}
				if !found {
					t.Error("the linker missed a leak")
				}
			})
		}
	}
}

// held60 lets 60 people, each signed in, draw a slip at random and cast at once in
// the order of the roll, and gives what a linker gets. The truth is that order.
func held60(t *testing.T, engine string, leak func(*store.Tx, *hall, *belenios.Ballot) error) (*hall, []trace, []spoils) {
	t.Helper()
	db, take := openFor(t, engine)
	h := newHall(t, db, voters+4)
	h.prepare(voters + 4)
	var traces []trace
	var cookies []string
	for i := range voters {
		cookies = append(cookies, h.signIn(i, false))
	}
	for i := range voters { // the slips were drawn at random when they were made
		h.page(cookies[i], "/dai-bieu")
		h.do(handOutTo(h, i))
		raw := h.vote(i, 0, i%2, 1, 0)
		h.postAs(200, "/phieu", raw, cookies[i])
		tr, err := traceOf(h.e, raw)
		h.ok(err)
		traces = append(traces, tr)
		if leak != nil {
			b, err := h.e.ParseBallot(raw)
			h.ok(err)
			h.do(func(tx *store.Tx) error { return leak(tx, h, b) })
		}
	}
	during := take("during the vote")
	h.finish()
	after := take("after the vote")
	for _, s := range []spoils{during, after} {
		s.files["log of the server"] = []byte(h.log.String())
	}
	return h, traces, []spoils{during, after}
}

func handOutTo(h *hall, i int) func(*store.Tx) error {
	return func(tx *store.Tx) error { return election.HandOut(tx, h.round, election.ByBox, h.people[i]) }
}

func openFor(t *testing.T, engine string) (*store.DB, func(string) spoils) {
	t.Helper()
	if engine == "postgres" {
		db, address := storetest.PostgresAt(t)
		return db, func(when string) spoils { return spoils{when, map[string][]byte{}, dump(t, "pgx", address)} }
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "hoinghi.db")
	db, err := store.Open(t.Context(), path, store.Options{Now: storetest.Now(), Bus: new(live.Bus), Aside: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, func(when string) spoils {
		s := spoils{when: when, files: map[string][]byte{}}
		copied := t.TempDir()
		for _, name := range []string{"hoinghi.db", "hoinghi.db-wal"} {
			b, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			s.files[name] = b
			if err := os.WriteFile(filepath.Join(copied, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		s.rows = dump(t, "sqlite", filepath.Join(copied, "hoinghi.db"))
		return s
	}
}

// dump reads every table with what the engine hides of each row.
func dump(t *testing.T, driver, address string) (rows []foundRow) {
	t.Helper()
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, hidden := `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`, []string{"rowid, *", "*"}
	if driver == "pgx" {
		list, hidden = `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`, []string{"xmin::text::bigint AS xmin, (ctid::text::point)[0] * 100000 + (ctid::text::point)[1] AS place, *"}
	}
	names := column(t, db, list)
	for _, name := range names {
		var r *sql.Rows
		for _, cols := range hidden {
			if r, err = db.Query("SELECT " + cols + " FROM " + name); err == nil {
				break
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, scan(t, name, r)...)
	}
	return rows
}

func column(t *testing.T, db *sql.DB, q string) (out []string) {
	t.Helper()
	r, err := db.Query(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for r.Next() {
		var s string
		if err := r.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func scan(t *testing.T, table string, r *sql.Rows) (out []foundRow) {
	t.Helper()
	defer r.Close()
	cols, err := r.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for r.Next() {
		vals, to := make([]any, len(cols)), make([]any, len(cols))
		for i := range vals {
			to[i] = &vals[i]
		}
		if err := r.Scan(to...); err != nil {
			t.Fatal(err)
		}
		row := foundRow{table: table, cols: cols}
		for _, v := range vals {
			if b, ok := v.([]byte); ok {
				v = string(b)
			}
			row.vals = append(row.vals, fmt.Sprint(v))
		}
		out = append(out, row)
	}
	return out
}

// ofBallot names the ballot that a text is about, if it is about exactly one.
func ofBallot(text string, traces []trace) (int, bool) {
	found, n := 0, 0
	for i, tr := range traces {
		if slices.ContainsFunc(tr, func(x []byte) bool { return strings.Contains(text, string(x)) }) {
			found, n = i, n+1
		}
	}
	return found, n == 1
}

// guesses are orders of the ballots that the loot suggests, by where each comes
// from: the place on the disk, every column of every table that has to do with
// ballots, and where each ballot is first named in a file, a log or a long text.
func guesses(s spoils, traces []trace) map[string][]int {
	out := map[string][]int{}
	tables := map[string][]foundRow{}
	for _, r := range s.rows {
		tables[r.table] = append(tables[r.table], r)
	}
	for name, rows := range tables {
		for at, order := range byColumns(rows, traces) {
			out[name+" "+at] = order
		}
		for _, r := range rows {
			for i, v := range r.vals {
				if len(v) > 1000 && r.table != "urn_ballot" {
					out[fmt.Sprintf("%s.%s within", name, r.cols[i])] = byPlace([]byte(v), traces)
				}
			}
		}
	}
	// Rows of the open box name no ballot. Two ways to pair them with ballots:
	// by how they lie, and by their length.
	out["open box as it lies"] = pairSealed(tables["urn_sealed"], traces)
	for name, b := range s.files {
		out[name] = byPlace(b, traces)
	}
	for name, order := range out {
		if len(order) < voters/2 {
			delete(out, name)
		}
	}
	return out
}

func byColumns(rows []foundRow, traces []trace) map[string][]int {
	type known struct {
		ballot int
		row    foundRow
	}
	var all []known
	for _, r := range rows {
		if i, ok := ofBallot(strings.Join(r.vals, "\x00"), traces); ok {
			all = append(all, known{i, r})
		}
	}
	out := map[string][]int{}
	if len(all) == 0 {
		return out
	}
	take := func(name string) {
		for _, k := range all {
			out[name] = append(out[name], k.ballot)
		}
	}
	take("as it lies")
	for c, name := range all[0].row.cols {
		slices.SortStableFunc(all, func(a, b known) int { return compare(a.row.vals[c], b.row.vals[c]) })
		if compare(all[0].row.vals[c], all[len(all)-1].row.vals[c]) != 0 {
			take("by " + name)
		}
	}
	return out
}

// compare puts numbers by size and other texts by their letters.
func compare(a, b string) int {
	return cmp.Or(cmp.Compare(number(a), number(b)), strings.Compare(a, b))
}

func number(s string) float64 {
	var f float64
	fmt.Sscan(s, &f)
	return f
}

// byPlace is the order in which ballots are first named in a file.
func byPlace(b []byte, traces []trace) []int {
	type spot struct{ ballot, at int }
	var all []spot
	for i, tr := range traces {
		first := -1
		for _, x := range tr[:len(tr)-1] { // the list of credentials is sorted
			if at := bytes.Index(b, x); at >= 0 && (first < 0 || at < first) {
				first = at
			}
		}
		if at := bytes.Index(b, tr[len(tr)-1]); first < 0 && at >= 0 {
			first = at
		}
		if first >= 0 {
			all = append(all, spot{i, first})
		}
	}
	slices.SortFunc(all, func(a, b spot) int { return a.at - b.at })
	var order []int
	for _, x := range all {
		order = append(order, x.ballot)
	}
	return order
}

// pairSealed takes the transactions or places of the open box's rows as the
// order of arrival, and the names of the rows as if they sorted like the hashes.
func pairSealed(rows []foundRow, traces []trace) []int {
	if len(rows) != len(traces) {
		return nil
	}
	byArrival := slices.Clone(rows)
	slices.SortStableFunc(byArrival, func(a, b foundRow) int { return compare(a.vals[0], b.vals[0]) })
	var names []string
	for _, r := range rows {
		names = append(names, strings.Join(r.vals[len(r.vals)-3:len(r.vals)-1], " "))
	}
	slices.Sort(names)
	byHash := make([]int, len(traces))
	for i := range byHash {
		byHash[i] = i
	}
	slices.SortFunc(byHash, func(a, b int) int { return bytes.Compare(traces[a][0], traces[b][0]) })
	var order []int
	for _, r := range byArrival {
		rank, _ := slices.BinarySearch(names, strings.Join(r.vals[len(r.vals)-3:len(r.vals)-1], " "))
		order = append(order, byHash[rank])
	}
	return order
}

// score says how well an order of ballots fits that of the people, who are
// numbered as they came: Spearman's rank correlation, and how many are named.
func score(order []int) (rank float64, hits int) {
	sorted := slices.Clone(order)
	slices.Sort(sorted)
	n := float64(len(order))
	if n < 2 {
		return 0, 0
	}
	sum := 0.0
	for at, ballot := range order {
		place, _ := slices.BinarySearch(sorted, ballot)
		sum += float64((at - place) * (at - place))
		if at == place {
			hits++
		}
	}
	return 1 - 6*sum/(n*(n*n-1)), hits
}

// checkNothingKept looks for what must be nowhere: a secret half, a ballot that
// can be recognised before the box closes, a path or address in the log, a time
// in the tables of the box.
func (h *hall) checkNothingKept(s spoils, traces []trace) {
	h.Helper()
	var all bytes.Buffer
	for _, b := range s.files {
		all.Write(b)
	}
	for _, r := range s.rows {
		fmt.Fprintln(&all, strings.Join(r.vals, "\n"))
	}
	for _, secret := range h.secrets() {
		if bytes.Contains(all.Bytes(), []byte(secret)) {
			h.Errorf("%s: a secret of a device is on the server", s.when)
		}
	}
	if s.when == "during the vote" {
		for i, tr := range traces {
			for _, x := range tr[:4] {
				if bytes.Contains(all.Bytes(), x) {
					h.Fatalf("%s: ballot %d can be recognised by %.20s", s.when, i, hex.EncodeToString(x))
				}
			}
		}
	}
	log := string(s.files["log of the server"])
	for _, word := range []string{"phieu-kin", "127.0.0.1"} {
		if strings.Contains(log, word) {
			h.Errorf("%s: the log has %q: %.500s", s.when, word, log)
		}
	}
	for _, r := range s.rows {
		if !strings.HasPrefix(r.table, "urn_") {
			continue
		}
		for i, v := range r.vals {
			if n := number(v); n > 1.7e12 && n < 1.9e12 && len(v) == 13 {
				h.Errorf("%s: %s.%s is %s: a time", s.when, r.table, r.cols[i], v)
			}
		}
	}
}
