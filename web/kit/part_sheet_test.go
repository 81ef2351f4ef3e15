package kit_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"hoinghi/law"
	"hoinghi/web/kit"
)

// sheet is every component with its states, on one page.
func sheet() templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		p := paster{ctx: ctx, w: w}
		p.buttons()
		p.fields()
		p.figures()
		p.moving()
		p.charts()
		p.reading()
		return p.err
	})
}

type paster struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (p *paster) html(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, s)
	}
}

func (p *paster) put(cs ...templ.Component) {
	for _, c := range cs {
		if p.err == nil {
			p.err = c.Render(p.ctx, p.w)
		}
	}
}

func (p *paster) part(title string) {
	p.html(`</div></section><section class="card"><h2>` + title + `</h2><div class="stack">`)
}

func (p *paster) buttons() {
	p.html(`<section class="card"><h2>Nút, trạng thái, biểu tượng</h2><div class="stack"><div class="actions"><button class="button primary">Việc chính</button><button class="button">Việc khác</button><button class="button danger">Xóa hồ sơ</button><button class="button quiet">Việc phụ</button><button class="button" disabled>Chưa mở</button><button class="button primary" aria-busy="true">Đang gửi</button><button class="button" aria-pressed="true">Đang bật</button></div><div class="actions">`)
	p.put(kit.State("", "", "Nháp"), kit.State("done", "lock", "Đã chốt"), kit.State("warn", "", "Còn 7 ngày"), kit.State("bad", "", "Quá hạn 2 ngày"), kit.State("now", "", "Đang diễn ra"), kit.State("gold", "", "Giấy khen"), kit.Count(12), kit.LinkState(vi))
	p.html(`</div><div class="actions">`)
	for _, n := range strings.Fields("alert archive bell building calendar camera chart check clock close coin copy doc down download eye filter flag folder gear hand home image info key left link list lock logout mail menu mic minus more open pause pencil phone play plus printer qr refresh right screen search send shield sort sound speech star stop trash undo up upload user users vote warn wifi") {
		p.put(kit.Icon(n))
	}
	p.put(kit.Seal(), kit.Ornament())
	p.html(`</div>`)
	p.put(kit.Alert("", "Báo cáo đã chốt, không sửa được nữa. Muốn sửa, lập bản thay thế."), kit.Alert("done", "Đã nhập 61 người."), kit.Alert("warn", "Mất kết nối. Đang tự nối lại; biểu quyết đã gửi vẫn được giữ."), kit.Alert("bad", "Có 2 ô cần sửa. Xem các ô được đánh dấu bên dưới."))
}

func (p *paster) fields() {
	p.part("Ô nhập")
	p.html(`<form class="form"><div class="fields">`)
	posts := []kit.Option{{Value: "1", Label: "Phòng Thiếu nhi"}, {Value: "2", Label: "Phòng Tin học"}}
	for _, f := range []kit.FieldOpts{
		{Name: "ten", Label: "Họ và tên", Value: "Phạm Thị Ngọc Lan", Hint: "Ghi như trong hồ sơ viên chức", Required: true, Class: "f6"},
		{Name: "sinh", Label: "Ngày sinh", Type: "day", Value: "31/02/1988", Fault: "Ngày không có trong lịch. Ví dụ đúng: 28/02/1988", Required: true, Class: "f3"},
		{Name: "hop", Label: "Ngày họp", Type: "date", Value: "2026-01-23", Class: "f3"},
		{Name: "phong", Label: "Phòng", Type: "select", Value: "2", Options: posts, Empty: "Chọn phòng", Required: true, Class: "f4"},
		{Name: "gio", Label: "Giờ", Type: "time", Value: "08:00", Class: "f4"},
		{Name: "ty-le", Label: "Tỷ lệ", Value: "97,9", Unit: "%", Mode: "decimal", Class: "f4"},
		{Name: "gop-y", Label: "Ý kiến", Type: "textarea", Rows: 3, Keep: "gop-y"},
		{Name: "hinh-thuc", Label: "Hình thức", Type: "radio", Value: "a", Required: true, Class: "f6", Options: []kit.Option{{Value: "a", Label: "Biểu quyết công khai", Hint: "Giơ tay hoặc trên điện thoại"}, {Value: "b", Label: "Bỏ phiếu kín"}}},
		{Name: "nhan", Label: "Gửi đến", Type: "checks", Values: []string{"1"}, Options: posts, Class: "f6"},
		{Name: "dong-y", Label: "Đã thống nhất với Công đoàn", Type: "checkbox", Value: "1", Required: true},
	} {
		p.put(kit.Field(f))
	}
	p.put(kit.Drop(kit.FieldOpts{Name: "tep", Label: "Tệp danh sách", Hint: "XLSX theo mẫu, mỗi người một dòng"}, 20), kit.Once("k"))
	p.html(`</div><div class="actions"><button class="button primary">Lưu</button></div></form><div class="choices">`)
	p.put(kit.Choice("radio", "chon", kit.Option{Value: "tt", Label: "Tán thành"}, true), kit.Choice("radio", "chon", kit.Option{Value: "ktt", Label: "Không tán thành"}, false), kit.Choice("checkbox", "bau", kit.Option{Value: "u1", Label: "Bùi Thị Lan Anh", Hint: "Phòng Thiếu nhi"}, true))
	p.html(`</div>`)
}

