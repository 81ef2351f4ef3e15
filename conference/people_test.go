package conference_test

import (
	"slices"
	"testing"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/register"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func TestConveneFreezesTheDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db, "Trần Quốc Hưng", "Đỗ Thị Bích Ngọc", "Hoàng Văn Tú", "Lê Ánh", "Lê Anh")
		var staff []roster.Person
		h.act(func(tx *store.Tx) (err error) {
			if staff, err = roster.StaffOn(tx, law.MustDay("2026-01-23")); err != nil {
				return err
			}
			return conference.Convene(tx, h.id, staff)
		})
		names := func() (out []string) {
			h.act(func(tx *store.Tx) error {
				list, err := conference.ConvenedList(tx, h.id)
				for _, a := range list {
					out = append(out, a.Name)
				}
				return err
			})
			return out
		}
		want := []string{"Lê Anh", "Lê Ánh", "Trần Quốc Hưng", "Đỗ Thị Bích Ngọc", "Hoàng Văn Tú"}
		if got := names(); !slices.Equal(got, want) {
			t.Errorf("in the order of names: %v", got)
		}
		by := map[string]roster.Person{}
		for _, p := range staff {
			by[p.Name] = p
		}
		h.act(func(tx *store.Tx) error {
			if err := conference.Excuse(tx, h.id, by["Lê Ánh"].ID, "nghỉ thai sản"); err != nil {
				return err
			}
			if _, _, err := conference.CheckIn(tx, h.id, by["Hoàng Văn Tú"].ID, conference.ByName); err != nil {
				return err
			}
			married := by["Lê Ánh"]
			married.Name = "Lê Ngọc Ánh"
			if err := roster.Amend(tx, married); err != nil {
				return err
			}
			list, err := conference.ConvenedList(tx, h.id)
			if i := slices.IndexFunc(list, func(a conference.Attendee) bool { return a.Person == married.ID }); list[i].Name != "Lê Ánh" {
				t.Errorf("the frozen name changed: %s", list[i].Name)
			}
			return err
		})
		h.act(func(tx *store.Tx) error {
			return conference.Convene(tx, h.id, []roster.Person{by["Lê Ánh"], by["Lê Anh"]})
		})
		if got := names(); !slices.Equal(got, []string{"Lê Anh", "Lê Ánh", "Hoàng Văn Tú"}) {
			t.Errorf("who arrived stays, others go: %v", got)
		}
		h.act(func(tx *store.Tx) error {
			list, err := conference.ConvenedList(tx, h.id)
			if list[1].Excuse != "nghỉ thai sản" || !list[2].Present() {
				t.Errorf("%+v", list)
			}
			return err
		})
		if err := h.try(func(tx *store.Tx) error { return conference.Excuse(tx, h.id, by["Hoàng Văn Tú"].ID, "ốm") }); !fault.Is(err, fault.Invalid) {
			t.Errorf("somebody present is excused: %v", err)
		}
		if err := h.try(func(tx *store.Tx) error { return conference.Convene(tx, h.id, nil) }); !fault.Is(err, fault.Invalid) {
			t.Errorf("nobody is convened: %v", err)
		}
		if err := h.try(func(tx *store.Tx) error { return conference.Remove(tx, h.id) }); !fault.Is(err, fault.Conflict) {
			t.Errorf("a convened conference is removed: %v", err)
		}
	})
}

func TestGuestHasPostsInOrderAndNoVoice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db, "Trần Quốc Hưng")
		posts := []string{"Chánh thanh tra Sở", "Ủy viên Ban Thường vụ", "Chủ nhiệm Ủy ban Kiểm tra Công đoàn cơ sở"}
		h.act(func(tx *store.Tx) error {
			first, err := conference.InviteGuest(tx, conference.Guest{Conference: h.id, Name: "Nguyễn Văn A"})
			if err != nil {
				return err
			}
			g, err := conference.InviteGuest(tx, conference.Guest{Conference: h.id, Honorific: "đồng chí", Name: "Hoàng Gia Tôn",
				Posts: []string{posts[0] + "\n " + posts[1], "", posts[2]}, Superior: true, OnBehalf: "Chủ tịch Công đoàn cơ sở"})
			if err != nil {
				return err
			}
			if err := conference.MoveGuest(tx, g, -1); err != nil {
				return err
			}
			list, err := conference.Guests(tx, h.id)
			if err != nil {
				return err
			}
			if list[0].ID != g || !slices.Equal(list[0].Posts, posts) || list[0].OnBehalf == "" || !list[0].Superior {
				t.Errorf("%+v", list)
			}
			if got := list[0].Printed(); got != "đồng chí Hoàng Gia Tôn, Chánh thanh tra Sở, Ủy viên Ban Thường vụ, Chủ nhiệm Ủy ban Kiểm tra Công đoàn cơ sở" {
				t.Error(got)
			}
			staff, err := roster.StaffOn(tx, law.MustDay("2026-01-23"))
			if err != nil {
				return err
			}
			if err := conference.Convene(tx, h.id, staff); err != nil {
				return err
			}
			if err := conference.WelcomeGuest(tx, g); err != nil {
				return err
			}
			c, err := conference.Find(tx, h.id)
			if err != nil {
				return err
			}
			q, err := conference.Quorum(tx, c)
			if err != nil {
				return err
			}
			if q.Convened != 1 || q.Present != 0 || q.Guests != 1 {
				t.Errorf("%+v", q)
			}
			if err := conference.RemoveGuest(tx, g); !fault.Is(err, fault.Conflict) {
				t.Errorf("a guest who came is removed: %v", err)
			}
			return conference.RemoveGuest(tx, first)
		})
	})
}

