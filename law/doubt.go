package law

// Doubt is a point on which the book is not sure, and what to do about it.
type Doubt struct {
	Code  string
	Text  string
	Act   string
	Rules []string // ids of the rules it touches
}

// Doubts lists what should be checked with the texts before relying on it.
func Doubts() []Doubt {
	return []Doubt{
		{"U1", "Câu chữ của Luật số 97/2025/QH15 sửa Luật số 10/2022/QH15; ai thay công đoàn ở cơ quan không còn công đoàn; nội dung " + cv8378,
			"Khai báo vai của công đoàn theo từng đơn vị; hỏi Sở Nội vụ", []string{"coorganiser.without_union", "conf.chair", "ttnd.recognise.days"}},
		{"U2", "Nội dung Luật số 06/2026/QH16 và nghị định thay " + nd152, "Giữ giá trị cũ và cảnh báo", []string{"tdkt.law06_2026.start", "tdkt.decree152.expiry"}},
		{"U3", "Quy định của bộ, tỉnh về Lao động tiên tiến, tỷ lệ Chiến sĩ thi đua cơ sở, phiếu hội đồng", "Đơn vị khai báo văn bản của bộ, tỉnh", []string{"tdkt.cstdcs.share", "tdkt.vote.base"}},
		{"U4", "Mức thưởng theo " + nd98 + " từ 01/01/2024 đến 30/6/2025", "Đối chiếu nguyên văn trước khi chi", []string{"tdkt.money.multiples", "tdkt.money.bk_tinh"}},
		{"U5", "Ngày có hiệu lực của " + nd04 + " (25/02 hay 01/3/2015) và việc bãi bỏ", "Không ảnh hưởng các hội nghị từ 2016", []string{"conf.frequency"}},
		{"U6", "Tỷ lệ 20 % của " + nd48 + "; ngày 05/12 trong bản quét " + nd233, "Dùng 20 % và 15/12, ghi chú", []string{"rate.htxs.cap", "rate.deadline"}},
		{"U7", "Số tháng kéo dài theo " + tt04pk + "; thời gian của chuyên gia cao cấp trước phụ cấp vượt khung", "Đối chiếu nguyên văn", []string{"sal.over.first", "sal.months.expert"}},
		{"U8", "Bảng lương mới theo Luật Viên chức số 129/2025/QH15", "Theo dõi, thêm bảng lương khi có", []string{"sal.tables"}},
		{"U9", "Tỷ lệ tán thành khi lấy phiếu thay hội nghị", "Tính trên toàn thể người được gửi phiếu", []string{"conf.forms.pass"}},
		{"U10", "Bầu cử: bằng phiếu, số dư, kín hay giơ tay", "Quy định trong quy chế làm việc của hội nghị", []string{"ttnd.elected"}},
		{"U11", "Quy định khen thưởng, tài chính công đoàn 2020–2026", "Chỉ ghi danh mục, đơn vị tự khai", nil},
		{"U12", "Hội nghị trực tuyến", "Chỉ khi quy chế dân chủ của đơn vị cho phép", nil},
		{"U13", "Mức trợ năng của cổng thông tin theo Thông tư số 26/2020/TT-BTTTT", "Đạt WCAG 2.1 mức AA trở lên", []string{"portal.update"}},
		{"U14", "Cơ quan nhà nước có được miễn đánh giá tác động dữ liệu cá nhân không", "Vẫn lập hồ sơ", []string{"pdp.law"}},
		{"U15", "Chính quyền địa phương hai cấp từ 01/7/2025, thẩm quyền cấp xã", "Đối chiếu khi trích dẫn văn bản cũ", []string{"tdkt.decider.base"}},
	}
}
