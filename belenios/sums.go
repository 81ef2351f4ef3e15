package belenios

import (
	"math/big"
	"sync"
)

// sums lets several cores add ballots at once: each borrows a part.
type sums struct {
	e    *Election
	pool chan *Tally
	mu   sync.Mutex
	all  []*Tally
}

func newSums(e *Election) *sums { return &sums{e: e, pool: make(chan *Tally, 1024)} }

func (s *sums) add(b *Ballot, weight *big.Int) {
	var t *Tally
	select {
	case t = <-s.pool:
	default:
		t = s.e.NewTally()
		s.mu.Lock()
		s.all = append(s.all, t)
		s.mu.Unlock()
	}
	t.Add(b, weight)
	s.pool <- t
}

// total joins the parts when nobody adds any more.
func (s *sums) total() *Tally {
	t := s.e.NewTally()
	for _, part := range s.all {
		t.join(part)
	}
	return t
}
