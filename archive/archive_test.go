package archive_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/archive"
	"hoinghi/conference"
	"hoinghi/document/documenttest"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/media"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// office is an agency with one conference of three people and a document.
type office struct {
	t   testing.TB
	db  *store.DB
	who access.Actor
	c   conference.Conference
}

const pdf = "%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n"

func prepared(t testing.TB, db *store.DB) *office {
	t.Helper()
	org, err := account.Found(context.Background(), db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Kind: string(law.PublicService)})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, db: db, who: access.Actor{Org: org.ID, Person: "p0", Roles: access.Roles()}}
	o.write(func(tx *store.Tx) error {
		tx.Now = time.Date(2026, 1, 5, 1, 0, 0, 0, time.UTC)
		if err := journal.Write(tx, "test.before", "x", "trước hội nghị"); err != nil {
			return err
		}
		if _, err := journal.Seal(tx); err != nil {
			return err
		}
		id, err := conference.Plan(tx, conference.Conference{Name: "Hội nghị viên chức, người lao động năm 2025", OwnName: true, Track: "staff", Form: "whole", YearName: "review",
			ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: law.MustDay("2026-01-23"), Session: "morning", Scope: "office"})
		if err != nil {
			return err
		}
		var list []roster.Person
		for _, name := range []string{"Trần Quốc Hưng", "Lê Thị Hường", "Đỗ Hải Yến"} {
			person, err := roster.Hire(tx, roster.Person{Name: name, Category: roster.PublicEmployee, Joined: law.MustDay("2010-03-01")})
			if err != nil {
				return err
			}
			p, err := roster.Find(tx, person)
			if err != nil {
				return err
			}
			list = append(list, p)
		}
		if err := conference.Convene(tx, id, list); err != nil {
			return err
		}
		f, err := media.Take(tx, "bao cao.pdf", []byte(pdf))
		if err != nil {
			return err
		}
		if _, err := conference.PutPaper(tx, conference.Paper{Conference: id, Title: "Báo cáo tổng kết", File: f.ID, FileName: f.Name}); err != nil {
			return err
		}
		if err := journal.Write(tx, "test.act", id, "việc của <hội nghị> & hơn"); err != nil {
			return err
		}
		o.c, err = conference.Find(tx, id)
		return err
	})
	o.write(func(tx *store.Tx) error { _, err := journal.Seal(tx); return err })
	return o
}

func (o *office) write(f func(*store.Tx) error) {
	o.t.Helper()
	if err := o.db.Write(context.Background(), o.who, f); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) pack() []byte {
	o.t.Helper()
	var b bytes.Buffer
	err := o.db.Read(context.Background(), o.who, func(tx *store.Tx) error {
		b.Reset()
		return archive.Write(tx, &b, archive.One(o.c))
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return b.Bytes()
}

func verify(b []byte) (archive.Report, error) {
	return archive.Verify(bytes.NewReader(b), int64(len(b)))
}

func TestPackIsWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		o := prepared(t, db)
		b := o.pack()
		if !bytes.Equal(b, o.pack()) {
			t.Error("the same record gives other bytes")
		}
		r, err := verify(b)
		if err != nil || !r.Whole() {
			t.Fatalf("%v, %+v", err, r)
		}
		if r.Manifest.Organisation != "Thư viện tỉnh Hồng Lam" || len(r.Manifest.Conferences) != 1 || len(r.Seal) != 64 {
			t.Errorf("manifest %+v", r.Manifest)
		}
		if x := r.Manifest.Journal; x == nil || x.First < 2 || x.Before == "" || r.Entries != int(x.Last-x.First+1) {
			t.Errorf("journal %+v with %d entries", x, r.Entries)
		}
		files := documenttest.Parts(t, b)
		for _, want := range []string{"du-lieu/dai-bieu.json", "tai-lieu/01-bao-cao-tong-ket.pdf", archive.JournalName} {
			if files[want] == "" {
				t.Errorf("no %s", want)
			}
		}
		if !strings.Contains(files["du-lieu/dai-bieu.json"], "Lê Thị Hường") || !strings.Contains(files["du-lieu/hoi-nghi.json"], `"HeldOn": "2026-01-23"`) {
			t.Errorf("the record: %s", files["du-lieu/hoi-nghi.json"])
		}
		if o.c.ScreenKey != "" && strings.Contains(files["du-lieu/hoi-nghi.json"], o.c.ScreenKey) {
			t.Error("the key of the projector is in the pack")
		}
		docx, pdf := 0, 0
		for name, body := range files {
			if strings.HasPrefix(name, "van-ban/") && strings.HasSuffix(name, ".docx") && strings.HasPrefix(body, "PK") {
				docx++
			}
			if strings.HasPrefix(name, "van-ban/") && strings.HasSuffix(name, ".pdf") && strings.HasPrefix(body, "%PDF") {
				pdf++
			}
		}
		if docx < 5 || docx != pdf {
			t.Errorf("%d papers as DOCX, %d as PDF", docx, pdf)
		}
	})
}

