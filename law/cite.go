package law

// The documents that the packs cite, as Vietnamese offices name them.
const (
	l10       = "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"
	nd59      = "Nghị định số 59/2023/NĐ-CP"
	nd04      = "Nghị định số 04/2015/NĐ-CP"
	tt01      = "Thông tư số 01/2016/TT-BNV"
	l97       = "Luật số 97/2025/QH15"
	nd159     = "Nghị định số 159/2016/NĐ-CP"
	ltt2010   = "Luật Thanh tra năm 2010"
	ltdkt2003 = "Luật Thi đua, khen thưởng năm 2003"
	l06       = "Luật Thi đua, khen thưởng số 06/2022/QH15"
	nd91      = "Nghị định số 91/2017/NĐ-CP"
	nd98      = "Nghị định số 98/2023/NĐ-CP"
	nd152     = "Nghị định số 152/2025/NĐ-CP"
	tt12      = "Thông tư số 12/2019/TT-BNV"
	nd90      = "Nghị định số 90/2020/NĐ-CP"
	nd48      = "Nghị định số 48/2023/NĐ-CP"
	nd335     = "Nghị định số 335/2025/NĐ-CP"
	nd233     = "Nghị định số 233/2026/NĐ-CP"
	nd204     = "Nghị định số 204/2004/NĐ-CP"
	tt08      = "Thông tư số 08/2013/TT-BNV"
	tt03      = "Thông tư số 03/2021/TT-BNV"
	tt04pk    = "Thông tư số 04/2005/TT-BNV"
	tt61      = "Thông tư số 61/2017/TT-BTC"
	tt90      = "Thông tư số 90/2018/TT-BTC"
	nd73      = "Nghị định số 73/2026/NĐ-CP"
	tt26      = "Thông tư số 26/2026/TT-BTC"
	nd75      = "Nghị định số 75/2026/NĐ-CP"
	nd30      = "Nghị định số 30/2020/NĐ-CP"
	nd224     = "Nghị định số 224/2026/NĐ-CP"
	nd105     = "Nghị định số 105/2026/NĐ-CP"
	nd161     = "Nghị định số 161/2026/NĐ-CP"
	nq60      = "Nghị quyết số 60-NQ/TW ngày 12/4/2025"
	tld2025   = "thông báo của Tổng Liên đoàn Lao động Việt Nam năm 2025"
	cv8378    = "Công văn số 8378/BNV-CTTN&BĐG ngày 23/9/2025"
)

// Notes that several packs share.
const (
	noteUnion2025 = "Từ 01/7/2025 luật được sửa bởi Luật số 97/2025/QH15; chưa đọc được nguyên văn câu sửa về công đoàn, vai của công đoàn do đơn vị khai báo."
	noteTDKT2026  = "Luật số 06/2026/QH16 có hiệu lực từ 01/10/2026, chưa có nguyên văn; giá trị giữ theo Nghị định số 152/2025/NĐ-CP."
)
