package public_test

import (
	"context"
	"testing"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/browser"
)

// adopt holds a conference of one vote and adopts its resolution with a task
// due on 31 March.
func (s *site) adopt() {
	s.t.Helper()
	who := access.Actor{Org: s.org.ID, Person: "p1", Roles: access.Roles()}
	if err := s.db.Write(context.Background(), who, func(tx *store.Tx) error {
		tx.Now = s.now()
		day := law.DayOf(tx.Now)
		id, err := conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: day.Year - 1, PlanYear: day.Year, YearName: "plan", HeldOn: day, Session: "morning"})
		if err != nil {
			return err
		}
		item, err := conference.AddItem(tx, conference.Item{Conference: id, Kind: "resolution", Title: "Thông qua nghị quyết", Minutes: 10, Ends: "adopted"})
		if err != nil {
			return err
		}
		people := []roster.Person{{ID: "a", Name: "Trần Quốc Hưng", Category: roster.PublicEmployee}, {ID: "b", Name: "Lê Thị Hường", Category: roster.PublicEmployee}, {ID: "c", Name: "Đỗ Hải Yến", Category: roster.PublicEmployee}}
		if err := conference.Convene(tx, id, people); err != nil {
			return err
		}
		for _, p := range people {
			if _, _, err := conference.CheckIn(tx, id, p.ID, conference.ByName); err != nil {
				return err
			}
		}
		if err := conference.Begin(tx, id); err != nil {
			return err
		}
		if err := conference.OpenItem(tx, item); err != nil {
			return err
		}
		vote, err := ballot.Open(tx, ballot.Ballot{Conference: id, Item: item, Question: "Thông qua Nghị quyết?", Method: "hand", Base: "present", Shown: "closed"})
		if err != nil {
			return err
		}
		if err := ballot.Enter(tx, vote, ballot.Count{Row: "1", InFavour: 3}); err != nil {
			return err
		}
		if _, err := ballot.Close(tx, vote); err != nil {
			return err
		}
		r, err := resolution.Begin(tx, id, resolution.Office{Name: s.org.Name})
		if err != nil {
			return err
		}
		for _, i := range []resolution.Item{
			{Part: "evaluation", Text: "Nhất trí với các báo cáo"},
			{Part: "targets", Text: "Phục vụ bạn đọc", Measure: "200.000 lượt", Owner: "Phòng Bạn đọc"},
			{Part: "tasks", Text: "Lập dự toán mua máy quét khổ lớn", Owner: "Phòng Tin học", Due: law.Day{Year: day.Year, Month: 3, Day: 31}},
		} {
			if _, err := resolution.AddItem(tx, r, i); err != nil {
				return err
			}
		}
		done, err := resolution.Adopt(tx, resolution.Adoption{Resolution: r, Ballot: vote, Office: resolution.Office{Name: s.org.Name, Place: "Hồng Lam"}})
		if err != nil {
			return err
		}
		for _, i := range done.Items {
			if i.Part == "targets" {
				return resolution.Report(tx, r, resolution.Progress{Item: i.ID, State: resolution.Done, Note: "đã phục vụ 201.300 lượt", On: day})
			}
		}
		return nil
	}); err != nil {
		s.t.Fatal(err)
	}
}

// Everybody reads what became of the resolution, where the agency chose so.
func TestProgressOfTheResolution(t *testing.T) {
	s := newClockedSite(t)
	s.adopt()
	s.write(func(tx *store.Tx) error { return portal.SetUp(tx, portal.Site{Progress: true}) })
	_, page := s.get("/nghi-quyet")
	s.has(page, "Phục vụ bạn đọc", "Đã hoàn thành", "đã phục vụ 201.300 lượt", "Lập dự toán mua máy quét khổ lớn", "Chưa có báo cáo", ">1/2<")
	s.lacks(page, "Nhất trí với các báo cáo")
	p := browser.Start(t).Page(t, 1440, 900)
	p.Open(s.url + "/nghi-quyet")
	for _, found := range p.Axe() {
		t.Error(found)
	}
	if out := p.SticksOut(360); out != "" {
		t.Errorf("sticks out: %s", out)
	}
	p.ShotAt("portal-progress", 360, 768, 1440)
	for law.DayOf(s.now()).Month != 4 {
		s.pass(24 * 3600e9)
	}
	_, page = s.get("/nghi-quyet?x")
	s.has(page, "Quá hạn")
}
