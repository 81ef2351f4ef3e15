// Package register keeps the documents that come in and go out, with the
// facts by which they are cited: kind, number, symbol, day, issuer, subject.
//
// A citation is rebuilt from these facts, never stored. Numbers of outgoing
// documents run without a gap for each series, kind and year: a number is given
// in the transaction that needs it, and is free again when that is undone.
package register

import (
	"cmp"
	"crypto/rand"
	_ "embed" // kinds.txt
	"slices"
	"strconv"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Ways of a document.
const (
	In  = "in"
	Out = "out"
)

// Series is whose numbers an outgoing document counts among. Each body that
// issues under its own name keeps its own (Nghị định 30/2020/NĐ-CP, Điều 15).
type Series string

// The series; an empty one is the agency's.
const (
	Agency Series = "agency"
	Union  Series = "union"
	Board  Series = "board" // the People's Inspection Board
	Party  Series = "party"
)

// Document is what is noted of a document.
type Document struct {
	ID      string
	Way     string // In or Out
	Series  Series // of one that went out
	Kind    string // Công văn, Kế hoạch …: as printed
	Number  string // 92
	Symbol  string // HD - CĐCS: kept as printed, spaces too
	Dated   law.Day
	Issuer  string
	Subject string
	FileID  string // a file of media; may be empty
	NotedAt time.Time
}

// Receive notes a document that came in and answers its id.
func Receive(tx *store.Tx, d Document) (string, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return "", err
	}
	d.ID, d.Way, d.Series, d.NotedAt = rand.Text(), In, "", tx.Now
	if err := d.tidy().check(); err != nil {
		return "", err
	}
	if err := insert(tx, *d.tidy()); err != nil {
		return "", err
	}
	tx.Announce("register")
	return d.ID, journal.Write(tx, "register.receive", d.ID, Cite(d))
}

// Amend mends what was noted. Kind, number, symbol and day of a document that
// went out stay: it was issued under them.
func Amend(tx *store.Tx, d Document) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	was, err := one(tx, d.ID)
	if err != nil {
		return err
	}
	if was.Way == Out {
		d.Kind, d.Number, d.Symbol, d.Dated = was.Kind, was.Number, was.Symbol, was.Dated
	}
	d.Way, d.Series = was.Way, was.Series
	if err := d.tidy().check(); err != nil {
		return err
	}
	if err := update(tx, *d.tidy()); err != nil {
		return err
	}
	tx.Announce("register")
	return journal.Write(tx, "register.amend", d.ID, Cite(was)+" → "+Cite(d))
}

// List reads the whole register, the latest day first.
func List(tx *store.Tx) ([]Document, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return all(tx)
}

// Find reads one document.
func Find(tx *store.Tx, id string) (Document, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return Document{}, err
	}
	return one(tx, id)
}

// Issue registers an outgoing document under the next number of its series,
// kind and year. An empty symbol is made from the kind and the office's own symbol by
// the caller; it is kept as given.
func Issue(tx *store.Tx, o Outgoing) (Document, error) {
	if err := tx.Who.Need(access.Issue); err != nil {
		return Document{}, err
	}
	d := Document{ID: rand.Text(), Way: Out, Series: cmp.Or(o.Series, Agency), Kind: o.Kind, Number: "1", Symbol: o.Symbol, Dated: o.Dated, Issuer: o.Issuer, Subject: o.Subject, FileID: o.FileID, NotedAt: tx.Now}
	if err := d.tidy().check(); err != nil {
		return Document{}, err
	}
	n, err := next(tx, d)
	if err != nil {
		return Document{}, err
	}
	d.Number = pad(n)
	if err := insert(tx, d); err != nil {
		return Document{}, err
	}
	tx.Announce("register")
	return d, journal.Write(tx, "register.issue", d.ID, Cite(d))
}

// Outgoing is what a document going out is registered with.
type Outgoing struct {
	Series          Series
	Kind, Symbol    string
	Dated           law.Day
	Issuer, Subject string
	FileID          string
}

