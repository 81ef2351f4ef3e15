package opinion_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/opinion"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func who(person string, roles ...access.Role) access.Actor {
	return access.Actor{Org: "a", Person: person, Roles: roles}
}

var (
	secretary = who("s", access.Secretary)
	head      = who("h", access.Head)
	union     = who("u", access.Union)
	presidium = who("c", access.Presidium)
	ann       = who("p0", access.Delegate)
	binh      = who("p1", access.Delegate)
	guest     = who("g", access.Guest)
)

type hall struct {
	t    *testing.T
	db   *store.DB
	conf string
}

func gather(t *testing.T, db *store.DB) *hall {
	h := &hall{t: t, db: db}
	h.must(secretary, func(tx *store.Tx) (err error) {
		h.conf, err = conference.Plan(tx, conference.Conference{Form: "whole", YearName: "plan", ReviewYear: 2025, PlanYear: 2026,
			Name: "Hội nghị", OwnName: true, HeldOn: law.MustDay("2026-01-23"), StartsAt: "08:00"})
		if err != nil {
			return err
		}
		return conference.Convene(tx, h.conf, []roster.Person{{ID: "p0", Name: "Lê Thị Ân", DepartmentName: "Phòng Tin học"}, {ID: "p1", Name: "Trần Bình"}})
	})
	return h
}

func (h *hall) try(who access.Actor, f func(*store.Tx) error) error {
	return h.db.Write(context.Background(), who, f)
}

func (h *hall) must(who access.Actor, f func(*store.Tx) error) {
	h.t.Helper()
	if err := h.try(who, f); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) refused(key string, who access.Actor, f func(*store.Tx) error) {
	h.t.Helper()
	if err := h.try(who, f); err == nil || fault.Of(err).Key != key {
		h.t.Errorf("got %v, want %s", err, key)
	}
}

func (h *hall) put(who access.Actor, o opinion.Opinion) (id string) {
	h.t.Helper()
	o.Conference = h.conf
	h.must(who, func(tx *store.Tx) (err error) { id, err = opinion.Put(tx, o); return err })
	return id
}

func (h *hall) list(who access.Actor) (out []opinion.Opinion) {
	h.t.Helper()
	h.must(who, func(tx *store.Tx) (err error) { out, err = opinion.List(tx, h.conf); return err })
	return out
}

func (h *hall) find(who access.Actor, id string) (o opinion.Opinion) {
	h.t.Helper()
	h.must(who, func(tx *store.Tx) (err error) { o, err = opinion.Find(tx, id); return err })
	return o
}

func ask(to, text string) opinion.Opinion {
	return opinion.Opinion{Kind: opinion.Petition, To: to, Text: text}
}

func TestEachSideAnswersItsOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		id := h.put(ann, ask(opinion.ToUnion, "Đề nghị công đoàn thăm hỏi đoàn viên"))
		answer := func(tx *store.Tx) error {
			_, err := opinion.Reply(tx, opinion.Answer{Opinion: id, Ending: opinion.Accept, Text: "Xin tiếp thu", Name: "Chủ tịch công đoàn"})
			return err
		}
		h.refused("opinion.other.side", head, answer)
		h.refused("fault.denied", ann, answer)
		h.must(union, answer)
		o := h.find(head, id)
		if o.State() != opinion.Done || o.Last().By != "u" || o.Name != "Lê Thị Ân" || o.Department != "Phòng Tin học" || o.Phase != opinion.Before {
			t.Errorf("after the answer: %+v", o)
		}
		h.refused("opinion.answered", ann, func(tx *store.Tx) error { return opinion.Withdraw(tx, id) })
	})
}

func TestPromiseStaysOpenUntilKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		id := h.put(ann, ask(opinion.ToHead, "Sửa phòng đọc"))
		reply := func(a opinion.Answer) func(*store.Tx) error {
			a.Opinion, a.Name = id, "Giám đốc"
			return func(tx *store.Tx) error { _, err := opinion.Reply(tx, a); return err }
		}
		h.refused("fault.form", head, reply(opinion.Answer{Ending: opinion.Promise, Text: "Sẽ sửa"}))
		h.must(head, reply(opinion.Answer{Ending: opinion.Promise, Text: "Sẽ sửa trong quý II", Due: law.MustDay("2026-06-30")}))
		o := h.find(head, id)
		if o.State() != opinion.Promised || o.Overdue(law.MustDay("2026-06-30")) || !o.Overdue(law.MustDay("2026-07-01")) {
			t.Errorf("promised: %+v", o)
		}
		h.must(head, reply(opinion.Answer{Ending: opinion.Accept, Text: "Đã sửa xong"}))
		o = h.find(head, id)
		if o.State() != opinion.Done || len(o.Answers) != 2 || o.Overdue(law.MustDay("2027-01-01")) {
			t.Errorf("kept: %+v", o)
		}
	})
}

