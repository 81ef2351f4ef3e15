package cli

import (
	"fmt"

	"hoinghi/comment"
	"hoinghi/counter"
	"hoinghi/election"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/opinion"
	"hoinghi/portal"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/tally"
)

// lastYear is a conference that elected the Inspection Board, gave rewards, had
// a pledge signed and answered opinions, and what readers made of its article.
func (l *loader) lastYear() scene {
	var elected string
	return scene{
		"prepared": l.rewardLast,
		"answers":  l.answerLast,
		"inspection": func(tx *store.Tx) (err error) {
			elected, err = l.electBoard(tx)
			return err
		},
		"awards": l.ceremony("awards"),
		"launch": l.ceremony("launch"),
		"pledge": l.ceremony("pledge"),
		"after": func(tx *store.Tx) error {
			return all(func() error { return l.welcome(tx) }, func() error { return l.recognise(tx, elected) },
				func() error { return l.release(tx, "Phiếu đồng ý nêu tên, lưu tại Văn phòng") })
		},
	}
}

func (l *loader) rewardLast(tx *store.Tx) error {
	y := l.x.Conference
	reason := fmt.Sprintf("Hoàn thành xuất sắc nhiệm vụ năm %d", y.ReviewYear)
	return all(
		func() error {
			return l.decide(tx, emulation.Decision{Number: "112/QĐ-TVT", Dated: day(y.HeldOn).AddDays(-10), Issuer: "Giám đốc Thư viện tỉnh Hồng Lam",
				Signer: "Trần Quốc Hưng", SignerPost: "Giám đốc", Subject: fmt.Sprintf("Công nhận danh hiệu thi đua và tặng Giấy khen năm %d", y.ReviewYear),
				Awards: []emulation.Award{
					{Collective: true, Name: "Phòng Phục vụ bạn đọc", Title: "Tập thể lao động tiên tiến", Form: "Giấy khen", Reason: reason},
					{Collective: true, Name: "Phòng Địa chí - Thông tin", Title: "Tập thể lao động tiên tiến", Form: "Giấy khen", Reason: reason},
					{Name: "Ngô Xuân Trường", Title: "Chiến sĩ thi đua cơ sở", Form: "Giấy khen", Reason: reason},
					{Name: "Phạm Thị Ngọc Lan", Title: "Lao động tiên tiến", Form: "Giấy khen", Reason: reason},
				}})
		},
		func() error {
			_, err := emulation.PlanMovement(tx, emulation.Movement{Conference: l.conf, Title: "Đọc sách cùng vùng cao", Theme: "Mỗi phòng một điểm trường",
				Goals: []string{"Mỗi phòng nhận luân chuyển sách về một điểm trường", "100% viên chức tham gia"},
				From:  law.Day{Year: y.PlanYear, Month: 2, Day: 1}, To: law.Day{Year: y.PlanYear, Month: 12, Day: 31}, Speaker: "Trần Quốc Hưng, Giám đốc"})
			return err
		},
		func() error {
			return l.pledge(tx, fmt.Sprintf("Giao ước thi đua năm %d", y.PlanYear), "Hoàn thành 100% chỉ tiêu được giao.\nKhông có viên chức vi phạm kỷ luật.", 0, 1, 2, 3, 4)
		})
}

func (l *loader) answerLast(tx *store.Tx) error {
	return all(
		func() error {
			return l.opinion(tx, opinion.Opinion{Name: "Phạm Thị Ngọc Lan", Kind: opinion.Petition, Stance: opinion.Propose, To: opinion.ToHead,
				Text: "Đề nghị mở cửa phòng đọc buổi tối cho người đi làm."},
				opinion.Answer{Ending: opinion.Promise, Name: "Trần Quốc Hưng, Giám đốc", Text: "Mở thử ba buổi tối mỗi tuần, sau đó đánh giá.",
					Due: law.Day{Year: l.x.Conference.PlanYear, Month: 3, Day: 31}}, "Phục vụ bạn đọc")
		},
		func() error {
			return l.opinion(tx, opinion.Opinion{Kind: opinion.Contribution, To: opinion.ToUnion, Text: "Nên công khai quỹ thăm hỏi theo quý."},
				opinion.Answer{Ending: opinion.Accept, Name: "Nguyễn Thị Minh Châu, Chủ tịch Công đoàn", Text: "Tiếp thu, niêm yết vào tuần đầu mỗi quý."}, "Tài chính công đoàn")
		})
}

