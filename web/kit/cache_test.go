package kit_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hoinghi/access"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const newspaper live.Topic = "newspaper"

// shop is a handler behind a cache, which counts how often it draws.
type shop struct {
	*testing.T
	cache kit.Cache
	drawn atomic.Int64
	now   time.Time
	until time.Time
	site  kit.Site
	draw  func(v *kit.Visit) // before a page is kept
	fault error
}

func newShop(t *testing.T) *shop {
	s := &shop{T: t, now: time.Date(2026, 1, 23, 9, 0, 0, 0, locale.Zone)}
	s.cache = kit.Cache{Most: 1 << 20, Age: 30 * time.Second, Topics: []live.Topic{newspaper}}
	clock := func() time.Time { return s.now }
	s.site = kit.Site{DB: &store.DB{Bus: new(live.Bus)}, Log: slog.New(slog.DiscardHandler), Now: clock, Wall: clock}
	return s
}

// get asks for an address; change makes the visit another's.
func (s *shop) get(address string, change func(*http.Request, *kit.Visit)) *http.Response {
	r := httptest.NewRequest("GET", address, nil)
	v := &kit.Visit{Site: &s.site, W: locale.In("vi"), Who: access.Public("a"), Place: kit.Place{ID: "a", Base: "/d/a"}}
	if change != nil {
		change(r, v)
	}
	r = r.WithContext(kit.With(r.Context(), v))
	w := httptest.NewRecorder()
	err := s.cache.Keeping(func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		n := s.drawn.Add(1)
		if s.fault != nil {
			return s.fault
		}
		key := fmt.Sprint("key", n)
		k := kit.NewKept(v, fmt.Sprintf("<p>%s of %s by %q %s.", r.URL, v.Place.ID, v.Who.Person, key), key, func() string { return fmt.Sprint("fresh", s.drawn.Load()) })
		k.Until = s.until
		if s.draw != nil {
			s.draw(v)
		}
		kit.Keep(r.Context(), k)
		return k.Serve(w, r, v)
	})(w, r, v)
	if !errors.Is(err, s.fault) {
		s.Error(err)
	}
	return w.Result()
}

// draws reports whether an address is drawn anew.
func (s *shop) draws(address string, change func(*http.Request, *kit.Visit)) bool {
	before := s.drawn.Load()
	s.get(address, change)
	return s.drawn.Load() > before
}

func TestAPageIsDrawnOnceForStrangers(t *testing.T) {
	s := newShop(t)
	if !s.draws("/tin", nil) || s.draws("/tin", nil) {
		t.Fatal("not kept")
	}
	for name, change := range map[string]func(*http.Request, *kit.Visit){
		"query":        func(r *http.Request, _ *kit.Visit) { r.URL.RawQuery = "trang=2" },
		"path":         func(r *http.Request, _ *kit.Visit) { r.URL.Path = "/" },
		"organisation": func(_ *http.Request, v *kit.Visit) { v.Place.ID = "b"; v.Who = access.Public("b") },
		"name":         func(_ *http.Request, v *kit.Visit) { v.Place.Name = "B" },
		"base":         func(_ *http.Request, v *kit.Visit) { v.Place.Base = "" },
		"host":         func(r *http.Request, _ *kit.Visit) { r.Host = "b.vn" },
		"scheme":       func(r *http.Request, _ *kit.Visit) { r.Header.Set("X-Forwarded-Proto", "https") },
		"language":     func(_ *http.Request, v *kit.Visit) { v.W = locale.In("en") },
	} {
		if !s.draws("/tin", change) {
			t.Errorf("another %s got the same page", name)
		}
		if s.draws("/tin", change) {
			t.Errorf("another %s: not kept", name)
		}
	}
	for name, change := range map[string]func(*http.Request, *kit.Visit){
		"signed in": func(_ *http.Request, v *kit.Visit) { v.Who.Person = "p" },
		"look":      func(_ *http.Request, v *kit.Visit) { v.Root = "big" },
		"cookie":    func(r *http.Request, _ *kit.Visit) { r.Header.Set("Cookie", "lang=vi; hoinghi=old") },
		"post":      func(r *http.Request, _ *kit.Visit) { r.Method = "POST" },
		"long":      func(r *http.Request, _ *kit.Visit) { r.URL.RawQuery = "tim=" + strings.Repeat("a", 10_000) },
	} {
		for _, time := range []string{"first", "second"} {
			if !s.draws("/tin", change) {
				t.Errorf("%s: the %s time it was served from the cache", name, time)
			}
		}
	}
	if s.draws("/tin", nil) {
		t.Error("forgotten meanwhile")
	}
	s.fault = errors.New("broken")
	for range 2 {
		if !s.draws("/x", nil) {
			t.Error("a fault was kept")
		}
	}
}

