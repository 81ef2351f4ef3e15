package document_test

import (
	"bytes"
	"io"
	"testing"

	"hoinghi/document"
	"hoinghi/document/documenttest"
)

func TestTextGolden(t *testing.T) {
	for name, p := range samples() {
		if name == "minutes" || name == "report" { // long; their structure is shortened
			p.Body = p.Body[:4]
		}
		documenttest.Golden(t, name+".txt", document.Text(p))
	}
}

func TestXMLGolden(t *testing.T) {
	short := report()
	table := short.Body[2].(document.Table)
	table.Rows = append(table.Rows[:3:3], table.Rows[len(table.Rows)-1])
	short.Body[2] = table
	for name, p := range map[string]document.Paper{"resolution": resolution(), "report": short} {
		parts := documenttest.Parts(t, drawn(t, document.DOCX, p))
		documenttest.Golden(t, name+".document.xml", documenttest.Indented(t, parts["word/document.xml"]))
		if name == "resolution" {
			documenttest.Golden(t, "styles.xml", documenttest.Indented(t, parts["word/styles.xml"]))
			documenttest.Golden(t, "header.xml", documenttest.Indented(t, parts["word/header1.xml"]))
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
