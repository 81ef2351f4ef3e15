// Package soffice turns a DOCX into a PDF with LibreOffice, where the machine
// has it: an office's own Word template has no other way to a PDF.
//
// One file is turned at a time, in a folder of its own that is gone afterwards,
// with a profile that asks and keeps nothing. The bytes are not the same twice.
package soffice

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// ErrNone is that the machine has no LibreOffice.
var ErrNone = errors.New("no soffice in the path")

// longest is the time that one paper may take on a loaded machine.
const longest = 2 * time.Minute

var turn sync.Mutex

// Found reports whether PDF can be used.
func Found() bool {
	_, err := exec.LookPath("soffice")
	return err == nil
}

// PDF is a DOCX as LibreOffice lays it out; without one the error is ErrNone.
func PDF(ctx context.Context, docx []byte) ([]byte, error) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		return nil, ErrNone
	}
	turn.Lock()
	defer turn.Unlock()
	dir, err := os.MkdirTemp("", "hoinghi-pdf-")
	if err != nil {
		return nil, fmt.Errorf("turn into pdf: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	file := filepath.Join(dir, "van-ban.docx")
	if err := os.WriteFile(file, docx, 0o600); err != nil {
		return nil, fmt.Errorf("turn into pdf: %w", err)
	}
	ctx, stop := context.WithTimeout(ctx, longest)
	defer stop()
	cmd := exec.CommandContext(ctx, program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--norestore", "--convert-to", "pdf", "--outdir", dir, file)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	cmd.WaitDelay = 5 * time.Second
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("turn into pdf: %w: %.300s", err, said)
	}
	body, err := os.ReadFile(filepath.Join(dir, "van-ban.pdf"))
	if err != nil {
		return nil, fmt.Errorf("turn into pdf: %w", err)
	}
	return body, nil
}
