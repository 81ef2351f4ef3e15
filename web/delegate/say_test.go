package delegate_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/emulation"
	"hoinghi/opinion"
	"hoinghi/store"
	"hoinghi/web/browser"
)

// vows puts a commitment and a pledge before the hall; the pledge is signed by
// somebody of the staff and on paper.
func (w *world) vows() (commitment, party string) {
	w.Helper()
	w.do(w.machine(), func(tx *store.Tx) (err error) {
		if commitment, err = emulation.DrawCommitment(tx, emulation.Commitment{Conference: w.conf, Title: "Bản cam kết thi đua năm 2026", Text: "Hoàn thành tốt nhiệm vụ được giao\nGiữ gìn kỷ luật"}); err != nil {
			return err
		}
		pledge, err := emulation.DrawPledge(tx, emulation.Pledge{Conference: w.conf, Title: "Giao ước thi đua năm 2026", Text: "Hoàn thành chỉ tiêu\nĐoàn kết"})
		if err != nil {
			return err
		}
		if party, err = emulation.AddParty(tx, emulation.Party{Pledge: pledge, Name: "Công đoàn cơ sở", Signer: lan, Person: w.people[lan]}); err != nil {
			return err
		}
		if _, err = emulation.AddParty(tx, emulation.Party{Pledge: pledge, Name: "Thủ trưởng cơ quan", Signer: "Nguyễn Hữu Phước"}); err != nil {
			return err
		}
		if err := emulation.OpenPact(tx, pledge); err != nil {
			return err
		}
		return emulation.OpenPact(tx, commitment)
	})
	return commitment, party
}

func TestSayAndFollow(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	w.shows(w.get(lan, "/dai-bieu"), "Ý kiến, kiến nghị", "!Ký cam kết, giao ước", "!Kịch bản điều hành")
	bad := w.post(lan, "/dai-bieu/y-kien", "text", "", "to", "head", "kind", "petition", "cover", "named")
	if bad.status != http.StatusUnprocessableEntity {
		t.Errorf("an empty opinion: %d", bad.status)
	}
	sent := w.post(lan, "/dai-bieu/y-kien", "text", "Đề nghị bổ sung máy tính", "to", "union", "kind", "petition", "cover", "kept", "stance", "propose", "paper", w.paper)
	if sent.status != http.StatusSeeOther {
		t.Fatalf("sent: %d", sent.status)
	}
	w.shows(w.get(lan, "/dai-bieu/y-kien"), "Đề nghị bổ sung máy tính", "Đã nhận", "Rút ý kiến này", "Ban Chấp hành Công đoàn")
	w.shows(w.get(oanh, "/dai-bieu/y-kien"), "!Đề nghị bổ sung máy tính")
	var id string
	w.do(w.machine(), func(tx *store.Tx) error {
		list, err := opinion.List(tx, w.conf)
		id = list[0].ID
		if err != nil || list[0].Paper != w.paper {
			t.Errorf("kept: %+v", list)
		}
		_, err = opinion.Reply(tx, opinion.Answer{Opinion: id, Ending: opinion.Accept, Text: "Công đoàn sẽ kiến nghị mua 02 máy", Name: "Chủ tịch công đoàn"})
		return err
	})
	w.shows(w.get(lan, "/dai-bieu/y-kien"), "Đã trả lời", "Công đoàn sẽ kiến nghị mua 02 máy", "Chủ tịch công đoàn", "!Rút ý kiến này")
	w.shows(w.get(oanh, "/dai-bieu/y-kien"), "Công đoàn sẽ kiến nghị mua 02 máy", "!"+lan)
	if got := w.post(oanh, "/dai-bieu/y-kien/"+id+"/rut"); got.status != http.StatusNotFound {
		t.Errorf("somebody else's opinion: %d", got.status)
	}
	guest := access.Actor{Org: w.org.ID, Person: "g", Roles: []access.Role{access.Guest}}
	got := w.ask(guest, "Khách", "/dai-bieu/y-kien", url.Values{"text": {"x"}, "to": {"head"}, "kind": {"petition"}, "cover": {"named"}, "once": {"g"}})
	w.says(got, "Khách mời không gửi ý kiến")
	if got.status != http.StatusForbidden {
		t.Errorf("a guest: %d", got.status)
	}
}

