package register_test

import (
	"slices"
	"sync"
	"testing"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/register"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var guidance = register.Document{Kind: "Công văn", Number: "92", Symbol: "HD - CĐCS", Dated: law.MustDay("2022-11-30"),
	Issuer: "Công đoàn Cơ sở Sở Văn hóa, Thể thao và Du lịch", Subject: "Hướng dẫn tổ chức Hội nghị Công chức, viên chức, lao động năm 2022"}

func TestCiteIsAsInTheLetter(t *testing.T) {
	want := "Công văn số 92/HD - CĐCS, ngày 30/11/2022 của Công đoàn Cơ sở Sở Văn hóa, Thể thao và Du lịch v/v Hướng dẫn tổ chức Hội nghị Công chức, viên chức, lao động năm 2022"
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var id string
		act(t, db, "a", func(tx *store.Tx) (err error) {
			id, err = register.Receive(tx, guidance)
			return err
		})
		act(t, db, "a", func(tx *store.Tx) error {
			d, err := register.Find(tx, id)
			if got := register.Cite(d); got != want || d.Way != register.In {
				t.Errorf("%s %q", d.Way, got)
			}
			return err
		})
		err := db.Read(t.Context(), access.Machine("b"), func(tx *store.Tx) error {
			if list, err := register.List(tx); err != nil || len(list) != 0 {
				t.Errorf("another office reads %v %v", list, err)
			}
			_, err := register.Find(tx, id)
			return err
		})
		if !fault.Is(err, fault.Missing) {
			t.Errorf("another office finds it: %v", err)
		}
	})
}

// The grounds of a paper are named as the decree asks, whatever the clerk typed.
func TestGround(t *testing.T) {
	for want, d := range map[string]register.Document{
		"Hướng dẫn số 92/HD-CĐCS ngày 30 tháng 11 năm 2022 của Công đoàn cơ sở về việc tổ chức hội nghị": {Kind: "Hướng dẫn", Number: "92", Symbol: "HD - CĐCS", Dated: law.MustDay("2022-11-30"), Issuer: "Công đoàn cơ sở", Subject: "V/v tổ chức hội nghị"},
		"Công văn số 7/SVH-VP ngày 05 tháng 01 năm 2026 của Sở Văn hóa về việc Hướng dẫn tổng kết":       {Kind: "Công văn", Number: "7", Symbol: "SVH-VP", Dated: law.MustDay("2026-01-05"), Issuer: "Sở Văn hóa", Subject: "Hướng dẫn tổng kết"},
		"Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022":                                             {Kind: "Luật", Number: "06", Symbol: "2022/QH15", Dated: law.MustDay("2022-06-15"), Issuer: "Quốc hội", Subject: "Thi đua, khen thưởng"},
		"Thông tư số 9/TT ngày 02 tháng 3 năm 2020 của Bộ Nội vụ quy định chế độ họp":                    {Kind: "Thông tư", Number: "9", Symbol: "TT", Dated: law.MustDay("2020-03-02"), Issuer: "Bộ Nội vụ", Subject: "Quy định chế độ họp"},
		"Quyết định số 1": {Kind: "Quyết định", Number: "1"},
	} {
		if got := register.Ground(d); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestDoubt(t *testing.T) {
	for _, c := range []struct {
		kind, symbol, spoken string
	}{
		{"Công văn", "HD - CĐCS", "Hướng dẫn"},
		{"Hướng dẫn", "HD - CĐCS", ""},
		{"công văn", "STTTT-VP", ""},
		{"Quyết định", "KH-UBND", "Kế hoạch"},
		{"Quyết định", "QĐ-UBND", ""},
		{"Nghị định", "NĐ-CP", ""},
		{"Kết luận", "KL/TW", ""},
		{"Thư ngỏ", "HD-X", ""}, // an unknown kind is nobody's to doubt
	} {
		spoken, doubtful := register.Doubt(register.Document{Kind: c.kind, Symbol: c.symbol})
		if spoken != c.spoken || doubtful != (c.spoken != "") {
			t.Errorf("%s %s: %q %v", c.kind, c.symbol, spoken, doubtful)
		}
	}
}

func TestTwoClerksLeaveNoGap(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var mu sync.Mutex
		var numbers []string
		issue := func(kind, day string) {
			var d register.Document
			err := db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) (err error) { // may run twice
				d, err = register.Issue(tx, register.Outgoing{Kind: kind, Symbol: "KH-TVT", Dated: law.MustDay(day), Issuer: "Thư viện tỉnh", Subject: "Tổ chức hội nghị"})
				return err
			})
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			numbers = append(numbers, kind+d.Dated.String()[:4]+"/"+d.Number)
		}
		var clerks sync.WaitGroup
		for range 2 {
			clerks.Go(func() {
				for range 5 {
					issue("Kế hoạch", "2026-12-01")
				}
			})
		}
		clerks.Wait()
		undone := fault.New(fault.Conflict, "fault.conflict")
		err := db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error {
			if _, err := register.Issue(tx, register.Outgoing{Kind: "Kế hoạch", Dated: law.MustDay("2026-12-02"), Issuer: "x", Subject: "y"}); err != nil {
				return err
			}
			return undone
		})
		if !fault.Is(err, fault.Conflict) {
			t.Fatal(err)
		}
		issue("Kế hoạch", "2026-12-03")
		issue("Kế hoạch", "2027-01-04")
		issue("Báo cáo", "2026-12-03")
		slices.Sort(numbers[:len(numbers)-3])
		want := []string{"Kế hoạch2026/01", "Kế hoạch2026/02", "Kế hoạch2026/03", "Kế hoạch2026/04", "Kế hoạch2026/05", "Kế hoạch2026/06",
			"Kế hoạch2026/07", "Kế hoạch2026/08", "Kế hoạch2026/09", "Kế hoạch2026/10", "Kế hoạch2026/11", "Kế hoạch2027/01", "Báo cáo2026/01"}
		if !slices.Equal(numbers, want) {
			t.Errorf("got %v", numbers)
		}
	})
}

