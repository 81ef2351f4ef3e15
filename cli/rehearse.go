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
	names, end            bool
}

// rehearse plays the day of a conference on a copy in a folder of its own,
// which goes when the command ends. The record is read and never written. With
// --end it ends with the day, and --speed 0 waits for nobody.
func rehearse(r *run, f *flag.FlagSet) (func() error, error) {
	var o rehearsing
	o.flags(f, r)
	f.StringVar(&o.org, "org", "", r.w.T("cli.flag.org"))
	f.StringVar(&o.conference, "conference", "", r.w.T("cli.rehearse.flag.conference"))
	f.StringVar(&o.addr, "addr", or(r.Env("HOINGHI_ADDR"), "127.0.0.1:8081"), r.w.T("cli.flag.addr"))
	f.IntVar(&o.speed, "speed", 30, r.w.T("cli.rehearse.flag.speed"))
	f.Uint64Var(&o.seed, "seed", 1, r.w.T("cli.rehearse.flag.seed"))
	f.BoolVar(&o.names, "names", false, r.w.T("cli.rehearse.flag.names"))
	f.BoolVar(&o.end, "end", false, r.w.T("cli.rehearse.flag.end"))
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
		p := &performance{run: r, stage: s, clock: clock, seed: o.seed}
		if o.end {
			return p.play(r.ctx)
		}
		return p.hold(l, db)
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

// performance is a rehearsal that is told on the terminal.
type performance struct {
	*run
	stage *rehearsal.Stage
	clock *rehearsal.Clock
	seed  uint64
	told  int // acts that were printed
}

// play holds the day and prints what happens, then what it has shown. Being
// stuck is what a rehearsal is for and no failure.
func (p *performance) play(ctx context.Context) error {
	report, err := p.stage.Play(ctx, p.seed, p.tell)
	p.report(report)
	return err
}

func (p *performance) tell(now rehearsal.Report) {
	for ; p.told < len(now.Acts); p.told++ {
		a := now.Acts[p.told]
		fmt.Fprintf(p.Out, "  %s  %s\n", locale.Clock(a.At), a.In(p.w))
	}
}

func (p *performance) report(r rehearsal.Report) {
	if r.MadeUp {
		p.say("cli.rehearse.report.made")
	}
	quorum := "cli.rehearse.report.quorum.short"
	switch {
	case r.Needed == 0:
		quorum = "cli.rehearse.report.quorum.silent"
	case r.Quorate():
		quorum = "cli.rehearse.report.quorum.reached"
	}
	p.say("cli.rehearse.report", len(r.Points), r.Items, len(r.Votes), r.Petitions, r.Elected)
	p.say(quorum, r.Opened, r.People, r.Needed)
	for _, x := range r.Points {
		p.say("cli.rehearse.report.point", x.No, int(x.Took.Round(time.Minute)/time.Minute), int(x.Planned/time.Minute), x.Title)
	}
	for _, x := range r.Stuck {
		p.say("cli.rehearse.report.stuck", locale.Clock(x.At), x.Point, p.w.T(x.Why.Key, p.words(x.Why.Args)...))
	}
	if len(r.Stuck) == 0 && r.Over {
		p.say("cli.rehearse.report.smooth")
	}
}

// hold serves the copy while the day is played, and afterwards until it is
// stopped; the clock then goes as the wall's.
func (p *performance) hold(l net.Listener, db *store.DB) error {
	ctx, stop := context.WithCancel(p.ctx)
	defer stop()
	played := make(chan struct{})
	go func() {
		defer close(played)
		err := p.play(ctx)
		p.clock.Slow()
		switch {
		case err == nil:
			p.say("cli.rehearse.over")
		case !errors.Is(err, context.Canceled):
			fmt.Fprintln(p.Err, err)
		}
	}()
	err := p.answerSite(l, &kit.Site{DB: db, Log: slog.New(slog.NewJSONHandler(p.Err, nil)), Now: p.clock.Now, Wall: p.Now, Over: p.w.T("cli.rehearse.banner")})
	stop()
	<-played // nothing writes to the copy any more
	return err
}
