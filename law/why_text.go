package law

// The sentences of the reasons. They are Vietnamese because they restate
// Vietnamese law and are printed into minutes as they stand.
const (
	bannerAnalogy    = "Áp dụng tương tự: cơ quan Đảng, Mặt trận, đoàn thể theo hướng dẫn của cơ quan trung ương của tổ chức mình, trên tinh thần của luật (khoản 2 Điều 91 " + l10 + ")."
	bannerAnalogyOld = "Áp dụng tương tự: cơ quan Đảng, Mặt trận, đoàn thể theo hướng dẫn của cơ quan trung ương của tổ chức mình."
	bannerEnterprise = "Doanh nghiệp nhà nước theo Chương IV (Điều 64 đến Điều 82) " + l10 + ", không theo quy định này của cơ quan, đơn vị."
	bannerOutside    = "Quy định này không áp dụng cho loại đơn vị đã chọn."

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
