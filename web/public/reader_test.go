package public_test

import (
	"context"
	"encoding/xml"
	"fmt"
	"image"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/comment"
	"hoinghi/counter"
	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/browser"
)

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"

func (s *site) post(path string, form url.Values) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequest("POST", s.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, string(b)
}

var tokens = regexp.MustCompile(`name="token" value="([^"]+)"`)

// form is the comment form of an article's page, filled in.
func (s *site) form(a portal.Article, body string) url.Values {
	s.t.Helper()
	_, page := s.get("/tin/" + a.Address())
	m := tokens.FindStringSubmatch(page)
	if m == nil {
		s.t.Fatal("the page has no form")
	}
	s.pass(time.Minute)
	return url.Values{"token": {m[1]}, "name": {"Lê Thị Mai"}, "mail": {"mai@bimat.vn"}, "comment": {body}}
}

func (s *site) comments() (all []comment.Comment) {
	s.t.Helper()
	s.write(func(tx *store.Tx) (err error) { all, err = comment.List(tx); return err })
	return all
}

func TestAReaderComments(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	path := "/tin/" + a.Address() + "/binh-luan"
	_, page := s.get("/tin/" + a.Address())
	s.has(page, "Email của bạn sẽ không được hiển thị công khai.", `type="email"`, "Chưa có bình luận nào")
	form := s.form(a, "Bài <script>alert(1)</script> hay\n\nCảm ơn.")
	res, _ := s.post(path, form)
	if res.StatusCode != 303 || !strings.HasSuffix(res.Header.Get("Location"), "?binh-luan=cho#binh-luan") {
		t.Fatalf("sent: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	_, page = s.get("/tin/" + a.Address() + "?binh-luan=cho")
	s.has(page, "sẽ hiện sau khi được duyệt")
	s.lacks(page, "Lê Thị Mai")
	c := s.comments()[0]
	s.write(func(tx *store.Tx) error {
		return comment.Reply(tx, c.ID, "Thư viện tỉnh Hồng Lam", "Cảm ơn bạn đọc.")
	})
	_, page = s.get("/tin/" + a.Address() + "?tra-loi=" + c.ID)
	s.has(page, "Bài &lt;script&gt;alert(1)&lt;/script&gt; hay", "<p>Cảm ơn.</p>", "Đơn vị trả lời", "<h3>Trả lời Lê Thị Mai</h3>")
	s.lacks(page, "<script>alert")
	form = s.form(a, "Tôi cũng vậy")
	form.Set("answers", c.ID)
	if res, _ := s.post(path, form); res.StatusCode != 303 {
		t.Errorf("answered: %d", res.StatusCode)
	}
	if got := s.comments()[0]; got.Answers != c.ID {
		t.Errorf("answer %+v", got)
	}
	for _, out := range []string{"/", "/tin", "/tin/" + a.Address(), "/tin.rss", "/tin.atom", "/sitemap/1.xml", "/trang-thai", "/luot-truy-cap", "/tin?tim=bimat"} {
		if _, body := s.get(out); strings.Contains(body, "bimat.vn") {
			t.Errorf("%s gives the address away", out)
		}
	}
}

func TestACommentThatMustBeMended(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	path := "/tin/" + a.Address() + "/binh-luan"
	for name, c := range map[string]struct {
		change func(url.Values)
		status int
		says   string
	}{
		"mail":     {func(f url.Values) { f.Set("mail", "mai") }, 422, "Địa chỉ email chưa đúng"},
		"name":     {func(f url.Values) { f.Del("name") }, 422, "Cần điền mục này"},
		"no token": {func(f url.Values) { f.Del("token") }, 422, "Trang đã mở quá lâu"},
		"links":    {func(f url.Values) { f.Set("comment", "http://a http://b http://c") }, 422, "tối đa 2 đường dẫn"},
	} {
		form := s.form(a, "Nội dung đã viết "+name)
		c.change(form)
		res, body := s.post(path, form)
		if res.StatusCode != c.status || !strings.Contains(body, c.says) || !strings.Contains(body, form.Get("comment")) || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d; says %q: %v", name, res.StatusCode, c.says, strings.Contains(body, c.says))
		}
	}
	form := s.form(a, "Mua ngay")
	form.Set("website", "http://casino")
	if res, _ := s.post(path, form); res.StatusCode != 303 {
		t.Errorf("a machine learns that it was caught: %d", res.StatusCode)
	}
	form = s.form(a, strings.Repeat("x", 1<<20))
	res, body := s.post(path, form)
	if res.StatusCode != 422 || !strings.Contains(body, "tối đa 3000 ký tự") || !strings.Contains(body, form.Get("comment")) || !strings.Contains(body, "mai@bimat.vn") {
		t.Errorf("a megabyte: %d, %d bytes; kept: %v", res.StatusCode, len(body), strings.Contains(body, form.Get("comment")))
	}
	if n := len(s.comments()); n != 0 {
		t.Errorf("%d were kept", n)
	}
	s.write(func(tx *store.Tx) error { return portal.SetUp(tx, portal.Site{}) })
	_, page := s.get("/tin/" + a.Address())
	s.lacks(page, "Gửi bình luận")
}

func TestTenThousandCommentsLeaveThePageStanding(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	form := s.form(a, "")
	for i := range 10_000 {
		if i%20 != 0 && i > 400 { // the rest, in comment.TestTenThousandCommentsAMinuteAreHarmless, without the network
			continue
		}
		form.Set("comment", fmt.Sprint("Mua ngay ", i))
		s.post("/tin/"+a.Address()+"/binh-luan", form)
	}
	if n := len(s.comments()); n == 0 || n > 5 {
		t.Errorf("%d were kept of one address", n)
	}
	if res, _ := s.get("/tin/" + a.Address()); res.StatusCode != 200 {
		t.Errorf("the page: %d", res.StatusCode)
	}
}

func TestAnArticleAskedAgainIsTheSameInSpiteOfItsForm(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	res, _ := s.get("/tin/" + a.Address())
	s.pass(10 * time.Second)
	if again, _ := s.get("/tin/"+a.Address(), "If-None-Match", res.Header.Get("ETag")); again.StatusCode != 304 {
		t.Errorf("asked again: %d", again.StatusCode)
	}
}

func (s *site) figures() string {
	s.t.Helper()
	_, body := s.get("/luot-truy-cap")
	var out []string
	for _, m := range regexp.MustCompile(`<div><dt>([^<]+)</dt><dd>([^<]+)</dd></div>`).FindAllStringSubmatch(body, -1) {
		out = append(out, m[1]+" "+m[2])
	}
	return strings.Join(out, "; ")
}

// The counter works without cookies, in spite of caches, and not for machines.
func TestTheCounterIsHonest(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	res, page := s.get("/tin/"+a.Address(), "User-Agent", firefox)
	if len(res.Header.Values("Set-Cookie")) > 0 {
		t.Error("a reader got a cookie")
	}
	s.has(page, `src="/d/thu-vien/dem?bai=`+a.ID+`"`)
	if s.figures() != "Đang online 0; Hôm nay 0; Trong tuần 0; Trong tháng 0; Tổng lượt truy cập 0" {
		t.Errorf("a page without its point counted: %s", s.figures())
	}
	dot, body := s.get("/dem?bai="+a.ID, "User-Agent", firefox)
	if dot.Header.Get("Cache-Control") != "no-store" || dot.Header.Get("Content-Type") != "image/gif" || http.DetectContentType([]byte(body)) != "image/gif" || len(dot.Header.Values("Set-Cookie")) > 0 {
		t.Errorf("the point: %v", dot.Header)
	}
	if _, err := imageOf(body); err != nil {
		t.Errorf("the point is no picture: %v", err)
	}
	// The page from a cache asks for the point again; another browser is another reader.
	for _, h := range [][]string{
		{"User-Agent", firefox}, {"User-Agent", firefox, "Sec-Fetch-Site", "same-origin"}, {"User-Agent", firefox + " other"},
		{"User-Agent", "Googlebot/2.1"}, {"User-Agent", ""}, {"User-Agent", firefox + " a", "Sec-Purpose", "prefetch"}, {"User-Agent", firefox + " b", "Sec-Fetch-Site", "cross-site"},
	} {
		s.get("/dem?bai="+a.ID, h...)
	}
	s.get("/dem?bai=khong-co", "User-Agent", firefox)
	s.pass(time.Minute)
	if got, want := s.figures(), "Đang online 2; Hôm nay 2; Trong tuần 2; Trong tháng 2; Tổng lượt truy cập 2"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	s.write(func(tx *store.Tx) error {
		return counter.Arrange(tx, []counter.Figure{{Kind: "online", Label: "Đang online"}, {Kind: "today", Label: "Hôm nay"}, {Kind: "month", Label: "Tháng hiện tại"}, {Kind: "total", Label: "Tổng lượt truy cập", Start: 1_424_697}, {Kind: "week", Hidden: true}})
	})
	s.pass(31 * time.Second) // a page may be half a minute old
	if got, want := s.figures(), "Đang online 2; Hôm nay 2; Tháng hiện tại 2; Tổng lượt truy cập 1.424.699"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func imageOf(body string) (image.Config, error) {
	c, _, err := image.DecodeConfig(strings.NewReader(body))
	return c, err
}

func TestWhatWasCountedIsWrittenAtTheEnd(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	s.get("/dem?bai="+a.ID, "User-Agent", firefox)
	s.stop()
	var views map[string]int64
	for range 200 {
		err := s.db.Read(context.Background(), *s.who.Load(), func(tx *store.Tx) (err error) { views, err = counter.Views(tx, a.ID); return err })
		if err != nil {
			t.Fatal(err)
		}
		if views[a.ID] == 1 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("views %v", views)
}

func TestBlocksBesideThePage(t *testing.T) {
	s := newSite(t)
	s.write(func(tx *store.Tx) error {
		for _, b := range []portal.Block{
			{Kind: portal.BlockBanner, Title: "Tuyên truyền Luật Thủ đô", Body: "Từ hôm nay", First: law.MustDay("2000-01-01")},
			{Kind: portal.BlockBanner, Title: "Đã qua", Body: "x", Last: law.MustDay("2001-01-01")},
			{Kind: portal.BlockLinks, Title: "Liên kết web", Body: "Cổng tỉnh | https://honglam.gov.vn\nXấu | javascript:alert(1)"},
			{Kind: portal.BlockSupport, Title: "Hỗ trợ", Body: "Văn thư: 0239 385 5555"},
			{Kind: portal.BlockMail, Title: "Hộp thư", Body: "thuvien@honglam.gov.vn"},
		} {
			if err := portal.PutBlock(tx, b, nil); err != nil {
				return err
			}
		}
		return nil
	})
	_, page := s.get("/")
	s.has(page, "Tuyên truyền Luật Thủ đô", `href="https://honglam.gov.vn"`, "Văn thư: 0239 385 5555", "mailto:thuvien@honglam.gov.vn", "Thống kê truy cập", "Xem tin theo ngày")
	s.lacks(page, "Đã qua", `href="javascript`)
}

func TestPapersAreDownloaded(t *testing.T) {
	s := newSite(t)
	_, page := s.get("/cong-khai")
	s.has(page, "Không có tài liệu nào")
	paper := "%PDF-1.4\nDự toán\n%%EOF\n"
	s.write(func(tx *store.Tx) error {
		return portal.Disclose(tx, portal.Disclosure{Title: "Dự toán năm 2022", Day: law.MustDay("2022-01-21")}, "dự toán.pdf", []byte(paper))
	})
	_, page = s.get("/cong-khai?tim=du+toan")
	s.has(page, "Dự toán năm 2022", "21/01/2022")
	id := regexp.MustCompile(`/cong-khai/([a-z0-9]{12})`).FindStringSubmatch(page)[1]
	res, body := s.get("/cong-khai/" + id)
	if body != paper || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") || res.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("sent %v", res.Header)
	}
	if res, _ := s.get("/nghi-quyet"); res.StatusCode != 404 {
		t.Errorf("nobody chose to show the resolution: %d", res.StatusCode)
	}
	s.write(func(tx *store.Tx) error {
		return portal.SetUp(tx, portal.Site{Progress: true, Mail: "thuvien@honglam.gov.vn"})
	})
	_, page = s.get("/nghi-quyet")
	s.has(page, "Chưa có nghị quyết được thông qua")
	_, page = s.get("/trang-thai")
	s.has(page, "hoạt động bình thường", "thuvien@honglam.gov.vn")
}

func TestSearchTakesAnything(t *testing.T) {
	s := newSite(t)
	s.publish(portal.Text{Title: "Quy chế Thanh Hóa đổi mới, phụ lục A"})
	for q, found := range map[string]bool{"a": true, "qui che": true, "Thanh Hoá": true, "DOI MOI": true, "Đ": false, "%": false, "_": false, "x": false, strings.Repeat("a", 10_000): false, strings.Repeat("a ", 5_000): true, "\x00\xff": false} {
		res, body := s.get("/tin?tim=" + url.QueryEscape(q))
		if res.StatusCode != 200 || strings.Contains(body, "Quy chế Thanh Hóa đổi mới") != found || len(body) > 60_000 {
			t.Errorf("%.20q: %d, found %v, %d bytes", q, res.StatusCode, !found, len(body))
		}
	}
}

func TestFeedsKeepTheirRules(t *testing.T) {
	s := newSite(t)
	s.publish(portal.Text{Title: "Thi đua & khen thưởng", Category: "Thi đua"})
	s.publish(portal.Text{Title: "Tin khác", Category: "Hội nghị"})
	_, body := s.get("/tin.atom")
	var atom struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			ID, Title, Updated, Published, Summary string
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(body), &atom); err != nil {
		t.Fatal(err)
	}
	if atom.ID == "" || atom.Title == "" || atom.Author == "" || len(atom.Entries) != 2 || len(atom.Links) != 2 || atom.Links[1].Rel != "self" || atom.Links[1].Href != s.url+"/tin.atom" {
		t.Errorf("%+v", atom)
	}
	if _, err := time.Parse(time.RFC3339, atom.Updated); err != nil {
		t.Error(err)
	}
	_, body = s.get("/tin/chuyen-muc/thi-dua/tin.rss")
	s.has(body, "Thi đua &amp; khen thưởng", `<atom:link href="`+s.url+`/tin/chuyen-muc/thi-dua/tin.rss" rel="self"`, "<lastBuildDate>")
	s.lacks(body, "Tin khác")
	if res, _ := s.get("/tin/chuyen-muc/khong-co/tin.rss"); res.StatusCode != 404 {
		t.Errorf("a feed of nothing: %d", res.StatusCode)
	}
	_, body = s.get("/sitemap.xml")
	s.has(body, "<loc>"+s.url+"/sitemap/1.xml</loc>", `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`)
	_, body = s.get("/sitemap/1.xml")
	s.has(body, s.url+"/tin/thi-dua-khen-thuong-", "<lastmod>2026-01-23T")
	for _, path := range []string{"/sitemap/2.xml", "/sitemap/0.xml", "/sitemap/1", "/sitemap/x.xml"} {
		if res, _ := s.get(path); res.StatusCode != 404 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	_, body = s.get("/robots.txt")
	s.has(body, "User-agent: *\n", "Disallow: /d/thu-vien/ban\n", "Sitemap: "+s.url+"/sitemap.xml")
}

// furnished is a site with every kind of thing on its pages.
func furnished(t *testing.T) (s *site, article string) {
	s = newSite(t)
	hills := scene(1200, 800)
	for i := range 9 {
		s.publish(portal.Text{Title: fmt.Sprintf("Thư viện tỉnh tổ chức hoạt động số %d hưởng ứng Ngày Sách và Văn hóa đọc Việt Nam", i+1), Category: []string{"Hoạt động", "Thi đua"}[i%2],
			Lead: "Chương trình thu hút đông đảo bạn đọc, góp phần phát triển văn hóa đọc trong cộng đồng trên địa bàn tỉnh."}, hills)
	}
	a := s.publish(portal.Text{Title: "Hội nghị viên chức, người lao động Thư viện tỉnh Hồng Lam năm 2026", Category: "Hội nghị", Stamp: portal.StampLong, EndMark: true,
		Lead:   "Sáng ngày 23/01/2026, Thư viện tỉnh Hồng Lam tổ chức Hội nghị viên chức, người lao động năm 2026 nhằm kiểm điểm việc thực hiện nghị quyết và bàn nhiệm vụ năm mới.",
		Body:   strings.Repeat("Hội nghị đã nghe báo cáo kết quả thực hiện nhiệm vụ chuyên môn, báo cáo công khai tài chính và báo cáo hoạt động của Ban Thanh tra nhân dân.\n\n", 3) + "## Thảo luận\n\n- Chuyển đổi số\n- Luân chuyển sách về cơ sở\n\n> Thư viện phải đến với bạn đọc.",
		Byline: portal.Byline{Kind: portal.BylineUnit, Name: "Nghiêm Thị Hằng", Unit: "Phòng Địa chí"}}, scene(1600, 1000), scene(800, 1000), hills)
	if res, _ := s.post("/tin/"+a.Address()+"/binh-luan", s.form(a, "Chúc mừng tập thể Thư viện.")); res.StatusCode != 303 {
		t.Fatalf("comment: %d", res.StatusCode)
	}
	s.write(func(tx *store.Tx) error {
		if err := comment.Reply(tx, s.firstComment(tx), "Thư viện tỉnh Hồng Lam", "Trân trọng cảm ơn bạn đọc."); err != nil {
			return err
		}
		for _, b := range []portal.Block{
			{Kind: portal.BlockBanner, Title: "Kỷ niệm 96 năm Ngày thành lập Đảng", Body: "03/02/1930 – 03/02/2026"},
			{Kind: portal.BlockLinks, Title: "Liên kết web", Body: "Cổng thông tin tỉnh | https://honglam.gov.vn"},
		} {
			if err := portal.PutBlock(tx, b, nil); err != nil {
				return err
			}
		}
		if err := portal.MoveBlock(tx, "counter", true); err != nil {
			return err
		}
		return portal.Disclose(tx, portal.Disclosure{Title: "Công khai dự toán năm 2026", Day: law.MustDay("2026-01-20")}, "a.pdf", []byte("%PDF-1.4\nx\n%%EOF\n"))
	})
	s.get("/dem?bai="+a.ID, "User-Agent", firefox)
	return s, "/tin/" + a.Address()
}

func (s *site) firstComment(tx *store.Tx) string {
	all, err := comment.List(tx)
	if err != nil || len(all) == 0 {
		s.t.Fatalf("no comment: %v", err)
	}
	return all[0].ID
}

var portalPages = []string{"/", "/tin", "/tin?thang=1&nam=2026", "/tin?ngay=31&thang=2&nam=2022", "/tin/chuyen-muc/thi-dua", "/cong-khai", "/luot-truy-cap", "/trang-thai", "/luat", "/tin/khong-co-bai-nay"}

func TestPagesAreValidHTML(t *testing.T) {
	tidy, err := exec.LookPath("tidy")
	if err != nil {
		t.Fatal("no HTML Tidy on this machine: install the package tidy (apt-get install tidy)")
	}
	s, article := furnished(t)
	for _, path := range append(portalPages, article) {
		_, body := s.get(path)
		c := exec.Command(tidy, "-q", "-e", "-utf8", "--drop-empty-elements", "no", "--warn-proprietary-attributes", "yes")
		c.Stdin = strings.NewReader(strings.NewReplacer("<div><dt>", "<dt>", "</dd></div>", "</dd>").Replace(body)) // groups in a <dl> are newer than Tidy
		out, _ := c.CombinedOutput()
		for line := range strings.Lines(string(out)) {
			if !known(line) {
				t.Errorf("%s: %s", path, line)
			}
		}
	}
}

// known reports whether a line of Tidy tells of what it does not know yet:
// HTML has these since it was written.
func known(line string) bool {
	for _, s := range []string{"proprietary attribute \"fetchpriority\"", "proprietary attribute \"loading\"", "proprietary attribute \"decoding\"", "proprietary attribute \"focusable\"", "proprietary attribute \"inputmode\"", "proprietary attribute \"aria-current\""} {
		if strings.Contains(line, s) {
			return true
		}
	}
	return strings.TrimSpace(line) == ""
}

func TestPagesAreForEverybody(t *testing.T) {
	s, article := furnished(t)
	s.readAs(access.Public(s.org.ID))
	p := browser.Start(t).Page(t, 1440, 900)
	for name, path := range map[string]string{"home": "/", "article": article, "date": "/tin?thang=1&nam=2026", "nodate": "/tin?ngay=31&thang=2&nam=2022", "papers": "/cong-khai", "counts": "/luot-truy-cap", "status": "/trang-thai"} {
		p.Open(s.url + path)
		for _, found := range p.Axe() {
			t.Errorf("%s: %s", path, found)
		}
		if out := p.SticksOut(360); out != "" {
			t.Errorf("%s sticks out: %s", path, out)
		}
		p.ShotAt("portal-"+name, 360, 1440)
	}
	if c := p.Console(); len(c) > 0 {
		t.Errorf("console: %q", c)
	}
}

func TestACommentWithoutScripts(t *testing.T) {
	s, article := furnished(t)
	p := browser.Start(t).Page(t, 360, 740).NoJS()
	p.Open(s.url + article)
	p.ClickText("Trả lời")
	p.Fill("#viet-comment", "Tôi đồng ý.")
	p.Fill("#viet-name", "Trần Văn Nam")
	p.Fill("#viet-mail", "nam@bimat.vn")
	s.pass(time.Minute)
	p.ClickText("Gửi bình luận")
	p.WaitText("sẽ hiện sau khi được duyệt")
	if c := s.comments()[0]; c.Name != "Trần Văn Nam" || c.Answers == "" {
		t.Errorf("kept %+v", c)
	}
}
