package cli

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/store"
)

// wish is which portal to write, and where it will stand.
type wish struct {
	o    options
	slug string
	base string // address under which the files will be served; empty where it is not known
}

func (w *wish) flags(f *flag.FlagSet, r *run) {
	w.o.flags(f, r)
	f.StringVar(&w.slug, "org", "", r.w.T("cli.flag.org"))
	f.StringVar(&w.base, "base", "", r.w.T("cli.export.flag.base"))
}

func (w *wish) check() error {
	if w.base == "" {
		return nil
	}
	u, err := url.Parse(w.base)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return fault.New(fault.Invalid, "cli.export.base", w.base)
	}
	w.base = strings.TrimRight(w.base, "/") + "/"
	return nil
}

// exportSite writes the portal as plain files for any web server. The folder
// is changed at once at the end or not at all.
func exportSite(r *run, f *flag.FlagSet) (func() error, error) {
	var w wish
	w.flags(f, r)
	force := f.Bool("force", false, r.w.T("cli.export.flag.force"))
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		if err := w.check(); err != nil {
			return err
		}
		dir, err := filepath.Abs(r.args[0])
		if err != nil {
			return fmt.Errorf("find the folder: %w", err)
		}
		aside, err := makeWay(dir, *force)
		if err != nil {
			return err
		}
		fresh, err := os.MkdirTemp(filepath.Dir(dir), ".hoinghi-xuat-")
		if err != nil {
			return fault.New(fault.Invalid, "cli.export.folder", dir).Because(err)
		}
		defer os.RemoveAll(fresh)
		m, seal, err := r.writeSite(w, fresh)
		if err != nil {
			return err
		}
		if err := swap(dir, fresh, aside); err != nil {
			return err
		}
		if aside != "" {
			r.say("cli.export.aside", aside)
		}
		r.say("cli.export.done", len(m.Files), dir)
		r.say("cli.export.seal", seal)
		return nil
	}, nil
}

// writeSite writes the portal into an empty folder.
func (r *run) writeSite(w wish, dir string) (siteManifest, string, error) {
	db, err := r.open(w.o)
	if err != nil {
		return siteManifest{}, "", err
	}
	defer db.Close()
	org, err := r.theOrg(db, w.slug)
	if err != nil {
		return siteManifest{}, "", err
	}
	m, seal, err := r.walkSite(db, org, place{dir: dir, public: w.base})
	if err != nil && r.ctx.Err() != nil {
		err = fault.New(fault.Conflict, "cli.export.stopped").Because(errors.Join(errStopped, err))
	}
	return m, seal, err
}

// makeWay says where the present content of the folder goes: nowhere if there
// is none or it is an export of ours, beside it if that is forced.
func makeWay(dir string, force bool) (aside string, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return "", nil
	}
	if err != nil {
		return "", fault.New(fault.Invalid, "cli.export.folder", dir).Because(err)
	}
	if m, _, err := readManifest(dir); err == nil {
		state, err := m.compare(onDisk(dir))
		if err == nil && len(state.Surplus) == 0 {
			return "", nil
		}
	}
	if !force {
		return "", fault.New(fault.Conflict, "cli.export.foreign", dir)
	}
	aside = dir + ".cu"
	if _, err := os.Lstat(aside); !errors.Is(err, fs.ErrNotExist) {
		return "", fault.New(fault.Conflict, "cli.export.aside.there", aside)
	}
	return aside, nil
}

// swap puts the fresh export in the place of the former one, which is kept
// aside or removed.
func swap(dir, fresh, aside string) error {
	if err := os.Chmod(fresh, 0o755); err != nil {
		return fmt.Errorf("open the export: %w", err)
	}
	old := aside
	if old == "" {
		old = fresh + "-cu"
	}
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("move the former export: %w", err)
	}
	had := err == nil
	if err := os.Rename(fresh, dir); err != nil {
		if had {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return fmt.Errorf("place the export: %w", err)
	}
	if had && aside == "" {
		return os.RemoveAll(old)
	}
	return nil
}

// siteFormat names the form of the manifest.
const (
	siteFormat       = "hoinghi-site-1"
	siteManifestName = "manifest.json"
)

// siteManifest lists what an export holds.
type siteManifest struct {
	Format       string     `json:"format"`
	Organisation string     `json:"organisation"`
	Name         string     `json:"name"`
	Base         string     `json:"base,omitempty"`
	Files        []siteFile `json:"files"` // by path
}

type siteFile struct {
	Path string `json:"path"`
	Size int64  `json:"size"`
	Hash string `json:"sha256"`
}

func readManifest(dir string) (siteManifest, []byte, error) {
	b, err := os.ReadFile(filepath.Join(dir, siteManifestName))
	if err != nil {
		return siteManifest{}, nil, err
	}
	m, err := parseManifest(b)
	return m, b, err
}

func parseManifest(b []byte) (siteManifest, error) {
	var m siteManifest
	err := json.Unmarshal(b, &m)
	if err == nil && m.Format != siteFormat {
		err = fmt.Errorf("the format is %.40q", m.Format)
	}
	for _, f := range m.Files {
		if err == nil && !fs.ValidPath(f.Path) {
			err = fmt.Errorf("no path: %.80q", f.Path)
		}
	}
	return m, err
}

// place is the folder written to and the address it will have.
type place struct{ dir, public string }

func (r *run) walkSite(db *store.DB, org account.Org, to place) (siteManifest, string, error) {
	w, err := r.newWalk(db, org, to)
	if err != nil {
		return siteManifest{}, "", err
	}
	defer w.close()
	if err := w.all(); err != nil {
		return siteManifest{}, "", err
	}
	return w.seal(org)
}
