package oldnews_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hoinghi/oldnews"
	"hoinghi/portal"
)

func seed(t *testing.T, name string) oldnews.Item {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return oldnews.Plain(name, string(b))
}

// figures are the facts of an article in short.
func figures(i oldnews.Item) (out []string) {
	for _, f := range i.Facts {
		out = append(out, strings.Join([]string{f.Kind, f.Figure, f.Of, f.About}, " | "))
	}
	return out
}

// The golden numbers of the five articles, each with its own base.
func TestGoldenNumbers(t *testing.T) {
	for name, want := range map[string][]string{
		"s0": {
			"percent | 100% | chỉ tiêu | hoàn thành",
			"percent | từ 5 - 29,2% | kế hoạch giao | trong đó có một số chỉ tiêu kế hoạch vượt mức",
			"percent | 100% | cán bộ viên chức người lao động đăng ký học tập làm theo tư tưởng | ",
		},
		"s1": {
			"document | 92/HD - CĐCS | 30/11/2022 | ",
			"percent | 100% | Viên chức | người lao động năm 2022 và",
			"visits | 4 | Đang online | ", "visits | 157 | Hôm nay | ", "visits | 894 | Tháng hiện tại | ", "visits | 1424699 | Tổng lượt truy cập | ",
		},
		"s2": {
			"percent | 100% | tập thể cán bộ | có",
			"percent | 100% | viên chức | vận động",
			"count | 01 | cá nhân | “Chiến sĩ thi đua cơ sở”", "count | 10 | cá nhân | “Lao động tiên tiến”", "count | 03 | tập thể | “Tập thể lao động tiên tiến”",
			"proposed | 01 | tập thể | “Tập thể lao động xuất sắc”",
			"visits | 2 | Đang online | ", "visits | 21 | Hôm nay | ", "visits | 743 | Trong tuần | ", "visits | 439286 | Tất cả | ",
		},
		"s3": {
			"percent | 100% | các chỉ tiêu trọng tâm thực hiện trong năm 2022 | Hội nghị cũng đã biểu quyết thống nhất",
			"count | 06 | tập thể | “Lao động Tiên tiến”", "count | 18 | cá nhân | “Lao động Tiên tiến”", "count | 03 | cá nhân | “Chiến sĩ thi đua cơ sở”",
			"count | 17 | cá nhân | “Công đoàn viên xuất sắc”", "count | 07 | cá nhân | “Hai giỏi”",
			"count | 10 | cá nhân | “Nam chia sẻ công tác, san sẻ việc nhà cùng nữ giới”",
		},
		"s4": {
			"count | 02 | đoàn viên | phối hợp xét nâng lương trước thời hạn cho", "count | 11 | đoàn viên | nâng lương thường xuyên cho",
			"count | 02 | đoàn viên | và nâng phụ cấp thâm niên nghề và vượt khung cho",
			"percent | từ 98% trở lên |  | tỷ lệ đoàn viên xếp loại A đạt", "count | 04 | đoàn viên | giới thiệu và kết nạp",
			"percent | 100% | cán bộ đoàn viên thực hiện tốt Quy định văn hóa công sở | ",
			"percent | 100% | gia đình đoàn viên đạt gia đình văn hóa… | ",
		},
	} {
		if d := cmp.Diff(want, figures(seed(t, name))); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

// The form of the five articles: stamps, bylines, captions, the end mark.
func TestSeedsUnderstood(t *testing.T) {
	for name, want := range map[string]struct {
		title, day, said string
		event            bool
		byline           portal.Byline
		captions, left   int
		paragraphs       int
		end              bool
	}{
		"s0": {"Bảo tàng tỉnh Thanh Hóa tổ chức", "2022-01-07", "Ngày 07/01/2022", true, portal.Byline{Kind: portal.BylineUnit, Name: "Nghiêm Thị Hằng", Unit: "Phòng Kiểm kê - Bảo quản"}, 4, 0, 3, false},
		"s1": {"HỘI NGHỊ VIÊN CHỨC, NGƯỜI LAO ĐỘNG", "2022-12-27", "Sáng ngày 27/12/2022", true, portal.Byline{}, 0, 7, 6, false},
		"s2": {"Hội nghị cán bộ, công chức, viên chức Liên hiệp", "2020-12-31", "Ngày 31/12/2020", true, portal.Byline{Kind: portal.BylineRole, Role: "Tin, ảnh", Name: "Hiền Hưng"}, 1, 8, 4, true},
		"s3": {"Hội nghị Cán bộ công chức", "2021-12-30", "Chiều ngày 30/12/2021", true, portal.Byline{Kind: portal.BylineName, Name: "Trần Phường"}, 0, 2, 4, false},
		"s4": {"Hội nghị Cán bộ, công chức, viên chức", "2022-01-21", "thu sau, ngay 21 thang 1 nam 2022 - 03:48", false, portal.Byline{Kind: portal.BylineStaff}, 3, 1, 6, true},
	} {
		i := seed(t, name)
		if !strings.HasPrefix(i.Title, want.title) || i.Day.String() != want.day || i.DaySaid != want.said || i.OfEvent != want.event || i.WrongDay {
			t.Errorf("%s: %q on %s (%q, event %v)", name, i.Title, i.Day, i.DaySaid, i.OfEvent)
		}
		if i.Byline != want.byline || len(i.Captions) != want.captions || len(i.Left()) != want.left || i.EndMark != want.end {
			t.Errorf("%s: %+v, captions %q, left %q, end %v", name, i.Byline, i.Captions, i.Left(), i.EndMark)
		}
		if n := len(strings.Split(i.Body, "\n\n")); n != want.paragraphs || i.Lead == "" {
			t.Errorf("%s: %d paragraphs, lead %q\n%s", name, n, i.Lead, i.Body)
		}
		if name == "s4" && (i.Stamp != portal.StampLong || i.At.Format("15:04") != "03:48") {
			t.Errorf("s4: stamp %q at %v", i.Stamp, i.At)
		}
	}
}

// A weekday that is not that of its day is told, and a day that is none stays
// words.
func TestStampsThatLie(t *testing.T) {
	if i := oldnews.Plain("x", "Tin\nThứ Hai, ngày 21 tháng 1 năm 2022 - 03:48\nĐoạn một."); !i.WrongDay {
		t.Error("21/1/2022 was taken for a Monday")
	}
	if i := oldnews.Plain("x", "Tin\nThứ Hai, ngày 31 tháng 2 năm 2022\nĐoạn một."); !i.Day.IsZero() {
		t.Errorf("31/2 gave %s", i.Day)
	}
}
