package vote_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/cli"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/urn"
	"hoinghi/web/browser"
	"hoinghi/web/kit"
	"hoinghi/web/vote"
)

// room is a box with its pages, served as the public sees them.
type room struct {
	t     testing.TB
	db    *store.DB
	box   urn.Box
	links urn.Links
	base  string
	b     *browser.Browser

	mu      sync.Mutex
	sent    []string // bodies that browsers posted
	asked   []string // methods, addresses and headers of all requests
	lose    int      // so many answers to ballots get lost on the way
	swapped string   // the name of a script that is served changed
}

var machine = access.Machine("a")

func newRoom(t testing.TB, d urn.Draft) *room {
	r := &room{t: t, db: storetest.SQLite(t), b: browser.Start(t)}
	r.write(func(tx *store.Tx) (err error) { r.box, err = urn.Prepare(tx, d); return err })
	r.must(r.db.Read(t.Context(), machine, func(tx *store.Tx) (err error) { r.links, err = urn.LinksOf(tx, r.box.ID); return err }))
	var mux kit.Mux
	vote.Routes(&mux)
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { r.serve(&mux, done, w, q) }))
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	t.Cleanup(func() { close(done) })
	r.base = s.URL + "/d/thu-vien/phieu-kin/" + r.box.ID
	return r
}

func (r *room) serve(mux *kit.Mux, done chan struct{}, w http.ResponseWriter, q *http.Request) {
	w.Header().Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'")
	r.hear(q, nil)
	if strings.HasPrefix(q.URL.Path, "/static/") {
		r.static(w, q)
		return
	}
	v := &kit.Visit{
		Site:  &kit.Site{DB: r.db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: time.Now, Wall: time.Now, Done: done},
		Place: kit.Place{ID: "a", Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Base: "/d/thu-vien"},
		Who:   access.Public("a"), W: locale.In("vi"),
	}
	in := q.Clone(kit.With(q.Context(), v))
	in.URL.Path = strings.TrimPrefix(q.URL.Path, v.Place.Base)
	v.URL = in.URL.RequestURI()
	if q.Method == http.MethodPost {
		body, _ := io.ReadAll(q.Body)
		in.Body = io.NopCloser(bytes.NewReader(body))
		r.hear(q, body)
		r.mu.Lock()
		lost := strings.HasSuffix(q.URL.Path, "/phieu") && r.lose > 0
		if lost {
			r.lose--
		}
		r.mu.Unlock()
		if lost {
			mux.ServeHTTP(httptest.NewRecorder(), in)
			panic(http.ErrAbortHandler)
		}
	}
	mux.ServeHTTP(w, in)
}

// static serves a script, or nonsense in the place of the one that was swapped.
func (r *room) static(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	swapped := r.swapped != "" && strings.HasSuffix(q.URL.Path, r.swapped)
	r.mu.Unlock()
	if swapped {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, "window.urnCamera = {}")
		return
	}
	kit.Static(w, q)
}

// hear keeps what a browser said.
func (r *room) hear(q *http.Request, body []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if body != nil {
		r.sent = append(r.sent, string(body))
		return
	}
	r.asked = append(r.asked, fmt.Sprint(q.Method, q.Host, q.URL, q.Header))
}

func (r *room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) write(f func(*store.Tx) error) {
	r.t.Helper()
	r.must(r.db.Write(r.t.Context(), machine, f))
}

func (r *room) get(path string) []byte {
	r.t.Helper()
	res, err := http.Get(r.base + path)
	r.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	r.must(err)
	if res.StatusCode != http.StatusOK {
		r.t.Fatalf("%s: %d %s", path, res.StatusCode, body)
	}
	return body
}

// look finds faults of a page at three widths and keeps pictures of it.
func (r *room) look(p *browser.Page, name string) {
	r.t.Helper()
	if found := p.Axe(); len(found) > 0 {
		r.t.Errorf("%s: %q", name, found)
	}
	p.ShotAt(name, 360, 768, 1440)
}

// quiet is a console with nothing but the refusals that were provoked.
func (r *room) quiet(pages ...*browser.Page) {
	r.t.Helper()
	for _, p := range pages {
		for _, c := range p.Console() {
			if !refusals.MatchString(c) {
				r.t.Errorf("console: %s", c)
			}
		}
	}
}

var refusals = regexp.MustCompile(`status of 4(04|09|22) .*/(huy|phieu)\)$|ERR_EMPTY_RESPONSE .*/phieu\)$`)

