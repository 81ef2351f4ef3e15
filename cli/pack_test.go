package cli_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A held conference is printed for its day, packed to keep, and the pack checked
// whole, changed, cut and lengthened.
func TestPackOnTheCommandLine(t *testing.T) {
	data := t.TempDir()
	if status, _, errs := call("import", "conference", "../examples/02-thu-vien-lang-son.json", "--data", data); status != 0 {
		t.Fatalf("import: %s", errs)
	}
	printed, kept := filepath.Join(data, "in.pdf"), filepath.Join(data, "luu.zip")
	if status, _, errs := call("document", "pack", "--data", data, "-o", printed, "--spare", "2"); status != 0 {
		t.Fatalf("print: status %d: %s", status, errs)
	}
	if b, err := os.ReadFile(printed); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Errorf("printed %.10q, %v", b, err)
	}
	if status, _, errs := call("document", "pack", "--data", data, "--archive", "-o", kept); status != 0 {
		t.Fatalf("keep: status %d: %s", status, errs)
	}
	if status, out, errs := call("verify", kept); status != 0 || !strings.Contains(out, "Nguyên vẹn:") || !strings.Contains(out, "Mã niêm phong") {
		t.Errorf("whole: status %d\n%s%s", status, out, errs)
	}
	if status, out, _ := call("verify", kept, "--json"); status != 0 || !strings.Contains(out, `"whole":true`) {
		t.Errorf("as JSON: status %d %s", status, out)
	}
	for name, c := range map[string]struct {
		change func(name string, body []byte) []byte
		say    string
	}{
		"changed": {func(name string, body []byte) []byte { return changed(name, "du-lieu/dai-bieu.json", body) }, "KHÁC: du-lieu/dai-bieu.json"},
		"cut":     {func(name string, body []byte) []byte { return without(name, "du-lieu/dai-bieu.json", body) }, "THIẾU: du-lieu/dai-bieu.json"},
		"longer":  {nil, "THỪA: them.txt"},
	} {
		other := filepath.Join(data, name+".zip")
		rewrite(t, kept, other, c.change)
		if status, out, errs := call("verify", other); status != 1 || !strings.Contains(out, c.say) || !strings.Contains(errs, "KHÔNG NGUYÊN VẸN") {
			t.Errorf("%s: status %d\n%s%s", name, status, out, errs)
		}
	}
	torn := filepath.Join(data, "torn.zip")
	b, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(torn, b[:len(b)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := call("verify", torn); status != 1 || !strings.Contains(errs, "không phải là gói lưu trữ") {
		t.Errorf("torn: status %d %s", status, errs)
	}
}

func changed(name, which string, body []byte) []byte {
	if name == which {
		return append([]byte(" "), body...)
	}
	return body
}

func without(name, which string, body []byte) []byte {
	if name == which {
		return nil
	}
	return body
}

// rewrite copies a pack through a change; without one it adds a file.
func rewrite(t *testing.T, from, to string, change func(string, []byte) []byte) {
	t.Helper()
	z, err := zip.OpenReader(from)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if change != nil {
			if body = change(f.Name, body); body == nil {
				continue
			}
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(body)
	}
	if change == nil {
		w, _ := out.Create("them.txt")
		w.Write([]byte("thêm"))
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
