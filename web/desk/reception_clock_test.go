package desk_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/store"
)

// An arrival that a desk noted while its link was cut is dated by how long ago
// it was on the desk's own clock, between the last word that the desk had from
// here and now: also when that clock is put right meanwhile.
func TestADeskWhoseClockIsWrong(t *testing.T) {
	h := newHall(t)
	who := h.as(access.Reception)
	var list struct{ Told int64 }
	h.ok(json.Unmarshal(h.get(who, "/ban/diem-danh/danh-sach-luu").Body.Bytes(), &list))
	var now time.Time
	h.do(func(tx *store.Tx) error { now = tx.Now; return nil })
	if told := time.UnixMilli(list.Told); told.Sub(now).Abs() > time.Hour {
		t.Fatalf("the list was told at %v, and it is %v", told, now)
	}
	minute, hour := time.Minute.Milliseconds(), time.Hour.Milliseconds()
	said := store.Ms(now)
	for i, c := range []struct {
		what       string
		ago, since int64
		want       time.Duration // before now
	}{
		{"a clock that ran true", 20 * minute, said - hour, 20 * time.Minute},
		{"put forward by three hours", 3*hour + 20*minute, said - hour, time.Hour},
		{"put back by three hours", -3 * hour, said - hour, 0},
		{"put forward by five years", 5 * 365 * 24 * hour, said - hour, time.Hour},
		{"put back by five years", -5 * 365 * 24 * hour, said - hour, 0},
		{"without a word from here", 300 * hour, 0, 12 * time.Hour},
	} {
		name := hallNames[i]
		note := fmt.Sprintf(`[{"once":"k%d","person":%q,"ago":%d,"since":%d,"way":"code"}]`, i, h.people[name], c.ago, c.since)
		if r := h.post(who, "/ban/diem-danh/bu", "list", note); r.Code != 200 || !strings.Contains(r.Body.String(), `"kind":"moi"`) {
			t.Errorf("%s: %d %s", c.what, r.Code, r.Body)
		}
		if at := h.arrivedAt(name); now.Add(-c.want).Sub(at).Abs() > time.Minute {
			t.Errorf("%s: came at %v, want %v before %v", c.what, at, c.want, now)
		}
	}
	h.shows(h.post(who, "/ban/diem-danh/bu", "list", `[{"person":"x","ago":0}]`), 422)
}

func (h *hall) arrivedAt(name string) (at time.Time) {
	h.do(func(tx *store.Tx) error {
		list, err := conference.Attendance(tx, h.conf)
		for _, a := range list {
			if a.Name == name {
				at = a.ArrivedAt
			}
		}
		return err
	})
	return at
}

// A desk that was cut off tells late of somebody who came and has left since:
// the person stays away, and the desk is told.
func TestALateNoteBringsNobodyBack(t *testing.T) {
	h := newHall(t)
	who := h.as(access.Reception)
	h.post(who, "/ban/diem-danh", "code", h.codes[lan])
	h.post(who, "/ban/diem-danh/nguoi/"+h.people[lan]+"/ra")
	note := fmt.Sprintf(`[{"once":"k","person":%q,"ago":600000,"way":"code"}]`, h.people[lan])
	r := h.post(who, "/ban/diem-danh/bu", "list", note)
	if !strings.Contains(r.Body.String(), `"kind":"roi"`) || !strings.Contains(r.Body.String(), lan) {
		t.Errorf("the desk is told %s", r.Body)
	}
	if h.present(lan) || h.arrivals(lan) != 1 {
		t.Errorf("present: %v after %d arrivals", h.present(lan), h.arrivals(lan))
	}
	h.shows(h.follow(who, "/ban/diem-danh", "code", h.codes[lan]), 200, "Đã ghi có mặt")
	if !h.present(lan) {
		t.Error("who comes back is not taken")
	}
}
