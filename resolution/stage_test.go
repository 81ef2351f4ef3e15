package resolution_test

import (
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/opinion"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// What was announced, signed and answered in the hall stands in the minutes,
// without a name that was given in confidence.
func TestMinutesOfCeremoniesAndOpinions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := &hall{t: t, db: db}
		h.at("07:00", func(tx *store.Tx) (err error) {
			h.id, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị", OwnName: true, Form: "whole", YearName: "plan", ReviewYear: 2025, PlanYear: 2026, HeldOn: law.MustDay("2026-01-23"), StartsAt: "08:00"})
			if err != nil {
				return err
			}
			if err := conference.Convene(tx, h.id, []roster.Person{{ID: "p0", Name: "Lê Thị Ân"}, {ID: "p1", Name: "Trần Bình"}}); err != nil {
				return err
			}
			for _, kind := range []string{"awards", "commitment"} {
				if _, err := conference.AddItem(tx, conference.Item{Conference: h.id, Kind: kind, Title: kind, Ends: "announced"}); err != nil {
					return err
				}
			}
			return nil
		})
		var vow string
		h.at("07:30", func(tx *store.Tx) error {
			d, err := emulation.Decide(tx, emulation.Decision{Conference: h.id, Number: "12/QĐ-TVT", Issuer: "Giám đốc", Subject: "về việc khen thưởng"})
			if err != nil {
				return err
			}
			if _, err = emulation.Reward(tx, emulation.Award{Decision: d, Name: "Lê Thị Ân", Title: "Lao động tiên tiến"}); err != nil {
				return err
			}
			vow, err = emulation.DrawCommitment(tx, emulation.Commitment{Conference: h.id, Title: "Bản cam kết", Text: "Tôi cam kết"})
			return err
		})
		var id string
		h.act(access.Actor{Org: "a", Person: "p0", Roles: []access.Role{access.Delegate}}, func(tx *store.Tx) (err error) {
			id, err = opinion.Put(tx, opinion.Opinion{Conference: h.id, Kind: opinion.Petition, To: opinion.ToHead, Cover: opinion.Kept, Text: "Sửa mái kho"})
			return err
		})
		h.at("08:00", func(tx *store.Tx) error { return h.ceremony(tx, vow) })
		h.at("09:00", func(tx *store.Tx) error {
			_, err := opinion.Reply(tx, opinion.Answer{Opinion: id, Ending: opinion.Promise, Name: "Giám đốc", Text: "Sẽ sửa", Due: law.MustDay("2026-04-30")})
			return err
		})
		text := ""
		for _, s := range h.minutes().Sections {
			text += s.Title + "\n" + s.Text() + "\n"
		}
		for _, want := range []string{"Công bố Quyết định số 12/QĐ-TVT của Giám đốc về việc khen thưởng: 01 cá nhân.", "- Lao động tiên tiến: Lê Thị Ân;",
			"Bản cam kết: 01/02 người được triệu tập đã ký, đạt 50%", "Ý kiến, kiến nghị và việc trả lời", "- Người gửi không nêu tên (gửi người đứng đầu): Sửa mái kho.",
			"Hứa thực hiện (Giám đốc): Sẽ sửa. Thời hạn: 30/04/2026."} {
			if !strings.Contains(text, want) {
				t.Errorf("the minutes lack %q:\n%s", want, text)
			}
		}
		if strings.Contains(text, "Lê Thị Ân (gửi") {
			t.Error("the minutes name who asked in confidence")
		}
	})
}

// ceremony opens the conference and goes through every step of it.
func (h *hall) ceremony(tx *store.Tx, vow string) error {
	if err := conference.Begin(tx, h.id); err != nil {
		return err
	}
	items, err := conference.Agenda(tx, h.id)
	if err != nil {
		return err
	}
	for _, i := range items {
		if err := conference.OpenItem(tx, i.ID); err != nil {
			return err
		}
	}
	steps, err := emulation.Ceremony(tx, h.id)
	at := ""
	for _, s := range steps {
		if err := emulation.Advance(tx, h.id, at, s.Key); err != nil {
			return err
		}
		at = s.Key
	}
	if err != nil {
		return err
	}
	_, err = emulation.CommitPaper(tx, vow, []string{"p1"})
	return err
}
