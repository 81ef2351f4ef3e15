package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/watch"
)

// siteState is how what is served differs from what was written.
type siteState struct {
	Where   string   `json:"where"`
	Files   int      `json:"files"`
	Changed []string `json:"changed,omitempty"`
	Missing []string `json:"missing,omitempty"`
	Surplus []string `json:"surplus,omitempty"` // of a folder; a web server does not tell
}

func (s siteState) wrong() int { return len(s.Changed) + len(s.Missing) + len(s.Surplus) }

// served are the files of an export as they are now.
type served struct {
	open func(name string) (io.ReadCloser, error) // fs.ErrNotExist where there is none
	list func() ([]string, error)                 // nil where nobody can tell
}

const mostManifest = 256 << 20

// exportCheck is the tamper watch: it compares a folder, or what a web server
// sends, with the manifest or with the record.
func exportCheck(r *run, f *flag.FlagSet) (func() error, error) {
	var w wish
	w.flags(f, r)
	kept := f.String("manifest", "", r.w.T("cli.export.flag.manifest"))
	seal := f.String("seal", "", r.w.T("cli.export.flag.seal"))
	record := f.Bool("record", false, r.w.T("cli.export.flag.record"))
	timeout := f.Duration("timeout", 20*time.Second, r.w.T("cli.export.flag.timeout"))
	note := f.Bool("note", false, r.w.T("cli.export.flag.note"))
	asJSON := f.Bool("json", false, r.w.T("cli.flag.json"))
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		if err := w.check(); err != nil {
			return err
		}
		where := r.args[0]
		now := onDisk(where)
		if strings.HasPrefix(where, "http://") || strings.HasPrefix(where, "https://") {
			now = r.onWeb(where, *timeout)
		}
		m, err := r.expected(now, w, expectation{kept: *kept, seal: *seal, record: *record})
		if err != nil {
			return err
		}
		state, err := m.compare(now)
		if err != nil {
			return fault.New(fault.Conflict, "cli.export.unread", where).Because(err)
		}
		state.Where = where
		if *note {
			if err := r.noteLook(w, state); err != nil {
				return err
			}
		}
		return r.tellState(state, *asJSON)
	}, nil
}

// expectation is what to compare with: a manifest kept elsewhere, the
// manifest that is served if its hash is the given one, or the record.
type expectation struct {
	kept, seal string
	record     bool
}

func (r *run) expected(now served, w wish, e expectation) (siteManifest, error) {
	if e.record {
		dir, err := os.MkdirTemp("", "hoinghi-so-")
		if err != nil {
			return siteManifest{}, err
		}
		defer os.RemoveAll(dir)
		m, _, err := r.writeSite(w, dir)
		return m, err
	}
	open := func() (io.ReadCloser, error) { return now.open(siteManifestName) }
	if e.kept != "" {
		open = func() (io.ReadCloser, error) { return os.Open(e.kept) }
	}
	f, err := open()
	if err != nil {
		return siteManifest{}, fault.New(fault.Conflict, "cli.export.nomanifest").Because(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, mostManifest))
	if err != nil {
		return siteManifest{}, fault.New(fault.Conflict, "cli.export.nomanifest").Because(err)
	}
	sum := sha256.Sum256(b)
	if e.seal != "" && !strings.EqualFold(e.seal, hex.EncodeToString(sum[:])) {
		return siteManifest{}, fault.New(fault.Conflict, "cli.export.seal.other")
	}
	if e.seal == "" && e.kept == "" {
		fmt.Fprintln(r.Err, r.w.T("cli.export.unsealed"))
	}
	m, err := parseManifest(b)
	if err != nil {
		return m, fault.New(fault.Conflict, "cli.export.nomanifest").Because(err)
	}
	return m, nil
}

// compare reads every file of the manifest anew.
func (m siteManifest) compare(now served) (s siteState, err error) {
	known := map[string]bool{siteManifestName: true}
	for _, f := range m.Files {
		known[f.Path] = true
		s.Files++
		same, err := f.same(now)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			s.Missing = append(s.Missing, f.Path)
		case err != nil:
			return s, fmt.Errorf("read %s: %w", f.Path, err)
		case !same:
			s.Changed = append(s.Changed, f.Path)
		}
	}
	if now.list == nil {
		return s, nil
	}
	names, err := now.list()
	for _, n := range names {
		if !known[n] {
			s.Surplus = append(s.Surplus, n)
		}
	}
	return s, err
}

func (f siteFile) same(now served) (bool, error) {
	r, err := now.open(f.Path)
	if err != nil {
		return false, err
	}
	defer r.Close()
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(r, f.Size+1))
	return n == f.Size && hex.EncodeToString(h.Sum(nil)) == f.Hash, err
}

func onDisk(dir string) served {
	return served{
		open: func(name string) (io.ReadCloser, error) {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if info, err := os.Lstat(file); err == nil && !info.Mode().IsRegular() {
				return io.NopCloser(bytes.NewReader(nil)), nil // a link may lead anywhere: never the same
			}
			return os.Open(file)
		},
		list: func() (names []string, err error) {
			err = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				name, err := filepath.Rel(dir, file)
				names = append(names, filepath.ToSlash(name))
				return err
			})
			return names, err
		},
	}
}

// onWeb reads from a web server. A redirection counts as another content.
func (r *run) onWeb(base string, timeout time.Duration) served {
	c := &http.Client{Timeout: timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	base = strings.TrimRight(base, "/") + "/"
	return served{open: func(name string) (io.ReadCloser, error) {
		return fetchFile(r.ctx, c, base+strings.TrimSuffix(name, "index.html"))
	}}
}

func fetchFile(ctx context.Context, c *http.Client, address string) (io.ReadCloser, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	q.Header.Set("Cache-Control", "no-cache")
	a, err := c.Do(q)
	if err != nil {
		return nil, err
	}
	switch {
	case a.StatusCode == http.StatusOK:
		return a.Body, nil
	case a.StatusCode == http.StatusNotFound || a.StatusCode == http.StatusGone:
		a.Body.Close()
		return nil, fs.ErrNotExist
	case a.StatusCode >= 500:
		a.Body.Close()
		return nil, fmt.Errorf("the server answers %s", a.Status)
	}
	a.Body.Close()
	return io.NopCloser(bytes.NewReader(nil)), nil
}

// noteLook puts what was found into the record, for the page that tells
// everybody how the site is.
func (r *run) noteLook(w wish, s siteState) error {
	db, err := r.open(w.o)
	if err != nil {
		return err
	}
	defer db.Close()
	org, err := r.theOrg(db, w.slug)
	if err != nil {
		return err
	}
	return db.Write(r.ctx, access.Machine(org.ID), func(tx *store.Tx) error {
		return watch.Keep(tx, watch.Look{Where: s.Where, Files: s.Files, Wrong: s.wrong()})
	})
}

func (r *run) tellState(s siteState, asJSON bool) error {
	if asJSON {
		if err := json.NewEncoder(r.Out).Encode(s); err != nil {
			return err
		}
	} else {
		for _, n := range s.Changed {
			r.say("cli.export.changed", n)
		}
		for _, n := range s.Missing {
			r.say("cli.export.lost", n)
		}
		for _, n := range s.Surplus {
			r.say("cli.export.surplus", n)
		}
	}
	if s.wrong() > 0 {
		return fault.New(fault.Conflict, "cli.export.differs", s.wrong(), s.Where)
	}
	if !asJSON {
		r.say("cli.export.same", s.Files)
	}
	return nil
}
