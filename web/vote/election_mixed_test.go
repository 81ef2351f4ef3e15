package vote_test

import (
	"net/url"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/election"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/tally"
)

// mixed decides a round of n voters by the box and the rest on paper, and
// answers with its page.
func (q *poll) mixed(n int, box tally.Sums, paper ...string) string {
	q.Helper()
	_, round := q.called("mixed")
	id := round[strings.LastIndex(round, "/")+1:]
	q.do(func(tx *store.Tx) error {
		if err := election.PrintSlips(tx, id, len(q.p)); err != nil {
			return err
		}
		if err := election.HandOut(tx, id, election.ByBox, q.p[:n]...); err != nil {
			return err
		}
		if err := election.HandOut(tx, id, election.ByPaper, q.p[n:]...); err != nil {
			return err
		}
		if err := election.CloseVoting(tx, id, election.Stub{Unused: int64(n)}); err != nil {
			return err
		}
		return election.AddBoxResult(tx, id, election.Box{ID: "hom", Sums: box})
	})
	for _, back := range []int{1, 2} {
		figures := []string{"valid", paper[0], "invalid", "0", "out", "0"}
		for i, c := range q.candidates(round) {
			figures = append(figures, c, paper[i+1])
		}
		q.taken(q.teller(back), "/kiem-phieu/"+id, figures...)
	}
	q.taken(q.desk, round+"/ket-qua")
	w := q.get(q.desk, round)
	q.sees(w, 200, "Trúng cử")
	return w.Body.String()
}

// Ways that are large are shown apart; a small one is only in the sum, on the
// page as in the minutes.
func TestASmallWayIsNotShownApart(t *testing.T) {
	q := newPoll(t)
	large := q.mixed(12, tally.Sums{Valid: 12, For: []int64{9, 8, 7, 2}}, "12", "10", "9", "8", "3")
	if !strings.Contains(large, ">Hòm điện tử</th>") || strings.Contains(large, "chỉ hiện tổng") {
		t.Error("twelve and twelve slips are not shown apart")
	}
	small := q.mixed(4, tally.Sums{Valid: 4, For: []int64{3, 3, 3, 1}}, "20", "16", "15", "14", "3")
	if strings.Contains(small, ">Hòm điện tử</th>") || !strings.Contains(small, "chỉ hiện tổng") {
		t.Error("four slips of the box are shown apart")
	}
	for _, figure := range []string{"19 trên 24", "18 trên 24", "17 trên 24", "4 trên 24"} {
		if !strings.Contains(small, figure) {
			t.Errorf("the sum lacks %s", figure)
		}
	}
}

// At the desk an electronic slip is exchanged only when it is handed back, and
// what was typed stays.
func TestTheDeskExchangesOnlyWhatIsHandedBack(t *testing.T) {
	q := newPoll(t)
	_, round := q.called("mixed")
	q.taken(q.desk, round+"/in", "slips", "24")
	reception := access.Actor{Org: q.org.ID, Person: "reception", Roles: []access.Role{access.Reception}}
	q.taken(reception, round+"/phat", "channel", "box", "person", q.p[5])
	q.sees(q.post(reception, round+"/phat", "channel", "paper", "person", q.p[5]), 422, "phải trả lại phiếu điện tử chưa dùng")
	q.sees(q.post(reception, round+"/phat/doi", "person", q.p[5], "credential", "abc"), 422, "Cần mã công khai", `value="abc"`)
	q.sees(q.post(reception, round+"/phat/bo", "person", q.p[5]), 422, "Phiếu điện tử đã rút thì không bỏ đánh dấu được")
	q.taken(reception, round+"/phat", "channel", "paper", "person", q.p[6])
	q.taken(reception, round+"/phat/hong")
	q.taken(reception, round+"/phat/bo", "person", q.p[6])
	q.sees(q.get(reception, round+"/phat"), 200, "Phiếu hỏng đã đổi: 1", "Đã nhận phiếu: 1 người")
}

// A voter hands back an electronic slip that was not used. The desk types the
// code printed on it, gets paper into that voter's hand, and the slip votes no
// more; one that has voted is not exchanged.
func TestAHandedBackSlipBecomesPaper(t *testing.T) {
	h := newHall(t, storetest.SQLite(t), 24)
	h.prepare(3)
	h.do(func(tx *store.Tx) error { return election.PrintSlips(tx, h.round, 24) })
	h.handOut(2)
	h.post(200, "/phieu", h.vote(1, 0, 1, 0, 0))
	printed := func(slip int) string {
		all, err := belenios.PublicCredential(belenios.Ed25519(), h.box.UUID, h.slips[slip])
		h.ok(err)
		return all[:4] + " " + all[4:8]
	}
	cookie, swap := h.signIn(0, true), "/ban/bau-cu/"+h.election+"/vong/"+h.round+"/phat/doi"
	exchange := func(person int, code string) int {
		return h.form(cookie, swap, url.Values{"person": {h.people[person]}, "credential": {code}}.Encode()).StatusCode
	}
	for what, code := range map[string]string{"nothing": "", "the secret code": h.slips[0], "a code of no slip": "0123 4567", "too short": printed(0)[:6], "a slip that voted": printed(1)} {
		if got := exchange(0, code); got != 422 {
			t.Errorf("%s: %d, want 422", what, got)
		}
	}
	if got := exchange(0, printed(0)); got != 303 {
		t.Errorf("a slip that was not used: %d, want 303", got)
	}
	h.refused("a slip that was handed back", 409, "/phieu", h.vote(0, 0, 1, 0, 0), "urn.cancelled")
	h.do(func(tx *store.Tx) error {
		got, err := election.IssuedOf(tx, h.round)
		if want := (election.Issued{Paper: 1, Box: 1}); got != want {
			t.Errorf("issued %+v, want %+v", got, want)
		}
		return err
	})
}
