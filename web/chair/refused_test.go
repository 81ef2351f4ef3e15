package chair_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/web/browser"
)

// hesitant is an open conference at the item that ends in a vote, with as many
// in the hall as the quorum asks for, and one of them waiting for the floor.
func hesitant(t *testing.T) (r *room, asked conference.Speaker) {
	t.Helper()
	r = newRoom(t)
	r.arrive(6)
	r.do("/dieu-hanh/"+r.conf+"/khai-mac", url.Values{})
	r.do("/dieu-hanh/muc/"+r.items()[2].ID+"/mo", url.Values{"from": {""}})
	who := access.Actor{Org: r.org.ID, Person: "p5", Roles: []access.Role{access.Delegate}}
	if err := r.db.Write(t.Context(), who, func(tx *store.Tx) error { return conference.Ask(tx, r.conf, "Phụ cấp") }); err != nil {
		t.Fatal(err)
	}
	r.act(func(tx *store.Tx) error {
		all, err := conference.Speakers(tx, r.conf)
		asked = all[0]
		return err
	})
	return r, asked
}

// leave takes the last n of six out of the hall.
func (r *room) leave(n int) {
	r.t.Helper()
	r.act(func(tx *store.Tx) error {
		for i := range n {
			if err := conference.CheckOut(tx, r.conf, fmt.Sprint("p", 5-i)); err != nil {
				return err
			}
		}
		return nil
	})
}

// between is the page from one mark to another, each of which it must have.
func between(t *testing.T, page, from, to string) string {
	t.Helper()
	_, after, one := strings.Cut(page, from)
	part, _, two := strings.Cut(after, to)
	if !one || !two {
		t.Fatalf("the page has no %s before %s", from, to)
	}
	return part
}

const (
	stageMark = `id="ch-stage"`
	floorMark = `id="ch-floor"`
	mainMark  = `id="noi-dung"`
)

// What cannot be done is said on the console, beside the place, and what was
// typed stands in the form.
func TestRefusedOnTheConsole(t *testing.T) {
	r, asked := hesitant(t)
	r.leave(2)
	form := url.Values{"item": {r.items()[2].ID}, "question": {"Thông qua bản <sửa>?"}, "method": {"hand"}, "base": {"present"}, "shown": {"closed"}}
	status, page := r.post("/dieu-hanh/"+r.conf+"/bieu-quyet", form)
	said := between(t, page, mainMark, stageMark)
	if status != http.StatusConflict || !strings.Contains(said, "Chưa đủ số người để biểu quyết: có mặt 4, cần ít nhất 6.") || !strings.Contains(said, `role="alert"`) {
		t.Errorf("a vote without quorum: %d, above the step stands %q", status, said)
	}
	has(t, page, `value="Thông qua bản &lt;sửa&gt;?"`, "Điều hành")
	if at := between(t, page, "data-live=\"", "\""); !strings.Contains(at, "question=Th") || !strings.Contains(at, "method=hand") || strings.Contains(at, "<") {
		t.Errorf("the next redraw takes away what was typed: %s", at)
	}
	status, page = r.post("/dieu-hanh/phat-bieu/"+asked.ID+"/moi", url.Values{"minutes": {"5"}})
	said = between(t, page, stageMark, floorMark)
	if status != http.StatusConflict || !strings.Contains(said, "Phạm Thị Ngọc Lan đã rời hội trường.") {
		t.Errorf("a speaker who left: %d, above the queue stands %q", status, said)
	}
	status, page = r.post("/dieu-hanh/"+r.conf+"/phat-bieu", url.Values{"name": {"  "}, "topic": {"Thư viện số"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a slip without a name: %d", status)
	}
	slip := between(t, page, `id="ch-floor"`, `id="dai-bieu"`)
	has(t, slip, "Cần điền mục này", `value="Thư viện số"`, "<details open>")
	r.do("/dieu-hanh/"+r.conf+"/be-mac", url.Values{})
	status, page = r.post("/dieu-hanh/"+r.conf+"/dong-ho", url.Values{"do": {"5"}})
	has(t, page, "Hội nghị đã bế mạc", `id="ch-stage"`)
	if status != http.StatusConflict {
		t.Errorf("a clock after the end: %d", status)
	}
}

// In a browser, with scripts and without: the chair stays on the console, reads
// the sentence there, and neither it nor the form goes when the hall moves on.
func TestRefusedInABrowser(t *testing.T) {
	for _, js := range []bool{true, false} {
		t.Run(fmt.Sprint("scripts ", js), func(t *testing.T) {
			r, _ := hesitant(t)
			p := browser.Start(t).Page(t, 1440, 1000)
			if !js {
				p.NoJS()
			}
			p.Open(r.url + "/dieu-hanh")
			p.WaitText("Mở biểu quyết")
			p.Fill("#question", "Thông qua bản sửa?") // nothing is redrawn under somebody who types
			r.leave(2)
			p.Press("\r")
			p.WaitText("Chưa đủ số người để biểu quyết")
			if got := p.Attribute("#question", "value"); got != "Thông qua bản sửa?" {
				t.Errorf("the question is now %q", got)
			}
			p.ShotAt("chair-refused", 360, 768, 1440)
			if js {
				if bad := p.Axe(); len(bad) > 0 {
					t.Errorf("not accessible: %q", bad)
				}
				r.act(func(tx *store.Tx) error {
					_, _, err := conference.CheckIn(tx, r.conf, "p6", conference.ByCard)
					return err
				})
				p.WaitText("5/8") // redrawn
				if !p.Has("Chưa đủ số người để biểu quyết") || p.Attribute("#question", "value") != "Thông qua bản sửa?" {
					t.Error("the next redraw takes the sentence or the form away")
				}
			}
			p.ClickText("Mời phát biểu")
			p.WaitText("Phạm Thị Ngọc Lan đã rời hội trường.")
			if p.Has("Chưa đủ số người để biểu quyết") || !p.Has("Mở biểu quyết") {
				t.Error("the chair is not on the console, or an old sentence stands there")
			}
		})
	}
}
