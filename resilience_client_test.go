package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

const patience = 2 * time.Minute // of one wait; the machine of a check is small and busy

// device is a browser with a page of the product open. It sends forms again
// with the same key until they are answered, holds one event stream that comes
// back whenever it breaks, and keeps the last of each part, as the scripts do.
type device struct {
	name, base string
	http       http.Client
	wires      http.Transport
	clock      time.Duration // how far its own clock is off

	mu    sync.Mutex
	path  string
	parts map[string]string
	news  chan struct{} // closed when parts change
	leave context.CancelFunc
	came  int // streams that were opened
}

func newDevice(name, base string) *device {
	jar, _ := cookiejar.New(nil)
	d := &device{name: name, base: base + "/d/thu-vien", news: make(chan struct{})}
	d.http = http.Client{Jar: jar, Transport: &d.wires, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return d
}

func (d *device) now() time.Time { return time.Now().Add(d.clock) }

// answer is what the program said.
type answer struct {
	status int
	body   string
	head   http.Header
}

// ask sends once; an error is a broken link. A form's answer counts from its
// head on, a page must be whole.
func (d *device) ask(method, path string, form url.Values) (a answer, err error) {
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	q, err := http.NewRequestWithContext(ctx, method, d.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return a, err
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("X-Send", "1")
	q.Header.Set("Date", d.now().UTC().Format(http.TimeFormat))
	r, err := d.http.Do(q)
	if err != nil {
		return a, err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if method == "POST" && r.StatusCode < 400 {
		err = nil
	}
	return answer{r.StatusCode, string(b), r.Header}, err
}

// do asks until there is an answer, as send.ts does.
func (d *device) do(method, path string, form url.Values) (a answer, err error) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		a, err = d.ask(method, path, form)
		if err == nil && a.status != 429 && a.status < 502 {
			return a, nil
		}
		time.Sleep(time.Duration(15+rand.IntN(30)) * time.Millisecond)
	}
	return a, fmt.Errorf("%s: %s %s: gave up at %d: %v", d.name, method, path, a.status, err)
}

// send posts a form with a key of its own and wants it taken.
func (d *device) send(path string, form url.Values) error {
	form.Set("once", fmt.Sprint(rand.Uint64()))
	a, err := d.do("POST", path, form)
	if err == nil && a.status >= 400 {
		err = fmt.Errorf("%s: %s answers %d: %.300s", d.name, path, a.status, plain(a.body))
	}
	return err
}

// signIn shows a card until the program lets its holder in. Each answer that
// was lost was a try, so a hall on a bad network may be told to wait.
func (d *device) signIn(card string) error {
	for late := time.Now().Add(patience); ; time.Sleep(time.Second) {
		a, err := d.do("GET", "/the/"+card, nil)
		if err == nil && a.status < 400 {
			return nil
		}
		wait := strings.Contains(plain(a.body), "Đã thử quá nhiều lần")
		if err != nil || !wait || time.Now().After(late) {
			return fmt.Errorf("%s: sign in: %d %v", d.name, a.status, err)
		}
	}
}

var liveAt = regexp.MustCompile(`data-live="/d/thu-vien([^"]+)"`)

// open goes to a page and follows it.
func (d *device) open(t *testing.T, path string) error {
	a, err := d.do("GET", path, nil)
	if err != nil || a.status != 200 {
		return fmt.Errorf("%s: open %s: %d %v", d.name, path, a.status, err)
	}
	at := liveAt.FindStringSubmatch(a.body)
	if at == nil {
		return fmt.Errorf("%s: %s is no live page", d.name, path)
	}
	d.close()
	ctx, leave := context.WithCancel(t.Context())
	d.mu.Lock()
	d.path, d.parts, d.leave = path, map[string]string{}, leave
	d.mu.Unlock()
	go d.follow(ctx, html.UnescapeString(at[1]))
	return nil
}

func (d *device) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.leave != nil {
		d.leave()
	}
}

// follow holds the stream for ever. It comes back sooner than a browser does,
// so that the test is short.
func (d *device) follow(ctx context.Context, path string) {
	for ctx.Err() == nil {
		d.stream(ctx, path)
		time.Sleep(time.Duration(10+rand.IntN(40)) * time.Millisecond)
	}
}

func (d *device) stream(ctx context.Context, path string) {
	q, _ := http.NewRequestWithContext(ctx, "GET", d.base+path, nil)
	q.Header.Set("Accept", "text/event-stream")
	r, err := d.http.Do(q)
	if err != nil {
		return
	}
	defer r.Body.Close()
	if r.Header.Get("Content-Type") != "text/event-stream" {
		return
	}
	d.mu.Lock()
	d.came++
	d.mu.Unlock()
	kind, data := "", ""
	for lines := bufio.NewReader(r.Body); ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return // an event that is not whole is none
		}
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch name {
		case "event":
			kind = value
		case "data":
			data += value + "\n"
		case "":
			if kind == "part" {
				d.put(ctx, elements(data))
			}
			kind, data = "", ""
		}
	}
}

func (d *device) put(ctx context.Context, parts map[string]string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if ctx.Err() == nil {
		maps.Copy(d.parts, parts)
		close(d.news)
		d.news = make(chan struct{})
	}
}

// picture is what the page shows now, by part.
func (d *device) picture() map[string]string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.parts)
}

// shown is all that the page shows now, in words.
func (d *device) shown() string {
	all := ""
	for id, part := range d.picture() {
		all += id + ": " + plain(part) + "\n"
	}
	return all
}

