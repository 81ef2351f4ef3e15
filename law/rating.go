package law

import "fmt"

// Level is a yearly quality rating, best first.
type Level string

// The levels.
const (
	Excellent Level = "HTXS"
	Good      Level = "HTT"
	Completed Level = "HT"
	Failed    Level = "KHT"
)

// Points is a scale of 100 points and the least points of each level.
type Points struct{ Common, Tasks, Excellent, Good, Completed int }

var hundredPoints = Points{30, 70, 90, 70, 50}

// Level is the level that points earn before any other condition.
func (p Points) Level(points int) (Level, error) {
	switch {
	case points < 0 || points > p.Common+p.Tasks:
		return "", missing(KeyScore, points)
	case points >= p.Excellent:
		return Excellent, nil
	case points >= p.Good:
		return Good, nil
	case points >= p.Completed:
		return Completed, nil
	}
	return Failed, nil
}

// RatingCap is the largest part of those rated good and above that may be
// rated excellent. BestUnit is for public employees of a unit that is itself
// excellent; its zero value means no such allowance.
type RatingCap struct{ CivilServants, PublicEmployees, BestUnit Cap }

// ExcellentCap caps the excellent ratings.
var ExcellentCap = history("rate.htxs.cap",
	between("2023-09-15", "2025-12-31", RatingCap{AtMost(20, 100), AtMost(20, 100), Cap{}}, known(Medium, nd48)),
	between("2026-01-01", "2026-06-30", RatingCap{AtMost(20, 100), AtMost(20, 100), Cap{}},
		known(Medium, nd335+" (công chức); "+nd48+" (viên chức)").noting("Phần công chức đã đọc trong văn bản; phần viên chức chưa.")),
	since("2026-07-01", RatingCap{AtMost(20, 100), AtMost(20, 100), AtMost(25, 100)},
		read(nd335+" (công chức); khoản 6 Điều 12 "+nd233+" (viên chức)")),
)

// PointsCivil is the scale of civil servants.
var PointsCivil = history("rate.points.congchuc", since("2026-01-01", hundredPoints, read("Điều 14 đến Điều 16 "+nd335)))

// PointsPublic is the scale of public employees.
var PointsPublic = history("rate.points.vienchuc", since("2026-07-01", hundredPoints, read("Điều 10 đến Điều 12 "+nd233)))

// OldExcellent is what an excellent rating took: per cent of tasks done, and
// of tasks done beyond plan.
type OldExcellent struct{ Tasks, Beyond int }

// ExcellentOld is the older condition for an excellent rating.
var ExcellentOld = history("rate.htxs.old", between("2020-08-20", "2023-09-14", OldExcellent{100, 50}, read("Điều 12 "+nd90)))

// FailedOld is the older condition for a failed rating.
var FailedOld = history("rate.kht.old", between("2020-08-20", "2023-09-14", []Item{
	{"criteria", "trên 50 % tiêu chí không đạt"},
	{"discipline", "bị kỷ luật trong năm do vi phạm khi thực hiện nhiệm vụ"},
	{"degradation", "có kết luận suy thoái tư tưởng, đạo đức"},
}, read("Điều 15 "+nd90)))

// HeadCap says whether the head may not be rated above the unit.
var HeadCap = history("rate.head.cap", since("2026-07-01", true, read("khoản 7 Điều 12 "+nd233)))

// RatedFrom is how long one must have worked in the year to be rated.
var RatedFrom = history("rate.min_months", since("2026-07-01", Span{6, Months}, read("Điều 14 "+nd233)))

// RatingDeadline is the day of the year before which ratings are done.
var RatingDeadline = history("rate.deadline",
	since("2020-08-20", Item{"12-15", "trước ngày 15 tháng 12 hằng năm"}, known(Medium, "Điều 20 "+nd90+"; Điều 9, Điều 15 "+nd233).
		noting("Bản quét của Nghị định số 233/2026/NĐ-CP ghi cá nhân trước ngày 05/12; dùng ngày 15/12, cần đối chiếu bản gốc.")))

