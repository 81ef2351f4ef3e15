package conference_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var library = account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Short: "Thư viện tỉnh", Kind: "su-nghiep", Symbol: "TVT",
	HeadTitle: "Giám đốc", PartnerName: "Công đoàn cơ sở Thư viện tỉnh"}

func yearly() conference.Conference {
	return conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan", HeldOn: law.MustDay("2026-01-23"), Session: "morning", StartsAt: "08:00"}
}

type hall struct {
	t   *testing.T
	db  *store.DB
	org string
	id  string // of the conference
}

// prepared is a conference of a fresh office with some staff.
func prepared(t *testing.T, db *store.DB, names ...string) *hall {
	t.Helper()
	org, err := account.Found(context.Background(), db, library)
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{t: t, db: db, org: org.ID}
	h.act(func(tx *store.Tx) error {
		for _, n := range names {
			if _, err := roster.Hire(tx, roster.Person{Name: n, Category: roster.PublicEmployee, Joined: law.MustDay("2020-01-01")}); err != nil {
				return err
			}
		}
		var err error
		h.id, err = conference.Plan(tx, yearly())
		return err
	})
	return h
}

func (h *hall) act(f func(*store.Tx) error) {
	h.t.Helper()
	if err := h.try(f); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) try(f func(*store.Tx) error) error {
	return h.db.Write(context.Background(), access.Machine(h.org), f)
}

func TestPlanKeepsEveryFactApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db, "Trần Quốc Hưng")
		h.act(func(tx *store.Tx) error {
			c, err := conference.Find(tx, h.id)
			if err != nil {
				return err
			}
			if c.Name != "Hội nghị viên chức năm 2026" || c.State != conference.Draft || c.ScreenKey == "" || c.Track != conference.Staff {
				t.Errorf("%+v", c)
			}
			key := c.ScreenKey
			c.HeldOn, c.Session, c.StartsAt, c.ScreenKey, c.State = law.MustDay("2026-03-20"), "afternoon", "14:00", "mine", conference.Closed
			c.NameStyle, c.ConsentBy, c.Dispersed, c.Purpose = "org capital", "Sở Văn hóa", true, "kiểm điểm"
			if err := conference.Amend(tx, c); err != nil {
				return err
			}
			if c, err = conference.Find(tx, h.id); err != nil {
				return err
			}
			if c.ReviewYear != 2025 || c.PlanYear != 2026 || c.Name != "Hội nghị Viên chức Thư viện tỉnh Hồng Lam năm 2026" {
				t.Errorf("the day changed a year or the name: %+v", c)
			}
			if c.ScreenKey != key || c.State != conference.Draft || c.ConsentBy != "Sở Văn hóa" || !c.Dispersed || c.Purpose != "kiểm điểm" || c.Session != "afternoon" {
				t.Errorf("%+v", c)
			}
			c.OwnName, c.Name = true, "Hội nghị tổng kết"
			return conference.Amend(tx, c)
		})
		if err := h.try(func(tx *store.Tx) error {
			return db.Read(t.Context(), access.Machine("elsewhere"), func(tx *store.Tx) error { _, err := conference.Find(tx, h.id); return err })
		}); !fault.Is(err, fault.Missing) {
			t.Errorf("another office finds it: %v", err)
		}
		h.act(func(tx *store.Tx) error { return conference.Remove(tx, h.id) })
	})
}

