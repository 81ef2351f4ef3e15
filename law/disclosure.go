package law

import "fmt"

// Notice is one of the matters that must be made public inside the unit.
type Notice struct {
	Number     int
	Text       string
	Form       string // how we publish it unless the unit chooses otherwise
	Due        Span   // after the decision or document exists
	Own        string // rule that sets another time limit for it; else empty
	Restricted bool   // only those concerned may read it
}

var fiveWorkingDays = Span{5, WorkingDaysOnly}

var notices = []Notice{
	{1, "chủ trương, chính sách của Đảng, Nhà nước liên quan đến công việc của đơn vị", "danh mục liên kết", fiveWorkingDays, "", false},
	{2, "kế hoạch công tác năm, quý, tháng", "kế hoạch", fiveWorkingDays, "", false},
	{3, "dự toán, các nguồn tài chính khác, tình hình thực hiện, quyết toán, kết quả kiểm toán", "công khai tài chính", fiveWorkingDays, "fin.estimate.days", false},
	{4, "tiêu chuẩn, định mức, mua sắm, quản lý, sử dụng tài sản công", "thông báo tài sản", fiveWorkingDays, "", false},
	{5, "đầu tư công: tiêu chí, kế hoạch, tiến độ, quyết toán", "thông báo đầu tư", fiveWorkingDays, "", false},
	{6, "tuyển dụng, đào tạo, điều động, hợp đồng, đi nước ngoài, nâng lương, nâng ngạch, đánh giá, khen thưởng, kỷ luật, thôi việc, nghỉ hưu; đề án và việc soạn quy chế", "thông báo nhân sự", fiveWorkingDays, "", false},
	{7, "kết luận về tham nhũng, lãng phí; bản kê khai tài sản", "niêm yết hạn chế", fiveWorkingDays, "", true},
	{8, "kết quả thanh tra, giải quyết khiếu nại, tố cáo, kiến nghị trong đơn vị", "thông báo kết quả", fiveWorkingDays, "", false},
	{9, "nội quy, quy chế, quy tắc ứng xử", "thư viện quy chế", fiveWorkingDays, "", false},
	{10, "tổng hợp ý kiến và việc tiếp thu, giải trình", "báo cáo ý kiến", fiveWorkingDays, "", false},
	{11, "văn bản chỉ đạo của cấp trên", "văn bản đến", fiveWorkingDays, "", false},
	{12, "nội dung khác theo pháp luật hoặc quy chế dân chủ", "theo quy chế", fiveWorkingDays, "", false},
}

// Notices lists the matters that must be made public inside the unit.
var Notices = history("disc.items", since("2023-07-01", notices, read("Điều 46 "+l10)))

// DisclosureDeadline is the time to publish once a decision or document exists.
var DisclosureDeadline = history("disc.deadline",
	since("2023-07-01", fiveWorkingDays, read("khoản 2 Điều 47 "+l10).noting("Luật khác quy định thời hạn thì theo luật đó (khoản 6 Điều 48).")))

// DisclosureDuration is how long it must stay published without a break.
var DisclosureDuration = history("disc.duration.days", since("2023-07-01", Span{20, Days}, read("Điều 48 "+l10)))

// DisclosureOnline says whether an internal system must be used where there is one.
var DisclosureOnline = history("disc.esystem.mandatory", since("2023-07-01", true, read("khoản 1 Điều 48 "+l10)))

// DisclosureForms lists the forms of making public.
var DisclosureForms = history("disc.forms", since("2023-07-01", []Item{
	{"a", "niêm yết tại đơn vị"}, {"b", "hệ thống thông tin nội bộ hoặc trang thông tin điện tử"},
	{"c", "thông báo tại hội nghị"}, {"d", "thông báo bằng văn bản đến toàn thể"},
	{"đ", "thông báo qua người phụ trách bộ phận"}, {"e", "thông báo bằng văn bản đến cấp ủy, công đoàn để thông báo"},
	{"g", "hình thức khác theo quy chế dân chủ"},
}, read("khoản 1 Điều 47 "+l10)))

