package document

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What ReadDOCXText refuses.
var (
	ErrNotDOCX  = errors.New("not a DOCX file")
	ErrTooLarge = errors.New("document too large")
)

// Bounds on a file from outside: a small zip may hold gigabytes.
const (
	maxFile   = 32 << 20
	maxParts  = 4096
	maxXML    = 64 << 20
	maxText   = 16 << 20
	maxDepth  = 256
	maxBlocks = 200_000
)

// The namespaces of WordprocessingML, transitional and strict, and of the
// alternatives that repeat what was already said.
const (
	wordNS   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictNS = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	compatNS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// ReadDOCXText gives the paragraphs of a DOCX in reading order, those of table
// cells among them, empty ones left out: split runs are joined, a tab is "\t", a
// line break "\n", deleted text and field codes are not read. The error wraps
// ErrNotDOCX or ErrTooLarge.
func ReadDOCXText(r io.ReaderAt, size int64) ([]string, error) {
	if size > maxFile {
		return nil, fmt.Errorf("read docx: %w: %d bytes", ErrTooLarge, size)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("read docx: %w: %w", ErrNotDOCX, err)
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("read docx: %w: %d parts", ErrTooLarge, len(z.File))
	}
	for _, f := range z.File {
		if f.Name == "word/document.xml" {
			return readBody(f)
		}
	}
	return nil, fmt.Errorf("read docx: %w: no word/document.xml", ErrNotDOCX)
}

func readBody(f *zip.File) ([]string, error) {
	if f.UncompressedSize64 > maxXML {
		return nil, fmt.Errorf("read docx: %w: %d bytes of XML", ErrTooLarge, f.UncompressedSize64)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("read docx: %w: %w", ErrNotDOCX, err)
	}
	defer func() { _ = r.Close() }()
	p := &reader{}
	d := xml.NewDecoder(io.LimitReader(r, maxXML))
	for {
		t, err := d.Token()
		if err == io.EOF && p.seen {
			return p.out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read docx: %w: %w", ErrNotDOCX, err)
		}
		if err := p.token(t); err != nil {
			return nil, fmt.Errorf("read docx: %w", err)
		}
	}
}

// reader collects text; paragraphs nest, since a text box stands within one.
type reader struct {
	out  []string
	open [][]byte // paragraphs begun
	path []string // open elements; other namespaces are ""
	skip int      // depth of the element that is left out, 0 for none
	seen bool
	size int
}

func (p *reader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if len(p.path) == maxDepth {
			return fmt.Errorf("%w: nested too deep", ErrTooLarge)
		}
		p.path = append(p.path, local(t.Name))
		return p.start()
	case xml.EndElement:
		p.end()
		p.path = p.path[:len(p.path)-1]
	case xml.CharData:
		if p.at(0) == "t" {
			return p.add(string(t))
		}
	}
	return nil
}

func local(n xml.Name) string {
	if n.Space == wordNS || n.Space == strictNS || n.Space == compatNS && n.Local == "Fallback" {
		return n.Local
	}
	return ""
}

// at names the i-th open element, counted from the innermost.
func (p *reader) at(i int) string {
	if i >= len(p.path) {
		return ""
	}
	return p.path[len(p.path)-1-i]
}

func (p *reader) start() error {
	switch p.at(0) {
	case "document":
		p.seen = p.seen || len(p.path) == 1
	case "del", "moveFrom", "Fallback":
		if p.skip == 0 {
			p.skip = len(p.path)
		}
	case "p":
		p.open = append(p.open, nil)
		if len(p.out)+len(p.open) > maxBlocks {
			return fmt.Errorf("%w: too many paragraphs", ErrTooLarge)
		}
	case "tab":
		if p.at(1) == "r" { // else a tab stop
			return p.add("\t")
		}
	case "br", "cr":
		return p.add("\n")
	case "noBreakHyphen":
		return p.add("-")
	}
	return nil
}

func (p *reader) end() {
	if p.skip == len(p.path) {
		p.skip = 0
	}
	if n := len(p.open) - 1; p.at(0) == "p" && n >= 0 {
		if s := strings.TrimSpace(clean(string(p.open[n]))); s != "" {
			p.out = append(p.out, s)
		}
		p.open = p.open[:n]
	}
}

func (p *reader) add(s string) error {
	if p.size += len(s); p.size > maxText {
		return fmt.Errorf("%w: too much text", ErrTooLarge)
	}
	if n := len(p.open); n > 0 && p.skip == 0 {
		p.open[n-1] = append(p.open[n-1], s...)
	}
	return nil
}
