// Package template keeps the layouts that an office has made for its papers in
// Word, in place of the decree's.
//
// Upload takes only what document.ReadTemplate and its Check pass. Every version
// is kept; at most one of a kind is in use, and putting it back leaves the
// decree's layout. What names a kind offers, the door that knows the kinds says.
package template

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"hoinghi/access"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/media"
	"hoinghi/store"
)

// Version is a template of a kind of paper.
type Version struct {
	ID     string
	Kind   string // of package paper
	No     int    // from 1 within the kind
	File   string // in media
	Name   string // of the file as it came
	Size   int64
	Active bool
	By     string // person
	At     time.Time
}

// Limit is the most bytes of a template.
const Limit = 10 << 20

// Offer is a file to become the template of a kind.
type Offer struct {
	Kind  string
	Name  string
	Body  []byte
	Names document.Names // that the kind offers
}

// keys: template.refused.*

// Check reads a file as a template: the refusal is a fault of the field "file",
// the mistakes are those that the author can mend.
func Check(body []byte, names document.Names) ([]document.Mistake, error) {
	t, err := read(body)
	if err != nil {
		return nil, err
	}
	return t.Check(names), nil
}

func read(body []byte) (*document.Template, error) {
	if len(body) == 0 {
		return nil, refuse("template.refused.empty")
	}
	t, err := document.ReadTemplate(bytes.NewReader(body), int64(len(body)))
	var r *document.Refusal
	if errors.As(err, &r) {
		switch r.Why { // these texts say where
		case document.RefusedMacro, document.RefusedExternal, document.RefusedEmbedded, document.RefusedBomb:
			return nil, refuse("template.refused."+r.Why, r.Detail)
		}
		return nil, refuse("template.refused." + r.Why)
	}
	return t, err
}

// refuse is a fault of the field "file", said beside it and as a whole.
func refuse(key string, args ...any) error {
	return &fault.Fault{Kind: fault.Invalid, Key: key, Args: args, Fields: []fault.Field{{Name: "file", Key: key, Args: args}}}
}

// Upload keeps a template without mistakes and puts it to use.
func Upload(tx *store.Tx, o Offer) (Version, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Version{}, err
	}
	mistakes, err := Check(o.Body, o.Names)
	if err != nil {
		return Version{}, err
	}
	if n := len(mistakes); n > 0 {
		return Version{}, refuse("template.mistakes", n)
	}
	f, err := media.Take(tx, o.Name, o.Body)
	if err != nil {
		return Version{}, err
	}
	last, err := lastNo(tx, o.Kind)
	if err != nil {
		return Version{}, err
	}
	v := Version{ID: rand.Text(), Kind: o.Kind, No: int(last) + 1, File: f.ID, Name: f.Name, Size: f.Size, Active: true, By: tx.Who.Person, At: tx.Now}
	if err := rest(tx, o.Kind); err != nil {
		return v, err
	}
	if err := insert(tx, v); err != nil {
		return v, err
	}
	return v, journal.Write(tx, "template.upload", v.ID, fmt.Sprintf("%s %d: %s, SHA-256 %s", v.Kind, v.No, v.Name, v.File))
}

// Use puts an earlier version to use again.
func Use(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	v, err := one(tx, id)
	if err != nil || v.Active {
		return err
	}
	if err := rest(tx, v.Kind); err != nil {
		return err
	}
	if err := activate(tx, id); err != nil {
		return err
	}
	return journal.Write(tx, "template.use", id, fmt.Sprintf("%s %d: SHA-256 %s", v.Kind, v.No, v.File))
}

// PutBack leaves a kind with the decree's layout; without a template of the
// office nothing happens.
func PutBack(tx *store.Tx, kind string) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	v, err := active(tx, kind)
	if fault.Is(err, fault.Missing) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := rest(tx, kind); err != nil {
		return err
	}
	return journal.Write(tx, "template.back", v.ID, fmt.Sprintf("%s %d", kind, v.No))
}

// Find is the template in use for a kind; none is Missing.
func Find(tx *store.Tx, kind string) (Version, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return Version{}, err
	}
	return active(tx, kind)
}

// List has every version, newest first; those of one kind when it is named.
func List(tx *store.Tx, kind string) ([]Version, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return all(tx, kind)
}

// Open reads a version with its bytes.
func Open(tx *store.Tx, id string) (Version, []byte, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return Version{}, nil, err
	}
	v, err := one(tx, id)
	if err != nil {
		return v, nil, err
	}
	_, body, err := media.Open(tx, v.File)
	return v, body, err
}

// Preview fills a version, in use or not, once for each of the sheets.
func Preview(tx *store.Tx, id string, sheets []document.Data, by document.Offset) ([]byte, error) {
	v, body, err := Open(tx, id)
	if err != nil {
		return nil, err
	}
	t, err := read(body)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.FillSheets(&b, sheets, by); err != nil {
		return nil, fmt.Errorf("template %s %d: %w", v.Kind, v.No, err)
	}
	return b.Bytes(), nil
}

// Fill draws a paper of one or more sheets in the office's layout, moved by an
// offset; without one of the kind it answers nothing, and the decree's layout is
// to be drawn.
func Fill(tx *store.Tx, kind string, sheets []document.Data, by document.Offset) ([]byte, error) {
	v, err := Find(tx, kind)
	if fault.Is(err, fault.Missing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return Preview(tx, v.ID, sheets, by)
}
