package main

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
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
	w := &walk{t: t, client: &http.Client{Jar: jar}, host: u.Host, seen: map[string]bool{}}
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
			w.broken = append(w.broken, fmt.Sprintf("%s: %s %v", next[0], r.Status, err))
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
			}
		}
	}
}

// readers are the eyes that look at the demo; what an earlier one has seen is
// not looked at again.
var readers = []string{"", "delegate", "secretary", "head", "presidium", "editor", "admin"}

// TestEveryPage opens a page of every kind that a link of the demo leads to and
// asks of each: does it answer, does axe-core find nothing, does the console
// stay silent, does nothing stick out on a phone.
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
	looked := map[string]bool{}
	for _, role := range readers {
		start := d.URL
		if role != "" {
			i := slices.IndexFunc(d.People, func(p door) bool { return p.Role == role })
			if i < 0 {
				continue
			}
			start = d.People[i].URL
		}
		w := newWalk(t, start)
		for _, line := range w.broken {
			t.Errorf("%s: a link leads nowhere: %s", role, line)
		}
		tab := b.Page(t, 1440, 1000)
		tab.Open(start)
		for _, at := range w.pages {
			u, _ := url.Parse(at)
			if k := kindOf(u); !looked[k] && !strings.Contains(u.Path, "/the/") {
				looked[k] = true
				look(t, tab, role, at)
			}
		}
		for _, bad := range tab.Console() {
			t.Errorf("%s: the browser complains: %s", role, bad)
		}
	}
	if len(looked) < 60 {
		t.Errorf("only %d kinds of pages were seen", len(looked))
	}
	t.Logf("%d kinds of pages", len(looked))
}

func look(t *testing.T, tab *browser.Page, role, at string) {
	t.Helper()
	tab.Open(at)
	for _, bad := range tab.Axe() {
		t.Errorf("%s %s: axe: %s", role, at, bad)
	}
	if out := tab.SticksOut(360); out != "" {
		t.Errorf("%s %s: sticks out of a phone: %s", role, at, out)
	}
	u, _ := url.Parse(at)
	name := strings.Trim(strings.NewReplacer("/", "-", "*", "x").Replace(kindOf(u)), "-")
	tab.ShotAt("page-"+role+"-"+name, 360, 1440)
}
