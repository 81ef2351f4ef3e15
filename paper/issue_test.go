package paper_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/paper"
	"hoinghi/register"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

const origin = "https://hoinghi.example/d/thu-vien"

func (h *hall) issue(kind string) (i paper.Issued) {
	h.t.Helper()
	h.at("2026-01-12 08:00", func(tx *store.Tx) (err error) {
		i, err = paper.Issue(tx, paper.Issuance{Kind: kind, Conference: h.id, Dated: law.MustDay("2026-01-12"), Origin: origin})
		return err
	})
	return i
}

func (h *hall) draw(kind, format string) []byte {
	h.t.Helper()
	return h.order(paper.Order{Kind: kind, Format: format})
}

func (h *hall) order(o paper.Order) []byte {
	h.t.Helper()
	var b bytes.Buffer
	o.Conference = h.id
	err := h.db.Read(context.Background(), h.chair, func(tx *store.Tx) error {
		b.Reset()
		return paper.Draw(tx, &b, o)
	})
	if err != nil {
		h.t.Fatalf("%s as %s: %v", o.Kind, o.Format, err)
	}
	return b.Bytes()
}

// Clerks who issue at once get numbers without a gap, one series for each body,
// kind and year; of two who issue the same paper one is told that it is done.
func TestTwoClerksAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db, 20)
		var reports []paper.Kind
		want, got := map[paper.By][]string{}, map[paper.By][]string{}
		for _, k := range paper.Kinds() {
			if k.Form == "report" {
				reports = append(reports, k, k)
				want[k.By] = append(want[k.By], fmt.Sprintf("%02d", len(want[k.By])+1))
			}
		}
		numbers, refused := make([]string, len(reports)), make([]error, len(reports))
		var all sync.WaitGroup
		for n, k := range reports {
			all.Go(func() {
				refused[n] = db.Write(context.Background(), h.chair, func(tx *store.Tx) error {
					i, err := paper.Issue(tx, paper.Issuance{Kind: k.Key, Conference: h.id, Dated: law.MustDay("2026-01-12")})
					numbers[n] = i.Number
					return err
				})
			})
		}
		all.Wait()
		for n, err := range refused {
			switch {
			case err == nil:
				got[reports[n].By] = append(got[reports[n].By], numbers[n])
			case fault.Of(err).Key != "paper.issued.already":
				t.Errorf("%s: %v", reports[n].Key, err)
			}
		}
		for by, list := range got {
			slices.Sort(list)
			if !slices.Equal(list, want[by]) {
				t.Errorf("numbers of %s %v, want %v", by, list, want[by])
			}
		}
		if len(got) != 3 {
			t.Errorf("%d bodies issued reports", len(got))
		}
	})
}

// Numbers begin again on 1 January, and each body and kind counts for itself.
func TestNumbersBeginAgain(t *testing.T) {
	h := prepared(t, storetest.SQLite(t), 20)
	number := func(kind, day string) (n string) {
		h.at("2026-01-12 08:00", func(tx *store.Tx) error {
			i, err := paper.Issue(tx, paper.Issuance{Kind: kind, Conference: h.id, Dated: law.MustDay(day)})
			n = i.Number + "/" + i.Symbol
			return err
		})
		return n
	}
	for _, x := range []struct{ kind, day, want string }{
		{"report", "2025-12-31", "01/BC-TVT"}, {"finance", "2025-12-31", "02/BC-TVT"}, {"emulation", "2026-01-01", "01/BC-TVT"},
		{"committee", "2026-01-01", "01/QĐ-TVT"}, {"union-report", "2026-01-02", "01/BC-CĐCS"}, {"inspection", "2026-01-02", "01/BC-BTTND"}, {"union-finance", "2026-01-03", "02/BC-CĐCS"}, {"script", "2026-01-02", "/"},
	} {
		if got := number(x.kind, x.day); got != x.want {
			t.Errorf("%s on %s: %s, want %s", x.kind, x.day, got, x.want)
		}
	}
}

