package rehearsal

import (
	"time"

	"hoinghi/fault"
	"hoinghi/locale"
)

// Report is how far a rehearsal has come, and at its end what it has shown.
// What is handed out does not change any more.
type Report struct {
	At       time.Time // by the clock of the copy
	Acts     []Act
	People   int64 // convened
	Here     int64 // in the hall
	Needed   int64 // by the rule of the quorum; 0 where the law is silent
	Opened   int64 // who were in the hall when it opened
	Items    int   // points of the agenda
	Now      Point // that is open; No is 0 while none is
	Question string
	Cast     int // slips to the question that is open

	Points     []Point // that are done
	Votes      []Vote  // that are closed
	Petitions  int
	Speeches   int
	Tied       int    // votes that two had at the last seat; 0 for no tie
	Elected    int    // seats that were filled
	Resolution string // number of the adopted one
	Stuck      []Snag
	MadeUp     bool // the record has no agenda: the usual one was played
	Over       bool // the day was played to its end
}

// Quorate reports whether the hall could open.
func (r Report) Quorate() bool { return r.Needed > 0 && r.Opened >= r.Needed }

// Point is one point of the agenda as it was played.
type Point struct {
	No      int
	Title   string
	Began   time.Time
	Planned time.Duration // 0 where the agenda names no length
	Took    time.Duration
	Stuck   bool
}

// Longer is by how much a point took longer than planned, in whole minutes.
func (p Point) Longer() int {
	if p.Planned == 0 {
		return 0
	}
	return max(0, int((p.Took-p.Planned).Round(time.Minute)/time.Minute))
}

// Vote is one question to the hall.
type Vote struct {
	Question     string
	InFavour, Of int64
	Passed       bool
}

// Act is one thing that happened in the hall.
type Act struct {
	At   time.Time
	Key  string
	Args []any
}

// In says an act in words.
func (a Act) In(w *locale.Words) string { return w.T(a.Key, a.Args...) }

// Snag is what did not go through, and at which point.
type Snag struct {
	At    time.Time
	Point string // title; empty outside of the agenda
	Why   *fault.Fault
}

// goesOn reports whether the day can go on after err: not when it was stopped,
// and not after a mistake of the program's own.
func (p *play) goesOn(err error) bool {
	return p.ctx.Err() == nil && fault.Of(err).Kind != fault.Internal
}

// stuck notes what did not go through.
func (p *play) stuck(err error) {
	p.r.Now.Stuck = true
	p.r.Stuck = append(p.r.Stuck, Snag{At: p.clock.Now(), Point: p.r.Now.Title, Why: fault.Of(err)})
	p.say("stuck")
}

// show hands out how far the day has come.
func (p *play) show() {
	p.r.At = p.clock.Now()
	p.watch(p.r)
}

func (p *play) say(key string, args ...any) {
	p.r.Acts = append(p.r.Acts, Act{p.clock.Now(), "rehearsal.act." + key, args})
	p.show()
}

// keys: rehearsal.act.*
