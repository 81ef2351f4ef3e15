package document_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strconv"
	"strings"
	"testing"

	"hoinghi/document"
	"hoinghi/law"
)

var (
	held   = law.Day{Year: 2026, Month: 1, Day: 23}
	issued = law.Day{Year: 2026, Month: 2, Day: 5}
)

func libraryHead(number, symbol string) document.Head {
	return document.Head{
		Over: "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", Issuer: "THƯ VIỆN TỈNH HỒNG LAM",
		Number: number, Symbol: symbol, Place: "Hồng Lam", Day: issued,
	}
}

// resolution has everything a resolution of the conference has.
func resolution() document.Paper {
	return document.Paper{
		Head: libraryHead("1", "NQ-TV"), Kind: "NGHỊ QUYẾT", Title: "Hội nghị viên chức, người lao động năm 2026",
		Bases: []string{
			"Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;",
			"Căn cứ Biên bản Hội nghị viên chức, người lao động Thư viện tỉnh ngày 23 tháng 01 năm 2026.",
		},
		Body: []document.Block{
			document.Para{Text: "Hội nghị viên chức, người lao động Thư viện tỉnh Hồng Lam họp ngày 23 tháng 01 năm 2026, có 86/92 đại biểu được triệu tập dự, đạt 93,5%."},
			document.Heading{Level: 0, Text: "QUYẾT NGHỊ:"},
			document.Article{No: "1", Title: "Đánh giá kết quả năm 2025", Body: []document.Block{
				document.Para{Text: "Nhất trí với báo cáo của Giám đốc: hoàn thành 12/12 chỉ tiêu, trong đó có 05 chỉ tiêu vượt từ 5 - 29,2% kế hoạch giao; phục vụ 186.000 lượt bạn đọc; công tác số hóa đạt 104.000 trang tài liệu địa chí, mở rộng dịch vụ thư viện lưu động đến 24 trường học vùng cao."},
			}},
			document.Article{No: "2", Title: "Chỉ tiêu năm 2026", Body: []document.Block{
				document.Points{Marks: document.Numbers, Items: []string{"Phục vụ 200.000 lượt bạn đọc.", "Số hóa 120.000 trang tài liệu."}},
				document.Points{Marks: document.Letters, Items: []string{"Tài liệu Hán Nôm: 20.000 trang;", "Báo địa phương: 60.000 trang;", "Ảnh tư liệu: 5.000 ảnh;", "Luận văn: 35.000 trang;", "Bản đồ cổ: 40 tờ."}},
			}},
			document.Article{No: "3", Text: "Giám đốc và Ban Chấp hành Công đoàn cơ sở tổ chức thực hiện Nghị quyết này, 06 tháng một lần công khai kết quả."},
			document.Para{Runs: []document.Run{{Text: "Nghị quyết được Hội nghị thông qua với "}, {Text: "86/86 đại biểu", Bold: true}, {Text: " có mặt tán thành, đạt 100%; có hiệu lực từ ngày "}, {Text: "23 tháng 01 năm 2026", Italic: true}, {Text: "."}}},
		},
		End:  true,
		Sign: []document.Signature{{Formula: "TM. HỘI NGHỊ", Post: "TM. ĐOÀN CHỦ TỊCH", Name: "Trần Quốc Hưng"}},
		To:   []string{"Sở Văn hóa, Thể thao và Du lịch (báo cáo)", "Công đoàn ngành", "Toàn thể viên chức, người lao động", "Lưu: VT, CĐ"},
		Meta: document.Meta{Author: "Thư viện tỉnh Hồng Lam", Created: issued},
	}
}

// minutes are signed by two and run over several pages.
func minutes() document.Paper {
	p := document.Paper{
		Head: document.Head{Style: document.Union, Over: "CÔNG ĐOÀN NGÀNH VĂN HÓA", Issuer: "CÔNG ĐOÀN CƠ SỞ THƯ VIỆN TỈNH", Number: "03", Symbol: "BB-CĐCS", Place: "Hồng Lam", Day: held},
		Kind: "BIÊN BẢN", Title: "Hội nghị viên chức, người lao động năm 2026",
		Sign: []document.Signature{{Post: "THƯ KÝ", Note: "(Ký, ghi rõ họ tên)", Name: "Đỗ Hải Yến"}, {Formula: "TM. ĐOÀN CHỦ TỊCH", Post: "CHỦ TỌA", Note: "(Ký, ghi rõ họ tên)", Name: "Trần Quốc Hưng"}},
		To:   []string{"Như thành phần dự họp", "Lưu: VT"},
		Meta: document.Meta{Created: held},
	}
	p.Body = append(p.Body, document.Heading{Level: 2, Text: "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"},
		document.Points{Items: []string{"Thời gian: 08 giờ 00, Thứ Sáu, ngày 23 tháng 01 năm 2026.", "Địa điểm: Hội trường tầng 3.", "Có mặt: 86/92 người được triệu tập."}},
		document.Heading{Level: 2, Text: "II. NỘI DUNG"})
	for i := range 14 {
		p.Body = append(p.Body, document.Heading{Level: 3, Text: fmt.Sprintf("%d. Đại biểu thứ %d phát biểu", i+1, i+1)},
			document.Para{Text: strings.Repeat("Đề nghị quan tâm bồi dưỡng nghiệp vụ, trang bị máy quét khổ lớn và bố trí kinh phí bảo quản tài liệu quý hiếm cho kho địa chí. ", 3)})
	}
	p.Body = append(p.Body, document.Para{Text: "Hội nghị kết thúc hồi 11 giờ 30 cùng ngày. Biên bản đã được đọc trước Hội nghị và được thông qua."})
	return p
}

