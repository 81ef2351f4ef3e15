package cli

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"hoinghi/archive"
	"hoinghi/belenios"
	"hoinghi/fault"
)

// keys: cli.verify.step.*

// verified is what verify --json prints.
type verified struct {
	File   string `json:"file"`
	Whole  bool   `json:"whole"`
	Voters int    `json:"voters"`
	Votes  int    `json:"ballots"`
	Head   string `json:"head,omitempty"`
	Class  string `json:"class,omitempty"`  // of the failure
	Record string `json:"record,omitempty"` // where it is
}

// verifyArchive checks a Belenios archive, or the pack of a conference, offline,
// with nothing but the package belenios or archive: exit 0 when all of it holds, 1 with the step and the class
// of failure when something does not.
func verifyArchive(r *run, f *flag.FlagSet) (func() error, error) {
	asJSON := f.Bool("json", false, r.w.T("cli.flag.json"))
	audit := f.String("audit", "", r.w.T("cli.verify.flag.audit"))
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		file, err := os.Open(r.args[0])
		if err != nil {
			return fault.New(fault.Invalid, "cli.file", r.args[0]).Because(err)
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			return fmt.Errorf("look at %s: %w", r.args[0], err)
		}
		head := make([]byte, 4)
		if _, err := file.ReadAt(head, 0); err == nil && *audit == "" && archive.IsPack(head) {
			return r.verifyPack(file, info.Size(), *asJSON)
		}
		report, err := belenios.Verify(file, info.Size(), belenios.Options{Name: filepath.Base(r.args[0])})
		var failed *belenios.Failure
		if err != nil && !errors.As(err, &failed) {
			return fmt.Errorf("verify %s: %w", r.args[0], err)
		}
		if *asJSON {
			if err := r.printVerified(report, failed); err != nil {
				return err
			}
		} else {
			r.tellSteps(report)
		}
		if failed != nil {
			return fault.New(fault.Conflict, "cli.verify.failed", string(failed.Class), failed.Record, failed.Detail)
		}
		if *audit != "" {
			return r.verifyOpening(*audit, report)
		}
		return nil
	}, nil
}

func (r *run) printVerified(report *belenios.Report, failed *belenios.Failure) error {
	v := verified{File: r.args[0], Whole: failed == nil, Voters: report.Voters, Votes: report.Ballots}
	if failed != nil {
		v.Class, v.Record = string(failed.Class), failed.Record
	} else {
		v.Head = report.Head.String()
	}
	return json.NewEncoder(r.Out).Encode(v)
}

func (r *run) tellSteps(report *belenios.Report) {
	for _, s := range report.Steps {
		r.say("cli.verify.step."+s.Name, s.Count)
	}
	for _, n := range report.Notes {
		fmt.Fprintln(r.Out, " ", n)
	}
}
