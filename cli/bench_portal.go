package cli

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"runtime"
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

// portalMeasured is what bench portal prints.
type portalMeasured struct {
	Articles  int     `json:"articles"`
	Readers   int     `json:"connections"`
	Filling   float64 `json:"filling_s"`
	Article   pace    `json:"article"`
	Static    pace    `json:"static"`
	Share     float64 `json:"article_share_of_static"`
	PageBytes int     `json:"article_bytes"`
	FileBytes int     `json:"static_bytes"`
	SearchP95 float64 `json:"search_p95_ms"`
	DateP95   float64 `json:"date_p95_ms"`
	Cores     int     `json:"cores"`
	Engine    string  `json:"engine"`
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
	base := s.base + "/d/" + slug
	page, err := fetchAll(r.ctx, base+"/tin/"+address)
	if err != nil {
		return m, err
	}
	file := styleOf.FindSubmatch(page)
	if file == nil {
		return m, fault.New(fault.Internal, "cli.bench.server")
	}
	still, err := fetchAll(r.ctx, s.base+string(file[1]))
	if err != nil {
		return m, err
	}
	m.PageBytes, m.FileBytes = len(page), len(still)
	l := loading{Connections: t.Readers, Spell: t.Spell, Now: r.Now}
	if m.Static, err = l.load(r.ctx, s.base+string(file[1])); err != nil {
		return m, err
	}
	if m.Article, err = l.load(r.ctx, base+"/tin/"+address); err != nil {
		return m, err
	}
	if m.Static.PerSecond > 0 {
		m.Share = float64(int(m.Article.PerSecond/m.Static.PerSecond*100)) / 100
	}
	m.SearchP95, err = r.oneByOne(func(k int) string { return fmt.Sprintf("%s/tin?tim=%s", base, searched[k%len(searched)]) })
	if err != nil {
		return m, err
	}
	m.DateP95, err = r.oneByOne(func(k int) string {
		return fmt.Sprintf("%s/tin?ngay=%d&thang=%d&nam=%d", base, k%28+1, k%12+1, 2015+k%9)
	})
	return m, err
}

var (
	styleOf  = regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)"`)
	searched = []string{"thu+vien", "hoi+nghi+so+4242", "khong+co+tu+nay", "quy+che+dan+chu", "a", "99999"}
)

const benchBatch = 500 // articles of a transaction

// fillPortal publishes articles over some years; it answers the address of the
// last.
func (r *run) fillPortal(o options, t portalTrial) (slug, address string, err error) {
	db, err := r.open(o)
	if err != nil {
		return "", "", err
	}
	defer db.Close()
	slug = fmt.Sprintf("bench-%d", r.Now().UnixNano())
	org, err := account.Found(r.ctx, db, account.Org{Slug: slug, Name: r.w.T("cli.bench.name"), Kind: string(law.PublicService), HeadTitle: r.w.T("cli.head")})
	for n := 0; n < t.Articles && err == nil; n += benchBatch {
		err = db.Write(r.ctx, access.Machine(org.ID), func(tx *store.Tx) error {
			for k := n; k < min(n+benchBatch, t.Articles); k++ {
				a, err := portal.Begin(tx, r.benchText(k))
				if err == nil {
					err = portal.Publish(tx, a.ID)
				}
				if err != nil {
					return err
				}
				address = a.Address()
			}
			return nil
		})
	}
	return slug, address, err
}

func (r *run) benchText(k int) portal.Text {
	at := time.Date(2015, 1, 1, 8, 0, 0, 0, locale.Zone).Add(time.Duration(k%3200)*24*time.Hour + time.Duration(k)*time.Second)
	body := ""
	for p := range 6 {
		body += r.w.T("cli.export.bench.body", k, p) + "\n\n"
	}
	return portal.Text{Title: r.w.T("cli.export.bench.title", k), Lead: r.w.T("cli.export.bench.lead", k), Body: body,
		Category: r.w.T("cli.export.bench.heading", k%8), PublishAt: at}
}

func fetchAll(ctx context.Context, address string) ([]byte, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
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

const benchAsked = 60

// oneByOne is the p95 of pages that are asked for one after the other.
func (r *run) oneByOne(address func(int) string) (float64, error) {
	var all []time.Duration
	for k := range benchAsked {
		from := r.Now()
		if _, err := fetchAll(r.ctx, address(k)); err != nil {
			return 0, err
		}
		all = append(all, r.Now().Sub(from))
	}
	return at(all, 95), nil
}
