package cli

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"runtime"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
)

// portalTrial is what bench portal is asked for.
type portalTrial struct {
	Articles, Readers int
	Spell             time.Duration // of each load
	db                string
}

// portalMeasured is what bench portal prints; times are in milliseconds.
type portalMeasured struct {
	Articles  int                `json:"articles"`
	Readers   int                `json:"connections"`
	Filling   float64            `json:"filling_s"`
	Article   pace               `json:"article"` // each connection asks again at once
	Static    pace               `json:"static"`
	Share     float64            `json:"article_share_of_static"`
	Steady    pace               `json:"article_steady"` // each connection asks ten times a second
	PageBytes int                `json:"article_bytes"`
	PageSent  int                `json:"article_bytes_compressed"`
	FileBytes int                `json:"static_bytes"`
	FileSent  int                `json:"static_bytes_compressed"`
	P95       map[string]float64 `json:"p95_ms"` // of pages that nobody asked for before, one after the other
	Cores     int                `json:"cores"`
	Engine    string             `json:"engine"`
}

// benchPortal fills a portal and measures a warm article page beside a static
// file of the same process, then search and the pages by date one by one.
func benchPortal(r *run, f *flag.FlagSet) (func() error, error) {
	var t portalTrial
	f.IntVar(&t.Articles, "articles", 100_000, r.w.T("cli.export.flag.articles"))
	f.IntVar(&t.Readers, "connections", 200, r.w.T("cli.export.flag.connections"))
	f.DurationVar(&t.Spell, "for", 10*time.Second, r.w.T("cli.export.flag.for"))
	f.StringVar(&t.db, "db", r.Env("HOINGHI_DB"), r.w.T("cli.flag.db"))
	return func() error {
		if t.Articles < 1 || t.Readers < 1 || t.Spell <= 0 {
			return fault.New(fault.Invalid, "cli.bench.numbers")
		}
		m, err := r.measurePortal(t)
		if err != nil {
			return err
		}
		return json.NewEncoder(r.Out).Encode(m)
	}, nil
}

func (r *run) measurePortal(t portalTrial) (m portalMeasured, err error) {
	m = portalMeasured{Articles: t.Articles, Readers: t.Readers, Cores: runtime.NumCPU(), Engine: "sqlite"}
	if t.db != "" {
		m.Engine = "postgres"
	}
	dir, err := os.MkdirTemp("", "hoinghi-bench-")
	if err != nil {
		return m, err
	}
	defer os.RemoveAll(dir)
	o := options{data: dir, db: t.db}
	begun := r.Now()
	slug, address, err := r.fillPortal(o, t)
	if err != nil {
		return m, fmt.Errorf("fill the portal: %w", err)
	}
	m.Filling = round(r.Now().Sub(begun).Seconds())
	s, err := startServer(r.ctx, o)
	if err != nil {
		return m, err
	}
	defer s.stop()
	err = r.askPortal(&m, t, portalAddress{s.base, "/d/" + slug, "/tin/" + address})
	return m, err
}

// portalAddress is where the filled portal is served.
type portalAddress struct{ server, base, article string }

