package main

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// told is the status of an answer and words of its page.
type told struct {
	status int
	words  string
}

// TestBadInputInTheHall asks the program, as devices do, for what a hall gets
// wrong; each has one answer in words. Where each stands in full:
//
//	two chairs, two items   web/chair TestTwoConsolesDoNotFight
//	a vote without quorum   ballot TestNoVoteWithoutQuorum
//	a speaker who left      conference TestASpeakerWhoLeft
//	one card at two desks   conference TestTwoDesksOneCard, web/desk TestDesksGoOnWhileTheirLinksAreCut
//	a clock that is wrong   web/desk TestADeskWhoseClockIsWrong, web/delegate TestAPhoneWhoseClockIsWrong
//	a guest who votes       ballot TestWhoMayNotVote, web/delegate TestVoteRefused
func TestBadInputInTheHall(t *testing.T) {
	s := prepareStorm(t)
	base, _ := serveOn(t, "--data", s.data)
	enter := func(name, card string) *device {
		d := newDevice(name, base)
		d.clock = -5 * 365 * 24 * time.Hour // as every phone here believes
		a, err := d.do("GET", "/the/"+card, nil)
		if err != nil || a.status != 303 {
			t.Fatalf("%s: %d %v", name, a.status, err)
		}
		if c := a.head.Get("Set-Cookie"); !strings.Contains(c, "Max-Age=") || strings.Contains(c, "Expires") {
			t.Errorf("a session ends by the phone's own clock: %s", c)
		}
		return d
	}
	chair, second := enter("chair", s.chair.Code), enter("second chair", s.chair.Code)
	one, two := enter("desk 1", s.desks[0].Code), enter("desk 2", s.desks[1].Code)
	says := func(what string, d *device, path string, form url.Values, want told) {
		t.Helper()
		form.Set("once", what)
		a, err := d.do("POST", path, form)
		if err == nil && a.status == 303 {
			a, err = d.do("GET", strings.TrimPrefix(a.head.Get("Location"), "/d/thu-vien"), nil)
		}
		if err != nil || a.status != want.status || !strings.Contains(plain(a.body), want.words) {
			t.Errorf("%s: %d %v, want %d with %q in\n%s", what, a.status, err, want.status, want.words, plain(a.body))
		}
	}
	card := func(k int) url.Values { return url.Values{"code": {s.cards[k].Code}} }
	says("the first desk", one, "/ban/diem-danh", card(0), told{200, "Đã ghi có mặt"})
	says("the second desk", two, "/ban/diem-danh", card(0), told{200, "Đã điểm danh trước đó"})
	says("opening", chair, "/dieu-hanh/"+s.conf+"/khai-mac", url.Values{}, told{204, ""})
	says("an item", chair, "/dieu-hanh/muc/"+s.items[0]+"/mo", url.Values{"from": {""}}, told{204, ""})
	says("another item", second, "/dieu-hanh/muc/"+s.items[1]+"/mo", url.Values{"from": {""}}, told{409, "Một màn hình điều hành khác vừa mở mục «Thảo luận các báo cáo»"})
	question := url.Values{"item": {s.items[0]}, "question": {"Thông qua?"}, "method": {"phone"}, "base": {"present"}, "shown": {"live"}}
	says("a vote without quorum", chair, "/dieu-hanh/"+s.conf+"/bieu-quyet", question, told{409, "Chưa đủ số người để biểu quyết: có mặt 1, cần ít nhất 40."})

	phone := enter("phone", s.cards[0].Code)
	before := time.Now().Add(-time.Second)
	says("asking for the floor", phone, "/dai-bieu/phat-bieu", url.Values{"topic": {"Phụ cấp"}}, told{204, ""})
	says("leaving", one, "/ban/diem-danh/nguoi/"+s.cards[0].Member+"/ra", url.Values{}, told{200, "Đã ghi rời hội trường"})
	h := &hall{T: t, stormy: s, began: before}
	asked := h.queue()[0]
	if asked.AskedAt.Before(before) || asked.AskedAt.After(time.Now()) {
		t.Errorf("a request is dated by the phone: %v", asked.AskedAt)
	}
	says("a speaker who left", chair, "/dieu-hanh/phat-bieu/"+asked.ID+"/moi", url.Values{"minutes": {"5"}}, told{409, "Nguyễn Thị 000 đã rời hội trường. Xin mời người tiếp theo"})
	says("asking from outside", phone, "/dai-bieu/phat-bieu", url.Values{"topic": {"Lại"}}, told{409, "Chỉ người đã điểm danh có mặt"})

	says("coming back", two, "/ban/diem-danh", card(0), told{200, "Đã ghi có mặt"})
	says("the floor", chair, "/dieu-hanh/phat-bieu/"+asked.ID+"/moi", url.Values{"minutes": {"5"}}, told{204, ""})
	page, err := phone.do("GET", "/dai-bieu", nil)
	ends := regexp.MustCompile(`data-now="(\d+)"[^>]*data-countdown="(\d+)"`).FindStringSubmatch(page.body)
	if err != nil || ends == nil {
		t.Fatalf("no clock runs: %v", err)
	}
	now, _ := strconv.ParseInt(ends[1], 10, 64)
	end, _ := strconv.ParseInt(ends[2], 10, 64)
	if left := time.Duration(end-now) * time.Millisecond; left > 5*time.Minute || left < 4*time.Minute {
		t.Errorf("by the program's own clock %v are left of five minutes", left)
	}
}
