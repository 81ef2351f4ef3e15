package vote_test

import (
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/election"
	"hoinghi/store"
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
