package desk_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// The year clock knows when the Board's term ends from the conference that
// elected it.
func TestCalendarEndsTheTermOfTheBoard(t *testing.T) {
	db := storetest.SQLite(t)
	org, err := account.Found(context.Background(), db, account.Org{Slug: "thu-vien", Name: "Thư viện", Kind: "su-nghiep"})
	if err != nil {
		t.Fatal(err)
	}
	who := access.Actor{Org: org.ID, Person: "p0", Roles: access.Roles()}
	calendar := func() string {
		t.Helper()
		w := serve(t, db, who, http.MethodGet, "/ban/lich?nam=2025", nil)
		if w.Code != http.StatusOK {
			t.Fatalf("status %d", w.Code)
		}
		return w.Body.String()
	}
	const end = "23/01/2028" // two years after the election
	if strings.Contains(calendar(), end) {
		t.Error("a term ends that never began")
	}
	err = db.Write(t.Context(), who, func(tx *store.Tx) error {
		id, err := conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan", HeldOn: law.MustDay("2026-01-23"), Session: "morning"})
		if err != nil {
			return err
		}
		if err := conference.Convene(tx, id, []roster.Person{{ID: "p0", Name: "Lê Văn A", Category: roster.PublicEmployee}}); err != nil {
			return err
		}
		if err := conference.DraftAgenda(tx, id, []string{"election"}); err != nil {
			return err
		}
		if err := conference.Begin(tx, id); err != nil {
			return err
		}
		items, err := conference.Agenda(tx, id)
		if err != nil {
			return err
		}
		if err := conference.OpenItem(tx, items[0].ID); err != nil {
			return err
		}
		return conference.CloseItem(tx, items[0].ID, "")
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(calendar(), end) {
		t.Errorf("the calendar does not say that the Board's term ends on %s", end)
	}
}
