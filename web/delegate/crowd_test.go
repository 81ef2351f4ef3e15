package delegate_test

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/delegate"
	"hoinghi/web/kit"
)

// hallServer serves all readers from one site, on a real port, as the program
// does: the reader is named in a header.
func (w *world) hallServer(who map[string]access.Actor) string {
	var mux kit.Mux
	delegate.Routes(&mux)
	now := func() time.Time { return time.Date(2026, 1, 23, 3, 0, 0, 0, time.UTC) }
	done := make(chan struct{})
	site := &kit.Site{DB: w.db, Log: slog.New(slog.NewTextHandler(w.Output(), nil)), Now: now, Wall: time.Now, Done: done}
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		name := r.Header.Get("Reader")
		v := &kit.Visit{Site: site, W: locale.In("vi"), Who: who[name], Name: strings.TrimSuffix(name, "*"), Place: kit.Place{ID: w.org.ID, Slug: "tv", Name: w.org.Name, Short: w.org.Short, Base: base}}
		in := r.Clone(kit.With(r.Context(), v))
		in.URL.Path = strings.TrimPrefix(r.URL.Path, base)
		v.URL = in.URL.RequestURI()
		mux.ServeHTTP(rw, in)
	}))
	w.Cleanup(s.Close)
	w.Cleanup(func() { close(done) })
	return s.URL
}

// phone is an open stream that keeps the last of each part.
type phone struct {
	mu    sync.Mutex
	parts map[string]string
	beats int
}

var outer = regexp.MustCompile(`^<[a-z]+[^>]*\bid="([a-z]+)"`)

func (w *world) phone(url, reader, path string) *phone {
	w.Helper()
	q, err := http.NewRequestWithContext(w.Context(), "GET", url+base+path, nil)
	w.ok(err)
	q.Header.Set("Reader", reader)
	a, err := http.DefaultClient.Do(q)
	w.ok(err)
	if a.StatusCode != 200 || a.Header.Get("Content-Type") != "text/event-stream" {
		w.Fatalf("%s: %s %s", reader, a.Status, a.Header)
	}
	p := &phone{parts: map[string]string{}}
	go func() {
		defer a.Body.Close()
		lines := bufio.NewReader(a.Body)
		var data strings.Builder
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			if text, ok := strings.CutPrefix(line, "data: "); ok {
				data.WriteString(text)
			} else if line == "\n" {
				p.put(data.String())
				data.Reset()
			}
		}
	}()
	return p
}

// put keeps the elements of one event, cut where the next one with an id begins.
func (p *phone) put(html string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.beats++
	for _, el := range elements(html) {
		p.parts[outer.FindStringSubmatch(el)[1]] = el
	}
}

var start = regexp.MustCompile(`<(section|nav)[^>]*\bid="(now|here|quorum|papers|act|outcome)"`)

func elements(html string) (list []string) {
	for _, at := range start.FindAllStringSubmatchIndex(html, -1) {
		tag := html[at[2]:at[3]]
		if end := strings.Index(html[at[0]:], "</"+tag+">"); end > 0 {
			list = append(list, strings.TrimSpace(html[at[0]:at[0]+end]))
		}
	}
	return list
}

func (p *phone) shown() map[string]string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.parts)
}

// page is the same parts as a reload shows them.
func (w *world) page(url, reader, path string) map[string]string {
	w.Helper()
	q, _ := http.NewRequest("GET", url+base+path, nil)
	q.Header.Set("Reader", reader)
	a, err := http.DefaultClient.Do(q)
	w.ok(err)
	defer a.Body.Close()
	b, _ := io.ReadAll(a.Body)
	parts := map[string]string{}
	for _, el := range elements(string(b)) {
		parts[outer.FindStringSubmatch(el)[1]] = el
	}
	if len(parts) < 3 {
		w.Fatalf("%s: page has %d parts: %.300s", reader, len(parts), b)
	}
	return parts
}

