package belenios

import (
	"math/big"
	"sync"
)

// Box receives the ballots of one election and adds them up as they come. It is
// safe for many voters at once.
type Box struct {
	e       *Election
	voters  *Voters
	revotes bool

	mu      sync.Mutex
	closed  bool
	seen    map[Hash]bool   // raw ballots
	choices map[Hash]int    // encrypted choices, and whose they are
	last    map[int]*Ballot // by voter
	tally   *Tally
}

// NewBox opens a box. With revotes the last ballot of a credential counts;
// without, a second one is refused, which is also how a stolen credential shows.
func NewBox(e *Election, voters *Voters, revotes bool) *Box {
	return &Box{e: e, voters: voters, revotes: revotes, seen: map[Hash]bool{}, choices: map[Hash]int{},
		last: map[int]*Ballot{}, tally: e.NewTally()}
}

// Accept verifies a ballot completely and then hands it to keep, one ballot at a
// time; if keep fails, the ballot was never cast. A refusal is a *Failure.
func (b *Box) Accept(raw []byte, keep func(raw []byte, ballot *Ballot) error) (*Ballot, error) {
	x, err := b.open(raw)
	if err != nil {
		return nil, err
	}
	if err := b.e.Check(x.Ballot, b.voters.list[x.who].key); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.may(x); err != nil { // things may have changed meanwhile
		return nil, err
	}
	if keep != nil {
		if err := keep(raw, x.Ballot); err != nil {
			return nil, err
		}
	}
	b.count(x)
	return x.Ballot, nil
}

// Restore puts back a ballot that this box accepted before a restart. Its proofs
// are not verified again.
func (b *Box) Restore(raw []byte) error {
	x, err := b.open(raw)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count(x)
	return nil
}

// Close ends the vote; ballots still being checked are refused.
func (b *Box) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
}

// Tally is the sum at this moment, to be kept.
func (b *Box) Tally() *Tally {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.e.NewTally()
	t.join(b.tally)
	return t
}

// paper is a ballot with its place in the box.
type paper struct {
	*Ballot
	who    int
	key    Hash
	weight *big.Int
}

// open does everything that is cheap, so that nonsense costs little.
func (b *Box) open(raw []byte) (paper, error) {
	ballot, err := b.e.ParseBallot(raw)
	if err != nil {
		return paper{}, err
	}
	who, err := b.voters.find(ballot.Credential)
	if err != nil {
		return paper{}, err
	}
	x := paper{ballot, who, b.e.replayKey(ballot), b.voters.list[who].Weight}
	b.mu.Lock()
	defer b.mu.Unlock()
	return x, b.may(x)
}

func (b *Box) may(x paper) error {
	owner, known := b.choices[x.key]
	switch {
	case b.closed:
		return failed(Closed, "the vote has ended")
	case b.seen[x.tracker] || known && owner != x.who:
		return failed(Replayed, "its choices were cast before")
	case !b.revotes && b.last[x.who] != nil:
		return failed(UsedCredential, "it has voted")
	}
	return nil
}

func (b *Box) count(x paper) {
	b.seen[x.tracker] = true
	b.choices[x.key] = x.who
	if old := b.last[x.who]; old != nil {
		b.tally.Remove(old, x.weight)
	}
	b.last[x.who] = x.Ballot
	b.tally.Add(x.Ballot, x.weight)
}
