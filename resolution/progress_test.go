package resolution_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func TestWhatBecameOfAResolution(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := held(t, db)
		h.drafted()
		report := h.report
		if err := report("2026-02-01", resolution.Progress{Item: "x"}); fault.Of(err).Key != "resolution.progress.draft" {
			t.Errorf("a draft has progress: %v", err)
		}
		r := h.adopted()
		task := taskOf(r)
		day := law.MustDay("2026-02-10")
		for name, c := range map[string]struct {
			p     resolution.Progress
			field string
			key   string
		}{
			"no word":      {resolution.Progress{On: day, Note: "x"}, "state", "fault.choice"},
			"another word": {resolution.Progress{State: "late", On: day, Note: "x"}, "state", "fault.choice"},
			"done, how":    {resolution.Progress{State: resolution.Done, Note: " \n", On: day}, "note", "resolution.progress.note"},
			"dropped, why": {resolution.Progress{State: resolution.Dropped, On: day}, "note", "resolution.progress.note"},
			"too long":     {resolution.Progress{State: resolution.Doing, Note: strings.Repeat("ệ", 2001), On: day}, "note", "fault.long"},
			"no day":       {resolution.Progress{State: resolution.Doing}, "on", "fault.required"},
			"before it":    {resolution.Progress{State: resolution.Doing, On: law.MustDay("2026-01-22")}, "on", "resolution.progress.day"},
			"after today":  {resolution.Progress{State: resolution.Doing, On: law.MustDay("2026-02-12")}, "on", "resolution.progress.day"},
		} {
			c.p.Item = task.ID
			f := fault.Of(report("2026-02-11", c.p))
			if len(f.Fields) != 1 || f.Fields[0].Name != c.field || f.Fields[0].Key != c.key {
				t.Errorf("%s: %v", name, f)
			}
		}
		for _, i := range r.Items {
			if i.Part != "targets" && i.Part != "tasks" {
				if err := report("2026-02-11", resolution.Progress{Item: i.ID, State: resolution.Doing, On: day}); !fault.Is(err, fault.Missing) {
					t.Errorf("%s is nothing to be done: %v", i.Part, err)
				}
			}
		}
		stranger := access.Actor{Org: "a", Person: "p001"}
		if err := db.Write(t.Context(), stranger, func(tx *store.Tx) error {
			return resolution.Report(tx, r.ID, resolution.Progress{Item: task.ID, State: resolution.Doing, On: day})
		}); !fault.Is(err, fault.Denied) && !fault.Is(err, fault.Missing) {
			t.Errorf("a delegate reports: %v", err)
		}
	})
}

// The newest word counts, the one before it stays, and today is that of the
// land, not of Greenwich.
func TestReportsAreKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := held(t, db)
		r := h.adopted()
		task := taskOf(r)
		night := func(on string) error { // one o'clock of the 11th here, the 10th at Greenwich
			return db.Write(t.Context(), chair, func(tx *store.Tx) error {
				tx.Now = law.MustDay("2026-02-10").Time().Add(18 * time.Hour)
				return resolution.Report(tx, r.ID, resolution.Progress{Item: task.ID, State: resolution.Doing, On: law.MustDay(on)})
			})
		}
		if err := night("2026-02-12"); fault.Of(err).Key != "fault.form" {
			t.Errorf("tomorrow: %v", err)
		}
		if err := night("2026-02-11"); err != nil {
			t.Errorf("today: %v", err)
		}
		if err := h.report("2026-03-30", resolution.Progress{Item: task.ID, State: resolution.Done, Note: "đã lập  01 dự toán", On: law.MustDay("2026-03-30")}); err != nil {
			t.Fatal(err)
		}
		h.act(chair, func(tx *store.Tx) error {
			tx.Now = law.MustDay("2026-03-30").Time()
			c, err := resolution.CourseOf(tx, r)
			by, got := c.Said, c.Said[task.ID]
			if n := c.Count(); n[resolution.Done] != 1 || n[resolution.Waiting] != int64(len(c.Points)-1) || len(n) > 2 {
				t.Errorf("counted %v of %d", n, len(c.Points))
			}
			if len(by) != 1 || len(got) != 2 || got[0].State != resolution.Done || got[0].Note != "đã lập 01 dự toán" || got[1].State != resolution.Doing || got[1].On != law.MustDay("2026-02-11") {
				t.Errorf("reported %+v", by)
			}
			return err
		})
		if after := h.resolution(); !after.Intact() {
			t.Error("what became of a resolution changed the resolution")
		}
	})
}

// report says how far a point is, at noon of a day here.
func (h *hall) report(day string, p resolution.Progress) error {
	return h.db.Write(h.t.Context(), chair, func(tx *store.Tx) error {
		tx.Now = law.MustDay(day).Time().Add(5 * time.Hour)
		return resolution.Report(tx, h.read(tx).ID, p)
	})
}

func taskOf(r resolution.Resolution) resolution.Item {
	return r.Items[slices.IndexFunc(r.Items, func(i resolution.Item) bool { return i.Text == "Lập dự toán mua máy quét khổ lớn" })]
}

func (h *hall) read(tx *store.Tx) resolution.Resolution {
	h.t.Helper()
	r, err := resolution.Find(tx, h.id, office)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func TestStanding(t *testing.T) {
	due := resolution.Item{Due: law.MustDay("2026-03-31")}
	said := func(states ...string) (out []resolution.Progress) {
		for _, s := range states {
			out = append(out, resolution.Progress{State: s})
		}
		return out
	}
	for _, c := range []struct {
		i    resolution.Item
		said []resolution.Progress
		day  string
		want string
	}{
		{due, nil, "2026-03-31", resolution.Waiting},
		{due, nil, "2026-04-01", resolution.Overdue},
		{due, said(resolution.Doing), "2026-03-31", resolution.Doing},
		{due, said(resolution.Doing), "2026-04-01", resolution.Overdue},
		{due, said(resolution.Done, resolution.Doing), "2026-04-01", resolution.Done},
		{due, said(resolution.Doing, resolution.Done), "2026-03-01", resolution.Doing},
		{due, said(resolution.Dropped), "2026-04-01", resolution.Dropped},
		{resolution.Item{}, nil, "2030-01-01", resolution.Waiting},
	} {
		if got := c.i.Standing(c.said, law.MustDay(c.day)); got != c.want {
			t.Errorf("%v on %s: %s, want %s", c.said, c.day, got, c.want)
		}
	}
}
