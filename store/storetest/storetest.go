// Package storetest gives each test a fresh SQLite file and a fresh PostgreSQL
// database. Without PostgreSQL the test fails: a skipped engine would look
// green.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named pgx

	"hoinghi/live"
	"hoinghi/store"
)

// Variable is the environment variable with the address of a PostgreSQL in
// which tests may make databases; ./check starts one and sets it.
const Variable = "HOINGHI_TEST_POSTGRES"

// Now is the clock of tests: each look at it is a millisecond later.
func Now() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2026, 1, 23, 1, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Millisecond)
		return now
	}
}

// Each runs f once on each engine.
func Each(t *testing.T, f func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// SQLite opens a fresh file that goes with the test.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "hoinghi.db"))
}

// Postgres opens a fresh database that is dropped after the test.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	db, _ := PostgresAt(t)
	return db
}

// PostgresAt is Postgres with its address, for a second process.
func PostgresAt(t testing.TB) (*store.DB, string) {
	t.Helper()
	base := os.Getenv(Variable)
	if base == "" {
		t.Fatalf("%s is not set: run ./check, or point it at a PostgreSQL that tests may use", Variable)
	}
	address := database(t, base)
	return open(t, address), address
}

func open(t testing.TB, address string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), address, store.Options{Now: Now(), Bus: new(live.Bus), Aside: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func database(t testing.TB, base string) string {
	t.Helper()
	admin, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	name := "t_" + strings.ToLower(rand.Text())
	if _, err := admin.Exec("CREATE DATABASE " + name + " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		defer admin.Close()
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("drop %s: %v", name, err)
		}
	})
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}
