package paper_test

import (
	"context"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/election"
	"hoinghi/law"
	"hoinghi/paper"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/tally"
)

// as writes at the time of the conference as somebody else.
func (h *hall) as(person string, f func(tx *store.Tx) error) {
	h.t.Helper()
	chair := h.chair
	defer func() { h.chair = chair }()
	h.chair = access.Actor{Org: chair.Org, Person: person, Roles: []access.Role{access.Teller, access.Delegate}}
	h.at("2026-01-23 09:10", f)
}

// elected has an election that two tellers counted in one round: 18 slips given
// out, one not returned, one invalid.
func elected(t testing.TB, db *store.DB) *hall {
	h := prepared(t, db, 24)
	h.at("2026-01-23 07:45", func(tx *store.Tx) error {
		for _, p := range h.people[:18] {
			if _, _, err := conference.CheckIn(tx, h.id, p, conference.ByCard); err != nil {
				return err
			}
		}
		return nil
	})
	h.at("2026-01-23 08:00", func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
	list := h.vote("08:30", 5, "Chốt danh sách bầu cử", "")
	var round string
	h.at("2026-01-23 08:40", func(tx *store.Tx) error {
		all, err := election.List(tx, h.id)
		if err != nil {
			return err
		}
		id := all[0].ID
		if err := election.SettleList(tx, id, list); err != nil {
			return err
		}
		if err := election.AppointTellers(tx, id, []election.Teller{{Person: h.people[3], Duty: "head"}, {Person: h.people[4], Duty: "member"}}); err != nil {
			return err
		}
		if round, err = election.OpenRound(tx, id); err != nil {
			return err
		}
		if err := election.PrintSlips(tx, round, 20); err != nil {
			return err
		}
		if err := election.HandOut(tx, round, election.ByPaper, h.people[:18]...); err != nil {
			return err
		}
		return election.CloseVoting(tx, round, election.Stub{Spoiled: 1, Unused: 1})
	})
	for _, teller := range h.people[3:5] {
		h.as(teller, func(tx *store.Tx) error {
			return election.EnterCount(tx, round, tally.Count{Sums: tally.Sums{Valid: 16, Invalid: 1, For: []int64{15, 12, 7, 10}}, NotReturned: 1})
		})
	}
	h.at("2026-01-23 09:20", func(tx *store.Tx) error { _, err := election.Decide(tx, round); return err })
	return h
}

// The minutes of the count name the tellers and say of each candidate what both
// counted; the notice and the rules know who was elected.
func TestCountOfAnElection(t *testing.T) {
	h := elected(t, storetest.SQLite(t))
	for _, kind := range []string{"count", "notice", "ballots"} {
		documenttest.Golden(t, "elected/"+kind+".txt", shown(h.make(kind)))
	}
	d := h.make("count")
	text := document.Text(d.Paper)
	for _, want := range []string{"- " + officers[3], "- " + staff(24)[4].Name, "| 15 | 83,3%", "| 12 | 66,7%", "| 7 | 38,9%", "| 10 | 55,6%"} {
		if !strings.Contains(text, want) {
			t.Errorf("the count lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "......") || strings.Count(text, "Trúng cử") != 3 {
		t.Errorf("not three were elected, or a gap:\n%s", text)
	}
	if len(d.Sheets) != 2 || len(d.Sheets[0].Rows) != 4 {
		t.Errorf("%d sheets", len(d.Sheets))
	}
}

// reviewed is a conference after one that adopted a resolution with two points.
func reviewed(t testing.TB, db *store.DB) *hall {
	h := prepared(t, db, 24)
	this, items := h.id, h.items
	last := year2025()
	last.Name, last.ReviewYear, last.PlanYear, last.HeldOn = "Hội nghị viên chức, người lao động năm 2024", 2024, 2025, law.MustDay("2025-01-17")
	h.at("2024-12-20 08:00", func(tx *store.Tx) (err error) {
		if h.id, err = conference.Plan(tx, last); err != nil {
			return err
		}
		id, err := conference.AddItem(tx, conference.Item{Conference: h.id, Kind: "resolution", Title: "Thông qua nghị quyết", Minutes: 15, Ends: "adopted"})
		h.items = []string{id}
		return err
	})
	h.at("2025-01-17 08:00", func(tx *store.Tx) error { return h.resolve(tx) })
	h.id, h.items = this, items
	return h
}

// convene calls everybody on the roster.
func (h *hall) convene(tx *store.Tx) error {
	var list []roster.Person
	for _, id := range h.people {
		p, err := roster.Find(tx, id)
		if err != nil {
			return err
		}
		list = append(list, p)
	}
	return conference.Convene(tx, h.id, list)
}

// resolve holds the conference before: all came, all were for the resolution.
func (h *hall) resolve(tx *store.Tx) error {
	if err := h.convene(tx); err != nil {
		return err
	}
	for _, p := range h.people {
		if _, _, err := conference.CheckIn(tx, h.id, p, conference.ByCard); err != nil {
			return err
		}
	}
	if err := conference.Begin(tx, h.id); err != nil {
		return err
	}
	id, err := resolution.Begin(tx, h.id, printed())
	if err != nil {
		return err
	}
	for _, i := range []resolution.Item{
		{Part: "targets", Text: "Phục vụ bạn đọc", Measure: "180.000 lượt", Owner: "Phòng Bạn đọc", Due: law.MustDay("2025-12-31")},
		{Part: "tasks", Text: "Số hóa tài liệu địa chí", Owner: "Phòng Nghiệp vụ", Due: law.MustDay("2025-09-30")},
	} {
		if _, err := resolution.AddItem(tx, id, i); err != nil {
			return err
		}
	}
	if err := conference.OpenItem(tx, h.items[0]); err != nil {
		return err
	}
	b, err := ballot.Open(tx, ballot.Ballot{Conference: h.id, Item: h.items[0], Question: "Thông qua nghị quyết", Method: "hand", Base: "present", Shown: "closed", Resolution: "resolution"})
	if err != nil {
		return err
	}
	if err := ballot.Enter(tx, b, ballot.Count{Row: "1", InFavour: int64(len(h.people))}); err != nil {
		return err
	}
	if _, err := ballot.Close(tx, b); err != nil {
		return err
	}
	if _, err := resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: b, Office: printed()}); err != nil {
		return err
	}
	return conference.End(tx, h.id)
}

// The review has each point of the last resolution with who leads it and until
// when, and names it by its number.
func TestReviewOfTheLastResolution(t *testing.T) {
	h := reviewed(t, storetest.SQLite(t))
	d := h.make("previous")
	documenttest.Golden(t, "reviewed/previous.txt", shown(d))
	text := document.Text(d.Paper)
	for _, want := range []string{"01/NQ-HNVC", "Phục vụ bạn đọc: 180.000 lượt | Phòng Bạn đọc | 31/12/2025", "Số hóa tài liệu địa chí | Phòng Nghiệp vụ | 30/09/2025"} {
		if !strings.Contains(text, want) {
			t.Errorf("the review lacks %q:\n%s", want, text)
		}
	}
	var body []byte
	err := h.db.Read(context.Background(), h.chair, func(tx *store.Tx) (err error) {
		body, err = d.Bytes(paper.XLSX)
		return err
	})
	if err != nil || len(body) == 0 {
		t.Errorf("as XLSX: %v", err)
	}
}
