package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Old articles are shown first and kept only when asked, once, and then stand
// in the export under their old day.
func TestImportNews(t *testing.T) {
	data := newsroom(t)
	files := []string{"../oldnews/testdata/s0.txt", "../oldnews/testdata/s3.txt"}
	args := append([]string{"import", "news", "--data", data}, files...)
	status, out, errs := call(args...)
	if status != 0 || !strings.Contains(out, "s3.txt\t30/12/2021\tHội nghị Cán bộ công chức") || !strings.Contains(out, "06 tập thể") || !strings.Contains(errs, "--yes") {
		t.Fatalf("dry: status %d\n%s%s", status, out, errs)
	}
	if status, out, errs := call(append(args, "--yes", "--facts", "--reason", "đã công khai")...); status != 0 || !strings.Contains(out, "2 bài") {
		t.Fatalf("kept: status %d %s%s", status, out, errs)
	}
	if status, out, _ := call(append(args, "--yes")...); status != 0 || !strings.Contains(out, "2 bài đã có") {
		t.Errorf("again: status %d %s", status, out)
	}
	dir := filepath.Join(t.TempDir(), "x")
	if status, _, errs := call("export", "site", dir, "--data", data); status != 0 {
		t.Fatal(errs)
	}
	b, err := os.ReadFile(filepath.Join(dir, "tin/_nam-2021-ngay-30-thang-12/index.html"))
	if err != nil || !strings.Contains(string(b), "Hội nghị Cán bộ công chức và người lao động năm 2022") {
		t.Errorf("the day page of 30/12/2021: %v", err)
	}
}
