package paper

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/register"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/template"
)

// States of an issued paper.
const (
	InForce   = "issued"
	Withdrawn = "withdrawn"
)

// Issued is a paper that got its number and was frozen.
type Issued struct {
	ID         string
	Conference string
	Kind       string
	State      string // InForce or Withdrawn
	Document   string // id in the register; empty of a paper without a number
	Number     string
	Symbol     string
	Dated      law.Day
	Title      string
	Hash       string // hex SHA-256 of what the paper says, as document.Encode writes it
	IssuedAt   time.Time
	IssuedBy   string // a person's id
	Reason     string // of the withdrawal
	Layout     string // id of the office's template that its DOCX was drawn in; empty is the decree's
}

// File is an issued paper as it was drawn on its day.
type File struct {
	Format string
	Hash   string // hex SHA-256 of Body
	Body   []byte
}

// Issuance is what a paper is issued with.
type Issuance struct {
	Kind, Conference string
	Dated            law.Day
	Origin           string // address of the organisation's site, before "/van-ban-goc/…"; empty draws no code
}

// Issue gives a paper its number in the register and freezes it: what it says,
// its files and their hashes. A paper in force is refused; withdraw it first. A
// resolution keeps the number that it was adopted with.
func Issue(tx *store.Tx, x Issuance) (Issued, error) {
	if err := tx.Who.Need(access.Issue); err != nil {
		return Issued{}, err
	}
	var f fault.Form
	f.Check(!x.Dated.IsZero(), "dated", "fault.required")
	if err := f.Err(); err != nil {
		return Issued{}, err
	}
	d, err := Make(tx, x.Kind, x.Conference)
	if err != nil {
		return Issued{}, err
	}
	if _, err := standing(tx, x.Conference, x.Kind); !fault.Is(err, fault.Missing) {
		if err == nil {
			err = fault.New(fault.Conflict, "paper.issued.already", d.Kind.Name(vi()))
		}
		return Issued{}, err
	}
	i := Issued{ID: rand.Text(), Conference: x.Conference, Kind: x.Kind, State: InForce, Dated: x.Dated, IssuedAt: tx.Now, IssuedBy: tx.Who.Person}
	if err := i.number(tx, d); err != nil {
		return i, err
	}
	return i, i.freeze(tx, d, x.Origin)
}

// number gives an issued paper what the register knows of it.
func (i *Issued) number(tx *store.Tx, d Draft) error {
	p := d.Paper
	i.Symbol, i.Title = p.Head.Symbol, strings.ReplaceAll(strings.TrimSpace(d.Kind.Name(vi())), "\n", " ")
	if i.Kind == "resolution" {
		return i.adopted(tx, p.Head)
	}
	if d.Kind.Form == "" {
		return nil
	}
	if i.Kind == "plan" {
		doc, err := planOf(tx, i.Conference)
		if err == nil {
			i.Document, i.Number, i.Symbol, i.Dated = doc.ID, doc.Number, doc.Symbol, doc.Dated
		}
		if !fault.Is(err, fault.Missing) {
			return err
		}
	}
	doc, err := register.Issue(tx, register.Outgoing{Series: d.Kind.series(), Kind: d.Kind.form(), Symbol: i.Symbol, Dated: i.Dated,
		Issuer: issuerOf(p.Head), Subject: subjectOf(p)})
	i.Document, i.Number = doc.ID, doc.Number
	return err
}

// adopted takes the number that the conference's vote gave to its resolution.
func (i *Issued) adopted(tx *store.Tx, h document.Head) error {
	res, err := resolution.Find(tx, i.Conference, resolution.Office{})
	if fault.Is(err, fault.Missing) || err == nil && res.State != resolution.Adopted {
		return fault.New(fault.Conflict, "paper.resolution.open")
	}
	i.Document, i.Number, i.Symbol, i.Dated = res.Document, res.Number, res.Symbol, res.Dated
	return err
}

// planOf is the plan that was numbered in the register before it was drawn here.
func planOf(tx *store.Tx, conferenceID string) (register.Document, error) {
	c, err := conference.Find(tx, conferenceID)
	if err != nil {
		return register.Document{}, err
	}
	all, err := register.List(tx)
	if err != nil {
		return register.Document{}, err
	}
	at := slices.IndexFunc(all, func(d register.Document) bool {
		return d.Way == register.Out && d.Kind == vi().T("paper.form.plan") && strings.HasSuffix(d.Subject, c.Name)
	})
	if at < 0 {
		return register.Document{}, fault.New(fault.Missing, "fault.missing")
	}
	return all[at], nil
}

// series is whose numbers a kind counts among: the conference has those of its
// agency.
func (k Kind) series() register.Series {
	return map[By]register.Series{Union: register.Union, Board: register.Board}[k.By]
}

func issuerOf(h document.Head) string { return strings.Join(strings.Fields(h.Issuer), " ") }

// subjectOf is the abstract of a paper in the length that the register keeps.
func subjectOf(p document.Paper) string {
	s := []rune(strings.Join(strings.Fields(p.Title), " "))
	return string(s[:min(len(s), 500)])
}

