package template_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/template"
)

var (
	preparer = access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Organiser}}
	stranger = access.Actor{Org: "b", Person: "p2", Roles: []access.Role{access.Organiser}}
	delegate = access.Actor{Org: "a", Person: "p3", Roles: []access.Role{access.Delegate}}
)

func plan() document.Paper {
	return document.Paper{Head: document.Head{Issuer: "THƯ VIỆN", Number: "5", Symbol: "KH-TV", Place: "Hồng Lam"}, Kind: "KẾ HOẠCH", Title: "Tổ chức hội nghị",
		Body: []document.Block{document.Para{Text: "Nội dung."}}, Sign: []document.Signature{{Post: "GIÁM ĐỐC", Name: "Trần Quốc Hưng"}}}
}

// starter is the decree's layout, with a line of the office's own put in.
func starter(t *testing.T, of document.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := document.StarterTemplate(&b, of); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func upload(t *testing.T, db *store.DB, who access.Actor, o template.Offer) (v template.Version, err error) {
	t.Helper()
	err = db.Write(context.Background(), who, func(tx *store.Tx) error {
		v, err = template.Upload(tx, o)
		return err
	})
	return v, err
}

func text(t *testing.T, b []byte) string {
	t.Helper()
	lines, err := document.ReadDOCXText(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

func TestVersionsAreKeptAndOneIsInUse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		first, err := upload(t, db, preparer, template.Offer{Kind: "plan", Name: "ke hoach.docx", Body: starter(t, plan())})
		if err != nil {
			t.Fatal(err)
		}
		other := plan()
		other.To = []string{"Lưu: VT"}
		second, err := upload(t, db, preparer, template.Offer{Kind: "plan", Name: "ke hoach 2.docx", Body: starter(t, other)})
		if err != nil {
			t.Fatal(err)
		}
		if first.No != 1 || second.No != 2 {
			t.Errorf("numbers %d, %d", first.No, second.No)
		}
		inUse := func(want string) {
			t.Helper()
			read(t, db, preparer, func(tx *store.Tx) error {
				list, err := template.List(tx, "plan")
				at := slices.IndexFunc(list, func(v template.Version) bool { return v.Active })
				switch {
				case len(list) != 2 || list[0].ID != second.ID:
					t.Errorf("versions %+v", list)
				case want == "" && at >= 0, want != "" && (at < 0 || list[at].ID != want):
					t.Errorf("in use is %d of %+v, want %q", at, list, want)
				}
				return err
			})
		}
		inUse(second.ID)
		write(t, db, preparer, func(tx *store.Tx) error { return template.Use(tx, first.ID) })
		inUse(first.ID)
		write(t, db, preparer, func(tx *store.Tx) error { return template.PutBack(tx, "plan") })
		inUse("")
		write(t, db, preparer, func(tx *store.Tx) error { return template.PutBack(tx, "plan") })
		write(t, db, access.Machine("a"), func(tx *store.Tx) error {
			list, err := journal.List(tx, 10)
			var acts []string
			for _, e := range list {
				acts = append(acts, e.Act)
			}
			if got := strings.Join(acts, " "); got != "template.back template.use template.upload template.upload" {
				t.Errorf("journal: %s", got)
			}
			return err
		})
	})
}

func TestFillDrawsTheOfficesLayout(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := document.DataOf(plan())
		read(t, db, preparer, func(tx *store.Tx) error {
			b, err := template.Fill(tx, "plan", []document.Data{d}, document.Offset{})
			if b != nil {
				t.Error("a layout that nobody has made")
			}
			return err
		})
		v, err := upload(t, db, preparer, template.Offer{Kind: "plan", Name: "a.docx", Body: starter(t, plan())})
		if err != nil {
			t.Fatal(err)
		}
		read(t, db, preparer, func(tx *store.Tx) error {
			b, err := template.Fill(tx, "plan", []document.Data{d}, document.Offset{})
			if err != nil {
				return err
			}
			if got := text(t, b); !strings.Contains(got, "Số: 05/KH-TV") || !strings.Contains(got, "Nội dung.") || strings.Contains(got, "{{") {
				t.Errorf("drawn: %s", got)
			}
			again, err := template.Preview(tx, v.ID, []document.Data{d}, document.Offset{})
			if !bytes.Equal(b, again) {
				t.Error("the preview differs")
			}
			none, _ := template.Fill(tx, "report", []document.Data{d}, document.Offset{})
			if none != nil {
				t.Error("the template of another kind is used")
			}
			return err
		})
	})
}

