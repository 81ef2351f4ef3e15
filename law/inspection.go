package law

import "fmt"

// BoardSize is how many members an Inspection Board may have.
type BoardSize struct {
	Min, Max int64
	Odd      bool // only odd numbers
	Special  bool // more than Max where the unit is special or scattered
}

// Allows reports whether a board may have n members without special reason.
func (b BoardSize) Allows(n int64) bool {
	return n >= b.Min && n <= b.Max && (!b.Odd || n%2 == 1)
}

// BoardSizes is the size of the board.
var BoardSizes = history("ttnd.size",
	between("2017-02-01", "2023-06-30", BoardSize{3, 9, true, false}, read("Chương III "+nd159)),
	since("2023-07-01", BoardSize{3, 9, false, true}, read("khoản 1 Điều 60 "+l10+"; khoản 2 Điều 21 "+nd59)),
)

// NoBoardMax is the number of staff up to which there is no board.
var NoBoardMax = history("ttnd.none.max_staff", since("2023-07-01", UpTo(7), read("khoản 1 Điều 60 "+l10)))

// BoardTerm is the term of the board.
var BoardTerm = history("ttnd.term.months",
	between("2011-07-01", "2023-06-30", Span{24, Months}, read(ltt2010)),
	since("2023-07-01", Span{24, Months}, read("khoản 3 Điều 60 "+l10)),
)

// BoardExcluded lists who may not be a member.
var BoardExcluded = history("ttnd.exclude", since("2023-07-01", []Item{
	{"head", "người đứng đầu"}, {"deputy", "cấp phó của người đứng đầu"}, {"chief-accountant", "kế toán trưởng"},
}, read("khoản 2 Điều 60 "+l10)))

// BoardElected is the share of those attending that elects a member.
var BoardElected = history("ttnd.elected", since("2023-07-01", MoreThan(1, 2),
	read("khoản 1 Điều 21 "+nd59+"; "+l10d51c).noting("Luật không định bầu kín hay giơ tay; hội nghị quyết định.")))

// BoardRecognised is the time to recognise the elected members.
var BoardRecognised = history("ttnd.recognise.days", since("2023-08-15", fiveWorkingDays, read("khoản 1 Điều 21 "+nd59).noting(noteUnion2025)))

// Deputies is how many deputy heads a board of some size may have.
type Deputies struct{ From, Max int64 }

// BoardDeputies is how many deputy heads a board may have.
var BoardDeputies = history("ttnd.deputies.max",
	between("2017-02-01", "2023-08-07", Deputies{5, 1}, read("Chương III "+nd159)),
	since("2023-08-15", Deputies{9, 2}, read("khoản 3 Điều 21 "+nd59)),
)

// BoardPlanNotice is how long before a check its subject is told.
var BoardPlanNotice = history("ttnd.plan.notice_days", since("2023-08-15", fiveWorkingDays, read("điểm b khoản 1 Điều 22 "+nd59)))

// BoardAnswer is the time of the head to answer a recommendation.
var BoardAnswer = history("ttnd.recommendation.answer_days", since("2023-07-01", Span{15, Days}, read("điểm c khoản 1 Điều 63 "+l10)))

// BoardReports lists the reports of the board.
var BoardReports = history("ttnd.reports", since("2023-08-15", []Item{
	{"quarter", "quý"}, {"half-year", "6 tháng"}, {"year", "năm"}, {"term", "nhiệm kỳ"},
}, read("khoản 3 Điều 22 "+nd59)))

// BoardOldExpiry is the day on which the decree of 2016 lapsed.
var BoardOldExpiry = history("ttnd.old_decree.expiry",
	since("2023-08-08", MustDay("2023-08-08"), read("khoản 2 Điều 28 "+nd59)))

var inspectionTopic = topic{
	name: "Ban Thanh tra nhân dân", review: MustDay("2027-01-01"), kinds: agencies, likens: true,
	rules: []Rule{
		rule(BoardSizes, "Số thành viên", boardSizeText),
		rule(NoBoardMax, "Đơn vị không lập Ban", say[Limit]("đơn vị có %s người không lập Ban Thanh tra nhân dân")),
		rule(BoardTerm, "Nhiệm kỳ", say[Span]("%s")),
		rule(BoardExcluded, "Người không được làm thành viên", excluded),
		rule(BoardElected, "Điều kiện trúng cử", say[Share]("được %s số người dự hội nghị tán thành")),
		rule(BoardRecognised, "Thời hạn công nhận", say[Span]("chậm nhất %s sau hội nghị")),
		rule(BoardDeputies, "Số phó trưởng ban", deputyText,
			gap("2023-08-08", "2023-08-14", "nghị định cũ hết hiệu lực ngày 08/8/2023, nghị định mới có hiệu lực từ 15/8/2023; luật không quy định số phó trưởng ban")),
		rule(BoardPlanNotice, "Báo trước kế hoạch kiểm tra", say[Span]("ít nhất %s trước khi kiểm tra")),
		rule(BoardAnswer, "Thời hạn trả lời kiến nghị", say[Span]("người đứng đầu trả lời chậm nhất %s từ khi nhận")),
		rule(BoardReports, "Báo cáo của Ban", excluded),
		rule(BoardOldExpiry, "Ngày nghị định cũ hết hiệu lực", vnDay),
	},
}

func boardSizeText(b BoardSize) string {
	s := fmt.Sprintf("từ %d đến %d người", b.Min, b.Max)
	if b.Odd {
		s += ", số lẻ"
	}
	if b.Special {
		s += "; trường hợp đặc thù, phân tán được nhiều hơn do hội nghị quyết định"
	}
	return s
}

func deputyText(d Deputies) string {
	return fmt.Sprintf("Ban có từ %d thành viên được bầu không quá %d phó trưởng ban", d.From, d.Max)
}

// excluded writes items as a plain list.
func excluded(items []Item) string {
	s := ""
	for i, x := range items {
		if i > 0 {
			s += ", "
		}
		s += x.Text
	}
	return s
}