// printed lets the officer make the slips and gives what is on the paper.
func (r *room) printed() (slips []string) {
	r.t.Helper()
	p := r.b.Page(r.t, 1440, 900)
	p.Open(r.base + "/can-bo/" + r.links.Officer)
	r.look(p, "urn-officer")
	p.Click("#tao")
	p.Text(".slip-code")
	for i := range r.box.Slips {
		slips = append(slips, p.Text(fmt.Sprintf(".slip:nth-child(%d) .slip-code", i+1)))
	}
	for i, s := range slips {
		public, err := belenios.PublicCredential(belenios.Ed25519(), r.box.UUID, s)
		r.must(err)
		if how := p.Text(fmt.Sprintf(".slip:nth-child(%d) li:nth-child(3)", i+1)); !strings.Contains(how, public[:4]+" "+public[4:8]) {
			r.t.Errorf("slip %d does not have the code that the desk types: %q", i+1, how)
		}
	}
	r.look(p, "urn-officer-slips")
	p.Click("#xong-in")
	if n := p.Count(".slip"); n != 0 {
		r.t.Errorf("%d slips are left on the page", n)
	}
	r.quiet(p)
	return slips
}

// trustees make their keys on three devices, up to the sealed election.
func (r *room) trustees() (pages []*browser.Page, keys []string) {
	r.t.Helper()
	for i := range r.box.Trustees {
		p := r.b.Page(r.t, 390, 844)
		p.Open(r.base + "/giu-khoa/" + r.links.Trustees[i])
		if i == 0 {
			r.look(p, "urn-trustee-key")
		}
		p.Click("[data-do=cert]")
		p.Text("#khoa-chu")
		keys = append(keys, strings.TrimSpace(string(p.Download("#tai-khoa"))))
		pages = append(pages, p)
	}
	for _, p := range pages {
		p.WaitText("Bước 2 trong 3")
	}
	r.sameCertificates(pages)
	r.look(pages[0], "urn-trustee-deal")
	for _, p := range pages {
		p.Click("[data-do=deal]")
	}
	for _, p := range pages {
		p.WaitText("Bước 3 trong 3")
		p.Click("[data-do=finish]")
		p.WaitText("Khóa đã sẵn sàng")
	}
	return pages, keys
}

// sameCertificates is what is read aloud in the room.
func (r *room) sameCertificates(pages []*browser.Page) {
	r.t.Helper()
	first := ""
	for i, p := range pages {
		all := ""
		for j := range pages {
			all += p.Text(fmt.Sprintf("#chung-thu li:nth-child(%d) code", j+1)) + "\n"
		}
		if own := p.Text("#van-tay-khoa"); !strings.Contains(all, own) || own == "" {
			r.t.Errorf("trustee %d reads %q of %q", i+1, own, all)
		}
		if first == "" {
			first = all
		}
		if all != first {
			r.t.Errorf("trustee %d sees %q, not %q", i+1, all, first)
		}
	}
}

var trackerShape = regexp.MustCompile(`^[A-Za-z0-9+/]{43}$`)

// booth casts one ballot as a voter with a phone, and gives the tracker.
func (r *room) booth(slip string, picks ...string) string {
	r.t.Helper()
	p := r.b.Page(r.t, 360, 740)
	p.Open(r.base + "#" + slip)
	r.choose(p, picks...)
	p.Click("#bo-phieu")
	p.WaitText("Phiếu đã vào hòm")
	if strings.Contains(p.URL(), "#") {
		r.t.Errorf("the slip stays in the address: %s", p.URL())
	}
	got := strings.Join(strings.Fields(p.Text("#ma-theo-doi")), "")
	if !trackerShape.MatchString(got) {
		r.t.Errorf("tracker %q", got)
	}
	r.quiet(p)
	return got
}

func (r *room) choose(p *browser.Page, picks ...string) {
	r.t.Helper()
	p.WaitText("Chọn người để bầu")
	for _, css := range picks {
		p.Click(css)
	}
	p.ClickText("Xem lại phiếu")
	p.WaitText("Xem lại lần cuối")
}

func (r *room) found(tracker string) bool {
	r.t.Helper()
	var out struct{ Found bool }
	r.must(json.Unmarshal(r.get("/tim?ma="+strings.NewReplacer("+", "%2B", "/", "%2F").Replace(tracker)), &out))
	return out.Found
}

