package law

// The sentences of the reasons. They are Vietnamese because they restate
// Vietnamese law and are printed into minutes as they stand.
const (
	bannerAnalogy    = "Áp dụng tương tự: cơ quan Đảng, Mặt trận, đoàn thể theo hướng dẫn của cơ quan trung ương của tổ chức mình, trên tinh thần của luật (khoản 2 Điều 91 " + l10 + ")."
	bannerAnalogyOld = "Áp dụng tương tự: cơ quan Đảng, Mặt trận, đoàn thể theo hướng dẫn của cơ quan trung ương của tổ chức mình."
	bannerEnterprise = "Doanh nghiệp nhà nước theo Chương IV (Điều 64 đến Điều 82) " + l10 + ", không theo quy định này của cơ quan, đơn vị."
	bannerOutside    = "Quy định này không áp dụng cho loại đơn vị đã chọn."

	ruleQuorum   = "có %s tổng số người được triệu tập có mặt"
	ruleMajority = "có %s số người dự hội nghị tán thành"

	labelConvened  = "Số người được triệu tập"
	labelPresent   = "Số người có mặt"
	labelAttending = "Số người dự hội nghị"
	labelInFavour  = "Số người tán thành"
	labelStaff     = "Tổng số người của đơn vị"
	labelForm      = "Hình thức hội nghị"
	labelDispersed = "Làm việc phân tán hoặc không thể rời vị trí"
	labelYearEnd   = "Ngày kết thúc năm công tác"
	labelHeld      = "Ngày tổ chức hội nghị"

	textShareOf     = "%s của %d là %s"
	textRoundedUp   = ", làm tròn lên %d"
	textAbove       = ", phải trên mức đó, tức từ %d trở lên"
	textHave        = "Có %d người%s"
	textMissing     = ", thiếu %d người, %s"
	textPresent     = ""
	textInFavour    = " tán thành"
	textQuorumMet   = "đủ điều kiện"
	textQuorumShort = "chưa đủ điều kiện"
	textPassed      = "đủ điều kiện thông qua"
	textNotPassed   = "chưa đủ điều kiện thông qua"
	textChangeMore  = "Thêm %d người%s thì %s."
	textChangeFewer = "Bớt %d người%s thì %s."

	textWholeAllowed       = "Đơn vị có %d người, tổ chức hội nghị toàn thể là đúng quy định"
	textDelegatesLarge     = "Đơn vị có %d người, không thuộc diện %s người phải họp toàn thể; người đứng đầu thống nhất với công đoàn để họp đại biểu"
	textDelegatesDispersed = "Đơn vị có %d người, thuộc diện %s người nhưng làm việc phân tán hoặc không thể rời vị trí; người đứng đầu thống nhất với công đoàn để họp đại biểu"
	textDelegatesRefused   = "Đơn vị có %d người, thuộc diện %s người, không làm việc phân tán: phải tổ chức hội nghị toàn thể"
	textChangeNotDispersed = "Nếu không còn làm việc phân tán thì phải họp toàn thể."
	textChangeWhole        = "Họp toàn thể, hoặc nêu rõ bộ phận làm việc phân tán, vị trí không thể rời."
	textOptional           = "Đơn vị có %d người không bắt buộc tổ chức hội nghị (%s)."

	textWindow     = "Hội nghị tổ chức từ %s đến hết %s. "
	textHeldInside = "Ngày %s trong thời hạn"
	textHeldEarly  = "Ngày %s khi năm công tác chưa kết thúc, cần xem lại"
	textHeldLate   = "Ngày %s quá hạn %d ngày"
	textChangeFrom = "Tổ chức từ ngày %s."
	textChangeBy   = "Tổ chức chậm nhất ngày %s."
	textOldFits    = "Ngày %s vào cuối năm, đúng quy định"
	textOldLate    = "Ngày %s sau khi hết năm %d ngày, muộn so với quy định họp vào cuối năm; nhiều nơi vẫn họp vào tháng 01"
	textOldEarly   = "Ngày %s còn cách xa ngày hết năm %s, chưa phải cuối năm"
)

const (
	textNoUnion    = "Đơn vị không có công đoàn cơ sở; từ 16/6/2025 chưa có văn bản nói rõ ai thay vai công đoàn. Mặc định là người đại diện do tập thể cử, cần hỏi Sở Nội vụ."
	textChosenRole = "Vai của công đoàn do đơn vị tự khai báo; cần có văn bản làm căn cứ."
)

const (
	labelAward    = "Danh hiệu, hình thức"
	labelMultiple = "Số lần lương cơ sở"
	labelBasePay  = "Lương cơ sở ngày quyết định (đồng)"
	textBonusRule = "Mức thưởng nhân lương cơ sở tại ngày quyết định, làm tròn lên đến mười nghìn đồng"
	textBonus     = "%s × %s = %s đồng, làm tròn lên %s đồng"
	textAtMost    = "Không quá "
)

