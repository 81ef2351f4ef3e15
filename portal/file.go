package portal

import (
	"maps"
	"slices"

	"hoinghi/search"
	"hoinghi/store"
)

// filing collects what changes in the search and under the headings, so that
// the articles of one unit of work write each row once.
type filing struct {
	*search.Filing
	headings map[string]int // by how many each has grown, by slug
	names    map[string]string
}

func newFiling() *filing { return &filing{search.NewFiling(), map[string]int{}, map[string]string{}} }

// filedAs is what the search will know of an article; old is what it knows. An
// article that has never been published is not known.
func (a Article) filedAs(tx *store.Tx, old filed) (now filed, err error) {
	now = filed{number: old.number, state: a.State, slug: Slug(a.Category), conference: a.Conference}
	if old.number == 0 && a.State == Published {
		now.number, err = nextNumber(tx)
	}
	if now.number > 0 {
		now.fold = a.fold()
	}
	return now, err
}

// change notes what becomes of an article.
func (f *filing) change(a Article, old, now filed) {
	if old.number > 0 && old.state == Published {
		f.headings[old.slug]--
	}
	if now.number == 0 {
		return
	}
	c := search.Change{Number: now.number, Before: old.terms(), After: now.terms()}
	if now.state == Published {
		f.headings[now.slug]++
		f.names[now.slug] = a.Category
		c.Hour = store.Ms(a.PublishedAt)
	}
	f.Note(c)
}

// write puts the changes into the record.
func (f *filing) write(tx *store.Tx) error {
	if err := f.Write(tx); err != nil {
		return err
	}
	for _, slug := range slices.Sorted(maps.Keys(f.headings)) {
		if err := addHeading(tx, slug, f.names[slug], f.headings[slug]); err != nil {
			return err
		}
	}
	return nil
}

// terms are the words of an article and, with a colon that no word has, its
// heading and its conference.
func (f filed) terms() []string {
	if f.number == 0 {
		return nil
	}
	return append(search.Words(f.fold), "c:"+f.slug, "h:"+f.conference)
}

// searched reads a page of the articles that have all words, and counts them.
func searched(tx *store.Tx, q Query, words []string) (page []Article, total int, err error) {
	if q.Category != "" {
		words = append(words, "c:"+q.Category)
	}
	if q.Conference != "" {
		words = append(words, "h:"+q.Conference)
	}
	now := store.Ms(tx.Now)
	a := search.Ask{Words: words, From: q.From, Most: q.Most, Within: func(hour int64) bool {
		return hour <= now && (q.First.IsZero() || hour >= midnight(q.First)) && (q.Last.IsZero() || hour < midnight(q.Last.AddDays(1)))
	}}
	if q.Except != "" {
		if a.Except, err = numberOf(tx, q.Except); err != nil {
			return nil, 0, err
		}
	}
	numbers, total, err := search.Find(tx, a)
	if err != nil || len(numbers) == 0 {
		return nil, total, err
	}
	rows, err := numberedArticles(tx, numbers)
	slices.SortFunc(rows, func(x, y numbered) int { return slices.Index(numbers, x.number) - slices.Index(numbers, y.number) })
	for _, r := range rows {
		page = append(page, r.Article)
	}
	return page, total, err
}