func (p *paster) figures() {
	p.part("Con số và căn cứ")
	p.html(`<div class="fit"><div class="card"><h3>Số người có mặt</h3>`)
	p.put(quorum(48), why(law.Met))
	p.html(`</div><div class="card"><h3>Chưa đủ</h3>`)
	p.put(quorum(41), kit.QuorumLine(vi, kit.QuorumOpts{Present: 48, Convened: 64, Need: 43}))
	p.html(`</div><div class="card"><h3>Biểu quyết</h3>`)
	p.put(kit.VoteBars(vi, kit.VotesOpts{For: 47, Against: 1, Base: 48, Mark: 25, Shares: true}), kit.SplitBar(kit.VotesOpts{For: 47, Against: 1, Base: 48, Mark: 25}, "47 / 1 / 0"))
	p.put(kit.Timer(kit.TimerOpts{Now: noon, Until: noon.Add(156 * time.Second), Label: "còn lại"}), kit.Timer(kit.TimerOpts{Now: noon, Until: noon.Add(-90 * time.Second), Held: true, Left: -90 * time.Second, Label: "quá giờ"}), kit.QRCode("https://hoinghi.example/t/H4RN7T2C", "Mã vào hội nghị"))
	p.html(`<p class="codeword">H4RN 7T2C</p></div></div>`)
}

func (p *paster) moving() {
	p.part("Đi lại, danh sách")
	l := kit.List{Path: "/ds", Sort: "ten", Page: 5, Per: 50, Total: 480, Keep: url.Values{}}
	p.put(kit.Crumbs(vi, kit.Crumb{Label: "Bàn làm việc", Path: "/"}, kit.Crumb{Label: "Năm 2026", Path: "/2026"}, kit.Crumb{Label: "Chuẩn bị"}))
	p.put(kit.Tabs("Hồ sơ", kit.Tab{Label: "Nội dung", Path: "/a", Here: true}, kit.Tab{Label: "Ý kiến", Path: "/b", Count: 12}), kit.Steps(vi, 1, "Chọn tệp", "Kiểm tra", "Nhập danh sách"))
	p.put(kit.Search(vi, l, "Tìm theo tên"))
	p.html(`<div class="table"><table><thead><tr>`)
	p.put(kit.SortHead(l, "ten", "Họ và tên", ""), kit.SortHead(l, "phong", "Phòng", ""), kit.SortHead(l, "ngay", "Ngày sinh", "num"))
	p.html(`<th scope="col">Tình trạng</th></tr></thead><tbody>`)
	for _, n := range []string{"Bùi Thị Lan Anh", "Hồ Xuân Bách", "Phan Đức Duy"} {
		p.html(`<tr><th scope="row">` + n + `</th><td>Phòng Thiếu nhi</td><td class="num">14/08/1986</td><td>`)
		p.put(kit.State("done", "", "Xác nhận"))
		p.html(`</td></tr>`)
	}
	p.html(`</tbody></table></div>`)
	p.put(kit.Pager(vi, l))
	p.html(`<div class="field"><label for="loc">Tìm nhanh</label><input id="loc" data-filter="#diem-danh"></div><ul class="ticks" id="diem-danh">`)
	for i, n := range []string{"Bùi Thị Lan Anh", "Hồ Xuân Bách", "Phan Đức Duy", "Trịnh Thu Hiền", "Lý Văn Khoa", "Đỗ Thị Bích Ngọc"} {
		p.html(fmt.Sprintf(`<li><label class="check"><input type="checkbox" name="co" value="%d"%s><span><b>%s</b><small>Phòng Thiếu nhi</small></span></label></li>`, i, map[bool]string{true: " checked"}[i < 2], n))
	}
	p.html(`</ul>`)
	p.put(kit.Scanner(vi, "/scan", "s"), kit.ReaderAids(vi, "#bai"), kit.PrintButton(vi), kit.CopyButton(vi, ""))
	p.put(kit.Empty("users", "Chưa có danh sách triệu tập", "Danh sách này gồm những người được mời dự hội nghị. Nhập từ XLSX hoặc lấy từ hồ sơ viên chức."))
	p.html(`<ol class="course"><li class="done"><b>Trình dự thảo</b><time>10/01/2026</time></li><li class="now"><b>Lấy ý kiến</b><time>12/01/2026</time></li><li><b>Chốt</b><time>19/01/2026</time></li></ol>`)
}

