package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func archives(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("../belenios/testdata/ours/*/*.bel")
	if err != nil || len(found) == 0 {
		t.Fatalf("no archive to verify: %v", err)
	}
	return found
}

func TestVerifyAcceptsAWholeArchive(t *testing.T) {
	for _, name := range archives(t) {
		status, out, errs := call("verify", name)
		if status != 0 || !strings.Contains(out, "Phiếu hợp lệ") {
			t.Errorf("%s: status %d\n%s%s", name, status, out, errs)
		}
	}
	if status, out, _ := call("verify", "--json", archives(t)[0]); status != 0 || !strings.Contains(out, `"whole":true`) {
		t.Errorf("as JSON: status %d, %s", status, out)
	}
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	name := archives(t)[0]
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)/2] ^= 1
	changed := filepath.Join(t.TempDir(), filepath.Base(name))
	if err := os.WriteFile(changed, body, 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, errs := call("verify", changed, "--json")
	if status != 1 || !strings.Contains(out, `"whole":false`) || !strings.Contains(errs, "KHÔNG ĐÚNG (") {
		t.Errorf("one bit changed: status %d, %s%s", status, out, errs)
	}
	for _, c := range []struct {
		args   []string
		status int
	}{{[]string{"verify"}, 2}, {[]string{"verify", "none.bel"}, 2}, {[]string{"verify", "verify_test.go"}, 1}} {
		if status, _, errs := call(c.args...); status != c.status || errs == "" {
			t.Errorf("%v: status %d, want %d; %q", c.args, status, c.status, errs)
		}
	}
}
