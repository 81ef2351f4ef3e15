package cli

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/locale"
	"hoinghi/rehearsal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// rehearsing are the flags of a rehearsal.
type rehearsing struct {
	options
	org, conference, addr string
	speed                 int
	seed                  uint64
	names                 bool
}

// rehearse plays the day of a conference on a copy in a folder of its own,
// which goes when the command ends. The record is read and never written.
func rehearse(r *run, f *flag.FlagSet) (func() error, error) {
	var o rehearsing
	o.flags(f, r)
	f.StringVar(&o.org, "org", "", r.w.T("cli.flag.org"))
	f.StringVar(&o.conference, "conference", "", r.w.T("cli.rehearse.flag.conference"))
	f.StringVar(&o.addr, "addr", or(r.Env("HOINGHI_ADDR"), "127.0.0.1:8081"), r.w.T("cli.flag.addr"))
	f.IntVar(&o.speed, "speed", 30, r.w.T("cli.rehearse.flag.speed"))
	f.Uint64Var(&o.seed, "seed", 1, r.w.T("cli.rehearse.flag.seed"))
	f.BoolVar(&o.names, "names", false, r.w.T("cli.rehearse.flag.names"))
	return func() error {
		l, err := listen(o.addr)
		if err != nil {
			return err
		}
		defer l.Close()
		plot, err := r.plot(o)
		if err != nil {
			return err
		}
		folder, err := os.MkdirTemp("", "hoinghi-dien-tap-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		clock := &rehearsal.Clock{Wall: r.Now, Speed: o.speed}
		db, err := store.Open(r.ctx, filepath.Join(folder, "hoinghi.db"), store.Options{Now: clock.Now})
		if err != nil {
			return err
		}
		defer db.Close()
		s, err := rehearsal.Lay(r.ctx, db, clock, plot)
		if err != nil {
			return err
		}
		if err := r.showDoors(db, s, l); err != nil {
			return err
		}
		return r.hold(l, db, clock, func(ctx context.Context) error { return s.Play(ctx, o.seed, r.told) })
	}, nil
}

// plot reads the conference that is named, or the one that is next.
func (r *run) plot(o rehearsing) (p rehearsal.Plot, err error) {
	db, err := r.open(o.options)
	if err != nil {
		return p, err
	}
	defer db.Close()
	org, err := r.theOrg(db, o.org)
	if err != nil {
		return p, err
	}
	err = db.Read(r.ctx, access.Machine(org.ID), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil && o.conference == "" {
			return err
		}
		p, err = rehearsal.Take(tx, cmp.Or(o.conference, c.ID), o.names)
		return err
	})
	return p, err
}

func (r *run) showDoors(db *store.DB, s *rehearsal.Stage, l net.Listener) error {
	base := "http://" + reachable(l.Addr()) + "/d/" + s.Org.Slug + "/"
	d := doors{URL: base}
	err := db.Write(r.ctx, access.Machine(s.Org.ID), func(tx *store.Tx) error {
		c, err := conference.Find(tx, s.Conf)
		if err != nil {
			return err
		}
		d.Screen = base + "man-chieu/" + c.ScreenKey
		d.People, err = doorsOf(tx, base)
		return err
	})
	if err == nil {
		r.say("cli.rehearse.copy")
		r.tell(d, r.w.T("cli.rehearse.gone"))
	}
	return err
}

// told prints what happens in the hall.
func (r *run) told(at time.Time, what string) {
	fmt.Fprintf(r.Out, "  %s  %s\n", locale.Clock(at), what)
}

// hold serves the copy while the day is played, and afterwards until it is
// stopped; the clock then goes as the wall's.
func (r *run) hold(l net.Listener, db *store.DB, clock *rehearsal.Clock, play func(context.Context) error) error {
	ctx, stop := context.WithCancel(r.ctx)
	defer stop()
	played := make(chan error, 1)
	go func() {
		err := play(ctx)
		clock.Slow()
		switch {
		case err == nil:
			r.say("cli.rehearse.over")
		case !errors.Is(err, context.Canceled):
			fmt.Fprintln(r.Err, err)
		}
		played <- err
	}()
	err := r.answerSite(l, &kit.Site{DB: db, Log: slog.New(slog.NewJSONHandler(r.Err, nil)), Now: clock.Now, Wall: r.Now, Over: r.w.T("cli.rehearse.banner")})
	stop()
	<-played // nothing writes to the copy any more
	return err
}
