package public_test

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/browser"
)

// honours publishes n decisions of a conference, of which each names one of two
// people; their ids in the order of the days.
func (s *site) honours(n int) (conf string, ids []string) {
	s.t.Helper()
	secretary := access.Actor{Org: s.org.ID, Person: "p2", Roles: []access.Role{access.Secretary}}
	err := s.db.Write(context.Background(), secretary, func(tx *store.Tx) (err error) {
		ids = nil
		conf, err = conference.Plan(tx, conference.Conference{Form: "whole", YearName: "plan", ReviewYear: 2025, PlanYear: 2026, Name: "Hội nghị", OwnName: true, HeldOn: law.MustDay("2026-01-23"), StartsAt: "08:00"})
		for i := 0; i < n && err == nil; i++ {
			var id string
			if id, err = s.honour(tx, conf, i); err == nil {
				ids = append(ids, id)
			}
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return conf, ids
}

func (s *site) honour(tx *store.Tx, conf string, i int) (id string, err error) {
	day := law.MustDay("2025-12-20").AddDays(i)
	if id, err = emulation.Decide(tx, emulation.Decision{Conference: conf, Number: fmt.Sprintf("%d/QĐ-TVT", 9+i), Dated: day, Issuer: "Giám đốc Thư viện tỉnh", Signer: "Trần Quốc Hưng", SignerPost: "Giám đốc", Subject: fmt.Sprint("về việc khen thưởng đợt ", i+1)}); err != nil {
		return "", err
	}
	var named string
	for _, a := range []emulation.Award{{Name: "Phòng Tin học", Title: "Tập thể Lao động tiên tiến", Collective: true},
		{Name: "Hoàng Văn Tú", Under: "Phòng Tin học", Title: "Lao động tiên tiến", Reason: "Sáng kiến số hóa"}, {Name: "Đỗ Thị Ẩn Danh", Under: "Phòng Địa chí", Title: "Lao động tiên tiến"}} {
		a.Decision = id
		award, err := emulation.Reward(tx, a)
		if err != nil {
			return "", err
		}
		if a.Name == "Hoàng Văn Tú" {
			named = award
		}
	}
	return id, emulation.Publish(tx, id, emulation.Release{Named: []string{named}, Consent: "Phiếu đồng ý số 7"})
}

func TestAwardDecisionsOfThePublic(t *testing.T) {
	s := newSite(t)
	_, body := s.get("/khen-thuong")
	s.has(body, "Chưa có quyết định nào", "<h1>Quyết định khen thưởng</h1>")
	conf, ids := s.honours(25)
	s.pass(time.Minute) // the empty page was kept for a moment
	_, body = s.get("/khen-thuong")
	s.has(body, "25 quyết định", "Quyết định số 33/QĐ-TVT", "1 tập thể, 2 cá nhân", "trang=2", `href="/d/thu-vien/khen-thuong/`+strings.ToLower(ids[24]))
	s.lacks(body, "Quyết định số 9/QĐ-TVT", "⟦")
	_, body = s.get("/khen-thuong?trang=99")
	s.has(body, "Quyết định số 9/QĐ-TVT")
	_, body = s.get("/khen-thuong?xep=so")
	if first := strings.Index(body, "số 9/QĐ"); first < 0 || first > strings.Index(body, "số 10/QĐ") {
		t.Error("9 does not stand before 10")
	}
	_, body = s.get("/khen-thuong?nam=2025")
	s.has(body, "12 quyết định")
	_, body = s.get("/khen-thuong?tim=hoang+van+tu+33")
	s.has(body, "1 quyết định", "33/QĐ-TVT")
	_, body = s.get("/khen-thuong?tim=an+danh")
	s.has(body, "Chưa có quyết định nào", "Xem tất cả")
	_, body = s.get("/khen-thuong?nam=%22%3E%3Cscript%3E")
	s.lacks(body, "<script>")
	if _, body = s.get("/khen-thuong?xuat=xlsx"); !strings.HasPrefix(body, "PK") {
		t.Error("the export is no workbook")
	}

	path := "/khen-thuong/" + strings.ToLower(ids[0])
	_, body = s.get(path)
	s.has(body, "Quyết định số 9/QĐ-TVT", "Về việc khen thưởng đợt 1", "Giám đốc Thư viện tỉnh", "<b>Hoàng Văn Tú</b>", "Một cá nhân (không nêu tên)", "Giám đốc Trần Quốc Hưng")
	s.lacks(body, "Ẩn Danh", "Phòng Địa chí", "Sáng kiến số hóa", "Phiếu đồng ý", "⟦")

	a := s.publish(portal.Text{Title: "Hội nghị đã họp", Conference: conf})
	b := s.publish(portal.Text{Title: "Tin khác"})
	_, body = s.get("/tin/" + a.Address())
	s.has(body, `href="/d/thu-vien`+path)
	_, body = s.get("/tin/" + b.Address())
	s.lacks(body, path)
	s.has(body, `href="/d/thu-vien/khen-thuong"`)

	if res, _ := s.get("/khen-thuong/khong-co"); res.StatusCode != 404 {
		t.Errorf("no such decision: %d", res.StatusCode)
	}
	machine := access.Machine(s.org.ID)
	if err := s.db.Write(context.Background(), machine, func(tx *store.Tx) error { return emulation.WithdrawDecision(tx, ids[0], "Sai thẩm quyền") }); err != nil {
		t.Fatal(err)
	}
	s.pass(time.Minute)
	_, body = s.get(path)
	s.has(body, "không còn hiệu lực", "Sai thẩm quyền")
	s.lacks(body, "Hoàng Văn Tú")
}

func TestAwardPagesAreValidAndSeen(t *testing.T) {
	s := newSite(t)
	_, ids := s.honours(3)
	p := browser.Start(t).Page(t, 1440, 900)
	for name, path := range map[string]string{"public-awards": "/khen-thuong", "public-award": "/khen-thuong/" + strings.ToLower(ids[0]), "public-awards-none": "/khen-thuong?tim=zzz"} {
		_, body := s.get(path)
		tidy(t, path, body)
		p.Open(s.url + path)
		p.ShotAt(name, 360, 768, 1440)
		for _, bad := range p.Axe() {
			t.Errorf("%s: %s", path, bad)
		}
		if out := p.SticksOut(360); out != "" {
			t.Errorf("%s sticks out: %s", path, out)
		}
	}
	if bad := p.Console(); len(bad) > 0 {
		t.Errorf("console: %q", bad)
	}
}

// tidy fails on what HTML Tidy finds, except what it does not know yet.
func tidy(t *testing.T, path, body string) {
	t.Helper()
	c := exec.Command("tidy", "-q", "-e", "-utf8", "--drop-empty-elements", "no", "--warn-proprietary-attributes", "yes")
	c.Stdin = strings.NewReader(strings.NewReplacer("<div><dt>", "<dt>", "</dd></div>", "</dd>").Replace(body)) // groups in a <dl> are newer than Tidy
	out, err := c.CombinedOutput()
	if c.ProcessState == nil {
		t.Fatalf("no HTML Tidy on this machine: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		if !known(line) {
			t.Errorf("%s: %s", path, line)
		}
	}
}
