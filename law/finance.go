package law

// The rules of making the budget public follow the budget year, not the day of
// the conference: ask them with OfBudgetYear.

const tt61and90 = tt61 + ", sửa bởi " + tt90

// EstimateDeadline is the time to publish the estimate.
var EstimateDeadline = history("fin.estimate.days",
	between("2017-08-01", "2025-12-31", Span{15, Days}, read(tt61and90)),
	since("2026-01-01", Span{30, Days}, read("khoản 2 Điều 37 "+nd73)),
)

// QuarterDeadline is the time to publish the execution of part of a year.
var QuarterDeadline = history("fin.quarter.days",
	between("2017-08-01", "2025-12-31", Span{15, Days}, read(tt61)),
	since("2026-01-01", Span{10, Days}, read("khoản 3 Điều 37 "+nd73).noting("Công khai 3 tháng, 6 tháng, 9 tháng.")),
)

// YearDeadline is the time to publish the execution of a year once reported.
var YearDeadline = history("fin.year.days",
	between("2017-08-01", "2025-12-31", fiveWorkingDays, read(tt61)),
	since("2026-01-01", Span{10, Days}, read("khoản 3 Điều 37 "+nd73)),
)

// SettlementDeadline is the time to publish the settlement.
var SettlementDeadline = history("fin.settle.days",
	between("2017-08-01", "2025-12-31", Span{15, Days}, read(tt61)),
	since("2026-01-01", Span{30, Days}, read("khoản 2 Điều 37 "+nd73)),
)

// FinanceForms lists the numbered tables: estimate, execution, settlement.
var FinanceForms = history("fin.forms",
	between("2017-08-01", "2025-12-31", []Item{
		{"02", "dự toán"}, {"03", "tình hình thực hiện quý, 6 tháng, năm"}, {"04", "quyết toán"},
	}, read(tt61and90)),
	since("2026-01-01", []Item{
		{"74", "dự toán"}, {"75", "tình hình thực hiện 3, 6, 9 tháng, năm"}, {"76", "quyết toán"},
	}, read("Điều 27 "+tt26)),
)

// SpendingAtConference says whether the spending regulation is published at
// the conference.
var SpendingAtConference = history("fin.qcctnb.conf", since("2026-05-01", true, read("khoản 2 Điều 12 "+nd75)))

// ExtraIncome caps the yearly extra income by the actual salary fund.
var ExtraIncome = history("fin.extra_income.max", since("2026-05-01", AtMost(1, 1), read("Điều 9 "+nd75)))

var financeTopic = topic{
	name: "Công khai tài chính", review: MustDay("2027-01-01"), kinds: agencies,
	rules: []Rule{
		rule(EstimateDeadline, "Hạn công khai dự toán", say[Span]("chậm nhất %s từ ngày được giao, được duyệt")),
		rule(QuarterDeadline, "Hạn công khai tình hình thực hiện trong năm", say[Span]("chậm nhất %s sau khi hết kỳ")),
		rule(YearDeadline, "Hạn công khai tình hình thực hiện cả năm", say[Span]("chậm nhất %s sau khi gửi báo cáo")),
		rule(SettlementDeadline, "Hạn công khai quyết toán", say[Span]("chậm nhất %s từ ngày được duyệt")),
		rule(FinanceForms, "Mẫu biểu công khai", formNumbers),
		rule(SpendingAtConference, "Quy chế chi tiêu nội bộ", either("công khai tại hội nghị", "không bắt buộc")).only(Administrative, PartyOrMass),
		rule(ExtraIncome, "Thu nhập tăng thêm", say[Cap]("%s quỹ lương thực hiện trong năm")).only(Administrative, PartyOrMass),
	},
}

func formNumbers(forms []Item) string {
	s := ""
	for i, f := range forms {
		if i > 0 {
			s += "; "
		}
		s += "mẫu " + f.Code + " " + f.Text
	}
	return s
}

// OfBudgetYear gives the value for a budget year: the one in force at its end.
func OfBudgetYear[T any](s Series[T], year int) (Dated[T], error) { return s.On(Day{year, 12, 31}) }
