package law

// Opening is a question that the law leaves to the unit.
type Opening struct {
	ID, Title string
	Cite      string // where the law leaves it open
	Choices   []Item
	Default   string // code used until the unit decides
}

// Openings lists the questions that the law leaves to the unit.
func Openings() []Opening {
	return []Opening{
		{"ttnd.vote.method", "Cách bầu Ban Thanh tra nhân dân", "khoản 1 Điều 21 " + nd59 + " (không quy định)", []Item{
			{"secret", "bỏ phiếu kín"}, {"open", "giơ tay biểu quyết"},
		}, "secret"},
		{"ttnd.vote.tie", "Khi bằng phiếu ở suất cuối", "khoản 1 Điều 21 " + nd59 + " (không quy định)", []Item{
			{"again", "bầu lại trong những người bằng phiếu"}, {"seniority", "người công tác lâu hơn trúng cử"}, {"lot", "bốc thăm"},
		}, "again"},
		{"tdkt.cstdcs.rounding", "Làm tròn tỷ lệ Chiến sĩ thi đua cơ sở", "khoản 3 Điều 9 " + nd91 + " (không quy định)", []Item{
			{"down", "bỏ phần lẻ"}, {"half-up", "từ 0,5 trở lên tính một người"}, {"up", "có phần lẻ tính một người"},
		}, "down"},
		{"tdkt.cstdcs.base", "Mẫu số của tỷ lệ Chiến sĩ thi đua cơ sở", "khoản 3 Điều 9 " + nd91 + "; Điều 23 " + ltdkt2003, []Item{
			{"advanced", "số Lao động tiên tiến đã nêu"}, {"together", "Lao động tiên tiến cộng Chiến sĩ thi đua cơ sở"},
		}, "advanced"},
		{"conf.forms.base", "Mẫu số khi lấy phiếu thay hội nghị", l10d50k2 + " (không quy định)", []Item{
			{"sent", "tất cả người được gửi phiếu"}, {"returned", "số phiếu thu về"},
		}, "sent"},
		{"conf.online", "Dự hội nghị trực tuyến", "điểm g khoản 1 Điều 47, khoản 6 Điều 54 " + l10 + " (không quy định)", []Item{
			{"no", "chỉ họp trực tiếp"}, {"hybrid", "trực tiếp kết hợp trực tuyến theo quy chế dân chủ"},
		}, "no"},
	}
}

// FindOpening gives an opening by its id.
func FindOpening(id string) (Opening, bool) {
	for _, o := range Openings() {
		if o.ID == id {
			return o, true
		}
	}
	return Opening{}, false
}

// Settled is the answer to an opening.
type Settled struct {
	Opening string
	Choice  Item
	Own     bool // decided by the unit
	Cite    string
}

// Unsettled is the answer used until the unit decides.
func (o Opening) Unsettled() Settled {
	s := Settled{Opening: o.ID, Cite: o.Cite}
	for _, c := range o.Choices {
		if c.Code == o.Default {
			s.Choice = c
		}
	}
	return s
}

// Fill answers an opening from the unit's own document, seen on a day. What
// is no opening, no choice of it, or without a document in force is refused.
func Fill(id, choice string, d Document, on Day) (Settled, error) {
	o, ok := FindOpening(id)
	if !ok {
		return Settled{}, missing(KeyOverlayClosed, id)
	}
	if err := d.check(); err != nil {
		return Settled{}, err
	}
	if on.IsZero() {
		return Settled{}, missing(KeyDayMissing)
	}
	if on.Before(d.Day) {
		return Settled{}, missing(KeyOverlayDay, id, on, d.Day)
	}
	for _, c := range o.Choices {
		if c.Code == choice {
			return Settled{Opening: id, Choice: c, Own: true, Cite: joinCites(d.Cite(), o.Cite)}, nil
		}
	}
	return Settled{}, missing(KeyOverlayValue, id, choice)
}
