package vote_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rsc.io/qr"

	"hoinghi/belenios"
	"hoinghi/urn"
	"hoinghi/web/browser"
)

// film is what a camera sees that is held before a code: a file of raw pictures.
func film(t testing.TB, text string) string {
	t.Helper()
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	const wide, high = 640, 480
	dot := (high - 80) / code.Size
	left, top := (wide-dot*code.Size)/2, (high-dot*code.Size)/2
	light := bytes.Repeat([]byte{200}, wide*high)
	for y := range code.Size * dot {
		for x := range code.Size * dot {
			if code.Black(x/dot, y/dot) {
				light[(top+y)*wide+left+x] = 30
			}
		}
	}
	picture := append(append([]byte("FRAME\n"), light...), bytes.Repeat([]byte{128}, wide*high/2)...)
	raw := append(fmt.Appendf(nil, "YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n", wide, high), bytes.Repeat(picture, 4)...)
	name := filepath.Join(t.TempDir(), "ma.y4m")
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func camera(t testing.TB, l browser.Lens) *browser.Page {
	return browser.StartSeeing(t, l).Page(t, 360, 740)
}

var threeNames = urn.Draft{Subject: "x", Name: "Bầu Ban Thanh tra nhân dân", Slips: 3, Trustees: 1, Threshold: 1,
	Questions: []belenios.Question{{Question: "Bầu từ 1 đến 2 người", Min: 1, Max: 2, Answers: []string{"Nguyễn Văn An", "Trần Thị Bình", "Đỗ Quốc Cường"}}}}

// The camera reads the slip; what it read goes nowhere but into the ballot.
func TestBoothReadsTheSlipByCamera(t *testing.T) {
	r, slips := opened(t, threeNames)
	p := camera(t, browser.Lens{Film: film(t, r.base+"#"+slips[0])})
	p.Open(r.base)
	if r.wasAsked("urn-scan.js") {
		t.Error("the camera is fetched by those who do not ask for it")
	}
	before := p.Stored()
	p.Click("#quet")
	p.WaitText("Chọn người để bầu")
	if after := p.Stored(); after != before {
		t.Errorf("the scan leaves %s, before it was %s", after, before)
	}
	if !r.wasAsked("urn-scan.js") || p.Count("#khung:not([hidden])") > 0 {
		t.Error("the camera is still on, or nobody fetched it")
	}
	r.choose(p, pick(1))
	p.Click("#bo-phieu")
	p.WaitText("Phiếu đã vào hòm")
	r.quiet(p)
	r.secret([]string{slips[0], slips[0][:11], strings.ReplaceAll(slips[0], "-", "")})
}

// Whoever has no camera, or keeps it shut, reads why and types.
func TestBoothWithoutACameraIsTyped(t *testing.T) {
	r, slips := opened(t, threeNames)
	typed := func(p *browser.Page, slip string) {
		t.Helper()
		p.Fill("#ma", slip)
		p.ClickText("Tiếp tục")
		p.WaitText("Chọn người để bầu")
		r.quiet(p)
	}
	stranger := camera(t, browser.Lens{Film: film(t, "https://example.com/trang#x")})
	stranger.Open(r.base)
	stranger.Click("#quet")
	stranger.WaitText("Đây không phải mã của phiếu bầu")
	if !strings.HasPrefix(stranger.URL(), r.base) {
		t.Errorf("a strange code leads to %s", stranger.URL())
	}
	r.look(stranger, "urn-booth-camera")
	stranger.Click("#quet")
	if stranger.Count("#khung:not([hidden])") > 0 {
		t.Error("a second press does not end the picture")
	}
	typed(stranger, slips[0])

	shut := camera(t, browser.Lens{Film: film(t, "x"), Denied: true})
	shut.Open(r.base)
	shut.Click("#quet")
	shut.WaitText("chưa được phép dùng máy ảnh")
	typed(shut, slips[1])
	plain := strings.Replace(r.base, "127.0.0.1", "hoi-truong.test", 1)
	shut.Open(plain)
	shut.Click("#quet")
	shut.WaitText("không có https")
	r.look(shut, "urn-booth-insecure")
	typed(shut, slips[1])

	none := r.b.Page(t, 360, 740)
	none.Open(r.base)
	none.Click("#quet")
	none.WaitText("gõ mã in trên phiếu")
	typed(none, slips[2])
}

// A camera script that is not the one that the booth was bundled with is not run.
func TestBoothKnowsItsCamera(t *testing.T) {
	r, slips := opened(t, threeNames)
	r.mu.Lock()
	r.swapped = "urn-scan.js"
	r.mu.Unlock()
	p := camera(t, browser.Lens{Film: film(t, r.base+"#"+slips[0])})
	p.Open(r.base)
	p.Click("#quet")
	p.WaitText("không có máy ảnh dùng được")
	p.Fill("#ma", slips[0])
	p.ClickText("Tiếp tục")
	p.WaitText("Chọn người để bầu")
}

func (r *room) wasAsked(part string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.asked {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}
