package portal_test

import (
	"context"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func TestWorriesNameAPersonAndTellSomethingPrivate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Công đoàn thăm hỏi đồng chí Nguyễn Thị Hoa bị bệnh ung thư.", "illness: Nguyễn Thị Hoa"},
		{"Trao quà cho cháu Trần Minh An, học sinh lớp 5.", "child: Trần Minh An"},
		{"Đồng chí Lê Văn Bảy xếp loại B.", "rating: Lê Văn Bảy"},
		{"Ông Y Thông bị kỷ luật khiển trách.", "rating: Y Thông"},
		{"Thăm cháu An (con đồng chí Phạm Thị Lan) điều trị tại Bệnh viện tỉnh.", "illness: An; child: An"},
		// what agencies write of nobody in particular
		{"Tặng quà cho các cháu nhân ngày tết thiếu nhi.", ""},
		{"Trong năm, tỷ lệ đoàn viên xếp loại A đạt từ 98% trở lên.", ""},
		{"Do tình hình dịch bệnh Covid-19 diễn biến phức tạp, đồng chí Vũ Tuấn đề nghị làm việc trực tuyến.", ""},
		{"Đồng chí Vũ Tuấn, Giám đốc Bệnh viện tỉnh phát biểu.", ""},
		{"Đồng chí Hoàng Gia Tôn nêu vai trò của Hội đồng kỷ luật, Hội đồng thi đua.", ""},
		{"Thăm 3 đoàn viên ốm đau. Đồng chí Lê Thị Hường phát biểu.", ""},
		{"Sở Thông tin và Truyền thông tỉnh Lạng Sơn thăm học sinh.", ""},
	} {
		var got []string
		for _, w := range portal.Worries(portal.Article{Text: portal.Text{Body: c.text}}) {
			got = append(got, w.Kind+": "+w.Name)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q: %q, want %q", c.text, strings.Join(got, "; "), c.want)
		}
	}
}

func TestCaptionsWorryToo(t *testing.T) {
	a := portal.Article{Photos: []portal.Photo{{ID: "p", Caption: "Cháu Lê Minh Khôi nhận quà", Alt: "Trao quà"}}}
	if w := portal.Worries(a); len(w) != 1 || w[0].Where != "p" || w[0].Word != "cháu" {
		t.Errorf("found %+v", w)
	}
}

// gate is a record in which articles are tried.
type gate struct {
	*testing.T
	db *store.DB
}

func (g gate) do(who access.Actor, f func(*store.Tx) error) { g.Helper(); write(g.T, g.db, who, f) }

func (g gate) try(who access.Actor, f func(*store.Tx) error) error {
	return g.db.Write(context.Background(), who, f)
}

func (g gate) refuse(err error, k fault.Kind) {
	g.Helper()
	if !fault.Is(err, k) {
		g.Errorf("answered %v, want a fault of kind %d", err, k)
	}
}

func (g gate) begin(x portal.Text) portal.Article { g.Helper(); return begin(g.T, g.db, x) }

func TestTheGateAsksAndRemembers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := gate{t, db}
		text := portal.Text{Title: "Thăm hỏi", Lead: "Công đoàn thăm hỏi đoàn viên.", Body: "Đồng chí Nguyễn Thị Hoa điều trị ung thư."}
		a := w.begin(text)
		w.refuse(w.try(editor, func(tx *store.Tx) error { return portal.Publish(tx, a.ID) }), fault.Invalid)
		w.refuse(w.try(editor, func(tx *store.Tx) error { return portal.Clear(tx, a.ID, " ") }), fault.Invalid)
		w.refuse(w.try(writer, func(tx *store.Tx) error { return portal.Clear(tx, a.ID, "Gia đình đồng ý") }), fault.Denied)
		w.do(editor, func(tx *store.Tx) error { return portal.Clear(tx, a.ID, "Gia đình đồng ý ngày 5/1") })
		w.do(editor, func(tx *store.Tx) error { return portal.Publish(tx, a.ID) })
		text.Body += "\n\nCháu Lê Minh Khôi, học sinh lớp 5, nhận quà."
		w.refuse(w.try(editor, func(tx *store.Tx) error {
			return portal.Amend(tx, a.ID, portal.Change{Text: text, Note: "Bổ sung"})
		}), fault.Invalid)
		w.do(editor, func(tx *store.Tx) error {
			return portal.Amend(tx, a.ID, portal.Change{Text: text, Note: "Bổ sung", Reason: "Mẹ cháu đồng ý bằng văn bản"})
		})
		w.do(editor, func(tx *store.Tx) error {
			c, err := portal.Clearances(tx, a.ID)
			if err == nil && (len(c) != 2 || c[0].By != editor.Person || c[1].Reason != "Mẹ cháu đồng ý bằng văn bản") {
				t.Errorf("kept %+v", c)
			}
			return err
		})
	})
}

