package law

// Award is a title or a form of reward.
type Award string

// The titles and forms of reward.
const (
	LDTT        Award = "LDTT"      // Lao động tiên tiến
	CSTDCS      Award = "CSTDCS"    // Chiến sĩ thi đua cơ sở
	CSTDBo      Award = "CSTD-BO"   // Chiến sĩ thi đua cấp bộ, tỉnh
	CSTDTQ      Award = "CSTDTQ"    // Chiến sĩ thi đua toàn quốc
	TTLDTT      Award = "TTLDTT"    // Tập thể lao động tiên tiến
	TTLDXS      Award = "TTLDXS"    // Tập thể lao động xuất sắc
	CoBo        Award = "CO-BO"     // Cờ thi đua cấp bộ, tỉnh
	CoCP        Award = "CO-CP"     // Cờ thi đua của Chính phủ
	GiayKhen    Award = "GK"        // Giấy khen
	BangKhen    Award = "BK-TINH"   // Bằng khen cấp bộ, tỉnh
	BangKhenTTg Award = "BK-TTG"    // Bằng khen của Thủ tướng Chính phủ
	HCLDNhat    Award = "HCLD-NHAT" // Huân chương Lao động hạng Nhất
	HCLDNhi     Award = "HCLD-NHI"  // hạng Nhì
	HCLDBa      Award = "HCLD-BA"   // hạng Ba
	KyNiem      Award = "KY-NIEM"   // Kỷ niệm chương
)

var awardNames = map[Award]string{
	LDTT: "Lao động tiên tiến", CSTDCS: "Chiến sĩ thi đua cơ sở", CSTDBo: "Chiến sĩ thi đua cấp bộ, tỉnh",
	CSTDTQ: "Chiến sĩ thi đua toàn quốc", TTLDTT: "Tập thể lao động tiên tiến", TTLDXS: "Tập thể lao động xuất sắc",
	CoBo: "Cờ thi đua cấp bộ, tỉnh", CoCP: "Cờ thi đua của Chính phủ", GiayKhen: "Giấy khen",
	BangKhen: "Bằng khen cấp bộ, tỉnh", BangKhenTTg: "Bằng khen của Thủ tướng Chính phủ",
	HCLDNhat: "Huân chương Lao động hạng Nhất", HCLDNhi: "Huân chương Lao động hạng Nhì",
	HCLDBa: "Huân chương Lao động hạng Ba", KyNiem: "Kỷ niệm chương",
}

// Name is the award in Vietnamese; empty for text that is no award.
func (a Award) Name() string { return awardNames[a] }

// ParseAward reads the code of an award.
func ParseAward(s string) (Award, error) {
	if a := Award(s); a.Name() != "" {
		return a, nil
	}
	return "", missing(KeyAwardUnknown, s)
}

// GrassrootsShare caps the holders of CSTĐCS by those of LĐTT.
var GrassrootsShare = history("tdkt.cstdcs.share",
	between("2017-10-01", "2023-12-31", AtMost(15, 100), read("khoản 3 Điều 9 "+nd91)),
	since("2024-01-01", AtMost(15, 100), known(Medium, "Điều 23 "+l06).noting("Tỷ lệ do bộ, tỉnh quy định; 15 % là mức mặc định.")),
)

// GrassrootsRequires is what CSTĐCS takes.
var GrassrootsRequires = history("tdkt.cstdcs.requires",
	between("2004-07-01", "2023-12-31", []Item{{"ldtt", "Lao động tiên tiến"}, {"initiative", "sáng kiến được cơ sở công nhận hoặc đề tài được nghiệm thu"}}, read("Điều 23 "+ltdkt2003)),
	since("2024-01-01", []Item{{"ldtt", "Lao động tiên tiến"}, {"initiative", "sáng kiến được cơ sở công nhận hoặc đề tài được nghiệm thu, áp dụng"}}, read("Điều 23 "+l06)),
)

// MinistryRequires is how many CSTĐCS in a row CSTĐ of a ministry or province takes.
var MinistryRequires = history("tdkt.cstdbo.requires",
	between("2014-06-01", "2023-12-31", 3, read("Điều 22 "+ltdkt2003)),
	since("2024-01-01", 3, read("Điều 22 "+l06)),
)