func TestMistakesAndRefusals(t *testing.T) {
	db := storetest.SQLite(t)
	broken := plan()
	broken.Title = "x"
	broken.Body = nil
	withName := func(name string) []byte {
		var b bytes.Buffer
		p := plan()
		p.Kind, p.Title = "", ""
		p.Body = []document.Block{document.Para{Text: name}}
		if err := document.DOCX(&b, p); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		body []byte
		key  string
	}{
		"wrong name": {withName("Tại {{dia_dien}}"), "template.mistakes"},
		"no names":   {withName("chỉ có chữ"), "template.mistakes"},
		"no file":    {nil, "template.refused.empty"},
		"not a docx": {[]byte("%PDF-1.4"), "template.refused.format"},
		"own name":   {withName("Tại {{dia_diem}}"), ""},
	} {
		_, err := upload(t, db, preparer, template.Offer{Kind: "plan", Name: "a.docx", Body: c.body, Names: document.Names{Values: []string{"dia_diem"}}})
		if c.key == "" && err == nil {
			continue
		}
		if f := fault.Of(err); f.Key != c.key || !fault.Is(err, fault.Invalid) || f.Fields[0].Name != "file" {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
	mistakes, err := template.Check(withName("Tại {{dia_dien}}"), document.Names{Values: []string{"dia_diem"}})
	if err != nil || len(mistakes) != 1 || mistakes[0].Nearest != "dia_diem" {
		t.Errorf("%+v, %v", mistakes, err)
	}
}

// Another organisation's templates are as if they were not, and only those who
// prepare may change them.
func TestTemplatesStayInTheirHouse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		v, err := upload(t, db, preparer, template.Offer{Kind: "plan", Name: "a.docx", Body: starter(t, plan())})
		if err != nil {
			t.Fatal(err)
		}
		for name, act := range map[string]func(*store.Tx) error{
			"open": func(tx *store.Tx) error { _, _, err := template.Open(tx, v.ID); return err },
			"use":  func(tx *store.Tx) error { return template.Use(tx, v.ID) },
			"find": func(tx *store.Tx) error { _, err := template.Find(tx, "plan"); return err },
			"fill": func(tx *store.Tx) error {
				b, err := template.Fill(tx, "plan", []document.Data{{}}, document.Offset{})
				if err == nil && b == nil {
					return fault.New(fault.Missing, "fault.missing")
				}
				return err
			},
		} {
			if err := db.Write(t.Context(), stranger, act); !fault.Is(err, fault.Missing) {
				t.Errorf("%s by another house: %v", name, err)
			}
		}
		for name, act := range map[string]func(*store.Tx) error{
			"upload": func(tx *store.Tx) error { _, err := template.Upload(tx, template.Offer{}); return err },
			"use":    func(tx *store.Tx) error { return template.Use(tx, v.ID) },
			"back":   func(tx *store.Tx) error { return template.PutBack(tx, "plan") },
			"list":   func(tx *store.Tx) error { _, err := template.List(tx, ""); return err },
		} {
			if err := db.Write(t.Context(), delegate, act); err == nil || fault.Is(err, fault.Internal) {
				t.Errorf("%s by a delegate: %v", name, err)
			}
		}
		write(t, db, stranger, func(tx *store.Tx) error { return template.PutBack(tx, "plan") })
		read(t, db, preparer, func(tx *store.Tx) error { _, err := template.Find(tx, "plan"); return err })
	})
}

func read(t *testing.T, db *store.DB, who access.Actor, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Read(t.Context(), who, f); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, db *store.DB, who access.Actor, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), who, f); err != nil {
		t.Fatal(err)
	}
}
