package belenios

import (
	"encoding/binary"
	"math/big"
	"slices"
	"sync"
)

// raise computes all powers of a base in one pass over its doublings: where an
// exponent has the digit d at 2^i, 2^i times the base goes into this exponent's
// bucket for |d|; at the end the buckets are summed with their weights (Yao,
// 1976). Nothing but the buckets is kept.
func (g *edwards) raise(exps []*big.Int, bases ...Element) [][]Element {
	s := passes.Get().(*pass)
	defer passes.Put(s)
	s.set(exps)
	return s.over(bases)
}

// raiseMembers tests q*p = identity with the whole order as one more exponent:
// as a reduced scalar it would be zero and test nothing.
func (g *edwards) raiseMembers(exps []*big.Int, bases ...Element) ([][]Element, error) {
	all := g.raise(append(slices.Clone(exps), g.order), bases...)
	for i, row := range all {
		if !row[len(exps)].(*point).isIdentity() {
			return nil, errNoMember
		}
		all[i] = row[:len(exps)]
	}
	return all, nil
}

// pass holds exponents in [0, q] and their buckets.
type pass struct {
	exps    []sparse
	used    sparse // not zero where any exponent has a digit
	last    int    // the highest such place
	buckets []buckets
}

// passes are used again: their buckets would be most of the garbage of a ballot.
var passes = sync.Pool{New: func() any { return new(pass) }}

func (s *pass) set(exps []*big.Int) {
	n := len(exps)
	s.exps = slices.Grow(s.exps[:0], n)[:n]
	s.buckets = slices.Grow(s.buckets[:0], n)[:n]
	s.used, s.last = sparse{}, 0
	for k, n := range exps {
		s.exps[k].set(n)
		for i, d := range s.exps[k] {
			if d != 0 {
				s.used[i], s.last = 1, max(s.last, i)
			}
		}
	}
}

func (s *pass) over(bases []Element) [][]Element {
	all := make([][]Element, len(bases))
	for b, base := range bases {
		s.run(*base.(*point))
		for k := range s.buckets {
			all[b] = append(all[b], s.buckets[k].sum())
		}
	}
	return all
}

func (s *pass) run(p point) {
	for k := range s.buckets {
		s.buckets[k].full = [8]bool{}
	}
	var c cached
	for i := 0; ; i++ {
		if s.used[i] != 0 {
			c.set(&p)
			for k := range s.exps {
				if d := s.exps[k][i]; d != 0 {
					s.buckets[k].add(&c, d)
				}
			}
		}
		if i >= s.last {
			return
		}
		p.double(s.used[i+1] != 0)
	}
}

// buckets are sums of points; the one at k counts 2k+1 times.
type buckets struct {
	at   [8]point
	full [8]bool
}

// add puts in a point d times; d is odd, |d| < 16.
func (b *buckets) add(c *cached, d int8) {
	minus := d < 0
	k := max(d, -d) / 2
	if b.full[k] {
		b.at[k].addCached(c, minus)
		return
	}
	b.at[k].setCached(c, minus)
	b.full[k] = true
}

// sum is b[0] + 3*b[1] + ... + 15*b[7]: sums of sums from the end are
// b[1] + 2*b[2] + ... + 7*b[7], which doubled lacks each bucket once.
func (b *buckets) sum() *point {
	var running, total node
	for k := 7; k > 0; k-- {
		if b.full[k] {
			running.add(&b.at[k])
		}
		if running.full {
			total.add(&running.point)
		}
	}
	if total.full {
		total.double(true)
		total.add(&running.point)
	}
	if b.full[0] {
		total.add(&b.at[0])
	}
	if !total.full {
		return identity()
	}
	return &total.point
}

// node is a sum of points; the first one costs nothing.
type node struct {
	point
	full bool
}

func (n *node) add(p *point) {
	if !n.full {
		n.point, n.full = *p, true
		return
	}
	var c cached
	n.addCached(c.set(p), false)
}

// sparse is a number below 2^253 as digits of powers of two, each zero or odd
// and below 16; of five neighbours at most one is not zero (the non-adjacent
// form of width 5: Solinas, 2000).
type sparse [256]int8

func (s *sparse) set(n *big.Int) {
	*s = sparse{}
	b := littleEndian(n)
	carry := 0
	for i := 0; i < len(s); {
		d := int(binary.LittleEndian.Uint16(b[i/8:])>>(i%8))&31 + carry
		if d%2 == 0 {
			i++
			continue
		}
		carry = 0
		if d > 16 {
			d, carry = d-32, 1
		}
		s[i] = int8(d)
		i += 5
	}
}

// littleEndian has zeros at the end, so that words may be read anywhere.
func littleEndian(n *big.Int) (b [40]byte) {
	n.FillBytes(b[:32])
	slices.Reverse(b[:32])
	return b
}