// NationalRequires is how many of those in a row CSTĐTQ takes.
var NationalRequires = history("tdkt.cstdtq.requires",
	between("2014-06-01", "2023-12-31", 2, read("Điều 21 "+ltdkt2003)),
	since("2024-01-01", 2, read("Điều 21 "+l06)),
)

// AdvancedCollective is the share of LĐTT that TTLĐTT takes.
var AdvancedCollective = history("tdkt.ttldtt.ldtt_share",
	between("2004-07-01", "2023-12-31", MoreThan(1, 2), read("Điều 28 "+ltdkt2003)),
	since("2024-01-01", MoreThan(1, 2), known(High, "Điều 28 "+l06)),
)

// ExcellentCollective is the share of LĐTT that TTLĐXS takes, with a CSTĐCS.
var ExcellentCollective = history("tdkt.ttldxs.ldtt_share",
	between("2004-07-01", "2023-12-31", AtLeast(7, 10), read("Điều 27 "+ltdkt2003)),
	since("2024-01-01", AtLeast(7, 10), read("Điều 27 "+l06)),
)

// CollectiveDiscipline is the lightest discipline that bars TTLĐXS.
var CollectiveDiscipline = history("tdkt.ttldxs.discipline",
	between("2004-07-01", "2023-12-31", Warning, read("Điều 27 "+ltdkt2003)))

// AdvancedMonths is how long a recruit must have worked to be LĐTT.
var AdvancedMonths = history("tdkt.ldtt.min_months", between("2017-10-01", "2023-12-31", Span{10, Months}, read("Điều 10 "+nd91)))

// AdvancedDiscipline is the lightest discipline that bars LĐTT.
var AdvancedDiscipline = history("tdkt.ldtt.discipline", between("2017-10-01", "2023-12-31", Reprimand, read("Điều 10 "+nd91)))

// MaternityCounted says whether maternity leave counts as work.
var MaternityCounted = history("tdkt.maternity.counted", since("2017-10-01", true, read("Điều 10 "+nd91+"; Điều 4 "+nd152)))

// RegistrationBasis says whether registering is a condition of titles.
var RegistrationBasis = history("tdkt.registration.basis",
	between("2004-07-01", "2023-12-31", true, read("Điều 10 "+ltdkt2003)),
	between("2024-01-01", "2026-09-30", false, read("Điều 7 "+l06)),
)

// MeritOld is the older condition of a ministry's or province's certificate.
var MeritOld = history("tdkt.bk.old.conditions", between("2017-10-01", "2023-12-31", []Item{
	{"2-years", "2 năm liên tục hoàn thành xuất sắc nhiệm vụ"}, {"2-initiatives", "2 sáng kiến được công nhận và áp dụng"},
}, read("Điều 39 "+nd91)))

// EmulationDecider says who decides the titles of the base.
var EmulationDecider = history("tdkt.decider.base",
	between("2004-07-01", "2023-12-31", Item{"head", baseDecider}, read("Điều 80 "+ltdkt2003)),
	since("2024-01-01", Item{"head", baseDecider}, read("khoản 1 Điều 80 "+l06)),
)

const baseDecider = "người đứng đầu cơ quan, đơn vị có tư cách pháp nhân, giám đốc sở quyết định Chiến sĩ thi đua cơ sở, Lao động tiên tiến, Tập thể lao động tiên tiến, Giấy khen"

// ReturnDeadline is the time to send back a wrong dossier.
var ReturnDeadline = history("tdkt.return.days",
	between("2025-07-01", "2027-03-01", Span{15, WorkingDaysOnly}, read("Điều 58 "+nd152).noting(noteTDKT2026)))

// Decree152Expiry is the day on which the decree of 2025 lapses by itself.
var Decree152Expiry = history("tdkt.decree152.expiry",
	between("2025-07-01", "2027-03-01", MustDay("2027-03-01"), read("điều khoản thi hành "+nd152)))

// AmendedStart says from when and for which dossiers the law of 2026 holds.
var AmendedStart = history("tdkt.law06_2026.start",
	since("2026-10-01", Item{"2026-10-01", "hồ sơ nhận trước 01/10/2026 theo luật cũ, trừ khi luật mới có lợi hơn"}, read("Luật số 06/2026/QH16").noting(noteTDKT2026)))
