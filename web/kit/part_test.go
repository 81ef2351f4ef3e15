package kit_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/web/kit"
)

var (
	vi   = locale.In("vi")
	noon = time.Date(2026, 1, 23, 10, 0, 0, 0, locale.Zone)
)

func drawn(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func has(t *testing.T, html string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(html, p) {
			t.Errorf("no %q in\n%s", p, html)
		}
	}
}

func quorum(present int64) templ.Component {
	return kit.QuorumBar(vi, kit.QuorumOpts{Present: present, Convened: 64, Need: 43})
}

func TestQuorumSaysFigureAndVerdict(t *testing.T) {
	has(t, drawn(t, quorum(48)), `48<small>/64 người`, "75,0%", "cần ít nhất 43", `width="75"`, `d="M67.18 0v12"`, "fill yes")
	has(t, drawn(t, quorum(41)), "còn thiếu 2 người", "fill no", `width="64.06"`)
}

func TestVoteBarsNeverPassTheirTrack(t *testing.T) {
	html := drawn(t, kit.VoteBars(vi, kit.VotesOpts{For: 50, Against: 1, Base: 48, Shares: true}))
	has(t, html, `class="fill yes" width="100"`, `class="fill no" width="2.08"`, "Tán thành", "2,1%")
}

func TestFieldTiesFaultAndHintToItsControl(t *testing.T) {
	html := drawn(t, kit.Field(kit.FieldOpts{Name: "born", Label: "L", Type: "day", Value: "31/02/1988", Hint: "h", Fault: "f", Required: true}))
	has(t, html, `aria-describedby="born-hint born-fault"`, `aria-invalid="true"`, `id="born-hint"`, `id="born-fault"`, `for="born"`, ` required`, `value="31/02/1988"`)
	if strings.Contains(html, "(nếu có)") {
		t.Error("a required field is called optional")
	}
}

func TestFieldEscapesWhatWasTyped(t *testing.T) {
	for _, kind := range []string{"text", "textarea", "select", "radio"} {
		o := kit.FieldOpts{Name: "x", Label: "L", Type: kind, Value: `"><b>`, Options: []kit.Option{{Value: `"><b>`, Label: "<b>"}}}
		if html := drawn(t, kit.Field(o)); strings.Contains(html, "<b>") {
			t.Errorf("%s: %s", kind, html)
		}
	}
}

func TestRadiosKeepTheChosenOne(t *testing.T) {
	o := kit.FieldOpts{Name: "c", Label: "L", Type: "radio", Value: "b", Options: []kit.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}}
	html := drawn(t, kit.Field(o))
	if n := strings.Count(html, "checked"); n != 1 {
		t.Errorf("%d checked: %s", n, html)
	}
	if !regexp.MustCompile(`<input[^>]*checked[^>]*value="b"`).MatchString(html) {
		t.Error(html)
	}
}

func TestPagerKeepsTheList(t *testing.T) {
	l := kit.List{Path: "/p", Sort: "ten", Page: 5, Per: 50, Total: 480, Keep: url.Values{"phong": {"tin"}}}
	html := drawn(t, kit.Pager(vi, l))
	has(t, html, "201–250 trong 480", `aria-current="page">5<`, "phong=tin", "trang=4", "trang=6", "trang=10", "…")
	if strings.Contains(html, "trang=2&") {
		t.Error("page 2 is within the gap")
	}
}

func TestSortHeadTurnsItsOrder(t *testing.T) {
	l := kit.List{Path: "/p", Sort: "ten", Page: 1, Per: 50, Keep: url.Values{}}
	has(t, drawn(t, kit.SortHead(l, "ten", "T", "")), `aria-sort="ascending"`, "chieu=giam")
	l.Desc = true
	if html := drawn(t, kit.SortHead(l, "ten", "T", "")); strings.Contains(html, "chieu=giam") {
		t.Error(html)
	}
	has(t, drawn(t, kit.SortHead(l, "ngay", "N", "num")), `aria-sort="none"`, "theo=ngay")
}

func TestTimerShowsTheServersTimeWithoutScript(t *testing.T) {
	for _, c := range []struct {
		o    kit.TimerOpts
		want string
	}{
		{kit.TimerOpts{Now: noon, Until: noon.Add(156 * time.Second)}, `>02:36</time>`},
		{kit.TimerOpts{Now: noon, Until: noon.Add(-61 * time.Second)}, `>+01:01</time>`},
		{kit.TimerOpts{Now: noon, Until: noon.Add(-time.Minute), Stops: true}, `>00:00</time>`},
		{kit.TimerOpts{Now: noon, Since: noon.Add(-3723 * time.Second)}, `>01:02:03</time>`},
		{kit.TimerOpts{Now: noon, Until: noon.Add(time.Hour), Held: true, Left: 90 * time.Second}, `data-paused="90000"`},
	} {
		has(t, drawn(t, kit.TimeLeft(c.o)), c.want)
	}
}

