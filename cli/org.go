package cli

import (
	"flag"
	"fmt"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/store"
)

func (r *run) say(key string, args ...any) { fmt.Fprintln(r.Out, r.w.T(key, args...)) }

// orgAdd sets up an organisation with its first administrator and prints the
// one-time link by which that person enters.
func orgAdd(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	org := account.Org{Kind: string(law.Administrative), HeadTitle: r.w.T("cli.head")}
	f.StringVar(&org.Slug, "slug", "", r.w.T("cli.flag.slug"))
	f.StringVar(&org.Name, "name", "", r.w.T("cli.flag.name"))
	f.StringVar(&org.Host, "host", "", r.w.T("cli.flag.host"))
	f.StringVar(&org.Kind, "kind", org.Kind, r.w.T("cli.flag.kind"))
	admin := f.String("admin", r.w.T("cli.admin"), r.w.T("cli.flag.admin"))
	base := f.String("url", "http://127.0.0.1:8080", r.w.T("cli.flag.url"))
	return func() error {
		if _, err := law.ParseUnitKind(org.Kind); err != nil {
			return fault.New(fault.Invalid, "cli.kind", org.Kind)
		}
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		made, err := account.Found(r.ctx, db, org)
		if err != nil {
			return err
		}
		link, err := r.firstLink(db, made, *admin)
		if err != nil {
			return err
		}
		r.say("cli.org.added", made.Name, *base+"/d/"+made.Slug+"/moi/"+link)
		return nil
	}, nil
}

func (r *run) firstLink(db *store.DB, org account.Org, name string) (link string, err error) {
	err = db.Write(r.ctx, access.Machine(org.ID), func(tx *store.Tx) error {
		const id = "admin"
		if err := account.Enrol(tx, []account.Person{{ID: id, Name: name}}); err != nil {
			return err
		}
		for _, role := range []access.Role{access.Admin, access.Secretary} {
			if err := account.Grant(tx, id, role); err != nil {
				return err
			}
		}
		link, err = account.OfferLink(tx, id)
		return err
	})
	return link, err
}

func orgList(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	return func() error {
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		orgs, err := r.orgs(db)
		for _, org := range orgs {
			fmt.Fprintf(r.Out, "%s\t%s\t%s\n", org.Slug, org.Host, org.Name)
		}
		return err
	}, nil
}

func (r *run) orgs(db *store.DB) (orgs []account.Org, err error) {
	err = db.ReadAll(r.ctx, func(s *store.System) error {
		orgs, err = account.ListOrgs(s)
		return err
	})
	return orgs, err
}

// theOrg finds the organisation by its slug; none named means the only one.
func (r *run) theOrg(db *store.DB, slug string) (account.Org, error) {
	orgs, err := r.orgs(db)
	if err != nil {
		return account.Org{}, err
	}
	for _, o := range orgs {
		if o.Slug == slug || slug == "" && len(orgs) == 1 {
			return o, nil
		}
	}
	return account.Org{}, fault.New(fault.Invalid, "cli.org.unknown", slug)
}

func journalVerify(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	slug := f.String("org", "", r.w.T("cli.flag.org"))
	return func() error {
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		org, err := r.theOrg(db, *slug)
		if err != nil {
			return err
		}
		if err := db.Read(r.ctx, access.Machine(org.ID), journal.Verify); err != nil {
			return err
		}
		r.say("cli.journal.whole", org.Name)
		return nil
	}, nil
}