var hiddenCode = regexp.MustCompile(`name="code" value="([A-Z2-7]+)"`)

func TestUnnamedByReceipt(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	m := hiddenCode.FindStringSubmatch(w.get(lan, "/dai-bieu/y-kien").body)
	if m == nil {
		t.Fatal("no code in the form")
	}
	for range 2 {
		got := w.post(lan, "/dai-bieu/y-kien", "text", "Không dám nói tên", "to", "head", "kind", "contribution", "cover", "unnamed", "code", m[1])
		w.shows(got, "Đã nhận ý kiến không ghi tên", opinion.SpacedCode(m[1]))
	}
	w.shows(w.get(lan, "/dai-bieu/y-kien"), "!Không dám nói tên", "!"+m[1])
	w.shows(w.post(lan, "/dai-bieu/y-kien/ma", "receipt", strings.ToLower(m[1])), "Không dám nói tên", "ngày 23/01/2026", "!01:00")
	if got := w.post(lan, "/dai-bieu/y-kien/ma", "receipt", "ABCD EFGH"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong receipt: %d", got.status)
	}
	w.do(w.machine(), func(tx *store.Tx) error {
		list, err := opinion.List(tx, w.conf)
		if len(list) != 1 {
			t.Errorf("%d opinions", len(list))
		}
		if _, again, err := store.Once(tx, w.people[lan]+"/"+m[1]); again || err != nil {
			t.Errorf("the form is remembered with the person: %v %v", again, err)
		}
		return err
	})
}

func TestSign(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	commitment, party := w.vows()
	w.shows(w.get(lan, "/dai-bieu"), "Ký cam kết, giao ước", "Đang mở để ký")
	w.shows(w.get(lan, "/dai-bieu/cam-ket"), "Gõ họ và tên để ký: "+lan, "0/6 người được triệu tập đã ký", "0/2 bên đã ký")
	bad := w.post(lan, "/dai-bieu/cam-ket/"+commitment+"/ky", "typed", "Ai đó")
	if bad.status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong name: %d", bad.status)
	}
	w.says(bad, "Hãy gõ đúng họ và tên: "+lan, `value="Ai đó"`)
	for range 2 {
		if got := w.post(lan, "/dai-bieu/cam-ket/"+commitment+"/ky", "typed", strings.ToLower(lan)); got.status != http.StatusSeeOther {
			t.Errorf("signing: %d", got.status)
		}
	}
	if got := w.post(oanh, "/dai-bieu/giao-uoc/"+party+"/ky", "typed", oanh); got.status != http.StatusForbidden {
		t.Errorf("signing for another's party: %d", got.status)
	}
	if got := w.post(lan, "/dai-bieu/giao-uoc/"+party+"/ky", "typed", lan); got.status != http.StatusSeeOther {
		t.Errorf("signing the pledge: %d", got.status)
	}
	w.shows(w.get(lan, "/dai-bieu/cam-ket"), "1/6 người được triệu tập đã ký", "1/2 bên đã ký", "Đã ký trên điện thoại", "!Gõ họ và tên")
}

// What a phone loads at first: the page, its style, its scripts, and the fonts
// that the style names for Vietnamese text.
func TestTheFirstPageIsLight(t *testing.T) {
	const most = 120 << 10
	w := newWorld(t)
	w.begin(4)
	w.vows()
	s := httptest.NewServer(w.site(w.delegate(lan), lan))
	t.Cleanup(s.Close)
	body, size := fetch(t, s.URL+base+"/dai-bieu")
	sum := map[string]int{"page": size}
	for _, m := range regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(body, -1) {
		text, n := fetch(t, s.URL+m[1])
		sum[m[1]] = n
		for _, font := range faces(text) {
			u, err := url.Parse(s.URL + m[1])
			if err != nil {
				t.Fatal(err)
			}
			at := u.ResolveReference(&url.URL{Path: font}).String()
			_, sum[at] = fetch(t, at)
		}
	}
	all := 0
	for _, n := range sum {
		all += n
	}
	if len(sum) < 3 || all > most {
		t.Errorf("the first page takes %d bytes of at most %d: %v", all, most, sum)
	}
	t.Logf("first page: %d bytes in %d files", all, len(sum))
}

