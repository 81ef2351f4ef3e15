package vote_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/tally"
)

// split is how the same sums came about: rows cast by phone, and the rest on
// paper.
type split struct {
	box   [][]int
	paper []int64
}

// The two halves of each pair have the same number of slips by each way and the
// same sums of both ways together: 15, 14, 11 and 5 of 24 slips. Only how each
// way voted differs.
var (
	few = [2]split{
		{[][]int{{0, 1, 2}, {0, 1}, {0, 1}, {0, 2}}, []int64{11, 11, 9, 5}},
		{[][]int{{1, 3}, {2, 3}, {2, 3}, {1, 2}}, []int64{15, 12, 8, 2}},
	}
	many = [2]split{
		{slices.Repeat([][]int{{0, 1}, {0, 2}, {1, 2, 3}}, 4), []int64{7, 6, 3, 1}},
		{slices.Repeat([][]int{{0, 1}, {1, 2}, {0, 3}}, 4), []int64{7, 6, 7, 1}},
	}
)

// Where one way of voting is small nothing that is shown or handed out depends
// on how that way voted: two conferences whose sums agree look alike to the
// desk, a delegate and the public, on every page they can reach, in every paper
// and in the archive of the box. Where both ways are large they do not, which
// shows that the test can see.
func TestNothingTellsHowASmallWayVoted(t *testing.T) {
	for _, found := range differ(told(t, few[0]), told(t, few[1])) {
		t.Error(found)
	}
	other := shown(t, many[1])
	for at, text := range shown(t, many[0]) {
		if text == other[at] {
			t.Errorf("twelve and twelve: %s shows no way apart, so this test sees nothing", at)
		}
	}
}

// shown are the round, the minutes of its count and the board of its box.
func shown(t *testing.T, s split) map[string]string {
	t.Helper()
	h := newHall(t, storetest.SQLite(t), 24)
	h.voted(s)
	h.decided(s)
	h.sameArchive(false)
	round, cookie := "/ban/bau-cu/"+h.election+"/vong/"+h.round, h.signIn(0, true)
	out := map[string]string{}
	for kind, at := range map[string]string{"the round": round, "the minutes": round + "/bien-ban", "the board": "/phieu-kin/" + h.box.ID + "/bang"} {
		out[kind], _ = h.told(cookie, at)
	}
	return out
}

// differ lists where two conferences do not look alike.
func differ(a, b map[string]string) (out []string) {
	for _, at := range slices.Sorted(maps.Keys(a)) {
		x, y := a[at], b[at]
		if x == y {
			continue
		}
		i := 0
		for i < min(len(x), len(y)) && x[i] == y[i] {
			i++
		}
		around := func(s string) string { return s[max(0, min(i, len(s))-80):min(len(s), i+80)] }
		out = append(out, fmt.Sprintf("%s: %q and %q", at, around(x), around(y)))
	}
	for at := range b {
		if _, ok := a[at]; !ok {
			out = append(out, at+": only in the second")
		}
	}
	return out
}

// told is all that readers are told of a conference after its election was
// decided, by who asks and where.
func told(t *testing.T, s split) map[string]string {
	t.Helper()
	h := newHall(t, storetest.SQLite(t), 24)
	h.voted(s)
	h.decided(s)
	screen := h.onTheWall()
	out := map[string]string{}
	for who, cookie := range map[string]string{"desk": h.signIn(0, true), "delegate": h.signIn(1, false), "nobody": ""} {
		h.walk(who, cookie, out, "/", "/ban", "/dieu-hanh", "/dai-bieu", screen, "/phieu-kin/"+h.box.ID+"/bang", "/phieu-kin/"+h.box.ID+"/thong-tin.json")
	}
	var lines []string
	h.do(func(tx *store.Tx) (err error) {
		lines, err = store.Column[string](tx, `SELECT act || ' ' || detail FROM journal_entry WHERE org_id = $1`)
		return err
	})
	slices.Sort(lines)
	out["the journal"] = ofChance.ReplaceAllString(strings.Join(lines, "\n"), "*")
	if len(out) < 60 {
		t.Fatalf("only %d pages were reached", len(out))
	}
	h.sameArchive(true)
	return out
}

// voted is the vote: as many by the box as it has rows, all others on paper.
func (h *hall) voted(s split) {
	h.Helper()
	h.asks = belenios.Question{Question: "Bầu Ban Thanh tra nhân dân", Answers: []string{"A", "B", "C", "D"}, Min: 1, Max: 3, Blank: true}
	h.prepare(len(s.box))
	h.do(func(tx *store.Tx) error {
		if err := election.PrintSlips(tx, h.round, len(h.people)); err != nil {
			return err
		}
		return election.HandOut(tx, h.round, election.ByPaper, h.people[len(s.box):]...)
	})
	h.handOut(len(s.box))
	for i, row := range s.box {
		choice := make([]int, 5)
		for _, j := range row {
			choice[j+1] = 1
		}
		h.post(200, "/phieu", h.vote(i, choice...))
	}
	h.finish()
	h.do(func(tx *store.Tx) error {
		return election.CloseVoting(tx, h.round, election.Stub{Unused: int64(len(s.box))})
	})
}

