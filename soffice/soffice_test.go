package soffice_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"hoinghi/document"
	"hoinghi/soffice"
)

func TestPDF(t *testing.T) {
	var docx bytes.Buffer
	if err := document.DOCX(&docx, document.Paper{Kind: "THÔNG BÁO", Body: []document.Block{document.Para{Text: "Hội nghị"}}}); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", t.TempDir())
	if !soffice.Found() {
		t.Fatal("soffice is missing; install the Debian package libreoffice-writer-nogui")
	}
	pdf, err := soffice.PDF(t.Context(), docx.Bytes())
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("%.20q, %v", pdf, err)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if _, err := soffice.PDF(gone, docx.Bytes()); err == nil {
		t.Error("turned although nobody waits")
	}
}

func TestWithoutLibreOffice(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := soffice.PDF(t.Context(), nil); soffice.Found() || !errors.Is(err, soffice.ErrNone) {
		t.Errorf("found: %v", err)
	}
}
