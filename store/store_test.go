package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func put(tx *store.Tx, id string) error { return store.Keep(tx, id, "answer of "+id) }

func TestWriteIsSeenByItsOrganisationOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error { return put(tx, "k") }))
		for org, want := range map[string]bool{"a": true, "b": false} {
			must(t, db.Read(t.Context(), access.Machine(org), func(tx *store.Tx) error {
				_, again, err := store.Once(tx, "k")
				if again != want {
					t.Errorf("organisation %s sees the row: %v, want %v", org, again, want)
				}
				return err
			}))
		}
	})
}

func TestFailedWorkLeavesNoTraceAndAnnouncesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		hints, stop := db.Bus.Subscribe("a", "x")
		defer stop()
		boom := errors.New("boom")
		for _, act := range []func(*store.Tx) error{
			func(tx *store.Tx) error { tx.Announce("x"); put(tx, "k"); return boom },
			func(tx *store.Tx) error { tx.Announce("x"); put(tx, "k"); panic(boom) },
		} {
			if err := db.Write(t.Context(), access.Machine("a"), act); err == nil {
				t.Error("failed work answers no error")
			}
		}
		must(t, db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error {
			_, again, err := store.Once(tx, "k")
			if again {
				t.Error("failed work left a row")
			}
			tx.Announce("x", "x")
			return err
		}))
		select {
		case <-hints:
		case <-time.After(5 * time.Second):
			t.Fatal("the good work was not announced")
		}
		if len(hints) > 0 {
			t.Error("failed work was announced")
		}
	})
}

func TestManyAtOnceEachOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		kinds := map[fault.Kind]int{}
		for i := range 100 {
			wg.Go(func() {
				err := db.Write(context.Background(), access.Machine("a"), func(tx *store.Tx) error {
					return put(tx, fmt.Sprint(i/2))
				})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					kinds[-1]++
				} else {
					kinds[fault.Of(err).Kind]++
				}
			})
		}
		wg.Wait()
		if kinds[-1] != 50 || kinds[fault.Conflict] != 50 {
			t.Errorf("accepted and refused: %v, want 50 accepted (-1) and 50 conflicts", kinds)
		}
	})
}

func TestOneBadUnitDoesNotSinkItsGroup(t *testing.T) {
	db := storetest.SQLite(t)
	started, release := make(chan bool), make(chan bool)
	go db.Write(context.Background(), access.Machine("a"), func(*store.Tx) error { started <- true; <-release; return nil })
	<-started // the writer is busy: what follows waits and shares one commit
	var wg sync.WaitGroup
	errs := make([]error, 3)
	for i := range errs {
		wg.Go(func() {
			errs[i] = db.Write(context.Background(), access.Machine("a"), func(tx *store.Tx) error {
				if err := put(tx, fmt.Sprint(i)); err != nil || i != 1 {
					return err
				}
				_, err := tx.Exec("INSERT INTO store_nothing VALUES ($1)")
				return err
			})
		})
	}
	time.Sleep(50 * time.Millisecond)
	close(release)
	wg.Wait()
	if errs[0] != nil || errs[1] == nil || errs[2] != nil {
		t.Errorf("got %v, want only the second to fail", errs)
	}
}

// As many readers as there are connections, all with a statement that is new,
// do not wait for each other.
func TestManyReadersOfNewStatements(t *testing.T) {
	db := storetest.SQLite(t)
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	var here, wg sync.WaitGroup
	here.Add(8)
	for i := range 8 {
		wg.Go(func() {
			err := db.Read(ctx, access.Machine("a"), func(tx *store.Tx) error {
				here.Done()
				here.Wait()
				_, err := store.Value[int](tx, fmt.Sprintf(`SELECT COUNT(*) + %d FROM store_once WHERE org_id = $1`, i))
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestReadCannotWrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		err := db.Read(t.Context(), access.Machine("a"), func(tx *store.Tx) error { return put(tx, "k") })
		if err == nil {
			t.Error("a reading transaction wrote a row")
		}
	})
}

func TestReopenKeepsRowsAndSchema(t *testing.T) {
	path := t.TempDir() + "/a b?.db"
	for round := range 2 {
		db, err := store.Open(t.Context(), path, store.Options{Now: time.Now})
		must(t, err)
		must(t, db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error { return put(tx, fmt.Sprint(round)) }))
		must(t, db.Read(t.Context(), access.Machine("a"), func(tx *store.Tx) error {
			if _, again, _ := store.Once(tx, "0"); !again {
				t.Error("the row of the first round is gone")
			}
			return nil
		}))
		must(t, db.Close())
	}
}

// Work that is still being handed in when the database is closed is either
// done and kept, or refused.
func TestCloseRefusesWhatComesLater(t *testing.T) {
	path := t.TempDir() + "/a.db"
	db, err := store.Open(t.Context(), path, store.Options{Now: time.Now})
	must(t, err)
	var wg sync.WaitGroup
	var kept, refused atomic.Int64
	for i := range 16 {
		wg.Go(func() {
			for k := 0; ; k++ {
				err := db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error { return put(tx, fmt.Sprint(i, ".", k)) })
				if err != nil {
					if !errors.Is(err, store.ErrClosed) {
						t.Errorf("refused with %v", err)
					}
					refused.Add(1)
					return
				}
				kept.Add(1)
			}
		})
	}
	for kept.Load() < 100 {
		time.Sleep(time.Millisecond)
	}
	must(t, db.Close())
	wg.Wait()
	if refused.Load() != 16 {
		t.Errorf("%d writers of 16 were refused", refused.Load())
	}
	db, err = store.Open(t.Context(), path, store.Options{Now: time.Now})
	must(t, err)
	defer db.Close()
	var n int64
	must(t, db.Read(t.Context(), access.Machine("a"), func(tx *store.Tx) (err error) {
		n, err = store.Value[int64](tx, `SELECT count(*) FROM store_once WHERE org_id = $1`)
		return err
	}))
	if n != kept.Load() {
		t.Errorf("%d rows are kept, %d were acknowledged", n, kept.Load())
	}
}

func TestPostgresTellsOtherProcesses(t *testing.T) {
	one, address := storetest.PostgresAt(t)
	two, err := store.Open(t.Context(), address, store.Options{Now: time.Now})
	must(t, err)
	defer two.Close()
	hints, stop := two.Bus.Subscribe("a", "x")
	defer stop()
	deadline := time.After(10 * time.Second)
	for { // the listener may still be connecting
		must(t, one.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error { tx.Announce("x"); return nil }))
		select {
		case <-hints:
			return
		case <-deadline:
			t.Fatal("the other process heard nothing")
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func TestInWritesParameters(t *testing.T) {
	if got := store.In(2, 3); got != "$2, $3, $4" {
		t.Errorf("got %q", got)
	}
	if got := store.In(2, 0); got != "NULL" {
		t.Errorf("an empty list is %q, want NULL", got)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
