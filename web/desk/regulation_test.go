package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/law"
	"hoinghi/regulation"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/kit/kittest"
)

// ownDesk is the workspace of a library that the law knows as a public service.
func ownDesk(t *testing.T) (db *store.DB, who access.Actor) {
	t.Helper()
	db = storetest.SQLite(t)
	return db, access.Actor{Org: foundOwn(t, db), Person: "p0", Roles: access.Roles()}
}

func foundOwn(t *testing.T, db *store.DB) string {
	t.Helper()
	org, err := account.Found(t.Context(), db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Kind: string(law.PublicService)})
	if err != nil {
		t.Fatal(err)
	}
	return org.ID
}

func ownTyped(more ...string) url.Values {
	f := url.Values{"rule": {"conf.quorum.fraction"}, "how": {">="}, "value": {"3/4"}, "number": {"15/QC-TVT"}, "day": {"15/01/2024"}, "article": {"khoản 2 Điều 7"}}
	for i := 0; i+1 < len(more); i += 2 {
		f.Set(more[i], more[i+1])
	}
	return f
}

func TestAnOwnRegulationIsRecorded(t *testing.T) {
	db, who := ownDesk(t)
	shows(t, serve(t, db, who, http.MethodGet, "/ban/quy-che", nil), 200, "Đơn vị chưa ghi quy định riêng", "Số người phải có mặt", "Cách bầu Ban Thanh tra nhân dân", "Cần đơn vị xác nhận", "/luat/conf.forms.pass")
	shows(t, serve(t, db, who, http.MethodGet, "/ban/quy-che/moi?dieu=conf.quorum.fraction", nil), 200, "2/3", "điểm c khoản 2 Điều 51", "Ít nhất")
	if to := goes(t, serve(t, db, who, http.MethodPost, "/ban/quy-che", ownTyped())); to != "/ban/quy-che" {
		t.Error(to)
	}
	shows(t, serve(t, db, who, http.MethodGet, "/ban/quy-che", nil), 200, "ít nhất 75 %", "khoản 2 Điều 7 15/QC-TVT ngày 15/01/2024", "Đang áp dụng", "Vì sao?", "/luat/conf.quorum.fraction", "Áp dụng từ 15/01/2024")
	var own []regulation.Own
	if err := db.Read(t.Context(), who, func(tx *store.Tx) (err error) { own, err = regulation.List(tx); return err }); err != nil || len(own) != 1 {
		t.Fatal(own, err)
	}
	end := "/ban/quy-che/" + own[0].ID + "/het"
	shows(t, serve(t, db, who, http.MethodPost, end, url.Values{"last": {"01/01/2020"}}), 422, "không được sớm hơn", `value="01/01/2020"`)
	goes(t, serve(t, db, who, http.MethodPost, end, url.Values{"last": {"31/12/2025"}}))
	shows(t, serve(t, db, who, http.MethodGet, "/ban/quy-che", nil), 200, "Hết hiệu lực sau 31/12/2025")
}

func TestALooserRegulationShowsBothSides(t *testing.T) {
	db, who := ownDesk(t)
	w := serve(t, db, who, http.MethodPost, "/ban/quy-che", ownTyped("value", "1/2"))
	shows(t, w, 422, "thấp hơn luật định nên không ghi được", `class="sides"`, "ít nhất 50 %", "khoản 2 Điều 7 15/QC-TVT ngày 15/01/2024", "ít nhất 2/3", "điểm c khoản 2 Điều 51", `value="1/2"`)
	shows(t, serve(t, db, who, http.MethodPost, "/ban/quy-che", ownTyped("value", "", "number", "", "day", "31/02/2024")), 422, "Ngày chưa đúng")
	shows(t, serve(t, db, who, http.MethodPost, "/ban/quy-che", ownTyped("value", "nhiều")), 422, "không hợp với quy định")
	if w := serve(t, db, who, http.MethodPost, "/ban/quy-che", ownTyped("rule", "conf.chair")); w.Code != http.StatusNotFound {
		t.Errorf("a rule that nobody may set: %d", w.Code)
	}
}

// Each rule that may be set has a form whose fields are read as its value.
func TestEveryShapeHasItsFields(t *testing.T) {
	db, who := ownDesk(t)
	typed := map[law.Shape][]string{
		law.ShapeShare: {"how", ">", "value", "80 %"}, law.ShapeCap: {"value", "1"}, law.ShapeLimit: {"how", "<", "value", "180"},
		law.ShapeRating: {"value", "15", "value2", "15", "value3", ""},
	}
	spans := map[string]string{"conf.deadline.months": "2", "conf.review.period_months": "5"}
	for _, s := range law.Settables(law.DayOf(kittest.Moment())) {
		w := serve(t, db, who, http.MethodGet, "/ban/quy-che/moi?dieu="+s.ID, nil)
		shows(t, w, 200, s.Title, "15/QC-TVT")
		f := ownTyped(append(typed[s.Shape], "rule", s.ID)...)
		f.Set("day", "01/01/2026")
		switch {
		case s.Shape == law.ShapeChoice:
			f.Set("value", s.Choices[0].Code)
		case s.Shape == law.ShapeSpan && spans[s.ID] != "":
			f.Set("value", spans[s.ID])
			f.Set("unit", "2")
		case s.Shape == law.ShapeSpan && strings.HasPrefix(s.ID, "disc.duration"):
			f.Set("value", "25")
			f.Set("unit", "0")
		case s.Shape == law.ShapeSpan:
			f.Set("value", "5")
			f.Set("unit", "1")
			if s.ID == "ttnd.recommendation.answer_days" {
				f.Set("unit", "0")
			}
		}
		if w := serve(t, db, who, http.MethodPost, "/ban/quy-che", f); w.Code != http.StatusSeeOther {
			t.Errorf("%s: %v: status %d: %.2000s", s.ID, f, w.Code, w.Body)
		}
	}
	shows(t, serve(t, db, who, http.MethodGet, "/ban/quy-che", nil), 200, "trên 80 %", "dưới 180", "5 ngày làm việc", "2 tháng", "không quá 15 % số công chức")
}

func TestTheDeskOfOthersSeesNoRegulation(t *testing.T) {
	db, who := ownDesk(t)
	goes(t, serve(t, db, who, http.MethodPost, "/ban/quy-che", ownTyped()))
	reception := who
	reception.Roles = []access.Role{access.Reception}
	shows(t, serve(t, db, reception, http.MethodGet, "/ban/quy-che", nil), 200, "15/QC-TVT")
	if w := serve(t, db, reception, http.MethodPost, "/ban/quy-che", ownTyped("from", "01/02/2026")); w.Code != http.StatusForbidden {
		t.Errorf("recorded by reception: %d", w.Code)
	}
	if w := serve(t, db, access.Public(who.Org), http.MethodGet, "/ban/quy-che", nil); w.Code == http.StatusOK {
		t.Error("the public reads the workspace")
	}
}
