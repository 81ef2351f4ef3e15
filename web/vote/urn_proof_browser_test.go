package vote_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hoinghi/cli"
	"hoinghi/document"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/urn"
	"hoinghi/web/browser"
)

// choices are those of twenty voters among four: rows of candidates, none of
// them is a blank vote. The sums are 17, 13, 12 and 7; of 24 present more than
// twelve must agree, so that the third is not elected by half a vote.
var choices = slices.Concat([][]int{{0, 1, 2}, {}, {0, 1, 3}, {0, 2}},
	slices.Repeat([][]int{{0, 1, 2}}, 7), slices.Repeat([][]int{{0, 1, 3}}, 4), slices.Repeat([][]int{{0, 2}}, 3), slices.Repeat([][]int{{3}}, 2))

const opened20 = `{"result":[[1,17,13,12,7]]}`

// The whole way of a secret ballot, each part on its own device: the organiser
// at the desk, slips, three keys of which two suffice, twenty voters, the count
// of unused slips, decryption, the archive verified by the program, and the
// minutes of the count.
func TestSecretBallotInBrowsers(t *testing.T) {
	h := newHall(t, storetest.SQLite(t), 24)
	r := &room{t: t, db: h.db, b: browser.Start(t)}
	desk := r.b.Page(t, 1440, 900)
	h.prepared(r, desk, 22)
	slips := r.printed()
	pages, keys := r.trustees()
	h.handOut(20)
	desk.WaitText("Đã niêm phong")
	desk.ClickText("Mở hòm phiếu")
	desk.WaitText("Đang bỏ phiếu")
	var trackers []string
	for i, row := range choices[:4] {
		trackers = append(trackers, r.booth(slips[i], picks(row)...))
	}
	trackers = append(trackers, h.tab(r, slips[4:20], choices[4:])...)
	for _, s := range trackers {
		if !r.found(s) {
			t.Errorf("%s is not on the board", s)
		}
	}
	desk.ClickText("Đóng hòm phiếu")
	desk.WaitText("Còn 2 phiếu mã chưa bỏ")
	r.cancel(pages[0], slips[20:], slips[0])
	desk.ClickText("Chốt số phiếu, cho giải mã")
	desk.WaitText("Đang giải mã")
	r.decrypt(pages[0], "19", "20", "")
	r.decrypt(pages[2], "", "20", keys[2])
	r.quiet(pages...)
	h.mu.Lock()
	if h.records != 2 {
		t.Errorf("two trustees took the archive %d times, want once each, whatever was announced first", h.records)
	}
	h.mu.Unlock()
	h.roundClosed(r, desk)
	h.archived(r)
	h.counted(r, desk)
	r.sent = h.sent
	r.secret(append(slips, keys...))
}

// picks are the labels of a row.
func picks(row []int) (out []string) {
	if len(row) == 0 {
		return []string{pick(-1)}
	}
	for _, j := range row {
		out = append(out, pick(j))
	}
	return out
}

// prepared goes from the election's page to a new box for the round.
func (h *hall) prepared(r *room, desk *browser.Page, slips int) {
	h.Helper()
	desk.Open(h.site.URL + "/d/thu-vien/the/" + h.card(0, true))
	desk.Open("/d/thu-vien/ban/bau-cu/" + h.election)
	desk.Click("a[href$='/ban/bau-cu/" + h.election + "/phieu-kin']")
	desk.WaitText("Dưới 3 phiếu thì không mở được")
	r.look(desk, "urn-desk-new")
	desk.Fill("[name=slips]", fmt.Sprint(slips))
	desk.ClickText("Lập hòm phiếu")
	desk.WaitText("Đường dẫn giao riêng")
	r.look(desk, "urn-desk-setup")
	h.do(func(tx *store.Tx) error {
		boxes, err := urn.Of(tx, h.round)
		if err != nil {
			return err
		}
		r.box, h.box = boxes[0], boxes[0]
		r.links, err = urn.LinksOf(tx, r.box.ID)
		return err
	})
	r.base = h.url("")
}

// voter is one ballot that a tab has to make.
type voter struct {
	Slip   string  `json:"slip"`
	Choice [][]int `json:"choice"`
}

// kiosk is a page that makes and casts ballots one after another with the code
// of the booth, and shows their trackers.
const kiosk = `<!doctype html><html lang="vi"><title>.</title><main></main><script src="/thu/bel.js"></script><script>
(async () => {
	const { base, voters } = await (await fetch("/thu/voters.json")).json()
	const e = bel.readElection(new Uint8Array(await (await fetch(base + "/election.json")).arrayBuffer()))
	const out = []
	for (const v of voters) {
		const made = bel.vote(e, v.slip, v.choice)
		const reply = await fetch(base + "/phieu", { method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" }, body: made.raw })
		const { tracker, text } = await reply.json()
		out.push(tracker === made.tracker ? tracker : "refused: " + text)
	}
	const p = document.createElement("pre")
	p.id = "xong"
	p.textContent = out.join(" ")
	document.querySelector("main").append(p)
})()
</script>`