// report holds a table of several pages and a wide annex.
func report() document.Paper {
	t := document.Table{
		Caption: "Bảng 1. Kết quả thực hiện chỉ tiêu",
		Columns: []document.Column{
			{Title: "TT", Width: 12, Align: document.Center}, {Title: "Chỉ tiêu"}, {Title: "Đơn vị", Width: 20, Align: document.Center},
			{Title: "Kế hoạch", Group: "Năm 2025", Width: 24, Align: document.Right}, {Title: "Thực hiện", Group: "Năm 2025", Width: 24, Align: document.Right},
			{Title: "Tỷ lệ (%)", Width: 20, Align: document.Right},
		},
		Sums: 1,
	}
	t.Rows = append(t.Rows, []string{"A. Khối phục vụ"})
	for i := range 60 {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), fmt.Sprintf("Chỉ tiêu số %d về phục vụ bạn đọc tại chỗ và lưu động", i+1), "lượt", "1.000", fmt.Sprintf("1.%03d", i), "100,0"})
	}
	t.Rows = append(t.Rows, []string{"", "Cộng", "", "60.000", "61.770", "102,9"})
	return document.Paper{
		Head: libraryHead("45", "BC-TV"), Kind: "BÁO CÁO", Title: "Kết quả thực hiện nhiệm vụ năm 2025,\nphương hướng, nhiệm vụ năm 2026",
		Dear: []string{"Sở Văn hóa, Thể thao và Du lịch", "Liên đoàn Lao động tỉnh"},
		Body: []document.Block{
			document.Heading{Level: 1, Text: "Phần thứ nhất\nKẾT QUẢ NĂM 2025"},
			document.Para{Text: "Thực hiện kế hoạch được giao, kết quả như sau:"}, t,
			document.QR{Text: "https://thuvien.example/bc/45", Caption: "Bản điện tử của báo cáo"},
		},
		End: true, Sign: []document.Signature{{Formula: "KT. GIÁM ĐỐC", Post: "PHÓ GIÁM ĐỐC", Name: "Nguyễn Thị Hằng"}}, To: []string{"Như trên", "Lưu: VT"},
		Annexes: []document.Annex{{No: "I", Title: "DANH SÁCH TẬP THỂ, CÁ NHÂN", Of: "Kèm theo Báo cáo số 45/BC-TV ngày 05 tháng 02 năm 2026", Wide: true, Body: []document.Block{
			document.Table{Columns: []document.Column{{Title: "TT", Width: 10}, {Title: "Họ và tên"}, {Title: "Phòng"}, {Title: "Danh hiệu"}}, Rows: [][]string{{"1", "Phạm Thị Ngọc Lan", "Phục vụ bạn đọc", "Chiến sĩ thi đua cơ sở"}}},
		}}},
		Meta: document.Meta{Created: issued},
	}
}

// letter has no type: its abstract stands under the number.
func letter() document.Paper {
	return document.Paper{
		Head: libraryHead("123", "TV-HCTH"), Title: "mời dự Hội nghị viên chức, người lao động năm 2026",
		Dear: []string{"Liên đoàn Lao động tỉnh Hồng Lam"}, Body: []document.Block{document.Para{Text: "Trân trọng kính mời."}}, End: true,
		Sign: []document.Signature{{Post: "GIÁM ĐỐC", Name: "Trần Quốc Hưng"}}, To: []string{"Như trên", "Lưu: VT"},
	}
}