// A figure that changes shows in every draft, and not in what was issued; its
// file has the hash that the record keeps, and the hash opens it.
func TestFrozen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db, 20)
		if !bytes.Equal(h.draw("report", paper.DOCX), h.draw("report", paper.DOCX)) {
			t.Error("the same record is drawn twice otherwise")
		}
		i := h.issue("report")
		before := map[string][]byte{paper.DOCX: h.draw("report", paper.DOCX), paper.PDF: h.draw("report", paper.PDF)}
		h.at("2026-01-13 08:00", func(tx *store.Tx) error {
			_, err := conference.AddFact(tx, conference.Fact{Conference: h.id, Topic: "result", What: "Triển lãm sách", Low: "12", Unit: "cuộc"})
			return err
		})
		for format, was := range before {
			if !bytes.Equal(was, h.draw("report", format)) {
				t.Errorf("the issued %s changed", format)
			}
		}
		if text := document.Text(h.make("report").Paper); !strings.Contains(text, "Triển lãm sách: 12 cuộc") {
			t.Error("a draft made now does not have the new figure")
		}
		h.byHash(i, before)
		h.at("2026-01-14 08:00", func(tx *store.Tx) error { return paper.Withdraw(tx, i.ID, "Thiếu số liệu triển lãm") })
		if again := h.issue("report"); again.Number != "02" || again.Hash == i.Hash {
			t.Errorf("issued anew as %s with %s", again.Number, again.Hash)
		}
	})
}

// byHash finds an issued paper by what it says and by each of its files.
func (h *hall) byHash(i paper.Issued, files map[string][]byte) {
	h.t.Helper()
	hashes := []string{i.Hash}
	for _, b := range files {
		s := sha256.Sum256(b)
		hashes = append(hashes, hex.EncodeToString(s[:]))
	}
	err := h.db.Read(context.Background(), access.Public(h.chair.Org), func(tx *store.Tx) error {
		for _, x := range hashes {
			got, kept, err := paper.ByHash(tx, x)
			if err != nil || got.ID != i.ID || len(kept) != 2 {
				h.t.Errorf("by %s: %+v %d files, %v", x, got, len(kept), err)
			}
		}
		return nil
	})
	if err != nil {
		h.t.Error(err)
	}
	err = h.db.Read(context.Background(), h.chair, func(tx *store.Tx) error {
		_, p, err := paper.Frozen(tx, i.ID)
		if p.Head.Number != i.Number || p.Head.Day != i.Dated {
			h.t.Errorf("frozen with %s of %s", p.Head.Number, p.Head.Day)
		}
		return err
	})
	if err != nil {
		h.t.Error(err)
	}
}

// The minutes carry the hash of each paper that was issued before the
// conference, and the plan keeps the number that the register gave it before.
func TestHashesInTheMinutes(t *testing.T) {
	h := prepared(t, storetest.SQLite(t), 20)
	var doc register.Document
	h.at("2026-01-08 08:00", func(tx *store.Tx) (err error) {
		doc, err = conference.IssuePlan(tx, h.id, law.MustDay("2026-01-08"))
		return err
	})
	plan, report := h.issue("plan"), h.issue("report")
	if plan.Number != doc.Number || plan.Document != doc.ID || plan.Dated != doc.Dated {
		t.Errorf("the plan got %s of %s, the register has %s of %s", plan.Number, plan.Dated, doc.Number, doc.Dated)
	}
	text := strings.ReplaceAll(document.Text(h.make("minutes").Paper), " ", "")
	for _, i := range []paper.Issued{plan, report} {
		if !strings.Contains(text, i.Hash) || !strings.Contains(text, i.Number+"/"+i.Symbol) {
			t.Errorf("the minutes do not list %s/%s %s", i.Number, i.Symbol, i.Hash)
		}
	}
}

