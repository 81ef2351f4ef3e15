package document_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hoinghi/document"
)

var update = flag.Bool("update", false, "write the golden files anew; read the difference")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
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

func TestTextGolden(t *testing.T) {
	for name, p := range samples() {
		if name == "minutes" || name == "report" { // long; their structure is shortened
			p.Body = p.Body[:4]
		}
		golden(t, name+".txt", document.Text(p))
	}
}

func TestXMLGolden(t *testing.T) {
	short := report()
	table := short.Body[2].(document.Table)
	table.Rows = append(table.Rows[:3:3], table.Rows[len(table.Rows)-1])
	short.Body[2] = table
	for name, p := range map[string]document.Paper{"resolution": resolution(), "report": short} {
		parts := partsOf(t, drawn(t, document.DOCX, p))
		golden(t, name+".document.xml", indented(t, parts["word/document.xml"]))
		if name == "resolution" {
			golden(t, "styles.xml", indented(t, parts["word/styles.xml"]))
			golden(t, "header.xml", indented(t, parts["word/header1.xml"]))
		}
	}
}

type draw func(io.Writer, document.Paper) error

func drawn(t testing.TB, f draw, p document.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// indented puts each element on a line of its own; prefixes are kept.
func indented(t *testing.T, s string) string {
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
