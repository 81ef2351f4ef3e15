package cli

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// backup writes the whole record to one file while the program serves, once
// or again and again into the same file.
func backup(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	force := f.Bool("force", false, r.w.T("cli.flag.force"))
	every := f.Duration("every", 0, r.w.T("cli.flag.every"))
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		file := r.args[0]
		if _, err := os.Stat(file); err == nil && !*force && *every == 0 {
			return fault.New(fault.Conflict, "cli.backup.exists", file)
		}
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		for {
			if err := r.backUp(db, file); err != nil {
				return err
			}
			o.stamp(r.Now())
			if *every <= 0 {
				return nil
			}
			select {
			case <-time.After(*every):
			case <-r.ctx.Done():
				return nil
			}
		}
	}, nil
}

// backUp puts a whole backup in the place of the file, or leaves the old one.
func (r *run) backUp(db *store.DB, file string) error {
	to, err := os.CreateTemp(filepath.Dir(file), ".hoinghi-*")
	if err != nil {
		return fault.New(fault.Invalid, "cli.file.write", file).Because(err)
	}
	defer os.Remove(to.Name())
	b, err := db.Backup(r.ctx, to)
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		return fmt.Errorf("back up to %s: %w", file, err)
	}
	if err := os.Rename(to.Name(), file); err != nil {
		return fault.New(fault.Invalid, "cli.file.write", file).Because(err)
	}
	r.say("cli.backup.done", file, b.Rows, locale.Clock(b.Made), b.Sum[:16])
	return nil
}

// restore fills an empty record from a backup.
func restore(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	force := f.Bool("force", false, r.w.T("cli.flag.force"))
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		from, err := os.Open(r.args[0])
		if err != nil {
			return fault.New(fault.Invalid, "cli.file", r.args[0]).Because(err)
		}
		defer from.Close()
		address, err := o.address()
		if err != nil {
			return err
		}
		b, err := store.Restore(r.ctx, address, from, *force)
		if errors.Is(err, fs.ErrNotExist) {
			return fault.New(fault.Invalid, "cli.file.write", address).Because(err)
		}
		if err != nil {
			return err
		}
		r.say("cli.restore.done", b.Rows, b.Tables, locale.Clock(b.Made), locale.Date(law.DayOf(b.Made.In(locale.Zone))), b.Sum[:16])
		return nil
	}, nil
}
