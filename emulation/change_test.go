package emulation_test

import (
	"encoding/json"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var (
	editor   = who("e", access.Editor)
	everyone = access.Public("a")
)

func (h *hall) found(id string) (d emulation.Decision) {
	h.t.Helper()
	h.must(secretary, func(tx *store.Tx) (err error) { d, err = emulation.FindDecision(tx, id); return err })
	return d
}

func (h *hall) versions(id string) (list []emulation.Version) {
	h.t.Helper()
	h.must(secretary, func(tx *store.Tx) (err error) { list, err = emulation.Versions(tx, id); return err })
	return list
}

func amended(d emulation.Decision, subject, reason string) func(*store.Tx) error {
	d.Subject = subject
	return func(tx *store.Tx) error { return emulation.AmendDecision(tx, d, reason) }
}

func TestAChangeKeepsWhatStoodAndWhy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		d := h.found(h.honours(2))
		h.must(secretary, amended(d, d.Subject, ""))
		if v := h.versions(d.ID); len(v) != 0 {
			t.Errorf("nothing changed, and %d versions", len(v))
		}
		h.must(secretary, amended(d, "về việc khen thưởng", "")) // a draft asks for no reason
		if err := h.go_("", h.steps()[0].Key); err != nil {
			t.Fatal(err)
		}
		h.refused("fault.form", secretary, amended(d, "về việc khen thưởng năm 2025", " "))
		h.must(secretary, amended(d, "về việc khen thưởng năm 2025", "Thiếu năm"))
		a := d.Awards[1]
		a.Name = "Người thứ nhất"
		h.refused("fault.form", secretary, func(tx *store.Tx) error { return emulation.AmendAward(tx, a, "") })
		h.must(secretary, func(tx *store.Tx) error { return emulation.AmendAward(tx, a, "Sai tên") })
		h.must(secretary, func(tx *store.Tx) error { return emulation.RemoveAward(tx, d.Awards[2].ID, "Ghi nhầm") })

		list := h.versions(d.ID)
		var told []string
		for _, v := range list {
			was, err := v.Decision()
			if err != nil || v.By != "s" {
				t.Errorf("version %d by %q: %v", v.Number, v.By, err)
			}
			told = append(told, v.Reason+":"+was.Subject+":"+was.Awards[1].Name)
		}
		want := "Ghi nhầm:về việc khen thưởng năm 2025:Người thứ nhất|Sai tên:về việc khen thưởng năm 2025:Người thứ 1|Thiếu năm:về việc khen thưởng:Người thứ 1|:về việc công nhận danh hiệu thi đua:Người thứ 1"
		if got := strings.Join(told, "|"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if now := h.found(d.ID); now.Subject != "về việc khen thưởng năm 2025" || len(now.Awards) != 2 || now.Awards[1].Name != "Người thứ nhất" || now.AnnouncedAt.IsZero() {
			t.Errorf("now %+v", now)
		}
		h.refused("fault.denied", ann, func(tx *store.Tx) error { _, err := emulation.Versions(tx, d.ID); return err })
		h.refused("fault.denied", ann, amended(d, "x", "y"))
	})
}

func TestAWithdrawnDecisionLeavesTheHallAndStaysOnRecord(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		d := h.found(h.honours(1))
		withdraw := func(reason string) func(*store.Tx) error {
			return func(tx *store.Tx) error { return emulation.WithdrawDecision(tx, d.ID, reason) }
		}
		h.refused("fault.form", secretary, withdraw(" "))
		h.must(secretary, withdraw("Sai thẩm quyền"))
		h.refused("emulation.withdrawn", secretary, withdraw("Lần nữa"))
		h.refused("emulation.withdrawn", secretary, amended(d, "x", "y"))
		h.refused("emulation.withdrawn", secretary, func(tx *store.Tx) error {
			_, err := emulation.Reward(tx, emulation.Award{Decision: d.ID, Name: "A", Title: "B"})
			return err
		})
		h.refused("emulation.withdrawn", secretary, func(tx *store.Tx) error { return emulation.RemoveDecision(tx, d.ID) })
		h.refused("emulation.withdrawn", editor, func(tx *store.Tx) error { return emulation.Publish(tx, d.ID, emulation.Release{}) })
		if steps := h.steps(); len(steps) != 0 {
			t.Errorf("the ceremony has %s", keys(steps))
		}
		h.must(secretary, func(tx *store.Tx) error {
			list, err := emulation.WithdrawnDecisions(tx, h.conf)
			if len(list) != 1 || list[0].Withdrawn != "Sai thẩm quyền" || len(list[0].Awards) != 2 {
				t.Errorf("on record: %+v", list)
			}
			return err
		})
	})
}

