package browser_test

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"hoinghi/web/browser"
)

const head = `<!doctype html><html lang="vi"><meta name="viewport" content="width=device-width"><title>Thử</title><link rel="icon" href="data:,"><main><h1>Trang thử</h1>`

// site is a small site with what pages do: forms, slow answers, live changes,
// downloads and mistakes.
func site(t *testing.T) string {
	mux := http.NewServeMux()
	pages := map[string]string{
		"/{$}": head + `<form method="post" action="/said" enctype="multipart/form-data">
			<label>Tên <input name="name" value="cũ"></label>
			<label>Ngày <input type="date" name="day"></label>
			<label>Ý kiến <textarea name="opinion"></textarea></label>
			<label>Khối <select name="unit"><option value="1">Khối A<option value="2">Khối B</select></label>
			<label style="display:block;padding:9px"><input type="checkbox" name="agree" style="appearance:none;width:0;height:0"> Đồng ý</label>
			<label><input type="radio" name="choice" value="yes"> Tán thành</label>
			<label>Tệp <input type="file" name="file"></label>
			<button>  Gửi   ý kiến </button></form>
			<p style="height:3000px">dài</p><a id="far" href="/slow">Trang chậm</a></main>`,
		"/live": head + `<p id="out" style="text-transform:uppercase">chờ</p><button id="b" disabled>Bấm</button>
			<div id="veil" style="position:fixed;inset:0"></div><script>
			const out = document.getElementById('out'), b = document.getElementById('b')
			b.onclick = () => fetch('/late').then(r => r.text()).then(s => { if (confirm('thật?')) out.textContent = s })
			setTimeout(() => { b.disabled = false }, 300)
			setTimeout(() => document.getElementById('veil').remove(), 600)
			new EventSource('/stream').onmessage = e => { out.textContent = e.data }</script></main>`,
		"/bad":  head + `<img src="/none.png"><p style="color:#ddd;background:#fff">mờ</p><script>console.error('hỏng', 7); undefined.x()</script></main>`,
		"/file": head + `<a href="/paper" download>Tải về</a></main>`,
		"/plain": head + `<noscript>Không có kịch bản</noscript><script>document.body.append('Chạy được')</script>
			<form action="/slow"><button>Đi tiếp</button></form></main>`,
	}
	for path, body := range pages {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, body) })
	}
	mux.HandleFunc("POST /said", func(w http.ResponseWriter, r *http.Request) {
		file, _, err := r.FormFile("file")
		if err != nil {
			t.Error(err)
			return
		}
		content, _ := io.ReadAll(file)
		http.SetCookie(w, &http.Cookie{Name: "who", Value: "me", Path: "/"})
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprintf(w, "%s<p id=r>%s|%s|%s|%s|%s|%s|%s</p></main>", head, r.FormValue("name"), r.FormValue("day"), r.FormValue("opinion"),
			r.FormValue("unit"), r.FormValue("agree"), r.FormValue("choice"), content)
	})
	mux.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(700 * time.Millisecond)
		who, err := r.Cookie("who")
		fmt.Fprintf(w, "%s<p id=r>đã đến %v %v</p></main>", head, who, err)
	})
	mux.HandleFunc("GET /late", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(500 * time.Millisecond)
		fmt.Fprint(w, "đã nhận")
	})
	mux.HandleFunc("GET /stream", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, "data: trực tiếp\n\n")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("GET /paper", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="giấy.bin"`)
		w.Write(bytes.Repeat([]byte("giấy"), 50_000))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.CloseClientConnections)
	t.Cleanup(s.Close)
	return s.URL
}

func TestBrowser(t *testing.T) {
	url := site(t)
	b := browser.Start(t)
	t.Run("form", func(t *testing.T) { form(t, b, url) })
	t.Run("live", func(t *testing.T) { live(t, b, url) })
	t.Run("mistakes", func(t *testing.T) { mistakes(t, b, url) })
	t.Run("download", func(t *testing.T) { download(t, b, url) })
	t.Run("no scripts", func(t *testing.T) { noScripts(t, b, url) })
	t.Run("pictures", func(t *testing.T) { pictures(t, b, url) })
	t.Run("failure", func(t *testing.T) { failure(t, b) })
}

func form(t *testing.T, b *browser.Browser, url string) {
	file := filepath.Join(t.TempDir(), "tờ.txt")
	if err := os.WriteFile(file, []byte("nội dung"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := b.Page(t, 360, 740)
	p.Open(url)
	p.Fill("[name=name]", "Nguyễn Thị Hằng")
	p.Fill("[name=day]", "2026-03-02")
	p.Fill("textarea", "một\nhai")
	p.Select("select", "khối b")
	p.Tick("[name=agree]")
	p.Tick("[name=agree]") // already so
	p.Tick("[value=yes]")
	p.Upload("[type=file]", file)
	p.ClickText("gửi ý kiến")
	if got, want := p.Text("#r"), "Nguyễn Thị Hằng|2026-03-02|một hai|2|on|yes|nội dung"; got != want {
		t.Errorf("the form sent %q, want %q", got, want)
	}
	if p.Status() != 422 || len(p.Console()) > 0 {
		t.Errorf("status %d, console %q", p.Status(), p.Console())
	}
	p.Open("/")
	p.Click("#far")
	if got := p.Text("#r"); !strings.Contains(got, "who=me") {
		t.Errorf("after the link: %q, want the cookie", got)
	}
	other := b.Page(t, 360, 740)
	other.Open(url + "/slow")
	if got := other.Text("#r"); strings.Contains(got, "who=me") {
		t.Errorf("another page has the cookie: %q", got)
	}
}

func live(t *testing.T, b *browser.Browser, url string) {
	p := b.Page(t, 1024, 768)
	p.Open(url + "/live")
	p.WaitText("Trực tiếp") // shown in capitals by the style
	p.ClickText("Bấm")      // disabled at first, then under a veil
	if !p.Has("đã nhận") || p.Has("trực tiếp") {
		t.Errorf("the click was not waited for: %q", p.Text("#out"))
	}
	if n := p.Count("button"); n != 1 || !strings.HasSuffix(p.URL(), "/live") {
		t.Errorf("%d buttons at %s", n, p.URL())
	}
}

func mistakes(t *testing.T, b *browser.Browser, url string) {
	p := b.Page(t, 800, 600)
	p.Open(url + "/bad")
	said := strings.Join(p.Console(), "\n")
	for _, want := range []string{"hỏng 7", "none.png", "TypeError"} {
		if !strings.Contains(said, want) {
			t.Errorf("console %q lacks %q", said, want)
		}
	}
	found := strings.Join(p.Axe(), "\n")
	for _, want := range []string{"image-alt", "color-contrast"} {
		if !strings.Contains(found, want) {
			t.Errorf("axe-core says %q, without %q", found, want)
		}
	}
	p.Open(url + "/file")
	if found := p.Axe(); len(found) > 0 {
		t.Errorf("a sound page is said to have %q", found)
	}
}

func download(t *testing.T, b *browser.Browser, url string) {
	p := b.Page(t, 800, 600)
	p.Open(url + "/file")
	for range 2 {
		if got := p.Download("a"); !bytes.Equal(got, bytes.Repeat([]byte("giấy"), 50_000)) {
			t.Errorf("downloaded %d bytes", len(got))
		}
	}
}

func noScripts(t *testing.T, b *browser.Browser, url string) {
	p := b.Page(t, 800, 600).NoJS()
	p.Open(url + "/plain")
	if !p.Has("Không có kịch bản") || p.Has("Chạy được") || p.Count("noscript") != 1 {
		t.Errorf("scripts ran: %q", p.Text("body"))
	}
	p.ClickText("Đi tiếp")
	if !p.Has("đã đến") {
		t.Errorf("the form did not work: %q", p.Text("body"))
	}
	with := b.Page(t, 800, 600)
	with.Open(url + "/plain")
	if with.Has("Không có kịch bản") || !with.Has("Chạy được") {
		t.Errorf("scripts did not run: %q", with.Text("body"))
	}
}

func pictures(t *testing.T, b *browser.Browser, url string) {
	p := b.Page(t, 800, 600)
	p.Open(url)
	p.ShotAt("browser-test", 360, 1440)
	dir := filepath.Join("..", "..", "shots")
	for _, width := range []int{360, 1440} {
		name := filepath.Join(dir, fmt.Sprintf("browser-test-%d.png", width))
		t.Cleanup(func() { os.Remove(name) })
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		c, err := png.DecodeConfig(f)
		if err != nil || c.Width != width || c.Height < 3000 {
			t.Errorf("%s is %d×%d (%v), want the whole page", name, c.Width, c.Height, err)
		}
	}
}

// heard is a test that is allowed to fail, and remembers how.
type heard struct {
	testing.TB
	said chan string
}

func (h heard) Fatalf(format string, args ...any) {
	h.said <- fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func failure(t *testing.T, b *browser.Browser) {
	said := make(chan string, 1)
	go func() {
		p := b.Page(heard{t, said}, 800, 600)
		p.Open("http://127.0.0.1:1/nobody")
		said <- "opened a page that nobody serves"
	}()
	got := <-said
	for _, want := range []string{"127.0.0.1:1/nobody", "ERR_", "picture: ", "page says:"} {
		if !strings.Contains(got, want) {
			t.Errorf("the failure says %q, without %q", got, want)
		}
	}
	_, rest, _ := strings.Cut(got, "picture: ")
	file, _, _ := strings.Cut(rest, "\n")
	if err := os.Remove(file); err != nil {
		t.Errorf("no picture of the failure: %v", err)
	}
}
