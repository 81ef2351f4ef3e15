// Package documenttest opens drawn files as other programs see them: their
// parts, their pages, and texts kept for comparison. Only tests use it.
package documenttest

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew; read the difference")

// Golden compares a text with testdata/name, or writes it with -update.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s differs; if it is meant, run with -update:\n%s", name, d)
	}
}

// Parts unzips a file.
func Parts(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
	}
	return out
}

// Edited is a DOCX with one piece of its text changed, as an office does in Word.
func Edited(t testing.TB, docx []byte, was, is string) []byte {
	t.Helper()
	parts := Parts(t, docx)
	const body = "word/document.xml"
	if !strings.Contains(parts[body], was) {
		t.Fatalf("the file has no %s", was)
	}
	parts[body] = strings.Replace(parts[body], was, is, 1)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Indented puts each element on a line of its own; prefixes are kept.
func Indented(t testing.TB, s string) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(strings.NewReader(s))
	depth := 0
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			b.WriteString(strings.Repeat(" ", depth) + prefixed(e.Name))
			for _, a := range e.Attr {
				if a.Name.Space != "xmlns" && a.Name.Space != "xml" {
					b.WriteString(" " + prefixed(a.Name) + "=" + a.Value)
				}
			}
			b.WriteString("\n")
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if strings.TrimSpace(string(e)) != "" {
				b.WriteString(strings.Repeat(" ", depth) + "“" + string(e) + "”\n")
			}
		}
	}
}

func prefixed(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// Tool finds a program that tests cannot do without: they fail, not skip.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing: apt-get install libreoffice-writer-nogui poppler-utils", name)
	}
	return path
}

// Run is what a program says; it may take eight minutes on a loaded machine.
func Run(t testing.TB, name string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 8*time.Minute)
	defer stop()
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(name), err, out)
	}
	return string(out)
}

// ToPDF turns DOCX files, by name without ending, into PDF beside them with
// LibreOffice in one run, and gives what it said; each file must be there then.
func ToPDF(t testing.TB, dir string, files map[string][]byte) string {
	t.Helper()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir}
	for name, body := range files {
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	out := Run(t, Tool(t, "soffice"), args...)
	for name := range files {
		if _, err := os.Stat(filepath.Join(dir, name+".pdf")); err != nil {
			t.Fatalf("%s is not turned into a PDF: %s", name, out)
		}
	}
	return out
}