// A resolution is numbered by its adoption.
func TestResolutionKeepsItsNumber(t *testing.T) {
	h := prepared(t, storetest.SQLite(t), 20)
	err := h.db.Write(context.Background(), h.chair, func(tx *store.Tx) error {
		_, err := paper.Issue(tx, paper.Issuance{Kind: "resolution", Conference: h.id, Dated: law.MustDay("2026-01-12")})
		return err
	})
	if fault.Of(err).Key != "paper.resolution.open" {
		t.Errorf("before its adoption: %v", err)
	}
	h = held(t, storetest.SQLite(t), 20)
	if i := h.issue("resolution"); i.Number != "01" || i.Symbol != "NQ-HNVC" || i.Dated != law.MustDay("2026-01-23") {
		t.Errorf("issued as %s/%s of %s", i.Number, i.Symbol, i.Dated)
	}
}

// Nobody of another organisation learns of a paper, and who may not issue is
// told so.
func TestTenant(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := prepared(t, db, 20)
		i := h.issue("report")
		org, err := account.Found(t.Context(), db, account.Org{Slug: "khac", Name: "Bảo tàng", Kind: string(law.PublicService)})
		if err != nil {
			t.Fatal(err)
		}
		verbs := map[string]func(*store.Tx) error{
			"Make":      func(tx *store.Tx) error { _, err := paper.Make(tx, "plan", h.id); return err },
			"Set":       func(tx *store.Tx) error { _, err := paper.Set(tx, h.id); return err },
			"Frozen":    func(tx *store.Tx) error { _, _, err := paper.Frozen(tx, i.ID); return err },
			"ByHash":    func(tx *store.Tx) error { _, _, err := paper.ByHash(tx, i.Hash); return err },
			"Withdraw":  func(tx *store.Tx) error { return paper.Withdraw(tx, i.ID, "x") },
			"KeepTexts": func(tx *store.Tx) error { return paper.KeepTexts(tx, h.id, paper.Texts{Is: "x"}) },
			"Draw": func(tx *store.Tx) error {
				return paper.Draw(tx, new(bytes.Buffer), paper.Order{Kind: "report", Conference: h.id, Format: paper.PDF})
			},
			"Issue": func(tx *store.Tx) error {
				_, err := paper.Issue(tx, paper.Issuance{Kind: "plan", Conference: h.id, Dated: law.MustDay("2026-01-12")})
				return err
			},
		}
		for name, verb := range verbs {
			if err := db.Write(t.Context(), access.Actor{Org: org.ID, Person: "p", Roles: access.Roles()}, verb); !fault.Is(err, fault.Missing) {
				t.Errorf("%s: %v", name, err)
			}
			if name != "ByHash" && db.Write(t.Context(), access.Actor{Org: h.chair.Org, Person: "d", Roles: []access.Role{access.Delegate}}, verb) == nil {
				t.Errorf("%s: a delegate may", name)
			}
		}
	})
}

// Papers drawn side by side are those drawn one by one, in their order.
func TestFilesSideBySide(t *testing.T) {
	h := held(t, storetest.SQLite(t), 20)
	var set []paper.Draft
	h.at("2026-01-25 08:00", func(tx *store.Tx) (err error) { set, err = paper.Set(tx, h.id); return err })
	files, err := paper.Files(set, paper.XLSX, paper.DOCX)
	if err != nil {
		t.Fatal(err)
	}
	for n, d := range set {
		for i, f := range files[n] {
			body, err := d.Bytes(f.Format)
			if err != nil || !bytes.Equal(body, f.Body) || f.Format != d.Kind.Formats()[2*i] {
				t.Errorf("%s as %s: other bytes, or %v", d.Kind.Key, f.Format, err)
			}
		}
		if want := 1 + len(d.Sheets)/max(len(d.Sheets), 1); d.Kind.Table && len(files[n]) != want {
			t.Errorf("%s: %d files, want %d", d.Kind.Key, len(files[n]), want)
		}
	}
}

func TestOrders(t *testing.T) {
	for want, o := range map[string]paper.Order{
		"paper.unknown": {Kind: "poem", Format: paper.PDF}, "paper.format": {Kind: "plan", Format: "odt"}, "paper.format.none": {Kind: "plan", Format: paper.XLSX},
	} {
		if err := o.Check(); fault.Of(err).Key != want {
			t.Errorf("%+v: %v, want %s", o, err, want)
		}
	}
}
