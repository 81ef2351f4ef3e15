package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"hoinghi/belenios"
	"hoinghi/fault"
)

// verifyOpening checks a ballot that the booth opened for its voter, under the
// election of an archive that has just been verified, and says what is in it.
func (r *run) verifyOpening(name string, report *belenios.Report) error {
	o, err := readOpening(name, report.Election)
	if err == nil {
		err = report.Election.CheckOpening(o)
	}
	if err == nil {
		err = thrownAway(o, report)
	}
	var failed *belenios.Failure
	if errors.As(err, &failed) {
		return fault.New(fault.Conflict, "cli.verify.audit.failed", string(failed.Class), failed.Detail)
	}
	if err != nil {
		return err
	}
	r.say("cli.verify.audit.right", o.Tracker)
	for i, q := range report.Election.Questions {
		fmt.Fprintf(r.Out, "  %s\n", q.Question)
		for _, chosen := range r.chosen(q, o.Choice[i]) {
			fmt.Fprintf(r.Out, "    %s\n", chosen)
		}
	}
	r.say("cli.verify.audit.compare")
	return nil
}

func readOpening(name string, e *belenios.Election) (*belenios.Opening, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.Invalid, "cli.file", name).Because(err)
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, belenios.MaxOpening+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return belenios.ParseOpening(e.Group, raw)
}

// thrownAway refuses an opened ballot that counts all the same: somebody has
// cast it instead of the voter.
func thrownAway(o *belenios.Opening, report *belenios.Report) error {
	for _, c := range report.Counted {
		if c.Ballot.Base64() == o.Tracker {
			return &belenios.Failure{Class: belenios.OpenedCounted, Detail: "the ballot is among those that count"}
		}
	}
	return nil
}

// chosen names what a row holds.
func (r *run) chosen(q belenios.Question, row []int) (names []string) {
	if q.Blank {
		if row[0] == 1 {
			return []string{r.w.T("cli.verify.audit.blank")}
		}
		row = row[1:]
	}
	for i, m := range row {
		if m == 1 {
			names = append(names, "✓ "+strings.TrimSpace(q.Answers[i]))
		}
	}
	if len(names) == 0 {
		return []string{r.w.T("cli.verify.audit.none")}
	}
	return names
}
