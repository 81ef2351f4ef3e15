package desk_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/law"
	"hoinghi/regulation"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// S3-26: 03 of 18 has three readings, each with its source; the council records
// the one it used, and from then on that one decides.
func TestThreeOfEighteen(t *testing.T) {
	db := storetest.SQLite(t)
	org, err := account.Found(context.Background(), db, account.Org{Slug: "tinh-doan", Name: "Tỉnh đoàn", Kind: "dang-doan-the"})
	if err != nil {
		t.Fatal(err)
	}
	who := access.Actor{Org: org.ID, Person: "p0", Roles: access.Roles()}
	const path = "/ban/quy-che/ty-le-chien-si"
	ask := func(query string, status int, want ...string) {
		t.Helper()
		w := serve(t, db, who, http.MethodGet, path+query, nil)
		if w.Code != status {
			t.Fatalf("%s: status %d, want %d", query, w.Code, status)
		}
		for _, s := range want {
			if !strings.Contains(w.Body.String(), s) {
				t.Errorf("%s lacks %q", query, s)
			}
		}
	}
	ask("", http.StatusOK, "Số Lao động tiên tiến")
	const seed = "?ldtt=18&cstd=3&ngay=30/12/2021"
	ask(seed, http.StatusOK, "3/18 = 16,7 %", "3/21 = 14,3 %", "15 % của 18 là 2,7", "91/2017", "Chưa đúng quy định")
	err = db.Write(t.Context(), who, func(tx *store.Tx) error {
		_, err := regulation.Record(tx, regulation.Own{Rule: "tdkt.cstdcs.base", Value: "together",
			Document: law.Document{Number: "07/QC-TĐ", Day: law.MustDay("2021-01-15"), Article: "Điều 4"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ask(seed, http.StatusOK, "07/QC-TĐ", "Lao động tiên tiến cộng Chiến sĩ thi đua cơ sở")
	ask("?ldtt=x&cstd=3&ngay=31/02/2021", http.StatusUnprocessableEntity, "Hãy ghi một số", "Ngày chưa đúng", `value="x"`)
	ask("?ldtt=3&cstd=18&ngay=30/12/2021", http.StatusUnprocessableEntity)
	ask("?ldtt=18&cstd=3&ngay=30/12/1990", http.StatusUnprocessableEntity)
}
