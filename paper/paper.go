// Package paper drafts every paper of a conference from its record, numbers and
// freezes it, and draws it as DOCX, PDF or XLSX.
//
// A figure in a draft is the record's at this moment and says which rows it
// comes from; where the record is empty the paper has a dotted line to fill and
// invents nothing. What was issued keeps its number, its bytes and their
// SHA-256, and is what later draws give. Papers are Vietnamese; the same record
// gives the same bytes.
package paper

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/template"
)

// Formats in which a paper is drawn.
const (
	DOCX = "docx"
	PDF  = "pdf"
	XLSX = "xlsx"
)

// Kind is one paper of the set.
type Kind struct {
	Key   string // "plan": in addresses, on the command line, of its texts
	Group string // of Groups: when in the work of the conference it is needed
	Form  string // of the types of Decree 30/2020: "plan", "report" …; empty takes no number
	By    By     // who issues it
	Table bool   // also an XLSX
	write func(*pen)
}

// By is who issues a paper.
type By string

// The issuers.
const (
	Agency By = "agency"
	Union  By = "union" // who organises the conference with the head
	Board  By = "board" // the People's Inspection Board
	Hall   By = "hall"  // the conference itself
)

// Groups lists the groups of kinds in the order of the work.
func Groups() []string { return []string{"before", "reports", "hall", "after", "lists"} }

// keys: paper.group.* paper.name.* paper.form.*

// Name is what a kind of paper is called: "Kế hoạch tổ chức hội nghị".
func (k Kind) Name(w *locale.Words) string { return w.T("paper.name." + k.Key) }

// Formats lists what a kind is drawn as.
func (k Kind) Formats() []string {
	if k.Table {
		return []string{DOCX, PDF, XLSX}
	}
	return []string{DOCX, PDF}
}

// form is the type of the paper as the register knows it: "Kế hoạch".
func (k Kind) form() string {
	if k.Form == "" {
		return ""
	}
	return vi().T("paper.form." + k.Form)
}

// Kinds lists the papers of the set in the order of the work.
func Kinds() []Kind { return slices.Clone(kinds()) }

// KindOf finds a kind by its key; an unknown one is Missing.
func KindOf(key string) (Kind, error) {
	if i := slices.IndexFunc(kinds(), func(k Kind) bool { return k.Key == key }); i >= 0 {
		return kinds()[i], nil
	}
	return Kind{}, fault.New(fault.Missing, "paper.unknown", key)
}

// Draft is a paper as the record has it at this moment.
type Draft struct {
	Kind         Kind
	Paper        document.Paper
	Sheets       []document.Sheet               // of kinds with a table
	Certificates []document.Certificate         // drawn in place of Paper as PDF; only of certificates
	Slips        []document.SlipSet             // the same; only of ballots, one for each of the convened
	Signs        []document.Sign                // the same; only of table signs
	Values       map[string]string              // single fields for templates: see Kind.Names
	Rows         map[string][]map[string]string // repeating ones, by the name of the list
	Own          []map[string]string            // further fields of each sheet, where the file has several
	Starter      []document.Block               // the body of a sheet with its fields, to begin a template with; nil is {{noi_dung}}
	Sources      []Source                       // where each figure of the text comes from
	On           document.Stock                 // what certificates are printed onto
	Missing      []string                       // what the record lacks: codes of the texts paper.missing.…
}

// Source says which rows a figure was taken from.
type Source struct {
	What   string   // name of the figure, as in Values, or the words of a fact
	Figure string   // as printed
	Record string   // the room that keeps it and what of it: "conference.attendee"
	Rows   []string // ids; of people for lists of people
}

// Make drafts a paper of a conference.
func Make(tx *store.Tx, kind, conferenceID string) (Draft, error) {
	k, err := KindOf(kind)
	if err != nil {
		return Draft{}, err
	}
	r, err := read(tx, conferenceID)
	if err != nil {
		return Draft{}, err
	}
	return r.draft(k), nil
}

// Set drafts every paper of a conference, reading the record once.
func Set(tx *store.Tx, conferenceID string) ([]Draft, error) {
	r, err := read(tx, conferenceID)
	if err != nil {
		return nil, err
	}
	var out []Draft
	for _, k := range kinds() {
		out = append(out, r.draft(k))
	}
	return out, nil
}

// Order asks for a paper in a format.
type Order struct {
	Kind, Conference string
	Format           string // DOCX, PDF or XLSX
	On               document.Stock
	Origin           string // as of Issuance, for the code on an issued paper that is drawn onto stock
}

// Check refuses a kind that the set has not, or a format that the kind has not.
func (o Order) Check() error {
	_, err := o.kind()
	return err
}

func (o Order) kind() (Kind, error) {
	k, err := KindOf(o.Kind)
	if err != nil {
		return k, err
	}
	if !slices.Contains([]string{DOCX, PDF, XLSX}, o.Format) {
		return k, fault.New(fault.Invalid, "paper.format", o.Format)
	}
	if !slices.Contains(k.Formats(), o.Format) {
		return k, fault.New(fault.Invalid, "paper.format.none", k.Name(vi()), o.Format)
	}
	if o.On != (document.Stock{}) && k.Key != "certificates" {
		return k, fault.New(fault.Invalid, "paper.stock.kind", k.Name(vi()))
	}
	return k, nil
}

// Draw writes a paper: the frozen one when it was issued, else a draft of this
// moment.
func Draw(tx *store.Tx, w io.Writer, o Order) error {
	k, err := o.kind()
	if err != nil {
		return err
	}
	body, err := issuedBody(tx, k, o)
	if err == nil && body == nil {
		var d Draft
		if d, err = Make(tx, o.Kind, o.Conference); err != nil {
			return err
		}
		d.On = o.On
		body, err = drawn(tx, d, o.Format)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

// drawn draws a draft; a DOCX in the layout that the office has made for its
// kind, if it has; of several sheets, each in it.
func drawn(tx *store.Tx, d Draft, format string) ([]byte, error) {
	if format == DOCX {
		body, err := template.Fill(tx, d.Kind.Key, d.Data(), d.On.Offset)
		if body != nil || err != nil {
			return body, err
		}
	}
	return d.Bytes(format)
}

// Bytes draws a draft in a format, in the layout of the decree.
func (d Draft) Bytes(format string) ([]byte, error) {
	var b bytes.Buffer
	var err error
	switch {
	case format == DOCX:
		err = document.DOCX(&b, d.Paper)
	case format == XLSX:
		err = document.XLSX(&b, d.Sheets...)
	case len(d.Slips) > 0:
		err = document.Slips(&b, d.Slips, d.Paper.Meta)
	case len(d.Signs) > 0:
		err = document.Signs(&b, d.Signs, d.Paper.Meta)
	case len(d.Certificates) > 0:
		err = document.CertificatesOn(&b, d.Certificates, d.On, d.Paper.Meta)
	default:
		err = document.PDF(&b, d.Paper)
	}
	if err != nil {
		return nil, fmt.Errorf("draw %s as %s: %w", d.Kind.Key, format, err)
	}
	return b.Bytes(), nil
}

// vi speaks in papers: they are Vietnamese whatever language the reader's pages
// are in.
func vi() *locale.Words { return locale.In("vi") }
