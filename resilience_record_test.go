package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/opinion"
	"hoinghi/store"
)

// holdRecord holds the record against what was done: nothing lost, nothing
// doubled, nothing dated by a device.
func (h *hall) holdRecord() {
	h.Helper()
	h.read(func(tx *store.Tx) error {
		for _, part := range []func(*store.Tx) error{h.holdArrivals, h.holdVote, h.holdTalk} {
			if err := part(tx); err != nil {
				return err
			}
		}
		c, err := conference.Find(tx, h.conf)
		if c.Item != h.items[2] || c.Channel != "result" {
			h.Errorf("the hall is at %q and the wall at %s", c.Item, c.Channel)
		}
		return err
	})
}

// dated wants a moment of the record to lie within the test, as the program's
// own clock tells it.
func (h *hall) dated(what string, at, until time.Time) {
	h.Helper()
	if at.Before(h.began.Truncate(time.Millisecond)) || at.After(until) {
		h.Errorf("%s is dated %v, not between %v and %v", what, at, h.began, until)
	}
}

func (h *hall) holdArrivals(tx *store.Tx) error {
	moves, err := conference.Movements(tx, h.conf)
	if err != nil {
		return err
	}
	came, left := map[string]int{}, map[string]int{}
	for _, m := range moves {
		h.dated("a movement of "+m.Person, m.At, h.opened)
		if m.Arrival {
			came[m.Person]++
		} else {
			left[m.Person]++
		}
	}
	for k, c := range h.cards {
		wantCame, wantLeft := 1, 0
		if slices.Contains(leavers, k) {
			wantLeft = 1
		}
		if k == leavers[2] {
			wantCame = 2
		}
		if came[c.Member] != wantCame || left[c.Member] != wantLeft {
			h.Errorf("%s came %d times and left %d times, want %d and %d", c.Member, came[c.Member], left[c.Member], wantCame, wantLeft)
		}
	}
	c, err := conference.Find(tx, h.conf)
	if err != nil {
		return err
	}
	if q, err := conference.Quorum(tx, c); err != nil || q.Present != present || q.Convened != 60 {
		h.Errorf("%d of %d are present (%v)", q.Present, q.Convened, err)
	}
	for _, d := range h.desks {
		if len(d.notes) > 0 {
			h.Errorf("%s still holds %d notes", d.name, len(d.notes))
		}
	}
	return nil
}

func (h *hall) holdVote(tx *store.Tx) error {
	b := h.ballot()
	if b.InFavour != inFavour || b.Against != against || b.Other != 0 || b.Present != present || !b.Passed {
		h.Errorf("the record counts %d for, %d against, %d else of %d present; passed %v", b.InFavour, b.Against, b.Other, b.Present, b.Passed)
	}
	slips, err := ballot.Receipts(tx, b.ID)
	if len(slips) != present {
		h.Errorf("%d slips, want %d", len(slips), present)
	}
	for i, c := range h.cards {
		s, ok := slips[c.Member]
		if ok == slices.Contains(leavers[:away], i) || ok && s.Choice != choiceOf(i) {
			h.Errorf("the slip of %s: %v %s", c.Member, ok, s.Choice)
		}
		if ok {
			h.dated("a slip", s.At, h.ended)
		}
	}
	return err
}

func (h *hall) holdTalk(tx *store.Tx) error {
	speakers, err := conference.Speakers(tx, h.conf)
	if err != nil {
		return err
	}
	asked, back, called := 0, 0, 0
	for _, s := range speakers {
		h.dated("a request to speak", s.AskedAt, h.ended)
		asked++
		if !s.WithdrawnAt.IsZero() {
			back++
		}
		if !s.CalledAt.IsZero() {
			called++
		}
	}
	if asked != 21 || back != 5 || called != 2 {
		h.Errorf("%d asked for the floor, %d gave it back, %d were called; want 21, 5 and 2", asked, back, called)
	}
	said, err := opinion.List(tx, h.conf)
	texts := map[string]int{}
	for _, o := range said {
		h.dated("a petition", o.PutAt, h.ended)
		texts[o.Text]++
	}
	for i := 20; i < 40; i++ {
		if texts[petition(i)] != 1 {
			h.Errorf("petition %d is in the record %d times", i, texts[petition(i)])
		}
	}
	return err
}

