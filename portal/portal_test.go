package portal_test

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var (
	editor = access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Editor}}
	writer = access.Actor{Org: "a", Person: "p2", Roles: []access.Role{access.Union}} // may write, not publish
	public = access.Public("a")
)

func write(t *testing.T, db *store.DB, who access.Actor, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), who, f); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, db *store.DB, who access.Actor, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Read(context.Background(), who, f); err != nil {
		t.Fatal(err)
	}
}

// text is a complete article, such as the museum of Thanh Hóa published.
func text() portal.Text {
	return portal.Text{
		Title:    "Bảo tàng tỉnh tổ chức Hội nghị tổng kết năm 2021",
		Lead:     "Ngày 07/01/2022, Bảo tàng tỉnh đã tổ chức Hội nghị tổng kết công tác chuyên môn.",
		Body:     "Tham dự hội nghị có **Ban Giám đốc**, Ban chấp hành Công đoàn.\n\nHoàn thành 100% chỉ tiêu.",
		Category: "Hội nghị",
		Byline:   portal.Byline{Kind: portal.BylineUnit, Name: "Nghiêm Thị Hằng", Unit: "Phòng Kiểm kê - Bảo quản"},
	}
}

func begin(t *testing.T, db *store.DB, x portal.Text) (a portal.Article) {
	t.Helper()
	write(t, db, editor, func(tx *store.Tx) (err error) { a, err = portal.Begin(tx, x); return err })
	return a
}

func publish(t *testing.T, db *store.DB, x portal.Text) portal.Article {
	t.Helper()
	a := begin(t, db, x)
	write(t, db, editor, func(tx *store.Tx) error { return portal.Publish(tx, a.ID) })
	return a
}

func picture(t *testing.T, w, h int) media.Pictures {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)), nil); err != nil {
		t.Fatal(err)
	}
	p, err := media.Picture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func addPhoto(t *testing.T, db *store.DB, article string, width int, l portal.Labels) (p portal.Photo) {
	t.Helper()
	pics := picture(t, width, 60)
	write(t, db, editor, func(tx *store.Tx) (err error) {
		p, err = portal.AddPhoto(tx, article, "anh.jpg", pics, l)
		return err
	})
	return p
}

func titles(t *testing.T, db *store.DB, q portal.Query) (out []string) {
	t.Helper()
	if q.Most == 0 {
		q.Most = 50
	}
	read(t, db, public, func(tx *store.Tx) error {
		page, total, err := portal.ListPublished(tx, q)
		if total < len(page) {
			t.Errorf("total %d of %d", total, len(page))
		}
		for _, a := range page {
			out = append(out, a.Title)
		}
		return err
	})
	return out
}

func TestOnlyThePublishedIsPublic(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		a := begin(t, db, text())
		photo := addPhoto(t, db, a.ID, 200, portal.Labels{Alt: "Toàn cảnh"})
		seen := func() (found bool, listed int, pictured bool) {
			read(t, db, public, func(tx *store.Tx) error {
				_, err := portal.FindPublished(tx, a.ID)
				found = err == nil
				if err != nil && !fault.Is(err, fault.Missing) {
					t.Error(err)
				}
				_, everybody, err := portal.OpenPicture(tx, photo.File, 160)
				pictured = err == nil
				if pictured != everybody {
					t.Errorf("picture: open %v, for everybody %v", pictured, everybody)
				}
				_, err = portal.Corrections(tx, a.ID)
				if found != (err == nil) {
					t.Errorf("corrections: %v", err)
				}
				return nil
			})
			return found, len(titles(t, db, portal.Query{})), pictured
		}
		steps := []struct {
			name string
			act  func(*store.Tx) error
			want bool
		}{
			{"draft", func(*store.Tx) error { return nil }, false},
			{"published", func(tx *store.Tx) error { return portal.Publish(tx, a.ID) }, true},
			{"withdrawn", func(tx *store.Tx) error { return portal.Withdraw(tx, a.ID) }, false},
			{"published again", func(tx *store.Tx) error { return portal.Publish(tx, a.ID) }, true},
		}
		for _, s := range steps {
			write(t, db, editor, s.act)
			found, listed, pictured := seen()
			if found != s.want || listed == 1 != s.want || pictured != s.want {
				t.Errorf("%s: found %v, listed %d, picture %v", s.name, found, listed, pictured)
			}
			read(t, db, writer, func(tx *store.Tx) error { _, _, err := portal.OpenPicture(tx, photo.File, 0); return err })
		}
	})
}