var faceForm = regexp.MustCompile(`@font-face\s*{([^}]*be-vietnam[^}]*)}`)

// faces are the font files that a browser takes for Vietnamese text: of two
// faces of one weight and range the later is used.
func faces(css string) map[string]string {
	use := map[string]string{}
	for _, m := range faceForm.FindAllStringSubmatch(css, -1) {
		weight := regexp.MustCompile(`font-weight:\s*(\d+)`).FindStringSubmatch(m[1])
		span := regexp.MustCompile(`unicode-range:\s*([^;]+)`).FindStringSubmatch(m[1])
		file := regexp.MustCompile(`url\(["']?([^)"']+)`).FindStringSubmatch(m[1])
		if weight != nil && span != nil && file != nil {
			use[weight[1]+span[1]] = file[1]
		}
	}
	return use
}

// fetch gives a file's text and its bytes on the wire, compressed if it may be.
func fetch(t *testing.T, url string) (text string, wire int) {
	t.Helper()
	for _, plain := range []bool{true, false} {
		q, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !plain {
			q.Header.Set("Accept-Encoding", "gzip") // asked by hand, so not unpacked
		} else {
			q.Header.Set("Accept-Encoding", "identity")
		}
		a, err := http.DefaultTransport.RoundTrip(q)
		if err != nil || a.StatusCode != http.StatusOK {
			t.Fatalf("%s: %v %v", url, a, err)
		}
		b, err := io.ReadAll(a.Body)
		a.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if plain {
			text = string(b)
		}
		wire = len(b)
	}
	return text, wire
}

// A phone says something and signs, with scripts and without.
func TestSayAndSignInABrowser(t *testing.T) {
	w := newWorld(t)
	w.begin(4)
	w.vows()
	b := browser.Start(t)
	for _, name := range []string{lan, oanh} {
		s := httptest.NewServer(w.site(w.delegate(name), name))
		t.Cleanup(s.Close)
		t.Cleanup(s.CloseClientConnections)
		p := b.Page(t, 360, 740)
		shot := "delegate-"
		if name == oanh {
			p, shot = p.NoJS(), "delegate-plain-"
		}
		p.Open(s.URL + base + "/dai-bieu")
		p.Shot(shot + "ways")
		p.ClickText("Ý kiến, kiến nghị")
		p.Fill("#text", "Đề nghị mở cửa phòng đọc buổi tối")
		p.ClickText("Kiến nghị")
		p.Shot(shot + "opinion")
		p.ClickText("Gửi ý kiến")
		p.WaitText("Đã nhận")
		p.Shot(shot + "opinion-sent")
		p.Open(s.URL + base + "/dai-bieu/cam-ket")
		p.Fill(`.vow input[name="typed"]`, name)
		p.Shot(shot + "commit")
		p.ClickText("Ký")
		p.WaitText("Đã ký trên điện thoại")
		p.Shot(shot + "committed")
		if name == lan {
			w.axe(p)
			if c := p.Console(); len(c) > 0 {
				t.Errorf("console: %q", c)
			}
			p.ClickText("Chữ lớn")
			p.Open(s.URL + base + "/dai-bieu/y-kien")
			if got := p.Attribute("html", "class"); !strings.Contains(got, "big") {
				t.Errorf("large text is forgotten: %q", got)
			}
			p.Shot(shot + "big")
			w.axe(p)
		}
	}
}

// Without scripts large text and contrast are remembered too.
func TestLooksWithoutScripts(t *testing.T) {
	w := newWorld(t)
	s := httptest.NewServer(w.site(w.delegate(lan), lan))
	t.Cleanup(s.Close)
	p := browser.Start(t).Page(t, 360, 740).NoJS()
	p.Open(s.URL + base + "/dai-bieu")
	p.Click(`button[value="contrast"]`)
	p.Open(s.URL + base + "/dai-bieu/tai-lieu")
	if got := p.Attribute("html", "class"); got != "contrast" {
		t.Errorf("the document's looks are %q", got)
	}
	p.Click(`button[value="contrast"]`)
	if got := p.Attribute("html", "class"); got != "" {
		t.Errorf("turned off, the looks are %q", got)
	}
}