// RatingRegulation is the last day for a unit to issue its rating regulation.
var RatingRegulation = history("rate.regulation.due",
	between("2026-07-01", "2026-12-31", MustDay("2026-11-30"), read("Điều 18, Điều 20 "+nd233)))

// RatingCivil names the rules by which civil servants are rated.
var RatingCivil = history("rate.pack.congchuc",
	between("2020-08-20", "2023-09-14", Item{"RATE-2020", nd90}, read(nd90)),
	between("2023-09-15", "2025-12-31", Item{"RATE-2023", nd90 + " được sửa bởi " + nd48}, read(nd48)),
	since("2026-01-01", Item{"RATE-CC-2026", nd335}, read(nd335).noting("Ngày có hiệu lực cần đối chiếu bản gốc.")),
)

// RatingPublic names the rules by which public employees are rated.
var RatingPublic = history("rate.pack.vienchuc",
	between("2020-08-20", "2023-09-14", Item{"RATE-2020", nd90}, read(nd90)),
	between("2023-09-15", "2026-06-30", Item{"RATE-2023", nd90 + " được sửa bởi " + nd48}, read(nd48)),
	since("2026-07-01", Item{"RATE-VC-2026", nd233}, read(nd233).noting("Đơn vị chưa ban hành quy chế đánh giá trước 30/11/2026 thì năm 2026 đánh giá theo quy định cũ.")),
)

const sinceDecree48 = "từ 15/9/2023 theo " + nd48 + ", chưa đọc được nguyên văn"

var ratingTopic = topic{
	name: "Đánh giá, xếp loại", review: MustDay("2026-12-31"), kinds: agencies,
	rules: []Rule{
		rule(RatingCivil, "Văn bản đánh giá công chức", itemText).only(Administrative, PartyOrMass),
		rule(RatingPublic, "Văn bản đánh giá viên chức", itemText).only(PublicService),
		rule(ExcellentCap, "Tỷ lệ hoàn thành xuất sắc", RatingCap.Words),
		rule(PointsCivil, "Thang điểm công chức", pointsText).only(Administrative, PartyOrMass),
		rule(PointsPublic, "Thang điểm viên chức", pointsText).only(PublicService),
		rule(ExcellentOld, "Hoàn thành xuất sắc (quy định cũ)", func(o OldExcellent) string {
			return fmt.Sprintf("hoàn thành %d %% nhiệm vụ đúng tiến độ, chất lượng, trong đó ít nhất %d %% vượt mức", o.Tasks, o.Beyond)
		}, gap("2023-09-15", "", sinceDecree48)),
		rule(FailedOld, "Không hoàn thành (quy định cũ)", choice, gap("2023-09-15", "", sinceDecree48)),
		rule(HeadCap, "Mức của người đứng đầu", either("không cao hơn mức của đơn vị", "không giới hạn")).only(PublicService),
		rule(RatedFrom, "Thời gian công tác để được đánh giá", say[Span]("làm việc từ đủ %s trong năm")).only(PublicService),
		rule(RatingDeadline, "Thời hạn đánh giá", itemText),
		rule(RatingRegulation, "Hạn ban hành quy chế đánh giá", vnDay,
			gap("2027-01-01", "", "chỉ áp dụng cho năm 2026")).only(PublicService),
	},
}

// Words writes the caps of all kinds of staff.
func (c RatingCap) Words() string {
	s := c.CivilServants.Words() + " số công chức, " + c.PublicEmployees.Words() + " số viên chức được xếp từ hoàn thành tốt trở lên"
	if c.BestUnit != (Cap{}) {
		s += "; viên chức của đơn vị hoàn thành xuất sắc " + c.BestUnit.Words()
	}
	return s
}

func pointsText(p Points) string {
	return fmt.Sprintf("%d điểm tiêu chí chung và %d điểm kết quả; từ %d xuất sắc, từ %d tốt, từ %d hoàn thành",
		p.Common, p.Tasks, p.Excellent, p.Good, p.Completed)
}
