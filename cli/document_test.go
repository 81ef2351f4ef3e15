package cli_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hoinghi/paper"
)

// What the workspace draws, the command line draws: each kind in each of its
// formats, of a conference from the examples.
func TestDocumentDraw(t *testing.T) {
	if status, out, _ := call("document", "list"); status != 0 || strings.Count(out, "\n") != len(paper.Kinds()) || !strings.Contains(out, "docx pdf xlsx") {
		t.Errorf("list: status %d\n%s", status, out)
	}
	dir := t.TempDir()
	data := []string{"--data", filepath.Join(dir, "data")}
	if status, _, errs := call(append([]string{"import", "conference", "../examples/01-bao-tang-thanh-hoa.json"}, data...)...); status != 0 {
		t.Fatalf("import: status %d\n%s", status, errs)
	}
	for _, k := range paper.Kinds() {
		for _, format := range k.Formats() {
			file := filepath.Join(dir, k.Key+"."+format)
			if status, _, errs := call(append([]string{"document", "draw", k.Key, "--format", format, "-o", file}, data...)...); status != 0 {
				t.Fatalf("%s as %s: status %d\n%s", k.Key, format, status, errs)
			}
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, err = zip.NewReader(bytes.NewReader(body), int64(len(body)))
			if whole := format == paper.PDF && bytes.HasPrefix(body, []byte("%PDF-")) || format != paper.PDF && err == nil; !whole {
				t.Errorf("%s: not a %s", file, format)
			}
		}
	}
	for _, c := range []struct {
		args   []string
		says   string
		status int
	}{
		{[]string{"poem"}, "Không có loại văn bản “poem”", 1},
		{[]string{"plan", "--format", "odt"}, "Định dạng “odt”", 2},
		{[]string{"plan", "--format", "xlsx"}, "không có bản xlsx", 2},
		{[]string{"plan", "--conference", "none"}, "Không có hội nghị “none”", 1},
		{[]string{"plan", "-o", filepath.Join(dir, "no", "x.pdf")}, "Không ghi được", 2},
		{nil, "", 2},
	} {
		if status, _, errs := call(append(append([]string{"document", "draw"}, c.args...), data...)...); status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("%v: status %d, %q", c.args, status, errs)
		}
	}
}
