package archive

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"hoinghi/journal"
)

// Bounds on a pack from outside.
const (
	maxFiles    = 20_000
	maxManifest = 16 << 20
	maxJournal  = 256 << 20
	maxAll      = 4 << 30 // of all files, unpacked
	maxRatio    = 1100    // deflate cannot pack tighter than 1032 to 1
)

// What Verify cannot even begin with.
var (
	ErrNotPack  = errors.New("not a pack of an archive")
	ErrTooLarge = errors.New("pack too large")
)

// States of a file in a Report.
const (
	Whole   = "whole"
	Differs = "differs" // other bytes than the manifest says, or twice in the pack
	Missing = "missing"
	Surplus = "surplus" // in the pack, not in the manifest
)

// Checked is a file with its state.
type Checked struct {
	Path  string `json:"path"`
	State string `json:"state"`
}

// Report is what Verify found.
type Report struct {
	Manifest Manifest
	Seal     string    // SHA-256 of the manifest: to be compared with the one noted elsewhere
	Files    []Checked // those of the manifest in its order, then the surplus
	Broken   int64     // first entry of the journal that does not follow; 0 when all do
	Entries  int       // of the journal
}

// Whole reports whether nothing is changed, missing or added.
func (r Report) Whole() bool {
	return r.Broken == 0 && !slices.ContainsFunc(r.Files, func(f Checked) bool { return f.State != Whole })
}

// Count is how many files have a state.
func (r Report) Count(state string) int {
	n := 0
	for _, f := range r.Files {
		if f.State == state {
			n++
		}
	}
	return n
}

// IsPack reports whether a file begins as a ZIP does.
func IsPack(head []byte) bool { return bytes.HasPrefix(head, []byte("PK")) }

// Verify checks a pack against its manifest and the chain of its journal. It
// unpacks file by file and no more than the manifest announces. The error wraps
// ErrNotPack or ErrTooLarge.
func Verify(r io.ReaderAt, size int64) (Report, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrNotPack, err)
	}
	if len(z.File) > maxFiles {
		return Report{}, fmt.Errorf("%w: %d files", ErrTooLarge, len(z.File))
	}
	byName := map[string][]*zip.File{}
	for _, f := range z.File {
		byName[f.Name] = append(byName[f.Name], f)
	}
	var out Report
	if err := out.manifest(byName[ManifestName]); err != nil {
		return out, err
	}
	known := map[string]bool{ManifestName: true}
	for _, want := range out.Manifest.Files {
		if known[want.Path] {
			out.Files = append(out.Files, Checked{want.Path, Differs})
			continue
		}
		known[want.Path] = true
		out.Files = append(out.Files, Checked{want.Path, stateOf(want, byName[want.Path])})
	}
	for _, f := range z.File {
		if !known[f.Name] {
			known[f.Name] = true
			out.Files = append(out.Files, Checked{f.Name, Surplus})
		}
	}
	return out, out.journal(byName[JournalName])
}

func (r *Report) manifest(files []*zip.File) error {
	if len(files) != 1 {
		return fmt.Errorf("%w: %d times %s", ErrNotPack, len(files), ManifestName)
	}
	body, err := unpack(files[0], maxManifest)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&r.Manifest); err != nil || d.More() || r.Manifest.Format != format {
		return fmt.Errorf("%w: %s: %v", ErrNotPack, ManifestName, err)
	}
	r.Seal = sum(body)
	all := int64(0)
	for _, f := range r.Manifest.Files {
		if f.Size < 0 || f.Size > maxAll {
			return fmt.Errorf("%w: %s", ErrTooLarge, f.Path)
		}
		if all += f.Size; all > maxAll || len(r.Manifest.Files) > maxFiles {
			return fmt.Errorf("%w: %s", ErrTooLarge, f.Path)
		}
	}
	return nil
}

// stateOf hashes a file without keeping it.
func stateOf(want File, found []*zip.File) string {
	if len(found) == 0 {
		return Missing
	}
	f := found[0]
	if len(found) > 1 || f.UncompressedSize64 != uint64(want.Size) || tight(f, want.Size) {
		return Differs
	}
	in, err := f.Open()
	if err != nil {
		return Differs
	}
	defer func() { _ = in.Close() }()
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(in, want.Size+1))
	if err != nil || n != want.Size || hex.EncodeToString(h.Sum(nil)) != strings.ToLower(want.SHA256) {
		return Differs
	}
	return Whole
}

func tight(f *zip.File, size int64) bool {
	return size > 1<<20 && uint64(size)/maxRatio > f.CompressedSize64
}

func unpack(f *zip.File, most int64) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrNotPack, f.Name, err)
	}
	defer func() { _ = in.Close() }()
	body, err := io.ReadAll(io.LimitReader(in, most+1))
	switch {
	case int64(len(body)) > most:
		return nil, fmt.Errorf("%w: %s", ErrTooLarge, f.Name)
	case err != nil:
		return nil, fmt.Errorf("%w: %s: %w", ErrNotPack, f.Name, err)
	}
	return body, nil
}

// journal computes the chain again. Without a file there must be no extract.
func (r *Report) journal(files []*zip.File) error {
	x := r.Manifest.Journal
	if x == nil || x.Last == 0 {
		return nil
	}
	if len(files) != 1 {
		r.Broken = max(x.First, 1)
		return nil
	}
	in, err := files[0].Open()
	if err != nil {
		r.Broken = max(x.First, 1)
		return nil
	}
	defer func() { _ = in.Close() }()
	lines := bufio.NewScanner(io.LimitReader(in, maxJournal))
	lines.Buffer(nil, 4<<20)
	before, seq := x.Before, x.First
	for lines.Scan() {
		e, ok := parse(lines.Bytes())
		if !ok || e.Seq != seq || !e.Follows(before) {
			r.Broken = max(seq, 1)
			return nil
		}
		before, seq = e.Hash, seq+1
		r.Entries++
	}
	if lines.Err() != nil || before != x.Head || seq != x.Last+1 {
		r.Broken = max(seq, 1)
	}
	return nil
}

func parse(line []byte) (journal.Entry, bool) {
	var e entry
	if err := json.Unmarshal(line, &e); err != nil {
		return journal.Entry{}, false
	}
	at, err := time.Parse(time.RFC3339Nano, e.At)
	return journal.Entry{ID: e.ID, At: at, Who: e.Who, Act: e.Act, Subject: e.Subject, Detail: e.Detail, Seq: e.Seq, Hash: e.Hash}, err == nil
}