// freeze keeps what a paper says and the files as they are drawn now.
func (i *Issued) freeze(tx *store.Tx, d Draft, origin string) error {
	i.stamp(&d)
	said, err := document.Encode(d.Paper)
	if err != nil {
		return err
	}
	i.Hash = sum(said)
	i.prove(&d, origin)
	v, err := template.Find(tx, i.Kind)
	if err != nil && !fault.Is(err, fault.Missing) {
		return err
	}
	i.Layout = v.ID
	if err := insertIssued(tx, *i, string(said)); err != nil {
		return err
	}
	for _, format := range d.Kind.Formats() {
		body, err := drawn(tx, d, format)
		if err != nil {
			return err
		}
		if err := insertFile(tx, i.ID, File{format, sum(body), body}); err != nil {
			return err
		}
	}
	tx.Announce(conference.Topic(i.Conference))
	return journal.Write(tx, "paper.issue", i.ID, strings.Trim(i.Number+"/"+i.Symbol+" "+i.Title+" "+i.Hash, "/ "))
}

// stamp gives a draft the number and day of its issue; of several sheets all,
// where they are papers with a number.
func (i Issued) stamp(d *Draft) {
	for n, s := range d.sheets() {
		if n == 0 || d.Kind.Form != "" {
			s.Head.Number, s.Head.Symbol, s.Head.Day = i.Number, i.Symbol, i.Dated
		}
	}
	for n := range d.Paper.Annexes {
		a := &d.Paper.Annexes[n]
		a.Of = strings.Replace(a.Of, refOf("", i.Symbol, law.Day{}), refOf(i.Number, i.Symbol, i.Dated), 1)
	}
	d.Paper.Meta.Created = i.Dated
}

// prove gives a draft the code that opens its record. Slips and table signs
// have none: they say nothing that anybody would doubt.
func (i Issued) prove(d *Draft, origin string) {
	if origin == "" || len(d.Slips)+len(d.Signs) > 0 {
		return
	}
	for _, s := range d.sheets() {
		s.Proof = document.Proof{Code: origin + "/van-ban-goc/" + i.Hash, Lines: []string{vi().T("paper.proof"), "SHA-256: " + i.Hash[:32], i.Hash[32:]}}
	}
	for n := range d.Certificates {
		d.Certificates[n].QR = d.Paper.Proof.Code
	}
}

// again draws an issued paper onto stock; only while the record still says what
// was frozen.
func (i Issued) again(tx *store.Tx, o Order) ([]byte, error) {
	d, err := Make(tx, o.Kind, o.Conference)
	if err != nil {
		return nil, err
	}
	said, err := document.Encode(d.Paper)
	if err != nil {
		return nil, err
	}
	if sum(said) != i.Hash {
		return nil, fault.New(fault.Conflict, "paper.stock.changed", d.Kind.Name(vi()))
	}
	i.prove(&d, o.Origin)
	d.On = o.On
	return drawn(tx, d, o.Format)
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// Withdraw takes an issued paper out of force; it stays in the record under its
// number with the reason, and the paper may be issued anew under another.
func Withdraw(tx *store.Tx, id, reason string) error {
	if err := tx.Who.Need(access.Issue); err != nil {
		return err
	}
	reason = strings.Join(strings.Fields(reason), " ")
	var f fault.Form
	f.Check(reason != "", "reason", "fault.required")
	f.Check(len([]rune(reason)) <= 500, "reason", "fault.long", 500)
	if err := f.Err(); err != nil {
		return err
	}
	i, err := issuedRow(tx, id)
	if err != nil {
		return err
	}
	if i.State != InForce {
		return fault.New(fault.Conflict, "paper.withdrawn.already")
	}
	if err := withdraw(tx, id, reason); err != nil {
		return err
	}
	tx.Announce(conference.Topic(i.Conference))
	return journal.Write(tx, "paper.withdraw", id, i.Number+"/"+i.Symbol+": "+reason)
}

// IssuedOf lists the issued papers of a conference in the order of their issue,
// also those that were withdrawn.
func IssuedOf(tx *store.Tx, conferenceID string) ([]Issued, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return issuedRows(tx, conferenceID)
}

// Frozen reads what an issued paper says, and checks that its hash still holds.
func Frozen(tx *store.Tx, id string) (Issued, document.Paper, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return Issued{}, document.Paper{}, err
	}
	i, err := issuedRow(tx, id)
	if err != nil {
		return i, document.Paper{}, err
	}
	said, err := content(tx, id)
	if err != nil {
		return i, document.Paper{}, err
	}
	if sum([]byte(said)) != i.Hash {
		return i, document.Paper{}, fault.New(fault.Conflict, "paper.broken", i.Number)
	}
	p, err := document.Decode([]byte(said))
	return i, p, err
}

// ByHash finds the issued paper that says what hash is of, or a file of which
// has it. It asks no right: whoever holds a paper may learn that it is genuine,
// and nothing that the paper does not say itself.
func ByHash(tx *store.Tx, hash string) (Issued, []File, error) {
	list, err := hashed(tx, strings.ToLower(strings.TrimSpace(hash)))
	if err != nil {
		return Issued{}, nil, err
	}
	if len(list) == 0 {
		return Issued{}, nil, fault.New(fault.Missing, "paper.hash.unknown")
	}
	files, err := fileHashes(tx, list[0].ID)
	return list[0], files, err
}

// issuedBody is the file of the paper in force; nil while it is a draft.
func issuedBody(tx *store.Tx, k Kind, o Order) ([]byte, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	i, err := standing(tx, o.Conference, k.Key)
	if fault.Is(err, fault.Missing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if o.On != (document.Stock{}) {
		return i.again(tx, o)
	}
	f, err := fileRow(tx, i.ID, o.Format)
	return f.Body, err
}

// issued is the paper of a kind in force; zero when there is none.
func (r *record) issued(kind string) Issued {
	for _, i := range r.frozen {
		if i.Kind == kind && i.State == InForce {
			return i
		}
	}
	return Issued{}
}
