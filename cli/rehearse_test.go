package cli_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hoinghi/store/storetest"
)

// rows are all rows of a record, as a backup has them, without the hour of the
// backup.
func rows(t *testing.T, where ...string) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "b.gz")
	if status, _, errs := call(append(append([]string{"backup"}, where...), file)...); status != 0 {
		t.Fatal(errs)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(b), []byte("\n"))
	var out []string
	for _, l := range lines[1 : len(lines)-1] {
		out = append(out, string(l))
	}
	return out
}

// The day is played at top speed and ends by itself; nothing of it is in the
// record, nor in the folder for temporary files.
func TestRehearse(t *testing.T) {
	_, address := storetest.PostgresAt(t)
	for name, where := range map[string][]string{"sqlite": {"--data", t.TempDir()}, "postgres": {"--db", address, "--data", t.TempDir()}} {
		t.Run(name, func(t *testing.T) {
			if status, _, errs := call(append([]string{"import", "conference", "../examples/02-thu-vien-lang-son.json"}, where...)...); status != 0 {
				t.Fatal(errs)
			}
			before := rows(t, where...)
			tmp := t.TempDir()
			t.Setenv("TMPDIR", tmp)
			args := append([]string{"rehearse", "--addr", "127.0.0.1:0", "--speed", "0", "--seed", "7", "--end"}, where...)
			status, out, errs := call(args...)
			if status != 0 {
				t.Fatalf("status %d\n%s\n%s", status, out, errs)
			}
			for _, want := range []string{"người đã điểm danh", "Khai mạc", "gửi kiến nghị", "ra về sớm", "phiếu tán thành", "lệch một số", "bằng nhau", "Bế mạc", "Báo cáo: xong", ": đủ.", "Không có gì mắc.", "/d/thu-vien-lang-son-dien-tap/the/"} {
				if !strings.Contains(out, want) {
					t.Errorf("nothing says %q", want)
				}
			}
			if t.Failed() {
				t.Log(out)
			}
			if after := rows(t, where...); !slices.Equal(before, after) {
				t.Error("the rehearsal left a trace in the record")
			}
			if left, err := filepath.Glob(filepath.Join(tmp, "hoinghi-*")); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
			_, again, _ := call(args...)
			if cut(out) != cut(again) {
				t.Error("the same seed plays another day")
			}
		})
	}
}

// cut drops the ways in, which are drawn anew each time.
func cut(out string) string {
	_, day, _ := strings.Cut(out, "Ctrl+C")
	return day
}

func TestRehearseWithoutARecord(t *testing.T) {
	status, _, errs := call("rehearse", "--addr", "127.0.0.1:0", "--speed", "0", "--end", "--data", t.TempDir())
	if status == 0 || strings.Contains(errs, "⟦") || errs == "" {
		t.Errorf("an empty folder is rehearsed: %d %s", status, errs)
	}
}
