package cli

import (
	"fmt"
	"strings"

	"hoinghi/counter"
	"hoinghi/election"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/opinion"
	"hoinghi/paper"
	"hoinghi/portal"
	"hoinghi/store"
)

// thisYear is a conference with its plan issued, a by-election of which slips
// are being given out, opinions half answered, and ceremonies still to come.
func (l *loader) thisYear(base string) scene {
	var round func(*store.Tx) error
	return scene{
		"prepared": func(tx *store.Tx) error {
			return all(func() error { return l.issuePlan(tx, base) }, func() error { return l.beside(tx) }, func() error { return l.rewardThis(tx) })
		},
		"programme": func(tx *store.Tx) (err error) {
			round, err = l.byElection(tx)
			return err
		},
		"discussion": func(tx *store.Tx) error {
			return all(func() error { return l.sayThis(tx) }, func() error { return round(tx) })
		},
	}
}

// issuePlan numbers and freezes the plan of the conference.
func (l *loader) issuePlan(tx *store.Tx, base string) error {
	_, err := paper.Issue(tx, paper.Issuance{Kind: "plan", Conference: l.conf, Dated: l.today(), Origin: strings.TrimSuffix(base, "/")})
	return err
}

// beside fills what stands beside the pages of the portal.
func (l *loader) beside(tx *store.Tx) error {
	for _, b := range []portal.Block{
		{Kind: portal.BlockBanner, Title: "Xây dựng thói quen đọc sách", Body: "Mỗi ngày một trang sách, mỗi nhà một tủ sách."},
		{Kind: portal.BlockLinks, Title: "Liên kết", Body: "Cổng thông tin điện tử Chính phủ | https://chinhphu.vn\nCông đoàn Việt Nam | https://congdoan.vn"},
		{Kind: portal.BlockSupport, Title: "Hỗ trợ bạn đọc", Body: "Quầy thủ thư\nPhòng Tin học"},
	} {
		if err := portal.PutBlock(tx, b, nil); err != nil {
			return fmt.Errorf("block %s: %w", b.Title, err)
		}
	}
	figures, err := counter.Figures(tx)
	if err != nil {
		return err
	}
	for i := range figures {
		if figures[i].Kind == counter.Total {
			figures[i].Start = 128_400 // of the site before
		}
	}
	if err := counter.Arrange(tx, figures); err != nil {
		return err
	}
	days := map[law.Day]counter.Day{}
	for n := range 45 {
		d := day(l.x.Conference.HeldOn).AddDays(-n)
		visits := int64(58 + n*7%31)
		days[d] = counter.Day{Day: d, Visits: visits, Views: visits*3 + int64(n%5)}
	}
	return counter.Add(tx, counter.Take{Days: days})
}