func TestPlanRefusesTheWholeFormAtOnce(t *testing.T) {
	db := storetest.SQLite(t)
	h := prepared(t, db)
	for name, c := range map[string]struct {
		change func(*conference.Conference)
		fields []string
	}{
		"nothing":     {func(c *conference.Conference) { *c = conference.Conference{} }, []string{"form", "review", "plan", "held"}},
		"plan before": {func(c *conference.Conference) { c.PlanYear = 2024 }, []string{"plan"}},
		"far day":     {func(c *conference.Conference) { c.HeldOn = law.MustDay("2029-01-01") }, []string{"held"}},
		"hour":        {func(c *conference.Conference) { c.StartsAt = "8h" }, []string{"starts"}},
		"afternoon":   {func(c *conference.Conference) { c.StartsAt = "14:00" }, []string{"starts"}},
		"no own name": {func(c *conference.Conference) { c.OwnName = true }, []string{"name"}},
		"choices":     {func(c *conference.Conference) { c.Track, c.Session, c.NameStyle = "x", "x", "x" }, []string{"track", "session", "style"}},
	} {
		x := yearly()
		c.change(&x)
		err := h.try(func(tx *store.Tx) error { _, err := conference.Plan(tx, x); return err })
		var got []string
		for _, f := range fault.Of(err).Fields {
			got = append(got, f.Name)
		}
		if !slices.Equal(got, c.fields) {
			t.Errorf("%s: faults of %v, want %v", name, got, c.fields)
		}
	}
}

func TestFormAndDayAreJudgedNotRefused(t *testing.T) {
	db := storetest.SQLite(t)
	h := prepared(t, db, "Trần Quốc Hưng", "Lê Thị Hường")
	h.act(func(tx *store.Tx) error {
		c, err := conference.Find(tx, h.id)
		if err != nil {
			return err
		}
		c.Form, c.HeldOn = "delegates", law.MustDay("2026-04-02")
		if err := conference.Amend(tx, c); err != nil {
			return err
		}
		form, err := conference.FormWhy(tx, c)
		if err != nil || form.Verdict != law.Short {
			t.Errorf("two people send delegates: %v %v", form.Verdict, err)
		}
		day, err := conference.DateWhy(tx, c)
		if err != nil || day.Verdict != law.Short {
			t.Errorf("2 April: %v %v", day.Verdict, err)
		}
		return nil
	})
}

func TestDraftAgendaStandsInTheOrderOfTheLaw(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db)
		kinds := func() (list []string, items []conference.Item) {
			h.act(func(tx *store.Tx) (err error) {
				items, err = conference.Agenda(tx, h.id)
				return err
			})
			for n, i := range items {
				list = append(list, i.Kind)
				if i.Position != n+1 {
					t.Errorf("%s has place %d at %d", i.Kind, i.Position, n+1)
				}
			}
			return list, items
		}
		draft := func(k ...string) {
			h.act(func(tx *store.Tx) error { return conference.DraftAgenda(tx, h.id, k) })
		}
		draft("inspection", "review", "discussion", "resolution", "answers")
		got, items := kinds()
		if !slices.Equal(got, []string{"review", "discussion", "answers", "inspection", "resolution"}) {
			t.Errorf("got %v", got)
		}
		if items[0].Title != "Báo cáo kết quả công tác năm 2025; phương hướng, nhiệm vụ năm 2026" || items[0].Presenter != "Giám đốc" {
			t.Errorf("%+v", items[0])
		}
		h.act(func(tx *store.Tx) error {
			_, err := conference.AddItem(tx, conference.Item{Conference: h.id, Title: "Văn nghệ", Ends: "heard", Position: 1})
			if err != nil {
				return err
			}
			i := items[3]
			i.Title, i.Minutes, i.Presenter = "Báo cáo thanh tra", 12, "Hoàng Văn Tú"
			if err := conference.AmendItem(tx, i); err != nil {
				return err
			}
			return conference.MoveItem(tx, i.ID, -2)
		})
		draft("review", "discussion", "inspection", "resolution", "pledge")
		got, items = kinds()
		if !slices.Equal(got, []string{"other", "review", "inspection", "discussion", "pledge", "resolution"}) || items[2].Title != "Báo cáo thanh tra" {
			t.Errorf("got %v", got)
		}
		astray, rule := conference.Astray(law.MustDay("2026-01-23"), items)
		if len(astray) != 1 || !astray[items[3].ID] || !strings.Contains(rule.Cite, "khoản 4 Điều 51") {
			t.Errorf("astray %v by %s", astray, rule.Cite)
		}
		if old, _ := conference.Astray(law.MustDay("2022-01-21"), items); len(old) != 0 {
			t.Errorf("no order was laid down in 2022: %v", old)
		}
		h.act(func(tx *store.Tx) error { return conference.RemoveItem(tx, items[0].ID) })
		if got, _ := kinds(); slices.Contains(got, "other") {
			t.Error("the own point stays")
		}
	})
}

