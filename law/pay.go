package law

import "fmt"

// BasePay is the base salary in đồng a month.
var BasePay = history("pay.base",
	between("2019-07-01", "2023-06-30", int64(1_490_000), known(High, "Nghị định số 38/2019/NĐ-CP")),
	between("2023-07-01", "2024-06-30", int64(1_800_000), known(High, "Nghị định số 24/2023/NĐ-CP")),
	between("2024-07-01", "2026-06-30", int64(2_340_000), read("Nghị định số 73/2024/NĐ-CP")),
	since("2026-07-01", int64(2_530_000), read("Điều 3 "+nd161)),
)

// BonusFund is the yearly fund for bonuses as a part of the payroll without
// allowances.
var BonusFund = history("pay.bonus_fund",
	between("2024-07-01", "2026-06-30", Fraction{10, 100}, known(High, "Điều 4 Nghị định số 73/2024/NĐ-CP")),
	since("2026-07-01", Fraction{10, 100}, read("Điều 4 "+nd161)),
)

// StepMonthsA, StepMonthsBC and StepMonthsExpert are the months in one step.
var (
	StepMonthsA      = history("sal.months.A", since("2004-10-01", Span{36, Months}, read(nd204+"; "+tt08)))
	StepMonthsBC     = history("sal.months.BC", since("2004-10-01", Span{24, Months}, read(nd204+"; "+tt08)))
	StepMonthsExpert = history("sal.months.expert", since("2004-10-01", Span{60, Months}, read(nd204+"; "+tt08)))
)

// RaiseStandards is what a regular raise asks besides time.
var RaiseStandards = history("sal.standards", since("2013-09-15", []Item{
	{"rated", "được đánh giá hoàn thành nhiệm vụ trở lên từng năm"},
	{"no-discipline", "không bị kỷ luật khiển trách, cảnh cáo, giáng chức, cách chức"},
}, read("khoản 2 Điều 2 "+tt08+"; khoản 4 Điều 1 "+tt03)))

const extCite = "khoản 3 Điều 2 " + tt08 + "; khoản 5 Điều 1 " + tt03

// The months by which discipline and failed ratings put a raise off.
var (
	ExtReprimandCivil  = history("sal.ext.kt.cc", since("2013-09-15", Span{6, Months}, read(extCite).noting("Từ 15/8/2021 áp dụng cả với người lao động.")))
	ExtReprimandPublic = history("sal.ext.kt.vc", since("2013-09-15", Span{3, Months}, read(extCite).noting("Trước 15/8/2021 áp dụng cả với người lao động.")))
	ExtWarning         = history("sal.ext.cc_cb", since("2013-09-15", Span{6, Months}, read(extCite)))
	ExtDemotion        = history("sal.ext.giang_cach", since("2013-09-15", Span{12, Months}, read(extCite)))
	ExtFailed          = history("sal.ext.kht", since("2013-09-15", Span{6, Months}, read(extCite)))
)

// EarlyQuota is the part of the payroll that may have an early raise in a year.
var EarlyQuota = history("sal.early.quota", since("2013-09-15", AtMost(1, 10),
	read("khoản 1 Điều 3 "+tt08).noting("Đủ 10 người được 1 suất, phần lẻ không tính; cách làm tròn theo hiểu biết chung.")))

// EarlyShort is the most months still lacking at 31 December.
var EarlyShort = history("sal.early.short", since("2013-09-15", Span{12, Months}, read("khoản 1 Điều 3 "+tt08)))

// EarlyConsecutive says whether two early raises may follow each other.
var EarlyConsecutive = history("sal.early.consecutive", since("2021-08-15", false, read(tt03)))

// AchievementWindow is the months in which achievements count for an early raise.
type AchievementWindow struct{ A, BC Span }

// EarlyWindow is the time in which achievements count for an early raise.
var EarlyWindow = history("sal.early.window", since("2013-09-15",
	AchievementWindow{Span{72, Months}, Span{48, Months}}, known(High, "khoản 1 Điều 3 "+tt08)))

// RetireShort is the most months still lacking at the retirement notice.
var RetireShort = history("sal.retire.short", since("2013-09-15", Span{12, Months}, read("khoản 2 Điều 3 "+tt08)))

// OverFirst is the first over-scale allowance, in per cent of the last step.
var OverFirst = history("sal.over.first", since("2004-10-01", 5, known(High, "Điều 6 "+nd204+"; "+tt04pk)))

// OverNext is what each further twelve months add, in per cent.
var OverNext = history("sal.over.next", since("2004-10-01", 1, known(High, "Điều 6 "+nd204+"; "+tt04pk)))

var payTopic = topic{
	name: "Lương", review: MustDay("2027-01-01"), kinds: agencies,
	rules: []Rule{
		rule(BasePay, "Lương cơ sở", func(n int64) string { return grouped(n) + " đồng/tháng" }),
		rule(BonusFund, "Quỹ tiền thưởng", say[Fraction]("%s quỹ lương không kể phụ cấp")),
		rule(SalaryScales, "Bảng lương", scalesText),
		rule(StepMonthsA, "Thời gian giữ bậc, loại A", say[Span]("%s")),
		rule(StepMonthsBC, "Thời gian giữ bậc, loại B, C, nhân viên", say[Span]("%s")),
		rule(StepMonthsExpert, "Thời gian giữ bậc, chuyên gia cao cấp", say[Span]("%s")),
		rule(RaiseStandards, "Tiêu chuẩn nâng bậc thường xuyên", excluded),
		rule(ExtReprimandCivil, "Kéo dài: cán bộ, công chức bị khiển trách", say[Span]("%s")),
		rule(ExtReprimandPublic, "Kéo dài: viên chức bị khiển trách", say[Span]("%s")),
		rule(ExtWarning, "Kéo dài: cảnh cáo", say[Span]("%s")),
		rule(ExtDemotion, "Kéo dài: giáng chức, cách chức", say[Span]("%s")),
		rule(ExtFailed, "Kéo dài: không hoàn thành nhiệm vụ", say[Span]("%s cho mỗi năm")),
		rule(EarlyQuota, "Tỷ lệ nâng bậc trước thời hạn", say[Cap]("%s số người trong danh sách trả lương, không kể người nghỉ hưu")),
		rule(EarlyShort, "Thời gian còn thiếu để nâng trước hạn", say[Span]("không quá %s tính đến 31/12")),
		rule(EarlyConsecutive, "Nâng trước hạn liên tiếp", either("được phép", "không được hai lần liên tiếp")),
		rule(EarlyWindow, "Thời gian tính thành tích", func(w AchievementWindow) string {
			return fmt.Sprintf("loại A %s; loại B, C %s", w.A.Words(), w.BC.Words())
		}),
		rule(RetireShort, "Nâng trước hạn khi nghỉ hưu", say[Span]("còn thiếu không quá %s tại ngày thông báo nghỉ hưu, ngoài tỷ lệ 10 %%")),
		rule(OverFirst, "Thâm niên vượt khung, lần đầu", counting("%d %% mức lương bậc cuối")),
		rule(OverNext, "Thâm niên vượt khung, mỗi năm sau", counting("thêm %d %% cho mỗi 12 tháng")),
	},
}
