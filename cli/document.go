package cli

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/paper"
	"hoinghi/store"
)

// documentList prints the kinds of papers with their formats, for "document
// draw".
func documentList(r *run, f *flag.FlagSet) (func() error, error) {
	return func() error {
		if err := r.need(0); err != nil {
			return err
		}
		for _, k := range paper.Kinds() {
			fmt.Fprintf(r.Out, "%-16s %-14s %s\n", k.Key, strings.Join(k.Formats(), " "), k.Name(r.w))
		}
		return nil
	}, nil
}

// documentDraw writes one paper of a conference into a file, or to the output
// when the file is "-". It stands whole or not at all.
func documentDraw(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	slug := f.String("org", "", r.w.T("cli.flag.org"))
	order := paper.Order{Format: paper.PDF}
	f.StringVar(&order.Conference, "conference", "", r.w.T("cli.flag.conference"))
	f.StringVar(&order.Format, "format", order.Format, r.w.T("cli.flag.format"))
	file := f.String("o", "", r.w.T("cli.flag.o"))
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		order.Kind = r.args[0]
		if err := order.Check(); err != nil {
			return err
		}
		if *file == "" {
			*file = order.Kind + "." + order.Format
		}
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		org, err := r.theOrg(db, *slug)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		err = db.Read(r.ctx, access.Machine(org.ID), func(tx *store.Tx) error { return drawPaper(tx, &b, order) })
		if err != nil {
			return err
		}
		return r.put(*file, b.Bytes())
	}, nil
}

// drawPaper draws for the conference that is named, else for the current one.
func drawPaper(tx *store.Tx, b *bytes.Buffer, o paper.Order) error {
	b.Reset()
	if o.Conference == "" {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		o.Conference = c.ID
	}
	err := paper.Draw(tx, b, o)
	if fault.Is(err, fault.Missing) {
		return fault.New(fault.Missing, "cli.document.conference", o.Conference)
	}
	return err
}

// put writes a file and says so, or the output for "-".
func (r *run) put(file string, body []byte) error {
	if file == "-" {
		_, err := r.Out.Write(body)
		return err
	}
	if err := os.WriteFile(file, body, 0o644); err != nil {
		return fault.New(fault.Invalid, "cli.document.file", file).Because(err)
	}
	r.say("cli.document.done", file, len(body)>>10)
	return nil
}
