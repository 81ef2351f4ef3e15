package portal

import "strings"

// Kinds of byline, as agencies sign their news.
const (
	BylineNone  = ""
	BylineUnit  = "unit"  // Nghiêm Thị Hằng / (Phòng Kiểm kê - Bảo quản)
	BylineRole  = "role"  // Tin, ảnh: Hiền Hưng
	BylineName  = "name"  // Trần Phường
	BylineStaff = "staff" // PV; who it was stays inside
)

const staff = "PV"

// Byline says who wrote an article.
type Byline struct {
	Kind string
	Role string // before the colon of BylineRole
	Name string // the real author, in every kind
	Unit string // of BylineUnit
}

func (b Byline) known() bool {
	switch b.Kind {
	case BylineNone, BylineUnit, BylineRole, BylineName, BylineStaff:
		return true
	}
	return false
}

// Lines are the byline as it is printed, one or two lines, or none.
func (b Byline) Lines() []string {
	switch {
	case b.Kind == BylineStaff:
		return []string{staff}
	case b.Kind == BylineNone || b.Name == "":
		return nil
	case b.Kind == BylineUnit && b.Unit != "":
		return []string{b.Name, "(" + b.Unit + ")"}
	case b.Kind == BylineRole && b.Role != "":
		return []string{b.Role + ": " + b.Name}
	}
	return []string{b.Name}
}

// public is the byline without what the public may not know.
func (b Byline) public() Byline {
	switch b.Kind {
	case BylineNone:
		return Byline{}
	case BylineStaff:
		return Byline{Kind: BylineStaff}
	}
	return b
}

// CaptionStyle is how a caption joins who and what.
type CaptionStyle string

// The styles, each with a caption as agencies write it.
const (
	CaptionHyphen   CaptionStyle = "hyphen"   // Đ/c Trịnh Đình Dương - Giám đốc Bảo tàng tỉnh báo cáo kết quả
	CaptionDash     CaptionStyle = "dash"     // Bà Lê Tuyết Hồng – Phó Chủ tịch Thường trực phát biểu tại Hội nghị
	CaptionComma    CaptionStyle = "comma"    // Đồng chí Vũ Tuấn, Giám đốc Sở phát biểu tại hội nghị
	CaptionScene    CaptionStyle = "scene"    // Quang cảnh hội nghị: action alone
	CaptionCeremony CaptionStyle = "ceremony" // Ký giao ước thi đua các phòng ban: action, then those who take part (post)
)

// Caption writes the line under a photo. A part that is empty leaves no mark.
func Caption(honorific, name, post, action string, style CaptionStyle) string {
	person := joined(" ", honorific, name)
	switch style {
	case CaptionScene:
		return joined(" ", action)
	case CaptionCeremony:
		return joined(" ", action, post)
	case CaptionDash:
		return joined(" ", joined(" – ", person, post), action)
	case CaptionComma:
		return joined(" ", joined(", ", person, post), action)
	}
	return joined(" ", joined(" - ", person, post), action)
}

func joined(between string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, between)
}