func TestAPageEnds(t *testing.T) {
	s := newShop(t)
	for name, end := range map[string]func(){
		"news":  func() { s.site.DB.Bus.Publish("a", newspaper) },
		"age":   func() { s.now = s.now.Add(30 * time.Second) },
		"until": func() { s.now = s.now.Add(5 * time.Second) },
		"past":  func() { s.now = s.now.Add(-time.Minute) },
		"many":  func() { s.site.DB.Bus.Publish("a", slicesOf(newspaper, 50)...) },
	} {
		if s.until = (time.Time{}); name == "until" {
			s.until = s.now.Add(5 * time.Second)
		}
		s.get("/"+name, nil)
		if s.now = s.now.Add(time.Second); s.draws("/"+name, nil) {
			t.Errorf("%s: gone before", name)
		}
		s.site.DB.Bus.Publish("b", newspaper)
		s.site.DB.Bus.Publish("a", "another")
		if s.draws("/"+name, nil) {
			t.Errorf("%s: gone for another's news", name)
		}
		if end(); !s.draws("/"+name, nil) {
			t.Errorf("%s: still there", name)
		}
	}
}

func slicesOf(t live.Topic, n int) (all []live.Topic) {
	for range n {
		all = append(all, t)
	}
	return all
}

// A page that was read before a change and drawn after it is not kept.
func TestNewsWhileAPageIsDrawn(t *testing.T) {
	s := newShop(t)
	s.draw = func(*kit.Visit) { s.site.DB.Bus.Publish("a", newspaper) }
	s.get("/", nil)
	s.draw = nil
	if !s.draws("/", nil) || s.draws("/", nil) {
		t.Error("a page older than the news was kept")
	}
}

func TestMemoryIsBounded(t *testing.T) {
	s := newShop(t)
	s.cache.Most = 10 * 700
	for i := range 100 {
		s.get(fmt.Sprint("/", i), nil)
		s.get("/often", nil)
	}
	if s.draws("/often", nil) || s.draws("/99", nil) || !s.draws("/0", nil) {
		t.Error("what is asked for often goes, or what is not stays")
	}
	s.cache.Most = 10
	for range 2 {
		if !s.draws("/big", nil) {
			t.Error("a page larger than all memory was kept")
		}
	}
}

// Many who come at once wait for one drawing.
func TestOneDrawsForMany(t *testing.T) {
	s := newShop(t)
	var group sync.WaitGroup
	gate := make(chan struct{})
	s.draw = func(*kit.Visit) { <-gate }
	for range 50 {
		group.Go(func() { s.get("/", nil) })
	}
	close(gate)
	group.Wait()
	if n := s.drawn.Load(); n != 1 {
		t.Errorf("drawn %d times", n)
	}
	ctx, leave := context.WithCancel(context.Background())
	leave()
	s.draw = func(*kit.Visit) {
		s.draw = nil
		s.get("/slow", func(r *http.Request, _ *kit.Visit) { *r = *r.WithContext(ctx); s.fault = context.Canceled })
		s.fault = nil
	}
	s.get("/slow", nil) // the one who left did not draw, nor wait for ever
	if n := s.drawn.Load(); n != 2 {
		t.Errorf("drawn %d times", n)
	}
}

// The part of a form that each reader gets anew is never the one that was
// drawn into the page, compressed or not, and the tag does not tell it.
func TestEachReaderHasAKeyOfHisOwn(t *testing.T) {
	s := newShop(t)
	s.get("/", nil)
	s.drawn.Store(41)
	zip := func(r *http.Request, _ *kit.Visit) { r.Header.Set("Accept-Encoding", "br, gzip") }
	plain, packed := s.get("/", nil), s.get("/", zip)
	want := `<p>/ of a by "" fresh41.`
	if got, _ := io.ReadAll(plain.Body); string(got) != want {
		t.Errorf("%s", got)
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil || packed.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal(err, packed.Header)
	}
	if got, err := io.ReadAll(z); string(got) != want || err != nil {
		t.Errorf("%s %v", got, err)
	}
	if plain.Header.Get("Vary") != "Cookie, Accept-Encoding" || plain.Header.Get("ETag") != packed.Header.Get("ETag") {
		t.Errorf("%v %v", plain.Header, packed.Header)
	}
	s.now = s.now.Add(7 * time.Second)
	again := s.get("/", func(r *http.Request, _ *kit.Visit) { r.Header.Set("If-None-Match", `"x", `+plain.Header.Get("ETag")) })
	if again.StatusCode != http.StatusNotModified || again.Header.Get("Age") != "7" {
		t.Errorf("%d %v", again.StatusCode, again.Header)
	}
}

// Whatever the parts are, what is unpacked is what was written.
func TestPackedIsWhatWasWritten(t *testing.T) {
	s := newShop(t)
	rapid.Check(t, func(t *rapid.T) {
		before, after := rapid.StringN(0, 3000, -1).Draw(t, "before"), rapid.StringN(0, 3000, -1).Draw(t, "after")
		fresh := rapid.StringN(0, 300, -1).Draw(t, "fresh")
		v := &kit.Visit{Site: &s.site, W: locale.In("vi")}
		k := kit.NewKept(v, before+"\x00key\x00"+after, "\x00key\x00", func() string { return fresh })
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		if err := k.Serve(w, r, v); err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); string(got) != before+fresh+after || err != nil {
			t.Fatalf("%q %v", got, err)
		}
	})
}