// rezipped writes files anew, those named changed; an empty text leaves one out.
func rezipped(t testing.TB, files map[string]string, change map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, body string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(body))
	}
	for name, body := range files {
		if other, ok := change[name]; ok {
			body = other
			if other == "" {
				continue
			}
		}
		put(name, body)
	}
	for name, body := range change {
		if _, had := files[name]; !had {
			put(name, body)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// small is a pack without papers: quick to take apart.
func small(t testing.TB) map[string]string {
	t.Helper()
	o := prepared(t, storetest.SQLite(t))
	return documenttest.Parts(t, o.pack())
}

func TestVerifyNamesEveryChange(t *testing.T) {
	files := small(t)
	const doc = "tai-lieu/01-bao-cao-tong-ket.pdf"
	for name, c := range map[string]struct {
		change map[string]string
		want   map[string]string
		broken bool
	}{
		"changed":  {map[string]string{doc: files[doc][:len(files[doc])-2] + "!\n"}, map[string]string{doc: archive.Differs}, false},
		"longer":   {map[string]string{doc: files[doc] + " "}, map[string]string{doc: archive.Differs}, false},
		"missing":  {map[string]string{doc: ""}, map[string]string{doc: archive.Missing}, false},
		"surplus":  {map[string]string{"van-ban/them.pdf": "x", "../ngoai.sh": "x"}, map[string]string{"van-ban/them.pdf": archive.Surplus, "../ngoai.sh": archive.Surplus}, false},
		"journal":  {map[string]string{archive.JournalName: strings.Replace(files[archive.JournalName], "hơn", "kém", 1)}, map[string]string{archive.JournalName: archive.Differs}, true},
		"no chain": {map[string]string{archive.JournalName: ""}, map[string]string{archive.JournalName: archive.Missing}, true},
	} {
		r, err := verify(rezipped(t, files, c.change))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range r.Files {
			if want := c.want[f.Path]; want == "" && f.State != archive.Whole || want != "" && f.State != want {
				t.Errorf("%s: %s is %s, want %q", name, f.Path, f.State, want)
			}
			delete(c.want, f.Path)
		}
		if len(c.want) > 0 || r.Whole() || (r.Broken > 0) != c.broken {
			t.Errorf("%s: not named %v, broken at %d", name, c.want, r.Broken)
		}
	}
}

// Whoever mends the manifest for a changed journal is still found by the chain.
func TestChainIsCheckedBesideTheManifest(t *testing.T) {
	files := small(t)
	changed := strings.Replace(files[archive.JournalName], "hơn", "kém", 1)
	mended := rezipped(t, files, map[string]string{archive.JournalName: changed, archive.ManifestName: remade(t, files, archive.JournalName, changed)})
	r, err := verify(mended)
	if err != nil || r.Broken == 0 || r.Whole() || r.Count(archive.Differs) != 0 {
		t.Errorf("%v, %+v", err, r)
	}
}

// remade is the manifest with one file told anew.
func remade(t testing.TB, files map[string]string, name, body string) string {
	t.Helper()
	var m archive.Manifest
	if err := json.Unmarshal([]byte(files[archive.ManifestName]), &m); err != nil {
		t.Fatal(err)
	}
	for i := range m.Files {
		if m.Files[i].Path == name {
			m.Files[i] = archive.Told(name, []byte(body))
		}
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestVerifyRefuses(t *testing.T) {
	zeros := strings.Repeat("\x00", 24<<20)
	bomb := `{"format":"hoinghi-archive-1","files":[{"path":"a","size":` + fmt.Sprint(int64(5)<<30) + `,"sha256":""}]}`
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"no zip":         {[]byte("PK nothing"), archive.ErrNotPack},
		"no manifest":    {rezipped(t, map[string]string{"a": "x"}, nil), archive.ErrNotPack},
		"another format": {rezipped(t, map[string]string{archive.ManifestName: `{"format":"x"}`}, nil), archive.ErrNotPack},
		"no JSON":        {rezipped(t, map[string]string{archive.ManifestName: "x"}, nil), archive.ErrNotPack},
		"huge manifest":  {rezipped(t, map[string]string{archive.ManifestName: zeros}, nil), archive.ErrTooLarge},
		"announced bomb": {rezipped(t, map[string]string{archive.ManifestName: bomb, "a": "x"}, nil), archive.ErrTooLarge},
		"less than none": {rezipped(t, map[string]string{archive.ManifestName: `{"format":"hoinghi-archive-1","files":[{"path":"a","size":-1}]}`}, nil), archive.ErrTooLarge},
	} {
		if _, err := verify(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	// A bomb that the manifest does not announce is never unpacked.
	r, err := verify(rezipped(t, map[string]string{archive.ManifestName: `{"format":"hoinghi-archive-1","files":[{"path":"a","size":1,"sha256":""}]}`, "a": zeros, "b": zeros}, nil))
	if err != nil || r.Count(archive.Differs) != 1 || r.Count(archive.Surplus) != 1 {
		t.Errorf("%v, %+v", err, r)
	}
}

func TestPackIsForTheHouse(t *testing.T) {
	o := prepared(t, storetest.SQLite(t))
	for name, who := range map[string]access.Actor{
		"delegate": {Org: o.who.Org, Person: "p9", Roles: []access.Role{access.Delegate}}, "public": access.Public(o.who.Org),
		"another house": {Org: "b", Person: "p9", Roles: access.Roles()},
	} {
		err := o.db.Read(t.Context(), who, func(tx *store.Tx) error { return archive.Write(tx, io.Discard, archive.One(o.c)) })
		if err == nil || fault.Is(err, fault.Internal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestYearHoldsItsConferences(t *testing.T) {
	o := prepared(t, storetest.SQLite(t))
	err := o.db.Read(t.Context(), o.who, func(tx *store.Tx) error {
		c, err := archive.Year(tx, 2026)
		if err != nil || len(c.Conferences) != 1 {
			t.Errorf("%+v, %v", c, err)
		}
		if _, err := archive.Year(tx, 2019); !fault.Is(err, fault.Missing) {
			t.Errorf("an empty year: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte("PK"), `{"format":"hoinghi-archive-1","files":[{"path":"a","size":1,"sha256":"x"}],"journal":{"first":1,"last":1}}`, `{"seq":1}`)
	f.Add([]byte(nil), `{"format":"hoinghi-archive-1","files":[{"path":"manifest.json","size":1}]}`, "")
	f.Fuzz(func(t *testing.T, data []byte, manifest, lines string) {
		_, _ = verify(data)
		r, err := verify(rezipped(t, map[string]string{archive.ManifestName: manifest, archive.JournalName: lines}, nil))
		if err != nil && !errors.Is(err, archive.ErrNotPack) && !errors.Is(err, archive.ErrTooLarge) {
			t.Errorf("not a refusal: %v", err)
		}
		if err == nil && r.Whole() && !strings.Contains(manifest, archive.JournalName) {
			t.Error("a file that the manifest does not know, and whole")
		}
	})
}
