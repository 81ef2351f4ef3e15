package resolution_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func (h *hall) drafted() (id string) {
	h.t.Helper()
	h.at("10:00", func(tx *store.Tx) (err error) { id, err = resolution.Begin(tx, h.id, office); return err })
	return id
}

func (h *hall) adopted() (r resolution.Resolution) {
	h.t.Helper()
	id := h.drafted()
	h.at("10:05", func(tx *store.Tx) error {
		_, err := resolution.AddItem(tx, id, resolution.Item{Part: "tasks", Text: "Lập dự toán mua máy quét khổ lớn", Owner: "Phòng Tin học", Due: law.MustDay("2026-03-31"), Measure: "01 dự toán"})
		return err
	})
	h.at("10:10", func(tx *store.Tx) (err error) {
		r, err = resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: h.votes[2], Office: office})
		return err
	})
	return r
}

func TestResolutionGolden(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := held(t, db)
		h.drafted()
		golden(t, "draft.txt", document.Text(h.resolution().Paper()))
		h.adopted()
		golden(t, "resolution.txt", document.Text(h.resolution().Paper()))
	})
}

func TestAdoptedIsFrozen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := held(t, db)
		r := h.adopted()
		if r.Number != "01" || r.Symbol != "NQ-HNVC" || !r.Intact() || len(r.Hash) != 64 {
			t.Errorf("adopted as %s/%s with %q", r.Number, r.Symbol, r.Hash)
		}
		before := document.Text(h.resolution().Paper())
		for name, verb := range map[string]func(tx *store.Tx) error{
			"AddItem": func(tx *store.Tx) error {
				_, err := resolution.AddItem(tx, r.ID, resolution.Item{Part: "tasks", Text: "x"})
				return err
			},
			"AmendItem": func(tx *store.Tx) error {
				return resolution.AmendItem(tx, r.ID, resolution.Item{ID: r.Items[0].ID, Part: "tasks", Text: "x"})
			},
			"MoveItem":   func(tx *store.Tx) error { return resolution.MoveItem(tx, r.ID, r.Items[0].ID, 1) },
			"RemoveItem": func(tx *store.Tx) error { return resolution.RemoveItem(tx, r.ID, r.Items[0].ID) },
			"AmendText":  func(tx *store.Tx) error { return resolution.AmendText(tx, r.ID, resolution.Text{Opening: "x"}) },
			"Adopt": func(tx *store.Tx) error {
				_, err := resolution.Adopt(tx, resolution.Adoption{Resolution: r.ID, Ballot: h.votes[0], Office: office})
				return err
			},
		} {
			if err := db.Write(t.Context(), chair, verb); err == nil || fault.Of(err).Key != "resolution.frozen" {
				t.Errorf("%s: got %v", name, err)
			}
		}
		var other resolution.Resolution
		h.act(chair, func(tx *store.Tx) (err error) {
			other, err = resolution.Find(tx, h.id, resolution.Office{Name: "Tên mới"})
			return err
		})
		if got := document.Text(other.Paper()); got != before || !other.Intact() {
			t.Errorf("the frozen paper follows the office:\n%s", got)
		}
		h.act(chair, func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE resolution_item SET text = 'khác' WHERE org_id = $1 AND position = 1`)
			return err
		})
		if h.resolution().Intact() {
			t.Error("a changed item is not noticed")
		}
	})
}

func TestOnlyAWonVoteAdopts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := begun(t, db)
		lost := h.vote("08:10", "", "Thông qua nghị quyết", 24, 24)
		won := h.vote("08:20", "", "Thông qua chương trình", 25, 23)
		annulled := h.vote("08:30", "", "Thông qua quy chế", 40, 8)
		h.act(chair, func(tx *store.Tx) error { return ballot.Annul(tx, annulled, "đếm nhầm") })
		var open string
		h.act(chair, func(tx *store.Tx) (err error) {
			open, err = ballot.Open(tx, ballot.Ballot{Conference: h.id, Question: "?", Method: "hand", Base: "present", Shown: "live"})
			return err
		})
		id := h.drafted()
		for ballotID, key := range map[string]string{lost: "resolution.vote.lost", annulled: "resolution.vote.unfinished", open: "resolution.vote.unfinished", "": "fault.form", "none": "fault.missing"} {
			err := db.Write(t.Context(), chair, func(tx *store.Tx) error {
				_, err := resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: ballotID, Office: office})
				return err
			})
			if err == nil || fault.Of(err).Key != key {
				t.Errorf("got %v, want %s", err, key)
			}
		}
		h.act(chair, func(tx *store.Tx) error {
			list, err := resolution.Choices(tx, h.id)
			if len(list) != 2 || list[0].ID != lost {
				t.Errorf("choices: %+v", list)
			}
			if err != nil {
				return err
			}
			r, err := resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: won, Office: office})
			if !strings.Contains(r.Result, "25/48 người có mặt tán thành, đạt 52,1%; không tán thành 23; ý kiến khác 00") {
				t.Errorf("result: %s", r.Result)
			}
			return err
		})
	})
}

func TestItemsAndText(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db)
		id := h.drafted()
		if again := h.drafted(); again != id {
			t.Errorf("a second draft %s beside %s", again, id)
		}
		r := h.resolution()
		var parts []string
		for _, i := range r.Items {
			parts = append(parts, i.Part)
		}
		if want := []string{"evaluation", "targets", "responsibilities", "responsibilities", "responsibilities"}; !slices.Equal(parts, want) {
			t.Fatalf("parts %v", parts)
		}
		last := r.Items[4].ID
		h.act(chair, func(tx *store.Tx) error { return resolution.MoveItem(tx, id, last, -1) })
		h.act(chair, func(tx *store.Tx) error { return resolution.MoveItem(tx, id, last, -9) })
		if r = h.resolution(); r.Items[2].ID != last || r.Items[2].Position != 3 {
			t.Errorf("moved beyond its part: %+v", r.Items)
		}
		h.act(chair, func(tx *store.Tx) error { return resolution.RemoveItem(tx, id, r.Items[0].ID) })
		h.act(chair, func(tx *store.Tx) error {
			return resolution.AmendItem(tx, id, resolution.Item{ID: last, Part: "tasks", Text: " Một   việc ", Owner: "Phòng Tin học"})
		})
		if r = h.resolution(); len(r.Items) != 4 || r.Items[1].Text != "Một việc" || r.Items[1].Part != "tasks" {
			t.Errorf("after: %+v", r.Items)
		}
		err := db.Write(t.Context(), chair, func(tx *store.Tx) error { _, err := resolution.AddItem(tx, id, resolution.Item{Part: "?"}); return err })
		if f := fault.Of(err); len(f.Fields) != 2 {
			t.Errorf("an empty item: %v", err)
		}
		h.act(chair, func(tx *store.Tx) error {
			return resolution.AmendText(tx, id, resolution.Text{Bases: strings.Join(r.Bases, "\r\n"), Opening: "Mở đầu riêng."})
		})
		if r = h.resolution(); r.OwnBases || !r.OwnOpening || r.Opening != "Mở đầu riêng." || len(r.Bases) != 3 {
			t.Errorf("text: %+v", r)
		}
	})
}

// Every exported verb, asked by somebody of another organisation with every
// role, answers Missing.
func TestTenant(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := held(t, db)
		id := h.drafted()
		item := h.resolution().Items[0].ID
		verbs := map[string]func(*store.Tx) error{
			"Assemble": func(tx *store.Tx) error { _, err := resolution.Assemble(tx, h.id, office); return err },
			"KeepSection": func(tx *store.Tx) error {
				return conference.KeepSection(tx, h.id, conference.Section{Key: "time", Text: "x"})
			},
			"ResetSection": func(tx *store.Tx) error { return conference.ResetSection(tx, h.id, "time") },
			"Begin":        func(tx *store.Tx) error { _, err := resolution.Begin(tx, h.id, office); return err },
			"Find":         func(tx *store.Tx) error { _, err := resolution.Find(tx, h.id, office); return err },
			"AmendText":    func(tx *store.Tx) error { return resolution.AmendText(tx, id, resolution.Text{}) },
			"AddItem": func(tx *store.Tx) error {
				_, err := resolution.AddItem(tx, id, resolution.Item{Part: "tasks", Text: "x"})
				return err
			},
			"AmendItem": func(tx *store.Tx) error {
				return resolution.AmendItem(tx, id, resolution.Item{ID: item, Part: "tasks", Text: "x"})
			},
			"MoveItem":   func(tx *store.Tx) error { return resolution.MoveItem(tx, id, item, 1) },
			"RemoveItem": func(tx *store.Tx) error { return resolution.RemoveItem(tx, id, item) },
			"Adopt": func(tx *store.Tx) error {
				_, err := resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: h.votes[2], Office: office})
				return err
			},
		}
		other := access.Actor{Org: "b", Person: "chair", Roles: access.Roles()}
		for name, verb := range verbs {
			if err := db.Write(t.Context(), other, verb); !fault.Is(err, fault.Missing) {
				t.Errorf("%s: got %v, want Missing", name, err)
			}
		}
		for name, list := range map[string]func(tx *store.Tx) (int, error){
			"Sections":  func(tx *store.Tx) (int, error) { l, err := conference.Sections(tx, h.id); return len(l), err },
			"Movements": func(tx *store.Tx) (int, error) { l, err := conference.Movements(tx, h.id); return len(l), err },
			"Choices":   func(tx *store.Tx) (int, error) { l, err := resolution.Choices(tx, h.id); return len(l), err },
		} {
			err := db.Read(t.Context(), other, func(tx *store.Tx) error {
				n, err := list(tx)
				if n > 0 {
					t.Errorf("%s shows %d of another organisation", name, n)
				}
				return err
			})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestADraftIsForTheHouse(t *testing.T) {
	h := held(t, storetest.SQLite(t))
	h.drafted()
	delegate := access.Actor{Org: "a", Person: "p000", Roles: []access.Role{access.Delegate}}
	read := func(tx *store.Tx) error { _, err := resolution.Find(tx, h.id, office); return err }
	if err := h.db.Read(t.Context(), delegate, read); fault.Of(err).Key != "resolution.none" {
		t.Errorf("a delegate reads a draft: %v", err)
	}
	h.adopted()
	if err := h.db.Read(t.Context(), delegate, read); err != nil {
		t.Errorf("a delegate reads the adopted text: %v", err)
	}
	union := access.Actor{Org: "a", Person: "u", Roles: []access.Role{access.Union}}
	err := h.db.Write(t.Context(), union, func(tx *store.Tx) error { _, err := resolution.Adopt(tx, resolution.Adoption{}); return err })
	if !fault.Is(err, fault.Denied) {
		t.Errorf("who may not issue adopts: %v", err)
	}
}

// Both papers as another program opens them.
func TestPapersInLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is missing; install the Debian package libreoffice-writer-nogui")
	}
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Fatal("pdftotext is missing; install the Debian package poppler-utils")
	}
	h := held(t, storetest.SQLite(t))
	h.adopted()
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir}
	papers := map[string]document.Paper{"minutes": h.minutes().Paper(), "resolution": h.resolution().Paper()}
	for name, p := range papers {
		f, err := os.Create(filepath.Join(dir, name+".docx"))
		if err != nil {
			t.Fatal(err)
		}
		if err := document.DOCX(f, p); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		args = append(args, f.Name())
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	defer stop()
	if out, err := exec.CommandContext(ctx, soffice, args...).CombinedOutput(); err != nil || strings.Count(strings.ToLower(string(out)), "warning") > strings.Count(string(out), "javaldx") {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for name, p := range papers {
		out, err := exec.CommandContext(ctx, pdftotext, filepath.Join(dir, name+".pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(out)), " ")
		for _, want := range []string{p.Kind, "97,9%", p.Sign[0].Name, p.Sign[1].Name, "Nơi nhận:"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q on the pages", name, want)
			}
		}
	}
}