func TestNameGivenInConfidence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		o := ask(opinion.ToHead, "Việc khó nói")
		o.Cover = opinion.Kept
		id := h.put(ann, o)
		for _, reader := range []access.Actor{head, secretary} {
			if got := h.find(reader, id); got.Name != "Lê Thị Ân" {
				t.Errorf("%v sees %q", reader.Roles, got.Name)
			}
		}
		for _, reader := range []access.Actor{union, presidium} {
			if got := h.list(reader)[0]; got.Name != "" || got.Person != "" || got.Department != "" {
				t.Errorf("%v sees %q of %q", reader.Roles, got.Name, got.Department)
			}
		}
		h.must(presidium, func(tx *store.Tx) error { return opinion.ReadOut(tx, id) })
		h.must(binh, func(tx *store.Tx) error {
			shown, err := opinion.Shown(tx, h.conf)
			if len(shown) != 1 || shown[0].Name != "" || shown[0].Text != o.Text {
				t.Errorf("the hall reads %+v", shown)
			}
			return err
		})
		h.must(secretary, func(tx *store.Tx) error {
			entries, err := journal.List(tx, 100)
			for _, e := range entries {
				if e.Who == "p0" {
					t.Errorf("the journal names the author: %+v", e)
				}
			}
			return err
		})
	})
}

// Nothing that the program keeps may lead from an unnamed opinion to a person.
func TestUnnamedIsNowhere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		code := opinion.NewCode()
		o := ask(opinion.ToHead, "Không ghi tên")
		o.Conference = h.conf
		for range 2 { // a phone that sends twice
			h.must(ann, func(tx *store.Tx) error { return opinion.PutUnnamed(tx, o, code) })
		}
		all := h.list(secretary)
		if len(all) != 1 || all[0].Person+all[0].Name+all[0].Department+all[0].EnteredBy+all[0].Item != "" {
			t.Fatalf("kept: %+v", all)
		}
		if at := all[0].PutAt.UnixMilli() % 86_400_000; at != 17*3_600_000 { // midnight in Vietnam
			t.Errorf("kept more than the day: %v", all[0].PutAt)
		}
		h.must(binh, func(tx *store.Tx) error { // whoever has the receipt
			got, err := opinion.ByCode(tx, strings.ToLower(opinion.SpacedCode(code)))
			if got.Text != o.Text {
				t.Errorf("by its code: %+v", got)
			}
			return err
		})
		h.refused("opinion.code.unknown", binh, func(tx *store.Tx) error { _, err := opinion.ByCode(tx, opinion.NewCode()); return err })
		h.must(ann, func(tx *store.Tx) error {
			own, err := opinion.Own(tx, h.conf)
			if len(own) != 0 {
				t.Errorf("the author's list names it: %+v", own)
			}
			return err
		})
		h.must(secretary, func(tx *store.Tx) error {
			entries, err := journal.List(tx, 100)
			for _, e := range entries {
				if strings.HasPrefix(e.Act, "opinion.") {
					t.Errorf("in the journal: %+v", e)
				}
			}
			return err
		})
	})
}

