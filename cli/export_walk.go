package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web"
	"hoinghi/web/kit"
)

const (
	walkOrigin = "http://xuat.invalid" // RFC 2606: no such host can be
	tellEvery  = 250                   // files
)

// walk reads the portal as a reader does who has not signed in, following
// links, and keeps each page as a file.
type walk struct {
	run     *run
	to      place
	ctx     context.Context
	handler http.Handler
	done    chan struct{}
	base    string // before the paths of the organisation
	first   law.Day
	today   law.Day
	queue   []string
	seen    map[string]bool
	names   map[string]string // of papers, which only their content tells
	files   []siteFile
	missing int // links to nowhere
}

func (r *run) newWalk(db *store.DB, org account.Org, to place) (*walk, error) {
	w := &walk{run: r, to: to, ctx: r.ctx, done: make(chan struct{}), base: "/d/" + org.Slug, seen: map[string]bool{}, names: map[string]string{}}
	w.handler = web.New(&kit.Site{DB: db, Log: slog.New(slog.NewTextHandler(r.Err, &slog.HandlerOptions{Level: slog.LevelWarn})), Now: r.Now, Wall: r.Now, Done: w.done})
	w.today = law.DayOf(r.Now().In(locale.Zone))
	w.first = w.today
	err := db.Read(r.ctx, access.Public(org.ID), func(tx *store.Tx) error {
		_, total, err := portal.ListPublished(tx, portal.Query{})
		if err != nil || total == 0 {
			return err
		}
		last, _, err := portal.ListPublished(tx, portal.Query{Most: 1, From: total - 1})
		for _, a := range last {
			w.first = a.Day
		}
		return err
	})
	return w, err
}

func (w *walk) close() { close(w.done) }

func (w *walk) all() error {
	w.want("/")
	w.want("/sitemap.xml") // knows the articles that no page links to any more
	for len(w.queue) > 0 {
		target := w.queue[0]
		w.queue = w.queue[1:]
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.fetch(target); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) want(target string) {
	if !w.seen[target] {
		w.seen[target] = true
		w.queue = append(w.queue, target)
	}
}

// received is an answer of the portal.
type received struct {
	head   http.Header
	status int
	bytes.Buffer
}

func (a *received) Header() http.Header { return a.head }
func (a *received) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}
func (a *received) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.Buffer.Write(b)
}

func (w *walk) get(target string) (*received, error) {
	address := walkOrigin + w.base + target
	if strings.HasPrefix(target, "/static/") {
		address = walkOrigin + target
	}
	q, err := http.NewRequestWithContext(w.ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", target, err)
	}
	q.RemoteAddr = "127.0.0.1:1"
	a := &received{head: http.Header{}}
	w.handler.ServeHTTP(a, q)
	return a, w.ctx.Err()
}

// fetch reads one address and writes its file.
func (w *walk) fetch(target string) error {
	a, err := w.get(target)
	if err != nil {
		return err
	}
	switch {
	case a.status == http.StatusNotFound:
		w.missing++
		return nil
	case a.status == http.StatusMovedPermanently:
		return w.forward(target, a.head.Get("Location"))
	case a.status != http.StatusOK:
		return fault.New(fault.Internal, "cli.export.answer", target, a.status)
	}
	kind, _, _ := strings.Cut(a.head.Get("Content-Type"), ";")
	body, keep := a.Bytes(), true
	switch kind {
	case "text/html":
		body = []byte(w.page(target, a.String()))
	case "text/css":
		w.style(target, a.String())
	case "application/xml", "application/rss+xml", "application/atom+xml":
		body, keep = []byte(w.absolute(a.String())), w.to.public != ""
	}
	name := w.name(target)
	if strings.HasPrefix(target, "/cong-khai/") {
		name = "cong-khai/" + path.Base(target) + extensionOf[kind]
	}
	if !keep {
		return nil
	}
	w.names[target] = name
	return w.write(name, body)
}

// forward stands where an address has changed.
func (w *walk) forward(target, to string) error {
	t, _, ok := w.target(to, target)
	if !ok {
		w.missing++
		return nil
	}
	w.want(t)
	to = html.EscapeString(between(w.name(target), w.name(t)))
	return w.write(w.name(target), []byte("<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>→</title><meta http-equiv=\"refresh\" content=\"0; url="+to+"\"></head><body><a href=\""+to+"\">→</a></body></html>\n"))
}

var extensionOf = map[string]string{"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp",
	kit.TypeDOCX: ".docx", kit.TypeXLSX: ".xlsx"}

// inert are the endings of what may be written: nothing that a web server
// would run.
var inert = []string{".html", ".css", ".woff2", ".svg", ".jpg", ".png", ".webp", ".pdf", ".docx", ".xlsx", ".rss", ".atom", ".xml", ".txt"}

