package cli_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// proof is what one of the five articles says, by the ids of the inventory.
type proof struct {
	id   string // S0-01: the sub-test
	in   string // title, lead, body, byline, captions or stamp
	want string
	not  bool // must not stand there
}

type example struct {
	file   string
	proofs []proof
}

func TestExamples(t *testing.T) {
	for _, x := range examples {
		t.Run(x.file, func(t *testing.T) {
			t.Run("sqlite", func(t *testing.T) {
				dir := t.TempDir()
				enter(t, x, "--data", dir)
				db, err := store.Open(t.Context(), filepath.Join(dir, "hoinghi.db"), store.Options{Now: time.Now})
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close()
				x.prove(t, db)
			})
			t.Run("postgres", func(t *testing.T) {
				db, address := storetest.PostgresAt(t)
				enter(t, x, "--db", address)
				x.prove(t, db)
			})
		})
	}
}

func enter(t *testing.T, x example, where ...string) {
	t.Helper()
	args := append([]string{"import", "conference", "../examples/" + x.file}, where...)
	if status, _, errs := call(args...); status != 0 {
		t.Fatalf("import: status %d: %s", status, errs)
	}
}

func (x example) prove(t *testing.T, db *store.DB) {
	org := onlyOrg(t, db)
	parts := map[string]string{}
	err := db.Read(t.Context(), access.Machine(org.ID), func(tx *store.Tx) error {
		all, err := portal.ListAll(tx)
		if err != nil {
			return err
		}
		if len(all) != 1 {
			return fmt.Errorf("%d articles", len(all))
		}
		a, err := portal.Find(tx, all[0].ID)
		if err != nil {
			return err
		}
		c, err := conference.Find(tx, a.Conference)
		if err != nil {
			return err
		}
		var captions []string
		for _, p := range a.Photos {
			captions = append(captions, p.Place+": "+p.Caption)
		}
		parts["title"], parts["lead"], parts["body"], parts["name"] = a.Title, a.Lead, a.Ended(), c.Name
		parts["byline"], parts["captions"] = strings.Join(a.Byline.Lines(), "\n"), strings.Join(captions, "\n")
		parts["stamp"] = a.Stamp + " " + a.PublishedAt.UTC().Format(time.RFC3339)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(parts["title"] + "\n" + parts["lead"] + "\n\n" + parts["body"])
	for _, p := range x.proofs {
		t.Run(p.id, func(t *testing.T) {
			got := parts[p.in]
			if whole := p.in != "body" && p.in != "lead" && p.in != "captions"; whole && !p.not {
				if diff := cmp.Diff(p.want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", p.in, diff)
				}
				return
			}
			if strings.Contains(got, p.want) == p.not {
				t.Errorf("%s: %q wanted %v in:\n%s", p.in, p.want, !p.not, got)
			}
		})
	}
}

func onlyOrg(t *testing.T, db *store.DB) account.Org {
	t.Helper()
	var orgs []account.Org
	err := db.ReadAll(t.Context(), func(s *store.System) (err error) { orgs, err = account.ListOrgs(s); return err })
	if err != nil || len(orgs) != 1 {
		t.Fatalf("%d organisations: %v", len(orgs), err)
	}
	return orgs[0]
}