// pad writes numbers below ten as offices do: 01.
func pad(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

func (d *Document) tidy() *Document {
	for _, s := range []*string{&d.Kind, &d.Number, &d.Symbol, &d.Issuer, &d.Subject} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	return d
}

const longest = 500 // characters of a subject or issuer

func (d *Document) check() error {
	var f fault.Form
	f.Check(slices.Contains([]Series{"", Agency, Union, Board, Party}, d.Series), "series", "fault.required")
	f.Check(d.Kind != "", "kind", "fault.required")
	f.Check(d.Number != "", "number", "fault.required")
	f.Check(!d.Dated.IsZero(), "dated", "fault.required")
	f.Check(d.Issuer != "", "issuer", "fault.required")
	f.Check(d.Subject != "", "subject", "fault.required")
	f.Check(len([]rune(d.Subject)) <= longest, "subject", "fault.long", longest)
	f.Check(len([]rune(d.Issuer)) <= longest, "issuer", "fault.long", longest)
	return f.Err()
}

// Cite writes a document as a document that rests on it cites it.
func Cite(d Document) string {
	s := d.Kind + " số " + d.Number
	if d.Symbol != "" {
		s += "/" + d.Symbol
	}
	if !d.Dated.IsZero() {
		s += ", ngày " + locale.Date(d.Dated)
	}
	if d.Issuer != "" {
		s += " của " + d.Issuer
	}
	if d.Subject != "" {
		s += " v/v " + d.Subject
	}
	return s
}

// Kind is a kind of document with its abbreviation.
type Kind struct{ Name, Short string }

// kinds are those of Phụ lục III Nghị định 30/2020/NĐ-CP and the normative
// ones that offices cite; an official letter has no abbreviation.
//
//go:embed kinds.txt
var kindsText string

var kinds = readKinds(kindsText)

func readKinds(text string) (out []Kind) {
	for line := range strings.Lines(text) {
		name, short, _ := strings.Cut(strings.TrimSpace(line), "|")
		out = append(out, Kind{name, short})
	}
	return out
}

// Kinds lists the kinds that offices know. A document may be of another.
func Kinds() []Kind { return slices.Clone(kinds) }

// Short is the abbreviation of a kind; empty when it has none.
func Short(kind string) string {
	for _, k := range kinds {
		if strings.EqualFold(k.Name, strings.TrimSpace(kind)) {
			return k.Short
		}
	}
	return ""
}

// Doubt says which kind of document the symbol speaks of when that is not the
// kind that was noted: "Công văn" with the symbol HD speaks of "Hướng dẫn".
// It is a warning; the text stays as it was written.
func Doubt(d Document) (spoken string, doubtful bool) {
	parts := strings.FieldsFunc(d.Symbol, func(r rune) bool { return strings.ContainsRune(" -–/", r) })
	known := slices.ContainsFunc(kinds, func(k Kind) bool { return strings.EqualFold(k.Name, d.Kind) })
	if !known || Short(d.Kind) != "" && slices.Contains(parts, Short(d.Kind)) {
		return "", false
	}
	for _, p := range parts[:min(len(parts), 2)] {
		for _, k := range kinds {
			if k.Short != "" && k.Short == p && !strings.EqualFold(k.Name, d.Kind) {
				return k.Name, true
			}
		}
	}
	return "", false
}

// Order sorts documents as legal bases stand: laws first, then by day.
func Order(list []Document) {
	slices.SortStableFunc(list, func(a, b Document) int {
		return cmp.Or(weight(a.Kind)-weight(b.Kind), a.Dated.Compare(b.Dated))
	})
}

// weight is the place of a kind among legal bases (Luật Ban hành văn bản quy
// phạm pháp luật: higher first).
func weight(kind string) int {
	order := []string{"NĐ", "TT", "NQ", "CT", "QĐ"}
	if strings.EqualFold(kind, "Luật") {
		return -1
	}
	if i := slices.Index(order, Short(kind)); i >= 0 {
		return i
	}
	return len(order)
}
