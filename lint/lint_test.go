package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"hoinghi/lint"
)

func seed(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "seeds", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func shown(s string) (list []string) {
	for _, f := range lint.Text(s) {
		list = append(list, fmt.Sprintf("%d:%d %s %q %q", f.Line, f.Column, f.Kind, f.Text, f.Mend))
	}
	return list
}

// Five published texts, each defect that an editor marked in them, and nothing
// else. The double blanks of the second are real, one of them no-break.
func TestSeeds(t *testing.T) {
	for name, want := range map[string][]string{
		"s0.txt": {
			`5:361 doubled "đồng thời đồng thời" "đồng thời"`,
			`7:453 punctuation "giữa," "giữa"`,
			`9:35 tone "Hoá" "Hóa"`,
			`9:467 tone "hoá" "hóa"`,
		},
		"s1.txt": {
			`3:336 space " \u00a0" " "`,
			`7:353 glued "2023và" "2023 và"`,
			`9:278 punctuation "lượng;Mở" "lượng; Mở"`,
			`9:318 punctuation "đọc;Tăng" "đọc; Tăng"`,
			`9:557 phrase "sử dựng" "sử dụng"`,
			`9:582 glued "tinvà" "tin và"`,
			`11:123 glued "thểviên" "thể viên"`,
			`11:209 punctuation "thời,đúng" "thời, đúng"`,
			`13:100 glued "chíHoàng" "chí Hoàng"`,
			`13:322 space "\u00a0 " " "`,
		},
		"s2.txt": nil,
		"s3.txt": {`5:137 phrase "chức năng, nhiệm của" "chức năng, nhiệm vụ của"`},
		"s4.txt": {
			`10:387 phrase "quan lý nhà nước" "quản lý nhà nước"`,
			`16:212 phrase "hoạt động viên hóa" "hoạt động văn hóa"`,
			`24:78 phrase "tổng kế" "tổng kết"`,
		},
	} {
		if diff := cmp.Diff(want, shown(seed(t, name))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

// A finding in each kind: the text, and kind, text and mend of what is found.
func TestFindings(t *testing.T) {
	for _, c := range []struct {
		kind lint.Kind
		s    string
		want string // text→mend, parted by |
	}{
		{lint.Doubled, "báo cáo và và nghị quyết", "và và→và"},
		{lint.Doubled, "tại hội nghị hội nghị đã bầu", "hội nghị hội nghị→hội nghị"},
		{lint.Doubled, "Người lao động người lao động", "Người lao động người lao động→Người lao động"},
		{lint.Doubled, "các các các phòng", "các các các→các"},
		{lint.Doubled, "báo cáo kết quả của cơ quan quan.", "quan quan→quan"},
		{lint.Doubled, "TỔNG KẾT TỔNG KẾT NĂM", "TỔNG KẾT TỔNG KẾT→TỔNG KẾT"},
		{lint.Doubled, "trong năm 2022 năm 2022", "năm 2022 năm 2022→năm 2022"},
		{lint.Doubled, "tham gia tham gia ý kiến", "tham gia tham gia→tham gia"},
		{lint.Doubled, "văn hóa văn hoá", "văn hóa văn hoá→văn hóa"},

		{lint.Glued, "tậpthể", "tậpthể→tập thể"},
		{lint.Glued, "Hộinghị HỘINGHỊ", "Hộinghị→Hội nghị|HỘINGHỊ→HỘI NGHỊ"},
		{lint.Glued, "cánhân, pháplý, côngan, đồngý, ýkiến", "cánhân→cá nhân|pháplý→pháp lý|côngan→công an|đồngý→đồng ý|ýkiến→ý kiến"},
		{lint.Glued, "năm 2023và", "2023và→2023 và"},
		{lint.Glued, "tháng12năm2022", "tháng12năm2022→tháng 12 năm 2022"},
		{lint.Glued, "từ 2022theo", "2022theo→2022 theo"},
		{lint.Glued, "đồng chíHoàng", "chíHoàng→chí Hoàng"},
		{lint.Glued, "tỉnh TuyênQuang", "TuyênQuang→Tuyên Quang"},
		{lint.Glued, "ban thanhtra", "thanhtra→thanh tra"},
		{lint.Glued, norm.NFD.String("tậpthể"), "tậpthể→tập thể"},

		{lint.Space, "người lao động  năm", "  → "},
		{lint.Space, "lao động\u00a0 năm", "\u00a0 → "},
		{lint.Space, "Ban Chấp hành( BCH )", "( →(| )→)"},
		{lint.Space, "(BCH)Công đoàn", ")Công→) Công"},
		{lint.Space, "Ban Chấp hành(BCH)", "hành(→hành ("},
		{lint.Space, "danh hiệu “ Hai giỏi ”", "“ →“| ”→”"},

		{lint.Tone, "Thanh Hóa, văn hóa, văn hoá", "hoá→hóa"},
		{lint.Tone, "Thanh Hoá, thuỷ lợi, HÓA", "HÓA→HOÁ"},
		{lint.Tone, "hòan thành, qúy III, gỉai pháp, kết qủa, tòan thể", "hòan→hoàn|qúy→quý|gỉai→giải|qủa→quả|tòan→toàn"},

		{lint.Phrase, "chức năng quan lý nhà nước", "quan lý nhà nước→quản lý nhà nước"},
		{lint.Phrase, "Quan lý tốt", "Quan lý→Quản lý"},
		{lint.Phrase, "TỔNG KẾ NĂM 2022", "TỔNG KẾ→TỔNG KẾT"},
		{lint.Phrase, "Chức năng, nhiệm của", "Chức năng, nhiệm của→Chức năng, nhiệm vụ của"},
		{lint.Phrase, "hoạt động viên hoá, xã hoá", "hoạt động viên hoá→hoạt động văn hoá"},
		{lint.Phrase, "nguời lao động sử  dựng", "nguời lao động→người lao động|sử  dựng→sử dụng"},

		{lint.Punctuation, "phối hợp giữa, các phòng", "giữa,→giữa"},
		{lint.Punctuation, "chất lượng;Mở rộng,đúng", "lượng;Mở→lượng; Mở|rộng,đúng→rộng, đúng"},
		{lint.Punctuation, "một,hai,ba", "một,hai,ba→một, hai, ba"},
		{lint.Punctuation, "cán bộ , công chức ; viên chức .", " ,→,| ;→;| .→."},
		{lint.Punctuation, "cán bộ,, công chức, , viên chức,; hết..", ",,→,|, ,→,|,;→;|..→."},
		{lint.Punctuation, "của thư viện.Mở rộng", "viện.Mở→viện. Mở"},
		{lint.Punctuation, "Thành phần gồm:Đồng chí", "gồm:Đồng→gồm: Đồng"},
		{lint.Punctuation, "Báo cáo của Ban Thanh tra : ba nội dung", " :→:"},

		{lint.NFD, norm.NFD.String("hội nghị"), norm.NFD.String("hội nghị") + "→hội nghị"},
		{lint.NFD, "một " + norm.NFD.String("hội") + " hai", norm.NFD.String("hội") + "→hội"},
	} {
		t.Run(string(c.kind)+" "+c.s, func(t *testing.T) {
			var got []string
			for _, f := range lint.Text(c.s) {
				if f.Kind == c.kind {
					got = append(got, f.Text+"→"+f.Mend)
				}
			}
			if list := strings.Join(got, "|"); norm.NFC.String(list) != norm.NFC.String(c.want) {
				t.Errorf("got %s, want %s", list, c.want)
			}
		})
	}
}

// What must be left alone, each for the reason beside it.
func TestLeftAlone(t *testing.T) {
	for s, why := range map[string]string{
		"luôn luôn, đời đời, ngày ngày, xa xa, người người, nhà nhà, dần dần, thường thường": "reduplication",
		"tiến lên từng bước từng bước một, năm năm qua":                                      "doubled on purpose",
		"Ủy ban ban hành, cơ quan quan tâm, tổ chức chức năng, người lao động động viên":     "two compounds meet",
		"công tác cán bộ Bộ Nội vụ, Đại hội Hội Nông dân, thành viên viên chức":              "two names meet",
		"đại biểu biểu quyết; lãnh đạo đạo đức; tham gia gia đình; thông tin tin cậy":        "two compounds meet",
		"bà Nguyễn Thị Lan Lan và em Bảo Bảo":                                                "given names",
		"side by side by, that that, 02 02 03 03":                                            "not Vietnamese words",
		"Phòng Phòng Phòng Phòng": "heads of a table",
		"NukeViet, Covid-19, VnExpress, VNeID, YouTube, iPhone, PowerPoint, VietinBank":           "brands",
		"video online internet email website radio Pleiku Kon Tum Facebook":                       "foreign words",
		"dân tộc Êđê, Xơđăng; vắcxin, axít, virút, café, René, José":                              "foreign words with marks",
		"BCH, CĐCS, UBND, BHXH, TĐKT, ĐVTN, HĐND, ĐHĐB":                                           "abbreviations",
		"số 92/HD-CĐCS, 92/HD - CĐCS, 01/2022/NĐ-CP, 15/QĐ-UBND, Luật số 10/2022/QH15":            "document symbols",
		"10km, 5kg, 20cm, 3m, 10ha, 8h30, 5G, 12A, 500đ, 29,2%, 1.234.567, 4.0, 3a, 256bit, 3pha": "units and numbers",
		"thư: thanhtra@baotang.vn, https://thuvien.vn/tin,bài?a=1;b=2 và www.tap.the.vn":          "addresses",
		"xem baotang.thanhhoa.gov.vn hoặc ke-hoach.docx #ĐoànThanhNiên":                           "addresses and hashtags",
		"Đ/c Lê Quang Tiên v/v họp, TP.HCM, TP.Huế, PGS.TS Trần A, v.v.":                          "abbreviations",
		"Hội đồng kỷ luật,...; năm 2022,… Đồng thời; cá nhân./.":                                  "dots that leave out",
		"Đang online : 4\nHọ và tên : Nguyễn Văn A":                                               "labels",
		"từ 5 - 29,2%; 8:30; tỷ lệ 1:4; 7,5 điểm":                                                 "numbers",
		"thuý, thuỷ, hoà, khoẻ, quý, quỳ, chùa, khuỷu, ngoài":                                     "one custom throughout",
		"lập tổng kế hoạch, cơ quan lý luận, thủ quan lý do, cố gắn bó":                           "neighbours that make it right",
		"nguời huớng chuơng đuợc truờng":                                                          "misspelt, but not glued",
		"    thụt đầu dòng\ncuối dòng   \ncột một        cột hai":                                 "layout",
		"heads,tags y,n,q &lt;Nhỏ nhất, v.v., TP., hết":                                           "lists of other things",
		"Ca-na-đa đa ngữ, đối số số 0, KIỂU kiểu, THƯ MỤC       thư mục, họ tên       họ tên":     "columns and names",
		"": "nothing",
	} {
		if got := shown(s); got != nil {
			t.Errorf("%s: %q: %q", why, s, got)
		}
	}
}

func TestPlace(t *testing.T) {
	got := lint.Text("Đầu\r\nđể  và và\n" + norm.NFD.String("hộ") + " tinvà")
	want := []lint.Finding{
		{Kind: lint.Space, Line: 2, Column: 3, Offset: 13, Text: "  ", Mend: " "},
		{Kind: lint.Doubled, Line: 2, Column: 5, Offset: 15, Text: "và và", Mend: "và"},
		{Kind: lint.NFD, Line: 3, Column: 1, Offset: 23, Text: norm.NFD.String("hộ"), Mend: "hộ"},
		{Kind: lint.Glued, Line: 3, Column: 6, Offset: 30, Text: "tinvà", Mend: "tin và"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMended(t *testing.T) {
	got := lint.Mended(norm.NFD.String("Hộinghị tổng kế , và và chức năng quan lý;Thanh hóa , hóa, hoá"))
	if want := "Hội nghị tổng kết, và chức năng quản lý; Thanh hóa, hóa, hóa"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// sound checks what holds for any text.
func sound(t interface{ Fatalf(string, ...any) }, s string) {
	end := 0
	for _, f := range lint.Text(s) {
		if f.Offset < 0 || f.Offset+len(f.Text) > len(s) || s[f.Offset:f.Offset+len(f.Text)] != f.Text {
			t.Fatalf("%q: %+v is not in the text", s, f)
		}
		if f.Text == f.Mend || f.Text == "" {
			t.Fatalf("%q: %+v mends nothing", s, f)
		}
		if before := s[:f.Offset]; f.Line != 1+strings.Count(before, "\n") || f.Column != 1+utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) {
			t.Fatalf("%q: %+v is elsewhere", s, f)
		}
		if f.Kind != lint.NFD {
			if f.Offset < end {
				t.Fatalf("%q: %+v overlaps", s, f)
			}
			end = f.Offset + len(f.Text)
		}
	}
	once := lint.Mended(s)
	if left := lint.Text(once); len(left) > 0 {
		t.Fatalf("%q: mended %q, which has %+v", s, once, left)
	}
	if twice := lint.Mended(once); twice != once {
		t.Fatalf("%q: mended %q, then %q", s, once, twice)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "và và", "tậpthể,2023và", "a\u0301 ,,  ; (b )", "hoá hóa qúy", "x\u0338<\u0338", "\xff\u00a0\u0301\n.."} {
		f.Add(s)
	}
	for i := range 5 {
		f.Add(seed(f, fmt.Sprintf("s%d.txt", i)))
	}
	f.Fuzz(func(t *testing.T, s string) { sound(t, s) })
}

// Random prose of real words, signs and blanks meets more of the rules than
// random bytes do.
func TestMendingTwiceChangesNothing(t *testing.T) {
	parts := []string{" ", " ", " ", "  ", ",", ";", ".", "..", "(", ")", "“", "”", ":", "\n", "\u0301", "1", "2022", "và", "giữa", "các", "Hoá",
		"hóa", "qúy", "tậpthể", "chíHoàng", "tinvà", "quan lý", "tổng kế", "viên", "động", "hoạt", "Ban", "ban", "a", "…", "/", "nhiệm của", "chức năng,"}
	rapid.Check(t, func(t *rapid.T) {
		sound(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 25).Draw(t, "parts"), ""))
	})
}

// likings are what each rule likes best: a rule that looks back over all that was
// read would take sixteen times as long for each byte of a text sixteen times as
// long, which BenchmarkLong shows.
var likings = []string{"và ", "hội nghị hội nghị ", "tậpthể", "a", ", ", "( ", "“ ", "hoá hóa ", "o\u0302\u0301", "tổng kế hoạch ", "1.", "\u00a0 ", "ban ban hành\n", "x\t"}

// A megabyte of any of them is read to its end: at the price of a square this
// would take longer than any test may.
func TestLongTextsComeToAnEnd(t *testing.T) {
	for _, part := range likings {
		sum := 0
		for _, f := range lint.Text(strings.Repeat(part, 1<<20/len(part))) {
			sum += len(f.Text)
		}
		if sum > 1<<20 {
			t.Errorf("%q: %d bytes found in a megabyte", part, sum)
		}
	}
}

func BenchmarkLong(b *testing.B) {
	for _, part := range likings {
		for _, size := range []int{4 << 10, 64 << 10} {
			text := strings.Repeat(part, size/len(part))
			b.Run(fmt.Sprintf("%.8q/%dK", part, size>>10), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					lint.Text(text)
				}
			})
		}
	}
}

// Published texts that were mended have nothing left to find; one in which
// nothing is found stays as it is.
func TestMendedSeedsAreClean(t *testing.T) {
	for i := range 5 {
		s := seed(t, fmt.Sprintf("s%d.txt", i))
		clean := lint.Mended(s)
		if left := shown(clean); left != nil {
			t.Errorf("s%d: %q", i, left)
		}
		if len(lint.Text(s)) == 0 && clean != s {
			t.Errorf("s%d was changed though nothing was found", i)
		}
	}
}

func BenchmarkText(b *testing.B) {
	article := strings.Repeat(seed(b, "s4.txt"), 5)[:20<<10]
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		lint.Text(article)
	}
}