func TestAWithdrawnPactKeepsItsSignatures(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		var id, party string
		h.must(secretary, func(tx *store.Tx) (err error) {
			if id, err = emulation.DrawPledge(tx, emulation.Pledge{Conference: h.conf, Title: "Giao ước", Text: "Đoàn kết"}); err != nil {
				return err
			}
			party, err = emulation.AddParty(tx, emulation.Party{Pledge: id, Name: "Công đoàn", Signer: "Trần Bình", Person: "p1"})
			return err
		})
		amend := func(text, reason string) func(*store.Tx) error {
			return func(tx *store.Tx) error {
				return emulation.AmendPact(tx, emulation.Pact{ID: id, Title: "Giao ước", Text: text}, reason)
			}
		}
		h.must(secretary, amend("Đoàn kết\nKỷ cương", ""))
		h.must(chair, func(tx *store.Tx) error { return emulation.OpenPact(tx, id) })
		h.refused("fault.form", secretary, amend("Đoàn kết", ""))
		h.must(secretary, amend("Đoàn kết, kỷ cương", "Ghi gọn lại"))
		h.refused("emulation.opened", secretary, func(tx *store.Tx) error { return emulation.RemovePact(tx, id) })
		h.must(binh, func(tx *store.Tx) error { return emulation.Sign(tx, party, "Trần Bình") })
		h.refused("emulation.signed", secretary, amend("Khác", "Khác"))
		h.refused("fault.form", secretary, func(tx *store.Tx) error { return emulation.WithdrawPact(tx, id, "") })
		h.must(secretary, func(tx *store.Tx) error { return emulation.WithdrawPact(tx, id, "Sai nội dung") })
		h.refused("emulation.withdrawn", binh, func(tx *store.Tx) error { return emulation.Sign(tx, party, "Trần Bình") })
		h.refused("emulation.withdrawn", chair, func(tx *store.Tx) error { return emulation.OpenPact(tx, id) })
		if steps := h.steps(); len(steps) != 0 {
			t.Errorf("the ceremony has %s", keys(steps))
		}
		h.must(secretary, func(tx *store.Tx) error {
			list, err := emulation.WithdrawnPacts(tx, h.conf)
			if len(list) != 1 || list[0].Signed() != 1 || list[0].Withdrawn != "Sai nội dung" {
				t.Errorf("on record: %+v", list)
			}
			return err
		})
		v := h.versions(id)
		if len(v) != 2 || v[0].Reason != "Ghi gọn lại" {
			t.Fatalf("versions %+v", v)
		}
		if was, err := v[0].Pact(); err != nil || was.Text != "Đoàn kết\nKỷ cương" || len(was.Parties) != 1 {
			t.Errorf("was %+v, %v", was, err)
		}
	})
}

func (h *hall) public(id string) (d emulation.Decision, err error) {
	err = h.db.Read(h.t.Context(), everyone, func(tx *store.Tx) (err error) { d, err = emulation.PublicDecision(tx, id); return err })
	return d, err
}

func TestThePublicReadsWhatWasIssuedAndAgreed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := gather(t, db)
		d := h.found(h.honours(2))
		publish := func(r emulation.Release) func(*store.Tx) error {
			return func(tx *store.Tx) error { return emulation.Publish(tx, d.ID, r) }
		}
		if _, err := h.public(d.ID); !fault.Is(err, fault.Missing) {
			t.Errorf("a draft is read: %v", err)
		}
		h.refused("fault.denied", ann, publish(emulation.Release{}))
		h.refused("fault.form", editor, publish(emulation.Release{Named: []string{d.Awards[1].ID}}))
		early := d
		early.Dated = law.MustDay("2026-01-24")
		h.must(secretary, func(tx *store.Tx) error { return emulation.AmendDecision(tx, early, "") })
		h.refused("fault.form", editor, publish(emulation.Release{}))
		early.Dated, early.Number = d.Dated, ""
		h.must(secretary, func(tx *store.Tx) error { return emulation.AmendDecision(tx, early, "") })
		h.refused("fault.form", editor, publish(emulation.Release{}))
		h.must(secretary, func(tx *store.Tx) error { return emulation.AmendDecision(tx, d, "") })

		h.must(editor, publish(emulation.Release{Named: []string{d.Awards[1].ID}, Consent: "Phiếu đồng ý ngày 12/01"}))
		got, err := h.public(d.ID)
		if err != nil || len(got.Awards) != 3 || got.Awards[0].Name != "Phòng Tin học" || got.Awards[1].Name != "Người thứ 1" || got.Awards[2].Name != "" {
			t.Fatalf("%v, %+v", err, got)
		}
		b, _ := json.Marshal(got.Awards)
		for _, private := range []string{"Người thứ 2", "Phiếu đồng ý", d.Awards[2].ID} {
			if strings.Contains(string(b), private) {
				t.Errorf("%s goes out: %s", private, b)
			}
		}
		h.refused("fault.form", secretary, func(tx *store.Tx) error { return emulation.AmendDecision(tx, early, "Bỏ số") })
		h.must(secretary, amended(d, "về việc khen thưởng", "Sai trích yếu"))
		h.must(secretary, func(tx *store.Tx) error { // somebody else has not agreed yet
			a := d.Awards[1]
			a.Name = "Trần Thị Khác"
			return emulation.AmendAward(tx, a, "Nhầm người")
		})
		got, _ = h.public(d.ID)
		if got.Awards[1].Name != "" {
			t.Errorf("named without consent: %s", got.Awards[1].Name)
		}
		h.must(everyone, func(tx *store.Tx) error {
			list, err := emulation.Corrections(tx, d.ID)
			if len(list) != 2 || list[1].Reason != "Sai trích yếu" {
				t.Errorf("corrections %+v", list)
			}
			all, err2 := emulation.PublicDecisions(tx)
			if err2 != nil || len(all) != 1 || len(all[0].Awards) != 3 {
				t.Errorf("all: %v %+v", err2, all)
			}
			return err
		})
		h.must(editor, publish(emulation.Release{})) // nobody any more
		h.must(secretary, func(tx *store.Tx) error { return emulation.WithdrawDecision(tx, d.ID, "Hết hiệu lực") })
		if got, err = h.public(d.ID); err != nil || len(got.Awards) != 0 || got.Withdrawn != "Hết hiệu lực" {
			t.Errorf("withdrawn: %v %+v", err, got)
		}
		h.must(editor, func(tx *store.Tx) error { return emulation.Conceal(tx, d.ID) })
		if _, err = h.public(d.ID); !fault.Is(err, fault.Missing) {
			t.Errorf("concealed: %v", err)
		}
	})
}
