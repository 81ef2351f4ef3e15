package law

import (
	"slices"
	"strings"
)

// inFull names documents as a paper that rests on them does: a law without its
// number, a decree and a circular with day, issuer and subject (Decree
// 30/2020/NĐ-CP, Annex I, part II, point 5). Those whose day was not read stay
// as they are cited.
var inFull = strings.NewReplacer(
	l10, "Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022",
	l06, "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
	nd59, nd59+" ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở",
	nd04, nd04+" ngày 09 tháng 01 năm 2015 của Chính phủ về thực hiện dân chủ trong hoạt động của cơ quan hành chính nhà nước và đơn vị sự nghiệp công lập",
	tt01, tt01+" ngày 13 tháng 01 năm 2016 của Bộ trưởng Bộ Nội vụ hướng dẫn một số nội dung của "+nd04,
)

// Grounds parts a citation into the grounds of a paper, laws before what is
// below them.
func Grounds(cite string) []string {
	var out []string
	for _, s := range strings.Split(cite, "; ") {
		out = append(out, inFull.Replace(s))
	}
	slices.SortStableFunc(out, func(a, b string) int { return below(a) - below(b) })
	return out
}

func below(ground string) int {
	if strings.Contains(ground, "Luật") && !strings.Contains(ground, "Nghị định") && !strings.Contains(ground, "Thông tư") {
		return 0
	}
	return 1
}
