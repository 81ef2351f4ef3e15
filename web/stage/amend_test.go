package stage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/store"
	"hoinghi/web/browser"
)

// honoured notes a decision that the hall has heard, with a person, a child's
// parent and a collective; its page's path.
func (o *office) honoured() (path string, d emulation.Decision) {
	o.Helper()
	o.do("/ban/thi-dua/quyet-dinh", url.Values{"issuer": {"Giám đốc Thư viện"}, "number": {"12/QĐ-TVT"}, "subject": {"về việc khen thưởng năm 2025"}, "dated": {"10/01/2026"}})
	o.act(func(tx *store.Tx) (err error) {
		list, err := emulation.Decisions(tx, o.conf)
		if err != nil {
			return err
		}
		for _, a := range []emulation.Award{{Name: "Hoàng Văn Tú", Title: "Lao động tiên tiến", Reason: "Chữa được bệnh của hệ thống"}, {Name: "Đỗ Thị Bích Ngọc", Form: "Giấy khen"}, {Name: "Phòng Tin học", Title: "Tập thể Lao động tiên tiến", Collective: true}} {
			a.Decision = list[0].ID
			if _, err = emulation.Reward(tx, a); err != nil {
				return err
			}
		}
		steps, err := emulation.Ceremony(tx, o.conf)
		if err != nil {
			return err
		}
		if err = emulation.Advance(tx, o.conf, "", steps[0].Key); err != nil {
			return err
		}
		d, err = emulation.FindDecision(tx, list[0].ID)
		return err
	})
	return "/ban/thi-dua/quyet-dinh/" + d.ID, d
}

func decisionForm(d emulation.Decision) url.Values {
	return url.Values{"issuer": {d.Issuer}, "number": {d.Number}, "subject": {d.Subject}, "dated": {"10/01/2026"}}
}

func (o *office) bad(path string, form url.Values, want ...string) {
	o.Helper()
	status, page := o.post(path, form)
	if status != http.StatusUnprocessableEntity {
		o.Errorf("%s answers %d", path, status)
	}
	o.has(page, want...)
}

func TestADecisionIsMended(t *testing.T) {
	o := newOffice(t)
	path, d := o.honoured()
	f := decisionForm(d)
	f.Set("subject", "về việc khen thưởng năm 2026")
	o.bad(path+"/sua", f, "Cần điền mục này", `value="về việc khen thưởng năm 2026"`)
	f.Set("dated", "31/02/2026")
	o.bad(path+"/sua", f, "Ngày chưa đúng", `value="31/02/2026"`)
	f.Set("dated", "10/01/2026")
	f.Set("reason", "Ghi nhầm năm")
	o.do(path+"/sua", f)
	o.has(o.get(path), "khen thưởng năm 2026", "Bản 1, thay lúc", "Lý do: Ghi nhầm năm", "về việc khen thưởng năm 2025", "Hoàng Văn Tú, Lao động tiên tiến, Chữa được bệnh của hệ thống")

	award := "/ban/thi-dua/nguoi/" + d.Awards[0].ID
	o.bad(award+"/sua", url.Values{"name": {"Hoàng Văn Tú"}, "reason": {"Sai"}}, "Hãy ghi danh hiệu hoặc hình thức khen thưởng")
	o.do(award+"/sua", url.Values{"name": {"Hoàng Văn Tú"}, "title": {"Chiến sĩ thi đua cơ sở"}, "reason": {"Sai danh hiệu"}})
	o.bad(award+"/bo", url.Values{}, "Cần điền mục này")
	o.do(award+"/bo", url.Values{"reason": {"Ghi nhầm người"}})
	o.has(o.get(path), "Lý do: Ghi nhầm người", "Chiến sĩ thi đua cơ sở")

	o.bad(path+"/huy", url.Values{"reason": {" "}}, "Cần điền mục này")
	o.do(path+"/huy", url.Values{"reason": {"Sai thẩm quyền"}})
	o.has(o.get(path), "Không còn hiệu lực từ", "Sai thẩm quyền", "!Ghi nhận hủy bỏ")
	o.has(o.get("/ban/thi-dua"), "Đã rút lại, hủy bỏ", "Sai thẩm quyền")

	o.who = access.Actor{Org: o.org.ID, Person: "t", Roles: []access.Role{access.Teller}}
	o.has(o.get(path), "!Ghi nhận hủy bỏ", "!Công khai quyết định")
	if status, _ := o.post(path+"/sua", f); status != http.StatusConflict && status != http.StatusForbidden {
		t.Errorf("a teller mends: %d", status)
	}
}

