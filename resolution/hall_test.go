package resolution_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/media"
	"hoinghi/register"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
)

var (
	chair  = access.Actor{Org: "a", Person: "chair", Roles: []access.Role{access.Secretary, access.Presidium, access.Head}}
	office = resolution.Office{
		Name: "Thư viện tỉnh Hồng Lam", Parent: "Sở Văn hóa, Thể thao và Du lịch", Place: "Hồng Lam",
		HeadTitle: "Giám đốc", Head: "Trần Quốc Hưng", Partner: "Công đoàn cơ sở Thư viện tỉnh", PartnerHead: "Lê Thị Hường",
		Presidium: []string{"Trần Quốc Hưng", "Lê Thị Hường"}, Secretaries: []string{"Đỗ Hải Yến"},
	}
)

// hall is a conference on one engine, with a hand that writes at chosen times.
type hall struct {
	t     *testing.T
	db    *store.DB
	id    string
	items []string
	votes []string
}

// at writes at a time of the day of the conference, in the zone of the land.
func (h *hall) at(clock string, f func(tx *store.Tx) error) {
	h.t.Helper()
	at, err := time.Parse(time.RFC3339, "2026-01-23T"+clock+":00+07:00")
	if err != nil {
		h.t.Fatal(err)
	}
	h.act(chair, func(tx *store.Tx) error {
		tx.Now = at.UTC()
		return f(tx)
	})
}

func (h *hall) act(who access.Actor, f func(tx *store.Tx) error) {
	h.t.Helper()
	if err := h.db.Write(context.Background(), who, f); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) minutes() (m resolution.Minutes) {
	h.t.Helper()
	h.act(chair, func(tx *store.Tx) (err error) { m, err = resolution.Assemble(tx, h.id, office); return err })
	return m
}

func (h *hall) resolution() (r resolution.Resolution) {
	h.t.Helper()
	h.act(chair, func(tx *store.Tx) (err error) { r, err = resolution.Find(tx, h.id, office); return err })
	return r
}

// prepared has 64 convened people and an agenda of five points.
func prepared(t *testing.T, db *store.DB) *hall {
	h := &hall{t: t, db: db}
	h.at("07:00", func(tx *store.Tx) (err error) {
		h.id, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị viên chức, người lao động năm 2025", OwnName: true, Track: "staff", Form: "whole", YearName: "review",
			ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: law.MustDay("2026-01-23"), Session: "morning", StartsAt: "08:00", Place: "Hội trường tầng 3", Scope: "office"})
		if err != nil {
			return err
		}
		var people []roster.Person
		for i := range 64 {
			people = append(people, roster.Person{ID: fmt.Sprintf("p%03d", i), Name: fmt.Sprintf("Nguyễn Văn %03d", i), Category: roster.PublicEmployee, DepartmentName: "Phòng Bạn đọc"})
		}
		if err := conference.Convene(tx, h.id, people); err != nil {
			return err
		}
		for i, reason := range []string{"nghỉ thai sản", "đi công tác", "đi học"} {
			if err := conference.Excuse(tx, h.id, people[48+i].ID, reason); err != nil {
				return err
			}
		}
		return h.plan(tx)
	})
	return h
}

