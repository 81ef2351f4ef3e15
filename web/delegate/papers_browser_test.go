package delegate_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"hoinghi/web/browser"
)

// What was opened of the documents opens again when the network is gone; what
// was not says so as browsers do, and the door forgets.
func TestDocumentsOpenWithoutANetwork(t *testing.T) {
	w := newWorld(t)
	var cut atomic.Bool
	inner := w.site(w.delegate(lan), lan)
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if cut.Load() {
			panic(http.ErrAbortHandler)
		}
		inner.ServeHTTP(rw, r)
	}))
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	p := browser.Start(t).Page(t, 360, 740)
	p.Open(s.URL + base + "/dai-bieu/tai-lieu")
	for end := time.Now().Add(browser.Patience); !p.Has("Chương trình") || !kept(p); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the worker keeps nothing")
		}
		p.Open(s.URL + base + "/dai-bieu/chuong-trinh")
	}
	shown := p.Text("main h1")
	cut.Store(true)
	s.CloseClientConnections()
	p.Open(s.URL + base + "/dai-bieu/chuong-trinh")
	if got := p.Text("main h1"); got != shown {
		t.Errorf("without a network the page says %q, before %q", got, shown)
	}
	p.Shot("delegate-offline")
}

func kept(p *browser.Page) bool {
	return p.Kept("hoinghi-papers", "/dai-bieu/chuong-trinh")
}