func (p *paster) charts() {
	p.part("Biểu đồ")
	p.html(`<div class="fit"><div class="card"><h3>Phiếu</h3>`)
	p.put(kit.Donut(kit.ChartOpts{Title: "47 tán thành, 1 không tán thành", Middle: "97,9%"}, []kit.Datum{{Label: "Tán thành", Value: 47, Class: "yes"}, {Label: "Không tán thành", Value: 1, Class: "no"}, {Label: "Ý kiến khác", Value: 0, Class: "else"}}))
	p.html(`</div><div class="card"><h3>Bản sách</h3>`)
	p.put(kit.Columns(kit.ChartOpts{Title: "Bản sách theo năm", Goal: 9000, GoalText: "kế hoạch 9.000"}, []kit.Datum{{Label: "2022", Value: 7200, Text: "7.200"}, {Label: "2023", Value: 8100, Text: "8.100"}, {Label: "2024", Value: 8800, Text: "8.800"}, {Label: "2025", Value: 9468, Text: "9.468", Class: "yes"}}))
	p.html(`</div><div class="card"><h3>Lượt bạn đọc</h3>`)
	p.put(kit.Lines(kit.ChartOpts{Title: "Lượt bạn đọc theo quý"}, []string{"Quý I", "Quý II", "Quý III", "Quý IV"}, []kit.Series{{Name: "2025", Values: []int64{48, 52, 61, 54}}, {Name: "2024", Values: []int64{44, 47, 50, 51}}}))
	p.html(`</div></div>`)
}

func (p *paster) reading() {
	p.part("Văn bản")
	p.html(`<div class="doc" id="bai"><div class="crest"><p class="unit">SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH<br><b>THƯ VIỆN TỈNH HỒNG LAM</b></p><p class="motto"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b></p></div><h1>NGHỊ QUYẾT<br>Hội nghị viên chức, người lao động năm 2026</h1><p>Sáng ngày 23/01/2026, tại Hội trường tầng 3, Thư viện tỉnh Hồng Lam tổ chức Hội nghị viên chức, người lao động năm 2026 với 48/64 người dự, đạt 75,0%.</p><div class="signs"><p>ĐẠI DIỆN CÔNG ĐOÀN<br><b>Nguyễn Thị Minh Châu</b></p><p>CHỦ TRÌ<br><b>Trần Quốc Hưng</b></p></div></div></div></section>`)
}

var shots = flag.String("shots", "", "folder for the page of all components")

// TestSheet draws every component and, when asked to, keeps the page for a
// browser: go test ./web/kit -run TestSheet -shots ../../shots.
func TestSheet(t *testing.T) {
	body := drawn(t, sheet())
	has(t, body, "97,9%", "H4RN 7T2C", "kế hoạch 9.000")
	if *shots == "" {
		return
	}
	page := `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Bộ thành phần</title><link rel="stylesheet" href="../web/kit/static/desk.css"><script src="../web/kit/static/app.js" defer></script></head><body><main class="work"><h1>Bộ thành phần</h1>` + body + `</main></body></html>`
	if err := os.WriteFile(filepath.Join(*shots, "kit.html"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
}