func (w *walk) write(name string, body []byte) error {
	if !slices.Contains(inert, path.Ext(name)) {
		return fault.New(fault.Conflict, "cli.export.active", name)
	}
	file := filepath.Join(w.to.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	if err := os.WriteFile(file, body, 0o644); err != nil {
		return fmt.Errorf("write a file: %w", err)
	}
	sum := sha256.Sum256(body)
	w.files = append(w.files, siteFile{name, int64(len(body)), hex.EncodeToString(sum[:])})
	if len(w.files)%tellEvery == 0 {
		fmt.Fprintln(w.run.Err, w.run.w.T("cli.export.progress", len(w.files), len(w.queue)))
	}
	return nil
}

// seal writes the manifest and answers its hash.
func (w *walk) seal(org account.Org) (siteManifest, string, error) {
	if w.to.public != "" {
		if err := w.write("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+w.to.public+"sitemap.xml\n")); err != nil {
			return siteManifest{}, "", err
		}
	}
	slices.SortFunc(w.files, func(a, b siteFile) int { return strings.Compare(a.Path, b.Path) })
	m := siteManifest{Format: siteFormat, Organisation: org.Slug, Name: org.Name, Base: w.to.public, Files: w.files}
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return m, "", err
	}
	b = append(b, '\n')
	if w.missing > 0 {
		fmt.Fprintln(w.run.Err, w.run.w.T("cli.export.missing", w.missing))
	}
	sum := sha256.Sum256(b)
	return m, hex.EncodeToString(sum[:]), os.WriteFile(filepath.Join(w.to.dir, siteManifestName), b, 0o644)
}

var (
	plainPath = regexp.MustCompile(`^/[a-z0-9._/-]*$`)
	exported  = regexp.MustCompile(`^/($|tin$|tin/chuyen-muc/[^/]+$|tin/[^/]+$|anh/|sitemap\.xml$|sitemap/|cong-khai$|cong-khai/|nghi-quyet$|khen-thuong$|khen-thuong/[^/]+$|luat$|luat/|static/)`)
	feed      = regexp.MustCompile(`^/tin\.(rss|atom)$|^/tin/chuyen-muc/[^/]+/tin\.rss$`)
	small     = regexp.MustCompile(`^[0-9]{1,6}$`)
)

// target is what a link on a page of ours leads to, if that is part of the
// export: its path without the base, with those parameters that make a page of
// its own.
func (w *walk) target(link, from string) (target, fragment string, ok bool) {
	u, err := url.Parse(link)
	if err != nil {
		return "", "", false
	}
	start, err := url.Parse(walkOrigin + w.base + from)
	if strings.HasPrefix(from, "/static/") {
		start, err = url.Parse(walkOrigin + from)
	}
	if err != nil {
		return "", "", false
	}
	u = start.ResolveReference(u)
	p := u.Path
	if u.Scheme+"://"+u.Host != walkOrigin || path.Clean(p) != strings.TrimRight(p, "/") && p != "/" {
		return "", "", false
	}
	if !strings.HasPrefix(p, "/static/") {
		var inside bool
		if p, inside = strings.CutPrefix(p, w.base); !inside {
			return "", "", false
		}
	}
	if !plainPath.MatchString(p) || !exported.MatchString(p) && (w.to.public == "" || !feed.MatchString(p)) {
		return "", "", false
	}
	query, ok := w.query(p, u.Query())
	return p + query, u.Fragment, ok
}

// query keeps what makes a page of its own: the number of a page, and a day or
// month in which there may be news.
func (w *walk) query(p string, q url.Values) (string, bool) {
	for k := range q {
		listed := k == "trang" && (p == "/tin" || strings.HasPrefix(p, "/tin/chuyen-muc/") || p == "/cong-khai" || p == "/khen-thuong")
		dated := p == "/tin" && (k == "ngay" || k == "thang" || k == "nam")
		if !listed && !dated || !small.MatchString(q.Get(k)) {
			return "", false
		}
	}
	if q.Has("nam") {
		year, _ := strconv.Atoi(q.Get("nam"))
		month, _ := strconv.Atoi(q.Get("thang"))
		at := year*12 + month
		if at < w.first.Year*12+int(w.first.Month) || at > w.today.Year*12+int(w.today.Month) {
			return "", false
		}
	}
	if len(q) == 0 {
		return "", true
	}
	return "?" + q.Encode(), true // by name
}

// name is the file of a target.
func (w *walk) name(target string) string {
	if known := w.names[target]; known != "" {
		return known
	}
	p, query, _ := strings.Cut(strings.TrimPrefix(target, "/"), "?")
	p = strings.TrimSuffix(p, "/")
	switch {
	case strings.HasPrefix(p, "anh/"):
		return p + ".jpg"
	case strings.HasPrefix(p, "static/"), path.Ext(p) == ".rss", path.Ext(p) == ".atom", path.Ext(p) == ".xml":
		return p
	}
	if query != "" {
		p += "/_" + strings.NewReplacer("=", "-", "&", "-").Replace(query)
	}
	return strings.TrimPrefix(p+"/index.html", "/")
}