func TestTasksAndFacts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db)
		h.act(func(tx *store.Tx) error {
			id, err := conference.AddTask(tx, conference.Task{Conference: h.id, PersonName: "Trần Quốc Hưng", Duty: "Trưởng ban", What: "Trang trí hội trường", Due: law.MustDay("2026-01-20")})
			if err != nil {
				return err
			}
			if err := conference.FinishTask(tx, id, true); err != nil {
				return err
			}
			if err := conference.AmendTask(tx, conference.Task{ID: id, PersonName: "Lê Anh", What: "Trang trí"}); err != nil {
				return err
			}
			list, err := conference.Tasks(tx, h.id)
			if err != nil || len(list) != 1 || list[0].DoneAt.IsZero() || list[0].PersonName != "Lê Anh" {
				t.Errorf("%+v %v", list, err)
			}
			if err := conference.RemoveTask(tx, id); err != nil {
				return err
			}
			f := conference.Fact{Conference: h.id, Topic: "result", What: "chỉ tiêu vượt kế hoạch giao", Low: "5", High: "29,2", Unit: "%", Base: "chỉ tiêu được giao"}
			if f.ID, err = conference.AddFact(tx, f); err != nil {
				return err
			}
			f.State, f.DecidedBy = "proposed", "Sở"
			if err := conference.AmendFact(tx, f); err != nil {
				return err
			}
			facts, err := conference.Facts(tx, h.id)
			if err != nil || facts[0].Figure() != "5 - 29,2%" || facts[0].State != "proposed" {
				t.Errorf("%+v %v", facts, err)
			}
			return conference.RemoveFact(tx, f.ID)
		})
		for _, f := range []conference.Fact{{What: "x", Topic: "nothing"}, {What: "x", Topic: "result", Low: "ba"}, {What: "x", Topic: "result", High: "3"}, {Topic: "result"}} {
			f.Conference = h.id
			if err := h.try(func(tx *store.Tx) error { _, err := conference.AddFact(tx, f); return err }); !fault.Is(err, fault.Invalid) {
				t.Errorf("%+v: %v", f, err)
			}
		}
	})
	if s := (conference.Fact{Low: "03", Unit: "cá nhân"}).Figure(); s != "03 cá nhân" {
		t.Error(s)
	}
}

func TestPlanRestsOnADocument(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db)
		on := law.MustDay("2025-12-01")
		if err := h.try(func(tx *store.Tx) error { _, err := conference.IssuePlan(tx, h.id, on); return err }); fault.Of(err).Key != "conference.plan.no.basis" {
			t.Errorf("a plan without a basis: %v", err)
		}
		h.act(func(tx *store.Tx) error {
			id, err := register.Receive(tx, register.Document{Kind: "Công văn", Number: "92", Symbol: "HD-CĐCS", Dated: on, Issuer: "Công đoàn", Subject: "Hướng dẫn"})
			if err != nil {
				return err
			}
			for range 2 {
				if err := conference.AddBasis(tx, h.id, id); err != nil {
					return err
				}
			}
			d, err := conference.IssuePlan(tx, h.id, on)
			if err != nil {
				return err
			}
			if got := register.Cite(d); got != "Kế hoạch số 01/KH-TVT, ngày 01/12/2025 của Thư viện tỉnh Hồng Lam v/v Tổ chức Hội nghị viên chức, người lao động năm 2026" {
				t.Error(got)
			}
			if list, err := conference.Bases(tx, h.id); err != nil || len(list) != 1 {
				t.Errorf("%v %v", list, err)
			}
			return conference.RemoveBasis(tx, h.id, id)
		})
	})
}

func TestPreparingIsForThoseWhoPrepare(t *testing.T) {
	db := storetest.SQLite(t)
	h := prepared(t, db, "Trần Quốc Hưng")
	delegate := access.Actor{Org: h.org, Person: "p", Roles: []access.Role{access.Delegate}}
	for name, f := range map[string]func(*store.Tx) error{
		"plan":   func(tx *store.Tx) error { _, err := conference.Plan(tx, yearly()); return err },
		"agenda": func(tx *store.Tx) error { return conference.DraftAgenda(tx, h.id, nil) },
		"paper":  func(tx *store.Tx) error { _, err := conference.PutPaper(tx, conference.Paper{}); return err },
		"guest":  func(tx *store.Tx) error { _, err := conference.InviteGuest(tx, conference.Guest{}); return err },
		"task":   func(tx *store.Tx) error { _, err := conference.AddTask(tx, conference.Task{}); return err },
		"people": func(tx *store.Tx) error { return conference.Convene(tx, h.id, nil) },
		"list":   func(tx *store.Tx) error { _, err := conference.ConvenedList(tx, h.id); return err },
		"fact":   func(tx *store.Tx) error { _, err := conference.AddFact(tx, conference.Fact{}); return err },
		"excuse": func(tx *store.Tx) error { return conference.Excuse(tx, h.id, "p", "x") },
		"basis":  func(tx *store.Tx) error { return conference.AddBasis(tx, h.id, "x") },
	} {
		if err := db.Write(t.Context(), delegate, f); !fault.Is(err, fault.Denied) {
			t.Errorf("a delegate does %s: %v", name, err)
		}
	}
}