func TestADecisionGoesPublicThroughTheGate(t *testing.T) {
	o := newOffice(t)
	path, d := o.honoured()
	out := url.Values{"named": {d.Awards[0].ID}}
	o.bad(path+"/cong-khai", out, "Cần điền mục này")
	out.Set("consent", "Phiếu đồng ý ngày 12/01/2026")
	f := decisionForm(d)
	f.Set("subject", "về việc khen thưởng người điều trị bệnh hiểm nghèo")
	f.Set("reason", "Bổ sung")
	o.do(path+"/sua", f)
	o.bad(path+"/cong-khai", out, "Vì sao được công khai", "có thể chạm đến chuyện riêng của người được nêu tên", `value="Phiếu đồng ý ngày 12/01/2026"`)
	out.Set("cleared", "Gia đình đã đồng ý")
	o.do(path+"/cong-khai", out)
	o.has(o.get(path), "Đã công khai lúc", "Gỡ khỏi cổng", "/khen-thuong/"+strings.ToLower(d.ID))
	o.act(func(tx *store.Tx) error {
		got, err := emulation.PublicDecision(tx, d.ID)
		if got.Awards[0].Name != "Hoàng Văn Tú" || got.Awards[1].Name != "" || got.Awards[0].Reason != "" {
			t.Errorf("the public reads %+v", got.Awards)
		}
		return err
	})
	o.do(path+"/go", url.Values{})
	o.has(o.get(path), "!Đã công khai lúc")
	o.who = access.Actor{Org: o.org.ID, Person: "u", Roles: []access.Role{access.Union}}
	if status, _ := o.post(path+"/cong-khai", out); status != http.StatusForbidden {
		t.Errorf("the union publishes: %d", status)
	}
}

func TestAPledgeIsMendedAndWithdrawn(t *testing.T) {
	o := newOffice(t)
	var id, party string
	o.act(func(tx *store.Tx) (err error) {
		if id, err = emulation.DrawPledge(tx, emulation.Pledge{Conference: o.conf, Title: "Giao ước thi đua năm 2026", Text: "Đoàn kết"}); err != nil {
			return err
		}
		if party, err = emulation.AddParty(tx, emulation.Party{Pledge: id, Name: "Công đoàn", Signer: "Đỗ Thị Bích Ngọc"}); err != nil {
			return err
		}
		return conference.Begin(tx, o.conf)
	})
	path := "/ban/thi-dua/ky/" + id
	o.bad(path+"/sua", url.Values{"title": {""}, "text": {"Đoàn kết"}}, "Cần điền mục này")
	o.do(path+"/sua", url.Values{"title": {"Giao ước thi đua năm 2026"}, "text": {"Đoàn kết\nSáng tạo"}})
	o.do("/ban/thi-dua/giao-uoc/"+id+"/mo", url.Values{})
	o.bad(path+"/sua", url.Values{"title": {"Giao ước"}, "text": {"Khác"}}, "Cần điền mục này", "Khác</textarea>")
	o.do("/ban/thi-dua/ben/"+party+"/giay", url.Values{})
	o.has(o.get(path), "Bản 1, thay lúc", "Sáng tạo", `!id="sua"`)
	o.do(path+"/rut", url.Values{"reason": {"In nhầm bản"}})
	o.has(o.get(path), "Không còn hiệu lực từ", "In nhầm bản", "!Rút lại</button>")
	o.has(o.get("/ban/thi-dua"), "Đã rút lại, hủy bỏ", "Chưa có giao ước nào")
}

func TestMendingInABrowser(t *testing.T) {
	o := newOffice(t)
	path, d := o.honoured()
	p := browser.Start(t).Page(t, 1440, 900)
	p.Open(o.url + path)
	p.Fill("#vi-sao-sua", "Thiếu chữ")
	p.Fill("#subject", "về việc khen thưởng tổng kết năm 2025")
	p.ClickText("Lưu")
	p.WaitText("Bản 1, thay lúc")
	for at, name := range map[string]string{path: "stage-decision", "/ban/thi-dua/nguoi/" + d.Awards[0].ID: "stage-award", "/ban/thi-dua": "stage-emulation-kept"} {
		p.Open(o.url + at)
		p.ShotAt(name, 360, 768, 1440)
		for _, bad := range p.Axe() {
			t.Errorf("%s: %s", at, bad)
		}
		if out := p.SticksOut(360); out != "" {
			t.Errorf("%s sticks out: %s", at, out)
		}
	}
	if bad := p.Console(); len(bad) > 0 {
		t.Errorf("console: %q", bad)
	}
}