func pick(j int) string { return fmt.Sprintf(`label[for="c-0-%d"]`, j+1) }

// cancel hands back the slips that nobody drew; one that has cast is refused.
func (r *room) cancel(p *browser.Page, unused []string, cast string) {
	r.t.Helper()
	p.Open(r.base + "/giu-khoa/" + r.links.Trustees[0])
	for _, s := range unused {
		p.Fill("#ma-huy", s)
		p.Click("#form-huy button")
		p.WaitText("kết thúc bằng " + s[len(s)-6:])
	}
	p.Fill("#ma-huy", cast)
	p.Click("#form-huy button")
	p.WaitText("đã bỏ vào hòm rồi nên không hủy được")
}

// decrypt is a trustee who first believes a false number, if there is one.
func (r *room) decrypt(p *browser.Page, falsely, announced, key string) {
	r.t.Helper()
	p.WaitText("Giải mã kết quả")
	if key != "" {
		p.Fill("#khoa", key)
	}
	if falsely != "" {
		p.Fill("#so-phieu", falsely)
		p.Click("[data-do=decrypt]")
		p.WaitText("số đã công bố là " + falsely)
	}
	p.Fill("#so-phieu", announced)
	if falsely != "" {
		r.look(p, "urn-trustee-decrypt")
	}
	p.Click("[data-do=decrypt]")
	p.WaitText("Đã xong phần việc")
}

// secret looks whether any device sent what must stay on it.
func (r *room) secret(kept []string) {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.sent) == 0 {
		r.t.Error("no message was seen")
	}
	for _, body := range append(r.asked, r.sent...) {
		for _, s := range kept {
			if strings.Contains(body, s) {
				r.t.Errorf("a secret was sent: %.80s", body)
			}
		}
	}
}

// opened is a room whose slips and single key were made without a browser.
func opened(t testing.TB, d urn.Draft) (*room, []string) {
	r := newRoom(t, d)
	g := belenios.Ed25519()
	var slips []string
	var public []belenios.Voter
	for range d.Slips {
		c, err := belenios.NewCredential(rand.Reader)
		r.must(err)
		p, err := belenios.PublicCredential(g, r.box.UUID, c)
		r.must(err)
		slips, public = append(slips, c), append(public, belenios.Voter{Credential: p})
	}
	_, key, err := belenios.NewTrustee(g, rand.Reader)
	r.must(err)
	list := belenios.Trustees{{Single: &key}}.JSON(g)
	raw := list[len(`[["Single",`) : len(list)-2]
	r.write(func(tx *store.Tx) error {
		return urn.Enrol(tx, r.box.ID, r.links.Officer, belenios.CredentialsJSON(public))
	})
	r.write(func(tx *store.Tx) error { return urn.Publish(tx, r.box.ID, r.links.Trustees[0], raw) })
	r.write(func(tx *store.Tx) error { return urn.Open(tx, r.box.ID) })
	return r, slips
}

