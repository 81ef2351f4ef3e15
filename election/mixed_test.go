package election_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hoinghi/access"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/tally"
)

// box stands for the electronic box: it knows slips and votes, and nobody.
type box struct {
	free  []int // slips that were drawn and not used
	slips []tally.Slip
}

// crossing is one simulated election: people draw electronic slips, take paper,
// come back for a second, change their mind before and after they voted, and
// send others. Whatever they try, each counts once.
type crossing struct {
	*hall
	rnd     *rand.Rand
	round   string
	n       int
	box     box
	papers  []tally.Slip
	voted   map[string]bool // by person: what only the test knows
	holds   map[string]int  // person → electronic slip in the hand
	channel map[string]string
	no      int
}

func (c *crossing) slip() tally.Slip {
	s := tally.Slip{Marks: make([]bool, c.n)}
	for i := range s.Marks {
		s.Marks[i] = c.rnd.IntN(3) > 0
	}
	return s
}

// one person comes to the desk or to the box and tries something.
func (c *crossing) step(person string) {
	c.Helper()
	switch c.rnd.IntN(5) {
	case 0:
		c.take(person, election.ByPaper)
	case 1:
		c.take(person, election.ByBox)
	case 2:
		c.cast(person)
	case 3:
		c.swap(person)
	case 4:
		c.putPaper(person)
	}
}

func (c *crossing) take(person, channel string) {
	c.Helper()
	err := c.try(c.desk, func(tx *store.Tx) error { return election.HandOut(tx, c.round, channel, person) })
	had := c.channel[person] != ""
	if had == (err == nil) {
		c.Fatalf("%s for %s who had %q: %v", channel, person, c.channel[person], err)
	}
	if err != nil {
		c.no++
		return
	}
	c.channel[person] = channel
	if channel == election.ByBox {
		c.holds[person] = len(c.box.free)
		c.box.free = append(c.box.free, 1)
	}
}

// cast uses the electronic slip in the hand, once.
func (c *crossing) cast(person string) {
	i, ok := c.holds[person]
	if !ok || c.box.free[i] == 0 {
		return
	}
	c.box.free[i] = 0
	c.box.slips = append(c.box.slips, c.slip())
	c.voted[person] = true
}

// swap asks for paper in exchange for the electronic slip, used or not.
func (c *crossing) swap(person string) {
	c.Helper()
	i, holds := c.holds[person]
	cancel := func(*store.Tx) error {
		if !holds || c.box.free[i] == 0 {
			return fault.New(fault.Conflict, "urn.used")
		}
		return nil
	}
	err := c.try(c.desk, func(tx *store.Tx) error { return election.Swap(tx, c.round, person, cancel) })
	may := holds && c.channel[person] == election.ByBox && c.box.free[i] == 1
	if may != (err == nil) {
		c.Fatalf("exchange for %s: %v, want allowed %v", person, err, may)
	}
	if err != nil {
		c.no++
		return
	}
	c.box.free[i] = 0
	c.channel[person] = election.ByPaper
	delete(c.holds, person)
}

// putPaper puts the paper slip into the box, once; some keep it for ever.
func (c *crossing) putPaper(person string) {
	if c.channel[person] != election.ByPaper || c.voted[person] || c.rnd.IntN(8) == 0 {
		return
	}
	c.papers = append(c.papers, c.slip())
	c.voted[person] = true
}

// A hundred elections in which people cross from one way to the other: nobody
// votes twice, the roll and the boxes reconcile, and a teller's wrong figure
// never becomes a result.
func TestAHundredMixedElections(t *testing.T) {
	run := func(t *testing.T, db *store.DB, seeds []uint64) {
		h := newHall(t, db, 34)
		id := h.call(plan{3, []int{3, 4, 5, 6, 7}, election.Mixed, "lot", tally.Choose})
		for _, seed := range seeds {
			c := &crossing{hall: h, rnd: rand.New(rand.NewPCG(seed, 5)), n: 5, voted: map[string]bool{}, holds: map[string]int{}, channel: map[string]string{}}
			c.round = h.open(id)
			c.run(seed)
			h.do(func(tx *store.Tx) error { return election.SetAside(tx, c.round, fmt.Sprint("mô phỏng ", seed)) })
		}
	}
	var seeds []uint64
	for i := range uint64(100) {
		seeds = append(seeds, i+1)
	}
	t.Run("sqlite", func(t *testing.T) { run(t, storetest.SQLite(t), seeds) })
	t.Run("postgres", func(t *testing.T) { run(t, storetest.Postgres(t), seeds) })
}