func (r *run) askPortal(m *portalMeasured, t portalTrial, to portalAddress) error {
	article := to.server + to.base + to.article
	page, err := fetchAll(r.ctx, article, false)
	if err != nil {
		return err
	}
	file := styleOf.FindSubmatch(page)
	if file == nil {
		return fault.New(fault.Internal, "cli.bench.server")
	}
	style := to.server + string(file[1])
	for address, size := range map[string][2]*int{article: {&m.PageBytes, &m.PageSent}, style: {&m.FileBytes, &m.FileSent}} {
		for i, packed := range []bool{false, true} {
			b, err := fetchAll(r.ctx, address, packed)
			if *size[i] = len(b); err != nil {
				return err
			}
		}
	}
	hurry := loading{Connections: t.Readers, Spell: t.Spell, Now: r.Now}
	steady := hurry
	steady.Gap = time.Second / 10
	for _, x := range []struct {
		to      *pace
		l       loading
		address string
	}{{&m.Static, hurry, style}, {&m.Article, hurry, article}, {&m.Steady, steady, article}} {
		if *x.to, err = x.l.load(r.ctx, x.address); err != nil {
			return err
		}
	}
	if m.Static.PerSecond > 0 {
		m.Share = float64(int(m.Article.PerSecond/m.Static.PerSecond*100)) / 100
	}
	m.P95 = map[string]float64{}
	for name, query := range r.benchPages(t) {
		if m.P95[name], err = r.oneByOne(func(k int) string {
			return to.server + to.base + query(k) + "&moi=" + name // no page of another kind, which may be kept
		}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// benchPages are the kinds of pages and how the k-th of a kind is asked for.
func (r *run) benchPages(t portalTrial) map[string]func(int) string {
	search := func(words ...string) func(int) string {
		return func(k int) string {
			return "/tin?tim=" + url.QueryEscape(words[k%len(words)]) + fmt.Sprintf("&trang=%d", k/len(words)+1)
		}
	}
	c := newComposer(r.w.T("cli.export.bench.rimes"))
	day := func(k int) time.Time { return benchDay(k * 37) }
	return map[string]func(int) string{
		"search_rare":       func(k int) string { return fmt.Sprintf("/tin?tim=%d", k*t.Articles/benchAsked) },
		"search_common":     search(c.words[0], c.words[1], c.words[2]),
		"search_phrase":     search(strings.Join(c.words[:6], " "), strings.Join(c.words[20:23], " "), strings.Join(c.words[300:303], " ")),
		"search_no_marks":   search(locale.Fold(c.words[5]), locale.Fold(c.words[40]+" "+c.words[6])),
		"search_old_tones":  search("hòa", "hoà", "qui ché", "quy ché"),
		"search_one_letter": search("a", "o", "y"),
		"search_no_hit":     search("khongco", "zzz "+c.words[0]),
		"search_long":       func(k int) string { return "/tin?tim=" + url.QueryEscape(strings.Repeat(c.words[k]+" ", 2500)) },
		"search_in_heading": func(k int) string { return "/tin/chuyen-muc/" + r.benchSlug(k) + "?tim=" + url.QueryEscape(c.words[k]) },
		"day": func(k int) string {
			d := day(k)
			return fmt.Sprintf("/tin?ngay=%d&thang=%d&nam=%d", d.Day(), d.Month(), d.Year())
		},
		"month": func(k int) string {
			d := day(k)
			return fmt.Sprintf("/tin?thang=%d&nam=%d&trang=%d", d.Month(), d.Year(), k%9+1)
		},
		"year":       func(k int) string { return fmt.Sprintf("/tin?nam=%d&trang=%d", day(k).Year(), k+1) },
		"day_empty":  func(k int) string { return fmt.Sprintf("/tin?ngay=%d&thang=%d&nam=1999", k%28+1, k%12+1) },
		"list_first": func(k int) string { return fmt.Sprintf("/tin?trang=%d", k+1) },
		"list_deep": func(k int) string {
			return fmt.Sprintf("/tin?trang=%d", max(1, t.Articles/10-k*t.Articles/10/benchAsked))
		},
		"heading_deep": func(k int) string {
			return fmt.Sprintf("/tin/chuyen-muc/%s?trang=%d", r.benchSlug(k), max(1, t.Articles/80-k))
		},
		"front": func(k int) string { return fmt.Sprintf("/?k=%d", k) },
		"feed":  func(k int) string { return fmt.Sprintf("/tin.rss?k=%d", k) },
	}
}

var styleOf = regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)"`)

const benchBatch = 512 // articles of a transaction

// fillPortal publishes articles over some years, the same ones each time; it
// answers the address of the last.
func (r *run) fillPortal(o options, t portalTrial) (slug, address string, err error) {
	db, err := r.open(o)
	if err != nil {
		return "", "", err
	}
	defer db.Close()
	slug = fmt.Sprintf("bench-%d", r.Now().UnixNano())
	org, err := account.Found(r.ctx, db, account.Org{Slug: slug, Name: r.w.T("cli.bench.name"), Kind: string(law.PublicService), HeadTitle: r.w.T("cli.head")})
	c := newComposer(r.w.T("cli.export.bench.rimes"))
	for n := 0; n < t.Articles && err == nil; n += benchBatch {
		var texts []portal.Text
		for k := n; k < min(n+benchBatch, t.Articles); k++ {
			texts = append(texts, r.benchText(c, k))
		}
		err = db.Write(r.ctx, access.Machine(org.ID), func(tx *store.Tx) error {
			var ids []string
			for _, x := range texts {
				a, err := portal.Begin(tx, x)
				if err != nil {
					return err
				}
				ids, address = append(ids, a.ID), a.Address()
			}
			return portal.PublishAll(tx, ids)
		})
	}
	return slug, address, err
}

func (r *run) benchHeading(k int) string { return r.w.T("cli.export.bench.heading", k%8) }
func (r *run) benchSlug(k int) string    { return portal.Slug(r.benchHeading(k)) }

// benchDay is the day of the k-th article: some years, filled evenly.
func benchDay(k int) time.Time {
	return time.Date(2015, 1, 1, 8, 0, 0, 0, locale.Zone).Add(time.Duration(k%3200) * 24 * time.Hour)
}

func (r *run) benchText(c *composer, k int) portal.Text {
	return portal.Text{Title: r.w.T("cli.export.bench.title", k), Lead: r.w.T("cli.export.bench.lead", k), Body: c.body(),
		Category: r.benchHeading(k), PublishAt: benchDay(k).Add(time.Duration(k) * 10 * time.Millisecond)}
}

// fetchAll reads an answer as it comes; packed asks for it compressed.
func fetchAll(ctx context.Context, address string, packed bool) ([]byte, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	q.Header.Set("Accept-Encoding", map[bool]string{true: "gzip", false: "identity"}[packed])
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		return nil, err
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s", address, a.Status)
	}
	return b, err
}

const benchAsked = 60 // pages of a kind

// oneByOne is the p95 of pages that are asked for one after the other.
func (r *run) oneByOne(address func(int) string) (float64, error) {
	var all []time.Duration
	for k := range benchAsked {
		from := r.Now()
		if _, err := fetchAll(r.ctx, address(k), true); err != nil {
			return 0, err
		}
		all = append(all, r.Now().Sub(from))
	}
	return at(all, 95), nil
}
