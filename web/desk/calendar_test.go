package desk_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func plannedOn(t *testing.T, db *store.DB, who access.Actor, held string) {
	t.Helper()
	err := db.Write(t.Context(), who, func(tx *store.Tx) error {
		_, err := conference.Plan(tx, conference.Conference{Track: conference.Staff, Form: "whole", Scope: "office", YearName: "plan",
			Period: "calendar", ReviewYear: 2025, PlanYear: 2026, HeldOn: law.MustDay(held)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheClockOfTheYear(t *testing.T) {
	db, who := ownDesk(t)
	plannedOn(t, db, who, "2026-02-05")
	w := serve(t, db, who, http.MethodGet, "/ban/lich", nil)
	shows(t, w, 200, "Năm công tác 2025, kết thúc ngày 31/12/2025", "31/03/2026", "01/01/2026", "Đang trong hạn", "khoản 1 Điều 51", "/luat/conf.deadline.months@2023-07-01",
		"Hôm nay", "Giỗ Tổ Hùng Vương", "26/04/2026", "/d/thu-vien/lich.ics")
	if !regexp.MustCompile(`data-label="Còn \(ngày\)">67</td>`).MatchString(w.Body.String()) { // 23 January to 31 March
		t.Error("the days left are not 67")
	}
	shows(t, serve(t, db, who, http.MethodGet, "/ban/lich?nam=2024", nil), 200, "Năm công tác 2024", "31/03/2025", "Đã qua")
	shows(t, serve(t, db, who, http.MethodGet, "/ban/lich?nam=-5", nil), 200, "Năm công tác 2025")
	if w := serve(t, db, access.Public(who.Org), http.MethodGet, "/ban/lich", nil); w.Code == http.StatusOK {
		t.Error("the public reads the workspace")
	}
}

func TestAUnitWithoutAKindIsAskedForIt(t *testing.T) {
	db := storetest.SQLite(t)
	org, err := account.Found(t.Context(), db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam"})
	if err != nil {
		t.Fatal(err)
	}
	who := access.Actor{Org: org.ID, Person: "p0", Roles: access.Roles()}
	shows(t, serve(t, db, who, http.MethodGet, "/ban/lich", nil), 200, "Chưa biết loại cơ quan", "/ban/don-vi")
	if w := serve(t, db, access.Public(org.ID), http.MethodGet, "/lich.ics", nil); w.Code != 200 || strings.Contains(w.Body.String(), "VEVENT") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestTheFeedOfTheYear(t *testing.T) {
	db, who := ownDesk(t)
	plannedOn(t, db, who, "2026-02-05")
	w := serve(t, db, access.Public(who.Org), http.MethodGet, "/lich.ics", nil)
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Fatal(w.Code, w.Header())
	}
	body := strings.ReplaceAll(w.Body.String(), "\r\n ", "")
	for _, want := range []string{"DTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:20260401", "UID:conf.deadline.months-2025-1@thu-vien.hoinghi", "UID:conf.deadline.months-2026-1@thu-vien.hoinghi", "DTSTAMP:20260123T000000Z"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in %s", want, body)
		}
	}
	if strings.Contains(body, "20260205") {
		t.Error("the feed tells the day of a conference that is only planned")
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`UID:(\S+)`).FindAllStringSubmatch(body, -1) {
		if ids[m[1]] {
			t.Errorf("%s twice", m[1])
		}
		ids[m[1]] = true
	}
	if again := serve(t, db, access.Public(who.Org), http.MethodGet, "/lich.ics", nil); again.Body.String() != w.Body.String() {
		t.Error("the same day gives another feed")
	}
}