// holdPictures waits for the quiet after the storm and holds what each device
// shows against a page that is loaded now, and against the record.
func (h *hall) holdPictures() {
	h.Helper()
	quiet := time.Now().Add(patience)
	for _, d := range h.all() {
		h.holdPicture(d, quiet)
	}
	var speaking string
	turn := map[string]int{}
	waiting := []string{}
	for _, s := range h.queue() {
		if waiting = append(waiting, s.Name); s.Person != "" {
			turn[s.Person] = len(waiting)
		}
	}
	h.read(func(tx *store.Tx) error {
		all, err := conference.Speakers(tx, h.conf)
		for _, s := range all {
			if s.Speaking() {
				speaking = s.Name
			}
		}
		return err
	})
	var slips map[string]ballot.Receipt
	h.read(func(tx *store.Tx) (err error) { slips, err = ballot.Receipts(tx, h.ballot().ID); return err })
	result := []string{"Thông qua Nghị quyết năm 2026?", fmt.Sprint(inFavour), fmt.Sprint(against), "67,2%"}
	for i, p := range h.phones {
		if p.path != "/dai-bieu" {
			code := slips[h.cards[i].Member].Code
			h.shows(p, append(result, code[:4]+" "+code[4:], "Được thông qua")...)
			continue
		}
		h.shows(p, "Phát động thi đua", "Đang phát biểu "+speaking, "58/60")
		if n := turn[h.cards[i].Member]; n > 0 {
			h.shows(p, fmt.Sprintf("đứng thứ %d ", n))
		} else if strings.Contains(plain(p.picture()["here"]), "đứng thứ") {
			h.Errorf("%s thinks that it waits for the floor", p.name)
		}
	}
	h.shows(h.wall, append(result, "Được thông qua")...)
	h.shows(h.console, "Phát động thi đua", speaking, "58 /60")
	h.shows(h.other, result...)
	if got := queueOf(h.console.picture()["ch-floor"]); !slices.Equal(got, waiting) {
		h.Errorf("the console's queue is %q, the record's %q", got, waiting)
	}
	for _, d := range h.desks {
		h.shows(d.device, "58 /60")
	}
}

// holdPicture wants each part that came by stream to be as on a page loaded now.
func (h *hall) holdPicture(d *device, quiet time.Time) {
	h.Helper()
	for {
		page, err := d.do("GET", d.path, nil)
		if err != nil || page.status != 200 {
			h.Errorf("%s: %d %v", d.name, page.status, err)
			return
		}
		parts := d.picture()
		wrong := ""
		if len(parts) < 3 {
			wrong = fmt.Sprintf("%d parts came", len(parts))
		}
		for id, part := range parts {
			if now := element(page.body, id); now != part {
				wrong = fmt.Sprintf("part %s\nshows  %s\nshould %s", id, part, now)
			}
		}
		if wrong == "" {
			return
		}
		if time.Now().After(quiet) {
			h.Errorf("%s at %s: %s", d.name, d.path, wrong)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (h *hall) shows(d *device, texts ...string) {
	h.Helper()
	all := d.shown()
	for _, text := range texts {
		if !strings.Contains(all, text) {
			h.Errorf("%s does not show %q:\n%s", d.name, text, all)
		}
	}
}

var inQueue = regexp.MustCompile(`(?s)<ol class="queue">(.*?)</ol>`)
var queued = regexp.MustCompile(`<strong>([^<]+)</strong>`)

// queueOf reads the names of the queue from the console.
func queueOf(stage string) (names []string) {
	for _, m := range queued.FindAllStringSubmatch(inQueue.FindString(stage), -1) {
		names = append(names, m[1])
	}
	return names
}
