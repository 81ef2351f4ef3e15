package cli_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"hoinghi/cli"
)

// The test binary is the program too, so that scripts and tests start it as
// people do.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hoinghi": func() {
		os.Exit(cli.Main(cli.World{Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Now: time.Now}))
	}})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", Setup: func(e *testscript.Env) error {
		e.Setenv("HOINGHI_LANG", "vi")
		e.Setenv("TMPDIR", e.WorkDir)
		return nil
	}})
}

// call runs one command in this process and answers its exit status.
func call(args ...string) (status int, out, errs string) {
	var o, e bytes.Buffer
	status = cli.Main(cli.World{Args: args, In: new(bytes.Buffer), Out: &o, Err: &e, Env: func(string) string { return "" },
		Now: func() time.Time { return time.Date(2026, 1, 23, 9, 30, 0, 0, time.UTC) }})
	return status, o.String(), e.String()
}
