package cli

import (
	"flag"
	"fmt"

	"hoinghi/access"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/soffice"
)

// doctor looks at what an administrator must not find out on the day: whether
// the record opens, the journal is whole, and which packs of law must be read
// again.
func doctor(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	return func() error {
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		orgs, err := r.orgs(db)
		if err != nil {
			return err
		}
		r.say("cli.doctor.record", len(orgs))
		for _, org := range orgs {
			if err := db.Read(r.ctx, access.Machine(org.ID), journal.Verify); err != nil {
				return err
			}
			r.say("cli.journal.whole", org.Name)
		}
		r.reviews()
		if soffice.Found() {
			r.say("cli.doctor.office.yes")
		} else {
			r.say("cli.doctor.office.no")
		}
		return nil
	}, nil
}

func (r *run) reviews() {
	today := law.DayOf(r.Now().In(locale.Zone))
	late := 0
	for _, rule := range law.Rules() {
		if !rule.Review.IsZero() && rule.Review.Before(today) {
			late++
			fmt.Fprintf(r.Out, "  %s (%s): %s\n", rule.Title, rule.ID, locale.Date(rule.Review))
		}
	}
	r.say("cli.doctor.law", late)
}