func TestSlipsAndTopics(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		var ids []string
		for _, o := range []opinion.Opinion{{Person: "p1"}, {Name: "Người không có điện thoại"}, {}} {
			o.Conference, o.Kind, o.To, o.Text, o.Stance = h.conf, opinion.Contribution, opinion.ToHead, "Góp ý", opinion.Amend
			h.must(secretary, func(tx *store.Tx) error { id, err := opinion.PutSlip(tx, o); ids = append(ids, id); return err })
		}
		h.refused("fault.denied", ann, func(tx *store.Tx) error { _, err := opinion.PutSlip(tx, ask(opinion.ToHead, "x")); return err })
		h.must(secretary, func(tx *store.Tx) error {
			for i, id := range ids {
				topics := []string{"Quy chế chi tiêu", "Chỉ tiêu thi đua"}[:min(i+1, 2)]
				if err := opinion.Assign(tx, id, opinion.Assignment{Owner: "Phòng Hành chính", Topics: topics}); err != nil {
					return err
				}
			}
			return nil
		})
		groups := opinion.ByTopic(h.list(secretary))
		var got []string
		for _, g := range groups {
			got = append(got, fmt.Sprint(g.Topic, " ", len(g.Opinions)))
		}
		if s := strings.Join(got, ", "); s != "Quy chế chi tiêu 3, Chỉ tiêu thi đua 2" {
			t.Errorf("by topic: %s", s)
		}
		all := h.list(secretary)
		if c := opinion.Count(all, law.MustDay("2026-02-01")); c.All != 3 || c.Open != 3 || c.Stance[opinion.Amend] != 3 || c.ToHead != 3 {
			t.Errorf("counted: %+v", c)
		}
		unnamed := 0
		for _, o := range all {
			if o.State() != opinion.Taken {
				t.Errorf("assigned, yet %s", o.State())
			}
			if o.Cover == opinion.Unnamed {
				unnamed++
			}
		}
		if unnamed != 1 {
			t.Errorf("%d without a name, want 1", unnamed)
		}
	})
}

func TestWhoMayNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		id := h.put(ann, ask(opinion.ToHead, "x"))
		put := func(tx *store.Tx) error {
			o := ask(opinion.ToHead, "x")
			o.Conference = h.conf
			_, err := opinion.Put(tx, o)
			return err
		}
		h.refused("opinion.guest", guest, put)
		h.refused("opinion.not.convened", who("nobody", access.Delegate), put)
		h.refused("fault.missing", binh, func(tx *store.Tx) error { return opinion.Withdraw(tx, id) })
		h.refused("fault.denied", ann, func(tx *store.Tx) error { _, err := opinion.List(tx, h.conf); return err })
		h.refused("fault.form", ann, func(tx *store.Tx) error {
			_, err := opinion.Put(tx, opinion.Opinion{Conference: h.conf, Kind: "x", To: "y", Cover: "z", Stance: "?", Paper: "none"})
			if f := fault.Of(err); len(f.Fields) != 6 {
				t.Errorf("%d faults: %v", len(f.Fields), f)
			}
			return err
		})
		h.must(ann, func(tx *store.Tx) error { return opinion.Withdraw(tx, id) })
		h.refused("opinion.withdrawn", head, func(tx *store.Tx) error {
			_, err := opinion.Reply(tx, opinion.Answer{Opinion: id, Ending: opinion.Accept, Text: "x", Name: "y"})
			return err
		})
	})
}

func TestAnotherOrganisation(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		id, code := h.put(ann, ask(opinion.ToHead, "x")), opinion.NewCode()
		o := ask(opinion.ToHead, "y")
		o.Conference = h.conf
		h.must(ann, func(tx *store.Tx) error { return opinion.PutUnnamed(tx, o, code) })
		stranger := access.Machine("b")
		for name, f := range map[string]func(*store.Tx) error{
			"find":   func(tx *store.Tx) error { _, err := opinion.Find(tx, id); return err },
			"slip":   func(tx *store.Tx) error { _, err := opinion.PutSlip(tx, o); return err },
			"code":   func(tx *store.Tx) error { _, err := opinion.ByCode(tx, code); return err },
			"assign": func(tx *store.Tx) error { return opinion.Assign(tx, id, opinion.Assignment{}) },
			"read":   func(tx *store.Tx) error { return opinion.ReadOut(tx, id) },
			"reply":  func(tx *store.Tx) error { _, err := opinion.Reply(tx, opinion.Answer{Opinion: id}); return err },
			"own":    func(tx *store.Tx) error { return opinion.Withdraw(tx, id) },
		} {
			if err := h.try(stranger, f); !fault.Is(err, fault.Missing) {
				t.Errorf("%s: %v, want missing", name, err)
			}
		}
		h.must(stranger, func(tx *store.Tx) error {
			all, err := opinion.List(tx, h.conf)
			if len(all) > 0 {
				t.Errorf("sees %d opinions", len(all))
			}
			return err
		})
	})
}
