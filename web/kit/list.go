package kit

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// List is how a reader wants a list: what to look for, in which order, which
// page of it. It is read from the address, so that a list can be bookmarked.
type List struct {
	Path   string // with base
	Search string
	Sort   string
	Desc   bool
	Page   int // from 1
	Per    int
	Total  int        // set by the handler: rows over all pages
	Keep   url.Values // filters of this list, kept in every link
}

// ListOf reads the wishes of a request. filters names the further fields that
// this list filters by; sort is the order when none is asked for.
func (v *Visit) ListOf(r *http.Request, sort string, filters ...string) List {
	q := r.URL.Query()
	l := List{Path: v.Path(r.URL.Path), Search: strings.TrimSpace(q.Get("tim")), Sort: q.Get("theo"), Desc: q.Get("chieu") == "giam", Per: 50, Keep: url.Values{}}
	if l.Sort == "" {
		l.Sort = sort
	}
	l.Page, _ = strconv.Atoi(q.Get("trang"))
	l.Page = min(max(l.Page, 1), 1_000_000)
	if n, err := strconv.Atoi(q.Get("moi-trang")); err == nil && (n == 20 || n == 50 || n == 200) {
		l.Per = n
	}
	for _, f := range filters {
		if s := q.Get(f); s != "" {
			l.Keep.Set(f, s)
		}
	}
	return l
}

// Filter is the value of one of the list's own filters.
func (l List) Filter(name string) string { return l.Keep.Get(name) }

// From is the index of the first row of the page.
func (l List) From() int { return (l.Page - 1) * l.Per }

// Pages counts the pages, at least one.
func (l List) Pages() int { return max(1, (l.Total+l.Per-1)/l.Per) }

// To is the address of the same list with one wish changed: name and value in
// pairs, an empty value leaves the wish out.
func (l List) To(pairs ...string) string {
	q := url.Values{}
	for k, v := range l.Keep {
		q[k] = v
	}
	set := func(k, v string) {
		if v == "" {
			q.Del(k)
		} else {
			q.Set(k, v)
		}
	}
	set("tim", l.Search)
	set("theo", l.Sort)
	if l.Desc {
		set("chieu", "giam")
	}
	if l.Per != 50 {
		set("moi-trang", strconv.Itoa(l.Per))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		set(pairs[i], pairs[i+1])
	}
	if len(q) == 0 {
		return l.Path
	}
	return l.Path + "?" + q.Encode()
}

// Cut takes the rows of the page out of all rows and notes the total.
func Cut[T any](l *List, rows []T) []T {
	l.Total = len(rows)
	l.Page = min(l.Page, l.Pages())
	from := min(l.From(), len(rows))
	return rows[from:min(from+l.Per, len(rows))]
}
