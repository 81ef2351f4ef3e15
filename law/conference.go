package law

const (
	tt01k3   = "khoản 3 Điều 2 " + tt01
	l10d50k1 = "khoản 1 Điều 50 " + l10
	l10d50k2 = "khoản 2 Điều 50 " + l10
	l10d51k1 = "khoản 1 Điều 51 " + l10
	l10d51a  = "điểm a khoản 2 Điều 51 " + l10
	l10d51b  = "điểm b khoản 2 Điều 51 " + l10
	l10d51c  = "điểm c khoản 2 Điều 51 " + l10
	l10d51dd = "điểm đ khoản 2 Điều 51 " + l10
	l10d51k4 = "khoản 4 Điều 51 " + l10
)

// Quorum is the share of the convened who must be present.
var Quorum = history("conf.quorum.fraction",
	between("2016-03-01", "2023-06-30", AtLeast(2, 3), read(tt01k3)),
	since("2023-07-01", AtLeast(2, 3), read(l10d51c)),
)

// Majority is the share of those attending who must be in favour.
var Majority = history("conf.pass.fraction",
	between("2016-03-01", "2023-06-30", MoreThan(1, 2), read(tt01k3)),
	since("2023-07-01", MoreThan(1, 2), read(l10d51c)),
)

// WholeStaffMax is the number of staff up to which everyone is convened.
var WholeStaffMax = history("conf.whole_staff.max",
	between("2016-03-01", "2023-06-30", UpTo(200), read("Điều 4 "+tt01)),
	since("2023-07-01", Below(100), read(l10d51a)),
)

// OptionalMax is the number of staff up to which no conference need be held.
var OptionalMax = history("conf.optional.max",
	since("2023-07-01", UpTo(7), read(l10d51dd)),
)

// DelegateException lists why a small unit may convene delegates.
var DelegateException = history("conf.delegate.exception",
	between("2016-03-01", "2023-06-30", scattered, read("Điều 4 "+tt01)),
	since("2023-07-01", scattered, read(l10d51b)),
)

var scattered = []Item{
	{"dispersed", "đơn vị có bộ phận làm việc phân tán"},
	{"posts", "có người không thể rời vị trí làm việc"},
}

// Frequency is how many regular conferences a year has.
var Frequency = history("conf.frequency",
	between("2015-02-25", "2023-06-30", 1, read("Điều 5 "+nd04).noting("Ngày có hiệu lực 25/02/2015; một bản mục lục ghi 01/3/2015.")),
	since("2023-07-01", 1, read(l10d51k1)),
)

// Deadline is how far into the next working year the conference may be held.
var Deadline = history("conf.deadline.months",
	since("2023-07-01", Span{3, Months}, read(l10d51k1)),
)

// DeadlineOld is the older rule without a number of days.
var DeadlineOld = history("conf.deadline.old",
	between("2016-03-01", "2023-06-30", Item{"year-end", "tổ chức vào cuối năm; ngành giáo dục vào cuối năm học"}, read("Điều 3 "+tt01)),
)

// Proposers says who may ask for an extraordinary conference.
type Proposers struct {
	Staff       Share // of all staff
	Union, Head bool
}

// ExtraRequest says who may ask for an extraordinary conference.
var ExtraRequest = history("conf.extra.request",
	between("2016-03-01", "2023-06-30", Proposers{AtLeast(1, 3), true, true}, read("Điều 3 "+tt01)),
	since("2023-07-01", Proposers{AtLeast(1, 3), true, true}, read(l10d50k1+"; "+l10d51k1).noting(noteUnion2025)),
)

// ExtraConvene is the time to convene an extraordinary conference once asked.
var ExtraConvene = history("conf.extra.convene_days",
	between("2016-03-01", "2023-06-30", Span{15, Days}, read("Điều 9 "+tt01)),
)

// Chair says who presides.
var Chair = history("conf.chair",
	since("2023-07-01", Item{"head", "người đứng đầu cơ quan, đơn vị chủ trì, phối hợp với công đoàn tổ chức"}, read(l10d51k1).noting(noteUnion2025)),
)

// Steps is the order of the conference.
var Steps = history("conf.steps.order", since("2023-07-01", statutory, read(l10d51k4).noting(noteUnion2025)))

