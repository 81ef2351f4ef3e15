package delegate_test

import (
	"testing"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/belenios"
	"hoinghi/election"
	"hoinghi/law"
	"hoinghi/store"
	"hoinghi/tally"
	"hoinghi/urn"
)

// elect opens a round for one post of two candidates.
func (w *world) elect(form string) (round string) {
	w.Helper()
	var id, vote string
	w.do(w.machine(), func(tx *store.Tx) (err error) {
		if id, err = election.Call(tx, election.Election{Conference: w.conf, Purpose: election.Other, Title: "Bầu đại biểu dự đại hội cấp trên", Seats: 1}); err != nil {
			return err
		}
		for _, n := range names[:2] {
			if _, err = election.Nominate(tx, election.Candidate{Election: id, Person: w.people[n], Source: "nominated", By: "Công đoàn", ConsentOn: law.MustDay("2026-01-20"), ConsentHow: "letter"}); err != nil {
				return err
			}
		}
		if vote, err = ballot.Open(tx, ballot.Ballot{Conference: w.conf, Question: "Chốt danh sách", Method: "hand", Base: "present", Shown: "live"}); err != nil {
			return err
		}
		return ballot.Enter(tx, vote, ballot.Count{Row: "1", InFavour: 5})
	})
	w.closeVote(vote)
	w.do(w.machine(), func(tx *store.Tx) (err error) {
		if err = election.SettleList(tx, id, vote); err != nil {
			return err
		}
		if err = election.SetRules(tx, id, election.Rules{Way: tally.Choose, Form: form, Base: "present", Tie: "again", Min: 1, Max: 1}); err != nil {
			return err
		}
		if err = election.AppointTellers(tx, id, []election.Teller{{Person: w.people[names[2]], Duty: "head"}, {Person: w.people[names[3]], Duty: "member"}}); err != nil {
			return err
		}
		round, err = election.OpenRound(tx, id)
		return err
	})
	return round
}

// With paper the phone says where the ballot is, to everybody alike, and
// nothing of who has one.
func TestAnElectionOnPaper(t *testing.T) {
	w := newWorld(t)
	w.begin(5)
	w.shows(w.get(lan, "/dai-bieu"), "!Đang bỏ phiếu từ")
	round := w.elect(election.Paper)
	before := w.get(lan, "/dai-bieu")
	w.shows(before, "Bầu đại biểu dự đại hội cấp trên", "Đang bỏ phiếu từ", "Nhận phiếu giấy tại bàn phát phiếu", "Mỗi phiếu bầu đúng 1 người.", "!/phieu-kin/")
	w.do(w.machine(), func(tx *store.Tx) error {
		if err := election.PrintSlips(tx, round, 5); err != nil {
			return err
		}
		return election.HandOut(tx, round, election.ByPaper, w.people[lan])
	})
	if after := w.get(lan, "/dai-bieu"); after.body != before.body {
		t.Error("the phone tells that its reader got a ballot")
	}
	guest := access.Actor{Org: w.org.ID, Person: "g", Roles: []access.Role{access.Guest}}
	w.shows(w.ask(guest, "Khách", "/dai-bieu", nil), "Khách mời không tham gia bỏ phiếu", "!Nhận phiếu giấy")
	w.do(w.machine(), func(tx *store.Tx) error { return election.CloseVoting(tx, round, election.Stub{Unused: 4}) })
	w.shows(w.get(lan, "/dai-bieu"), "Ban kiểm phiếu đang kiểm", "!Nhận phiếu giấy")
}

// The way into an electronic box is the same for everybody, carries nothing of
// the reader and is there only while the box takes ballots.
func TestAnElectionByABox(t *testing.T) {
	w := newWorld(t)
	w.begin(5)
	round := w.elect(election.Electronic)
	var box urn.Box
	w.do(w.machine(), func(tx *store.Tx) (err error) {
		box, err = urn.Prepare(tx, urn.Draft{Subject: round, Name: "Hòm", Questions: []belenios.Question{{Question: "Bầu", Answers: []string{"A", "B"}, Blank: true, Min: 1, Max: 1}}, Slips: 6, Trustees: 3, Threshold: 2})
		return err
	})
	w.shows(w.get(lan, "/dai-bieu"), "Rút một phiếu điện tử", "!/phieu-kin/")
	w.do(w.machine(), func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE urn_box SET state = $2 WHERE org_id = $1`, string(urn.Opened))
		return err
	})
	link := `href="` + base + "/phieu-kin/" + box.ID + `" rel="noreferrer noopener"`
	for _, n := range []string{lan, oanh} {
		w.shows(w.get(n, "/dai-bieu"), link, "!"+box.ID+"?", "!"+box.ID+"#")
	}
}
