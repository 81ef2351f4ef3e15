package cli

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/paper"
	"hoinghi/soffice"
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
	f.BoolVar(&order.On.Framed, "framed", false, r.w.T("cli.flag.framed"))
	f.BoolVar(&order.On.Headed, "headed", false, r.w.T("cli.flag.headed"))
	right, down := f.String("right", "", r.w.T("cli.flag.right")), f.String("down", "", r.w.T("cli.flag.down"))
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		var err error
		if order.On.Offset, err = document.ParseOffset(*right, *down); err != nil {
			return fault.New(fault.Invalid, "cli.document.offset").Because(err)
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
		own := false
		err = db.Read(r.ctx, access.Machine(org.ID), func(tx *store.Tx) (err error) {
			own, err = drawPaper(tx, &b, order)
			return err
		})
		if err != nil {
			return err
		}
		body, err := r.turned(b.Bytes(), own && order.Format == paper.PDF)
		if err != nil {
			return err
		}
		return r.put(*file, body)
	}, nil
}

// turned makes the PDF of a paper in the office's layout from its DOCX; where
// LibreOffice is missing the PDF is the decree's already, and that is said.
func (r *run) turned(body []byte, own bool) ([]byte, error) {
	if !own {
		return body, nil
	}
	if !soffice.Found() {
		fmt.Fprintln(r.Err, r.w.T("cli.document.decree"))
		return body, nil
	}
	pdf, err := soffice.PDF(r.ctx, body)
	if err != nil {
		return nil, fault.New(fault.Conflict, "cli.document.turn").Because(err)
	}
	return pdf, nil
}

// drawPaper draws for the conference that is named, else for the current one, and
// says whether the office has a layout of its own for the kind. A PDF in it is
// still the DOCX that it is made of, where LibreOffice can do so.
func drawPaper(tx *store.Tx, b *bytes.Buffer, o paper.Order) (own bool, err error) {
	b.Reset()
	if o.Conference == "" {
		c, err := conference.Current(tx)
		if err != nil {
			return false, err
		}
		o.Conference = c.ID
	}
	kinds, err := paper.OwnLayouts(tx, o.Conference)
	if err != nil {
		return false, err
	}
	if own = kinds[o.Kind]; own && o.Format == paper.PDF && soffice.Found() {
		o.Format = paper.DOCX
	}
	err = paper.Draw(tx, b, o)
	if fault.Is(err, fault.Missing) {
		return own, fault.New(fault.Missing, "cli.document.conference", o.Conference)
	}
	return own, err
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