// OpinionItems lists what the staff are asked about before a decision.
var OpinionItems = history("opinion.items", since("2023-07-01", []Item{
	{"1", "giải pháp thực hiện chủ trương, chính sách"},
	{"2", "kế hoạch công tác hằng năm"},
	{"3", "tổ chức phong trào thi đua"},
	{"4", "báo cáo sơ kết, tổng kết"},
	{"5", "cải tiến lề lối làm việc; phòng, chống tham nhũng; thực hành tiết kiệm"},
	{"6", "tuyển dụng, đào tạo, bầu cử, bổ nhiệm"},
	{"7", "chế độ, quyền lợi"},
	{"8", "dự thảo quy chế thực hiện dân chủ"},
	{"9", "dự thảo quy chế chi tiêu nội bộ"},
	{"10", "dự thảo nội quy, quy chế khác"},
	{"11", "nội dung khác"},
}, read("Điều 53 "+l10)))

// OpinionExplained says whether the explanation of opinions must be published.
var OpinionExplained = history("opinion.explain.publish",
	since("2023-07-01", true, read("khoản 1 Điều 55 và khoản 10 Điều 46 "+l10)))

// DecideItems lists what the staff discuss and decide.
var DecideItems = history("decide.items", since("2023-07-01", []Item{
	{"1", "bầu, cho thôi thành viên Ban Thanh tra nhân dân"},
	{"2", "thu, chi, quản lý các khoản đóng góp ngoài khoản pháp luật quy định"},
	{"3", "nội dung nghị quyết hội nghị"},
	{"4", "công việc tự quản khác"},
}, read("Điều 49 "+l10)))

// RegulationRequired says whether the unit must have a democracy regulation.
var RegulationRequired = history("qcdc.required",
	since("2023-07-01", true, read("điểm a khoản 1 Điều 59 "+l10).noting(noteUnion2025)))

// EnterpriseDisclosure is the time to publish in a state-owned enterprise.
var EnterpriseDisclosure = history("soe.disclosure.days", since("2023-07-01", Span{15, Days}, read("Điều 64 đến Điều 67 "+l10)))

var disclosureTopic = topic{
	name: "Công khai, ý kiến, quyết định", review: MustDay("2027-01-01"), kinds: agencies, likens: true,
	rules: []Rule{
		rule(Notices, "Nội dung phải công khai", noticeText),
		rule(DisclosureForms, "Hình thức công khai", listing),
		rule(DisclosureDeadline, "Thời hạn công khai", say[Span]("chậm nhất %s từ khi có quyết định, văn bản")),
		rule(DisclosureDuration, "Thời gian công khai", say[Span]("ít nhất %s liên tục")),
		rule(DisclosureOnline, "Công khai trên hệ thống nội bộ", either("bắt buộc khi đơn vị có hệ thống thông tin nội bộ hoặc trang thông tin điện tử", "không bắt buộc")),
		rule(OpinionItems, "Nội dung lấy ý kiến trước khi quyết định", listing),
		rule(OpinionExplained, "Giải trình ý kiến", either("phải công khai việc tiếp thu, giải trình", "không bắt buộc")),
		rule(DecideItems, "Nội dung bàn và quyết định", listing),
		rule(RegulationRequired, "Quy chế thực hiện dân chủ", either("người đứng đầu cùng công đoàn ban hành; được mở rộng, không được thu hẹp quyền trong luật", "không bắt buộc")),
		rule(EnterpriseDisclosure, "Thời hạn công khai ở doanh nghiệp nhà nước", say[Span]("chậm nhất %s")).only(Enterprise),
	},
}

func noticeText(items []Notice) string {
	out := make([]Item, len(items))
	for i, n := range items {
		out[i] = Item{fmt.Sprint(n.Number), n.Text}
	}
	return listing(out)
}

// DisclosureWindow is the last day to publish something decided on a day, and
// the first day on which it may be taken down if published then.
func DisclosureWindow(decided Day) (due, until Day, err error) {
	deadline, err := DisclosureDeadline.On(decided)
	if err != nil {
		return Day{}, Day{}, err
	}
	length, err := DisclosureDuration.On(decided)
	if err != nil {
		return Day{}, Day{}, err
	}
	if due, err = deadline.Is.After(decided); err != nil {
		return Day{}, Day{}, err
	}
	until, err = length.Is.After(due)
	return due, until, err
}