func (h *hall) plan(tx *store.Tx) error {
	for _, i := range []conference.Item{
		{Kind: "presidium", Title: "Thông qua đoàn chủ tịch, thư ký", Presenter: "Ban Tổ chức", Minutes: 5, Ends: "voted"},
		{Kind: "review", Title: "Báo cáo kết quả công tác năm 2025; phương hướng, nhiệm vụ năm 2026", Presenter: "Giám đốc", Minutes: 20, Ends: "heard"},
		{Kind: "discussion", Title: "Thảo luận", Minutes: 40, Ends: "discussed"},
		{Kind: "resolution", Title: "Thông qua nghị quyết hội nghị", Presenter: "Thư ký", Minutes: 15, Ends: "adopted"},
		{Kind: "awards", Title: "Công bố quyết định khen thưởng, trao thưởng", Minutes: 15, Ends: "announced"},
	} {
		i.Conference = h.id
		id, err := conference.AddItem(tx, i)
		if err != nil {
			return err
		}
		h.items = append(h.items, id)
	}
	var b bytes.Buffer
	if err := document.PDF(&b, document.Paper{Kind: "BÁO CÁO"}); err != nil {
		return err
	}
	file, err := media.Take(tx, "bao-cao.pdf", b.Bytes())
	if err != nil {
		return err
	}
	if _, err := conference.PutPaper(tx, conference.Paper{Conference: h.id, Item: h.items[1], Title: "Báo cáo tổng kết năm 2025", File: file.ID, FileName: "bao-cao.pdf"}); err != nil {
		return err
	}
	if _, err := conference.AddFact(tx, conference.Fact{Conference: h.id, Topic: "plan", What: "Phục vụ bạn đọc", Low: "200.000", Unit: "lượt"}); err != nil {
		return err
	}
	doc, err := register.Receive(tx, register.Document{Kind: "Hướng dẫn", Number: "92", Symbol: "HD-CĐN", Dated: law.MustDay("2025-11-03"), Issuer: "Công đoàn ngành Văn hóa", Subject: "tổ chức hội nghị"})
	if err != nil {
		return err
	}
	if err := conference.AddBasis(tx, h.id, doc); err != nil {
		return err
	}
	for _, g := range []conference.Guest{
		{Honorific: "đồng chí", Name: "Phạm Minh Đức", Posts: []string{"Tỉnh ủy viên", "Giám đốc Sở Văn hóa, Thể thao và Du lịch"}, Superior: true},
		{Honorific: "bà", Name: "Vũ Thị Lan", Posts: []string{"Phó Chủ tịch Công đoàn ngành"}, OnBehalf: "Chủ tịch Công đoàn ngành"},
		{Name: "Người không đến"},
	} {
		g.Conference = h.id
		id, err := conference.InviteGuest(tx, g)
		if err != nil {
			return err
		}
		if g.Name != "Người không đến" {
			if err := conference.WelcomeGuest(tx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// begun has 48 present and is open.
func begun(t *testing.T, db *store.DB) *hall {
	h := prepared(t, db)
	h.at("07:45", func(tx *store.Tx) error {
		for i := range 48 {
			if _, _, err := conference.CheckIn(tx, h.id, fmt.Sprintf("p%03d", i), conference.ByCard); err != nil {
				return err
			}
		}
		return nil
	})
	h.at("08:00", func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
	return h
}

// vote counts hands on one question.
func (h *hall) vote(clock, item, question string, yes, no int64) (id string) {
	h.t.Helper()
	h.at(clock, func(tx *store.Tx) (err error) {
		id, err = ballot.Open(tx, ballot.Ballot{Conference: h.id, Item: item, Question: question, Method: "hand", Base: "present", Shown: "closed"})
		if err != nil {
			return err
		}
		if err := ballot.Enter(tx, id, ballot.Count{Row: "1", InFavour: yes, Against: no}); err != nil {
			return err
		}
		_, err = ballot.Close(tx, id)
		return err
	})
	h.votes = append(h.votes, id)
	return id
}

// held is closed, with three votes: 48/0/0, 48/0/0 and 47/1/0.
func held(t *testing.T, db *store.DB) *hall {
	h := begun(t, db)
	h.at("08:05", func(tx *store.Tx) error { return conference.OpenItem(tx, h.items[0]) })
	h.vote("08:08", h.items[0], "Thông qua đoàn chủ tịch, thư ký", 48, 0)
	h.at("08:10", func(tx *store.Tx) error { return conference.OpenItem(tx, h.items[1]) })
	h.at("08:40", func(tx *store.Tx) error { return conference.OpenItem(tx, h.items[2]) })
	h.at("08:45", func(tx *store.Tx) error {
		if err := conference.AskBySlip(tx, conference.Speaker{Conference: h.id, Person: "p007", Topic: "Kinh phí bảo quản tài liệu"}); err != nil {
			return err
		}
		list, err := conference.Speakers(tx, h.id)
		if err != nil {
			return err
		}
		return conference.Call(tx, list[0].ID, 5*time.Minute)
	})
	h.at("08:50", func(tx *store.Tx) error {
		list, err := conference.Speakers(tx, h.id)
		if err != nil {
			return err
		}
		if err := conference.Finish(tx, list[0].ID, "Đề nghị bố trí kinh phí mua máy quét khổ lớn"); err != nil {
			return err
		}
		return conference.Remark(tx, h.items[2], "Giám đốc tiếp thu ý kiến và giao Phòng Tin học lập dự toán")
	})
	h.vote("09:10", h.items[2], "Thông qua các chỉ tiêu năm 2026", 48, 0)
	h.at("09:20", func(tx *store.Tx) error { return conference.OpenItem(tx, h.items[3]) })
	h.vote("09:30", h.items[3], "Thông qua Nghị quyết hội nghị", 47, 1)
	h.at("09:45", func(tx *store.Tx) error {
		if err := conference.CloseItem(tx, h.items[3], "Hội nghị thông qua Nghị quyết"); err != nil {
			return err
		}
		return conference.End(tx, h.id)
	})
	return h
}
