package law

import "fmt"

// Layout is the format of an office paper. Margins are whole millimetres,
// letters whole points, indents tenths of a millimetre.
type Layout struct {
	Font                     string
	Top, Bottom, Left, Right int // mm
	NationPt                 int // Quốc hiệu: capitals, bold
	MottoPt                  int // Tiêu ngữ: bold, line as long as the text below it
	SuperiorPt               int // superior body: capitals, regular
	IssuerPt                 int // issuing body: capitals, bold, line of 1/3 to 1/2 below it
	NumberPt                 int // "Số: …"
	PlacePt                  int // place and date: italic
	KindPt                   int // name of the kind of paper: capitals, bold, centred
	SummaryPt                int // trích yếu under the kind: bold, centred
	SubjectPt                int // "V/v …" of an official letter
	HeadPt                   int // headings of parts, chapters, articles
	BodyPt                   int
	SignerPt                 int // authority, title and name of the signer: bold
	ReceiversPt              int // "Nơi nhận:": bold italic
	ReceiverListPt           int
	PagePt                   int // page number, centred in the top margin, not on page 1
	IndentTenthMM            int // first line of a paragraph
	ParagraphPt              int // least space between paragraphs
	LinePercent              int // line spacing, 100 is single
}

// Decree30 is the layout we draw: within the bounds of Annex I of the decree.
var Decree30 = Layout{
	Font: "Times New Roman", Top: 20, Bottom: 20, Left: 30, Right: 15,
	NationPt: 13, MottoPt: 14, SuperiorPt: 13, IssuerPt: 13, NumberPt: 13, PlacePt: 14,
	KindPt: 14, SummaryPt: 14, SubjectPt: 13, HeadPt: 14, BodyPt: 14, SignerPt: 14,
	ReceiversPt: 12, ReceiverListPt: 11, PagePt: 14, IndentTenthMM: 127, ParagraphPt: 6, LinePercent: 115,
}

// Decree30Least and Decree30Most are the bounds that the decree sets.
var (
	Decree30Least = Layout{
		Font: "Times New Roman", Top: 20, Bottom: 20, Left: 30, Right: 15,
		NationPt: 12, MottoPt: 13, SuperiorPt: 12, IssuerPt: 12, NumberPt: 13, PlacePt: 13,
		KindPt: 13, SummaryPt: 13, SubjectPt: 12, HeadPt: 13, BodyPt: 13, SignerPt: 13,
		ReceiversPt: 12, ReceiverListPt: 11, PagePt: 13, IndentTenthMM: 100, ParagraphPt: 6, LinePercent: 100,
	}
	Decree30Most = Layout{
		Font: "Times New Roman", Top: 25, Bottom: 25, Left: 35, Right: 20,
		NationPt: 13, MottoPt: 14, SuperiorPt: 13, IssuerPt: 13, NumberPt: 13, PlacePt: 14,
		KindPt: 14, SummaryPt: 14, SubjectPt: 13, HeadPt: 14, BodyPt: 14, SignerPt: 14,
		ReceiversPt: 12, ReceiverListPt: 11, PagePt: 14, IndentTenthMM: 127, ParagraphPt: 0, LinePercent: 150,
	}
)

const annex1 = "Phụ lục I " + nd30

// Bounds is a layout as the law writes it: least and most.
type Bounds struct{ Least, Most Layout }

var bounds30 = Bounds{Decree30Least, Decree30Most}

// Margins is the margins of office papers.
var Margins = history("doc.margin", since("2020-03-05", bounds30, read(annex1)))

// Body is the body text of office papers.
var Body = history("doc.body", since("2020-03-05", bounds30, read(annex1)))

// NumberReset is the day of the year on which numbering begins again.
var NumberReset = history("doc.number.reset",
	since("2020-03-05", Item{"01-01", "đánh số từ 01 vào ngày 01 tháng 01 hằng năm"}, read("Điều 15 "+nd30)),
)

// Retention is how long the dossier of the yearly conference is kept.
var Retention = history("doc.retention.conference",
	since("2023-02-15", Span{20, Years}, known(Medium, "Thông tư số 10/2022/TT-BNV (bảng thời hạn bảo quản)").
		noting("Thời hạn đã đọc trong bảng; số văn bản và ngày bắt đầu chưa kiểm tra với bản gốc.")),
)

var paperTopic = topic{
	name: "Thể thức văn bản", review: MustDay("2027-07-01"), kinds: UnitKinds(),
	rules: []Rule{
		rule(Margins, "Lề trang", margins),
		rule(Body, "Phần nội dung", bodyText),
		rule(NumberReset, "Đánh số văn bản", itemText),
		rule(Retention, "Bảo quản hồ sơ hội nghị", say[Span]("%s")),
	},
}

func margins(b Bounds) string {
	return fmt.Sprintf("trên, dưới %d–%d mm; trái %d–%d mm; phải %d–%d mm",
		b.Least.Top, b.Most.Top, b.Least.Left, b.Most.Left, b.Least.Right, b.Most.Right)
}

func bodyText(b Bounds) string {
	return fmt.Sprintf("cỡ chữ %d–%d; thụt đầu dòng %s hoặc %s cm; cách đoạn tối thiểu %d pt; cách dòng từ đơn đến %s",
		b.Least.BodyPt, b.Most.BodyPt, decimal(int64(b.Least.IndentTenthMM), 100, 2),
		decimal(int64(b.Most.IndentTenthMM), 100, 2), b.Least.ParagraphPt, decimal(int64(b.Most.LinePercent), 100, 2))
}

// PaperKind is a kind of administrative paper and its abbreviation.
type PaperKind struct{ Abbreviation, Name string }

// PaperKinds lists the kinds and abbreviations of Annex III of the decree. The
// official letter has none: its symbol is the issuer's and the drafter's.
func PaperKinds() []PaperKind {
	return []PaperKind{
		{"NQ", "Nghị quyết"}, {"QĐ", "Quyết định"}, {"CT", "Chỉ thị"}, {"QC", "Quy chế"},
		{"QyĐ", "Quy định"}, {"TC", "Thông cáo"}, {"TB", "Thông báo"}, {"HD", "Hướng dẫn"},
		{"CTr", "Chương trình"}, {"KH", "Kế hoạch"}, {"PA", "Phương án"}, {"ĐA", "Đề án"},
		{"DA", "Dự án"}, {"BC", "Báo cáo"}, {"BB", "Biên bản"}, {"TTr", "Tờ trình"},
		{"HĐ", "Hợp đồng"}, {"CĐ", "Công điện"}, {"BGN", "Bản ghi nhớ"}, {"BTT", "Bản thỏa thuận"},
		{"GUQ", "Giấy ủy quyền"}, {"GM", "Giấy mời"}, {"GGT", "Giấy giới thiệu"},
		{"GNP", "Giấy nghỉ phép"}, {"PG", "Phiếu gửi"}, {"PC", "Phiếu chuyển"}, {"PB", "Phiếu báo"},
		{"", "Công văn"},
	}
}