func TestPublishSaysAllThatIsMissing(t *testing.T) {
	db := storetest.SQLite(t)
	a := begin(t, db, portal.Text{Byline: portal.Byline{Kind: portal.BylineRole}})
	p := addPhoto(t, db, a.ID, 200, portal.Labels{Caption: "Quang cảnh hội nghị"})
	err := db.Write(context.Background(), editor, func(tx *store.Tx) error { return portal.Publish(tx, a.ID) })
	if !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	var got []string
	for _, f := range fault.Of(err).Fields {
		got = append(got, f.Name)
	}
	if want := []string{"title", "lead", "body", "byline-name", "alt-" + p.ID}; !slices.Equal(got, want) {
		t.Errorf("faults %v, want %v", got, want)
	}
}

func TestCorrectionKeepsTheFormerWordingAndSaysWhy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		a := publish(t, db, text())
		better := text()
		better.Body = strings.Replace(better.Body, "100%", "99%", 1)
		amend := func(who access.Actor, c portal.Change) error {
			return db.Write(context.Background(), who, func(tx *store.Tx) error { return portal.Amend(tx, a.ID, c) })
		}
		if err := amend(editor, portal.Change{Text: better}); fault.Of(err).Fields[0].Name != "note" {
			t.Fatalf("without a note: %v", err)
		}
		if err := amend(writer, portal.Change{Text: better, Note: "x"}); !fault.Is(err, fault.Denied) {
			t.Fatalf("by a writer: %v", err)
		}
		if err := amend(editor, portal.Change{Text: better, Note: "Sửa 100% thành 99%", Seen: a.Revision}); !fault.Is(err, fault.Conflict) {
			t.Fatalf("over the publication that came between: %v", err)
		}
		if err := amend(editor, portal.Change{Text: better, Note: "Sửa 100% thành 99%", Seen: a.Revision + 1}); err != nil {
			t.Fatal(err)
		}
		moved := better
		moved.Category = "Tin tức"
		if err := amend(editor, portal.Change{Text: moved}); err != nil {
			t.Fatalf("the wording did not change: %v", err)
		}
		read(t, db, public, func(tx *store.Tx) error {
			notes, err := portal.Corrections(tx, a.ID)
			if len(notes) != 1 || notes[0].Note != "Sửa 100% thành 99%" {
				t.Errorf("notes %v", notes)
			}
			return err
		})
		read(t, db, writer, func(tx *store.Tx) error {
			vs, err := portal.Versions(tx, a.ID)
			if len(vs) != 2 || vs[1].Body != text().Body || vs[0].Body != better.Body || vs[0].By != "p1" {
				t.Errorf("versions %v", vs)
			}
			return err
		})
	})
}

func TestAnHourToComeHidesUntilThen(t *testing.T) {
	db := storetest.SQLite(t)
	soon := text()
	soon.PublishAt = time.Date(2026, 1, 23, 1, 0, 0, int(12*time.Millisecond), time.UTC) // the clock ticks 1 ms at each look
	a := publish(t, db, soon)
	if got := titles(t, db, portal.Query{}); len(got) != 0 {
		t.Fatalf("shown before its hour: %v", got)
	}
	for range 12 {
		titles(t, db, portal.Query{})
	}
	if got := titles(t, db, portal.Query{}); len(got) != 1 {
		t.Fatalf("not shown at its hour: %v", got)
	}
	read(t, db, public, func(tx *store.Tx) error {
		got, err := portal.FindPublished(tx, a.ID)
		if !got.PublishedAt.Equal(soon.PublishAt) {
			t.Errorf("published at %v", got.PublishedAt)
		}
		return err
	})
}