func (l *loader) rewardThis(tx *store.Tx) error {
	y := l.x.Conference
	reason := fmt.Sprintf("Hoàn thành xuất sắc nhiệm vụ năm %d", y.ReviewYear)
	return all(
		func() error {
			return l.decide(tx, emulation.Decision{Number: "126/QĐ-TVT", Dated: day(y.HeldOn).AddDays(-5), Issuer: "Giám đốc Thư viện tỉnh Hồng Lam",
				Signer: "Trần Quốc Hưng", SignerPost: "Giám đốc", Subject: fmt.Sprintf("Công nhận danh hiệu thi đua và tặng Giấy khen năm %d", y.ReviewYear),
				Awards: []emulation.Award{
					{Collective: true, Name: "Phòng Thiếu nhi", Title: "Tập thể lao động tiên tiến", Form: "Giấy khen", Reason: reason},
					{Name: "Tạ Quang Vinh", Title: "Chiến sĩ thi đua cơ sở", Form: "Giấy khen", Reason: reason},
					{Name: "Vũ Hoài Thương", Title: "Lao động tiên tiến", Form: "Giấy khen", Reason: reason},
					{Name: "Phạm Thị Ngọc Lan", Title: "Lao động tiên tiến", Form: "Giấy khen", Reason: reason},
				}})
		},
		func() error {
			return l.decide(tx, emulation.Decision{Number: "48/QĐ-CĐN", Dated: day(y.HeldOn).AddDays(-12), Issuer: "Ban Thường vụ Công đoàn ngành Văn hóa, Thể thao và Du lịch",
				Signer: "Phan Thị Yến", SignerPost: "Phó Chủ tịch", Subject: fmt.Sprintf("Khen thưởng hoạt động công đoàn năm %d", y.ReviewYear), Behalf: "đồng chí Phan Thị Yến, Phó Chủ tịch Công đoàn ngành",
				Awards: []emulation.Award{{Name: "Mai Thị Hồng Nhung", Form: "Giấy khen", Reason: "Có thành tích trong hoạt động công đoàn"}}})
		},
		func() error {
			_, err := emulation.PlanMovement(tx, emulation.Movement{Conference: l.conf, Title: "Thư viện số đến từng thôn bản", Theme: "Số hóa, kết nối, phục vụ",
				Text:  "Mỗi viên chức làm chủ một kỹ năng số, mỗi phòng có ít nhất một sáng kiến.",
				Goals: []string{"Số hóa 45.000 trang tài liệu địa chí", "Mỗi phòng có ít nhất một sáng kiến được công nhận"},
				From:  law.Day{Year: y.PlanYear, Month: 1, Day: 1}, To: law.Day{Year: y.PlanYear, Month: 12, Day: 31}, Speaker: "Trần Quốc Hưng, Giám đốc"})
			return err
		},
		func() error {
			return l.pledge(tx, fmt.Sprintf("Giao ước thi đua năm %d", y.PlanYear), "Hoàn thành 100% chỉ tiêu được giao.\nMỗi phòng có ít nhất một sáng kiến.", 2, 4)
		},
		func() error {
			return l.commitment(tx, "Cam kết thực hiện văn hóa công sở", "Tôn trọng bạn đọc, đúng giờ, không uống rượu bia trong giờ làm việc và giờ nghỉ trưa.", 21)
		})
}

// byElection releases a member of the board who asked for it and has the list
// for the empty seat closed; what it answers gives out the slips.
func (l *loader) byElection(tx *store.Tx) (func(*store.Tx) error, error) {
	board, err := election.Serving(tx, day(l.x.Conference.HeldOn))
	if err != nil {
		return nil, err
	}
	out := board[len(board)-1]
	vote, err := l.asked(tx, "Cho thôi nhiệm vụ thành viên Ban Thanh tra nhân dân: "+out.Name)
	if err != nil {
		return nil, err
	}
	err = election.ReleaseMember(tx, election.Release{Member: out.ID, Vote: vote, On: day(l.x.Conference.HeldOn), Why: "Xin thôi, có đơn"})
	if err != nil {
		return nil, err
	}
	more := l.others()
	id, err := l.race(tx, race{title: "Bầu bổ sung Ban Thanh tra nhân dân", of: out.Election, seats: 1, candidates: []string{more[2].ID, more[3].ID}})
	return func(tx *store.Tx) error {
		_, err := l.handOut(tx, id, 50, 31)
		return err
	}, err
}

func (l *loader) sayThis(tx *store.Tx) error {
	return all(
		func() error {
			return l.opinion(tx, opinion.Opinion{Name: "Phạm Thị Ngọc Lan", Kind: opinion.Contribution, Stance: opinion.Amend, To: opinion.ToHead,
				Text: "Dự thảo nghị quyết nên ghi rõ số buổi tối mở cửa mỗi tuần."},
				opinion.Answer{Ending: opinion.Accept, Name: "Trần Quốc Hưng, Giám đốc", Text: "Tiếp thu, ghi vào phần nhiệm vụ."}, "Phục vụ bạn đọc")
		},
		func() error {
			return l.opinion(tx, opinion.Opinion{Name: "Tạ Quang Vinh", Kind: opinion.Petition, Stance: opinion.Propose, To: opinion.ToHead,
				Text: "Đề nghị thay mười máy tính của phòng đọc đã dùng tám năm."}, opinion.Answer{}, "Cơ sở vật chất")
		},
		func() error {
			return l.opinion(tx, opinion.Opinion{Kind: opinion.Petition, Stance: opinion.Propose, To: opinion.ToUnion,
				Text: "Đề nghị công đoàn tổ chức khám sức khỏe định kỳ tại chỗ."}, opinion.Answer{}, "")
		})
}
