package emulation_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func who(person string, roles ...access.Role) access.Actor {
	return access.Actor{Org: "a", Person: person, Roles: roles}
}

var (
	secretary = who("s", access.Secretary)
	chair     = who("c", access.Presidium)
	ann       = who("p0", access.Delegate)
	binh      = who("p1", access.Delegate)
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
		return conference.Convene(tx, h.conf, []roster.Person{{ID: "p0", Name: "Lê Thị Ân"}, {ID: "p1", Name: "Trần Bình"}, {ID: "p2", Name: "Đỗ Cúc"}})
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

// honours notes a decision with n people and one collective.
func (h *hall) honours(n int) (decision string) {
	h.t.Helper()
	h.must(secretary, func(tx *store.Tx) (err error) {
		decision, err = emulation.Decide(tx, emulation.Decision{Conference: h.conf, Number: "12/QĐ-TVT", Dated: law.MustDay("2026-01-10"), Issuer: "Giám đốc Thư viện tỉnh", Subject: "về việc công nhận danh hiệu thi đua"})
		if err != nil {
			return err
		}
		_, err = emulation.Reward(tx, emulation.Award{Decision: decision, Collective: true, Name: "Phòng Tin học", Title: "Tập thể Lao động tiên tiến"})
		for i := range n {
			if err == nil {
				_, err = emulation.Reward(tx, emulation.Award{Decision: decision, Name: fmt.Sprint("Người thứ ", i+1), Title: "Lao động tiên tiến"})
			}
		}
		return err
	})
	return decision
}

func (h *hall) steps() (out []emulation.Step) {
	h.t.Helper()
	h.must(chair, func(tx *store.Tx) (err error) { out, err = emulation.Ceremony(tx, h.conf); return err })
	return out
}

func (h *hall) now() (c conference.Conference) {
	h.t.Helper()
	h.must(chair, func(tx *store.Tx) (err error) { c, err = conference.Find(tx, h.conf); return err })
	return c
}

func (h *hall) go_(from, to string) error {
	return h.try(chair, func(tx *store.Tx) error { return emulation.Advance(tx, h.conf, from, to) })
}

func keys(steps []emulation.Step) string {
	var out []string
	for _, s := range steps {
		out = append(out, fmt.Sprint(s.Kind, len(s.Awards)))
	}
	return strings.Join(out, " ")
}

func TestStepsOfAwards(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		h.honours(8)
		steps := h.steps()
		if got := keys(steps); got != "decision0 honours1 applause1 honours6 honours2 applause8" {
			t.Fatalf("steps: %s", got)
		}
		if s := steps[4]; s.From != 8 || s.Of != 9 {
			t.Errorf("the last page is %d of %d", s.From, s.Of)
		}
		at := ""
		for _, s := range steps {
			if err := h.go_(at, s.Key); err != nil {
				t.Fatal(err)
			}
			at = s.Key
		}
		c := h.now()
		if c.Channel != "ceremony" || c.ChannelRef != at || c.TimerEnds.IsZero() {
			t.Errorf("the hall sees %s %s, timer %v", c.Channel, c.ChannelRef, c.TimerEnds)
		}
		h.must(secretary, func(tx *store.Tx) error {
			list, err := emulation.Decisions(tx, h.conf)
			for _, a := range list[0].Awards {
				if a.HandedAt.IsZero() {
					t.Errorf("%s was not handed over", a.Name)
				}
			}
			if c, p := emulation.Totals(list); list[0].AnnouncedAt.IsZero() || c != 1 || p != 8 {
				t.Errorf("announced %v, %d collectives, %d people", list[0].AnnouncedAt, c, p)
			}
			return err
		})
		d := steps[0].Decision.ID
		h.refused("emulation.announced", secretary, func(tx *store.Tx) error { return emulation.RemoveDecision(tx, d) })
		h.refused("fault.form", secretary, func(tx *store.Tx) error { return emulation.RemoveAward(tx, steps[1].Awards[0].ID, " ") })
	})
}

func TestTwoConsolesMoveTheHallOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		h.honours(2)
		steps := h.steps()
		if err := h.go_("", steps[0].Key); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 8 { // the same button on eight consoles
			wg.Go(func() {
				if err := h.go_(steps[0].Key, steps[1].Key); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if c := h.now(); c.ChannelRef != steps[1].Key {
			t.Errorf("the hall is at %s", c.ChannelRef)
		}
		if err := h.go_(steps[0].Key, steps[2].Key); err == nil || fault.Of(err).Key != "emulation.ceremony.moved" {
			t.Errorf("a console that was behind: %v", err)
		}
		if err := h.go_(steps[1].Key, "award/none"); err == nil || fault.Of(err).Key != "emulation.ceremony.gone" {
			t.Errorf("a step that is gone: %v", err)
		}
		h.must(chair, func(tx *store.Tx) error { return conference.Show(tx, h.conf, "blank", steps[1].Key) })
		if at := emulation.At(h.steps(), h.now()); at != 1 {
			t.Errorf("behind the blank screen waits step %d", at)
		}
	})
}

func TestPartiesSignInAnyOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		var pledge string
		parties := map[string]string{}
		h.must(secretary, func(tx *store.Tx) (err error) {
			if pledge, err = emulation.DrawPledge(tx, emulation.Pledge{Conference: h.conf, Title: "Giao ước thi đua năm 2026", Text: "Hoàn thành 100% nhiệm vụ\n\nĐoàn kết"}); err != nil {
				return err
			}
			for _, x := range []emulation.Party{{Name: "Giám đốc", Signer: "Lê Thị Ân", Person: "p0"}, {Name: "Công đoàn", Signer: "Trần Bình", Person: "p1"}, {Name: "Phòng Tin học", Signer: "Đỗ Cúc"}} {
				x.Pledge = pledge
				if parties[x.Name], err = emulation.AddParty(tx, x); err != nil {
					return err
				}
			}
			return nil
		})
		sign := func(party, typed string) func(*store.Tx) error {
			return func(tx *store.Tx) error { return emulation.Sign(tx, parties[party], typed) }
		}
		h.refused("emulation.pledge.shut", binh, sign("Công đoàn", "Trần Bình"))
		steps := h.steps()
		if err := h.go_("", steps[1].Key); err != nil {
			t.Fatal(err)
		}
		h.refused("emulation.not.yours", ann, sign("Công đoàn", "Trần Bình"))
		h.refused("fault.form", binh, sign("Công đoàn", "Trần Văn"))
		h.must(secretary, func(tx *store.Tx) error { return emulation.SignPaper(tx, parties["Phòng Tin học"]) })
		h.must(binh, sign("Công đoàn", "tran  binh"))
		h.must(binh, sign("Công đoàn", "Trần Bình"))
		if p := h.steps()[1].Pledge; p.Signed() != 2 || p.Whole() || p.Text != "Hoàn thành 100% nhiệm vụ\nĐoàn kết" {
			t.Errorf("two of three: %+v", p)
		}
		h.must(ann, sign("Giám đốc", "Lê Thị Ân"))
		if p := h.steps()[1].Pledge; !p.Whole() || p.Parties[2].Way != emulation.OnPaper || p.Parties[2].By != "s" || p.Parties[0].Way != emulation.OnScreen {
			t.Errorf("all: %+v", p)
		}
		h.refused("emulation.signed", secretary, func(tx *store.Tx) error {
			return emulation.AmendPact(tx, emulation.Pact{ID: pledge, Title: "Khác", Text: "Khác"}, "")
		})
	})
}

func TestEachSignsACommitmentOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		var id string
		h.must(secretary, func(tx *store.Tx) (err error) {
			id, err = emulation.DrawCommitment(tx, emulation.Commitment{Conference: h.conf, Title: "Bản cam kết", Text: "Tôi cam kết"})
			return err
		})
		commit := func(typed string) func(*store.Tx) error {
			return func(tx *store.Tx) error { return emulation.Commit(tx, id, typed) }
		}
		h.refused("emulation.commitment.shut", ann, commit("Lê Thị Ân"))
		h.must(chair, func(tx *store.Tx) error { return emulation.OpenPact(tx, id) })
		h.refused("emulation.not.convened", who("guest", access.Guest), commit("Khách"))
		h.refused("fault.form", ann, commit("Trần Bình"))
		h.must(ann, commit("lê thị ân"))
		h.must(ann, commit("Lê Thị Ân"))
		h.must(secretary, func(tx *store.Tx) error {
			n, err := emulation.CommitPaper(tx, id, []string{"p0", "p1"})
			if n != 1 {
				t.Errorf("%d new signatures on paper, want 1", n)
			}
			return err
		})
		h.must(who("x", access.Guest), func(tx *store.Tx) error {
			r, err := emulation.Signed(tx, id)
			if r.Signed != 2 || r.Of != 3 || r.Paper != 1 || r.Screen != 1 || r.On != law.MustDay("2026-01-23") {
				t.Errorf("rate: %+v", r)
			}
			return err
		})
		h.refused("fault.denied", binh, func(tx *store.Tx) error { _, err := emulation.Signatures(tx, id); return err })
	})
}

