package cli

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"hoinghi/fault"
	"hoinghi/lint"
)

// slip is a finding of lint with its file.
type slip struct {
	File string `json:"file"`
	lint.Finding
}

// lintFiles tells the slips of files, or of the input where the file is "-",
// and is not done while there are any.
func lintFiles(r *run, f *flag.FlagSet) (func() error, error) {
	asJSON := f.Bool("json", false, r.w.T("cli.flag.json"))
	return func() error {
		if len(r.args) == 0 {
			return fault.New(fault.Invalid, "cli.lint.none")
		}
		slips := []slip{}
		for _, name := range r.args {
			found, err := r.lintFile(name)
			if err != nil {
				return err
			}
			slips = append(slips, found...)
		}
		if err := r.tellSlips(slips, *asJSON); err != nil {
			return fmt.Errorf("print slips: %w", err)
		}
		if len(slips) > 0 {
			return fault.New(fault.Conflict, "cli.lint.found", len(slips))
		}
		return nil
	}, nil
}

func (r *run) lintFile(name string) ([]slip, error) {
	body, err := r.content(name)
	if err != nil {
		return nil, fault.New(fault.Invalid, "cli.file", name).Because(err)
	}
	text := bytes.TrimPrefix(body, []byte("\ufeff"))
	if !utf8.Valid(text) {
		return nil, fault.New(fault.Invalid, "cli.lint.encoding", name)
	}
	var slips []slip
	for _, x := range lint.Text(string(text)) {
		x.Offset += len(body) - len(text)
		slips = append(slips, slip{name, x})
	}
	return slips, nil
}

func (r *run) content(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(r.In)
	}
	return os.ReadFile(name)
}

// keys: lint.*

func (r *run) tellSlips(slips []slip, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(r.Out)
		e.SetEscapeHTML(false)
		return e.Encode(slips)
	}
	for _, x := range slips {
		kind := r.w.T("lint." + string(x.Kind))
		if _, err := fmt.Fprintf(r.Out, "%s:%d:%d: “%s” (%s) → “%s”\n", x.File, x.Line, x.Column, x.Text, kind, x.Mend); err != nil {
			return err
		}
	}
	return nil
}
