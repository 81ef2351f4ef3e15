package paper_test

import (
	"context"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/opinion"
	"hoinghi/paper"
	"hoinghi/register"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/tally"
)

// hall is a conference on one engine, with a hand that writes at chosen times.
type hall struct {
	t      testing.TB
	db     *store.DB
	chair  access.Actor
	id     string
	items  []string
	people []string // ids, the officers first
}

// at writes at a time of a day, in the zone of the land.
func (h *hall) at(stamp string, f func(tx *store.Tx) error) {
	h.t.Helper()
	at, err := time.Parse("2006-01-02 15:04 -07:00", stamp+" +07:00")
	if err != nil {
		h.t.Fatal(err)
	}
	err = h.db.Write(context.Background(), h.chair, func(tx *store.Tx) error {
		tx.Now = at.UTC()
		return f(tx)
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) make(kind string) (d paper.Draft) {
	h.t.Helper()
	err := h.db.Read(context.Background(), h.chair, func(tx *store.Tx) (err error) { d, err = paper.Make(tx, kind, h.id); return err })
	if err != nil {
		h.t.Fatalf("%s: %v", kind, err)
	}
	return d
}

// founded is an agency with nothing but its name.
func founded(t testing.TB, db *store.DB, org account.Org) *hall {
	t.Helper()
	made, err := account.Found(context.Background(), db, org)
	if err != nil {
		t.Fatal(err)
	}
	return &hall{t: t, db: db, chair: access.Actor{Org: made.ID, Person: "p000", Roles: access.Roles()}}
}

var library = account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Short: "Thư viện tỉnh", Parent: "Sở Văn hóa, Thể thao và Du lịch", Sector: "văn hóa",
	Place: "Hồng Lam", Symbol: "TVT", Kind: string(law.PublicService), Partner: string(law.UnionBase), PartnerName: "Công đoàn cơ sở Thư viện tỉnh", HeadTitle: "Giám đốc"}

func year2025() conference.Conference {
	return conference.Conference{Name: "Hội nghị viên chức, người lao động năm 2025", OwnName: true, Track: "staff", Form: "whole", YearName: "review",
		ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: law.MustDay("2026-01-23"), Session: "morning", StartsAt: "08:00", Place: "Hội trường tầng 3", Scope: "office"}
}

// bare is a conference of which only its name is known.
func bare(t testing.TB, db *store.DB) *hall {
	h := founded(t, db, account.Org{Slug: "trong", Name: "Trung tâm Lưu trữ", Kind: string(law.PublicService)})
	h.at("2026-01-05 08:00", func(tx *store.Tx) (err error) {
		h.id, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị viên chức", OwnName: true, Track: "staff", Form: "whole", YearName: "review",
			ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: law.MustDay("2026-01-23"), Session: "morning", Scope: "office"})
		return err
	})
	return h
}

var officers = []string{"Trần Quốc Hưng", "Lê Thị Hường", "Đỗ Hải Yến", "Phạm Thu Hà"}

// prepared has so many convened people, an agenda, guests, facts, an election
// and rewards.
func prepared(t testing.TB, db *store.DB, people int) *hall {
	h := founded(t, db, library)
	h.at("2026-01-05 08:00", func(tx *store.Tx) (err error) {
		if h.id, err = conference.Plan(tx, year2025()); err != nil {
			return err
		}
		list := staff(people)
		h.people = make([]string, len(list))
		for i, p := range list {
			if h.people[i], err = roster.Hire(tx, roster.Person{Name: p.Name, Category: p.Category, Joined: law.MustDay("2010-03-01")}); err != nil {
				return err
			}
			if list[i], err = roster.Find(tx, h.people[i]); err != nil {
				return err
			}
			list[i].DepartmentName, list[i].Post = p.DepartmentName, p.Post
		}
		if err := conference.Convene(tx, h.id, list); err != nil {
			return err
		}
		return h.duties(tx)
	})
	for _, step := range []func(*store.Tx) error{h.agenda, h.facts, h.guests, h.tasks, h.rewards, h.poll} {
		h.at("2026-01-06 08:00", step)
	}
	return h
}