// electBoard elects five members among six, all in one round.
func (l *loader) electBoard(tx *store.Tx) (string, error) {
	more := l.others()
	x := race{title: "Bầu Ban Thanh tra nhân dân", seats: 5}
	for _, name := range []string{"Hoàng Văn Tú", "Ngô Xuân Trường", "Phạm Thị Ngọc Lan", "Vũ Hoài Thương"} {
		x.candidates = append(x.candidates, l.people[name].ID)
	}
	x.candidates = append(x.candidates, more[0].ID, more[1].ID)
	id, err := l.race(tx, x)
	if err != nil {
		return "", err
	}
	round, err := l.handOut(tx, id, 50, 48)
	if err != nil {
		return "", err
	}
	c := tally.Count{Sums: tally.Sums{Valid: 46, Invalid: 1, For: []int64{44, 41, 39, 38, 36, 17}}, NotReturned: 1}
	if err := l.counted(tx, round, 2, c); err != nil {
		return "", err
	}
	return id, election.End(tx, id, "")
}

// recognise enters the decision of the union a week later and who leads the
// board; the post that its head had before ends with it.
func (l *loader) recognise(tx *store.Tx, id string) error {
	on := day(l.x.Conference.HeldOn).AddDays(7)
	l.now = l.begins().AddDate(0, 0, 10)
	tx.Now = l.now
	head := l.people["Hoàng Văn Tú"].ID
	posts, err := roster.PostsOn(tx, head, on)
	if err != nil {
		return err
	}
	for _, p := range posts {
		if p.Title != "Trưởng Ban Thanh tra nhân dân" {
			continue
		}
		if err := roster.Relieve(tx, p.ID, on); err != nil {
			return err
		}
	}
	d := election.Recognition{Number: "05/QĐ-CĐCS", SignedOn: on, Issuer: "Ban Chấp hành Công đoàn cơ sở", Signer: "Nguyễn Thị Minh Châu"}
	if err := election.Recognise(tx, id, d); err != nil {
		return err
	}
	return election.FirstMeeting(tx, id, election.Meeting{HeldOn: on.AddDays(2), Present: 5, Head: head,
		Deputies: []string{l.people["Ngô Xuân Trường"].ID}, Note: "Biểu quyết giơ tay, 5/5 đồng ý"})
}

// welcome is what readers of the article left: two comments, one answered and
// one still waiting.
func (l *loader) welcome(tx *store.Tx) error {
	list, err := portal.ListAll(tx)
	if err != nil || len(list) == 0 {
		return err
	}
	article := list[0].ID
	l.now = l.begins().AddDate(0, 0, 1)
	tx.Now = l.now
	if err := comment.Send(tx, comment.New{Article: article, Name: "Bạn đọc Lò Thị Mẩy", Mail: "may@example.vn", Body: "Rất mong thư viện mở cửa buổi tối."}); err != nil {
		return err
	}
	had, err := comment.List(tx)
	if err != nil {
		return err
	}
	if err := comment.Reply(tx, had[0].ID, "Thư viện tỉnh", "Cảm ơn bạn đọc. Phòng đọc sẽ mở thử ba buổi tối mỗi tuần."); err != nil {
		return err
	}
	err = comment.Send(tx, comment.New{Article: article, Name: "Nguyễn Văn Bình", Mail: "binh@example.vn", Body: "Xin hỏi thủ tục làm thẻ cho học sinh."})
	if err != nil {
		return err
	}
	return counter.Add(tx, counter.Take{Articles: map[string]int64{article: 1286}})
}