// decided counts the paper twice, adds the box by its page and decides.
func (h *hall) decided(s split) {
	h.Helper()
	n := int64(len(h.people) - len(s.box))
	for _, back := range []int{1, 2} {
		who := access.Actor{Org: h.org.ID, Person: h.people[len(h.people)-back], Roles: []access.Role{access.Teller}}
		h.ok(h.db.Write(h.Context(), who, func(tx *store.Tx) error {
			return election.EnterCount(tx, h.round, tally.Count{Sums: tally.Sums{Valid: n, For: s.paper}})
		}))
	}
	if res := h.form(h.signIn(0, true), "/ban/phieu-kin/"+h.box.ID+"/cong", ""); res.StatusCode != http.StatusSeeOther {
		h.Fatalf("the box is not added: %d", res.StatusCode)
	}
	h.do(func(tx *store.Tx) error {
		o, err := election.Decide(tx, h.round)
		if err == nil && !slices.Equal(o.Sums.For, []int64{15, 14, 11, 5}) {
			err = fmt.Errorf("the sums are %v", o.Sums.For)
		}
		return err
	})
}

// onTheWall brings the result onto the projector, whose address it gives.
func (h *hall) onTheWall() (screen string) {
	h.Helper()
	h.do(func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		screen = "/man-chieu/" + c.ScreenKey
		if err != nil {
			return err
		}
		return conference.Show(tx, c.ID, "election-result", h.round)
	})
	return screen
}

var (
	linkTo   = regexp.MustCompile(`<a\s[^>]*href="([^"]+)"`)
	anID     = regexp.MustCompile(`^[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*$|^[A-Z]{26}$`)
	ofChance = regexp.MustCompile(`(?s)<svg[^>]*class="[^"]*qr.*?</svg>|[A-Za-z0-9+/=_-]{12,}|\d{1,2}:\d\d(:\d\d)?|"size": \d+`)
)

// walk follows all links from some pages, one page of each kind, and keeps what
// it is told. Cards with their codes are left out, and the journal, whose lines
// of one moment stand as chance has it; it is read whole in the end.
func (h *hall) walk(who, cookie string, out map[string]string, next ...string) {
	h.Helper()
	seen := map[string]bool{}
	for ; len(next) > 0; next = next[1:] {
		at, err := url.Parse(next[0])
		h.ok(err)
		kind := kindOf(at)
		if seen[kind] || path.Base(at.Path) == "luu-tru.bel" || strings.HasPrefix(kind, "/ban/the") || strings.HasPrefix(kind, "/the/") || strings.HasPrefix(kind, "/ban/nhat-ky") {
			continue
		}
		seen[kind] = true
		text, links := h.told(cookie, next[0])
		if text == "" {
			continue
		}
		out[who+" "+kind] = text
		next = append(next, links...)
	}
}

// told is a page or a file without ids, keys, codes and hours, which chance
// decides, and where it links; what the reader may not see is empty.
func (h *hall) told(cookie, at string) (text string, links []string) {
	h.Helper()
	r, err := http.NewRequestWithContext(h.Context(), http.MethodGet, h.site.URL+"/d/thu-vien"+at, nil)
	h.ok(err)
	res, body := h.ask(r, cookie)
	if res.StatusCode >= 400 {
		return "", nil
	}
	kind := res.Header.Get("Content-Type")
	if strings.HasPrefix(kind, "text/html") {
		for _, m := range linkTo.FindAllStringSubmatch(string(body), -1) {
			if to, ok := strings.CutPrefix(html.UnescapeString(m[1]), "/d/thu-vien/"); ok {
				to, _, _ = strings.Cut(to, "#")
				links = append(links, "/"+to)
			}
		}
	}
	text = strings.ReplaceAll(h.textOf(kind, body), strings.TrimPrefix(h.site.URL, "http://"), "*")
	text = strings.ReplaceAll(text, "AX", "AW") // two tellers, whom papers name in the order of their ids
	return ofChance.ReplaceAllString(text, "*"), links
}

func kindOf(u *url.URL) string {
	parts := strings.Split(u.Path, "/")
	for i, p := range parts {
		if len(p) > 3 && anID.MatchString(p) {
			parts[i] = "*"
		}
	}
	at := strings.Join(parts, "/")
	if x := u.Query().Get("xuat"); x != "" {
		at += "?xuat=" + x
	}
	return at
}

// textOf is what a person reads of a page or a file.
func (h *hall) textOf(kind string, body []byte) string {
	h.Helper()
	switch {
	case strings.HasPrefix(kind, "application/pdf"):
		cmd := exec.Command("pdftotext", "-", "-")
		cmd.Stdin = bytes.NewReader(body)
		text, err := cmd.Output()
		h.ok(err)
		return string(text)
	case bytes.HasPrefix(body, []byte("PK")):
		z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
		h.ok(err)
		var all strings.Builder
		for _, f := range z.File {
			if strings.HasSuffix(f.Name, ".bel") {
				continue
			}
			r, err := f.Open()
			h.ok(err)
			b, err := io.ReadAll(r)
			h.ok(err)
			if strings.HasSuffix(f.Name, ".pdf") {
				all.WriteString(f.Name + "\n" + h.textOf("application/pdf", b))
				continue
			}
			all.WriteString(f.Name + "\n" + h.textOf("", b))
		}
		return all.String()
	}
	return string(body)
}

// sameArchive looks into the archive of the box that anybody may take: it holds
// all ballots and verifies, and of a small way neither decryption nor result.
func (h *hall) sameArchive(small bool) {
	h.Helper()
	raw := h.get(200, "/luu-tru.bel")
	report, err := belenios.Verify(bytes.NewReader(raw), int64(len(raw)), belenios.Options{Name: h.box.UUID + ".bel"})
	h.ok(err)
	if len(report.Counted) == 0 || bytes.Contains(raw, []byte(`"result"`)) == small || bytes.Contains(raw, []byte("decryption_factors")) == small {
		h.Errorf("the archive of %d ballots, small %v, tells its result: %v", len(report.Counted), small, bytes.Contains(raw, []byte(`"result"`)))
	}
}
