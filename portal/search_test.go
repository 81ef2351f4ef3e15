package portal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/search"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// shelf is what the public may find, kept beside the record in the simplest way.
type shelf struct {
	order []string // ids in the order of their first publication
	texts map[string]portal.Text
	out   map[string]bool // withdrawn or never published
	hours map[string]time.Time
}

// scan goes through all articles.
func (s *shelf) scan(q portal.Query, now time.Time) (titles []string) {
	words := search.Words(q.Search)
	var found []string
	for _, id := range slices.Backward(s.order) {
		x, at := s.texts[id], s.hours[id]
		has := search.Words(strings.Join([]string{x.Title, x.Lead, x.Body, x.Category}, "\n"))
		day := law.DayOf(at.In(locale.Zone))
		if s.out[id] || at.After(now) || id == q.Except || len(words) == 0 && strings.TrimSpace(q.Search) != "" ||
			q.Category != "" && portal.Slug(x.Category) != q.Category || q.Conference != "" && x.Conference != q.Conference ||
			!q.First.IsZero() && day.Before(q.First) || !q.Last.IsZero() && q.Last.Before(day) ||
			slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(has, w) }) {
			continue
		}
		found = append(found, id)
	}
	slices.SortStableFunc(found, func(x, y string) int { return s.hours[y].Compare(s.hours[x]) })
	for _, id := range found {
		titles = append(titles, s.texts[id].Title)
	}
	return titles
}

var syllables = []string{"hòa", "hoà", "Hoá", "quy", "qui", "chế", "che", "đoàn", "doan", "thư-viện", "y", "ý", "25%", "1.424", "hội", "hồi", "tế"}

// The search, the lists and their counts agree with a plain scan, whatever was
// published, corrected, withdrawn and published again.
func TestSearchIsWhatAScanFinds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		run := 0
		rapid.Check(t, func(r *rapid.T) {
			run++
			editor, reader := editor, public
			editor.Org, reader.Org = fmt.Sprint("o", run), fmt.Sprint("o", run)
			s := &shelf{texts: map[string]portal.Text{}, out: map[string]bool{}, hours: map[string]time.Time{}}
			pick := func(what string, all []string) string { return rapid.SampledFrom(all).Draw(r, what) }
			base := time.Date(2026, 1, 20, 22, 0, 0, 0, locale.Zone)
			for n := range rapid.IntRange(1, 8).Draw(r, "steps") {
				x := portal.Text{Title: fmt.Sprint(pick("title", syllables), " tin", n), Lead: pick("lead", syllables), Body: pick("a", syllables) + " " + pick("b", syllables),
					Category: pick("heading", []string{"", "Hội nghị", "Thi đua"}), Conference: pick("conference", []string{"", "c1"}),
					PublishAt: base.Add(time.Duration(rapid.IntRange(0, 5).Draw(r, "hour")) * time.Hour)}
				if rapid.IntRange(0, 9).Draw(r, "late") == 0 {
					x.PublishAt = base.AddDate(1, 0, 0)
				}
				id := ""
				if len(s.order) > 0 && rapid.Bool().Draw(r, "change") {
					id = pick("which", s.order)
				}
				write(t, db, editor, func(tx *store.Tx) error { return s.step(tx, &id, x) })
			}
			q := portal.Query{Most: 50, Search: pick("search", append([]string{"", "khong", "%", " "}, syllables...)), Category: pick("in", []string{"", "hoi-nghi"}), Conference: pick("of", []string{"", "c1"}),
				Except: pick("except", append([]string{""}, s.order...))}
			if rapid.Bool().Draw(r, "days") {
				q.First, q.Last = law.MustDay("2026-01-20"), law.MustDay("2026-01-20")
			}
			compare(t, db, s, q, reader.Org)
			q.Search += " " + pick("second", syllables)
			compare(t, db, s, q, reader.Org)
		})
	})
}

// step publishes an article, or withdraws one, or corrects it and publishes it
// again.
func (s *shelf) step(tx *store.Tx, id *string, x portal.Text) error {
	if *id == "" {
		a, err := portal.Begin(tx, x)
		if err != nil {
			return err
		}
		s.order, s.texts[a.ID], s.hours[a.ID] = append(s.order, a.ID), x, x.PublishAt
		return portal.PublishAll(tx, []string{a.ID})
	}
	if !s.out[*id] && len(x.Body)%2 == 0 {
		s.out[*id] = true
		return portal.Withdraw(tx, *id)
	}
	if err := portal.Amend(tx, *id, portal.Change{Text: x, Note: "sửa"}); err != nil {
		return err
	}
	s.texts[*id], s.hours[*id], s.out[*id] = x, x.PublishAt, false
	return portal.Publish(tx, *id)
}

func compare(t *testing.T, db *store.DB, s *shelf, q portal.Query, org string) {
	t.Helper()
	who := public
	who.Org = org
	read(t, db, who, func(tx *store.Tx) error {
		want := s.scan(q, tx.Now)
		var got []string
		for from := 0; ; from += 3 { // by small pages
			q.From, q.Most = from, 3
			page, total, err := portal.ListPublished(tx, q)
			if err != nil || total != len(want) {
				t.Fatalf("%+v: %d, want %d; %v", q, total, len(want), err)
			}
			if len(page) == 0 {
				break
			}
			for _, a := range page {
				got = append(got, a.Title)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v: %s", q, diff)
		}
		return nil
	})
}

func TestWordsOfASearch(t *testing.T) {
	for in, want := range map[string]string{
		"Hòa, HOÀ; hoa": "hoa", "qui chế - Quy chế": "che qui", "đồng/chí": "chi dong", "": "", "%_\\": "", "a": "a",
		strings.Repeat("ấ", 10_000): strings.Repeat("a", 40),
	} {
		if got := strings.Join(search.Words(in), " "); got != want {
			t.Errorf("%.30q gives %q, want %q", in, got, want)
		}
	}
}

// More articles than a part of the index holds, in one unit of work.
func TestManyArticles(t *testing.T) {
	db := storetest.SQLite(t)
	const n = 1_100
	write(t, db, editor, func(tx *store.Tx) error {
		var ids []string
		for i := range n {
			x := portal.Text{Title: fmt.Sprint("Tin ", i), Lead: "chung", Body: fmt.Sprint("loại ", i%7), PublishAt: time.Date(2026, 1, 1, 0, 0, i, 0, locale.Zone)}
			a, err := portal.Begin(tx, x)
			if err != nil {
				return err
			}
			ids = append(ids, a.ID)
		}
		return portal.PublishAll(tx, ids)
	})
	read(t, db, public, func(tx *store.Tx) error {
		for search, want := range map[string]int{"chung": n, "loại 3": n / 7, "1099": 1, "": n} {
			page, total, err := portal.ListPublished(tx, portal.Query{Search: search, Most: 10})
			if err != nil || search != "loại 3" && total != want || total < want || !slices.IsSortedFunc(page, func(x, y portal.Article) int { return y.PublishedAt.Compare(x.PublishedAt) }) {
				t.Errorf("%q: %d, want %d; %v", search, total, want, err)
			}
		}
		page, _, err := portal.ListPublished(tx, portal.Query{Search: "chung", From: n - 1, Most: 10})
		if len(page) != 1 || page[0].Title != "Tin 0" {
			t.Errorf("the last page: %v", page)
		}
		return err
	})
}
