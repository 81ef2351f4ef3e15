package law

// VoteNational is the share of all council members for CSTĐTQ.
var VoteNational = history("tdkt.vote.cstdtq",
	between("2017-10-01", "2023-12-31", AtLeast(9, 10), read("khoản 8 Điều 45 "+nd91)),
	between("2025-07-01", "2027-03-01", AtLeast(9, 10), read("khoản 5 Điều 33 "+nd152).noting(noteTDKT2026)),
)

// VoteMinistry is the share of all council members for CSTĐ of a ministry or
// province, by secret ballot.
var VoteMinistry = history("tdkt.vote.cstdbo",
	between("2017-10-01", "2023-12-31", AtLeast(9, 10), read("khoản 8 Điều 45 "+nd91)))

// VoteFlag is the share of all council members for the government's flag.
var VoteFlag = history("tdkt.vote.cocp",
	between("2025-07-01", "2027-03-01", AtLeast(8, 10), read("khoản 5 Điều 33 "+nd152).noting(noteTDKT2026)))

// VoteBase is the share of council members for the titles of the base.
var VoteBase = history("tdkt.vote.base",
	since("2017-10-01", MoreThan(1, 2), known(Medium, "thông lệ của hội đồng cơ sở").noting("Bộ, tỉnh có thể định 80 % hoặc 90 %.")))

// CouncilQuorum is the share of council members who must take part.
var CouncilQuorum = history("tdkt.council.quorum",
	between("2020-01-01", "2023-12-31", AtLeast(2, 3), read(tt12)))

const (
	notReached98   = "chưa đọc được " + nd98
	after152       = nd152 + " hết hiệu lực ngày 01/3/2027; chưa có văn bản thay thế"
	leftToMinistry = "từ 01/01/2024 do bộ, tỉnh quy định"
)

var emulationTopic = topic{
	name: "Thi đua, khen thưởng", review: MustDay("2027-02-01"), kinds: UnitKinds(),
	rules: []Rule{
		rule(GrassrootsShare, "Tỷ lệ Chiến sĩ thi đua cơ sở", say[Cap]("%s số Lao động tiên tiến")),
		rule(GrassrootsRequires, "Điều kiện Chiến sĩ thi đua cơ sở", excluded),
		rule(MinistryRequires, "Điều kiện Chiến sĩ thi đua cấp bộ, tỉnh", counting("%d lần liên tục Chiến sĩ thi đua cơ sở")),
		rule(NationalRequires, "Điều kiện Chiến sĩ thi đua toàn quốc", counting("%d lần liên tục Chiến sĩ thi đua cấp bộ, tỉnh")),
		rule(AdvancedCollective, "Tập thể lao động tiên tiến", say[Share]("%s cá nhân là Lao động tiên tiến")),
		rule(ExcellentCollective, "Tập thể lao động xuất sắc", say[Share]("%s cá nhân là Lao động tiên tiến và có Chiến sĩ thi đua cơ sở")),
		rule(CollectiveDiscipline, "Kỷ luật và Tập thể lao động xuất sắc", barredFrom, gap("2024-01-01", "", "luật năm 2022 không còn nêu điều kiện này")),
		rule(AdvancedMonths, "Thời gian công tác của Lao động tiên tiến", say[Span]("người mới tuyển làm việc từ %s trở lên"), gap("2024-01-01", "", leftToMinistry)),
		rule(AdvancedDiscipline, "Kỷ luật và Lao động tiên tiến", barredFrom, gap("2024-01-01", "", leftToMinistry)),
		rule(MaternityCounted, "Thời gian nghỉ thai sản", either("được tính là thời gian làm việc khi bình xét", "không được tính")),
		rule(RegistrationBasis, "Đăng ký thi đua", either("là căn cứ xét danh hiệu", "không còn là căn cứ xét danh hiệu"),
			gap("2026-10-01", "", "chưa có nguyên văn Luật số 06/2026/QH16")),
		rule(MeritOld, "Bằng khen cấp bộ, tỉnh (quy định cũ)", excluded, gap("2024-01-01", "", "có nhiều điều kiện khác nhau, "+notReached98)),
		rule(VoteNational, "Phiếu cho Chiến sĩ thi đua toàn quốc", say[Share]("%s tổng số thành viên hội đồng"),
			gap("2024-01-01", "2025-06-30", notReached98), gap("2027-03-02", "", after152)),
		rule(VoteMinistry, "Phiếu cho Chiến sĩ thi đua cấp bộ, tỉnh", say[Share]("%s tổng số thành viên hội đồng, bỏ phiếu kín"),
			gap("2024-01-01", "", leftToMinistry)),
		rule(VoteFlag, "Phiếu cho Cờ thi đua của Chính phủ", say[Share]("%s tổng số thành viên hội đồng"), gap("2027-03-02", "", after152)),
		rule(VoteBase, "Phiếu cho danh hiệu cơ sở", say[Share]("%s thành viên hội đồng")),
		rule(CouncilQuorum, "Số thành viên hội đồng phải họp", say[Share]("%s số thành viên; người vắng được xin ý kiến bằng văn bản"),
			gap("2024-01-01", "", leftToMinistry)),
		rule(EmulationDecider, "Thẩm quyền khen thưởng ở cơ sở", itemText),
		rule(ReturnDeadline, "Hạn trả hồ sơ chưa đúng", say[Span]("chậm nhất %s"), gap("2027-03-02", "", after152)),
		rule(Decree152Expiry, "Nghị định số 152/2025/NĐ-CP tự hết hiệu lực", vnDay, gap("2027-03-02", "", after152)),
		rule(AmendedStart, "Luật sửa đổi năm 2026", itemText),
		rule(Multiples, "Mức tiền thưởng danh hiệu, cờ", multiplesText, gap("2027-03-02", "", after152)),
		rule(MeritMultiple, "Mức tiền thưởng Bằng khen cấp bộ, tỉnh", timesBase, gap("2027-03-02", "", after152)),
		rule(PrimeMultiple, "Mức tiền thưởng Bằng khen của Thủ tướng Chính phủ", timesBase, gap("2027-03-02", "", after152)),
		rule(OrderMultiples, "Mức tiền thưởng Huân chương Lao động", multiplesText, gap("2025-07-01", "", "chưa đọc mức trong "+nd152)),
		rule(CommendationMultiple, "Mức tiền thưởng Giấy khen", timesBase, gap("2027-03-02", "", after152)),
		rule(BadgeMultiple, "Mức tiền thưởng Kỷ niệm chương", func(m Multiple) string { return "không quá " + m.Words() + " lần lương cơ sở" }, gap("2027-03-02", "", after152)),
		rule(MoneyRounding, "Làm tròn tiền thưởng", func(n int64) string { return "làm tròn lên " + grouped(n) + " đồng" }),
		rule(FundMax, "Quỹ thi đua, khen thưởng", say[Cap]("%s tổng quỹ lương"), gap("2027-03-02", "", after152)),
	},
}

func barredFrom(d Discipline) string {
	return "không bị kỷ luật từ " + d.Name() + " trở lên"
}
