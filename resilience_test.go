package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/opinion"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// hall is a conference of 60 with three desks, a console and a projector, each
// a client of its own: what they may do is in stormy, what they hold is here.
type hall struct {
	*testing.T
	stormy
	storm                *storm
	cables               []*accessPoint // of the desks; the rest is on one access point
	desks                []*desk
	phones               []*device
	console, other, wall *device // the other console looks at the item that was voted on
	began, opened, ended time.Time
}

// Who leaves before the opening: the first two stay away, the last comes back.
// Of the second, the desk that is cut off noted the arrival and tells of it
// only after the leaving.
var leavers = []int{56, 57, 58}

const away, present, inFavour, against = 2, 58, 39, 19

// stormy is the record that they share.
type stormy struct {
	data, org, conf, key string
	items                []string
	cards, desks         []account.Card
	chair                account.Card
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
	for _, i := range []conference.Item{{Title: "Thảo luận các báo cáo", Ends: "discussed"}, {Title: "Thông qua Nghị quyết", Ends: "adopted"}, {Title: "Phát động thi đua", Ends: "heard"}} {
		i.Conference, i.Kind, i.Minutes = s.conf, conference.Own, 10
		id, err := conference.AddItem(tx, i)
		if err != nil {
			return err
		}
		s.items = append(s.items, id)
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
	s.cards, s.desks, s.chair = cards[:60], cards[60:63], cards[63]
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
	h := &hall{T: t, stormy: prepareStorm(t), began: time.Now()}
	base, log := serveOn(t, "--data", h.data)
	link := func() (*accessPoint, string) {
		a := &accessPoint{to: strings.TrimPrefix(base, "http://")}
		return a, a.listen(t)
	}
	air, onAir := link()
	links := []*accessPoint{air, air, air} // what most hangs on fails most
	for i, clock := range []time.Duration{3 * time.Hour, -5 * 365 * 24 * time.Hour, 0} {
		cable, at := link()
		h.cables, links = append(h.cables, cable), append(links, cable)
		d := &desk{device: newDevice(fmt.Sprint("desk ", i), at)}
		d.clock = clock
		h.desks = append(h.desks, d)
	}
	for i := range 60 {
		h.phones = append(h.phones, newDevice(fmt.Sprint("phone ", i), onAir))
	}
	h.console, h.wall = newDevice("console", onAir), newDevice("projector", onAir)
	h.storm = newStorm(links...)
	for _, phase := range []struct {
		cuts int
		what func()
	}{{8, h.enter}, {9, h.arrive}, {3, h.begin}, {8, h.talk}, {11, h.vote}, {6, h.decide}, {5, h.goOn}} {
		h.storm.over(phase.cuts, phase.what)
		if t.Failed() {
			t.FailNow()
		}
	}
	h.ended = time.Now()
	if h.storm.cuts != 50 || h.storm.broken < 200 {
		t.Fatalf("%d cuts broke %d connections: too little was tried", h.storm.cuts, h.storm.broken)
	}
	h.holdRecord()
	h.holdPictures()
	if bad := regexp.MustCompile(`.*"level":"ERROR".*`).FindString(log.String()); bad != "" {
		t.Errorf("the program takes a cut link for a fault: %s", bad)
	}
	came := 0
	for _, d := range h.all() {
		came += d.came
	}
	t.Logf("%d cuts broke %d connections; 66 streams were opened %d times; %v", h.storm.cuts, h.storm.broken, came, time.Since(h.began).Round(time.Millisecond))
}

func (h *hall) all() []*device {
	all := append(slices.Clone(h.phones), h.console, h.other, h.wall)
	for _, d := range h.desks {
		all = append(all, d.device)
	}
	return all
}

// each does something on n devices at once, each at a moment of its own.
func (h *hall) each(n int, what func(i int) error) {
	var wg sync.WaitGroup
	for i := range n {
		wait := time.Duration(rand.New(rand.NewPCG(uint64(i), 7)).IntN(250)) * time.Millisecond
		wg.Go(func() {
			time.Sleep(wait)
			if err := what(i); err != nil {
				h.Error(err)
			}
		})
	}
	wg.Wait()
}

func (h *hall) ok(errs ...error) {
	for _, err := range errs {
		if err != nil {
			h.Error(err)
		}
	}
}

// enter signs everybody in and opens the page that each has open all day.
func (h *hall) enter() {
	in := func(d *device, card, page string) error {
		if err := d.signIn(card); err != nil {
			return err
		}
		return d.open(h.T, page)
	}
	h.each(65, func(i int) error {
		switch {
		case i < 60:
			return in(h.phones[i], h.cards[i].Code, "/dai-bieu")
		case i < 63:
			d := h.desks[i-60]
			if err := in(d.device, h.stormy.desks[i-60].Code, "/ban/diem-danh"); err != nil {
				return err
			}
			return d.fetch()
		case i == 63:
			return in(h.console, h.chair.Code, "/dieu-hanh")
		}
		return h.wall.open(h.T, "/man-chieu/"+h.key)
	})
}

// arrive shows every card at two desks, and every tenth at the first alone. That
// desk is cut off all the while, and hands in after three people have left.
func (h *hall) arrive() {
	h.cables[0].set(&h.cables[0].off, true)
	h.cables[0].cut(1, nil)
	h.desks[0].down = true // storm may switch the cable on again
	h.each(3, func(i int) error {
		for k := range 60 {
			if alone := k%10 == 0; alone && i > 0 || !alone && k%3 != i && k%3 != (i+1)%3 {
				continue
			}
			if err := h.desks[i].scan(h.cards[k].Code); err != nil {
				return err
			}
			if i > 0 && k%5 == 0 {
				h.desks[i].hand()
			}
		}
		if i == 0 {
			return nil
		}
		return h.desks[i].settle()
	})
	if n := len(h.desks[0].notes); n != 42 {
		h.Errorf("the desk that is cut off holds %d notes, want 42", n)
	}
	out := func(k int) error {
		a, err := h.desks[1].do("POST", "/ban/diem-danh/nguoi/"+h.cards[k].Member+"/ra", url.Values{})
		if err == nil && a.status >= 400 {
			err = fmt.Errorf("%d does not leave: %d", k, a.status)
		}
		return err
	}
	for _, k := range leavers {
		h.ok(out(k))
	}
	h.cables[0].set(&h.cables[0].off, false)
	h.twice(h.desks[0])
	h.ok(h.desks[0].settle(), h.desks[2].scan(h.cards[leavers[2]].Code), h.desks[2].settle())
	h.opened = time.Now()
}

// twice hands in the same notes by two links at once, as a desk does whose
// first try was answered too late. Each try tells anew how long ago they were
// noted: told late by an old measure, an arrival would stand after a leaving.
func (h *hall) twice(d *desk) {
	h.each(2, func(int) (err error) {
		for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(20 * time.Millisecond) {
			var a answer
			if a, err = d.ask("POST", "/ban/diem-danh/bu", d.form()); err == nil && a.status == 200 {
				return nil
			}
			if err == nil && a.status != 429 && a.status < 502 {
				return fmt.Errorf("handed in twice: %d", a.status)
			}
		}
		return fmt.Errorf("handed in twice: gave up: %v", err)
	})
}

func (h *hall) begin() {
	h.ok(h.console.sees("Đã đủ số người"), h.console.sees("58 /60"))
	h.ok(h.console.send("/dieu-hanh/"+h.conf+"/khai-mac", url.Values{}), h.console.sees("Thảo luận các báo cáo"))
	h.ok(h.console.send("/dieu-hanh/muc/"+h.items[0]+"/mo", url.Values{"from": {""}}))
	h.each(60, func(i int) error { return h.phones[i].sees("Thảo luận các báo cáo") })
	h.ok(h.wall.sees("Thảo luận các báo cáo"))
}

func petition(i int) string { return fmt.Sprintf("Kiến nghị số %02d: sửa phòng đọc", i) }

var withdraws = regexp.MustCompile(`action="/d/thu-vien(/dai-bieu/phat-bieu/[A-Z0-9]+/rut)"`)

// talk has twenty ask for the floor and five give it back, twenty send a
// petition, and the first of the queue speak.
func (h *hall) talk() {
	h.each(40, func(i int) error {
		p := h.phones[i]
		if i >= 20 {
			return p.send("/dai-bieu/y-kien", url.Values{"kind": {opinion.Petition}, "to": {opinion.ToHead}, "cover": {opinion.Named}, "text": {petition(i)}})
		}
		if err := p.send("/dai-bieu/phat-bieu", url.Values{"topic": {fmt.Sprint("Ý kiến ", i)}}); err != nil || i%4 > 0 {
			return err
		}
		if err := p.sees("Rút đăng ký phát biểu"); err != nil {
			return err
		}
		at := withdraws.FindStringSubmatch(p.picture()["act"])
		if at == nil {
			return fmt.Errorf("%s cannot give the floor back: %s", p.name, plain(p.picture()["act"]))
		}
		return p.send(at[1], url.Values{})
	})
	h.ok(h.console.send("/dieu-hanh/"+h.conf+"/phat-bieu", url.Values{"name": {"Vũ Đình Khách"}, "topic": {"Chào mừng"}}), h.console.sees("Vũ Đình Khách"))
	first := h.queue()[0]
	h.ok(h.console.send("/dieu-hanh/phat-bieu/"+first.ID+"/moi", url.Values{"minutes": {"5"}}), h.wall.sees(first.Name))
	h.each(60, func(i int) error { return h.phones[i].sees("Đang phát biểu " + first.Name) })
	h.ok(h.console.send("/dieu-hanh/phat-bieu/"+first.ID+"/xong", url.Values{"note": {"Đề nghị thêm sách"}}))
	h.ok(h.console.send("/dieu-hanh/muc/"+h.items[0]+"/xong", url.Values{"next": {h.items[1]}}))
}

var slipAt = regexp.MustCompile(`id="phieu" action="/d/thu-vien(/dai-bieu/bieu-quyet/[A-Z0-9]+)"`)

func choiceOf(i int) string { return []string{ballot.For, ballot.For, ballot.Against}[i%3] }

// vote: each phone learns of the vote by its stream alone, and some send the
// slip from two tabs at once.
func (h *hall) vote() {
	h.ok(h.console.sees("Mở biểu quyết"))
	h.ok(h.console.send("/dieu-hanh/"+h.conf+"/bieu-quyet", url.Values{"item": {h.items[1]}, "question": {"Thông qua Nghị quyết năm 2026?"}, "method": {"phone"}, "base": {"present"}, "shown": {"live"}}))
	h.each(60, func(i int) error {
		p := h.phones[i]
		if err := p.sees("Thông qua Nghị quyết năm 2026?"); err != nil {
			return err
		}
		at := slipAt.FindStringSubmatch(p.picture()["now"])
		if slices.Contains(leavers[:away], i) {
			if at != nil {
				return fmt.Errorf("%s has left and is offered a slip", p.name)
			}
			return nil
		}
		if at == nil {
			return fmt.Errorf("%s is offered no slip: %s", p.name, plain(p.picture()["now"]))
		}
		var wg sync.WaitGroup
		if i%6 == 0 {
			wg.Go(func() { h.ok(p.send(at[1], url.Values{"choice": {choiceOf(i)}})) })
		}
		err := p.send(at[1], url.Values{"choice": {choiceOf(i)}})
		wg.Wait()
		if err != nil {
			return err
		}
		return p.open(h.T, at[1])
	})
	h.ok(h.console.sees("58/58 người đã biểu quyết"), h.wall.sees("58/58 người đã biểu quyết"))
}

// decide closes the vote; two of three phones go back to the first page.
func (h *hall) decide() {
	id := h.ballot().ID
	h.ok(h.console.send("/dieu-hanh/bieu-quyet/"+id+"/ket-thuc", url.Values{}))
	h.each(60, func(i int) error {
		if slices.Contains(leavers[:away], i) {
			return nil
		}
		if err := h.phones[i].sees("Được thông qua"); err != nil || i%3 == 0 {
			return err
		}
		return h.phones[i].open(h.T, "/dai-bieu")
	})
	h.ok(h.wall.sees("67,2%"), h.console.sees("67,2%"))
}

// goOn takes up the last item, gives the floor to the next of the queue and
// ends with the result on the wall: the last event of the day, under cuts.
func (h *hall) goOn() {
	h.ok(h.console.send("/dieu-hanh/muc/"+h.items[1]+"/xong", url.Values{"outcome": {"Nhất trí"}, "next": {h.items[2]}}))
	h.other = newDevice("other console", strings.TrimSuffix(h.console.base, "/d/thu-vien"))
	h.other.http.Jar = h.console.http.Jar
	h.ok(h.other.open(h.T, "/dieu-hanh?muc="+h.items[1]))
	h.ok(h.console.send("/dieu-hanh/phat-bieu/"+h.queue()[0].ID+"/moi", url.Values{"minutes": {"5"}}))
	h.ok(h.console.send("/dieu-hanh/"+h.conf+"/man-chieu", url.Values{"channel": {"result"}, "ref": {h.ballot().ID}}))
}

func (h *hall) read(f func(*store.Tx) error) {
	h.Helper()
	db := openRecord(h.T, h.data)
	defer db.Close()
	if err := db.Read(h.Context(), access.Machine(h.org), f); err != nil {
		h.Fatal(err)
	}
}

func (h *hall) ballot() (b ballot.Ballot) {
	h.Helper()
	h.read(func(tx *store.Tx) error {
		all, err := ballot.List(tx, h.conf)
		if len(all) != 1 {
			h.Fatalf("%d votes, want 1", len(all))
		}
		b = all[0]
		return err
	})
	return b
}

// queue is who waits for the floor.
func (h *hall) queue() (queue []conference.Speaker) {
	h.Helper()
	h.read(func(tx *store.Tx) error {
		all, err := conference.Speakers(tx, h.conf)
		for _, s := range all {
			if s.Waiting() {
				queue = append(queue, s)
			}
		}
		return err
	})
	return queue
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
			d := newDevice("phone", s.base)
			if _, err := d.do("GET", "/the/"+p.cards[0].Code, nil); err != nil {
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
			spare, _ := serveOn(t, target...)
			d.base = spare + "/d/thu-vien"
			u, _ := url.Parse(s.base)
			v, _ := url.Parse(spare)
			d.http.Jar.SetCookies(v, d.http.Jar.Cookies(u.JoinPath("/d/thu-vien/")))
			page, err := d.do("GET", "/dai-bieu", nil)
			if err != nil || !strings.Contains(page.body, "Thông qua Nghị quyết") {
				t.Errorf("the session of before does not work: %v %.300s", err, page.body)
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

// serveOn starts the program with arguments of one's own and keeps its log.
func serveOn(t *testing.T, args ...string) (base string, log *safeText) {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	cmd := exec.CommandContext(ctx, path, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	var out safeText
	log = new(safeText)
	cmd.Stdout, cmd.Stderr = &out, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); cmd.Wait() })
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(50 * time.Millisecond) {
		if base := address.FindString(out.String()); base != "" {
			return base, log
		}
	}
	t.Fatalf("the program does not say where it serves: %s%s", out.String(), log.String())
	return "", nil
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
