package public

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/web/kit"
)

// keys: public.weekday.*

func monthPath(f frame, d law.Day) string {
	return f.Path(fmt.Sprintf("/tin?thang=%d&nam=%d", d.Month, d.Year))
}

func dayPath(f frame, d law.Day) string {
	return f.Path(fmt.Sprintf("/tin?ngay=%d&thang=%d&nam=%d", d.Day, d.Month, d.Year))
}

// look is how an article stands in a list.
type look struct {
	Level         int  // of its heading, 2 or 3
	Above, Beside bool // where its photo is
}

// shown says how a photo stands on a page.
type shown struct {
	Sizes string // attribute sizes
	Width int    // for browsers that know no srcset
	First bool   // seen without scrolling
}

func picturePath(v *kit.Visit, file string, width int) string {
	size := "goc"
	if width > 0 {
		size = strconv.Itoa(width)
	}
	return v.Path("/anh/", file, "/", size)
}

func srcset(v *kit.Visit, p portal.Photo) string {
	var all []string
	for _, w := range media.Sizes {
		if w < p.Width {
			all = append(all, picturePath(v, p.File, w)+" "+strconv.Itoa(w)+"w")
		}
	}
	if p.Width <= media.Sizes[0] {
		all = append(all, picturePath(v, p.File, 0)+" "+strconv.Itoa(p.Width)+"w")
	}
	return strings.Join(all, ", ")
}

func machine(a portal.Article) string {
	return a.PublishedAt.In(locale.Zone).Format(time.RFC3339)
}

const mostBrief = 220 // characters of a lead in a list

// brief is a lead cut at a word.
func brief(lead string) string {
	r := []rune(lead)
	if len(r) <= mostBrief {
		return lead
	}
	s := string(r[:mostBrief])
	if cut := strings.LastIndexByte(s, ' '); cut > 0 {
		s = s[:cut]
	}
	return strings.TrimRight(s, " ,.;:") + "…"
}

// pager is a row of page numbers that are all links.
type pager struct {
	Label       string
	Page, Pages int
	Path        string // with base
	Field       string // of the page number
	Anchor      string
	Keep        url.Values
}

// newPager counts the pages of a list; a page beyond the last is the last.
func newPager(page string, per, total int) pager {
	n, _ := strconv.Atoi(page)
	pages := max(1, (total+per-1)/per)
	return pager{Page: min(max(n, 1), pages), Pages: pages, Field: "trang"}
}

func (p pager) to(n int) string {
	q := url.Values{}
	for k, v := range p.Keep {
		q[k] = v
	}
	if n > 1 {
		q.Set(p.Field, strconv.Itoa(n))
	}
	if len(q) == 0 {
		return p.Path + p.Anchor
	}
	return p.Path + "?" + q.Encode() + p.Anchor
}

// links are the first page, the last, and those around the present one; 0
// stands for a gap.
func (p pager) links() (out []int) {
	for n := 1; n <= p.Pages; n++ {
		if p.Pages <= 7 || n == 1 || n == p.Pages || n >= p.Page-1 && n <= p.Page+1 {
			out = append(out, n)
		} else if out[len(out)-1] != 0 {
			out = append(out, 0)
		}
	}
	return out
}