func TestOldOrderPutsTheBoardWithTheReports(t *testing.T) {
	at := func(on string, kind string) int {
		return slices.IndexFunc(conference.Catalogue(law.MustDay(on)), func(k conference.ItemKind) bool { return k.Kind == kind })
	}
	if at("2022-12-27", "inspection") > at("2022-12-27", "discussion") || at("2026-01-23", "inspection") < at("2026-01-23", "answers") {
		t.Error("the report of the Inspection Board stands in the wrong place")
	}
	if n := len(conference.Catalogue(law.MustDay("2022-12-27"))); n != len(conference.Catalogue(law.MustDay("2026-01-23"))) {
		t.Error("a point was lost")
	}
}

func TestClocksAddUp(t *testing.T) {
	items := []conference.Item{{Minutes: 5}, {Minutes: 70}, {Minutes: 10}}
	if got := conference.Clocks(conference.Conference{StartsAt: "08:00"}, items); !slices.Equal(got, []string{"08:00", "08:05", "09:15"}) {
		t.Error(got)
	}
	if got := conference.Clocks(conference.Conference{}, items); !slices.Equal(got, []string{"", "", ""}) {
		t.Error(got)
	}
}

func TestWhatWasShownStays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db, "Trần Quốc Hưng")
		var paper, item string
		h.act(func(tx *store.Tx) error {
			if err := conference.DraftAgenda(tx, h.id, []string{"review", "discussion"}); err != nil {
				return err
			}
			items, err := conference.Agenda(tx, h.id)
			if err != nil {
				return err
			}
			item = items[0].ID
			if paper, err = conference.PutPaper(tx, conference.Paper{Conference: h.id, Item: item, Title: "Báo cáo", File: "aa", FileName: "bc.pdf"}); err != nil {
				return err
			}
			if err := conference.ReplacePaper(tx, conference.Paper{ID: paper, File: "bb", FileName: "bc2.pdf"}); err != nil {
				return err
			}
			staff, err := roster.StaffOn(tx, law.MustDay("2026-01-23"))
			if err != nil {
				return err
			}
			if err := conference.Convene(tx, h.id, staff); err != nil {
				return err
			}
			if err := conference.Begin(tx, h.id); err != nil {
				return err
			}
			return conference.OpenItem(tx, item)
		})
		for name, f := range map[string]func(*store.Tx) error{
			"replace": func(tx *store.Tx) error {
				return conference.ReplacePaper(tx, conference.Paper{ID: paper, File: "cc", FileName: "x"})
			},
			"remove": func(tx *store.Tx) error { return conference.RemovePaper(tx, paper) },
			"item":   func(tx *store.Tx) error { return conference.RemoveItem(tx, item) },
		} {
			if err := h.try(f); !fault.Is(err, fault.Conflict) {
				t.Errorf("%s: %v", name, err)
			}
		}
		h.act(func(tx *store.Tx) error {
			list, err := conference.Papers(tx, h.id)
			if err != nil || len(list) != 1 {
				return err
			}
			if p := list[0]; p.File != "bb" || p.Version != 2 || p.FrozenAt.IsZero() || p.Title != "Báo cáo" {
				t.Errorf("%+v", p)
			}
			late, err := conference.PutPaper(tx, conference.Paper{Conference: h.id, Item: item, Title: "Phụ lục", File: "dd", FileName: "pl.pdf"})
			if err != nil {
				return err
			}
			p, err := conference.FindPaper(tx, late)
			if p.FrozenAt.IsZero() {
				t.Error("a paper of an opened point can be changed later")
			}
			return err
		})
	})
}
