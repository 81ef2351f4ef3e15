package kit_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"

	"hoinghi/web/browser"
)

// bench lets a browser work with the scripts of the secret ballot, under the
// policy of the real pages: no inline script, no eval.
type bench struct {
	t     testing.TB
	url   string
	page  *browser.Page
	mu    sync.Mutex
	jobs  map[string]any
	files map[string][]byte
	out   chan answer
}

type answer struct {
	Output json.RawMessage
	Fault  string
}

func newBench(t testing.TB) *bench {
	b := &bench{t: t, jobs: map[string]any{}, files: map[string][]byte{}, out: make(chan answer, 1)}
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'")
		io.WriteString(w, `<!doctype html><title>.</title><script src="/bel.js"></script><script src="/bel-jobs.js"></script>`)
	})
	for _, name := range []string{"bel.js", "bel-jobs.js"} {
		m.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "testdata/"+name) })
	}
	m.HandleFunc("GET /helper.js", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "static/urn-trustee.js") })
	m.HandleFunc("GET /broken.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, "throw new Error('this helper does not start')")
	})
	m.HandleFunc("GET /in/{id}", func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		defer b.mu.Unlock()
		json.NewEncoder(w).Encode(b.jobs[r.PathValue("id")])
	})
	m.HandleFunc("POST /out/{id}", func(_ http.ResponseWriter, r *http.Request) {
		var a answer
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			a.Fault = err.Error()
		}
		b.out <- a
	})
	m.HandleFunc("GET /file/{name}", func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		defer b.mu.Unlock()
		w.Write(b.files[r.PathValue("name")])
	})
	s := httptest.NewServer(m)
	t.Cleanup(s.Close)
	b.url, b.page = s.URL, browser.Start(t).Page(t, 800, 600)
	return b
}

// put serves bytes to the jobs and gives their address.
func (b *bench) put(raw []byte) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	name := fmt.Sprint(len(b.files))
	b.files[name] = raw
	return "/file/" + name
}

func (b *bench) read(file string) string {
	b.t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.put(raw)
}

// work runs one job of testdata/bel-jobs.js.
func work[T any](b *bench, job string, input any) (out T) {
	b.t.Helper()
	b.mu.Lock()
	id := fmt.Sprint(len(b.jobs))
	b.jobs[id] = map[string]any{"job": job, "input": input}
	b.mu.Unlock()
	b.page.Open("about:blank")
	b.page.Open(b.url + "/#" + id)
	select {
	case a := <-b.out:
		if a.Fault != "" {
			b.t.Fatalf("%s: %s", job, a.Fault)
		}
		if err := json.Unmarshal(a.Output, &out); err != nil {
			b.t.Fatalf("%s: %v in %s", job, err, a.Output)
		}
	case <-time.After(5 * time.Minute):
		b.t.Fatalf("%s: no answer; the page says %v", job, b.page.Console())
	}
	return out
}