// What a voter can do wrong is said where it was done; a ballot that was opened
// for a check is never the one that is cast; an answer that was lost on the way
// does not cost the vote or count it twice.
func TestBoothLeadsTheVoter(t *testing.T) {
	r, slips := opened(t, urn.Draft{Subject: "x", Name: "Bầu Ban Thanh tra nhân dân", Slips: 3, Trustees: 1, Threshold: 1,
		Questions: []belenios.Question{{Question: "Bầu từ 1 đến 2 người", Min: 1, Max: 2, Answers: []string{"Nguyễn Văn An", "Trần Thị Bình", "Đỗ Quốc Cường"}}}})
	p := r.b.Page(t, 360, 740)
	p.Open(r.base)
	r.look(p, "urn-booth-code")
	p.Fill("#ma", "abc")
	p.ClickText("Tiếp tục")
	p.WaitText("22 ký tự, chia bốn nhóm")
	p.Fill("#ma", "11111-111111-11111-111111")
	p.ClickText("Tiếp tục")
	p.WaitText("không có trong danh sách")
	p.Fill("#ma", strings.ReplaceAll(slips[0], "-", " "))
	p.ClickText("Tiếp tục")
	p.WaitText("Chọn người để bầu")
	if p.Text("#ma-theo-doi, #buoc-chon") == "" || p.Count(fmt.Sprintf("[value=%q]", slips[0])) > 0 {
		t.Error("the slip is still in the page")
	}
	p.ClickText("Xem lại phiếu")
	p.WaitText("ít nhất 1 người")
	for j := range 3 {
		p.Click(pick(j))
	}
	p.ClickText("Xem lại phiếu")
	p.WaitText("tối đa 2 người")
	r.look(p, "urn-booth-choose")
	p.Click(pick(1))
	p.ClickText("Xem lại phiếu")
	p.WaitText("Xem lại lần cuối")
	first := p.Text("#ma-thu")
	r.look(p, "urn-booth-cast")

	p.ClickText("Kiểm tra máy này có mã hóa đúng không")
	p.Click("#kiem-tra")
	p.WaitText("chứa đúng những lựa chọn đã bấm")
	p.ClickText("Dữ liệu của phiếu đã mở")
	var shown struct {
		Tracker    string
		Choice     [][]int
		Randomness [][]string
	}
	r.must(json.Unmarshal([]byte(p.Text("#soi-json")), &shown))
	if shown.Tracker != first || fmt.Sprint(shown.Choice) != "[[1 0 1]]" || len(shown.Randomness[0]) != 3 {
		t.Errorf("opened: %+v, the tracker was %s", shown, first)
	}
	r.look(p, "urn-booth-audit")
	r.audited(p)
	p.Click("#soi-xong")
	p.WaitText("Xem lại lần cuối")
	second := p.Text("#ma-thu")
	r.mu.Lock()
	if second == first || len(r.sent) > 0 {
		t.Errorf("after the check tracker %s, before %s; sent %d", second, first, len(r.sent))
	}
	r.lose = 1
	r.mu.Unlock()
	p.Click("#bo-phieu")
	p.WaitText("Phiếu đã vào hòm")
	if got := p.Text("#ma-theo-doi"); got != second {
		t.Errorf("tracker %s, want %s", got, second)
	}
	r.look(p, "urn-booth-done")
	if !r.found(second) || r.found(first) || p.Count("input:checked") > 0 {
		t.Error("the wrong ballot is in the box, or the choice is left on the page")
	}
	r.quiet(p)
	r.usedTwice(slips[0])
}

func (r *room) usedTwice(slip string) {
	r.t.Helper()
	p := r.b.Page(r.t, 360, 740)
	p.Open(r.base + "#" + slip)
	r.choose(p, pick(0))
	p.Click("#bo-phieu")
	p.WaitText("đã bỏ phiếu")
	if p.Has("Phiếu đã vào hòm") || p.Count("#bo-phieu:not([hidden])") > 0 {
		r.t.Error("a second ballot of one slip is taken, or asked for again")
	}
	r.look(p, "urn-booth-used")
	r.quiet(p)
	var n int
	r.must(r.db.Read(r.t.Context(), machine, func(tx *store.Tx) error {
		b, err := urn.BoardOf(tx, r.box.ID)
		n = b.Cast
		return err
	}))
	if n != 1 {
		r.t.Errorf("%d ballots in the box", n)
	}
	r.secret([]string{slip})
}

// audited saves the opened ballot and lets the program, which shares no code
// with the page, say what is in it; another choice than the true one is refused.
func (r *room) audited(p *browser.Page) {
	r.t.Helper()
	dir := r.t.TempDir()
	record, name := filepath.Join(dir, r.box.UUID+".bel"), filepath.Join(dir, "soi.json")
	r.must(os.WriteFile(record, r.get("/luu-tru.bel"), 0o600))
	file := p.Download("#soi-tep")
	for _, c := range []struct {
		raw    []byte
		status int
		say    string
	}{
		{file, 0, "✓ Nguyễn Văn An\n    ✓ Đỗ Quốc Cường\nHãy so"},
		{regexp.MustCompile(`(?s)"choice": \[.*?\]\s*\],`).ReplaceAll(file, []byte(`"choice": [[0,1,1]],`)), 1, "SAI (wrong-opening)"},
	} {
		r.must(os.WriteFile(name, c.raw, 0o600))
		var out bytes.Buffer
		got := cli.Main(cli.World{Args: []string{"verify", "--audit", name, record}, In: strings.NewReader(""), Out: &out, Err: &out, Env: func(string) string { return "" }, Now: time.Now})
		if got != c.status || !strings.Contains(out.String(), c.say) {
			r.t.Errorf("hoinghi verify --audit exits %d, want %d and %q:\n%s", got, c.status, c.say, out.String())
		}
	}
}
