// Package archive packs what is kept of a conference into one ZIP, and says of
// such a ZIP whether it is whole.
//
// A pack holds every paper as PDF and DOCX (those issued as they were frozen),
// the record as JSON, the documents and pictures, secret ballots as Belenios
// archives, an extract of the journal with its chain, and a manifest with the
// SHA-256 of each file. The same record gives the same bytes. Verify needs the
// file alone: no database, no network.
package archive

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Names within a pack.
const (
	ManifestName = "manifest.json"
	JournalName  = "journal.ndjson"
	format       = "hoinghi-archive-1"
)

// Manifest lists what a pack holds.
type Manifest struct {
	Format       string   `json:"format"`
	Organisation string   `json:"organisation"`
	Title        string   `json:"title"`
	Conferences  []string `json:"conferences"`
	Files        []File   `json:"files"`
	Journal      *Extract `json:"journal,omitempty"`
}

// File is one file of a pack.
type File struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Extract is a stretch of the journal's chain.
type Extract struct {
	Before string `json:"before"` // hash before the first entry; empty at the beginning
	First  int64  `json:"first"`
	Last   int64  `json:"last"`
	Head   string `json:"head"`  // hash of the last entry
	Loose  int    `json:"loose"` // notes that were not yet in the chain
}

// entry is a line of the journal in a pack.
type entry struct {
	Seq     int64  `json:"seq"`
	ID      string `json:"id"`
	At      string `json:"at"`
	Who     string `json:"who"`
	Act     string `json:"act"`
	Subject string `json:"subject"`
	Detail  string `json:"detail"`
	Hash    string `json:"hash"`
}

// Choice is what to pack: conferences, the earliest first.
type Choice struct {
	Title       string
	Conferences []conference.Conference
}

// One chooses a single conference.
func One(c conference.Conference) Choice {
	return Choice{Title: c.Name, Conferences: []conference.Conference{c}}
}

// Year chooses the conferences held in a year; none is Missing.
func Year(tx *store.Tx, year int) (Choice, error) {
	all, err := conference.List(tx)
	if err != nil {
		return Choice{}, err
	}
	all = slices.DeleteFunc(all, func(c conference.Conference) bool { return c.HeldOn.Year != year })
	if len(all) == 0 {
		return Choice{}, fault.New(fault.Missing, "archive.none", year)
	}
	slices.SortStableFunc(all, func(a, b conference.Conference) int {
		return strings.Compare(a.HeldOn.String()+a.ID, b.HeldOn.String()+b.ID)
	})
	return Choice{Title: fmt.Sprint(year), Conferences: all}, nil
}

// Write packs a choice.
func Write(tx *store.Tx, w io.Writer, c Choice) error {
	if err := tx.Who.Need(access.ReadRecord); err != nil {
		return err
	}
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	p := &packer{tx: tx, at: stamp(c), m: Manifest{Format: format, Organisation: org.Name, Title: c.Title}}
	for i, conf := range c.Conferences {
		p.m.Conferences = append(p.m.Conferences, conf.Name)
		p.folder = ""
		if len(c.Conferences) > 1 {
			p.folder = fmt.Sprintf("%02d-%s/", i+1, conf.HeldOn)
		}
		if err := p.conference(conf); err != nil {
			return fmt.Errorf("pack %s: %w", conf.ID, err)
		}
	}
	if err := p.journal(c); err != nil {
		return fmt.Errorf("pack the journal: %w", err)
	}
	return p.write(w)
}

// stamp is the one time that all files of a pack bear: the day of the last
// conference.
func stamp(c Choice) time.Time {
	at := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first that a ZIP can hold
	for _, conf := range c.Conferences {
		if t := conf.HeldOn.Time(); t.After(at) {
			at = t
		}
	}
	return at
}

// packer collects the files of a pack.
type packer struct {
	tx     *store.Tx
	at     time.Time
	folder string
	m      Manifest
	files  []packed
}

type packed struct {
	path string
	body []byte
}

func (p *packer) add(path string, body []byte) { p.root(p.folder+path, body) }

func (p *packer) root(path string, body []byte) {
	p.files = append(p.files, packed{path, body})
	p.m.Files = append(p.m.Files, Told(path, body))
}

// Told is a file as a manifest tells of it.
func Told(path string, body []byte) File { return File{path, int64(len(body)), sum(body)} }

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// journal adds the chain from the first act on one of the conferences to its
// head, so that every hash can be computed again.
func (p *packer) journal(c Choice) error {
	chain, loose, err := journal.Chain(p.tx)
	if err != nil {
		return err
	}
	from := slices.IndexFunc(chain, func(e journal.Entry) bool {
		return slices.ContainsFunc(c.Conferences, func(conf conference.Conference) bool { return e.Subject == conf.ID })
	})
	if from < 0 {
		p.m.Journal = &Extract{Loose: loose}
		return nil
	}
	x := &Extract{First: chain[from].Seq, Last: chain[len(chain)-1].Seq, Head: chain[len(chain)-1].Hash, Loose: loose}
	if from > 0 {
		x.Before = chain[from-1].Hash
	}
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	lines.SetEscapeHTML(false)
	for _, e := range chain[from:] {
		err := lines.Encode(entry{e.Seq, e.ID, e.At.UTC().Format(time.RFC3339Nano), e.Who, e.Act, e.Subject, e.Detail, e.Hash})
		if err != nil {
			return err
		}
	}
	p.m.Journal = x
	p.root(JournalName, b.Bytes())
	return nil
}

func (p *packer) write(w io.Writer) error {
	slices.SortFunc(p.m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(p.files, func(a, b packed) int { return strings.Compare(a.path, b.path) })
	manifest, err := indented(p.m)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, f := range append([]packed{{ManifestName, manifest}}, p.files...) {
		out, err := z.CreateHeader(&zip.FileHeader{Name: f.path, Method: zip.Deflate, Modified: p.at})
		if err != nil {
			return fmt.Errorf("pack %s: %w", f.path, err)
		}
		if _, err := out.Write(f.body); err != nil {
			return fmt.Errorf("pack %s: %w", f.path, err)
		}
	}
	return z.Close()
}

// indented is JSON that people can read: Vietnamese letters as they are.
func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
