package portal_test

import (
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// A conference of four, of whom three come and two are in favour.
func TestDraftTellsTheRecordAndNothingElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		org, err := account.Found(t.Context(), db, account.Org{Slug: "a", Name: "Trường A", Kind: string(law.PublicService)})
		if err != nil {
			t.Fatal(err)
		}
		machine := access.Machine(org.ID)
		var id string
		write(t, db, machine, func(tx *store.Tx) (err error) { id, err = prepared(tx); return err })
		before := drafted(t, db, machine, id)
		hold(t, db, machine, id)
		after := drafted(t, db, machine, id)
		for _, want := range []string{"Ngày 23/01/2026, Trường A tổ chức Hội nghị viên chức năm 2026.", "Trường A tổ chức Hội nghị viên chức năm 2026"} {
			if !strings.Contains(after, want) || !strings.Contains(before, want) {
				t.Errorf("%q is missing in one of\n%s\n\n%s", want, before, after)
			}
		}
		for _, want := range []string{"3/4 viên chức được triệu tập, đạt 75%", "biểu quyết thông qua các chỉ tiêu với 2/3 người có mặt tán thành, đạt 66,7%.",
			"không thông qua kế hoạch thuê xe: có 1/3 người có mặt tán thành, đạt 33,3%.", "đề nghị xét tặng danh hiệu “X” cho 01 tập thể"} {
			if !strings.Contains(after, want) {
				t.Errorf("%q is missing in\n%s", want, after)
			}
		}
		for _, never := range []string{"%!", "100%", "công nhận", "Nghị quyết", "Đến dự", " 0 ", "⟦", "nhằm"} {
			if strings.Contains(after, never) {
				t.Errorf("%q stands in\n%s", never, after)
			}
		}
		if strings.Contains(before, "biểu quyết thông qua") || strings.Contains(before, "3/4") {
			t.Errorf("told before it happened:\n%s", before)
		}
	})
}

func TestDraftIsForWriters(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for _, who := range []access.Actor{access.Public("a"), {Org: "a", Person: "p", Roles: []access.Role{access.Delegate}}} {
			err := db.Read(t.Context(), who, func(tx *store.Tx) error { _, _, err := portal.Draft(tx, "x"); return err })
			if !fault.Is(err, fault.Missing) && !fault.Is(err, fault.Denied) {
				t.Errorf("%v: %v", who.Roles, err)
			}
		}
		err := db.Read(t.Context(), editor, func(tx *store.Tx) error { _, _, err := portal.Draft(tx, "of another"); return err })
		if !fault.Is(err, fault.Missing) {
			t.Errorf("a conference that is not there: %v", err)
		}
	})
}

func prepared(tx *store.Tx) (string, error) {
	for _, name := range []string{"Nguyễn An", "Trần Bình", "Lê Cúc", "Phạm Dũng"} {
		if _, err := roster.Hire(tx, roster.Person{Name: name, Category: roster.PublicEmployee, Joined: law.MustDay("2020-01-01")}); err != nil {
			return "", err
		}
	}
	id, err := conference.Plan(tx, conference.Conference{Form: "whole", YearName: "plan", ReviewYear: 2025, PlanYear: 2026, HeldOn: law.MustDay("2026-01-23")})
	if err != nil {
		return "", err
	}
	if _, err := conference.AddItem(tx, conference.Item{Conference: id, Kind: "targets", Title: "Biểu quyết các chỉ tiêu", Ends: "voted"}); err != nil {
		return "", err
	}
	fact := conference.Fact{Conference: id, Topic: "award", What: "danh hiệu “X”", Low: "01", Unit: "tập thể", State: "proposed"}
	if _, err := conference.AddFact(tx, fact); err != nil {
		return "", err
	}
	staff, err := roster.StaffOn(tx, law.MustDay("2026-01-23"))
	if err != nil {
		return "", err
	}
	return id, conference.Convene(tx, id, staff)
}

func hold(t *testing.T, db *store.DB, who access.Actor, id string) {
	t.Helper()
	write(t, db, who, func(tx *store.Tx) error {
		people, err := conference.ConvenedList(tx, id)
		if err != nil {
			return err
		}
		for _, p := range people[:3] {
			if _, _, err := conference.CheckIn(tx, id, p.Person, conference.ByName); err != nil {
				return err
			}
		}
		if err := conference.Begin(tx, id); err != nil {
			return err
		}
		items, err := conference.Agenda(tx, id)
		if err != nil {
			return err
		}
		if err := conference.OpenItem(tx, items[0].ID); err != nil {
			return err
		}
		for question, count := range map[string]ballot.Count{"Thông qua các chỉ tiêu?": {Row: "1", InFavour: 2, Against: 1}, "Kế hoạch thuê xe": {Row: "1", InFavour: 1, Against: 2}} {
			b, err := ballot.Open(tx, ballot.Ballot{Conference: id, Item: items[0].ID, Question: question, Method: "hand", Base: "present", Shown: "live"})
			if err != nil {
				return err
			}
			if err := ballot.Enter(tx, b, count); err != nil {
				return err
			}
			if _, err := ballot.Close(tx, b); err != nil {
				return err
			}
		}
		return nil
	})
}

// drafted is the whole of a drafted article.
func drafted(t *testing.T, db *store.DB, who access.Actor, id string) (all string) {
	t.Helper()
	read(t, db, who, func(tx *store.Tx) error {
		x, _, err := portal.Draft(tx, id)
		all = x.Title + "\n" + x.Lead + "\n" + x.Body
		return err
	})
	return all
}