func TestListNarrows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for i, x := range []struct{ title, category, at string }{
			{"Hội nghị viên chức năm 2022", "Hội nghị", "2022-01-20T17:30:00Z"}, // 21 January in Việt Nam
			{"Tặng quà Tết 25% đoàn viên", "Công đoàn", "2022-01-21T03:00:00Z"},
			{"Sửa quy chế chi tiêu", "Hội nghị", "2022-02-02T03:00:00Z"},
		} {
			a := text()
			a.Title, a.Category, a.Body = x.title, x.category, "Nội dung."
			a.Lead = "Tóm tắt " + string(rune('A'+i))
			a.PublishAt, _ = time.Parse(time.RFC3339, x.at)
			publish(t, db, a)
		}
		for _, c := range []struct {
			name string
			q    portal.Query
			want []string
		}{
			{"newest first", portal.Query{}, []string{"Sửa quy chế chi tiêu", "Tặng quà Tết 25% đoàn viên", "Hội nghị viên chức năm 2022"}},
			{"day of Việt Nam", portal.Query{First: law.MustDay("2022-01-21"), Last: law.MustDay("2022-01-31")}, []string{"Tặng quà Tết 25% đoàn viên", "Hội nghị viên chức năm 2022"}},
			{"category", portal.Query{Category: "hoi-nghi"}, []string{"Sửa quy chế chi tiêu", "Hội nghị viên chức năm 2022"}},
			{"search without marks", portal.Query{Search: "VIEN chuc 2022"}, []string{"Hội nghị viên chức năm 2022"}},
			{"qui chế is quy chế", portal.Query{Search: "qui chế"}, []string{"Sửa quy chế chi tiêu"}},
			{"a number is a word", portal.Query{Search: "25%"}, []string{"Tặng quà Tết 25% đoàn viên"}},
			{"percent is no pattern", portal.Query{Search: "%ch"}, nil},
			{"page", portal.Query{From: 1, Most: 1}, []string{"Tặng quà Tết 25% đoàn viên"}},
		} {
			if got := titles(t, db, c.q); !slices.Equal(got, c.want) {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
		read(t, db, public, func(tx *store.Tx) error {
			days, err := portal.DaysOf(tx, 2022, time.January)
			if diff := cmp.Diff([]law.Day{law.MustDay("2022-01-21")}, days); diff != "" {
				t.Error(diff)
			}
			if err != nil {
				return err
			}
			cats, err := portal.Categories(tx)
			if diff := cmp.Diff([]portal.Category{{Name: "Hội nghị", Slug: "hoi-nghi", Count: 2}, {Name: "Công đoàn", Slug: "cong-doan", Count: 1}}, cats); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}

func TestPhotosKeepTheirOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		a := begin(t, db, text())
		var ids []string
		for i, place := range []string{"end", "lead", "end", "end"} {
			p := addPhoto(t, db, a.ID, 100+i, portal.Labels{Caption: string(rune('a' + i)), Alt: "x", Place: place})
			ids = append(ids, p.ID)
		}
		order := func() (out string) {
			read(t, db, editor, func(tx *store.Tx) error {
				got, err := portal.Find(tx, a.ID)
				for _, p := range got.Photos {
					out += p.Caption
				}
				return err
			})
			return out
		}
		for _, s := range []struct {
			act  func(*store.Tx) error
			want string
		}{
			{func(*store.Tx) error { return nil }, "bacd"},
			{func(tx *store.Tx) error { return portal.MovePhoto(tx, a.ID, ids[3], true) }, "badc"},
			{func(tx *store.Tx) error { return portal.MovePhoto(tx, a.ID, ids[0], true) }, "badc"},
			{func(tx *store.Tx) error { return portal.MovePhoto(tx, a.ID, ids[0], false) }, "bdac"},
			{func(tx *store.Tx) error {
				return portal.AmendPhoto(tx, a.ID, ids[2], portal.Labels{Caption: "c", Alt: "x", Place: "lead"})
			}, "bcda"},
			{func(tx *store.Tx) error { return portal.RemovePhoto(tx, a.ID, ids[3]) }, "bca"},
		} {
			write(t, db, editor, s.act)
			if got := order(); got != s.want {
				t.Errorf("order %s, want %s", got, s.want)
			}
		}
	})
}

func TestAPublishedPhotoNeverLosesItsDescription(t *testing.T) {
	db := storetest.SQLite(t)
	a := publish(t, db, text())
	p := addPhoto(t, db, a.ID, 100, portal.Labels{Alt: "x"})
	err := db.Write(context.Background(), editor, func(tx *store.Tx) error {
		return portal.AmendPhoto(tx, a.ID, p.ID, portal.Labels{Caption: "c"})
	})
	if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != "alt" {
		t.Errorf("got %v", err)
	}
}

func TestTheNewsroomKeepsItsAuthor(t *testing.T) {
	db := storetest.SQLite(t)
	x := text()
	x.Byline = portal.Byline{Kind: portal.BylineStaff, Name: "Lò Văn Kín"}
	a := publish(t, db, x)
	read(t, db, public, func(tx *store.Tx) error {
		got, err := portal.FindPublished(tx, a.ID)
		if got.Byline.Name != "" || got.MadeBy != "" || !slices.Equal(got.Byline.Lines(), []string{"PV"}) {
			t.Errorf("the public learns %+v", got.Byline)
		}
		page, _, err2 := portal.ListPublished(tx, portal.Query{Most: 5, Search: "kin"})
		if len(page) != 0 {
			t.Errorf("the author is found by search")
		}
		if err == nil {
			err = err2
		}
		return err
	})
	read(t, db, editor, func(tx *store.Tx) error {
		got, err := portal.Find(tx, a.ID)
		if got.Byline.Name != "Lò Văn Kín" {
			t.Errorf("the author is lost")
		}
		return err
	})
}

func TestAnotherOrganisationFindsNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		a := publish(t, db, text())
		p := addPhoto(t, db, a.ID, 300, portal.Labels{Alt: "x"})
		stranger := access.Actor{Org: "b", Person: "p1", Roles: []access.Role{access.Editor}}
		pics := picture(t, 170, 90)
		for name, f := range map[string]func(*store.Tx) error{
			"find":          func(tx *store.Tx) error { _, err := portal.Find(tx, a.ID); return err },
			"findPublished": func(tx *store.Tx) error { _, err := portal.FindPublished(tx, a.ID); return err },
			"versions":      func(tx *store.Tx) error { _, err := portal.Versions(tx, a.ID); return err },
			"corrections":   func(tx *store.Tx) error { _, err := portal.Corrections(tx, a.ID); return err },
			"picture":       func(tx *store.Tx) error { _, _, err := portal.OpenPicture(tx, p.File, 160); return err },
			"amend":         func(tx *store.Tx) error { return portal.Amend(tx, a.ID, portal.Change{Text: text(), Note: "x"}) },
			"publish":       func(tx *store.Tx) error { return portal.Publish(tx, a.ID) },
			"withdraw":      func(tx *store.Tx) error { return portal.Withdraw(tx, a.ID) },
			"addPhoto": func(tx *store.Tx) error {
				_, err := portal.AddPhoto(tx, a.ID, "x", pics, portal.Labels{Alt: "x"})
				return err
			},
			"amendPhoto":  func(tx *store.Tx) error { return portal.AmendPhoto(tx, a.ID, p.ID, portal.Labels{Alt: "x"}) },
			"movePhoto":   func(tx *store.Tx) error { return portal.MovePhoto(tx, a.ID, p.ID, true) },
			"removePhoto": func(tx *store.Tx) error { return portal.RemovePhoto(tx, a.ID, p.ID) },
		} {
			if err := db.Write(context.Background(), stranger, f); !fault.Is(err, fault.Missing) {
				t.Errorf("%s: %v", name, err)
			}
		}
		read(t, db, stranger, func(tx *store.Tx) error {
			all, err := portal.ListAll(tx)
			page, total, err2 := portal.ListPublished(tx, portal.Query{Most: 5})
			cats, err3 := portal.Categories(tx)
			days, err4 := portal.DaysOf(tx, 2026, time.January)
			last, err5 := portal.LastChange(tx)
			if len(all)+len(page)+total+len(cats)+len(days) != 0 || !last.IsZero() {
				t.Errorf("lists: %v %v %v %v %v", all, page, cats, days, last)
			}
			for _, e := range []error{err, err2, err3, err4, err5} {
				if e != nil {
					t.Error(e)
				}
			}
			return nil
		})
	})
}

func TestRights(t *testing.T) {
	db := storetest.SQLite(t)
	a := begin(t, db, text())
	delegate := access.Actor{Org: "a", Person: "p9", Roles: []access.Role{access.Delegate}}
	for name, f := range map[string]func(*store.Tx) error{
		"begin":    func(tx *store.Tx) error { _, err := portal.Begin(tx, text()); return err },
		"find":     func(tx *store.Tx) error { _, err := portal.Find(tx, a.ID); return err },
		"list":     func(tx *store.Tx) error { _, err := portal.ListAll(tx); return err },
		"publish":  func(tx *store.Tx) error { return portal.Publish(tx, a.ID) },
		"withdraw": func(tx *store.Tx) error { return portal.Withdraw(tx, a.ID) },
	} {
		if err := db.Write(context.Background(), delegate, f); !fault.Is(err, fault.Denied) {
			t.Errorf("%s by a delegate: %v", name, err)
		}
		if err := db.Write(context.Background(), public, f); !fault.Is(err, fault.Missing) {
			t.Errorf("%s by the public: %v", name, err)
		}
	}
	if err := db.Write(context.Background(), writer, func(tx *store.Tx) error { return portal.Publish(tx, a.ID) }); !fault.Is(err, fault.Denied) {
		t.Errorf("publish by a writer: %v", err)
	}
}

func TestLastChangeFollowsTheClock(t *testing.T) {
	db := storetest.SQLite(t)
	last := func() (at time.Time) {
		read(t, db, public, func(tx *store.Tx) (err error) { at, err = portal.LastChange(tx); return err })
		return at
	}
	begin(t, db, text())
	if at := last(); !at.IsZero() {
		t.Errorf("a draft moved the public's pages: %v", at)
	}
	a := publish(t, db, text())
	first := last()
	write(t, db, editor, func(tx *store.Tx) error { return portal.Withdraw(tx, a.ID) })
	if second := last(); first.IsZero() || !second.After(first) {
		t.Errorf("from %v to %v", first.In(locale.Zone), second.In(locale.Zone))
	}
}
