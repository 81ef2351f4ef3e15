package conference_test

import (
	"testing"

	"hoinghi/conference"
	"hoinghi/locale"
)

// The five names are those printed in the articles of five real conferences.
func TestTitleReproducesRealNames(t *testing.T) {
	for want, p := range map[string]conference.TitleParts{
		"Hội nghị tổng kết công tác chuyên môn và hoạt động công đoàn năm 2021, nhiệm vụ trọng tâm năm 2022": {
			Track: conference.Joint, Categories: []string{"vien-chuc", "nguoi-lao-dong"}, YearName: "both", ReviewYear: 2021, PlanYear: 2022},
		"Hội nghị viên chức, người lao động Thư viện tỉnh Lạng Sơn năm 2022": {
			Track: conference.Staff, Categories: []string{"nguoi-lao-dong", "vien-chuc"}, OrgName: "Thư viện tỉnh Lạng Sơn", YearName: "review", ReviewYear: 2022, PlanYear: 2023},
		"Hội nghị cán bộ, công chức, viên chức Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh năm 2021": {
			Track: conference.Staff, Categories: []string{"can-bo", "cong-chuc", "vien-chuc"}, OrgName: "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh", YearName: "plan", ReviewYear: 2020, PlanYear: 2021},
		"Hội nghị Cán bộ công chức và người lao động năm 2022": {
			Track: conference.Staff, Categories: []string{"can-bo", "cong-chuc", "nguoi-lao-dong"}, YearName: "plan", ReviewYear: 2021, PlanYear: 2022, And: true, Capital: true},
		"Hội nghị Cán bộ, công chức, viên chức, người lao động Sở Thông tin và Truyền thông năm 2022": {
			Track: conference.Staff, Categories: []string{"can-bo", "cong-chuc", "vien-chuc", "nguoi-lao-dong"}, OrgName: "Sở Thông tin và Truyền thông", YearName: "plan", ReviewYear: 2021, PlanYear: 2022, Capital: true},
		"Hội nghị đại biểu viên chức, người lao động năm học 2025-2026": {
			Track: conference.Staff, Categories: []string{"vien-chuc", "nguoi-lao-dong"}, YearName: "review", ReviewYear: 2025, PlanYear: 2026, School: true, Delegates: true},
	} {
		if got := conference.Title(p); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	upper := locale.Upper("Hội nghị viên chức, người lao động Thư viện tỉnh Lạng Sơn năm 2022")
	if upper != "HỘI NGHỊ VIÊN CHỨC, NGƯỜI LAO ĐỘNG THƯ VIỆN TỈNH LẠNG SƠN NĂM 2022" {
		t.Error(upper)
	}
}
