package portal

import (
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/media"
	"hoinghi/search"
	"hoinghi/store"
)

// Find reads an article with its photos, for writers.
func Find(tx *store.Tx, id string) (Article, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return Article{}, err
	}
	return whole(tx, id)
}

// FindPublished reads an article that the public may read now; anybody may
// ask. The author behind a newsroom byline is left out.
func FindPublished(tx *store.Tx, id string) (Article, error) {
	a, err := whole(tx, id)
	if err != nil {
		return Article{}, err
	}
	if !a.ShownAt(tx.Now) {
		return Article{}, fault.New(fault.Missing, "fault.missing")
	}
	a.forPublic()
	return a, nil
}

func (a *Article) forPublic() {
	a.Byline = a.Byline.public()
	a.MadeBy, a.ChangedBy = "", ""
}

// Query says which published articles are wanted. Empty fields do not narrow.
type Query struct {
	First      law.Day // of publication
	Last       law.Day
	Category   string // its slug
	Conference string
	Search     string // words that all stand in the article, with marks or without
	Except     string // an id
	From, Most int    // rows to skip, rows to read
}

// ListPublished reads what the public may read now, newest first, and how many
// there are over all pages; anybody may ask. Of articles of one instant the one
// that was published last comes first.
func ListPublished(tx *store.Tx, q Query) (page []Article, total int, err error) {
	words := search.Words(q.Search)
	switch {
	case len(words) > 0:
		page, total, err = searched(tx, q, words)
	case strings.TrimSpace(q.Search) == "":
		page, total, err = inOrder(tx, q)
	}
	if err != nil {
		return nil, 0, err
	}
	for i := range page {
		page[i].forPublic()
	}
	return page, total, addCovers(tx, page)
}

func inOrder(tx *store.Tx, q Query) (page []Article, total int, err error) {
	if q.Most > 0 {
		if page, err = shownArticles(tx, q); err != nil {
			return nil, 0, err
		}
	}
	if !q.First.IsZero() || !q.Last.IsZero() || q.Conference != "" {
		total, err = countShown(tx, q)
		return page, total, err
	}
	all, err := shownCategories(tx)
	for _, c := range all {
		if q.Category == "" || q.Category == c.Slug {
			total += c.Count
		}
	}
	if err == nil && q.Except != "" {
		one, err := isShown(tx, q.Except, q.Category)
		return page, total - one, err
	}
	return page, total, err
}

// ListAll reads every article, the last changed first, for writers.
func ListAll(tx *store.Tx) ([]Article, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return nil, err
	}
	all, err := allArticles(tx)
	if err != nil {
		return nil, err
	}
	return all, addCovers(tx, all)
}

// Category is a heading of the portal with its published articles counted.
type Category struct {
	Name, Slug string
	Count      int
}

// Categories reads the headings that the public finds something under, the
// fullest first; anybody may ask.
func Categories(tx *store.Tx) ([]Category, error) {
	all, err := shownCategories(tx)
	return slices.DeleteFunc(all, func(c Category) bool { return c.Slug == "" }), err
}

// DaysOf lists the days of one month on which something was published that the
// public may read; anybody may ask.
func DaysOf(tx *store.Tx, year int, month time.Month) ([]law.Day, error) {
	first := law.DayOf(time.Date(year, month, 1, 0, 0, 0, 0, time.UTC))
	next := law.DayOf(time.Date(year, month+1, 1, 0, 0, 0, 0, time.UTC))
	return shownDays(tx, first, next)
}

// Version is a wording that has been before the public.
type Version struct {
	Number            int // from 1
	Title, Lead, Body string
	Note              string // what was corrected; empty when it was first published
	By                string // person
	At                time.Time
}

// Versions reads the wordings of an article, the newest first, for writers.
func Versions(tx *store.Tx, id string) ([]Version, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return nil, err
	}
	if _, err := oneArticle(tx, id); err != nil {
		return nil, err
	}
	return versionsOf(tx, id)
}

// Correction is a note that the public reads under a corrected article.
type Correction struct {
	Note string
	At   time.Time
}

// Corrections reads the notes of an article that the public may read now, the
// oldest first; anybody may ask.
func Corrections(tx *store.Tx, id string) ([]Correction, error) {
	a, err := oneArticle(tx, id)
	if err != nil {
		return nil, err
	}
	if !a.ShownAt(tx.Now) {
		return nil, fault.New(fault.Missing, "fault.missing")
	}
	return correctionsOf(tx, id)
}

// OpenPicture reads a photo in one of media.Sizes (0 is the whole), if an
// article that the public may read shows it, or the reader is a writer.
// public says whether everybody may keep a copy.
func OpenPicture(tx *store.Tx, file string, width int) (body []byte, public bool, err error) {
	n, err := countUses(tx, file)
	if err != nil {
		return nil, false, err
	}
	if n == 0 && !tx.Who.May(access.Write) {
		return nil, false, fault.New(fault.Missing, "fault.missing")
	}
	body, err = media.OpenSize(tx, file, width)
	return body, n > 0, err
}

func whole(tx *store.Tx, id string) (Article, error) {
	a, err := oneArticle(tx, id)
	if err != nil {
		return Article{}, err
	}
	a.Photos, err = photosOf(tx, id)
	return a, err
}

func addCovers(tx *store.Tx, page []Article) error {
	ids := make([]any, len(page))
	at := map[string]int{}
	for i, a := range page {
		ids[i], at[a.ID] = a.ID, i
	}
	for len(ids) > 0 {
		n := min(len(ids), 500)
		photos, err := coversOf(tx, ids[:n])
		if err != nil {
			return err
		}
		for _, p := range photos {
			if a := &page[at[p.Article]]; a.Photos == nil {
				a.Photos = []Photo{p}
			}
		}
		ids = ids[n:]
	}
	return nil
}