// pledge is a joint paper with the signatures of departments in its body.
func pledge() document.Paper {
	p := document.Paper{
		Head: libraryHead("", "GƯTĐ"), Kind: "GIAO ƯỚC THI ĐUA", Title: "Năm 2026",
		Body: []document.Block{
			document.Para{Text: "Chúng tôi cam kết:"}, document.Points{Marks: document.Pluses, Items: []string{"Hoàn thành 100% chỉ tiêu;", "Không có đơn thư khiếu nại."}},
			document.Heading{Level: 4, Text: "Các phòng ký giao ước"},
			document.Signatures{InRow: 3, Signers: []document.Signature{{Post: "PHÒNG BẠN ĐỌC", Name: "Lê Văn An"}, {Post: "PHÒNG ĐỊA CHÍ", Name: "Lý Văn Khoa"}, {Post: "PHÒNG TIN HỌC", Name: "Phan Đức Duy"}, {Post: "PHÒNG HÀNH CHÍNH", Name: "Hoàng Văn Tú"}}},
		},
		Sign: []document.Signature{{Formula: "TM. BAN CHẤP HÀNH", Post: "CHỦ TỊCH", Name: "Lê Thị Hường"}, {Post: "GIÁM ĐỐC", Name: "Trần Quốc Hưng"}},
	}
	p.Head.Joint = []document.Issuer{{Over: "CÔNG ĐOÀN NGÀNH VĂN HÓA", Name: "CÔNG ĐOÀN CƠ SỞ THƯ VIỆN TỈNH"}}
	return p
}

// attendance is a list to sign at the door.
func attendance() document.Paper {
	t := document.Table{High: 9, Columns: []document.Column{{Title: "TT", Width: 12, Align: document.Center}, {Title: "Họ và tên", Width: 60}, {Title: "Phòng"}, {Title: "Chữ ký", Width: 40}}}
	for i := range 40 {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), "Nguyễn Thị Hằng", "Phòng Tin học"})
	}
	return document.Paper{Head: libraryHead("", ""), Kind: "DANH SÁCH", Title: "Đại biểu dự Hội nghị viên chức, người lao động năm 2026", Body: []document.Block{t}}
}

func party() document.Paper {
	return document.Paper{
		Head: document.Head{Style: document.Party, Over: "ĐẢNG BỘ SỞ VĂN HÓA", Issuer: "CHI BỘ THƯ VIỆN TỈNH", Number: "05", Symbol: "NQ/CB", Place: "Hồng Lam", Day: issued},
		Kind: "NGHỊ QUYẾT", Title: "về lãnh đạo Hội nghị viên chức", Bases: []string{"Căn cứ Điều lệ Đảng", "Căn cứ Quy chế làm việc"},
		Body: []document.Block{document.Para{Text: "Chi bộ thống nhất."}}, Sign: []document.Signature{{Formula: "T/M CHI BỘ", Post: "BÍ THƯ", Name: "Trần Quốc Hưng"}},
	}
}

func youth() document.Paper {
	return document.Paper{
		Head: document.Head{Style: document.Youth, Over: "ĐOÀN KHỐI CÁC CƠ QUAN TỈNH", Issuer: "BCH CHI ĐOÀN THƯ VIỆN", Number: "7", Symbol: "TB/CĐTV", Place: "Hồng Lam"},
		Kind: "THÔNG BÁO", Body: []document.Block{document.Para{Text: "Chi đoàn thông báo."}}, End: true,
	}
}

func samples() map[string]document.Paper {
	return map[string]document.Paper{
		"resolution": resolution(), "minutes": minutes(), "report": report(), "letter": letter(),
		"pledge": pledge(), "party": party(), "youth": youth(), "attendance": attendance(), "empty": {},
	}
}

func testPicture(t testing.TB, kind string) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 60, 40))
	for i := range 40 {
		m.Set(i, i, color.NRGBA{200, 30, 30, 128})
	}
	var b bytes.Buffer
	var err error
	if kind == "png" {
		err = png.Encode(&b, m)
	} else {
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func certificate() document.Certificate {
	return document.Certificate{
		Head: document.Head{Over: "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", Issuer: "THƯ VIỆN TỈNH HỒNG LAM", Place: "Hồng Lam", Day: issued},
		By:   "GIÁM ĐỐC THƯ VIỆN TỈNH HỒNG LAM", Verb: "Tặng", Kind: "GIẤY KHEN", Name: "Bà Phạm Thị Ngọc Lan",
		Unit: "Thư viện viên hạng III, Phòng Phục vụ bạn đọc", Deed: "Đã có thành tích xuất sắc trong phong trào đọc sách\nphục vụ cộng đồng năm 2025",
		Refs: []string{"Số: 12/QĐ-TV ngày 20/01/2026", "Sổ vàng số: 07"}, QR: "https://thuvien.example/k/12",
		Sign: document.Signature{Post: "GIÁM ĐỐC", Name: "Trần Quốc Hưng"},
	}
}
