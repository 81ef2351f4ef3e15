package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// fillAll puts rows of every type into two organisations: texts, numbers,
// booleans, bytes, and rows that point to others.
func fillAll(t *testing.T, db *store.DB) {
	t.Helper()
	for _, org := range []string{"a", "b"} {
		must(t, db.Write(t.Context(), access.Machine(org), func(tx *store.Tx) error {
			for _, q := range []string{
				`INSERT INTO account_org (org_id, slug, host, name, short, parent, sector, place, symbol, kind, full_budget, partner, partner_name, head_title, made_at)
					VALUES ($1, $2, '', 'Thư viện', '', '', '', '', '', '', TRUE, '', '', '', 5)`,
				`INSERT INTO account_member (org_id, id, name, login, password, active) VALUES ($1, $2, 'Phạm Thị Lan "Ngọc"', '', '', FALSE)`,
				`INSERT INTO account_role (org_id, member_id, role) VALUES ($1, $2, 'head')`,
			} {
				if _, err := tx.Exec(q, org+"-id"); err != nil {
					return err
				}
			}
			return put(tx, "k"+org)
		}))
		must(t, db.Write(t.Context(), access.Machine(org), func(tx *store.Tx) error {
			if _, err := tx.Exec(`INSERT INTO media_file (org_id, id, name, type, size, width, height, taken_by, taken_at)
				VALUES ($1, $2, '', '', 9007199254740993, 0, 0, '', 0)`, org+"-file"); err != nil {
				return err
			}
			_, err := tx.Exec(`INSERT INTO media_blob (org_id, file_id, width, body) VALUES ($1, $2, 0, $3)`, org+"-file", []byte{0, 255, '"', 10})
			return err
		}))
	}
}

// told is what a database says of the rows of fillAll.
func told(t *testing.T, db *store.DB, org string) string {
	t.Helper()
	var out string
	must(t, db.Read(t.Context(), access.Machine(org), func(tx *store.Tx) error {
		type row struct {
			name   string
			active bool
			size   int64
			body   []byte
		}
		r, err := store.One(tx, func(r *row) []any { return []any{&r.name, &r.active, &r.size, &r.body} },
			`SELECT m.name, m.active, f.size, b.body FROM account_member m JOIN media_file f ON f.org_id = m.org_id
				JOIN media_blob b ON b.org_id = f.org_id WHERE m.org_id = $1`)
		answer, again, _ := store.Once(tx, "k"+org)
		out = fmt.Sprint(r, answer, again)
		return err
	}))
	return out
}

func backup(t *testing.T, db *store.DB) []byte {
	t.Helper()
	var b bytes.Buffer
	sum, err := db.Backup(t.Context(), &b)
	must(t, err)
	checked, err := store.CheckBackup(bytes.NewReader(b.Bytes()))
	must(t, err)
	if checked.Sum != sum.Sum || checked.Rows != sum.Rows || checked.Rows < 10 {
		t.Errorf("wrote %+v, reads %+v", sum, checked)
	}
	return b.Bytes()
}

// A backup of either engine restores into either engine.
func TestBackupRestoresAcrossEngines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		fillAll(t, db)
		want := told(t, db, "a") + told(t, db, "b")
		b := backup(t, db)
		_, pg := storetest.PostgresAt(t)
		for _, address := range []string{filepath.Join(t.TempDir(), "new.db"), pg} {
			_, err := store.Restore(t.Context(), address, bytes.NewReader(b), false)
			must(t, err)
			other, err := store.Open(t.Context(), address, store.Options{Now: time.Now})
			must(t, err)
			if got := told(t, other, "a") + told(t, other, "b"); got != want {
				t.Errorf("restored %s\nwant %s", got, want)
			}
			err = other.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error {
				_, err := tx.Exec(`INSERT INTO account_role (org_id, member_id, role) VALUES ($1, 'nobody', 'head')`)
				return err
			})
			if err == nil {
				t.Error("a row that points to nothing is taken after the restore")
			}
			must(t, other.Close())
		}
	})
}

func lines(t *testing.T, b []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	must(t, err)
	text, err := io.ReadAll(z)
	must(t, err)
	return text
}

func packed(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.Bytes()
}

func TestRestoreRefuses(t *testing.T) {
	db := storetest.SQLite(t)
	fillAll(t, db)
	good := backup(t, db)
	text := string(lines(t, good))
	target := filepath.Join(t.TempDir(), "target.db")
	for name, c := range map[string]struct {
		backup []byte
		key    string
	}{
		"cut":            {good[:len(good)-20], "store.backup.broken"},
		"a name changed": {packed(strings.Replace(text, "Lan", "Lam", 1)), "store.backup.broken"},
		"a row dropped":  {packed(strings.Replace(text, `["a","a-id","head"]`+"\n", "", 1)), "store.backup.broken"},
		"another schema": {packed(strings.Replace(text, `"0001_store.sql":"`, `"0001_store.sql":"0`, 1)), "store.backup.schema"},
		"not a backup":   {[]byte("hello"), "store.backup.broken"},
	} {
		if _, err := store.Restore(t.Context(), target, bytes.NewReader(c.backup), false); fault.Of(err).Key != c.key {
			t.Errorf("%s: got %v, want %s", name, err, c.key)
		}
	}
	_, err := store.Restore(t.Context(), target, bytes.NewReader(good), false)
	must(t, err)
	if _, err := store.Restore(t.Context(), target, bytes.NewReader(good), false); fault.Of(err).Key != "store.restore.full" {
		t.Errorf("a record in use is overwritten: %v", err)
	}
	other := storetest.SQLite(t)
	must(t, other.Write(t.Context(), access.Machine("c"), func(tx *store.Tx) error { return put(tx, "only") }))
	small := new(bytes.Buffer)
	_, err = other.Backup(t.Context(), small)
	must(t, err)
	_, err = store.Restore(t.Context(), target, bytes.NewReader(small.Bytes()), true)
	must(t, err)
	back, err := store.Open(t.Context(), target, store.Options{Now: time.Now})
	must(t, err)
	defer back.Close()
	must(t, back.Read(t.Context(), access.Machine("a"), func(tx *store.Tx) error {
		if _, again, err := store.Once(tx, "ka"); again || err != nil {
			t.Errorf("after a forced restore the old rows are still there (%v)", err)
		}
		return nil
	}))
}

// While a hundred people write, a backup holds whatever was acknowledged
// before it began, and nothing by halves.
func TestBackupWhileOthersWrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		fillAll(t, db)
		var mu sync.Mutex
		acknowledged := 0
		stop := make(chan bool)
		var wg sync.WaitGroup
		for w := range 4 {
			wg.Go(func() {
				for i := 0; ; i++ {
					select {
					case <-stop:
						return
					default:
					}
					err := db.Write(context.Background(), access.Machine("a"), func(tx *store.Tx) error {
						if err := put(tx, fmt.Sprintf("%d-%d-one", w, i)); err != nil {
							return err
						}
						return put(tx, fmt.Sprintf("%d-%d-two", w, i))
					})
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					acknowledged++
					mu.Unlock()
				}
			})
		}
		time.Sleep(100 * time.Millisecond)
		mu.Lock()
		before := acknowledged
		mu.Unlock()
		text := string(lines(t, backup(t, db)))
		close(stop)
		wg.Wait()
		ones, twos := strings.Count(text, "-one\",\""), strings.Count(text, "-two\",\"")
		if ones != twos || ones < before || before == 0 {
			t.Errorf("backup holds %d and %d halves, %d units were acknowledged before it", ones, twos, before)
		}
	})
}