const (
	labelStepSince  = "Ngày hưởng bậc hiện tại"
	labelStep       = "Bậc hiện tại"
	labelNotCounted = "Số tháng không được tính"
	labelExtended   = "Số tháng kéo dài"
	labelCountedTo  = "Tính đến ngày"
	labelPayroll    = "Số người trong danh sách trả lương"
	labelProposed   = "Số người đề nghị"

	textRaiseTitle      = "Nâng bậc lương thường xuyên"
	textRaiseRule       = "Đủ %d tháng giữ bậc; %s"
	textRaiseSum        = "%d tháng kể từ %s"
	textRaiseNotCounted = ", cộng %d tháng không được tính"
	textRaiseExtended   = ", cộng %d tháng kéo dài"
	textRaiseDue        = ": đến hạn %s, lên bậc %d, hệ số %s"
	textRaiseNotYet     = "; chưa đến hạn"
	textRaiseFrom       = "Từ %s thì đến hạn, nếu không bị kéo dài thêm."

	textEarlyRule        = "Đủ tiêu chuẩn, có thành tích xuất sắc được công nhận bằng văn bản hoặc có thông báo nghỉ hưu, chưa ở bậc cuối, còn thiếu không quá 12 tháng"
	textEarlyMet         = "Đủ điều kiện nâng bậc trước thời hạn"
	textEarlyShort       = "Chưa đủ điều kiện: "
	textEarlyLast        = "đang ở bậc cuối, xét phụ cấp thâm niên vượt khung"
	textEarlyStandards   = "có năm không hoàn thành nhiệm vụ hoặc bị kỷ luật trong thời gian giữ bậc"
	textEarlyFar         = "hạn thường xuyên là %s, tính từ %s còn thiếu quá %d tháng"
	textEarlyAchievement = "chưa có văn bản công nhận thành tích xuất sắc"
	textEarlyTwice       = "lần nâng bậc trước đã là trước thời hạn"
	textQuota            = "%d người được %d suất, dư %d người. Đề nghị %d người"
	textQuotaOver        = ", vượt %d suất"
	textQuotaChange      = "Bớt %d người, hoặc xin cấp trên phân thêm từ phần dư."
)

const (
	labelAdvanced = "Số Lao động tiên tiến"
	labelFighters = "Số Chiến sĩ thi đua cơ sở"
	labelBase     = "Mẫu số"
	labelRounding = "Cách làm tròn"

	readingAsWritten    = "Tính trên %d Lao động tiên tiến đã nêu"
	readingWithFighters = "Cộng cả Chiến sĩ thi đua cơ sở vào Lao động tiên tiến (%d + %d)"
	readingRounded      = "Làm tròn số lượng được xét"
	sourceRounded       = "thông tư riêng của bộ, ngành cho phép làm tròn; đơn vị phải nêu số văn bản"
	textCapKept         = "%d/%d = %s, %s"
	textCapBroken       = "%d/%d = %s, vượt %s"
	textRounded         = "%s của %d là %s, làm tròn thành %d. Có %d người, %s"
	textDecided         = "%s của %d là %s, tính thành %d. Có %d người, %s"
	textRoundKept       = "không vượt"
	textRoundBroken     = "vượt"
	textReadingsDiffer  = "; cách tính khác cho kết quả khác, cần chọn và nêu căn cứ"
	textReadingChange   = "Chọn cách tính theo văn bản của bộ, tỉnh và ghi số văn bản."
	textReadingFewer    = "Còn không quá %d người thì đúng tỷ lệ."
)

const (
	labelWorksHere = "Đang làm việc tại đơn vị"
	labelWilling   = "Tự nguyện tham gia"
	labelMembers   = "Số thành viên Ban"

	textMemberRule      = "Người đang làm việc tại đơn vị, có uy tín, tự nguyện; không là "
	textMemberMet       = "Không thuộc diện bị loại trừ"
	textMemberBarred    = "Là %s, không được làm thành viên Ban Thanh tra nhân dân"
	textMemberElsewhere = "Không làm việc tại đơn vị"
	textMemberUnwilling = "Chưa tự nguyện tham gia"
	textMemberWilling   = "Người được giới thiệu đồng ý tham gia."
	textNoBoard         = "Đơn vị có %d người, không lập Ban Thanh tra nhân dân"
	textBoardMet        = "Ban có %d thành viên, đúng quy định"
	textBoardSpecial    = "Ban có %d thành viên, nhiều hơn mức thường; hội nghị quyết định sau khi người đứng đầu thống nhất"
	textBoardShort      = "Ban có %d thành viên, phải %s"
	textElected         = "trúng cử"
	textNotElected      = "chưa trúng cử"
)

const (
	titleConference = "Tổ chức hội nghị"
	titlePublish    = "Công khai kết quả hội nghị"
	titlePosted     = "Giữ công khai liên tục"
	titleReview     = "Kiểm tra 6 tháng việc thực hiện nghị quyết"
	titleRecognise  = "Công nhận Ban Thanh tra nhân dân"
	titleTerm       = "Hết nhiệm kỳ Ban Thanh tra nhân dân"
	titleRating     = "Đánh giá, xếp loại chất lượng"
	titleEarly      = "Lập danh sách nâng bậc lương trước thời hạn"
	titleBudget     = "Công khai tình hình thực hiện ngân sách %d tháng năm %d"
)

const (
	labelTeam           = "Số người của tập thể"
	textWellDone        = "hoàn thành tốt nhiệm vụ trở lên"
	textWorked          = "làm việc trong năm từ đủ "
	textIsAdvanced      = "là Lao động tiên tiến"
	textHasInitiative   = "có sáng kiến được công nhận hoặc đề tài được nghiệm thu"
	textAllDone         = "hoàn thành kế hoạch, mọi người hoàn thành nhiệm vụ"
	textAreAdvanced     = " cá nhân là Lao động tiên tiến"
	textHasFighter      = "có Chiến sĩ thi đua cơ sở"
	textConditionsMet   = "Đủ điều kiện"
	textConditionsShort = "Chưa đủ điều kiện: cần "
	textConditionsOpen  = "Chưa kết luận được; bộ, tỉnh quy định điều kiện: "
	textConditionsAsk   = "Đối chiếu quy định của bộ, tỉnh về điều kiện này."
)
