package stage

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/rehearsal"
	"hoinghi/web/kit"
)

const (
	mostAtOnce = 3         // rehearsals of one server
	leftOpen   = time.Hour // a copy whose day is over, to be looked at
)

// rehearsals are the last rehearsal of each organisation. They live in memory:
// a server that starts again has none.
type rehearsals struct {
	mu sync.Mutex
	by map[string]*performed
}

// The states of a rehearsal.
const (
	laying  = "laying" // the copy is being made
	playing = "playing"
	over    = "over"    // the day is over; the copy is still open
	stopped = "stopped" // the copy is gone
	failed  = "failed"  // by a mistake of the program; the copy is gone
)

// performed is one rehearsal, from its beginning until another takes its place.
type performed struct {
	name, slug, pace string // of the conference; of the copy's address
	cancel           context.CancelFunc
	gone             chan struct{} // closed when nothing of the copy is left

	mu   sync.Mutex
	last moment
}

// moment is what is known of a rehearsal now.
type moment struct {
	state  string
	report rehearsal.Report
	doors  rehearsal.Doors
}

func (m moment) open() bool { return m.state == laying || m.state == playing || m.state == over }

func (x *performed) now() moment {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.last
}

func (x *performed) change(f func(*moment)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	f(&x.last)
}

func (all *rehearsals) of(org string) *performed {
	all.mu.Lock()
	defer all.mu.Unlock()
	return all.by[org]
}

// begin opens a copy and plays the day on it; it returns at once.
func (all *rehearsals) begin(v *kit.Visit, plot rehearsal.Plot, pace string) error {
	if v.Site.Aside == nil {
		return fault.New(fault.Conflict, "stage.rehearsal.closed")
	}
	var f fault.Form
	f.Check(slices.Contains(paces, pace), "pace", "fault.choice")
	if err := f.Err(); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	x := &performed{name: plot.Conf.Name, slug: rehearsal.Slug(plot.Org.Slug), pace: pace, cancel: cancel, gone: make(chan struct{}), last: moment{state: laying}}
	if err := all.admit(v.Place.ID, x); err != nil {
		cancel()
		return err
	}
	clock := &rehearsal.Clock{Wall: v.Site.Wall}
	aside, err := v.Site.Aside(ctx, clock.Now, v.T("stage.rehearsal.banner"))
	if err != nil {
		x.change(func(m *moment) { m.state = failed })
		cancel()
		close(x.gone)
		return err
	}
	go func() {
		select {
		case <-v.Site.Done:
			cancel()
		case <-x.gone:
		}
	}()
	go x.perform(ctx, staging{v, aside, clock, plot})
	return nil
}

// admit puts a rehearsal in the place of the last one, unless that is still on.
func (all *rehearsals) admit(org string, x *performed) error {
	all.mu.Lock()
	defer all.mu.Unlock()
	open := 0
	for _, other := range all.by {
		if other.now().open() {
			open++
		}
	}
	if was := all.by[org]; was != nil && was.now().open() {
		return fault.New(fault.Conflict, "stage.rehearsal.running")
	}
	if open >= mostAtOnce {
		return fault.New(fault.Busy, "stage.rehearsal.crowded")
	}
	if all.by == nil {
		all.by = map[string]*performed{}
	}
	all.by[org] = x
	return nil
}

// end stops a rehearsal and waits until its copy is gone.
func (all *rehearsals) end(org string) error {
	x := all.of(org)
	if x == nil || !x.now().open() {
		return fault.New(fault.Conflict, "stage.rehearsal.over")
	}
	x.cancel()
	<-x.gone
	return nil
}

// staging is what a rehearsal is played with.
type staging struct {
	*kit.Visit
	aside *kit.Aside
	clock *rehearsal.Clock
	plot  rehearsal.Plot
}

// perform lays out the copy, plays the day and keeps the copy open for a while.
func (x *performed) perform(ctx context.Context, s staging) {
	tell := func() { s.Site.DB.Bus.Publish(s.Place.ID, rehearsalTopic(s.Place.ID)) }
	defer func() {
		if err := s.aside.Close(); err != nil {
			s.Site.Log.Error("close the copy", slog.Any("err", err))
		}
		close(x.gone)
		tell()
	}()
	err := x.play(ctx, s, tell)
	if err != nil && ctx.Err() == nil {
		s.Site.Log.Error("rehearse", slog.Any("err", err))
		x.change(func(m *moment) { m.state = failed })
		return
	}
	if err == nil {
		s.clock.Slow()
		x.change(func(m *moment) { m.state = over })
		tell()
		leave := time.NewTimer(leftOpen)
		defer leave.Stop()
		select {
		case <-leave.C:
		case <-ctx.Done():
		}
	}
	x.change(func(m *moment) { m.state = stopped })
}

func (x *performed) play(ctx context.Context, s staging, tell func()) error {
	stage, err := rehearsal.Lay(ctx, s.aside.DB, s.clock, s.plot)
	if err != nil {
		return err
	}
	doors, err := stage.Doors(ctx, access.Head, access.Secretary, access.Reception, access.Delegate)
	if err != nil {
		return err
	}
	s.aside.Serve(x.slug)
	x.change(func(m *moment) { m.state, m.doors = playing, doors })
	tell()
	if minutes, _ := strconv.Atoi(x.pace); minutes > 0 { // one of paces
		s.clock.Run(stage.Speed(time.Duration(minutes) * time.Minute))
	}
	_, err = stage.Play(ctx, uint64(s.Site.Wall().Unix()), func(r rehearsal.Report) {
		x.change(func(m *moment) { m.report = r })
		tell()
	})
	return err
}
