package counter_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hoinghi/access"
	"hoinghi/counter"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"

var (
	editor = access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Editor}}
	reader = access.Public("a")
)

func do(t *testing.T, db *store.DB, who access.Actor, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), who, f); err != nil {
		t.Fatal(err)
	}
}

// now is the moment of the record in a test's next transaction, or near it.
func now(t *testing.T, db *store.DB) (at time.Time) {
	t.Helper()
	do(t, db, reader, func(tx *store.Tx) error { at = tx.Now; return nil })
	return at
}

func figures(t *testing.T, db *store.DB, m *counter.Meter) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	do(t, db, reader, func(tx *store.Tx) error {
		all, err := m.Read(tx)
		for _, f := range all {
			out[f.Kind] = f.N
		}
		return err
	})
	return out
}

func TestReadersAreCountedOnceAndKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var m counter.Meter
		at := now(t, db)
		for i := range 10 { // two people reload
			m.See(counter.Hit{Org: "a", Address: fmt.Sprint("10.0.0.", i%2), Agent: firefox, Article: "x"}, at)
		}
		for _, agent := range []string{"", "curl/8.1", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Mozilla/5.0 HeadlessChrome/120", "facebookexternalhit/1.1"} {
			m.See(counter.Hit{Org: "a", Address: "10.0.0.9", Agent: agent}, at)
		}
		m.See(counter.Hit{Org: "b", Address: "10.0.0.1", Agent: firefox}, at)
		want := map[string]int64{"online": 2, "today": 2, "week": 2, "month": 2, "total": 2}
		if diff := cmp.Diff(want, figures(t, db, &m)); diff != "" {
			t.Errorf("before it is written: %s", diff)
		}
		for range 2 {
			if err := m.Flush(context.Background(), db); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(want, figures(t, db, &m)); diff != "" {
			t.Errorf("written: %s", diff)
		}
		var after counter.Meter // as if the program was started again
		want["online"] = 0
		if diff := cmp.Diff(want, figures(t, db, &after)); diff != "" {
			t.Errorf("read again: %s", diff)
		}
		do(t, db, reader, func(tx *store.Tx) error {
			v, err := counter.Views(tx, "x", "y")
			if v["x"] != 2 || v["y"] != 0 {
				t.Errorf("views %v", v)
			}
			return err
		})
	})
}

