package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"

	"hoinghi/access"
	"hoinghi/archive"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/store"
)

// documentPack writes what is printed for the day of a conference as one PDF,
// or with --archive everything that is kept of it as one ZIP.
func documentPack(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	var w archive.Wish
	slug := f.String("org", "", r.w.T("cli.flag.org"))
	id := f.String("conference", "", r.w.T("cli.flag.conference"))
	out := f.String("o", "", r.w.T("cli.flag.o"))
	kept := f.Bool("archive", false, r.w.T("cli.pack.flag.archive"))
	f.BoolVar(&w.Small, "small-cards", false, r.w.T("cli.pack.flag.small"))
	f.BoolVar(&w.Serial, "serials", false, r.w.T("cli.pack.flag.serials"))
	f.IntVar(&w.Spare, "spare", 0, r.w.T("cli.pack.flag.spare"))
	f.StringVar(&w.Origin, "card-address", "", r.w.T("cli.pack.flag.address"))
	return func() error {
		if *out == "" {
			*out = "goi-in.pdf"
			if *kept {
				*out = "luu-tru.zip"
			}
		}
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		house, err := r.theOrg(db, *slug)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		err = db.Read(r.ctx, access.Machine(house.ID), func(tx *store.Tx) error {
			b.Reset()
			c, err := conferenceOf(tx, *id)
			if err != nil {
				return err
			}
			if *kept {
				return archive.Write(tx, &b, archive.One(c))
			}
			p, err := archive.Printed(tx, c, w)
			if err != nil {
				return err
			}
			for _, part := range archive.Parts() {
				if lack := p.Lacks[part]; lack != "" {
					fmt.Fprintln(r.Err, " ", r.w.T("archive.lacks."+lack))
				}
			}
			return document.PrintPack(&b, p.Pack)
		})
		if err != nil {
			return err
		}
		return r.put(*out, b.Bytes())
	}, nil
}

// conferenceOf finds a conference by its id; without one, the current.
func conferenceOf(tx *store.Tx, id string) (conference.Conference, error) {
	if id == "" {
		return conference.Current(tx)
	}
	return conference.Find(tx, id)
}

// keys: cli.pack.state.*

// verifiedPack is what verify --json prints of a pack.
type verifiedPack struct {
	File    string            `json:"file"`
	Whole   bool              `json:"whole"`
	Seal    string            `json:"seal"`
	Files   int               `json:"files"`
	Wrong   []archive.Checked `json:"wrong,omitempty"`
	Entries int               `json:"journal_entries"`
	Broken  int64             `json:"journal_broken_at,omitempty"`
}

// verifyPack checks a pack offline: every file against the manifest, and the
// journal's chain.
func (r *run) verifyPack(file *os.File, size int64, asJSON bool) error {
	report, err := archive.Verify(file, size)
	switch {
	case errors.Is(err, archive.ErrTooLarge):
		return fault.New(fault.Conflict, "cli.pack.large", r.args[0]).Because(err)
	case err != nil:
		return fault.New(fault.Conflict, "cli.pack.none", r.args[0]).Because(err)
	}
	v := verifiedPack{File: r.args[0], Whole: report.Whole(), Seal: report.Seal, Files: len(report.Manifest.Files), Entries: report.Entries, Broken: report.Broken}
	for _, f := range report.Files {
		if f.State != archive.Whole {
			v.Wrong = append(v.Wrong, f)
		}
	}
	if asJSON {
		if err := json.NewEncoder(r.Out).Encode(v); err != nil {
			return err
		}
	} else {
		r.tellPack(report, v)
	}
	if !v.Whole {
		return fault.New(fault.Conflict, "cli.pack.broken", len(v.Wrong), v.File)
	}
	return nil
}

func (r *run) tellPack(report archive.Report, v verifiedPack) {
	r.say("cli.pack.of", report.Manifest.Title, report.Manifest.Organisation)
	r.say("cli.pack.files", report.Count(archive.Whole), v.Files)
	for _, f := range v.Wrong {
		fmt.Fprintln(r.Out, " ", r.w.T("cli.pack.state."+f.State, f.Path))
	}
	if v.Broken > 0 {
		r.say("cli.pack.journal.broken", v.Broken)
	} else {
		r.say("cli.pack.journal", v.Entries)
	}
	r.say("cli.pack.seal", v.Seal)
}
