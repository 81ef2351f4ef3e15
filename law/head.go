package law

// Words that the decree fixes for every paper (Phụ lục I, Nghị định
// 30/2020/NĐ-CP), and the heads of Party and Youth Union papers.
const (
	NationalName = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	NationalMark = "Độc lập - Tự do - Hạnh phúc" // tiêu ngữ
	PartyName    = "ĐẢNG CỘNG SẢN VIỆT NAM"
	YouthName    = "ĐOÀN TNCS HỒ CHÍ MINH"
	ToHead       = "Nơi nhận:"
	DearHead     = "Kính gửi:"
	AnnexHead    = "Phụ lục"
	DateLine     = "%sngày %02d tháng %s năm %d" // place with its comma, day, month, year
)