var (
	families = []string{"Nguyễn", "Trần", "Lê", "Hoàng", "Vũ"}
	middles  = []string{"Thị Ngọc", "Thu", "Minh", "Đức", "Quang"}
	givens   = []string{"An", "Bình", "Châu", "Dung", "Đạt", "Giang", "Hà", "Hiếu", "Khánh", "Lan", "Linh", "Mai", "Nam", "Oanh", "Phúc", "Quân", "Sơn", "Tâm", "Uyên", "Việt"}
)

func staff(n int) (out []roster.Person) {
	rooms := []string{"Ban Giám đốc", "Phòng Bạn đọc", "Phòng Nghiệp vụ", "Phòng Hành chính"}
	for i := range n {
		p := roster.Person{Name: families[i%5] + " " + middles[i/5%5] + " " + givens[i/25%20],
			Category: roster.PublicEmployee, DepartmentName: rooms[i%4], Post: "Viên chức"}
		if i < len(officers) {
			p.Name, p.DepartmentName, p.Post = officers[i], rooms[0], []string{"Giám đốc", "Chủ tịch Công đoàn", "Thư ký", "Kế toán trưởng"}[i]
		}
		if i%10 == 9 {
			p.Category = roster.Worker
		}
		out = append(out, p)
	}
	return out
}