// same waits until each phone shows what a reload would show its own reader.
func (w *world) same(when, url, path string, phones map[string]*phone) {
	w.Helper()
	for reader, p := range phones {
		var want, got map[string]string
		for range 100 {
			if want, got = w.page(url, reader, path), p.shown(); maps.Equal(want, got) {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		for id := range want {
			if got[id] != want[id] {
				w.Errorf("%s, %s: part %s\nstreamed %.300s\nreloaded %.300s", when, reader, id, got[id], want[id])
			}
		}
	}
}

// What a crowd is sent is, for each of its readers and at every step of the
// hall, exactly what their own page shows: shared bytes leak nothing and forget
// nothing.
func TestACrowdSeesWhatEachWouldSee(t *testing.T) {
	w := newWorld(t)
	who := map[string]access.Actor{}
	for _, n := range names {
		who[n] = w.delegate(n)
	}
	who[hung] = access.Actor{Org: w.org.ID, Person: w.people[hung], Roles: []access.Role{access.Teller, access.Delegate}}
	who["Khách"] = access.Actor{Org: w.org.ID, Person: "guest", Roles: []access.Role{access.Guest}}
	who["Người ngoài"] = access.Actor{Org: w.org.ID, Person: "other", Roles: []access.Role{access.Delegate}}
	url := w.hallServer(who)
	now := map[string]*phone{}
	for n := range who {
		now[n] = w.phone(url, n, "/dai-bieu/truc-tiep")
	}
	w.same("before", url, "/dai-bieu", now)
	w.begin(4)
	w.same("begun", url, "/dai-bieu", now)
	ask := func(name string) func(*store.Tx) error {
		return func(tx *store.Tx) error { return conference.Ask(tx, w.conf, "Ý kiến") }
	}
	w.do(w.delegate(lan), ask(lan))
	w.do(w.delegate(oanh), ask(oanh))
	w.same("queue", url, "/dai-bieu", now)
	var queue []conference.Speaker
	w.do(w.machine(), func(tx *store.Tx) (err error) {
		if queue, err = conference.Speakers(tx, w.conf); err != nil {
			return err
		}
		return conference.Call(tx, queue[0].ID, time.Minute)
	})
	w.same("speaking", url, "/dai-bieu", now)
	id := w.openVote("phone")
	vote := map[string]*phone{}
	for n := range who {
		vote[n] = w.phone(url, n, "/dai-bieu/bieu-quyet/"+id+"/truc-tiep")
	}
	w.same("vote opened", url, "/dai-bieu", now)
	w.same("vote opened", url, "/dai-bieu/bieu-quyet/"+id, vote)
	for name, choice := range map[string]string{lan: ballot.For, hung: ballot.Against} {
		w.do(who[name], func(tx *store.Tx) error { _, err := ballot.Cast(tx, id, choice); return err })
	}
	w.same("vote cast", url, "/dai-bieu/bieu-quyet/"+id, vote)
	w.closeVote(id)
	w.same("vote closed", url, "/dai-bieu", now)
	w.same("vote closed", url, "/dai-bieu/bieu-quyet/"+id, vote)
	w.do(w.machine(), func(tx *store.Tx) error { return conference.End(tx, w.conf) })
	w.same("over", url, "/dai-bieu", now)
}

// A stream whose reader hangs up leaves nothing behind, and who may not attend
// gets no stream.
func TestACrowdLetsGo(t *testing.T) {
	w := newWorld(t)
	who := map[string]access.Actor{lan: w.delegate(lan), "Không ai": access.Public(w.org.ID)}
	url := w.hallServer(who)
	topic := conference.Topic(w.conf)
	before := runtime.NumGoroutine()
	client := &http.Client{Transport: &http.Transport{}}
	var answers []*http.Response
	for range 50 {
		q, _ := http.NewRequest("GET", url+base+"/dai-bieu/truc-tiep", nil)
		q.Header.Set("Reader", lan)
		a, err := client.Do(q)
		w.ok(err)
		answers = append(answers, a)
	}
	if n := w.db.Bus.Listeners(w.org.ID, topic); n != 50 {
		t.Errorf("%d pages are counted, want 50", n)
	}
	for _, a := range answers {
		a.Body.Close()
	}
	wait := func(what string, ok func() bool) {
		t.Helper()
		for range 250 {
			if ok() {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Error(what)
	}
	wait("pages that left are still counted", func() bool { return w.db.Bus.Listeners(w.org.ID, topic) == 0 })
	client.CloseIdleConnections()
	wait(fmt.Sprintf("more goroutines than the %d before", before), func() bool { return runtime.NumGoroutine() <= before+5 })
	q, _ := http.NewRequest("GET", url+base+"/dai-bieu/truc-tiep", nil)
	q.Header.Set("Reader", "Không ai")
	a, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(q)
	w.ok(err)
	a.Body.Close()
	if a.StatusCode != http.StatusSeeOther {
		t.Errorf("a stranger gets %s, want the way in", a.Status)
	}
}