func TestLaunchAndFlowers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		h.must(secretary, func(tx *store.Tx) error {
			if _, err := emulation.Give(tx, emulation.Flowers{Conference: h.conf, Giver: "Công đoàn ngành", Receiver: "Hội nghị"}); err != nil {
				return err
			}
			_, err := emulation.PlanMovement(tx, emulation.Movement{Conference: h.conf, Title: "Phong trào thi đua năm 2026", Goals: []string{"100% đạt\n90% giỏi"}, From: law.MustDay("2026-02-01"), To: law.MustDay("2026-12-31")})
			return err
		})
		steps := h.steps()
		if got := keys(steps); got != "flowers0 launch0 goals0 applause0" {
			t.Fatalf("steps: %s", got)
		}
		for i := range steps[:2] {
			from := ""
			if i > 0 {
				from = steps[i-1].Key
			}
			if err := h.go_(from, steps[i].Key); err != nil {
				t.Fatal(err)
			}
		}
		steps = h.steps()
		if steps[0].Flowers.GivenAt.IsZero() || steps[1].Movement.LaunchedAt.IsZero() || len(steps[1].Movement.Goals) != 2 {
			t.Errorf("after: %+v", steps[:2])
		}
		for _, s := range steps {
			if len(s.Script()) == 0 || s.Part == "" {
				t.Errorf("%s has nothing to say or no place", s.Key)
			}
		}
		h.refused("emulation.launched", secretary, func(tx *store.Tx) error { return emulation.RemoveMovement(tx, steps[1].Movement.ID) })
	})
}

func TestRightsAndTenant(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		d := h.honours(1)
		steps := h.steps()
		h.refused("fault.denied", ann, func(tx *store.Tx) error {
			_, err := emulation.Decide(tx, emulation.Decision{Conference: h.conf, Issuer: "x", Subject: "y"})
			return err
		})
		h.refused("fault.denied", ann, func(tx *store.Tx) error { return emulation.Advance(tx, h.conf, "", steps[0].Key) })
		for name, f := range map[string]func(*store.Tx) error{
			"decide": func(tx *store.Tx) error {
				_, err := emulation.Decide(tx, emulation.Decision{Conference: h.conf})
				return err
			},
			"find":   func(tx *store.Tx) error { _, err := emulation.FindDecision(tx, d); return err },
			"reward": func(tx *store.Tx) error { _, err := emulation.Reward(tx, emulation.Award{Decision: d}); return err },
			"pledge": func(tx *store.Tx) error {
				_, err := emulation.DrawPledge(tx, emulation.Pledge{Conference: h.conf})
				return err
			},
			"party": func(tx *store.Tx) error { _, err := emulation.AddParty(tx, emulation.Party{Pledge: "x"}); return err },
			"movement": func(tx *store.Tx) error {
				_, err := emulation.PlanMovement(tx, emulation.Movement{Conference: h.conf})
				return err
			},
			"commit":   func(tx *store.Tx) error { return emulation.Commit(tx, "x", "y") },
			"advance":  func(tx *store.Tx) error { return emulation.Advance(tx, h.conf, "", steps[0].Key) },
			"ceremony": func(tx *store.Tx) error { _, err := emulation.Ceremony(tx, h.conf); return err },
		} {
			if err := h.try(access.Machine("b"), f); !fault.Is(err, fault.Missing) {
				t.Errorf("%s: %v, want missing", name, err)
			}
		}
	})
}