func TestWhyShowsTheLaw(t *testing.T) {
	html := drawn(t, why(law.Short))
	has(t, html, "<details class=\"why\"", "Luật 10/2022/QH15", "Chưa đúng quy định", "state bad", "Số người có mặt")
}

func why(v law.Verdict) templ.Component {
	return kit.Why(vi, kit.WhyBox{
		Rule: "Ít nhất 2/3 tổng số viên chức, người lao động có mặt.", Cite: "Điều 51 khoản 2 điểm c, Luật 10/2022/QH15",
		Figures:    []law.Figure{{Label: "Số người được triệu tập", Value: "64"}, {Label: "Số người có mặt", Value: "48"}},
		Conclusion: "2/3 của 64 là 42,67, làm tròn lên 43. Có 48 người có mặt.", Verdict: v, Change: "Bớt 6 người có mặt thì chưa đủ điều kiện.", Path: "/luat", Open: true,
	})
}

// The squares of a code are read back from its path.
func TestQRCodeIsWholeAndDark(t *testing.T) {
	html := drawn(t, kit.QRCode("https://example.org/the/ABCD2345", "code"))
	box := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindStringSubmatch(html)
	if box == nil || box[1] != box[2] {
		t.Fatal(html)
	}
	has(t, html, "M4 4h7v1h-7z") // the finder pattern begins behind a quiet zone of four
	if err := kit.QRCode(strings.Repeat("x", 4000), "").Render(context.Background(), io.Discard); err == nil {
		t.Error("a text too long for a code was drawn")
	}
}

func TestDonutClosesItsRing(t *testing.T) {
	html := drawn(t, kit.Donut(kit.ChartOpts{Title: "t"}, []kit.Datum{{Label: "a", Value: 1}, {Label: "b", Value: 1}, {Label: "c", Value: 1}}))
	has(t, html, `stroke-dasharray="33.33 100" stroke-dashoffset="-0"`, `stroke-dasharray="33.34 100" stroke-dashoffset="-66.66"`)
}

func TestChartsSayTheirFiguresInATable(t *testing.T) {
	html := drawn(t, kit.Columns(kit.ChartOpts{Title: "t", Goal: 100}, []kit.Datum{{Label: "2024", Value: 50, Text: "50%"}, {Label: "2025", Value: 100}}))
	has(t, html, "<caption>t</caption>", `<th scope="row">2024</th><td>50%</td>`, `height="77"`, `y="26"`)
}

// A strict content policy forbids styles and scripts within the page.
func TestNothingNeedsInlineStyleOrScript(t *testing.T) {
	html := drawn(t, sheet())
	if m := regexp.MustCompile(`(?i)\sstyle=|\son[a-z]+=|<style|javascript:`).FindString(html); m != "" {
		t.Errorf("found %q", m)
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]+)"`).FindAllStringSubmatch(html, -1) {
		if ids[m[1]] {
			t.Errorf("id %q twice", m[1])
		}
		ids[m[1]] = true
	}
	if strings.Contains(html, "⟦") {
		t.Error("a message is missing: " + html[strings.Index(html, "⟦"):][:60])
	}
}

func TestEveryIconIsWellFormed(t *testing.T) {
	src, err := os.ReadFile("part_icon.go")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile("(?m)^\t\"([a-z]+)\": +`").FindAllStringSubmatch(string(src), -1)
	if len(names) < 50 {
		t.Fatalf("%d icons", len(names))
	}
	for _, n := range names {
		dec := xml.NewDecoder(strings.NewReader(strings.NewReplacer(" focusable=\"false\"", "").Replace(drawn(t, kit.Icon(n[1])))))
		for {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", n[1], err)
			}
		}
	}
}

// Styles reach for nothing but the files beside them.
func TestStylesNameNothingOutside(t *testing.T) {
	err := filepath.WalkDir("static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".css") {
			return err
		}
		css, err := os.ReadFile(p)
		for _, m := range regexp.MustCompile(`url\(["']?([^)"']+)`).FindAllStringSubmatch(string(css), -1) {
			if strings.HasPrefix(m[1], "data:") {
				continue
			}
			if _, err := os.Stat(filepath.Join("static", m[1])); err != nil {
				t.Errorf("%s: %s", p, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
