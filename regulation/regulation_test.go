package regulation_test

import (
	"errors"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/regulation"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var (
	office = access.Machine("a")
	day    = law.MustDay
	paper  = law.Document{Number: "15/QC-TVT", Day: day("2024-01-15"), Article: "khoản 2 Điều 7"}
)

func write(t *testing.T, db *store.DB, f func(tx *store.Tx) error) error {
	t.Helper()
	return db.Write(t.Context(), office, f)
}

func record(t *testing.T, db *store.DB, o regulation.Own) string {
	t.Helper()
	var id string
	if err := write(t, db, func(tx *store.Tx) (err error) { id, err = regulation.Record(tx, o); return err }); err != nil {
		t.Fatal(err)
	}
	return id
}

func refused(t *testing.T, db *store.DB, o regulation.Own) fault.Field {
	t.Helper()
	err := write(t, db, func(tx *store.Tx) error { _, err := regulation.Record(tx, o); return err })
	if !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) != 1 {
		t.Fatalf("%+v: %v, want one Invalid field", o, err)
	}
	return fault.Of(err).Fields[0]
}

func quorum(t *testing.T, db *store.DB, on string) (d law.Dated[law.Share]) {
	t.Helper()
	err := db.Read(t.Context(), access.Screen("a"), func(tx *store.Tx) (err error) {
		d, err = regulation.QuorumRule(tx, day(on))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAnOwnQuorumDecides(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := record(t, db, regulation.Own{Rule: "conf.quorum.fraction", Value: " 3/4 ", Document: paper})
		if got := quorum(t, db, "2024-01-14"); got.Is != law.AtLeast(2, 3) || strings.Contains(got.ID, "+") {
			t.Errorf("before the document: %+v", got)
		}
		got := quorum(t, db, "2024-03-01")
		if got.Is.Words() != "ít nhất 75 %" || got.From != paper.Day || !strings.HasPrefix(got.Cite, paper.Cite()) || !strings.Contains(got.Cite, "Điều 51") {
			t.Errorf("since the document: %+v", got)
		}
		kept := regulation.Own{}
		if err := db.Read(t.Context(), office, func(tx *store.Tx) (err error) { kept, err = regulation.Find(tx, id); return err }); err != nil || kept.Value != "ít nhất 75 %" {
			t.Errorf("kept as %q, %v", kept.Value, err)
		}
		w, err := law.QuorumUnder(got, day("2024-03-01"), law.Unit{Kind: law.PublicService}, law.Count{Base: 40, Part: 29})
		if err != nil || w.Verdict != law.Short {
			t.Errorf("29 of 40 against 3/4: %+v, %v", w, err)
		}
		if err := write(t, db, func(tx *store.Tx) error { return regulation.End(tx, id, day("2025-12-31")) }); err != nil {
			t.Fatal(err)
		}
		if again := quorum(t, db, "2026-03-01"); again.Is != law.AtLeast(2, 3) {
			t.Errorf("after its end: %+v", again)
		}
		err = db.Read(t.Context(), office, func(tx *store.Tx) error {
			past, err := regulation.Named(tx, got.ID)
			if past.Is != got.Is || past.ID != got.ID || past.To != day("2025-12-31") {
				t.Errorf("named later: %+v", past)
			}
			ofLaw, err2 := regulation.Named(tx, "conf.pass.fraction@2023-07-01")
			if ofLaw.Is != law.MoreThan(1, 2) {
				t.Errorf("of the law: %+v", ofLaw)
			}
			_, err3 := regulation.Named(tx, "conf.nothing@2023-07-01")
			var e *law.Error
			if !errors.As(err3, &e) || e.Key != law.KeyRuleUnknown {
				t.Errorf("no such rule: %v", err3)
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// The refusal of a looser value says both values with both citations.
func TestLooserIsRefusedWithBothCitations(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		f := refused(t, db, regulation.Own{Rule: "conf.quorum.fraction", Value: "1/2", Document: paper})
		if f.Name != "value" || f.Key != law.KeyOverlayLooser {
			t.Fatalf("%+v", f)
		}
		said := locale.In("vi").T(f.Key, f.Args...)
		for _, want := range []string{paper.Cite(), "50 %", "2/3", "điểm c khoản 2 Điều 51"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in %q", want, said)
			}
		}
		err := db.Read(t.Context(), office, func(tx *store.Tx) error {
			all, err := regulation.List(tx)
			if len(all) != 0 {
				t.Errorf("kept all the same: %+v", all)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		late := paper
		late.Day = day("2026-02-01")
		for name, c := range map[string]struct {
			own        regulation.Own
			field, key string
		}{
			"not a value":         {regulation.Own{Rule: "conf.quorum.fraction", Value: "nhiều", Document: paper}, "value", law.KeyOverlayValue},
			"not a choice":        {regulation.Own{Rule: "ttnd.vote.method", Value: "shout", Document: paper}, "value", law.KeyOverlayValue},
			"not to be set":       {regulation.Own{Rule: "conf.chair", Value: "x", Document: paper}, "rule", law.KeyOverlayClosed},
			"no number":           {regulation.Own{Rule: "conf.quorum.fraction", Value: "3/4", Document: law.Document{Day: paper.Day, Article: "Điều 7"}}, "number", "fault.required"},
			"no day":              {regulation.Own{Rule: "conf.quorum.fraction", Value: "3/4", Document: law.Document{Number: "1", Article: "Điều 7"}}, "day", "fault.required"},
			"no article":          {regulation.Own{Rule: "conf.quorum.fraction", Value: "3/4", Document: law.Document{Number: "1", Day: paper.Day}}, "article", "fault.required"},
			"before its document": {regulation.Own{Rule: "conf.quorum.fraction", Value: "3/4", Document: late, From: day("2026-01-01")}, "from", law.KeyOverlayDay},
			"before the law":      {regulation.Own{Rule: "conf.quorum.fraction", Value: "3/4", Document: law.Document{Number: "1", Day: day("2010-01-01"), Article: "Điều 7"}}, "from", law.KeyDayBefore},
			"too long":            {regulation.Own{Rule: "conf.quorum.fraction", Value: "3/4", Document: law.Document{Number: strings.Repeat("x", 121), Day: paper.Day, Article: "Điều 7"}}, "number", "fault.long"},
		} {
			if f := refused(t, db, c.own); f.Name != c.field || f.Key != c.key {
				t.Errorf("%s: %+v, want %s: %s", name, f, c.field, c.key)
			}
		}
	})
}

// A new value ends the open one; nothing is put under or before what stands.
func TestValuesFollowEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		own := func(value, from string) regulation.Own {
			return regulation.Own{Rule: "conf.pass.fraction", Value: value, Document: paper, From: day(from)}
		}
		first := record(t, db, own("trên 55 %", "2024-02-01"))
		record(t, db, own("trên 60 %", "2025-02-01"))
		if f := refused(t, db, own("2/3", "2024-06-01")); f.Name != "from" || f.Key != "regulation.overlap" {
			t.Errorf("between: %+v", f)
		}
		if f := refused(t, db, own("2/3", "2025-02-01")); f.Key != "regulation.overlap" {
			t.Errorf("on the same day: %+v", f)
		}
		for on, want := range map[string]law.Share{"2024-01-31": law.MoreThan(1, 2), "2025-01-31": law.MoreThan(55, 100), "2025-02-01": law.MoreThan(60, 100)} {
			err := db.Read(t.Context(), office, func(tx *store.Tx) error {
				got, err := regulation.Majority(tx, day(on))
				if got.Is != want {
					t.Errorf("%s: %s, want %s", on, got.Is.Words(), want.Words())
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
		err := write(t, db, func(tx *store.Tx) error { return regulation.End(tx, first, day("2026-01-01")) })
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("ended twice: %v", err)
		}
	})
}

func TestAMistakeIsStruck(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		o := regulation.Own{Rule: "conf.quorum.fraction", Value: "9/10", Document: paper}
		id := record(t, db, o)
		err := write(t, db, func(tx *store.Tx) error { return regulation.End(tx, id, paper.Day.AddDays(-2)) })
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("ended long before it began: %v", err)
		}
		if err := write(t, db, func(tx *store.Tx) error { return regulation.End(tx, id, paper.Day.AddDays(-1)) }); err != nil {
			t.Fatal(err)
		}
		if got := quorum(t, db, "2024-03-01"); got.Is != law.AtLeast(2, 3) {
			t.Errorf("struck, yet %s", got.Is.Words())
		}
		o.Value = "3/4"
		record(t, db, o)
		if got := quorum(t, db, "2024-03-01"); got.Is.Words() != "ít nhất 75 %" {
			t.Errorf("recorded again, yet %s", got.Is.Words())
		}
	})
}

func TestAQuestionIsSettled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		record(t, db, regulation.Own{Rule: "ttnd.vote.method", Value: "open", Document: paper})
		err := db.Read(t.Context(), access.Screen("a"), func(tx *store.Tx) error {
			before, err1 := regulation.Settled(tx, "ttnd.vote.method", day("2024-01-01"))
			since, err2 := regulation.Settled(tx, "ttnd.vote.method", day("2024-02-01"))
			if before.Own || before.Choice.Code != "secret" || !since.Own || since.Choice.Code != "open" || !strings.Contains(since.Cite, paper.Number) {
				t.Errorf("before %+v, since %+v", before, since)
			}
			_, err3 := regulation.Settled(tx, "conf.chair", day("2024-02-01"))
			var e *law.Error
			if !errors.As(err3, &e) || e.Key != law.KeyOverlayClosed {
				t.Errorf("a question that is none: %v", err3)
			}
			return errors.Join(err1, err2)
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// Where a later law asks more than the unit, the law decides: 200 of the staff
// was allowed until 30 June 2023, fewer than 100 since.
func TestALaterLawOvertakes(t *testing.T) {
	old := law.Document{Number: "2/QC", Day: day("2017-01-01"), Article: "Điều 3"}
	o := regulation.Own{Rule: "conf.whole_staff.max", Value: "không quá 250", Document: old, From: day("2017-01-01")}
	if e, err := o.Lay(day("2024-01-01")); err != nil || e.Value != "không quá 250" {
		t.Errorf("tighter than both: %+v, %v", e, err)
	}
	o.Rule, o.Value = "disc.deadline", "4 ngày làm việc"
	if _, err := o.Lay(day("2017-02-01")); err == nil {
		t.Error("laid where no law was")
	}
}

func TestStrangersSeeNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := record(t, db, regulation.Own{Rule: "conf.quorum.fraction", Value: "3/4", Document: paper})
		named := quorum(t, db, "2024-03-01").ID
		other := access.Machine("b")
		for name, verb := range map[string]func(tx *store.Tx) error{
			"find":  func(tx *store.Tx) error { _, err := regulation.Find(tx, id); return err },
			"end":   func(tx *store.Tx) error { return regulation.End(tx, id, day("2026-01-01")) },
			"named": func(tx *store.Tx) error { _, err := regulation.Named(tx, named); return err },
		} {
			if err := db.Write(t.Context(), other, verb); !fault.Is(err, fault.Missing) {
				t.Errorf("%s from another organisation: %v, want Missing", name, err)
			}
		}
		err := db.Read(t.Context(), other, func(tx *store.Tx) error {
			all, err1 := regulation.List(tx)
			d, err2 := regulation.QuorumRule(tx, day("2024-03-01"))
			if len(all) != 0 || d.Is != law.AtLeast(2, 3) {
				t.Errorf("another organisation sees %+v, %+v", all, d)
			}
			return errors.Join(err1, err2)
		})
		if err != nil {
			t.Error(err)
		}
		reception := access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Reception}}
		err = db.Write(t.Context(), reception, func(tx *store.Tx) error {
			_, err := regulation.Record(tx, regulation.Own{})
			return err
		})
		if !fault.Is(err, fault.Denied) {
			t.Errorf("recorded by reception: %v", err)
		}
		if err := db.Write(t.Context(), reception, func(tx *store.Tx) error { return regulation.End(tx, id, day("2026-01-01")) }); !fault.Is(err, fault.Denied) {
			t.Errorf("ended by reception: %v", err)
		}
		if err := db.Read(t.Context(), access.Public("a"), func(tx *store.Tx) error { _, err := regulation.List(tx); return err }); !fault.Is(err, fault.Missing) {
			t.Errorf("listed by the public: %v", err)
		}
	})
}

// Every refusal of the law has words that take what it carries.
func TestRefusalsOfTheLawAreSaid(t *testing.T) {
	a, b, c, d, e := any("x"), any(day("2024-01-01")), any(day("2023-07-01")), any("2/3"), any("Điều 51")
	for key, args := range map[string][]any{
		law.KeyDayMissing: nil, law.KeyDayBefore: {a, b, c}, law.KeyDayGap: {a, b, d}, law.KeyRuleUnknown: {a}, law.KeyUnitKind: {a},
		law.KeyUnitBudget: {a}, law.KeyUnitOutside: {a, d}, law.KeyRoleUnknown: {a}, law.KeyRoleAbsent: {a, b}, law.KeyCountBase: {int64(0)},
		law.KeyCountPart: {int64(5), int64(4)}, law.KeyForm: {a}, law.KeyOverlayPaper: {a}, law.KeyOverlayLooser: {a, d, e, d, e},
		law.KeyOverlayClosed: {a}, law.KeyOverlayValue: {a, d}, law.KeyOverlayDay: {a, b, c}, law.KeyPayScale: {a}, law.KeyPayStep: {9, 8},
		law.KeyPayLast: {a}, law.KeyPayNotLast: {a, 3}, law.KeyPayPeriod: {-1}, law.KeyPayStaff: {a}, law.KeyPayDiscipline: {a},
		law.KeyAwardUnknown: {a}, law.KeyAwardRecipient: {a, d}, law.KeyScore: {101}, law.KeyCalendarYear: {1700}, law.KeyLunarDay: {2024, 13, 1},
		law.KeyWorkingDayCount: {-1},
	} {
		for _, lang := range []string{"vi", "en"} {
			if said := locale.In(lang).T(key, args...); strings.Contains(said, "%!") || strings.Contains(said, "⟦") {
				t.Errorf("%s in %s: %s", key, lang, said)
			}
		}
	}
}