var statutory = []Step{
	{"a", "báo cáo kết quả thực hiện chính sách, kế hoạch công tác, trách nhiệm người đứng đầu", "người đứng đầu"},
	{"b", "báo cáo thực hiện nghị quyết hội nghị trước, quy chế dân chủ và việc giám sát", "đại diện công đoàn"},
	{"c", "thảo luận, góp ý, kiến nghị", "người dự hội nghị"},
	{"d", "giải đáp; bàn biện pháp cải thiện điều kiện làm việc, đời sống và kế hoạch năm tới", "người đứng đầu và công đoàn"},
	{"đ", "báo cáo kết quả trong năm và chương trình năm tới của Ban Thanh tra nhân dân", "Ban Thanh tra nhân dân"},
	{"e", "bàn và quyết định các nội dung của Điều 49", "hội nghị"},
	{"g", "khen thưởng cá nhân, tập thể; phát động thi đua", "người đứng đầu"},
	{"h", "ký giao ước thi đua", "người đứng đầu và công đoàn"},
	{"i", "thông qua nghị quyết hội nghị", "hội nghị"},
}

// FormsAllowed lists when opinion forms may stand in for the conference.
var FormsAllowed = history("conf.forms.allowed_when", since("2023-07-01", []Item{
	{"force-majeure", "sự kiện bất khả kháng không tổ chức được hội nghị"},
	{"second-call", "đã triệu tập lần thứ hai mà vẫn không đủ số người dự"},
}, read(l10d50k2)))

// FormsPass is the share of all who were sent a form that must be in favour.
var FormsPass = history("conf.forms.pass",
	since("2023-07-01", MoreThan(1, 2), known(Low, l10d50k2).noting("Luật không nói tỷ lệ; cách đọc an toàn là tính trên toàn thể người được gửi phiếu.")),
)

// PartyAnalogy says under which rules party and mass bodies meet.
var PartyAnalogy = history("conf.party_body.analogy",
	since("2023-07-01", Item{"analogy", "thực hiện theo hướng dẫn của cơ quan trung ương của tổ chức mình, trên tinh thần của luật"}, read("khoản 2 Điều 91 "+l10)),
)

// ReviewPeriod is how often the resolution's execution is checked.
var ReviewPeriod = history("conf.review.period_months",
	since("2023-07-01", Span{6, Months}, read("khoản 3 Điều 52 "+l10)),
)

var conferenceTopic = topic{
	name: "Hội nghị", review: MustDay("2027-01-01"), kinds: agencies, likens: true,
	rules: []Rule{
		rule(Quorum, "Số người phải có mặt", say[Share](ruleQuorum)),
		rule(Majority, "Số người phải tán thành", say[Share](ruleMajority)),
		rule(WholeStaffMax, "Hội nghị toàn thể", say[Limit]("đơn vị có %s người tổ chức hội nghị toàn thể")),
		rule(OptionalMax, "Đơn vị được miễn tổ chức hội nghị", say[Limit]("đơn vị có %s người không bắt buộc tổ chức hội nghị")),
		rule(DelegateException, "Đơn vị ít người được triệu tập đại biểu khi", choice),
		rule(Frequency, "Số kỳ hội nghị thường niên", counting("%d lần mỗi năm")),
		rule(Deadline, "Thời hạn tổ chức hội nghị", say[Span]("sau khi kết thúc năm công tác, không quá %s của năm công tác tiếp theo")),
		rule(DeadlineOld, "Thời gian tổ chức hội nghị (quy định cũ)", itemText,
			gap("2023-07-01", "", "đã thay bằng thời hạn tính theo tháng, xem quy tắc conf.deadline.months")),
		rule(ExtraRequest, "Ai được đề nghị hội nghị bất thường", proposing),
		rule(ExtraConvene, "Thời hạn triệu tập hội nghị bất thường", say[Span]("trong %s kể từ khi có đề nghị"),
			gap("2023-07-01", "", "luật năm 2022 không quy định số ngày triệu tập hội nghị bất thường")),
		rule(Chair, "Chủ trì hội nghị", itemText),
		rule(Steps, "Trình tự hội nghị", stepping),
		rule(FormsAllowed, "Được lấy phiếu thay hội nghị khi", choice),
		rule(FormsPass, "Tỷ lệ tán thành khi lấy phiếu", say[Share]("%s tổng số người được gửi phiếu tán thành")),
		rule(PartyAnalogy, "Cơ quan Đảng, Mặt trận, đoàn thể", itemText).only(PartyOrMass),
		rule(ReviewPeriod, "Kiểm tra việc thực hiện nghị quyết", say[Span]("%s một lần, thông báo cho toàn thể")),
	},
}

func proposing(p Proposers) string {
	s := p.Staff.Words() + " tổng số người của đơn vị"
	if p.Union {
		s += ", ban chấp hành công đoàn"
	}
	if p.Head {
		s += " hoặc người đứng đầu"
	}
	return s
}