func (h *hall) duties(tx *store.Tx) error {
	var list []account.Person
	for i, n := range officers {
		list = append(list, account.Person{ID: h.people[i], Name: n})
	}
	list = append(list, account.Person{ID: h.people[10], Name: staff(11)[10].Name})
	if err := account.Enrol(tx, list); err != nil {
		return err
	}
	for id, roles := range map[string][]access.Role{h.people[0]: {access.Head, access.Presidium}, h.people[1]: {access.Union}, h.people[2]: {access.Secretary}, h.people[10]: {access.Inspector}} {
		for _, r := range roles {
			if err := account.Grant(tx, id, r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (h *hall) agenda(tx *store.Tx) error {
	for _, i := range []conference.Item{
		{Kind: "flag", Title: "Chào cờ", Minutes: 5, Ends: "heard"},
		{Kind: "reason", Title: "Tuyên bố lý do, giới thiệu đại biểu", Presenter: "Ban Tổ chức", Minutes: 5, Ends: "heard"},
		{Kind: "presidium", Title: "Thông qua đoàn chủ tịch, thư ký", Presenter: "Ban Tổ chức", Minutes: 5, Ends: "voted"},
		{Kind: "review", Title: "Báo cáo kết quả công tác năm 2025; phương hướng, nhiệm vụ năm 2026", Presenter: "Giám đốc", Minutes: 20, Ends: "heard"},
		{Kind: "discussion", Title: "Thảo luận", Minutes: 40, Ends: "discussed"},
		{Kind: "election", Title: "Bầu Ban Thanh tra nhân dân", Minutes: 30, Ends: "elected"},
		{Kind: "awards", Title: "Công bố quyết định khen thưởng, trao thưởng", Minutes: 15, Ends: "announced"},
		{Kind: "resolution", Title: "Thông qua nghị quyết hội nghị", Presenter: "Thư ký", Minutes: 15, Ends: "adopted"},
		{Kind: "close", Title: "Bế mạc", Presenter: "Đoàn Chủ tịch", Minutes: 5, Ends: "heard"},
	} {
		i.Conference = h.id
		id, err := conference.AddItem(tx, i)
		if err != nil {
			return err
		}
		h.items = append(h.items, id)
	}
	doc, err := register.Receive(tx, register.Document{Kind: "Hướng dẫn", Number: "92", Symbol: "HD-CĐN", Dated: law.MustDay("2025-11-03"), Issuer: "Công đoàn ngành Văn hóa", Subject: "tổ chức hội nghị"})
	if err != nil {
		return err
	}
	return conference.AddBasis(tx, h.id, doc)
}

func (h *hall) facts(tx *store.Tx) error {
	for _, f := range []conference.Fact{
		{Topic: "result", What: "Phục vụ bạn đọc", Low: "187.500", Unit: "lượt", Year: 2025},
		{Topic: "result", What: "Bổ sung sách mới", Low: "4.200", Unit: "bản", Year: 2025},
		{Topic: "limitation", What: "Kinh phí bảo quản tài liệu quý còn thiếu"},
		{Topic: "plan", What: "Phục vụ bạn đọc", Low: "200.000", Unit: "lượt", State: "planned", Year: 2026},
		{Topic: "award", What: "Chiến sĩ thi đua cơ sở", Low: "05", Unit: "cá nhân", Base: "64 viên chức", DecidedBy: "Giám đốc Sở", State: "proposed"},
		{Topic: "union", What: "Thăm hỏi đoàn viên", Low: "32", Unit: "lượt"},
		{Topic: "union", What: "Tổng thu tài chính công đoàn", Low: "86.400.000", Unit: "đồng"},
		{Topic: "finance", What: "Dự toán được giao", Low: "9.870.000.000", Unit: "đồng"},
		{Topic: "pledge", What: "Không có đoàn viên vi phạm kỷ luật"},
		{Topic: "petition", What: "Đề nghị cấp kinh phí mua máy quét khổ lớn"},
	} {
		f.Conference = h.id
		if _, err := conference.AddFact(tx, f); err != nil {
			return err
		}
	}
	return nil
}

func (h *hall) guests(tx *store.Tx) error {
	for _, g := range []conference.Guest{
		{Honorific: "đồng chí", Name: "Phạm Minh Đức", Posts: []string{"Tỉnh ủy viên", "Giám đốc Sở Văn hóa, Thể thao và Du lịch"}, Superior: true},
		{Honorific: "bà", Name: "Vũ Thị Lan", Posts: []string{"Phó Chủ tịch Công đoàn ngành"}},
	} {
		g.Conference = h.id
		if _, err := conference.InviteGuest(tx, g); err != nil {
			return err
		}
	}
	return nil
}

func (h *hall) tasks(tx *store.Tx) error {
	for _, x := range []conference.Task{
		{Person: h.people[0], PersonName: officers[0], Duty: "Trưởng ban", What: "Chỉ đạo chung", Due: law.MustDay("2026-01-20")},
		{Person: h.people[1], PersonName: officers[1], Duty: "Phó trưởng ban", What: "Báo cáo công đoàn, giao ước thi đua", Due: law.MustDay("2026-01-15")},
		{Person: h.people[2], PersonName: officers[2], Duty: "Thành viên", What: "Dự thảo nghị quyết, thư ký hội nghị", Due: law.MustDay("2026-01-18")},
	} {
		x.Conference = h.id
		if _, err := conference.AddTask(tx, x); err != nil {
			return err
		}
	}
	return nil
}

func (h *hall) rewards(tx *store.Tx) error {
	d, err := emulation.Decide(tx, emulation.Decision{Conference: h.id, Issuer: "Giám đốc Thư viện tỉnh", Subject: "khen thưởng năm 2025"})
	if err != nil {
		return err
	}
	for _, a := range []emulation.Award{
		{Collective: true, Name: "Phòng Bạn đọc", Under: "Thư viện tỉnh Hồng Lam", Form: "Giấy khen", Reason: "Đã hoàn thành tốt nhiệm vụ năm 2025"},
		{Name: "Bà Phạm Thị Ngọc Lan", Under: "Phòng Bạn đọc", Title: "Lao động tiên tiến"},
		{Name: "Ông Vũ Đình Long", Under: "Phòng Nghiệp vụ", Form: "Giấy khen"},
	} {
		a.Decision = d
		if _, err := emulation.Reward(tx, a); err != nil {
			return err
		}
	}
	if _, err := emulation.PlanMovement(tx, emulation.Movement{Conference: h.id, Title: "Thi đua phục vụ bạn đọc", Theme: "Mỗi ngày một cuốn sách"}); err != nil {
		return err
	}
	pledge, err := emulation.DrawPledge(tx, emulation.Pledge{Conference: h.id, Title: "Giao ước thi đua năm 2026", Text: "Hoàn thành 100% chỉ tiêu\nKhông lãng phí"})
	if err != nil {
		return err
	}
	for _, x := range []emulation.Party{{Name: "Thư viện tỉnh", Signer: officers[0], Post: "Giám đốc"}, {Name: "Công đoàn cơ sở", Signer: officers[1], Post: "Chủ tịch"}} {
		x.Pledge = pledge
		if _, err := emulation.AddParty(tx, x); err != nil {
			return err
		}
	}
	return nil
}

func (h *hall) poll(tx *store.Tx) error {
	id, err := election.Call(tx, election.Election{Conference: h.id, Purpose: election.Board, Title: "Bầu Ban Thanh tra nhân dân", Seats: 3})
	if err != nil {
		return err
	}
	for _, n := range []int{11, 12, 13, 14} {
		c, err := election.Nominate(tx, election.Candidate{Election: id, Person: h.people[n], Source: "nominated", By: "Phòng Bạn đọc"})
		if err != nil {
			return err
		}
		if err := election.Consent(tx, c, law.MustDay("2026-01-05"), "letter"); err != nil {
			return err
		}
	}
	return election.SetRules(tx, id, election.Rules{Way: tally.Choose, Form: election.Paper, Base: "present", Tie: "again", Min: 1, Max: 3})
}

// held is closed, with opinions, votes and an adopted resolution.
func held(t testing.TB, db *store.DB, people int) *hall {
	h := prepared(t, db, people)
	came := people * 3 / 4
	h.at("2026-01-23 07:45", func(tx *store.Tx) error {
		for i := range came {
			if _, _, err := conference.CheckIn(tx, h.id, h.people[i], conference.ByCard); err != nil {
				return err
			}
		}
		return nil
	})
	h.at("2026-01-23 08:00", func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
	h.vote("08:08", 2, "Thông qua đoàn chủ tịch, thư ký", "")
	h.at("2026-01-23 08:10", func(tx *store.Tx) error { return conference.OpenItem(tx, h.items[3]) })
	h.at("2026-01-23 08:40", func(tx *store.Tx) error { return conference.OpenItem(tx, h.items[4]) })
	h.at("2026-01-23 08:45", h.opinions)
	last := h.vote("09:30", 7, "Thông qua Nghị quyết hội nghị", "resolution")
	h.at("2026-01-23 09:40", func(tx *store.Tx) error { return h.adopt(tx, last) })
	h.at("2026-01-23 09:45", func(tx *store.Tx) error { return conference.End(tx, h.id) })
	return h
}

// vote counts hands on one question: all but one in favour.
func (h *hall) vote(clock string, item int, question, about string) (id string) {
	h.t.Helper()
	h.at("2026-01-23 "+clock, func(tx *store.Tx) (err error) {
		if err := conference.OpenItem(tx, h.items[item]); err != nil {
			return err
		}
		id, err = ballot.Open(tx, ballot.Ballot{Conference: h.id, Item: h.items[item], Question: question, Method: "hand", Base: "present", Shown: "closed", Resolution: about})
		if err != nil {
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
		if err := ballot.Enter(tx, id, ballot.Count{Row: "1", InFavour: q.Present - 1, Against: 1}); err != nil {
			return err
		}
		_, err = ballot.Close(tx, id)
		return err
	})
	return id
}

func (h *hall) opinions(tx *store.Tx) error {
	named, err := opinion.PutSlip(tx, opinion.Opinion{Conference: h.id, Kind: opinion.Kinds()[0], Stance: opinion.Stances()[0], To: opinion.ToHead, Cover: opinion.Named, Person: h.people[7], Text: "Đề nghị bố trí kinh phí mua máy quét khổ lớn"})
	if err != nil {
		return err
	}
	if _, err := opinion.Reply(tx, opinion.Answer{Opinion: named, Ending: "accept", Text: "Tiếp thu, giao Phòng Hành chính lập dự toán", Name: "Giám đốc", Live: true}); err != nil {
		return err
	}
	return opinion.PutUnnamed(tx, opinion.Opinion{Conference: h.id, Kind: opinion.Kinds()[0], Stance: opinion.Stances()[0], To: opinion.ToUnion, Text: "Tăng thời gian tập huấn"}, opinion.NewCode())
}

// printed is the library as its resolution prints it.
func printed() resolution.Office {
	return resolution.Office{Name: library.Name, Parent: library.Parent, Place: library.Place, HeadTitle: library.HeadTitle, Head: officers[0],
		Partner: library.PartnerName, PartnerHead: officers[1]}
}

func (h *hall) adopt(tx *store.Tx, vote string) error {
	o := printed()
	id, err := resolution.Begin(tx, h.id, o)
	if err != nil {
		return err
	}
	_, err = resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: vote, Office: o})
	return err
}
