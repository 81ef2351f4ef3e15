package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hoinghi/cli"
)

// Ctrl-C in the midst of an export leaves the former one whole, says so, and
// answers 130.
func TestAnExportThatIsInterrupted(t *testing.T) {
	data, above := newsroom(t), t.TempDir()
	dir := filepath.Join(above, "trang-tin")
	if status, _, errs := call("export", "site", dir, "--data", data); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	before := hashes(t, dir)
	pressed := false
	now := func() time.Time {
		if begun, _ := filepath.Glob(filepath.Join(above, ".hoinghi-xuat-*", "index.html")); len(begun) > 0 && !pressed {
			pressed = true
			if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
				t.Error(err)
			}
			time.Sleep(time.Second) // for the signal to arrive
		}
		return time.Date(2026, 1, 23, 9, 30, 0, 0, time.UTC)
	}
	var out, errs bytes.Buffer
	status := cli.Main(cli.World{Args: []string{"export", "site", dir, "--data", data, "--base", "https://thu-vien.example/"},
		In: new(bytes.Buffer), Out: &out, Err: &errs, Env: func(string) string { return "" }, Now: now})
	if !pressed || status != 130 || !strings.Contains(errs.String(), "Đã dừng; thư mục vẫn như trước khi xuất.") {
		t.Errorf("pressed %v, ended with %d: %s", pressed, status, errs.String())
	}
	if diff := cmp.Diff(before, hashes(t, dir)); diff != "" {
		t.Errorf("the former export changed: %s", diff)
	}
	if left, _ := filepath.Glob(filepath.Join(above, "*")); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
	if left, _ := filepath.Glob(filepath.Join(above, ".*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}