// sees waits until the page shows a text, with what the stream has brought. It
// looks when something came and not before: sixty that look all the time would
// leave a small machine nothing to serve them with.
func (d *device) sees(text string) error {
	late := time.After(patience)
	for {
		d.mu.Lock()
		parts, news := maps.Clone(d.parts), d.news
		d.mu.Unlock()
		for _, part := range parts {
			if strings.Contains(plain(part), text) {
				return nil
			}
		}
		select {
		case <-news:
		case <-late:
			return fmt.Errorf("%s never sees %q in %s", d.name, text, d.shown())
		}
	}
}

var outermost = regexp.MustCompile(`<([a-z]+)[^>]*?\bid="([a-z-]+)"[^>]*>`)

// elements cuts HTML into its outermost elements with an id; of a whole page
// that is too coarse, there element finds the one that is wanted.
func elements(text string) map[string]string {
	parts := map[string]string{}
	for {
		at := outermost.FindStringSubmatchIndex(text)
		if at == nil {
			return parts
		}
		el := balanced(text[at[0]:], text[at[2]:at[3]])
		parts[text[at[4]:at[5]]] = still(el)
		text = text[at[0]+len(el):]
	}
}

func element(page, id string) string {
	at := regexp.MustCompile(`<([a-z]+)[^>]*?\bid="` + id + `"[^>]*>`).FindStringSubmatchIndex(page)
	if at == nil {
		return ""
	}
	return still(balanced(page[at[0]:], page[at[2]:at[3]]))
}

// balanced is the element that text begins with.
func balanced(text, tag string) string {
	depth := 0
	for _, at := range regexp.MustCompile(`</?`+tag+`[\s>]`).FindAllStringIndex(text, -1) {
		if depth++; text[at[0]+1] == '/' {
			depth -= 2
		}
		if depth == 0 {
			return text[:at[1]]
		}
	}
	return text
}

// What differs between two drawings of one state: the clock, the key of a form,
// how many devices hold a stream.
var (
	moving = regexp.MustCompile(` data-now="\d+"|name="once" value="[A-Z0-9]{26}"|\d+ máy đang theo dõi`)
	times  = regexp.MustCompile(`(<time [^>]*(?:data-clock|role="timer")[^>]*>)[^<]*`)
)

func still(el string) string {
	return strings.TrimSpace(times.ReplaceAllString(moving.ReplaceAllString(el, ""), "$1"))
}

var tags = regexp.MustCompile(`(?s)<[^>]*>`)

// plain is what a person reads of HTML.
func plain(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
}

// desk is a check-in desk as its script is: while the program is out of reach,
// who comes is noted on the device, each with a key, and handed in later.
type desk struct {
	*device
	list  stored
	down  bool
	notes []note
	told  []string
}

type stored struct {
	Conference string
	Told       int64 // by the program's clock
	People     []struct{ ID, Card string }
}

type note struct {
	once, person string
	at           time.Time // by the desk's own clock
	since        int64
}

func (d *desk) fetch() error {
	a, err := d.do("GET", "/ban/diem-danh/danh-sach-luu", nil)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(a.body), &d.list)
}

// scan takes a card: to the program, or when that does not answer, down here.
func (d *desk) scan(code string) error {
	if !d.down {
		a, err := d.ask("POST", "/ban/diem-danh", url.Values{"code": {code}, "once": {fmt.Sprint(rand.Uint64())}})
		if err == nil && a.status <= 500 && a.status != 429 {
			return nil
		}
		d.down = true
	}
	sum := sha256.Sum256([]byte(d.list.Conference + ":" + code))
	for _, p := range d.list.People {
		if p.Card != hex.EncodeToString(sum[:4]) {
			continue
		}
		for _, n := range d.notes {
			if n.person == p.ID {
				return nil
			}
		}
		d.notes = append(d.notes, note{fmt.Sprint(rand.Uint64()), p.ID, d.now(), d.list.Told})
		return nil
	}
	return fmt.Errorf("%s does not know card %s", d.name, code)
}

type handed struct {
	Once   string `json:"once"`
	Person string `json:"person"`
	Ago    int64  `json:"ago"`
	Since  int64  `json:"since"`
	Way    string `json:"way"`
}

// form is the request that hands the notes in.
func (d *desk) form() url.Values {
	list := []handed{}
	for _, n := range d.notes {
		list = append(list, handed{n.once, n.person, d.now().Sub(n.at).Milliseconds(), n.since, "code"})
	}
	b, _ := json.Marshal(list)
	return url.Values{"list": {string(b)}}
}

// hand is one try to hand in; the notes that were answered are forgotten.
func (d *desk) hand() {
	if len(d.notes) == 0 {
		d.down = false
		return
	}
	a, err := d.ask("POST", "/ban/diem-danh/bu", d.form())
	var told []struct{ Once, Kind, Said string }
	if err != nil || a.status != 200 || json.Unmarshal([]byte(a.body), &told) != nil {
		return
	}
	for _, x := range told {
		for i, n := range d.notes {
			if n.once == x.Once {
				d.notes = append(d.notes[:i], d.notes[i+1:]...)
				break
			}
		}
		if x.Said != "" {
			d.told = append(d.told, x.Said)
		}
	}
	d.down = false
}

// settle hands in until nothing waits.
func (d *desk) settle() error {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if d.hand(); len(d.notes) == 0 {
			return nil
		}
	}
	return fmt.Errorf("%s: %d notes are left", d.name, len(d.notes))
}
