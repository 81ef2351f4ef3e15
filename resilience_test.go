package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// accessPoint carries connections to the program and breaks those that run
// when it is told, wherever they are: in the request, in the answer, between.
type accessPoint struct {
	to string
	mu sync.Mutex
	up map[net.Conn]bool
}

func (a *accessPoint) listen(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a.up = map[net.Conn]bool{}
	t.Cleanup(func() { l.Close(); a.cut() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go a.carry(c)
		}
	}()
	return "http://" + l.Addr().String()
}

func (a *accessPoint) carry(c net.Conn) {
	s, err := net.Dial("tcp", a.to)
	if err != nil {
		c.Close()
		return
	}
	a.mu.Lock()
	a.up[c], a.up[s] = true, true
	a.mu.Unlock()
	pipe := func(to, from net.Conn) { io.Copy(to, from); to.Close(); from.Close() }
	go pipe(s, c)
	pipe(c, s)
	a.mu.Lock()
	delete(a.up, c)
	delete(a.up, s)
	a.mu.Unlock()
}

func (a *accessPoint) cut() (n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for c := range a.up {
		c.Close()
		n++
	}
	return n
}

// device is a client that sends again with the same key until it is answered,
// as the script of a page does.
type device struct {
	base string
	http http.Client
}

func newDevice(base, card string) (*device, error) {
	jar, _ := cookiejar.New(nil)
	d := &device{base: base + "/d/thu-vien", http: http.Client{Jar: jar, Timeout: 5 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	_, err := d.do("GET", "/the/"+card, nil)
	return d, err
}

func (d *device) do(method, path string, form url.Values) (string, error) {
	var last error
	for range 60 {
		q, _ := http.NewRequest(method, d.base+path, strings.NewReader(form.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("X-Send", "1")
		a, err := d.http.Do(q)
		if err == nil {
			var b []byte
			b, err = io.ReadAll(a.Body)
			a.Body.Close()
			if err == nil && a.StatusCode < 400 {
				return string(b), nil
			}
			if err == nil && a.StatusCode < 500 {
				return "", fmt.Errorf("%s %s: %s %.200s", method, path, a.Status, b)
			}
		}
		last = err
		time.Sleep(20 * time.Millisecond)
	}
	return "", fmt.Errorf("%s %s: gave up: %w", method, path, last)
}

// post sends a form with a key of its own.
func (d *device) post(path string, form url.Values) error {
	form.Set("once", fmt.Sprint(rand.Uint64()))
	_, err := d.do("POST", path, form)
	return err
}

// stormy is a conference of 60 with three desks, a console and a projector.
type stormy struct {
	data, org, conf, item, key string
	phones, desks              []account.Card
	chair                      account.Card
}

func prepareStorm(t *testing.T) stormy {
	t.Helper()
	s := stormy{data: t.TempDir()}
	db := openRecord(t, s.data)
	defer db.Close()
	org, err := account.Found(t.Context(), db, account.Org{Slug: "thu-vien", Name: "Thư viện", Kind: "su-nghiep"})
	if err != nil {
		t.Fatal(err)
	}
	s.org = org.ID
	if err := db.Write(t.Context(), access.Machine(org.ID), s.fill); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stormy) fill(tx *store.Tx) (err error) {
	s.conf, err = conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan", HeldOn: law.MustDay("2026-01-23"), Session: "morning"})
	if err != nil {
		return err
	}
	if s.item, err = conference.AddItem(tx, conference.Item{Conference: s.conf, Kind: conference.Own, Title: "Thông qua Nghị quyết", Minutes: 10, Ends: "adopted"}); err != nil {
		return err
	}
	var people []roster.Person
	var ids []string
	for i := range 64 {
		p := roster.Person{ID: fmt.Sprintf("p%03d", i), Name: fmt.Sprintf("Nguyễn Thị %03d", i), Category: roster.PublicEmployee}
		ids = append(ids, p.ID)
		if i < 60 {
			people = append(people, p)
		}
		if err := account.Enrol(tx, []account.Person{{ID: p.ID, Name: p.Name}}); err != nil {
			return err
		}
	}
	for id, role := range map[string]access.Role{"p060": access.Reception, "p061": access.Reception, "p062": access.Reception, "p063": access.Presidium} {
		if err := account.Grant(tx, id, role); err != nil {
			return err
		}
	}
	cards, err := account.IssueCards(tx, ids)
	if err != nil {
		return err
	}
	s.phones, s.desks, s.chair = cards[:60], cards[60:63], cards[63]
	if err := conference.Convene(tx, s.conf, people); err != nil {
		return err
	}
	c, err := conference.Find(tx, s.conf)
	s.key = c.ScreenKey
	return err
}

// A whole conference while the links break fifty times: whatever a device was
// told is in the record once, and every device ends up showing the record.
func TestAConferenceOnABadNetwork(t *testing.T) {
	s := prepareStorm(t)
	server := serve(t, s.data)
	air := &accessPoint{to: strings.TrimPrefix(server.base, "http://")}
	base := air.listen(t)
	dice := rand.New(rand.NewPCG(6, 2026))
	var cuts, broken atomic.Int64
	stop, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for cuts.Load() < 50 {
			select {
			case <-stop:
				return
			case <-time.After(time.Duration(5+dice.IntN(40)) * time.Millisecond):
				broken.Add(int64(air.cut()))
				cuts.Add(1)
			}
		}
	}()
	each := func(n int, what func(i int) error) {
		t.Helper()
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				if err := what(i); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	desks, phones := make([]*device, 3), make([]*device, 60)
	each(3, func(i int) (err error) { desks[i], err = newDevice(base, s.desks[i].Code); return err })
	chair, err := newDevice(base, s.chair.Code)
	if err != nil {
		t.Fatal(err)
	}
	each(60, func(i int) (err error) { phones[i], err = newDevice(base, s.phones[i].Code); return err })
	each(3, func(i int) error { // every card at two desks
		for k := range 60 {
			if k%3 == i || k%3 == (i+1)%3 {
				if err := desks[i].post("/ban/diem-danh", url.Values{"code": {s.phones[k].Code}}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	act := func(path string, form url.Values) {
		t.Helper()
		if err := chair.post(path, form); err != nil {
			t.Fatal(err)
		}
	}
	act("/dieu-hanh/"+s.conf+"/khai-mac", url.Values{})
	act("/dieu-hanh/muc/"+s.item+"/mo", url.Values{"from": {""}})
	each(20, func(i int) error {
		return phones[i].post("/dai-bieu/phat-bieu", url.Values{"topic": {fmt.Sprint("Ý kiến ", i)}})
	})
	act("/dieu-hanh/"+s.conf+"/bieu-quyet", url.Values{"item": {s.item}, "question": {"Thông qua Nghị quyết?"}, "method": {"phone"}, "base": {"present"}, "shown": {"live"}})
	id := s.vote(t)
	choice := func(i int) string { return []string{ballot.For, ballot.For, ballot.Against}[i%3] }
	each(60, func(i int) error {
		return phones[i].post("/dai-bieu/bieu-quyet/"+id, url.Values{"choice": {choice(i)}})
	})
	select {
	case <-stopped: // all fifty
	case <-time.After(20 * time.Second):
		close(stop)
	}
	if cuts.Load() < 50 || broken.Load() == 0 {
		t.Fatalf("%d cuts broke %d connections: too little was tried", cuts.Load(), broken.Load())
	}
	act("/dieu-hanh/bieu-quyet/"+id+"/ket-thuc", url.Values{})
	s.compare(t, id, choice, base, phones)
	t.Logf("%d cuts broke %d connections", cuts.Load(), broken.Load())
}

func (s *stormy) read(t *testing.T, f func(*store.Tx) error) {
	t.Helper()
	db := openRecord(t, s.data)
	defer db.Close()
	if err := db.Read(t.Context(), access.Machine(s.org), f); err != nil {
		t.Fatal(err)
	}
}

func (s *stormy) vote(t *testing.T) (id string) {
	t.Helper()
	s.read(t, func(tx *store.Tx) error {
		all, err := ballot.List(tx, s.conf)
		if len(all) != 1 {
			t.Fatalf("%d votes are open, want 1", len(all))
		}
		id = all[0].ID
		return err
	})
	return id
}

// compare holds the record against what was done, and each device against the
// record.
func (s *stormy) compare(t *testing.T, id string, choice func(int) string, base string, phones []*device) {
	t.Helper()
	var slips map[string]ballot.Receipt
	s.read(t, func(tx *store.Tx) error {
		b, err := ballot.Find(tx, id)
		if b.InFavour != 40 || b.Against != 20 || b.Present != 60 || !b.Passed {
			t.Errorf("the record counts %d for, %d against of %d present", b.InFavour, b.Against, b.Present)
		}
		if err != nil {
			return err
		}
		if slips, err = ballot.Receipts(tx, id); err != nil {
			return err
		}
		queue, err := conference.Speakers(tx, s.conf)
		if len(queue) != 20 {
			t.Errorf("%d requests to speak, want 20", len(queue))
		}
		if err != nil {
			return err
		}
		n, err := store.Value[int64](tx, `SELECT COUNT(*) FROM conference_movement WHERE org_id = $1`)
		if n != 60 {
			t.Errorf("%d arrivals, want 60", n)
		}
		return err
	})
	for i, p := range phones {
		page, err := p.do("GET", "/dai-bieu/bieu-quyet/"+id, nil)
		code := slips[s.phones[i].Member].Code
		if err != nil || code == "" || slips[s.phones[i].Member].Choice != choice(i) || !strings.Contains(page, code[:4]+" "+code[4:]) {
			t.Errorf("phone %d does not show its receipt %q (%v)", i, code, err)
		}
	}
	wall := &device{base: base + "/d/thu-vien"}
	if page, err := wall.do("GET", "/man-chieu/"+s.key, nil); err != nil || !strings.Contains(page, "40") {
		t.Errorf("the projector does not show the result: %v", err)
	}
}

// A spare machine takes over from a backup made while the program served:
// sessions, cards and whatever was acknowledged before it are there.
func TestASpareMachineTakesOver(t *testing.T) {
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	_, pg := storetest.PostgresAt(t)
	for name, target := range map[string][]string{"sqlite": {"--data", t.TempDir()}, "postgres": {"--data", t.TempDir(), "--db", pg}} {
		t.Run(name, func(t *testing.T) {
			p := openPoll(t, 12)
			s := serve(t, p.data)
			d, err := newDevice(s.base, p.cards[0].Code)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range p.cards[:6] {
				if !vote(s.base, p, c.Code) {
					t.Fatal("a vote was not taken")
				}
			}
			file := filepath.Join(t.TempDir(), "luu.gz")
			call := func(args ...string) {
				t.Helper()
				if out, err := exec.Command(path, args...).CombinedOutput(); err != nil {
					t.Fatalf("%v: %v\n%s", args, err, out)
				}
			}
			call("backup", "--data", p.data, file)
			s.cmd.Process.Kill()
			s.cmd.Wait()
			began := time.Now()
			call(append([]string{"restore", file}, target...)...)
			spare := serveOn(t, path, target...)
			d.base = spare + "/d/thu-vien"
			u, _ := url.Parse(s.base)
			v, _ := url.Parse(spare)
			d.http.Jar.SetCookies(v, d.http.Jar.Cookies(u.JoinPath("/d/thu-vien/")))
			page, err := d.do("GET", "/dai-bieu", nil)
			if err != nil || !strings.Contains(page, "Thông qua Nghị quyết") {
				t.Errorf("the session of before does not work: %v %.300s", err, page)
			}
			for i, c := range p.cards {
				if !voteAs(spare+"/d/thu-vien", p, c.Code, ballot.For) {
					t.Errorf("card %d does not work on the spare machine", i)
				}
			}
			if voteAs(spare+"/d/thu-vien", p, p.cards[0].Code, ballot.Against) {
				t.Error("a slip acknowledged before the backup is lost: another choice is taken")
			}
			t.Logf("took over in %v", time.Since(began).Round(time.Millisecond))
		})
	}
}

// serveOn starts the program with arguments of one's own.
func serveOn(t *testing.T, path string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	cmd := exec.CommandContext(ctx, path, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	var out safeText
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); cmd.Wait() })
	for range 600 {
		if base := address.FindString(out.String()); base != "" {
			return base
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the program does not say where it serves: %s", out.String())
	return ""
}

type safeText struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeText) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeText) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
