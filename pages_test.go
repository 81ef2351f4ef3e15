package main

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"hoinghi/web/browser"
)

// door is a way into the demo, as demo --json prints it.
type door struct{ Role, Name, URL string }

// walk follows every link that one reader of the demo can see, a page of each
// kind, and keeps those that are pages.
type walk struct {
	t      *testing.T
	client *http.Client
	host   string
	seen   map[string]bool
	from   map[string]string // the page that a link was found on
	broken []string
	pages  []string // addresses, one of each kind
}

var (
	href   = regexp.MustCompile(`<a\s[^>]*href="([^"]+)"`)
	someID = regexp.MustCompile(`^[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*$`)
)

// kindOf is an address without what tells one page of a kind from another:
// the names of rules, articles and people in the path, and the query.
func kindOf(u *url.URL) string {
	parts := strings.Split(u.Path, "/")
	for i, p := range parts {
		if i > 0 && slices.Contains(many, parts[i-1]) || someID.MatchString(p) && len(p) > 3 {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

// many are the parents of pages that are alike.
var many = []string{"luat", "tin"}

func newWalk(t *testing.T, start string) *walk {
	jar, _ := cookiejar.New(nil)
	u, err := url.Parse(start)
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{t: t, client: &http.Client{Jar: jar}, host: u.Host, seen: map[string]bool{}, from: map[string]string{}}
	w.follow(start)
	return w
}

// follow goes breadth first.
func (w *walk) follow(start string) {
	w.t.Helper()
	for next := []string{start}; len(next) > 0; next = next[1:] {
		u, err := url.Parse(next[0])
		if err != nil || u.Host != w.host || w.seen[kindOf(u)] || strings.Contains(u.Path, "/static/") || u.Query().Has("xuat") {
			continue
		}
		w.seen[kindOf(u)] = true
		r, err := w.client.Get(next[0])
		if err != nil {
			w.t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != 200 {
			w.broken = append(w.broken, fmt.Sprintf("%s on %s: %s %v", next[0], w.from[next[0]], r.Status, err))
			continue
		}
		at := r.Request.URL
		w.seen[kindOf(at)] = true
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			continue
		}
		w.pages = append(w.pages, at.String())
		for _, m := range href.FindAllStringSubmatch(string(body), -1) {
			if to, err := at.Parse(html.UnescapeString(m[1])); err == nil {
				to.Fragment = ""
				next = append(next, to.String())
				if w.from[to.String()] == "" {
					w.from[to.String()] = at.Path
				}
			}
		}
	}
}

// readers are the eyes that look at the demo; what one has looked at the
// others pass by.
var readers = []string{"", "delegate", "secretary", "head", "presidium", "editor", "admin"}

// TestEveryPage opens a page of every kind that a link of the demo leads to and
// asks of each: does it answer, does axe-core find nothing, does the console
// stay silent, does nothing stick out on a phone. HOINGHI_SHOTS keeps pictures.
func TestEveryPage(t *testing.T) {
	s := serveDemo(t)
	var d struct {
		URL, Screen string
		People      []door
	}
	if err := json.Unmarshal([]byte(strings.SplitN(s.said(), "\n", 2)[0]), &d); err != nil {
		t.Fatalf("%v: %s", err, s.said())
	}
	b := browser.Start(t)
	var looked sync.Map
	t.Run("readers", func(t *testing.T) {
		for _, role := range readers {
			start := d.URL
			if role != "" {
				i := slices.IndexFunc(d.People, func(p door) bool { return p.Role == role })
				if i < 0 {
					t.Fatalf("the demo has no door for a %s", role)
				}
				start = d.People[i].URL
			}
			t.Run("as "+role, func(t *testing.T) {
				t.Parallel()
				readAll(t, b, start, &looked)
			})
		}
	})
	n := 0
	looked.Range(func(any, any) bool { n++; return true })
	if n < 60 {
		t.Errorf("only %d kinds of pages were seen", n)
	}
	t.Logf("%d kinds of pages", n)
}

// readAll follows every link from a door and looks at the pages that nobody has
// looked at.
func readAll(t *testing.T, b *browser.Browser, start string, looked *sync.Map) {
	w := newWalk(t, start)
	for _, line := range w.broken {
		t.Errorf("a link leads nowhere: %s", line)
	}
	tab := b.Page(t, 1440, 1000)
	tab.Open(start)
	for _, at := range w.pages {
		u, _ := url.Parse(at)
		if _, done := looked.LoadOrStore(kindOf(u), true); !done && !strings.Contains(u.Path, "/the/") {
			look(t, tab, at)
		}
	}
	for _, bad := range tab.Console() {
		t.Errorf("the browser complains: %s", bad)
	}
}

func look(t *testing.T, tab *browser.Page, at string) {
	t.Helper()
	tab.Open(at)
	for _, bad := range tab.Axe() {
		t.Errorf("%s: axe: %s", at, bad)
	}
	if out := tab.SticksOut(360); out != "" {
		t.Errorf("%s: sticks out of a phone: %s", at, out)
	}
	if os.Getenv("HOINGHI_SHOTS") != "" {
		u, _ := url.Parse(at)
		name := strings.Trim(strings.NewReplacer("/", "-", "*", "x").Replace(kindOf(u)), "-")
		tab.ShotAt("page-"+name, 360, 1440)
	}
}