// Each body counts for itself, and two clerks of each at once leave no gap in
// either series.
func TestEachIssuerHasItsSeries(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		bodies := []register.Series{"", register.Union, register.Board, register.Party}
		var mu sync.Mutex
		got := map[register.Series][]string{}
		var clerks sync.WaitGroup
		for _, s := range append(bodies, bodies...) {
			clerks.Go(func() {
				for range 3 {
					var d register.Document
					err := db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) (err error) {
						d, err = register.Issue(tx, register.Outgoing{Series: s, Kind: "Báo cáo", Dated: law.MustDay("2026-12-01"), Issuer: "x", Subject: "y"})
						return err
					})
					if err != nil {
						t.Error(err)
					}
					mu.Lock()
					got[d.Series] = append(got[d.Series], d.Number)
					mu.Unlock()
				}
			})
		}
		clerks.Wait()
		want := []string{"01", "02", "03", "04", "05", "06"}
		for _, s := range []register.Series{register.Agency, register.Union, register.Board, register.Party} {
			slices.Sort(got[s])
			if !slices.Equal(got[s], want) {
				t.Errorf("%s: %v", s, got[s])
			}
		}
		act(t, db, "a", func(tx *store.Tx) error {
			list, err := register.List(tx)
			if err != nil {
				return err
			}
			d := list[0]
			was := d.Series
			d.Series = "other"
			if err := register.Amend(tx, d); err != nil {
				return err
			}
			if d, err = register.Find(tx, d.ID); d.Series != was {
				t.Errorf("%s became %s", was, d.Series)
			}
			return err
		})
		err := db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error {
			_, err := register.Issue(tx, register.Outgoing{Series: "church", Kind: "Báo cáo", Dated: law.MustDay("2026-12-01"), Issuer: "x", Subject: "y"})
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("a series that nobody keeps: %v", err)
		}
	})
}

func TestWhatWentOutKeepsItsNumber(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		act(t, db, "a", func(tx *store.Tx) error {
			d, err := register.Issue(tx, register.Outgoing{Kind: "Kế hoạch", Symbol: "KH-TVT", Dated: law.MustDay("2026-12-01"), Issuer: "Thư viện tỉnh", Subject: "cũ"})
			if err != nil {
				return err
			}
			d.Number, d.Kind, d.Dated, d.Subject = "99", "Báo cáo", law.MustDay("2026-01-01"), "mới"
			if err := register.Amend(tx, d); err != nil {
				return err
			}
			d, err = register.Find(tx, d.ID)
			if got := register.Cite(d); got != "Kế hoạch số 01/KH-TVT, ngày 01/12/2026 của Thư viện tỉnh v/v mới" {
				t.Error(got)
			}
			return err
		})
	})
}

func TestEveryFieldIsAsked(t *testing.T) {
	db := storetest.SQLite(t)
	err := db.Write(t.Context(), access.Machine("a"), func(tx *store.Tx) error {
		_, err := register.Receive(tx, register.Document{})
		return err
	})
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	if !slices.Equal(names, []string{"kind", "number", "dated", "issuer", "subject"}) {
		t.Errorf("%v", err)
	}
	err = db.Write(t.Context(), access.Actor{Org: "a", Person: "p", Roles: []access.Role{access.Delegate}}, func(tx *store.Tx) error {
		_, err := register.Receive(tx, guidance)
		return err
	})
	if !fault.Is(err, fault.Denied) {
		t.Errorf("a delegate registers: %v", err)
	}
}

func act(t *testing.T, db *store.DB, org string, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), access.Machine(org), f); err != nil {
		t.Fatal(err)
	}
}