func TestTwoPeopleApprove(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := gate{t, db}
		w.do(editor, func(tx *store.Tx) error {
			return portal.SetUp(tx, portal.Site{TwoPeople: true, Stamp: portal.StampLong})
		})
		publish := func(id string) func(*store.Tx) error {
			return func(tx *store.Tx) error { return portal.Publish(tx, id) }
		}
		own := w.begin(portal.Text{Title: "T", Lead: "L", Body: "B"})
		w.do(editor, func(tx *store.Tx) error { return portal.Submit(tx, own.ID) })
		if err := w.try(editor, publish(own.ID)); fault.Of(err).Key != "portal.own" {
			t.Errorf("one's own article: %v", err)
		}
		var a portal.Article
		w.do(writer, func(tx *store.Tx) (err error) {
			a, err = portal.Begin(tx, portal.Text{Title: "T", Lead: "L", Body: "B"})
			return err
		})
		if err := w.try(editor, publish(a.ID)); fault.Of(err).Key != "portal.submit.first" {
			t.Errorf("nobody submitted it: %v", err)
		}
		w.do(writer, func(tx *store.Tx) error { return portal.Submit(tx, a.ID) })
		w.do(editor, func(tx *store.Tx) error {
			return portal.Amend(tx, a.ID, portal.Change{Text: portal.Text{Title: "T", Lead: "L", Body: "B khác"}})
		})
		if err := w.try(editor, publish(a.ID)); fault.Of(err).Key != "portal.submit.first" {
			t.Errorf("what was submitted is no more: %v", err)
		}
		w.do(writer, func(tx *store.Tx) error { return portal.Submit(tx, a.ID) })
		w.do(editor, publish(a.ID))
		w.refuse(w.try(writer, func(tx *store.Tx) error { return portal.Submit(tx, "khong") }), fault.Missing)
	})
}

func TestChildrenNeedConsent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := gate{t, db}
		a := w.begin(portal.Text{Title: "T", Lead: "L", Body: "B"})
		p := addPhoto(t, db, a.ID, 200, portal.Labels{Alt: "Các cháu nhận quà", Children: true})
		err := w.try(editor, func(tx *store.Tx) error { return portal.Publish(tx, a.ID) })
		if f := fault.Of(err).Fields; len(f) != 1 || f[0].Name != "consent-"+p.ID {
			t.Fatalf("published with %v", err)
		}
		w.do(editor, func(tx *store.Tx) error {
			return portal.AmendPhoto(tx, a.ID, p.ID, portal.Labels{Alt: "Các cháu nhận quà", Children: true, Consent: "Phiếu đồng ý của 6 phụ huynh, lưu tại văn thư"})
		})
		w.do(editor, func(tx *store.Tx) error { return portal.Publish(tx, a.ID) })
		w.refuse(w.try(editor, func(tx *store.Tx) error {
			return portal.AmendPhoto(tx, a.ID, p.ID, portal.Labels{Alt: "Các cháu nhận quà", Children: true})
		}), fault.Invalid)
	})
}
