// Package account keeps organisations and the ways in: personal cards,
// passwords, one-time links, sessions and roles.
//
// An organisation is found by its address path or host name before anything
// else is asked, and nobody of one learns that another exists. Tokens are
// stored only as hashes; a card's code is kept so that the card can be printed
// again, and opens what its holder may do: whoever holds an office keeps it safe.
package account

import (
	"context"
	"crypto/rand"
	"regexp"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Org is a public agency that uses the product.
type Org struct {
	ID          string
	Slug        string // its address path: /d/<slug>/
	Host        string // its own host name, if it has one
	Name        string // Thư viện tỉnh Hồng Lam
	Short       string // Thư viện tỉnh
	Parent      string // the superior body, printed over the name
	Sector      string // ngành
	Place       string // of the date line: Hồng Lam
	Symbol      string // of documents: TVT
	Kind        string // a law.UnitKind: hanh-chinh, su-nghiep, dang-doan-the, doanh-nghiep
	FullBudget  bool   // wholly paid from the state budget
	Partner     string // who organises with the head: a law role such as UNION_BASE
	PartnerName string // Công đoàn cơ sở Thư viện tỉnh
	HeadTitle   string // Giám đốc
}

var slugForm = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$`)

// Found sets up an organisation. Its id is made here.
func Found(ctx context.Context, db *store.DB, o Org) (Org, error) {
	o.Slug, o.Host = strings.ToLower(strings.TrimSpace(o.Slug)), strings.ToLower(strings.TrimSpace(o.Host))
	if err := o.check(); err != nil {
		return Org{}, err
	}
	o.ID = rand.Text()
	err := db.Write(ctx, access.Machine(o.ID), func(tx *store.Tx) error {
		if err := insertOrg(tx, o); err != nil {
			return err
		}
		return journal.Write(tx, "account.found", o.ID, o.Name)
	})
	if fault.Is(err, fault.Conflict) {
		var f fault.Form
		f.Check(false, "slug", "account.slug.taken")
		err = f.Err()
	}
	return o, err
}

func (o Org) check() error {
	var f fault.Form
	f.Check(strings.TrimSpace(o.Name) != "", "name", "fault.required")
	f.Check(slugForm.MatchString(o.Slug), "slug", "account.slug.form")
	return f.Err()
}

// Amend changes the facts of an organisation; its slug and id stay.
func Amend(tx *store.Tx, o Org) error {
	if err := tx.Who.Need(access.SetUp); err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	if _, err := oneOrg(tx); err != nil {
		return err
	}
	if err := updateOrg(tx, o); err != nil {
		return err
	}
	tx.Announce("org")
	return journal.Write(tx, "account.amend", tx.Who.Org, o.Name)
}

// ListOrgs reads the directory of all organisations, for finding the one that
// a request is for and for the operator's command line.
func ListOrgs(s *store.System) ([]Org, error) { return allOrgs(s) }

// FindOrg reads one's own organisation.
func FindOrg(tx *store.Tx) (Org, error) { return oneOrg(tx) }
