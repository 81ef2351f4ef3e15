package cli_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var wayIn = regexp.MustCompile(`href="(/d/[a-z-]+-dien-tap/(?:man-chieu|the)/[^"?]+)`)

// A rehearsal is begun from its page in a running program: its pages are served
// beside the record's, signing in there leaves one signed in here, and nothing
// of it is left when it is stopped.
func TestRehearsalBesideTheRecord(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	data := t.TempDir()
	cmd, d := demo(t, "--data", data)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	read := func(r *http.Response, err error) (int, string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, _ := io.ReadAll(r.Body)
		return r.StatusCode, string(b)
	}
	at := slices.IndexFunc(d.People, func(p struct{ Role, Name, URL string }) bool { return p.Role == "secretary" })
	read(c.Get(d.People[at].URL))
	before := rows(t, "--data", data)
	status, page := read(c.PostForm(d.URL+"ban/dien-tap", url.Values{"pace": {"0"}}))
	for n := 0; n < 600 && !strings.Contains(page, "Báo cáo diễn tập"); n++ {
		time.Sleep(100 * time.Millisecond)
		status, page = read(c.Get(d.URL + "ban/dien-tap"))
	}
	ways := wayIn.FindAllStringSubmatch(page, -1)
	if status != http.StatusOK || len(ways) < 4 {
		t.Fatalf("status %d, ways in %v\n%.3000s", status, ways, page)
	}
	u, _ := url.Parse(d.URL)
	host := u.Scheme + "://" + u.Host
	for _, w := range ways {
		if status, in := read(c.Get(host + w[1])); status != http.StatusOK || !strings.Contains(in, "DIỄN TẬP") {
			t.Errorf("%s answers %d, or does not say that it is a rehearsal", w[1], status)
		}
	}
	if status, page = read(c.Get(d.URL + "ban/dien-tap")); status != http.StatusOK || !strings.Contains(page, "Đóng và xóa bản sao") {
		t.Errorf("signing in to the copy signs out of the record: %d", status)
	}
	stream, err := c.Get(host + ways[0][1] + "/truc-tiep") // open while the copy goes
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	read(c.PostForm(d.URL+"ban/dien-tap/dung", nil))
	if status, _ := read(c.Get(host + ways[0][1])); status != http.StatusNotFound {
		t.Errorf("the copy still answers: %d", status)
	}
	if left, _ := filepath.Glob(filepath.Join(tmp, "hoinghi-dien-tap-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if after := rows(t, "--data", data); !slices.Equal(before, after) {
		t.Error("the rehearsal left a trace in the record")
	}
	read(c.PostForm(d.URL+"ban/dien-tap", url.Values{"pace": {"10"}})) // goes on while the program is stopped
	if took := stop(t, cmd); took > 15*time.Second {
		t.Errorf("stopping took %v", took)
	}
	if left, _ := filepath.Glob(filepath.Join(tmp, "hoinghi-dien-tap-*")); len(left) > 0 {
		t.Errorf("left behind by a program that was stopped: %v", left)
	}
}