func (c *crossing) run(seed uint64) {
	c.Helper()
	c.do(func(tx *store.Tx) error { return election.PrintSlips(tx, c.round, len(c.p)) })
	if c.apart() {
		c.Fatalf("seed %d: the box is told while others vote", seed)
	}
	for range 4 * len(c.p) {
		c.step(c.p[c.rnd.IntN(len(c.p))])
	}
	issued := map[string]int64{}
	for _, way := range c.channel {
		issued[way]++
	}
	c.do(func(tx *store.Tx) error {
		return election.CloseVoting(tx, c.round, election.Stub{Unused: int64(len(c.p)) - issued[election.ByPaper]})
	})
	b := tally.Bounds{Way: tally.Choose, Min: 1, Max: 3}
	paper, electronic := b.Read(c.n, c.papers), b.Read(c.n, c.valid(b))
	if got := paper.Slips() + electronic.Slips(); got > int64(len(c.voted)) {
		c.Fatalf("seed %d: %d slips by %d people", seed, got, len(c.voted))
	}
	c.count(seed, tally.Count{Sums: paper, NotReturned: issued[election.ByPaper] - paper.Slips()})
	c.addBox(seed, electronic, issued[election.ByBox])
	alone := issued[election.ByPaper] == 0
	if c.apart() != alone {
		c.Fatalf("seed %d: the box beside %d paper ballots, before the result: apart %v", seed, issued[election.ByPaper], !alone)
	}
	o := c.decide(c.round)
	if c.apart() == o.Guarded && !alone {
		c.Fatalf("seed %d: guarded %v and apart %v", seed, o.Guarded, c.apart())
	}
	if want := paper.Add(electronic); !slices.Equal(o.Sums.For, want.For) || o.Sums.Valid != want.Valid || o.Sums.Invalid != want.Invalid {
		c.Fatalf("seed %d: the result has %+v, want %+v", seed, o.Sums, want)
	}
	if o.Issued != int64(len(c.channel)) || o.Issued > o.Round.Present || o.Sums.Slips() > o.Issued {
		c.Fatalf("seed %d: %d issued to %d people, %d slips", seed, o.Issued, len(c.channel), o.Sums.Slips())
	}
	both := paper.Slips() > 0 && electronic.Slips() > 0
	small := both && min(paper.Slips(), electronic.Slips()) < tally.Fewest
	if small && !o.Guarded || o.Guarded && len(o.Ways) > 0 {
		c.Fatalf("seed %d: %d and %d slips are shown apart", seed, paper.Slips(), electronic.Slips())
	}
	if c.no == 0 {
		c.Fatalf("seed %d: nobody tried twice, so nothing was shown", seed)
	}
}

// apart asks whether the box may be told by itself.
func (c *crossing) apart() (yes bool) {
	c.Helper()
	if err := c.db.Read(c.Context(), c.desk, func(tx *store.Tx) (err error) { yes, err = election.Apart(tx, c.round); return err }); err != nil {
		c.Fatal(err)
	}
	return yes
}

// valid are the electronic slips: the booth lets no invalid one be cast.
func (c *crossing) valid(b tally.Bounds) []tally.Slip {
	for i := range c.box.slips {
		for b.Judge(c.box.slips[i]) != tally.Sound {
			c.box.slips[i] = c.slip()
		}
	}
	return c.box.slips
}

// count enters the paper twice; one teller's pen slips in every other election,
// and then there is no result until a third reading.
func (c *crossing) count(seed uint64, truth tally.Count) {
	c.Helper()
	a, b := c.tellers()
	wrong := truth
	if seed%2 == 0 && truth.Invalid > 0 {
		wrong = truth.Put(tally.LineInvalid, truth.Invalid-1)
	}
	for who, x := range map[string]tally.Count{"a": truth, "b": wrong} {
		actor := a
		if who == "b" {
			actor = b
		}
		if err := c.enter(actor, c.round, x); err != nil {
			c.Fatalf("seed %d: %v", seed, err)
		}
	}
	if truth.Invalid != wrong.Invalid {
		c.refused(c.desk, "election.count.differ", func(tx *store.Tx) error { _, err := election.Decide(tx, c.round); return err })
		c.third(a, truth.Invalid-1)
		c.refused(c.desk, "election.count.open", func(tx *store.Tx) error { _, err := election.Decide(tx, c.round); return err })
		c.third(b, truth.Invalid)
	}
}

func (c *crossing) third(who access.Actor, v int64) {
	c.Helper()
	if err := c.try(who, func(tx *store.Tx) error {
		return election.ThirdReading(tx, c.round, map[int]int64{tally.LineInvalid: v})
	}); err != nil {
		c.Fatal(err)
	}
}

// addBox adds the electronic box; more slips than were drawn are refused.
func (c *crossing) addBox(_ uint64, s tally.Sums, drawn int64) {
	c.Helper()
	if drawn == 0 {
		return
	}
	add := func(b election.Box) func(*store.Tx) error {
		return func(tx *store.Tx) error { return election.AddBoxResult(tx, c.round, b) }
	}
	c.refused(c.desk, "election.box.none", func(tx *store.Tx) error { _, err := election.Decide(tx, c.round); return err })
	more := tally.Sums{Valid: drawn + 1, For: []int64{drawn + 1, 0, 0, 0, 0}}
	c.refused(c.desk, "election.box.sums", add(election.Box{ID: "hom", Sums: more}))
	c.do(add(election.Box{ID: "hom", Sums: s}))
	c.do(add(election.Box{ID: "hom", Sums: s}))
	other := s.Add(tally.Sums{Valid: 1, For: make([]int64, c.n)})
	c.refused(c.desk, "election.box.twice", add(election.Box{ID: "hom", Sums: other}))
}