// tab lets all others vote in one tab, and gives their trackers.
func (h *hall) tab(r *room, slips []string, rows [][]int) []string {
	h.Helper()
	var voters []voter
	for i, row := range rows {
		choice := []int{0, 0, 0, 0, 0}
		for _, j := range row {
			choice[j+1] = 1
		}
		voters = append(voters, voter{slips[i], [][]int{choice}})
	}
	h.own.HandleFunc("GET /thu/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(kiosk))
	})
	h.own.HandleFunc("GET /thu/bel.js", func(w http.ResponseWriter, q *http.Request) { http.ServeFile(w, q, "../kit/testdata/bel.js") })
	h.own.HandleFunc("GET /thu/voters.json", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"base": strings.TrimPrefix(r.base, h.site.URL), "voters": voters})
	})
	p := r.b.Page(h, 800, 600)
	p.Open(h.site.URL + "/thu/")
	got := strings.Fields(p.Text("#xong"))
	for _, s := range got {
		if !trackerShape.MatchString(s) {
			h.Fatalf("one tab for all: %q", got)
		}
	}
	return got
}

// roundClosed ends the vote of the round; till then the box tells nothing, for
// others could still vote on paper.
func (h *hall) roundClosed(r *room, desk *browser.Page) {
	h.Helper()
	desk.WaitText("Hãy đóng bỏ phiếu của vòng bầu trước")
	r.look(desk, "urn-desk-done")
	if board := string(h.get(200, "/bang")); strings.Contains(board, "Kết quả giải mã") || !strings.Contains(board, "hiện cùng lúc với kết quả chung") {
		h.Error("the box is told while the round is open")
	}
	if bytes.Contains(h.get(200, "/luu-tru.bel"), []byte(opened20)) {
		h.Error("the archive tells the result while the round is open")
	}
	desk.Open("/d/thu-vien/ban/bau-cu/" + h.election + "/vong/" + h.round)
	desk.Click("form[action$='/dong'] button")
	desk.WaitText("Đang kiểm phiếu")
}

// archived takes the archive from the public board as an outsider does, and
// lets the program verify it, whole and with one byte changed.
func (h *hall) archived(r *room) {
	h.Helper()
	p := r.b.Page(h, 390, 844)
	p.Open(r.base + "/bang")
	p.WaitText("Đã có kết quả")
	r.look(p, "urn-board-done")
	raw := p.Download("a[href$='/luu-tru.bel']")
	name := filepath.Join(h.TempDir(), h.box.UUID+".bel")
	if !bytes.Contains(raw, []byte(opened20)) {
		h.Errorf("the archive has no result %s", opened20)
	}
	h.verified(name, raw, 0)
	h.verified(name, bytes.Replace(raw, []byte(opened20), []byte(strings.Replace(opened20, "17", "18", 1)), 1), 1)
	p.Open(r.base + "/bao-mat")
	r.look(p, "urn-honest")
	r.quiet(p)
}

// verified is the exit of the command for a file.
func (h *hall) verified(name string, raw []byte, want int) {
	h.Helper()
	h.ok(os.WriteFile(name, raw, 0o600))
	var out, errs bytes.Buffer
	got := cli.Main(cli.World{Args: []string{"verify", name}, In: strings.NewReader(""), Out: &out, Err: &errs, Env: func(string) string { return "" }, Now: time.Now})
	if got != want || want == 0 && !strings.Contains(out.String(), "20") {
		h.Errorf("hoinghi verify exits %d, want %d\n%s%s", got, want, out.String(), errs.String())
	}
}

// counted puts the sums into the round and reads the minutes.
func (h *hall) counted(r *room, desk *browser.Page) {
	h.Helper()
	round := "/d/thu-vien/ban/bau-cu/" + h.election + "/vong/" + h.round
	desk.Open("/d/thu-vien/ban/phieu-kin/" + h.box.ID)
	desk.ClickText("Đưa kết quả vào vòng bầu")
	desk.WaitText("Kết quả đã được đưa vào vòng bầu")
	desk.Open(round)
	desk.ClickText("Công bố kết quả")
	desk.WaitText("Trúng cử")
	docx := desk.Download("a[href$='" + h.round + "/bien-ban']")
	lines, err := document.ReadDOCXText(bytes.NewReader(docx), int64(len(docx)))
	h.ok(err)
	text := strings.Join(lines, "\n")

	for _, want := range []string{"BIÊN BẢN KIỂM PHIẾU", "Cộng\n20\n20\n19\n01\n00", "Nguyễn Văn AD\n17\n70,8%\nTrúng cử", "Nguyễn Văn AE\n13\n54,2%\nTrúng cử",
		"Nguyễn Văn AF\n12\n50,0%\nKhông trúng cử", "Nguyễn Văn AG\n07\n29,2%\nKhông trúng cử", "24 (hai mươi tư)", "Còn thiếu 01 (một) chỗ", "\nHòm điện tử được mở bằng khóa"} {
		if !strings.Contains(text, want) {
			h.Errorf("the minutes lack %q:\n%s", want, text)
		}
	}
	r.quiet(desk)
}