func TestSilenceMakesAVisitAndMidnightForgets(t *testing.T) {
	db := storetest.SQLite(t)
	var m counter.Meter
	hit := counter.Hit{Org: "a", Address: "10.0.0.1", Agent: firefox}
	at := time.Date(2026, 1, 23, 22, 0, 0, 0, locale.Zone)
	for _, after := range []time.Duration{0, 20 * time.Minute, 45 * time.Minute, 90 * time.Minute, 119 * time.Minute, 121 * time.Minute} {
		m.See(hit, at.Add(after)) // new: 22:00, 23:30; after midnight 00:01 though only two minutes passed
	}
	if err := m.Flush(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	do(t, db, reader, func(tx *store.Tx) error {
		days, err := counter.History(tx, law.MustDay("2026-01-01"), law.MustDay("2026-01-31"))
		if err != nil {
			t.Fatal(err)
		}
		want := []counter.Day{{Day: law.MustDay("2026-01-24"), Visits: 1, Views: 1}, {Day: law.MustDay("2026-01-23"), Visits: 2, Views: 3}}
		if diff := cmp.Diff(want, days); diff != "" {
			t.Error(diff)
		}
		months, err := counter.Months(tx)
		if len(months) != 1 || months[0].Visits != 3 || months[0].Day != law.MustDay("2026-01-01") {
			t.Errorf("months %+v", months)
		}
		return err
	})
}

// The blocks of two of the seeds, under their own labels, in their order, with
// what they had counted before.
func TestBlocksOfTheSeeds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for _, c := range []struct {
			figures []counter.Figure
			want    string
		}{
			{[]counter.Figure{{Kind: "online", Label: "Đang online"}, {Kind: "today", Label: "Hôm nay"}, {Kind: "month", Label: "Tháng hiện tại"}, {Kind: "total", Label: "Tổng lượt truy cập", Start: 1_424_698}, {Kind: "week", Hidden: true}},
				"Đang online: 1; Hôm nay: 1; Tháng hiện tại: 1; Tổng lượt truy cập: 1424699"},
			{[]counter.Figure{{Kind: "online", Label: "Đang online"}, {Kind: "today", Label: "Hôm nay"}, {Kind: "week", Label: "Trong tuần"}, {Kind: "total", Label: "Tất cả", Start: 439_285}, {Kind: "month", Hidden: true}},
				"Đang online: 1; Hôm nay: 1; Trong tuần: 1; Tất cả: 439286"},
		} {
			var m counter.Meter
			do(t, db, editor, func(tx *store.Tx) error { return counter.Arrange(tx, c.figures) })
			m.See(counter.Hit{Org: "a", Address: "10.0.0.1", Agent: firefox}, now(t, db))
			var got []string
			do(t, db, reader, func(tx *store.Tx) error {
				all, err := m.Read(tx)
				for _, f := range all {
					got = append(got, fmt.Sprintf("%s: %d", f.Label, f.N))
				}
				return err
			})
			if strings.Join(got, "; ") != c.want {
				t.Errorf("%q, want %q", strings.Join(got, "; "), c.want)
			}
		}
		for _, bad := range [][]counter.Figure{{{Kind: "all"}}, {{Kind: "total", Start: -1}}, {{Kind: "today", Start: 5}}, {{Kind: "today"}, {Kind: "today"}}} {
			err := db.Write(context.Background(), editor, func(tx *store.Tx) error { return counter.Arrange(tx, bad) })
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if err := db.Write(context.Background(), reader, func(tx *store.Tx) error { return counter.Arrange(tx, nil) }); !fault.Is(err, fault.Missing) {
			t.Errorf("a reader arranged: %v", err)
		}
	})
}

// Ten thousand readers are one write.
func TestManyReadersAreFewWrites(t *testing.T) {
	db := storetest.SQLite(t)
	var m counter.Meter
	at := now(t, db)
	for i := range 10_000 {
		m.See(counter.Hit{Org: "a", Address: fmt.Sprintf("10.0.%d.%d", i/250, i%250), Agent: firefox, Article: fmt.Sprint("x", i%3)}, at)
	}
	before := writes(t, db)
	if err := m.Flush(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	if n := writes(t, db) - before; n > 4 {
		t.Errorf("%d rows were touched", n)
	}
	if got := figures(t, db, &m); got["today"] != 10_000 || got["online"] != 10_000 {
		t.Errorf("figures %v", got)
	}
}

// writes are the rows that this database has changed since it was opened.
func writes(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	do(t, db, reader, func(tx *store.Tx) (err error) {
		n, err = store.Value[int](tx, `SELECT total_changes() -- $1`)
		return err
	})
	return n
}

func TestOneAddressCannotMakeACrowd(t *testing.T) {
	db := storetest.SQLite(t)
	var m counter.Meter
	at := now(t, db)
	for i := range 3_000 {
		m.See(counter.Hit{Org: "a", Address: "10.0.0.1", Agent: fmt.Sprint(firefox, i)}, at)
	}
	if got := figures(t, db, &m); got["today"] != 500 {
		t.Errorf("figures %v", got)
	}
}

func TestWhatCannotBeWrittenStays(t *testing.T) {
	db := storetest.SQLite(t)
	var m counter.Meter
	m.See(counter.Hit{Org: "a", Address: "10.0.0.1", Agent: firefox}, now(t, db))
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for range 50 { // an ended context may still be written
		if m.Flush(stopped, db) != nil {
			break
		}
	}
	if err := m.Flush(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	if got := figures(t, db, &m); got["total"] != 1 {
		t.Errorf("figures %v", got)
	}
}
